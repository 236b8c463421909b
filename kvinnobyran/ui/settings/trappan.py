"""Trappan och samtycke: which grounds the unit accepts, and how many sessions it plans (T3)."""

from PySide6.QtWidgets import QCheckBox

from kvinnobyran.domain.decision import accepted_grounds
from kvinnobyran.domain.ground_words import EXPLAINED, LETTERS, source_words
from kvinnobyran.domain.grounds import SOURCES, Ground
from kvinnobyran.domain.settings import TRAPPAN_GROUNDS, TRAPPAN_SESSIONS
from kvinnobyran.flows import office
from kvinnobyran.flows.trappan_grounds import accept_grounds
from kvinnobyran.store.database import Database
from kvinnobyran.store.office import setting
from kvinnobyran.ui.kit.editors import CodeBox, Option
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.notice import Tone
from kvinnobyran.ui.settings.host import Host
from kvinnobyran.ui.settings.rows import Section, SettingRow

_MOST = 20


def _stored(database: Database) -> tuple[str, str]:
    return setting(database, TRAPPAN_GROUNDS), setting(database, TRAPPAN_SESSIONS)


class TrappanSection(Section):
    """What the unit itself decides about Trappan. A ground that is not accepted permits nothing."""

    def __init__(self, window: Host) -> None:
        super().__init__("Trappan och samtycke", Icon.PEOPLE)
        self._desk = window.desk
        self.sessions = CodeBox(
            [Option(str(each), f"{each} samtal") for each in range(1, _MOST + 1)], nothing=None
        )
        self.add(
            SettingRow(
                "Planerat antal samtal",
                "Föreslås när Trappan erbjuds ett barn, och kan ändras för varje barn.",
                self.sessions,
                words="trappan",
            )
        )
        self.sessions.edited.connect(
            lambda: self._desk.do(office.change_setting, TRAPPAN_SESSIONS, self.sessions.value())
        )
        self.grounds: dict[Ground, QCheckBox] = {}
        for ground in Ground:
            source, verified = SOURCES[ground]
            accepted = self.grounds[ground] = QCheckBox("Godtas")
            accepted.setAccessibleName(f"Grund {LETTERS[ground]} godtas: {ground.label}")
            accepted.clicked.connect(self._keep)
            self.add(
                SettingRow(
                    f"Grund {LETTERS[ground]}: {ground.label}",
                    f"{EXPLAINED[ground]} {source_words(source, verified=verified)}",
                    accepted,
                    words="samtycke grund trappan",
                )
            )

    def refresh(self) -> None:
        """Ask what the unit has decided."""
        self._desk.ask(_stored, then=self._show)

    def _show(self, stored: tuple[str, str]) -> None:
        grounds, sessions = stored
        self.sessions.set_value(sessions)
        accepted = accepted_grounds(grounds)
        for ground, box in self.grounds.items():
            box.setChecked(ground in accepted)

    def _keep(self) -> None:
        """Accept what is ticked now; what rests on another ground is paused in the same step."""
        accepted = [ground for ground, box in self.grounds.items() if box.isChecked()]
        self._desk.do(accept_grounds, accepted, then=self._kept)

    def _kept(self, changed: int) -> None:
        if changed:
            words = "Trappan för ett barn" if changed == 1 else f"Trappan för {changed} barn"
            self.say(f"{words} har fått ett annat läge av ändringen.", Tone.WARN)
        else:
            self.notice.hide()
