"""The rows of Idag in words: pure, so that what is overdue can be held by tests."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from kvinnobyran.domain.apartment import DayState
from kvinnobyran.domain.date_entry import read_date
from kvinnobyran.domain.dates import long_label, week_label
from kvinnobyran.flows.drafts import Draft
from kvinnobyran.store.homes import Home
from kvinnobyran.store.today import AttentionRow, DueRow
from kvinnobyran.ui.kit.card import Line
from kvinnobyran.ui.kit.icons import Icon

DONE = "Markera som klar"
_ICONS = {
    "task": Icon.CLOCK,
    "assessment_call": Icon.BOOKED,
    "counselling_session": Icon.SUPPORT,
    "trappan_session": Icon.SUPPORT,
    "journal_note": Icon.SIGN,
    "child_note": Icon.SIGN,
    "inquiry": Icon.PHONE,
    "concern_report": Icon.WARNING,
    "trappan_programme": Icon.SIGN,
    "support_case": Icon.CASES,
    "authority_contact": Icon.VISIT,
    "handover": Icon.PEOPLE,
    "group_meeting": Icon.GROUPS,
    "lesson": Icon.SCHOOL,
    "outreach": Icon.PEOPLE,
    "supervision": Icon.PEOPLE,
}
IN_SCHOOL = frozenset({"lesson", "outreach", "supervision"})
"""Rows that open at the place Skola; so do concerns that belong to no case."""
AT_SCHOOL = frozenset({"domain.md A17", "domain.md A19", "domain.md P2", "domain.md T8"})
"""Rules whose tasks, when they belong to no case, are about something at the place Skola."""
_DRAFTS = {
    "inquiry": "Påbörjad kontakt",
    "assessment": "Bedömningssamtal",
    "assessment_booking": "Bokning av bedömningssamtal",
    "assessment_rebooking": "Ombokning av bedömningssamtal",
    "case": "Ärendets uppgifter",
    "closing": "Avslut av ärende",
    "concern_report": "Oro för barn",
    "contact_use": "Användning av kontaktväg",
    "contact_way": "Kontaktväg",
    "comparing": "Jämförelse av två personer",
    "correction": "Rättelse av anteckning",
    "custody": "Vårdnad",
    "guardian": "Kontakt med vårdnadshavare",
    "identity_number": "Personnummer",
    "kin": "Person runt henne",
    "merging": "Sammanslagning av personer",
    "protection": "Skydd",
    "relating": "Koppling till en person",
    "unmerging": "Ångrad sammanslagning",
    "intervention": "Insats",
    "intervention_aftercare": "Eftervård efter insats",
    "intervention_end": "Avslut av insats",
    "intervention_pause": "Paus i insats",
    "intervention_start": "Start av insats",
    "goal": "Mål",
    "goal_appraisal": "Skattning av mål",
    "action_plan": "Handlingsplan",
    "plan_follow_up": "Uppföljning av handlingsplan",
    "plan_print": "Utskrift av handlingsplan",
    "effect_dialogue": "Dialog om effekten",
    "journal_note": "Anteckning",
    "timeline_event": "Händelse på tidslinjen",
    "timeline_line": "Påbörjad rad på tidslinjen",
    "pausing": "Paus i ärende",
    "person": "Personuppgifter",
    "session": "Samtal",
    "violence": "Våldsutsatthet",
    "authority_contact": "Kontakt med myndighet",
    "authority_matter": "Fråga till myndighet",
    "consent": "Samtycke",
    "child_consent": "Samtycke för barn",
    "consent_withdrawal": "Återkallat samtycke",
    "consent_decision": "Beslut om barn",
    "consent_paper": "Samtycke på papper",
    "disclosure": "Utlämnat",
    "disclosure_request": "Begäran om uppgifter",
    "returning": "Vad som gäller än",
    "task": "Uppgift",
    "document": "Dokument",
    "trappan": "Erbjudande om Trappan",
    "trappan_parent_talk": "Föräldrasamtal före Trappan",
    "trappan_safety": "Trygghetskontroll före Trappan",
    "trappan_start": "Start av Trappan",
    "trappan_step": "Nästa steg i Trappan",
    "trappan_pause": "Paus i Trappan",
    "trappan_resume": "Återupptagen Trappan",
    "trappan_concern": "Orosbedömning",
    "trappan_finish": "Avslut av Trappan",
    "trappan_break_off": "Avbrott i Trappan",
    "trappan_share": "Vad som får berättas för en förälder",
    "trappan_feedback": "Återkoppling till förälder",
    "trappan_session": "Trappansamtal",
    "child_note": "Anteckning i ett barns akt",
    "child_note_correction": "Rättelse i ett barns akt",
    "child_drawing": "Teckning i ett barns akt",
    "child_showing": "Fråga om att läsa ett barns akt",
    "placement": "Placering",
    "placement_enrolment": "Beslut om inskrivning",
    "placement_refusal": "Placering som inte blev av",
    "placement_days": "Andra dagar för en placering",
    "placement_move_in": "Inflyttning",
    "placement_extension": "Förlängning av placering",
    "placement_discharge": "Beslut om utskrivning",
    "placement_move_out": "Utflyttning",
    "placement_aftercare": "Eftervård efter placering",
    "placement_child": "Barn i placering",
    "placement_pet": "Djur i placering",
    "placement_offer": "Svar på erbjudande",
    "home_step": "Steg mot egen bostad",
    "reservation_decision": "Beslut om reservation",
    "reservation_conflict": "Konflikt i kalendern",
    "document_copy": "Okrypterad kopia av dokument",
    "reservation": "Reservation",
    "apartment_closure": "Spärr av lägenhet",
    "stay_days": "Nya dagar i kalendern",
    "group": "Grupp",
    "group_type": "Sorts grupp",
    "group_plan": "Planering av tillfällen",
    "group_calling_off": "Inställd grupp",
    "group_membership": "Ny deltagare i grupp",
    "group_place": "Deltagande i grupp",
    "group_moving": "Byte av grupp",
    "group_next_term": "Nästa termin",
    "group_statement": "Intyg om deltagande",
    "group_meeting": "Tillfälle i grupp",
    "group_cancelling": "Inställt tillfälle",
    "group_catch_up": "Kapitel som tas igen",
    "group_evaluation": "Utvärdering av grupp",
    "unsuitable_pair": "Olämplig kombination",
    "lesson": "Lektion",
    "lesson_tally": "Frågor före och efter en lektion",
    "outreach": "Utåtriktat eller möte",
    "volunteer": "Volontär",
    "volunteer_hours": "Volontärtid",
    "supervision": "Handledning",
    "working_note": "Arbetsminne",
    "working_note_erasing": "Radering av arbetsminne",
}
IN_CALENDAR = frozenset({"reservation", "apartment_closure", "stay_days"})
"""Drafts that are gone on with in the calendar, when they belong to no case."""
_MOST_DATE_WORDS = 3
_MOST = 7
"""So many rows of one kind are shown, and one more if it is the last."""


def heading(today: date) -> str:
    """Return ``Söndag 22 november 2026 · vecka 47``."""
    label = long_label(today)
    return f"{label[0].upper()}{label[1:]} · {week_label(today)}"


def clock(at: time | None) -> str:
    """Return ``kl. 9.30``, or nothing."""
    return "" if at is None else f"kl. {at.hour}.{at.minute:02d}"


def ago(day: date, today: date) -> str:
    """Return how long ago a day was, in words."""
    days = (today - day).days
    if days <= 0:
        return "idag"
    return "igår" if days == 1 else f"för {days} dagar sedan"


def in_order(rows: Iterable[DueRow], today: date) -> list[DueRow]:
    """Return today's things by the clock first, then what is overdue, the latest first.

    A session at ten must not stand below what has waited since last year.
    """
    rows = list(rows)
    now = sorted(
        (row for row in rows if row.day >= today), key=lambda row: (row.day, row.at or time.max)
    )
    late = sorted((row for row in rows if row.day < today), key=lambda row: row.day, reverse=True)
    return [*now, *late]


def due_line(row: DueRow, today: date) -> Line:
    """Return a row of Att göra idag. What is overdue says so in words."""
    late = (today - row.day).days
    if late > 0:
        aside = "Försenad en dag" if late == 1 else f"Försenad {late} dagar"
    else:
        aside = clock(row.at) or "Idag"
    return Line(
        key=row,
        text=row.what,
        detail=row.code or "",
        aside=aside,
        icon=_ICONS.get(row.table),
        tone="danger" if late > 0 else "muted",
        done_text=DONE if row.table == "task" else "",
    )


def attention_line(row: AttentionRow, today: date) -> Line:
    """Return a row of Behöver uppmärksamhet."""
    unsigned = f"{row.number} osignerade anteckningar i ett barns akt"
    return Line(
        key=row,
        text=unsigned if row.number > 1 else row.what,
        detail=row.code or "",
        aside=ago(row.day, today),
        icon=_ICONS.get(row.table),
    )


def home_line(home: Home) -> Line:
    """Return a row of Boende: the apartment's code, days left, and from when it is free."""
    free = f"Ledig från {home.free_from}" if home.free_from else "Ledig dag är inte känd"
    aside = home.state.label
    if home.days_left is not None:
        left = home.days_left
        aside = f"{left} dagar kvar" if left > 1 else "Flyttar imorgon" if left == 1 else "Idag"
        if left < 0:
            aside = "Slutdagen har passerat"
    urgent = home.state in {DayState.CONFLICT, DayState.CLOSED} or (
        home.days_left is not None and home.days_left < 0
    )
    who = f"{home.case_code} · " if home.case_code else ""
    words = home.state.label if home.state is not DayState.FREE else "Ledig nu"
    return Line(
        key=home,
        text=home.code,
        detail=f"{who}{words}{'' if home.state is DayState.FREE else f' · {free}'}",
        aside="" if home.state is DayState.FREE else aside,
        icon=Icon.VISIT,
        tone="danger" if urgent else "muted",
    )


