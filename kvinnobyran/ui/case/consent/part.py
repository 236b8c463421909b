"""Consents in a case: hers on Kontakter, each child's on Barn with the panel (domain.md 5.1)."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kvinnobyran.domain.consent import WAS_GIVEN, Consent, ConsentPurpose, ConsentState, stands
from kvinnobyran.domain.grounds import Decision, DecisionKind
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.relation import RelationKind
from kvinnobyran.flows.decisions import remove_decision
from kvinnobyran.store.children import ChildStanding, children
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.consent import hers
from kvinnobyran.ui.case.consent.panel import ConsentPanel
from kvinnobyran.ui.case.consent.sheets import answer_sheet, decision_sheet, withdrawal_sheet
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.people.words import kin_of, names
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.children.words import checked, consent, next_step, offered
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.sheet import Sheet
from kvinnobyran.ui.kit.tokens import Space

CHILD, PURPOSE = "consent_child", "consent_purpose"
"""What is remembered of the tab: which child and which purpose are looked at."""
_S = ConsentState


class Consents(QWidget):
    """The children of a case in a list, and the consent panel of the one that is chosen."""

    def __init__(self, room: Room, dossier: Dossier) -> None:
        super().__init__()
        self._room = room
        self._dossier = dossier
        self._names = names(dossier, room.desk.today)
        self._children = children_of(dossier)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.list = Card("Barnen", icon=Icon.PEOPLE, empty="Hämtar …")
        # The whole tab is about the child that is chosen: the other parts of it follow.
        self.list.opened.connect(lambda child: room.show_tab("children", str(child)))
        self.panel: ConsentPanel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.L)
        self._column.addWidget(self.list)
        self._column.addStretch(1)
        self.list.show_lines([Line(key=each, text=self._names[each]) for each in self._children])
        self.choose(_sought(room, dossier, self._children))
        room.desk.ask(children, room.desk.today, dossier.case.id, then=self._know, owner=self)

    def _go(self, child: str) -> None:
        """Let the whole tab be about a child: what other parts show of it comes along."""
        self._room.kept[CHILD] = child
        self._room.show_tab("children", child)

    def choose(self, child: str) -> None:
        """Show the consent panel of a child."""
        if child not in self._children:
            return
        room = self._room
        room.kept[CHILD] = child
        wanted = room.kept.get(PURPOSE, "")
        purpose = next((each for each in ConsentPurpose if each == wanted), ConsentPurpose.TRAPPAN)
        if self.panel is not None:
            self._column.removeWidget(self.panel)
            self.panel.hide()
            self.panel.deleteLater()
        panel = self.panel = ConsentPanel(
            room.desk, child, self._names[child], purpose=purpose, names=self._names
        )
        panel.answer.connect(partial(_answer, room))
        panel.paper.connect(partial(_paper, room))
        panel.decide.connect(partial(_decide, room))
        panel.withdraw.connect(lambda each: room.open("consent_withdrawal", each.id))
        panel.opened.connect(partial(_open, room))
        panel.away.connect(
            lambda each: room.run(remove_decision, each, said="Beslutet är borttaget")
        )
        panel.chosen.connect(lambda purpose: room.kept.__setitem__(PURPOSE, purpose.value))
        self._column.insertWidget(1, panel)

    def _know(self, found: list[ChildStanding]) -> None:
        """Say of each child what it has been offered and what comes next."""
        today = self._room.desk.today
        known = {each.row.child_id: each for each in found}
        self.list.show_lines(
            [
                Line(
                    key=id,
                    text=self._names[id],
                    detail=" · ".join(
                        (
                            offered(each, today),
                            f"Samtycke till Trappan: {consent(each)}",
                            f"Orosbedömning: {checked(each, today).lower()}",
                        )
                    )
                    if (each := known.get(id))
                    else "",
                    aside=next_step(known[id], today) if id in known else "",
                    icon=Icon.PROTECTED if id in known and known[id].row.protected else Icon.PERSON,
                )
                for id in self._children
            ]
        )


def children_of(dossier: Dossier) -> list[str]:
    """Return the ids of the case's children, the eldest first."""
    found = (each for each in kin_of(dossier) if each.kind is RelationKind.CHILD)
    return list(dict.fromkeys(each.person.id for each in found if not each.ended))


def _sought(room: Room, dossier: Dossier, children_: list[str]) -> str:
    """Return the child that is looked for, by its own id or by that of something about it."""
    record = dossier.get(room.sought) if room.sought else None
    about = getattr(record, "child_id", getattr(record, "person_id", room.sought))
    wanted = about if about in children_ else room.kept.get(CHILD, "")
    return wanted if wanted in children_ else next(iter(children_), "")


def _tab(room: Room, dossier: Dossier) -> list[QWidget]:
    return [Consents(room, dossier)] if children_of(dossier) else []


# --- what is opened -----------------------------------------------------------------------------


