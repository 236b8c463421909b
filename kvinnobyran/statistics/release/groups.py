"""The groups of a report for somebody outside: few, fixed and coarse (disclosure.md 3.2 step 0).

Coarse tables keep more than withholding can. What the office's own report groups the same way is
not said again here.
"""

from collections.abc import Mapping
from typing import Final

from kvinnobyran.domain.assessment import AssessmentOutcome, HousingSituation
from kvinnobyran.domain.inquiry import Caller
from kvinnobyran.domain.person import Municipality
from kvinnobyran.domain.violence import PerpetratorRelation
from kvinnobyran.statistics.release.protecting import HOME, REFERRER
from kvinnobyran.statistics.rows import CallRow, NightRow, SessionRow, VisitRow
from kvinnobyran.statistics.tables import Category, Dimension
from kvinnobyran.statistics.tally import categories
from kvinnobyran.statistics.unique import Meeting, Woman
from kvinnobyran.statistics.women import band

_HELD: Final = (*(f"held_{each.value}" for each in AssessmentOutcome), "held_open")
NOT_HELD: Final = (
    Category("missed", "Uteblivet"),
    Category("cancelled", "Avbokat"),
    Category("rebooked", "Ombokat till annan dag"),
    Category("booked", "Bokat, inte avrapporterat"),
)
RESULTS: Final = Dimension(
    id="call_result",
    label="Vad det ledde till",
    categories=(
        *(Category(f"held_{each.value}", f"Genomfört: {each.label}") for each in AssessmentOutcome),
        Category("held_open", "Genomfört: ingen bedömning än"),
        *NOT_HELD,
    ),
)
STATES: Final = Dimension(
    id="call_state",
    label="Hur det blev",
    categories=(Category("held", "Genomfört"), *NOT_HELD),
    of="call_result",
    groups=(_HELD, *((each.id,) for each in NOT_HELD)),
)
CONTACT: Final = Dimension(
    id="contact",
    label="Kontakt",
    categories=(
        Category("support", "Samtal i en insats"),
        Category("assessment", "Bedömning"),
        Category("group", "Grupp"),
    ),
    total_label="Unika kvinnor",
    multiple=True,
)
NEWNESS: Final = Dimension(
    id="newness",
    label="Ny eller återkommande",
    categories=(Category("new", "Ny i perioden"), Category("returning", "Återkom i perioden")),
    total_label="Unika kvinnor",
    multiple=True,
)
PERPETRATORS: Final = Dimension(
    id="perpetrator",
    label="Utövarens relation",
    categories=categories(PerpetratorRelation),
    total_label="Bedömda kvinnor",
    multiple=True,
)
AGES: Final = Dimension(
    id="age_group",
    label="Ålder",
    categories=(
        Category("under_25", "Under 25 år"),
        Category("25_44", "25–44 år"),
        Category("45_up", "45 år och äldre"),
        Category("unknown", "Ålder okänd"),
    ),
)
HOMES: Final = Dimension(
    id=HOME,
    label="Kommun",
    categories=(
        Category("uppsala", "Uppsala"),
        Category("county", "Annan i länet"),
        Category("elsewhere", "Annat län eller utland"),
        Category("unknown", "Ej känt eller skyddat"),
    ),
)
CHILDREN: Final = Dimension(
    id="children",
    label="Barn hemma",
    categories=(
        Category("with_children", "Med barn"),
        Category("without_children", "Utan barn"),
        Category("unknown", "Ej känt"),
    ),
)
HOUSING: Final = Dimension(
    id="housing_group",
    label="Boende när hon kom",
    categories=(
        Category("lasting", "Egen bostad, eller bor med utövaren"),
        Category("lent", "I andra hand, hos andra eller annat"),
        Category("none", "Skyddat boende, socialtjänst, hemlös"),
        Category("unknown", "Ej känt"),
    ),
)
REFERRERS: Final = Dimension(
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
CONCERNS: Final = Dimension(
    id="concern",
    label="Vad som gjordes",
    categories=(
        Category("noted", "Oro antecknad"),
        Category("reported", "Anmäld till socialtjänsten"),
        Category("answered", "Återkoppling kom"),
    ),
    multiple=True,
)
_HOUSING: Final = {
    HousingSituation.OWN: "lasting",
    HousingSituation.SHARED: "lasting",
    HousingSituation.SECOND_HAND: "lent",
    HousingSituation.RELATIVES: "lent",
    HousingSituation.OTHER: "lent",
    HousingSituation.SHELTER: "none",
    HousingSituation.MUNICIPAL: "none",
    HousingSituation.INSTITUTION: "none",
    HousingSituation.HOMELESS: "none",
}
_FROM: Final = ((0, "under_25"), (25, "25_44"), (45, "45_up"))
_HOME: Final = {
    Municipality.UPPSALA: "uppsala",
    Municipality.COUNTY: "county",
    Municipality.OTHER_COUNTY: "elsewhere",
    Municipality.ABROAD: "elsewhere",
    Municipality.UNKNOWN: "unknown",
    Municipality.DECLINED: "unknown",
    Municipality.NOT_ASKED: "unknown",
}


def age(woman: Woman) -> str:
    """Return her age in these groups."""
    return band(woman, _FROM)


def home(woman: Woman) -> str:
    """Return her municipality in these groups."""
    return _HOME[woman.municipality]


def children(woman: Woman) -> str:
    """Return whether there are children at home, as far as it is known."""
    if woman.children is None:
        return "unknown"
    return "with_children" if woman.children else "without_children"


def housing(woman: Woman) -> str:
    """Return how she lived when she came, in these groups."""
    return "unknown" if woman.housing is None else _HOUSING.get(woman.housing, "unknown")


def contact(meeting: Meeting) -> frozenset[str]:
    """Return what kind of contact a meeting was; living in an apartment alone is none of them."""
    if isinstance(meeting, SessionRow):
        return frozenset({"support"})
    if isinstance(meeting, VisitRow):
        return frozenset({"group"})
    return frozenset() if isinstance(meeting, NightRow) else frozenset({"assessment"})


def sender(who: str, sent: Mapping[str, Caller]) -> str:
    """Return who first made contact for a woman."""
    return _SENT_BY.get(sent[who], "other") if who in sent else "unknown"


def result(call: CallRow) -> str:
    """Return what an assessment call came to."""
    if not call.held:
        return call.state.value
    return f"held_{call.outcome.value}" if call.outcome else "held_open"


def state_of(result_: str) -> str:
    """Return the state that a result is a part of."""
    return next(
        category.id
        for category, group in zip(STATES.categories, STATES.groups, strict=True)
        if result_ in group
    )
