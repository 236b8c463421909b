"""Invented registers like those of disclosure.md section 4, and the table sets A and B."""

from itertools import combinations
from random import Random

from kvinnobyran.statistics.disclosure.cells import Frame, Variable, Woman
from kvinnobyran.statistics.disclosure.method import Task
from kvinnobyran.statistics.disclosure.template import Axis, Template

AGES = ("a1", "a2", "a3", "a4", "a5", "a6")
PLACES = ("m1", "m2", "m3", "m4", "m5", "m6")
SENDERS = ("r1", "r2", "r3", "r4", "r5", "r6", "r7")
FORMS = ("f1", "f2", "f3", "f4", "f5", "f6", "f7")
FRAME = Frame(
    variables=(
        Variable("age", AGES),
        Variable("place", PLACES),
        Variable("sender", SENDERS),
        Variable("children", ("yes", "no")),
        Variable("form", FORMS, multiple=True),
    ),
    periods=("H1", "H2"),
    returning=False,
)
YEAR = frozenset({"H1", "H2"})
COARSE = {
    "age": (AGES[:2], AGES[2:4], AGES[4:]),
    "place": (PLACES[:1], PLACES[1:3], PLACES[3:]),
    "sender": (SENDERS[:2], SENDERS[2:4], SENDERS[4:]),
    "children": (("yes",), ("no",)),
    "form": (FORMS[:1], FORMS[1:2], FORMS[2:3]),
}


def women(number, seed, periods=("H1", "H2")):
    dice = Random(seed)
    register = {}
    for place in range(number):
        pairs = {
            ("age", dice.choices(AGES, (18, 26, 24, 16, 10, 6))[0]),
            ("place", dice.choices(PLACES, (55, 15, 12, 8, 6, 4))[0]),
            ("sender", dice.choices(SENDERS, (30, 22, 16, 12, 9, 6, 5))[0]),
            ("children", dice.choices(("yes", "no"), (65, 35))[0]),
        }
        shares = (0.8, 0.55, 0.4, 0.3, 0.2, 0.15, 0.1)
        pairs |= {
            ("form", form)
            for form, share in zip(FORMS, shares, strict=True)
            if dice.random() < share
        }
        register[f"w{place:03}"] = Woman(frozenset(pairs), frozenset({dice.choice(periods)}))
    return register


def one_way(frame=FRAME):
    return tuple(Template((Axis.of(frame, each.name),)) for each in frame.variables)


def two_way(*, full=False):
    axes = (
        [Axis.of(FRAME, name) for name in COARSE]
        if full
        else [
            Axis(name, tuple(frozenset(group) for group in groups))
            for name, groups in COARSE.items()
        ]
    )
    return tuple(Template(pair) for pair in combinations(axes, 2))


def task(register, tables, periods=YEAR, **more):
    return Task(frame=FRAME, register=register, tables=tables, periods=periods, **more)
