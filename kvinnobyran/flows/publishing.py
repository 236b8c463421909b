"""The life of a report for somebody outside: draft, review, fixed, handed over (D9, D10).

disclosure.md 3.4: the register of what has been published is written before any file exists,
and a report that was fixed is handed out again as it was, never made anew.
"""

from dataclasses import dataclass, replace
from datetime import date

from kvinnobyran import __version__
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.free_text import identifiable
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.publication import (
    Publication,
    PublicationState,
    may_become,
    may_fix,
    text_faults,
)
from kvinnobyran.domain.settings import OpenList
from kvinnobyran.flows.work import NO_REASONS, Reasons, Work, put, require, settle
from kvinnobyran.statistics import counting
from kvinnobyran.statistics.period import Period, PeriodUnreadable
from kvinnobyran.statistics.release import keeping, lives, proofs, release
from kvinnobyran.statistics.release.protecting import Setting
from kvinnobyran.statistics.release.release import DEFINITIONS, Material, Release
from kvinnobyran.statistics.tables import Earlier, Report, printed
from kvinnobyran.store import office, publications, writing
from kvinnobyran.store.reader import Reader
from kvinnobyran.store.transaction import Transaction

TWO = "Två underskrifter."
ONE = "En underskrift, efter sju dagar."
COMMAND = "En underskrift: kommandot report."


@dataclass(frozen=True, slots=True)
class Prepared:
    """A period as it stands: its report if that is fixed, else what it is made from."""

    publication: Publication | None
    content: Report | Material
    setting: Setting


def prepare(reader: Reader, period: Period, *, made_on: date) -> Prepared:
    """Read what a period's report is made from, or the report itself once it is fixed."""
    known = publications.of_period(reader, period.first, period.last)
    setting = Setting(publications.threshold(reader))
    if known is not None and known.counts:
        return Prepared(known, keeping.report_from_text(known.figures), setting)
    material = release.read(reader, period, made_on=made_on, past=keeping.past(reader))
    dressed = replace(
        material,
        texts=counting.passages(known),
        indicators=tuple(publications.indicators(reader, (period.last.year,))),
        before=_before(reader, period),
    )
    return Prepared(known, dressed, setting)


def _before(reader: Reader, period: Period) -> Earlier | None:
    """Return what was printed of the period before, if it was fixed: no other figures are known."""
    try:
        earlier = period.previous
    except PeriodUnreadable:
        return None
    known = publications.of_period(reader, earlier.first, earlier.last)
    if known is None or not known.counts:
        return None
    return printed(keeping.report_from_text(known.figures))


def keep_texts(
    work: Work, period: Period, *, lessons: str, trends: str, reasons: Reasons = NO_REASONS
) -> Publication:
    """Keep the texts of a report that is not fixed. Raises :class:`Refused`.

    What could let somebody be known again is a warning that wants a reason (domain.md 5.9).
    """
    settle(
        (
            *text_faults(lessons, trends),
            *told_of(work.database, lessons=lessons, trends=trends),
        ),
        reasons,
    )
    with work.step("Rapportens texter") as tx:
        known = publications.of_period(tx, period.first, period.last) or _new(period)
        require(
            not known.counts,
            lambda: stopp("state", "Rapporten är fastställd och ändras inte.", "domain.md D10"),
        )
        changed = replace(known, lessons=lessons, trends=trends)
        put(tx, changed)
        return changed


def told_of(reader: Reader, *, lessons: str, trends: str) -> tuple[Fault, ...]:
    """Return a warning for each text in which somebody could be known again, with other words."""
    today = date.max
    known = writing.names(reader)
    languages = [each.label for each in office.open_values(reader, OpenList.LANGUAGE, today=today)]
    faults = []
    for field, text in (("lessons", lessons), ("trends", trends)):
        found = identifiable(text, names=known, languages=languages)
        if found:
            said = " ".join(f"”{each.words}”: {each.why} {each.instead}" for each in found)
            faults.append(varna(field, said, "domain.md 5.9"))
    return tuple(faults)


def send_for_review(work: Work, period: Period) -> Publication:
    """Sign a report as ready, the first of two signatures. Raises :class:`Refused`."""
    with work.step("Rapport till granskning") as tx:
        known = publications.of_period(tx, period.first, period.last) or _new(period)
        settle(may_become(known, PublicationState.REVIEW))
        changed = replace(
            known,
            state=PublicationState.REVIEW,
            reviewed_by=work.user,
            reviewed_on=work.today,
        )
        put(tx, changed)
        return changed


