"""What stands before the start of Trappan, and what the eighteenth birthday brings (T1, T2, T6)."""

from datetime import date
from typing import Final

from kvinnobyran.domain.dates import PartialDate, add_months, long_label
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.grounds import Verdict, of_age_on
from kvinnobyran.domain.task import Reminder
from kvinnobyran.domain.trappan import ENDED, SafetyCheck, TrappanProgramme

FROM_AGE: Final = 4
"""Years, on the day of the start (A11, T1)."""
_BEFORE_OF_AGE: Final = 3
"""Months before the eighteenth birthday: seventeen years and nine months (T6)."""
_SOON: Final = 36
"""Months. A small child needs no task for its eighteenth birthday: no programme lasts so long."""
ASK_OWN: Final = "Ungdomen fyller snart 18. Fråga om eget samtycke till Trappan"
OWN_NEEDED: Final = "Ungdomen har fyllt 18. Eget samtycke behövs för att Trappan ska fortsätta"
_T1, _T2, _T6 = "domain.md T1", "domain.md T2", "domain.md T6"


def four_on(birth: PartialDate) -> tuple[date, date]:
    """Return the first and the last possible fourth birthday.

    >>> four_on(PartialDate.from_stored("2023-03-20"))[0]
    datetime.date(2027, 3, 20)
    """
    return _birthday(birth.first), _birthday(birth.last)


def age_faults(
    birth: PartialDate | None, on: date, *, judgement: str = "", field: str = "planned_start"
) -> tuple[Fault, ...]:
    """Hold T1 for a day of start: four years old, or a written judgement when nobody knows."""
    earliest, latest = four_on(birth) if birth is not None else (date.min, date.max)
    if on < earliest:
        words = "fyller 4 år" if earliest == latest else "fyller 4 år tidigast"
        return (stopp(field, f"Barnet {words} {long_label(earliest)}. Trappan kan börja då.", _T1),)
    if (birth is not None and on >= latest and not _guessed(birth)) or judgement.strip():
        return ()
    return (
        varna(
            "age_judgement",
            "Det är inte känt när barnet fyller 4 år. Skriv varför ni bedömer att det har gjort"
            " det.",
            _T1,
        ),
    )


def start_faults(
    programme: TrappanProgramme,
    birth: PartialDate | None,
    answer: Verdict,
    on: date,
    *,
    today: date,
) -> tuple[Fault, ...]:
    """Hold T1 and T2 for a start on a day; ``answer`` is the consent engine's for that day."""
    faults = [*age_faults(birth, on, judgement=programme.age_judgement, field="contact_started_on")]
    if on > today:
        faults.append(stopp("contact_started_on", "Dagen ligger i framtiden.", "domain.md G7"))
    faults += ground_faults(answer)
    if programme.safety is not SafetyCheck.YES:
        faults.append(
            varna("safety", "Det är inte klart att våldet upphört och barnet är skyddat.", _T2)
        )
    if programme.parent_talk_on is None or programme.parent_talk_on > on:
        faults.append(
            varna("parent_talk_on", "Det har inte varit något samtal med föräldern före.", _T2)
        )
    return tuple(faults)


def ground_faults(answer: Verdict) -> tuple[Fault, ...]:
    """Say that there is no ground, or that the one there is wants its reason (T2, T3 f)."""
    if not answer.allowed:
        return (stopp("ground", answer.sentence, _T2),)
    if answer.wants_reason:
        return (
            varna(
                "ground",
                "Den andra vårdnadshavaren är förhindrad. Skriv varför det inte kan vänta.",
                "domain.md T3 f",
            ),
        )
    return ()


def of_age_reminders(
    programme: TrappanProgramme, birth: PartialDate | None, *, today: date
) -> tuple[Reminder, ...]:
    """Return what the eighteenth birthday asks for: three months before, and on the day (T6)."""
    days = of_age_on(birth)
    if days is None or programme.state in ENDED or add_months(today, _SOON) < days[0]:
        return ()
    return (
        Reminder(what=ASK_OWN, due_on=add_months(days[0], -_BEFORE_OF_AGE), part="17y9m"),
        Reminder(what=OWN_NEEDED, due_on=days[0], part="18"),
    )


def guardian_output_faults(birth: PartialDate | None, on: date) -> tuple[Fault, ...]:
    """Refuse whatever goes to a guardian about somebody who may have turned eighteen (T6)."""
    days = of_age_on(birth)
    if days is None or on < days[0]:
        return ()
    return (
        stopp(
            "guardian",
            "Ungdomen är eller kan vara 18 år. Inget går längre till vårdnadshavare.",
            _T6,
        ),
    )


def _guessed(birth: PartialDate) -> bool:
    """Tell whether the birth is only an age that somebody guessed."""
    return birth.text.startswith("~")


def _birthday(birth: date) -> date:
    day = add_months(birth, 12 * FROM_AGE)
    return day if day.day == birth.day else day.replace(month=3, day=1)
