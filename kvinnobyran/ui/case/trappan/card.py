"""One child on the tab Barn: the ground, the three steps, what comes next, and the sessions."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.domain.grounds import Verdict
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.next_step import when
from kvinnobyran.domain.session import Presence
from kvinnobyran.domain.trappan import (
    ENDED,
    STEP_OF,
    ProgrammeState,
    TrappanProgramme,
    TrappanStep,
    stands,
)
from kvinnobyran.domain.trappan_progress import Deed, NextDeed, next_deed, next_step_of
from kvinnobyran.domain.trappan_session import TrappanAttendance, TrappanSession
from kvinnobyran.domain.trappan_start import four_on
from kvinnobyran.flows.trappan import seek_consent
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.people.words import names
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.case.trappan import before, session, turns
from kvinnobyran.ui.case.trappan.children import Child, sessions_of
from kvinnobyran.ui.case.trappan.ground import GroundNotice
from kvinnobyran.ui.case.trappan.stepper import Stepper
from kvinnobyran.ui.kit.buttons import Button, IconButton, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space

CHILD_FILE = "child_file"
"""The page of a child's own file."""
_SHOWN = 4
"""How many sessions a card shows at first."""
_ALL = "all"
_TALK, _SAFETY = "talk", "safety"
_S = ProgrammeState


