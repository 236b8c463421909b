"""What the agreement and the yearly plan aim at, and how it is followed (domain.md R4, R12)."""

from dataclasses import dataclass

from kvinnobyran.domain.faults import Fault, stopp

FIRST_YEAR = 1990
LAST_YEAR = 2199
LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator of one year.

    ``goal`` is the objective it belongs to, ``words`` what is counted, ``definition`` how.
    ``figure`` names a figure of the report ("women", "sessions_held/intervention=therapy"); where
    it is empty, ``outcome`` is what the office has counted itself.
    """

    id: str
    year: int
    goal: str
    words: str
    definition: str = ""
    target: int | None = None
    figure: str = ""
    outcome: int | None = None
    place: int = 0


def indicator_faults(indicator: Indicator) -> tuple[Fault, ...]:
    """Check an indicator: an objective and words, and numbers that can be."""
    faults: list[Fault] = []
    for field, text, sentence in (
        ("goal", indicator.goal, "Skriv vilket mål det hör till."),
        ("words", indicator.words, "Skriv vad som räknas."),
    ):
        if not text.strip():
            faults.append(stopp(field, sentence, "domain.md R12"))
        elif len(text) > LONGEST:
            faults.append(stopp(field, f"Högst {LONGEST} tecken får plats.", "domain.md R12"))
    if not FIRST_YEAR <= indicator.year <= LAST_YEAR:
        faults.append(stopp("year", "Skriv ett år med fyra siffror.", "domain.md R12"))
    for field, number in (("target", indicator.target), ("outcome", indicator.outcome)):
        if number is not None and number < 0:
            faults.append(stopp(field, "Ett antal är aldrig mindre än noll.", "domain.md R12"))
    return tuple(faults)
