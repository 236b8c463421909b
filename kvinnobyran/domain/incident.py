"""Something that threatens a place or the people in it (domain.md 3.1, B10, scenario 20)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.task import Reminder

REPORT_HOURS: Final = 72
"""Within which a breach of personal data is reported; not verified by us (GDPR, article 33)."""


class IncidentKind(Code):
    """What happened."""

    EXPOSED = ("exposed", "Röjd adress")
    SOUGHT = ("sought", "Utövaren har sökt upp henne")
    THREAT = ("threat", "Hot mot personal")
    DATA = ("data", "Personuppgiftsincident")


class Leak(Code):
    """Whether our own data has come out: the question that is always asked (scenario 20)."""

    YES = ("yes", "Ja")
    NO = ("no", "Nej")
    LOOKING = ("looking", "Utreds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One event. ``apartment_id`` is the apartment it was about, never where that lies."""

    id: str
    apartment_id: str | None = None
    kind: IncidentKind = IncidentKind.EXPOSED
    happened_on: date
    words: str = ""
    measures: str = ""
    leak: Leak | None = None
    leak_words: str = ""
    reported_on: date | None = None


def incident_faults(incident: Incident, *, today: date) -> tuple[Fault, ...]:
    """Check an incident: it has happened, and the question about our own data is answered."""
    faults: list[Fault] = []
    if incident.happened_on > today:
        faults.append(stopp("happened_on", "Dagen ligger i framtiden.", "domain.md G7"))
    if incident.leak is None:
        faults.append(
            stopp("leak", "Svara på om uppgifter kan ha kommit ut från oss.", "domain.md 3.1")
        )
    if incident.reported_on is not None and incident.reported_on < incident.happened_on:
        faults.append(stopp("reported_on", "Anmälan ligger före händelsen.", "domain.md 3.1"))
    return tuple(faults)


def incident_reminders(incident: Incident) -> tuple[Reminder, ...]:
    """Return what an incident leaves to do: the report of a breach while it may be one."""
    if incident.leak is Leak.NO or incident.reported_on is not None:
        return ()
    return (
        Reminder(
            what=f"Personuppgiftsincident: avgör och anmäl inom {REPORT_HOURS} timmar",
            due_on=incident.happened_on,
            part="report",
        ),
    )
