"""The people of the fictitious office. None exists: the surnames grow in the woods."""

from datetime import date, timedelta
from typing import Final

from kvinnobyran.demo.dice import Dice
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.person import (
    ContactKind,
    ContactSafety,
    ContactWay,
    Gender,
    Identity,
    Interpreter,
    Municipality,
    Person,
)

COUNSELLOR: Final = "Astrid Lyktsken"
THERAPIST: Final = "Mirjam Havsbris"

_FIRST: Final = (
    "Alva", "Amira", "Annika", "Asta", "Beata", "Birgit", "Cecilia", "Dalia", "Ebba", "Elin",
    "Embla", "Emina", "Fatima", "Frida", "Gerda", "Hanna", "Hedda", "Idun", "Ines", "Irma",
    "Jasmin", "Johanna", "Jorun", "Kajsa", "Karima", "Katja", "Leila", "Linnea", "Lovisa",
    "Magda", "Maja", "Malin", "Meja", "Minna", "Nadja", "Nora", "Olga", "Petra", "Rakel", "Ronja",
    "Saga", "Samira", "Selma", "Signe", "Siri", "Sonja", "Stina", "Tara", "Thea", "Tora", "Tuva",
    "Ulla", "Vanja", "Vera", "Viola", "Ylva", "Zahra",
)  # fmt: skip
_LAST: Final = (
    "Blåsippa", "Daggkåpa", "Drömgran", "Enbär", "Fjällripa", "Granbarr", "Gökärt", "Hallonsnår",
    "Harsyra", "Havtorn", "Hjortron", "Humlesus", "Igelkott", "Järpsus", "Kantarell", "Kattfot",
    "Klarälv", "Lingonris", "Linnea", "Ljungmo", "Mandelblom", "Månviol", "Nattviol", "Norrsken",
    "Näckros", "Odonris", "Orrspel", "Porsmyr", "Ripfjäder", "Rönnbär", "Sippbacke",
    "Skogsstjärna", "Smultron", "Snölykta", "Solvända", "Stensöta", "Stjärnljus", "Svalört",
    "Tallkotte", "Tranlund", "Trollslända", "Vattenklöver", "Vinterlind", "Vitmossa", "Vårbrodd",
    "Åkervinda", "Älvkung", "Ängsull", "Ögontröst", "Ömsint",
)  # fmt: skip
_ALIAS: Final = (
    "Björken", "Duvan", "Fjärilen", "Gläntan", "Humlan", "Kastanjen", "Källan", "Lärkan",
    "Masken", "Månen", "Norr", "Rosen", "Skatan", "Snäckan", "Stjärnan", "Svalan", "Tisdag",
    "Vinden", "Våren", "Ängen",
)  # fmt: skip
_LANGUAGES: Final = {
    "": 74.0,
    "arabiska": 7.0,
    "dari": 4.0,
    "tigrinja": 3.0,
    "engelska": 4.0,
    "polska": 2.0,
    "ukrainska": 3.0,
    "spanska": 2.0,
    "thailändska": 1.0,
}
_MUNICIPALITIES: Final = {
    Municipality.UPPSALA: 62.0,
    Municipality.COUNTY: 17.0,
    Municipality.OTHER_COUNTY: 9.0,
    Municipality.ABROAD: 1.0,
    Municipality.UNKNOWN: 2.0,
    Municipality.DECLINED: 4.0,
    Municipality.NOT_ASKED: 5.0,
}
_SAFETY: Final = {
    ContactSafety.SAFE: 46.0,
    ContactSafety.SMS_ONLY: 14.0,
    ContactSafety.NO_MESSAGE: 12.0,
    ContactSafety.HIDDEN_NUMBER: 6.0,
    ContactSafety.NOT_CONFIRMED: 18.0,
    ContactSafety.FORBIDDEN: 4.0,
}


