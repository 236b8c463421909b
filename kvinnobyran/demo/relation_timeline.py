"""Timelines over relations in the fictitious office: told line by line, as one tells them."""

from dataclasses import replace
from datetime import date, datetime
from typing import Final

from kvinnobyran.demo.dice import Dice
from kvinnobyran.demo.following import follow
from kvinnobyran.demo.stage import Stage
from kvinnobyran.domain.case import Case, CaseState
from kvinnobyran.domain.documentation import Kept, allows
from kvinnobyran.domain.ids import ids_from, new_id
from kvinnobyran.domain.timeline import BreakUpLevel, EventKind, TimelineEvent
from kvinnobyran.domain.timeline_entry import understand
from kvinnobyran.domain.violence import ViolenceForm
from kvinnobyran.flows.timeline import save_event
from kvinnobyran.store.cases import CaseRow

_LOOKED: Final = 14
"""Days between the looks for women whose timeline may be begun."""

_BEGINNING: Final = (
    "{y} träffades genom en vän",
    "våren {y} träffades på en kurs",
    "{y} blev tillsammans",
    "sommaren {y} träffades på semestern",
)
_TOGETHER: Final = (
    "hösten {y} flyttade ihop",
    "{y} flyttade in hos honom",
    "ca {y} flyttade ihop i hans lägenhet",
)
_CHILDREN: Final = (
    ("{y} gravid", "våren {z} föddes första barnet"),
    ("hösten {y} gravid med tvillingar", "{z} föddes barnen"),
)
_VIOLENCE: Final[tuple[tuple[str, tuple[ViolenceForm, ...]], ...]] = (
    (
        "ca {y}–{z} kontrollerade telefonen och vilka jag fick träffa",
        (ViolenceForm.PSYCHOLOGICAL, ViolenceForm.LATENT),
    ),
    ("{y} slog första gången", (ViolenceForm.PHYSICAL,)),
    ("vintern {y} slog sönder min dator", (ViolenceForm.MATERIAL, ViolenceForm.LATENT)),
    ("{y} hotade att ta barnen", (ViolenceForm.PSYCHOLOGICAL,)),
    ("sommaren {y} knuffade mig i trappan", (ViolenceForm.PHYSICAL,)),
    ("{y}–{z} tvingades lämna över lönen", (ViolenceForm.ECONOMIC,)),
    ("juni {y} hotade att berätta för släkten", (ViolenceForm.HONOUR, ViolenceForm.PSYCHOLOGICAL)),
    ("{y} våld som jag inte kan prata om än", (ViolenceForm.SEXUAL,)),
)
_LEAVING: Final = (
    "hösten {y} lämnade honom",
    "{y} bröt upp och bodde hos en vän",
    "mars {y} flydde med en väska",
)
_RETURNING: Final = ("jul {y} gick tillbaka", "{y} flyttade tillbaka när han lovade att sluta")
_AFTER: Final = (
    "{y} polisanmälan",
    "våren {y} rättegång och dom",
    "{y} flyttade till egen lägenhet",
    "{y} började sova om nätterna",
)
_LONG: Final = (
    "Jag minns inte vilken dag det var, men jag minns att det var mörkt och att jag stod i "
    "trapphuset i strumplästen. Grannen öppnade och frågade om allt var bra, och jag sade ja. "
    "Det är den gången jag tänker på när någon frågar varför jag stannade."
)


def begin(stage: Stage, dice: Dice, first: date) -> None:
    """Look now and then for women who have come long enough to begin drawing."""

    def expect(now: datetime, case_id: str) -> None:
        if dice.chance(0.6):
            _tell(stage, dice, now, case_id)

    follow(stage, first, (15, 40), expect, days=_LOOKED, wanted=_begun)


def _begun(row: CaseRow, today: date) -> bool:
    return row.state is CaseState.ONGOING and (today - row.opened_on).days >= _LOOKED


def _tell(stage: Stage, dice: Dice, now: datetime, case_id: str) -> None:
    """Write down what one woman tells."""
    case = stage.database.get(Case, case_id)
    if case is None or not allows(case.documentation, Kept.TIMELINE):
        return
    work = stage.work(case.counsellor, now)
    with ids_from(dice.new_id):
        for line, more in _story(dice, now.date()):
            told = understand(line, now.date())
            if told.happened is None or told.happened.first > now.date():
                continue
            event = TimelineEvent(
                id=new_id(),
                case_id=case_id,
                happened=told.happened,
                kind=told.kind,
                text=told.text,
                forms=more,
                shown_to_her=not dice.chance(0.06),
            )
            if told.kind is EventKind.BREAK_UP:
                event = replace(event, levels=_levels(dice))
            if told.kind is EventKind.VIOLENCE and dice.chance(0.08):
                event = replace(event, text=_LONG)
            save_event(work, event)


def _levels(dice: Dice) -> frozenset[BreakUpLevel]:
    """Return the levels of a break-up: to go comes first, to understand often last."""
    chances = {
        BreakUpLevel.PHYSICAL: 0.9,
        BreakUpLevel.EMOTIONAL: 0.4,
        BreakUpLevel.MENTAL: 0.3,
    }
    return frozenset(dice.each(chances))


def _story(dice: Dice, today: date) -> list[tuple[str, frozenset[ViolenceForm]]]:
    """Return the lines of one relation, with the forms of violence, in the order of the telling."""
    year = today.year - dice.between(4, 15)
    plain = [dice.one(_BEGINNING).format(y=year)]
    year += dice.below(2)
    plain.append(dice.one(_TOGETHER).format(y=year))
    if dice.chance(0.6):
        year += 1
        plain += [line.format(y=year, z=year + 1) for line in dice.one(_CHILDREN)]
        year += 1
    story = [(line, frozenset[ViolenceForm]()) for line in plain]
    for line, forms in dice.few(_VIOLENCE, dice.between(2, 5)):
        year += dice.below(2)
        story.append((line.format(y=year, z=year + 2), frozenset(forms)))
    if dice.chance(0.6):
        story.append((dice.one(_LEAVING).format(y=year), frozenset()))
        story.append((dice.one(_RETURNING).format(y=year), frozenset()))
        year += 1
    last = [dice.one(_LEAVING), *dice.few(_AFTER, dice.between(1, 3))]
    year = max(year, today.year - dice.between(0, 2))
    return story + [(line.format(y=min(year, today.year - 1)), frozenset()) for line in last]
