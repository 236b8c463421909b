"""Documents through their flows: brought in whole, undone, swept, and let out only on purpose."""

import os
import stat
import threading
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kvinnobyran.domain.case import Documentation
from kvinnobyran.domain.document import MOST_BYTES, About, Direction, DocumentKind, Medium
from kvinnobyran.domain.keys import StoreKeys
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import documents, plain_files
from kvinnobyran.flows.plain_files import (
    Brought,
    EmptyFile,
    FileChanged,
    FileTooLarge,
    IsShortcut,
    NoFile,
    NotBroughtIn,
    read_file,
)
from kvinnobyran.store import documents as stored
from kvinnobyran.store.backup import backup, read_header
from kvinnobyran.store.check import check
from kvinnobyran.store.documents import PIECE, DamagedDocument, documents_are_whole
from kvinnobyran.store.journal import history
from kvinnobyran.store.lapses import content_may_be_let_go
from kvinnobyran.store.search import search
from kvinnobyran.store.troubles import DiskFull
from kvinnobyran.store.undo import redo, undo

SECRET = "hemligtord"


@pytest.fixture
def case(office):
    return office.case()


def put(office, case, content=b"Ett p\xc3\xa5hittat brev", name="brev.txt"):
    return documents.keep_document(office.work, case.id, Brought(name, content))


# --- what a file can be instead of one -----------------------------------------------------------


def test_a_file_is_read_whole(tmp_path):
    path = tmp_path / "beslut åäö.pdf"
    content = os.urandom(3 * 1024 * 1024 + 7)
    path.write_bytes(content)
    assert read_file(path) == Brought("beslut åäö.pdf", content)


def test_a_file_of_twenty_megabytes_is_taken_and_one_byte_more_is_not(tmp_path):
    path = tmp_path / "stor"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES)
    assert len(read_file(path).content) == MOST_BYTES
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(FileTooLarge, match="20 MB"):
        read_file(path)


def test_a_gigabyte_of_nothing_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "gles"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    began = time.perf_counter()
    with pytest.raises(FileTooLarge):
        read_file(path)
    assert time.perf_counter() - began < 0.5


def test_nothing_a_folder_a_link_and_a_pipe_are_no_file(tmp_path):
    empty, real = tmp_path / "tom", tmp_path / "riktig"
    empty.touch()
    real.write_bytes(b"x")
    (tmp_path / "lank").symlink_to(real)
    os.mkfifo(tmp_path / "ror")
    for name, trouble in (
        ("tom", EmptyFile),
        ("lank", IsShortcut),
        ("ror", NoFile),
        ("finns inte", NotBroughtIn),
        ("nul\0", NotBroughtIn),
    ):
        with pytest.raises(trouble):
            read_file(tmp_path / name)
    with pytest.raises(NoFile):
        read_file(tmp_path)
    with pytest.raises(NotBroughtIn):
        read_file(tmp_path / "riktig" / "under")
    with pytest.raises(NoFile):
        read_file(Path("/dev/zero"))


def test_an_unreadable_file_says_so_without_its_name(tmp_path, monkeypatch):
    path = tmp_path / SECRET
    path.write_bytes(b"x")

    def refuse(*_):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(plain_files.os, "open", refuse)
    with pytest.raises(NotBroughtIn) as caught:
        read_file(path)
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is caught.value.__context__ is None


