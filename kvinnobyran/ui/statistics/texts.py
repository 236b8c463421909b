"""The report's own words: lessons and trends, searched for what could point at somebody."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kvinnobyran.domain.publication import Publication
from kvinnobyran.domain.trouble import Refused, Trouble
from kvinnobyran.ui.kit.buttons import BusyButton, Button, Kind
from kvinnobyran.ui.kit.editors import TextEdit
from kvinnobyran.ui.kit.form import Field, Form
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space


class Texts(QFrame):
    """Two texts. ``kept`` asks to save what is written, ``left`` to go back to the figures."""

    kept = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "card")
        self.form = Form(
            (
                Field("lessons", "Lärdomar", TextEdit()),
                Field("trends", "Trender", TextEdit()),
            )
        )
        self.save = BusyButton("Spara texterna", Kind.PRIMARY, then=self.kept.emit)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Button("Avbryt", Kind.QUIET, then=self.leave))
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.M)
        column.addWidget(Label("Rapportens texter", Voice.HEADING))
        column.addWidget(
            Label(
                "Texten söks igenom efter namn och efter uppgifter som tillsammans kan peka ut "
                "någon.",
                Voice.MUTED,
            )
        )
        column.addWidget(self.form)
        column.addLayout(row)
        column.addStretch(1)

    @property
    def texts(self) -> dict[str, str]:
        """Return what is written."""
        return {name: str(text or "") for name, text in self.form.values().items()}

    def ask(self, publication: Publication | None) -> None:
        """Show what was written last."""
        self.form.fill(
            {
                "lessons": publication.lessons if publication else "",
                "trends": publication.trends if publication else "",
            }
        )
        self.form.clear_faults()
        self.form.focus_field("lessons")

    def fail(self, trouble: Trouble) -> None:
        """Say what to look at; what was written stays."""
        self.save.done()
        if isinstance(trouble, Refused):
            self.form.show_faults(trouble.faults)

    def leave(self) -> None:
        """Give the place back to the figures."""
        self.save.done()
        self.left.emit()
