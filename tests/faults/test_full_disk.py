"""T07 through flows and the capture page: a sentence, nothing lost, and on when there is room."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.inquiry import Channel, Inquiry, InquiryOutcome
from kvinnobyran.flows.drafts import draft_of, keep_draft
from kvinnobyran.flows.inquiries import keep_as_statistics
from kvinnobyran.flows.work import Work
from kvinnobyran.store.check import check
from kvinnobyran.store.database import Database
from kvinnobyran.store.troubles import DiskFull
from kvinnobyran.ui.capture.page import CapturePage
from kvinnobyran.ui.capture.whose import Whose
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.worker import InlineWorker
from kvinnobyran.vault.troubles import KeyFileNotSaved
from kvinnobyran.vault.vault import Vault
from tests.faults.kit import PHRASE, USER, Place
from tests.ui.rig import Went

NOW = dt.datetime(2027, 2, 9, 10, 15, tzinfo=dt.UTC)
OTHER = "tofs rabarber sköld kvist lampa"


@pytest.fixture
def full(model: Place, small_disk: Path) -> Place:
    """A register on a small disk."""
    folder = small_disk / "office"
    shutil.copytree(model.folder, folder)
    return Place(folder, model.recovery)


def fill(disk: Path, *, leave: int = 0) -> None:
    """Leave not a byte, or so many."""
    size = 1 << 16
    with (disk / "filler").open("ab", buffering=0) as file:
        while size:
            try:
                file.write(bytes(size))
            except OSError:
                size //= 2
        file.truncate(max(file.tell() - leave, 0))


def inquiry(note: str) -> Inquiry:
    return Inquiry(
        id=new_id(),
        received_on=NOW.date(),
        channel=Channel.PHONE,
        outcome=InquiryOutcome.ADVICE_GIVEN,
        note=note,
    )


def kept(database: Database) -> set[str]:
    return {row[0] for row in database.wire.rows("SELECT id FROM inquiry")}


def test_t07_a_flow_on_a_full_disk(full: Place, small_disk: Path, say: Callable[..., None]):
    database = full.open()
    work = Work(database, USER, NOW)
    acknowledged: set[str] = set()
    refused = 0
    fill(small_disk, leave=400_000)
    for _ in range(300):
        try:
            acknowledged.add(keep_as_statistics(work, inquiry("text " * 500)).id)
        except DiskFull:
            refused += 1
            if refused == 5:
                break
    assert refused == 5
    assert kept(database) == acknowledged
    fill(small_disk)
    with pytest.raises(DiskFull):
        keep_draft(work, "inquiry", new_id(), {"note": "x" * 50_000}, 0)
    (small_disk / "filler").unlink()
    acknowledged.add(keep_as_statistics(work, inquiry("det finns plats igen")).id)
    unlocked = full.unlock()
    assert [line.name for line in check(database, unlocked.store_keys) if not line.ok] == []
    database.close()
    unlocked.wipe()
    again = full.open()
    assert kept(again) == acknowledged
    again.close()
    say("T07 full disk, flows: lost of acknowledged", f"0 of {len(acknowledged)}")


def test_t07_the_capture_page_keeps_what_is_typed(
    full: Place, small_disk: Path, qapp: QApplication, qtbot
):
    database = full.open()
    desk = Desk(InlineWorker(), database, USER, clock=lambda: NOW)
    page = CapturePage(desk, Went())
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    page.refresh()
    qapp.processEvents()
    said: list[object] = []
    desk.trouble.connect(said.append)
    text = "Hon ringde från dolt nummer. " * 2000
    page.note.set_value(text)
    page.questions["channel"].editor.set_value(Channel.PHONE)
    page.questions["outcome"].editor.set_value(InquiryOutcome.ADVICE_GIVEN)
    page._touch()
    fill(small_disk)
    page.keeper.keep()
    assert [type(trouble) for trouble in said] == [DiskFull]
    page.save()
    assert page.sides.asking
    page.sides.whose.answered.emit(Whose.STATISTICS)
    assert page.notice.isVisible()
    assert DiskFull.sentence in page.notice.accessibleName()
    assert page.note.value() == text
    assert kept(database) == set()
    (small_disk / "filler").unlink()
    page._touch()
    page.keeper.flush()
    draft = draft_of(database, USER, "inquiry", page.inquiry.id)
    assert draft is not None
    assert draft.body["note"] == text
    page.sides.whose.answered.emit(Whose.STATISTICS)
    assert len(kept(database)) == 1
    database.close()


def test_t07_a_new_passphrase_on_a_full_disk_leaves_the_old_one(full: Place, small_disk: Path):
    unlocked = full.unlock()
    before = (full.folder / "vault.keys").read_bytes()
    fill(small_disk)
    with pytest.raises(KeyFileNotSaved):
        unlocked.change_passphrase(PHRASE, OTHER)
    unlocked.wipe()
    assert (full.folder / "vault.keys").read_bytes() == before
    (small_disk / "filler").unlink()
    Vault.open(full.folder).unlock(USER, PHRASE).wipe()