def test_a_disk_that_fails_while_it_is_read_is_no_document(tmp_path, monkeypatch):
    path = tmp_path / "brev"
    path.write_bytes(b"x" * 100)

    def fail(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(plain_files.os, "read", fail)
    before = len(list(Path("/proc/self/fd").iterdir()))
    with pytest.raises(NotBroughtIn):
        read_file(path)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.parametrize("growing", [True, False])
def test_a_file_that_changes_while_it_is_read_is_not_taken(tmp_path, monkeypatch, growing):
    path = tmp_path / "brev"
    path.write_bytes(b"x" * 3_000_000)
    plain, done = os.read, []

    def read(handle, size):
        if not done:
            done.append(1)
            with path.open("r+b") as file:
                if growing:
                    file.seek(0, 2)
                    file.write(b"mer")
                else:
                    file.truncate(10)
            os.utime(path, ns=(1, 1))
        return plain(handle, size)

    monkeypatch.setattr(plain_files.os, "read", read)
    with pytest.raises(NotBroughtIn) as caught:
        read_file(path)
    assert isinstance(caught.value, FileChanged | EmptyFile)


def test_a_file_that_never_ends_is_left_at_the_limit(tmp_path, monkeypatch):
    path = tmp_path / "brev"
    path.write_bytes(b"x")
    monkeypatch.setattr(plain_files.os, "read", lambda _handle, size: b"x" * size)
    with pytest.raises(FileTooLarge):
        read_file(path)


# --- kept, undone, swept -------------------------------------------------------------------------


def test_a_document_is_kept_whole_and_its_content_is_not_in_the_journal(office, case, tmp_path):
    content = os.urandom(3 * PIECE + 5)
    path = tmp_path / f"{SECRET}.bin"
    path.write_bytes(content)
    document = documents.bring_in(office.work, case.id, path)
    assert documents.content(office.database, document) == content
    assert (document.name, document.medium, document.size) == (SECRET, Medium.UNKNOWN, len(content))
    assert (document.brought_in_by, document.brought_in_on) == ("Greta", office.work.today)
    journal = office.database.value("SELECT sum(length(coalesce(payload, ''))) FROM journal")
    assert journal < 10_000
    [entry] = history(office.database, "document", document.id)
    assert entry.payload["digest"] == document.digest
    assert str(tmp_path) not in repr(office.database.wire.rows("SELECT payload FROM journal"))
    assert office.database.verify_journal() == []


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(min_size=1, max_size=2000), st.text(max_size=60))
def test_whatever_is_brought_in_comes_back_byte_for_byte(office, content, name):
    case = office.case()
    document = documents.keep_document(office.work, case.id, Brought(name, content))
    assert documents.content(office.database, document) == content
    assert document.name.strip()


def test_undo_and_redo_of_a_document_find_its_content(office, case):
    document = put(office, case)
    undo(office.database, user="Greta", now=office.now)
    assert office.database.get(type(document), document.id) is None
    redo(office.database, user="Greta", now=office.now)
    assert documents.content(office.database, document)
    documents.take_away(office.work, document)
    undo(office.database, user="Greta", now=office.now)
    assert documents.content(office.database, document)


def test_the_content_goes_thirty_days_after_its_document(office, case):
    document, other = put(office, case), put(office, case, b"Ett annat")
    documents.take_away(office.work, document)
    assert documents.sweep(office.work) == 0
    office.later(30)
    assert documents.sweep(office.work) == 0
    office.later(1)
    assert documents.sweep(office.work) == 1
    assert documents.sweep(office.work) == 0
    assert office.database.value("SELECT count(*) FROM document_part") == 1
    assert documents.content(office.database, other) == b"Ett annat"


def test_content_whose_document_came_back_stays(office, case):
    document = put(office, case)
    documents.take_away(office.work, document)
    documents.sweep(office.work)
    undo(office.database, user="Greta", now=office.now)
    office.later(60)
    documents.sweep(office.work)
    assert documents.content(office.database, document)
    assert not content_may_be_let_go(office.database, office.work.today)


def test_a_purge_takes_the_content_at_once(office, case):
    document = put(office, case)
    with office.work.step("Gallring") as tx:
        stored.forget_document(tx, document.id)
    assert office.database.value("SELECT count(*) FROM document_part") == 0
    assert office.database.verify_journal() == []


def test_damaged_content_is_found_and_not_shown(office, case):
    document = put(office, case, b"x" * (PIECE + 1))
    assert documents_are_whole(office.database)
    with office.database.connection.writing():
        office.database.wire.change("DELETE FROM document_part WHERE place = 1")
    with pytest.raises(DamagedDocument):
        documents.content(office.database, document)
    assert not documents_are_whole(office.database)


def test_content_of_the_right_length_but_not_what_was_brought_in_is_found_and_not_shown(
    office, case
):
    document = put(office, case, b"x" * (PIECE + 1))
    with office.database.connection.writing():
        office.database.wire.change("DELETE FROM document_part WHERE place = 1")
        office.database.wire.change(
            "INSERT INTO document_part (document_id, place, content) VALUES (?, 1, ?)",
            (document.id, b"y"),
        )
    with pytest.raises(DamagedDocument):
        documents.content(office.database, document)
    assert not documents_are_whole(office.database)


def test_content_is_never_written_over(office, case):
    from kvinnobyran.store.troubles import BrokenRule

    document = put(office, case)
    with pytest.raises(BrokenRule), office.database.connection.writing():
        office.database.wire.change("UPDATE document_part SET content = x'00'")
    with pytest.raises(BrokenRule), office.work.step("Fel") as tx:
        tx.update(replace(document, digest="0" * 64))


