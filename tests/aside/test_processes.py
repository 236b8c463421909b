"""The processes beside the window, as they really run."""

import json
import subprocess
import sys
from contextlib import contextmanager, suppress

import pytest

from kvinnobyran import paths
from kvinnobyran.aside import frames, pages, spelling
from tests.aside.papers import a_bomb, a_locked_pdf, a_pdf


@contextmanager
def aside(kind):
    with running([*paths.own_command(), paths.ASIDE, kind]) as process:
        yield process


@contextmanager
def running(command):
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                stream.close()


def answer(process):
    return json.loads(frames.read(process.stdout) or b"null")


def ask_page(pdf, *, page=0, width=400):
    with aside("pages") as process:
        frames.write(process.stdin, frames.frame(pdf), frames.message(n=1, page=page, width=width))
        said = answer(process)
        if said is not None and "width" in said:
            rgba = frames.read(process.stdout)
            assert len(rgba) == said["width"] * said["height"] * 4
        process.stdin.close()
        return said


def test_the_speller_knows_swedish_and_ends_when_the_window_does():
    with aside("spelling") as process:
        words = ["kvinna", "bedömningssamtal", "våldsutsatthet", "anmälann", "xqz", "e" * 5000]
        frames.write(
            process.stdin,
            frames.message(n=1, check=words),
            frames.message(n=2, suggest="anmälann"),
            frames.message(n=3, suggest="e" * 5000),
        )
        assert answer(process) == {"n": 1, "wrong": ["anmälann", "xqz"]}
        suggested = answer(process)
        assert suggested["n"] == 2
        assert suggested["words"][0] == "anmälan"
        assert len(suggested["words"]) <= spelling.MOST_SUGGESTIONS
        assert answer(process) == {"n": 3, "words": []}
        process.stdin.close()
        assert process.wait(5) == 0


def test_an_unknown_kind_and_half_a_frame_end_it():
    with aside("annat") as process:
        assert process.wait(10) == 2
    with aside("pages") as process:
        process.stdin.write(b"\0\0")
        process.stdin.close()
        assert process.wait(10) == 1


def test_a_page_becomes_a_picture():
    said = ask_page(a_pdf("ett", "två"), page=1)
    assert said["pages"] == 2
    assert 400 <= said["width"] <= 401


def test_a_page_that_is_not_there_and_damage_are_said():
    whole = a_pdf()
    assert ask_page(whole, page=7) == {"n": 1, "trouble": "damaged"}
    assert ask_page(b"%PDF-1.4 och inget mer".ljust(200)) == {"n": 1, "trouble": "damaged"}
    assert ask_page(a_locked_pdf()) == {"n": 1, "trouble": "locked"}


def test_an_enormous_page_is_drawn_small():
    said = ask_page(a_pdf(size=(14400, 14400)), width=900_000)
    assert said["width"] * said["height"] <= pages.MOST_PIXELS * 1.01
    thin = ask_page(a_pdf(size=(10, 14400)), width=4000)
    assert thin["height"] <= pages.LONGEST_SIDE + 1


@pytest.mark.skipif(sys.platform == "win32", reason="the one who asks ends it there")
def test_a_page_that_never_ends_ends_its_process_and_nothing_else():
    code = (
        "import sys\n"
        "from kvinnobyran.aside import pages\n"
        "pages.SECONDS = 1\n"
        "pages.serve(sys.stdin.buffer, sys.stdout.buffer)\n"
    )
    with running([sys.executable, "-c", code]) as process:
        frames.write(process.stdin, frames.frame(a_bomb()), frames.message(n=1, page=0, width=2000))
        assert process.wait(30) < 0


@pytest.mark.parametrize("size", [(0, 100), (100, -1), (float("nan"), 1), (1, float("inf"))])
def test_a_page_without_size_is_damaged(size):
    with pytest.raises(ValueError, match="size"):
        pages.scale_for(*size, 100)
