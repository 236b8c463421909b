"""What can be done in a case: each deed opens a sheet or runs a flow. The tabs call them."""

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QMenu

from kvinnobyran.domain.assessment import AssessmentCall, AssessmentState
from kvinnobyran.domain.concern import ConcernReport
from kvinnobyran.domain.intervention import Intervention
from kvinnobyran.domain.next_step import NextStep, Step
from kvinnobyran.domain.note import JournalNote, NoteState, WorkingNote
from kvinnobyran.domain.person import ContactWay
from kvinnobyran.domain.session import CounsellingSession
from kvinnobyran.domain.task import Task
from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.flows.assessments import mark_assessment
from kvinnobyran.flows.cases import open_case_for, reopen_case, resume_case
from kvinnobyran.flows.drafts import Draft, draft_of, drafts_of, drop_draft
from kvinnobyran.flows.notes import remove_draft_note
from kvinnobyran.flows.people import confirm_safe, remove_contact_way
from kvinnobyran.flows.tasks import tick_off
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case import assessment_sheets as assessment
from kvinnobyran.ui.case import case_sheets, note_sheets, person_sheets, support_sheets
from kvinnobyran.ui.case.around import Around
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.sheet import Sheet
from kvinnobyran.ui.navigator import Navigator


class Deeds:
    """The deeds of one open case. ``edit`` shows a sheet, ``show_tab`` a tab."""

    def __init__(
        self,
        desk: Desk,
        navigator: Navigator,
        *,
        edit: Callable[[Sheet], object],
        show_tab: Callable[[str], object],
    ) -> None:
        self._desk = desk
        self._navigator = navigator
        self._edit = edit
        self.show_tab = show_tab
        self._dossier: Dossier | None = None

    def know(self, dossier: Dossier) -> None:
        """Take in the case as it stands now."""
        self._dossier = dossier

    @property
    def around(self) -> Around:
        """Return what a sheet knows. Raises :class:`LookupError` before the case is read."""
        if self._dossier is None:
            message = "no case is open"
            raise LookupError(message)
        return Around(self._desk, self._dossier)

    # --- the next step ------------------------------------------------------------------------

    def take(self, step: NextStep) -> None:
        """Do the one thing that the header offers."""
        dossier = self.around.dossier
        calls = {each.id: each for each in dossier.calls}
        interventions = {each.id: each for each in dossier.interventions}
        sessions = {each.id: each for each in dossier.sessions}
        reports = {each.id: each for each in dossier.concerns}
        notes = {each.id: each for each in dossier.notes}
        does: dict[Step, Callable[[], object]] = {
            Step.REOPEN: self.open_new,
            Step.DECIDE_CONCERN: lambda: self.open_concern(reports[step.record]),
            Step.BOOK_ASSESSMENT: self.book,
            Step.ASSESS: lambda: self.open_call(calls[step.record]),
            Step.OFFER: self.offer,
            Step.START: lambda: self.start(interventions[step.record]),
            Step.ANSWER_SESSION: lambda: self.open_session(
                interventions[sessions[step.record].intervention_id], sessions[step.record]
            ),
            Step.PLAN_SESSION: lambda: self.new_session(interventions[step.record]),
            Step.SIGN: lambda: self.open_note(notes[step.record]),
            Step.RESUME: self.resume,
            Step.WAIT: self.new_note,
        }
        does[step.step]()

    def return_to(self, kind: str, record: str) -> None:
        """Open the sheet of a record: after a lock, from a draft, or from a row of Idag.

        ``kind`` is the sheet's kind, or "" for a row that names only its record.
        """
        if record and not kind:
            self.find(record)
        else:
            self._open(kind, record)

    def _open(self, kind: str, record: str) -> None:
        whole_case: dict[str, Callable[[], object]] = {
            "case": self.edit_case,
            "closing": self.close,
            "pausing": self.pause,
            "person": self.edit_person,
        }
        openers = self._openers(kind)
        if kind in whole_case:
            whole_case[kind]()
        elif record in openers:
            openers[record]()
        elif kind:
            self._begin_again(kind, record)

    def _openers(self, kind: str) -> dict[str, Callable[[], object]]:
        """Return how the sheet of each record of the case is opened."""
        dossier = self.around.dossier
        return {
            **{each.id: partial(self._open_call_as, kind, each) for each in dossier.calls},
            **{
                each.id: partial(self._open_support_as, kind, each)
                for each in dossier.interventions
            },
            **{each.id: partial(self._open_session, each) for each in dossier.sessions},
            **{each.id: partial(self._open_note_as, kind, each) for each in dossier.notes},
            **{each.id: partial(self.open_working_note, each) for each in dossier.working_notes},
            **{each.id: partial(self.open_concern, each) for each in dossier.concerns},
            **{each.id: partial(self._open_way_as, kind, each) for each in dossier.ways},
        }

    def find(self, record: str) -> None:
        """Open what a row is about; what is half written about it comes first.

        Only its draft knows on which sheet that was.
        """
        self._desk.ask(drafts_of, self._desk.user, then=partial(self._found, record))

    def _found(self, record: str, drafts: list[Draft]) -> None:
        kinds = (draft.kind for draft in drafts if draft.record == record)
        self._open(next(kinds, ""), record)

    def _open_call_as(self, kind: str, call: AssessmentCall) -> None:
        if kind == "assessment_booking":
            self._edit(assessment.booking_sheet(self.around, call))
        elif kind == "assessment_rebooking":
            self._edit(assessment.rebooking_sheet(self.around, call))
        else:
            self.open_call(call)

    def _open_way_as(self, kind: str, way: ContactWay) -> None:
        if kind == "contact_way":
            self._edit(person_sheets.contact_way_sheet(self.around, way))
        else:
            self.use_way(way)

    def _open_support_as(self, kind: str, intervention: Intervention) -> None:
        if kind == "intervention_end":
            self.end(intervention)
        else:
            self.edit_intervention(intervention)

    def _open_session(self, session: CounsellingSession) -> None:
        interventions = {each.id: each for each in self.around.dossier.interventions}
        self.open_session(interventions[session.intervention_id], session)

    def _open_note_as(self, kind: str, note: JournalNote) -> None:
        if note.state is NoteState.DRAFT:
            self.open_note(note)
        elif kind == "correction":
            self.correct(note)
        else:
            self.show_tab("notes")

    def _begin_again(self, kind: str, record: str) -> None:
        """Open a sheet for a record that was never saved: its draft finds it by its id."""
        around = self.around
        case_id, today = around.case.id, around.today
        new: dict[str, Callable[[], Sheet]] = {
            "assessment_booking": lambda: assessment.booking_sheet(
                around, AssessmentCall(id=record, case_id=case_id, booked_for=today)
            ),
            "assessment": lambda: assessment.assessment_sheet(
                around, AssessmentCall(id=record, case_id=case_id, booked_for=today)
            ),
            "intervention": lambda: support_sheets.intervention_sheet(around, record_id=record),
            "journal_note": lambda: note_sheets.note_sheet(
                around, JournalNote(id=record, case_id=case_id, written_on=today)
            ),
            "working_note": lambda: note_sheets.working_note_sheet(
                around,
                WorkingNote(
                    id=record,
                    case_id=case_id,
                    written_on=today,
                    delete_on=WorkingNote.lifetime(today),
                ),
            ),
            "contact_way": lambda: person_sheets.contact_way_sheet(
                around, ContactWay(id=record, person_id=around.dossier.person.id)
            ),
        }
        if kind in new:
            self._edit(new[kind]())
        elif kind == "session":
            # Only the draft knows in which support the session was.
            self._desk.ask(
                draft_of, self._desk.user, kind, record, then=partial(self._begin_session, record)
            )

    def _begin_session(self, record: str, draft: Draft | None) -> None:
        around = self.around
        own = draft.body.get("intervention") if draft else None
        found = [
            each
            for each in around.dossier.interventions
            if each.id == own or (own is None and each.state in support_sheets.RUNNING)
        ]
        if found:
            self._edit(support_sheets.session_sheet(around, found[0], record_id=record))

    # --- the case -----------------------------------------------------------------------------

    def edit_case(self) -> None:
        """Change what is agreed."""
        self._edit(case_sheets.case_sheet(self.around))

    def close(self) -> None:
        """Close the case."""
        self._edit(case_sheets.closing_sheet(self.around))

    def pause(self) -> None:
        """Let the case rest."""
        self._edit(case_sheets.pausing_sheet(self.around))

    def resume(self) -> None:
        """Take the case up again."""
        self._run(resume_case, self.around.case, said="Ärendet är öppet igen")

    def reopen(self) -> None:
        """Open a case that was closed by mistake."""
        self._run(reopen_case, self.around.case, said="Ärendet är öppet igen")

    def open_new(self) -> None:
        """Open a new case for a woman who has come back, linked to this one."""
        self._desk.do(
            open_case_for,
            self.around.dossier.person.id,
            then=lambda case: self._navigator.open_case(case.id),
            otherwise=self._refused,
        )

    def open_other(self, case_id: Any) -> None:  # noqa: ANN401 - the key of a line
        """Go to another of her cases."""
        self._navigator.open_case(str(case_id))

    def tick(self, task: Any) -> None:  # noqa: ANN401 - the key of a line
        """Mark a task as done."""
        if isinstance(task, Task):
            self._run(tick_off, task, said="Klar")

    # --- people -------------------------------------------------------------------------------

    def edit_person(self) -> None:
        """Change what is known of her."""
        self._edit(person_sheets.person_sheet(self.around))

    def add_way(self) -> None:
        """Add a way to reach her."""
        self._edit(person_sheets.contact_way_sheet(self.around))

    def use_way(self, way: Any) -> None:  # noqa: ANN401 - the key of a line
        """Pass the gate before calling her (S2)."""
        if isinstance(way, ContactWay):
            self._edit(person_sheets.using_sheet(self.around, way))

    def way_menu(self, way: Hashable, menu: QMenu) -> None:
        """Offer the other things one does with a way of contact."""
        if not isinstance(way, ContactWay):
            return
        menu.addAction("Ändra").triggered.connect(
            lambda: self._edit(person_sheets.contact_way_sheet(self.around, way))
        )
        menu.addAction("Bekräftad säker idag").triggered.connect(
            lambda: self._run(confirm_safe, way, said="Bekräftad idag")
        )
        menu.addAction("Ta bort").triggered.connect(
            lambda: self._run(remove_contact_way, way, said="Kontaktvägen är borttagen")
        )

    def open_inquiry(self, inquiry_id: Any) -> None:  # noqa: ANN401 - the key of a line
        """Show a contact that came in."""
        self._navigator.open_inquiry(str(inquiry_id))

    # --- the assessment -----------------------------------------------------------------------

    def book(self) -> None:
        """Book an assessment call."""
        self._edit(assessment.booking_sheet(self.around))

    def rebook(self) -> None:
        """Move the booked call."""
        booked = self._booked()
        if booked is not None:
            self._edit(assessment.rebooking_sheet(self.around, booked))

    def mark(self, state: AssessmentState) -> None:
        """Note that she did not come, or that the call was cancelled."""
        booked = self._booked()
        if booked is not None:
            self._run(
                mark_assessment, booked, state, said=f"Bedömningssamtal: {state.label.lower()}"
            )

    def open_call(self, call: Any) -> None:  # noqa: ANN401 - the key of a line
        """Write an assessment down, or read what was written."""
        if isinstance(call, AssessmentCall):
            self._edit(assessment.assessment_sheet(self.around, call))

    def open_concern(self, report: Any) -> None:  # noqa: ANN401 - the key of a line
        """Decide on a concern for a child."""
        if isinstance(report, ConcernReport):
            self._edit(assessment.concern_sheet(self.around, report))

    def _booked(self) -> AssessmentCall | None:
        calls = self.around.dossier.calls
        return next((call for call in calls if call.state is AssessmentState.BOOKED), None)

    # --- support ------------------------------------------------------------------------------

    def offer(self) -> None:
        """Offer a kind of support."""
        self._edit(support_sheets.intervention_sheet(self.around))

    def edit_intervention(self, intervention: Intervention) -> None:
        """Change what is agreed about it."""
        self._edit(support_sheets.intervention_sheet(self.around, intervention))

    def start(self, intervention: Intervention) -> None:
        """Begin it today."""
        self._edit(support_sheets.starting_sheet(self.around, intervention))

    def end(self, intervention: Intervention) -> None:
        """End it."""
        self._edit(support_sheets.ending_sheet(self.around, intervention))

    def new_session(self, intervention: Intervention) -> None:
        """Write down or plan a session."""
        self._edit(support_sheets.session_sheet(self.around, intervention))

    def open_session(self, intervention: Intervention, session: Any) -> None:  # noqa: ANN401 - the key of a line
        """Open one session."""
        if isinstance(session, CounsellingSession):
            self._edit(support_sheets.session_sheet(self.around, intervention, session))

    # --- notes --------------------------------------------------------------------------------

    def new_note(self) -> None:
        """Begin a journal note."""
        self._edit(note_sheets.note_sheet(self.around))

    def open_note(self, note: JournalNote) -> None:
        """Go on with a note that is not signed."""
        self._edit(note_sheets.note_sheet(self.around, note))

    def remove_note(self, note: JournalNote) -> None:
        """Take a note away that was never signed, with what was typed over it."""
        self._desk.do(drop_draft, "journal_note", note.id)
        self._run(remove_draft_note, note, said="Utkastet är borttaget")

    def correct(self, note: JournalNote) -> None:
        """Correct a signed note."""
        self._edit(note_sheets.correction_sheet(self.around, note))

    def new_working_note(self) -> None:
        """Begin a working note."""
        self._edit(note_sheets.working_note_sheet(self.around))

    def open_working_note(self, note: WorkingNote) -> None:
        """Go on with a working note."""
        self._edit(note_sheets.working_note_sheet(self.around, note))

    def _run(self, flow: Any, *args: object, said: str) -> None:  # noqa: ANN401 - any flow
        """Run a flow that needs no sheet, and say in passing what was done."""
        self._desk.do(
            flow,
            *args,
            then=lambda _: self._navigator.toast(said, undo=True),
            otherwise=self._refused,
        )

    def _refused(self, trouble: Trouble) -> None:
        """Say why not: without a sheet there is no field to say it beside."""
        if isinstance(trouble, Refused):
            self._navigator.toast(" ".join(fault.sentence for fault in trouble.faults))
        else:
            self._desk.take(trouble)
