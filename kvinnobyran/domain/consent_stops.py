"""What stops when a consent is taken back: said before it is done, and done at once (T5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from kvinnobyran.domain.consent import Consent, ConsentPurpose
from kvinnobyran.domain.session import Presence, SessionAttendance
from kvinnobyran.domain.trappan import STOPPED_BY_WITHDRAWAL, TrappanProgramme
from kvinnobyran.domain.trappan_session import TrappanAttendance, TrappanSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Stops:
    """What a withdrawal stops: Trappan that goes on, and the days that are cancelled."""

    programme: TrappanProgramme | None = None
    days: tuple[date, ...] = ()

    @property
    def ahead(self) -> str:
        """Return in words what will happen."""
        if self.programme is None:
            return "Inget som pågår stannar av det. Det som redan är gjort ändras inte."
        words = "Trappan pausas i samma sekund."
        if self.days:
            listed = ", ".join(str(each) for each in self.days)
            words += f" {_sessions(len(self.days))} avbokas: {listed}."
        return f"{words} Det som redan är antecknat finns kvar enligt gallringsreglerna."

    @property
    def done(self) -> str:
        """Return in words what has happened."""
        if self.programme is None:
            return "Samtycket är återkallat"
        cancelled = f", {_sessions(len(self.days)).lower()} avbokat" if self.days else ""
        if len(self.days) > 1:
            cancelled = f"{cancelled[:-1]}de"
        return f"Samtycket är återkallat. Trappan är pausad{cancelled}"


def stops(
    consent: Consent,
    programmes: Iterable[TrappanProgramme],
    sessions: Iterable[TrappanSession],
    seats: Iterable[TrappanAttendance],
    *,
    now: datetime,
) -> Stops:
    """Return what stops the moment this consent is taken back; other children's is passed over."""
    if consent.purpose is not ConsentPurpose.TRAPPAN:
        return Stops()
    going = [
        each
        for each in programmes
        if each.child_id == consent.person_id and each.state in STOPPED_BY_WITHDRAWAL
    ]
    if not going:
        return Stops()
    its = {
        each.session_id
        for each in seats
        if each.programme_id == going[0].id and each.presence is Presence.EXPECTED
    }
    return Stops(
        programme=going[0],
        days=tuple(
            sorted(
                each.held_on
                for each in sessions
                if each.id in its
                and each.attendance is SessionAttendance.PLANNED
                and each.began(now.tzinfo) >= now
            )
        ),
    )


def _sessions(number: int) -> str:
    return "Ett samtal" if number == 1 else f"{number} samtal"
