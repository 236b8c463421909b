"""A woman's extract on paper: her own data as it was reviewed, and who has read it (D6).

Made in memory. What was masked is not in the file at all. Import it late.
"""

from itertools import groupby

from kvinnobyran.domain.handed_out import ExtractPage

OFFICE = "Kvinnobyrån"


def extract(page: ExtractPage) -> bytes:
    """Return the extract as PDF bytes."""
    from reportlab.lib.units import mm
    from reportlab.platypus import PageBreak, Spacer
    from reportlab.platypus import Table as PaperTable

    from kvinnobyran.reports.lettering import (
        BODY,
        CAPTION,
        CELL,
        HEADING,
        LEAD,
        SECTION,
        WORDMARK,
        text,
    )
    from kvinnobyran.reports.paper import paper

    story = [] if page.hidden else [text(OFFICE, WORDMARK), Spacer(0, 4 * mm)]
    story += [
        text("Registerutdrag", HEADING),
        text(f"Det som finns antecknat om dig, {page.made_on.isoformat()}.", LEAD),
        Spacer(0, 2 * mm),
        text(
            "Uppgifter om barn, om andra personer och om den som har utsatt dig är utelämnade"
            f" eller ersatta med [maskerat]. {page.kept}",
            BODY,
        ),
    ]
    for heading, group in groupby(page.entries, key=lambda entry: entry.heading):
        story.append(text(heading, SECTION))
        for entry in group:
            if entry.day:
                story.append(text(entry.day, CAPTION))
            rows = [[text(label, CELL), text(value, CELL)] for label, value in entry.lines]
            if rows:
                story.append(
                    PaperTable(
                        rows,
                        colWidths=(42 * mm, 118 * mm),
                        hAlign="LEFT",
                        spaceAfter=2 * mm,
                        style=[
                            ("VALIGN", (0, 0), (-1, -1), "TOP"),
                            ("LEFTPADDING", (0, 0), (0, -1), 0),
                            ("TOPPADDING", (0, 0), (-1, -1), 1),
                            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
                        ],
                    )
                )
    if page.left_out:
        story.append(text("Utelämnat", SECTION))
        story += [text(line, BODY) for line in page.left_out]
    story += [PageBreak(), text("Vem som har läst dina uppgifter", HEADING)]
    if not page.log:
        story.append(text("Ingen läsning av skyddade uppgifter, utskrift eller kopia.", BODY))
    else:
        rows = [[text(cell, CELL) for cell in line] for line in page.log]
        story.append(PaperTable(rows, colWidths=(38 * mm, 32 * mm, 90 * mm), hAlign="LEFT"))
    return paper(story)
