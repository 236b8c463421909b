"""The four steps of the first run. Each says what is amiss in a sentence, or nothing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from kvinnobyran import paths
from kvinnobyran.ui.gate.folders import FolderField
from kvinnobyran.ui.gate.passphrase_choice import PassphraseChoice
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.plain import PlainLine
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.vault.recovery import RecoveryKey
from kvinnobyran.vault.troubles import SyncedFolder


class Step(QWidget):
    """One step: a title, a lead, content in ``body``."""

    def __init__(self, title: str, lead: str) -> None:
        super().__init__()
        self.title = title
        self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(Space.M)
        self.body.addWidget(Label(title, Voice.TITLE))
        self.body.addWidget(Label(lead))

    def problem(self) -> str:
        """Return what is amiss, or an empty string."""
        return ""

    def begin(self) -> None:
        """Put the focus where one begins."""


class PlaceStep(Step):
    """Step 1: a new register here, one that is already there, or one out of a backup."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            "Var ska registret ligga?",
            "Registret är en krypterad mapp på den här datorn. Inget skickas någonstans.",
        )
        self.anew = QRadioButton("Skapa ett nytt register här")
        self.existing = QRadioButton("Anslut till ett register som redan finns")
        self.restored = QRadioButton("Återställ ett register från en säkerhetskopia")
        self.anew.setChecked(True)
        self.where = FolderField("Mapp", dialog_title="Välj mapp för registret")
        self.where.folder = folder
        for widget in (self.anew, self.existing, self.restored, self.where):
            self.body.addWidget(widget)

    def problem(self) -> str:
        folder = self.where.folder
        if folder is None:
            return "Skriv eller välj en mapp."
        if not self.existing.isChecked():
            return str(SyncedFolder()) if paths.is_synced(folder) else ""
        return ""

    def begin(self) -> None:
        self.anew.setFocus()


class UserStep(Step):
    """Step 2: who, and her passphrase."""

    def __init__(
        self,
        title: str = "Vem är du, och vad är ditt lösenord?",
        lead: str = "Kollegor läggs till sedan, i Inställningar, med egna lösenord.",
    ) -> None:
        super().__init__(title, lead)
        label = Label("Ditt namn, som det ska stå i journalen", Voice.LABEL)
        self.name = PlainLine()
        self.name.setAccessibleName("Ditt namn")
        label.setBuddy(self.name)
        self.choice = PassphraseChoice()
        for widget in (label, self.name, self.choice):
            self.body.addWidget(widget)
        self.name.textChanged.connect(self.choice.names)

    def problem(self) -> str:
        if not self.name.text().strip():
            return "Skriv ditt namn."
        return self.choice.problem()

    def begin(self) -> None:
        self.name.setFocus()


class SheetStep(Step):
    """Step 3: the recovery sheet, printed or written down, and two groups typed back."""

    def __init__(self, print_sheet: Callable[[QWidget, bytes], bool], today: date) -> None:
        super().__init__(
            "Återställningsbladet",
            "Glömmer du lösenordet är bladet den enda vägen in. Skriv ut två och förvara dem "
            "inlåsta på två ställen. Ingen annan har nyckeln, inte ens den som gjort programmet.",
        )
        self._print = print_sheet
        self._today = today
        self.key: RecoveryKey | None = None
        self.asked: tuple[int, ...] = ()
        self.said = Label("", Voice.OK)
        self.said.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        self.print_button = Button("Skriv ut bladet …", icon=Icon.PRINT, then=self._print_it)
        self.show_button = Button("Visa och skriv av", icon=Icon.SHOW, then=self._show_it)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.show_button)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        self.body.addWidget(self.said)
        self.groups = QWidget()
        self._grid = QGridLayout(self.groups)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.groups.hide()
        self.body.addWidget(self.groups)
        self.body.addWidget(Label("Läs nu från bladet, så att vi vet att det går att läsa."))
        self._labels: list[Label] = []
        self.fields: list[PlainLine] = []
        for _ in range(2):
            label, field = Label("", Voice.LABEL), PlainLine()
            label.setBuddy(field)
            # Read from the paper, not from the screen.
            field.textEdited.connect(self._hide_it)
            self._labels.append(label)
            self.fields.append(field)
            self.body.addWidget(label)
            self.body.addWidget(field)

    def ask(self, key: RecoveryKey) -> None:
        """Ask for two groups of this key."""
        self.key = key
        self.asked = key.ask_back(len(self.fields))
        for number, label, field in zip(self.asked, self._labels, self.fields, strict=True):
            text = f"Grupp {number} på bladet"
            label.setText(text)
            field.setAccessibleName(text)
            field.setText("")
        for place, group in enumerate(key.groups):
            cell = Label(f"{place + 1}.  {group}", Voice.HEADING, wrap=False)
            self._grid.addWidget(cell, place // 4, place % 4)

    def problem(self) -> str:
        if self.key is None:
            return "Bladet är inte klart än."
        for number, field in zip(self.asked, self.fields, strict=True):
            if not field.text().strip():
                return f"Skriv grupp {number} från bladet."
            if not self.key.confirms(number, field.text()):
                return f"Grupp {number} är inte rätt avskriven. Jämför med bladet."
        return ""

    def begin(self) -> None:
        self.print_button.setFocus()

    def forget(self) -> None:
        """Take the key off the screen."""
        for field in self.fields:
            field.setText("")
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.groups.hide()
        self.key = None

    def _print_it(self) -> None:
        from kvinnobyran.reports.sheet import recovery_sheet

        if self.key is not None and self._print(
            self, recovery_sheet(self.key.groups, made_on=self._today)
        ):
            self.said.setText("Bladet är skickat till skrivaren. Hämta det med en gång.")
            self.said.show()

    def _show_it(self) -> None:
        self._show_groups(on=not self.groups.isVisible())

    def _hide_it(self) -> None:
        self._show_groups(on=False)

    def _show_groups(self, *, on: bool) -> None:
        self.groups.setVisible(on)
        self.show_button.setText("Dölj" if on else "Visa och skriv av")
        self.show_button.setAccessibleName(self.show_button.text())


class BackupStep(Step):
    """Step 4: where backups go. The first one is made and read back at once."""

    def __init__(self) -> None:
        super().__init__(
            "Säkerhetskopior",
            "Välj en plats utanför datorn, helst ett USB-minne som låses in. En första kopia "
            "görs nu och läses tillbaka på prov.",
        )
        self.where = FolderField(
            "Mapp för säkerhetskopior", dialog_title="Välj mapp för säkerhetskopior"
        )
        self.body.addWidget(self.where)
        self.done = Label("", Voice.OK)
        self.done.hide()
        self.body.addWidget(self.done)

    def problem(self) -> str:
        folder = self.where.folder
        if folder is None:
            return "Skriv eller välj en mapp, eller gå vidare utan kopia."
        if not folder.is_dir():
            return "Mappen finns inte. Sitter minnet i?"
        return ""

    def begin(self) -> None:
        self.where.setFocus()
