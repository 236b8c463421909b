"""Two records of one person become one, and can be two again for 30 days (domain.md I5)."""

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.person import Gender, Identity, Interpreter, Municipality, Person

MERGE_DAYS = 30
"""How long a merge can be taken back."""
NOT_MERGED = "De här två går inte att slå ihop."
"""Says no without saying why: the reason would itself be a link (domain.md I5, L19)."""

_NOTHING: tuple[Any, ...] = (
    None,
    "",
    Gender.NOT_ASKED,
    Interpreter.NOT_ASKED,
    Municipality.NOT_ASKED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """That a person's record took up another one's, in which step of the journal, and when."""

    id: str
    person_id: str
    step: int
    merged_on: date
    undone_on: date | None = None

    @property
    def last_day(self) -> date:
        """Return the last day on which it can be taken back."""
        return self.merged_on + timedelta(days=MERGE_DAYS)


def differences(kept: Person, gone: Person) -> tuple[str, ...]:
    """Return the names of the fields in which both say something, and not the same."""
    return tuple(
        name
        for name in _compared()
        if getattr(kept, name) not in _NOTHING
        and getattr(gone, name) not in _NOTHING
        and getattr(kept, name) != getattr(gone, name)
    )


def united(kept: Person, gone: Person, chosen: frozenset[str]) -> Person:
    """Return the one person: what ``kept`` does not say, and the ``chosen`` fields, from ``gone``.

    Whoever was anonymous and is the same as somebody with a name has that name.
    """
    taken = {
        name: getattr(gone, name)
        for name in _compared()
        if name in chosen or getattr(kept, name) in _NOTHING
    }
    one = replace(kept, **taken)
    named = bool(one.first_name or one.last_name)
    if one.identity is Identity.ANONYMOUS and (named or one.alias):
        one = replace(one, identity=Identity.KNOWN if named else Identity.ALIAS)
    return one


def merge_faults(kept: Person, gone: Person, *, apart: bool) -> tuple[Fault, ...]:
    """Check a merge. ``apart`` says that the two must never be connected; nobody learns why."""
    if kept.id == gone.id:
        return (stopp("other", "Det är samma person. Välj en annan.", "domain.md I5"),)
    if apart:
        return (stopp("other", NOT_MERGED, "domain.md I5"),)
    return ()


def unmerge_faults(merge: Merge, *, today: date) -> tuple[Fault, ...]:
    """Check that a merge can still be taken back."""
    if merge.undone_on is not None:
        return (stopp("", "Sammanslagningen är redan ångrad.", "domain.md I5"),)
    if today > merge.last_day:
        return (
            stopp(
                "",
                f"Det har gått mer än {MERGE_DAYS} dagar. Sammanslagningen står fast.",
                "domain.md I5",
            ),
        )
    return ()


def _compared() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Person) if field.name not in {"id", "named_on"})
