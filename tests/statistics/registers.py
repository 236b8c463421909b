"""Small invented registers, counted into tables that hang together in every way we know."""

from collections import Counter
from datetime import date

from hypothesis import strategies as st

from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.tables import (
    TOTAL,
    Audience,
    Category,
    Cell,
    Dimension,
    Report,
    Table,
)


def dimension(id, categories, **more):
    return Dimension(
        id=id,
        label=id.capitalize(),
        categories=tuple(Category(each, each.capitalize()) for each in categories),
        **more,
    )


AGE = dimension("age", ("young", "middle", "old"))
PLACE = dimension("place", ("here", "near", "far"))
ASSESSMENT = dimension("assessment", ("assessed", "not_asked"))
FORM = dimension("form", ("psychological", "physical", "honour"), multiple=True)
KIND = dimension("kind", ("talk", "therapy", "practical"), multiple=True, covering=True)
SESSION_KIND = dimension("kind", ("talk", "therapy", "practical"))


@st.composite
def women(draw, most=45):
    """A register: skewed, as a small town is."""
    return draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "age": st.sampled_from(("young", "young", "young", "middle", "middle", "old")),
                    "place": st.sampled_from(("here", "here", "here", "near", "far")),
                    "assessment": st.sampled_from(("assessed", "assessed", "not_asked")),
                    "form": st.frozensets(
                        st.sampled_from(("psychological", "psychological", "physical", "honour"))
                    ),
                    "kind": st.dictionaries(
                        st.sampled_from(("talk", "talk", "therapy", "practical")),
                        st.integers(1, 9),
                        max_size=3,
                    ),
                }
            ),
            max_size=most,
        )
    )


def count(id, register, dimensions, *, weigh=None, **more):
    """Count a register into a table."""
    found: Counter[frozenset[tuple[str, str]]] = Counter()
    for woman in register:
        for at in positions(dimensions):
            if all(_is(woman, name, value) for name, value in at.items()):
                found[frozenset(at.items())] += 1 if weigh is None else weigh(woman, at)
    cells = tuple(Cell(at, found[frozenset(at.items())]) for at in positions(dimensions))
    return Table(
        id=id,
        title=id.capitalize(),
        counts=more.pop("counts", "women"),
        unit="kvinnor",
        dimensions=dimensions,
        cells=cells,
        definition="Så räknas det.",
        **more,
    )


def positions(dimensions):
    ats: list[dict[str, str]] = [{}]
    for each in dimensions:
        ats = [{**at, each.id: place.id} for at in ats for place in each.places]
    return ats


def _is(woman, name, value):
    if value == TOTAL:
        return True
    has = woman[name]
    return has == value if isinstance(has, str) else value in has


def sessions(woman, at):
    kind = at["kind"]
    return sum(woman["kind"].values()) if kind == TOTAL else woman["kind"][kind]


def report_of(register, *, audience=Audience.INTERNAL):
    """All the tables the program knows how to protect, of one register."""
    assessed = [woman for woman in register if woman["assessment"] == "assessed"]
    supported = [woman for woman in register if woman["kind"]]
    return Report(
        period=Period.parse("2027-H1"),
        audience=audience,
        made_on=date(2027, 7, 1),
        tables=(
            count("age", register, (AGE,)),
            count("age_place", register, (AGE, PLACE)),
            count("assessment", register, (ASSESSMENT,)),
            count("form", assessed, (FORM,), within={"assessment": "assessed"}),
            count("kind", supported, (KIND,), within={"support": "any"}),
            count(
                "sessions",
                supported,
                (SESSION_KIND,),
                weigh=sessions,
                counts="sessions",
                persons=False,
                guard="kind",
            ),
            count("lessons", register[:3], (AGE,), counts="lessons", persons=False),
        ),
    )
