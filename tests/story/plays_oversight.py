"""A counsellor lets a manager in; the manager looks, saves a report and marks a month (L20)."""

from tests.story.live import Live
from tests.story.plays import save_pdf, unlock

MANAGER = "Rut Uppdiktad"
HERS = "gren spade kaffe dimma vante"


def let_in(live: Live) -> None:
    """The counsellor adds a manager, who types her own passphrase, and reads on."""
    hand = live.hand
    unlock(live)
    hand.key("Ctrl+7")
    hand.tab_to("Sök bland inställningarna")
    hand.type("verksamhetschef")
    hand.tab_to("Lägg till …")
    hand.key("Enter")
    hand.arrive("Kollegans namn")
    hand.type(MANAGER)
    hand.tab_to("Vad det nya lösenordet öppnar")
    hand.key("Ner")
    hand.read("lösenordet öppnar aldrig registret")
    hand.tab_to("Använd fem ord")
    hand.key("Ner")
    hand.fill("Ditt lösenord", HERS)
    hand.fill("Skriv lösenordet en gång till", HERS)
    hand.tab_to("Lägg till")
    hand.key("Enter")
    hand.read("Kollegan är tillagd och kan öppna insynen.")
    hand.key("Ctrl+1")
    hand.read("Att göra idag")


def look(live: Live) -> None:
    """The manager unlocks; two pages are all there is."""
    hand = live.hand
    hand.arrive("Lösenord")
    hand.tab_to("Användare", back=True)
    hand.key("Ner")
    hand.tab_to("Lösenord")
    hand.type(live.passphrase)
    hand.key("Enter")
    hand.read("Fastställda rapporter")
    save_pdf(live, "hos-chefen.pdf")
    hand.key("Ctrl+N", "Ctrl+K", "Ctrl+Z")
    hand.key("Ctrl+2")
    hand.arrive("Månad")
    hand.read("2 läsningar i månaden.")
    hand.fill("Anmärkning till kuratorerna", "Varfor rad 5?")
    hand.tab_to("Markera som granskad", back=True)
    hand.key("Enter")
    hand.read("Anmärkning: Varfor rad 5?")
    live.measured["window"] = type(live.program.oversight).__name__
    live.measured["office"] = live.program.window is not None


def read_it(live: Live) -> None:
    """The counsellor finds the remark among what is to be done today, and in the review."""
    hand = live.hand
    unlock(live)
    hand.read("Läs verksamhetschefens anmärkning om loggen")
