"""The commands for the office's IT and for automatic checks; the window is one of them.

Exit codes: 0 done, 1 the world was in the way (a sentence and a way on), 2 a wrong argument
(one sentence), 70 our own fault (an apology and a number), 130 interrupted. There is never a
traceback, and a passphrase never comes from anywhere but standard input.
"""

import contextlib
import io
import os
import sys
from collections.abc import Sequence
from typing import Final

from kvinnobyran.paths import ASIDE
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
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == [ASIDE]:
        from kvinnobyran.cli import aside

        return aside.run("".join(words[1:]))
    from kvinnobyran import bugs
    from kvinnobyran.cli.arguments import parse
    from kvinnobyran.cli.usage import UsageTrouble
    from kvinnobyran.domain.trouble import Trouble

    sys.excepthook = bugs.hook
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, io.TextIOWrapper
        ):  # a console that lacks a letter is no reason to stop
            stream.reconfigure(errors="backslashreplace")
    try:
        chosen = parse(words)
        code = int(chosen.run(chosen))
    except UsageTrouble as wrong:
        _say(str(wrong))
        return USAGE
    except Trouble as trouble:
        _say(str(trouble))
        _leave_output()
        return TROUBLE
    except BrokenPipeError:
        _leave_output()
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


def _leave_output() -> None:
    """Keep the interpreter from writing once more at its end to what cannot be written to."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stdout.flush()
        return
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _keep_log() -> None:
    """Let the log line of our own fault go to the log: types and line numbers, no values."""
    from kvinnobyran import log, paths

    log.keep_in(paths.log_folder())
