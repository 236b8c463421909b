"""Finding a time in what somebody types: "ca 2016-2018", "våren 2019 flyttade vi ihop".

Forgiving, and never guessing: a month without a year means nothing here, because a timeline
over a relation goes back for years. What is relative ("i somras", "för tre år sedan") is
counted from today.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from kvinnobyran.domain.dates import MONTHS, PartialDate
from kvinnobyran.domain.rough_time import RoughTime

LONGEST = 2000
"""Characters that are looked through."""

_YEAR = r"(?:19|20)[0-9]{2}"
_SHORT_YEAR = r"[-–’'][0-9]{2}"
_MONTH = "|".join(
    (*MONTHS, "jan", "febr?", "mar", "apr", "jun", "aug", "sept?", "okt", "nov", "dec")
)
_SEASONS = {"vinter": "vinter", "vår": "vår", "somm": "sommar", "höst": "höst"}
_SEASON = r"vintern|vinter|våren|vår|sommaren|sommarn|sommar|hösten|höst"
_FEASTS = {"jul": "12", "mids": "06"}
_FEAST = r"julafton|julen|jul|midsommarafton|midsommaren|midsommar"
_PART = r"början|mitten|slutet"
_NUMBERS = ("ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio")
_COUNT = "|".join(("[0-9]{1,2}", "en", *_NUMBERS))

_POINT = "|".join(
    (
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
        rf"[0-9]{{1,2}}[/.][0-9]{{1,2}}[-/. ]+{_YEAR}",
        rf"(?:den )?[0-9]{{1,2}}(?::?[ae])?\.? (?:{_MONTH})\.?,? (?:{_YEAR}|{_SHORT_YEAR})",
        rf"(?:(?:{_PART}) av )?(?:{_MONTH})\.? (?:{_YEAR}|{_SHORT_YEAR})",
        rf"(?:{_YEAR})-(?:0[1-9]|1[0-2])(?![0-9])",
        rf"(?:{_PART}) (?:av|på) (?:(?:19|20)?[0-9]0-talet|{_YEAR})",
        rf"(?:{_SEASON}) (?:{_YEAR}|{_SHORT_YEAR}|[0-9]{{2}}(?![0-9]))",
        rf"(?:{_FEAST}) (?:{_YEAR}|{_SHORT_YEAR})",
        r"(?:(?:19|20)[0-9]0|[0-9]0)-talet",
        rf"(?:år )?{_YEAR}(?![0-9])",
    )
)
_WINTER = rf"vintern? (?P<winter>{_YEAR}) ?[-–/] ?(?P<next>(?:20|19)?[0-9]{{2}})(?![0-9])"
_SPAN = (
    rf"(?P<span>{_YEAR}) ?(?:[-–] ?(?P<late>1[3-9]|[2-9][0-9])|/ ?(?P<short>[0-9]{{2}}))(?![-0-9])"
)
"""Two digits are the end of a period only where they cannot be a month: "2016-18", "2009/10"."""
_RELATIVE = (
    rf"för (?:{_COUNT}) år sedan|för (?:{_COUNT}) år sen|förra året|i fjol|i år|idag|igår|i går"
    r"|i våras|i somras|i höstas|i vintras"
)
_HALF = rf"(?:(?:den )?[0-9]{{1,2}}(?::?[ae])?\.? )?(?:{_MONTH})|{_SEASON}"
"""The beginning of a period whose year is said at its end: "mars till juni 2019"."""
_TO = r" ?(?:–|—|-|till och med|t\.?o\.?m\.?|till|och|eller) ?"
_ABOUT = r"(?:ca|cirka|c:a|circa|runt|omkring|ungefär|kring|typ|någon gång|nån gång|kanske)\.? "
_LEAD = (
    rf"(?:(?:i|på|under|sedan|sen|från|mellan|om) )?(?P<about>{_ABOUT})?(?:(?:i|på|under|mellan) )?"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A time in a text, and where its words stand; ``named`` words belong to the text too."""

    time: RoughTime
    start: int
    end: int
    named: bool = False
    """Whether the words say more than the time does ("julen 2018") and should be kept."""


