"""The gate that stands before everything that leaves the unit (domain.md S2, S3, 5.11).

Every outgoing action asks here: a call, a text, a letter, a form, a consent on paper.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import CONFIRMATION_DAYS, ContactWay
from kvinnobyran.domain.protection import Grade
from kvinnobyran.domain.relation import Guardian, MayContact

_WEEK = 7
_MONTH = 30
_FORTNIGHT = 14
_TWO_MONTHS = 60
_YEAR = 365


class LetterKind(Code):
    """What is sent to a guardian, without a word of what it says."""

    LETTER = ("letter", "Brev")
    FORM = ("form", "Blankett")
    CONSENT = ("consent", "Samtycke att skriva på")
    INVITATION = ("invitation", "Kallelse")


class LetterTemplate(Code):
    """How a letter may look."""

    ORDINARY = ("ordinary", "Vanlig mall")
    NO_SENDER = ("no_sender", "Mall utan avsändare")


WITHOUT_SENDER = (
    "Ingen avsändare på kuvert eller papper.",
    "Posta på en annan ort: poststämpeln visar varifrån brevet kommer.",
    "Nämn inte barnets skola eller förskola.",
)
"""What the template without a sender asks of whoever posts the letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterGate:
    """What a letter has to pass, which template it uses, and what goes with that template."""

    faults: tuple[Fault, ...]
    template: LetterTemplate
    notes: tuple[str, ...] = ()


def letter_gate(
    guardian: Guardian | None,
    grades: Iterable[Grade],
    *,
    via_social_services: bool = False,
    to_deceased: bool = False,
    about_deceased: bool = False,
) -> LetterGate:
    """Answer whether a letter or a form may go to a guardian, and how (domain.md S3).

    ``guardian`` is None when nothing is known of the one who gets it; ``grades`` are those of
    everybody the letter is about: the child, and the woman it lives with. STOPP: no letter.
    VARNA: only with a reason, and on the template without a sender. ``to_deceased`` and
    ``about_deceased`` say that the guardian, or the child, has died.
    """
    may = guardian.may_contact if guardian is not None else MayContact.NOT_ASKED
    faults: list[Fault] = []
    if may is MayContact.NO:
        faults.append(
            stopp(
                "guardian",
                "Vårdnadshavaren får inte kontaktas. Ett brev kan utsätta barnet eller kvinnan för "
                "fara.",
                "domain.md S3",
            )
        )
    elif may is MayContact.VIA_SOCIAL_SERVICES and not via_social_services:
        faults.append(
            stopp(
                "guardian",
                "Vårdnadshavaren får bara nås genom socialtjänsten, så att brevet inte visar var "
                "de får stöd. Lämna det dit.",
                "domain.md S3",
            )
        )
    elif may is MayContact.NOT_ASKED:
        faults.append(
            varna(
                "guardian",
                "Det är inte frågat om vårdnadshavaren får kontaktas. Ett brev kan utsätta någon "
                "för fara.",
                "domain.md S3",
            )
        )
    if to_deceased:
        faults.append(
            stopp(
                "guardian",
                "Vårdnadshavaren är avliden. Någon annan skulle öppna brevet.",
                "domain.md 3.1",
            )
        )
    if about_deceased:
        faults.append(
            varna(
                "what",
                "Barnet är avlidet. Ett brev om barnet ska bara gå om någon har bett om det.",
                "domain.md 3.1",
            )
        )
    secret = guardian is not None and guardian.whereabouts_secret is Answer.YES
    hidden = any(grade is not Grade.NONE for grade in grades)
    if secret or hidden:
        faults.append(
            varna(
                "whereabouts",
                "Vistelseorten är hemlig. Brevet får inte visa varifrån det kommer."
                if secret
                else "Brevet rör någon med skyddade uppgifter. Det får inte visa var de finns.",
                "domain.md S3",
            )
        )
    return replace(letter_to(hidden=secret or hidden), faults=tuple(faults))


def answer_faults(guardians: Iterable[Guardian]) -> tuple[Fault, ...]:
    """Answer whether a guardian who asks may be told anything (domain.md S3).

    Nobody knows which of several it is who asks: then it wants a reason.
    """
    by_person: dict[str, set[MayContact]] = {}
    for guardian in guardians:
        by_person.setdefault(guardian.person_id, set()).add(guardian.may_contact)
    silent = [MayContact.NO in said for said in by_person.values()]
    if silent and all(silent):
        return (
            stopp(
                "asker",
                "Vårdnadshavaren får inte kontaktas. Redan ett svar visar att de är kända här.",
                "domain.md S3",
            ),
        )
    if any(silent):
        return (
            varna(
                "asker",
                "En av vårdnadshavarna får inte kontaktas. Är det den andra som frågar?",
                "domain.md S3",
            ),
        )
    return ()


def letter_to(*, hidden: bool) -> LetterGate:
    """Return how a letter looks: without a sender when it must not show from where it comes."""
    if hidden:
        return LetterGate(faults=(), template=LetterTemplate.NO_SENDER, notes=WITHOUT_SENDER)
    return LetterGate(faults=(), template=LetterTemplate.ORDINARY)


def confirmation_age(way: ContactWay, *, today: date) -> str:
    """Return in words how old the confirmation is, and whether to ask again (domain.md 5.11)."""
    if way.confirmed_on is None:
        return "Aldrig bekräftad"
    days = (today - way.confirmed_on).days
    words = f"Bekräftad {_ago(days)}"
    return f"{words}, fråga igen" if days > CONFIRMATION_DAYS else words


def _ago(days: int) -> str:
    if days <= 0:
        return "idag"
    if days == 1:
        return "igår"
    if days < _FORTNIGHT:
        return f"för {days} dagar sedan"
    if days < _TWO_MONTHS:
        return f"för {days // _WEEK} veckor sedan"
    if days < 2 * _YEAR:
        return f"för {days // _MONTH} månader sedan"
    return f"för {days // _YEAR} år sedan"
