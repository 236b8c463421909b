"""While the database is slow, refuses, or we have made a mistake: nothing typed is lost."""

from PySide6.QtCore import Qt

from kvinnobyran.domain.inquiry import Channel, InquiryOutcome
from kvinnobyran.flows import inquiries
from kvinnobyran.flows.drafts import drafts_of
from kvinnobyran.store.troubles import DiskFull
from kvinnobyran.ui.capture.page import CapturePage
from kvinnobyran.ui.kit import draft
from tests.ui.capture.test_capture import answer, saved, to_whose
from tests.ui.kit.test_draft import SlowWorker
from tests.ui.rig import USER, key, keys


def refuse(*_, **__):
    raise DiskFull


def broken(*_, **__):
    raise KeyError("x")


def kept(rig):
    return [each.body["note"] for each in drafts_of(rig.database, USER)]


def test_what_a_full_disk_refused_is_kept_by_the_lock(page, rig, monkeypatch):
    monkeypatch.setattr(inquiries, "keep_as_statistics", refuse)
    keys("abc")
    to_whose(page)
    key(Qt.Key.Key_3)
    assert page.keeper.waiting
    draft.flush_all()
    assert kept(rig) == ["abc"]


def test_after_a_fault_of_ours_it_can_be_saved_again(page, rig, monkeypatch):
    with monkeypatch.context() as once:
        once.setattr(inquiries, "keep_as_statistics", broken)
        keys("abc")
        to_whose(page)
        key(Qt.Key.Key_3)
    assert len(rig.bugs) == 1
    rig.bugs.clear()
    assert page.keeper.waiting
    key(Qt.Key.Key_3)
    assert [each.note for each in saved(rig)] == ["abc"]
    assert kept(rig) == []


def test_the_next_call_is_not_wiped_by_the_one_that_is_being_saved(page, rig):
    keys("abc")
    answer(page, channel=Channel.PHONE, outcome=InquiryOutcome.ADVICE_GIVEN)
    rig.desk._worker = worker = SlowWorker()
    page.saving._statistics()
    page.start()
    page.note.set_value("nästa")
    page._touch()
    worker.go_on()
    assert page.note.value() == "nästa"
    assert rig.went.way == []
    assert [each.note for each in saved(rig)] == ["abc"]
    page.keeper.flush()
    assert kept(rig) == ["nästa"]


def test_a_page_that_was_left_forgets_the_draft_of_what_it_saved(rig, qtbot):
    page = CapturePage(rig.desk, rig.went)
    page.note.set_value("abc")
    answer(page, channel=Channel.PHONE, outcome=InquiryOutcome.ADVICE_GIVEN)
    rig.desk._worker = worker = SlowWorker()
    page.saving._statistics()
    draft.flush_all()
    page.deleteLater()
    qtbot.wait(1)
    worker.go_on()
    assert [each.note for each in saved(rig)] == ["abc"]
    assert kept(rig) == []
