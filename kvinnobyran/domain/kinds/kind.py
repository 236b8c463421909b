"""What a kind of intervention is. The kinds themselves are one file each beside this one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from kvinnobyran.domain import kinds
from kvinnobyran.domain.faults import Fault
from kvinnobyran.domain.kinds.cycle import TRANSITIONS, Cycle
from kvinnobyran.domain.session import SessionForm, Theme

if TYPE_CHECKING:
    from kvinnobyran.domain.intervention import Intervention
    from kvinnobyran.domain.session import CounsellingSession

Rule: TypeAlias = Callable[["Intervention", date], Iterable[Fault]]
"""A rule of one kind alone: the intervention and the office's day, all its faults."""
SessionRule: TypeAlias = Callable[["CounsellingSession", date], Iterable[Fault]]
"""The same for its sessions."""


class Asks(StrEnum):
    """What the sheet of a session may ask for beside day, time and how it went."""

    FORM = "form"
    INTERPRETER = "interpreter"
    THEMES = "themes"
    CHILDREN = "children"
    EFFECT = "effect"


@dataclass(frozen=True, slots=True)
class Method:
    """How the support is given (A7, A22). Two kinds that share one name the same object."""

    value: str
    label: str

    def to_stored(self) -> str:
        """Return what the database stores."""
        return self.value

    @classmethod
    def from_stored(cls, value: str) -> "Method":
        """Return a method of any kind. Raises :class:`LookupError` for one that nobody has."""
        for kind in kinds.KINDS:
            for method in kind.methods:
                if method.value == value:
                    return method
        message = "no kind of intervention has this method"
        raise LookupError(message)

    def __str__(self) -> str:
        return self.value


# Two kinds are the same only when they are one object: functions in them do not compare.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class InterventionKind:
    """One kind of support, with all that is its own.

    ``value`` is stored and is in every report's JSON, ``label`` is on the screen.
    ``meeting`` is what one of its sessions is called at the head of a line ("Samtal"),
    ``new_meeting`` what the button says ("Nytt samtal"), ``the_meeting`` and ``meetings``
    its forms in the middle of a sentence ("samtalet", "samtal"), ``saved`` what is said when
    one is written down. ``about`` is the sentence
    that tells a newcomer what it is.
    """

    value: str
    label: str
    about: str = ""
    meeting: str = "Samtal"
    new_meeting: str = "Nytt samtal"
    the_meeting: str = "samtalet"
    meetings: str = "samtal"
    saved: str = "Samtalet är sparat"
    methods: tuple[Method, ...] = ()
    asks: frozenset[Asks] = field(default_factory=lambda: frozenset(Asks))
    themes: tuple[Theme, ...] = tuple(Theme)
    forms: tuple[SessionForm, ...] = tuple(SessionForm)
    purpose_agreed: bool = False
    """Whether purpose and most acute needs are decided with her before it goes on (A2)."""
    cycle: Cycle = field(default_factory=lambda: TRANSITIONS)
    rules: tuple[Rule, ...] = ()
    session_rules: tuple[SessionRule, ...] = ()

    @classmethod
    def from_stored(cls, value: str) -> "InterventionKind":
        """Return the kind of the registry. Raises :class:`LookupError` for an unknown one."""
        for kind in kinds.KINDS:
            if kind.value == value:
                return kind
        message = "no such kind of intervention is registered"
        raise LookupError(message)

    def to_stored(self) -> str:
        """Return what the database stores."""
        return self.value

    def __str__(self) -> str:
        return self.value
