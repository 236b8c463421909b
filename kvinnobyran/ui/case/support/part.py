"""Interventions: offered, started, changed and ended. Each shows its sessions."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from kvinnobyran.domain.intervention import Intervention, InterventionState
from kvinnobyran.domain.next_step import Step
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.cards import buttons, card
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.case.sessions.part import new_session_button, open_session, session_lines
from kvinnobyran.ui.case.support.sheets import (
    RUNNING,
    ending_sheet,
    intervention_sheet,
    starting_sheet,
)
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.sheet import Sheet


def _cards(room: Room, dossier: Dossier) -> list[QWidget]:
    offer = Button("Erbjud en insats", icon=Icon.ADD, then=lambda: room.open("intervention"))
    interventions = dossier.of(Intervention)
    shown: list[QWidget] = [_card(room, dossier, each) for each in reversed(interventions)]
    if not shown:
        shown.append(Label("Ingen insats är erbjuden än.", Voice.MUTED))
    return [buttons(offer), *shown]


def _card(room: Room, dossier: Dossier, intervention: Intervention) -> Card:
    """Return an intervention with its sessions, newest first."""
    made = card(
        f"{intervention.kind.label} · {intervention.state.label}",
        session_lines(dossier, intervention),
        lambda session: open_session(room, session),
        icon=Icon.SUPPORT,
        empty="Inga samtal än.",
        button=new_session_button(room, intervention) if _running(intervention) else None,
    )
    purposes = ", ".join(purpose.label for purpose in sorted(intervention.purposes))
    needs = ", ".join(need.label.lower() for need in intervention.needs)
    words = [f"Syfte: {purposes}." if purposes else "Syftet är inte bestämt."]
    if needs:
        words.append(f"Mest akut: {needs}.")
    made.body.addWidget(Label(" ".join(words), Voice.MUTED))
    made.body.addWidget(buttons(*_verbs(room, intervention)))
    return made


def _verbs(room: Room, intervention: Intervention) -> list[Button]:
    def edit() -> None:
        _open(room, intervention)

    def start() -> None:
        room.edit(starting_sheet(room.around, intervention))

    def end() -> None:
        room.edit(ending_sheet(room.around, intervention))

    change = Button("Ändra insatsen", Kind.QUIET, then=edit)
    if _running(intervention):
        return [change, Button("Avsluta insatsen", Kind.QUIET, then=end)]
    if intervention.state in {InterventionState.OFFERED, InterventionState.WAITING}:
        return [Button("Starta", then=start), change]
    return [change]


def _running(intervention: Intervention) -> bool:
    return intervention.state in RUNNING


def _moments(dossier: Dossier) -> Iterator[Moment]:
    for each in dossier.of(Intervention):
        day = each.started_on or each.offered_on
        yield Moment(each.id, day, None, "Insats", each.kind.label, each.state.label)


def _open(room: Room, intervention: Intervention) -> None:
    """Change what is agreed about it."""
    room.edit(intervention_sheet(room.around, intervention))


def _known(room: Room, record: str) -> Intervention | None:
    found = room.around.dossier.of(Intervention)
    return next((each for each in found if each.id == record), None)


def _sheet(room: Room, record: str) -> Sheet:
    return intervention_sheet(room.around, _known(room, record), record_id=record)


def _ending(room: Room, record: str) -> Sheet | None:
    known = _known(room, record)
    return ending_sheet(room.around, known) if known else None


def _start(room: Room, record: str) -> None:
    known = _known(room, record)
    if known is not None:
        room.edit(starting_sheet(room.around, known))


SUPPORT = Part(
    key="support",
    tables=frozenset({"intervention"}),
    cards={"sessions": _cards},
    sheets={"intervention": _sheet, "intervention_end": _ending},
    opens={Intervention: _open},
    steps={
        Step.OFFER: lambda room, _: room.open("intervention"),
        Step.START: _start,
    },
    moments=_moments,
)
