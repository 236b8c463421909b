"""Trappan with children who do not exist: offered, begun, paused, finished, broken off."""

import struct
import zlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from kvinnobyran.demo import concerns
from kvinnobyran.demo.agenda import moment_of, workday
from kvinnobyran.demo.dice import Dice
from kvinnobyran.demo.following import follow, later
from kvinnobyran.demo.stage import Stage
from kvinnobyran.domain.case import Case
from kvinnobyran.domain.child_file import ChildNote
from kvinnobyran.domain.concern import ConcernCheck
from kvinnobyran.domain.consent import (
    Attitude,
    Consent,
    ConsentForm,
    ConsentPurpose,
    ConsentState,
)
from kvinnobyran.domain.documentation import Kept, allows
from kvinnobyran.domain.grounds import ADULT, Decider, Decision, DecisionKind, custody_on
from kvinnobyran.domain.ids import ids_from, new_id
from kvinnobyran.domain.person import Person
from kvinnobyran.domain.relation import MayContact
from kvinnobyran.domain.session import Presence, SessionAttendance
from kvinnobyran.domain.trappan import (
    STEP_OF,
    Outcome,
    PauseCause,
    ProgrammeState,
    SafetyCheck,
    TrappanProgramme,
    TrappanStep,
)
from kvinnobyran.domain.trappan_progress import next_step_of, step_on
from kvinnobyran.domain.trappan_session import TrappanAttendance, TrappanSession
from kvinnobyran.domain.trappan_start import FROM_AGE
from kvinnobyran.flows import child_notes, consents, decisions, trappan, trappan_pause
from kvinnobyran.flows.plain_files import Brought
from kvinnobyran.flows.trappan_sessions import save_trappan_session
from kvinnobyran.flows.work import Work
from kvinnobyran.store import kin
from kvinnobyran.store import trappan as stored

_S = ProgrammeState
_CHANCE: Final = 0.75
_TOGETHER: Final = 0.6
"""How often two of a family's children come at the same time."""
_WEEK: Final = timedelta(days=7)
_PATIENCE: Final = timedelta(weeks=12)
_LONG: Final = 40
"""How many weeks a family is followed at most."""
_TALKS: Final = {TrappanStep.CONTACT: 2, TrappanStep.RECONSTRUCTION: 3, TrappanStep.KNOWLEDGE: 3}
_CHECKS: Final = {
    ConcernCheck.NO_CONCERN: 74.0,
    ConcernCheck.ALREADY_KNOWN: 20.0,
    ConcernCheck.REPORTED: 3.0,
    ConcernCheck.NOT_ASSESSED: 3.0,
}
_TOLD: Final = (
    "Berättade om kvällarna när det blev tyst. Visade med klossar var alla stod.",
    "Ville mest rita. Frågade om vi också är rädda ibland.",
    "Satte ord på det som hände i hallen. Undrade om det var för att hon hade bråkat.",
    "Lekte sjukhus. Alla i leken blev friska, utom den som inte fick vara med.",
    "Kom i håg att grannen öppnade dörren. Det var bra, tyckte barnet.",
    "Vi gick igenom vad våld är och att det aldrig är barnets fel. Barnet nickade länge.",
)
_DRAWN: Final = ("Huset, och hunden som vaktar.", "Trappan där man kan sitta.", "En snäll drake.")
_SHARED: Final = (
    "Att det är skönt att komma hit, och att det går bra att fråga.",
    "Att jag inte vill prata om det hemma än.",
    "",
)
_WITHDRAWN: Final = ("Ringde och ville inte längre", "Vill vänta till efter förhandlingen")
_ENDED: Final = ("Familjen flyttade", "Barnet ville inte komma mer")
_OVER_THE_AGE: Final = "Går i förskolans äldsta grupp."


def begin(stage: Stage, dice: Dice, first: date) -> None:
    """Look each week for women whose support has begun, and offer some of their children."""

    def expect(now: datetime, case_id: str) -> None:
        if dice.chance(_CHANCE):
            later(stage, dice, now, (7, 30), case_id, lambda *given: _offer(days, *given))

    days: set[tuple[str, date]] = set()
    follow(stage, first, (7, 50), expect)


