"""What may be written behind ``kvinnobyran``, and one Swedish sentence for everything else."""

import argparse
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from kvinnobyran import __version__
from kvinnobyran.cli.usage import UsageTrouble

if TYPE_CHECKING:
    from kvinnobyran.statistics.period import Period

YEARS: Final = range(1, 11)
SIZES: Final = range(320, 7681)
TEXT_SIZES: Final = range(90, 201)
THEMES: Final = ("light", "dark", "high_contrast")
_LARGEST_SEED: Final = 2**63
_LONGEST_NUMBER: Final = len(str(_LARGEST_SEED))


class _Formatter(argparse.HelpFormatter):
    """Help in Swedish, also where argparse brings its own words."""

    def add_usage(
        self,
        usage: str | None,
        actions: Any,  # noqa: ANN401 - argparse's own
        groups: Any,  # noqa: ANN401 - argparse's own
        prefix: str | None = None,
    ) -> None:
        """Begin with a Swedish word."""
        super().add_usage(usage, actions, groups, prefix or "Användning: ")


class _Parser(argparse.ArgumentParser):
    """A parser that raises its one sentence instead of writing and leaving."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Formatter, **kwargs)
        self._optionals.title = "Val"
        self._positionals.title = "Kommandon"
        self.add_argument("-h", "--help", action="help", help="visa den här hjälpen")

    def error(self, message: str) -> NoReturn:
        """Turn argparse's message into a Swedish sentence."""
        raise UsageTrouble(_in_swedish(message))


_MESSAGES: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (
        re.compile(r"the following arguments are required: (?P<names>[\w, -]+)"),
        lambda found: f"Det saknas något: {found['names']}.",
    ),
    (
        re.compile(r"argument (?P<name>[-\w]+)\S*: expected one argument"),
        lambda found: f"{found['name']} behöver ett värde.",
    ),
    (
        re.compile(r"argument (?P<name>[-\w]+)\S*: ignored explicit argument"),
        lambda found: f"{found['name']} tar inget värde.",
    ),
    (re.compile(r"argument kommando: invalid choice"), lambda _found: "Kommandot finns inte."),
    (
        re.compile(
            r"argument (?P<name>--\w+): invalid choice: .*\(choose from (?P<all>[^)]*)\)$",
            re.DOTALL,
        ),
        lambda found: f"{found['name']} kan vara {_either(found['all'])}.",
    ),
    (
        re.compile(r"argument (?P<name>--[-\w]+): \N{PILCROW SIGN}(?P<ours>.*)", re.DOTALL),
        lambda found: f"{found['name']}: {found['ours']}",
    ),
    (re.compile("unrecognized arguments"), lambda _found: "Kommandot har ett okänt argument."),
)


def _in_swedish(message: str) -> str:
    for pattern, sentence in _MESSAGES:
        if found := pattern.match(message):
            return sentence(found)
    return "Kommandot går inte att förstå."


def _either(choices: str) -> str:
    """Return ``a, b eller c`` for argparse's ``'a', 'b', 'c'``."""
    *most, last = choices.replace("'", "").split(", ")
    return f"{', '.join(most)} eller {last}" if most else last