def take_back(work: Work, publication_id: str) -> Publication:
    """Make a report that is reviewed a draft again. Raises :class:`Refused`."""
    with work.step("Rapport tillbaka till utkast") as tx:
        known = _known(tx, publication_id)
        settle(may_become(known, PublicationState.DRAFT))
        changed = replace(known, state=PublicationState.DRAFT, reviewed_by="", reviewed_on=None)
        put(tx, changed)
        return changed


def fix(work: Work, publication_id: str, made: Release) -> Publication:
    """Fix a reviewed report for good, with its proof. Raises :class:`Refused`.

    Refused, too, when something else was fixed since it was made: then it is not proven.
    """
    with work.step("Fastställ rapport") as tx:
        known = _known(tx, publication_id)
        settle(
            (
                *may_become(known, PublicationState.FIXED),
                *may_fix(known, user=work.user, today=work.today),
            )
        )
        signed = TWO if known.reviewed_by != work.user else ONE
        return _fix(work, tx, known, made, signed)


def fix_by_command(work: Work, period: Period, made: Release) -> Publication:
    """Fix a report in one go, for the report command; what it says of signatures is kept."""
    with work.step("Fastställ rapport") as tx:
        known = publications.of_period(tx, period.first, period.last) or _new(period)
        if known.state is not PublicationState.REVIEW:
            settle(may_become(known, PublicationState.REVIEW))
        reviewed = replace(
            known,
            state=PublicationState.REVIEW,
            reviewed_by=known.reviewed_by or work.user,
            reviewed_on=known.reviewed_on or work.today,
        )
        put(tx, reviewed)
        return _fix(work, tx, reviewed, made, COMMAND)


def hand_over(work: Work, publication_id: str, *, to: str) -> Publication:
    """Note that a fixed report has been handed to the steering group. Raises :class:`Refused`."""
    with work.step("Lämna rapport") as tx:
        known = _known(tx, publication_id)
        settle(may_become(known, PublicationState.HANDED_OVER))
        require(bool(to.strip()), lambda: stopp("to", "Skriv vem som fick den.", "domain.md D8"))
        changed = replace(
            known,
            state=PublicationState.HANDED_OVER,
            handed_on=work.today,
            handed_to=to.strip(),
        )
        put(tx, changed)
        return changed


def withdraw(work: Work, publication_id: str, *, reason: str) -> Publication:
    """Withdraw a fixed report; it counts against later ones all the same."""
    with work.step("Återkalla rapport") as tx:
        known = _known(tx, publication_id)
        settle(may_become(known, PublicationState.WITHDRAWN))
        require(
            bool(reason.strip()),
            lambda: stopp("reason", "Skriv varför rapporten återkallas.", "domain.md D10"),
        )
        changed = replace(
            known,
            state=PublicationState.WITHDRAWN,
            withdrawn_on=work.today,
            reason=reason.strip(),
        )
        put(tx, changed)
        return changed


def _fix(
    work: Work, tx: Transaction, known: Publication, made: Release, signed: str
) -> Publication:
    fixed = [each.id for each in publications.published(tx)]
    require(
        len(fixed) == made.after,
        lambda: stopp(
            "state",
            "En annan rapport har fastställts medan den här gjordes. Gör om den.",
            "disclosure.md 3.2",
        ),
    )
    changed = replace(
        kept(known, made),
        state=PublicationState.FIXED,
        number=made.after + 1,
        fixed_by=work.user,
        fixed_at=work.now,
        signed=signed,
        definitions=DEFINITIONS,
        program=__version__,
        threshold=made.threshold,
    )
    put(tx, changed)
    return changed


def kept(known: Publication, made: Release) -> Publication:
    """Return the publication with what it keeps: figures, checksum, proof, closed register."""
    figures = keeping.report_to_text(made.report)
    return replace(
        known,
        figures=figures,
        digest=keeping.digest(figures),
        proof=keeping.packed(proofs.issue_to_text(made.issue)),
        closes=keeping.packed(lives.to_text(made.closes)),
    )


def _new(period: Period) -> Publication:
    return Publication(
        id=new_id(), period=str(period), first_day=period.first, last_day=period.last
    )


def _known(reader: Reader, publication_id: str) -> Publication:
    found = reader.get(Publication, publication_id)
    if found is None:
        raise KeyError(publication_id)
    return found
