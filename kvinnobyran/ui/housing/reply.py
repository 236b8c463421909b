"""Svar till Nexus: from when there is room, as text to copy, never where (domain.md 5.5)."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kvinnobyran.domain.vacancy import Vacancy, reply
from kvinnobyran.store.free import vacancies
from kvinnobyran.ui.kit import clipboard
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.chips import YesNo
from kvinnobyran.ui.kit.dates import DateEdit
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.editors import NumberEdit
from kvinnobyran.ui.kit.form import Field, Form, Row
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space

_WEEKS = 7


class ReplyPanel(QWidget):
    """Asks for whom, says from when, and puts the sentence on the clipboard for a minute."""

    def __init__(
        self, desk: Desk, said: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        """``said`` says in passing that it was copied."""
        super().__init__(parent)
        self._desk = desk
        self._told = said
        self.form = Form(
            [
                Row(
                    Field("first", "Från tidigast", DateEdit(today=desk.today)),
                    Field("weeks", "Hur länge", NumberEdit(least=1, most=104, unit="veckor")),
                    Field("adults", "Vuxna", NumberEdit(least=1, most=9)),
                    Field("children", "Barn", NumberEdit(most=12)),
                    Field("pets", "Har de djur?", YesNo(kept=True)),
                )
            ]
        )
        self.words = Label("", Voice.STRONG)
        self.copy = Button("Kopiera svaret", icon=Icon.EXPORT, then=self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, 0, Space.S, Space.S)
        column.setSpacing(Space.M)
        for widget in (self.form, self.words, self.copy):
            column.addWidget(widget)
        self.form.fill(
            {"first": desk.today, "weeks": 26, "adults": 1, "children": 0, "pets": False}
        )
        self.form.changed.connect(self.ask)
        self.ask()

    def ask(self) -> None:
        """Ask anew what is free for those it is about."""
        values = self.form.values()
        if not (values["first"] and values["weeks"] and values["adults"]):
            return
        nights = timedelta(days=_WEEKS * values["weeks"]).days
        self._desk.ask(
            vacancies,
            self._desk.today,
            first=values["first"],
            nights=nights,
            adults=values["adults"],
            children=values["children"] or 0,
            pets=bool(values["pets"]),
            then=self._came,
            owner=self,
        )

    def _came(self, found: list[Vacancy]) -> None:
        values = self.form.values()
        best = found[0] if found else None
        pets = bool(values["pets"])
        self.words.setText(
            reply(
                best.first if best else None,
                adults=values["adults"] or 1,
                children=values["children"] or 0,
                pets=True if pets and best else None,
            )
        )

    def _copy(self) -> None:
        clipboard.put(self.words.text())
        self._told("Svaret är kopierat. Det ligger kvar i en minut")
