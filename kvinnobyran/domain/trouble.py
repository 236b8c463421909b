"""The world's faults: known troubles that get a sentence and a way on.

Anything that is not a :class:`Trouble` is our own bug (architecture.md section 3, step 7).
A trouble's texts are written in the code and never hold a value from a record.
"""

from kvinnobyran.domain.faults import Fault


class Trouble(Exception):  # noqa: N818 - the house's word for the world's fault
    """A known trouble.

    ``sentence`` says in Swedish what happened and what is safe, ``way_on`` what to do.
    Both are class attributes; a subclass gives its own, an instance may replace them by
    another fixed text.
    """

    sentence: str = "Något hindrade programmet. Det som redan är sparat är kvar."
    way_on: str = "Försök igen."

    def __init__(self) -> None:
        super().__init__(f"{self.sentence} {self.way_on}".strip())


class Refused(Trouble):
    """A rule said no; ``faults`` says everything it had to say, at once."""

    sentence = "Det gick inte att spara. Det du har skrivit är kvar."
    way_on = "Rätta det som är markerat."

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__()
        self.faults = faults


class ChangedMeanwhile(Trouble):
    """The record was changed after the form read it (domain.md section 6, same field)."""

    sentence = "Uppgiften har ändrats sedan du öppnade den. Det du har skrivit är kvar."
    way_on = "Jämför med den nya uppgiften och spara igen."
