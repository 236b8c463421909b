"""Every command of the window, said once. Menus, palette and the list of keys come from here.

Never Ctrl+Alt (it is AltGr on a Swedish keyboard), never a letter alone (experience.md 9).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kvinnobyran.ui.kit.icons import Icon


class Menu(StrEnum):
    """The menus, in order; the value is what the menu bar says."""

    FILE = "&Arkiv"
    EDIT = "&Redigera"
    VIEW = "&Visa"
    CASE = "&Ärende"
    NEW = "&Nytt"
    GO = "&Gå till"
    HELP = "&Hjälp"

    @property
    def label(self) -> str:
        """The name without its mark for the Alt key."""
        return self.value.replace("&", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing the window can do.

    ``text`` carries the menu's mnemonic. ``keys`` are Qt's portable names, the first one is
    shown. A command whose ``page`` is set is done by the page: that is the name of its
    method, and a page without it cannot do the command. ``listed_only`` keys are handled by
    fields and forms themselves; they are in the list of keys and nowhere else. ``sheet`` is the
    kind of the sheet that the case page opens for a new record (``ui/case/parts.py``).
    """

    id: str
    text: str
    menu: Menu
    keys: tuple[str, ...] = ()
    icon: Icon | None = None
    page: str = ""
    cannot: str = ""
    """Why a page without the method cannot do it."""
    new_group: bool = False
    checkable: bool = False
    in_palette: bool = True
    listed_only: bool = False
    sheet: str = ""

    @property
    def label(self) -> str:
        """The text without its mnemonic."""
        return self.text.replace("&", "")


_IN_A_CASE: Final = (
    ("session", "Nytt sa&mtal eller möte"),
    ("assessment_booking", "Boka be&dömningssamtal"),
    ("task", "Ny &uppgift"),
    ("contact_way", "Ny &kontaktväg"),
    ("protection", "Anteckna &skydd"),
    ("violence_exposure", "Ny &våldsbedömning"),
    ("contact_ban", "Nytt kontakt&förbud"),
    ("risk_assessment", "Ny &riskbedömning"),
    ("safety_plan", "Ny säkerhets&plan"),
    ("concern_report", "Ny &oro för barn"),
    ("intervention", "Ny &insats"),
    ("goal", "Nytt må&l"),
    ("action_plan", "Ny &handlingsplan"),
    ("working_note", "Nytt &arbetsminne"),
    ("letter", "Skriv br&ev"),
    ("authority_matter", "Ny fråga till m&yndighet"),
    ("consent", "Nytt sam&tycke"),
    ("child_consent", "Nytt samtycke för bar&n"),
    ("disclosure", "Nytt utl&ämnande"),
    ("disclosure_request", "Ny &begäran om uppgifter"),
    ("placement", "Ny placerin&g"),
)
"""What is written in a case, by the kind of its sheet."""
_ABOUT_A_CASE: Final = (
    ("case", "Om är&endet"),
    ("counsellor_change", "&Byt handläggare"),
    ("pausing", "Låt &vila"),
    ("closing", "&Avsluta ärendet"),
)
"""What is done with a case as a whole, by the kind of its sheet."""
_NO_CASE: Final = "Öppna ett ärende först."


def _case_command(sheet: str, text: str, menu: Menu) -> Command:
    return Command(
        id=f"case_{sheet}",
        text=text,
        menu=menu,
        page="open_sheet",
        sheet=sheet,
        cannot=_NO_CASE,
    )


