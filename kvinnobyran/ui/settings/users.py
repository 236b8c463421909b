"""Användare: one's own passphrase, and colleagues."""

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows import access, oversight
from kvinnobyran.ui.gate.passphrase_choice import PassphraseChoice
from kvinnobyran.ui.gate.secret_field import SecretField
from kvinnobyran.ui.kit.buttons import Button
from kvinnobyran.ui.kit.editors import CodeBox, Option
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.plain import PlainLine
from kvinnobyran.ui.settings.host import Host
from kvinnobyran.ui.settings.leaving import LeavingRow
from kvinnobyran.ui.settings.rows import Section, SettingRow, Unfolding

_REGISTER, _OVERSIGHT = "register", "oversight"
_OPENS = (
    Option(_REGISTER, "Registret: kurator"),
    Option(_OVERSIGHT, "Bara insynen: verksamhetschef"),
)
_ABOUT_OVERSIGHT = (
    "Insynen är fastställda rapporter och granskningen av loggen. Den ligger i en egen fil med en "
    "egen nyckel: lösenordet öppnar aldrig registret."
)


class UserSection(Section):
    """Shown only where there is a vault to change."""

    def __init__(self, window: Host) -> None:
        super().__init__("Användare", Icon.PEOPLE)
        self._window = window
        self._desk = window.desk
        self.change = Button("Byt lösenord …", then=self._unfold_change)
        self.changing = Unfolding("Byt lösenord", busy="Byter …", do=self._change, close=self._fold)
        self.old = SecretField("Ditt nuvarande lösenord")
        self.new = PassphraseChoice()
        self.new.names(self._desk.user)
        self.changing.fields.addWidget(self.old)
        self.changing.fields.addWidget(self.new)
        change_row = SettingRow("Ditt lösenord", "", self.change, words="lösenfras")
        change_row.below.addWidget(self.changing)
        self.add_button = Button("Lägg till …", icon=Icon.ADD, then=self._unfold_add)
        self.adding = Unfolding("Lägg till", busy="Lägger till …", do=self._add, close=self._fold)
        label = Label("Kollegans namn, som det ska stå i journalen", Voice.LABEL)
        self.name = PlainLine()
        self.name.setAccessibleName("Kollegans namn")
        label.setBuddy(self.name)
        opens = Label("Vad det nya lösenordet öppnar", Voice.LABEL)
        self.opens = CodeBox(_OPENS, nothing=None)
        self.opens.setAccessibleName("Vad det nya lösenordet öppnar")
        opens.setBuddy(self.opens)
        self.about = Label(_ABOUT_OVERSIGHT, Voice.MUTED)
        self.about.hide()
        self.opens.edited.connect(lambda: self.about.setVisible(self.opens.value() == _OVERSIGHT))
        self.first = PassphraseChoice()
        self.name.textChanged.connect(self.first.names)
        for widget in (label, self.name, opens, self.opens, self.about, self.first):
            self.adding.fields.addWidget(widget)
        self.people = SettingRow(
            "De som kan låsa upp",
            " ",
            self.add_button,
            words="kollega användare ny verksamhetschef insyn",
        )
        self.people.below.addWidget(self.adding)
        self.leaving = LeavingRow(window, self._done)
        self.add(change_row, self.people, self.leaving)

    def refresh(self) -> None:
        vault = self._window.office.vault
        self.setVisible(vault is not None)
        if vault is not None:
            who = ", ".join(vault.vault.users)
            managers = ", ".join(vault.vault.managers)
            insight = f". Bara insynen: {managers}" if managers else ""
            self.people.text.setText(f"{who}{insight}")
            self.leaving.refresh()

    def _unfold_change(self) -> None:
        self.changing.show()
        self.old.setFocus()

    def _change(self) -> None:
        vault, problem = self._window.office.vault, self.new.problem()
        if problem:
            self.changing.say(problem)
        elif vault is not None:
            self._desk.do(
                access.change_passphrase,
                vault,
                self.old.text(),
                self.new.value,
                then=lambda _: self._done("Ditt lösenord är bytt. Snabbupplåsningen är av."),
                otherwise=lambda trouble: self._refused(self.changing, trouble),
                owner=self,
            )

    def _unfold_add(self) -> None:
        self.first.suggest()
        self.adding.show()
        self.name.setFocus()

    def _add(self) -> None:
        vault, problem = self._window.office.vault, self.first.problem()
        if not self.name.text().strip():
            self.adding.say("Skriv kollegans namn.")
        elif problem:
            self.adding.say(problem)
        elif vault is not None:
            register = self.opens.value() == _REGISTER
            said = "kan låsa upp" if register else "kan öppna insynen"
            self._desk.do(
                access.add_user if register else oversight.add_manager,
                vault,
                self.name.text(),
                self.first.value,
                then=lambda _: self._done(f"Kollegan är tillagd och {said}."),
                otherwise=lambda trouble: self._refused(self.adding, trouble),
                owner=self,
            )

    def _done(self, text: str) -> None:
        self._fold()
        self.refresh()
        self.say(text)

    def _refused(self, form: Unfolding, trouble: Trouble) -> None:
        form.say(f"{trouble.sentence} {trouble.way_on}")

    def _fold(self) -> None:
        for form in (self.changing, self.adding):
            form.say("")
            form.hide()
        self.old.empty()
        self.name.setText("")
        self.opens.set_value(_REGISTER)
        self.about.hide()
        for choice in (self.new, self.first):
            choice.empty()
            choice.suggest()
