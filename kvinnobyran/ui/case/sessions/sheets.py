"""The sheet of a session: planned, held, cancelled or missed, one or a series (A2, A4, G7, T8)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kvinnobyran.domain.assessment import AssessmentCall
from kvinnobyran.domain.concern import ConcernCheck
from kvinnobyran.domain.effect import HIGHEST, LOWEST, EffectDialogue
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.intervention import Intervention
from kvinnobyran.domain.kinds.kind import Asks
from kvinnobyran.domain.person import Interpreter
from kvinnobyran.domain.session import (
    TOOK_PLACE,
    CounsellingSession,
    Participant,
    SessionAttendance,
)
from kvinnobyran.flows.sessions import LONGEST_SERIES, plan_series, save_session
from kvinnobyran.ui.case.around import Around, known, shown
from kvinnobyran.ui.case.sessions.people import People
from kvinnobyran.ui.case.sessions.seating import seatable
from kvinnobyran.ui.case.support.effect import ASK
from kvinnobyran.ui.kit.chips import Chips, YesNo
from kvinnobyran.ui.kit.dates import DateEdit, TimeEdit
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, NumberEdit, Option
from kvinnobyran.ui.kit.form import Field, Row, Section
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet, Values

_PLANNED = SessionAttendance.PLANNED
_NEEDED = frozenset({"held_on", "minutes", "form", "attendance", "children_involved"})
_COMMON = ("attendance", "held_on", "starts_at", "minutes", "reason", "count", "weeks",
           "participants")  # fmt: skip
"""What every kind of support asks for: it stays when another one is chosen."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The supports a new session may belong to, and what opens the sheet in another of them."""

    among: tuple[Intervention, ...]
    turn: Callable[[Intervention, str, Values], object]


