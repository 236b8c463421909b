"""Where each rule comes from, in words for the screen (domain.md 5.18).

``Fault.source`` and ``Task.rule`` name a rule as ``domain.md T8``; here is what it is called,
what it rests on and when that was read last. What has not been read in the source itself says
so: nothing unverified is shown as law.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

_READ: Final = date(2026, 11, 22)
REMINDER: Final = "Automatisk påminnelse"
_PREFIX: Final = "domain.md "


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSource:
    """What a rule is called and what it rests on; ``checked_on`` is when that was read."""

    code: str
    title: str
    basis: str
    checked_on: date = _READ

    @property
    def sentence(self) -> str:
        """Return it whole: the rule, what it rests on, and when that was read.

        Its code is ours and says nothing to whoever reads the screen.
        """
        return f"{self.title}. Grund: {self.basis}. Läst {self.checked_on}."


_OWN = "egen rutin"
_AGREEMENT = "överenskommelsen med kommunen (IOP)"
_ROWS: Final = (
    ("A1", "Bedömningssamtal vid första kontakten", _AGREEMENT),
    ("A2", "Syfte och akuta behov bestäms tillsammans", _AGREEMENT),
    ("A3", "Tidslinje över relationen", _AGREEMENT),
    ("A4", "Samtal om effekten", _AGREEMENT),
    ("A7", "Terapins inriktning", _AGREEMENT),
    ("A9", "De sju våldsformerna", _AGREEMENT),
    ("A10", "Kvällskaféet", _AGREEMENT),
    ("A12", "Trygghetscirkeln", _AGREEMENT),
    ("A17", "Interaktiva lektioner", _AGREEMENT),
    ("A19", "Utåtriktat arbete och möten i samverkan", _AGREEMENT),
    ("A20", "Hon godkänner vad som skrivs", f"{_AGREEMENT}; {_OWN}"),
    ("A21", "Handlingsplan med mål och uppföljning", "metod från en annan verksamhet; egen rutin"),
    ("A13", "De anonyma lägenheterna", _AGREEMENT),
    ("A15", "Stöd och plan för en egen bostad under boendet", _AGREEMENT),
    ("B1", "Två vistelser delar aldrig en natt", _OWN),
    ("B2", "En förlängning som krockar med en reservation", _OWN),
    ("B3", "En preliminär reservation går ut", _OWN),
    ("B4", "Verksamheten beslutar om in- och utskrivning", _AGREEMENT),
    ("B5", "En pågående placering åt gången", _OWN),
    ("B6", "Om lägenheten passar dem", _OWN),
    ("B7", "Tre erbjudanden när ett barn flyttar in", _AGREEMENT),
    ("B8", "Dagar att bevaka under placeringen", f"{_OWN}; lag (2024:79)"),
    ("B9", "När ett placerat barn får lämna", "socialtjänstförordningen (2025:468) 9 kap."),
    ("B10", "Röjd adress", _OWN),
    ("B11", "Eftervård följs upp", _AGREEMENT),
    ("D1", "Hur länge ett ärende sparas", "egen policy, ställs i Inställningar"),
    ("D2", "Tiden räknas om när något skrivs; uppskov och spärr", _OWN),
    ("D3", "Gallring ärende för ärende", _OWN),
    ("D5", "Gallringsprotokoll", _OWN),
    (
        "D6",
        "Registerutdrag, rättelse och invändning",
        "dataskyddsförordningen (EU) 2016/679, ej läst i källan",
    ),
    ("D10", "En fastställd rapport ändras inte", _OWN),
    ("7.8", "Två underskrifter", _OWN),
    ("5.9", "Uppgifter som kan peka ut någon", _OWN),
    ("R9", "Lärdomar och trender", _AGREEMENT),
    ("R12", "Mål och utfall", _AGREEMENT),
    (
        "D7",
        "Loggen granskas varje månad",
        "lag (2001:454) 10 §, ej verifierat att den gäller; egen rutin",
    ),
    ("D8", "Utskrifter och filer", _OWN),
    ("D11", "Uppgifter som saknas", _OWN),
    ("G1", "Vem gruppen är för", _AGREEMENT),
    ("G2", "En plats i taget, och bara den som deltar", f"{_AGREEMENT}; {_OWN}"),
    ("G3", "Kapitlen följer med, och fullföljt är alla", f"{_AGREEMENT}; {_OWN}"),
    ("G4", "Olämplig kombination, utan skäl i gruppen", _OWN),
    ("G5", "Gruppens anteckning är utan namn", _OWN),
    ("G7", "Dagar och tider som går ihop", _OWN),
    ("G8", "Bedömning före insats", _AGREEMENT),
    ("G9", "Signerat ändras bara genom rättelse", _OWN),
    ("I1", "Ingen måste uppge vem hon är", f"{_AGREEMENT}; andra jourers policy"),
    ("I3", "Fingerade personuppgifter länkas aldrig", "Polisens och Skatteverkets vägledning"),
    ("I4", "Från anonym till namngiven", _OWN),
    ("I5", "Sammanslagning kan ångras i 30 dagar", _OWN),
    ("L10", "Barn som placeras i skyddat boende", "lag (2024:79)"),
    ("L11", "Tillståndspliktigt skyddat boende", "socialtjänstförordningen (2025:468)"),
    ("L13", "En placering dokumenteras", "SoL (2025:400), genom Socialstyrelsens frågor och svar"),
    ("L18", "Tystnadsplikt", "SoL (2025:400) 17 kap. 11 §, genom hänvisningar"),
    ("L21", "Förnamn och telefon räcker", "andra jourers policy"),
    ("L27", "Hur länge ett kontaktförbud får gälla", "lag (1988:688) om kontaktförbud"),
    ("R5", "Insatser ändras över tid", _AGREEMENT),
    ("S1", "Skyddade uppgifter visas inte", _OWN),
    ("S2", "Säkert att kontakta", _OWN),
    ("S3", "Brev till vårdnadshavare", _OWN),
    ("S4", "Påminnelse innan något upphör", "kontaktförbud: lag (1988:688); i övrigt egen rutin"),
    ("S5", "Skydd för syskon och mor", _OWN),
    ("S6", "Utövaren syns bara i ärendet", _OWN),
    ("T1", "Trappan från fyra år", f"{_AGREEMENT}; Socialstyrelsens metodguide"),
    ("L20", "Återkommande kontroll av vem som har läst", "SoLPUL (2001:454) 10 §"),
    ("R14", "Barnet deltar för sin egen skull", _AGREEMENT),
    ("P2", "Volontärer", f"{_AGREEMENT}; {_OWN}"),
    ("P5", "Styrgrupp och samverkansgrupp", _AGREEMENT),
    ("P6", "Handledning", _AGREEMENT),
    ("R6", "Volontärtid som egen insats", _AGREEMENT),
    ("5.20", "Lektionens effekt utan uppgifter om elever", _OWN),
    ("5.7", "Kvällens blad på en sida", _OWN),
    ("T2", "Grund för Trappan", "föräldrabalken 6 kap.; verksamheten avgör"),
    ("T3", "Vilka samtycken som räcker", "föräldrabalken 6 kap. 13 och 13 a §§"),
    ("T4", "Stegen i Trappan i ordning", f"{_AGREEMENT}; {_OWN}"),
    ("T5", "När ett samtycke tas tillbaka", _OWN),
    ("T6", "Artonårsdagen", "föräldrabalken"),
    ("T7", "En egen akt för varje barn", _OWN),
    ("T8", "Orosbedömning och orosanmälan", "SoL (2025:400) 19 kap. 1 §, genom hänvisningar"),
    ("T9", "Vad ett barn berättar är barnets", _OWN),
    ("3", "Uppgiften behövs", "verksamhetens egen beskrivning"),
    ("3.1", "Uppgiften behövs för att den ska gå att förstå", "verksamhetens egen beskrivning"),
    ("3.2", "Ordningen mellan lägen", "verksamhetens egen beskrivning"),
    ("4", "Regler och påminnelser", _OWN),
    ("5.10", "Hennes egen bedömning av risken bredvid vår", "Socialstyrelsen om FREDA"),
    ("5.12", "Återkomst", _OWN),
    ("5.17", "Överlämning vid ledighet", _OWN),
    ("section 7, point 5", "Utövarens namn", "verksamhetens eget val"),
)
SOURCES: Final[dict[str, RuleSource]] = {
    code: RuleSource(code=code, title=title, basis=basis) for code, title, basis in _ROWS
}
"""The list is the registry: a rule that is cited has its line here. A test holds it."""


def known(source: str) -> RuleSource | None:
    """Return the rule that a fault or a task names; a point of one (``T3 b``) is that rule."""
    code = source.removeprefix(_PREFIX)
    if code == source:
        return None
    return SOURCES.get(code) or SOURCES.get(code.partition(" ")[0])


def about(source: str) -> str:
    """Return what a rule rests on, in a sentence, or ``""`` for what is no rule.

    >>> about("egen rutin")
    'Grund: egen rutin.'
    """
    if source == _OWN:
        return f"Grund: {_OWN}."
    found = known(source)
    return found.sentence if found else ""


def short(source: str) -> str:
    """Return what a rule is called: ``Orosbedömning och orosanmälan``.

    What rests on no lettered rule is only a reminder.
    """
    found = known(source)
    if found is None:
        return ""
    return found.title if found.code[0].isalpha() else REMINDER
