"""What is known of the violence: findings in versions, contact bans, and perpetrators."""

from collections.abc import Hashable, Iterator
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtWidgets import QMenu, QWidget

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.contact_ban import ContactBan
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.perpetrator import NAME_SETTING, Perpetrator, PerpetratorName
from kvinnobyran.domain.safety_plan import names_in
from kvinnobyran.domain.versions import differences
from kvinnobyran.domain.violence import (
    ChildExposure,
    Frequency,
    PerpetratorRelation,
    PoliceReport,
    ViolenceExposure,
    ViolenceStatus,
)
from kvinnobyran.flows.violence import (
    forget_name,
    read_name,
    remove_contact_ban,
    remove_perpetrator,
)
from kvinnobyran.store import office
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.cards import buttons, card
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.reading import Passage, Unfolding, above, sentence
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.case.safety.violence_sheets import (
    ban_sheet,
    exposure_sheet,
    name_sheet,
    perpetrator_sheet,
)
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.sheet import Sheet

COMPARED = {
    "asked": "Våldsutsatt",
    "forms": "Våldsformer",
    "subtypes": "Undertyper",
    "dominant": "Dominerande form",
    "status": "Läge",
    "began": "Började",
    "ended": "Upphörde",
    "frequency": "Hur ofta",
    "perpetrator": "Utövarens relation",
    "custody_dispute": "Vårdnadstvist",
    "reported_to_police": "Polisanmält",
    "legal_position": "Rättsligt läge",
}
"""What two findings are compared by, in the words of the screen."""
_UNSAID: frozenset[Code] = frozenset(
    {
        Answer.NOT_ASKED,
        Frequency.NOT_ASKED,
        PoliceReport.NOT_ASKED,
        PerpetratorRelation.NOT_ASKED,
    }
)
_NAMES_OFF = "Utövarens namn sparas inte. Det är avstängt i Inställningar."


def in_short(exposure: ViolenceExposure) -> Line:
    """Return a finding as one line."""
    if exposure.asked is Answer.YES:
        detail = [
            f"Dominerande: {exposure.dominant.label}." if exposure.dominant else "",
            "" if exposure.status is ViolenceStatus.UNKNOWN else f"{exposure.status.label}.",
            "" if exposure.perpetrator in _UNSAID else f"{exposure.perpetrator.label}.",
        ]
        return Line(
            key=exposure,
            text=_listed(exposure.forms) or "Våldsutsatt",
            detail=sentence(detail),
            aside=str(exposure.assessed_on),
        )
    words = {Answer.NO: "Inte våldsutsatt", Answer.NOT_ASKED: "Ej frågat"}
    return Line(
        key=exposure,
        text=words.get(exposure.asked, exposure.asked.label),
        aside=str(exposure.assessed_on),
    )


def in_full(exposure: ViolenceExposure, children: list[ChildExposure]) -> list[tuple[str, str]]:
    """Return everything a finding says that is not empty, with its labels."""
    found: list[tuple[str, str]] = []
    for name, label in COMPARED.items():
        value = getattr(exposure, name)
        if isinstance(value, frozenset):
            words = _listed(value)
        elif value is None or value in _UNSAID:
            words = ""
        else:
            words = value.label
        found.append((label, words))
    exposed = [f"{child_called(child)}: {child.kind.label.lower()}" for child in children]
    return [*found, ("Barnens utsatthet", "\n".join(exposed))]


def _listed(codes: frozenset[Any]) -> str:
    """Return the labels of some codes in the order of their list."""
    return ", ".join(
        each.label for kind in {type(c) for c in codes} for each in kind if each in codes
    )


def child_called(child: ChildExposure) -> str:
    """Return what a child is called where everybody in the room can see it: never a name."""
    return child.label if child.label and not names_in(child.label) else "Ett barn"


def _overview(room: Room, dossier: Dossier) -> list[Card]:
    newest = dossier.of(ViolenceExposure)[:1]
    return [
        card(
            "Våldet",
            [in_short(exposure) for exposure in newest],
            lambda _: room.show_tab("assessment"),
            icon=Icon.WARNING,
            empty="Inte bedömt än.",
        )
    ]


def _assessment(room: Room, dossier: Dossier) -> list[QWidget]:
    return [_findings(room, dossier), _bans(room, dossier), _perpetrators(room, dossier)]


