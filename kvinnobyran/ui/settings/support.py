"""Samtal och insatser: how often the effect is asked about, and which kinds are offered."""

from collections.abc import Callable

from kvinnobyran.domain.intervention import KindOnOffer
from kvinnobyran.domain.settings import EFFECT_SESSIONS, EFFECT_WEEKS
from kvinnobyran.flows import kinds, office
from kvinnobyran.flows.work import Work
from kvinnobyran.store.database import Database
from kvinnobyran.store.support import effect_rhythm, kinds_on_offer
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.editors import CodeBox, Option
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.settings.host import Host
from kvinnobyran.ui.settings.rows import Section, SettingRow

_SESSIONS = (3, 4, 5, 6, 8, 10)
_WEEKS = (4, 6, 8, 10, 12, 16)
_Stored = tuple[int, int, list[KindOnOffer]]
_Changes = Callable[[Work, KindOnOffer], KindOnOffer]


def _stored(database: Database) -> _Stored:
    rhythm = effect_rhythm(database)
    return rhythm.sessions, rhythm.weeks, kinds_on_offer(database)


class SupportSection(Section):
    """The office's own choices about support (A4, R5)."""

    def __init__(self, window: Host) -> None:
        super().__init__("Samtal och insatser", Icon.SUPPORT)
        self._desk = window.desk
        self.sessions = _choice(_SESSIONS, "samtal")
        self.weeks = _choice(_WEEKS, "veckor")
        self.add(
            SettingRow(
                "Påminn om effekten efter",
                "Efter så många genomförda samtal påminns du om att fråga om de hjälper.",
                self.sessions,
                words="dialog samtal",
            ),
            SettingRow(
                "Påminn om effekten senast efter",
                "Räknas från start eller från förra gången ni pratade om den.",
                self.weeks,
                words="dialog veckor",
            ),
        )
        self.sessions.edited.connect(lambda: self._keep(EFFECT_SESSIONS, self.sessions))
        self.weeks.edited.connect(lambda: self._keep(EFFECT_WEEKS, self.weeks))
        self._offers: dict[str, tuple[SettingRow, Button]] = {}

    def refresh(self) -> None:
        self._desk.ask(_stored, then=self._show)

    def _show(self, stored: _Stored) -> None:
        sessions, weeks, offered = stored
        self.sessions.set_value(sessions)
        self.weeks.set_value(weeks)
        for kind in offered:
            if kind.kind.value not in self._offers:
                self._put(kind)
            row, button = self._offers[kind.kind.value]
            now = kind.offered(self._desk.today)
            row.text.setText(_since(kind))
            verb = "Erbjud inte längre" if now else "Erbjud igen"
            button.setText(verb)
            button.setAccessibleName(f"{kind.label}: {verb.lower()}")
            button.clicked.disconnect()
            does = kinds.stop_offering if now else kinds.offer_again
            # Without the lambda, Qt would hand over whether the button is checked.
            button.clicked.connect(lambda _=False, does=does, kind=kind: self._change(does, kind))

    def _put(self, kind: KindOnOffer) -> None:
        button = Button("…", then=self.refresh)
        row = SettingRow(kind.label, _since(kind), button, words="insats erbjuds")
        self._offers[kind.kind.value] = (row, button)
        self.add(row)

    def _change(self, does: _Changes, kind: KindOnOffer) -> None:
        self._desk.do(does, kind, then=lambda _: self.refresh())

    def _keep(self, key: str, box: CodeBox) -> None:
        self._desk.do(office.change_setting, key, str(box.value()))


def _choice(numbers: tuple[int, ...], unit: str) -> CodeBox:
    return CodeBox(
        [Option(0, "Aldrig"), *(Option(each, f"{each} {unit}") for each in numbers)], nothing=None
    )


def _since(kind: KindOnOffer) -> str:
    """Return from and until when it is offered, and what it is."""
    until = f" till och med {kind.offered_until}" if kind.offered_until else ""
    return f"{kind.kind.about} Erbjuds sedan {kind.offered_from}{until}.".strip()
