"""The case itself: what is agreed, and the ways to let it rest, close it or open it again."""

from collections.abc import Iterator
from datetime import date

from kvinnobyran.domain.case import REOPEN_DAYS, Case, CaseState, may_move
from kvinnobyran.domain.counsellor import CounsellorChange, assignments
from kvinnobyran.domain.documentation import MEANS
from kvinnobyran.domain.next_step import Step
from kvinnobyran.domain.pause import CasePause
from kvinnobyran.flows.cases import open_case_for, reopen_case, resume_case
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.store.retention import kept as retained
from kvinnobyran.ui.case.agreed.sheets import case_sheet, closing_sheet, pausing_sheet
from kvinnobyran.ui.case.agreed.taking_over import counsellor_sheet
from kvinnobyran.ui.case.cards import buttons, card
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space

_CLOSED = "Ärendet är avslutat."


def _overview(room: Room, dossier: Dossier) -> list[Card]:
    others = [each for each in dossier.of(Case) if _newer(each, dossier.case)]
    return [_agreed(room, dossier), *([_others(room, others)] if others else [])]


def _newer(other: Case, case: Case) -> bool:
    """Tell whether it came after this one; the earlier ones have a card of their own (5.12)."""
    return other.id != case.id and (other.opened_on, other.code) > (case.opened_on, case.code)


def _agreed(room: Room, dossier: Dossier) -> Card:
    case = dossier.case

    def edit(_: object = None) -> None:
        room.open("case")

    agreed = [
        (case.regime.label, "Stödet ges som"),
        (case.documentation.label, f"Dokumentation. {MEANS[case.documentation]}"),
        (case.documentation_consent.label, "Godkänner dokumentationen"),
        (str(case.opened_on), "Öppnat"),
        *_counsellors(dossier),
    ]
    if case.closed_on and case.close_reason:
        agreed.append((str(case.closed_on), f"Avslutat: {case.close_reason.label}"))
        agreed += [(case.close_result, "Vad ni kom fram till")] if case.close_result else []
        agreed.append((case.follow_up_wanted.label, "Vill att ni hör av er"))
    made = card(
        "Överenskommet",
        [Line(key="case", text=text, detail=detail) for text, detail in agreed],
        edit,
        icon=Icon.CASES,
        button=Button("Ändra", Kind.QUIET, then=edit),
        counted=False,
    )
    kept = Label("", Voice.MUTED)
    made.body.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
    made.body.setSpacing(Space.M)
    made.body.addWidget(kept)
    made.body.addWidget(buttons(*_ways_on(room, case)))
    room.desk.ask(retained, case, then=lambda found: kept.setText(found.sentence), owner=kept)
    return made


def _counsellors(dossier: Dossier) -> list[tuple[str, str]]:
    """Return who has the case, and who had it before, with their days."""
    had = assignments(dossier.case, dossier.of(CounsellorChange))
    if len(had) == 1:
        return [(had[0].counsellor, "Handläggare")]
    *before, now = had
    return [
        (now.counsellor, f"Handläggare sedan {now.first}"),
        *((each.counsellor, f"Hade ärendet {each.first}–{each.last}") for each in reversed(before)),
    ]


def _others(room: Room, others: list[Case]) -> Card:
    return card(
        "Senare ärenden",
        [
            Line(key=each, text=each.code, detail=each.state.label, aside=str(each.opened_on))
            for each in others
        ],
        lambda case: _open_case(room, case),
        icon=Icon.CASES,
    )


def _ways_on(room: Room, case: Case) -> list[Button]:
    extract = Button("Registerutdrag", then=lambda: room.navigator.open_page("extract", case.id))
    return [*_ways_of(room, case), extract]


def _ways_of(room: Room, case: Case) -> list[Button]:
    if case.state is CaseState.CLOSED:
        return [
            Button("Öppna igen", then=lambda: _reopen(room)),
            Button("Nytt ärende", then=lambda: _open_new(room)),
        ]
    ways = [Button("Avsluta ärendet", then=lambda: room.open("closing"))]
    ways.append(Button("Byt handläggare", then=lambda: room.open("counsellor_change")))
    if case.state is CaseState.ONGOING:
        ways.append(Button("Låt vila", then=lambda: room.open("pausing")))
    if case.state is CaseState.PAUSED:
        ways.append(Button("Ta upp igen", then=lambda: _resume(room)))
    return ways


