"""What the consent engine answers, in words: each ground in a line (domain.md 5.1)."""

from kvinnobyran.domain.grounds import Ground, Verdict
from kvinnobyran.domain.rule_sources import known

LETTERS: dict[Ground, str] = dict(zip(Ground, "abcdefg", strict=True))
"""What domain.md T3 calls each."""
EXPLAINED: dict[Ground, str] = {
    Ground.BOTH: "Vårdnadshavare bestämmer tillsammans, och alla har sagt ja.",
    Ground.SOLE: "Den som har vårdnaden ensam bestämmer. Anteckna varifrån ni vet det.",
    Ground.BOARD_FOR_ONE: (
        "Socialnämnden har beslutat att det räcker att den ena vårdnadshavaren säger ja."
    ),
    Ground.PLACED_WITH: (
        "Den som är placerad tillsammans med barnet bestämmer ensam, så länge placeringen varar."
    ),
    Ground.BOARD_FROM_12: (
        "Socialnämnden har beslutat, och barnet, som är minst 12 år, säger själv ja."
    ),
    Ground.PREVENTED: (
        "Den andra kan inte svara och det kan inte vänta. Skriv varför. Programmet varnar."
    ),
    Ground.OWN: "Den som är 18 år eller äldre bestämmer själv.",
}
"""Each in one line for the screen. The program records the ground and decides no law."""


def source_words(source: str, *, verified: bool = True) -> str:
    """Return where something comes from, as the screen says it: what was not read says so.

    >>> source_words("lag (2024:79) 6 kap. 1 §")
    'Källa: lag (2024:79) 6 kap. 1 §.'
    """
    rule = known(source)
    words = rule.basis if rule else source
    return f"Källa: {words}." if verified else f"Källa, ej verifierad: {words}."


def explained(answer: Verdict) -> str:
    """Return the answer in words: the ground by its letter and in a line, or what is lacking."""
    if answer.ground is None:
        return answer.sentence
    return f"Grund {LETTERS[answer.ground]}: {answer.sentence} {EXPLAINED[answer.ground]}"
