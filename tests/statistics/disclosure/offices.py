"""A small frame of which an attacker can try every register, and registers for it."""

from random import Random

from kvinnobyran.statistics.disclosure.cells import Frame, Variable, Woman
from kvinnobyran.statistics.disclosure.method import Task
from kvinnobyran.statistics.disclosure.template import Axis, Template

AGE = Variable("age", ("young", "middle", "old"))
PLACE = Variable("place", ("here", "near", "far"))
FORM = Variable("form", ("psychological", "sexual"), multiple=True)
SMALL = Frame((AGE, FORM), ("H1",))
OFFICE = Frame((AGE, PLACE, FORM), ("H1", "H2"))
TINY = Frame((AGE, Variable("form", ("sexual",), multiple=True)), ("H1",))
H1, H2, YEAR = frozenset({"H1"}), frozenset({"H2"}), frozenset({"H1", "H2"})


def woman(age, *forms, place=None, periods=("H1",), **counts):
    pairs = {("age", age), *(("form", form) for form in forms)}
    if place is not None:
        pairs.add(("place", place))
    return Woman(frozenset(pairs), frozenset(periods), frozenset(counts.items()))


def named(women):
    return {f"w{number:02}": each for number, each in enumerate(women)}


def kinds():
    """Everybody that can be in the tiny frame."""
    return [woman(age, *forms) for age in AGE.categories for forms in ((), ("sexual",))]


def tables(frame, *names, pairs=()):
    axis = {each.name: Axis.of(frame, each.name) for each in frame.variables}
    one = tuple(Template((axis[name],)) for name in names)
    return one + tuple(Template((axis[a], axis[b])) for a, b in pairs)


def office(number, seed):
    """A skewed register over two half-years, in which some women come back."""
    dice = Random(seed)
    women = []
    for _each in range(number):
        forms = [form for form, share in zip(FORM.categories, (0.7, 0.4), strict=True)
                 if dice.random() < share]  # fmt: skip
        women.append(
            woman(
                dice.choices(AGE.categories, (5, 3, 2))[0],
                *forms,
                place=dice.choices(PLACE.categories, (6, 3, 1))[0],
                periods=dice.choices([("H1",), ("H2",), ("H1", "H2")], (5, 4, 1))[0],
            )
        )
    return named(women)


ONE_WAY = tables(OFFICE, "age", "place", "form")
TWO_WAY = tables(OFFICE, "age", "place", "form", pairs=(("age", "place"), ("age", "form")))


def small_task(register, **more):
    cells = tables(SMALL, "age", "form", pairs=(("age", "form"),))
    return Task(**{"frame": SMALL, "register": register, "tables": cells, "periods": H1, **more})


def office_task(register, templates, periods, **more):
    return Task(frame=OFFICE, register=register, tables=templates, periods=periods, **more)
