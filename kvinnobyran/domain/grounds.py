"""On which ground Trappan may be held with a child: the consent engine (domain.md 5.1, T2-T6).

A pure function of values. It answers whether it may be held on a day, on which ground and until
when, who is still to be asked and who must never be; it records the ground and does not decide
the law. Whether a ground holds only ever follows from what *is* there (a consent, a decision),
so that taking anything away, as a withdrawal does, can never permit more.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.dates import PartialDate, add_months
from kvinnobyran.domain.relation import Custody, CustodyKind, Guardian, MayContact

ADULT = 18
OWN_CONSENT = 12
"""From this age the board may decide on the child's own consent (L9)."""
_FAR = date.max


class Ground(Code):
    """The grounds of domain.md T3; which of them the unit accepts is a setting."""

    BOTH = ("both", "Båda vårdnadshavarna samtycker")
    SOLE = ("sole", "Ensam vårdnadshavare samtycker")
    BOARD_FOR_ONE = ("board_for_one", "En vårdnadshavare samtycker och nämnden har beslutat")
    PLACED_WITH = ("placed_with", "Placerad tillsammans med barnet, lag 2024:79")
    BOARD_FROM_12 = ("board_from_12", "Nämnden har beslutat och barnet, minst 12 år, samtycker")
    PREVENTED = ("prevented", "Den andra vårdnadshavaren är förhindrad")
    OWN = ("own", "Eget samtycke, 18 år eller äldre")


ACCEPTED = frozenset(Ground)
"""What is accepted until the unit says otherwise (domain.md 7.2)."""

SOURCES: dict[Ground, tuple[str, bool]] = {
    Ground.BOTH: ("föräldrabalken 6 kap. 13 §", True),
    Ground.SOLE: ("överenskommelsen med kommunen: vårdnadshavarens samtycke", True),
    Ground.BOARD_FOR_ONE: ("föräldrabalken 6 kap. 13 a §", True),
    Ground.PLACED_WITH: ("lag (2024:79) 6 kap. 1 §", True),
    Ground.BOARD_FROM_12: ("prop. 2022/23:64; paragrafen i SoL (2025:400) är inte läst", False),
    Ground.PREVENTED: ("föräldrabalken 6 kap. 13 § andra stycket", True),
    Ground.OWN: ("föräldrabalken; paragrafen är inte läst", False),
}
"""Where each comes from, and whether the source was read (domain.md A11, L7-L10)."""


class DecisionKind(Code):
    """What stands beside, or instead of, a guardian's consent."""

    BOARD_FOR_ONE = ("board_for_one", "Nämndens beslut enligt FB 6:13 a")
    PLACEMENT = ("placement", "Placering enligt lag 2024:79")
    BOARD_FROM_12 = ("board_from_12", "Nämndens beslut för barn från 12 år")
    PREVENTED = ("prevented", "Vårdnadshavare som är förhindrad")


class Decider(Code):
    """Who decided it."""

    BOARD = ("board", "Socialnämnden")
    COURT = ("court", "Domstol")
    OURSELVES = ("ourselves", "Vår egen bedömning")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision about the child, in force on ``valid_from`` and still on ``valid_until``.

    ``guardian_id`` is who is placed with the child, or who is prevented. ``reference`` is the
    board's or the court's; ``motive`` is why the other guardian is prevented.
    """

    id: str
    child_id: str
    kind: DecisionKind
    decided_by: Decider | None = None
    guardian_id: str | None = None
    reference: str = ""
    motive: str = ""
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one person has said: ``given`` from a day until the day before ``ends``.

    A refusal has ``given`` False; it is kept, and nobody is asked again because of it.
    """

    person_id: str
    given: bool
    since: date
    ends: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether it is a consent in force on a day."""
        return self.given and self.since <= day and (self.ends is None or day < self.ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that the answer depends on. Custodies, decisions and answers are the child's own."""

    child_id: str
    birth: PartialDate | None
    custodies: tuple[Custody, ...] = ()
    guardians: tuple[Guardian, ...] = ()
    decisions: tuple[Decision, ...] = ()
    said: tuple[Said, ...] = ()
    accepted: frozenset[Ground] = ACCEPTED
    with_us: frozenset[str] = frozenset()
    """Who is met here anyway, the woman of a case: she is asked where she sits."""
    gone: frozenset[str] = frozenset()
    """Who has died: nobody asks, and somebody else has custody now."""