class Cast:
    """Invents people, and no two of the same name."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._names: list[tuple[str, str]] = []
        self._rounds = 0
        self._aliases = 0
        self._phone = 604

    def woman(self, today: date) -> Person:
        """Return a woman who calls today."""
        dice = self._dice
        alias = dice.chance(0.22)
        first, last = self._next_name()
        language = dice.weighed(_LANGUAGES)
        return Person(
            id=new_id(),
            identity=Identity.ALIAS if alias else Identity.KNOWN,
            first_name="" if alias else first,
            last_name="" if alias else last,
            alias=self._next_alias() if alias else "",
            birth=self._birth(today),
            gender=Gender.FEMALE,
            language=language or "svenska",
            interpreter=self._interpreter(language),
            municipality=dice.weighed(_MUNICIPALITIES),
        )

    def ways(self, person: Person, today: date) -> tuple[ContactWay, ...]:
        """Return how she may be reached; the numbers are of the series kept free for fiction."""
        dice = self._dice
        ways = [self._way(person, ContactKind.PHONE, self._number(), today)]
        if dice.chance(0.3):
            ways.append(self._way(person, ContactKind.EMAIL, self._address(person), today))
        if dice.chance(0.08):
            ways.append(self._way(person, ContactKind.GO_BETWEEN, "Via hennes syster", today))
        return tuple(ways)

    def _next_name(self) -> tuple[str, str]:
        """Return a name that nobody has had; from the second round on surnames are double."""
        if not self._names:
            turn = self._rounds
            seconds = (
                [f"-{last}" for last in _LAST[turn:] + _LAST[:turn]] if turn else [""] * len(_LAST)
            )
            self._names = [
                (first, last + second)
                for last, second in zip(_LAST, seconds, strict=True)
                for first in _FIRST
            ]
            self._rounds += 1
        return self._names.pop(self._dice.below(len(self._names)))

    def _next_alias(self) -> str:
        """Return the next alias; from the second round on it carries a number."""
        turn, place = divmod(self._aliases, len(_ALIAS))
        self._aliases += 1
        return f"{_ALIAS[place]} {turn + 1}" if turn else _ALIAS[place]

    def _way(self, person: Person, kind: ContactKind, value: str, today: date) -> ContactWay:
        safety = self._dice.weighed(_SAFETY)
        known = safety not in {ContactSafety.NOT_CONFIRMED, ContactSafety.FORBIDDEN}
        hours = self._dice.weighed({"": 6.0, "vardagar 9–15": 2.0, "helst förmiddag": 1.0})
        return ContactWay(
            id=new_id(),
            person_id=person.id,
            kind=kind,
            value=value,
            safety=safety,
            hours=hours if kind is ContactKind.PHONE else "",
            confirmed_on=today if known else None,
        )

    def _number(self) -> str:
        """Return the next of 070-174 06 05 to 99, which no subscriber is ever given."""
        self._phone = 605 + (self._phone - 604) % 95
        return f"070-174 0{self._phone // 100} {self._phone % 100:02d}"

    def _address(self, person: Person) -> str:
        name = (person.first_name or person.alias or "kontakt").casefold().replace(" ", "")
        plain = name.translate(str.maketrans("åäöé", "aaoe"))
        return f"{plain}.{self._dice.between(10, 99)}@example.com"

    def _birth(self, today: date) -> PartialDate | None:
        dice = self._dice
        age = dice.weighed({(18, 24): 14, (25, 34): 31, (35, 44): 28, (45, 54): 14, (55, 64): 8,
                            (65, 79): 5})  # fmt: skip
        born = today - timedelta(days=dice.between(age[0] * 366, age[1] * 365 + 200))
        match dice.weighed({"day": 60, "month": 4, "year": 14, "age": 12, "": 10}):
            case "day":
                return PartialDate.of_day(born)
            case "month":
                return PartialDate.from_stored(f"{born:%Y-%m}")
            case "year":
                return PartialDate.from_stored(f"{born.year}")
            case "age":
                return PartialDate.of_age((today - born).days // 366, today)
            case _:
                return None

    def _interpreter(self, language: str) -> Interpreter:
        if not language or language == "engelska":
            return Interpreter.NONE if self._dice.chance(0.85) else Interpreter.NOT_ASKED
        return self._dice.weighed(
            {
                Interpreter.ON_SITE: 3.0,
                Interpreter.TELEPHONE: 4.0,
                Interpreter.WOMAN_ONLY: 2.0,
                Interpreter.NONE: 2.0,
            }
        )
