"""D7, L20: the log tells who read what and whose; its chain; the monthly review."""

import datetime as dt
from dataclasses import replace

import pytest

from kvinnobyran.domain.access_review import Answer, month_after, month_before, sample
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.protection import Protection
from kvinnobyran.domain.task import TaskState
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows import access_log
from kvinnobyran.flows.access_log import (
    answer_reading,
    end_words,
    hold_against_chain,
    review_of,
    review_that_waits,
    sign_review,
)
from kvinnobyran.flows.protection import read_protected, save_protection
from kvinnobyran.flows.upkeep import keep_up
from kvinnobyran.store.access_log import Sort, log_lines
from kvinnobyran.store.chain import Head
from kvinnobyran.store.tasks import of_cause
from kvinnobyran.store.troubles import BrokenRule

BEGIN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
END = dt.datetime(2028, 1, 1, tzinfo=dt.UTC)
MONTH = dt.date(2027, 2, 1)


def nobody_asks(_phrase):
    """Stand for the vault, which is tried elsewhere."""


def read(office, case, times=1, user="Greta"):
    for _ in range(times):
        work = replace(office.work, user=user)
        read_protected(work, nobody_asks, case.person_id, "Personnummer", "påhittad")


def hide(office, case):
    save_protection(
        office.work,
        Protection(
            id=new_id(),
            person_id=case.person_id,
            valid_from=office.work.today,
        ),
    )


def lines(office):
    return log_lines(office.database, BEGIN, END)