class ChildCard(Card):
    """A child. ``know`` brings what the consent engine answers, a moment after the card."""

    def __init__(self, room: Room, dossier: Dossier, child: Child, *, told: bool = False) -> None:
        """Make the card; ``told`` says that its ground already stands above it."""
        super().__init__(f"Trappan: {child.name}", icon=Icon.PERSON, counted=False, empty="")
        self._room = room
        self._told = told
        self._dossier = dossier
        self.child = child
        self._next: NextDeed | None = None
        self._allowed: bool | None = None
        self.standing = Label("", Voice.STRONG)
        self.ground = GroundNotice("Grunden prövas …")
        self.ground.hide()
        self.words = Label("", Voice.BODY)
        self.act = Button("", icon=Icon.CHEVRON_RIGHT, then=self._act)
        programme = child.programme
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(Space.S, 0, Space.S, Space.S)
        column.setSpacing(Space.S)
        column.addWidget(self.standing)
        column.addWidget(self.ground)
        if programme is not None:
            self.stepper = Stepper(child.steps, name=f"Trappans steg, {child.name}")
            column.addWidget(self.stepper)
        column.addWidget(self.words)
        column.addWidget(self._buttons())
        top.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._put_first(top)
        self._lines = self._all_lines()
        self.show_lines(self._lines[: _SHOWN + 2])
        if len(self._lines) > _SHOWN + 2:
            rest = Line(key=_ALL, text=f"Visa alla {len(self._lines) - 2} samtal")
            self.show_lines([*self._lines[: _SHOWN + 1], rest])
        self.opened.connect(self._open)
        self._say()

    def know(self, verdict: Verdict) -> None:
        """Show on which ground it rests, and what comes next because of that."""
        self._allowed = verdict.allowed
        self.ground.show_verdict(verdict, names(self._dossier, self._room.desk.today))
        programme = self.child.programme
        going = programme is not None and programme.state not in ENDED
        self.ground.setVisible(going and not self._told)
        self._say()

    def begin(self) -> None:
        """Put the focus on what comes next with the child."""
        where = self.act if self.act.isVisibleTo(self) else self
        where.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what is said -------------------------------------------------------------------------

    def _say(self) -> None:
        child, today = self.child, self._room.desk.today
        programme = child.programme
        if programme is None:
            self.standing.hide()
        else:
            self.standing.setText(self._stands(programme))
        young = _too_young(child, self._room)
        self._next = (
            next_deed(programme, child.steps, child.planned, allowed=self._allowed, today=today)
            if child.person.deceased is None
            else None
        )
        words = [self._next.words] if self._next else []
        self.words.setText(" ".join([*words, young]).strip())
        self.words.setVisible(bool(self.words.text()))
        self.act.setVisible(self._next is not None)
        if self._next is not None:
            self.act.setText(self._next.verb)
            self.act.setAccessibleName(f"{self._next.verb}: {child.name}")

    def _stands(self, programme: TrappanProgramme) -> str:
        said = stands(programme, allowed=self._allowed is not False)
        if programme.state in STEP_OF:
            held = sum(each.held for each in self.child.steps)
            said += f", {held} av {programme.planned_sessions} planerade samtal hållna"
        if programme.state is _S.PAUSED and programme.pause_cause is not None:
            said += f". {programme.pause_cause.label}"
        if programme.state is _S.COMPLETED and programme.outcome is not None:
            said += f" {programme.ended_on}. {programme.outcome.label}"
        if programme.state is _S.BROKEN_OFF:
            said += f" {programme.ended_on}. {programme.end_reason}"
        return said

    def _all_lines(self) -> list[Line]:
        programme = self.child.programme
        if programme is None:
            return []
        safety = programme.safety
        first = [
            Line(
                key=_TALK,
                text="Samtal med föräldern före",
                aside=str(programme.parent_talk_on or "Inte inskrivet"),
                icon=Icon.CHECK if programme.parent_talk_on else Icon.CLOCK,
            ),
            Line(
                key=_SAFETY,
                text="Trygghetskontroll: våldet har upphört och barnet är skyddat",
                aside=safety.label if safety else "Inte gjord",
                icon=Icon.CHECK if safety else Icon.CLOCK,
            ),
        ]
        talks = [
            _session_line(each, seat, self._others(each, seat))
            for each, seat in sessions_of(self._dossier, programme.id)
        ]
        return [*first, *talks]

    def _others(self, each: TrappanSession, seat: TrappanAttendance) -> int:
        return sum(
            other.session_id == each.id and other.id != seat.id
            for other in self._dossier.of(TrappanAttendance)
        )

    # --- what is done -------------------------------------------------------------------------

    def _act(self) -> None:
        if self._next is not None:
            self._do(self._next.deed, self._next)

    def _do(self, deed: Deed, step: NextDeed | None = None) -> None:
        room, programme = self._room, self.child.programme
        around = room.around
        if deed is Deed.OFFER or programme is None:
            room.edit(before.plan_sheet(around, self._fresh(), new=True))
        elif deed is Deed.SEEK:
            room.run(seek_consent, programme, said="Samtycke inhämtas")
        elif deed is Deed.CONSENT:
            self._write_consent()
        elif deed is Deed.ANSWER_SESSION and step is not None:
            room.open("trappan_session", step.record)
        elif deed is Deed.SESSION:
            room.edit(session.trappan_session_sheet(around, programme))
        elif deed is Deed.STEP:
            room.edit(turns.step_sheet(around, programme, step.step if step else None))
        else:
            room.open(_SHEETS[deed], programme.id)

    def _write_consent(self) -> None:
        """Open the sheet of a new consent, which another part has."""
        self._room.kept["consent_child"] = self.child.id
        self._room.open("child_consent")

    def _fresh(self) -> TrappanProgramme:
        return TrappanProgramme(
            id=new_id(),
            case_id=self._dossier.case.id,
            child_id=self.child.id,
            offered_on=self._room.desk.today,
        )

    def _open(self, key: object) -> None:
        programme = self.child.programme
        if programme is None:
            return
        if key == _ALL:
            self.show_lines(self._lines)
        elif key == _TALK:
            self._room.open("trappan_parent_talk", programme.id)
        elif key == _SAFETY:
            self._room.open("trappan_safety", programme.id)
        elif isinstance(key, TrappanSession):
            self._room.open("trappan_session", key.id)

    def _buttons(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self.act)
        name = self.child.name
        if self.child.programme is not None:
            own = Button("Barnets akt", Kind.QUIET, icon=Icon.NOTE, then=self.show_file)
            own.setAccessibleName(f"Barnets akt: {name}")
            row.addWidget(own)
            self.more = IconButton(Icon.MORE, f"Mer om Trappan: {name}", then=self._show_more)
            row.addWidget(self.more)
        row.addStretch(1)
        return holder

    def show_file(self) -> None:
        """Go to the child's own file (T9)."""
        self._room.navigator.open_page(CHILD_FILE, self.child.id)

    def does(self) -> list[tuple[str, Callable[[], object]]]:
        """Return all else that can be done with the child's programme now."""
        programme = self.child.programme
        if programme is None or self.child.person.deceased is not None:
            return []
        opens = partial(partial, self._room.open)
        state = programme.state
        found: list[tuple[str, Callable[[], object]]] = []
        if state in STEP_OF:
            found += self._on_the_way(programme)
        if state is _S.READY:
            found.append(("Planera samtal", partial(self._do, Deed.SESSION)))
            found.append(("Starta Trappan", opens("trappan_start", programme.id)))
        if state is _S.OFFERED:
            found.append(("Börja inhämta samtycke", partial(self._do, Deed.SEEK)))
        if state is _S.PAUSED:
            found.append(("Återuppta Trappan", opens("trappan_resume", programme.id)))
        elif state not in ENDED:
            found.append(("Pausa Trappan", opens("trappan_pause", programme.id)))
        if state not in ENDED:
            found.append(("Ändra planen", opens("trappan", programme.id)))
            found.append(("Avbryt Trappan", opens("trappan_break_off", programme.id)))
        if programme.started_on is not None:
            found.append(("Vad får berättas?", opens("trappan_share", programme.id)))
            found.append(("Återkoppling till förälder", opens("trappan_feedback", programme.id)))
        if state in ENDED:
            found.append(("Erbjud Trappan igen", partial(self._do, Deed.OFFER)))
        return found

    def _on_the_way(self, programme: TrappanProgramme) -> list[tuple[str, Callable[[], object]]]:
        """Return what can be done while the steps go on."""
        after = next_step_of(programme)
        found: list[tuple[str, Callable[[], object]]] = [
            ("Nytt samtal", partial(self._do, Deed.SESSION))
        ]
        if after is not None:
            found.append((f"Gå vidare till {after.label}", partial(self._go_to, after)))
        if programme.state is not _S.CONTACT:
            found.append(("Ett steg tillbaka", partial(self._go_to, _before(programme))))
        if programme.state is _S.KNOWLEDGE:
            found.append(
                ("Avsluta Trappan", partial(self._room.open, "trappan_finish", programme.id))
            )
        return found

    def _go_to(self, step: TrappanStep) -> None:
        if self.child.programme is not None:
            self._room.edit(turns.step_sheet(self._room.around, self.child.programme, step))

    def _show_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, act in self.does():
            menu.addAction(text).triggered.connect(lambda _=False, act=act: act())
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _put_first(self, widget: QWidget) -> None:
        """Put what is said between the heading and the rows."""
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(1, widget)


