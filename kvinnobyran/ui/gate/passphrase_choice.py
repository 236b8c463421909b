"""Choosing a passphrase: five words by chance first, or one's own, and typed back either way."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from kvinnobyran.ui.gate.secret_field import SecretField
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.vault import passphrase
from kvinnobyran.vault.passphrase import Grade

_VOICES = {Grade.WEAK: Voice.WARN, Grade.ENOUGH: Voice.INFO, Grade.GOOD: Voice.OK}


class PassphraseChoice(QWidget):
    """``value`` is the chosen passphrase once :meth:`problem` says that nothing is amiss."""

    changed = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self.suggested = QRadioButton("Använd fem ord som programmet föreslår")
        self.own = QRadioButton("Välj ett eget lösenord")
        self.suggested.setChecked(True)
        self.words = Label("", Voice.HEADING)
        self.words.setAccessibleName("Förslag på lösenord")
        self._paper = QFrame()
        self._paper.setProperty("ground", "tint")
        self._another = Button("Ett annat förslag", Kind.QUIET, icon=Icon.REDO, then=self.suggest)
        self.typed = SecretField("Ditt lösenord")
        self.strength = Label("", Voice.SMALL)
        self.again = SecretField("Skriv lösenordet en gång till", hints=False)
        self._lay_out()
        self.suggested.toggled.connect(self._chosen)
        for field in (self.typed, self.again):
            field.changed.connect(self._judge)
        self.again.entered.connect(self.entered)
        self.suggest()
        self._chosen()

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self._paper)
        inside.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        inside.addWidget(self.words)
        inside.addWidget(
            Label("Skriv av orden på ett papper och förvara det inlåst tills du kan dem.")
        )
        row = QHBoxLayout()
        row.addWidget(self._another)
        row.addStretch(1)
        inside.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for widget in (
            self.suggested,
            self._paper,
            self.own,
            self.typed,
            self.strength,
            self.again,
        ):
            column.addWidget(widget)

    def names(self, *names: str) -> None:
        """Say which words everybody would guess: the user's own name."""
        self._names = names
        self._judge()

    def suggest(self) -> None:
        """Show five other words."""
        self.words.setText(passphrase.generate())
        self._judge()

    @property
    def value(self) -> str:
        """The passphrase, whether good or not."""
        return self.words.text() if self.suggested.isChecked() else self.typed.text()

    def problem(self) -> str:
        """Return what is amiss, as a sentence, or an empty string."""
        strength = passphrase.strength(self.value, names=self._names)
        if not strength.enough:
            return strength.sentence
        if not self.again.text():
            return "Skriv lösenordet en gång till, så att det sitter."
        if " ".join(self.again.text().split()) != " ".join(self.value.split()):
            return "De två lösenorden är inte lika. Skriv det en gång till."
        return ""

    def empty(self) -> None:
        """Forget everything that was typed or suggested."""
        self.typed.empty()
        self.again.empty()
        self.words.setText("")

    def _chosen(self) -> None:
        suggested = self.suggested.isChecked()
        self._paper.setVisible(suggested)
        self.typed.setVisible(not suggested)
        self.strength.setVisible(not suggested)
        self._judge()

    def _judge(self) -> None:
        text = self.typed.text()
        if text:
            strength = passphrase.strength(text, names=self._names)
            self.strength.setText(f"Styrka: {strength.label}. {strength.sentence}")
            self.strength.speak_as(_VOICES[strength.grade])
        else:
            self.strength.setText("Minst fyra ord, eller minst sexton tecken.")
            self.strength.speak_as(Voice.SMALL)
        self.changed.emit()
