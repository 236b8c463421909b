"""What the window knows of spelling: which words are wrong, and who is asked about the others.

The dictionary is in a process beside the window (``kvinnobyran.aside.spelling``), which starts
when the first long text is begun and takes 43 MB until the office is locked. The words of the
field and of the unit are known here, and are not sent to it. Nothing is ever learnt by itself.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from kvinnobyran import paths
from kvinnobyran.aside import frames
from kvinnobyran.aside.spelling import LONGEST_WORD
from kvinnobyran.ui.kit.aside import Aside

_LETTERS: Final = "(?:[^\\W_][\u0300-\u036f]*)+"
_TOKEN: Final = re.compile(f"{_LETTERS}(?:[-’':.]{_LETTERS})*")
_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
_SENTENCE_ENDS: Final = '.!?:…•–-"”»(['
_PAUSE_MS: Final = 150
_WARM_MS: Final = 400
_MOST_ASKED: Final = 500
_MOST_FAILURES: Final = 3
_MOST_REMEMBERED: Final = 20_000
_SHORTEST: Final = 2

Suggested = Callable[[tuple[str, ...]], object]


@dataclass(frozen=True, slots=True)
class Token:
    """A word in a text: where it begins and ends for Qt, and itself in one form (NFC)."""

    start: int
    end: int
    word: str


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text that can be wrong.

    Not: single letters, abbreviations in capitals, anything with a digit, and what has a capital
    in the middle of a sentence: that is a name, and names are nobody's business here.
    """
    text = in_units(text)
    for found in _TOKEN.finditer(text):
        word = unicodedata.normalize("NFC", found.group()).replace("’", "'")
        if len(word) < _SHORTEST or len(word) > LONGEST_WORD or word.isupper():
            continue
        if any(sign.isdigit() for sign in word):
            continue
        if word[0].isupper() and not _begins_sentence(text, found.start()):
            continue
        yield Token(found.start(), found.end(), word)


def in_units(text: str) -> str:
    """Return a text in which places are counted as Qt counts them: an emoji is two."""
    return text if text.isascii() else _ASTRAL.sub("\ufffc\ufffc", text)


def _begins_sentence(text: str, place: int) -> bool:
    before = text[max(0, place - 200) : place].rstrip()
    return not before or before[-1] in _SENTENCE_ENDS


def fields_words() -> frozenset[str]:
    """Return the words of our field that came with the program."""
    lines = paths.resource("spelling", "fackord.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line and not line.startswith("#"))


class Speller(QObject):
    """One for the whole window; see :func:`install`.

    ``learnt`` says that something is known that was not: texts are to be looked through again,
    where words were unknown, or whole when it carries true.
    ``wants_word`` carries a word that somebody wants in the unit's list.
    """

    learnt = Signal(bool)
    wants_word = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.enabled = True
        self._aside = Aside("spelling", self)
        self._aside.came.connect(self._came)
        self._aside.ended.connect(self._ended)
        self._verdicts: dict[str, bool] = {}
        self._field: frozenset[str] | None = None
        self._unit: frozenset[str] = frozenset()
        self._waiting: set[str] = set()
        self._asked: set[str] = set()
        self._checking: dict[int, list[str]] = {}
        self._suggesting: dict[int, Suggested] = {}
        self._number = 0
        self._failures = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._warming = QTimer(self)
        self._warming.setSingleShot(True)
        self._warming.setInterval(_WARM_MS)
        self._warming.timeout.connect(self._load)

    def know_unit(self, words: Iterable[str]) -> None:
        """Take in the unit's own words, from the encrypted register."""
        known = frozenset(words)
        if known != self._unit:
            self._unit = known
            self.learnt.emit(True)

    def set_enabled(self, *, on: bool) -> None:
        """Look through texts or leave them alone; the process is ended with the second."""
        if on != self.enabled:
            self.enabled = on
            if not on:
                self.stop()
            self.learnt.emit(True)

    def warm(self) -> None:
        """Let the dictionary be loaded, beside the window, while the first words are typed.

        Not at once: the one who begins to write must not wait even for that.
        """
        if self.enabled and not self._aside.running and self._failures < _MOST_FAILURES:
            self._warming.start()

    def _load(self) -> None:
        if not self._aside.running:
            self._number += 1
            self._aside.send(frames.message(n=self._number, check=[]))

    def wrong(self, word: str) -> bool | None:
        """Tell whether a word is wrong, or None while nobody knows: then it is asked about."""
        if not self.enabled or self._failures >= _MOST_FAILURES or self._is_ours(word):
            return False
        verdict = self._verdicts.get(word)
        if verdict is None and word not in self._asked:
            self._waiting.add(word)
            if not self._pause.isActive():
                self._pause.start()
        return verdict

    def suggest(self, word: str, then: Suggested) -> None:
        """Ask what could have been meant; takes about a second, and ``then`` gets the words."""
        if self._failures >= _MOST_FAILURES:
            then(())
            return
        self._number += 1
        self._suggesting[self._number] = then
        self._aside.send(frames.message(n=self._number, suggest=word))

    def stop(self) -> None:
        """End the process and forget every word."""
        self._pause.stop()
        self._warming.stop()
        self._aside.stop()
        self._verdicts.clear()
        self._waiting.clear()
        self._asked.clear()
        self._checking.clear()
        self._suggesting.clear()

    def _is_ours(self, word: str) -> bool:
        if self._field is None:
            self._field = fields_words()
        forms = {word, word.casefold(), word[:1].casefold() + word[1:]}
        return not forms.isdisjoint(self._field) or not forms.isdisjoint(self._unit)

    def _ask(self) -> None:
        words = sorted(self._waiting)[:_MOST_ASKED]
        if not words:
            return
        self._waiting.difference_update(words)
        self._asked.update(words)
        self._number += 1
        self._checking[self._number] = words
        self._aside.send(frames.message(n=self._number, check=words))
        if self._waiting:
            self._pause.start()

    def _came(self, content: bytes) -> None:
        answer = json.loads(content)
        number = int(answer["n"])
        if "words" in answer:
            then = self._suggesting.pop(number, None)
            if then is not None:
                then(tuple(answer["words"]))
            return
        if len(self._verdicts) > _MOST_REMEMBERED:
            self._verdicts.clear()
        wrong, asked = set(answer["wrong"]), self._checking.pop(number, [])
        self._asked.difference_update(asked)
        self._verdicts.update({word: word in wrong for word in asked})
        self.learnt.emit(False)

    def _ended(self) -> None:
        """Go on without it; after three times for good: a text needs no speller to be written."""
        self._failures += 1
        self._asked.clear()
        self._checking.clear()
        waiting, self._suggesting = list(self._suggesting.values()), {}
        for then in waiting:
            then(())


_installed: list[Speller] = []


def install(speller: Speller | None) -> None:
    """Let this be the window's speller, or let it have none."""
    _installed[:] = [] if speller is None else [speller]


def current() -> Speller | None:
    """Return the window's speller, if it has one."""
    return _installed[0] if _installed else None
