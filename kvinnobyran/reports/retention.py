"""Two papers of retention: what a woman is told is kept, and the protocol of a purge.

Made in memory; import it late. The first names nobody and, where her whereabouts are secret,
not the office either; the second has numbers and signatures only (D5, ambition 5.14).
"""

from collections.abc import Sequence
from datetime import date

from kvinnobyran.domain.handed_out import KeptPage, ProtocolLine

OFFICE = "Kvinnobyrån"


def kept_page(page: KeptPage) -> bytes:
    """Return the half page as PDF bytes."""
    from reportlab.lib.units import mm
    from reportlab.platypus import Spacer

    from kvinnobyran.reports.lettering import BODY, HEADING, SECTION, SMALL, WORDMARK, text
    from kvinnobyran.reports.paper import paper

    story = [] if page.hidden else [text(OFFICE, WORDMARK), Spacer(0, 2 * mm)]
    story += [text("Det här sparas om dig", HEADING), text(" · ".join(page.kept), BODY)]
    story += [text("Hur länge", SECTION), text(page.until, BODY)]
    story += [text("Det här kan du be om", SECTION), *(text(line, BODY) for line in page.rights)]
    if not page.hidden:
        story += [Spacer(0, 3 * mm), text(f"Utskrivet {page.made_on.isoformat()}", SMALL)]
    return paper(story)


def protocol_page(
    protocols: Sequence[Sequence[ProtocolLine]], backups: Sequence[str], *, made_on: date
) -> bytes:
    """Return the protocols of one day as PDF bytes; ``backups`` are those from before it."""
    from reportlab.lib.units import mm
    from reportlab.platypus import Spacer
    from reportlab.platypus import Table as PaperTable

    from kvinnobyran.reports.lettering import BODY, CELL, HEADING, SECTION, SMALL, WORDMARK, text
    from kvinnobyran.reports.paper import paper

    story = [text(OFFICE, WORDMARK), Spacer(0, 4 * mm), text("Gallringsprotokoll", HEADING)]
    for number, lines in enumerate(protocols, 1):
        story.append(text(f"Gallring {number}", SECTION))
        rows = [[text(line.label, CELL), text(line.value, CELL)] for line in lines]
        story.append(PaperTable(rows, colWidths=(55 * mm, 105 * mm), hAlign="LEFT"))
    story.append(text("Säkerhetskopior från före gallringen", SECTION))
    story.append(
        text(
            ", ".join(backups) or "Ingen känd kopia är yngre än hundra dagar.",
            BODY,
        )
    )
    story.append(
        text(
            "De kopiorna innehåller det gallrade tills de tas bort, senast efter omkring hundra"
            " dagar. Läses en av dem tillbaka gallras det igen innan någon kan logga in.",
            SMALL,
        )
    )
    story += [Spacer(0, 8 * mm), text(f"Utskrivet {made_on.isoformat()}", SMALL)]
    return paper(story)
