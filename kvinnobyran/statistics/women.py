"""Tables of unique women: each woman once, whatever she came to (scenario 21).

Somebody outside gets fewer and coarser ones (:mod:`release.outside`).
"""

from collections.abc import Iterable, Mapping
from typing import Final

from kvinnobyran.domain.assessment import AssessmentOutcome
from kvinnobyran.domain.person import Municipality
from kvinnobyran.statistics.meetings import KIND, WOMEN_BY_KIND, kind_categories, outcome_of
from kvinnobyran.statistics.tables import Category, Dimension, Head, Table
from kvinnobyran.statistics.tally import Mark, categories, cells, ones
from kvinnobyran.statistics.unique import Woman

WOMEN: Final = "women"
SUPPORTED: Final = {"contact": "support"}
ASSESSED: Final = {"assessed_in_period": "yes"}
"""What the tables of after_assessment and of violence have in common: the same women."""
NO_SUPPORT: Final = {"after_assessment": "no_support"}
UNIQUE: Final = (
    "Kvinnor, kända eller med alias, som i perioden hade minst ett genomfört samtal eller "
    "bedömningssamtal, var med vid minst ett tillfälle i grupp eller bodde minst en natt i en "
    "lägenhet. Varje kvinna räknas en gång, hur många insatser hon än hade. Anonyma kontakter "
    "räknas som förfrågningar och aldrig som kvinnor. En förälder i grupp som inte har utsatts för "
    "våld räknas inte, och inte heller den för vilken vi bara har haft kontakt med en myndighet."
)
"""The definition that both audiences read (domain.md 3.3)."""

_CONTACT: Final = Dimension(
    id="contact",
    label="Kontakt",
    categories=(
        Category("support", "Med samtal i en insats"),
        Category("group_only", "I grupp, utan samtal i en insats"),
        Category("assessment_only", "Endast bedömning"),
        Category("home_only", "Endast boende i lägenhet"),
    ),
    total_label="Unika kvinnor",
)
_NEWNESS: Final = Dimension(
    id="newness",
    label="Ny eller återkommande",
    categories=(
        Category("new", "Ny"),
        Category("returning", "Återkommande"),
        Category("ongoing", "Stöd sedan tidigare perioder"),
    ),
)
_AFTER: Final = Dimension(
    id="after_assessment",
    label="Efter bedömningen",
    categories=(
        Category("support_begun", "Insats påbörjad"),
        Category("no_support", "Bedömd, ej insats"),
    ),
)
_LAST_OUTCOME: Final = Dimension(
    id="assessment_outcome",
    label="Senaste bedömning",
    categories=(*categories(AssessmentOutcome), Category("open", "Ingen bedömning än")),
)
_AGES: Final = Dimension(
    id="age",
    label="Ålder",
    categories=(
        Category("under_18", "Under 18 år"),
        Category("18_24", "18–24 år"),
        Category("25_34", "25–34 år"),
        Category("35_44", "35–44 år"),
        Category("45_54", "45–54 år"),
        Category("55_64", "55–64 år"),
        Category("65_up", "65 år och äldre"),
        Category("unknown", "Ålder okänd"),
    ),
)
_FROM: Final = ((0, "under_18"), (18, "18_24"), (25, "25_34"), (35, "35_44"), (45, "45_54"),
                (55, "55_64"), (65, "65_up"))  # fmt: skip
_HOMES: Final = Dimension(id="municipality", label="Kommun", categories=categories(Municipality))
_CHILDREN: Final = Dimension(
    id="children_at_home",
    label="Barn hemma",
    categories=(
        Category("none", "Inga barn"),
        Category("one", "Ett barn"),
        Category("two", "Två barn"),
        Category("three_up", "Tre barn eller fler"),
        Category("unknown", "Ej känt"),
    ),
)


def women(found: list[Woman]) -> Table:
    """Count unique women by what they came to: with sessions, in a group, assessed only."""
    return _table(
        WOMEN,
        "Unika kvinnor",
        _CONTACT,
        ((each, {"contact": _contact(each)}) for each in found),
        definition=UNIQUE,
    )


def newness(found: list[Woman]) -> Table:
    """Count women with support by whether they are new."""
    return _table(
        "women_newness",
        "Nya och återkommande kvinnor med stöd",
        _NEWNESS,
        ((each, {"newness": each.newness}) for each in found if each.supported),
        within=SUPPORTED,
        definition="Ny är den vars ärende öppnades i perioden och som inte har varit här "
        "tidigare. Återkommande är den som har ett tidigare ärende, eller själv säger att hon "
        "har haft kontakt. Övriga hade sitt ärende öppet redan när perioden började.",
    )


