"""The register of authorities and other organisations, and whom to ask for there."""

from dataclasses import dataclass
from datetime import date

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.faults import Fault, stopp


class AuthorityKind(Code):
    """What kind of authority it is: a closed list, for statistics count by it (domain.md 3.1)."""

    SOCIAL_SERVICES = ("social_services", "Socialtjänst")
    FAMILY_LAW = ("family_law", "Familjerätt")
    HEALTH_CARE = ("health_care", "Regionen/hälso- och sjukvård")
    SOCIAL_INSURANCE = ("social_insurance", "Försäkringskassan")
    POLICE = ("police", "Polis")
    COURT = ("court", "Åklagare/domstol")
    MIGRATION = ("migration", "Migrationsverket")
    TAX = ("tax", "Skatteverket")
    EMPLOYMENT = ("employment", "Arbetsförmedlingen")
    SCHOOL = ("school", "Skola/förskola")
    HOUSING = ("housing", "Hyresvärd/bostad")
    OTHER = ("other", "Annan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """One office, unit or association by the name that people say."""

    id: str
    name: str
    kind: AuthorityKind
    phone: str = ""
    note: str = ""
    retired_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPerson:
    """Somebody to ask for at an organisation, in her work there and nothing else."""

    id: str
    organisation_id: str
    name: str
    role: str = ""
    phone: str = ""
    email: str = ""
    retired_on: date | None = None


def organisation_faults(organisation: Organisation, *, taken: bool = False) -> tuple[Fault, ...]:
    """Check one; ``taken`` tells that another one in use has the same name."""
    if not organisation.name.strip():
        return (stopp("name", "Skriv vad den heter.", "domain.md 3.1"),)
    if taken:
        return (stopp("name", "Den finns redan i registret.", "domain.md 3.1"),)
    return ()


def contact_person_faults(person: ContactPerson) -> tuple[Fault, ...]:
    """Check a contact person: somebody one can ask for."""
    if not (person.name.strip() or person.role.strip()):
        return (stopp("name", "Skriv ett namn eller en roll att fråga efter.", "domain.md 3.1"),)
    return ()
