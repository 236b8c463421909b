"""Quick capture during a call: write, answer by one key each, and only then say whose it is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.inquiry import Inquiry, InquiryState, may_move
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows import inquiries
from kvinnobyran.ui.capture.clock import CallClock
from kvinnobyran.ui.capture.content import KIND, Opened, faults_of, fresh, lead_of, opened
from kvinnobyran.ui.capture.questions import Questions
from kvinnobyran.ui.capture.saving import Saving
from kvinnobyran.ui.capture.sides import Sides
from kvinnobyran.ui.capture.similar import Similar
from kvinnobyran.ui.capture.whose import WhoseStep
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.draft import DraftKeeper
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.notice import Tone
from kvinnobyran.ui.kit.page import Page, Width
from kvinnobyran.ui.navigator import Navigator

_PAINTED_MS = 40
"""The questions are built when the note and its cursor have been painted: she writes at once."""
_NEW = "Ny kontakt"
_EARLIER = "Kontakt in"
_HINT = "F6 till frågorna · Enter till nästa · Ctrl+Enter sparar · Esc lägger åt sidan"
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class CapturePage(Page):
    """One contact at a time. Everything typed is kept as a draft, bound to its record."""

    tables = frozenset({"inquiry"})

    def __init__(
        self, desk: Desk, navigator: Navigator, *, draft: str = "", inquiry_id: str = ""
    ) -> None:
        super().__init__(_NEW, width=Width.FULL, scroll=False)
        self.desk = desk
        self.navigator = navigator
        self.inquiry = fresh(desk.now)
        self.head: int | None = None
        self._touched = False
        self.clock = CallClock(lambda: desk.now, self)
        if (head := self.heading.layout()) is not None:
            head.addWidget(self.clock)
        self.saving = Saving(self)
        self.sides = Sides(
            desk, asked=self._asked, built=self._built, parent=self.heading.parentWidget()
        )
        self.note = self.sides.note
        self.body.addWidget(self.sides, 1)
        self._bar = self._foot()
        self.foot(self._bar)
        self.keeper = DraftKeeper(
            desk, KIND, self.inquiry.id, self._collect, cursor=self.note.caret, parent=self
        )
        self.note.edited.connect(self._touch)
        self.clock.edited.connect(self._touch)
        desk.bug.connect(self._over)
        self._back_to: dict[str, Any] = {}
        self._entered = False
        self._painted = QTimer(self)
        self._painted.setSingleShot(True)
        self._painted.setInterval(_PAINTED_MS)
        self._painted.timeout.connect(lambda: self.sides.answers)
        self.start(draft or inquiry_id)

    # --- begin and come back --------------------------------------------------------------

    def start(self, record: str = "") -> None:
        """Begin a contact, or take up the one with this id."""
        if record:
            self.open_inquiry(record)
            return
        if not self._put_down():
            return
        self.inquiry, self.head = fresh(self.desk.now), None
        self._show(self.inquiry)
        self.say(_NEW)
        self.clock.start()
        self.note.setFocus()

    def open_inquiry(self, record: str) -> None:
        """Show an inquiry that was begun or saved earlier, with what was typed over it."""
        if self._put_down():
            self.desk.ask(opened, self.desk.user, record, then=self._open)

    def refresh(self) -> None:
        """Put the cursor in the note when the page is first seen.

        Nothing is read again: what is typed here is newer than what is stored.
        """
        if not self._entered:
            self._entered = True
            self.note.setFocus()
            self._painted.start()

    def state(self) -> dict[str, object]:
        """Return where the counsellor is. What is typed lies in the draft."""
        since = self.clock.since
        return {
            "record": self.inquiry.id,
            "kept": self._touched or self.head is not None,
            "since": since.isoformat() if since else "",
            "caret": self.note.caret(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Come back after a lock: the same contact, the same cursor, the clock still running."""
        self._back_to = dict(state)
        if state.get("kept"):
            self.open_inquiry(str(state.get("record", "")))
        else:
            self.start()
            self._come_back()

    @property
    def questions(self) -> Questions:
        """Return the questions of the call."""
        return self.sides.questions

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 goes between."""
        return self.sides.panes

    # --- what the keys do -----------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Have the questions there before Alt and a digit lead to one, however quick she is."""
        if event.type() is QEvent.Type.ShortcutOverride and self._painted.isActive():
            self._painted.stop()
            self.sides.answers  # noqa: B018 - built by being asked for
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Ctrl+Enter, put aside with Esc."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in _ENTER:
            self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.put_aside()
        elif event.key() == Qt.Key.Key_F6:
            # The window has this key too; here it also works while the page stands alone.
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.sides.next_pane(-1 if back else 1)
        else:
            super().keyPressEvent(event)

    def save(self) -> None:
        """Save: check everything, then ask whose it is; what is asked now is saved as it is."""
        self.notice.hide()
        if self.sides.asking:
            self.saving.save_again()
            return
        faults = self._faults()
        self.questions.show_faults(faults)
        if faults:
            self.point_out(faults)
        else:
            self.saving.ask()

    def put_aside(self) -> None:
        """Go one step back; from the questions: keep it as a draft and leave."""
        if self.sides.asking:
            self.sides.whose.go_back()
            return
        typed = self._touched
        if self._put_down():
            if typed:
                self.navigator.toast("Kontakten ligger som utkast i Idag.")
            self._show(fresh(self.desk.now))
            self.navigator.back()

    def take_up_again(self) -> None:
        """Go from "Kunde inte nås" back to contact."""
        self.desk.do(
            inquiries.take_up_again,
            self.inquiry,
            then=lambda again: self.open_inquiry(again.id),
            otherwise=self.saving.fail,
            owner=self,
        )

    # --- for saving.py --------------------------------------------------------------------

    def record(self) -> Inquiry:
        """Return the inquiry as it stands."""
        self.clock.tick()
        typed = replace(self.inquiry, note=self.note.value(), minutes=self.clock.minutes.value())
        return self.questions.record(typed)

    def show_questions(self) -> None:
        """Show the questions of the call again."""
        self.sides.show_questions()
        self._bar.show()
        self.questions.enter_first()

    def show_whose(self) -> None:
        """Ask whose it is. What is asked has its own buttons."""
        self._bar.hide()
        self.sides.show_whose()
        self.sides.whose.ask()

    def point_out(self, faults: tuple[Fault, ...]) -> None:
        """Say how much there is to put right, and go to the first of it."""
        things = "En sak" if len(faults) == 1 else f"{len(faults)} saker"
        loose = [fault.sentence for fault in faults if not self.questions.knows(fault.field)]
        self.notice.say(
            "\n".join(loose),
            Tone.DANGER,
            heading=f"{things} behöver rättas innan det går att spara.",
        )
        self.notice.show()
        self.sides.show_questions()
        self._bar.show()
        self.questions.enter_fault()

    def leave(self) -> None:
        """Forget what was typed: it is saved."""
        self.keeper.drop()
        self._touched = False
        self._show(fresh(self.desk.now))

    # --- inside ---------------------------------------------------------------------------

    def _open(self, found: Opened) -> None:
        if found.inquiry is None and found.draft is None:
            self.start()
            self.notice.say("Utkastet finns inte längre. Här börjar en ny kontakt.", Tone.WARN)
            self.notice.show()
            return
        base = found.inquiry or replace(fresh(self.desk.now), id=found.record)
        self.inquiry, self.head = base, found.head if found.inquiry else None
        self._show(base)
        self.say(_EARLIER if found.inquiry else _NEW, lead_of(base, found))
        if found.draft is not None:
            self._restore_draft(found)
        self.saving.case = found.case
        if may_move(base, InquiryState.IN_CONTACT) and base.state is InquiryState.DECIDED:
            self.notice.say(
                "Hon kunde inte nås.", Tone.INFO, action=("Ta upp igen", self.take_up_again)
            )
            self.notice.show()
        self.note.setFocus()
        self._come_back()

    def _come_back(self) -> None:
        """After a lock: put the cursor where it stood and let the clock run on."""
        state, self._back_to = self._back_to, {}
        if state:
            self.note.set_caret(int(state.get("caret", 0)))
        if since := state.get("since"):
            self.clock.start(datetime.fromisoformat(str(since)))

    def _restore_draft(self, found: Opened) -> None:
        body: dict[str, Any] = dict(found.draft.body) if found.draft else {}
        self.note.set_value(str(body.get("note", "")))
        self.note.set_caret(found.draft.cursor if found.draft else 0)
        self.clock.restore(body.get("clock", {}))
        self.questions.restore(body.get("questions", {}))
        if opening := body.get("opening"):
            self.sides.whose.opening.restore(opening)
            self.sides.whose.opening.know(found.known)
        self._touched = True

    def _show(self, inquiry: Inquiry) -> None:
        """Show a contact and nothing of the one before."""
        self.keeper.move_to(inquiry.id)
        self.inquiry = inquiry
        self._touched = False
        self.saving.reset()
        self.notice.hide()
        self.sides.show_questions()
        self._bar.show()
        if self.sides.is_built:
            self.sides.whose.opening.clear()
        self.note.set_value(inquiry.note)
        if self.sides.has_questions:
            self.questions.fill(inquiry)
        self.clock.show_minutes(inquiry.minutes)

    def _put_down(self) -> bool:
        """Commit what is typed, if anything; a trouble is told, and then nothing is left."""
        if not self._touched:
            return True
        self.clock.stop()
        self.keeper.touch()
        try:
            self.keeper.flush()
        except Trouble as trouble:
            self.saving.fail(trouble)
            return False
        self._touched = False
        return True

    def _collect(self) -> dict[str, object]:
        return {
            "note": self.note.value(),
            "clock": self.clock.draft(),
            "questions": self.questions.draft(),
            "opening": self.sides.whose.opening.draft() if self.sides.is_built else None,
        }

    def _touch(self) -> None:
        self._touched = True
        self.keeper.touch()

    def _faults(self) -> tuple[Fault, ...]:
        unreadable = self.questions.unreadable()
        if sentence := self.clock.minutes.problem():
            unreadable = (*unreadable, stopp("minutes", sentence, "domain.md 3.1"))
        return faults_of(self.record(), unreadable, self.desk.today)

    def _asked(self, questions: Questions) -> None:
        """Fill in the questions as soon as they are there, and listen to them."""
        questions.fill(self.inquiry)
        questions.edited.connect(self._touch)
        questions.past_end.connect(self.save)

    def _built(self, whose: WhoseStep, similar: Similar) -> None:
        """Listen to the parts that come when the call is over."""
        whose.opening.edited.connect(self._touch)
        whose.opening.typed.connect(similar.about)
        whose.left.connect(self.show_questions)
        similar.chosen.connect(whose.opening.know)
        self.saving.listen(whose)

    def _over(self, _number: str) -> None:
        """Let it be saved again after a fault of our own: nothing more comes of the first try."""
        self.saving.end()

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(_HINT, Voice.SMALL), 1)
        row.addWidget(Button("Lägg åt sidan", then=self.put_aside))
        row.addWidget(Button("Spara", Kind.PRIMARY, then=self.save))
        return foot
