"""The speller of the open office: the unit's own words from the register, and back to it."""

from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject

from kvinnobyran.domain.settings import SPELLING
from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.domain.writing import as_learnt
from kvinnobyran.flows.writing import learn_word
from kvinnobyran.store.database import Database
from kvinnobyran.store.office import setting
from kvinnobyran.store.writing import own_words
from kvinnobyran.ui.kit import speller
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.speller import Speller


class SaysInPassing(Protocol):
    """Who says things in passing: the window."""

    def toast(self, text: str, *, undo: bool = False) -> object:
        """Say something."""


class OfficeSpeller(QObject):
    """Keeps the window's speller in step with the register, and stores the words one adds."""

    tables = frozenset({"own_word", "setting"})

    def __init__(self, desk: Desk, window: SaysInPassing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._window = window
        self.speller = Speller(self)
        speller.install(self.speller)
        self.speller.wants_word.connect(self.learn)
        desk.changed.connect(self._changed)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.leave)
        self.refresh()

    def refresh(self) -> None:
        """Ask for the unit's words, and whether texts are looked through at all."""
        self._desk.ask(_known, then=self._know)

    def learn(self, word: str) -> None:
        """Put a word in the unit's list; a name is refused, and where to add it said.

        The speller only asks about capitals where a sentence begins, so the word is learnt with
        a small letter.
        """
        self._desk.do(learn_word, as_learnt(word), then=self._learnt, otherwise=self._refused)

    def leave(self) -> None:
        """End the process beside the window, and let texts be without a speller."""
        if speller.current() is self.speller:
            speller.install(None)
        self.speller.stop()

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & self.tables:
            self.refresh()

    def _know(self, found: tuple[tuple[str, ...], bool]) -> None:
        words, on = found
        self.speller.set_enabled(on=on)
        self.speller.know_unit(words)

    def _learnt(self, _: object) -> None:
        self._window.toast("Ordet är tillagt i ordlistan", undo=True)

    def _refused(self, trouble: Trouble) -> None:
        if isinstance(trouble, Refused):
            said = " ".join(fault.sentence for fault in trouble.faults)
            self._window.toast(f"{said} Vill du ändå, lägg till det i Inställningar.")
        else:
            self._desk.take(trouble)


def _known(database: Database) -> tuple[tuple[str, ...], bool]:
    words = tuple(each.word for each in own_words(database))
    return words, setting(database, SPELLING) != "0"
