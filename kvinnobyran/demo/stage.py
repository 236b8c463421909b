"""Where the fictitious office is played: its database, its chance, its people and its time."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from kvinnobyran.demo.agenda import Agenda, Event, moment_of, workday
from kvinnobyran.demo.cast import COUNSELLOR, THERAPIST, Cast
from kvinnobyran.demo.dice import Dice
from kvinnobyran.flows.work import Work
from kvinnobyran.store.database import Database


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that the events of one office share."""

    database: Database
    dice: Dice
    cast: Cast
    agenda: Agenda
    begun: list[str] = field(default_factory=list)
    """The identifiers of all cases, in the order they were opened."""

    @property
    def until(self) -> date:
        """The last day, on which the office stands still."""
        return self.agenda.until

    def work(self, user: str, now: datetime) -> Work:
        """Return at whose desk and when a flow runs."""
        return Work(self.database, user, now)

    def later(self, now: datetime, lowest: int, highest: int, event: Event) -> None:
        """Let something happen some days from now, on a working day."""
        day = workday(now.date() + timedelta(days=self.dice.between(lowest, highest)))
        self.agenda.at(moment_of(day, self.dice.between(8, 15), self.dice.below(60)), event)

    def colleague(self) -> str:
        """Return who happens to answer the telephone."""
        return COUNSELLOR if self.dice.chance(0.6) else THERAPIST

    def near_the_end(self, now: datetime, days: int = 10) -> bool:
        """Tell whether the last day is close: there things are left undone on purpose."""
        return (self.until - now.date()).days < days
