"""What changed between two versions of a record, in words (domain.md 3.1: versioned)."""

from collections.abc import Mapping
from typing import Any

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.dates import PartialDate

NOTHING = "inget"


def differences(earlier: object, later: object, fields: Mapping[str, str]) -> tuple[str, ...]:
    """Return one sentence for each named field that is not the same in both.

    ``fields`` are field names with their Swedish labels, in the order of the screen. What was
    written at length is only said to be new, changed or taken away: both texts stand beside.
    """
    found = (_difference(getattr(earlier, name), getattr(later, name)) for name in fields)
    return tuple(
        f"{label}: {words}." for label, words in zip(fields.values(), found, strict=True) if words
    )


def _difference(before: Any, after: Any) -> str:  # noqa: ANN401 - any field
    if before == after:
        return ""
    if isinstance(before, frozenset) and isinstance(after, frozenset):
        return _of_sets(before, after)
    if isinstance(before, str) and not isinstance(before, Code):
        return _of_texts(before.strip(), str(after).strip())
    return f"{_words(before)} blev {_words(after)}"


def _of_sets(before: frozenset[Any], after: frozenset[Any]) -> str:
    """Return what was added to a set of codes and what was taken away."""
    added, gone = _listed(after - before), _listed(before - after)
    parts = [f"{added} tillkom" if added else "", f"{gone} togs bort" if gone else ""]
    return ", ".join(part for part in parts if part)


def _of_texts(before: str, after: str) -> str:
    if before == after:
        return ""
    if not before:
        return "ny text"
    return "ändrad text" if after else "texten togs bort"


def _listed(codes: frozenset[Any]) -> str:
    labels = [code.label for code in sorted(codes, key=_place)]
    return f"{', '.join(labels[:-1])} och {labels[-1]}" if len(labels) > 1 else "".join(labels)


def _place(code: Code) -> int:
    return list(type(code)).index(code)


def _words(value: Any) -> str:  # noqa: ANN401 - any field
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, Code | PartialDate):
        return value.label
    return str(value)
