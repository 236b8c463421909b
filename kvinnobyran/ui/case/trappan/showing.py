"""Somebody wants to read a child's file: the answer, and that it was shown (T6, T9)."""

from typing import Final

from kvinnobyran.flows.child_notes import show_child_file
from kvinnobyran.ui.case.around import Around
from kvinnobyran.ui.case.people.words import choices
from kvinnobyran.ui.case.trappan.making import name_of
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.editors import Option
from kvinnobyran.ui.kit.form import Field
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet

SHOWING: Final = "child_showing"


def showing_sheet(around: Around, child_id: str) -> Sheet:
    """Return the sheet that answers whether somebody may read the file; a yes is logged."""
    own = Option(child_id, "Barnet självt")
    others = choices(around.dossier, around.today, but_not=child_id)

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            show_child_file,
            child_id,
            entered.values["asker"],
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        f"Läsa barnets akt: {name_of(around, child_id)}",
        [Field("asker", "Vem vill läsa?", Chips([own, *others], kept=True, keys=False))],
        lead="Det barnet har berättat är barnets. Till en förälder återges bara det barnet har"
        " godkänt. Från 18 år har den unga akten själv.",
        kind=SHOWING,
        record=child_id,
        savings=[
            Saving(
                text="Gå igenom akten tillsammans",
                submit=submit,
                said="Antecknat: akten gicks igenom. Bara signerade anteckningar visas.",
            )
        ],
        belongs_to={**around.belongs_to, "child": child_id},
    )
    sheet.undoable = False
    sheet.begin({"asker": child_id})
    return sheet
