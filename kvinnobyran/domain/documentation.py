"""What her choice of documentation lets the unit keep, and what the regime asks for (A20, I4)."""

from dataclasses import replace
from typing import Final

from kvinnobyran.domain.case import Case, Documentation, Regime
from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import Identity, Person

SOURCE: Final = "domain.md A20"
PLACED: Final = frozenset({Regime.SOL_PLACEMENT, Regime.ACT_2024_79})
"""Regimes in which the support is documented, whatever she would like (L13, L14)."""


class Kept(Code):
    """Kinds of things that may be kept about her."""

    NAME = ("name", "Förnamn eller alias")
    LAST_NAME = ("last_name", "Efternamn")
    BIRTH_DATE = ("birth_date", "Exakt födelsedatum")
    CONTACT_WAY = ("contact_way", "Kontaktväg")
    JOURNAL = ("journal", "Journalanteckning")
    WORKING_NOTE = ("working_note", "Arbetsminne")
    DOCUMENT = ("document", "Dokument")
    DISCLOSURE = ("disclosure", "Utlämnande")
    TIMELINE = ("timeline", "Tidslinje över relationen")
    PLAN = ("plan", "Mål och handlingsplan")
    OWN_WORDS = ("own_words", "Hennes ord om stödet")


_MINIMAL: Final = frozenset({Kept.LAST_NAME, Kept.BIRTH_DATE, Kept.DOCUMENT})
_FORBIDDEN: Final[dict[Documentation, frozenset[Kept]]] = {
    Documentation.FULL: frozenset(),
    Documentation.MINIMAL: _MINIMAL,
    Documentation.STATISTICS_ONLY: frozenset(Kept),
}
MEANS: Final[dict[Documentation, str]] = {
    Documentation.FULL: "Namn, kontaktvägar, journal och dokument.",
    Documentation.MINIMAL: "Förnamn eller alias, kontaktväg och födelseår. Korta anteckningar om "
    "det som behövs. Inget efternamn, inga dokument.",
    Documentation.STATISTICS_ONLY: "Inget namn, ingen kontaktväg och ingen journal. Bara det som "
    "räknas.",
}
"""What each choice lets the unit keep, for the form."""
_SENTENCES: Final[dict[Kept, str]] = {
    Kept.NAME: "Hon har valt endast statistik. I det här ärendet sparas inget namn.",
    Kept.CONTACT_WAY: "Hon har valt endast statistik. Ingen kontaktväg sparas.",
    Kept.JOURNAL: "Hon har valt endast statistik. I det här ärendet skrivs ingen journal.",
    Kept.WORKING_NOTE: "Hon har valt endast statistik. I det här ärendet skrivs inget arbetsminne.",
    Kept.DISCLOSURE: "Hon har valt endast statistik. Det finns inget om henne att lämna ut.",
    Kept.LAST_NAME: "Hon har valt minimal dokumentation. Skriv bara förnamn eller alias.",
    Kept.BIRTH_DATE: "Hon har valt minimal dokumentation. Födelseåret räcker.",
    Kept.DOCUMENT: "Hon har valt att inga dokument sparas.",
    Kept.TIMELINE: "Hon har valt endast statistik. Tidslinjen sparas inte.",
    Kept.PLAN: "Hon har valt endast statistik. Mål och planer sparas inte.",
    Kept.OWN_WORDS: "Hon har valt endast statistik. Inget i fri text sparas om henne.",
}


def allows(choice: Documentation, kept: Kept) -> bool:
    """Tell whether something may be kept under a choice."""
    return kept not in _FORBIDDEN[choice]


def documentation_faults(choice: Documentation, kept: Kept, field: str) -> tuple[Fault, ...]:
    """Hold what she has chosen: STOPP for what she does not want kept, with the reason."""
    if allows(choice, kept):
        return ()
    return (stopp(field, _SENTENCES[kept], SOURCE),)


def lessened(person: Person, choice: Documentation) -> Person:
    """Return the person with only what may be kept of her under a choice."""
    fewer = person
    if not allows(choice, Kept.NAME):
        fewer = replace(
            fewer,
            identity=Identity.ANONYMOUS,
            first_name="",
            alias="",
            language="",
            participation_note="",
            named_on=None,
        )
    if not allows(choice, Kept.LAST_NAME):
        fewer = replace(fewer, last_name="")
        if fewer.identity is Identity.KNOWN and not fewer.first_name:
            fewer = replace(fewer, identity=Identity.ALIAS if fewer.alias else Identity.ANONYMOUS)
    if not allows(choice, Kept.BIRTH_DATE):
        fewer = replace(fewer, birth=_year(fewer.birth), deceased=_year(fewer.deceased))
    return fewer


def _year(known: PartialDate | None) -> PartialDate | None:
    """Return only the year of a day."""
    if known is None or not known.exact:
        return known
    return PartialDate.from_stored(known.to_stored()[:4])


def choice_faults(case: Case, *, before: Case | None = None) -> tuple[Fault, ...]:
    """Check a choice against her consent and the regime.

    More than statistics is kept only of somebody who has not said no, and going from anonymous
    to more wants her yes (I4). A placement is documented (L13, L14). ``before`` is the case as
    it was: what was settled once is not asked about again.
    """
    faults: list[Fault] = []
    same = before is not None and (
        before.documentation is case.documentation
        and before.documentation_consent is case.documentation_consent
        and before.regime is case.regime
    )
    if same:
        return ()
    placed = case.regime in PLACED
    more = case.documentation is not Documentation.STATISTICS_ONLY
    if more and case.documentation_consent is Answer.NO and not placed:
        faults.append(
            stopp(
                "documentation",
                "Hon godkänner inte att ni dokumenterar. Välj Endast statistik.",
                SOURCE,
            )
        )
    was_anonymous = before is not None and before.documentation is Documentation.STATISTICS_ONLY
    if more and was_anonymous and case.documentation_consent is not Answer.YES and not placed:
        faults.append(
            stopp(
                "documentation_consent",
                "Fråga om hon godkänner dokumentationen innan ni skriver mer än statistik.",
                "domain.md I4",
            )
        )
    if placed and case.documentation is not Documentation.FULL:
        faults.append(
            varna(
                "documentation",
                "En placering ska dokumenteras. Skriv vem som har beslutat om undantaget.",
                "domain.md L13",
            )
        )
    return tuple(faults)
