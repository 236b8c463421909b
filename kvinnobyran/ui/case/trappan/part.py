"""Trappan, per child: the tab Barn (A11, experience.md 9.4)."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kvinnobyran.domain.child_file import ChildNote
from kvinnobyran.domain.grounds import Verdict
from kvinnobyran.domain.next_step import Step
from kvinnobyran.domain.note import NoteState
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.trappan import ENDED, TrappanProgramme
from kvinnobyran.domain.trappan_session import TrappanAttendance, TrappanSession
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.store.trappan import standings
from kvinnobyran.ui.case.around import Around
from kvinnobyran.ui.case.consent.part import children_of
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part, SheetOf
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.case.trappan import before, notes, sharing, showing, turns
from kvinnobyran.ui.case.trappan.card import CHILD_FILE, ChildCard
from kvinnobyran.ui.case.trappan.children import Child, children_in, programme_of
from kvinnobyran.ui.case.trappan.session import trappan_session_sheet
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.sheet import Sheet
from kvinnobyran.ui.kit.tokens import Space

_CHOSEN = "consent_child"
"""What the list of children over the cards remembers: the child that the tab is about."""
_PURPOSE = "consent_purpose"
_REVEALED = "trappan_revealed"


class Children(QWidget):
    """The card of the child that is chosen in the list above, and of whom the list has not."""

    def __init__(self, room: Room, dossier: Dossier) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.L)
        children = children_in(dossier, room.desk.today)
        listed = set(children_of(dossier))
        chosen = _chosen(room, children, listed)
        told = room.kept.get(_PURPOSE, "trappan") == "trappan"
        self.cards = [
            ChildCard(room, dossier, child, told=told and child.id in listed)
            for child in children
            if child.id == chosen or child.id not in listed
        ]
        for card in self.cards:
            column.addWidget(card)
        if not children:
            add = Button("Lägg till barn", icon=Icon.ADD, then=lambda: room.open("kin"))
            column.addWidget(
                Empty(
                    "Inget barn är antecknat.",
                    "Lägg till barnet först: ett alias eller en ålder räcker.",
                    icon=Icon.PEOPLE,
                    button=add,
                )
            )
        if room.sought != room.kept.get(_REVEALED):
            room.kept[_REVEALED] = room.sought
            self._reveal(room.sought)
        asked = [each.child.id for each in self.cards if each.child.programme is not None]
        if asked:
            room.desk.ask(standings, asked, room.desk.today, then=self._know, owner=self)

    def _reveal(self, record: str) -> None:
        """Put the focus on the child that is looked for, by its programme."""
        for card in self.cards:
            programme = card.child.programme
            if programme is not None and record == programme.id:
                # Not before the tab is shown: what is not shown takes no focus.
                QTimer.singleShot(0, card, card.begin)

    def _know(self, found: dict[str, Verdict]) -> None:
        for card in self.cards:
            if card.child.id in found:
                card.know(found[card.child.id])


def _chosen(room: Room, children: list[Child], listed: set[str]) -> str:
    """Return which child the tab is about: the one that is looked for, or was chosen last."""
    for child in children:
        if child.programme is not None and room.sought == child.programme.id:
            return child.id
    kept = room.kept.get(_CHOSEN, "")
    known = [child.id for child in children]
    return kept if kept in {*known, *listed} else next(iter(known), "")


def _programme(room: Room, record: str) -> TrappanProgramme | None:
    found = room.around.dossier.of(TrappanProgramme)
    return next((each for each in found if each.id == record), None)


def _of_known(make: Callable[[Around, TrappanProgramme], Sheet]) -> SheetOf:
    """Return how a sheet of a programme that is saved is found again."""

    def sheet(room: Room, record: str) -> Sheet | None:
        known = _programme(room, record)
        return make(room.around, known) if known else None

    return sheet


def _child_of(room: Room, record: str) -> str:
    """Return which child something new is about: as its draft says, or the child's own id."""
    draft = room.drafts.get(record)
    if draft is not None:
        return str(draft.body.get("child", ""))
    known = any(each.child_id == record for each in room.around.dossier.of(TrappanProgramme))
    return record if known else ""


def _new_note(room: Room, child: str, record: str) -> ChildNote:
    return notes.new_note(room.around, child, "" if record == child else record)


def _plan_sheet(room: Room, record: str) -> Sheet | None:
    known = _programme(room, record)
    if known is not None:
        return before.plan_sheet(room.around, known)
    child = _child_of(room, record)
    if not child or child == record:
        return None
    fresh = TrappanProgramme(
        id=record, case_id=room.around.case.id, child_id=child, offered_on=room.desk.today
    )
    return before.plan_sheet(room.around, fresh, new=True)


