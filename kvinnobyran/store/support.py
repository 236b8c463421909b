"""Questions about interventions and what belongs to them: sessions, goals, effect, plans."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.effect import EffectDialogue, Rhythm
from kvinnobyran.domain.goal import Goal, GoalAppraisal
from kvinnobyran.domain.intervention import Intervention, KindOnOffer
from kvinnobyran.domain.plan import ActionPlan, Measure
from kvinnobyran.domain.session import CounsellingSession, Participant
from kvinnobyran.domain.settings import EFFECT_SESSIONS, EFFECT_WEEKS
from kvinnobyran.domain.trappan_session import TrappanSession
from kvinnobyran.store.office import setting
from kvinnobyran.store.reader import Reader

MOST = 99
"""More sessions or weeks than this between two dialogues is a slip of the finger."""


def kinds_on_offer(reader: Reader) -> list[KindOnOffer]:
    """Return every kind with the days from and until it is offered (R5)."""
    return reader.all(KindOnOffer, "SELECT * FROM intervention_kind ORDER BY rowid")


def kind_on_offer(reader: Reader, kind: str) -> KindOnOffer | None:
    """Return the row of one kind, or None when no migration has put it there."""
    return reader.one(KindOnOffer, "SELECT * FROM intervention_kind WHERE kind = ?", (kind,))


def sessions_of(reader: Reader, intervention_id: str) -> list[CounsellingSession]:
    """Return the sessions of one intervention in order of time."""
    return reader.all(
        CounsellingSession,
        "SELECT * FROM counselling_session WHERE intervention_id = ?"
        " ORDER BY held_on, starts_at, rowid",
        (intervention_id,),
    )


@dataclass(frozen=True, slots=True)
class _Day:
    day: date


def held_days(reader: Reader, intervention_id: str) -> list[date]:
    """Return the days of the held sessions of one intervention in order of time."""
    rows = reader.all(
        _Day,
        "SELECT held_on AS day FROM counselling_session"
        " WHERE intervention_id = ? AND attendance = 'held' ORDER BY held_on",
        (intervention_id,),
    )
    return [row.day for row in rows]


def participants(reader: Reader, meeting_id: str) -> list[Participant]:
    """Return who else was at a session, or at an assessment call."""
    return reader.all(
        Participant,
        "SELECT * FROM session_participant WHERE session_id = ?1 OR assessment_call_id = ?1"
        " ORDER BY rowid",
        (meeting_id,),
    )


def is_taken(
    reader: Reader,
    session: CounsellingSession | TrappanSession,
    counsellor: str,
    *,
    but: Iterable[str] = (),
) -> bool:
    """Tell whether the counsellor has something else at that time (G7).

    What counts are other sessions that are planned or were held, with her or with a child, and
    booked assessment calls of her own cases. ``but`` are ids that are saved in the same step.
    """
    if session.starts_at is None:
        return False
    return bool(
        reader.value(
            """
            WITH busy AS (
                SELECT s.id, s.held_on AS day, s.starts_at AS at, s.minutes
                    FROM counselling_session AS s
                    JOIN intervention AS i ON i.id = s.intervention_id
                    WHERE s.held_on = :day AND i.counsellor = :counsellor
                    AND s.attendance IN ('planned', 'held', 'broken_off')
                UNION ALL SELECT t.id, t.held_on, t.starts_at, t.minutes
                    FROM trappan_session AS t WHERE t.held_on = :day
                    AND t.attendance IN ('planned', 'held', 'broken_off')
                    AND EXISTS (SELECT 1 FROM trappan_attendance AS seat
                        JOIN trappan_programme AS p ON p.id = seat.programme_id
                        WHERE seat.session_id = t.id AND p.counsellor = :counsellor)
                UNION ALL SELECT a.id, a.booked_for, a.booked_at, coalesce(a.minutes, 60)
                    FROM assessment_call AS a JOIN support_case AS c ON c.id = a.case_id
                    WHERE a.booked_for = :day AND c.counsellor = :counsellor
                    AND a.state = 'booked'
            )
            SELECT EXISTS (SELECT 1 FROM busy
                WHERE at IS NOT NULL AND id <> :id
                AND id NOT IN (SELECT value FROM json_each(:but))
                AND unixepoch(day || ' ' || at) < unixepoch(:day || ' ' || :start) + :minutes * 60
                AND unixepoch(:day || ' ' || :start) < unixepoch(day || ' ' || at) + minutes * 60)
            """,
            {
                "counsellor": counsellor,
                "id": session.id,
                "but": json.dumps(list(but)),
                "day": session.held_on.isoformat(),
                "start": session.starts_at.isoformat("minutes"),
                "minutes": session.minutes,
            },
        )
    )


def effect_rhythm(reader: Reader) -> Rhythm:
    """Return how often the dialogue about effect is to be held (A4)."""
    return Rhythm(
        sessions=_number(setting(reader, EFFECT_SESSIONS)),
        weeks=_number(setting(reader, EFFECT_WEEKS)),
    )


def dialogues(reader: Reader, intervention_id: str) -> list[EffectDialogue]:
    """Return the dialogues about the effect of one intervention in order of time."""
    return reader.all(
        EffectDialogue,
        "SELECT * FROM effect_dialogue WHERE intervention_id = ? ORDER BY held_on, rowid",
        (intervention_id,),
    )


def dialogue_of(reader: Reader, session_id: str) -> EffectDialogue | None:
    """Return the dialogue that was held at a session."""
    return reader.one(
        EffectDialogue, "SELECT * FROM effect_dialogue WHERE session_id = ?", (session_id,)
    )


def appraisals(reader: Reader, goal_id: str) -> list[GoalAppraisal]:
    """Return a goal's appraisals in order of time."""
    return reader.all(
        GoalAppraisal,
        "SELECT * FROM goal_appraisal WHERE goal_id = ? ORDER BY made_on, rowid",
        (goal_id,),
    )


