"""What stands on the papers of retention and rights, before it is paper (D5, D6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractEntry:
    """One record: its heading, its day and its lines."""

    heading: str
    day: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractPage:
    """What stands in the extract. ``left_out`` says how many of what was left out, and why."""

    entries: Sequence[ExtractEntry]
    left_out: Sequence[str] = ()
    log: Sequence[tuple[str, str, str]] = ()
    kept: str = ""
    hidden: bool = False
    made_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """The half page: what is kept, until when, and what she may ask. ``hidden``: no sender."""

    kept: Sequence[str]
    until: str
    rights: Sequence[str]
    hidden: bool
    made_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolLine:
    """One line of a protocol: label and value."""

    label: str
    value: str