def read_rough(text: str, today: date) -> RoughTime | None:
    """Return the time that the whole text means, or None."""
    said = " ".join(text.split()).strip(" ,.:;")
    found = find_rough(said, today)
    whole = found is not None and (found.start, found.end) == (0, len(said))
    return found.time if found is not None and whole else None


def find_rough(text: str, today: date) -> Found | None:
    """Return the first time in a text, with the longest words that mean it."""
    found = [each for form in _forms() if (each := _first(form, text[:LONGEST], today))]
    return min(found, key=lambda each: (each.start, -each.end), default=None)


def _first(form: re.Pattern[str], text: str, today: date) -> Found | None:
    """Return the first match of one form that means something."""
    for match in form.finditer(text):
        time = _meaning(match, today)
        if time is not None and time.holds:
            named = re.search(_FEAST, match[0], re.IGNORECASE) is not None
            return Found(time, match.start(), match.end(), named)
    return None


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """Return the pattern of each form: two alike may begin at the same word."""
    period = rf"(?P<from>{_POINT}|{_HALF})(?P<to>{_TO})(?P<until>{_POINT})"
    one = rf"(?P<one>{_POINT})|(?P<relative>{_RELATIVE})"
    return tuple(
        re.compile(rf"(?<![\w-]){_LEAD}(?:{form})(?!\w)", re.IGNORECASE)
        for form in (_WINTER, period, _SPAN, one)
    )


def _meaning(match: re.Match[str], today: date) -> RoughTime | None:
    said = {name: words for name, words in match.groupdict().items() if words}
    about = "about" in said
    if "relative" in said:
        return _relative(said["relative"].lower(), today, about=about)
    if "one" in said:
        return _one(said["one"], today, about=about)
    if "winter" in said:
        first, following = int(said["winter"]), int(said["next"])
        follows = following in {first + 1, (first + 1) % 100}
        return _two(f"{first}-12", f"{first + 1}-02", about=about) if follows else None
    if "span" in said:
        ends = said.get("late") or said["short"]
        return _two(said["span"], f"{said['span'][:2]}{ends}", about=about)
    return _from_to(said["from"], said["until"], today, about=about or "eller" in said["to"])


def _from_to(begins: str, ends: str, today: date, *, about: bool) -> RoughTime | None:
    """Read a period; the year may be said only at its end."""
    until = _one(ends, today, about=False)
    if until is None:
        return None
    since = _one(begins, today, about=False) or _one(
        f"{begins} {until.last.year}", today, about=False
    )
    if since is None:
        return None
    return RoughTime(since.begins, until.ends or until.begins, about)


def _two(begins: str, ends: str, *, about: bool) -> RoughTime | None:
    first, last = _stored(begins), _stored(ends)
    return None if first is None or last is None else RoughTime(first, last, about)


def _one(said: str, today: date, *, about: bool) -> RoughTime | None:
    """Read one point of time, or a decade."""
    said = re.sub(r"^(?:den|år) |,", "", said.lower())
    for form, read in _FORMS:
        match = re.fullmatch(form, said)
        if match is not None:
            begins, ends, unsure = read(match, today)
            if ends:
                return _two(begins, ends, about=about or unsure)
            return _made(begins, about=about or unsure)
    return None


_Read = tuple[str, str, bool]
"""The canonical texts of the beginning and perhaps the end, and whether it is unsure by itself."""


def _decade(match: re.Match[str], _: date) -> _Read:
    first = int(match["decade"]) if len(match["decade"]) > len("90") else _century(match["decade"])
    parts = {"början": (0, 3), "mitten": (4, 6), "slutet": (7, 9)}
    low, high = parts.get(match["part"] or "", (0, 9))
    return f"{first + low}", f"{first + high}", True


def _century(decade: str) -> int:
    """Return the decade that two digits mean: the 40s and later are of the last century."""
    return (1900 if int(decade) >= 40 else 2000) + int(decade)  # noqa: PLR2004 - where the centuries meet


def _day_first(match: re.Match[str], _: date) -> _Read:
    return f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}", "", False


