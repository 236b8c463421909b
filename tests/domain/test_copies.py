"""Which copies stay, and when the next one is due (security.md 5.2)."""

from datetime import date, datetime, timedelta

from kvinnobyran.domain.copies import is_due, is_late, kept

TODAY = date(2027, 6, 30)
NOW = datetime(2027, 6, 30, 9, 0)  # noqa: DTZ001 - a name of a file has no time zone


def test_seven_days_five_weeks_and_three_months_stay():
    made = [NOW - timedelta(days=days) for days in range(400)]
    stays = sorted(kept(made), reverse=True)
    assert stays[:7] == made[:7]
    assert len(stays) <= 7 + 5 + 3
    assert len({moment.isocalendar()[:2] for moment in stays}) >= 5
    assert {(moment.year, moment.month) for moment in stays} == {(2027, 4), (2027, 5), (2027, 6)}
    assert NOW - stays[-1] <= timedelta(days=100)


def test_D5_a_copy_from_before_a_purge_is_gone_within_a_hundred_days_however_few_there_are():
    twice = [NOW, NOW - timedelta(hours=3)]
    assert kept(twice) == {NOW}
    rare = [NOW - timedelta(days=50 * each) for each in range(4)]
    assert kept(rare) == set(rare[:3])
    assert kept(rare[3:]) == {rare[3]}, "the newest stays, however old it is"
    assert kept([]) == frozenset()


def test_a_copy_is_due_after_a_week_and_missed_after_eight_days():
    for days, due, late in ((0, False, False), (6, False, False), (7, True, False), (8, True, False), (9, True, True)):  # fmt: skip # noqa: E501 - a table
        assert is_due(TODAY - timedelta(days=days), TODAY) is due
        assert is_late(TODAY - timedelta(days=days), TODAY) is late
    assert is_due(None, TODAY)
    assert is_late(None, TODAY)
