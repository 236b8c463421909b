"""The list is the registry: a new part of the case page is one line here."""

from collections.abc import Callable
from datetime import date, time

from kvinnobyran.domain.next_step import Step
from kvinnobyran.domain.person import Person
from kvinnobyran.store import tables as stored
from kvinnobyran.store.dossier import DOSSIER, Dossier
from kvinnobyran.ui.case.agreed.part import AGREED
from kvinnobyran.ui.case.assessment.part import ASSESSMENT
from kvinnobyran.ui.case.authorities.part import AUTHORITIES
from kvinnobyran.ui.case.consent.part import CONSENT
from kvinnobyran.ui.case.documents.part import DOCUMENTS
from kvinnobyran.ui.case.goals.part import GOALS
from kvinnobyran.ui.case.groups import GROUPS
from kvinnobyran.ui.case.inquiries import INQUIRIES
from kvinnobyran.ui.case.letters.part import LETTERS
from kvinnobyran.ui.case.moment import Flag, Moment
from kvinnobyran.ui.case.notes.part import NOTES
from kvinnobyran.ui.case.part import Opens, Part, SheetOf, Takes
from kvinnobyran.ui.case.people.kin import KIN
from kvinnobyran.ui.case.people.merging import MERGING
from kvinnobyran.ui.case.people.number import NUMBER
from kvinnobyran.ui.case.people.part import PEOPLE
from kvinnobyran.ui.case.people.protection import PROTECTION
from kvinnobyran.ui.case.placement.part import PLACEMENT
from kvinnobyran.ui.case.plan.part import PLAN
from kvinnobyran.ui.case.relation import RELATION
from kvinnobyran.ui.case.returning import RETURNING
from kvinnobyran.ui.case.rights import RIGHTS
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.case.safety.concern import CONCERN
from kvinnobyran.ui.case.safety.own_view import OWN_VIEW
from kvinnobyran.ui.case.safety.plan import SAFETY_PLAN
from kvinnobyran.ui.case.safety.risk import RISK
from kvinnobyran.ui.case.safety.violence import VIOLENCE
from kvinnobyran.ui.case.sessions.part import SESSIONS
from kvinnobyran.ui.case.support.part import SUPPORT
from kvinnobyran.ui.case.tasks import TASKS
from kvinnobyran.ui.case.timeline import TIMELINE
from kvinnobyran.ui.case.trappan.part import TRAPPAN
from kvinnobyran.ui.kit.notice import Tone

PARTS: tuple[Part, ...] = (
    TASKS,
    RETURNING,
    AGREED,
    PEOPLE,
    KIN,
    PROTECTION,
    NUMBER,
    MERGING,
    INQUIRIES,
    AUTHORITIES,
    CONSENT,
    ASSESSMENT,
    VIOLENCE,
    RISK,
    SAFETY_PLAN,
    CONCERN,
    OWN_VIEW,
    SUPPORT,
    GOALS,
    PLAN,
    SESSIONS,
    GROUPS,
    TRAPPAN,
    NOTES,
    PLACEMENT,
    DOCUMENTS,
    LETTERS,
    RIGHTS,
    RELATION,
    TIMELINE,
)
"""In the order in which their cards stand on a tab."""

TABLES: frozenset[str] = frozenset(stored.TABLES[kind] for kind in (Person, *DOSSIER)).union(
    *(part.tables for part in PARTS)
)
SHEETS: dict[str, SheetOf] = {kind: make for part in PARTS for kind, make in part.sheets.items()}
OPENS: dict[type, Opens] = {kind: does for part in PARTS for kind, does in part.opens.items()}
GUARDED: dict[str, Callable[[Room, str], str]] = {
    kind: whose for part in PARTS for kind, whose in part.guarded.items()
}
DEEDS: dict[str, Callable[[Room], object]] = {
    name: does for part in PARTS for name, does in part.deeds.items()
}
REASONS: dict[str, Callable[[Dossier, date], str]] = {
    name: why for part in PARTS for name, why in part.cannot.items()
}
STEPS: dict[Step, Takes] = {step: does for part in PARTS for step, does in part.steps.items()}

_HARDEST_FIRST = (Tone.DANGER, Tone.WARN, Tone.INFO, Tone.OK)


def moments(dossier: Dossier) -> list[Moment]:
    """Return everything that happened in a case, newest first."""
    found = (moment for part in PARTS for moment in part.moments(dossier))
    return sorted(
        found, key=lambda moment: (moment.day, moment.at or time.min, moment.id), reverse=True
    )


def flags(dossier: Dossier, today: date) -> list[Flag]:
    """Return what must be known before anything is done, the hardest first."""
    found = (flag for part in PARTS for flag in part.flags(dossier, today))
    return sorted(found, key=lambda flag: _HARDEST_FIRST.index(flag.tone))