_SHEETS = {
    Deed.PARENT_TALK: "trappan_parent_talk",
    Deed.SAFETY: "trappan_safety",
    Deed.START: "trappan_start",
    Deed.FINISH: "trappan_finish",
    Deed.CONCERN: "trappan_concern",
    Deed.RESUME: "trappan_resume",
    Deed.SHARE: "trappan_share",
    Deed.FEEDBACK: "trappan_feedback",
}


def _before(programme: TrappanProgramme) -> TrappanStep:
    order = list(TrappanStep)
    return order[order.index(programme.step or TrappanStep.RECONSTRUCTION) - 1]


def _session_line(each: TrappanSession, seat: TrappanAttendance, others: int) -> Line:
    words = [seat.step.label]
    if others:
        words.append("tillsammans med syskon")
    if each.took_place and seat.presence is not Presence.PRESENT:
        words.append(seat.presence.label.lower())
    if each.reason:
        words.append(each.reason)
    return Line(
        key=each,
        text=f"Trappansamtal: {each.attendance.label.lower()}",
        detail=", ".join(words),
        aside=when(each.held_on, each.starts_at),
        icon=Icon.SUPPORT,
    )


def _too_young(child: Child, room: Room) -> str:
    """Say when a child turns four, while it may not begin before that (T1)."""
    birth = child.person.birth
    if birth is None or (child.programme is not None and child.programme.state in ENDED):
        return ""
    earliest = four_on(birth)[0]
    if earliest <= room.desk.today:
        return ""
    return f"Barnet fyller 4 år {earliest}. Trappan kan börja då."