def refused(flow, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        flow(*args, **kwargs)
    return caught.value.faults[0].sentence


# --- what it says -------------------------------------------------------------------------------


def test_D7_every_reading_is_in_the_log_with_who_and_whose(office):
    case = office.case()
    read(office, case)
    (line,) = lines(office)
    assert (line.user, line.code, line.case_id) == ("Greta", case.code, case.id)
    assert line.sort is Sort.READ
    assert "Personnummer" in line.sentence


def test_D7_the_log_cannot_be_changed(office):
    read(office, office.case())
    before = lines(office)
    for sql in ("DELETE FROM journal", "UPDATE journal SET user = 'Ingen'"):
        with pytest.raises(BrokenRule), office.work.step("Påhittat") as tx:
            tx.wire.change(sql)
    assert lines(office) == before


def test_D7_the_log_names_nobody_and_leaves_out_what_was_written_of_the_protected(office):
    hidden, open_ = office.case("Påhittade Dimma"), office.case("Påhittade Sol")
    hide(office, hidden)
    for case in (hidden, open_):
        with office.work.step("Lämnade ut tidslinjen") as tx:
            tx.log(
                "export", table="support_case", record=case.id, text="Mottagare: Påhittade Advokat."
            )
    of_open, of_hidden = lines(office)
    assert of_hidden.hidden
    assert of_hidden.sentence == "Lämnade ut tidslinjen."
    assert of_hidden.code == hidden.code
    assert "Advokat" in of_open.sentence
    assert "Dimma" not in repr(lines(office))
    assert "Sol" not in repr(lines(office))


def test_D7_a_line_outlives_what_it_was_about(office):
    with office.work.step("Skrev ut") as tx:
        tx.log("print", table="safety_plan", record=new_id())
        tx.log("read", table="report", text="Tabell 1, 3 rader.")
    assert [line.code for line in lines(office)] == ["", ""]


# --- its chain ----------------------------------------------------------------------------------


def test_D7_what_was_tampered_with_is_found_at_its_entry(office):
    case = office.case()
    read(office, case, 3)
    assert hold_against_chain(office.database).whole
    wrong = lines(office)[1]
    with office.database.connection.writing():
        office.database.wire.change("DROP TRIGGER journal_keeps")
        office.database.wire.change("UPDATE journal SET user = 'Ingen' WHERE seq = ?", (wrong.seq,))
    held = hold_against_chain(office.database)
    assert (held.whole, held.seq) == (False, wrong.seq)
    assert held.line is not None
    assert held.line.user == "Ingen"
    assert str(wrong.seq) in held.sentence


def test_D7_a_cut_off_end_is_found_against_the_printed_receipt(office):
    case = office.case()
    read(office, case, 3)
    printed = end_words(office.database.audit_head())
    assert hold_against_chain(office.database, printed).whole
    assert hold_against_chain(office.database, printed.upper()).whole
    last = office.database.head()
    with office.database.connection.writing():
        office.database.wire.change("DROP TRIGGER journal_stays")
        office.database.wire.change("DELETE FROM journal WHERE seq = ?", (last,))
    assert hold_against_chain(office.database).whole, "the chain alone cannot know"
    assert not hold_against_chain(office.database, printed).whole
    assert not hold_against_chain(office.database, "något annat").whole


def test_the_end_of_the_chain_is_short_enough_to_type():
    assert end_words(Head(12, bytes(range(32)))) == "rad 12: 0001 0203 0405 0607 0809 0a0b"


# --- the monthly review -------------------------------------------------------------------------


def test_L20_the_sample_is_one_in_ten_and_the_same_for_whoever_draws():
    assert sample((), b"") == ()
    assert len(sample(range(1, 4), b"a")) == 3
    assert len(sample(range(1, 31), b"a")) == 5
    assert len(sample(range(1, 101), b"a")) == 10
    assert len(sample(range(1, 1001), b"a")) == 20
    assert sample(range(1, 101), b"a") == sample(range(1, 101), b"a") != sample(range(1, 101), b"b")
    assert month_before(dt.date(2027, 1, 31)) == dt.date(2026, 12, 1)
    assert month_after(dt.date(2026, 12, 1)) == dt.date(2027, 1, 1)


def test_L20_a_month_is_reviewed_signed_and_in_the_chain(office):
    case = office.case()
    read(office, case, 30)
    assert refused(answer_reading, office.work, MONTH, 1, Answer.REASONABLE)
    office.later(28)
    berit = replace(office.work, user="Berit")
    review = review_of(office.database, MONTH, dt.UTC)
    assert (review.readings, len(review.lines), review.left) == (30, 5, 5)
    assert review_of(office.database, MONTH, dt.UTC) == review

    first = review.lines[0].seq
    assert "fråga" in refused(answer_reading, berit, MONTH, first, Answer.ASK)
    assert "själv" in refused(answer_reading, office.work, MONTH, first, Answer.REASONABLE)
    assert "urvalet" in refused(answer_reading, berit, MONTH, 999, Answer.REASONABLE)
    assert "Välj" in refused(answer_reading, berit, MONTH, first, None)
    assert "varje rad" in refused(sign_review, berit, MONTH)
    answer_reading(berit, MONTH, first, Answer.ASK, "Varför samma dag? 3 gånger. Jo.")
    for line in review.lines[1:]:
        found = answer_reading(berit, MONTH, line.seq, Answer.REASONABLE)
    assert found.left == 0
    assert found.lines == review.lines, "what was drawn stays drawn"
    assert found.verdicts[first].words == "Varför samma dag? 3 gånger. Jo."
    assert sign_review(berit, MONTH).signed_by == "Berit"
    assert "signerad" in refused(answer_reading, berit, MONTH, first, Answer.REASONABLE)
    assert [line.kind for line in lines(office)[:2]] == ["review_signed", "reading_reviewed"]
    assert hold_against_chain(office.database).whole


def test_L20_a_month_that_was_missed_is_caught_up_with_before_the_next(office):
    case = office.case()
    read(office, case)
    office.later(28)
    read(office, case)
    office.later(31)
    today = office.work.today
    first = review_that_waits(office.database, today, dt.UTC)
    assert first.month == MONTH
    answer_reading(office.work, MONTH, first.lines[0].seq, Answer.REASONABLE, "Jag är ensam här.")
    sign_review(office.work, MONTH)
    second = review_that_waits(office.database, today, dt.UTC)
    assert (second.month, second.readings) == (dt.date(2027, 3, 1), 1)
    assert review_that_waits(office.database, MONTH, dt.UTC).readings == 0


def test_L20_one_is_reminded_of_a_month_that_nobody_has_reviewed(office):
    case = office.case()
    read(office, case)
    keep_up(office.work)
    cause = "access-review-2027-02"
    assert of_cause(office.database, "domain.md D7", cause) == []
    office.later(28)
    for _ in range(2):
        keep_up(office.work)
    (task,) = of_cause(office.database, "domain.md D7", cause)
    assert "2027-02" in task.what
    (line,) = review_of(office.database, MONTH, dt.UTC).lines
    answer_reading(office.work, MONTH, line.seq, Answer.REASONABLE, "Jag är ensam här.")
    sign_review(office.work, MONTH)
    (task,) = of_cause(office.database, "domain.md D7", cause)
    assert task.state is TaskState.DONE
    assert access_log.remind_of_review(office.work) == 0