class Way(Code):
    """How somebody may be asked."""

    DIRECTLY = ("directly", "Fråga")
    VIA_SOCIAL_SERVICES = ("via_social_services", "Fråga genom socialtjänsten")
    FIND_OUT = ("find_out", "Ta reda på om det är säkert att fråga")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the engine answers, for one day.

    ``lapses_on`` is the first day on which the ground no longer holds, or None when nothing
    that is known ends it. ``ask`` never names anybody in ``never``.
    """

    ground: Ground | None
    sentence: str
    source: str
    verified: bool
    lapses_on: date | None = None
    ask: tuple[tuple[str, Way], ...] = ()
    never: frozenset[str] = frozenset()
    wants_reason: bool = False
    """VARNA: a reason is to be written (ground f, domain.md 7.2)."""

    @property
    def allowed(self) -> bool:
        """Tell whether it may start or go on that day."""
        return self.ground is not None


def settled(said: Iterable[Said]) -> tuple[Said, ...]:
    """Return what everybody has said, with each yes ended by the same person's later no."""
    everything = tuple(said)
    return tuple(replace(each, ends=_ended_by_a_no(each, everything)) for each in everything)


def verdict(facts: Facts, on: date) -> Verdict:
    """Answer for one day. Of several grounds the one that holds the longest is named."""
    facts = replace(facts, said=settled(facts.said))
    never = frozenset(
        each.person_id for each in facts.guardians if each.may_contact is MayContact.NO
    )
    holding = sorted(
        ((ends, ground) for ground, ends in _grounds(facts, on) if ground in facts.accepted),
        key=lambda each: (each[0] or _FAR, -list(Ground).index(each[1])),
        reverse=True,
    )
    if holding:
        ends, ground = holding[0]
        source, verified = SOURCES[ground]
        return Verdict(
            ground=ground,
            sentence=f"{ground.label}.",
            source=source,
            verified=verified,
            lapses_on=ends,
            never=never,
            wants_reason=ground is Ground.PREVENTED,
        )
    sentence, source, asked = _lacking(facts, never, on)
    return Verdict(
        ground=None,
        sentence=sentence,
        source=source,
        verified=True,
        ask=tuple(_ways(facts, asked, never, on)),
        never=never,
    )


def of_age_on(birth: PartialDate | None) -> tuple[date, date] | None:
    """Return the first and the last possible eighteenth birthday, or None if nothing is known."""
    if birth is None:
        return None
    return _birthday(birth.first, ADULT), _birthday(birth.last, ADULT)


def custody_on(custodies: Iterable[Custody], day: date) -> Custody | None:
    """Return the custody of a day; of several, the one that began last and goes on."""
    known = [
        each
        for each in custodies
        if (each.valid_from is None or each.valid_from <= day)
        and (each.valid_until is None or day <= each.valid_until)
    ]
    return max(
        known,
        key=lambda each: (each.valid_from or date.min, each.valid_until is None, each.id),
        default=None,
    )


def _grounds(facts: Facts, on: date) -> Iterator[tuple[Ground, date | None]]:
    """Yield every ground that holds on a day, and the first day on which it no longer does."""
    of_age = of_age_on(facts.birth)
    own = _consent(facts, facts.child_id, on)
    if own and of_age is not None and on >= of_age[1]:
        yield Ground.OWN, _first(_ends(own))
    limit = _guardians_until(of_age, own)
    if limit is not None and on >= limit:
        return
    custody = custody_on(facts.custodies, on)
    for ground, ends in _of_minors(facts, custody, own, on):
        changes = _next_custody(facts.custodies, custody, on) if ground in _BY_CUSTODY else None
        yield ground, _first([ends, limit, changes])


