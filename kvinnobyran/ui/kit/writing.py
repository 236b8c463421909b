"""The area that long texts are written in: spelling, and text blocks, both by keyboard.

F7 goes to the next word that is wrong and says what could have been meant; the menu of the word
does the same. Ctrl+T puts a text block in; F8 goes to the next ``[gap]`` that is left to fill in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QToolTip, QWidget
from shiboken6 import isValid

from kvinnobyran.domain.writing import first_gap
from kvinnobyran.ui.kit import look, speller
from kvinnobyran.ui.kit.plain import PlainArea, empty_menu, fill_menu
from kvinnobyran.ui.kit.speak import announce
from kvinnobyran.ui.kit.speller import Speller, Token, in_units, tokens

LONGEST_CHECKED = 200_000
"""Characters: a longer text is not looked through, so that typing in it stays quick."""
_UNKNOWN = 1
"""The state of a block that holds words nobody knows yet."""
_LEARN = "Lägg till i ordlistan"
_SEEKING = "Söker förslag …"
_NONE_FOUND = "Inga förslag"
_NOTHING_WRONG = "Inga fler stavfel"
_LOOKING = "Stavningen kontrolleras …"


@dataclass(frozen=True, slots=True)
class Offered:
    """A text block as it is offered: what it is called, and what is put in."""

    title: str
    text: str


class Marks(QSyntaxHighlighter):
    """Draws a wave under what is wrong: a shape, not a colour alone."""

    def __init__(self, area: "WritingArea", known: Speller) -> None:
        super().__init__(area.document())
        self._area = area
        self._speller = known
        self._caret_block = -1
        known.learnt.connect(self._look_again)
        area.cursorPositionChanged.connect(self._moved)

    def highlightBlock(self, text: str) -> None:
        """Look one paragraph through; the word that is being typed is left alone."""
        self.setCurrentBlockState(0)
        if self.document().characterCount() > LONGEST_CHECKED:
            return
        caret = self._caret_in(self.currentBlock())
        unknown = False
        for token in tokens(text):
            verdict = self._speller.wrong(token.word)
            unknown = unknown or verdict is None
            if verdict and token.end != caret:
                self.setFormat(token.start, token.end - token.start, _wave())
        self.setCurrentBlockState(_UNKNOWN if unknown else 0)

    def _caret_in(self, block: QTextBlock) -> int:
        """Return where in a block somebody types now, or -1."""
        cursor = self._area.textCursor()
        if not self._area.hasFocus() or cursor.blockNumber() != block.blockNumber():
            return -1
        return cursor.positionInBlock()

    def _look_again(self, whole: bool) -> None:
        """Look through what was unknown; everything, when words were taught or taken away."""
        if not isValid(self._area):
            return
        if whole:
            self.rehighlight()
        block = self.document().begin()
        while block.isValid() and not whole:
            if block.userState() == _UNKNOWN:
                self.rehighlightBlock(block)
            block = block.next()
        self._area.look_on()

    def _moved(self) -> None:
        """Look again where the caret was: the word that was typed there is finished."""
        now = self._area.textCursor().blockNumber()
        for number in {self._caret_block, now}:
            block = self.document().findBlockByNumber(number)
            if block.isValid():
                self.rehighlightBlock(block)
        self._caret_block = now


class WritingArea(PlainArea):
    """Many lines of plain text that is looked through for spelling while it is written.

    ``offer_blocks`` returns the text blocks that fit just now. Nothing of this is begun before
    the area gets the focus for the first time. ``typed`` says that the text is another now;
    Qt's own ``textChanged`` also comes when a wave is drawn.
    """

    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer_blocks: Callable[[], Sequence[Offered]] | None = None
        self._marks: Marks | None = None
        self._seeks_mistake = False
        self._before = ""
        self.textChanged.connect(self._changed_or_marked)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin to look for mistakes when somebody begins to write."""
        super().focusInEvent(event)
        known = speller.current()
        if self._marks is None and known is not None and not self.isReadOnly():
            self._marks = Marks(self, known)
            known.warm()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of spelling and text blocks; leave the rest."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_F7 and plain:
            self.next_mistake()
        elif event.key() == Qt.Key.Key_F8 and plain:
            self.next_gap()
        elif event.key() == Qt.Key.Key_T and control and self.offer_blocks is not None:
            self.choose_block()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show what could have been meant above what the menu always offers."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        cursor = self.textCursor() if by_key else self.cursorForPosition(event.pos())
        found = self._mistake_at(cursor)
        where = self._below(cursor) if by_key else event.globalPos()
        self._menu_for(found, where, whole=True)

    def _changed_or_marked(self) -> None:
        # Not even the document's revision tells a mark from a letter.
        now = self.document().toRawText()
        if now != self._before:
            self._before = now
            self.typed.emit()

    # --- spelling -----------------------------------------------------------------------------

    def next_mistake(self) -> None:
        """Go to the next wrong word after the caret, round the end, and show its menu."""
        found = self._find(self.textCursor().selectionEnd())
        self._seeks_mistake = found is None and self._knows_not_all()
        if found is None:
            self._say_here(_LOOKING if self._seeks_mistake else _NOTHING_WRONG)
            return
        self.setTextCursor(found)
        self.ensureCursorVisible()
        announce(self, f"Stavfel: {found.selectedText()}")
        self._menu_for(found, self._below(found), whole=False)

    def look_on(self) -> None:
        """Go on to the next mistake, if that is waited for: more is known now."""
        if self._seeks_mistake and self.hasFocus():
            self.next_mistake()

    def _knows_not_all(self) -> bool:
        known = speller.current()
        return known is not None and any(
            known.wrong(token.word) is None
            for block in self._blocks()
            for token in tokens(block.text())
        )

    def _say_here(self, words: str) -> None:
        """Say something at the caret, in a tip and to a screen reader."""
        QToolTip.showText(self._below(self.textCursor()), words, self)
        announce(self, words)

    def _find(self, start: int) -> QTextCursor | None:
        """Return the first mistake behind a place, or from the beginning."""
        wrong = [cursor for block in self._blocks() for cursor in self._mistakes(block)]
        behind = [cursor for cursor in wrong if cursor.selectionStart() >= start]
        return next(iter(behind or wrong), None)

    def _blocks(self) -> list[QTextBlock]:
        document = self.document()
        if document.characterCount() > LONGEST_CHECKED:
            return []
        return [document.findBlockByNumber(number) for number in range(document.blockCount())]

    def _mistakes(self, block: QTextBlock) -> list[QTextCursor]:
        known = speller.current()
        if known is None or not known.enabled:
            return []
        return [
            self._cursor_over(block, token)
            for token in tokens(block.text())
            if known.wrong(token.word)
        ]

    def _mistake_at(self, cursor: QTextCursor) -> QTextCursor | None:
        place = cursor.position()
        return next(
            (
                each
                for each in self._mistakes(cursor.block())
                if each.selectionStart() <= place <= each.selectionEnd()
            ),
            None,
        )

    def _cursor_over(self, block: QTextBlock, token: Token) -> QTextCursor:
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + token.start)
        cursor.setPosition(block.position() + token.end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _menu_for(self, mistake: QTextCursor | None, where: QPoint, *, whole: bool) -> None:
        menu = empty_menu(self)
        known = speller.current()
        if mistake is not None and known is not None:
            seeking = menu.addAction(_SEEKING)
            seeking.setEnabled(False)
            word = mistake.selectedText()
            known.suggest(word, partial(self._suggest, menu, seeking, mistake))
            learn = menu.addAction(_LEARN)
            learn.triggered.connect(lambda: known.wants_word.emit(word))
            if whole:
                menu.addSeparator()
        if whole:
            fill_menu(menu, self.menu_items())
            if self.offer_blocks is not None:
                menu.addSeparator()
                menu.addAction("Sätt in textblock …\tCtrl+T").triggered.connect(self.choose_block)
        menu.popup(where)

    def _suggest(
        self, menu: QMenu, seeking: QAction, mistake: QTextCursor, words: tuple[str, ...]
    ) -> None:
        """Put what could have been meant where it was said to be looked for."""
        if not (isValid(menu) and isValid(seeking) and isValid(self)):
            return
        if not words:
            seeking.setText(_NONE_FOUND)
            return
        actions = []
        for word in words:
            action = QAction(word, menu)
            action.triggered.connect(partial(self._put, mistake, word))
            actions.append(action)
        menu.insertActions(seeking, actions)
        menu.removeAction(seeking)
        if menu.activeAction() is None:
            menu.setActiveAction(actions[0])

    def _put(self, mistake: QTextCursor, word: str, *_: object) -> None:
        """Write another word over the wrong one, as one step to undo."""
        mistake.insertText(word)
        self.setFocus()

    def _below(self, cursor: QTextCursor) -> QPoint:
        return self.viewport().mapToGlobal(self.cursorRect(cursor).bottomLeft())

    # --- text blocks ------------------------------------------------------------------------------

    def choose_block(self) -> None:
        """Show the text blocks that fit; the arrow keys and the first letters choose."""
        offered = self.offer_blocks() if self.offer_blocks is not None else ()
        menu = empty_menu(self)
        menu.setAccessibleName("Textblock")
        for block in offered:
            action = menu.addAction(block.title.replace("&", "&&"))
            action.triggered.connect(partial(self.put_block, block))
        if not offered:
            menu.addAction("Inga textblock passar här").setEnabled(False)
        menu.popup(self._below(self.textCursor()))
        if offered:
            menu.setActiveAction(menu.actions()[0])

    def put_block(self, block: Offered, *_: object) -> None:
        """Put a block in at the caret, on lines of its own, and go to its first gap."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        if cursor.positionInBlock():
            cursor.insertText("\n\n" if cursor.block().text().strip() else "")
        start = cursor.position()
        cursor.insertText(block.text)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.setFocus()
        self._go_to_gap(start)
        announce(self, f"Textblocket {block.title} är insatt")

    def next_gap(self) -> None:
        """Mark the next gap, so that typing fills it in; round the end if need be."""
        if not self._go_to_gap(self.textCursor().selectionEnd()):
            self._go_to_gap(0)

    def _go_to_gap(self, start: int) -> bool:
        found = first_gap(in_units(self.text()), start)
        if found is None:
            return False
        cursor = self.textCursor()
        cursor.setPosition(found[0])
        cursor.setPosition(found[1], QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        return True


def _wave() -> QTextCharFormat:
    wave = QTextCharFormat()
    wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    wave.setUnderlineColor(QColor(look.current().tokens.danger))
    return wave
