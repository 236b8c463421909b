"""Whatever is written behind the command: an answer, or one Swedish sentence and exit code 2."""

import contextlib
import io
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran import cli
from kvinnobyran.cli import arguments, output
from kvinnobyran.cli.arguments import parse
from kvinnobyran.cli.opening import NoPassphrase, read_passphrase
from kvinnobyran.cli.usage import UsageTrouble
from kvinnobyran.statistics.period import Period

REPORT = ["report", "--data", "d", "--user", "u", "--passphrase-stdin", "--audience", "internal",
          "--format", "json", "--out", "r"]  # fmt: skip
WORDS = st.sampled_from(
    ["demo", "report", "check", "shots", "--data", "--user", "--period", "--json", "--years", "-1",
     "--no-window", "2027-H1", "--", "-h=", "--out", "--out=", "--size", "1366x768", "--text", "=",
     "--seed", "--theme", "dark", "--passphrase-stdin", "--passphrase", "--until", "2027-06-30"]
)  # fmt: skip
GARBAGE = st.lists(WORDS | st.text(max_size=12), max_size=8)


def heard(argv):
    """Run main with commands that do nothing; return the exit code and what was said."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.main(argv)
    return code, out.getvalue(), err.getvalue()


@pytest.fixture(autouse=True)
def _idle(monkeypatch):
    """Let no command do anything: what is tried here is how it is understood."""
    monkeypatch.setattr(cli, "harden_process", lambda: None)
    for name in ("_window", "_demo", "_report", "_check", "_shots"):
        monkeypatch.setattr(arguments, name, lambda _chosen: 0)


@given(GARBAGE)
def test_garbage_is_one_sentence_and_two_or_understood(argv):
    code, out, err = heard(argv)
    assert code in {0, 2}
    if code == 2:
        assert out == ""
        assert err.count("\n") == 1
        assert err.endswith("--help för hjälp.\n")
        assert "Traceback" not in err


@given(st.text(max_size=20))
def test_a_period_is_read_or_answered_with_an_example(text):
    argv = [*REPORT, f"--period={text}"]
    try:
        period = Period.parse(text)
    except Exception:  # noqa: BLE001 - only which way it went matters
        code, _out, err = heard(argv)
        assert code == 2
        assert "2027-H1" in err
    else:
        assert parse(argv).period == period


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["frobnicera"], "Kommandot finns inte."),
        (["demo", "--years", "0"], "--years: Skriv ett heltal från 1 till 10."),
        (["demo", "--years", "11"], "heltal från 1 till 10"),
        (["demo", "--years", "٣"], "heltal från 1 till 10"),
        (["demo", "--years"], "--years behöver ett värde."),
        (["demo", "--seed", "-1"], "--seed"),
        (["demo", "--seed", "9" * 5000], "heltal"),
        (["demo", "--until", "2027-13-01"], "2027-06-30"),
        (["demo", "--json=ja"], "--json tar inget värde."),
        (["demo", "--no-windo"], "okänt argument"),
        (["report"], "Det saknas något: --user, --passphrase-stdin, --period"),
        ([*REPORT, "--period", "2027-Q1"], "2027-T2"),
        ([*REPORT, "--period", "2027", "--audience", "alla"], "--audience kan vara external eller"),
        ([*REPORT, "--period", "2027", "--format", "doc"], "pdf, xlsx, json eller html"),
        ([*REPORT, "--period", "2027", "--out", ""], "Skriv var det ligger."),
        ([*REPORT, "--period", "2027", "--passphrase", "hemlig"], "okänt argument"),
        (["check", "--user", "u"], "--passphrase-stdin"),
        (["shots", "--out", "d", "--size", "10x10"], "1366x768"),
        (["shots", "--out", "d", "--size", "stor"], "1366x768"),
        (["shots", "--out", "d", "--text", "400"], "från 90 till 200"),
        (["shots", "--out", "d", "--theme", "rosa"], "light, dark eller high_contrast"),
        (["--data"], "--data behöver ett värde."),
    ],
)
def test_each_mistake_has_its_sentence(argv, sentence):
    code, _out, err = heard(argv)
    assert code == 2
    assert sentence in err


@given(st.text("abcdefgh", min_size=8, max_size=20))
def test_what_was_typed_is_never_repeated(secret):
    for argv in (
        [secret],
        ["demo", secret],
        ["demo", "--years", secret],
        [*REPORT, "--period", secret],
        [*REPORT, "--period", "2027", f"--passphrase={secret}"],
        [*REPORT, "--period", "2027", "--audience", secret],
        ["demo", f"--json={secret}"],
    ):
        assert secret not in heard(argv)[2]


@pytest.mark.parametrize("argv", [["--help"], ["-h"], ["demo", "--help"], ["report", "-h"]])
def test_help_is_swedish(argv):
    code, out, err = heard(argv)
    assert (code, err) == (0, "")
    assert out.startswith("Användning: kvinnobyran")
    assert out.count("Användning") == 1
    for english in ("usage", "options:", "positional", "show this help"):
        assert english not in out


def test_the_folder_may_stand_before_or_after_the_command():
    for argv in (["--data", "x", "demo"], ["demo", "--data", "x"]):
        assert parse(argv).data == Path("x")
    assert parse([]).data is None
    assert parse(["--data", "x"]).data == Path("x")


def test_check_and_report_want_a_folder():
    from kvinnobyran.cli.opening import folder_of

    with pytest.raises(UsageTrouble):
        folder_of(parse(["check", "--user", "u", "--passphrase-stdin"]))


# --- what goes wrong while a command runs -----------------------------------------------------


def test_a_bug_is_an_apology_with_a_number_and_no_value(monkeypatch, tmp_path):
    monkeypatch.setattr("kvinnobyran.paths.log_folder", lambda: tmp_path / "log")

    def broken(_chosen):
        return int("19800101-1234")

    monkeypatch.setattr(arguments, "_demo", broken)
    code, _out, err = heard(["demo"])
    assert code == 70
    assert "vårt fel" in err
    assert err.count("\n") == 1
    log = (tmp_path / "log" / "kvinnobyran.log").read_text("utf-8")
    assert "ValueError" in log
    assert "19800101" not in err + log
    assert err.split("nummer ")[1][:6] in log


def test_an_interrupted_command_says_so(monkeypatch):
    def interrupted(_chosen):
        raise KeyboardInterrupt

    monkeypatch.setattr(arguments, "_demo", interrupted)
    assert heard(["demo"])[0::2] == (130, "Avbrutet.\n")


# --- files and standard input -------------------------------------------------------------------


def test_a_file_is_written_whole_and_private_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "r"
    output.write_whole(path, b"en")
    assert path.stat().st_mode & 0o777 == 0o600
    monkeypatch.setattr(os, "fsync", lambda _handle: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(output.OutputDiskFull):
        output.write_whole(path, b"tva")
    assert path.read_bytes() == b"en"
    assert [each.name for each in tmp_path.iterdir()] == ["r"]
    monkeypatch.setattr(os, "fsync", lambda _handle: (_ for _ in ()).throw(OSError(5, "io")))
    with pytest.raises(output.OutputRefused):
        output.write_whole(path, b"tva")
    assert path.read_bytes() == b"en"


def test_a_link_is_replaced_and_what_it_points_to_is_not_written(tmp_path):
    (tmp_path / "annan").write_bytes(b"hennes")
    (tmp_path / "r").symlink_to(tmp_path / "annan")
    output.write_whole(tmp_path / "r", b"ny")
    assert (tmp_path / "annan").read_bytes() == b"hennes"


class _Stdin(io.TextIOWrapper):
    """Standard input with these bytes."""

    def __init__(self, content, *, person=False):
        super().__init__(io.BytesIO(content), encoding="ascii")
        self._person = person

    def isatty(self):
        return self._person


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=80))
def test_any_passphrase_is_read_as_it_is(phrase):
    keep, sys.stdin = sys.stdin, _Stdin(f"{phrase}\nresten".encode())
    try:
        if phrase.strip():
            assert read_passphrase() == phrase.removeprefix("\ufeff")
        else:
            with pytest.raises(NoPassphrase):
                read_passphrase()
    finally:
        sys.stdin = keep


def test_a_person_at_the_keyboard_sees_no_echo(monkeypatch):
    monkeypatch.setattr("sys.stdin", _Stdin(b"", person=True))
    monkeypatch.setattr("getpass.getpass", lambda _prompt: "fem ord på en rad")
    assert read_passphrase() == "fem ord på en rad"
