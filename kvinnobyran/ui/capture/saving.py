"""From Ctrl+Enter to the saved contact: whose it is, the one flow, and what is said after it."""

from typing import TYPE_CHECKING

from kvinnobyran.domain.case import Case, CaseState
from kvinnobyran.domain.faults import Fault
from kvinnobyran.domain.inquiry import Inquiry, InquiryOutcome
from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.flows import inquiries
from kvinnobyran.flows.drafts import drop_draft
from kvinnobyran.store.cases import CaseRow
from kvinnobyran.store.database import Database
from kvinnobyran.ui.capture.content import KIND
from kvinnobyran.ui.capture.similar import Acquaintance, acquaintance
from kvinnobyran.ui.capture.whose import Whose, WhoseStep
from kvinnobyran.ui.kit.notice import Tone
from kvinnobyran.ui.kit.worker import alive

if TYPE_CHECKING:
    from kvinnobyran.ui.capture.page import CapturePage


def case_and_her(database: Database, case_id: str) -> tuple[Case | None, Acquaintance | None]:
    """Return a case and the woman it is about."""
    case = database.get(Case, case_id)
    return case, acquaintance(database, case.person_id) if case else None


class Saving:
    """Saves what a page holds, once: a second press while it is on its way does nothing."""

    def __init__(self, page: "CapturePage") -> None:
        self._page = page
        self._busy = False
        self.case: Case | None = None
        """The case that the contact already belongs to."""

    def listen(self, whose: WhoseStep) -> None:
        """Listen to what is asked after the call."""
        whose.answered.connect(self._answer)
        whose.save_case.connect(self.save_again)
        whose.joining.chosen.connect(self._choose)
        whose.opening.belongs.connect(self.join)

    def reset(self) -> None:
        """Be ready for another contact."""
        self._busy = False
        self.case = None

    def ask(self) -> None:
        """Ask whose it is, unless that is known already."""
        self._page.clock.stop()
        if self.case is not None:
            self.join(self.case)
            return
        self._page.show_whose()

    def save_again(self) -> None:
        """Save the form of a new case."""
        if not self._page.sides.asking or self._page.sides.whose.at is not Whose.OPEN or self._busy:
            return
        step = self._page.sides.whose.opening
        if step.joins is not None:
            self.join(step.joins)
            return
        if not step.form.check():
            self._page.sides.whose.save.done()
            return
        page, inquiry = self._page, self._page.record()
        opening = step.opening(inquiry)
        self._begin()
        with self._page.desk.settling(KIND, inquiry.id):
            page.desk.do(
                inquiries.open_case,
                inquiry,
                opening.person,
                ways=opening.ways,
                case=opening.case,
                reasons=step.form.reasons(),
                expect=page.head,
                then=lambda saved: self._opened(*saved),
                otherwise=lambda trouble: self._refused(inquiry, trouble),
            )

    def join(self, case: Case) -> None:
        """Save the contact in a case that exists."""
        if self._busy:
            return
        inquiry = self._page.record()
        self._begin()
        with self._page.desk.settling(KIND, inquiry.id):
            self._page.desk.do(
                inquiries.join_case,
                inquiry,
                case,
                expect=self._page.head,
                then=lambda saved: self._done(saved, f"Kontakten är sparad i {case.code}."),
                otherwise=lambda trouble: self._refused(inquiry, trouble),
            )

    def fail(self, trouble: Trouble) -> None:
        """Say what is wrong, where it is; nothing that was typed is touched."""
        self.end()
        page = self._page
        if not isinstance(trouble, Refused):
            page.notice.say(trouble.way_on, Tone.DANGER, heading=trouble.sentence)
            page.notice.show()
            return
        at_questions = tuple(f for f in trouble.faults if page.questions.knows(f.field))
        if page.sides.asking and page.sides.whose.at is Whose.OPEN:
            others = tuple(f for f in trouble.faults if f not in at_questions)
            if others or not at_questions:
                page.sides.whose.opening.show_faults(others)
                return
        self._point_out(at_questions, trouble.faults)

    def _point_out(self, known: tuple[Fault, ...], all_of_them: tuple[Fault, ...]) -> None:
        self._page.questions.show_faults(known)
        self._page.point_out(all_of_them)

    def _answer(self, whose: Whose) -> None:
        page = self._page
        if whose is Whose.STATISTICS:
            self._statistics()
        elif whose is Whose.JOIN:
            page.sides.whose.show_joining()
        else:
            page.sides.whose.show_opening()
            page.sides.whose.opening.begin(page.record())

    def _statistics(self) -> None:
        if self._busy:
            return
        inquiry = self._page.record()
        self._begin()
        with self._page.desk.settling(KIND, inquiry.id):
            self._page.desk.do(
                inquiries.keep_as_statistics,
                inquiry,
                expect=self._page.head,
                then=lambda saved: self._done(saved, "Kontakten är sparad som statistik."),
                otherwise=lambda trouble: self._refused(inquiry, trouble),
            )

    def _choose(self, row: CaseRow) -> None:
        self._page.desk.ask(
            case_and_her, row.id, then=lambda found: self._chosen(*found), owner=self._page
        )

    def _chosen(self, case: Case | None, her: Acquaintance | None) -> None:
        """Join an open case; a closed one gives a new case that is linked to it."""
        if case is None:
            return
        if case.state is not CaseState.CLOSED:
            self.join(case)
            return
        self._page.sides.whose.show_opening()
        self._page.sides.whose.opening.begin(self._page.record())
        self._page.sides.whose.opening.know(her)

    def _opened(self, inquiry: Inquiry, case: Case) -> None:
        booked = inquiry.outcome is InquiryOutcome.ASSESSMENT_BOOKED
        if self._still_here(inquiry):
            self.end()
            self._page.leave()
            self._page.navigator.open_case(case.id, tab="assessment" if booked else "")
        self._page.navigator.toast(f"Ärende {case.code} är öppnat.", undo=True)

    def _done(self, inquiry: Inquiry, text: str) -> None:
        if self._still_here(inquiry):
            self.end()
            self._page.leave()
            self._page.navigator.back()
        self._page.navigator.toast(text, undo=True)

    def _refused(self, inquiry: Inquiry, trouble: Trouble) -> None:
        if self._shows(inquiry):
            self.fail(trouble)
        else:
            self._page.desk.take(trouble)

    def _still_here(self, inquiry: Inquiry) -> bool:
        """Tell whether the page shows what was saved.

        When the database was slow the next call may have begun here: nothing of that is
        touched, and only the draft that was put aside of this one is forgotten.
        """
        if self._shows(inquiry):
            return True
        self._page.desk.do(drop_draft, KIND, inquiry.id)
        return False

    def _shows(self, inquiry: Inquiry) -> bool:
        return alive(self._page) and self._page.inquiry.id == inquiry.id

    def _begin(self) -> None:
        # The draft is kept as ever: until the database has said yes, it is all there is.
        self._busy = True
        if self._page.sides.is_built:
            self._page.sides.whose.save.start()

    def end(self) -> None:
        """Take another press: what was on its way is saved, or it was refused."""
        self._busy = False
        if self._page.sides.is_built:
            self._page.sides.whose.save.done()
