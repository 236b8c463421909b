"""Where things lie, and where they must not."""

import os
import stat
import sys
from pathlib import Path

import pytest

from kvinnobyran import paths


def test_folders_of_this_user_and_not_of_the_roaming_profile(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert paths.data_folder() == tmp_path / "data" / "kvinnobyran"
    assert tmp_path / "state" / "kvinnobyran" in (paths.log_folder(), *paths.log_folder().parents)
    assert list(tmp_path.iterdir()) == [], "asking makes nothing"


def test_resources_in_the_source_tree_and_installed(monkeypatch, tmp_path):
    assert paths.resource("words", "ord.txt").is_file()
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    assert paths.resource("words") == tmp_path / "resources" / "words"


def test_private_folders(tmp_path):
    before = os.umask(0)
    try:
        made = paths.make_private(tmp_path / "a" / "b")
        again = paths.make_private(tmp_path / "a" / "b")
    finally:
        os.umask(before)
    assert made == again
    for folder in (made, made.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_was_open_to_others_is_closed(tmp_path):
    tmp_path.joinpath("open").mkdir(mode=0o755)
    paths.make_private(tmp_path / "open")
    assert stat.S_IMODE((tmp_path / "open").stat().st_mode) == 0o700


def test_windows_has_no_modes(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(Path, "chmod", lambda *_: pytest.fail("means nothing there"))
    assert paths.make_private(tmp_path / "a").is_dir()


@pytest.mark.parametrize(
    "name",
    ["OneDrive", "OneDrive - Kvinnojouren Exempel", "Dropbox", "Dropbox (Jobb)", "Nextcloud",
     "ownCloud", "Google Drive", "iCloud Drive", "Seafile", "pCloudDrive", "Tresorit",
     "nextcloud-jobb"],
)  # fmt: skip
def test_synced_folders_are_known_by_name(tmp_path, name):
    inside = tmp_path / name / "Dokument" / "register"
    assert paths.is_synced(inside, {})


@pytest.mark.parametrize("mark", [".stfolder", ".dropbox", ".sync_journal.db"])
def test_synced_folders_are_known_by_what_lies_in_them(tmp_path, mark):
    (tmp_path / "sync").mkdir()
    (tmp_path / "sync" / mark).write_text("")
    assert paths.is_synced(tmp_path / "sync" / "deep" / "down", {})


def test_synced_folders_are_known_by_the_system(tmp_path, monkeypatch):
    assert paths.is_synced(tmp_path / "x" / "y", {"OneDriveCommercial": str(tmp_path / "x")})
    monkeypatch.setenv("OneDrive", str(tmp_path / "x"))
    assert paths.is_synced(tmp_path / "x" / "y")
    assert not paths.is_synced(tmp_path / "z")


def test_a_link_into_a_synced_folder_is_seen(tmp_path):
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "innocent").symlink_to(tmp_path / "Dropbox")
    assert paths.is_synced(tmp_path / "innocent" / "register", {})


@pytest.mark.parametrize("name", ["register", "megaphone", "boxen", "onedriver"])
def test_ordinary_folders_are_not(tmp_path, name):
    assert not paths.is_synced(tmp_path / name, {})


def test_a_folder_that_cannot_be_looked_into(tmp_path, monkeypatch):
    def refused(_):
        raise PermissionError

    monkeypatch.setattr(Path, "exists", refused)
    assert not paths.is_synced(tmp_path / "x", {})