def _offer(
    days: set[tuple[str, date]], stage: Stage, dice: Dice, now: datetime, case: Case
) -> None:
    """Offer Trappan to a child, sometimes to two."""
    work = stage.work(case.counsellor, now)
    children = [
        each for each in kin.children_of(stage.database, case.person_id) if _fits(each, now)
    ]
    if not children or not allows(case.documentation, Kept.JOURNAL):
        return
    custodies = stored.facts_of(stage.database, children[0].id).custodies
    if custody_on(custodies, work.today) is None and dice.chance(0.8):
        return  # nobody knows yet who would have to be asked
    both = len(children) > 1 and dice.chance(_TOGETHER)
    for child in children[: 2 if both else 1]:
        trappan.save_programme(
            work,
            TrappanProgramme(
                id=new_id(),
                case_id=case.id,
                child_id=child.id,
                offered_on=work.today,
                age_judgement="" if child.birth and child.birth.exact else _OVER_THE_AGE,
            ),
        )
    _again(days, stage, dice, now, case.id, 1)


def _fits(child: Person, now: datetime) -> bool:
    ages = child.birth.ages(now.date()) if child.birth else (0, 0)
    return ages[0] >= FROM_AGE and ages[1] < ADULT - 1


def _again(
    days: set[tuple[str, date]], stage: Stage, dice: Dice, now: datetime, case_id: str, week: int
) -> None:
    """Look at the family a week later, in the hour after the office's other talks."""
    day = workday(now.date() + _WEEK)

    def happen(then: datetime) -> None:
        case = stage.database.get(Case, case_id)
        going = stored.open_in(stage.database, case_id)
        if case is not None and going and week < _LONG:
            with ids_from(dice.new_id):
                _live(days, stage, dice, then, case, going)
            _again(days, stage, dice, then, case_id, week + 1)

    stage.agenda.at(moment_of(day, 17, dice.below(60)), happen)


def _live(
    days: set[tuple[str, date]],
    stage: Stage,
    dice: Dice,
    now: datetime,
    case: Case,
    going: list[TrappanProgramme],
) -> None:
    """Do what a week brings for the children of one family."""
    work = stage.work(case.counsellor, now)
    _answer_talks(stage, dice, work, case)
    for each in going:
        programme = stage.database.get(TrappanProgramme, each.id)
        if programme is None:
            continue
        if programme.state is _S.PAUSED:
            _look_at_pause(stage, dice, work, case, programme)
        elif programme.state in STEP_OF:
            _go_on(stage, dice, work, programme)
        else:
            _prepare(stage, dice, work, case, programme)
    _plan(days, stage, work, case)


def _prepare(stage: Stage, dice: Dice, work: Work, case: Case, programme: TrappanProgramme) -> None:
    """Take the next of the things that come before the start, one a week."""
    if programme.parent_talk_on is None:
        safe = dice.weighed({SafetyCheck.YES: 85.0, SafetyCheck.PARTLY: 15.0})
        words = "Kontaktförbud. Skolan vet vem som hämtar."
        trappan.save_programme(
            work,
            replace(programme, parent_talk_on=work.today, safety=safe, safety_words=words),
        )
    elif programme.state is _S.OFFERED:
        trappan.seek_consent(work, programme)
        _ask(stage, dice, work, case, programme)
    elif programme.state is _S.READY:
        reasons = {"safety": "Barnet bor skyddat sedan en månad."}
        trappan.start_trappan(work, programme, work.today, reasons=reasons)
    elif work.today - programme.offered_on > _PATIENCE:
        trappan.break_off_trappan(work, programme, work.today, "Samtycke gick inte att få")
    elif dice.chance(0.25):
        _decide(dice, work, programme)


def _ask(stage: Stage, dice: Dice, work: Work, case: Case, programme: TrappanProgramme) -> None:
    """Ask whoever has custody and may be asked; the woman says yes, the other perhaps."""
    child = programme.child_id
    custodies = stored.facts_of(stage.database, child).custodies
    custody = custody_on(custodies, work.today)
    for person in custody.decides if custody else ():
        if person == case.person_id:
            _say(dice, work, programme, person, ConsentState.GIVEN)
            continue
        guardian = kin.guardian_of(stage.database, child, person)
        may = guardian.may_contact if guardian else MayContact.NOT_ASKED
        if may is MayContact.NO or dice.chance(0.2):
            continue
        given = dice.chance(0.65)
        _say(dice, work, programme, person, ConsentState.GIVEN if given else ConsentState.REFUSED)


