"""Interventions: offered, started, paused, ended. Each shows its sessions and their effect."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtWidgets import QWidget

from kvinnobyran.domain.effect import HIGHEST, EffectDialogue
from kvinnobyran.domain.goal import Goal
from kvinnobyran.domain.intervention import (
    ENDED_STATES,
    Intervention,
    InterventionState,
    may_move,
)
from kvinnobyran.domain.kinds.kind import Asks
from kvinnobyran.domain.next_step import Step
from kvinnobyran.domain.plan import ActionPlan
from kvinnobyran.domain.session import CounsellingSession
from kvinnobyran.flows.interventions import resume_intervention
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case import kinds
from kvinnobyran.ui.case.around import Around
from kvinnobyran.ui.case.cards import buttons, card, note
from kvinnobyran.ui.case.goals.part import goals_card
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part, SheetOf
from kvinnobyran.ui.case.plan.doing import measures_card
from kvinnobyran.ui.case.plan.part import plan_card
from kvinnobyran.ui.case.reading import above
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.case.sessions.part import (
    new_session_button,
    open_session,
    session_lines,
    session_menu,
)
from kvinnobyran.ui.case.support.effect import (
    effect_curve,
    effect_sheet,
    found_sheet,
    open_dialogue,
)
from kvinnobyran.ui.case.support.sheets import (
    RUNNING,
    aftercare_sheet,
    ending_sheet,
    intervention_sheet,
    pausing_sheet,
    starting_sheet,
)
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.columns import Columns
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.sheet import Sheet

_SHOWN = 10
"""How many sessions a card shows at first: what is agreed stands below them."""
_ALL = "all"


def _cards(room: Room, dossier: Dossier) -> list[QWidget]:
    offer = Button("Erbjud en insats", icon=Icon.ADD, then=lambda: room.open("intervention"))
    shown: list[QWidget] = [buttons(offer)]
    interventions = dossier.of(Intervention)
    if not interventions:
        shown.append(Label("Ingen insats är erbjuden än.", Voice.MUTED))
    goals, plans = dossier.of(Goal), dossier.of(ActionPlan)
    if interventions or goals or plans:
        agreed: list[QWidget] = [goals_card(room, dossier), plan_card(room, dossier)]
        to_do = measures_card(room, dossier)
        shown.append(Columns([*agreed, to_do] if to_do else agreed))
    # What goes on stands first; within that, the newest.
    newest_first = interventions[::-1]
    for each in sorted(newest_first, key=lambda each: each.state in ENDED_STATES):
        shown.append(_card(room, dossier, each))
        shown += kinds.screen_of(each.kind).cards(room, dossier, each)
    return shown


def _card(room: Room, dossier: Dossier, intervention: Intervention) -> Card:
    """Return an intervention with its sessions, newest first."""
    lines = session_lines(dossier, intervention)
    rest = Line(key=_ALL, text=f"Visa alla {len(lines)}", icon=Icon.CHEVRON_DOWN)

    def opened(session: object) -> None:
        if session == _ALL:
            made.show_lines(lines)
        elif isinstance(session, CounsellingSession):
            open_session(room, session)

    made = card(
        f"{intervention.kind.label} · {intervention.state.label}",
        lines if len(lines) <= _SHOWN else [*lines[: _SHOWN - 1], rest],
        opened,
        icon=kinds.screen_of(intervention.kind).icon,
        empty=f"Inga {intervention.kind.meetings} än.",
        button=new_session_button(room, intervention) if _running(intervention) else None,
        menu=lambda session, menu: session_menu(room, session, menu),
    )
    dialogues = [
        each for each in dossier.of(EffectDialogue) if each.intervention_id == intervention.id
    ]
    # What is agreed and how it goes stands before its sessions, however many they are.
    if dialogues and Asks.EFFECT in intervention.kind.asks:
        above(made, effect_curve(dialogues))
    if agreed := _agreed(intervention):
        above(made, note(agreed))
    made.body.addWidget(buttons(*_verbs(room, intervention)))
    return made


def _agreed(intervention: Intervention) -> str:
    """Return what is agreed, in sentences."""
    words = [f"Metod: {intervention.method.label}."] if intervention.method else []
    purposes = ", ".join(purpose.label for purpose in sorted(intervention.purposes))
    if purposes:
        words.append(f"Syfte: {purposes}.")
    elif intervention.kind.purpose_agreed:
        words.append("Syftet är inte bestämt.")
    needs = ", ".join(need.label.lower() for need in intervention.needs)
    if needs:
        words.append(f"Mest akut: {needs}.")
    if intervention.state is InterventionState.PAUSED and intervention.paused_until:
        words.append(f"Tas upp igen {intervention.paused_until}.")
    if intervention.state is InterventionState.AFTERCARE and intervention.aftercare_until:
        words.append(f"Eftervården följs upp {intervention.aftercare_until}.")
    return " ".join(words)


def _verbs(room: Room, intervention: Intervention) -> list[Button]:
    """Return the verbs that the life cycle draws from here."""

    def edit(sheet: Callable[[Around, Intervention], Sheet]) -> Callable[[], object]:
        return lambda: room.edit(sheet(room.around, intervention))

    def verb(text: str, then: Callable[[], object], kind: Kind = Kind.QUIET) -> Button:
        return Button(text, kind, then=then)

    state = InterventionState
    found: list[Button] = []
    if intervention.state in {state.OFFERED, state.WAITING}:
        found.append(verb("Starta", edit(starting_sheet), Kind.PLAIN))
    if intervention.state is state.PAUSED:
        found.append(verb("Ta upp insatsen", lambda: _resume(room, intervention), Kind.PLAIN))
    if _running(intervention) and Asks.EFFECT in intervention.kind.asks:
        found.append(verb("Hjälper det?", edit(effect_sheet)))
    found.append(verb("Ändra insatsen", edit(intervention_sheet)))
    if intervention.state is state.ONGOING:
        found.append(verb("Pausa", edit(pausing_sheet)))
    if _running(intervention):
        found.append(verb("Avsluta insatsen", edit(ending_sheet)))
    if intervention.state is not state.AFTERCARE and may_move(intervention, state.AFTERCARE):
        found.append(verb("Eftervård", edit(aftercare_sheet)))
    return found


def _running(intervention: Intervention) -> bool:
    return intervention.state in RUNNING


def _resume(room: Room, intervention: Intervention) -> None:
    room.run(resume_intervention, intervention, said="Insatsen är upptagen igen")


def _moments(dossier: Dossier) -> Iterator[Moment]:
    for each in dossier.of(Intervention):
        day = each.started_on or each.offered_on
        what = f"Insats: {each.kind.label}"
        if each.ended_on is None or each.started_on is None:
            yield Moment(each.id, day, None, "Insats", what, each.state.label)
        else:
            yield Moment(each.id, day, None, "Insats", what, "Började")
            yield Moment(each.id, each.ended_on, None, "Insats", what, each.state.label)
    for dialogue in dossier.of(EffectDialogue):
        said = f"{dialogue.value} av {HIGHEST}"
        yield Moment(dialogue.id, dialogue.held_on, None, "Effekt", "Dialog om effekten", said)


def _open(room: Room, intervention: Intervention) -> None:
    """Change what is agreed about it."""
    room.edit(intervention_sheet(room.around, intervention))


def _known(room: Room, record: str) -> Intervention | None:
    found = room.around.dossier.of(Intervention)
    return next((each for each in found if each.id == record), None)


def _sheet(room: Room, record: str) -> Sheet:
    return intervention_sheet(room.around, _known(room, record), record_id=record)


def _of_known(make: Callable[[Around, Intervention], Sheet]) -> SheetOf:
    """Return how a sheet of an intervention that is saved is found again."""

    def sheet(room: Room, record: str) -> Sheet | None:
        known = _known(room, record)
        return make(room.around, known) if known else None

    return sheet


def _take(does: Callable[[Room, Intervention], object], room: Room, record: str) -> None:
    known = _known(room, record)
    if known is not None:
        does(room, known)


SUPPORT = Part(
    key="support",
    tables=frozenset({"intervention", "effect_dialogue"}).union(
        *(screen.tables for screen in kinds.SCREENS)
    ),
    cards={"sessions": _cards},
    sheets={
        "intervention": _sheet,
        "intervention_start": _of_known(starting_sheet),
        "intervention_pause": _of_known(pausing_sheet),
        "intervention_end": _of_known(ending_sheet),
        "intervention_aftercare": _of_known(aftercare_sheet),
        "effect_dialogue": found_sheet,
    },
    opens={Intervention: _open, EffectDialogue: open_dialogue},
    steps={
        Step.OFFER: lambda room, _: room.open("intervention"),
        Step.START: lambda room, record: room.open("intervention_start", record),
        Step.RESUME_SUPPORT: partial(_take, _resume),
    },
    moments=_moments,
)
