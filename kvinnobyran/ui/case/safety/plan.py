"""The safety plan: the newest version to read with her, the earlier ones, and paper."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import pairwise

from PySide6.QtWidgets import QWidget

from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.safety_plan import HEADINGS, Given, SafetyPlan
from kvinnobyran.domain.versions import differences
from kvinnobyran.flows.safety_plans import PLAN_FIELDS, decide_on_paper, save_safety_plan
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.case.around import Around, known, shown
from kvinnobyran.ui.case.cards import buttons, card
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.reading import Passage, Unfolding, above, sentence
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Line
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.editors import LineEdit, TextEdit
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.form import Field
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet
from kvinnobyran.ui.printing import put_on_paper

PRINTED = tuple(name for name in HEADINGS if name != "code_word")
"""What goes on paper: a code word on paper is no code word."""
_HELP = {
    "warning_signs": "Vad brukar hända innan det blir farligt?",
    "safe_places": "Vart kan hon gå, dag och natt? Vem öppnar?",
    "code_word": "Ett ord som betyder: hjälp mig nu. Skrivs aldrig ut.",
    "bag": "Pass, bankkort, nycklar, mediciner. Var ligger de?",
    "digital": "Delade konton, plats i telefonen, lösenord, bilens app.",
    "children": "Vad gör barnen? Vem hämtar dem?",
    "pets": "Vem tar hand om djuret?",
}


def plan_sheet(around: Around, plan: SafetyPlan) -> Sheet:
    """Return the sheet of the next version; it begins with what the newest one says."""

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            save_safety_plan,
            replace(plan, **known(plan, entered.values)),
            expect=None if entered.knowing else around.dossier.head,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    editors = {
        name: LineEdit(limit=200) if name == "code_word" else TextEdit(lines=3) for name in HEADINGS
    }
    sheet = Sheet(
        around.desk,
        f"Säkerhetsplan, version {plan.version}",
        [
            *(Field(name, HEADINGS[name], editors[name], _HELP[name]) for name in HEADINGS),
            Field("given", "Given till henne", Chips(Given, kept=True)),
        ],
        lead="Gå igenom planen muntligt. Skriv utan namn: det som skrivs kan hittas.",
        kind="safety_plan",
        record=plan.id,
        savings=[Saving(text="Spara som ny version", submit=submit, said="Planen är sparad")],
        belongs_to=around.belongs_to,
    )
    sheet.begin(shown(plan))
    return sheet


def paper_sheet(around: Around, plan: SafetyPlan) -> Sheet:
    """Return the sheet on which it is decided that a plan goes on paper."""

    def submit(entered: Entered, landing: Landing) -> None:
        put_on_paper(
            around.desk,
            sheet,
            decide_on_paper,
            plan,
            pages=_paper,
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Skriv ut säkerhetsplanen",
        [
            Field(
                "paper",
                "Innan du skriver ut",
                Fact(
                    "Den som hittar papperet kan förstå att hon planerar att lämna. Muntligt är "
                    "tryggare. Namn och kodord skrivs inte ut, och rubriken är neutral."
                ),
            ),
        ],
        lead="Beslutet skrivs i loggen.",
        kind="safety_plan_paper",
        record=plan.id,
        savings=[
            Saving(
                text="Skriv ut",
                submit=submit,
                busy_text="Skriver ut …",
                said="Beslutet är antecknat. Hämta papperet genast.",
            )
        ],
        belongs_to=around.belongs_to,
    )
    sheet.undoable = False
    sheet.begin({})
    return sheet


def _paper(plan: SafetyPlan) -> bytes:
    from kvinnobyran.reports.safety_plan import safety_plan_sheet

    return safety_plan_sheet(
        {HEADINGS[name]: text for name, text in plan.parts.items() if name in PRINTED}
    )


def _assessment(room: Room, dossier: Dossier) -> list[QWidget]:
    versions = dossier.of(SafetyPlan)
    lines = [
        Line(
            key=plan,
            text=f"Version {plan.version}",
            detail=sentence(["Ändrat sedan:", *differences(plan, later, PLAN_FIELDS)]),
            aside=str(plan.made_on),
        )
        for later, plan in pairwise(versions)
    ]
    unfolding = Unfolding(_passage)
    made = card(
        "Säkerhetsplan",
        lines,
        unfolding.unfold,
        icon=Icon.PROTECTED,
        empty="" if versions else "Ingen säkerhetsplan är gjord än.",
        button=Button(
            "Ny version" if versions else "Gör en plan",
            Kind.QUIET,
            then=partial(room.open, "safety_plan"),
        ),
    )
    made.body.addWidget(unfolding)
    if versions:
        latest = versions[0]
        above(made, _passage(latest))
        paper = partial(room.open, "safety_plan_paper", latest.id)
        made.body.addWidget(buttons(Button("Skriv ut …", Kind.QUIET, icon=Icon.PRINT, then=paper)))
    return [made]


def _passage(plan: SafetyPlan) -> Passage:
    head = f"Version {plan.version} · {plan.made_on} · Given: {plan.given.label.lower()}"
    parts = [(HEADINGS[name], text) for name, text in plan.parts.items()]
    return Passage("Säkerhetsplan", [("", head), *parts])


def _sheet(room: Room, record: str) -> Sheet:
    """Return the next version as a form: what the newest says is where one begins."""
    around = room.around
    latest = next(iter(around.dossier.of(SafetyPlan)), None)
    new = SafetyPlan(id=record, case_id=around.case.id, made_on=around.today)
    if latest is not None:
        new = replace(
            latest,
            id=record if record != latest.id else new_id(),
            version=latest.version + 1,
            made_on=around.today,
        )
    return plan_sheet(around, new)


def _paper_sheet(room: Room, record: str) -> Sheet | None:
    around = room.around
    known_one = next((each for each in around.dossier.of(SafetyPlan) if each.id == record), None)
    return paper_sheet(around, known_one) if known_one else None


def _moments(dossier: Dossier) -> Iterator[Moment]:
    for plan in dossier.of(SafetyPlan):
        yield Moment(
            plan.id, plan.made_on, None, "Säkerhetsplan", "Säkerhetsplan", f"Version {plan.version}"
        )


SAFETY_PLAN = Part(
    key="safety_plan",
    tables=frozenset({"safety_plan"}),
    cards={"assessment": _assessment},
    sheets={"safety_plan": _sheet, "safety_plan_paper": _paper_sheet},
    opens={SafetyPlan: lambda room, _: room.show_tab("assessment")},
    moments=_moments,
)
