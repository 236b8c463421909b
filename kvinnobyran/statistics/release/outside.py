"""The tables that a municipality or the steering group gets: few variables, coarse groups.

disclosure.md 3.2 step 0: redesign comes before any algorithm. Fixed categories, one question a
table for a half-year, two where the period is a year or longer (4.3), nothing in four ways.

The list of them: each with its question and its definition; the groups are in ``groups.py``.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from kvinnobyran.domain.inquiry import Caller
from kvinnobyran.statistics import (
    authority_tables,
    case_tables,
    contacts,
    meetings,
    reading,
    rows,
    unique,
    violence,
    women,
)
from kvinnobyran.statistics.makers import counted
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.release import groups
from kvinnobyran.statistics.tables import BasePart, Dimension, Head, Table
from kvinnobyran.statistics.tally import cells, stated, values
from kvinnobyran.store.reader import Reader

LONG: Final = 330
"""From so many days on, tables of two questions are tried (disclosure.md 4.3)."""

HIGHLIGHTS: Final = (
    BasePart("förfrågningar", contacts.INQUIRIES, {}),
    BasePart("bedömningssamtal genomförda", meetings.CALLS, {"call_state": "held"}),
    BasePart("kvinnor med stöd", women.WOMEN, {"contact": "support"}),
    BasePart("samtal genomförda", meetings.SESSIONS, {}),
)
"""What "Perioden i korthet" shows."""

_SUPPORT: Final = {"contact": "support"}
_ASSESSED: Final = {"assessed": "yes"}


def tables(reader: Reader, period: Period) -> Iterator[Table]:
    """Yield every table of the house itself that goes to somebody outside, exact as yet."""
    material = reading.read(reader, period)
    yield from _contacts(material)
    yield from _calls(material)
    yield from _women(reader, material)
    yield from _occasions(material)
    yield _authorities(reading.authorities(reader, period))
    yield from _cases(material)
    yield _concerns(material)


def _contacts(material: rows.Material) -> Iterator[Table]:
    found = material.inquiries
    marks = [
        (
            row,
            {
                "channel": row.channel.value,
                "outcome": row.outcome.value if row.outcome else "open",
            },
        )
        for row in found
    ]
    for id_, dimensions, title in (
        (contacts.INQUIRIES, (contacts.CHANNELS,), "Förfrågningar efter kanal"),
        ("inquiry_outcomes", (contacts.OUTCOMES,), "Förfrågningar efter utfall"),
        (
            "inquiry_ways",
            (contacts.CHANNELS, contacts.OUTCOMES),
            "Förfrågningar efter kanal och utfall",
        ),
    ):
        if len(dimensions) > 1 and material.period.days < LONG:
            continue
        yield counted(
            [Head(row.id, (row.day,), mark) for row, mark in marks],
            dimensions,
            id_=id_,
            title=title,
            counts="inquiries",
            unit="förfrågningar",
            once=True,
            definition="Varje samtal, sms, brev, e-post eller besök där någon söker stöd räknas "
            "en gång, den dag det kom in. Den som är anonym räknas som en kontakt och aldrig som "
            "en person. Samma kvinna kan ha tagit flera kontakter.",
        )
    yield counted(
        [Head(row.id, (row.day,), {"caller": stated(row.caller)}) for row in found],
        (contacts.CALLERS,),
        id_="inquiry_callers",
        title="Vem som tog kontakt",
        counts="inquiries",
        unit="förfrågningar",
        once=True,
        definition="Alla förfrågningar under perioden, efter vem som hörde av sig.",
    )
    yield counted(
        [
            Head(
                row.id,
                (row.day,),
                {"stated_form": values(row.violence_stated) or frozenset({"none_stated"})},
            )
            for row in found
        ],
        (contacts.STATED,),
        id_="stated_violence",
        title="Våldsformer uppgivna vid kontakt",
        counts="inquiries",
        unit="förfrågningar",
        once=True,
        base=(BasePart("förfrågningar", contacts.INQUIRIES, {}),),
        note="Flera former kan uppges i en kontakt. Raderna kan inte läggas ihop.",
        definition="Vad den som hörde av sig själv berättade. Ingen bedömning är gjord, och det "
        "är kontakter som räknas, inte kvinnor.",
    )


def _calls(material: rows.Material) -> Iterator[Table]:
    heads = [
        Head(row.id, (row.day,), {"call_result": groups.result(row)}) for row in material.calls
    ]
    yield counted(
        [
            Head(
                head.who,
                head.days,
                {"call_state": groups.state_of(str(head.mark["call_result"]))},
            )
            for head in heads
        ],
        (groups.STATES,),
        id_=meetings.CALLS,
        title="Bedömningssamtal",
        counts="assessment_calls",
        unit="bedömningssamtal",
        once=True,
        definition="Alla bedömningssamtal vars bokade dag ligger i perioden. Ett ombokat samtal "
        "står både på sin första dag, som ombokat, och på sin nya.",
    )
    yield counted(
        heads,
        (groups.RESULTS,),
        id_="assessment_outcomes",
        title="Vad bedömningssamtalen ledde till",
        counts="assessment_calls",
        unit="bedömningssamtal",
        once=True,
        definition="Samma bedömningssamtal, de genomförda efter vad samtalet kom fram till.",
    )


def _women(reader: Reader, material: rows.Material) -> Iterator[Table]:
    firsts, sent = reading.first_meetings(reader), reading.senders(reader)
    hidden = reading.protected(reader)
    found = [(person, woman) for person, woman in unique.women_by_id(material).items()]
    met = unique.meetings_by_woman(material)
    yield counted(
        [
            Head(who, (each.day,), {"contact": groups.contact(each)})
            for who, own in met.items()
            for each in own
        ],
        (groups.CONTACT,),
        id_=women.WOMEN,
        title="Unika kvinnor",
        counts="women",
        unit="kvinnor",
        note="En kvinna kan ha fått både bedömning och stöd. Raderna kan inte läggas ihop.",
        definition=women.UNIQUE,
    )
    yield counted(
        [
            Head(who, (each.day,), {"newness": _newness(each, material, firsts)})
            for who, own in met.items()
            for each in own
        ],
        (groups.NEWNESS,),
        id_="women_newness",
        title="Nya och återkommande kvinnor",
        counts="women",
        unit="kvinnor",
        note="Övriga hade kontakt redan när perioden började, eller är bara med i en grupp.",
        definition="Ny är den som i perioden var här för första gången i sitt första ärende. "
        "Återkommande är den vars ärende började i perioden och som har ett tidigare ärende, "
        "eller själv säger att hon har haft kontakt.",
    )
    yield counted(
        [
            Head(who, (each.day,), {meetings.KIND: each.kind.value})
            for who, own in met.items()
            for each in own
            if isinstance(each, rows.SessionRow)
        ],
        (_kinds(),),
        id_=meetings.WOMEN_BY_KIND,
        title="Kvinnor per insats",
        counts="women",
        unit="kvinnor",
        within=_SUPPORT,
        note="En kvinna kan ha flera insatser. Raderna kan inte läggas ihop.",
        definition="Kvinnor med minst ett genomfört samtal i insatsen under perioden.",
    )
    yield from _lasting(found, met, sent, hidden)
    yield from _violence(met, long=material.period.days >= LONG, found=found)


def _lasting(
    found: list[tuple[str, unique.Woman]],
    met: dict[str, list[unique.Meeting]],
    sent: dict[str, Caller],
    hidden: frozenset[str],
) -> Iterator[Table]:
    """Yield what is said of a woman once, and stays as it was when she was first counted."""

    def home(who: str, woman: unique.Woman) -> str:
        return "unknown" if who in hidden else groups.home(woman)

    for dimension, id_, title, definition, of in (
        (
            groups.AGES, "women_by_age", "Unika kvinnor efter ålder",
            ("Ålder den dag kvinnan först var här i den första period hon räknades i. En "
             "uppskattad ålder räknas som hon har sagt den."),
            lambda _who, woman: groups.age(woman),
        ),
        (
            groups.HOMES, "women_by_municipality", "Unika kvinnor efter hemkommun",
            ("Hemkommun så som den var antecknad när kvinnan först räknades i en rapport. Den som "
             "har skyddade uppgifter räknas som ej känd."),
            home,
        ),
        (
            groups.CHILDREN, "women_by_children", "Unika kvinnor efter barn hemma",
            ("Barn hemma enligt bedömningssamtalen, så som det var antecknat när kvinnan först "
             "räknades i en rapport."),
            lambda _who, woman: groups.children(woman),
        ),
        (
            groups.HOUSING, "women_by_housing", "Unika kvinnor efter boende när de kom",
            ("Hur kvinnan bodde vid det första bedömningssamtalet, så som det var antecknat när "
             "hon först räknades i en rapport."),
            lambda _who, woman: groups.housing(woman),
        ),
        (
            groups.REFERRERS, "women_by_referrer", "Unika kvinnor efter vem som först tog kontakt",
            "Vem som hörde av sig i den första förfrågan som är knuten till kvinnan.",
            lambda who, _woman: groups.sender(who, sent),
        ),
    ):  # fmt: skip
        yield counted(
            [Head(who, _days(met[who]), {dimension.id: of(who, woman)}) for who, woman in found],
            (dimension,),
            id_=id_,
            title=title,
            counts="women",
            unit="kvinnor",
            definition=definition,
        )


def _violence(
    met: dict[str, list[unique.Meeting]], *, long: bool, found: list[tuple[str, unique.Woman]]
) -> Iterator[Table]:
    answers = [
        (who, each)
        for who, own in met.items()
        for each in own
        if isinstance(each, rows.FindingRow) and each.assessed
    ]
    yield counted(
        [Head(who, (each.day,), {"form": values(each.forms)}) for who, each in answers],
        (violence.BY_FORM,),
        id_="violence_forms",
        title="Våldsformer",
        counts="women",
        unit="kvinnor",
        within=_ASSESSED,
        base=(BasePart("bedömda", "violence_forms", {}),),
        note="En kvinna kan ha utsatts för flera former. Raderna kan inte läggas ihop.",
        definition="De sju våldsformerna enligt överenskommelsen, så som de bedömdes i perioden. "
        "Basen är de kvinnor vars våldsutsatthet är bedömd, också med svaret nej.",
    )
    yield counted(
        [Head(who, (each.day,), {"perpetrator": each.perpetrator.value}) for who, each in answers],
        (groups.PERPETRATORS,),
        id_="perpetrator_relations",
        title="Utövarens relation till kvinnan",
        counts="women",
        unit="kvinnor",
        within=_ASSESSED,
        base=(BasePart("bedömda", "violence_forms", {}),),
        note="Flera bedömningar kan säga olika. Raderna kan inte läggas ihop.",
        definition="Relationen enligt bedömningarna i perioden.",
    )
    if long:
        yield from _two_ways(found, met, answers)


def _two_ways(
    found: list[tuple[str, unique.Woman]],
    met: dict[str, list[unique.Meeting]],
    answers: list[tuple[str, rows.FindingRow]],
) -> Iterator[Table]:
    """Yield the tables of two questions, for a period that is long enough for them."""
    of = dict(found)
    yield counted(
        [
            Head(
                who,
                _days(met[who]),
                {
                    "age_group": groups.age(woman),
                    "children": groups.children(woman),
                },
            )
            for who, woman in found
        ],
        (groups.AGES, groups.CHILDREN),
        id_="women_by_age_and_children",
        title="Unika kvinnor efter ålder och barn hemma",
        counts="women",
        unit="kvinnor",
        definition="Samma uppgifter som i tabellerna om ålder och om barn, tillsammans.",
    )
    yield counted(
        [
            Head(
                who,
                (each.day,),
                {"form": values(each.forms), "age_group": groups.age(of[who])},
            )
            for who, each in answers
        ],
        (violence.BY_FORM, groups.AGES),
        id_="violence_forms_by_age",
        title="Våldsformer efter ålder",
        counts="women",
        unit="kvinnor",
        within=_ASSESSED,
        base=(BasePart("bedömda", "violence_forms", {}),),
        note="En kvinna kan ha utsatts för flera former. Raderna kan inte läggas ihop.",
        definition="Bedömda kvinnor i perioden efter våldsform och ålder.",
    )


def _occasions(material: rows.Material) -> Iterator[Table]:
    """Yield how many sessions there were, and for how long: guarded by the women behind."""
    held = [row for row in material.sessions if row.held]
    for id_, title, counts, unit, definition, weight in (
        (
            meetings.SESSIONS, "Genomförda samtal per insats", "sessions", "samtal",
            ("Samtal, möten och kontakter i en insats som genomfördes i perioden, oavsett var och "
             "hur. Uteblivna, avbokade och avbrutna räknas inte här."),
            _one,
        ),
        (
            "session_minutes", "Minuter i genomförda samtal", "minutes", "minuter",
            "De genomförda samtalens längd i minuter, så som den är antecknad.",
            _minutes,
        ),
    ):  # fmt: skip
        dimension = Dimension(
            id=meetings.KIND, label="Insats", categories=meetings.kind_categories()
        )
        yield Table(
            id=id_,
            title=title,
            counts=counts,
            unit=unit,
            persons=False,
            outside=True,
            guard=meetings.WOMEN_BY_KIND,
            dimensions=(dimension,),
            cells=cells(
                (dimension,), (({meetings.KIND: row.kind.value}, weight(row)) for row in held)
            ),
            definition=definition,
        )


def _authorities(found: Iterable[rows.AuthorityRow]) -> Table:
    return counted(
        [Head(row.person_id, (row.day,), {"authority": row.kind.value}) for row in found],
        (authority_tables.WOMENS,),
        id_="authority_women",
        title="Kvinnor med myndighetsstöd",
        counts="authority_women",
        unit="kvinnor",
        note="En kvinna kan ha fått stöd mot flera myndigheter. Raderna kan inte läggas ihop.",
        definition="Kvinnor med minst en genomförd kontakt med en myndighet i perioden.",
    )


def _cases(material: rows.Material) -> Iterator[Table]:
    for id_, title, dimension, heads, definition in (
        (
            "cases_opened", "Öppnade ärenden", case_tables.BEGINNINGS,
            [
                Head(row.id, (row.opened_on,), {"beginning": case_tables.beginning(row)})
                for row in material.cases
                if row.opened_on in material.period
            ],
            ("Ärenden som öppnades i perioden. En kvinna som kommer tillbaka får ett nytt "
             "ärende."),
        ),
        (
            "cases_closed", "Avslutade ärenden efter orsak", case_tables.REASONS,
            [
                Head(row.id, (row.closed_on,), {"close_reason": stated(row.close_reason)})
                for row in material.cases
                if row.closed_on is not None and row.closed_on in material.period
            ],
            "Ärenden som avslutades i perioden, efter orsaken.",
        ),
    ):  # fmt: skip
        yield counted(
            heads,
            (dimension,),
            id_=id_,
            title=title,
            counts=id_,
            unit="ärenden",
            once=True,
            definition=definition,
        )


def _concerns(material: rows.Material) -> Table:
    heads: list[Head] = []
    for row in material.concerns:
        for day, mark in (
            (row.arose_on, "noted"),
            (row.reported_on, "reported"),
            (row.answered_on, "answered"),
        ):
            if day is not None and day in material.period:
                heads.append(Head(row.id, (day,), {"concern": mark}))
    return counted(
        heads,
        (groups.CONCERNS,),
        id_="concerns",
        title="Oro för barn",
        counts="concerns",
        unit="tillfällen",
        definition="Tillfällen då oro för barn uppstod i perioden, och vad som hann göras i den.",
    )


def _one(row: rows.SessionRow) -> int:
    del row
    return 1


def _minutes(row: rows.SessionRow) -> int:
    return row.minutes


def _kinds() -> Dimension:
    return Dimension(
        id=meetings.KIND,
        label="Insats",
        categories=meetings.kind_categories(),
        total_label="Kvinnor med stöd",
        multiple=True,
        covering=True,
    )


def _newness(
    meeting: unique.Meeting, material: rows.Material, firsts: dict[str, date]
) -> frozenset[str]:
    """Return whether she came, or came back, with this meeting."""
    if meeting.case_id is None or meeting.day != firsts.get(meeting.case_id):
        return frozenset()
    again = any(case.id == meeting.case_id and case.continues for case in material.cases)
    return frozenset({"returning" if again else "new"})


def _days(own: Iterable[unique.Meeting]) -> tuple[date, ...]:
    return tuple(sorted({each.day for each in own}))
