"""Invented offices for reports to somebody outside: women, who come back, and their tables."""

import datetime as dt
from dataclasses import replace
from random import Random

from kvinnobyran.statistics.makers import counted
from kvinnobyran.statistics.release import lives
from kvinnobyran.statistics.release.lives import Days
from kvinnobyran.statistics.release.protecting import Issue, Setting, protect
from kvinnobyran.statistics.tables import Category, Dimension, Head

AGE = Dimension(
    id="age",
    label="Ålder",
    categories=(Category("young", "Ung"), Category("old", "Äldre"), Category("unknown", "Okänd")),
)
HOME = Dimension(
    id="home",
    label="Kommun",
    categories=(Category("here", "Här"), Category("away", "Annan")),
)
CONTACT = Dimension(
    id="contact",
    label="Kontakt",
    categories=(Category("support", "Stöd"), Category("assessment", "Bedömning")),
    multiple=True,
    covering=True,
)
FORM = Dimension(
    id="form",
    label="Våldsform",
    categories=(Category("a", "A"), Category("b", "B")),
    multiple=True,
)
REFERRER = Dimension(
    id="referrer",
    label="Vem",
    categories=(Category("herself", "Själv"), Category("social", "Socialtjänst")),
)


def halves(year):
    return (
        Days(dt.date(year, 1, 1), dt.date(year, 7, 1)),
        Days(dt.date(year, 7, 1), dt.date(year + 1, 1, 1)),
    )


def year(number):
    return Days(dt.date(number, 1, 1), dt.date(number + 1, 1, 1))


def visits(number, seed, years=(2027,)):
    """Who came when, and as what: a list of (who, day, lasting, contact, forms)."""
    dice = Random(seed)
    found = []
    for place in range(number):
        lasting = {
            "age": dice.choices(("young", "old", "unknown"), (5, 4, 1))[0],
            "home": dice.choices(("here", "away"), (7, 3))[0],
            "referrer": dice.choices(("herself", "social"), (6, 4))[0],
        }
        first = dt.date(dice.choice(years), 1, 1) + dt.timedelta(days=dice.randrange(360))
        for _visit in range(dice.choice((1, 1, 2, 3))):
            forms = frozenset(f for f, share in (("a", 0.6), ("b", 0.3)) if dice.random() < share)
            contact = dice.choices(("support", "assessment"), (6, 4))[0]
            found.append((f"w{place:03}", first, lasting, contact, forms))
            first += dt.timedelta(days=dice.randrange(20, 160))
    return found


def tables(found, days, *, two=False, only=()):
    """The tables of these days, in their form for somebody outside; ``only`` of these questions."""
    here = [each for each in found if each[1] in days]
    made = [
        counted(
            [Head(who, (day,), {"contact": contact}) for who, day, _l, contact, _f in here],
            (CONTACT,),
            id_="women",
            title="Kvinnor",
            counts="women",
            unit="kvinnor",
            definition="Påhittat.",
        ),
        counted(
            [
                Head(who, (day,), {"form": forms})
                for who, day, _l, contact, forms in here
                if contact == "support"
            ],
            (FORM,),
            id_="forms",
            title="Former",
            counts="women",
            unit="kvinnor",
            within={"contact": "support"},
            definition="Påhittat.",
        ),
    ]
    asked = [(AGE,), (HOME,), (REFERRER,), *([(AGE, HOME)] if two else [])]
    if only:
        made, asked = [], [*((each,) for each in only), *([only] if two else [])]
    made += [
        counted(
            [
                Head(who, (day,), {each.id: lasting[each.id] for each in dimensions})
                for who, day, lasting, _c, _f in here
            ],
            dimensions,
            id_="_".join(each.id for each in dimensions),
            title="Kvinnor",
            counts="women",
            unit="kvinnor",
            definition="Påhittat.",
        )
        for dimensions in asked
    ]
    return lives.outside_form(made)


def in_turn(found, plan, threshold=5, only=()):
    """Fix one report after the other; yields each with its register and what was fixed before."""
    issues, closed = [], []
    for days, two in plan:
        made = tables(found, days, two=two, only=only)
        live = lives.lives_of(made)
        for shut, _worlds in closed:
            for name, world in lives.lives_of(tables(found, shut, only=only)).items():
                for who, life in world.items():
                    live.setdefault(name, {}).setdefault(who, lives.Life()).join(life)
        worlds = lives.merged(closed, live, days)
        marked = [replace(table, heads=lives.MARK) for table in made]
        protected = protect(marked, worlds, days, issues, Setting(threshold))
        yield days, protected, worlds, tuple(issues)
        issues.append(Issue(days, protected.proofs))
        closed.append((days, lives.cut(worlds, days, [shut for shut, _ in closed])))
