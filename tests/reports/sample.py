"""An invented half-year, as counting will hand it over: twelve tables of one small unit."""

from datetime import date

from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.tables import (
    TOTAL,
    Audience,
    BasePart,
    Category,
    Cell,
    Dimension,
    Report,
    Table,
)

CHANNELS = Dimension(
    id="channel",
    label="Kanal",
    categories=(
        Category("phone", "Telefon"),
        Category("sms", "Sms"),
        Category("email", "E-post"),
        Category("letter", "Brev"),
        Category("visit", "Besök"),
        Category("via_other", "Via annan"),
    ),
)
OUTCOMES = Dimension(
    id="outcome",
    label="Utfall",
    categories=(
        Category("assessment_booked", "Bedömningssamtal bokat"),
        Category("advice_given", "Råd eller information gavs"),
        Category("referred_on", "Hänvisad vidare"),
        Category("declined", "Avböjde"),
        Category("not_reached", "Kunde inte nås"),
        Category("refused", "Nekad"),
    ),
)
CALL_STATES = Dimension(
    id="state",
    label="Läge",
    categories=(
        Category("booked", "Bokat, inte hållet än"),
        Category("held", "Genomfört"),
        Category("missed", "Uteblivet"),
        Category("cancelled", "Avbokat"),
    ),
)
CALL_OUTCOMES = Dimension(
    id="call_outcome",
    label="Bedömning",
    categories=(
        Category("support_offered", "Stöd erbjuds"),
        Category("more_calls", "Fler bedömningssamtal"),
        Category("referred_on", "Hänvisas vidare"),
        Category("declined", "Tackar nej"),
        Category("time_to_think", "Betänketid"),
    ),
)
KINDS = Dimension(
    id="intervention",
    label="Insats",
    categories=(
        Category("counselling", "Kuratorssamtal och krissamtal"),
        Category("therapy", "Terapi"),
        Category("authority_support", "Myndighetsstöd"),
        Category("practical_support", "Praktiskt stöd"),
        Category("aftercare", "Eftervårdskontakt"),
    ),
    total_label="Kvinnor med någon insats",
    multiple=True,
    covering=True,
)
SESSION_KINDS = Dimension(id="intervention", label="Insats", categories=KINDS.categories)
FORMS = Dimension(
    id="form",
    label="Våldsform",
    categories=(
        Category("psychological", "Psykiskt"),
        Category("physical", "Fysiskt"),
        Category("sexual", "Sexuellt"),
        Category("material", "Materiellt"),
        Category("latent", "Latent"),
        Category("economic", "Ekonomiskt"),
        Category("honour_related", "Hedersvåld"),
    ),
    total_label="Kvinnor med bedömd våldsutsatthet",
    multiple=True,
)
ASSESSED = Dimension(
    id="assessment",
    label="Bedömning av våldsutsatthet",
    categories=(Category("assessed", "Bedömd"), Category("not_asked", "Ej frågat")),
)
AGES = Dimension(
    id="age",
    label="Ålder",
    categories=(
        Category("16_24", "16–24 år"),
        Category("25_34", "25–34 år"),
        Category("35_44", "35–44 år"),
        Category("45_64", "45–64 år"),
        Category("65_up", "65 år och äldre"),
        Category("unknown", "Ålder okänd"),
    ),
)
MUNICIPALITIES = Dimension(
    id="municipality",
    label="Kommun",
    categories=(
        Category("uppsala", "Uppsala"),
        Category("same_county", "Annan kommun i länet"),
        Category("other_county", "Annat län"),
        Category("abroad", "Utlandet"),
        Category("unknown", "Vet ej"),
    ),
)
NEWNESS = Dimension(
    id="newness",
    label="Ny eller återkommande",
    categories=(Category("new", "Ny"), Category("returning", "Återkommande")),
)
CHILDREN = Dimension(
    id="children",
    label="Barn",
    categories=(
        Category("with_children", "Med barn under 18 år"),
        Category("without_children", "Utan barn under 18 år"),
    ),
)
SCHOOLS = Dimension(
    id="lesson",
    label="Lektion",
    categories=(Category("held", "Genomförda"), Category("cancelled", "Inställda")),
)


def one_way(dimension: Dimension, counts: list[int], total: int | None = None) -> tuple[Cell, ...]:
    whole = sum(counts) if total is None else total
    places = zip(dimension.places, [*counts, whole], strict=True)
    return tuple(Cell({dimension.id: place.id}, value) for place, value in places)


def two_way(rows: Dimension, columns: Dimension, counts: list[list[int]]) -> tuple[Cell, ...]:
    full = [[*row, sum(row)] for row in counts]
    full.append([sum(column) for column in zip(*full, strict=True)])
    return tuple(
        Cell({rows.id: row.id, columns.id: column.id}, value)
        for row, values in zip(rows.places, full, strict=True)
        for column, value in zip(columns.places, values, strict=True)
    )


def exact_report(made_on: date = date(2027, 7, 5)) -> Report:
    """Return the exact report, as it is before anything is withheld."""
    return Report(
        period=Period.parse("2027-H1"),
        audience=Audience.INTERNAL,
        tables=tables(),
        made_on=made_on,
        highlights=(
            BasePart("förfrågningar", "inquiries_by_channel_and_outcome", {}),
            BasePart("bedömningssamtal genomförda", "assessment_calls_by_state", {"state": "held"}),
            BasePart("kvinnor med öppet ärende", "women_by_newness", {}),
            BasePart("samtal med kurator eller terapeut", "sessions_by_intervention", {}),
        ),
    )