COMMANDS: Final[tuple[Command, ...]] = (
    # --- Arkiv
    Command(
        id="new_contact",
        text="&Ny kontakt",
        menu=Menu.FILE,
        keys=("Ctrl+N",),
        icon=Icon.NEW_CONTACT,
    ),
    Command(
        id="new_reservation",
        text="Ny &reservation i kalendern",
        menu=Menu.FILE,
        icon=Icon.CALENDAR,
        page="make_new",
        cannot="Öppna kalendern först.",
    ),
    Command(
        id="new_group",
        text="Ny &grupp",
        menu=Menu.FILE,
        icon=Icon.GROUPS,
        page="new_group",
        cannot="Gå till Grupper först.",
    ),
    Command(
        id="new_lesson",
        text="Ny le&ktion",
        menu=Menu.FILE,
        icon=Icon.SCHOOL,
        page="new_lesson",
        cannot="Gå till Skola först.",
    ),
    Command(
        id="save",
        text="&Spara nu",
        menu=Menu.FILE,
        keys=("Ctrl+S",),
        icon=Icon.SAVE,
        new_group=True,
    ),
    Command(
        id="print",
        text="Skriv &ut …",
        menu=Menu.FILE,
        keys=("Ctrl+P",),
        icon=Icon.PRINT,
        page="print_page",
        cannot="Den här sidan har inget att skriva ut.",
    ),
    Command(
        id="keep_open",
        text="&Håll öppet 60 minuter",
        menu=Menu.FILE,
        icon=Icon.CLOCK,
        checkable=True,
        new_group=True,
    ),
    Command(
        id="neutral",
        text="Visa en n&eutral sida",
        menu=Menu.FILE,
        keys=("Ctrl+Shift+Space",),
        icon=Icon.HIDE,
    ),
    Command(id="lock", text="&Lås", menu=Menu.FILE, keys=("Ctrl+L",), icon=Icon.LOCK),
    Command(id="quit", text="&Avsluta", menu=Menu.FILE, keys=("Ctrl+Q",), new_group=True),
    # --- Redigera
    Command(id="undo", text="&Ångra", menu=Menu.EDIT, keys=("Ctrl+Z",), icon=Icon.UNDO),
    Command(
        id="redo", text="&Gör om", menu=Menu.EDIT, keys=("Ctrl+Y", "Ctrl+Shift+Z"), icon=Icon.REDO
    ),
    Command(
        id="cut",
        text="&Klipp ut",
        menu=Menu.EDIT,
        keys=("Ctrl+X",),
        new_group=True,
        in_palette=False,
    ),
    Command(id="copy", text="K&opiera", menu=Menu.EDIT, keys=("Ctrl+C",), in_palette=False),
    Command(id="paste", text="Klistra &in", menu=Menu.EDIT, keys=("Ctrl+V",), in_palette=False),
    Command(
        id="palette",
        text="&Sök och kommandon …",
        menu=Menu.EDIT,
        keys=("Ctrl+K",),
        icon=Icon.SEARCH,
        new_group=True,
        in_palette=False,
    ),
    Command(
        id="find",
        text="Sök på si&dan",
        menu=Menu.EDIT,
        keys=("Ctrl+F",),
        page="find_on_page",
        cannot="Den här sidan har inget sökfält.",
    ),
    Command(
        id="find_next",
        text="Sök &nästa",
        menu=Menu.EDIT,
        keys=("F3",),
        page="find_next_on_page",
        cannot="Den här sidan har inget sökfält.",
    ),
    # --- Visa
    Command(
        id="larger", text="&Större text", menu=Menu.VIEW, keys=("Ctrl++", "Ctrl+="), icon=Icon.ADD
    ),
    Command(id="smaller", text="&Mindre text", menu=Menu.VIEW, keys=("Ctrl+-",), icon=Icon.MINUS),
    Command(id="normal_size", text="&Normal text", menu=Menu.VIEW, keys=("Ctrl+0",)),
    Command(
        id="theme_system",
        text="&Följ systemets tema",
        menu=Menu.VIEW,
        checkable=True,
        new_group=True,
    ),
    Command(id="theme_light", text="&Ljust tema", menu=Menu.VIEW, checkable=True),
    Command(id="theme_dark", text="Mö&rkt tema", menu=Menu.VIEW, checkable=True),
    Command(id="theme_high_contrast", text="&Hög kontrast", menu=Menu.VIEW, checkable=True),
    Command(
        id="narrow",
        text="Bara &ikoner i sidofältet",
        menu=Menu.VIEW,
        checkable=True,
        new_group=True,
    ),
    Command(
        id="calendar_list",
        text="Kalendern som lista eller &bild",
        menu=Menu.VIEW,
        icon=Icon.CALENDAR,
        page="turn",
        cannot="Öppna kalendern först.",
    ),
    Command(id="next_pane", text="Nästa &panel", menu=Menu.VIEW, keys=("F6",), in_palette=False),
    Command(
        id="previous_pane",
        text="Förra pan&elen",
        menu=Menu.VIEW,
        keys=("Shift+F6",),
        in_palette=False,
    ),
    Command(id="menu", text="Men&y", menu=Menu.VIEW, keys=("F10",), in_palette=False),
    Command(
        id="allow_capture",
        text="&Tillåt skärmdelning (1 timme)",
        menu=Menu.VIEW,
        checkable=True,
        new_group=True,
    ),
    # --- Ärende
    *(_case_command(sheet, text, Menu.CASE) for sheet, text in _ABOUT_A_CASE),
    Command(
        id="resume_case",
        text="Ta upp i&gen",
        menu=Menu.CASE,
        page="resume_case",
        cannot=_NO_CASE,
    ),
    Command(
        id="reopen_case",
        text="&Öppna ärendet igen",
        menu=Menu.CASE,
        page="reopen_case",
        cannot=_NO_CASE,
    ),
    Command(
        id="case_again",
        text="Börja ett &nytt ärende för henne",
        menu=Menu.CASE,
        icon=Icon.CASES,
        page="open_new_case",
        cannot=_NO_CASE,
    ),
    Command(
        id="add_around",
        text="&Lägg till barn eller person",
        menu=Menu.CASE,
        icon=Icon.PEOPLE,
        page="add_around",
        cannot=_NO_CASE,
        new_group=True,
    ),
    Command(
        id="merge_persons",
        text="&Slå ihop med en annan person …",
        menu=Menu.CASE,
        icon=Icon.LINK,
        page="merge_persons",
        cannot=_NO_CASE,
    ),
    Command(
        id="relation",
        text="&Tidslinje över relationen",
        menu=Menu.CASE,
        icon=Icon.HISTORY,
        page="open_relation",
        cannot=_NO_CASE,
    ),
    # --- Nytt
    Command(
        id="new_note",
        text="Ny ante&ckning i ärendet",
        menu=Menu.NEW,
        keys=("Ctrl+Shift+N",),
        icon=Icon.NOTE,
        page="new_note",
        cannot=_NO_CASE,
    ),
    *(_case_command(sheet, text, Menu.NEW) for sheet, text in _IN_A_CASE),
    # --- Gå till
    Command(id="go_today", text="&Idag", menu=Menu.GO, keys=("Ctrl+1",), icon=Icon.TODAY),
    Command(id="go_cases", text="&Ärenden", menu=Menu.GO, keys=("Ctrl+2",), icon=Icon.CASES),
    Command(id="go_calendar", text="&Kalender", menu=Menu.GO, keys=("Ctrl+3",), icon=Icon.CALENDAR),
    Command(id="go_groups", text="&Grupper", menu=Menu.GO, keys=("Ctrl+4",), icon=Icon.GROUPS),
    Command(id="go_school", text="&Skola", menu=Menu.GO, keys=("Ctrl+5",), icon=Icon.SCHOOL),
    Command(
        id="go_statistics", text="S&tatistik", menu=Menu.GO, keys=("Ctrl+6",), icon=Icon.STATISTICS
    ),
    Command(
        id="go_settings",
        text="I&nställningar",
        menu=Menu.GO,
        keys=("Ctrl+7", "Ctrl+,"),
        icon=Icon.SETTINGS,
    ),
    Command(
        id="children", text="Barnet i &centrum", menu=Menu.GO, icon=Icon.PEOPLE, new_group=True
    ),
    Command(id="handover", text="Ö&verlämning", menu=Menu.GO, icon=Icon.PEOPLE),
    Command(id="log", text="&Logg", menu=Menu.GO, icon=Icon.CLOCK),
    Command(id="retention", text="Gall&ring", menu=Menu.GO, icon=Icon.CLOCK),
    Command(id="back", text="Till&baka", menu=Menu.GO, icon=Icon.CHEVRON_LEFT, new_group=True),
    # --- Hjälp
    Command(
        id="help", text="&Hjälp och kortkommandon", menu=Menu.HELP, keys=("F1",), icon=Icon.HELP
    ),
    Command(id="about", text="&Om Kvinnobyrån", menu=Menu.HELP, icon=Icon.INFO),
    # --- Keys of fields and forms themselves
    Command(
        id="save_close",
        text="Spara och stäng formuläret",
        menu=Menu.EDIT,
        keys=("Ctrl+Return",),
        listed_only=True,
        in_palette=False,
    ),
    Command(
        id="put_aside",
        text="Lägg åt sidan som utkast, eller stäng",
        menu=Menu.EDIT,
        keys=("Esc",),
        listed_only=True,
        in_palette=False,
    ),
)

