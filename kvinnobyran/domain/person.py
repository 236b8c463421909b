"""Anyone the unit supports, and how she may be reached (domain.md 3.1, rules I1-I3, S1-S3)."""

from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.dates import PartialDate
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.missing import Answer

CONFIRMATION_DAYS = 90
"""How long "confirmed safe" holds before the program asks again (domain.md S2)."""


class Identity(Code):
    """How well the person is known to the unit."""

    KNOWN = ("known", "Känd")
    ALIAS = ("alias", "Alias")
    ANONYMOUS = ("anonymous", "Anonym")


class Gender(Code):
    """Woman, man or other, of any age."""

    FEMALE = ("female", "Kvinna/flicka")
    MALE = ("male", "Man/pojke")
    OTHER = ("other", "Annat")
    NOT_ASKED = ("not_asked", "Ej frågat")


class Municipality(Code):
    """Where she lives, as coarsely as the agreement needs it."""

    UPPSALA = ("uppsala", "Uppsala")
    COUNTY = ("county", "Annan i länet")
    OTHER_COUNTY = ("other_county", "Annat län")
    ABROAD = ("abroad", "Utland")
    UNKNOWN = ("unknown", "Vet ej")
    DECLINED = ("declined", "Vill inte uppge")
    NOT_ASKED = ("not_asked", "Ej frågat")


