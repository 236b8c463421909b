"""What the consent engine answers about a child, in words (domain.md 5.1, T2, T3)."""

from collections.abc import Mapping

from kvinnobyran.domain.ground_words import explained, source_words
from kvinnobyran.domain.grounds import Verdict
from kvinnobyran.ui.kit.notice import Notice, Tone

SOMEBODY = "Någon som inte är registrerad"


def ground_words(verdict: Verdict, called: Mapping[str, str]) -> list[str]:
    """Return the answer, sentence by sentence. ``called`` is what everybody is called here."""
    words = [explained(verdict), source_words(verdict.source, verified=verdict.verified)]
    if verdict.allowed:
        until = verdict.lapses_on
        words.append(f"Upphör {until}." if until else "Inget slut är känt.")
    words += [f"{way.label}: {called.get(who, SOMEBODY)}." for who, way in verdict.ask]
    never = sorted(called.get(who, SOMEBODY) for who in verdict.never)
    if never:
        words.append(f"Får aldrig kontaktas: {', '.join(never)}.")
    return words


class GroundNotice(Notice):
    """The answer in a bar: with a ground it is calm, without one it warns."""

    def show_verdict(self, verdict: Verdict, called: Mapping[str, str]) -> None:
        """Say what the engine answers."""
        tone = Tone.OK if verdict.allowed else Tone.WARN
        self.say(" ".join(ground_words(verdict, called)), tone)