DATE_KEYS: Final[tuple[tuple[str, str], ...]] = (
    ("Pil upp och pil ner", "Nästa och förra dagen"),
    ("Page Up och Page Down", "Nästa och förra månaden"),
    ("T", "Idag"),
    ("+14", "Fjorton dagar framåt"),
    ("22/11, 261122, v. 47, på fredag", "Datum som du säger dem"),
)
"""What a date field understands; listed in the help."""

WRITING_KEYS: Final[tuple[tuple[str, str], ...]] = (
    ("F7", "Nästa stavfel, med förslag"),
    ("Ctrl+T", "Sätt in ett textblock i en anteckning"),
    ("F8", "Nästa lucka att fylla i"),
    ("Pil vänster och höger", "Vänd blad i ett dokument"),
)
"""What a long text and a document understand; listed in the help."""

TIMELINE_KEYS: Final[tuple[tuple[str, str], ...]] = (
    ("Pilar, Home, End", "Nästa, förra, första och sista händelsen"),
    ("Enter", "Ändra händelsen"),
    ("N", "Ny händelse"),
    ("Del", "Ta bort händelsen"),
    ("Alt+Pil", "Flytta bland händelser från samma tid"),
    ("+, − och 0", "Zooma in, zooma ut, hela"),
)
"""What a card of the timeline over the relation understands; listed in the help."""