def _say(
    dice: Dice, work: Work, programme: TrappanProgramme, person: str, state: ConsentState
) -> None:
    given = state is ConsentState.GIVEN
    consents.save_consent(
        work,
        Consent(
            id=new_id(),
            case_id=programme.case_id,
            person_id=programme.child_id,
            purpose=ConsentPurpose.TRAPPAN,
            state=state,
            form=dice.weighed({ConsentForm.WRITTEN: 70.0, ConsentForm.ORAL: 30.0})
            if given
            else None,
            asked_on=work.today,
            answered_on=work.today,
            given_by_id=person,
            attitude=dice.weighed({Attitude.WANTS: 70.0, Attitude.UNSURE: 30.0}) if given else None,
        ),
    )


def _decide(dice: Dice, work: Work, programme: TrappanProgramme) -> None:
    """Let the board decide where only one guardian has said yes."""
    said = stored.facts_of(work.database, programme.child_id).said
    if any(each.given for each in said):
        decisions.save_decision(
            work,
            Decision(
                id=new_id(),
                child_id=programme.child_id,
                kind=DecisionKind.BOARD_FOR_ONE,
                decided_by=Decider.BOARD,
                reference=f"påhittad {work.today.year}-{dice.between(10, 99)}",
                valid_from=work.today,
                valid_until=work.today + timedelta(days=365),
            ),
        )


def _go_on(stage: Stage, dice: Dice, work: Work, programme: TrappanProgramme) -> None:
    """Go on to the next step when it is time, or end; now and then somebody says stop."""
    step = programme.step or TrappanStep.CONTACT
    held = sum(
        place.step is step and session.attendance is SessionAttendance.HELD
        for session in stored.sessions_of(work.database, programme.id)
        for place in stored.children_at(work.database, session.id)
        if place.programme_id == programme.id and place.presence is Presence.PRESENT
    )
    after = next_step_of(programme)
    if dice.chance(0.02):
        trappan.break_off_trappan(work, programme, work.today, dice.one(_ENDED))
    elif dice.chance(0.3 if stage.near_the_end(work.now, 12) else 0.04):
        given = [
            each
            for each in stored.consents_about(
                work.database, programme.child_id, ConsentPurpose.TRAPPAN
            )
            if each.state is ConsentState.GIVEN
        ]
        if given:
            consents.withdraw(work, dice.one(given), reason=dice.one(_WITHDRAWN))
    elif held >= _TALKS[step] and after is not None:
        trappan.take_step(work, programme, after, work.today)
    elif held >= _TALKS[step]:
        _finish(dice, work, programme)


def _finish(dice: Dice, work: Work, programme: TrappanProgramme) -> None:
    outcome = dice.weighed(
        {Outcome.SATISFIED: 60.0, Outcome.MORE_TALKS: 20.0, Outcome.REFERRED: 20.0}
    )
    words = "BUP, första linjen" if outcome is Outcome.REFERRED else ""
    done = trappan.finish_trappan(work, programme, work.today, outcome, words=words)
    shared = trappan.let_share(work, done, dice.one(_SHARED), asked_on=work.today)
    case = work.database.get(Case, done.case_id)
    if case is not None and shared.may_share:
        trappan.give_feedback(work, shared, case.person_id, on=work.today)


def _look_at_pause(
    stage: Stage, dice: Dice, work: Work, case: Case, programme: TrappanProgramme
) -> None:
    """Answer what a pause asks; some time later somebody may say yes again."""
    if programme.pause_cause is PauseCause.NO_GROUND and programme.pause_check is None:
        if not stage.near_the_end(work.now):
            trappan_pause.answer_concern(work, programme, ConcernCheck.NO_CONCERN)
    elif dice.chance(0.1):
        if not stored.verdict_for(stage.database, programme.child_id, work.today).allowed:
            _ask(stage, dice, work, case, programme)
        if stored.verdict_for(stage.database, programme.child_id, work.today).allowed:
            reasons = {"safety": "Barnet bor skyddat sedan en månad."}
            trappan_pause.resume_trappan(work, programme, reasons=reasons)


def _plan(days: set[tuple[str, date]], stage: Stage, work: Work, case: Case) -> None:
    """Plan the children's next talk: one together for those who go on."""
    going = [each for each in stored.open_in(stage.database, case.id) if each.state in STEP_OF]
    if not going or any(stored.expected_at(stage.database, each.id) for each in going):
        return
    day = workday(work.today + timedelta(days=5))
    while (case.counsellor, day) in days:
        day = workday(day + timedelta(days=1))
    days.add((case.counsellor, day))
    if not all(stored.verdict_for(stage.database, each.child_id, day).allowed for each in going):
        return
    session = TrappanSession(
        id=new_id(), case_id=case.id, held_on=day, starts_at=time(16), minutes=45
    )
    save_trappan_session(
        work,
        session,
        [_seat(each, day) for each in going],
        reasons={"starts_at": "Två barn efter varandra"},
    )


