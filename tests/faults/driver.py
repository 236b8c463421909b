"""The real program, driven from inside its own event loop by one of the scripts below.

    driver.py SCRIPT DATA        what must not stand in the process's arguments comes on stdin

A script is a generator: each yielded question is asked every few milliseconds until it is
answered with yes. Nothing of the program is changed; only its event loop is joined.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

Script = Iterator[Callable[[], bool]]
USER_WAIT = 0.15
PATIENCE = 900.0
"""Seconds for one step: many times what one takes, on a machine with ten times too much to do."""
SHEETS = (
    "person", "contact_way", "case", "counsellor_change", "kin", "assessment_booking",
    "assessment", "intervention", "action_plan", "journal_note", "working_note", "closing",
)  # fmt: skip
IDLE = 4.0
"""Seconds until it locks by itself, where that is tried."""
DRAFT_WAIT = 2.6
"""A draft is committed two seconds after the last key."""


def tell(**found: Any) -> None:
    print(json.dumps(found), flush=True)


def top(name: str) -> Any:
    from PySide6.QtWidgets import QApplication

    for widget in QApplication.topLevelWidgets():
        if type(widget).__name__ == name and widget.isVisible():
            return widget
    return None


def forever() -> bool:
    """Stay until the process is ended."""
    return False


def wait(seconds: float) -> Script:
    until = time.monotonic() + seconds
    yield lambda: time.monotonic() > until


def words_on(widget: Any) -> str:
    """Return all words that a window shows."""
    from PySide6.QtWidgets import QAbstractButton, QLabel

    return " ".join(
        each.text()
        for kind in (QLabel, QAbstractButton)
        for each in widget.findChildren(kind)
        if each.isVisible()
    )


def unlock(phrase: str) -> Script:
    from PySide6.QtTest import QTest

    yield lambda: type(getattr(top("GateWindow"), "panel", None)).__name__ == "LockPage"
    page = top("GateWindow").panel
    QTest.keyClicks(page.secret.line, phrase)
    page.unlock.click()
    yield lambda: top("MainWindow") is not None
    window = top("MainWindow")
    yield lambda: window.visits.page is not None


# --- scripts -------------------------------------------------------------------------------------


def shown() -> Script:
    """Say what the first page says, and end."""
    yield lambda: top("GateWindow") is not None
    yield from wait(USER_WAIT)
    panel = top("GateWindow").panel
    tell(panel=type(panel).__name__, words=words_on(panel))


def held() -> Script:
    """Unlock, say so, and stay until the line is over."""
    phrase = sys.stdin.readline().rstrip("\n")
    yield from unlock(phrase)
    tell(open=True)
    yield forever


def locking() -> Script:
    """Type half a sentence, and lock when told to."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    phrase = sys.stdin.readline().rstrip("\n")
    word = sys.stdin.readline().rstrip("\n")
    yield from unlock(phrase)
    window = top("MainWindow")
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    yield lambda: type(window.visits.page).__name__ == "CapturePage"
    yield from wait(USER_WAIT)
    QTest.keyClicks(window.visits.page.note, word)
    tell(typed=True)
    sys.stdin.readline()
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    yield forever


def leaping() -> Script:
    """Save something each time that is asked for; at last be idle, and lock by itself."""
    import datetime as dt
    import gc

    from kvinnobyran.domain.ids import new_id
    from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome
    from kvinnobyran.flows.inquiries import keep_as_statistics
    from kvinnobyran.ui.guard.idle import IdleWatch, Limits

    phrase = sys.stdin.readline().rstrip("\n")
    yield from unlock(phrase)
    window = top("MainWindow")
    tell(open=True)
    while sys.stdin.readline() == "save\n":
        done: list[Any] = []
        today = dt.datetime.now().astimezone().date()
        call = Inquiry(
            id=new_id(), received_on=today, channel=Channel.PHONE,
            outcome=InquiryOutcome.ADVICE_GIVEN,
        )  # fmt: skip
        window.desk.do(keep_as_statistics, call, then=done.append, otherwise=done.append)
        yield lambda done=done: bool(done)  # type: ignore[misc] # bound to this round's list
        tell(saved=isinstance(done[0], Inquiry), year=today.year)
        yield from wait(USER_WAIT)
    (watch,) = [each for each in gc.get_objects() if isinstance(each, IdleWatch)]
    watch.limits = Limits(program=IDLE)
    watch.touch()
    tell(idle=IDLE)
    yield forever


