"""What a rule answers: all faults at once, each with its field, a sentence and a source."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How hard a rule is (domain.md section 4)."""

    STOPP = "STOPP"
    """Cannot be saved."""
    VARNA = "VARNA"
    """May go on with a reason, which is stored."""
    PAMINN = "PÅMINN"
    """Makes a task."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing a rule has to say about one field.

    ``field`` is the record's field name, or ``""`` for the record as a whole;
    ``sentence`` is Swedish and holds no value of the record; ``source`` names the
    rule, e.g. ``"domain.md I1"``.
    """

    field: str
    severity: Severity
    sentence: str
    source: str


def stopp(field: str, sentence: str, source: str) -> Fault:
    """Return a fault that forbids saving."""
    return Fault(field=field, severity=Severity.STOPP, sentence=sentence, source=source)


def varna(field: str, sentence: str, source: str) -> Fault:
    """Return a fault that wants a reason."""
    return Fault(field=field, severity=Severity.VARNA, sentence=sentence, source=source)
