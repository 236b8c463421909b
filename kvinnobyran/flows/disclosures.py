"""What is told about her, and what others ask to be told (domain.md 3.1, L18)."""

from dataclasses import replace

from kvinnobyran.domain.disclosure import (
    Asker,
    Disclosure,
    DisclosureRequest,
    Ground,
    RequestState,
    allowing,
    disclosure_faults,
    may_move,
    request_faults,
    request_reminders,
)
from kvinnobyran.domain.documentation import Kept
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.flows.her_choice import keeps
from kvinnobyran.flows.outgoing import answer_to_guardian
from kvinnobyran.flows.reminders import answer, remind
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, settle
from kvinnobyran.store import authorities as stored

ANSWER = "domain.md 3.1"


def save_disclosure(
    work: Work, disclosure: Disclosure, *, reasons: Reasons = NO_REASONS, expect: int | None = None
) -> Disclosure:
    """Write down what was told. STOPP without a ground that held for this recipient that day."""
    consents = stored.consents(work.database, disclosure.case_id)
    if disclosure.ground is Ground.CONSENT:
        consent = allowing(disclosure, consents)
        disclosure = replace(disclosure, consent_id=consent.id if consent else None)
    else:
        disclosure = replace(disclosure, consent_id=None)
    settle(
        [
            *keeps(work, disclosure.case_id, Kept.DISCLOSURE, "what"),
            *disclosure_faults(disclosure, consents, today=work.today),
        ],
        reasons,
    )
    with work.step("Utlämnande", reasons) as tx:
        put(tx, disclosure, expect=expect)
    return disclosure


def save_request(
    work: Work,
    request: DisclosureRequest,
    *,
    reasons: Reasons = NO_REASONS,
    expect: int | None = None,
) -> DisclosureRequest:
    """Write down a request, or decide on it. One that waits has its reminder."""
    earlier = work.database.get(DisclosureRequest, request.id)
    if request.state is not RequestState.RECEIVED:
        request = replace(request, decided_by=request.decided_by or work.user)
    faults = [*_move_faults(earlier, request), *request_faults(request, today=work.today)]
    told = request.state in {RequestState.DISCLOSED, RequestState.PARTLY}
    if told and request.asker is Asker.GUARDIAN:
        faults += answer_to_guardian(work.database, request.case_id)
    settle(faults, reasons)
    with work.step("Begäran om uppgifter", reasons) as tx:
        put(tx, request, expect=expect)
        if request.state is RequestState.RECEIVED:
            wanted = request_reminders(request)
            remind(work, tx, wanted, rule=ANSWER, cause=request.id, case_id=request.case_id)
        else:
            answer(work, tx, rule=ANSWER, cause=request.id)
    return request


def _move_faults(
    earlier: DisclosureRequest | None, request: DisclosureRequest
) -> tuple[Fault, ...]:
    if earlier is None or may_move(earlier, request.state):
        return ()
    return (
        stopp(
            "state",
            "Begäran är redan avgjord. Den som frågar igen gör en ny begäran.",
            "domain.md 3.2",
        ),
    )
