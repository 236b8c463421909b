"""The sheets of what happens on the way: another step, a pause, the end."""

from kvinnobyran.domain.concern import ConcernCheck
from kvinnobyran.domain.trappan import Outcome, PauseCause, TrappanProgramme, TrappanStep
from kvinnobyran.domain.trappan_progress import next_step_of
from kvinnobyran.flows import trappan, trappan_pause
from kvinnobyran.ui.case.around import Around
from kvinnobyran.ui.case.trappan.making import ground_fact, run_by
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import LineEdit, TextEdit
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.form import Field
from kvinnobyran.ui.kit.sheet import Entered, Landing, Sheet


def step_sheet(around: Around, programme: TrappanProgramme, to: TrappanStep | None = None) -> Sheet:
    """Return the sheet that goes on to another step: the next, or with a reason back (T4)."""
    steps = [each for each in TrappanStep if each is not programme.step]

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            trappan.take_step,
            programme,
            entered.values["step"],
            entered.values["on"] or around.today,
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    return run_by(
        around,
        programme,
        "Gå vidare i Trappan",
        [
            Field("step", "Till steget", Chips(steps, kept=True)),
            Field("on", "Från och med", DateEdit(today=around.today)),
            Field("ground", "Grund", ground_fact(around, programme.child_id)),
        ],
        submit,
        kind="trappan_step",
        said="Steget är taget",
        begin={"step": to or next_step_of(programme) or steps[0], "on": around.today},
    )


def pausing_sheet(around: Around, programme: TrappanProgramme) -> Sheet:
    """Return the sheet that pauses Trappan at once (T5)."""

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            trappan_pause.pause_trappan,
            programme,
            cause=entered.values["pause_cause"],
            reason=entered.values["pause_reason"],
            then=landing.then,
            otherwise=landing.otherwise,
        )

    return run_by(
        around,
        programme,
        "Pausa Trappan",
        [
            Field("pause_cause", "Varför", Chips((PauseCause.UNSAFE, PauseCause.OTHER), kept=True)),
            Field("pause_reason", "Mer om det", TextEdit(lines=2)),
        ],
        submit,
        kind="trappan_pause",
        said="Trappan är pausad",
        lead="Det som är planerat med barnet avbokas.",
        begin={"pause_cause": PauseCause.OTHER, "pause_reason": ""},
    )


def resuming_sheet(around: Around, programme: TrappanProgramme) -> Sheet:
    """Return the sheet that takes Trappan up again where it was (T2, T5)."""

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            trappan_pause.resume_trappan,
            programme,
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    why = programme.pause_cause.label if programme.pause_cause else "Pausad"
    why += f": {programme.pause_reason}" if programme.pause_reason else ""
    safety = programme.safety
    return run_by(
        around,
        programme,
        "Återuppta Trappan",
        [
            Field("state", "Pausades för att", Fact(why)),
            Field("ground", "Grund i dag", ground_fact(around, programme.child_id)),
            Field("safety", "Trygghetskontroll", Fact(safety.label if safety else "Inte gjord")),
        ],
        submit,
        kind="trappan_resume",
        said="Trappan är återupptagen",
        lead="Trappan fortsätter i det steg där den pausades. Nya samtal planeras.",
        begin={},
    )


def concern_sheet(around: Around, programme: TrappanProgramme) -> Sheet:
    """Return the question whether a withdrawal in itself is a reason for concern (T5, T8)."""

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            trappan_pause.answer_concern,
            programme,
            entered.values["concern_check"],
            reason=entered.values["concern_reason"],
            then=landing.then,
            otherwise=landing.otherwise,
        )

    def conditions(sheet: Sheet) -> None:
        sheet.only_when(
            "concern_reason", "concern_check", lambda value: value is ConcernCheck.NOT_ASSESSED
        )

    return run_by(
        around,
        programme,
        "Väcker det oro för barnet",
        [
            Field("state", "Det som hände", Fact(programme.pause_reason or "Grunden upphörde")),
            Field("concern_check", "Orosbedömning", Chips(ConcernCheck)),
            Field("concern_reason", "Skäl, om oron inte kunde bedömas", LineEdit()),
        ],
        submit,
        kind="trappan_concern",
        said="Orosbedömningen är sparad",
        lead="Oro öppnar en orosanmälan i dag. Föräldern ser inget av det.",
        begin={
            "concern_check": programme.pause_check,
            "concern_reason": programme.pause_check_reason,
        },
        conditions=conditions,
    )


def finishing_sheet(around: Around, programme: TrappanProgramme) -> Sheet:
    """Return the sheet that ends Trappan after its last step, with the assessment."""

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            trappan.finish_trappan,
            programme,
            entered.values["ended_on"] or around.today,
            entered.values["outcome"],
            words=entered.values["outcome_words"],
            then=landing.then,
            otherwise=landing.otherwise,
        )

    return run_by(
        around,
        programme,
        "Avsluta Trappan",
        [
            Field("outcome", "Bedömning efteråt", Chips(Outcome)),
            Field("outcome_words", "Mer om det, och vart barnet hänvisas", TextEdit(lines=3)),
            Field("ended_on", "Slutade den", DateEdit(today=around.today)),
        ],
        submit,
        kind="trappan_finish",
        said="Trappan är avslutad",
        begin={"outcome": None, "outcome_words": "", "ended_on": around.today},
    )


def breaking_sheet(around: Around, programme: TrappanProgramme) -> Sheet:
    """Return the sheet that breaks Trappan off, with the reason."""

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            trappan.break_off_trappan,
            programme,
            entered.values["ended_on"] or around.today,
            entered.values["end_reason"],
            then=landing.then,
            otherwise=landing.otherwise,
        )

    return run_by(
        around,
        programme,
        "Avbryt Trappan",
        [
            Field("end_reason", "Varför", TextEdit(lines=2)),
            Field("ended_on", "Slutade den", DateEdit(today=around.today)),
        ],
        submit,
        kind="trappan_break_off",
        said="Trappan är avbruten",
        lead="Det som är planerat med barnet avbokas. Barnets akt finns kvar.",
        begin={"end_reason": "", "ended_on": around.today},
    )