def _ours(sentence: str) -> argparse.ArgumentTypeError:
    """Mark a sentence as ours, so that it is not taken for one of argparse's."""
    return argparse.ArgumentTypeError("\N{PILCROW SIGN}" + sentence)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Read the command line; ``run`` of the answer is the command.

    Raises :class:`UsageTrouble`; ``--help`` and ``--version`` write and raise SystemExit.
    """
    return _parser().parse_args(list(argv))


def _parser() -> _Parser:
    top = _Parser(
        prog="kvinnobyran",
        usage="kvinnobyran [--data MAPP] [kommando …]",
        description="Kvinnobyråns ärenderegister. Utan kommando öppnas fönstret.",
        epilog="kvinnobyran KOMMANDO --help berättar mer om ett kommando.",
    )
    top.add_argument("--version", action="version", version=f"kvinnobyran {__version__}",
                     help="visa programmets version")  # fmt: skip
    _data(top, default=None)
    top.set_defaults(run=_window)
    commands = top.add_subparsers(
        prog="kvinnobyran", metavar="kommando", dest="kommando", parser_class=_Parser
    )
    _demo_arguments(commands.add_parser("demo", help="skapa ett påhittat kontor att öva i"))
    _report_arguments(commands.add_parser("report", help="skriv en verksamhetsrapport till en fil"))
    _check_arguments(commands.add_parser("check", help="kontrollera att registret är helt"))
    _backup_arguments(commands.add_parser("backup", help="skriv en säkerhetskopia och pröva den"))
    _restore_arguments(commands.add_parser("restore", help="läs tillbaka en säkerhetskopia"))
    _shots_arguments(commands.add_parser("shots", help="spara en bild av varje sida"))
    return top


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Skapar ett påhittat kontor och öppnar det. Samma frö ger samma kontor på varje dator. "
        "Utan --data läggs det i en egen övningsmapp."
    )
    _data(parser)
    parser.add_argument("--years", type=_whole(YEARS), default=3, metavar="N",
                        help="hur många år kontoret har arbetat (1–10, annars 3)")  # fmt: skip
    parser.add_argument("--seed", type=_whole(range(_LARGEST_SEED)), default=1, metavar="FRÖ",
                        help="ett heltal som bestämmer kontoret (annars 1)")  # fmt: skip
    parser.add_argument("--until", type=_day, default=None, metavar="DATUM",
                        help="kontorets sista dag (annars 2027-12-15)")  # fmt: skip
    parser.add_argument("--no-window", action="store_true", help="öppna inget fönster")
    parser.add_argument("--json", action="store_true",
                        help="skriv det som behövs för att komma in, som en rad JSON")  # fmt: skip
    parser.set_defaults(run=_demo)


def _report_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Skriver rapporten för en period. En extern rapport håller inne de antal som kunde röja "
        "någon, och säger det."
    )
    _unlocking(parser)
    parser.add_argument("--period", type=_period, required=True, metavar="PERIOD",
                        help="2027-H1 (halvår), 2027-T2 (tertial) eller 2027 (år)")  # fmt: skip
    parser.add_argument("--audience", choices=("external", "internal"), required=True,
                        help="för någon utanför kontoret, eller bara för er själva")  # fmt: skip
    parser.add_argument(
        "--format", choices=("pdf", "xlsx", "json", "html"), required=True, help="filens slag"
    )
    parser.add_argument("--out", type=_path, required=True, metavar="FIL", help="filen som skrivs")
    parser.set_defaults(run=_report)


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Läser igenom registret: båda kontrollerna av filen, ändringsloggens kedja och alla "
        "säkerhetsinställningar. Slutar med 0 om allt stämmer, annars 1."
    )
    _unlocking(parser)
    parser.add_argument("--head", type=_head, default=None, metavar="SLUT",
                        help="ändringsloggens slut som det stod när en kopia gjordes")  # fmt: skip
    parser.set_defaults(run=_check)


def _backup_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Skriver en krypterad säkerhetskopia till en mapp, läser tillbaka den därifrån och "
        "kontrollerar den. Den öppnas bara med återställningsnyckeln."
    )
    _unlocking(parser)
    parser.add_argument("--to", type=_path, required=True, metavar="MAPP",
                        help="var kopian läggs, helst ett USB-minne")  # fmt: skip
    parser.set_defaults(run=_backup)


def _restore_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Gör ett register i en ny mapp av en säkerhetskopia, på vilken dator som helst, och "
        "kontrollerar det. Skriver aldrig över något som finns."
    )
    parser.add_argument("--from", type=_path, required=True, metavar="FIL", dest="source",
                        help="kopian")  # fmt: skip
    parser.add_argument("--recovery-key-stdin", action="store_true", required=True,
                        help="läs återställningsnyckeln på standard in, första raden")  # fmt: skip
    parser.add_argument("--data", type=_path, required=True, metavar="NY MAPP",
                        help="mappen som registret läggs i; den ska inte finnas")  # fmt: skip
    parser.add_argument("--user", default=None, metavar="NAMN",
                        help="lägg in en användare; lösenordet är andra raden")  # fmt: skip
    parser.set_defaults(run=_restore)


def _shots_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Öppnar varje sida av ett påhittat kontor och sparar en PNG-bild av den."
    parser.add_argument(
        "--out", type=_path, required=True, metavar="MAPP", help="var bilderna läggs"
    )
    parser.add_argument("--size", type=_size, default=(1366, 768), metavar="BxH",
                        help="fönstrets storlek (annars 1366x768)")  # fmt: skip
    parser.add_argument("--theme", choices=THEMES, default="light", help="färgtema (annars light)")
    parser.add_argument("--text", type=_whole(TEXT_SIZES), default=100, metavar="PROCENT",
                        help="textens storlek, 90–200 (annars 100)")  # fmt: skip
    parser.add_argument("--sheets", action="store_true",
                        help="varje formulär i ett ärende i stället för varje sida")  # fmt: skip
    parser.set_defaults(run=_shots)


def _data(parser: argparse.ArgumentParser, *, default: Any = argparse.SUPPRESS) -> None:  # noqa: ANN401 - a mark of argparse
    parser.add_argument("--data", type=_path, default=default, metavar="MAPP",
                        help="registrets mapp")  # fmt: skip


def _unlocking(parser: argparse.ArgumentParser) -> None:
    _data(parser)
    parser.add_argument("--user", required=True, metavar="NAMN", help="användarens namn")
    parser.add_argument("--passphrase-stdin", action="store_true", required=True,
                        help="läs lösenordet på standard in")  # fmt: skip


# --- what a value may be ------------------------------------------------------------------------


def _whole(allowed: range) -> Callable[[str], int]:
    range_words = f"Skriv ett heltal från {allowed[0]} till {allowed[-1]}."

    def read(text: str) -> int:
        plain = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
        if not plain or int(text) not in allowed:
            raise _ours(range_words)
        return int(text)

    return read


def _period(text: str) -> "Period":
    from kvinnobyran.statistics.period import Period, PeriodUnreadable

    try:
        return Period.parse(text)
    except PeriodUnreadable as trouble:
        raise _ours(str(trouble)) from None


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not 2000 <= day.year <= 2190:  # noqa: PLR2004 - years that periods can name, with room before
        raise _ours("Skriv ett datum, till exempel 2027-06-30.")
    return day


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"([0-9]{3,4})x([0-9]{3,4})", text)
    if found is None or int(found[1]) not in SIZES or int(found[2]) not in SIZES:
        raise _ours("Skriv bredd och höjd i bildpunkter, till exempel 1366x768.")
    return int(found[1]), int(found[2])


def _head(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,12}:[0-9a-f]{64}", text):
        raise _ours("Skriv av hela raden: ett tal, kolon och 64 tecken.")
    return text


def _path(text: str) -> Path:
    if not text.strip() or "\0" in text:
        raise _ours("Skriv var det ligger.")
    return Path(text).expanduser()


# --- the commands, imported when they are run ----------------------------------------------------


def _window(chosen: argparse.Namespace) -> int:
    from kvinnobyran.cli import window

    return window.run(chosen)


def _demo(chosen: argparse.Namespace) -> int:
    from kvinnobyran.cli import demo

    return demo.run(chosen)


def _report(chosen: argparse.Namespace) -> int:
    from kvinnobyran.cli import report

    return report.run(chosen)


def _check(chosen: argparse.Namespace) -> int:
    from kvinnobyran.cli import check

    return check.run(chosen)


def _backup(chosen: argparse.Namespace) -> int:
    from kvinnobyran.cli import copies

    return copies.back_up(chosen)


def _restore(chosen: argparse.Namespace) -> int:
    from kvinnobyran.cli import copies

    return copies.restore(chosen)


def _shots(chosen: argparse.Namespace) -> int:
    from kvinnobyran.cli import shots

    return shots.run(chosen)
