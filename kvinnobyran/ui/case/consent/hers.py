"""Her own consents: asked, answered, taken back (domain.md 3.1, A20)."""

from collections.abc import Hashable

from PySide6.QtWidgets import QMenu

from kvinnobyran.domain.consent import (
    HERS,
    WAS_GIVEN,
    WITH_AUTHORITIES,
    Consent,
    ConsentForm,
    ConsentPurpose,
    ConsentState,
    stands,
)
from kvinnobyran.domain.organisation import AuthorityKind
from kvinnobyran.flows.consents import save_consent
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.around import Around, saving, shown
from kvinnobyran.ui.case.cards import card
from kvinnobyran.ui.case.consent.sheets import offered
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import CodeBox, LineEdit, TextEdit
from kvinnobyran.ui.kit.form import Field, Row
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.sheet import Sheet

_S = ConsentState
_ENDED = WAS_GIVEN - {_S.GIVEN}


def contacts(room: Room, dossier: Dossier) -> list[Card]:
    """Return the card of what she has been asked about herself."""
    own = [each for each in dossier.of(Consent) if each.person_id == dossier.person.id]
    return [
        card(
            "Samtycken",
            [_line(room, each) for each in own],
            lambda each: room.open("consent", each.id),
            icon=Icon.SIGN,
            empty="Inget samtycke är antecknat. Fråga innan ni kontaktar någon utan henne.",
            button=Button("Nytt samtycke", Kind.QUIET, then=lambda: room.open("consent")),
            menu=lambda key, menu: _menu(room, key, menu),
        )
    ]


def _line(room: Room, consent: Consent) -> Line:
    whom = consent.authority.label if consent.authority else ""
    state = stands(consent, room.desk.today)
    lapsed = state is _S.EXPIRED
    words = "Har gått ut" if lapsed else state.label
    going = state is _S.GIVEN and consent.valid_until
    return Line(
        key=consent,
        text=": ".join(part for part in (consent.purpose.label, whom) if part),
        detail=f"{words}, gäller till {consent.valid_until}" if going else words,
        aside=str(consent.ended_on or consent.answered_on or consent.asked_on),
        tone="warn" if lapsed else "muted",
    )


def _menu(room: Room, consent: Hashable, menu: QMenu) -> None:
    """Offer to take a consent back, while she is on the line."""
    given = isinstance(consent, Consent) and stands(consent, room.desk.today) is _S.GIVEN
    if isinstance(consent, Consent) and given:
        menu.addAction("Återkalla …").triggered.connect(
            lambda: room.open("consent_withdrawal", consent.id)
        )


def consent_sheet(around: Around, record: str) -> Sheet:
    """Return the sheet of a consent of hers: asked, answered, ended."""
    known = next((each for each in around.dossier.of(Consent) if each.id == record), None)
    consent = known or Consent(
        id=record,
        case_id=around.case.id,
        person_id=around.case.person_id,
        purpose=ConsentPurpose.AUTHORITY,
        asked_on=around.today,
    )
    states = offered(consent.state, known=True)
    sheet = Sheet(
        around.desk,
        "Samtycke",
        [
            Field("purpose", "Till vad", Chips(HERS, kept=True)),
            Field(
                "authority",
                "Myndighet",
                CodeBox(AuthorityKind, nothing="Alla myndigheter"),
                help="Gäller bara den här sortens myndighet.",
            ),
            Field("about", "Vad det gäller, med hennes ord", TextEdit(lines=2)),
            Field("state", "Svar", Chips(states, kept=True)),
            Row(
                Field("asked_on", "Frågat den", DateEdit(today=around.today)),
                Field("answered_on", "Svarade den", DateEdit(today=around.today)),
                Field("valid_until", "Gäller till", DateEdit(today=around.today)),
            ),
            Field("form", "Hur det lämnades", Chips(ConsentForm)),
            Row(
                Field("ended_on", "Upphörde den", DateEdit(today=around.today)),
                Field("ended_by", "Av vem", LineEdit()),
            ),
            Field("end_reason", "Varför", TextEdit(lines=2)),
        ],
        lead="Det som redan har lämnats ut ändras inte om hon ångrar sig.",
        kind="consent",
        record=consent.id,
        savings=[saving(around, "Spara", save_consent, consent, said="Sparat", reasoned=True)],
        belongs_to=around.belongs_to,
    )
    sheet.only_when("authority", "purpose", WITH_AUTHORITIES.__contains__, otherwise=None)
    sheet.only_when("answered_on", "state", lambda to: to is not _S.ASKED, otherwise=None)
    for name in ("valid_until", "form"):
        sheet.only_when(name, "state", WAS_GIVEN.__contains__, otherwise=None)
    sheet.only_when("ended_on", "state", _ENDED.__contains__, otherwise=None)
    for name in ("ended_by", "end_reason"):
        sheet.only_when(name, "state", _ENDED.__contains__)
    sheet.begin(
        {
            **shown(consent),
            "answered_on": consent.answered_on or around.today,
            "ended_on": consent.ended_on or around.today,
        }
    )
    return sheet
