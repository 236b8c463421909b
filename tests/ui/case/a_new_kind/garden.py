"""The first of three files: what a walk in the allotment garden is (an invented kind)."""

from kvinnobyran.domain.faults import varna
from kvinnobyran.domain.kinds.cycle import WITHOUT_AFTERCARE
from kvinnobyran.domain.kinds.kind import Asks, InterventionKind, Method
from kvinnobyran.domain.session import Theme


def not_in_the_dark(session, _today):
    late = session.starts_at is not None and session.starts_at.hour >= 18
    return [varna("starts_at", "Det är mörkt i kolonin då.", "påhittad regel")] if late else []


GARDEN = InterventionKind(
    value="garden",
    label="Kolonipromenad",
    about="En påhittad insats, för att prova listan över insatser.",
    meeting="Promenad",
    new_meeting="Ny promenad",
    the_meeting="promenaden",
    meetings="promenader",
    saved="Promenaden är sparad",
    methods=(Method("digging", "Gräva"),),
    asks=frozenset({Asks.THEMES}),
    themes=(Theme.SAFETY,),
    cycle=WITHOUT_AFTERCARE,
    session_rules=(not_in_the_dark,),
)
