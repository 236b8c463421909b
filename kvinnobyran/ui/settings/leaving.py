"""Ta bort eller stäng av en kollega: the register gets a new key (security.md T33)."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows import leaving
from kvinnobyran.flows.work import Work
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.editors import CodeBox, Option
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.tokens import Space
from kvinnobyran.ui.settings.host import Host
from kvinnobyran.ui.settings.rows import SettingRow, Unfolding
from kvinnobyran.vault.unlocked import UnlockedVault

Flow = Callable[[Work, UnlockedVault, str], None]


class LeavingRow(SettingRow):
    """Choose who, say which way, and let the register go over to a new key."""

    def __init__(self, window: Host, done: Callable[[str], object]) -> None:
        self.start = Button("Ta bort eller stäng av …", then=self._unfold)
        super().__init__(
            "När någon slutar",
            "Lösenordet slutar gälla, och registret eller insynen får en ny nyckel: en gammal "
            "kopia av nyckelfilen öppnar då ingenting nytt.",
            self.start,
            words="kollega användare slutar tjänstledig avstängd",
        )
        self._window = window
        self._desk = window.desk
        self._done = done
        self._suspended: tuple[str, ...] = ()
        self.form = Unfolding("Ta bort", busy="Byter nyckel …", do=self._remove, close=self._fold)
        label = Label("Vem", Voice.LABEL)
        self.who: CodeBox = CodeBox((), nothing="Välj vem")
        self.who.setAccessibleName("Vem som slutar")
        label.setBuddy(self.who)
        self.about = Label("", Voice.MUTED)
        self.suspend = Button("Stäng av tills vidare", then=self._suspend)
        self.back = Button("Släpp in igen", then=self._back)
        self.takes_over = Label("Vem tar över hennes ärenden?", Voice.LABEL)
        self.to: CodeBox = CodeBox((), nothing="Ingen nu: byt handläggare sedan")
        self.to.setAccessibleName("Vem som tar över hennes ärenden")
        self.takes_over.setBuddy(self.to)
        for widget in (label, self.who, self.about, self.takes_over, self.to):
            self.form.fields.addWidget(widget)
        ways = QHBoxLayout()
        ways.setSpacing(Space.S)
        ways.addWidget(self.suspend)
        ways.addWidget(self.back)
        ways.addStretch(1)
        self.form.fields.addLayout(ways)
        self.below.addWidget(self.form)
        self.who.edited.connect(self._chosen)

    def refresh(self) -> None:
        """Ask who is suspended."""
        vault = self._window.office.vault
        if vault is not None:
            self._desk.ask(leaving.suspended, vault.vault.names, then=self._show)

    def _show(self, suspended: tuple[str, ...]) -> None:
        vault = self._window.office.vault
        if vault is None:
            return
        self._suspended = suspended
        others = [name for name in vault.vault.users if name != vault.user]
        options = [Option(name, name) for name in others]
        options += [Option(name, f"{name} (bara insynen)") for name in vault.vault.managers]
        options += [Option(name, f"{name} (avstängd)") for name in suspended]
        self.start.setEnabled(bool(options))
        self.start.setToolTip("" if options else "Det finns ingen annan som kan låsa upp.")
        self.who.set_options(options)
        self._chosen()

    def _chosen(self) -> None:
        name = self.who.value()
        out = name in self._suspended
        self.suspend.setVisible(not out)
        self.back.setVisible(out)
        for button in (self.suspend, self.back, self.form.go):
            button.setEnabled(name is not None)
        self.about.setText("")
        self._offer([])
        if name is not None and not out and not self._is_manager(name):
            self._desk.ask(leaving.open_cases_of, name, then=self._tell)

    def _is_manager(self, name: str) -> bool:
        vault = self._window.office.vault
        return vault is not None and vault.vault.is_manager(name)

    def _tell(self, cases: int) -> None:
        words = "Ta inte bort någon som bara har glömt sitt lösenord. Snabbupplåsning stängs av."
        if cases:
            has = "1 öppet ärende" if cases == 1 else f"{cases} öppna ärenden"
            words = f"Hon är handläggare för {has}. De kan byta handläggare i samma steg. {words}"
            self._offer([name for name in self._others() if name != self.who.value()])
        self.about.setText(words)

    def _others(self) -> list[str]:
        vault = self._window.office.vault
        return [] if vault is None else list(vault.vault.users)

    def _offer(self, names: list[str]) -> None:
        """Offer who may take over; the only one there is is proposed."""
        self.to.set_options([Option(name, name) for name in names])
        self.to.set_value(names[0] if len(names) == 1 else None)
        self.takes_over.setVisible(bool(names))
        self.to.setVisible(bool(names))

    def _unfold(self) -> None:
        self.form.show()
        self.who.setFocus()

    def _fold(self) -> None:
        self.form.say("")
        self.form.hide()
        self.start.setFocus()

    def _remove(self) -> None:
        name = self.who.value()
        if name in self._suspended:
            self._desk.do(
                leaving.forget_suspended,
                name,
                then=lambda _: self._has_done("Hon kan inte släppas in igen."),
                otherwise=self._refused,
                owner=self,
            )
        else:
            self._leave(leaving.remove_user, "Hon är borttagen.")

    def _suspend(self) -> None:
        self._leave(leaving.suspend_user, "Hon är avstängd.")

    def _leave(self, flow: Callable[..., None], said: str) -> None:
        to = self.to.value() or ""
        words = f"{said} {self._what()} har en ny nyckel."
        if to:
            words += f" {to} har tagit över hennes ärenden."
        self._do(partial(flow, to=to), words)

    def _what(self) -> str:
        return "Insynen" if self._is_manager(self.who.value() or "") else "Registret"

    def _back(self) -> None:
        self._do(leaving.let_back, "Hon kan låsa upp igen med sitt lösenord.")

    def _do(self, flow: Flow, said: str) -> None:
        name, vault = self.who.value(), self._window.office.vault
        if name is None or vault is None:
            self.form.say("Välj vem det gäller.")
            return
        self._desk.do(
            flow,
            vault,
            name,
            then=lambda _: self._has_done(said),
            otherwise=self._refused,
            owner=self,
        )

    def _has_done(self, said: str) -> None:
        self.form.go.done()
        self._fold()
        self._done(said)

    def _refused(self, trouble: Trouble) -> None:
        self.form.say(f"{trouble.sentence} {trouble.way_on}")
