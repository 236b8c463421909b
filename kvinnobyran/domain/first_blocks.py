"""The text blocks a new office begins with; it changes, retires and adds its own.

They hold questions to answer and no answers, and nothing that tells of anybody. The methods
behind them are domain.md's: A1-A5, A21, L2 and T8.
"""

import hashlib
from typing import Final

from kvinnobyran.domain.note import NoteKind
from kvinnobyran.domain.writing import TextBlock


def _block(title: str, text: str, kind: NoteKind | None = None) -> TextBlock:
    """Return a block whose id is the same in every office, so that a changed one replaces it."""
    id = hashlib.sha256(f"text block: {title}".encode()).hexdigest()[:32]
    return TextBlock(id=id, title=title, text=text, for_kind=kind)


FIRST_BLOCKS: Final[tuple[TextBlock, ...]] = (
    _block(
        "Samtal: stomme",
        "Hur hon har det nu: [med hennes ord]\n\n"
        "Det vi talade om: [ämnen]\n\n"
        "Det hon vill: [hennes mål eller fråga]\n\n"
        "Det vi kom överens om: [vem gör vad, till när]\n\n"
        "Säkerhet sedan sist: [ny händelse, kontakt med utövaren, planen gäller/ändras]\n\n"
        "Nästa gång: [dag och form]",
        NoteKind.SESSION,
    ),
    _block(
        "Samtal: verkan",
        "Vi stämde av vad samtalen betyder för henne. Hon beskriver [vad som hjälper] och "
        "[vad som saknas]. Hon skattar [0–10]. Vi fortsätter med [samma/annat].",
        NoteKind.SESSION,
    ),
    _block(
        "Samtal: uteblev",
        "Hon kom inte till det bokade samtalet. Avbud: [ja, hur / nej]. Säkert sätt att höra av "
        "sig: [enligt kontaktvägen]. Vi gör så här: [nästa steg].",
        NoteKind.SESSION,
    ),
    _block(
        "Telefonsamtal",
        "Hon ringde / vi ringde [tid]. Hon kunde tala fritt: [ja/nej/oklart].\n"
        "Det gällde: [fråga].\nRåd eller information: [vad].\nVi gör så här: [nästa steg].",
        NoteKind.PHONE,
    ),
    _block(
        "Möte med myndighet",
        "Möte med [myndighet och roll] den [dag], [på plats/telefon/video].\n"
        "Hon var med: [ja/nej]. Tolk: [ja/nej].\nFrågan: [vad mötet gällde].\n"
        "Det som beslutades: [beslut eller besked].\n"
        "Det vi lämnade ut, och på vilken grund: [inget / vad, samtycke].\n"
        "Efter mötet: [vem gör vad].",
        NoteKind.MEETING,
    ),
    _block(
        "Händelse",
        "Händelsen: [vad, när och var i allmänna ord].\nHur vi fick veta: [källa].\n"
        "Barnen: [var de var, vad de sett eller hört].\n"
        "Akut skydd: [112, skyddat boende, vård – vad som gjordes].\n"
        "Riskbedömning: [ny bedömning bokad/gjord]. Säkerhetsplan: [gäller/ändrad].",
        NoteKind.EVENT,
    ),
    _block(
        "Hennes bedömning och vår",
        "Hon bedömer själv risken som [låg/medel/hög] eftersom [hennes skäl]. Vi ser "
        "[det som talar för annat]. Vi talade om skillnaden: [vad hon sade].",
        NoteKind.EVENT,
    ),
    _block(
        "Uppföljning av planen",
        "Mål: [mål]. Läget mot målet: [0–10, med hennes ord].\nInsatser sedan sist: [insatser].\n"
        "Det som ändras: [ändring]. Nästa uppföljning: [dag].",
        NoteKind.FOLLOW_UP,
    ),
    _block(
        "Avslut",
        "Vi avslutar eftersom [skäl]. Det hon tar med sig: [med hennes ord]. Om det blir svårt "
        "igen: [vart hon kan vända sig]. Säkerhetsplanen: [gås igenom, muntligt/papper].",
        NoteKind.FOLLOW_UP,
    ),
    _block(
        "Barnen och oro",
        "Barnens läge: [vad som kommit fram]. Bedömning av oro: [ingen oro/oro anmäls/redan känd] "
        "eftersom [skäl].",
    ),
    _block(
        "Information som gavs",
        "Vi gick igenom [rättigheter, rättsprocess, vårdnad, våldets mekanismer]. Hon frågade "
        "om [fråga] och fick [svar eller vart hon vänder sig].",
    ),
)
"""None of them holds a name, an address or a date."""
