"""The way from the case to the timeline over the relation."""

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.timeline import EventKind
from kvinnobyran.domain.timeline_entry import understand
from kvinnobyran.flows.drafts import drafts_of, keep_draft
from kvinnobyran.flows.timeline import save_event
from kvinnobyran.store.timeline import timeline_events
from kvinnobyran.ui.case import parts
from kvinnobyran.ui.case.relation import TITLE
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.card import Card
from kvinnobyran.ui.relation.quick import LINE_DRAFT
from kvinnobyran.ui.relation.sheets import new_event
from tests.ui.rig import USER


def add(rig, case, line):
    return save_event(
        rig.work, new_event(case.id, rig.desk.today, understand(line, rig.desk.today))
    )


def card(page):
    return [each for each in page.findChildren(Card) if each.accessibleName() == TITLE][-1]


def test_the_card_says_what_is_drawn_and_opens_it(page, rig, case):
    page.show_tab("timeline")
    assert card(page).rows == ()
    for line in ("2012 träffades", "våren 2019 flyttade ihop"):
        add(rig, case, line)
    page.refresh()
    (row,) = card(page).rows
    assert row.line.text == "2 händelser, 2012–2019"
    row.click()
    (button,) = [each for each in card(page).findChildren(Button) if "Öppna" in each.text()]
    button.click()
    assert rig.went.way == [("timeline", case.id)] * 2


def test_her_events_stand_among_everything_by_kind_and_never_by_text(page, rig, case):
    add(rig, case, "våren 2019 flyttade ihop med hittepå")
    page.refresh()
    (moment,) = [each for each in parts.moments(page.room.dossier) if each.kind == "Relationen"]
    assert (moment.what, moment.shown) == ("Flytt ihop", "våren 2019")
    assert "hittepå" not in " ".join(map(str, moment))


def test_an_event_that_was_found_opens_on_the_timeline(page, rig, case):
    event = add(rig, case, "våren 2019 flyttade ihop")
    page.refresh()
    page.open_record(event.id)
    assert rig.went.way == [("timeline", case.id)]


def test_a_line_that_was_begun_is_found_from_idag_on_a_sheet(page, rig, case):
    body = {"case": case.id, "line": "ca 2016-2018 hot varje vecka"}
    keep_draft(rig.work, LINE_DRAFT, case.id, body)
    page.open_record(case.id)
    sheet = page._sheet
    assert sheet is not None
    assert sheet.form.editor("kind").value() is EventKind.VIOLENCE
    sheet.save()
    (event,) = timeline_events(rig.database, case.id)
    assert event.title == "Hot varje vecka"
    assert drafts_of(rig.database, USER) == []


def test_a_sheet_that_was_never_saved_is_found_by_its_draft(page, rig, case):
    record = new_id()
    page.open_sheet("timeline_event", record)
    assert page._sheet.record == record
    known = add(rig, case, "2012 träffades")
    page.refresh()
    page.open_sheet("timeline_event", known.id)
    assert page._sheet.form.values()["text"] == "Träffades"
