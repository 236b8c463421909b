"""Authorities of the fictitious office: whom it knows, what it asks them, and what it tells.

The names are invented where they name anybody; "Försäkringskassan" is only Försäkringskassan.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from kvinnobyran.demo.agenda import moment_of, workday
from kvinnobyran.demo.cast import COUNSELLOR
from kvinnobyran.demo.dice import Dice
from kvinnobyran.demo.stage import Stage
from kvinnobyran.domain.authority import (
    AuthorityContact,
    AuthorityMatter,
    ContactForm,
    ContactState,
    MatterState,
)
from kvinnobyran.domain.case import Case, CaseState, Documentation
from kvinnobyran.domain.consent import Consent, ConsentForm, ConsentPurpose, ConsentState
from kvinnobyran.domain.disclosure import (
    Asker,
    Disclosure,
    DisclosureRequest,
    Ground,
    RequestState,
)
from kvinnobyran.domain.ids import ids_from, new_id
from kvinnobyran.domain.organisation import AuthorityKind, ContactPerson, Organisation
from kvinnobyran.flows import authorities, consents, disclosures, organisations
from kvinnobyran.store import authorities as stored
from kvinnobyran.store.cases import case_rows

_K = AuthorityKind
ORGANISATIONS: Final[dict[str, AuthorityKind]] = {
    "Nexus": _K.SOCIAL_SERVICES,
    "Socialtjänsten Uppsala, barn och unga": _K.SOCIAL_SERVICES,
    "Familjerätten": _K.FAMILY_LAW,
    "Vårdcentralen Påhittet": _K.HEALTH_CARE,
    "Kvinnofridsmottagningen": _K.HEALTH_CARE,
    "Beroendemottagningen": _K.HEALTH_CARE,
    "Försäkringskassan": _K.SOCIAL_INSURANCE,
    "Polisen, brott i nära relation": _K.POLICE,
    "Påhittade tingsrätten": _K.COURT,
    "Skatteverket": _K.TAX,
    "Förskolan Blåklockan (påhittad)": _K.SCHOOL,
    "Hyresvärden Påhittat Bo": _K.HOUSING,
    "Brottsofferjouren": _K.OTHER,
}
_PERSONS: Final = (
    ("Nexus", "Maj-Lis Påhittsson", "samordnare"),
    ("Familjerätten", "", "jourhavande familjerättssekreterare"),
    ("Försäkringskassan", "Östen Nybakad", "handläggare underhållsstöd"),
    ("Polisen, brott i nära relation", "Åsa Figurén", "utredare"),
)
_QUESTIONS: Final = {
    "Försäkringskassan": ("Underhållsstöd", "Bostadsbidrag"),
    "Socialtjänsten Uppsala, barn och unga": ("Möte om barnens skolgång", "Utredning om barnen"),
    "Familjerätten": ("Umgänge och snabbupplysning", "Vårdnad"),
    "Polisen, brott i nära relation": ("Anmälan och målsägandebiträde", "Kontaktförbud"),
    "Skatteverket": ("Skyddade personuppgifter",),
    "Hyresvärden Påhittat Bo": ("Eget kontrakt", "Byte av lås"),
    "Vårdcentralen Påhittet": ("Sjukskrivning",),
}
_NOTES: Final = (
    "Hon berättade själv, vi var med som stöd.",
    "Bad om skriftligt besked. Ny kontakt om två veckor.",
    "Gick igenom vilka papper som saknas.",
    "",
)
_OUTCOMES: Final = {
    MatterState.GRANTED: "Hon fick det hon sökte.",
    MatterState.REFUSED: "Avslag. Hon funderar på om hon orkar överklaga.",
}


def begin(stage: Stage, dice: Dice, first: date) -> None:
    """Keep the register from the first day, and meet the authorities month by month."""
    opening = moment_of(workday(first), 7, 35)
    stage.agenda.at(opening, lambda now: _register(stage, dice, now))
    stage.agenda.at(opening + timedelta(days=20), lambda now: _month(stage, dice, now))


def _register(stage: Stage, dice: Dice, now: datetime) -> None:
    """Fill the register of organisations and contact persons."""
    work = stage.work(COUNSELLOR, now)
    with ids_from(dice.new_id):
        ids = {name: new_id() for name in ORGANISATIONS}
        for name, kind in ORGANISATIONS.items():
            organisations.save_organisation(work, Organisation(id=ids[name], name=name, kind=kind))
        for where, name, role in _PERSONS:
            organisations.save_contact_person(
                work,
                ContactPerson(id=new_id(), organisation_id=ids[where], name=name, role=role),
            )


def _month(stage: Stage, dice: Dice, now: datetime) -> None:
    """Open and carry on some matters, and come back in a few weeks."""
    with ids_from(dice.new_id):
        rows = [row for row in case_rows(stage.database) if row.state is CaseState.ONGOING]
        for row in dice.few(sorted(rows, key=lambda each: each.code), 4):
            case = stage.database.get(Case, row.id)
            if case is not None and case.documentation is not Documentation.STATISTICS_ONLY:
                _support(stage, dice, now, case)
    again = moment_of(workday(now.date() + timedelta(days=dice.between(18, 30))), 7, 40)
    stage.agenda.at(again, lambda then: _month(stage, dice, then))


def _support(stage: Stage, dice: Dice, now: datetime, case: Case) -> None:
    """Carry on what goes on in a case, or ask something new."""
    waiting = [
        each
        for each in stored.matters(stage.database, case.id)
        if each.state is MatterState.ONGOING
    ]
    if waiting:
        _carry_on(stage, dice, now, case, waiting[0])
        return
    where = dice.one(list(_QUESTIONS))
    work = stage.work(case.counsellor, now)
    matter = authorities.save_matter(
        work,
        AuthorityMatter(
            id=new_id(),
            case_id=case.id,
            kind=ORGANISATIONS[where],
            organisation=where,
            question=dice.one(_QUESTIONS[where]),
            opened_on=now.date(),
        ),
    )
    consents.save_consent(
        work,
        Consent(
            id=new_id(),
            case_id=case.id,
            person_id=case.person_id,
            purpose=ConsentPurpose.AUTHORITY,
            authority=matter.kind,
            state=ConsentState.GIVEN,
            form=dice.weighed({ConsentForm.ORAL: 70, ConsentForm.WRITTEN: 30}),
            asked_on=now.date(),
            answered_on=now.date(),
            valid_until=now.date() + timedelta(days=180) if dice.chance(0.4) else None,
        ),
    )
    _meet(stage, dice, now, matter, case)


_AT_HER_WISH = {"with_her": "Hon bad oss ringa"}
"""The reason that is asked for where she was not there and a consent has lapsed (L18)."""


def _carry_on(stage: Stage, dice: Dice, now: datetime, case: Case, matter: AuthorityMatter) -> None:
    """Meet once more, or have the answer; some tell, and some are asked to."""
    work = stage.work(case.counsellor, now)
    if dice.chance(0.5):
        state = dice.weighed({MatterState.GRANTED: 60, MatterState.REFUSED: 40})
        refused = state is MatterState.REFUSED
        authorities.save_matter(
            work,
            replace(
                matter,
                state=state,
                decided_on=now.date(),
                appeal_by=now.date() + timedelta(days=21) if refused else None,
                outcome=_OUTCOMES[state],
            ),
        )
    else:
        _meet(stage, dice, now, matter, case)
    if dice.chance(0.35):
        disclosures.save_disclosure(
            work,
            Disclosure(
                id=new_id(),
                case_id=case.id,
                matter_id=matter.id,
                day=now.date(),
                what="Att hon går i samtal hos oss och sedan när",
                to_kind=matter.kind,
                to_whom=matter.organisation,
                ground=Ground.HER_REQUEST,
                disclosed_by=case.counsellor,
            ),
        )
    if dice.chance(0.2):
        _ask(stage, dice, now, case)


def _meet(stage: Stage, dice: Dice, now: datetime, matter: AuthorityMatter, case: Case) -> None:
    """Write down one contact; a next meeting may be planned."""
    work = stage.work(case.counsellor, now)
    meeting = dice.chance(0.45)
    contact = AuthorityContact(
        id=new_id(),
        matter_id=matter.id,
        day=now.date(),
        form=ContactForm.MEETING if meeting else ContactForm.PHONE,
        attended=meeting,
        with_her=meeting or dice.chance(0.3),
        minutes=dice.one((15, 20, 30, 60)),
        note=dice.one(_NOTES),
    )
    authorities.save_authority_contact(work, contact, reasons=_AT_HER_WISH)
    if dice.chance(0.3):
        day = workday(now.date() + timedelta(days=dice.between(5, 25)))
        planned = replace(
            contact,
            id=new_id(),
            day=day,
            starts_at=moment_of(day, dice.between(9, 15)).time(),
            form=ContactForm.MEETING,
            state=ContactState.PLANNED,
            attended=False,
            minutes=None,
            note="",
        )
        authorities.save_authority_contact(work, planned)
        stage.agenda.at(moment_of(day, 16), lambda then: _met(stage, then, planned, case))


def _met(stage: Stage, now: datetime, planned: AuthorityContact, case: Case) -> None:
    """Write down that the planned meeting was held."""
    found = stage.database.get(AuthorityContact, planned.id)
    if found is None or found.state is not ContactState.PLANNED:
        return
    held = replace(found, state=ContactState.HELD, attended=True, with_her=True, minutes=60)
    authorities.save_authority_contact(stage.work(case.counsellor, now), held)


def _ask(stage: Stage, dice: Dice, now: datetime, case: Case) -> None:
    """Let somebody ask to be told something, and the office decide."""
    work = stage.work(case.counsellor, now)
    request = disclosures.save_request(
        work,
        DisclosureRequest(
            id=new_id(),
            case_id=case.id,
            received_on=now.date(),
            asker=dice.weighed({Asker.POLICE: 30, Asker.SOCIAL_SERVICES: 40, Asker.UNKNOWN: 30}),
            what="Om hon har kontakt med oss",
        ),
    )
    if stage.near_the_end(now, 12):
        return
    disclosures.save_request(
        work,
        replace(
            request,
            state=RequestState.REFUSED,
            review="Ett svar visar var hon finns.",
            decided_on=now.date(),
            decision_words="Vi bekräftar aldrig vem som har kontakt med oss.",
        ),
    )