def _moments(dossier: Dossier) -> Iterator[Moment]:
    case = dossier.case
    yield Moment(case.id, case.opened_on, None, "Ärende", "Ärendet öppnades", case.regime.label)
    for change in dossier.of(CounsellorChange):
        yield Moment(
            change.id,
            change.changed_on,
            None,
            "Ärende",
            f"{change.counsellor} blev handläggare efter {change.earlier}",
            change.reason,
        )
    for pause in dossier.of(CasePause):
        until = f"Till {pause.until}"
        yield Moment(pause.id, pause.began_on, None, "Ärende", "Ärendet fick vila", until)
        if pause.ended_on is not None and pause.ended_on != case.closed_on:
            yield Moment(pause.id, pause.ended_on, None, "Ärende", "Ärendet togs upp igen", "")
    if case.closed_on is not None:
        why = case.close_reason.label if case.close_reason else ""
        yield Moment(case.id, case.closed_on, None, "Ärende", "Ärendet avslutades", why)


def _open_case(room: Room, case: Case) -> None:
    """Go to another of her cases; what is agreed about this one has a sheet."""
    if case.id == room.around.case.id:
        room.open("case")
    else:
        room.navigator.open_case(case.id)


def _open_new(room: Room) -> None:
    """Open a new case for a woman who has come back, linked to this one."""
    room.desk.do(
        open_case_for,
        room.around.dossier.person.id,
        then=lambda case: room.navigator.open_case(case.id),
        otherwise=room.refused,
    )


def _reopen(room: Room) -> None:
    """Open a case that was closed by mistake."""
    room.run(reopen_case, room.around.case, said="Ärendet är öppet igen")


def _resume(room: Room) -> None:
    """Take the case up again."""
    room.run(resume_case, room.around.case, said="Ärendet är öppet igen")


def _not_pausing(dossier: Dossier, _: date) -> str:
    reasons = {
        CaseState.ASSESSMENT: "Ett ärende kan vila när det har kommit igång.",
        CaseState.PAUSED: "Ärendet vilar redan.",
        CaseState.CLOSED: _CLOSED,
    }
    return reasons.get(dossier.case.state, "")


def _not_while_closed(dossier: Dossier, _: date) -> str:
    return _CLOSED if dossier.case.state is CaseState.CLOSED else ""


def _not_resuming(dossier: Dossier, _: date) -> str:
    return "" if dossier.case.state is CaseState.PAUSED else "Ärendet vilar inte."


def _not_reopening(dossier: Dossier, today: date) -> str:
    if dossier.case.state is not CaseState.CLOSED:
        return "Ärendet är inte avslutat."
    if may_move(dossier.case, CaseState.ONGOING, today=today):
        return ""
    return f"Ärendet avslutades för mer än {REOPEN_DAYS} dagar sedan. Börja ett nytt."


def _not_anew(dossier: Dossier, _: date) -> str:
    going_on = any(each.state is not CaseState.CLOSED for each in dossier.of(Case))
    return "Hon har ett öppet ärende. Fortsätt i det." if going_on else ""


AGREED = Part(
    key="agreed",
    tables=frozenset({"support_case", "counsellor_change"}),
    cards={"overview": _overview},
    sheets={
        "case": lambda room, _: case_sheet(room.around),
        "counsellor_change": lambda room, _: counsellor_sheet(room.around),
        "closing": lambda room, _: closing_sheet(room.around),
        "pausing": lambda room, _: pausing_sheet(room.around),
    },
    opens={Case: _open_case, CasePause: lambda room, _: room.show_tab("overview")},
    steps={
        Step.CLOSE: lambda room, _: room.open("closing"),
        Step.REOPEN: lambda room, _: _open_new(room),
        Step.RESUME: lambda room, _: _resume(room),
    },
    moments=_moments,
    deeds={"resume_case": _resume, "reopen_case": _reopen, "open_new_case": _open_new},
    cannot={
        "closing": _not_while_closed,
        "counsellor_change": _not_while_closed,
        "pausing": _not_pausing,
        "resume_case": _not_resuming,
        "reopen_case": _not_reopening,
        "open_new_case": _not_anew,
    },
)
