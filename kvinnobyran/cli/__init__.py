"""The commands for the office's IT and for automatic checks; the window is one of them.

Exit codes: 0 done, 1 the world was in the way (a sentence and a way on), 2 a wrong argument
(one sentence), 70 our own fault (an apology and a number), 130 interrupted. There is never a
traceback, and a passphrase never comes from anywhere but standard input.
"""

import contextlib
import logging
import os
import sys
from collections.abc import Sequence
from typing import Final

from kvinnobyran.vault.hardening import harden_process

OK: Final = 0
TROUBLE: Final = 1
USAGE: Final = 2
BUG: Final = 70
INTERRUPTED: Final = 130

_PIPE_GONE: Final = 141
"""What a shell shows for a program that wrote to somebody who had left."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    harden_process()
    from kvinnobyran import bugs
    from kvinnobyran.cli.arguments import UsageTrouble, parse
    from kvinnobyran.domain.trouble import Trouble

    sys.excepthook = bugs.hook
    try:
        chosen = parse(sys.argv[1:] if argv is None else argv)
        code = int(chosen.run(chosen))
        _flush()
    except UsageTrouble as wrong:
        _say(str(wrong))
        return USAGE
    except Trouble as trouble:
        _say(str(trouble))
        return TROUBLE
    except BrokenPipeError:
        _leave_pipe()
        return _PIPE_GONE
    except KeyboardInterrupt:
        _say("Avbrutet.")
        return INTERRUPTED
    except SystemExit as leaving:  # --help and --version
        return leaving.code if isinstance(leaving.code, int) else OK
    except Exception as bug:  # noqa: BLE001 - the last place: it becomes a number
        _keep_log()
        _say(
            f"Det här är vårt fel, inte ditt. Uppge nummer {bugs.report(bug)} till den som "
            "sköter programmet."
        )
        return BUG
    return code


def _say(sentence: str) -> None:
    """Write one line to standard error, if there still is one."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        print(sentence, file=sys.stderr, flush=True)


def _flush() -> None:
    """Let a full disk or a closed pipe be known now and not at the interpreter's end."""
    from kvinnobyran.cli.output import OutputGone

    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError):
        raise OutputGone from None


def _leave_pipe() -> None:
    """Keep the interpreter from writing to the closed pipe once more at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _keep_log() -> None:
    """Let the log line of our own fault go to the log: types and line numbers, no values."""
    from kvinnobyran import paths

    handler: logging.Handler = logging.NullHandler()
    with contextlib.suppress(OSError):
        folder = paths.make_private(paths.log_folder())
        handler = logging.FileHandler(folder / "kvinnobyran.log", encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logging.getLogger("kvinnobyran").addHandler(handler)
