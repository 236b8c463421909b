"""Återkomstvy: how long ago it was, what was done then, and what still holds (5.12)."""

from collections.abc import Iterator

from kvinnobyran.domain.case import Case, CaseState
from kvinnobyran.domain.missing import Answer
from kvinnobyran.domain.person import ContactWay, Municipality
from kvinnobyran.domain.returning import NEW, Holds, StillHolds, Topic, ago, what_is_left
from kvinnobyran.flows.returning import save_still_holds
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.store.returning import Earlier, Returning, returning
from kvinnobyran.ui.case.around import Around
from kvinnobyran.ui.case.moment import Moment
from kvinnobyran.ui.case.part import Part
from kvinnobyran.ui.case.room import Room
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.card import Card, Line
from kvinnobyran.ui.kit.chips import Chips
from kvinnobyran.ui.kit.form import Field
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving, Sheet
from kvinnobyran.ui.kit.tokens import Space

TITLE = "Hon har varit här förut"


class ReturningCard(Card):
    """The earlier cases and what still holds; asks for them when it is shown."""

    def __init__(self, room: Room, dossier: Dossier) -> None:
        super().__init__(
            TITLE,
            icon=Icon.HISTORY,
            empty="",
            button=Button("Fråga vad som gäller", Kind.QUIET, then=lambda: room.open("returning")),
            counted=False,
        )
        self._room = room
        self._case = dossier.case
        self.opened.connect(self._open)
        room.desk.ask(returning, dossier.case.id, room.desk.today, then=self._came, owner=self)

    def _came(self, found: Returning | None) -> None:
        if found is None:
            return
        self.body.setContentsMargins(Space.S, 0, Space.S, Space.S)
        lines = [earlier_line(each, self._case) for each in found.earlier]
        lines += [
            Line(key="returning", text=topic.label, detail=_answer(found, topic))
            for topic in Topic
            if topic in found.answers
        ]
        self.show_lines(lines)
        left = what_is_left(self._case, _shown(found))
        words = left or ("" if found.earlier else NEW)
        if words:
            self.body.addWidget(Label(words, Voice.MUTED))
        elif not any(topic in found.answers for topic in Topic):
            self.body.addWidget(
                Label("Inget kopieras. Fråga henne vad som gäller än.", Voice.MUTED)
            )

    def _open(self, key: object) -> None:
        if isinstance(key, Case):
            self._room.navigator.open_case(key.id)
        else:
            self._room.open("returning")


def earlier_line(earlier: Earlier, case: Case) -> Line:
    """Return the line of an earlier case: how long ago, and what was done."""
    was = earlier.case
    long = ago(was.closed_on or was.opened_on, case.opened_on)
    if earlier.gone:
        return Line(
            key="gone",
            text=f"{long[0].upper()}{long[1:]}",
            detail="Uppgifterna skulle vara gallrade nu och visas inte.",
        )
    done = ", ".join(f"{each.label}: {each.held} samtal" for each in earlier.done)
    reason = was.close_reason.label if was.close_reason else ""
    parts = [done or "Ingen insats", reason, was.close_result]
    return Line(
        key=was,
        text=f"{long[0].upper()}{long[1:]} – det här hann vi",
        detail=" · ".join(part for part in parts if part),
        aside=was.code,
    )


def returning_sheet(around: Around) -> Sheet:
    """Return the sheet that asks what still holds, topic by topic."""
    known = {each.topic: each.answer for each in around.dossier.of(StillHolds)}
    then = _then(around)

    def submit(entered: Entered, landing: Landing) -> None:
        around.desk.do(
            save_still_holds,
            around.case,
            {topic: entered.values[topic.value] for topic in Topic},
            then=landing.then,
            otherwise=landing.otherwise,
        )

    sheet = Sheet(
        around.desk,
        "Vad gäller än?",
        [
            Field(topic.value, topic.label, Chips(Holds, kept=True), help=then.get(topic, ""))
            for topic in Topic
        ],
        lead="Fråga henne. Inget förs över av sig självt. Svarar hon att kontaktvägarna inte är "
        "säkra på samma sätt gäller ingen av dem förrän hon har bekräftat den.",
        kind="returning",
        record=around.case.id,
        savings=[Saving(text="Spara svaren", submit=submit, said="Svaren är sparade")],
        belongs_to=around.belongs_to,
    )
    sheet.begin({topic.value: known.get(topic, Holds.NOT_ASKED) for topic in Topic})
    return sheet


def _then(around: Around) -> dict[Topic, str]:
    """Return how it was, where the register still says so: labels, never a number or a name."""
    ways = [f"{way.kind.label}: {way.safety.label}" for way in around.dossier.of(ContactWay)]
    home = around.dossier.person.municipality
    said = {Topic.REACHED: ", ".join(ways)}
    if home is not Municipality.NOT_ASKED:
        said[Topic.HOME] = home.label
    return {topic: f"Då: {words}" for topic, words in said.items() if words}


def _shown(found: Returning) -> Case | None:
    """Return the newest earlier case of which something may still be shown."""
    return next((each.case for each in found.earlier if not each.gone), None)


def _answer(found: Returning, topic: Topic) -> str:
    answer = found.answers[topic]
    return f"{answer.answer.label}, {answer.answered_on}"


def _overview(room: Room, dossier: Dossier) -> list[Card]:
    """Show the card to whoever has been here before, or says so."""
    case = dossier.case
    before = any(
        each.id != case.id
        and each.state is CaseState.CLOSED
        and (each.opened_on, each.code) < (case.opened_on, case.code)
        for each in dossier.of(Case)
    )
    if not before and case.states_earlier_contact is not Answer.YES:
        return []
    return [ReturningCard(room, dossier)]


def _moments(dossier: Dossier) -> Iterator[Moment]:
    """Say what was asked of what held before, topic by topic."""
    for each in dossier.of(StillHolds):
        if each.answer is not Holds.NOT_ASKED:
            yield Moment(
                each.id,
                each.answered_on,
                None,
                "Vad gäller än",
                each.topic.label,
                each.answer.label,
            )


RETURNING = Part(
    key="returning",
    tables=frozenset({"still_holds", "support_case"}),
    cards={"overview": _overview},
    moments=_moments,
    sheets={"returning": lambda room, _: returning_sheet(room.around)},
    opens={StillHolds: lambda room, _: room.open("returning")},
)