class Interpreter(Code):
    """Whether an interpreter is wanted, and of what kind."""

    NONE = ("none", "Ingen tolk")
    ON_SITE = ("on_site", "Tolk på plats")
    TELEPHONE = ("telephone", "Telefontolk")
    WOMAN_ONLY = ("woman_only", "Kvinnlig tolk")
    NOT_ASKED = ("not_asked", "Ej frågat")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A woman, child, young person or parent. Nothing but the id is ever required (I1)."""

    id: str
    identity: Identity = Identity.KNOWN
    first_name: str = ""
    last_name: str = ""
    alias: str = ""
    birth: PartialDate | None = None
    gender: Gender = Gender.NOT_ASKED
    language: str = ""
    interpreter: Interpreter = Interpreter.NOT_ASKED
    municipality: Municipality = Municipality.NOT_ASKED
    participation_note: str = ""
    deceased: PartialDate | None = None
    """When she died, as well as it is known. Nothing goes to her from then on."""
    named_on: date | None = None
    """The day on which somebody who was anonymous got a name or an alias (I4)."""

    @property
    def called(self) -> str:
        """Return what she is called on the screen: alias, name, or "Anonym"."""
        if self.identity is Identity.ALIAS and self.alias:
            return self.alias
        name = f"{self.first_name} {self.last_name}".strip()
        return name or self.alias or "Anonym"


def may_be_twins(one: Person, other: Person) -> bool:
    """Tell whether two may have been born on one day, as well as it is known of both."""
    if one.birth is None or other.birth is None:
        return True
    return one.birth.first <= other.birth.last and other.birth.first <= one.birth.last


class ContactKind(Code):
    """The way of contact."""

    PHONE = ("phone", "Telefon")
    EMAIL = ("email", "E-post")
    LETTER = ("letter", "Brev")
    GO_BETWEEN = ("go_between", "Via ombud")


class ContactSafety(Code):
    """How safe it is to use a way of contact. A new one is not confirmed."""

    NOT_CONFIRMED = ("not_confirmed", "Ej bekräftat säkert")
    SAFE = ("safe", "Säkert att ringa")
    SMS_ONLY = ("sms_only", "Endast sms")
    NO_MESSAGE = ("no_message", "Lämna inte meddelande")
    HIDDEN_NUMBER = ("hidden_number", "Dolt nummer krävs")
    FORBIDDEN = ("forbidden", "Får inte användas")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactWay:
    """A phone, e-mail, letter or go-between of one person, with how safe it is."""

    id: str
    person_id: str
    kind: ContactKind = ContactKind.PHONE
    value: str = ""
    safety: ContactSafety = ContactSafety.NOT_CONFIRMED
    hours: str = ""
    confirmed_on: date | None = None


def person_faults(person: Person, *, today: date) -> tuple[Fault, ...]:
    """Check a person. A known person has a name or an alias; an anonymous one has neither."""
    faults: list[Fault] = []
    named = bool(person.first_name or person.last_name)
    if person.identity is Identity.KNOWN and not (named or person.alias):
        faults.append(
            stopp(
                "first_name",
                "Den som är känd har ett namn eller ett alias. Skriv ett, eller välj Anonym.",
                "domain.md I1",
            )
        )
    if person.identity is Identity.ALIAS and not person.alias:
        faults.append(
            stopp(
                "alias",
                "Alias är valt men inte skrivet. Skriv det hon vill använda, eller välj Anonym.",
                "domain.md I1",
            )
        )
    if person.identity is Identity.ANONYMOUS and (named or person.alias):
        faults.append(
            stopp(
                "identity",
                "En anonym person har varken namn eller alias. Välj Känd eller Alias.",
                "domain.md I1",
            )
        )
    if person.birth is not None and person.birth.first > today:
        faults.append(stopp("birth", "Födelsedatumet ligger i framtiden.", "egen rutin"))
    return (*faults, *_death_faults(person, today))


def _death_faults(person: Person, today: date) -> tuple[Fault, ...]:
    died = person.deceased
    if died is None:
        return ()
    if died.is_age:
        return (stopp("deceased", "Skriv året, månaden eller dagen.", "domain.md 3.1"),)
    if died.first > today:
        return (stopp("deceased", "Dödsdagen ligger i framtiden.", "domain.md G7"),)
    if person.birth is not None and died.last < person.birth.first:
        return (stopp("deceased", "Dödsdagen ligger före födelsen.", "domain.md 3.1"),)
    return ()


def is_named(before: Person, after: Person) -> bool:
    """Tell whether somebody who was anonymous has got a name or an alias (domain.md I4)."""
    return before.identity is Identity.ANONYMOUS and after.identity is not Identity.ANONYMOUS


def naming_faults(consent: Answer | None) -> tuple[Fault, ...]:
    """Ask for her answer to being documented when she is no longer anonymous (domain.md I4)."""
    if consent is not None and consent is not Answer.NOT_ASKED:
        return ()
    return (
        stopp(
            "consent",
            "Nu finns hon med namn eller alias. Fråga om ni får dokumentera och skriv hennes svar.",
            "domain.md I4",
        ),
    )


def contact_way_faults(way: ContactWay, *, today: date) -> tuple[Fault, ...]:
    """Check a way of contact; it needs something to reach her by."""
    faults: list[Fault] = []
    if not way.value.strip():
        faults.append(
            stopp("value", "Skriv numret eller adressen, eller ta bort raden.", "domain.md 3.1")
        )
    if way.confirmed_on is not None and way.confirmed_on > today:
        faults.append(stopp("confirmed_on", "Bekräftelsen ligger i framtiden.", "egen rutin"))
    return tuple(faults)


def contact_gate(way: ContactWay, *, today: date, deceased: bool = False) -> tuple[Fault, ...]:
    """Answer whether a way of contact may be used ``today`` (domain.md S2).

    Nothing is the answer "use it". STOPP: never. VARNA: only with a reason. ``deceased`` says
    that whom it leads to has died: somebody else would answer.
    """
    if deceased:
        return (
            stopp(
                "value",
                "Hon är avliden. Någon annan kan svara, och får då veta att hon har vänt sig hit.",
                "domain.md 3.1",
            ),
        )
    if way.safety is ContactSafety.FORBIDDEN:
        return (
            stopp(
                "value",
                "Kontaktvägen får inte användas. Det kan utsätta henne för fara.",
                "domain.md S2",
            ),
        )
    if way.safety is ContactSafety.NOT_CONFIRMED or way.confirmed_on is None:
        return (varna("value", "Det är inte bekräftat att kontaktvägen är säker.", "domain.md S2"),)
    if (today - way.confirmed_on).days > CONFIRMATION_DAYS:
        return (
            varna(
                "value",
                f"Kontaktvägen bekräftades som säker för mer än {CONFIRMATION_DAYS} dagar sedan.",
                "domain.md S2",
            ),
        )
    return ()
