"""The life cycle that every kind of intervention shares (domain.md 3.2, "Insats (samtal)")."""

from collections.abc import Mapping
from typing import TypeAlias

from kvinnobyran.domain.codes import Code


class InterventionState(Code):
    """Where an intervention is in its life."""

    OFFERED = ("offered", "Erbjuden")
    DECLINED = ("declined", "Tackat nej")
    WAITING = ("waiting", "Väntar")
    ONGOING = ("ongoing", "Pågående")
    PAUSED = ("paused", "Pausad")
    COMPLETED = ("completed", "Avslutad enligt plan")
    BROKEN_OFF = ("broken_off", "Avbruten")
    AFTERCARE = ("aftercare", "Eftervård")


Cycle: TypeAlias = Mapping[InterventionState, frozenset[InterventionState]]
"""For each state, the states that may follow it."""

_S = InterventionState
TRANSITIONS: Cycle = {
    _S.OFFERED: frozenset({_S.DECLINED, _S.WAITING, _S.ONGOING}),
    _S.WAITING: frozenset({_S.DECLINED, _S.ONGOING}),
    _S.ONGOING: frozenset({_S.PAUSED, _S.COMPLETED, _S.BROKEN_OFF}),
    _S.PAUSED: frozenset({_S.ONGOING, _S.COMPLETED, _S.BROKEN_OFF}),
    _S.COMPLETED: frozenset({_S.AFTERCARE}),
    _S.BROKEN_OFF: frozenset({_S.AFTERCARE}),
    _S.DECLINED: frozenset(),
    _S.AFTERCARE: frozenset(),
}
WITHOUT_AFTERCARE: Cycle = {
    state: following - {_S.AFTERCARE} for state, following in TRANSITIONS.items()
}
"""The same for a kind after which nothing more follows of its own."""

OPEN_STATES = frozenset({_S.OFFERED, _S.WAITING, _S.ONGOING, _S.PAUSED})
"""What stands in the way of closing the case quietly."""
STARTED_STATES = frozenset({_S.ONGOING, _S.PAUSED, _S.COMPLETED, _S.BROKEN_OFF, _S.AFTERCARE})
RUNNING_STATES = frozenset({_S.ONGOING, _S.PAUSED})
ENDINGS = (_S.COMPLETED, _S.BROKEN_OFF)
ENDED_STATES = frozenset({*ENDINGS, _S.AFTERCARE})
