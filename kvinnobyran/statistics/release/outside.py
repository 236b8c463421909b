"""The tables that a municipality or the steering group gets: few variables, coarse groups.

disclosure.md 3.2 step 0: redesign comes before any algorithm. Fixed categories, one question a
table for a half-year, two where the period is a year or longer (4.3), nothing in four ways.

Long because it is a list: each table with its question, its groups and its definition.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from kvinnobyran.domain.assessment import AssessmentOutcome
from kvinnobyran.domain.case import CloseReason
from kvinnobyran.domain.inquiry import Caller, Channel, InquiryOutcome
from kvinnobyran.domain.organisation import AuthorityKind
from kvinnobyran.domain.violence import PerpetratorRelation, ViolenceForm
from kvinnobyran.statistics import contacts, meetings, rows, unique, women
from kvinnobyran.statistics.makers import counted
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.release import rows as outside_rows
from kvinnobyran.statistics.release.protecting import HOME, REFERRER
from kvinnobyran.statistics.tables import BasePart, Category, Dimension, Head, Table
from kvinnobyran.statistics.tally import NOT_STATED, categories, cells, stated, values
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

_CHANNELS: Final = Dimension(id="channel", label="Kanal", categories=categories(Channel))
_OUTCOMES: Final = Dimension(
    id="outcome",
    label="Utfall",
    categories=(*categories(InquiryOutcome), Category("open", "Inget utfall än")),
)
_CALLERS: Final = Dimension(
    id="caller", label="Vem tog kontakt", categories=(*categories(Caller), NOT_STATED)
)
_STATED: Final = Dimension(
    id="stated_form",
    label="Uppgiven våldsform",
    categories=(*categories(ViolenceForm), Category("none_stated", "Ingen våldsform uppgiven")),
    total_label="Alla förfrågningar",
    multiple=True,
    covering=True,
)
_HELD: Final = (*(f"held_{each.value}" for each in AssessmentOutcome), "held_open")
_NOT_HELD: Final = (
    Category("missed", "Uteblivet"),
    Category("cancelled", "Avbokat"),
    Category("rebooked", "Ombokat till annan dag"),
    Category("booked", "Bokat, inte avrapporterat"),
)
_RESULTS: Final = Dimension(
    id="call_result",
    label="Vad det ledde till",
    categories=(
        *(Category(f"held_{each.value}", f"Genomfört: {each.label}") for each in AssessmentOutcome),
        Category("held_open", "Genomfört: ingen bedömning än"),
        *_NOT_HELD,
    ),
)
_STATES: Final = Dimension(
    id="call_state",
    label="Hur det blev",
    categories=(Category("held", "Genomfört"), *_NOT_HELD),
    of="call_result",
    groups=(_HELD, *((each.id,) for each in _NOT_HELD)),
)
_CONTACT: Final = Dimension(
    id="contact",
    label="Kontakt",
    categories=(
        Category("support", "Stöd i en insats"),
        Category("assessment", "Bedömning"),
    ),
    total_label="Unika kvinnor",
    multiple=True,
    covering=True,
)
_NEWNESS: Final = Dimension(
    id="newness",
    label="Ny eller återkommande",
    categories=(Category("new", "Ny i perioden"), Category("returning", "Återkom i perioden")),
    total_label="Unika kvinnor",
    multiple=True,
)
_PERPETRATORS: Final = Dimension(
    id="perpetrator",
    label="Utövarens relation",
    categories=categories(PerpetratorRelation),
    total_label="Bedömda kvinnor",
    multiple=True,
)
_FORMS: Final = Dimension(
    id="form",
    label="Våldsform",
    categories=categories(ViolenceForm),
    total_label="Bedömda kvinnor",
    multiple=True,
)
_AGES: Final = Dimension(
    id="age_group",
    label="Ålder",
    categories=(
        Category("under_25", "Under 25 år"),
        Category("25_44", "25–44 år"),
        Category("45_up", "45 år och äldre"),
        Category("unknown", "Ålder okänd"),
    ),
)
_HOMES: Final = Dimension(
    id=HOME,
    label="Kommun",
    categories=(
        Category("uppsala", "Uppsala"),
        Category("county", "Annan i länet"),
        Category("elsewhere", "Annat län eller utland"),
        Category("unknown", "Ej känt eller skyddat"),
    ),
)
_CHILDREN: Final = Dimension(
    id="children",
    label="Barn hemma",
    categories=(
        Category("with_children", "Med barn"),
        Category("without_children", "Utan barn"),
        Category("unknown", "Ej känt"),
    ),
)
_REFERRERS: Final = Dimension(
    id=REFERRER,
    label="Vem som först tog kontakt",
    categories=(
        Category("herself", "Kvinnan själv eller anhörig"),
        Category("social", "Nexus eller annan socialtjänst"),
        Category("care", "Hälso- och sjukvård, BVC"),
        Category("other", "Skola, polis, annan verksamhet"),
        Category("unknown", "Ej antecknat"),
    ),
)
_SENT_BY: Final = {
    Caller.HERSELF: "herself",
    Caller.RELATIVE: "herself",
    Caller.NEXUS: "social",
    Caller.SOCIAL_SERVICES: "social",
    Caller.HEALTH_CARE: "care",
    Caller.CHILD_HEALTH: "care",
}
_BEGINNINGS: Final = Dimension(
    id="beginning",
    label="Ärendet",
    categories=(
        Category("first", "Första ärendet"),
        Category("again", "Tidigare ärende eller kontakt"),
    ),
)
_REASONS: Final = Dimension(
    id="close_reason", label="Orsak", categories=(*categories(CloseReason), NOT_STATED)
)
_CONCERNS: Final = Dimension(
    id="concern",
    label="Vad som gjordes",
    categories=(
        Category("noted", "Oro antecknad"),
        Category("reported", "Anmäld till socialtjänsten"),
        Category("answered", "Återkoppling kom"),
    ),
    multiple=True,
)
_AUTHORITIES: Final = Dimension(
    id="authority",
    label="Myndighet",
    categories=categories(AuthorityKind),
    total_label="Kvinnor med myndighetsstöd",
    multiple=True,
    covering=True,
)


def tables(reader: Reader, period: Period) -> Iterator[Table]:
    """Yield every table of the house itself that goes to somebody outside, exact as yet."""
    material = rows.read(reader, period)
    yield from _contacts(reader, period)
    yield from _calls(reader, period)
    yield from _women(reader, material)
    yield from _occasions(material)
    yield _authorities(reader, period)
    yield from _cases(reader, period)
    yield _concerns(reader, period)


def _contacts(reader: Reader, period: Period) -> Iterator[Table]:
    found = outside_rows.contacts(reader, period)
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
        (contacts.INQUIRIES, (_CHANNELS,), "Förfrågningar efter kanal"),
        ("inquiry_outcomes", (_OUTCOMES,), "Förfrågningar efter utfall"),
        ("inquiry_ways", (_CHANNELS, _OUTCOMES), "Förfrågningar efter kanal och utfall"),
    ):
        if len(dimensions) > 1 and period.days < LONG:
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
        (_CALLERS,),
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
        (_STATED,),
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


def _calls(reader: Reader, period: Period) -> Iterator[Table]:
    found = outside_rows.calls(reader, period)
    heads = [Head(row.id, (row.day,), {"call_result": _result(row)}) for row in found]
    yield counted(
        [
            Head(
                head.who,
                head.days,
                {"call_state": _coarser(_STATES, str(head.mark["call_result"]))},
            )
            for head in heads
        ],
        (_STATES,),
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
        (_RESULTS,),
        id_="assessment_outcomes",
        title="Vad bedömningssamtalen ledde till",
        counts="assessment_calls",
        unit="bedömningssamtal",
        once=True,
        definition="Samma bedömningssamtal, de genomförda efter vad samtalet kom fram till.",
    )


def _women(reader: Reader, material: rows.Material) -> Iterator[Table]:
    firsts, sent = outside_rows.first_meetings(reader), outside_rows.senders(reader)
    hidden = outside_rows.protected(reader)
    found = [(person, woman) for person, woman in unique.women_by_id(material).items()]
    met = unique.meetings_by_woman(material)
    yield counted(
        [
            Head(
                who,
                (each.day,),
                {"contact": "support" if isinstance(each, rows.SessionRow) else "assessment"},
            )
            for who, own in met.items()
            for each in own
        ],
        (_CONTACT,),
        id_=women.WOMEN,
        title="Unika kvinnor",
        counts="women",
        unit="kvinnor",
        note="En kvinna kan ha fått både bedömning och stöd. Raderna kan inte läggas ihop.",
        definition="Kvinnor, kända eller med alias, som i perioden hade minst ett genomfört "
        "samtal eller bedömningssamtal. Varje kvinna räknas en gång, hur många insatser hon än "
        "hade. Anonyma kontakter räknas som förfrågningar och aldrig som kvinnor.",
    )
    yield counted(
        [
            Head(who, (each.day,), {"newness": _newness(each, material, firsts)})
            for who, own in met.items()
            for each in own
        ],
        (_NEWNESS,),
        id_="women_newness",
        title="Nya och återkommande kvinnor",
        counts="women",
        unit="kvinnor",
        note="Övriga hade kontakt med Kvinnobyrån redan när perioden började.",
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
        return "unknown" if who in hidden else women.coarse_home(woman)

    def sender(who: str, _woman: unique.Woman) -> str:
        return _SENT_BY.get(sent[who], "other") if who in sent else "unknown"

    for dimension, id_, title, definition, of in (
        (
            _AGES, "women_by_age", "Unika kvinnor efter ålder",
            ("Ålder den dag kvinnan först var här i den första period hon räknades i. En "
             "uppskattad ålder räknas som hon har sagt den."),
            _age,
        ),
        (
            _HOMES, "women_by_municipality", "Unika kvinnor efter hemkommun",
            ("Hemkommun så som den var antecknad när kvinnan först räknades i en rapport. Den som "
             "har skyddade uppgifter räknas som ej känd."),
            home,
        ),
        (
            _CHILDREN, "women_by_children", "Unika kvinnor efter barn hemma",
            ("Barn hemma enligt bedömningssamtalen, så som det var antecknat när kvinnan först "
             "räknades i en rapport."),
            _children,
        ),
        (
            _REFERRERS, "women_by_referrer", "Unika kvinnor efter vem som först tog kontakt",
            "Vem som hörde av sig i den första förfrågan som är knuten till kvinnan.",
            sender,
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
        (_FORMS,),
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
        (_PERPETRATORS,),
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
                    "age_group": women.coarse_age(woman),
                    "children": women.with_or_without(woman.children),
                },
            )
            for who, woman in found
        ],
        (_AGES, _CHILDREN),
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
                {"form": values(each.forms), "age_group": women.coarse_age(of[who])},
            )
            for who, each in answers
        ],
        (_FORMS, _AGES),
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


def _authorities(reader: Reader, period: Period) -> Table:
    return counted(
        [
            Head(row.person_id, (row.day,), {"authority": row.kind.value})
            for row in outside_rows.authorities(reader, period)
        ],
        (_AUTHORITIES,),
        id_="authority_women",
        title="Kvinnor med myndighetsstöd",
        counts="authority_women",
        unit="kvinnor",
        note="En kvinna kan ha fått stöd mot flera myndigheter. Raderna kan inte läggas ihop.",
        definition="Kvinnor med minst en genomförd kontakt med en myndighet i perioden.",
    )


def _cases(reader: Reader, period: Period) -> Iterator[Table]:
    yield counted(
        [
            Head(row.id, (row.day,), {"beginning": "again" if row.again else "first"})
            for row in outside_rows.opened(reader, period)
        ],
        (_BEGINNINGS,),
        id_="cases_opened",
        title="Öppnade ärenden",
        counts="cases_opened",
        unit="ärenden",
        once=True,
        definition="Ärenden som öppnades i perioden. En kvinna som kommer tillbaka får ett nytt "
        "ärende.",
    )
    yield counted(
        [
            Head(row.id, (row.day,), {"close_reason": stated(row.reason)})
            for row in outside_rows.closed(reader, period)
        ],
        (_REASONS,),
        id_="cases_closed",
        title="Avslutade ärenden efter orsak",
        counts="cases_closed",
        unit="ärenden",
        once=True,
        definition="Ärenden som avslutades i perioden, efter orsaken.",
    )


def _concerns(reader: Reader, period: Period) -> Table:
    heads: list[Head] = []
    for row in outside_rows.concerns(reader, period):
        for day, mark in (
            (row.arose_on, "noted"),
            (row.reported_on, "reported"),
            (row.answered_on, "answered"),
        ):
            if day is not None and day in period:
                heads.append(Head(row.id, (day,), {"concern": mark}))
    return counted(
        heads,
        (_CONCERNS,),
        id_="concerns",
        title="Oro för barn",
        counts="concerns",
        unit="tillfällen",
        definition="Tillfällen då oro för barn uppstod i perioden, och vad som hann göras i den.",
    )


def _age(_who: str, woman: unique.Woman) -> str:
    return women.coarse_age(woman)


def _children(_who: str, woman: unique.Woman) -> str:
    return women.with_or_without(woman.children)


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


def _result(row: outside_rows.CallRow) -> str:
    if not row.held:
        return row.state.value
    return f"held_{row.outcome.value}" if row.outcome else "held_open"


def _coarser(dimension: Dimension, base: str) -> str:
    """Return the category that stands for a base category."""
    for category, group in zip(dimension.categories, dimension.groups, strict=True):
        if base in group:
            return category.id
    raise KeyError(dimension.id)


def _newness(
    meeting: unique.Meeting, material: rows.Material, firsts: dict[str, date]
) -> frozenset[str]:
    """Return whether she came, or came back, with this meeting."""
    if meeting.day != firsts.get(meeting.case_id):
        return frozenset()
    again = any(case.id == meeting.case_id and case.continues for case in material.cases)
    return frozenset({"returning" if again else "new"})


def _days(own: Iterable[unique.Meeting]) -> tuple[date, ...]:
    return tuple(sorted({each.day for each in own}))
