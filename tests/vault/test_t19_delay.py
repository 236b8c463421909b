"""T19: the delay grows 1, 2, 4 … 60 s, survives a restart and a set clock, and ends."""

import json
import os
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.vault import delay as delay_module
from kvinnobyran.vault.delay import NAME, Delay, seconds_after
from kvinnobyran.vault.kdf import FLOOR
from kvinnobyran.vault.troubles import TooLittleMemory, TooSoon, WrongPassphrase
from kvinnobyran.vault.vault import Vault
from tests.vault.kit import ANNA, BERIT, OTHER_PHRASE, PHRASE, FakeClock

WAITS = [1, 2, 4, 8, 16, 32, *[60] * 14]


def fail(vault, user=ANNA):
    with pytest.raises(WrongPassphrase) as caught:
        vault.unlock(user, "fel")
    return caught.value


def test_twenty_wrong_passphrases_and_then_the_right_one(quick_kdf, vault, clock):
    for wait in WAITS:
        assert vault.wait_seconds(ANNA) == 0
        assert fail(vault).wait_seconds == wait == vault.wait_seconds(ANNA)
        clock.seconds += wait - 0.5
        assert vault.wait_seconds(ANNA) == 0.5
        with pytest.raises(TooSoon) as caught:
            vault.unlock(ANNA, PHRASE)
        assert caught.value.wait_seconds == 0.5
        clock.seconds += 0.5
    assert vault.unlock(ANNA, PHRASE).user == ANNA, "never locked out for ever"
    assert fail(vault).wait_seconds == 1, "and then it begins anew"


def test_nothing_is_derived_while_waiting(quick_kdf, vault):
    fail(vault)
    derived = len(quick_kdf.asked)
    with pytest.raises(TooSoon):
        vault.unlock(ANNA, PHRASE)
    assert len(quick_kdf.asked) == derived


def test_the_delay_survives_the_program_and_the_machine(quick_kdf, vault, folder, clock):
    for wait in WAITS[:5]:
        fail(vault)
        clock.seconds += wait
    fail(vault)
    clock.seconds += 10
    assert Vault.open(folder, clock=clock).wait_seconds(ANNA) == 22

    clock.restart()
    again = Vault.open(folder, clock=clock)
    assert again.wait_seconds(ANNA) == 32, "the clock began anew, and so does the wait"
    clock.seconds += 31
    assert Vault.open(folder, clock=clock).wait_seconds(ANNA) == 1
    clock.seconds += 1
    assert Vault.open(folder, clock=clock).wait_seconds(ANNA) == 0
    assert fail(Vault.open(folder, clock=clock)).wait_seconds == 60


def test_setting_the_wall_clock_changes_nothing(quick_kdf, folder, monkeypatch):
    """With the machine's real clock: ten years forward, one year back."""
    vault = Vault.open(folder)
    for _ in range(2):
        fail(vault)
        time.sleep(vault.wait_seconds(ANNA))
    assert 3.5 < fail(vault).wait_seconds <= 4
    real = time.time
    for years in (10, -1):
        monkeypatch.setattr(time, "time", lambda years=years: real() + years * 31_557_600)
        assert 2 < Vault.open(folder).wait_seconds(ANNA) <= 4


def test_a_steady_clock_that_went_back_only_begins_the_wait_anew(quick_kdf, vault, clock):
    fail(vault)
    clock.seconds -= 500
    assert vault.wait_seconds(ANNA) == 1
    clock.seconds += 1
    assert vault.wait_seconds(ANNA) == 0


def test_one_users_mistakes_do_not_delay_another(quick_kdf, vault):
    fail(vault)
    assert vault.wait_seconds(BERIT) == 0
    assert vault.unlock(BERIT, OTHER_PHRASE).user == BERIT


