"""Skriva: spelling, the unit's own words, its text blocks, and how long working notes live."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QMenu

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.note import LONGEST_LIFE, NoteKind, life_in_days
from kvinnobyran.domain.settings import SPELLING, WORKING_NOTE_LIFE
from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.domain.writing import OwnWord, TextBlock
from kvinnobyran.flows import office
from kvinnobyran.flows.writing import learn_word, retire_block, save_block, unlearn_word
from kvinnobyran.store.database import Database
from kvinnobyran.store.office import setting
from kvinnobyran.store.writing import own_words, text_blocks
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, TextEdit
from kvinnobyran.ui.kit.form import Field, Form
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.settings.host import Host
from kvinnobyran.ui.settings.rows import Section, SettingRow, Unfolding

_DAYS = (7, 14, 30, 60, LONGEST_LIFE)
_EVERY_KIND = "Alla slag"


class WritingSection(Section):
    """Everything here is the whole unit's, and lies encrypted in the register."""

    def __init__(self, window: Host) -> None:
        super().__init__("Skriva", Icon.NOTE)
        self._window = window
        self._desk = window.desk
        self._block: TextBlock | None = None
        self.spelling = QCheckBox("Ja")
        self.spelling.setAccessibleName("Stavningskontroll")
        self.spelling.clicked.connect(
            lambda on: self._desk.do(office.change_setting, SPELLING, "1" if on else "0")
        )
        self.days = QComboBox()
        self.days.addItems([f"{days} dagar" for days in _DAYS])
        self.days.activated.connect(
            lambda at: self._desk.do(office.change_setting, WORKING_NOTE_LIFE, str(_DAYS[at]))
        )
        self.word_form = Form([Field("word", "Ordet, som det ska stavas", LineEdit())])
        self.word_fold = self._fold_of(self.word_form, "Lägg till", self._learn)
        self.word_button = Button("Nytt ord …", icon=Icon.ADD, then=self._unfold_word)
        self.words = Card("Era egna ord", empty="Inga egna ord än.")
        self.words.done.connect(self._unlearn)
        self.block_form = Form(
            [
                Field("title", "Vad textblocket heter", LineEdit(limit=100)),
                Field("for_kind", "För", CodeBox(NoteKind, nothing=_EVERY_KIND)),
                Field(
                    "text",
                    "Texten",
                    TextEdit(lines=8),
                    "Det som ska fyllas i skrivs inom hakparenteser: [vad hon berättar]. Ett "
                    "textblock handlar aldrig om någon.",
                ),
            ]
        )
        self.block_fold = self._fold_of(self.block_form, "Spara textblocket", self._save_block)
        self.block_button = Button("Nytt textblock …", icon=Icon.ADD, then=self._unfold_block)
        self.blocks = Card("Textblock", empty="Inga textblock.", menu=self._block_menu)
        self.blocks.opened.connect(self._unfold_block)
        word_row = SettingRow(
            "Ordlistan",
            "Ord som stavningskontrollen ska godta, utöver ordboken och fackorden. De ligger "
            "krypterade i registret. Namn på personer hör inte hit.",
            self.word_button,
            words="stavning egna ord rättstavning",
        )
        word_row.below.addWidget(self.word_fold)
        word_row.below.addWidget(self.words)
        block_row = SettingRow(
            "Textblock och mallar",
            "Sätts in i en anteckning med Ctrl+T. Retur på en rad ändrar den.",
            self.block_button,
            words="mall text stomme",
        )
        block_row.below.addWidget(self.block_fold)
        block_row.below.addWidget(self.blocks)
        self.add(
            SettingRow(
                "Stavningskontroll",
                "Fel ord får en våglinje under sig. F7 går till nästa. Ordboken ligger på datorn; "
                "inget skickas någonstans.",
                self.spelling,
                words="rättstavning",
            ),
            word_row,
            block_row,
            SettingRow(
                "Arbetsminnen raderas efter",
                "Gäller dem som skrivs från och med nu. I en placering väntar de tills någon har "
                "svarat att det som betyder något står i journalen.",
                self.days,
                words="minnesanteckning gallring",
            ),
        )

    def refresh(self) -> None:
        self._desk.ask(_stored, then=self._show)

    def _show(self, stored: "_Stored") -> None:
        spelling, days, words, blocks = stored
        self.spelling.setChecked(spelling)
        self.days.setCurrentIndex(_DAYS.index(days) if days in _DAYS else _DAYS.index(30))
        self.words.show_lines([_word_line(each) for each in words])
        self.blocks.show_lines([_block_line(each) for each in blocks if each.retired_on is None])

    def _fold_of(self, form: Form, verb: str, do: Callable[[], object]) -> Unfolding:
        fold = Unfolding(verb, busy="Sparar …", do=do, close=lambda: self._fold(fold))
        fold.fields.addWidget(form)
        return fold

    def _fold(self, fold: Unfolding) -> None:
        fold.go.done()
        fold.hide()
        (self.word_button if fold is self.word_fold else self.block_button).setFocus()

    def _refused(self, form: Form, fold: Unfolding, trouble: Trouble) -> None:
        fold.go.done()
        if isinstance(trouble, Refused):
            form.show_faults(trouble.faults)
        else:
            self.say_trouble(trouble)

    # --- words ----------------------------------------------------------------------------------

    def _unfold_word(self) -> None:
        self.word_form.fill({"word": ""})
        self.word_fold.show()
        self.word_form.focus_first()

    def _learn(self) -> None:
        self._desk.do(
            learn_word,
            self.word_form.values()["word"],
            reasons=self.word_form.reasons(),
            then=lambda _: self._done(self.word_fold, "Ordet är tillagt i ordlistan"),
            otherwise=lambda trouble: self._refused(self.word_form, self.word_fold, trouble),
            owner=self,
        )

    def _unlearn(self, word: Any) -> None:  # noqa: ANN401 - the key of a line
        """Take a word away with its traces: it may have been a name."""
        self._desk.do(
            unlearn_word,
            word,
            then=lambda _: self._window.toast("Ordet är borttaget ur ordlistan"),
            owner=self,
        )

    # --- text blocks ------------------------------------------------------------------------------

    def _unfold_block(self, block: Any = None) -> None:  # noqa: ANN401 - the key of a line
        self._block = block if isinstance(block, TextBlock) else None
        shown = self._block or TextBlock(id="")
        self.block_form.fill({"title": shown.title, "for_kind": shown.for_kind, "text": shown.text})
        self.block_fold.show()
        self.block_form.focus_first()

    def _save_block(self) -> None:
        if not self.block_form.check():
            self.block_fold.go.done()
            return
        base = self._block or TextBlock(id=new_id())
        self._desk.do(
            save_block,
            replace(base, **self.block_form.values()),
            reasons=self.block_form.reasons(),
            then=lambda _: self._done(self.block_fold, "Textblocket är sparat"),
            otherwise=lambda trouble: self._refused(self.block_form, self.block_fold, trouble),
            owner=self,
        )

    def _block_menu(self, block: Hashable, menu: QMenu) -> None:
        if isinstance(block, TextBlock):
            menu.addAction("Ta bort").triggered.connect(
                lambda: self._desk.do(
                    retire_block,
                    block,
                    then=lambda _: self._window.toast("Textblocket är borttaget", undo=True),
                    owner=self,
                )
            )

    def _done(self, fold: Unfolding, said: str) -> None:
        self._fold(fold)
        self._window.toast(said, undo=True)


_Stored = tuple[bool, int, Sequence[OwnWord], Sequence[TextBlock]]


def _stored(database: Database) -> _Stored:
    return (
        setting(database, SPELLING) != "0",
        life_in_days(setting(database, WORKING_NOTE_LIFE)),
        own_words(database),
        text_blocks(database),
    )


def _word_line(word: OwnWord) -> Line:
    added = f"{word.added_by} {word.added_on}".strip()
    return Line(key=word, text=word.word, aside=added, done_text="Ta bort för gott")


def _block_line(block: TextBlock) -> Line:
    kind = block.for_kind.label if block.for_kind else _EVERY_KIND
    return Line(key=block, text=block.title, aside=kind, icon=Icon.NOTE)
