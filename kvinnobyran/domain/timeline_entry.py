"""One line is enough for an event: "våren 2019 flyttade ihop" (A3).

The line proposes when and what kind; a person sees how it was understood before she saves,
and changes it on the event's sheet.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from kvinnobyran.domain.rough_entry import find_rough
from kvinnobyran.domain.rough_time import RoughTime
from kvinnobyran.domain.timeline import EventKind

_SIGNS: Final[tuple[tuple[EventKind, tuple[str, ...]], ...]] = (
    (EventKind.POLICE_REPORT, (r"polisanm\w*", r"anmäl(?:de|t|er|an)", r"polisen")),
    (
        EventKind.JUDGMENT,
        (r"dom(?:en)?", r"döm(?:d|des|t|ts)", r"rättegång\w*", r"tingsrätt\w*", r"hovrätt\w*"),
    ),
    (
        EventKind.CHILD_BORN,
        (
            r"född(?:es|e)?",
            r"förlossning\w*",
            r"f(?:ick|år|ått) (?:\w+ ){0,2}(?:barn|son|dotter|tvillingar|flicka|pojke)",
        ),
    ),
    (EventKind.PREGNANCY, (r"gravid\w*", r"vänta(?:de|r) barn", r"missfall\w*", r"abort\w*")),
    (
        EventKind.RETURN,
        (
            r"(?:gick|går|flyttade|flyttar|kom) (?:\w+ ){0,2}(?:tillbaka|igen)",
            r"åter(?:gick|vände|gång\w*|förenade\w*)",
            r"tillsammans igen",
            r"ihop igen",
            r"försona(?:des|s)",
            r"tog (?:\w+ ){0,1}tillbaka",
        ),
    ),
    (
        EventKind.BREAK_UP,
        (
            r"lämna(?:de|r|t)",
            r"uppbrott\w*",
            r"br(?:öt|utit|yter) (?:upp|med)",
            r"gjorde slut",
            r"tog slut",
            r"separ(?:era|ation)\w*",
            r"skil(?:de|des|s|da|smässa\w*)",
            r"fly(?:dde|r|tt ifrån)",
            r"flytta(?:de|r) (?:isär|ifrån|från honom|från henne)",
        ),
    ),
    (
        EventKind.MOVED_IN,
        (r"flytta(?:de|r|t)? (?:\w+ )?(?:ihop|samman|in)", r"sambo\w*", r"flytt ihop"),
    ),
    (
        EventKind.VIOLENCE,
        (
            r"våld\w*",
            r"sl(?:og|år|agen|agit|ag|ogs)",
            r"misshand\w*",
            r"hot(?:a\w*|et|en|ade\w*)?",
            r"dödshot\w*",
            r"str(?:öp|yp\w*)",
            r"knuff\w*",
            r"spark\w*",
            r"örfil\w*",
            r"tvinga\w*",
            r"tvång\w*",
            r"kasta(?:de|t) \w+",
            r"låste in",
            r"kränk\w*",
            r"kontrollera\w*",
            r"förfölj\w*",
            r"stalk\w*",
        ),
    ),
    (
        EventKind.MET,
        (
            r"träffa(?:de|des|s)",
            r"möt(?:te|tes|e)",
            r"lärde känna",
            r"bl(?:ev|i) (?:tillsammans|ihop|kära|ett par)",
        ),
    ),
    (
        EventKind.MOVE,
        (r"flytta(?:de|r|t)?", r"flytt(?:en)?", r"skydda[dt]e? boende\w*", r"egen lägenhet"),
    ),
)
"""Which words mean which kind; the first that is found decides, so the order is the rule."""

_EDGES: Final = " ,.;:–—-\t\n"


@dataclass(frozen=True, slots=True)
class Told:
    """How a line was understood. ``happened`` is None when it says no time."""

    happened: RoughTime | None
    kind: EventKind
    text: str


def understand(line: str, today: date) -> Told:
    """Return what a line says: when, what kind of event, and the rest of its words."""
    said = " ".join(line.split())
    found = find_rough(said, today)
    if found is None:
        return Told(None, kind_of(said), _tidy(said))
    if found.named:
        return Told(found.time, kind_of(said), _tidy(said))
    before, after = said[: found.start].rstrip(_EDGES), said[found.end :].lstrip(_EDGES)
    rest = f"{before} {after}".strip(_EDGES)
    return Told(found.time, kind_of(rest), _tidy(rest))


def kind_of(text: str) -> EventKind:
    """Return the kind that the words mean, or :attr:`EventKind.OTHER`.

    >>> kind_of("flyttade ihop")
    <EventKind.MOVED_IN: 'moved_in'>
    """
    said = text.casefold()
    for kind in EventKind:
        if said == kind.label.casefold():
            return kind
    return next((kind for kind, sign in _signs() if sign.search(said)), EventKind.OTHER)


@cache
def _signs() -> tuple[tuple[EventKind, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile(rf"(?<!\w)(?:{'|'.join(signs)})(?!\w)")) for kind, signs in _SIGNS
    )


def _tidy(text: str) -> str:
    """Return the words with a capital first letter; nothing if they are only a kind's name."""
    bare = text.strip(_EDGES)
    if any(bare.casefold() == kind.label.casefold() for kind in EventKind):
        return ""
    return bare[:1].upper() + bare[1:]
