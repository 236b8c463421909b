"""Guard: Qt for Python would read the source of every module that is imported, and keep it.

``kvinnobyran/ui/__init__.py`` answers in its place, through a name of Qt for Python's own that
may go with a new version. Then the window comes later and holds five megabytes more.
"""

import subprocess
import sys

SAY = """
import linecache, sys
import kvinnobyran.ui.window.frame
print(sum(name.startswith("kvinnobyran") for name in sys.modules))
print(sum("kvinnobyran" in name for name in linecache.cache))
"""


def test_no_source_of_ours_is_read_again():
    said = subprocess.run([sys.executable, "-c", SAY], capture_output=True, text=True, check=True)
    modules, sources = map(int, said.stdout.split())
    assert modules > 50
    assert sources == 0