CALENDAR_KEYS: Final[tuple[tuple[str, str], ...]] = (
    ("Pilar", "Nästa och förra vistelsen, lägenheten ovanför och under"),
    ("Home och End", "Idag, och lägenhetens sista vistelse"),
    ("Enter", "Öppna, eller spara det som flyttas"),
    ("N", "Ny reservation där det är ledigt"),
    ("Alt+Pil åt sidan", "Flytta en dag; Enter sparar, Esc ångrar"),
    ("Alt+Skift+Pil åt sidan", "Flytta slutet en dag"),
    ("Alt+Pil upp och ner", "Flytta till den andra lägenheten"),
    ("Page Up och Page Down", "Längre och kortare tid: 6 månader, 1 år, 3 år"),
    ("+ och −, eller Ctrl och hjulet", "Zooma in och ut"),
)
"""What a stay in the calendar understands; listed in the help."""

MATRIX_KEYS: Final[tuple[tuple[str, str], ...]] = (
    ("Pilar", "Nästa person, nästa tillfälle"),
    ("Mellanslag", "Växla närvarande, anmäld frånvaro, uteblev, ej registrerat"),
    ("Skift+Mellanslag", "Alla som inte har något svar: närvarande"),
    ("Skift+F10", "Alla svar"),
)
"""What the attendance of a group understands; listed in the help."""

THEME_COMMAND: Final = "theme_"


def by_id(id: str) -> Command:
    """Return a command. Raises :class:`KeyError`."""
    return _BY_ID[id]


_BY_ID: Final = {command.id: command for command in COMMANDS}
