"""The commands, as a process of their own and, a tenth of the price, through the entry point."""

import io
import os
import re
import subprocess
import sys
from dataclasses import dataclass

import pytest

from kvinnobyran import cli
from kvinnobyran.vault import slots
from kvinnobyran.vault import vault as vault_module
from tests.vault.kit import CountingDerive

_TRACE = re.compile(r"Traceback|File \"|Error:|Exception")
_KNOWN = CountingDerive()


@dataclass
class Done:
    """What a command came to, as :class:`subprocess.CompletedProcess` has it."""

    returncode: int
    stdout: bytes
    stderr: bytes


def process(*arguments, passphrase=None, environment=None):
    """Run one command as IT does; say a passphrase on standard input when there is one."""
    return subprocess.run(
        [sys.executable, "-m", "kvinnobyran", *map(str, arguments)],
        input=b"" if passphrase is None else f"{passphrase}\n".encode(),
        capture_output=True,
        env={**os.environ, **(environment or {})},
        check=False,
        timeout=120,
    )


def run(*arguments, passphrase=None, typed=None, environment=None):
    """Run one command in this process, through what ``kvinnobyran`` calls.

    Standard streams are files of bytes as a process has them; the memory of this process is
    not locked up, and what a passphrase costs is paid once for each.
    """
    if typed is None:
        typed = b"" if passphrase is None else f"{passphrase}\n".encode()
    out, err = io.BytesIO(), io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed), "utf-8"))
        patch.setattr(sys, "stdout", io.TextIOWrapper(out, "utf-8"))
        patch.setattr(sys, "stderr", io.TextIOWrapper(err, "utf-8"))
        patch.setattr(sys, "excepthook", sys.excepthook)  # which main sets: it is put back
        patch.setattr(cli, "harden_process", lambda: None)
        for module in (vault_module, slots):
            patch.setattr(module, "derive", _KNOWN)
        for name, value in (environment or {}).items():
            patch.setenv(name, value)
        before = os.umask(0o077)
        try:
            code = cli.main([str(each) for each in arguments])
        finally:
            os.umask(before)
            sys.stdout.flush()
            sys.stderr.flush()
        return Done(code, out.getvalue(), err.getvalue())


def said(done):
    """Return what a failed command said, which is one sentence or two on one line."""
    text = done.stderr.decode()
    assert not _TRACE.search(text), text
    assert text.count("\n") == 1, text
    return text.strip()
