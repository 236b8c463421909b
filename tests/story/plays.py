"""The scenarios as a counsellor plays them: keys, text, and nothing else."""

from functools import partial

from tests.story.hand import Hand, LostError
from tests.story.live import Live

CALL = "Ringer från dolt nummer. Vill ha råd om vårdnaden. Han styr över pengarna."


def unlock(live: Live) -> None:
    """From the lock page to Idag."""
    live.hand.arrive("Lösenord")
    live.hand.type(live.passphrase)
    live.hand.key("Enter")
    live.hand.read("Att göra idag")


def scenario_1(live: Live) -> None:
    """An anonymous caller, 25 minutes, advice on custody."""
    hand, clock = live.hand, live.clock
    unlock(live)
    hand.presses = 0
    hand.key("Ctrl+N")
    hand.arrive("Anteckning från samtalet")
    hand.type(CALL)
    clock.on("2027-02-09", "10:40")
    hand.key("F6", "1", "n", "2")
    hand.type("30")
    hand.key("8", "Enter")
    hand.key("2")
    hand.key("1", "6")
    hand.key("Ctrl+Enter")
    hand.read("Vems kontakt är det?")
    hand.key("3")
    hand.read("Kontakten är sparad som statistik.")
    hand.read("Att göra idag")
    live.measured["presses"] = hand.presses


def open_case(live: Live, alias: str) -> None:
    """A woman calls, an assessment call is to be booked, and her case is opened under an alias."""
    hand = live.hand
    hand.key("Ctrl+N")
    hand.arrive("Anteckning från samtalet")
    hand.type("Vill komma hit och prata.")
    hand.key("F6", "1", "n")
    hand.key("0")
    hand.type("34")
    hand.key("1", "Enter")
    hand.key("1")
    hand.key("Ctrl+Enter")
    hand.read("Vems kontakt är det?")
    hand.key("2")
    hand.arrive("Hur vill hon vara känd")
    hand.key("2")
    hand.fill("Alias", alias)
    hand.choose("Har hon sagt ja till det", "1")
    hand.key("Ctrl+Enter")
    hand.read("Boka bedömningssamtal")


def book(live: Live, day: str) -> None:
    """Take the next step that the case offers: book the assessment call."""
    hand = live.hand
    hand.arrive("Boka bedömningssamtal")
    hand.key("Enter")
    hand.arrive("Dag")
    hand.key("Ctrl+A")
    hand.type(day)
    hand.key("Tab")
    hand.type("1000")
    hand.key("Ctrl+Enter")
    hand.read("Bedömningssamtal bokat")


def from_today(live: Live, row: str) -> None:
    """On the day, Idag has what is due; Enter opens it."""
    hand = live.hand
    hand.key("Ctrl+1")
    hand.read("Att göra idag")
    code = row.rpartition(", ")[2]
    hand.read(code)
    hand.tab_to(row)
    hand.key("Enter")
    hand.read(code)


def scenario_3(live: Live) -> None:
    """Assessed, and referred on to another county: the case closes."""
    hand, clock = live.hand, live.clock
    clock.on("2027-03-01", "09:05")
    open_case(live, "Tuva Ekdahl")
    book(live, "2027-03-04")
    clock.on("2027-03-04", "11:00")
    from_today(live, "Bedömningssamtal, KB-27-001")
    hand.arrive("Dag")
    hand.choose("Är hon utsatt för våld?", "1")
    hand.choose("Våldsformer", "1", "2")
    hand.choose("Vad behöver hon?", "8")
    hand.fill("Barn hemma", "0")
    hand.choose("Vad kom ni fram till?", "3")
    hand.fill("Hänvisas till", "Beroendemottagningen i Påhittade län")
    hand.key("Ctrl+Enter")
    hand.read("Bedömningen är sparad")
    hand.read("Nytt ärende")


def session(live: Live, day: str, answer: str) -> None:
    """Write one session down: the case's next step, held (2), cancelled by us (4), missed (5)."""
    hand = live.hand
    live.clock.on(day, "15:00")
    hand.arrive("Nytt samtal")
    hand.key("Enter")
    hand.arrive("Blev det av?")
    hand.key(answer)
    hand.fill("Dag", "idag")
    hand.key("Ctrl+Enter")
    hand.read("Samtalet är sparat")
    hand.arrive("Nytt samtal")


SESSIONS = (
    *((f"2027-{month:02}-{day:02}", "2") for month, day in (
        (3, 15), (3, 22), (3, 29), (4, 5), (4, 12), (4, 19), (4, 26), (5, 3), (5, 10), (5, 17),
        (5, 24),
    )),
    ("2027-05-31", "5"),
    ("2027-06-07", "5"),
    ("2027-06-14", "4"),
)  # fmt: skip


def scenario_4(live: Live) -> None:
    """The whole flow: all seven forms, three purposes, 14 sessions of which 11 are held."""
    hand, clock = live.hand, live.clock
    clock.on("2027-03-05", "09:05")
    open_case(live, "Rakel Lindmo")
    book(live, "2027-03-08")
    clock.on("2027-03-08", "11:30")
    from_today(live, "Bedömningssamtal, KB-27-002")
    hand.arrive("Dag")
    hand.choose("Är hon utsatt för våld?", "1")
    hand.choose("Våldsformer", *"1234567")
    hand.tab_to("Dominerande form")
    hand.type("Lat")
    hand.fill("Barn hemma", "0")
    hand.choose("Vad behöver hon?", "1")
    hand.choose("Vad kom ni fram till?", "1")
    hand.key("Ctrl+Enter")
    hand.read("Bedömningen är sparad")
    clock.on("2027-03-15", "08:00")
    hand.arrive("Erbjud en insats")
    hand.key("Enter")
    hand.arrive("Vad")
    hand.key("1")
    hand.choose("Läge", "4")
    hand.fill("Började den", "idag")
    hand.choose("Syfte", "1", "2", "3")
    hand.tab_to("Mest akuta behov, det viktigaste först: lägg till")
    hand.type("Try")
    hand.type("Kri")
    hand.key("Ctrl+Enter")
    hand.read("Insatsen är sparad")
    for day, answer in SESSIONS:
        session(live, day, answer)
    timeline(live)
    note(live)
    close(live)