def canary() -> Script:
    """Type the word into every field of the first flow; search, look at a report, and lock."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    phrase = sys.stdin.readline().rstrip("\n")
    word = sys.stdin.readline().rstrip("\n")
    yield from unlock(phrase)
    window = top("MainWindow")
    typed: dict[str, int] = {}
    yield from capture(window, word, typed)
    yield from case(window, word, typed)
    yield from look_around(window, word, typed)
    # Last of all something that is copied, and something that is still being typed at the lock.
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    yield lambda: type(window.visits.page).__name__ == "CapturePage"
    page = window.visits.page
    yield from wait(USER_WAIT)
    QTest.keyClicks(page.note, word)
    page.note.selectAll()
    window.action("copy").trigger()
    keys = window.office.vault.store_keys
    tell(typed=typed, database=keys.database.hex(), audit=keys.audit.hex())
    sys.stdin.readline()
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    yield forever


def capture(window: Any, word: str, typed: dict[str, int]) -> Script:
    """A call is written down and becomes a case."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from kvinnobyran.domain.inquiry import Channel, InquiryOutcome

    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    yield lambda: type(window.visits.page).__name__ == "CapturePage"
    page = window.visits.page
    yield from wait(USER_WAIT)
    typed["capture"] = type_everywhere(page, word)
    yield from wait(DRAFT_WAIT)
    make_readable(page)
    for name, value in (
        ("channel", Channel.PHONE),
        ("outcome", InquiryOutcome.ASSESSMENT_BOOKED),
        ("received_on", window.desk.today),
    ):
        page.questions[name].editor.set_value(value)
    page.save()
    yield lambda: page.sides.asking
    page.sides.whose.show_opening()
    yield from wait(USER_WAIT)
    typed["opening"] = type_everywhere(page, word)
    yield from wait(DRAFT_WAIT)
    make_readable(page)
    page.save()
    yield from wait(USER_WAIT)


def case(window: Any, word: str, typed: dict[str, int]) -> Script:
    """Each sheet of the case is filled in and saved, or put aside as a draft."""
    cases: list[Any] = []

    def ask() -> bool:
        if not cases:
            window.desk.ask(
                lambda database: database.wire.rows("SELECT id FROM support_case"),
                then=cases.extend,
            )
        return bool(cases)

    yield ask
    window.open_case(cases[0][0])
    yield lambda: type(window.visits.page).__name__ == "CasePage"
    page = window.visits.page
    yield lambda: page.room.dossier is not None
    for kind in SHEETS:
        page.open_sheet(kind)
        yield from wait(USER_WAIT)
        sheet = page._sheet
        typed[kind] = type_everywhere(sheet, word) if sheet is not None else 0
        yield from wait(DRAFT_WAIT)
        if sheet is not None:
            make_readable(sheet)
            sheet.save()
        yield from wait(0.6)
        if page._sheet is not None:
            page._sheet.put_aside()
        yield from wait(USER_WAIT)
    yield from papers(window, page, word, typed)
    for tab in ("overview", "contacts", "assessment", "sessions", "notes", "documents", "timeline"):
        page.show_tab(tab)
        yield from wait(USER_WAIT)
    yield from childs_file(window, page, word, typed)


def childs_file(window: Any, page: Any, word: str, typed: dict[str, int]) -> Script:
    """A child called by the word has a file of its own: a note, and a drawing that is looked at."""
    from kvinnobyran.demo.papers import letter
    from kvinnobyran.domain.child_file import ChildNote
    from kvinnobyran.domain.ids import new_id
    from kvinnobyran.domain.person import Person
    from kvinnobyran.domain.relation import Relation
    from kvinnobyran.domain.trappan import TrappanProgramme
    from kvinnobyran.flows.child_notes import keep_drawing
    from kvinnobyran.flows.kin import add_around
    from kvinnobyran.flows.plain_files import Brought
    from kvinnobyran.flows.trappan import save_programme

    case, today, done = page.room.around.case, window.desk.today, list[Any]()
    child = Person(id=new_id(), alias=word)
    relation = Relation(id=new_id(), person_id=case.person_id, other_id=child.id)
    offered = TrappanProgramme(
        id=new_id(), case_id=case.id, child_id=child.id, offered_on=today, safety_words=word
    )
    drawn = ChildNote(id=new_id(), case_id=case.id, child_id=child.id, written_on=today, text=word)
    paper = Brought(f"{word}.pdf", letter(word, [word]))
    window.desk.do(add_around, child, relation)
    window.desk.do(save_programme, offered)
    window.desk.do(keep_drawing, drawn, paper, reasons={"text": word}, then=done.append)
    yield lambda: bool(done)
    window.open_page("child_file", child.id)
    yield lambda: getattr(window.visits.page, "leaves", None) is not None
    own = window.visits.page
    yield lambda: own.leaves.model().rowCount() > 0
    own.look_at_drawing(done[0][0])
    yield from wait(USER_WAIT)
    own.new_note()
    typed["child_note"] = type_everywhere(own._sheet, word)
    yield from wait(DRAFT_WAIT)
    make_readable(own._sheet)
    own._sheet.save()
    yield from wait(USER_WAIT)