def draft_line(draft: Draft, code: str, now: datetime) -> Line:
    """Return a row of Utkast som väntar. Nothing of what is typed is shown."""
    at = draft.updated_at.astimezone(now.tzinfo)
    day = ago(at.date(), now.date())
    return Line(
        key=(draft.kind, draft.record),
        text=_DRAFTS.get(draft.kind, "Påbörjat formulär"),
        detail=code,
        aside=f"{day} {clock(at.time())}",
        icon=Icon.PHONE if draft.kind == "inquiry" else Icon.EDIT,
    )


def is_call(what: str) -> bool:
    """Tell whether a task in somebody's own words is a call that was promised (5.17).

    >>> is_call("Ring BVC imorgon"), is_call("Ringa in lägenheten i kalendern")
    (True, False)
    """
    return what.split(maxsplit=1)[:1] in (["Ring"], ["ring"])


def read_task(text: str, today: date) -> tuple[str, date]:
    """Return what to do and by when: a day said last ("Ring BVC imorgon") is the day.

    Only a day from today on counts, and something must be left to do.
    """
    words = text.split()
    for number in range(min(_MOST_DATE_WORDS, len(words) - 1), 0, -1):
        day = read_date(" ".join(words[-number:]), today)
        if day is not None and day >= today:
            return " ".join(words[:-number]), day
    return text.strip(), today


