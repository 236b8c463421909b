"""What the people of a case are called on its page: never more than protection lets (S1)."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from kvinnobyran.domain.person import Identity, Person
from kvinnobyran.domain.protection import Grade, Protection
from kvinnobyran.domain.relation import FAMILY, Custody, CustodyKind, Relation
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.store.kin import Kin, around
from kvinnobyran.ui.kit.editors import Option

HERSELF = "Kvinnan i ärendet"


def kin_of(dossier: Dossier) -> list[Kin]:
    """Return everybody around the woman of a case."""
    return around(
        dossier.person.id,
        dossier.of(Person),
        dossier.of(Relation),
        dossier.of(Protection),
    )


def age(person: Person, today: date) -> str:
    """Return how old somebody is, as well as it is known."""
    if person.birth is None:
        return "ålder okänd"
    certain = person.birth.age(today)
    if certain is not None:
        guess = "" if person.birth.exact else "cirka "
        return f"{guess}{certain} år"
    youngest, oldest = person.birth.ages(today)
    return f"{youngest}–{oldest} år"


def names(dossier: Dossier, today: date) -> dict[str, str]:
    """Return what everybody in the case is called on its page, by id.

    Whoever is protected is called by what they are and their age; two alike are numbered.
    """
    found = {dossier.person.id: HERSELF}
    for each in kin_of(dossier):
        found.setdefault(each.person.id, named(each, today))
    alike = Counter(found.values())
    seen: Counter[str] = Counter()
    for id, name in found.items():
        if alike[name] > 1:
            seen[name] += 1
            found[id] = f"{name} ({seen[name]})"
    return found


def named(each: Kin, today: date) -> str:
    """Return what somebody around her is called: what she is, for who is protected (S1)."""
    kind = each.kind.label if each.kind else f"Hon är {each.relation.kind.label.casefold()}"
    person = each.person
    own = (person.first_name or person.alias) if each.kind in FAMILY else person.called
    if each.grade is not Grade.NONE or person.identity is Identity.ANONYMOUS or not own:
        return f"{kind}, {age(person, today)}" if each.kind in FAMILY else kind
    return f"{own}, {age(person, today)}" if person.birth else own


def choices(dossier: Dossier, today: date, *, but_not: str = "") -> list[Option]:
    """Return the woman and everybody around her, to choose from."""
    return [Option(id, label) for id, label in names(dossier, today).items() if id != but_not]


def custody_words(custodies: Iterable[Custody], child_id: str, called: dict[str, str]) -> str:
    """Return who decides for a child now, in words."""
    for custody in custodies:
        if custody.child_id != child_id or custody.valid_until is not None:
            continue
        if custody.kind in {CustodyKind.SOLE_A, CustodyKind.SOLE_B}:
            alone = next((called.get(each, "") for each in custody.decides), "")
            return f"Vårdnad: ensam, {alone.casefold() if alone == HERSELF else alone}"
        return f"Vårdnad: {custody.kind.label.casefold()}"
    return "Vårdnad: ej frågat"
