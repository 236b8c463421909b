"""Lösenord: a manager chooses a new one; it holds when a counsellor has unlocked next (0029)."""

from collections.abc import Callable
from typing import Any

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows.oversight import change_passphrase
from kvinnobyran.store.database import Database
from kvinnobyran.store.oversight import new_slots
from kvinnobyran.ui.gate.passphrase_choice import PassphraseChoice
from kvinnobyran.ui.gate.secret_field import SecretField
from kvinnobyran.ui.kit.buttons import BusyButton
from kvinnobyran.ui.kit.desk import Desk
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.notice import Tone
from kvinnobyran.ui.kit.page import Page, Width
from kvinnobyran.vault.oversight import UnlockedOversight

WAITS = "Ditt nya lösenord gäller när en kurator har låst upp registret nästa gång."


def _waits(database: Database, user: str) -> bool:
    return any(who == user for who, _ in new_slots(database))


class PassphrasePage(Page):
    """The old one, the new one twice, and when it holds."""

    def __init__(self, desk: Desk, keys: UnlockedOversight, toast: Callable[[str], object]) -> None:
        super().__init__(
            "Lösenord",
            "Lösenordet öppnar insynen och inget annat. Du kan inte skriva i registrets nyckelfil "
            "själv, så ett nytt lösenord gäller först när en kurator har låst upp nästa gång. Till "
            "dess gäller det du har.",
            width=Width.READING,
        )
        self._desk = desk
        self._keys = keys
        self._toast = toast
        self.old = SecretField("Ditt nuvarande lösenord")
        self.choice = PassphraseChoice()
        self.choice.names(keys.user)
        self.waits = Label("", Voice.OK)
        self.change = BusyButton("Byt lösenord", busy_text="Byter …", then=self._change)
        self.offer(self.change)
        for widget in (self.waits, self.old, self.choice):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.choice.entered.connect(self.change.click)
        self.waits.hide()

    def arrive(self) -> None:
        """Offer other words, and say whether a change waits already."""
        self.choice.suggest()
        self._desk.ask(_waits, self._keys.user, then=self._tell, owner=self)
        self.old.setFocus()

    def state(self) -> dict[str, Any]:
        """Return nothing: what is typed here is never kept."""
        return {}

    def restore(self, _state: dict[str, Any]) -> None:
        """Begin anew."""

    def _tell(self, waits: bool) -> None:
        self.waits.setText(WAITS if waits else "")
        self.waits.setVisible(waits)

    def _change(self) -> None:
        problem = self.choice.problem()
        if not self.old.text():
            problem = "Skriv ditt nuvarande lösenord."
        if problem:
            self.change.done()
            self.notice.say(problem, Tone.INFO)
            self.notice.show()
            return
        self.notice.hide()
        self._desk.do(
            change_passphrase,
            self._keys,
            self.old.text(),
            self.choice.value,
            then=self._changed,
            otherwise=self._refused,
            owner=self,
        )

    def _changed(self, _answer: None) -> None:
        self.change.done()
        self.old.empty()
        self.choice.empty()
        self.choice.suggest()
        self._tell(waits=True)
        self._toast("Ditt nya lösenord är sparat.")

    def _refused(self, trouble: Trouble) -> None:
        self.change.done()
        self.old.empty()
        self.notice.say(trouble.way_on, Tone.WARN, heading=trouble.sentence)
        self.notice.show()
        self.old.setFocus()
