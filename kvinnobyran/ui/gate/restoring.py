"""The three steps back from a backup: which one, the sheet's key, and who comes in first."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.restoring import Prepared, said_of
from kvinnobyran.ui.gate.folders import FolderField
from kvinnobyran.ui.gate.secret_field import layout_words
from kvinnobyran.ui.gate.steps import Step, UserStep
from kvinnobyran.ui.kit.files import ask_file
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.plain import PlainLine


class CopyStep(Step):
    """Step 1: which backup. What it says of itself is shown as soon as it is pointed out."""

    def __init__(
        self,
        newest: Path | None,
        *,
        ask: Callable[[QWidget, str, Path], Path | None] = ask_file,
    ) -> None:
        super().__init__(
            "Vilken säkerhetskopia?",
            "Sätt i minnet och välj en kopia. De heter kopia- och sedan dag och klockslag.",
        )
        self.where = FolderField("Kopia", dialog_title="Välj en säkerhetskopia", ask=ask)
        self.says = Label("", Voice.MUTED)
        self.where.changed.connect(self._tell)
        self.body.addWidget(self.where)
        self.body.addWidget(self.says)
        self.where.folder = newest
        self._tell()

    @property
    def file(self) -> Path | None:
        """The backup, or ``None`` while nothing is written."""
        return self.where.folder

    def problem(self) -> str:
        if self.file is None:
            return "Skriv eller välj en kopia."
        return "" if self.file.is_file() else "Filen finns inte. Sitter minnet i?"

    def begin(self) -> None:
        self.where.setFocus()

    def _tell(self) -> None:
        self.says.setText(self._words())
        self.says.setVisible(bool(self.says.text()))

    def _words(self) -> str:
        if self.file is None or not self.file.is_file():
            return ""
        try:
            header = said_of(self.file)
        except Trouble as trouble:
            return trouble.sentence
        made = datetime.fromisoformat(header.created).astimezone()
        return f"Gjord {made:%Y-%m-%d kl. %H.%M}, {sum(header.counts.values())} rader."


class KeyStep(Step):
    """Step 2: the key on the printed sheet, as people type it."""

    def __init__(self) -> None:
        super().__init__(
            "Nyckeln på återställningsbladet",
            "Kopian byggs upp vid sidan om och kontrolleras. Inget byts förrän du har sett hur "
            "det gick.",
        )
        label = Label("Återställningsnyckel", Voice.LABEL)
        self.key = PlainLine()
        self.key.setAccessibleName("Återställningsnyckel")
        self.key.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXX")
        label.setBuddy(self.key)
        self.body.addWidget(label)
        self.body.addWidget(self.key)
        hint = Label(layout_words(), Voice.SMALL)
        hint.setVisible(bool(hint.text()))
        self.body.addWidget(hint)

    def problem(self) -> str:
        return "" if self.key.text().strip() else "Skriv nyckeln som den står på bladet."

    def begin(self) -> None:
        self.key.setFocus()


class FirstUserStep(UserStep):
    """Step 3: what came back, and who comes in first: no passphrase travels in a backup."""

    def __init__(self) -> None:
        super().__init__(
            "Kopian är hel",
            "Skriv ditt namn och välj ett nytt lösenord. De gamla gäller inte här; kollegor läggs "
            "till sedan, i Inställningar.",
        )
        self.found = Label("")
        self.kept = Label("")
        self.unread = Label(
            "Listan över det som gallrats på den här datorn gick inte att läsa. Se efter i "
            "gallringsrundan om något har kommit tillbaka.",
            Voice.WARN,
        )
        self.manager = Label("", Voice.WARN)
        for place, label in enumerate((self.found, self.kept, self.unread, self.manager)):
            self.body.insertWidget(1 + place, label)

    def tell(self, prepared: Prepared) -> None:
        """Say what came back, and what becomes of the register that lies there now."""
        what, made = prepared.what, prepared.what.made.astimezone()
        words = f"Från {made:%Y-%m-%d kl. %H.%M}, {what.rows} rader. Allt stämmer."
        if what.purged:
            words += f" Gallrat igen: {what.purged}."
        self.found.setText(f"{words} Det som skrevs senare finns inte i kopian.")
        self.kept.setText(
            "Det register som ligger här nu läggs undan, låst som förut, och tas bort om 30 dagar."
        )
        self.kept.setVisible(prepared.replaces)
        self.unread.setVisible(prepared.lists_unread)
        self.manager.setText(what.manager_words)
        self.manager.setVisible(what.manager)
