"""Gallring: the files whose time is out, what is decided of each, and the purge (D2–D5, 5.14)."""

from typing import Any

from PySide6.QtWidgets import QWidget

from kvinnobyran.domain.purging import LONGEST_REASON, HandOver, PurgeProtocol, RetentionState
from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.flows import extracts, purging
from kvinnobyran.store.retention import Due, backups_before, due, protocols
from kvinnobyran.ui.kit.buttons import BusyButton, Button, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.editors import LineEdit, Option
from kvinnobyran.ui.kit.empty import Empty
from kvinnobyran.ui.kit.flow import Flow
from kvinnobyran.ui.kit.form import Field, Form, Row
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.notice import Tone
from kvinnobyran.ui.kit.page import Page, Width
from kvinnobyran.ui.kit.table import Column, Table
from kvinnobyran.ui.navigator import Navigator
from kvinnobyran.ui.printing import put_on_paper
from kvinnobyran.ui.retention.words import counted, in_words, standing, sum_in_words, whole

_ASK_CLOCK = "clock"


class RetentionPage(Page):
    """A quarter of an hour each quarter: look at each file, decide, and sign."""

    tables = frozenset(
        {
            "retention_decision",
            "support_case",
            "purge_protocol",
            "setting",
            "person",
            "concern_report",
            "trappan_programme",
            "child_note",
        }
    )

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__(
            "Gallring",
            "Det vars tid är ute, eller blir det inom 60 dagar: ärenden, barnakter, och personer"
            " och oro utan ärende. En föreslår och en annan"
            " gallrar. Efter sju dagar räcker en underskrift.",
            width=Width.WIDE,
        )
        self._desk = desk
        self._navigator = navigator
        self._lines: list[Due] = []
        self._protocols: list[PurgeProtocol] = []
        today = desk.today
        self.count = Label("", Voice.MUTED)
        self.empty = Empty(
            "Inget är på väg att gallras",
            "Rundan görs varje kvartal. Kom tillbaka då.",
            icon=Icon.CLOCK,
            button=Button("Visa gallringstiderna", then=lambda: navigator.go("settings")),
        )
        self.table: Table[Due] = Table(
            "Det som står i gallringsrundan",
            (
                Column(title="Vad", text=lambda each: each.name, width=16),
                Column(title="Klass", text=lambda each: each.kept.of_class.label, width=18),
                Column(
                    title="Tidigast",
                    text=lambda each: str(each.kept.earliest or ""),
                    sort=lambda each: each.kept.earliest,
                    width=11,
                ),
                Column(
                    title="Senast",
                    text=lambda each: str(each.kept.latest or ""),
                    sort=lambda each: each.kept.latest,
                    width=11,
                ),
                Column(title="Beslut", text=lambda each: standing(each, today)),
            ),
            key=lambda each: each.of.key,
        )
        self.table.setMinimumHeight(240)
        self.whole = Label("", Voice.BODY)
        deciding, purging_row = self._deciding(), self._purging()
        self.done = Card("Protokoll", icon=Icon.NOTE, empty="Inget har gallrats än.")
        self.done.opened.connect(self._print)
        self.body.addWidget(self.count)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.table)
        self.body.addWidget(self.whole)
        self.body.addWidget(self.form)
        self.body.addWidget(deciding)
        self.body.addWidget(self.sure)
        self.body.addWidget(self.clock_form)
        self.body.addWidget(purging_row)
        self.body.addWidget(self.done)
        self.table.chosen.connect(self._tell)
        self.table.opened.connect(lambda _: self.form.focus_first())
        self.hand_over.edited.connect(self._answer)
        self.table.hide()
        self._unsure()
        self._tell(None)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return the list, what is decided, and the protocols."""
        return (self.table, self.form, self.done)

    def refresh(self) -> None:
        """Ask for the round and the protocols."""
        self._desk.ask(due, self._desk.today, then=self._show, owner=self)
        self._desk.ask(protocols, then=self._show_protocols, owner=self)

    def state(self) -> dict[str, object]:
        """Return which file the cursor stands on."""
        line = self.table.current()
        return {"file": line.of.key if line else ""}

    def restore(self, state: dict[str, Any]) -> None:
        """Stand there again."""
        self.table.choose(state.get("file", ""))

    def _deciding(self) -> QWidget:
        """Make what is decided of one file, and return its buttons in a row."""
        self.reason = LineEdit(limit=LONGEST_REASON)
        self.until = DateEdit(today=self._desk.today)
        self.hand_over = Chips(
            [Option(each, each.label) for each in HandOver], name="Nämnden", kept=True
        )
        self.form = Form(
            [
                Row(
                    Field("reason", "Skäl", self.reason, help="För att skjuta upp eller spärra."),
                    Field("until", "Skjut upp till", self.until),
                ),
                Field("hand_over", "Nämnden och akten", self.hand_over),
            ]
        )
        self.propose = Button("Föreslå gallring", then=self._decider(RetentionState.PROPOSED))
        self.postpone = Button("Skjut upp", then=self._decider(RetentionState.POSTPONED))
        self.hold = Button("Spärra", then=self._decider(RetentionState.HELD))
        self.lift = Button("Låt tiden gå", then=self._decider(RetentionState.RUNNING))
        self.open = Button("Visa ärendet", Kind.QUIET, then=self._open)
        return Flow(self.propose, self.postpone, self.hold, self.lift, self.open)

    def _purging(self) -> QWidget:
        """Make the purge with its question, and return its buttons in a row."""
        self.clock = LineEdit(limit=LONGEST_REASON)
        self.clock_form = Form([Field(_ASK_CLOCK, "Hur vet du att dagen stämmer?", self.clock)])
        self.clock_form.hide()
        self.purge = BusyButton(
            "Gallra de föreslagna", Kind.PRIMARY, busy_text="Gallrar …", then=self._sure
        )
        self.yes = BusyButton(
            "Ja, gallra för alltid", Kind.DANGER, busy_text="Gallrar …", then=self._purge
        )
        self.no = Button("Avbryt", then=self._unsure)
        self.again = Button("Töm spåren igen", then=self._finish)
        self.again.hide()
        self.sure = Label("", Voice.WARN)
        return Flow(self.purge, self.yes, self.no, self.again)

    # --- showing ------------------------------------------------------------------------------

    def _show(self, lines: list[Due]) -> None:
        self._lines = lines
        self.table.show_rows(lines)
        self.table.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.count.setText(counted(lines, self._desk.today) if lines else "")
        self._tell(self.table.current())

    def _show_protocols(self, found: list[PurgeProtocol]) -> None:
        self._protocols = found
        self.done.show_lines(
            [
                Line(
                    key=each,
                    text=f"{in_words(each.of_kind, each.files)}, {each.of_class.label}",
                    detail=f"{each.proposed_by} och {each.signed_by}. {each.signed}",
                    aside=str(each.purged_on),
                )
                for each in found
            ]
        )

    def _tell(self, line: Due | None) -> None:
        today = self._desk.today
        self.whole.setVisible(line is not None)
        self.form.setVisible(line is not None)
        state = line.state if line else RetentionState.HELD
        held = state is RetentionState.HELD
        out = line is not None and line.is_out(today)
        self.propose.setEnabled(out and not held and state is not RetentionState.PROPOSED)
        self.postpone.setEnabled(not held and state is not RetentionState.POSTPONED)
        self.hold.setEnabled(not held)
        self.lift.setEnabled(line is not None and state is not RetentionState.RUNNING)
        for button in (self.propose, self.postpone, self.hold, self.lift):
            button.setVisible(line is not None)
        self.open.setVisible(line is not None and line.case is not None)
        self.purge.setEnabled(bool(self._proposed()))
        if self.yes.isHidden():
            self.purge.setVisible(bool(self._lines))
        if line is None:
            return
        self.whole.setText(whole(line, today))
        self.form.fill(
            {
                "reason": line.decision.reason if line.decision else "",
                "until": line.decision.until if line.decision else None,
                "hand_over": line.decision.hand_over if line.decision else HandOver.NOT_ASKED,
            }
        )
        self.form.show_field("hand_over", shown=line.kept.ask_to_hand_over)

    def _proposed(self) -> list[Due]:
        return [line for line in self._lines if line.state is RetentionState.PROPOSED]

    # --- deciding -----------------------------------------------------------------------------

    def _decider(self, to: RetentionState) -> Any:  # noqa: ANN401 - what a button does
        return lambda: self._decide(to)

    def _decide(self, to: RetentionState) -> None:
        line = self.table.current()
        if line is None:
            return
        self.notice.hide()
        values = self.form.values()
        needs = {RetentionState.POSTPONED, RetentionState.HELD}
        self._desk.do(
            purging.decide,
            line.of,
            to,
            reason=values["reason"] if to in needs else "",
            until=values["until"],
            then=lambda _: self._navigator.toast(f"{line.name}: {to.label.lower()}", undo=True),
            otherwise=self._refused,
            owner=self,
        )

    def _answer(self) -> None:
        line, answer = self.table.current(), self.hand_over.value()
        if line is not None and answer is not None:
            self._desk.do(
                purging.answer_hand_over,
                line.of,
                answer,
                otherwise=self._refused,
                owner=self,
            )

    def _open(self) -> None:
        line = self.table.current()
        if line is not None and line.case is not None:
            self._navigator.open_case(line.case.id)

    # --- purging ------------------------------------------------------------------------------

    def _sure(self) -> None:
        """Ask once more: nothing here can be taken back."""
        self.purge.done()
        names = "; ".join(line.name for line in self._proposed())
        self.sure.setText(
            f"{names} tas bort för alltid, med allt som hör till. Det går inte att ångra."
            " Siffrorna i statistiken står kvar."
        )
        self._asking(on=True)
        self.no.setFocus()

    def _unsure(self) -> None:
        self._asking(on=False)
        self.clock_form.hide()

    def _asking(self, *, on: bool) -> None:
        for widget in (self.sure, self.yes, self.no):
            widget.setVisible(on)
        self.purge.setVisible(not on and bool(self._lines))

    def _purge(self) -> None:
        typed = self.clock.value().strip()
        self.notice.hide()
        self._desk.do(
            purging.purge,
            [line.of for line in self._proposed()],
            reasons={_ASK_CLOCK: typed} if typed else {},
            then=self._purged,
            otherwise=self._refused,
            owner=self,
        )

    def _purged(self, made: list[PurgeProtocol]) -> None:
        self.yes.done()
        self._unsure()
        self.notice.say(
            f"Gallrat: {sum_in_words(made)}. Skriv ut protokollet här nedanför.", Tone.OK
        )
        self.notice.show()
        self.refresh()
        self.done.setFocus()

    def _finish(self) -> None:
        self._desk.ask(purging.finish, then=self._finished, otherwise=self._refused, owner=self)

    def _finished(self, _: object) -> None:
        self.again.hide()
        self.notice.say("Spåren är tömda.", Tone.OK)
        self.notice.show()

    def _refused(self, trouble: Trouble) -> None:
        self.yes.done()
        self.purge.done()
        if isinstance(trouble, Refused):
            if any(fault.field == _ASK_CLOCK for fault in trouble.faults):
                self.clock_form.show()
            else:
                self._unsure()
            said = " ".join(fault.sentence for fault in trouble.faults)
            self.notice.say(said, Tone.DANGER)
            self.notice.show()
            return
        if isinstance(trouble, purging.PurgeNotFinished):
            self._unsure()
            self.again.show()
            self.refresh()
        self._desk.take(trouble)

    # --- paper --------------------------------------------------------------------------------

    def print_page(self) -> None:
        """Print the protocols of the latest purge (Ctrl+P)."""
        if self._protocols:
            self._print(self._protocols[0])

    def _print(self, chosen: PurgeProtocol) -> None:
        self._desk.ask(
            backups_before,
            chosen.purged_on,
            then=lambda days: self._print_with(chosen, [str(day) for day in days]),
            owner=self,
        )

    def _print_with(self, chosen: PurgeProtocol, backups: list[str]) -> None:
        put_on_paper(
            self._desk,
            self,
            purging.note_printed,
            "Gallringsprotokoll",
            pages=lambda _: self.pdf(chosen, backups),
        )

    def pdf(self, chosen: PurgeProtocol, backups: list[str]) -> bytes:
        """Return the protocols of the same day as PDF bytes."""
        from kvinnobyran.reports.retention import protocol_page

        same = [each for each in self._protocols if each.purged_on == chosen.purged_on]
        return protocol_page(
            [extracts.in_words(each) for each in same], backups, made_on=self._desk.today
        )