def _guardians_until(of_age: tuple[date, date] | None, own: list[Said]) -> date | None:
    """Return the first day on which no guardian can consent any more (T6).

    From the day she may have turned eighteen her own consent is needed as well.
    """
    if of_age is None or not own:
        return of_age[0] if of_age is not None else None
    until = _last([each.ends for each in own])
    return of_age[1] if until is None else min(of_age[1], max(of_age[0], until))


_BY_CUSTODY = frozenset({Ground.BOTH, Ground.SOLE, Ground.BOARD_FOR_ONE, Ground.PREVENTED})


def _of_minors(
    facts: Facts, custody: Custody | None, own: list[Said], on: date
) -> Iterator[tuple[Ground, date | None]]:
    decisions = {kind: list(_decided(facts, kind, on)) for kind in DecisionKind}
    having = custody.decides if custody is not None else ()
    consents = {each: _consent(facts, each, on) for each in having}
    agreed = [each for each in having if consents[each]]
    ends = [_first(_ends(consents[each])) for each in agreed]
    if custody is not None and agreed:
        if len(agreed) == len(having) and _all_known(custody):
            yield (Ground.BOTH if len(having) > 1 else Ground.SOLE), _first(ends)
        for decision in decisions[DecisionKind.BOARD_FOR_ONE]:
            if decision.reference.strip():
                yield Ground.BOARD_FOR_ONE, _first([_last(ends), _after(decision)])
        for decision in decisions[DecisionKind.PREVENTED]:
            other = decision.guardian_id
            if other in having and decision.motive.strip() and not _answered(facts, other):
                yield Ground.PREVENTED, _first([_last(ends), _after(decision)])
    for decision in decisions[DecisionKind.PLACEMENT]:
        consent = _consent(facts, decision.guardian_id, on)
        if consent and decision.reference.strip():
            yield Ground.PLACED_WITH, _first([*_ends(consent), _after(decision)])
    if own and facts.birth is not None and on >= _birthday(facts.birth.last, OWN_CONSENT):
        for decision in decisions[DecisionKind.BOARD_FROM_12]:
            if decision.reference.strip():
                yield Ground.BOARD_FROM_12, _first([*_ends(own), _after(decision)])


def _lacking(facts: Facts, never: frozenset[str], on: date) -> tuple[str, str, list[str]]:
    """Return what is missing, its source, and whom one might ask."""
    of_age = of_age_on(facts.birth)
    if of_age is not None and on >= of_age[1]:
        return "Ungdomen har fyllt 18 och samtycker själv.", "domain.md T6", [facts.child_id]
    if of_age is not None and on >= of_age[0] and not _consent(facts, facts.child_id, on):
        return (
            "Ungdomen kan ha fyllt 18. Eget samtycke behövs, utöver vårdnadshavarnas.",
            "domain.md T6",
            [facts.child_id],
        )
    custody = custody_on(facts.custodies, on)
    if custody is None or not custody.decides:
        return "Vem som har vårdnaden är inte känt. Ta reda på det först.", "domain.md T2", []
    return _silent(facts, custody, never, on)