# --- rules ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("choice", [Documentation.MINIMAL, Documentation.STATISTICS_ONLY])
def test_A20_no_document_is_kept_against_her_choice(office, case, choice):
    with office.work.step("Ärendet") as tx:
        tx.update(replace(case, documentation=choice))
    with pytest.raises(Refused) as caught:
        put(office, case)
    assert "inga dokument" in caught.value.faults[0].sentence or choice is not Documentation.MINIMAL
    assert office.database.value("SELECT count(*) FROM document_part") == 0


def test_the_same_content_is_not_brought_in_twice(office, case):
    put(office, case)
    with pytest.raises(Refused) as caught:
        put(office, case, name="annat namn.txt")
    assert "redan" in caught.value.faults[0].sentence
    put(office, office.case("Påhittade Berg"))


def test_a_document_of_no_case_is_refused(office):
    with pytest.raises(Refused):
        documents.keep_document(office.work, "0" * 32, Brought("x", b"x"))


def test_a_document_is_described_and_found_by_its_words(office, case):
    document = put(office, case)
    described = replace(
        document,
        name="Yttrande i vårdnadsmålet",
        kind=DocumentKind.INQUIRY,
        direction=Direction.OUT,
        about=About.CHILD,
        dated_on=date(2027, 1, 30),
        note="Påhittad sammanfattning",
    )
    documents.describe(office.work, described)
    assert office.database.get(type(document), document.id) == described
    assert [hit.record for hit in search(office.database, "vårdnadsmålet")] == [document.id]
    with pytest.raises(Refused):
        documents.describe(office.work, replace(described, name=""))


# --- let out -------------------------------------------------------------------------------------


def test_a_plain_copy_is_private_logged_and_its_place_is_not(office, case, tmp_path):
    document = put(office, case)
    target = tmp_path / f"{SECRET}.txt"
    documents.save_plain_copy(office.work, document, target, purpose="Till hennes ombud")
    assert target.read_bytes() == documents.content(office.database, document)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    entry = history(office.database, "document", document.id)[-1]
    assert entry.kind == "export"
    assert "Till hennes ombud" in entry.payload["text"]
    assert SECRET not in repr(entry)
    assert [each.name for each in tmp_path.iterdir() if each.name.endswith(".del")] == []


@pytest.mark.parametrize("purpose", ["", "  ", "x" * 301])
def test_D8_a_plain_copy_says_what_for(office, case, tmp_path, purpose):
    document = put(office, case)
    with pytest.raises(Refused):
        documents.save_plain_copy(office.work, document, tmp_path / "k", purpose=purpose)
    assert not (tmp_path / "k").exists()


def test_a_copy_that_could_not_be_written_is_not_logged(office, case, tmp_path):
    document = put(office, case)
    for target in (tmp_path / "finns inte" / "k", tmp_path / "nul\0"):
        with pytest.raises(documents.CopyNotWritten):
            documents.save_plain_copy(office.work, document, target, purpose="Till ombud")
    assert [entry.kind for entry in history(office.database, "document", document.id)] == ["insert"]


def test_reading_does_not_hold_others_up(tmp_path):
    """A named pipe without a writer would hang for ever; the answer comes at once."""
    os.mkfifo(tmp_path / "ror")
    answers = []

    def read():
        try:
            read_file(tmp_path / "ror")
        except NoFile as trouble:
            answers.append(trouble)

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    thread.join(5)
    assert len(answers) == 1


# --- copies and checks ----------------------------------------------------------------------------

KEYS = StoreKeys(
    database=bytearray(range(48)), audit=bytearray(range(32)), vault_id="f" * 32, epoch=1
)


def test_a_backup_holds_the_documents_and_nothing_in_the_clear(office, case, tmp_path):
    put(office, case, SECRET.encode() * 100_000)
    made = backup(office.database, KEYS, tmp_path, seal=bytes, now=office.now)
    counts = read_header(made).counts
    assert (counts["document"], counts["document_part"]) == (1, 4)
    assert SECRET.encode() not in made.read_bytes()


def test_a_check_goes_through_every_document(office, case):
    put(office, case)
    [line] = [line for line in check(office.database, KEYS) if line.name == "documents"]
    assert line.ok
    with office.database.connection.writing():
        office.database.wire.change("DELETE FROM document_part")
    [line] = [line for line in check(office.database, KEYS) if line.name == "documents"]
    assert (line.ok, line.sentence) == (False, "Minst ett dokument är skadat.")


def test_a_full_disk_keeps_no_half_document(office, case, monkeypatch):
    def full(*_):
        raise DiskFull

    monkeypatch.setattr(documents.stored, "keep_content", full)
    with pytest.raises(DiskFull):
        put(office, case)
    assert office.database.value("SELECT count(*) FROM document") == 0
    assert office.database.value("SELECT count(*) FROM document_part") == 0
