"""What is said when a command line cannot be understood."""

from kvinnobyran.domain.trouble import Trouble


class UsageTrouble(Trouble):
    """The command line cannot be understood. The sentence repeats nothing that was typed."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        self.way_on = "Skriv kvinnobyran --help för hjälp."
        super().__init__()
