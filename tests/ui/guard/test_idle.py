import pytest

from kvinnobyran.ui.guard.idle import DEFAULT_MINUTES, IdleWatch, Limits


@pytest.fixture
def idle(qapp, steady):
    watch = IdleWatch(Limits(program=600, computer=300), steady=steady)
    watch.dues = 0

    def due():
        watch.dues += 1

    watch.due.connect(due)
    yield watch
    watch.stop()


def test_ten_minutes_unless_the_office_says_otherwise():
    assert DEFAULT_MINUTES == 10
    assert (Limits().program, Limits().computer) == (600, 600)


def test_it_counts_down_and_is_due_once(idle, steady):
    steady.now += 599
    idle.tick()
    assert (idle.seconds_left(), idle.dues) == (1, 0)
    steady.now += 1
    idle.tick()
    idle.tick()
    assert idle.dues == 1


def test_a_touch_begins_the_time_again(idle, steady):
    steady.now += 599
    idle.touch()
    steady.now += 599
    idle.tick()
    assert idle.dues == 0


def test_the_computer_is_counted_by_itself(idle, steady):
    idle.computer_idle = lambda: 299.0
    idle.tick()
    assert idle.dues == 0
    idle.computer_idle = lambda: 300.0
    idle.tick()
    assert idle.dues == 1


def test_held_open_for_an_hour_and_then_a_minutes_warning(idle, steady):
    idle.hold(on=True)
    assert idle.held_seconds == 3600
    steady.now += 3599
    idle.tick()
    assert (idle.held_seconds, idle.dues) == (1, 0)
    steady.now += 2
    idle.tick()
    assert idle.held_seconds is None
    assert (round(idle.seconds_left()), idle.dues) == (59, 0)
    steady.now += 60
    idle.tick()
    assert idle.dues == 1


def test_holding_can_be_ended_and_does_not_shorten_anything(idle, steady):
    idle.hold(on=True)
    idle.hold(on=False)
    assert idle.held_seconds is None
    assert idle.seconds_left() == 600


def test_a_long_sleep_is_over_the_limit_at_once(idle, steady):
    steady.now += 8 * 3600
    idle.tick()
    assert idle.dues == 1


def test_it_ticks_every_second(qtbot, qapp):
    watch = IdleWatch()
    watch.start()
    with qtbot.waitSignal(watch.counted, timeout=3000) as counted:
        pass
    watch.stop()
    assert 595 < counted.args[0] <= 600