def _new(room: Room, child: str, purpose: ConsentPurpose, who: str, record: str = "") -> Consent:
    return Consent(
        id=record or new_id(),
        case_id=room.around.case.id,
        person_id=child,
        purpose=purpose,
        asked_on=room.desk.today,
        given_by_id=who or None,
    )


def _answer(room: Room, child: str, purpose: ConsentPurpose, who: str) -> None:
    room.edit(answer_sheet(room.around, _new(room, child, purpose, who)))


def _paper(room: Room, child: str, purpose: ConsentPurpose, who: str) -> None:
    from kvinnobyran.ui.case.consent.paper import paper_sheet

    room.edit(paper_sheet(room.around, _new(room, child, purpose, who)))


def _decide(room: Room, child: str) -> None:
    room.edit(decision_sheet(room.around, _decision(room, child, new_id())))


def _decision(room: Room, child: str, record: str) -> Decision:
    return Decision(
        id=record,
        child_id=child,
        kind=DecisionKind.BOARD_FOR_ONE,
        valid_from=room.desk.today,
    )


def _open(room: Room, record: Consent | Decision) -> None:
    """Open a consent or a decision on the sheet of its kind."""
    if isinstance(record, Decision):
        room.edit(decision_sheet(room.around, record))
    elif record.person_id == room.around.case.person_id:
        room.open("consent", record.id)
    else:
        room.edit(answer_sheet(room.around, record))


def _known(room: Room, record: str) -> Consent | None:
    return next((each for each in room.around.dossier.of(Consent) if each.id == record), None)


def _child(room: Room, record: str) -> str:
    """Return which child a sheet that was never saved is about: of its draft, or the chosen."""
    draft = room.drafts.get(record)
    if draft is not None:
        return str(draft.body.get("child", ""))
    own = children_of(room.around.dossier)
    wanted = record if record in own else room.kept.get(CHILD, "")
    return wanted if wanted in own else next(iter(own), "")


def _answer_sheet(room: Room, record: str) -> Sheet | None:
    """Return the sheet of an answer, known or new; ``record`` may be the child's own id."""
    known = _known(room, record)
    if known is not None:
        return answer_sheet(room.around, known)
    child = _child(room, record)
    if not child:
        room.navigator.toast("Inget barn är antecknat. Lägg till barnet först.")
        return None
    own = new_id() if record == child else record
    return answer_sheet(room.around, _new(room, child, ConsentPurpose.TRAPPAN, "", own))


def _withdrawal_sheet(room: Room, record: str) -> Sheet | None:
    known = _known(room, record)
    if known is None or stands(known, room.desk.today) is not _S.GIVEN:
        return None
    return withdrawal_sheet(room.around, known)


def _decision_sheet(room: Room, record: str) -> Sheet | None:
    found = room.around.dossier.of(Decision)
    known = next((each for each in found if each.id == record), None)
    child = known.child_id if known else _child(room, record)
    if not child:
        return None
    own = new_id() if record == child else record
    return decision_sheet(room.around, known or _decision(room, child, own))


def _paper_sheet(room: Room, record: str) -> Sheet | None:
    from kvinnobyran.ui.case.consent.paper import paper_sheet

    known = _known(room, record)
    child = known.person_id if known else _child(room, record)
    if not child:
        return None
    return paper_sheet(room.around, known or _new(room, child, ConsentPurpose.TRAPPAN, "", record))


# --- what happened ------------------------------------------------------------------------------


def _moments(dossier: Dossier) -> Iterator[Moment]:
    """Say each step of a consent: asked, answered, ended; never what was said."""
    for each in dossier.of(Consent):
        child = each.person_id != dossier.person.id
        what = f"Samtycke{' för barn' if child else ''}: {each.purpose.label.lower()}"
        steps = [(each.asked_on, _S.ASKED)]
        if each.answered_on is not None and each.state is not _S.ASKED:
            steps.append((each.answered_on, _S.GIVEN if each.state in WAS_GIVEN else each.state))
        if each.ended_on is not None:
            steps.append((each.ended_on, each.state))
        # Asked and answered the same day is one thing that happened.
        days = dict(steps)
        for day, state in days.items():
            yield Moment(each.id, day, None, "Samtycke", what, state.label)
    for decision in dossier.of(Decision):
        yield Moment(
            decision.id,
            decision.valid_from,
            None,
            "Samtycke",
            "Beslut om barn",
            decision.kind.label,
        )


CONSENT = Part(
    key="consent",
    tables=frozenset({"consent", "consent_decision", "trappan_programme", "custody", "guardian"}),
    cards={"contacts": hers.contacts, "children": _tab},
    sheets={
        "consent": lambda room, record: hers.consent_sheet(room.around, record),
        "child_consent": _answer_sheet,
        "consent_withdrawal": _withdrawal_sheet,
        "consent_decision": _decision_sheet,
        "consent_paper": _paper_sheet,
    },
    opens={Consent: _open, Decision: _open},
    moments=_moments,
)