def _findings(room: Room, dossier: Dossier) -> Card:
    """Return the newest finding in full, and the earlier ones by what changed after them."""
    versions = dossier.of(ViolenceExposure)
    lines: list[Line] = []
    for later, exposure in pairwise(versions):
        changed = differences(exposure, later, COMPARED)
        detail = sentence(["Ändrat sedan:", *changed]) if changed else "Oförändrat sedan."
        lines.append(
            Line(
                key=exposure,
                text=f"Version {exposure.version}",
                detail=detail,
                aside=str(exposure.assessed_on),
            )
        )

    def passage(exposure: ViolenceExposure) -> Passage:
        children = [c for c in dossier.of(ChildExposure) if c.exposure_id == exposure.id]
        head = f"Version {exposure.version} · {exposure.assessed_on}"
        return Passage(head, [("", head), *in_full(exposure, children)], compact=True)

    unfolding = Unfolding(passage)
    made = card(
        "Våldet",
        lines,
        unfolding.unfold,
        icon=Icon.WARNING,
        empty="" if versions else "Inte bedömt än. Bedöm i bedömningssamtalet eller här.",
        button=Button("Ny bedömning", Kind.QUIET, then=partial(room.open, "violence_exposure")),
    )
    made.body.addWidget(unfolding)
    if versions:
        above(made, passage(versions[0]))
        correct = partial(room.open, "violence_exposure", versions[0].id)
        made.body.addWidget(buttons(Button("Rätta den senaste", Kind.QUIET, then=correct)))
    return made


def _bans(room: Room, dossier: Dossier) -> Card:
    today = room.desk.today
    lines = [
        Line(
            key=ban,
            text=ban.kind.label + (", med elektronisk övervakning" if ban.monitored else ""),
            detail=_ban_words(ban, holds=ban.holds(today)),
            aside=str(ban.until),
        )
        for ban in dossier.of(ContactBan)
    ]

    def menu(key: Hashable, menu: QMenu) -> None:
        if isinstance(key, ContactBan):
            menu.addAction("Ta bort").triggered.connect(
                lambda: room.run(remove_contact_ban, key, said="Kontaktförbudet är borttaget")
            )

    return card(
        "Kontaktförbud",
        lines,
        lambda ban: room.open("contact_ban", ban.id),
        icon=Icon.PROTECTED,
        empty="Inget kontaktförbud är antecknat.",
        button=Button("Nytt", Kind.QUIET, then=partial(room.open, "contact_ban")),
        menu=menu,
    )


def _ban_words(ban: ContactBan, *, holds: bool) -> str:
    if ban.ended_on is not None:
        return f"Upphävt {ban.ended_on}"
    return "Gäller till och med dagen" if holds else "Gäller inte nu"


def _perpetrators(room: Room, dossier: Dossier) -> Card:
    named = {name.perpetrator_id for name in dossier.of(PerpetratorName)}
    lines = [
        Line(
            key=each,
            text=each.called,
            detail=sentence(
                [
                    "" if each.relation in _UNSAID else f"{each.relation.label}.",
                    f"Omkring {each.approximate_age} år." if each.approximate_age else "",
                    "Ett namn är sparat." if each.id in named else "",
                    "Kan finnas i ett annat ärende." if each.seen_elsewhere else "",
                ]
            ),
        )
        for each in dossier.of(Perpetrator)
    ]
    return card(
        "Utövare",
        lines,
        lambda each: room.open("perpetrator", each.id),
        icon=Icon.PERSON,
        empty="Ingen utövare är antecknad. Namn behövs aldrig.",
        button=Button("Ny", Kind.QUIET, then=partial(room.open, "perpetrator")),
        menu=partial(_perpetrator_menu, room),
    )


def _perpetrator_menu(room: Room, key: Hashable, menu: QMenu) -> None:
    if not isinstance(key, Perpetrator):
        return
    menu.addAction("Namn …").triggered.connect(lambda: ask_name(room, key))
    menu.addAction("Radera namnet").triggered.connect(
        lambda: room.desk.do(
            forget_name,
            key,
            then=lambda _: room.navigator.toast("Namnet är raderat ur registret"),
            otherwise=room.refused,
        )
    )
    menu.addAction("Ta bort utövaren").triggered.connect(
        lambda: room.run(remove_perpetrator, key, said="Utövaren är borttagen")
    )