def without(rows: Iterable[AttentionRow], drafts: Iterable[Draft]) -> list[AttentionRow]:
    """Return the rows that do not already stand among the drafts; of several one may."""
    waiting = {draft.record for draft in drafts}
    return [row for row in rows if row.number > 1 or row.id not in waiting]


@dataclass(frozen=True, slots=True)
class More:
    """The rows of a kind that are not shown yet."""

    kind: str


def folded(
    lines: Sequence[Line], kind_of: Callable[[Line], str], unfolded: Collection[str]
) -> list[Line]:
    """Return the lines with no more than seven of a kind, and a way to the rest of it.

    A kind that floods the day hides all others. ``""`` is a kind that is never folded.
    """
    number = Counter(map(kind_of, lines))
    flooding = {kind for kind, many in number.items() if kind and many > _MOST + 1} - {*unfolded}
    shown: list[Line] = []
    seen: Counter[str] = Counter()
    for line in lines:
        kind = kind_of(line)
        seen[kind] += 1
        if kind not in flooding or seen[kind] <= _MOST:
            shown.append(line)
        elif seen[kind] == _MOST + 1:
            rest = number[kind] - _MOST
            shown.append(
                Line(key=More(kind), text=f"Visa {rest} till", detail=line.text, icon=line.icon)
            )
    return shown
