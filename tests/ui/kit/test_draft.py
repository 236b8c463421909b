"""What is typed is not kept until the database has said so."""

import datetime as dt
from concurrent.futures import Future

import pytest

from kvinnobyran.domain.settings import Setting
from kvinnobyran.flows.drafts import draft_of
from kvinnobyran.store.troubles import DiskFull
from kvinnobyran.ui.kit import draft
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.draft import DraftKeeper
from kvinnobyran.ui.kit.worker import InlineWorker, deliver
from tests.ui.rig import USER, ZONE, Rig

RECORD = "d" * 32


class SlowWorker(InlineWorker):
    """Works when it is told or waited for; the answers come home only when it is told."""

    def __init__(self):
        self._line = []
        self._answers = []

    def run(self, *asked):
        self._line.append(asked)

    def go_on(self):
        while self._line or self._answers:
            self._work()
            deliver(*self._answers.pop(0))

    def wait(self, task):
        self._work()
        return task()

    def _work(self):
        while self._line:
            task, *home = self._line.pop(0)
            future = Future()
            try:
                future.set_result(task())
            except DiskFull as trouble:
                future.set_exception(trouble)
            self._answers.append((future, *home))


@pytest.fixture
def rig(qapp, tmp_path):
    rig = Rig(tmp_path, dt.datetime(2027, 2, 9, 10, 15, tzinfo=ZONE))
    yield rig
    rig.close()


@pytest.fixture
def worker():
    return SlowWorker()


@pytest.fixture
def keeper(rig, worker):
    desk = Desk(worker, rig.database, USER, clock=rig.clock)
    keeper = DraftKeeper(desk, "prov", RECORD, lambda: {"text": "Påhittat"}, parent=desk)
    yield keeper
    keeper.stop()


def full(monkeypatch):
    """Let the next draft meet a full disk, and only that one."""
    plain, left = draft.keep_draft, [True]

    def keep(*args):
        if left:
            left.clear()
            raise DiskFull
        return plain(*args)

    monkeypatch.setattr(draft, "keep_draft", keep)


def test_a_lock_keeps_what_a_full_disk_refused_a_moment_ago(rig, worker, keeper, monkeypatch):
    full(monkeypatch)
    keeper.touch()
    keeper.keep()
    assert keeper.waiting
    draft.flush_all()
    assert draft_of(rig.database, USER, "prov", RECORD) is not None
    assert not keeper.waiting


def test_it_waits_no_longer_when_it_is_kept(worker, keeper):
    keeper.touch()
    keeper.keep()
    worker.go_on()
    assert not keeper.waiting


def test_a_refusal_of_a_form_that_was_emptied_is_not_tried_again(worker, keeper, monkeypatch):
    full(monkeypatch)
    keeper.touch()
    keeper.keep()
    keeper.move_to("e" * 32)
    worker.go_on()
    assert not keeper.waiting


def test_a_form_with_a_fault_of_ours_keeps_no_other_from_being_kept(rig, worker, keeper):
    def broken():
        raise KeyError("x")

    other = DraftKeeper(keeper._desk, "trasig", RECORD, broken, parent=keeper._desk)
    keeper.touch()
    other.touch()
    draft.flush_all()
    other.stop()
    assert draft_of(rig.database, USER, "prov", RECORD) is not None


# --- the step that makes a record of a draft takes the draft along --------------------------------


def save_setting(work, value):
    with work.step("Inställning") as tx:
        tx.insert(Setting(id=value, key=value, value=value))
        if work.database.value("SELECT count(*) FROM draft") != 1:
            raise AssertionError("the draft went before its record was there")


def test_the_draft_goes_in_the_transaction_that_saves_its_record(rig, worker, keeper):
    desk, told = keeper._desk, []
    desk.changed.connect(told.append)
    keeper.touch()
    keeper.keep()
    worker.go_on()
    with desk.settling("prov", RECORD):
        desk.do(save_setting, "1" * 32)
    worker.go_on()
    assert draft_of(rig.database, USER, "prov", RECORD) is None
    assert told[-1] == {"setting", "draft"}
    keeper.settled()
    worker.go_on()
    assert told[-1] == {"setting", "draft"}, "nothing was left to be dropped"


def test_a_refused_record_keeps_its_draft(rig, worker, keeper):
    def refuse(work):
        with work.step("Inställning") as tx:
            tx.insert(Setting(id="2" * 32, key="x", value="y"))
            raise DiskFull

    keeper.touch()
    keeper.keep()
    worker.go_on()
    troubles = []
    with keeper._desk.settling("prov", RECORD):
        keeper._desk.do(refuse, otherwise=troubles.append)
    worker.go_on()
    assert [type(each) for each in troubles] == [DiskFull]
    assert draft_of(rig.database, USER, "prov", RECORD) is not None


def test_what_was_typed_while_it_was_saved_is_dropped_after_it(rig, worker, keeper):
    with keeper._desk.settling("prov", RECORD):
        keeper._desk.do(save_setting_plainly, "3" * 32)
    keeper.touch()
    keeper.keep()
    worker.go_on()
    assert draft_of(rig.database, USER, "prov", RECORD) is not None
    keeper.settled()
    worker.go_on()
    assert draft_of(rig.database, USER, "prov", RECORD) is None


def test_a_saving_that_needed_no_step_forgets_its_draft_too(rig, worker, keeper):
    keeper.touch()
    keeper.keep()
    with keeper._desk.settling("prov", RECORD):
        keeper._desk.do(lambda _: None)
    worker.go_on()
    keeper.settled()
    worker.go_on()
    assert draft_of(rig.database, USER, "prov", RECORD) is None


def save_setting_plainly(work, value):
    with work.step("Inställning") as tx:
        tx.insert(Setting(id=value, key=value, value=value))
