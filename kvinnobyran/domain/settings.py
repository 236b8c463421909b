"""The office's own settings and open lists: rows the office edits (domain.md sections 3 and 7)."""

from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.codes import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting of the office by its key; ``value`` is text."""

    id: str
    key: str
    value: str = ""


class OpenList(Code):
    """The lists the office edits. A value retires, it never vanishes."""

    LANGUAGE = ("language", "Språk")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenValue:
    """One value of an open list."""

    id: str
    of_list: OpenList
    label: str
    retired_on: date | None = None


DANGER_CHECKLIST = "danger_checklist"
"""Setting: the local checklist that unfolds at "Akut fara: ja" (experience.md 9.3)."""

PRACTICE = "practice"
"""Setting: ``yes`` in a fictitious office, which the window marks as Övning (domain.md 5.19)."""
PRACTICE_DAY = "practice_day"
"""Setting: the day on which the calendar of a fictitious office stands still, ``2027-12-15``."""

LOCK_MINUTES = "lock_minutes"
"""Setting: the office locks when the program has not been used for so many minutes."""
COMPUTER_LOCK_MINUTES = "computer_lock_minutes"
"""Setting: the same for the whole computer, counted by itself (experience.md 9.9)."""
LOCK_MINIMISED = "lock_minimised"
"""Setting: ``"1"`` when the office locks as the window is minimised."""
DISCLOSURE_THRESHOLD = "disclosure_threshold"
"""Setting: counts of persons below this are withheld outside; 5 to 10 (domain.md 7.7)."""
RETENTION_MONTHS = "retention_months"
"""Setting: months that a case of own support is kept after what was written last (D1)."""
CHILD_MONTHS = "retention_child_months"
"""Setting: the same for a child's own file; empty or ``0`` as the case it lies in (D1, L16)."""
EXAMPLE_CASE = "example_case"
"""Setting: the id of the invented case a new office may look at, empty when there is none."""
BACKUP_FOLDER = "backup_folder"
"""Setting: the folder that backups are written to; empty until one is chosen."""

EFFECT_SESSIONS = "effect_sessions"
"""Setting: ask about the effect of the talks after so many sessions; ``0`` never (A4)."""
EFFECT_WEEKS = "effect_weeks"
"""Setting: the same, after so many weeks."""

IDENTITY_NUMBERS = "identity_numbers"
"""Setting: ``"1"`` when the unit keeps personal identity numbers (domain.md section 7, 5)."""
WORKING_NOTE_LIFE = "working_note_days"
"""Setting: after so many days a working note erases itself (domain.md G9)."""
SPELLING = "spelling"
"""Setting: ``"1"`` while long texts are looked through for spelling mistakes."""
TRAPPAN_GROUNDS = "trappan_grounds"
"""Setting: the grounds the unit accepts for Trappan, with commas (domain.md T3; 7.2)."""
TRAPPAN_SESSIONS = "trappan_sessions"
"""Setting: how many sessions of Trappan are planned (domain.md 7.6)."""
IVO_MODE = "ivo_mode"
"""Setting: ``"1"`` when the apartments have a permit: suitability and föreståndare (L11, L12)."""
IVO_HEADS = "ivo_heads"
"""Setting: who may then decide who comes and leaves, with commas; empty: anybody."""
RESERVATION_DAYS = "reservation_days"
"""Setting: days that a preliminary reservation holds (domain.md B3)."""
VOLUNTEER_HOUR_VALUE = "volunteer_hour_value"
"""Setting: what a volunteer's hour is worth, kronor by year, ``2026:174,2027:175`` (R6)."""
VOLUNTEER_HOUR_SOURCE = "volunteer_hour_source"
"""Setting: where that value comes from, as the report says it."""

DEFAULTS: dict[str, str] = {
    VOLUNTEER_HOUR_VALUE: "",
    VOLUNTEER_HOUR_SOURCE: "",
    IVO_MODE: "0",
    IVO_HEADS: "",
    RESERVATION_DAYS: "7",
    WORKING_NOTE_LIFE: "30",
    SPELLING: "1",
    TRAPPAN_GROUNDS: "both,sole,board_for_one,placed_with,board_from_12,prevented,own",
    TRAPPAN_SESSIONS: "8",
    IDENTITY_NUMBERS: "0",
    EFFECT_SESSIONS: "5",
    EFFECT_WEEKS: "8",
    LOCK_MINUTES: "10",
    COMPUTER_LOCK_MINUTES: "10",
    LOCK_MINIMISED: "0",
    RETENTION_MONTHS: "24",
    BACKUP_FOLDER: "",
    DANGER_CHECKLIST: (
        "Ring 112 om någon är i fara nu.\n"
        "Fråga var hon är och om hon kan tala fritt.\n"
        "Bestäm ett ord som betyder att hon måste lägga på.\n"
        "Fråga om barnen är i säkerhet.\n"
        "Socialjouren Uppsala: skriv numret här i Inställningar."
    ),
}
"""What holds until the unit says otherwise (domain.md section 7)."""
