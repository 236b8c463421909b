"""What the consent panel says, in words alone: pure, so that tests can hold it."""

from collections.abc import Mapping
from datetime import date

from kvinnobyran.domain.consent import Consent, ConsentPurpose, ConsentState, stands
from kvinnobyran.domain.dates import long_label
from kvinnobyran.domain.ground_words import explained, source_words
from kvinnobyran.domain.grounds import Decision, Way
from kvinnobyran.domain.protection import Grade
from kvinnobyran.store.consents import Known, Standing
from kvinnobyran.ui.kit.card import Line
from kvinnobyran.ui.kit.icons import Icon

SOMEBODY = "Någon som inte är registrerad"
_ANSWERS = {
    ConsentState.GIVEN: "Ja",
    ConsentState.REFUSED: "Nej",
    ConsentState.ASKED: "Tillfrågad, inget svar än",
    ConsentState.UNOBTAINABLE: "Kan inte tillfrågas",
    ConsentState.WITHDRAWN: "Ja, återkallat",
    ConsentState.EXPIRED: "Ja, har gått ut",
    ConsentState.OF_AGE: "Ja, upphörde vid 18 år",
    ConsentState.REPLACED: "Ja, ersatt av beslut",
}
_TONES = {
    ConsentState.GIVEN: ("ok", Icon.OK),
    ConsentState.ASKED: ("muted", Icon.CLOCK),
    ConsentState.REFUSED: ("danger", Icon.DANGER),
    ConsentState.WITHDRAWN: ("danger", Icon.DANGER),
}


def called(known: Known | None) -> str:
    """Return what somebody is called who has a say: never a protected name (S1)."""
    if known is None:
        return SOMEBODY
    kind = known.kind.label if known.kind else "Vårdnadshavare"
    if known.grade is not Grade.NONE or not known.person.called:
        return kind
    return known.person.called


def everybody(standing: Standing, called_here: Mapping[str, str]) -> dict[str, str]:
    """Return what each is called; whom the page has a name for keeps it."""
    own = {id: called(known) for id, known in standing.people.items()}
    return {**own, **{id: name for id, name in called_here.items() if id in own}}


def headline(standing: Standing) -> str:
    """Return yes or no, to just this purpose on just this day."""
    allowed = standing.answer.allowed
    when = long_label(standing.on)
    if standing.purpose is ConsentPurpose.TRAPPAN:
        may = "får starta och fortsätta" if allowed else "får inte starta eller fortsätta"
        return f"{'Ja' if allowed else 'Nej'}: Trappan {may}, {when}"
    there = "finns" if allowed else "saknas"
    return f"{'Ja' if allowed else 'Nej'}: samtycke {there}, {when}"


def sentences(standing: Standing, names: Mapping[str, str]) -> list[str]:
    """Return the answer line by line: the ground, its source, custody, and when it lapses."""
    answer = standing.answer
    words = [explained(answer), source_words(answer.source, verified=answer.verified)]
    words.append(custody_words(standing, names))
    if answer.allowed:
        ends = answer.lapses_on
        words.append(f"Upphör {ends}." if ends else "Inget som är känt avslutar det.")
    if answer.wants_reason:
        words.append("Vid start skriver du varför det inte kan vänta.")
    return words


def custody_words(standing: Standing, names: Mapping[str, str]) -> str:
    """Return who has custody that day, and from where the unit knows it (T3 b)."""
    custody = standing.custody
    if custody is None:
        return "Vårdnaden är inte antecknad."
    who = " och ".join(names.get(each, SOMEBODY) for each in custody.decides)
    whose = f" ({who})" if who else ""
    label = custody.kind.label.split(",")[0].lower()
    return f"Vårdnad: {label}{whose}, {custody.source.label[0].lower()}{custody.source.label[1:]}."


def never_words(standing: Standing, names: Mapping[str, str]) -> str:
    """Return who must never be contacted, or ``""``."""
    found = sorted(names.get(each, SOMEBODY) for each in standing.answer.never)
    if not found:
        return ""
    return (
        f"{' och '.join(found)} får inte kontaktas. Inget brev, ingen blankett, inget samtal om"
        " barnet, inte heller genom någon annan."
    )


def ask_lines(standing: Standing, names: Mapping[str, str]) -> list[Line]:
    """Return a line for each who is still to be asked. Nobody in ``never`` is ever among them."""
    icons = {Way.DIRECTLY: Icon.PERSON, Way.VIA_SOCIAL_SERVICES: Icon.MAIL}
    tones = {Way.DIRECTLY: "ok", Way.VIA_SOCIAL_SERVICES: "warn", Way.FIND_OUT: "warn"}
    return [
        Line(
            key=who,
            text=names.get(who, SOMEBODY),
            aside=way.label,
            tone=tones[way],
            icon=icons.get(way, Icon.WARNING),
        )
        for who, way in standing.answer.ask
    ]


def history_lines(standing: Standing, names: Mapping[str, str]) -> list[Line]:
    """Return everything that was ever said and decided, the newest first; a no stays there."""
    said = [(_day(each), _consent_line(each, standing, names)) for each in standing.consents]
    decided = [(each.valid_from, _decision_line(each, standing.on)) for each in standing.decisions]
    return [line for _, line in sorted([*said, *decided], key=lambda row: row[0], reverse=True)]


def _consent_line(consent: Consent, standing: Standing, names: Mapping[str, str]) -> Line:
    state = stands(consent, standing.on, standing.child.birth)
    tone, icon = _TONES.get(state, ("muted", Icon.HISTORY))
    who = names.get(consent.answers) or consent.given_by or SOMEBODY
    parts = [consent.form.label] if consent.form else []
    if consent.authority:
        parts.append(consent.authority.label)
    if state is ConsentState.GIVEN and consent.valid_until:
        parts.append(f"gäller till {consent.valid_until}")
    if consent.ended_on:
        parts.append(f"lämnades {consent.answered_on}")
    if consent.end_reason:
        parts.append(consent.end_reason)
    return Line(
        key=consent,
        text=f"{who}: {_ANSWERS[state]}",
        detail=" · ".join(parts),
        aside=str(_day(consent)),
        tone=tone,
        icon=icon,
    )


def _decision_line(decision: Decision, on: date) -> Line:
    until = decision.valid_until
    over = until is not None and until < on
    parts = [decision.decided_by.label] if decision.decided_by else []
    parts += [decision.reference] if decision.reference else []
    parts += [decision.motive] if decision.motive else []
    if until:
        parts.append(f"gällde till {until}" if over else f"gäller till {until}")
    return Line(
        key=decision,
        text=decision.kind.label,
        detail=" · ".join(parts),
        aside=str(decision.valid_from),
        icon=Icon.HISTORY if over else Icon.REPORT,
    )


def _day(consent: Consent) -> date:
    return consent.ended_on or consent.answered_on or consent.asked_on
