"""Violence, risk, safety plan, perpetrator, contact ban and concern: the rules by themselves."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain import concern
from kvinnobyran.domain.assessment import AssessmentCall
from kvinnobyran.domain.authority import AuthorityContact, AuthorityMatter
from kvinnobyran.domain.concern import (
    ConcernAnswer,
    ConcernCheck,
    ConcernChild,
    ConcernReport,
    ReportState,
    concern_children_faults,
    concern_report_faults,
    may_become,
)
from kvinnobyran.domain.contact_ban import BanKind, ContactBan, ban_reminders, contact_ban_faults
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.document import About, Document
from kvinnobyran.domain.faults import Severity
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.note import JournalNote, NoteState, WorkingNote
from kvinnobyran.domain.organisation import AuthorityKind
from kvinnobyran.domain.own_view import own_view
from kvinnobyran.domain.perpetrator import (
    Perpetrator,
    PerpetratorName,
    name_faults,
    next_letter,
    perpetrator_faults,
)
from kvinnobyran.domain.risk import (
    Instrument,
    RiskAssessment,
    RiskLevel,
    conversation,
    risk_faults,
    trend,
)
from kvinnobyran.domain.safety_plan import (
    SafetyPlan,
    names_in,
    paper_faults,
    plan_faults,
)
from kvinnobyran.domain.task import Task, TaskSource
from kvinnobyran.domain.versions import differences
from kvinnobyran.domain.violence import (
    COUNTED_AS,
    ChildExposure,
    LegalPosition,
    PoliceReport,
    ViolenceExposure,
    ViolenceForm,
    ViolenceStatus,
    ViolenceSubtype,
    child_exposure_faults,
    violence_faults,
    with_counted_forms,
)

ID, OTHER = "a" * 32, "b" * 32
TODAY = date(2027, 3, 10)
TOMORROW = TODAY + timedelta(days=1)
EXPOSURE = ViolenceExposure(
    id=ID,
    case_id=ID,
    assessed_on=TODAY,
    asked=Answer.YES,
    forms=frozenset({ViolenceForm.PHYSICAL}),
)


def fields(faults):
    return [fault.field for fault in faults]


# --- violence ----------------------------------------------------------------------------------


def test_every_subtype_is_counted_as_one_of_the_seven():
    assert set(COUNTED_AS) == set(ViolenceSubtype)
    for subtype in ViolenceSubtype:
        found = with_counted_forms(replace(EXPOSURE, subtypes=frozenset({subtype})))
        assert found.forms == {ViolenceForm.PHYSICAL, subtype.form}


@pytest.mark.parametrize(
    ("changes", "faulty"),
    [
        ({}, []),
        ({"began": PartialDate.from_stored("2028")}, ["began"]),
        (
            {
                "began": PartialDate.from_stored("2019-vår"),
                "ended": PartialDate.from_stored("2018"),
                "status": ViolenceStatus.ENDED,
            },
            ["ended"],
        ),
        (
            {"ended": PartialDate.from_stored("2026-12"), "status": ViolenceStatus.ONGOING},
            ["ended"],
        ),
        ({"legal_position": LegalPosition.JUDGED}, ["legal_position"]),
        (
            {"legal_position": LegalPosition.JUDGED, "reported_to_police": PoliceReport.YES},
            [],
        ),
        (
            {
                "asked": Answer.NO,
                "forms": frozenset(),
                "subtypes": frozenset({ViolenceSubtype.DIGITAL}),
            },
            ["asked"],
        ),
    ],
)
def test_a_finding_agrees_with_itself(changes, faulty):
    assert fields(violence_faults(replace(EXPOSURE, **changes), today=TODAY)) == faulty


def test_a_child_is_somebody_and_stands_there_once():
    nova = ChildExposure(id=ID, exposure_id=ID, label="Nova")
    assert child_exposure_faults((nova,)) == ()
    assert child_exposure_faults((replace(nova, label=" "),))
    assert child_exposure_faults((nova, replace(nova, id=OTHER, label=" nova ")))
    assert child_exposure_faults((nova, replace(nova, id=OTHER, person_id=OTHER))) == ()


def test_differences_between_versions_are_words():
    later = replace(
        EXPOSURE,
        forms=frozenset({ViolenceForm.SEXUAL, ViolenceForm.LATENT}),
        dominant=ViolenceForm.LATENT,
        began=PartialDate.from_stored("2019-vår"),
    )
    labels = {
        "forms": "Våldsformer",
        "dominant": "Dominerande",
        "began": "Började",
        "status": "Läge",
    }
    assert differences(EXPOSURE, later, labels) == (
        "Våldsformer: Sexuellt och Latent tillkom, Fysiskt togs bort.",
        "Dominerande: inget blev Latent.",
        "Började: inget blev våren 2019.",
    )
    assert differences(later, later, labels) == ()
    plan = SafetyPlan(id=ID, case_id=ID, made_on=TODAY, bag="hos grannen")
    words = {"bag": "Väska", "pets": "Husdjur"}
    assert differences(plan, replace(plan, bag="", pets="katten"), words) == (
        "Väska: texten togs bort.",
        "Husdjur: ny text.",
    )
    assert differences(plan, replace(plan, bag="hos mormor"), words) == ("Väska: ändrad text.",)
    assert differences(plan, replace(plan, bag=" hos grannen "), words) == ()
    moved = replace(plan, made_on=TOMORROW)
    assert differences(plan, moved, {"made_on": "Gjord"}) == ("Gjord: 2027-03-10 blev 2027-03-11.",)


@pytest.mark.parametrize(("before", "words"), [(True, "ja blev nej"), (False, "nej blev ja")])
def test_yes_and_no_are_told_apart_in_words(before, words):
    earlier, later = SimpleNamespace(kept=before), SimpleNamespace(kept=not before)
    assert differences(earlier, later, {"kept": "Gäller"}) == (f"Gäller: {words}.",)


# --- contact bans ------------------------------------------------------------------------------

BAN = ContactBan(id=ID, case_id=ID, decided_on=date(2027, 3, 1), until=date(2027, 8, 31))


def test_S4_a_contact_ban_reminds_30_and_7_days_before_its_end():
    days = {each.part: each.due_on for each in ban_reminders(BAN, today=TODAY)}
    assert days == {"30": date(2027, 8, 1), "7": date(2027, 8, 24)}
    assert ban_reminders(replace(BAN, ended_on=TODAY), today=TODAY) == ()
    assert ban_reminders(BAN, today=date(2027, 9, 1)) == ()


@pytest.mark.parametrize(
    ("changes", "severity"),
    [
        ({}, None),
        ({"until": date(2027, 2, 1)}, Severity.STOPP),
        ({"until": date(2028, 3, 1)}, None),
        ({"until": date(2028, 3, 2)}, Severity.VARNA),
        ({"until": date(2027, 5, 1), "kind": BanKind.SHARED_HOME}, None),
        ({"until": date(2027, 5, 2), "kind": BanKind.SHARED_HOME}, Severity.VARNA),
        ({"until": date(2029, 5, 2), "kind": BanKind.EXTENDED}, None),
        ({"ended_on": date(2027, 2, 27)}, Severity.STOPP),
        ({"decided_on": None, "until": date(2036, 1, 1)}, None),
        ({"until": None}, Severity.STOPP),
    ],
)
def test_l27_how_long_a_contact_ban_may_be(changes, severity):
    faults = contact_ban_faults(replace(BAN, **changes))
    assert [fault.severity for fault in faults] == ([severity] if severity else [])


def test_a_ban_holds_from_its_day_to_its_last():
    assert [BAN.holds(day) for day in (date(2027, 2, 28), BAN.decided_on, BAN.until)] == [
        False,
        True,
        True,
    ]
    assert not BAN.holds(date(2027, 9, 1))
    assert not replace(BAN, ended_on=TODAY).holds(TODAY)


# --- perpetrator -------------------------------------------------------------------------------


def test_S6_a_perpetrator_is_a_letter_and_a_name_needs_setting_and_reason():
    him = Perpetrator(id=ID, case_id=ID, letter=next_letter([]))
    assert him.called == "Utövare A"
    assert next_letter(["A", "C"]) == "B"
    assert next_letter([chr(65 + n) for n in range(26)]) == "27"
    name = PerpetratorName(id=ID, perpetrator_id=ID, name="Påhittad Person", reason="Rättegången")
    assert name_faults(name, allowed=True) == ()
    assert fields(name_faults(name, allowed=False)) == ["name"]
    assert fields(name_faults(replace(name, reason=" "), allowed=True)) == ["reason"]
    assert fields(name_faults(replace(name, name=""), allowed=True)) == ["name"]
    assert "Påhittad" not in " ".join(f.sentence for f in name_faults(name, allowed=False))
    assert perpetrator_faults(replace(him, approximate_age=40)) == ()
    assert fields(perpetrator_faults(replace(him, approximate_age=140))) == ["approximate_age"]


# --- risk --------------------------------------------------------------------------------------

RISK = RiskAssessment(
    id=ID, case_id=ID, assessed_on=TODAY, her_own=RiskLevel.LOW, ours=RiskLevel.HIGH
)


def test_a_discrepancy_is_a_conversation_and_never_a_verdict():
    assert RISK.discrepant
    assert conversation(RISK) == (
        "Hon bedömer risken som låg, vi bedömer den som hög – prata om skillnaden."
    )
    assert conversation(replace(RISK, ours=RiskLevel.LOW)) == "Hon och vi bedömer risken lika: låg."


@given(her_own=st.sampled_from(RiskLevel), ours=st.sampled_from(RiskLevel))
def test_only_two_levels_can_differ(her_own, ours):
    risk = replace(RISK, her_own=her_own, ours=ours)
    both = {her_own, ours} <= {RiskLevel.LOW, RiskLevel.MEDIUM, RiskLevel.HIGH}
    assert risk.discrepant is (both and her_own is not ours)
    assert ("prata om skillnaden" in conversation(risk)) is risk.discrepant


def test_the_trend_is_said_of_both():
    before = replace(RISK, assessed_on=date(2027, 1, 2), her_own=RiskLevel.HIGH)
    assert trend([RISK]) == ""
    assert trend([RISK, before]) == (
        "Sedan 2027-01-02: hennes egen bedömning har gått från hög till låg, "
        "vår bedömning är fortfarande hög."
    )
    assert (
        trend([replace(RISK, her_own=RiskLevel.NOT_ASKED), replace(before, ours=RiskLevel.UNKNOWN)])
        == ""
    )


@pytest.mark.parametrize(
    ("changes", "faulty"),
    [
        ({}, []),
        ({"assessed_on": TOMORROW}, ["assessed_on"]),
        ({"instrument": Instrument.OTHER}, ["instrument_name"]),
        ({"score": -1}, ["score"]),
        ({"next_on": TODAY}, ["next_on"]),
    ],
)
def test_a_risk_assessment_is_checked(changes, faulty):
    assert fields(risk_faults(replace(RISK, **changes), today=TODAY)) == faulty


# --- safety plan -------------------------------------------------------------------------------

PLAN = SafetyPlan(id=ID, case_id=ID, made_on=TODAY, safe_places="Hos grannen på trean")


def test_a_plan_says_something():
    assert plan_faults(PLAN, today=TODAY) == ()
    assert fields(plan_faults(replace(PLAN, safe_places=" "), today=TODAY)) == ["warning_signs"]
    assert fields(plan_faults(replace(PLAN, made_on=TOMORROW), today=TODAY)) == ["made_on"]


def test_paper_always_warns_and_stops_for_a_name():
    assert [f.severity for f in paper_faults(PLAN, names=["Emina"])] == [Severity.VARNA]
    named = replace(PLAN, children="Emina ringer farmor")
    assert Severity.STOPP in [f.severity for f in paper_faults(named, names=["EMINA Sjöö"])]
    # The code word is not printed, so a name may be the code word.
    secret = replace(PLAN, code_word="Emina")
    assert len(paper_faults(secret, names=["Emina"])) == 1
    spoken = replace(PLAN, children="Emelies plan, och KB-27-014")
    assert len(paper_faults(spoken, names=["Emelie"])) == 2
    assert len(paper_faults(replace(PLAN, children="Bodil tar bussen"), names=["Bo"])) == 1
    assert names_in("Nova, sju år") == ["Nova"]
    assert names_in("Äldsta sonen") == []


# --- concern -----------------------------------------------------------------------------------

CASE = "0" * 32
REPORT = ConcernReport(id=ID, case_id=CASE, arose_on=TODAY)
SENT = replace(REPORT, state=ReportState.REPORTED, reported_on=TODAY, reported_to="Socialtjänsten")
DRAWN = {
    ("noted", "assessing"),
    ("assessing", "reported"),
    ("assessing", "not_reported"),
    ("reported", "answered"),
    # To decide on a noted concern is to assess it in the same sitting.
    ("noted", "reported"),
    ("noted", "not_reported"),
}


@pytest.mark.parametrize(("state", "to"), list(product(ReportState, ReportState)))
def test_a_concern_report_moves_only_as_drawn(state, to):
    assert may_become(state, to) is (state is to or (state.value, to.value) in DRAWN)


def test_the_drawing_names_every_state_and_a_new_report_is_not_answered():
    assert set(concern.TRANSITIONS) == set(ReportState)
    assert [may_become(None, to) for to in ReportState] == [True, True, True, True, False]


def test_T8_a_report_made_a_later_day_needs_its_reason():
    late = replace(SENT, arose_on=TODAY - timedelta(days=1))
    (fault,) = concern_report_faults(late, today=TODAY)
    assert (fault.field, fault.severity) == ("reported_on", Severity.VARNA)
    assert "samma dag" in fault.sentence
    assert concern_report_faults(SENT, today=TODAY) == ()


def test_T8_an_answer_has_its_day_and_what_it_was():
    answered = replace(SENT, state=ReportState.ANSWERED)
    assert fields(concern_report_faults(answered, today=TODAY)) == ["answer", "answered_on"]
    whole = replace(answered, answer=ConcernAnswer.OPENED, answered_on=TODAY)
    assert concern_report_faults(whole, today=TODAY) == ()
    early = replace(whole, answered_on=TODAY - timedelta(days=1))
    assert fields(concern_report_faults(early, today=TODAY)) == ["answered_on"]
    assert whole.stands == "Återkopplad: inledd"
    assert SENT.stands == "Anmäld, återkoppling väntas till 2027-03-24"


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (REPORT, "Oro noterad"),
        (replace(REPORT, state=ReportState.NOT_REPORTED), "Ej anmäld, med motiv"),
        (replace(SENT, reported_on=None), "Anmäld"),
        (replace(SENT, state=ReportState.ANSWERED), "Återkopplad"),
    ],
)
def test_a_report_says_only_as_much_as_is_known_of_it(report, words):
    assert report.stands == words


def test_T8_a_report_is_not_released_tomorrow():
    assert concern_report_faults(replace(SENT, released_on=TODAY), today=TODAY) == ()
    (fault,) = concern_report_faults(replace(SENT, released_on=TOMORROW), today=TODAY)
    assert (fault.field, fault.severity) == ("released_on", Severity.STOPP)
    assert fault.sentence == "Dagen ligger i framtiden."


def test_a_child_of_a_report_is_somebody():
    nova = ConcernChild(id=ID, report_id=OTHER, label="Nova")
    known = ConcernChild(id=ID, report_id=OTHER, person_id=OTHER)
    assert concern_children_faults([nova, known]) == ()
    (fault,) = concern_children_faults([nova, replace(nova, label=" ")])
    assert (fault.field, fault.severity) == ("children", Severity.STOPP)
    assert fault.sentence == "Skriv vilket barn det gäller, eller ta bort raden."


# --- her own view ------------------------------------------------------------------------------


def file_of(report):
    """Return a small file: a call with its check, tasks, notes, and the report."""
    day = TODAY
    return [
        AssessmentCall(
            id="1" * 32, case_id=CASE, booked_for=day, concern_check=ConcernCheck.REPORTED
        ),
        report,
        ConcernChild(id="2" * 32, report_id=report.id, label="Nova"),
        Task(id="3" * 32, what="Fråga", due_on=day, source=TaskSource.RULE, rule="domain.md T8"),
        Task(id="4" * 32, what="Ring", due_on=day),
        note("5", day, NoteState.SIGNED),
        note("6", day - timedelta(days=1), NoteState.SIGNED),
        note("7", day - timedelta(days=1), NoteState.DRAFT),
        WorkingNote(id="8" * 32, case_id=CASE, written_on=day, text="", delete_on=day),
        PerpetratorName(id="9" * 32, perpetrator_id=CASE, name="Påhittad", reason="Påhittat"),
    ]


def note(digit, day, state):
    return JournalNote(id=digit * 32, case_id=CASE, written_on=day, text="Påhittat", state=state)


def test_her_own_view_knows_nothing_of_a_report_that_is_not_released():
    seen = own_view(file_of(SENT))
    assert {each.id[0] for each in seen} == {"1", "4", "6"}
    assert seen[0].concern_check is None
    released = own_view(file_of(replace(SENT, released_on=TODAY)))
    assert {each.id[0] for each in released} == {"1", "a", "2", "3", "4", "5", "6"}
    assert released[0].concern_check is None


def test_what_belongs_to_something_hidden_is_hidden_with_it():
    matter = AuthorityMatter(id="c" * 32, case_id=CASE, kind=AuthorityKind.POLICE, opened_on=TODAY)
    contact = AuthorityContact(id="d" * 32, matter_id=matter.id, day=TODAY - timedelta(days=2))
    earlier = note("e", TODAY - timedelta(days=3), NoteState.SIGNED)
    corrected = replace(earlier, id="f" * 32, corrects_id="5" * 32)
    about_it = Task(
        id="b" * 32,
        what="Polis: beslutet tar slut",
        due_on=TODAY,
        source=TaskSource.RULE,
        rule="domain.md S4",
        cause=matter.id,
    )
    seen = own_view([*file_of(SENT), matter, contact, earlier, corrected, about_it])
    assert not {"b", "c", "d", "f"} & {each.id[0] for each in seen}
    assert "e" in {each.id[0] for each in seen}
    assert own_view([matter, contact]) == [matter, contact]


@pytest.mark.parametrize("about", list(About))
def test_T9_only_a_document_about_herself_is_hers(about):
    paper = Document(id="c" * 32, case_id=CASE, name="Påhittat", about=about, brought_in_on=TODAY)
    assert own_view([paper]) == ([paper] if about is About.WOMAN else [])


@pytest.mark.parametrize("check", [None, *ConcernCheck])
def test_what_is_missing_does_not_tell_that_there_is_a_report(check):
    talk = replace(file_of(SENT)[0], concern_check=check, concern_reason="Påhittat")
    assert own_view([talk]) == own_view([file_of(SENT)[0], SENT])
