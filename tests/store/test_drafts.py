"""T13, drafts: never lost, never in another record, never another user's."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kvinnobyran.store.database import Database
from kvinnobyran.store.drafts import Draft, delete_draft, drafts_of, load_draft, save_draft
from kvinnobyran.store.troubles import Unstorable
from kvinnobyran.store.workplace import Workplace, load_workplace, save_workplace
from tests.store.kit import DEVICE, NOW, USER, Folder, an_id, save


def draft(body="{}", *, user=USER, kind="inquiry", record="", cursor=0, minutes=0):
    return Draft(
        user=user,
        kind=kind,
        record=record,
        body=body,
        cursor=cursor,
        updated_at=NOW + dt.timedelta(minutes=minutes),
    )


def fail(step, kept):
    delete_draft(step, user=USER, kind=kept.kind, record=kept.record)
    raise KeyError


def load(database, kept):
    return load_draft(database, user=kept.user, kind=kept.kind, record=kept.record)


def test_t13_a_draft_outlives_the_process(database, path, keys, schema):
    kept = draft('{"note": "hon ringde å"}', record=an_id(), cursor=7)
    save_draft(database, draft("äldre", record=kept.record))
    save_draft(database, kept)
    database.close()
    again = Database.open(path, keys, device=DEVICE, schema=schema)
    assert load(again, kept) == kept
    assert drafts_of(again, USER) == [kept]
    again.close()


names = st.sampled_from(["anna", "bea", ""]) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=3
)


@given(names, names, names, names, names, names)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
def test_t13_never_in_another_record(database, user, kind, record, user2, kind2, record2):
    mine = draft(user=user or "a", kind=kind or "k", record=record)
    save_draft(database, mine)
    other = (user2 or "a", kind2 or "k", record2)
    found = load_draft(database, user=other[0], kind=other[1], record=other[2])
    assert (found is not None) == (other == (mine.user, mine.kind, mine.record))
    delete_draft(database, user=mine.user, kind=mine.kind, record=mine.record)
    assert load(database, mine) is None


def test_saving_the_record_deletes_the_draft_with_it_or_not_at_all(database):
    kept = draft(record=an_id())
    save_draft(database, kept)
    with (
        pytest.raises(KeyError),
        database.transaction(user=USER, name="Fel", now=NOW) as step,
    ):
        fail(step, kept)
    assert load(database, kept) == kept
    with database.transaction(user=USER, name="Nytt", now=NOW) as step:
        step.insert(Folder(id=kept.record))
        delete_draft(step, user=USER, kind=kept.kind, record=kept.record)
    assert load(database, kept) is None


def test_forgetting_a_record_forgets_its_drafts(database):
    folder = Folder(id=an_id())
    save(database, folder)
    save_draft(database, draft(record=folder.id))
    with database.transaction(user=USER, name="Gallring", now=NOW) as step:
        step.forget("folder", folder.id)
    assert drafts_of(database, USER) == []


def test_drafts_come_latest_first_and_only_one_s_own(database):
    for minutes in (1, 3, 2):
        save_draft(database, draft(record=str(minutes), minutes=minutes))
    save_draft(database, draft(user="annan"))
    assert [found.record for found in drafts_of(database, USER)] == ["3", "2", "1"]


@pytest.mark.parametrize("body", ["a\0b", "\u202e", "x" * 10_000_000, "'\";--"], ids=range(4))
def test_t39_a_draft_is_stored_literally(database, body):
    save_draft(database, draft(body))
    assert load(database, draft()).body == body


def test_half_a_character_is_refused_and_the_draft_before_it_kept(database):
    save_draft(database, draft("hel"))
    with pytest.raises(Unstorable):
        save_draft(database, draft("\ud800"))
    assert load(database, draft()).body == "hel"


def test_a_draft_is_no_step(database):
    told: list[frozenset[str]] = []
    database.on_commit.append(told.append)
    save_draft(database, draft())
    assert database.head() == 0
    assert told == [frozenset({"draft"})]


def test_coming_back_to_the_same_place(database):
    assert load_workplace(database, USER) == Workplace()
    place = Workplace(page="idag", record=an_id(), focus="note", cursor=12, window="AAA=")
    save_workplace(database, USER, Workplace(page="statistik"))
    save_workplace(database, USER, place)
    assert load_workplace(database, USER) == place
    assert load_workplace(database, "annan") == Workplace()


def test_a_place_of_another_version(database):
    with database.unjournalled("workplace"):
        database.wire.change(
            "INSERT INTO workplace VALUES (?, ?)", (USER, '{"page": "idag", "newer": 1}')
        )
    assert load_workplace(database, USER) == Workplace(page="idag")
