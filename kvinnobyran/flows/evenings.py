"""What goes on paper from a group: an evening's sheet, and a statement of participation (G6)."""

from datetime import date

from kvinnobyran.domain.circle import TAKEN, progress
from kvinnobyran.domain.faults import stopp
from kvinnobyran.domain.group import Group, GroupType
from kvinnobyran.domain.meeting import Meeting
from kvinnobyran.domain.membership import Membership
from kvinnobyran.domain.participation import SENDER, Statement, statement_faults
from kvinnobyran.domain.trouble import Refused
from kvinnobyran.flows.handing_out import hand_out_faults
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, settle
from kvinnobyran.store import groups as stored
from kvinnobyran.store.evenings import EveningView, evening_of
from kvinnobyran.store.reader import Reader
from kvinnobyran.store.shields import shielded_persons


def note_evening_printed(work: Work, meeting: Meeting) -> EveningView:
    """Note that the evening's sheet goes on paper, and return what stands on it."""
    found = evening_of(work.database, meeting.id)
    if found is None:
        raise Refused((stopp("", "Tillfället finns inte längre.", "domain.md 5.7"),))
    with work.step("Skriv ut kvällens blad") as tx:
        tx.log(
            "print",
            table="group_meeting",
            record=meeting.id,
            text="Kvällens blad: namn på listan, åldrar, allergier.",
        )
    return found


def statement_of(
    reader: Reader, membership: Membership, *, name: str, course: str, sender: bool, made_on: date
) -> Statement | None:
    """Return what a statement would say, over all the groups she went on through (G3)."""
    group = reader.get(Group, membership.group_id)
    kind = reader.get(GroupType, group.type_id) if group else None
    if group is None or kind is None:
        return None
    days = sorted(stored.days_attended(reader, membership.id))
    rows = stored.chapters_had(reader, group.id).get(membership.id, ())
    chapters = len(kind.chapters)
    return Statement(
        name=name.strip(),
        course=course.strip() or kind.label,
        first=days[0] if days else group.starts_on,
        last=days[-1] if days else group.starts_on,
        times=len(days),
        chapters=chapters,
        taken=sum(state in TAKEN for state in progress(rows, chapters)),
        sender=SENDER if sender else "",
        made_on=made_on,
    )


def note_statement_printed(
    work: Work,
    membership: Membership,
    *,
    name: str,
    course: str,
    sender: bool,
    recipient: str,
    reasons: Reasons = NO_REASONS,
) -> Statement:
    """Note that a statement goes on paper, to whom, and return what stands on it (D8, S3).

    Raises :class:`Refused`, also when she has protected data, a sender is asked for and no
    reason is given.
    """
    made = statement_of(
        work.database, membership, name=name, course=course, sender=sender, made_on=work.today
    )
    hidden = membership.person_id in shielded_persons(work.database)
    faults = [*hand_out_faults("Intyg om deltagande", recipient, what="intyget")]
    faults += statement_faults(name, hidden=hidden, sender=sender, times=made.times if made else 0)
    if made is None:
        faults.append(stopp("name", "Gruppen finns inte längre.", "domain.md 3.1"))
    settle(faults, reasons)
    if made is None:  # settled: a stop is never got past
        raise Refused(tuple(faults))
    with work.step("Skriv ut intyg om deltagande", reasons) as tx:
        tx.log(
            "print",
            table="group_membership",
            record=membership.id,
            text=f"Intyg om deltagande. Mottagare: {recipient.strip()}.",
        )
    return made
