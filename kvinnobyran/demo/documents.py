"""What helps one write, and what is kept of papers, in the fictitious office."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from kvinnobyran.demo.agenda import moment_of, workday
from kvinnobyran.demo.cast import COUNSELLOR
from kvinnobyran.demo.dice import Dice
from kvinnobyran.demo.papers import letter, picture
from kvinnobyran.demo.stage import Stage
from kvinnobyran.domain.case import Case, CaseState
from kvinnobyran.domain.document import About, Direction, DocumentKind
from kvinnobyran.domain.documentation import Kept, allows
from kvinnobyran.domain.ids import ids_from, new_id
from kvinnobyran.domain.note import NoteKind, WorkingNote
from kvinnobyran.domain.writing import TextBlock
from kvinnobyran.flows.documents import describe, keep_document
from kvinnobyran.flows.notes import save_working_note
from kvinnobyran.flows.plain_files import Brought
from kvinnobyran.flows.writing import learn_word, save_block
from kvinnobyran.store.cases import case_rows
from kvinnobyran.store.documents import documents_of

_A_MONTH: Final = 4
"""How many papers are brought in each month."""
_K, _IN, _OUT, _OWN = DocumentKind, Direction.IN, Direction.OUT, Direction.OWN
_Paper = tuple[str, DocumentKind, Direction, About, tuple[str, ...]]
_PAPERS: Final[tuple[_Paper, ...]] = (
    (
        "Beslut om underhållsstöd",
        _K.DECISION,
        _IN,
        About.WOMAN,
        ("Försäkringskassan beviljar underhållsstöd.", "Beslutet gäller tills vidare."),
    ),
    (
        "Kallelse till möte om barnens skolgång",
        _K.LETTER,
        _IN,
        About.CHILD,
        ("Ni är välkomna till ett möte på skolan.", "Tolk är bokad."),
    ),
    (
        "Yttrande till familjerätten",
        _K.INQUIRY,
        _OUT,
        About.WOMAN,
        ("Kvinnobyrån intygar att samtalskontakt pågår.", "Lämnat med hennes samtycke."),
    ),
    (
        "Dom om kontaktförbud",
        _K.JUDGEMENT,
        _IN,
        About.WOMAN,
        ("Tingsrätten förordnar om kontaktförbud i ett år.",),
    ),
    (
        "Intyg från vårdcentralen",
        _K.CERTIFICATE,
        _IN,
        About.WOMAN,
        ("Härmed intygas att patienten har sökt vård.",),
    ),
    (
        "Anmälan till polisen, kopia",
        _K.POLICE_REPORT,
        _IN,
        About.THIRD_PARTY,
        ("Anmälan är upprättad. Målsägandebiträde är begärt.",),
    ),
    (
        "Överenskommelse om stöd",
        _K.AGREEMENT,
        _OWN,
        About.WOMAN,
        ("Vi ses varannan vecka.", "Hon kan avbryta när hon vill."),
    ),
)
_FOOT: Final = "Påhittat dokument ur ett påhittat kontor."
_WORDS: Final = ("trappanledare", "kvällskaféledare", "samtalsbank")
_BLOCK: Final = TextBlock(
    id="",
    title="Vår rutin vid avbud",
    text="Avbud samma dag: [orsak om hon vill säga]. Ny tid: [dag]. Sms skickat: [ja/nej].",
    for_kind=NoteKind.PHONE,
)
_MEMORY: Final = "Fundera till nästa gång: hur kan vi göra det lättare att ringa?"


def begin(stage: Stage, dice: Dice, first: date) -> None:
    """Teach the speller and write a text block the first week; then papers every month."""
    opening = moment_of(workday(first), 7, 50)
    stage.agenda.at(opening + timedelta(days=3), lambda now: _furnish(stage, dice, now))
    stage.agenda.at(opening + timedelta(days=35), lambda now: _month(stage, dice, now))
    stage.agenda.at(moment_of(stage.until, 7, 52), lambda now: _last_day(stage, dice, now))


def _furnish(stage: Stage, dice: Dice, now: datetime) -> None:
    work = stage.work(COUNSELLOR, now)
    with ids_from(dice.new_id):
        for word in _WORDS:
            learn_word(work, word)
        save_block(work, replace(_BLOCK, id=new_id()))


def _month(stage: Stage, dice: Dice, now: datetime) -> None:
    for case in dice.few(_may_keep(stage), _A_MONTH):
        _bring(stage, dice, now, case)
    stage.agenda.at(now + timedelta(days=30), lambda then: _month(stage, dice, then))


def _last_day(stage: Stage, dice: Dice, now: datetime) -> None:
    """Let there be something to see: papers, a picture, and a thought for oneself."""
    going_on = [case for case in _may_keep(stage) if case.state is CaseState.ONGOING]
    for case in going_on[:6]:
        _bring(stage, dice, now, case)
        _bring_picture(stage, dice, now, case)
        with ids_from(dice.new_id):
            save_working_note(
                stage.work(case.counsellor or COUNSELLOR, now),
                WorkingNote(
                    id=new_id(),
                    case_id=case.id,
                    written_on=now.date(),
                    text=_MEMORY,
                    delete_on=WorkingNote.lifetime(now.date()),
                ),
            )


def _bring(stage: Stage, dice: Dice, now: datetime, case: Case) -> None:
    """Bring one paper in and say what it is."""
    name, kind, direction, about, lines = dice.one(_not_here(stage, case))
    day = now.date() - timedelta(days=dice.between(1, 20))
    # The moment makes each of them another paper: the same content is kept once in a case.
    drawn = f"Uppsala {day}, ärende {case.code}, {now:%Y-%m-%d %H.%M}"
    content = letter(name, [*lines, drawn, _FOOT])
    work = stage.work(case.counsellor or COUNSELLOR, now)
    with ids_from(dice.new_id):
        document = keep_document(work, case.id, Brought(f"{name}.pdf", content))
    described = replace(document, kind=kind, direction=direction, about=about, dated_on=day)
    describe(work, described)


def _not_here(stage: Stage, case: Case) -> Sequence[_Paper]:
    """Return the papers that the case has none of yet; all of them when it has every one."""
    names = {document.name for document in documents_of(stage.database, case.id)}
    return [paper for paper in _PAPERS if paper[0] not in names] or _PAPERS


def _bring_picture(stage: Stage, dice: Dice, now: datetime, case: Case) -> None:
    work = stage.work(case.counsellor or COUNSELLOR, now)
    with ids_from(dice.new_id):
        shade = dice.below(256)
        document = keep_document(work, case.id, Brought("Bild hon visade.png", picture(shade)))
    describe(work, replace(document, note="Hon ville visa var hon känner sig lugn."))


def _may_keep(stage: Stage) -> list[Case]:
    """Return the open cases in which papers may be kept, in the order of their codes."""
    rows = [row for row in case_rows(stage.database) if row.state is not CaseState.CLOSED]
    cases = [case for row in rows if (case := stage.database.get(Case, row.id)) is not None]
    return [case for case in cases if allows(case.documentation, Kept.DOCUMENT)]