def test_unknown_names_share_one_counter_and_leave_no_trace(quick_kdf, vault, folder, clock):
    fail(vault, user="hemlig lösenordsfras i fel fält")
    assert vault.wait_seconds("Ingen Alls") == 1
    clock.seconds += 1
    assert fail(vault, user="Ingen Alls").wait_seconds == 2
    assert sorted(json.loads((folder / NAME).read_bytes())) == ["nobody"]
    assert vault.unlock(ANNA, PHRASE).user == ANNA


def test_an_unknown_name_costs_the_same_work(quick_kdf, vault, clock):
    work = []
    for user in (ANNA, "Ingen Alls", ""):
        quick_kdf.asked.clear()
        fail(vault, user=user)
        work.append(list(quick_kdf.asked))
        clock.seconds += 60
    assert work == [[FLOOR]] * 3


def test_an_unknown_name_takes_the_same_time(folder, clock, monkeypatch):
    """The real derivation, in processor time, best of three: within 10 %."""
    monkeypatch.setattr(delay_module, "seconds_after", lambda _: 0.0)
    vault = Vault.open(folder, clock=clock)

    def best(user):
        times = []
        for _ in range(3):
            start = time.process_time()
            fail(vault, user=user)
            times.append(time.process_time() - start)
        return min(times)

    for _ in range(5):  # other work on the machine disturbs; five even differences do not
        known, unknown = best(ANNA), best("Ingen Alls")
        if abs(known - unknown) < 0.1 * known:
            break
    else:
        pytest.fail("a name that does not exist takes another time")


def test_a_killed_try_counts(folder, clock):
    """The try is written down before the passphrase is tried."""
    child = os.fork()
    if child == 0:
        vault = Vault.open(folder, clock=clock)
        vault.unlock.__globals__["derive"] = lambda *_, **__: os.kill(os.getpid(), 9)
        vault.unlock(ANNA, PHRASE)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -9
    assert Vault.open(folder, clock=clock).wait_seconds(ANNA) == 1


def test_what_was_not_tried_is_not_counted(vault, monkeypatch, quick_kdf, clock):
    fail(vault)
    clock.seconds += 1

    def nothing_left(*_, **__):
        raise TooLittleMemory

    monkeypatch.setattr("kvinnobyran.vault.vault.derive", nothing_left)
    for user in (ANNA, BERIT):
        with pytest.raises(TooLittleMemory):
            vault.unlock(user, PHRASE)
        assert vault.wait_seconds(user) == 0


@pytest.mark.parametrize(
    "content",
    [
        b"", b"x", b"[]", b"{}x", b'{"a":1}', b'{"a":[1,2]}', b'{"a":["x","",1]}',
        b'{"a":[1e999,"",1]}', b"[" * 60_000, b" " * 70_000,
    ],
)  # fmt: skip
def test_a_damaged_counter_gives_everybody_one_long_wait(folder, clock, content, quick_kdf):
    (folder / NAME).write_bytes(content)
    vault = Vault.open(folder, clock=clock)
    assert vault.wait_seconds(ANNA) == 60
    clock.seconds += 60
    assert vault.unlock(ANNA, PHRASE).user == ANNA
    assert Vault.open(folder, clock=clock).wait_seconds(BERIT) == 0


@pytest.mark.parametrize("since", [b"NaN", b"Infinity", b"-Infinity"])
@pytest.mark.parametrize("failures", [b"-5", b"0", b"3", b"99999999999"])
def test_odd_numbers_never_lock_anybody_out(tmp_path, since, failures):
    clock = FakeClock()
    (tmp_path / NAME).write_bytes(b'{"a":[%s,"first start",%s]}' % (failures, since))
    delay = Delay(tmp_path, clock)
    assert 0 <= delay.wait_seconds("a") <= 60
    clock.seconds += 60
    assert delay.wait_seconds("a") == 0


@given(st.integers(-10, 10_000))
def test_the_wait_grows_and_stops_at_a_minute(failures):
    assert 0 <= seconds_after(failures) <= seconds_after(failures + 1) <= 60