def session_sheet(
    around: Around,
    intervention: Intervention,
    session: CounsellingSession | None = None,
    *,
    record_id: str = "",
    choice: Choice | None = None,
    carried: Values | None = None,
) -> Sheet:
    """Return the sheet for one session: planned, held, cancelled or missed.

    ``choice`` is given where more than one support goes on and nobody has said which;
    ``carried`` is what was entered before another of them was chosen.
    """
    children = any(call.children_at_home for call in around.dossier.of(AssessmentCall))
    record = session or CounsellingSession(
        id=record_id or new_id(),
        intervention_id=intervention.id,
        held_on=around.today,
        attendance=SessionAttendance.HELD,
        interpreter=around.dossier.person.interpreter,
        children_involved=children,
    )
    people = tuple(each for each in around.dossier.of(Participant) if each.session_id == record.id)
    dialogue = next(
        (each for each in around.dossier.of(EffectDialogue) if each.session_id == record.id), None
    )
    asks, new = intervention.kind.asks, session is None

    def submit(entered: Entered, landing: Landing) -> None:
        values = _complete(record, known(record, entered.values))
        written = replace(record, **values)
        seats = entered.values["participants"]
        if new and written.attendance is _PLANNED and (entered.values["count"] or 1) > 1:
            around.desk.do(
                plan_series,
                written,
                weeks=entered.values["weeks"] or 1,
                count=entered.values["count"],
                participants=seats,
                reasons=entered.reasons,
                then=landing.then,
                otherwise=landing.otherwise,
            )
            return
        around.desk.do(
            save_session,
            written,
            participants=seats,
            effect=_effect(written, dialogue, entered.values),
            reasons=entered.reasons,
            expect=None if entered.knowing else around.dossier.head,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    fields = _fields(around, intervention, new=new)
    if choice is not None:
        offered = [Option(each.id, _called(each)) for each in choice.among]
        fields.insert(0, Field("support", "Vilken insats?", CodeBox(offered, nothing=None)))
    sheet = Sheet(
        around.desk,
        f"{intervention.kind.meeting}: {intervention.kind.label}",
        fields,
        kind="session",
        record=record.id,
        savings=[
            Saving(
                text=f"Spara {intervention.kind.the_meeting}",
                submit=submit,
                said=intervention.kind.saved,
            )
        ],
        belongs_to={**around.belongs_to, "intervention": intervention.id},
    )
    _conditions(sheet, asks, new=new)
    sheet.begin(
        {
            **shown(record),
            "participants": people,
            "effect": dialogue.value if dialogue else None,
            "effect_words": dialogue.words if dialogue else "",
            "count": 1,
            "weeks": 1,
            **(carried or {}),
            "support": intervention.id,
        }
    )
    if choice is not None:
        _let_turn(sheet, choice)
    if carried:
        sheet.keeper.touch()
    return sheet


def _let_turn(sheet: Sheet, choice: Choice) -> None:
    """Open the same session in the support that is chosen, with what was entered."""

    def turn() -> None:
        values = sheet.form.values()
        chosen = next(each for each in choice.among if each.id == values["support"])
        sheet.keeper.drop()
        entered = {name: values[name] for name in _COMMON if name in values}
        choice.turn(chosen, sheet.record, entered)

    sheet.form.editor("support").on_edited().connect(turn)


def _called(intervention: Intervention) -> str:
    since = intervention.started_on
    return f"{intervention.kind.label}, sedan {since}" if since else intervention.kind.label


def _fields(
    around: Around, intervention: Intervention, *, new: bool
) -> list[Field | Row | Section]:
    """Return what the kind asks for, in the order of a talk."""
    kind = intervention.kind
    attendance = Chips(SessionAttendance, kept=True)
    found: list[Field | Row | Section] = [
        Field("attendance", "Blev det av?", attendance),
        Row(
            Field("held_on", "Dag", DateEdit(today=around.today)),
            Field("starts_at", "Klockslag", TimeEdit()),
            Field("minutes", "Minuter", NumberEdit(least=5, most=240)),
        ),
        Field("reason", "Varför det inte blev av", LineEdit()),
    ]
    if new:
        found.append(
            Row(
                Field("count", "Antal gånger", NumberEdit(least=1, most=LONGEST_SERIES)),
                Field("weeks", "Veckor emellan", NumberEdit(least=1, most=LONGEST_SERIES)),
            )
        )
    if Asks.FORM in kind.asks:
        found.append(Field("form", "Hur ni träffades", Chips(kind.forms, kept=True)))
    if Asks.INTERPRETER in kind.asks:
        found.append(Field("interpreter", "Tolk", CodeBox(Interpreter, nothing=None)))
    if Asks.THEMES in kind.asks:
        found.append(
            Field("themes", f"Vad {kind.the_meeting} handlade om", Chips(kind.themes, multi=True))
        )
    found.append(
        Field(
            "participants",
            "Fler som var med",
            People(seatable(around), ahead=lambda: attendance.value() is _PLANNED),
        )
    )
    if Asks.CHILDREN in kind.asks:
        found += [
            Field("children_involved", "Finns det barn som berörs?", YesNo()),
            Field("concern_check", "Orosbedömning för barnen", Chips(ConcernCheck)),
            Field("concern_reason", "Skäl, om oron inte kunde bedömas", LineEdit()),
        ]
    if Asks.EFFECT in kind.asks:
        found += [
            Field(
                "effect",
                "Hjälper det henne? 1–10",
                NumberEdit(least=LOWEST, most=HIGHEST),
                help=ASK,
            ),
            Field("effect_words", "Vad säger hon om det?", LineEdit()),
        ]
    return found


def _conditions(sheet: Sheet, asks: frozenset[Asks], *, new: bool) -> None:
    """Show a field only where it has a meaning."""

    def took_place(value: object) -> bool:
        return value in TOOK_PLACE

    def planned(value: object) -> bool:
        return value is _PLANNED

    sheet.only_when(
        "reason", "attendance", lambda value: value not in TOOK_PLACE and not planned(value)
    )
    if new:
        sheet.only_when("count", "attendance", planned, otherwise=1)
        sheet.only_when("weeks", "attendance", planned, otherwise=1)
    if Asks.THEMES in asks:
        sheet.only_when("themes", "attendance", took_place, otherwise=frozenset())
    if Asks.CHILDREN in asks:
        sheet.only_when(
            "concern_check", "children_involved", lambda value: value is not False, otherwise=None
        )
        sheet.only_when(
            "concern_reason", "concern_check", lambda value: value is ConcernCheck.NOT_ASSESSED
        )
    if Asks.EFFECT in asks:
        sheet.only_when("effect", "attendance", took_place, otherwise=None)
        sheet.only_when("effect_words", "attendance", took_place)


def _effect(
    session: CounsellingSession, dialogue: EffectDialogue | None, given: Mapping[str, Any]
) -> EffectDialogue | None:
    """Return the dialogue that was held, or None when no figure was given."""
    value = given.get("effect")
    if value is None:
        return None
    return EffectDialogue(
        id=dialogue.id if dialogue else new_id(),
        intervention_id=session.intervention_id,
        session_id=session.id,
        held_on=session.held_on,
        value=value,
        words=given.get("effect_words") or "",
    )


def _complete(record: CounsellingSession, given: Mapping[str, Any]) -> Values:
    """Return the values with the record's own where the form was left empty."""
    return {
        name: getattr(record, name) if value is None and name in _NEEDED else value
        for name, value in given.items()
    }
