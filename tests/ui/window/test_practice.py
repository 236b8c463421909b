"""A fictitious office says so, always in sight."""

from datetime import date

from kvinnobyran.domain.settings import PRACTICE, PRACTICE_DAY
from kvinnobyran.flows.office import change_setting
from kvinnobyran.store.office import practice_day


def test_a_real_office_is_not_marked(window):
    assert not window.status.practice.isVisible()


def test_a_fictitious_office_is_marked_from_the_start(rig, window):
    rig.desk.do(change_setting, PRACTICE, "yes")
    rig.desk.do(change_setting, PRACTICE_DAY, "2027-12-15")
    heard: list[date | None] = []
    rig.desk.ask(practice_day, then=heard.append)
    window.status.say_practice(heard[0])
    assert heard == [date(2027, 12, 15)]
    assert window.status.practice.isVisible()
    assert "Övning" in window.status.practice.text()
