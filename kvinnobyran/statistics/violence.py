"""Tables of assessed violence: women, with the base always beside the figures (D11)."""

from typing import Final

from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.violence import PerpetratorRelation, ViolenceForm
from kvinnobyran.statistics import rows
from kvinnobyran.statistics.tables import BasePart, Category, Dimension, Table
from kvinnobyran.statistics.tally import categories, cells, ones, values
from kvinnobyran.statistics.unique import Woman
from kvinnobyran.statistics.women import ASSESSED

ASSESSMENT: Final = "violence_assessment"
FORMS: Final = "violence_forms"
_ANSWERED: Final = {**ASSESSED, "assessment": "assessed"}
_BASE: Final = (
    BasePart("bedömda", ASSESSMENT, {"assessment": "assessed"}),
    BasePart("ej frågade", ASSESSMENT, {"assessment": "not_asked"}),
)

_ASSESSMENT: Final = Dimension(
    id="assessment",
    label="Bedömning av våldsutsatthet",
    categories=(
        Category("assessed", "Bedömd"),
        Category("unknown", "Vet ej"),
        Category("declined", "Vill inte uppge"),
        Category("not_asked", "Ej frågat"),
    ),
)
BY_FORM: Final = Dimension(
    id="form",
    label="Våldsform",
    categories=categories(ViolenceForm),
    total_label="Bedömda kvinnor",
    multiple=True,
)
_DOMINANT: Final = Dimension(
    id="dominant",
    label="Dominerande form",
    categories=(*categories(ViolenceForm), Category("none_chosen", "Ingen vald")),
    total_label="Bedömda kvinnor",
)
_PERPETRATORS: Final = Dimension(
    id="perpetrator",
    label="Utövarens relation",
    categories=categories(PerpetratorRelation),
    total_label="Bedömda kvinnor",
)


def assessment(found: list[Woman]) -> Table:
    """Count women by whether the question about violence was answered."""
    return Table(
        id=ASSESSMENT,
        title="Bedömda kvinnor, efter svaret om våld",
        counts="women",
        unit="kvinnor",
        within=ASSESSED,
        dimensions=(_ASSESSMENT,),
        cells=cells(
            (_ASSESSMENT,),
            ones({"assessment": _answer(each.finding)} for each in found if each.assessed),
        ),
        definition="Kvinnor med ett bedömningssamtal i perioden, eller vars våldsutsatthet "
        "bedömdes på annat sätt, efter svaret. Det senaste svaret gäller. Ej frågat är inte "
        "detsamma som nej.",
    )


def forms(found: list[Woman]) -> Table:
    """Count assessed women by form of violence; one woman can have several."""
    return Table(
        id=FORMS,
        title="Våldsformer",
        counts="women",
        unit="kvinnor",
        within=_ANSWERED,
        dimensions=(BY_FORM,),
        cells=cells((BY_FORM,), ones({"form": values(each.forms)} for each in _assessed(found))),
        base=_BASE,
        note="En kvinna kan ha utsatts för flera former. Raderna kan inte läggas ihop.",
        definition="De sju våldsformerna enligt överenskommelsen, så som de senast bedömdes i "
        "perioden. Basen är de kvinnor vars våldsutsatthet är bedömd, också med svaret nej.",
    )


def dominant(found: list[Woman]) -> Table:
    """Count assessed women by the dominant form."""
    return Table(
        id="violence_dominant",
        title="Dominerande våldsform",
        counts="women",
        unit="kvinnor",
        within=_ANSWERED,
        dimensions=(_DOMINANT,),
        cells=cells(
            (_DOMINANT,),
            ones(
                {"dominant": each.dominant.value if each.dominant else "none_chosen"}
                for each in _assessed(found)
            ),
        ),
        base=_BASE,
        definition="Den form som bedömdes dominera, en för varje bedömd kvinna.",
    )


def perpetrators(found: list[Woman]) -> Table:
    """Count assessed women by what the perpetrator is to them."""
    return Table(
        id="perpetrator_relations",
        title="Utövarens relation till kvinnan",
        counts="women",
        unit="kvinnor",
        within=_ANSWERED,
        dimensions=(_PERPETRATORS,),
        cells=cells(
            (_PERPETRATORS,),
            ones({"perpetrator": each.perpetrator.value} for each in _assessed(found)),
        ),
        base=_BASE,
        definition="Relationen enligt den senaste bedömningen i perioden.",
    )


def _assessed(found: list[Woman]) -> list[rows.FindingRow]:
    return [each.finding for each in found if each.finding and each.finding.assessed]


def _answer(finding: rows.FindingRow | None) -> str:
    if finding is None:
        return "not_asked"
    if finding.assessed:
        return "assessed"
    return {Answer.UNKNOWN: "unknown", Answer.DECLINED: "declined"}.get(finding.asked, "not_asked")
