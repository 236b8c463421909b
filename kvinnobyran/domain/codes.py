"""Closed code lists: the logic depends on them, so they are enums with Swedish labels."""

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """A closed list. Each member is ``(stored value, Swedish label)``."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        """Make a member that is the stored value and carries its label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
