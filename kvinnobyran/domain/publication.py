"""A report on its way out, and what is kept of it for ever after (domain.md 3.2, D9, D10).

disclosure.md 3.4: whatever has been printed cannot be taken back, so a report that was fixed
counts against every later one, also when it has been withdrawn.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp

SECOND_AFTER: Final = timedelta(days=7)
"""After so long one signature is enough, and the report says so (domain.md 7.8)."""

LONGEST: Final = 6000
"""Characters of one of the texts."""


class PublicationState(Code):
    """How far a report has come."""

    DRAFT = ("draft", "Utkast")
    REVIEW = ("review", "Granskas")
    FIXED = ("fixed", "Fastställd")
    HANDED_OVER = ("handed_over", "Lämnad")
    WITHDRAWN = ("withdrawn", "Återkallad")


TRANSITIONS: dict[PublicationState, frozenset[PublicationState]] = {
    PublicationState.DRAFT: frozenset({PublicationState.REVIEW}),
    PublicationState.REVIEW: frozenset({PublicationState.DRAFT, PublicationState.FIXED}),
    PublicationState.FIXED: frozenset({PublicationState.HANDED_OVER, PublicationState.WITHDRAWN}),
    PublicationState.HANDED_OVER: frozenset({PublicationState.WITHDRAWN}),
    PublicationState.WITHDRAWN: frozenset(),
}

COUNTS: Final = frozenset(
    {PublicationState.FIXED, PublicationState.HANDED_OVER, PublicationState.WITHDRAWN}
)
"""The states in which a report counts against later ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One report for somebody outside. What is fixed about it is empty before it is fixed.

    ``period`` is its written form, ``number`` the place in which it was fixed among all,
    ``figures`` the report as JSON and ``digest`` the SHA-256 of it; ``proof`` and ``closes`` are
    what later reports are held against, both packed and never shown. ``signed`` says in words
    how many signed it.
    """

    id: str
    period: str
    first_day: date
    last_day: date
    state: PublicationState = PublicationState.DRAFT
    lessons: str = ""
    trends: str = ""
    reviewed_by: str = ""
    reviewed_on: date | None = None
    number: int = 0
    fixed_by: str = ""
    fixed_at: datetime | None = None
    signed: str = ""
    handed_on: date | None = None
    handed_to: str = ""
    withdrawn_on: date | None = None
    reason: str = ""
    definitions: str = ""
    program: str = ""
    threshold: int = 5
    figures: str = ""
    digest: str = ""
    proof: str = ""
    closes: str = ""

    @property
    def counts(self) -> bool:
        """Tell whether later reports are held against it."""
        return self.state in COUNTS


def may_become(publication: Publication, to: PublicationState) -> tuple[Fault, ...]:
    """Return why a report cannot go on to this state."""
    if to in TRANSITIONS[publication.state]:
        return ()
    sentence = (
        f"En rapport som är {publication.state.label.lower()} kan inte bli {to.label.lower()}."
    )
    return (stopp("state", sentence, "domain.md 3.2"),)


def may_fix(publication: Publication, *, user: str, today: date) -> tuple[Fault, ...]:
    """Return why this user cannot be the one who fixes it: two sign, or seven days pass (7.8)."""
    reviewed = publication.reviewed_on
    if reviewed is None:
        return (stopp("state", "Rapporten är inte granskad än.", "domain.md 7.8"),)
    if user != publication.reviewed_by or today - reviewed >= SECOND_AFTER:
        return ()
    sentence = (
        "Rapporten behöver en underskrift till. Be din kollega fastställa den, eller vänta till "
        f"{(reviewed + SECOND_AFTER).isoformat()}: då räcker din."
    )
    return (stopp("state", sentence, "domain.md 7.8"),)


def text_faults(lessons: str, trends: str) -> tuple[Fault, ...]:
    """Check the length of the texts."""
    return tuple(
        stopp(field, f"Högst {LONGEST} tecken får plats.", "domain.md R9")
        for field, text in (("lessons", lessons), ("trends", trends))
        if len(text) > LONGEST
    )
