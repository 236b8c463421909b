"""T09 as a person meets it: each broken file has its own sentence, and none is started over."""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.store import troubles as of_store
from kvinnobyran.store.connection import connect
from kvinnobyran.ui.program import Program
from kvinnobyran.ui.window.preferences import Preferences
from kvinnobyran.vault import keyfile
from kvinnobyran.vault import troubles as of_vault
from tests.faults.kit import PHRASE, USER, Place, command, make_place
from tests.once import once

Break = Callable[[Place], object]


def keys(place: Place) -> Path:
    return place.folder / "vault.keys"


def data(place: Place) -> Path:
    return place.folder / "data.db"


def newer_keys(place: Place) -> None:
    body = json.loads(keys(place).read_bytes())
    body.pop("checksum")
    body["version"] = 99
    body["checksum"] = hashlib.sha256(keyfile.canonical(body)).hexdigest()
    keys(place).write_bytes(keyfile.canonical(body) + b"\n")


def newer_data(place: Place) -> None:
    unlocked = place.unlock()
    connection = connect(data(place), unlocked.store_keys.database)
    connection.rows("PRAGMA user_version = 999")
    connection.checkpoint()
    connection.close()
    unlocked.wipe()


def foreign_data(place: Place) -> None:
    shutil.copy(once("another-vault", lambda folder: data(make_place(folder))), data(place))


def cut(path: Path, share: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])


KEY_FILES: dict[str, tuple[Break, type[Trouble]]] = {
    "keys of 0 bytes": (lambda place: keys(place).write_bytes(b""), of_vault.EmptyKeyFile),
    "keys cut off": (lambda place: cut(keys(place), 0.5), of_vault.TruncatedKeyFile),
    "keys of something else": (
        lambda place: keys(place).write_bytes(b"%PDF-1.7 something else" * 40),
        of_vault.ForeignKeyFile,
    ),
    "keys of a newer program": (newer_keys, of_vault.NewerKeyFile),
    "keys gone": (lambda place: keys(place).unlink(), of_vault.KeyFileMissing),
}
DATABASES: dict[str, tuple[Break, type[Trouble]]] = {
    "data of 0 bytes": (lambda place: data(place).write_bytes(b""), of_store.EmptyFile),
    "data cut off": (lambda place: cut(data(place), 0.01), of_store.DamagedDatabase),
    "data of something else": (
        lambda place: data(place).write_bytes(b"%PDF-1.7 something else" * 4000),
        of_store.ForeignFile,
    ),
    "data not encrypted": (
        lambda place: data(place).write_bytes(b"SQLite format 3\0" + bytes(8176)),
        of_store.PlaintextFile,
    ),
    "data of another vault": (foreign_data, of_store.ForeignFile),
    "data of a newer program": (newer_data, of_store.NewerSchema),
    "data gone": (lambda place: data(place).unlink(), of_store.DatabaseMissing),
}
ALL = KEY_FILES | DATABASES


@pytest.fixture
def place(model: Place, tmp_path: Path) -> Place:
    shutil.copytree(model.folder, tmp_path / "office")
    return Place(tmp_path / "office", model.recovery)


def content(folder: Path) -> dict[str, bytes]:
    """Return what lies in a folder, without the lock and the count of wrong passphrases."""
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.name not in {"vault.lock", "vault.tries"}
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL)
def test_the_check_says_what_is_wrong_and_touches_nothing(place: Place, tmp_path: Path, name: str):
    broken, trouble = ALL[name]
    broken(place)
    before = content(place.folder)
    done = command(
        tmp_path / "home", "check", "--data", place.folder, "--user", USER, "--passphrase-stdin"
    )
    said = done.stdout + done.stderr
    assert done.returncode == 1, said
    assert trouble.sentence in said
    assert "Traceback" not in said
    assert content(place.folder) == before


@pytest.mark.parametrize("name", ["keys cut off", "data of 0 bytes", "data of another vault"])
def test_a_report_of_a_broken_register_is_not_written(place: Place, tmp_path: Path, name: str):
    broken, trouble = ALL[name]
    broken(place)
    before = content(place.folder)
    out = tmp_path / "report.pdf"
    done = command(
        tmp_path / "home", "report", "--data", place.folder, "--user", USER, "--passphrase-stdin",
        "--period", "2027-H1", "--audience", "internal", "--format", "pdf", "--out", out,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.strip() == str(trouble())
    assert not out.exists()
    assert content(place.folder) == before


@pytest.fixture
def program(place: Place, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """The life of the program, without its event loop."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    program = Program(place.folder, Preferences(tmp_path / "window.ini"))
    yield program
    program.stop()
    for widget in qapp.topLevelWidgets():
        widget.hide()
        widget.deleteLater()
    qapp.processEvents()


def panel_of(program: Program) -> QWidget:
    assert program.gate is not None
    assert program.gate.panel is not None
    return program.gate.panel


def words_on(widget: QWidget) -> str:
    kinds: tuple[type[QLabel | QAbstractButton], ...] = (QLabel, QAbstractButton)
    return " ".join(
        each.text() for kind in kinds for each in widget.findChildren(kind) if each.isVisible()
    )


def offers_to_start_over(words: str) -> bool:
    return any(
        word in words.casefold() for word in ("skapa", "nytt register", "börja om", "ta bort")
    )


@pytest.mark.parametrize("name", KEY_FILES)
def test_a_broken_key_file_stands_in_the_way(program, place: Place, name: str):
    broken, trouble = KEY_FILES[name]
    broken(place)
    before = content(place.folder)
    program.start()
    words = words_on(panel_of(program))
    assert type(panel_of(program)).__name__ == "TroublePage"
    assert trouble.sentence in words
    assert not offers_to_start_over(words.replace(trouble.way_on, ""))
    assert content(place.folder) == before


@pytest.mark.parametrize("name", DATABASES)
def test_a_broken_database_is_told_on_the_lock_page(program, qtbot, place: Place, name: str):
    broken, trouble = DATABASES[name]
    broken(place)
    before = content(place.folder)
    program.start()
    page: Any = panel_of(program)
    page.secret.line.setText(PHRASE)
    page.unlock.click()
    qtbot.waitUntil(page.notice.isVisible, timeout=30_000)
    words = words_on(page)
    assert trouble.sentence in words
    assert not offers_to_start_over(words.replace(trouble.way_on, ""))
    assert program.window is None
    assert content(place.folder) == before


def test_a_folder_that_cannot_be_written_to(program, qtbot, place: Place, small_disk: Path):
    for path in place.folder.iterdir():
        shutil.copy2(path, small_disk)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    program.folder = small_disk
    before = content(small_disk)
    program.start()
    words = words_on(panel_of(program))
    known = {of_vault.FolderNotYours.sentence, of_store.ReadOnlyMedium.sentence}
    assert any(sentence in words for sentence in known), words
    assert content(small_disk) == before
