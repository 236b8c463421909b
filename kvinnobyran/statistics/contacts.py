"""Tables of contacts in: they count contacts, also anonymous ones, and never women."""

from typing import Final

from kvinnobyran.domain.inquiry import Caller, Channel, InquiryOutcome, RefusalReason
from kvinnobyran.domain.violence import ViolenceForm
from kvinnobyran.statistics import rows
from kvinnobyran.statistics.tables import BasePart, Category, Dimension, Table
from kvinnobyran.statistics.tally import NOT_STATED, categories, cells, ones, stated, values

INQUIRIES: Final = "inquiries"
_OPEN: Final = Category("open", "Inget utfall än")
_NONE: Final = Category("none_stated", "Ingen våldsform uppgiven")
CHANNELS: Final = Dimension(id="channel", label="Kanal", categories=categories(Channel))
OUTCOMES: Final = Dimension(
    id="outcome", label="Utfall", categories=(*categories(InquiryOutcome), _OPEN)
)
CALLERS: Final = Dimension(
    id="caller", label="Vem tog kontakt", categories=(*categories(Caller), NOT_STATED)
)
_REASONS: Final = Dimension(
    id="refusal_reason", label="Skäl", categories=(*categories(RefusalReason), NOT_STATED)
)
STATED: Final = Dimension(
    id="stated_form",
    label="Uppgiven våldsform",
    categories=(*categories(ViolenceForm), _NONE),
    total_label="Alla förfrågningar",
    multiple=True,
    covering=True,
)


def inquiries(found: list[rows.InquiryRow]) -> Table:
    """Count contacts by channel and outcome."""
    return Table(
        id=INQUIRIES,
        title="Förfrågningar efter kanal och utfall",
        counts="inquiries",
        unit="förfrågningar",
        dimensions=(CHANNELS, OUTCOMES),
        cells=cells(
            (CHANNELS, OUTCOMES),
            ones({"channel": row.channel.value, "outcome": _outcome(row)} for row in found),
        ),
        definition="Varje samtal, sms, brev, e-post eller besök där någon söker stöd räknas en "
        "gång, den dag det kom in. Den som är anonym räknas som en kontakt och aldrig som en "
        "person. Samma kvinna kan ha tagit flera kontakter.",
    )


def callers(found: list[rows.InquiryRow]) -> Table:
    """Count contacts by who made them."""
    return Table(
        id="inquiry_callers",
        title="Vem som tog kontakt",
        counts="inquiries",
        unit="förfrågningar",
        dimensions=(CALLERS,),
        cells=cells((CALLERS,), ones({"caller": stated(row.caller)} for row in found)),
        definition="Alla förfrågningar under perioden, efter vem som hörde av sig.",
    )


def refusals(found: list[rows.InquiryRow]) -> Table:
    """Count refused contacts by reason."""
    refused = [row for row in found if row.outcome is InquiryOutcome.REFUSED]
    return Table(
        id="inquiry_refusals",
        title="Nekade förfrågningar efter skäl",
        counts="inquiries",
        unit="förfrågningar",
        within={"outcome": InquiryOutcome.REFUSED.value},
        dimensions=(_REASONS,),
        cells=cells(
            (_REASONS,), ones({"refusal_reason": stated(row.refusal_reason)} for row in refused)
        ),
        definition="Förfrågningar under perioden som Kvinnobyrån inte kunde ta emot, efter skälet.",
    )


def stated_violence(found: list[rows.InquiryRow]) -> Table:
    """Count contacts in which a form of violence was mentioned (scenario 1)."""
    return Table(
        id="stated_violence",
        title="Våldsformer uppgivna vid kontakt",
        counts="inquiries",
        unit="förfrågningar",
        dimensions=(STATED,),
        cells=cells(
            (STATED,),
            ones(
                {"stated_form": values(row.violence_stated) or frozenset({_NONE.id})}
                for row in found
            ),
        ),
        base=(BasePart("förfrågningar", INQUIRIES, {}),),
        note="Flera former kan uppges i en kontakt. Raderna kan inte läggas ihop.",
        definition="Vad den som hörde av sig själv berättade. Ingen bedömning är gjord, och det "
        "är kontakter som räknas, inte kvinnor.",
    )


def _outcome(row: rows.InquiryRow) -> str:
    return _OPEN.id if row.outcome is None else row.outcome.value