def _silent(
    facts: Facts, custody: Custody, never: frozenset[str], on: date
) -> tuple[str, str, list[str]]:
    """Return the same of those who decide: who has not answered, or has said no."""
    if not facts.gone.isdisjoint(custody.decides):
        return (
            "En vårdnadshavare har avlidit. Skriv in vem som har vårdnaden nu.",
            "domain.md T2",
            [each for each in custody.decides if each not in facts.gone],
        )
    silent = [each for each in custody.decides if not _consent(facts, each, on)]
    unanswered = [each for each in silent if not _answered(facts, each)]
    if not _all_known(custody):
        return (
            "Den andra vårdnadshavaren är inte registrerad. Samtycke behövs från båda.",
            "föräldrabalken 6 kap. 13 §",
            unanswered,
        )
    if unanswered and never.issuperset(unanswered):
        return (
            "Den som inte har svarat får inte kontaktas. Nämnden kan besluta.",
            "föräldrabalken 6 kap. 13 a §",
            [],
        )
    if unanswered:
        many = len(custody.decides) > 1
        words = "Inte alla vårdnadshavare har" if many else "Vårdnadshavaren har inte"
        return f"{words} svarat.", "föräldrabalken 6 kap. 13 §", unanswered
    if not silent:
        return "Enheten godtar inte den grund som finns.", "domain.md T3", []
    return (
        "En vårdnadshavare har sagt nej eller tagit tillbaka sitt ja. Nämnden kan besluta.",
        "föräldrabalken 6 kap. 13 a §",
        [],
    )


def _ways(
    facts: Facts, asked: Iterable[str], never: frozenset[str], on: date
) -> Iterator[tuple[str, Way]]:
    """Yield whom to ask and how; nobody who must not be contacted is ever named."""
    may = {each.person_id: each.may_contact for each in facts.guardians}
    for person in asked:
        if person in never or _consent(facts, person, on):
            continue
        if person == facts.child_id or person in facts.with_us:
            yield person, Way.DIRECTLY
            continue
        yield (
            person,
            {
                MayContact.YES: Way.DIRECTLY,
                MayContact.VIA_SOCIAL_SERVICES: Way.VIA_SOCIAL_SERVICES,
            }.get(may.get(person, MayContact.NOT_ASKED), Way.FIND_OUT),
        )


def _consent(facts: Facts, person: str | None, on: date) -> list[Said]:
    return [each for each in facts.said if each.person_id == person and each.holds(on)]


def _ended_by_a_no(one: Said, said: Iterable[Said]) -> date | None:
    """Return when a yes ends: as it was said to, or the day the same person says no."""
    noes = [
        each.since
        for each in said
        if not each.given and each.person_id == one.person_id and each.since > one.since
    ]
    return _first([one.ends, *noes]) if one.given else one.ends


def _answered(facts: Facts, person: str) -> bool:
    """Tell whether somebody has ever answered: who has is not prevented from answering."""
    return any(each.person_id == person for each in facts.said)


def _decided(facts: Facts, kind: DecisionKind, on: date) -> Iterator[Decision]:
    for each in facts.decisions:
        until = each.valid_until
        if each.kind is kind and each.valid_from <= on and (until is None or on <= until):
            yield each


def _all_known(custody: Custody) -> bool:
    """Tell whether everybody who has custody is known; of a joint one, both."""
    return custody.kind is not CustodyKind.JOINT or len(custody.decides) > 1


def _next_custody(custodies: Iterable[Custody], current: Custody | None, on: date) -> date | None:
    """Return the first day on which another custody may apply."""
    days = [each.valid_from for each in custodies if each.valid_from and each.valid_from > on]
    if current is not None and current.valid_until is not None:
        days.append(current.valid_until + timedelta(days=1))
    return _first(days)


def _ends(consents: Iterable[Said]) -> list[date | None]:
    """Return when the longest of somebody's consents ends."""
    return [_last([each.ends for each in consents])]


def _after(decision: Decision) -> date | None:
    until = decision.valid_until
    return until + timedelta(days=1) if until is not None else None


def _first(days: Iterable[date | None]) -> date | None:
    return min((each for each in days if each is not None), default=None)


def _last(days: Iterable[date | None]) -> date | None:
    """Return the latest day; None, which is never, is later than any."""
    known = list(days)
    return None if None in known or not known else max(each for each in known if each is not None)


def _birthday(birth: date, age: int) -> date:
    """Return the day somebody turns an age; born on 29 February, 1 March in ordinary years."""
    day = add_months(birth, 12 * age)
    return day if day.day == birth.day else day + timedelta(days=1)
