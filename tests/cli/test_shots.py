"""A picture of every page, at the size, theme and text size that were asked for (and T41)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.office import built_office
from tests.offline import of_the_internet, tracing

ROOT = Path(__file__).resolve().parents[2]
WITH_A_COPY = """
import sys
from kvinnobyran.cli import main, shots
from tests.office import copied_office
shots.build_office = lambda folder, *, years: copied_office(folder.parent, years=years)
sys.exit(main())
"""
"""The command, with the office that the tests share: tests/test_offline.py traces the building."""


@pytest.mark.slow
@pytest.mark.unmeasured
def test_every_page_is_photographed(tmp_path):
    temp, out = tmp_path / "temp", tmp_path / "bilder"
    temp.mkdir()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(temp)}
    built_office()
    environment.update(DISPLAY="", WAYLAND_DISPLAY="")
    trace = tmp_path / "trace"
    traced = tracing(trace)
    done = subprocess.run(
        [*traced, sys.executable, "-c", WITH_A_COPY, "shots", "--out", out, "--size", "1280x720",
         "--theme", "dark", "--text", "125"],
        capture_output=True, env=environment, check=False, cwd=ROOT,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    if traced:
        assert of_the_internet(trace) == []
    pictures = sorted(out.glob("*.png"))
    assert [str(picture) for picture in pictures] == done.stdout.decode().splitlines()
    names = {picture.stem[3:] for picture in pictures}
    assert names >= {"las", "today", "cases", "calendar", "groups", "school", "statistics",
                     "settings", "capture", "inquiry", "case-overview", "case-notes",
                     "extract", "group", "log", "log_review", "retention"}  # fmt: skip
    for picture in pictures:
        with Image.open(picture) as image:
            assert image.size == (1280, 720), picture.name
            assert len(image.convert("RGB").resize((64, 36)).getcolors(4096) or []) > 20
    with Image.open(out / "01-today.png") as image:
        assert image.convert("L").resize((1, 1)).tobytes()[0] < 90  # the dark theme is dark
    assert list(temp.iterdir()) == []