def _day_month(match: re.Match[str], today: date) -> _Read:
    year = _full_year(match["year"], today)
    return f"{year}-{_month(match['month'])}-{int(match['day']):02d}", "", False


def _month_year(match: re.Match[str], today: date) -> _Read:
    # The end of May is May, and not sure which day.
    year = _full_year(match["year"], today)
    return f"{year}-{_month(match['month'])}", "", bool(match["part"])


def _season(match: re.Match[str], today: date) -> _Read:
    name = next(name for start, name in _SEASONS.items() if match["season"].startswith(start))
    return f"{_full_year(match['year'], today)}-{name}", "", False


def _feast(match: re.Match[str], today: date) -> _Read:
    month = next(month for start, month in _FEASTS.items() if match["feast"].startswith(start))
    return f"{_full_year(match['year'], today)}-{month}", "", False


def _part_of_year(match: re.Match[str], _: date) -> _Read:
    return f"{match['year']}-{match['part']}", "", False


def _as_it_is(match: re.Match[str], _: date) -> _Read:
    return match[0], "", False


_ANY_YEAR = r"(?P<year>[0-9]{4}|[-–’'][0-9]{2}|[0-9]{2})"
_FORMS: tuple[tuple[str, Callable[[re.Match[str], date], _Read]], ...] = (
    (r"[0-9]{4}|[0-9]{4}-[0-9]{2}|[0-9]{4}-[0-9]{2}-[0-9]{2}", _as_it_is),
    (rf"([0-9]{{1,2}})[/.]([0-9]{{1,2}})[-/. ]+({_YEAR})", _day_first),
    (
        rf"(?P<day>[0-9]{{1,2}})(?::?[ae])?\.? (?P<month>{_MONTH})\.? {_ANY_YEAR}",
        _day_month,
    ),
    (rf"(?:(?P<part>{_PART}) av )?(?P<month>{_MONTH})\.? {_ANY_YEAR}", _month_year),
    (rf"(?:(?P<part>{_PART}) (?:av|på) )?(?P<decade>(?:19|20)?[0-9]0)-talet", _decade),
    (rf"(?P<part>{_PART}) (?:av|på) (?P<year>[0-9]{{4}})", _part_of_year),
    (rf"(?P<season>{_SEASON}) {_ANY_YEAR}", _season),
    (rf"(?P<feast>{_FEAST}) {_ANY_YEAR}", _feast),
)


def _relative(said: str, today: date, *, about: bool) -> RoughTime | None:
    if said in {"idag", "igår", "i går"}:
        day = today - timedelta(days=said != "idag")
        return _made(day.isoformat(), about=about)
    ago = re.match(rf"för ({_COUNT}) år", said)
    if ago is not None:
        return _made(f"{today.year - _count(ago[1])}", about=True)
    years = {"i år": 0, "i fjol": 1, "förra året": 1}
    if said in years:
        return _made(f"{today.year - years[said]}", about=about)
    name = {"i våras": "vår", "i somras": "sommar", "i höstas": "höst", "i vintras": "vinter"}[said]
    season = _stored(f"{today.year}-{name}")
    gone = season is not None and season.last < today
    return _made(f"{today.year if gone else today.year - 1}-{name}", about=about)


def _count(said: str) -> int:
    if said.isdecimal():
        return int(said)
    return 1 if said == "en" else _NUMBERS.index(said) + 1


def _month(said: str) -> str:
    return f"{next(at for at, name in enumerate(MONTHS, 1) if name.startswith(said[:3])):02d}"


def _full_year(said: str, today: date) -> int:
    """Return the year of four digits, or of two: the latest such year that has been."""
    digits = int(said.lstrip("-–’'"))
    if digits > 99:  # noqa: PLR2004 - two digits
        return digits
    return 2000 + digits if 2000 + digits <= today.year else 1900 + digits


def _made(stored: str, *, about: bool) -> RoughTime | None:
    found = _stored(stored)
    return None if found is None else RoughTime(found, about=about)


def _stored(text: str) -> PartialDate | None:
    try:
        return PartialDate.from_stored(text)
    except ValueError:
        return None