TOLD = (
    "juni 2019 slog mig första gången",
    "våren 2019 flyttade ihop",
    "2018 gifte oss",
    "träffades på jobbet i september 2017",
    "2020 gravid",
    "12 mars 2021 föddes dottern",
    "ca 2019-2022 kontrollerade pengarna",
    "hösten 2021 lämnade honom",
    "jul 2021 gick tillbaka",
    "2022 hot varje vecka",
    "2023 bröt upp",
    "våren 2023 polisanmälan",
    "2024 rättegång och dom",
    "3 februari 2025 flyttade till egen lägenhet",
)
"""14 events, 5 with only a year."""


def timeline(live: Live) -> None:
    """Draw the timeline over the relation, a line for an event, show it to her, and go back."""
    hand = live.hand
    leaf_to(live, "Öppna tidslinjen")
    hand.tab_to("Öppna tidslinjen")
    hand.key("Enter")
    hand.arrive("Ny händelse")
    for number, line in enumerate(TOLD, 1):
        hand.type(line)
        hand.key("Enter")
        hand.read("1 händelse" if number == 1 else f"{number} händelser")
        hand.until(partial(_is_gone, hand, line), f"{line!r} stays in the line")
    hand.tab_to("Visa för henne")
    hand.key("Enter")
    hand.read("Esc avslutar")
    live.measured["shown"] = hand.screen()
    hand.key("Esc")
    hand.tab_to("Till ärendet")
    hand.key("Enter")
    hand.read("KB-27-002")
    leaf_to(live, "Avsluta ärendet")


def _is_gone(hand: Hand, words: str) -> bool:
    return not hand.sees(words)


def leaf_to(live: Live, button: str) -> None:
    """Leaf through the case's tabs until a button is seen."""
    hand = live.hand
    hand.tab_to("Ärendets delar")
    for _ in range(10):
        if hand.is_offered(button):
            return
        hand.key("Ctrl+Tab")
    raise LostError(f"{button!r} is on no tab; {hand.screen()}")


def note(live: Live) -> None:
    """Write a journal note and sign it."""
    hand = live.hand
    hand.key("Ctrl+Skift+N")
    hand.arrive("Anteckning")
    hand.type("Vi har gått igenom tidslinjen. Den är påhittad.")
    hand.key("Ctrl+Enter")
    hand.read("Signerad")


def close(live: Live) -> None:
    """Close the case from its overview."""
    hand = live.hand
    hand.tab_to("Avsluta ärendet")
    hand.key("Enter")
    hand.arrive("Avslutas den")
    hand.choose("Varför", "1")
    hand.key("Ctrl+Enter")
    hand.arrive("Varning. Se över en sak")
    hand.tab_to("Skäl för att spara ändå")
    hand.type("Hon är klar.")
    hand.key("Ctrl+Enter")
    hand.arrive("Nytt ärende")
    hand.read("Ärendet är avslutat")


def half_year(live: Live) -> None:
    """Statistics: the report for the office and the one for outside, both saved as PDF."""
    hand = live.hand
    live.clock.on("2027-06-30", "09:00")
    hand.key("Ctrl+6")
    hand.read("Första halvåret 2027")
    hand.until(lambda: hand.is_offered("Lämna till granskning"), "the proof never ended")
    hand.tab_to("Lämna till granskning")
    hand.key("Enter")
    hand.read("Granskas")
    live.clock.on("2027-07-07", "09:00")  # alone: seven days later one signature is enough
    hand.until(lambda: hand.is_offered("Fastställ rapporten"), "the next step never comes")
    hand.key("Enter")  # the button is the one that was pressed before
    hand.read("Fastställd")
    save_pdf(live, "extern.pdf")
    hand.tab_to("Till vem")
    hand.key("Höger", "Mellanslag")
    hand.read("exakta tal")
    save_pdf(live, "intern.pdf")


def save_pdf(live: Live, file: str) -> None:
    """Save what is previewed."""
    hand = live.hand
    hand.until(lambda: hand.is_offered("Spara PDF"), "no PDF is ever offered")
    hand.tab_to("Spara PDF")
    hand.key("Enter")
    hand.arrive("Vad den ska användas till")
    hand.key("Ctrl+A")
    hand.type("Halvårsuppföljning")
    hand.fill("Vem som ska ha den", "Styrgruppen")

    def choose_the_place() -> None:
        hand.until(lambda: "Spara rapporten" in hand.title(), "the file box never came")
        hand.key("Ctrl+A")
        hand.type(str(live.folder.parent / file))
        hand.key("Enter")

    hand.key_that_opens_a_box("Ctrl+Enter", choose_the_place)
    hand.read("Filen är sparad")
    hand.until(lambda: not hand.sees("Vem som ska ha den"), "the question stays")


def half_a_year(live: Live) -> None:
    """Scenarios 1, 3 and 4 in one office, and the report of their half year."""
    scenario_1(live)
    scenario_3(live)
    scenario_4(live)
    half_year(live)