def ask_name(room: Room, perpetrator: Perpetrator) -> None:
    """Open the sheet of the name if the unit stores names; reading one is logged."""

    def opened(name: PerpetratorName | None) -> None:
        new = PerpetratorName(id=new_id(), perpetrator_id=perpetrator.id, name="", reason="")
        room.edit(name_sheet(room.around, perpetrator, name or new))

    def allowed(value: str) -> None:
        if value != "1":
            room.navigator.toast(_NAMES_OFF)
            return
        room.desk.do(read_name, perpetrator, then=opened, otherwise=room.refused)

    room.desk.ask(office.setting, NAME_SETTING, then=allowed)


# --- sheets by their record --------------------------------------------------------------------


def _exposure_sheet(room: Room, record: str) -> Sheet | None:
    around = room.around
    versions = around.dossier.of(ViolenceExposure)
    known = next((each for each in versions if each.id == record), None)
    if known is not None:
        return exposure_sheet(around, known, new=False)
    return exposure_sheet(around, _following(room, record), new=True)


def _following(room: Room, record: str) -> ViolenceExposure:
    """Return the next version as a form begins with it.

    The answers that seldom change stand as they were; what was found is asked anew.
    """
    around = room.around
    new = ViolenceExposure(
        id=record, case_id=around.case.id, assessed_on=around.today, status=ViolenceStatus.UNKNOWN
    )
    latest = next(iter(around.dossier.of(ViolenceExposure)), None)
    if latest is None:
        return new
    return ViolenceExposure(
        id=record,
        case_id=around.case.id,
        assessed_on=around.today,
        began=latest.began,
        perpetrator=latest.perpetrator,
        reported_to_police=latest.reported_to_police,
        legal_position=latest.legal_position,
    )


def _ban_sheet(room: Room, record: str) -> Sheet:
    around = room.around
    known = next((each for each in around.dossier.of(ContactBan) if each.id == record), None)
    new = ContactBan(id=record, case_id=around.case.id, decided_on=around.today)
    return ban_sheet(around, known or new)


def _perpetrator_sheet(room: Room, record: str) -> Sheet:
    around = room.around
    known = next((each for each in around.dossier.of(Perpetrator) if each.id == record), None)
    latest = next(iter(around.dossier.of(ViolenceExposure)), None)
    new = Perpetrator(id=record, case_id=around.case.id, letter="")
    if latest is not None:
        new = Perpetrator(id=record, case_id=around.case.id, letter="", relation=latest.perpetrator)
    return perpetrator_sheet(around, known or new)


def _name_sheet(room: Room, record: str) -> Sheet | None:
    """Open the name's sheet again by its draft, through the same gate as the first time."""
    known = next((p for p in room.around.dossier.of(Perpetrator) if p.id == record), None)
    if known is not None:
        ask_name(room, known)
    return None


# --- the timeline ------------------------------------------------------------------------------


def _moments(dossier: Dossier) -> Iterator[Moment]:
    for exposure in dossier.of(ViolenceExposure):
        yield Moment(
            exposure.id,
            exposure.assessed_on,
            None,
            "Våldet",
            "Bedömning av våldet",
            f"Version {exposure.version}",
        )
    for ban in dossier.of(ContactBan):
        if ban.decided_on is not None:
            yield Moment(
                ban.id, ban.decided_on, None, "Kontaktförbud", "Kontaktförbud", ban.kind.label
            )


VIOLENCE = Part(
    key="violence",
    tables=frozenset(
        {
            "violence_exposure",
            "child_exposure",
            "contact_ban",
            "perpetrator",
            "perpetrator_name",
        }
    ),
    cards={"overview": _overview, "assessment": _assessment},
    sheets={
        "violence_exposure": _exposure_sheet,
        "contact_ban": _ban_sheet,
        "perpetrator": _perpetrator_sheet,
        "perpetrator_name": _name_sheet,
    },
    opens={
        ViolenceExposure: lambda room, _: room.show_tab("assessment"),
        ContactBan: lambda room, ban: room.open("contact_ban", ban.id),
        Perpetrator: lambda room, each: room.open("perpetrator", each.id),
    },
    moments=_moments,
)
