"""Whether time may have ended anything: the questions of every unlock.

They answer yes too often rather than too seldom. What has really come to its end is found by
the flow behind each (``flows/upkeep.py``), whose rooms are read only when there is a yes.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from kvinnobyran.store.reads import Reads

if TYPE_CHECKING:
    from kvinnobyran.store.database import Database

_LOOKED_AHEAD = "retention_looked_ahead"
_ADULT_AT_LEAST = 17
"""A guessed age is a year wrong at most."""


def a_purge_may_be_unfinished(reader: Reads, _today: date) -> bool:
    """Tell whether the program ended between a purge and the emptying of its traces (5.5)."""
    return bool(reader.value("SELECT EXISTS (SELECT 1 FROM meta WHERE name = 'purge_unfinished')"))


def working_notes_may_be_due(reader: Reads, today: date) -> bool:
    """Tell whether there is a working note at its last day, or one half written (G9)."""
    return bool(
        reader.value(
            "SELECT EXISTS (SELECT 1 FROM working_note WHERE delete_on <= ?)"
            " OR EXISTS (SELECT 1 FROM draft WHERE kind = 'working_note')",
            (today.isoformat(),),
        )
    )


def content_may_be_let_go(reader: Reads, _today: date) -> bool:
    """Tell whether there is content that no document names, or that was so and is not now."""
    return bool(
        reader.value(
            "SELECT 1 FROM document_part WHERE place = 0"
            " AND (let_go_on IS NOT NULL OR document_id NOT IN (SELECT id FROM document)) LIMIT 1"
        )
    )


def grounds_may_have_lapsed(reader: Reads, today: date) -> bool:
    """Tell whether a consent, a decision, a custody or a childhood may be over (T5, T6)."""
    return bool(
        reader.value(
            """
            SELECT EXISTS (
                SELECT 1 FROM trappan_programme AS p JOIN person AS c ON c.id = p.child_id
                WHERE p.state IN ('ready', 'contact', 'reconstruction', 'knowledge') AND (
                    EXISTS (SELECT 1 FROM consent AS s WHERE s.person_id = p.child_id
                        AND s.purpose = 'trappan' AND s.state = 'given'
                        AND s.valid_until < :today)
                    OR EXISTS (SELECT 1 FROM consent_decision AS d WHERE d.child_id = p.child_id
                        AND d.valid_until < :today)
                    OR EXISTS (SELECT 1 FROM custody AS k WHERE k.child_id = p.child_id
                        AND (k.valid_from IS NOT NULL OR k.valid_until IS NOT NULL))
                    OR iif(substr(c.birth, 1, 1) = '~',
                        CAST(substr(c.birth, 2) AS INTEGER) + :year
                            - CAST(substr(c.birth, instr(c.birth, '@') + 1, 4) AS INTEGER),
                        :year - CAST(substr(c.birth, 1, 4) AS INTEGER)) >= :adult))
            """,
            {"today": today.isoformat(), "year": today.year, "adult": _ADULT_AT_LEAST},
        )
    )


def reservations_may_have_run_out(reader: Reads, today: date) -> bool:
    """Tell whether a preliminary reservation has passed its last day (B3)."""
    return bool(
        reader.value(
            "SELECT EXISTS (SELECT 1 FROM reservation"
            " WHERE state = 'preliminary' AND expires_on < ?)",
            (today.isoformat(),),
        )
    )


def a_round_may_come(reader: Reads, today: date) -> bool:
    """Tell whether nobody has looked this month at what goes with no case (D2)."""
    known = reader.value("SELECT value FROM meta WHERE name = ?", (_LOOKED_AHEAD,))
    return bool(known != f"{today:%Y-%m}")


def looked_ahead(database: "Database", today: date) -> None:
    """Remember that it has been done this month."""
    with database.unjournalled("meta"):
        database.wire.change(
            "INSERT INTO meta (name, value) VALUES (?1, ?2)"
            " ON CONFLICT (name) DO UPDATE SET value = ?2",
            (_LOOKED_AHEAD, f"{today:%Y-%m}"),
        )


def readings_may_be_unreviewed(reader: Reads, today: date) -> bool:
    """Tell whether last month had readings that nobody has signed or been reminded of (D7)."""
    this = today.replace(day=1)
    month = (this - timedelta(days=1)).replace(day=1)
    name = f"{month:%Y-%m}"
    # A day more at each end: moments are kept in UTC, and the office lives in a zone.
    return bool(
        reader.value(
            "SELECT EXISTS (SELECT 1 FROM journal"
            " WHERE kind NOT IN ('insert', 'update', 'delete', 'forget', 'reason', 'redact')"
            " AND at >= :first AND at < :last AND kind IN ('read', 'child_file'))"
            " AND NOT EXISTS (SELECT 1 FROM journal WHERE record = :name"
            " AND tbl = 'access_review' AND kind = 'review_signed')"
            " AND NOT EXISTS (SELECT 1 FROM task WHERE cause = :cause AND rule = :rule)",
            {
                "first": (month - timedelta(days=1)).isoformat(),
                "last": (this + timedelta(days=1)).isoformat(),
                "name": name,
                "cause": f"access-review-{name}",
                "rule": "domain.md D7",
            },
        )
    )
