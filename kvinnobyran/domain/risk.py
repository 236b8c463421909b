"""Risk assessments: her own appraisal beside the professional one (domain.md 3.1, L1-L3, 5.10).

Instruments are names only; nobody's items or points are reproduced here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp

MOST_POINTS = 999


class Instrument(Code):
    """What the assessment was made with; names only (L3)."""

    FREDA_SHORT = ("freda_short", "FREDA-kortfrågor")
    FREDA_DESCRIPTION = ("freda_description", "FREDA-beskrivning")
    FREDA_DANGER = ("freda_danger", "FREDA-farlighetsbedömning")
    PATRIARK = ("patriark", "PATRIARK")
    OTHER = ("other", "Annat")
    UNSTRUCTURED = ("unstructured", "Ostrukturerad")


class RiskLevel(Code):
    """Low, medium, high; and why there is no level."""

    LOW = ("low", "Låg")
    MEDIUM = ("medium", "Medel")
    HIGH = ("high", "Hög")
    UNKNOWN = ("unknown", "Vet ej")
    DECLINED = ("declined", "Vill inte uppge")
    NOT_ASKED = ("not_asked", "Ej frågat")

    @property
    def rank(self) -> int | None:
        """Return 1 to 3 for a level, None where there is none."""
        return {"low": 1, "medium": 2, "high": 3}.get(self.value)


OUR_LEVELS: Final = (RiskLevel.LOW, RiskLevel.MEDIUM, RiskLevel.HIGH, RiskLevel.UNKNOWN)
"""What we may answer ourselves: nobody asks us and we decline nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskAssessment:
    """One assessment on one day. ``score`` is the instrument's sum as she and we counted it."""

    id: str
    case_id: str
    assessed_on: date
    instrument: Instrument = Instrument.UNSTRUCTURED
    instrument_name: str = ""
    score: int | None = None
    her_own: RiskLevel = RiskLevel.NOT_ASKED
    ours: RiskLevel = RiskLevel.UNKNOWN
    reasoning: str = ""
    talked_about: str = ""
    measure: str = ""
    next_on: date | None = None

    @property
    def discrepant(self) -> bool:
        """Tell whether she and we see it differently; only two levels can differ (L2)."""
        hers, ours = self.her_own.rank, self.ours.rank
        return hers is not None and ours is not None and hers != ours


def conversation(risk: RiskAssessment) -> str:
    """Return the two views beside each other, and what to do with the difference (5.10).

    Her own appraisal predicts on average as well as instruments do (L2), so none of them is
    the right one and none is a verdict.
    """
    hers, ours = risk.her_own, risk.ours
    if hers.rank is None and ours.rank is None:
        return "Varken hennes eller vår bedömning är skriven än."
    if hers.rank is None:
        return f"Vi bedömer risken som {ours.label.lower()}. Fråga hur hon själv ser på den."
    if ours.rank is None:
        return f"Hon bedömer risken som {hers.label.lower()}. Vår egen bedömning saknas."
    if risk.discrepant:
        return (
            f"Hon bedömer risken som {hers.label.lower()}, vi bedömer den som "
            f"{ours.label.lower()} – prata om skillnaden."
        )
    return f"Hon och vi bedömer risken lika: {hers.label.lower()}."


def trend(assessments: Sequence[RiskAssessment]) -> str:
    """Return in words how both views have moved since the first assessment, oldest to newest."""
    ordered = sorted(assessments, key=lambda each: each.assessed_on)
    if len(ordered) < 2:  # noqa: PLR2004 - one assessment is no trend
        return ""
    hers = _moved([each.her_own for each in ordered])
    ours = _moved([each.ours for each in ordered])
    found = [f"{whose} bedömning {moved}" for whose, moved in
             (("hennes egen", hers), ("vår", ours)) if moved]  # fmt: skip
    if not found:
        return ""
    words = ", ".join(found)
    return f"Sedan {ordered[0].assessed_on}: {words}."


def risk_faults(risk: RiskAssessment, *, today: date) -> tuple[Fault, ...]:
    """Check one assessment; nothing in it is compulsory but the day and the instrument."""
    faults: list[Fault] = []
    if risk.assessed_on > today:
        faults.append(stopp("assessed_on", "Bedömningen ligger i framtiden.", "domain.md G7"))
    if risk.instrument is Instrument.OTHER and not risk.instrument_name.strip():
        faults.append(stopp("instrument_name", "Skriv vilket instrument det är.", "domain.md 3.1"))
    if risk.score is not None and not 0 <= risk.score <= MOST_POINTS:
        faults.append(
            stopp("score", f"Poängen ska vara mellan 0 och {MOST_POINTS}.", "domain.md 3.1")
        )
    if risk.next_on is not None and risk.next_on <= risk.assessed_on:
        faults.append(stopp("next_on", "Nästa bedömning ska ligga efter den här.", "domain.md 3.1"))
    return tuple(faults)


def _moved(levels: Sequence[RiskLevel]) -> str:
    ranked = [level for level in levels if level.rank is not None]
    if len(ranked) < 2:  # noqa: PLR2004 - nothing to compare
        return ""
    first, last = ranked[0], ranked[-1]
    if first is last:
        return f"är fortfarande {last.label.lower()}"
    return f"har gått från {first.label.lower()} till {last.label.lower()}"
