"""What a parent hears: what the child has approved, word for word, and nothing more (T6, T9)."""

from kvinnobyran.domain.relation import Custody, Guardian, MayContact
from kvinnobyran.domain.trappan import TrappanProgramme
from kvinnobyran.flows import trappan
from kvinnobyran.ui.case.around import Around
from kvinnobyran.ui.case.people.words import names
from kvinnobyran.ui.case.trappan.making import run_by
from kvinnobyran.ui.kit.chips import Chips, YesNo
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.editors import Option, TextEdit
from kvinnobyran.ui.kit.fact import Fact
from kvinnobyran.ui.kit.form import Field
from kvinnobyran.ui.kit.sheet import Entered, Landing, Sheet


def share_sheet(around: Around, programme: TrappanProgramme) -> Sheet:
    """Return the sheet where it is written, word for word, what the child lets us tell (T9)."""

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            trappan.let_share,
            programme,
            entered.values["may_share"],
            asked_on=entered.values["share_asked_on"] or around.today,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    return run_by(
        around,
        programme,
        "Det barnet vill att ni berättar",
        [
            Field(
                "may_share",
                "Ord för ord, så som barnet har godkänt det",
                TextEdit(lines=4),
                "Tomt betyder att barnet inte vill att något berättas.",
            ),
            Field("share_asked_on", "Barnet tillfrågades", DateEdit(today=around.today)),
        ],
        submit,
        kind="trappan_share",
        said="Sparat",
        begin={
            "may_share": programme.may_share,
            "share_asked_on": programme.share_asked_on or around.today,
        },
    )


def feedback_sheet(around: Around, programme: TrappanProgramme) -> Sheet:
    """Return the sheet of the feedback to a parent: what the child has approved (T6, T9)."""

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            trappan.give_feedback,
            programme,
            entered.values["guardian"],
            on=entered.values["on"] or around.today,
            via_social_services=bool(entered.values["via"]),
            reasons=entered.reasons,
            then=landing.then,
            otherwise=landing.otherwise,
        )

    options = parents_of(around, programme.child_id)
    return run_by(
        around,
        programme,
        "Återkoppling till förälder",
        [
            Field("guardian", "Till vem", Chips(options, kept=True)),
            Field("may_share", "Säg det här, och inget mer", Fact(programme.may_share or "Inget")),
            Field("via", "Sker det genom socialtjänsten?", YesNo()),
            Field("on", "Dag", DateEdit(today=around.today)),
        ],
        submit,
        kind="trappan_feedback",
        said="Återkopplingen är inskriven",
        lead="Bara det som barnet har godkänt. Från 18 år går inget till vårdnadshavare.",
        begin={
            "guardian": options[0].value if options else None,
            "via": None,
            "on": around.today,
        },
    )


def parents_of(around: Around, child_id: str) -> list[Option]:
    """Return whom one may tell: the woman, and guardians who are not marked as never (S3)."""
    called = names(around.dossier, around.today)
    never = {
        each.person_id
        for each in around.dossier.of(Guardian)
        if each.child_id == child_id and each.may_contact is MayContact.NO
    }
    found = [around.dossier.person.id]
    for custody in around.dossier.of(Custody):
        if custody.child_id == child_id and custody.valid_until is None:
            found += custody.decides
    return [
        Option(each, called[each])
        for each in dict.fromkeys(found)
        if each in called and each not in never
    ]