def _session_sheet(room: Room, record: str) -> Sheet | None:
    dossier = room.around.dossier
    known = next((each for each in dossier.of(TrappanSession) if each.id == record), None)
    if known is None:
        child = _child_of(room, record)
        own = programme_of(dossier, child)
        new = "" if record == child else record
        return trappan_session_sheet(room.around, own, record_id=new) if own else None
    places = [each for each in dossier.of(TrappanAttendance) if each.session_id == record]
    own = _programme(room, places[0].programme_id) if places else None
    return trappan_session_sheet(room.around, own, known) if own else None


def _note(room: Room, record: str) -> ChildNote | None:
    found = room.around.dossier.of(ChildNote)
    return next((each for each in found if each.id == record), None)


def _note_sheet(room: Room, record: str) -> Sheet | None:
    known = _note(room, record)
    if known is not None:
        signed = known.state is NoteState.SIGNED
        return None if signed else notes.child_note_sheet(room.around, known)
    child = _child_of(room, record)
    return notes.child_note_sheet(room.around, _new_note(room, child, record)) if child else None


def _correction_sheet(room: Room, record: str) -> Sheet | None:
    known = _note(room, record)
    return notes.child_correction_sheet(room.around, known) if known else None


def _drawing_sheet(room: Room, record: str) -> Sheet | None:
    child = _child_of(room, record)
    if not child or _note(room, record) is not None:
        return None
    return notes.drawing_sheet(room.around, _new_note(room, child, record))


def _showing_sheet(room: Room, record: str) -> Sheet | None:
    known = any(each.id == record for each in room.around.dossier.of(Person))
    return showing.showing_sheet(room.around, record) if known else None


def _open_note(room: Room, note: ChildNote) -> None:
    """Go on with a note that is not signed; a signed one is read in the child's own file."""
    if note.state is NoteState.DRAFT:
        room.open(notes.CHILD_NOTE, note.id)
    else:
        room.navigator.open_page(CHILD_FILE, note.child_id)


def _moments(dossier: Dossier) -> Iterator[Moment]:
    """Yield what happened, never what a child told: that is in its own file (T9)."""
    kind = "Trappan"
    for each in dossier.of(TrappanProgramme):
        began, ended = each.started_on, each.ended_on
        if began is None and ended is None:
            yield Moment(each.id, each.offered_on, None, kind, "Trappan", each.state.label)
        if began is not None:
            yield Moment(each.id, began, None, kind, "Trappan", "Började")
        if each.state in ENDED and ended is not None:
            yield Moment(each.id, ended, None, kind, "Trappan", each.state.label)
    for session in dossier.of(TrappanSession):
        yield Moment(
            session.id,
            session.held_on,
            session.starts_at,
            kind,
            "Trappansamtal",
            session.attendance.label,
        )


TRAPPAN = Part(
    key="trappan",
    tables=frozenset({"trappan_programme", "trappan_session", "trappan_attendance", "child_note"}),
    cards={"children": lambda room, dossier: [Children(room, dossier)]},
    sheets={
        "trappan": _plan_sheet,
        "trappan_parent_talk": _of_known(before.parent_talk_sheet),
        "trappan_safety": _of_known(before.safety_sheet),
        "trappan_start": _of_known(before.starting_sheet),
        "trappan_step": _of_known(turns.step_sheet),
        "trappan_pause": _of_known(turns.pausing_sheet),
        "trappan_resume": _of_known(turns.resuming_sheet),
        "trappan_concern": _of_known(turns.concern_sheet),
        "trappan_finish": _of_known(turns.finishing_sheet),
        "trappan_break_off": _of_known(turns.breaking_sheet),
        "trappan_share": _of_known(sharing.share_sheet),
        "trappan_feedback": _of_known(sharing.feedback_sheet),
        "trappan_session": _session_sheet,
        notes.CHILD_NOTE: _note_sheet,
        notes.CORRECTION: _correction_sheet,
        notes.DRAWING: _drawing_sheet,
        showing.SHOWING: _showing_sheet,
    },
    opens={
        TrappanProgramme: lambda room, programme: room.show_tab("children", programme.id),
        TrappanSession: lambda room, session: room.open("trappan_session", session.id),
        ChildNote: _open_note,
    },
    steps={
        Step.ANSWER_CHILD: lambda room, record: room.open("trappan_session", record),
        Step.CHILDREN: lambda room, record: room.show_tab("children", record),
    },
    moments=_moments,
)