def tables() -> tuple[Table, ...]:
    return (
        Table(
            id="inquiries_by_channel_and_outcome",
            title="Förfrågningar efter kanal och utfall",
            counts="inquiries",
            unit="förfrågningar",
            dimensions=(CHANNELS, OUTCOMES),
            cells=two_way(
                CHANNELS,
                OUTCOMES,
                [
                    [31, 22, 9, 3, 4, 2],
                    [4, 7, 1, 0, 2, 0],
                    [8, 12, 5, 1, 3, 1],
                    [0, 1, 0, 0, 0, 0],
                    [6, 9, 2, 0, 0, 1],
                    [7, 5, 3, 1, 2, 1],
                ],
            ),
            definition="Varje samtal, sms, brev, e-post eller besök där någon söker stöd räknas "
            "en gång, på den dag det kom in. Även den som är anonym räknas, som en kontakt och "
            "inte som en person.",
        ),
        Table(
            id="assessment_calls_by_state",
            title="Bedömningssamtal bokade under perioden",
            counts="assessment_calls",
            unit="bedömningssamtal",
            dimensions=(CALL_STATES,),
            cells=one_way(CALL_STATES, [6, 44, 5, 7]),
            definition="Bedömningssamtal vars bokade dag infaller under perioden. Ett ombokat "
            "samtal räknas en gång, på den nya dagen.",
        ),
        Table(
            id="assessment_calls_by_outcome",
            title="Bedömningssamtalens utfall",
            counts="assessment_calls",
            unit="bedömningssamtal",
            within={"state": "held"},
            dimensions=(CALL_OUTCOMES,),
            cells=one_way(CALL_OUTCOMES, [29, 6, 5, 1, 3]),
            definition="Genomförda bedömningssamtal under perioden, efter vad samtalet ledde till.",
        ),
        Table(
            id="women_by_newness",
            title="Nya och återkommande kvinnor",
            counts="women",
            unit="kvinnor",
            dimensions=(NEWNESS,),
            cells=one_way(NEWNESS, [38, 9]),
            definition="Kvinnor med minst ett öppet ärende under perioden, kända eller med "
            "alias. Återkommande är den som hade ett tidigare, avslutat ärende.",
        ),
        Table(
            id="women_by_age",
            title="Kvinnornas ålder",
            counts="women",
            unit="kvinnor",
            dimensions=(AGES,),
            cells=one_way(AGES, [8, 14, 12, 7, 2, 4]),
            definition="Ålder den dag ärendet öppnades, eller periodens första dag om det redan "
            "var öppet.",
        ),
        Table(
            id="women_by_municipality",
            title="Kvinnornas hemkommun",
            counts="women",
            unit="kvinnor",
            dimensions=(MUNICIPALITIES,),
            cells=one_way(MUNICIPALITIES, [33, 6, 5, 1, 2]),
            definition="Hemkommun när ärendet öppnades.",
        ),
        Table(
            id="women_by_children",
            title="Kvinnor med och utan barn",
            counts="women",
            unit="kvinnor",
            dimensions=(CHILDREN,),
            cells=one_way(CHILDREN, [29, 18]),
            definition="Barn under 18 år som kvinnan är förälder till eller bor med.",
        ),
        Table(
            id="women_by_assessment",
            title="Kvinnor vars våldsutsatthet är bedömd",
            counts="women",
            unit="kvinnor",
            dimensions=(ASSESSED,),
            cells=one_way(ASSESSED, [41, 6]),
            definition="Bedömd är den vars våldsutsatthet har registrerats vid ett "
            "bedömningssamtal eller senare i ärendet.",
        ),
        Table(
            id="women_by_form_of_violence",
            title="Våldsformer",
            counts="women",
            unit="kvinnor",
            within={"assessment": "assessed"},
            dimensions=(FORMS,),
            cells=one_way(FORMS, [38, 27, 12, 9, 17, 19, 3], 41),
            base=(
                BasePart("bedömda", "women_by_form_of_violence", {"form": TOTAL}),
                BasePart("ej frågade", "women_by_assessment", {"assessment": "not_asked"}),
            ),
            note="En kvinna kan ha utsatts för flera former av våld. Raderna kan därför inte "
            "läggas ihop.",
            definition="De sju våldsformerna enligt överenskommelsen, så som de senast bedömdes "
            "under perioden.",
        ),
        Table(
            id="women_by_intervention",
            title="Kvinnor per insats",
            counts="women",
            unit="kvinnor",
            within={"support": "any"},
            dimensions=(KINDS,),
            cells=one_way(KINDS, [31, 11, 14, 8, 3], 39),
            note="En kvinna kan ha flera insatser.",
            definition="Kvinnor med minst ett genomfört samtal eller möte i insatsen under "
            "perioden.",
        ),
        Table(
            id="sessions_by_intervention",
            title="Samtal per insats",
            counts="sessions",
            unit="samtal",
            persons=False,
            guard="women_by_intervention",
            dimensions=(SESSION_KINDS,),
            cells=one_way(SESSION_KINDS, [874, 213, 61, 39, 17]),
            definition="Genomförda samtal, oavsett form. Avbokade och uteblivna samtal räknas "
            "inte.",
        ),
        Table(
            id="lessons",
            title="Lektioner på gymnasieskolor",
            counts="lessons",
            unit="lektioner",
            persons=False,
            dimensions=(SCHOOLS,),
            cells=one_way(SCHOOLS, [11, 2]),
            definition="Planerade lektioner under perioden.",
        ),
    )
