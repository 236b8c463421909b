"""D9, D10: a report is fixed by two, never changed, never taken back, and made again alike."""

import shutil
from dataclasses import replace
from datetime import date

import pytest

from kvinnobyran.domain.publication import PublicationState
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import inquiries, publishing
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.release import keeping, release
from kvinnobyran.statistics.tables import Report
from kvinnobyran.store import publications
from kvinnobyran.store.database import Database
from kvinnobyran.store.troubles import CannotUndo
from kvinnobyran.store.undo import undo
from tests.empty_register import DEVICE, NAME, empty_register, keys_of_tests
from tests.flows.conftest import Office

H1 = Period.parse("2027-H1")
Q1 = Period.of_days(date(2027, 1, 1), date(2027, 3, 31))


def contacts(office, number, day):
    for _each in range(number):
        inquiries.keep_as_statistics(office.work, replace(office.inquiry(), received_on=day))


def made(office, period):
    prepared = publishing.prepare(office.database, period, made_on=office.work.today)
    return release.make(prepared.content, prepared.setting)


def fix(office):
    contacts(office, 9, date(2027, 2, 1))
    known = publishing.send_for_review(office.work, Q1)
    return publishing.fix(replace(office.work, user="Vera"), known.id, made(office, Q1))


@pytest.fixture(scope="module")
def fixed_once(tmp_path_factory):
    """A register in which a quarter was fixed: proving it is dear, so tests work on copies."""
    folder = tmp_path_factory.mktemp("fixed")
    database = empty_register(folder)
    known = fix(Office(database))
    database.close()
    return folder / NAME, known


@pytest.fixture
def fixed(fixed_once):
    return fixed_once[1]


@pytest.fixture
def office(request, tmp_path):
    if "fixed" in request.fixturenames:
        template, _ = request.getfixturevalue("fixed_once")
        path = shutil.copy(template, tmp_path / NAME)
        database = Database.open(path, keys_of_tests(), device=DEVICE)
    else:
        database = empty_register(tmp_path)
    yield Office(database)
    database.close()


def test_D7_8_one_signature_is_not_two_before_seven_days(office):
    known = publishing.send_for_review(office.work, Q1)
    with pytest.raises(Refused) as refused:
        publishing.fix(office.work, known.id, made(office, Q1))
    assert "underskrift till" in refused.value.faults[0].sentence
    office.later(7)
    assert publishing.fix(office.work, known.id, made(office, Q1)).signed == publishing.ONE


def test_D9_a_fixed_report_is_handed_out_as_it_was(office, fixed):
    assert fixed.signed == publishing.TWO
    contacts(office, 5, date(2027, 2, 1))
    again = publishing.prepare(office.database, Q1, made_on=office.work.today)
    assert isinstance(again.content, Report)
    assert again.content.cell("inquiries", {}).value == 9
    assert keeping.report_to_text(again.content) == fixed.figures
    assert keeping.digest(fixed.figures) == fixed.digest


def test_D10_what_comes_late_is_counted_in_the_next_period(office, fixed):
    office.later(150)
    contacts(office, 6, date(2027, 2, 2))
    contacts(office, 7, date(2027, 5, 1))
    half = made(office, H1)
    assert half.late == {"inquiries": (6, 0)}
    assert half.report.cell("inquiries", {}).value == 22
    second = made(office, Period.of_days(date(2027, 4, 1), date(2027, 6, 30)))
    assert second.report.cell("inquiries", {}).value == 13


@pytest.mark.unmeasured
def test_D10_the_same_engine_makes_an_old_report_again_bit_for_bit(office, fixed):
    office.later(150)
    contacts(office, 6, date(2027, 2, 2))
    contacts(office, 8, date(2027, 5, 1))
    half = publishing.fix_by_command(office.work, H1, made(office, H1))
    contacts(office, 9, date(2027, 3, 1))
    for each in publications.published(office.database):
        assert keeping.made_again(office.database, each) == each.figures
    assert half.signed == publishing.COMMAND


def test_D10_no_step_takes_back_what_was_fixed(office):
    fix(office)
    with pytest.raises(CannotUndo):
        undo(office.database, user="Vera", now=office.now)
    with pytest.raises(Refused):
        publishing.keep_texts(office.work, Q1, lessons="Annat.", trends="")


def test_a_report_that_was_proven_before_another_was_fixed_is_refused(office, fixed):
    old = replace(made(office, H1), after=0)
    known = publishing.send_for_review(office.work, H1)
    with pytest.raises(Refused) as refused:
        publishing.fix(replace(office.work, user="Vera"), known.id, old)
    assert "Gör om den" in refused.value.faults[0].sentence


def test_a_withdrawn_report_still_counts(office, fixed):
    publishing.withdraw(office.work, fixed.id, reason="Fel rubrik.")
    assert len(keeping.past(office.database).issues) == 1
    assert publications.of_period(office.database, Q1.first, Q1.last) is None


def test_it_is_handed_over_to_somebody(office, fixed):
    with pytest.raises(Refused):
        publishing.hand_over(office.work, fixed.id, to=" ")
    handed = publishing.hand_over(office.work, fixed.id, to="Styrgruppen")
    assert handed.state is PublicationState.HANDED_OVER
    assert handed.counts


def test_5_9_a_name_of_the_register_in_a_text_wants_a_reason(office):
    office.case("Påhittade Tekla")
    said = {"lessons": "Det gick bra för Tekla.", "trends": ""}
    with pytest.raises(Refused) as refused:
        publishing.keep_texts(office.work, Q1, **said)
    (fault,) = refused.value.faults
    assert "Tekla" in fault.sentence
    assert "en kvinna" in fault.sentence
    kept = publishing.keep_texts(office.work, Q1, **said, reasons={"lessons": "En annan Tekla."})
    assert kept.lessons
    (passage,) = publishing.prepare(office.database, Q1, made_on=office.work.today).content.texts
    assert passage.heading == "Lärdomar"