def papers(window: Any, page: Any, word: str, typed: dict[str, int]) -> Script:
    """Documents called by the word and holding it are kept, looked at and described.

    A PDF goes through the process that draws it, and the word itself through the speller's list.
    """
    from kvinnobyran.demo.papers import letter
    from kvinnobyran.flows.documents import keep_document
    from kvinnobyran.flows.plain_files import Brought
    from kvinnobyran.flows.writing import learn_word
    from kvinnobyran.ui.case.documents.preview import Preview

    window.desk.do(learn_word, word, reasons={"word": word}, otherwise=lambda _: None)
    for name, content in ((f"{word}.txt", word.encode()), (f"{word}.pdf", letter(word, [word]))):
        kept: list[Any] = []
        window.desk.do(keep_document, page.case_id, Brought(name, content), then=kept.append)
        yield lambda kept=kept: bool(kept)  # type: ignore[misc] # bound to this round's list
        yield from wait(USER_WAIT)
        page.open_record(kept[0].id)
        yield lambda: page._sheet is not None
        shown = page._sheet.findChild(Preview)
        yield lambda shown=shown: shown.text.isVisible() or shown.picture.isVisible()  # type: ignore[misc] # the same
        typed[name[-3:]] = type_everywhere(page._sheet, word)
        yield from wait(DRAFT_WAIT)
        make_readable(page._sheet)
        page._sheet.save()
        yield from wait(0.6)


def look_around(window: Any, word: str, typed: dict[str, int]) -> Script:
    """The lists, the search, and the report on the screen."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QLineEdit

    for place in ("cases", "today"):
        window.go(place)
        yield from wait(USER_WAIT)
        typed[place] = type_everywhere(window.visits.page, word)
    window.action("palette").trigger()
    yield from wait(USER_WAIT)
    field: Any = QApplication.focusWidget()
    typed["search"] = int(isinstance(field, QLineEdit))
    QTest.keyClicks(field, word)
    yield from wait(0.5)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    window.go("statistics")
    yield from wait(2.5)


def type_everywhere(root: Any, word: str) -> int:
    """Type the word into every field that can be typed in; return how many there were."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

    count = 0
    for kind in (QLineEdit, QPlainTextEdit, QTextEdit):
        for field in root.findChildren(kind):
            if field.isVisible() and field.isEnabled() and not field.isReadOnly():
                field.setFocus()
                QTest.keyClicks(field, word)
                count += 1
    return count


def make_readable(root: Any) -> None:
    """Empty the fields that cannot hold a word: dates, numbers, times."""
    from PySide6.QtWidgets import QWidget

    for editor in root.findChildren(QWidget):
        problem = getattr(editor, "problem", None)
        if callable(problem) and hasattr(editor, "restore") and problem():
            try:
                editor.restore("")
            except (KeyError, TypeError):
                editor.set_value(None)  # one that is made of several fields


def places(error: BaseException | None, going: Any) -> list[str]:
    """Return where a script stopped: lines of this file, and no values."""
    trace = None if error is None else error.__traceback__
    lines = []
    while trace is not None:
        lines.append(f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}")
        trace = trace.tb_next
    while going is not None and getattr(going, "gi_frame", None) is not None:
        lines.append(f"{going.gi_code.co_name}:{going.gi_frame.f_lineno}")
        going = going.gi_yieldfrom
    return lines


# --- how ------------------------------------------------------------------------------------------


def main(script: Callable[[], Script], data: str) -> int:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from kvinnobyran import cli

    plain = QApplication.exec

    def joined(*_: object) -> int:
        going = script()
        waiting = [next(going)]
        since = [time.monotonic()]
        timer = QTimer()
        timer.setInterval(10)

        def look() -> None:
            try:
                if waiting[0]():
                    waiting[0], since[0] = next(going), time.monotonic()
                elif waiting[0] is not forever and time.monotonic() - since[0] > PATIENCE:
                    tell(stuck=["waited too long", *places(None, going)])
                    os._exit(1)
            except StopIteration:
                os._exit(0)
            except BaseException as error:  # noqa: BLE001 - the parent is told where it stopped
                tell(stuck=[type(error).__name__, *places(error, going)])
                os._exit(1)

        timer.timeout.connect(look)
        timer.start()
        return plain()

    QApplication.exec = joined  # type: ignore[method-assign] # the one seam there is
    return cli.main(["--data", data])


if __name__ == "__main__":
    scripts = {each.__name__: each for each in (shown, held, locking, leaping, canary)}
    sys.exit(main(scripts[sys.argv[1]], sys.argv[2]))
