"""What the list of children says: age, what was offered, consent, check, next step.

Pure, and the same on the page of all children and on the tab of one case. Nothing that a child
has told is in it (T9), and no name: the page shows an age and a code (S1).
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from kvinnobyran.domain.consent import stands as consent_stands
from kvinnobyran.domain.trappan import ENDED, STOPPED_BY_WITHDRAWAL, ProgrammeState, stands
from kvinnobyran.domain.trappan_progress import next_deed, progress, waiting
from kvinnobyran.domain.trappan_start import four_on
from kvinnobyran.store.children import ChildStanding

NOTHING = "Inget än"
_LONG_AGO = 90
"""Days after which a concern check is said to be old. Our own routine, as for contact ways."""


class Show(StrEnum):
    """The filters of the page; the value is a word for the draft."""

    ALL = "all"
    NOT_OFFERED = "not_offered"
    CONSENT = "consent"
    ONGOING = "ongoing"
    UNCHECKED = "unchecked"

    @property
    def label(self) -> str:
        """Return what the filter is called."""
        return {
            Show.ALL: "Alla",
            Show.NOT_OFFERED: "Inget erbjudet",
            Show.CONSENT: "Samtycke saknas",
            Show.ONGOING: "Trappan pågår",
            Show.UNCHECKED: "Orosbedömning saknas",
        }[self]


def belongs(child: ChildStanding, show: Show, today: date) -> bool:
    """Tell whether a child is among those that a filter shows."""
    if show is Show.NOT_OFFERED:
        return offered(child, today) == NOTHING
    if show is Show.CONSENT:
        return _wants_ground(child) and not child.answer.allowed
    if show is Show.ONGOING:
        return child.programme is not None and child.programme.state in STOPPED_BY_WITHDRAWAL
    if show is Show.UNCHECKED:
        return _is_old(child, today)
    return True


def found(child: ChildStanding, words: str, today: date) -> bool:
    """Tell whether every word is in what the row shows."""
    whole = " ".join(
        (
            child.row.code,
            child.row.counsellor,
            age(child, today),
            offered(child, today),
            consent(child),
            next_step(child, today),
        )
    ).casefold()
    return all(word in whole for word in words.casefold().split())


def age(child: ChildStanding, today: date) -> str:
    """Return how old the child is, as well as it is known."""
    birth = child.row.birth
    if birth is None:
        return "Okänd"
    certain = birth.age(today)
    if certain is not None:
        return f"{'' if birth.exact else 'cirka '}{certain} år"
    youngest, oldest = birth.ages(today)
    return f"{youngest}–{oldest} år"


def offered(child: ChildStanding, today: date) -> str:
    """Return what the child has been offered, and what came of it."""
    row, parts = child.row, []
    if child.programme is not None:
        parts.append(f"Trappan: {stands(child.programme, allowed=child.answer.allowed).lower()}")
    elif row.offer is not None:
        parts.append(f"Trappan: {row.offer.label.lower()}")
    if row.group_type is not None and row.group_state is not None:
        parts.append(f"{row.group_type}: {row.group_state.label.lower()}")
    elif child.cafe is not None:
        state = consent_stands(child.cafe, today, row.birth)
        parts.append(f"Kvällskaféet: samtycke {state.label.lower()}")
    elif row.cafe_offer is not None:
        parts.append(f"Kvällskaféet: {row.cafe_offer.label.lower()}")
    return ", ".join(parts) or NOTHING


def consent(child: ChildStanding) -> str:
    """Return where consent to Trappan stands, in a few words; who must not be contacted first."""
    never = "En får inte kontaktas. " if child.answer.never else ""
    if child.answer.ground is not None:
        until = f", till {child.answer.lapses_on}" if child.answer.lapses_on else ""
        return f"{never}Finns{until}"
    if not child.asked:
        return f"{never}Inte efterfrågat"
    return f"{never}Saknas: {child.answer.sentence}"


def checked(child: ChildStanding, today: date) -> str:
    """Return when concern was last assessed for the child; what is old says so in words."""
    day = child.row.checked_on
    if day is None:
        return "Aldrig"
    return f"{day} (för {(today - day).days} dagar sedan)" if _is_old(child, today) else str(day)


def next_step(child: ChildStanding, today: date) -> str:
    """Return what comes next with the child: a task that waits, or the next step of Trappan."""
    row = child.row
    if row.task is not None and row.task_on is not None and row.task_on <= today:
        return row.task
    birth = row.birth
    if child.programme is None and birth is not None and four_on(birth)[0] > today:
        return f"Fyller 4 år {four_on(birth)[0]}"
    programme = child.programme
    sessions = {each.id: each for each in child.sessions}
    deed = next_deed(
        programme,
        progress(programme, child.sessions, child.seats) if programme else (),
        waiting(programme, sessions, child.seats) if programme else (),
        allowed=child.answer.allowed,
        today=today,
    )
    if deed is not None:
        return deed.verb
    return f"{row.task_on} {row.task}" if row.task else ""


def number(children: Sequence[ChildStanding]) -> str:
    """Return how many there are."""
    return "Ett barn" if len(children) == 1 else f"{len(children)} barn"


def _wants_ground(child: ChildStanding) -> bool:
    programme = child.programme
    offered = programme is not None and programme.state not in ENDED
    return offered and programme is not None and programme.state is not ProgrammeState.OFFERED


def _is_old(child: ChildStanding, today: date) -> bool:
    day = child.row.checked_on
    return day is None or (today - day).days > _LONG_AGO
