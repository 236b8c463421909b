"""What of a report is hidden so that nobody is found in it, over everything printed before.

The safe direction is built in. A world (women, contacts, calls) of which not every figure can
be proven is tried with fewer tables, then with its totals alone, and is at last hidden whole;
what the verifier does not accept is never in the result, and no time limit prints anything.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from kvinnobyran.statistics.disclosure.cells import (
    Bundle,
    Change,
    Count,
    Key,
    Page,
    Register,
    Witness,
)
from kvinnobyran.statistics.disclosure.certificate import Certificate, Publication
from kvinnobyran.statistics.disclosure.method import SEEDS, Task, Unproven, certify
from kvinnobyran.statistics.disclosure.verifier import Rules, is_proven
from kvinnobyran.statistics.release import occasions
from kvinnobyran.statistics.release.frames import (
    Questions,
    also_of,
    base_periods,
    cell_key,
    frame_of,
    questions_of,
    register_of,
    template_of,
    within,
)
from kvinnobyran.statistics.release.lives import Days, Life, Worlds
from kvinnobyran.statistics.tables import Cell, Status, Table

STEPS: Final = 4_000_000
"""How much work one attempt at one world may take; a number, so that it is repeatable."""

_ATTEMPTS: Final = 12
"""How many choices of tables are tried before a world is hidden whole."""

FEW: Final = 1_500
"""Up to this many women times cells all seeds are tried for the fullest page."""

HOME: Final = "home"
REFERRER: Final = "referrer"
"""The two lasting answers by which an insider knows women (disclosure.md 3.2 step 6)."""


class Proof(NamedTuple):
    """What is kept of one world of one report: its questions, its page, and its witnesses."""

    questions: Questions
    page: Page
    witnesses: Sequence[Witness]
    once: bool = False


@dataclass(frozen=True, slots=True)
class Issue:
    """A report that has been fixed: its days, and the proof of each of its worlds."""

    days: Days
    proofs: Mapping[str, Proof]


class Setting(NamedTuple):
    """Threshold t of disclosure.md 3.3, and who is asked now and then whether to go on.

    ``go_on`` gets how far the work has come, from 0 to 1, and answers False to end it.
    """

    threshold: int = 5
    go_on: Callable[[float], bool] = lambda _share: True

    def within(self, start: float, end: float) -> "Setting":
        """Return the setting for a part of the work, which knows how far itself has come."""
        return self._replace(go_on=lambda share: self.go_on(start + (end - start) * share))


class Cancelled(Exception):  # noqa: N818 - nothing is wrong: somebody changed her mind
    """Whoever waited does not wait any more."""


@dataclass(frozen=True, slots=True)
class Protected:
    """The tables as they can be printed, and the proof of each world."""

    tables: tuple[Table, ...]
    proofs: Mapping[str, Proof]


def protect(
    tables: Sequence[Table],
    worlds: Worlds,
    days: Days,
    earlier: Sequence[Issue],
    setting: Setting = Setting(),  # noqa: B008 - cannot be changed
) -> Protected:
    """Return the tables with everything hidden that could give somebody away.

    ``tables`` are in their form for somebody outside (:func:`lives.outside_form`), ``worlds`` is
    the register the report is counted from. Raises :class:`Cancelled`.
    """
    done: dict[str, Table] = {}
    proofs: dict[str, Proof] = {}
    names = [*dict.fromkeys(table.counts for table in tables if table.heads or table.persons)]
    sizes = {name: sum(table.counts == name for table in tables) for name in names}
    come = 0.0
    for name in names:
        world = _World(
            name,
            [table for table in tables if table.counts == name and table.heads],
            worlds.get(name, {}),
            days,
            earlier,
        )
        part = sizes[name] / sum(sizes.values())
        proven = world.proven(setting.within(come, come + part))
        come += part
        if proven is not None:
            proofs[name] = Proof(
                world.questions, proven.certificate.page, proven.certificate.witnesses, world.once
            )
        for table in world.tables:
            proven_here = proven is not None and any(each is table for each in proven.tables)
            page = proven.certificate.page if proven and proven_here else {}
            done[table.id] = _as_printed(table, page, world.periods)
    hidden = [_hidden(table) for table in tables if table.id not in done and table.persons]
    done |= {table.id: table for table in hidden}
    for table in tables:
        if table.guard and not table.persons:
            done[table.id] = _occasions(table, done, proofs, worlds, days, earlier, setting)
    return Protected(tuple(done.get(table.id, table) for table in tables), proofs)


class _Proven(NamedTuple):
    certificate: Certificate
    tables: list[Table]


class _World:
    """One world of the report: its frame, its register and what was printed of it."""

    def __init__(
        self,
        name: str,
        tables: list[Table],
        lives: Mapping[str, Life],
        days: Days,
        earlier: Sequence[Issue],
    ) -> None:
        self.tables = tables
        known = [issue for issue in earlier if name in issue.proofs]
        self.once = all(table.once for table in tables) and bool(tables)
        self.bases = base_periods([*(issue.days for issue in known), days])
        self.periods = within(days, self.bases)
        self.questions = questions_of(
            tables, [issue.proofs[name].questions for issue in reversed(known)]
        )
        self.frame = frame_of(self.questions, self.bases, returning=not self.once)
        self.register = register_of(lives, self.questions, self.bases)
        self.earlier = tuple(_in_bases(issue.proofs[name], self.bases) for issue in known)
        self.groups = _groups(lives, self.register)

    def proven(self, setting: Setting) -> _Proven | None:
        """Return the fullest page that can be proven, or None when there is none."""
        tables = self.tables
        for _attempt in range(_ATTEMPTS):
            if not tables:
                return None
            task = Task(
                frame=self.frame,
                register=self.register,
                tables=tuple(template_of(table) for table in tables),
                periods=self.periods,
                earlier=self.earlier,
                also=also_of(tables, self.periods),
                groups=self.groups,
                threshold=setting.threshold,
            )
            try:
                return _Proven(_certificate(task, setting), tables)
            except Unproven as unproven:
                tables = _fewer(tables, unproven.counts)
        return None


def _certificate(task: Task, setting: Setting) -> Certificate:
    """Return the best page of the fixed seeds, of the first one alone where there is much to do.

    Raises :class:`Unproven`.
    """

    def go_on(share: float) -> bool:
        if not setting.go_on(share):
            raise Cancelled
        return True

    size = len(task.register) * sum(len(axis.groups) for each in task.tables for axis in each.axes)
    seeds = SEEDS if size <= FEW and not task.earlier else SEEDS[:1]
    return certify(task, seeds=seeds, steps=STEPS, go_on=go_on)


def _fewer(tables: list[Table], failed: Sequence[Count]) -> list[Table]:
    """Return fewer tables: without those of two questions, then without those that failed.

    A number that is too exposed to be kept takes the tables with it that ask about it.
    """
    plain = [table for table in tables if len(table.dimensions) <= 1]
    if len(plain) < len(tables):
        return plain
    asked = {
        name
        for count in failed
        for key in (*count.plus, *count.minus)
        for name, _category in key.pairs
    }
    left = [
        table
        for table in tables
        if not asked & {*table.within, *(each.of or each.id for each in table.dimensions)}
    ]
    if left and len(left) < len(tables):
        return left
    return tables[:1] if len(tables) > 1 else []


def _in_bases(proof: Proof, bases: Sequence[Days]) -> Publication:
    """Return an earlier page in the base periods of today, and its witnesses as they are."""
    page = {
        Key(key.pairs, _split(key.periods, bases), key.unit): value
        for key, value in proof.page.items()
    }
    return Publication(page, proof.witnesses)


def _split(names: frozenset[str], bases: Sequence[Days]) -> frozenset[str]:
    found: set[str] = set()
    for name in names:
        first, after = name.split("..")
        found |= {
            each.name
            for each in bases
            if first <= each.first.isoformat() and each.after.isoformat() <= after
        }
    return frozenset(found)


def _groups(lives: Mapping[str, Life], register: Register) -> tuple[frozenset[str], ...]:
    """Return the women that one insider each knows of: of one referrer in one municipality.

    Nobody can be protected from whoever knows everybody.
    """
    found: dict[tuple[str, str], set[str]] = {}
    for who in sorted(register):
        said = lives[who].lasting
        if HOME in said and REFERRER in said:
            found.setdefault((said[HOME], said[REFERRER]), set()).add(who)
    return tuple(
        frozenset(group) for _key, group in sorted(found.items()) if len(group) < len(register)
    )


def _as_printed(table: Table, page: Page, periods: frozenset[str]) -> Table:
    """Return the table with the figures of the page, and without what it hides."""
    cells = []
    for at in table.positions():
        value = page.get(cell_key(table, at, periods))
        cells.append(
            Cell(at, None, Status.SUPPRESSED) if value is None else Cell(at, value, Status.EXACT)
        )
    return replace(table, cells=tuple(cells))


def _hidden(table: Table) -> Table:
    return replace(
        table, cells=tuple(Cell(cell.at, None, Status.SUPPRESSED) for cell in table.cells)
    )


def _occasions(
    table: Table,
    done: Mapping[str, Table],
    proofs: Mapping[str, Proof],
    worlds: Worlds,
    days: Days,
    earlier: Sequence[Issue],
    setting: Setting,
) -> Table:
    """Return a table of occasions, held against every alternative register of its women."""
    women = done.get(table.guard)
    elsewhere = _alternatives(women, proofs, worlds, days, earlier)
    if women is None or elsewhere is None:
        return _hidden(table)
    return occasions.protected(table, women, elsewhere, setting.threshold)


def _stand(
    table: Table,
    protected: Protected,
    worlds: Worlds,
    days: Days,
    earlier: Sequence[Issue],
    threshold: int,
) -> bool:
    """Tell whether every printed figure of occasions stands on women who are proven."""
    if table.all_withheld:
        return True
    women = next((each for each in protected.tables if each.id == table.guard), None)
    elsewhere = _alternatives(women, protected.proofs, worlds, days, earlier)
    if women is None or elsewhere is None:
        return False
    return occasions.stand(table, women, elsewhere, threshold)


def _alternatives(
    women: Table | None,
    proofs: Mapping[str, Proof],
    worlds: Worlds,
    days: Days,
    earlier: Sequence[Issue],
) -> list[list[int]] | None:
    """Return the women of each category in every alternative register of their proof.

    None where their table was left out to keep the proof short: nothing holds its figures.
    """
    if women is None or women.counts not in proofs:
        return None
    proof = proofs[women.counts]
    known = [issue for issue in earlier if women.counts in issue.proofs]
    bases = base_periods([*(issue.days for issue in known), days])
    frame = frame_of(proof.questions, bases, returning=not proof.once)
    register = register_of(worlds.get(women.counts, {}), proof.questions, bases)
    periods = within(days, bases)
    (dimension,) = women.dimensions
    keys = [cell_key(women, {dimension.id: each.id}, periods) for each in dimension.categories]
    asked = {each.name for each in frame.variables}
    if any(name not in asked for key in keys for name, _category in key.pairs):
        return None
    return [
        [frame.count(key, other) for key in keys]
        for witness in proof.witnesses
        for other in _registers(register, witness)
    ]


def _registers(register: Register, witness: Witness) -> Iterator[Register]:
    other = dict(register)
    for bundle in witness:
        other |= {change.woman: change.becomes for change in bundle}
        yield other


def holds(
    protected: Protected, worlds: Worlds, days: Days, earlier: Sequence[Issue], threshold: int
) -> bool:
    """Check everything once more, apart from the search: pages, proofs and printed tables.

    The last lock before a report is fixed (disclosure.md 3.2 step 8).
    """
    for name, proof in protected.proofs.items():
        tables = [table for table in protected.tables if table.counts == name and table.heads]
        world = _World(name, tables, worlds.get(name, {}), days, earlier)
        rules = Rules(
            world.frame,
            threshold,
            also_of([t for t in tables if _is_on(t, proof.page, world.periods)], world.periods),
            world.groups,
        )
        pages = [each.page for each in world.earlier]
        if not is_proven(rules, world.register, proof.page, pages, proof.witnesses):
            return False
    for table in protected.tables:
        occasional = table.guard and not table.persons
        if occasional and not _stand(table, protected, worlds, days, earlier, threshold):
            return False
    return all(
        cell.value is None or _printed(table, cell, protected.proofs, days, earlier)
        for table in protected.tables
        if table.persons
        for cell in table.cells
    )


def _is_on(table: Table, page: Page, periods: frozenset[str]) -> bool:
    return all(cell_key(table, at, periods) in page for at in table.positions())


def _printed(
    table: Table, cell: Cell, proofs: Mapping[str, Proof], days: Days, earlier: Sequence[Issue]
) -> bool:
    """Tell whether a printed figure about persons stands on a proven page."""
    if table.counts not in proofs:
        return False
    known = [issue for issue in earlier if table.counts in issue.proofs]
    periods = within(days, base_periods([*(issue.days for issue in known), days]))
    return proofs[table.counts].page.get(cell_key(table, cell.at, periods)) == cell.value


__all__ = ["Bundle", "Change", "Issue", "Proof", "Protected", "Setting", "holds", "protect"]
