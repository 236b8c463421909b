"""The fictitious office's goals of the year, and a report that is being written."""

from datetime import date, datetime
from typing import Final

from kvinnobyran.demo.agenda import moment_of
from kvinnobyran.demo.cast import COUNSELLOR
from kvinnobyran.demo.dice import Dice
from kvinnobyran.demo.stage import Stage
from kvinnobyran.domain.ids import ids_from, new_id
from kvinnobyran.domain.indicator import Indicator
from kvinnobyran.domain.settings import VOLUNTEER_HOUR_SOURCE
from kvinnobyran.flows import indicators, office, publishing
from kvinnobyran.statistics.period import Period, Span

_CAFE: Final = "group_meetings/group_kind=kind_7e2f4d02/group_meeting_state=held"
_GOALS: Final = (
    ("Nå fler kvinnor och barn", "Unika kvinnor under året", 60, "women"),
    ("Nå fler kvinnor och barn", "Kvinnor med samtal i en insats", 45, "women/contact=support"),
    ("Bredd i stödet", "Kvinnor i terapi", 12, "women_by_kind/intervention=therapy"),
    ("Bredd i stödet", "Kvällskaféets kvällar", 26, _CAFE),
    (
        "Synliggöra barnen",
        "Barn som har börjat Trappan",
        8,
        "trappan_children/trappan_event=started",
    ),
    ("Förebygga", "Klasser som haft lektion", 10, "lesson_classes"),
    ("Förebygga", "Samverkansmöten med kommunen", 4, ""),
)
_SOURCE: Final = "påhittat beslut i styrgruppen"
_LESSONS: Final = "Påhittat: fler hör av sig efter sommaren. Samtal på kvällstid har fungerat väl."
_TRENDS: Final = "Påhittat: ekonomiskt våld nämns oftare än förra året."


def begin(stage: Stage, dice: Dice, _first: date) -> None:
    """Let the last morning find the goals of the year and a report begun."""
    stage.agenda.at(moment_of(stage.until, 7, 52), lambda now: _write(stage, dice, now))


def _write(stage: Stage, dice: Dice, now: datetime) -> None:
    with ids_from(dice.new_id):
        work = stage.work(COUNSELLOR, now)
        for year in (now.year - 1, now.year):
            for place, (goal, words, target, figure) in enumerate(_GOALS):
                indicators.save_indicator(
                    work,
                    Indicator(
                        id=new_id(),
                        year=year,
                        goal=goal,
                        words=words,
                        definition="Räknas som i tabellen." if figure else "Räknas för hand.",
                        target=target,
                        figure=figure,
                        outcome=None if figure else dice.between(4, 11),
                        place=place,
                    ),
                )
        office.change_setting(work, VOLUNTEER_HOUR_SOURCE, _SOURCE)
        period = Period.containing(now.date(), Span.HALF)
        publishing.keep_texts(work, period, lessons=_LESSONS, trends=_TRENDS)
