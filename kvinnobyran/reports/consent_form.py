"""A consent on paper, to be answered with a pen. Made in memory; import it late.

Where the whereabouts are secret the paper says neither who sends it nor where anybody is, and
the child's name is left for a pen (S3). It never says that anybody has been exposed to anything:
whoever finds it shall not learn more than that somebody is asked about a child.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from kvinnobyran.domain.consent import ConsentPurpose

OFFICE: Final = "Kvinnobyrån"
ABOUT: Final[dict[ConsentPurpose, str]] = {
    ConsentPurpose.TRAPPAN: (
        "Trappan är samtalsstöd för barn, i tre steg: kontakt, rekonstruktion och kunskap."
        " Barnet träffar en samtalsledare några gånger. Det är stöd, inte behandling."
    ),
    ConsentPurpose.EVENING_CAFE: (
        "En kväll i veckan äter barn och föräldrar middag tillsammans. Sedan leker barnen i ett"
        " eget rum med vuxna ledare."
    ),
    ConsentPurpose.DOCUMENTATION: "Att det som görs med barnet skrivs ner och sparas.",
    ConsentPurpose.AUTHORITY: (
        "Att kontakt tas med en myndighet om barnet. Ni har talat om vilken."
    ),
    ConsentPurpose.DISCLOSURE: (
        "Att uppgifter om barnet lämnas ut. Ni har talat om vilka, och till vem."
    ),
    ConsentPurpose.EVALUATION: (
        "Att barnet är med i en utvärdering eller på bild. Ni har talat om hur den används."
    ),
}
"""What each purpose is, for whoever is asked. It says nothing of why just this child is asked."""
_BLANK: Final = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentPage:
    """What stands on the paper.

    ``child`` is what the child is called, "" where a pen fills it in; ``own`` when the one who
    answers is the young person herself. ``hidden``: no sender, and no day either.
    """

    heading: str
    about: str
    child: str = ""
    own: bool = False
    hidden: bool = False
    made_on: date


def consent_form(page: ConsentPage) -> bytes:
    """Return the form as PDF bytes, on one upright A4."""
    from reportlab.lib.units import mm
    from reportlab.platypus import Spacer

    from kvinnobyran.reports.lettering import BODY, HEADING, SECTION, SMALL, WORDMARK, text
    from kvinnobyran.reports.paper import paper

    story = [] if page.hidden else [text(OFFICE, WORDMARK), Spacer(0, 4 * mm)]
    story += [text(page.heading, HEADING), Spacer(0, 2 * mm)]
    if not page.own:
        story += [_line("Barnets namn", page.child), Spacer(0, 2 * mm)]
    story += [text("Vad du svarar på", SECTION), text(page.about, BODY)]
    story += [text("Bra att veta", SECTION), *(text(line, BODY) for line in _to_know(page))]
    story += [
        text("Ditt svar", SECTION),
        _box("Ja, jag samtycker."),
        _box("Nej, jag samtycker inte."),
        Spacer(0, 3 * mm),
        _line("Samtycket gäller till och med (kan lämnas tomt)"),
        _line("Dag"),
        _line("Namnteckning"),
        _line("Namnförtydligande"),
        Spacer(0, 6 * mm),
        text(_give_back(page), BODY),
    ]
    if not page.hidden:
        story += [Spacer(0, 3 * mm), text(f"Utskrivet {page.made_on.isoformat()}", SMALL)]
    return paper(story)


def _to_know(page: ConsentPage) -> tuple[str, ...]:
    whom = "dig" if page.own else "barnet"
    return (
        "Det är frivilligt. Du kan säga nej, och det får inga andra följder för stödet.",
        "Du kan ta tillbaka ditt ja när du vill, muntligt eller skriftligt. Det gäller genast.",
        (
            f"De som träffar {whom} har tystnadsplikt. De är också skyldiga att anmäla till"
            " socialtjänsten om de misstänker att ett barn far illa."
        ),
        *(() if page.own else ("Barnet tillfrågas självt, och får säga nej.",)),
    )


def _give_back(page: ConsentPage) -> str:
    if page.hidden:
        return "Lämna papperet till den som du fick det av. Skriv ingen adress på det."
    return "Lämna papperet till oss, eller till den som du fick det av."


def _box(words: str) -> object:
    from reportlab.lib.units import mm
    from reportlab.platypus import Table

    from kvinnobyran.reports.lettering import BODY, REGULAR, TEXT, text

    side = 4.5 * mm
    return Table(
        [[_BLANK, text(words, BODY)]],
        colWidths=[side, None],
        rowHeights=[side],
        hAlign="LEFT",
        spaceAfter=2.5 * mm,
        style=[
            ("FONT", (0, 0), (-1, -1), REGULAR, BODY.fontSize),
            ("BOX", (0, 0), (0, 0), 0.8, TEXT),
            ("LEFTPADDING", (1, 0), (1, 0), 3 * mm),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ],
    )


def _line(label: str, value: str = "") -> object:
    """Return a line to write on, with what it is for below it and perhaps a value above it."""
    from reportlab.lib.units import mm
    from reportlab.platypus import Table

    from kvinnobyran.reports.lettering import BODY, LINE, REGULAR, SMALL, text

    return Table(
        [[text(value or _BLANK, BODY)], [text(label, SMALL)]],
        colWidths=[110 * mm],
        rowHeights=[8 * mm, 5 * mm],
        hAlign="LEFT",
        style=[
            ("FONT", (0, 0), (-1, -1), REGULAR, BODY.fontSize),
            ("LINEBELOW", (0, 0), (0, 0), 0.6, LINE),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
            ("VALIGN", (0, 0), (0, 0), "BOTTOM"),
            ("VALIGN", (0, 1), (0, 1), "TOP"),
        ],
    )
