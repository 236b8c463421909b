"""The sheet that gives a case to another counsellor, from a day on (domain.md 3.1)."""

from kvinnobyran.flows.counsellors import change_counsellor
from kvinnobyran.store.colleagues import colleagues
from kvinnobyran.ui.case.around import Around
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import LineEdit
from kvinnobyran.ui.kit.form import Field, Row
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet
from kvinnobyran.ui.kit.suggest import SuggestEdit


def counsellor_sheet(around: Around) -> Sheet:
    """Return the sheet: who takes over, since when, and why if there is something to say."""
    who = SuggestEdit()

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            change_counsellor,
            around.case,
            entered.values["counsellor"],
            on=entered.values["changed_on"],
            reason=entered.values["reason"],
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Byt handläggare",
        [
            Row(
                Field("counsellor", "Vem tar över?", who),
                Field("changed_on", "Från den", DateEdit(today=around.today)),
            ),
            Field("reason", "Varför, om det behöver sägas", LineEdit()),
        ],
        lead=f"{around.case.counsellor} har ärendet nu. Öppna uppgifter i ärendet följer med. "
        "Är det bara för en tid: använd Överlämning.",
        kind="counsellor_change",
        record=around.case.id,
        savings=[Saving(text="Byt handläggare", submit=submit, said="Handläggaren är bytt")],
        belongs_to=around.belongs_to,
    )
    sheet.begin({"counsellor": "", "changed_on": around.today, "reason": ""})
    around.desk.ask(colleagues, around.case.counsellor, then=who.offer, owner=who)
    return sheet