def by_kind(found: list[Woman]) -> Table:
    """Count women with support by the kinds of their held sessions."""
    return _table(
        WOMEN_BY_KIND,
        "Kvinnor per insats",
        Dimension(
            id=KIND,
            label="Insats",
            categories=kind_categories(),
            total_label="Kvinnor med stöd",
            multiple=True,
            covering=True,
        ),
        ((each, {KIND: each.kinds}) for each in found if each.supported),
        within=SUPPORTED,
        note="En kvinna kan ha flera insatser. Raderna kan inte läggas ihop.",
        definition="Kvinnor med minst ett genomfört samtal i insatsen under perioden.",
    )


def after_assessment(found: list[Woman]) -> Table:
    """Count assessed women by whether support has begun (scenario 3)."""
    return _table(
        "women_after_assessment",
        "Bedömda kvinnor, efter vad som följde",
        _AFTER,
        ((each, _followed(each)) for each in found if each.assessed),
        within=ASSESSED,
        definition="Kvinnor med minst ett genomfört bedömningssamtal i perioden, eller vars "
        "våldsutsatthet bedömdes på annat sätt. Bedömd, ej insats betyder att ingen insats hade "
        "börjat i ärendet när perioden slutade.",
    )


def without_support(found: list[Woman]) -> Table:
    """Count assessed women whose support has not begun by their latest assessment."""
    left = [woman for woman in found if woman.assessed and not woman.begun]
    return _table(
        "women_without_support",
        "Bedömda, ej insats: senaste bedömning",
        _LAST_OUTCOME,
        ((each, {"assessment_outcome": _last_outcome(each)}) for each in left),
        within={**ASSESSED, **NO_SUPPORT},
        definition="Kvinnor med bedömningssamtal i perioden och utan påbörjad insats vid dess "
        "slut, efter vad det senaste samtalet kom fram till.",
    )


def ages(found: list[Woman]) -> Table:
    """Count unique women by age on the day of their first meeting in the period."""
    return _table(
        "women_by_age",
        "Unika kvinnor efter ålder",
        _AGES,
        ((each, {_AGES.id: band(each, _FROM)}) for each in found),
        definition="Ålder den dag kvinnan först var här i perioden. En uppskattad ålder räknas "
        "som hon har sagt den. Okänd är den vars födelsetid inte räcker för att välja grupp.",
    )


def homes(found: list[Woman]) -> Table:
    """Count unique women by home municipality."""
    return _table(
        "women_by_municipality",
        "Unika kvinnor efter hemkommun",
        _HOMES,
        ((each, {_HOMES.id: each.municipality.value}) for each in found),
        definition="Hemkommun så som den är antecknad när rapporten görs.",
    )


def children(found: list[Woman]) -> Table:
    """Count unique women by children at home."""
    return _table(
        "women_by_children",
        "Unika kvinnor efter barn hemma",
        _CHILDREN,
        ((each, {_CHILDREN.id: _how_many(each.children)}) for each in found),
        definition="Barn hemma enligt det senaste bedömningssamtalet fram till periodens slut.",
    )


def _table(
    id_: str,
    title: str,
    dimension: Dimension,
    marks: Iterable[tuple[Woman, Mark]],
    *,
    definition: str,
    within: Mapping[str, str] | None = None,
    note: str = "",
) -> Table:
    heads = tuple(Head(woman.id, (woman.met_on,), mark) for woman, mark in marks)
    return Table(
        id=id_,
        title=title,
        counts="women",
        unit="kvinnor",
        dimensions=(dimension,),
        cells=cells((dimension,), ones(head.mark for head in heads)),
        heads=heads,
        definition=definition,
        within=within or {},
        note=note,
    )


def _contact(woman: Woman) -> str:
    if woman.supported:
        return "support"
    if woman.grouped:
        return "group_only"
    return "assessment_only" if woman.assessed else "home_only"


def _followed(woman: Woman) -> Mark:
    return {"after_assessment": "support_begun" if woman.begun else "no_support"}


def _last_outcome(woman: Woman) -> str:
    return outcome_of(woman.calls[-1]) if woman.calls else "open"


def band(woman: Woman, bands: tuple[tuple[int, str], ...]) -> str:
    """Return the age band; a birth known by its year only counts where both ages fit one band."""
    if woman.birth is None:
        return "unknown"
    said = woman.birth.age(woman.met_on)
    possible = woman.birth.ages(woman.met_on) if said is None else (said, said)
    fitting = {[band for start, band in bands if start <= max(age, 0)][-1] for age in possible}
    return fitting.pop() if len(fitting) == 1 else "unknown"


def _how_many(count: int | None) -> str:
    if count is None:
        return "unknown"
    return ("none", "one", "two", "three_up")[min(count, 3)]
