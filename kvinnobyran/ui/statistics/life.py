"""How far a report for somebody outside has come, and how far the proof of it has."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from kvinnobyran.domain.publication import Publication, PublicationState
from kvinnobyran.ui.kit.buttons import Button, Kind
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space

_STEPS = 100
_NEXT = {
    None: "Lämna till granskning",
    PublicationState.DRAFT: "Lämna till granskning",
    PublicationState.REVIEW: "Fastställ rapporten",
    PublicationState.FIXED: "Notera som lämnad",
}


class Waiting:
    """Whether somebody still waits for a proof."""

    def __init__(self) -> None:
        self.on = True

    def stop(self) -> None:
        """Wait no more."""
        self.on = False


class Life(QWidget):
    """One line above the pages. ``onward`` asks for the next step, ``cancelled`` to stop proving.

    ``writing`` asks for the report's own texts. ``cancelled`` leaves the report unproven: then
    there is nothing to print either.
    """

    onward = Signal()
    writing = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        self.said = Label("", Voice.MUTED)
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Skyddet prövas")
        self.bar.setFixedHeight(Space.S)
        self.stop = Button("Avbryt", Kind.QUIET, then=self.cancelled.emit)
        self.next = Button("Lämna till granskning", Kind.PLAIN, then=self.onward.emit)
        self.write = Button("Skriv texter", Kind.QUIET, then=self.writing.emit)
        row.addWidget(self.said, 1)
        row.addWidget(self.bar, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.stop)
        row.addWidget(self.write)
        row.addWidget(self.next)
        self.show_internal()

    def show_internal(self) -> None:
        """Say nothing: the office's own report has no life of this kind."""
        self.hide()

    def prove(self) -> None:
        """Say that the protection is being proven."""
        self.said.setText("Prövar att ingen kan kännas igen …")
        self.bar.setValue(0)
        self._turn(proving=True)

    def come(self, share: float) -> None:
        """Say how far the proof has come, from 0 to 1."""
        self.bar.setValue(int(share * _STEPS))

    def show_stopped(self) -> None:
        """Say that the proof was broken off."""
        self.said.setText("Prövningen avbröts. Inget kan lämnas ut förrän den är klar.")
        self._turn(proving=False)
        self.next.hide()

    def show_state(self, publication: Publication | None) -> None:
        """Say how far the report has come, and what comes next."""
        self.said.setText(_words(publication))
        self._turn(proving=False)
        text = _NEXT.get(publication.state if publication else None)
        self.next.setVisible(text is not None)
        self.write.setVisible(publication is None or not publication.counts)
        if text is not None:
            self.next.setText(text)

    def _turn(self, *, proving: bool) -> None:
        self.show()
        self.bar.setVisible(proving)
        self.stop.setVisible(proving)
        self.next.setVisible(not proving)
        self.write.setVisible(not proving)


def _words(publication: Publication | None) -> str:
    if publication is None or publication.state is PublicationState.DRAFT:
        return "Utkast. Skyddet är prövat. Inget lämnas ut förrän rapporten är fastställd."
    if publication.state is PublicationState.REVIEW:
        return (
            f"Granskas. {publication.reviewed_by} har skrivit under. "
            "Den andra av er fastställer, eller en ensam efter sju dagar."
        )
    fixed = publication.fixed_at.date().isoformat() if publication.fixed_at else ""
    words = f"Fastställd {fixed}. {publication.signed} Kontrollsumma {publication.digest[:12]}."
    if publication.state is PublicationState.HANDED_OVER and publication.handed_on:
        words += f" Lämnad {publication.handed_on.isoformat()}."
    return words