def _seat(programme: TrappanProgramme, day: date) -> TrappanAttendance:
    return TrappanAttendance(
        id=new_id(), session_id="", programme_id=programme.id, step=step_on(programme, day)
    )


def _answer_talks(stage: Stage, dice: Dice, work: Work, case: Case) -> None:
    """Say how the talks went that have been, and write in the children's own files."""
    if stage.near_the_end(work.now, 2):
        return  # still to be answered for: it stands on Idag
    for session in _passed(stage, work, case):
        how = dice.weighed(
            {
                SessionAttendance.HELD: 86.0,
                SessionAttendance.CANCELLED_BY_HER: 9.0,
                SessionAttendance.MISSED: 5.0,
            }
        )
        reported = False
        held = how is SessionAttendance.HELD
        places = []
        for place in stored.children_at(stage.database, session.id):
            programme = stage.database.get(TrappanProgramme, place.programme_id)
            if programme is None:
                continue
            came = held and place.presence is Presence.EXPECTED
            check = dice.weighed(_CHECKS) if came else None
            reported = reported or check is ConcernCheck.REPORTED
            places.append(
                replace(
                    place,
                    step=step_on(programme, session.held_on),
                    presence=Presence.PRESENT if came else Presence.CANCELLED,
                    concern_check=check,
                    concern_reason="Barnet somnade." if check is ConcernCheck.NOT_ASSESSED else "",
                )
            )
        reason = "" if held else "Barnet var sjukt"
        save_trappan_session(work, replace(session, attendance=how, reason=reason), places)
        if reported:
            concerns.follow(replace(stage, dice=dice), work.now, case)
        if held:
            _write(dice, work, case, session, places)


def _passed(stage: Stage, work: Work, case: Case) -> Iterable[TrappanSession]:
    found: dict[str, TrappanSession] = {}
    for programme in stored.open_in(stage.database, case.id):
        for session in stored.sessions_of(stage.database, programme.id):
            planned = session.attendance is SessionAttendance.PLANNED
            if planned and session.held_on <= work.today:
                found[session.id] = session
    return found.values()


def _write(
    dice: Dice,
    work: Work,
    case: Case,
    session: TrappanSession,
    places: list[TrappanAttendance],
) -> None:
    """Write one note for each child that was there; what they told is never the same."""
    told = dice.few(_TOLD, len(places))
    for place, words in zip(places, told, strict=False):
        programme = work.database.get(TrappanProgramme, place.programme_id)
        if programme is None or place.presence is not Presence.PRESENT or dice.chance(0.25):
            continue
        note = ChildNote(
            id=new_id(),
            case_id=case.id,
            child_id=programme.child_id,
            session_id=session.id,
            written_on=session.held_on,
            text=words,
        )
        reasons = {"text": "Samma lek, var för sig."}
        if dice.chance(0.12) and allows(case.documentation, Kept.DOCUMENT):
            drawn = replace(note, id=new_id(), text=dice.one(_DRAWN))
            picture = Brought("teckning.png", _picture(dice))
            child_notes.keep_drawing(work, drawn, picture, reasons=reasons)
        if dice.chance(0.9):
            child_notes.sign_child_note(work, note, reasons=reasons)
        else:
            child_notes.save_child_note(work, note, reasons=reasons)


_WIDTH, _HEIGHT = 240, 160
_COLOURS = ((214, 60, 48), (36, 96, 168), (240, 190, 40), (60, 140, 80), (120, 70, 150))


def _picture(dice: Dice) -> bytes:
    """Return a small PNG: coloured squares on a ground, as children do not draw."""
    rows = [bytearray(bytes((250, 246, 236)) * _WIDTH) for _ in range(_HEIGHT)]
    for _shape in range(6):
        left, top = dice.below(_WIDTH - 60), dice.below(_HEIGHT - 60)
        side, colour = dice.between(20, 58), bytes(dice.one(_COLOURS))
        for row in rows[top : top + side]:
            row[3 * left : 3 * (left + side)] = colour * side
    raw = b"".join(b"\0" + bytes(row) for row in rows)
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(raw)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
