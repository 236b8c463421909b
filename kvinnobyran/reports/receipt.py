"""The receipt of a backup on paper: when, which file, and where the log ended. Imports late."""

from datetime import datetime


def receipt_page(name: str, at: datetime, end: str) -> bytes:
    """Return the receipt as PDF bytes; ``end`` is the end of the chain in words (D7)."""
    from reportlab.lib.units import mm
    from reportlab.platypus import Spacer

    from kvinnobyran.reports.lettering import BODY, HEADING, LEAD, text
    from kvinnobyran.reports.paper import paper

    return paper(
        [
            text("Kvitto på säkerhetskopia", HEADING),
            text(f"{at:%Y-%m-%d %H.%M}, {name}", LEAD),
            Spacer(0, 4 * mm),
            text("Kopian är läst tillbaka och hel. Loggens slut i den:", BODY),
            text(end, LEAD),
            Spacer(0, 4 * mm),
            text(
                "Förvara kvittot för sig, inte tillsammans med kopian. Skriv in raden under"
                " Kontrollera loggen: då märks det om slutet på loggen är borta, eller om en äldre"
                " kopia av hela registret har lagts tillbaka.",
                BODY,
            ),
            text("Signatur: ______________________________", BODY),
        ]
    )