def active_goals(reader: Reader, case_id: str) -> list[Goal]:
    """Return the goals that go on, in the order they were set."""
    return reader.all(
        Goal,
        "SELECT * FROM goal WHERE case_id = ? AND state = 'active' ORDER BY set_on, rowid",
        (case_id,),
    )


def plans(reader: Reader, case_id: str) -> list[ActionPlan]:
    """Return every version of a case's plan, newest first."""
    return reader.all(
        ActionPlan, "SELECT * FROM action_plan WHERE case_id = ? ORDER BY number DESC", (case_id,)
    )


def current_plan(reader: Reader, case_id: str) -> ActionPlan | None:
    """Return the version that holds now."""
    return reader.one(
        ActionPlan,
        "SELECT * FROM action_plan WHERE case_id = ? AND state IN ('agreed', 'followed_up')",
        (case_id,),
    )


def measures(reader: Reader, plan_id: str) -> list[Measure]:
    """Return what a version of a plan says is to be done, in its order."""
    return reader.all(
        Measure, "SELECT * FROM plan_measure WHERE plan_id = ? ORDER BY place, rowid", (plan_id,)
    )


def planned_until(reader: Reader, intervention_id: str, day: date) -> list[CounsellingSession]:
    """Return an intervention's planned sessions before a day."""
    return reader.all(
        CounsellingSession,
        "SELECT * FROM counselling_session WHERE intervention_id = ? AND attendance = 'planned'"
        " AND held_on < ? ORDER BY held_on, starts_at, rowid",
        (intervention_id, day.isoformat()),
    )


def running(reader: Reader, case_id: str) -> list[Intervention]:
    """Return the interventions of a case that go on or rest."""
    return reader.all(
        Intervention,
        "SELECT * FROM intervention WHERE case_id = ? AND state IN ('ongoing', 'paused')"
        " ORDER BY offered_on, rowid",
        (case_id,),
    )


def _number(text: str) -> int:
    return min(int(text), MOST) if text.isascii() and text.isdigit() else 0
