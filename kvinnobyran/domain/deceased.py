"""What ends when somebody has died: what was meant for her, and nothing else (domain.md 3.1)."""

from typing import Final

from kvinnobyran.domain.faults import Fault, stopp

DIED: Final = "Hon är avliden"
"""Why what was planned with her did not come about."""
MEANT_FOR_HER: Final = frozenset(
    {
        "domain.md A1",
        "domain.md A4",
        "domain.md A20",
        "domain.md A21",
        "domain.md B11",
        "domain.md G8",
        "domain.md 3.2",
        "domain.md 5.10",
    }
)
"""Rules that ask somebody to meet or ask her. What is about her children, her papers and her
protection goes on: a concern (T8), a request (3.1), a day that lapses (S4), a working note (G9)."""
CLOSING: Final = "deceased"
"""The part of the reminder that the case is to be closed."""
CLOSE: Final = "Avsluta ärendet: hon är avliden"


def living_faults(field: str, *, deceased: bool) -> tuple[Fault, ...]:
    """Hold that nothing is planned with somebody who has died."""
    if not deceased:
        return ()
    return (stopp(field, "Hon är avliden. Inget planeras med henne.", "domain.md 3.1"),)
