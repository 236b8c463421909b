"""T35: what a print leaves: in the printing system's own folders, and in TMPDIR.

A cupsd of our own, with its own folders and a printer that throws everything away, takes what the
program prints. It keeps every job and its pages, as it does for a day on any machine: that is said
in the box that asks for the printer, and what it keeps must at least name nobody.
"""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kvinnobyran.ui.printing import JOB, KEPT
from tests.faults import scanner
from tests.faults.kit import PATIENCE, ROOT, environment
from tests.faults.test_canary import invented

pytestmark = [pytest.mark.slow, pytest.mark.faults]
PRINTER = "prov"
DAEMON = """
Listen {room}/socket
LogLevel warn
DirtyCleanInterval 0
PageLogFormat %p %u %j %T %P %C %{{job-name}}
MaxJobs 50
PreserveJobHistory Yes
PreserveJobFiles Yes
Browsing Off
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
FILES = """
ServerRoot {room}/etc
RequestRoot {room}/spool
CacheDir {room}/cache
StateDir {room}/state
TempDir {room}/spool/tmp
DataDir /usr/share/cups
AccessLog {room}/log/access_log
ErrorLog {room}/log/error_log
PageLog {room}/log/page_log
FileDevice Yes
Sandboxing relaxed
"""
PRINTS = f"""
import sys
from PySide6.QtWidgets import QApplication
from kvinnobyran.demo.papers import letter
from kvinnobyran.ui.printing import LANDSCAPE, paint, plain_printer
app = QApplication([])
word = sys.stdin.readline().strip()
pdf = letter(word, [word])
for printer in (plain_printer(), plain_printer(LANDSCAPE)):
    printer.setPrinterName({PRINTER!r})
    assert printer.printerName() == {PRINTER!r}
    paint(printer, pdf)
"""


@pytest.fixture
def spooler(tmp_path: Path) -> Iterator[Path]:
    """Yield the room of a printing system with one printer."""
    missing = [name for name in ("cupsd", "lpadmin", "lpstat") if shutil.which(name) is None]
    if missing:
        pytest.skip("no cupsd (apt install cups-daemon cups-client)")
    room = tmp_path / "cups"
    for name in ("etc", "spool/tmp", "cache", "state", "log"):
        (room / name).mkdir(parents=True)
    (room / "etc/cupsd.conf").write_text(DAEMON.format(room=room))
    (room / "etc/cups-files.conf").write_text(FILES.format(room=room))
    daemon = subprocess.Popen(
        ["cupsd", "-f", "-c", room / "etc/cupsd.conf", "-s", room / "etc/cups-files.conf"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        until = time.monotonic() + PATIENCE
        while not (room / "socket").exists():
            if daemon.poll() is not None or time.monotonic() > until:
                pytest.skip("cupsd does not start here")
            time.sleep(0.1)
        subprocess.run(
            ["lpadmin", "-h", room / "socket", "-p", PRINTER, "-E", "-v", "file:///dev/null"],
            check=True, capture_output=True, env=environment(tmp_path / "home"),
        )  # fmt: skip
        yield room
    finally:
        daemon.terminate()
        daemon.communicate()


def jobs_done(room: Path, count: int) -> None:
    """Wait until the pages of so many jobs lie in the spool, and what is kept of each job too."""
    until = time.monotonic() + PATIENCE
    spool = room / "spool"
    while min(len(list(spool.glob(kind))) for kind in ("d*", "c*")) < count:
        assert time.monotonic() < until, sorted(path.name for path in spool.iterdir())
        time.sleep(0.2)
    time.sleep(1)


def test_t35_what_a_print_leaves(spooler: Path, tmp_path: Path, say: Callable[[str, str], None]):
    word, home = invented(35), tmp_path / "home"
    done = subprocess.run(
        [sys.executable, "-c", PRINTS], input=word + "\n", text=True, capture_output=True,
        cwd=ROOT, env=environment(home, CUPS_SERVER=str(spooler / "socket")), timeout=PATIENCE,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    jobs_done(spooler, 2)
    names = set()
    for control in (spooler / "spool").glob("c*"):
        # In IPP a value follows its name, after its length in two bytes.
        found = re.search(rb"job-name\0(.)(.*)", control.read_bytes(), re.DOTALL)
        assert found
        names.add(found[2][: found[1][0]].decode())
    assert names == {JOB}
    pages = sorted((spooler / "spool").glob("d*"))
    assert all(page.stat().st_size > 10_000 for page in pages), "it really keeps the pages"
    hits, looked = scanner.in_folders([spooler, home], scanner.forms_of(word))
    assert hits == []
    assert [path.name for path in (home / "tmp").iterdir()] == []
    assert "utskriftskö" in KEPT
    say("T35 names of jobs in the spool", " and ".join(sorted(names)))
    say(f"T35 canary as text in the spool's {looked} files; files left in TMPDIR", "0; 0")
    say("T35 kept by the spool (and said in the box)", f"{len(pages)} pages as pictures")
