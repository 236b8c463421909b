"""The violence in a case: its findings in versions, contact bans, and the perpetrator (S4, S6)."""

from collections.abc import Sequence
from dataclasses import replace

from kvinnobyran.domain.contact_ban import (
    REMINDER_RULE,
    ContactBan,
    ban_reminders,
    contact_ban_faults,
)
from kvinnobyran.domain.faults import Fault, stopp
from kvinnobyran.domain.perpetrator import (
    NAME_SETTING,
    Perpetrator,
    PerpetratorName,
    name_faults,
    next_letter,
    perpetrator_faults,
)
from kvinnobyran.domain.violence import (
    ChildExposure,
    ViolenceExposure,
    child_exposure_faults,
    violence_faults,
    with_counted_forms,
)
from kvinnobyran.flows.drafts import drop_draft
from kvinnobyran.flows.reminders import drop, remind
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, require, settle
from kvinnobyran.store import office, safety

NAME_FORM = "perpetrator_name"
"""The kind of the form on which a name is written: its draft is erased with the name."""

# --- findings ------------------------------------------------------------------------------


def save_exposure(
    work: Work,
    exposure: ViolenceExposure,
    children: Sequence[ChildExposure] = (),
    *,
    expect: int | None = None,
) -> ViolenceExposure:
    """Write a new finding, or correct the newest one; earlier versions stay as they were."""
    exposure = as_version(work, exposure)
    children = tuple(
        replace(child, exposure_id=exposure.id, label=child.label.strip()) for child in children
    )
    settle(
        [
            *violence_faults(exposure, today=work.today),
            *version_faults(work, exposure),
            *child_exposure_faults(children),
        ]
    )
    with work.step("Våldsutsatthet") as tx:
        put(tx, exposure, expect=expect)
        kept = {child.id for child in children}
        for child in safety.exposed_children(tx, exposure.id):
            if child.id not in kept:
                tx.delete(child)
        for child in children:
            put(tx, child)
    return exposure


def as_version(work: Work, exposure: ViolenceExposure) -> ViolenceExposure:
    """Return the finding with the number of its version and the forms it is counted as."""
    known = work.database.get(ViolenceExposure, exposure.id)
    latest = safety.latest_version(work.database, exposure.case_id)
    return replace(with_counted_forms(exposure), version=known.version if known else latest + 1)


def version_faults(work: Work, exposure: ViolenceExposure) -> tuple[Fault, ...]:
    """Refuse to write over an earlier version; leaving it as it was is no change."""
    known = work.database.get(ViolenceExposure, exposure.id)
    latest = safety.latest_version(work.database, exposure.case_id)
    if known is None or known == exposure or known.version == latest:
        return ()
    return (
        stopp(
            "asked",
            "Våldet är bedömt på nytt efter det här. Skriv en ny bedömning i stället.",
            "domain.md 3.1",
        ),
    )


# --- contact bans --------------------------------------------------------------------------


def save_contact_ban(
    work: Work, ban: ContactBan, *, reasons: Reasons = NO_REASONS, expect: int | None = None
) -> ContactBan:
    """Write a contact ban; somebody is reminded 30 and 7 days before it ends (S4)."""
    settle(contact_ban_faults(ban), reasons)
    with work.step("Kontaktförbud", reasons) as tx:
        put(tx, ban, expect=expect)
        remind(
            work,
            tx,
            ban_reminders(ban, today=work.today),
            rule=REMINDER_RULE,
            cause=ban.id,
            case_id=ban.case_id,
        )
    return ban


def remove_contact_ban(work: Work, ban: ContactBan) -> None:
    """Take away a ban that was written by mistake, with its reminders."""
    with work.step("Ta bort kontaktförbud") as tx:
        drop(work, tx, rule=REMINDER_RULE, cause=ban.id)
        tx.delete(ban)


# --- perpetrators --------------------------------------------------------------------------


def save_perpetrator(
    work: Work, perpetrator: Perpetrator, *, expect: int | None = None
) -> Perpetrator:
    """Write what is known of a perpetrator; a new one gets the case's next letter."""
    if work.database.get(Perpetrator, perpetrator.id) is None:
        taken = [each.letter for each in safety.perpetrators(work.database, perpetrator.case_id)]
        perpetrator = replace(perpetrator, letter=next_letter(taken))
    settle(perpetrator_faults(perpetrator))
    with work.step("Utövare") as tx:
        put(tx, perpetrator, expect=expect)
    return perpetrator


def names_allowed(work: Work) -> bool:
    """Tell whether the unit has decided that a perpetrator's name may be stored."""
    return office.setting(work.database, NAME_SETTING) == "1"


def save_name(work: Work, name: PerpetratorName) -> PerpetratorName:
    """Store a perpetrator's name with why it is needed (S6, domain.md section 7, 5)."""
    settle(name_faults(name, allowed=names_allowed(work)))
    known = safety.name_of(work.database, name.perpetrator_id)
    with work.step("Utövarens namn") as tx:
        put(tx, replace(name, id=known.id if known else name.id))
    return name


def forget_name(work: Work, perpetrator: Perpetrator) -> None:
    """Erase a perpetrator's name, also from the journal; it cannot be undone."""
    known = safety.name_of(work.database, perpetrator.id)
    if known is None:
        return
    with work.step("Radera utövarens namn") as tx:
        tx.forget("perpetrator_name", known.id)
        drop_draft(work, NAME_FORM, perpetrator.id, within=tx)


def read_name(work: Work, perpetrator: Perpetrator) -> PerpetratorName | None:
    """Return a perpetrator's name for the screen; the log keeps that it was read."""
    known = safety.name_of(work.database, perpetrator.id)
    if known is not None:
        with work.step("Läs utövarens namn") as tx:
            tx.log("read", table="perpetrator_name", record=known.id)
    return known


def remove_perpetrator(work: Work, perpetrator: Perpetrator) -> None:
    """Take away a perpetrator who was written by mistake."""
    require(
        safety.name_of(work.database, perpetrator.id) is None,
        lambda: stopp("name", "Utövarens namn ligger kvar. Radera namnet först.", "domain.md S6"),
    )
    with work.step("Ta bort utövare") as tx:
        tx.delete(perpetrator)
