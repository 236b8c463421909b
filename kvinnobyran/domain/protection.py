"""Protected identity, dated and graded: what it hides, when it is reviewed (S1, S4, S5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.task import Reminder, before_end

HIDDEN_AGAIN_MS = 30_000
"""How long a protected detail stays on the screen (domain.md S1)."""


class Grade(Code):
    """How strongly a person is protected, the weakest first (domain.md 3.1, L19)."""

    NONE = ("none", "Ingen känd")
    OWN = ("own", "Egen skyddsnivå")
    MARKING = ("marking", "Sekretessmarkering")
    POPULATION = ("population", "Skyddad folkbokföring")
    NEW_IDENTITY = ("new_identity", "Fingerade personuppgifter")


class ProtectionSource(Code):
    """From whom the unit knows it."""

    STATED = ("stated", "Uppgift från henne")
    TAX_AGENCY = ("tax_agency", "Skatteverket")
    POLICE = ("police", "Polisen")
    SOCIAL_SERVICES = ("social_services", "Socialtjänsten")
    OWN = ("own", "Vår egen bedömning")


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """One person's protection from a day on.

    It holds until somebody says that it has ended: ``valid_until`` is never a day to come,
    because nobody may be shown by mistake on a morning when nobody is in. ``review_on`` is
    when it has to be asked for anew.
    """

    id: str
    person_id: str
    valid_from: date
    grade: Grade = Grade.MARKING
    valid_until: date | None = None
    review_on: date | None = None
    source: ProtectionSource = ProtectionSource.STATED
    instruction: str = ""

    @property
    def in_force(self) -> bool:
        """Tell whether it hides anything now."""
        return self.grade is not Grade.NONE and self.valid_until is None


def grade_of(protections: Iterable[Protection], person_id: str = "") -> Grade:
    """Return the strongest grade in force, of one person or of all."""
    order = list(Grade)
    found = [
        protection.grade
        for protection in protections
        if protection.in_force and (not person_id or protection.person_id == person_id)
    ]
    return max(found, key=order.index, default=Grade.NONE)


def protection_faults(protection: Protection, *, today: date) -> tuple[Fault, ...]:
    """Check a protection: it ends when somebody says so, and not before it began."""
    faults: list[Fault] = []
    until = protection.valid_until
    if until is not None and until > today:
        faults.append(
            stopp(
                "valid_until",
                "Ett skydd upphör inte av sig självt. Skriv i stället när det ska omprövas.",
                "domain.md S4",
            )
        )
    elif until is not None and until < protection.valid_from:
        faults.append(stopp("valid_until", "Slutet ligger före början.", "egen rutin"))
    if protection.valid_from > today:
        faults.append(
            stopp("valid_from", "Skriv den dag då skyddet började, senast idag.", "domain.md 3.1")
        )
    review = protection.review_on
    if review is not None and review < protection.valid_from:
        faults.append(stopp("review_on", "Omprövningen ligger före början.", "domain.md S4"))
    return tuple(faults)


def review_reminders(protection: Protection, *, today: date) -> tuple[Reminder, ...]:
    """Return what reminds of the review, 30 and 7 days before (S4). It never names her (S1).

    When the day has passed, one is left that is due at once: the protection still holds.
    """
    review = protection.review_on
    if not protection.in_force or review is None:
        return ()
    words = f"Ompröva skyddet, senast {review.isoformat()}"
    return before_end(words, review, today=today) or (
        Reminder(what=words, due_on=review, part="passed"),
    )


def shared_faults(protection: Protection, unprotected: int, *, answered: bool) -> tuple[Fault, ...]:
    """Ask whether those around her shall have the same protection (domain.md S5).

    ``unprotected`` is how many children, siblings or parents of hers have a weaker one.
    """
    if not protection.in_force or not unprotected or answered:
        return ()
    return (
        stopp(
            "shared",
            "Hon kan hittas genom dem. Svara om barn, syskon och förälder ska ha samma skydd.",
            "domain.md S5",
        ),
    )


NEW_IDENTITY_REFUSED = (
    "Det går bara på en person som är ny hos er. Registrera henne som ny, utan koppling till "
    "någon annan."
)


def new_identity_faults(*, fresh: bool) -> tuple[Fault, ...]:
    """Hold that a person with a new identity is always a new person (domain.md I3, L19)."""
    if fresh:
        return ()
    return (stopp("grade", NEW_IDENTITY_REFUSED, "domain.md I3"),)
