"""What left the house about her, and what others asked for (domain.md 3.1 Utlämnande, L18)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kvinnobyran.domain.codes import Code
from kvinnobyran.domain.consent import Consent, ConsentPurpose, covers
from kvinnobyran.domain.faults import Fault, stopp, varna
from kvinnobyran.domain.organisation import AuthorityKind
from kvinnobyran.domain.task import Reminder

ANSWER_DAYS: Final = 7
"""Own policy: a request is answered within a week."""


class Ground(Code):
    """Why it was allowed to be told. The program records the ground, it does not decide the law."""

    CONSENT = ("consent", "Hennes samtycke")
    HER_REQUEST = ("her_request", "Hon har själv bett om det")
    DUTY = ("duty", "Skyldighet enligt lag, till exempel orosanmälan")
    DANGER = ("danger", "Fara för liv eller hälsa")


NEEDS_WORDS: Final = frozenset({Ground.DUTY, Ground.DANGER})
"""Grounds that say nothing until they are described."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """What was told, to whom, on what ground and by whom."""

    id: str
    case_id: str
    matter_id: str | None = None
    request_id: str | None = None
    day: date
    what: str = ""
    to_kind: AuthorityKind
    to_whom: str = ""
    ground: Ground | None = None
    ground_words: str = ""
    consent_id: str | None = None
    disclosed_by: str = ""


def disclosure_faults(
    disclosure: Disclosure, consents: tuple[Consent, ...], *, today: date
) -> tuple[Fault, ...]:
    """Check one: STOPP without a ground, and a consent holds for this recipient on that day."""
    faults: list[Fault] = []
    if disclosure.day > today:
        faults.append(stopp("day", "Dagen ligger i framtiden.", "domain.md G7"))
    if not disclosure.what.strip():
        faults.append(stopp("what", "Skriv vad som lämnades ut.", "domain.md 3.1"))
    if not disclosure.to_whom.strip():
        faults.append(stopp("to_whom", "Skriv vem som fick veta det.", "domain.md 3.1"))
    if not disclosure.disclosed_by.strip():
        faults.append(stopp("disclosed_by", "Skriv vem som lämnade ut det.", "domain.md 3.1"))
    if disclosure.ground is None:
        faults.append(
            stopp("ground", "Utan grund lämnas inget ut. Välj vilken ni har.", "domain.md L18")
        )
    elif disclosure.ground in NEEDS_WORDS and not disclosure.ground_words.strip():
        faults.append(
            stopp("ground_words", "Skriv vilken skyldighet eller fara det gällde.", "domain.md L18")
        )
    elif disclosure.ground is Ground.CONSENT and allowing(disclosure, consents) is None:
        faults.append(
            stopp(
                "ground",
                "Det finns inget samtycke som gällde för mottagaren den dagen.",
                "domain.md L18",
            )
        )
    return tuple(faults)


def allowing(disclosure: Disclosure, consents: tuple[Consent, ...]) -> Consent | None:
    """Return the consent that allows it, or None. Consent to a contact is not enough."""
    return next(
        (
            each
            for each in consents
            if covers(each, ConsentPurpose.DISCLOSURE, disclosure.to_kind, disclosure.day)
        ),
        None,
    )


class Asker(Code):
    """Who asks to be told something about her."""

    HERSELF = ("herself", "Hon själv")
    GUARDIAN = ("guardian", "Vårdnadshavare")
    SOCIAL_SERVICES = ("social_services", "Socialtjänst")
    POLICE = ("police", "Polis")
    COURT = ("court", "Domstol")
    UNKNOWN = ("unknown", "Okänd")


class RequestState(Code):
    """How a request was decided."""

    RECEIVED = ("received", "Inkommen")
    DISCLOSED = ("disclosed", "Lämnas ut")
    PARTLY = ("partly", "Lämnas ut delvis")
    REFUSED = ("refused", "Lämnas inte ut")


_R = RequestState
TRANSITIONS: dict[RequestState, frozenset[RequestState]] = {
    _R.RECEIVED: frozenset({_R.DISCLOSED, _R.PARTLY, _R.REFUSED}),
    _R.DISCLOSED: frozenset(),
    _R.PARTLY: frozenset(),
    _R.REFUSED: frozenset(),
}
"""Whoever asks again makes a new request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureRequest:
    """Somebody asks for something about her. ``review`` is the skyddsprövning in words."""

    id: str
    case_id: str
    received_on: date
    asker: Asker | None = None
    asker_words: str = ""
    what: str = ""
    review: str = ""
    state: RequestState = RequestState.RECEIVED
    decided_on: date | None = None
    decided_by: str = ""
    decision_words: str = ""


def may_move(request: DisclosureRequest, to: RequestState) -> bool:
    """Tell whether a request may be decided so; staying is no step."""
    return to is request.state or to in TRANSITIONS[request.state]


def request_faults(request: DisclosureRequest, *, today: date) -> tuple[Fault, ...]:
    """Check one: no decision without a review, nothing to somebody nobody knows."""
    faults: list[Fault] = []
    if request.received_on > today:
        faults.append(stopp("received_on", "Dagen ligger i framtiden.", "domain.md G7"))
    if request.asker is None:
        faults.append(stopp("asker", "Välj vem som frågar.", "domain.md 3.1"))
    if not request.what.strip():
        faults.append(stopp("what", "Skriv vad de vill veta.", "domain.md 3.1"))
    if request.state is _R.RECEIVED:
        return tuple(faults)
    given = request.state in {_R.DISCLOSED, _R.PARTLY}
    if not request.review.strip():
        faults.append(
            stopp(
                "review",
                "Gör skyddsprövningen först: vad kan hända henne om det lämnas ut?",
                "domain.md 3.1",
            )
        )
    if request.decided_on is None:
        faults.append(stopp("decided_on", "Skriv vilken dag ni bestämde.", "domain.md 3.1"))
    elif not request.received_on <= request.decided_on <= today:
        faults.append(
            stopp(
                "decided_on", "Ni bestämde tidigast när de frågade och senast idag.", "domain.md G7"
            )
        )
    if request.state is not _R.DISCLOSED and not request.decision_words.strip():
        faults.append(stopp("decision_words", "Skriv varför det inte lämnas ut.", "domain.md 3.1"))
    if given and request.asker is Asker.UNKNOWN:
        faults.append(
            stopp(
                "asker",
                "Lämna inte ut något till någon ni inte vet vem det är: det kan vara den hon är "
                "skyddad från.",
                "domain.md S1",
            )
        )
    if given and request.asker is Asker.GUARDIAN:
        faults.append(
            varna(
                "asker",
                "Kan vårdnadshavaren föra det vidare till den hon är skyddad från?",
                "domain.md S3",
            )
        )
    return tuple(faults)


def request_reminders(request: DisclosureRequest) -> tuple[Reminder, ...]:
    """Return the reminder to answer a request that waits."""
    if request.state is not _R.RECEIVED:
        return ()
    return (
        Reminder(
            what="Besvara begäran om uppgifter",
            due_on=request.received_on + timedelta(days=ANSWER_DAYS),
        ),
    )
