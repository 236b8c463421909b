"""Säkerhetskopior: where, now, and the trial with the printed sheet."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt

from kvinnobyran.domain.settings import BACKUP_FOLDER
from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.flows import backups, copies, office, quarantine
from kvinnobyran.flows.access_log import end_words, note_receipt_printed
from kvinnobyran.flows.backups import Made
from kvinnobyran.store.chain import Head
from kvinnobyran.store.office import setting
from kvinnobyran.ui.gate.folders import FolderField
from kvinnobyran.ui.kit.buttons import BusyButton, Button
from kvinnobyran.ui.kit.icons import Icon
from kvinnobyran.ui.kit.label import Label, Voice
from kvinnobyran.ui.kit.notice import Tone
from kvinnobyran.ui.kit.plain import PlainLine
from kvinnobyran.ui.printing import put_on_paper
from kvinnobyran.ui.settings.host import Host
from kvinnobyran.ui.settings.rows import Section, SettingRow, Unfolding
from kvinnobyran.ui.window.statusbar import backup_words


class BackupSection(Section):
    """A copy counts when it has been read back; the sheet is tried for itself."""

    def __init__(self, window: Host) -> None:
        super().__init__("Säkerhetskopior", Icon.BACKUP)
        self._window = window
        self._desk = window.desk
        self._kept = ""
        self.where = FolderField(
            "Mapp för säkerhetskopior", dialog_title="Välj mapp för säkerhetskopior"
        )
        place = SettingRow(
            "Plats",
            "Helst ett USB-minne som låses in, inte den här datorn. Sitter det i en gång i veckan "
            "görs kopian av sig själv.",
            words="mapp usb minne",
        )
        place.below.addWidget(self.where)
        self.make = BusyButton("Gör en kopia nu", busy_text="Kopierar …", then=self._make)
        self.now_row = SettingRow("Ny kopia", " ", self.make, words="backup")
        self._last: Made | None = None
        self.receipt = Button("Skriv ut kvittot …", icon=Icon.PRINT, then=self._print_receipt)
        self.receipt.hide()
        self.now_row.below.addWidget(self.receipt, 0, Qt.AlignmentFlag.AlignLeft)
        self.here_row = SettingRow("På den här datorn", " ", words="daglig automatisk")
        self.try_button = Button("Öva …", then=self._unfold)
        self.trial = Unfolding("Öva", busy="Läser tillbaka …", do=self._try, close=self._fold)
        self.key = PlainLine()
        self.key.setAccessibleName("Återställningsnyckel")
        label = Label("Nyckeln på återställningsbladet", Voice.LABEL)
        label.setBuddy(self.key)
        self.trial.fields.addWidget(label)
        self.trial.fields.addWidget(self.key)
        self.key.returnPressed.connect(self.trial.go.click)
        trial_row = SettingRow(
            "Öva återläsning",
            "Läser tillbaka den senaste kopian med bladets nyckel, som efter en brand. "
            "Registret rörs inte.",
            self.try_button,
            words="återställ prova",
        )
        trial_row.below.addWidget(self.trial)
        self.add(place, self.now_row, self.here_row, trial_row)
        self.where.line.editingFinished.connect(self._keep_place)

    def refresh(self) -> None:
        self._desk.ask(setting, BACKUP_FOLDER, then=self._show_place)
        self._desk.ask(backups.last_backup, then=self._show_last)
        self._desk.ask(backups.last_backup, backups.EVENT_HERE, then=self._show_here)

    def _show_place(self, folder: str) -> None:
        self._kept = folder
        if not self.where.line.hasFocus():
            self.where.line.setText(folder)

    def _show_last(self, at: datetime | None) -> None:
        now = self._desk.now
        local = None if at is None else at.astimezone(now.tzinfo)
        self.now_row.text.setText(backup_words(local, now.date()) + ".")

    def _show_here(self, at: datetime | None) -> None:
        words = "Görs av sig själv första gången varje dag."
        if at is not None:
            words = f"Senast {at.astimezone(self._desk.now.tzinfo):%Y-%m-%d %H.%M}. {words}"
        words += " Den hjälper mot misstag, inte mot stöld och brand."
        self.here_row.text.setText(words + self._aside())

    def _aside(self) -> str:
        """Say of a register that a restored one took the place of, until it is taken away."""
        folder = self._window.office.folder
        lying = [] if folder is None else quarantine.aside(folder)
        return "".join(
            f" Registret från före återställningen {each.since:%Y-%m-%d} ligger undan, låst,"
            f" till {each.until}."
            for each in lying
        )

    def _keep_place(self) -> None:
        folder = self.where.folder
        if folder is not None and str(folder) != self._kept:
            self._kept = str(folder)
            self._desk.do(office.change_setting, BACKUP_FOLDER, str(folder))

    def _place(self) -> Path | None:
        """Return the folder if a copy can be written there, or say why not."""
        folder = self.where.folder
        if folder is None:
            self.say("Välj först en mapp för säkerhetskopior.", Tone.WARN)
        elif not folder.is_dir():
            self.say("Mappen finns inte just nu. Sitter minnet i?", Tone.WARN)
        else:
            return folder
        return None

    def _make(self) -> None:
        folder, vault = self._place(), self._window.office.vault
        if folder is None or vault is None:
            self.make.done()
            return
        self._keep_place()
        self._desk.do(
            copies.copy_now,
            vault,
            folder,
            seal=backups.sealed_to_sheet(vault.backup_seal()),
            then=self._made,
            otherwise=self._not_made,
        )

    def _made(self, made: Made) -> None:
        self.make.done()
        self._last = made
        self.say(
            f"Kopian är gjord och läst tillbaka: {made.path.name}. Loggens slut i den är"
            f" {self._end(made)}. Skriv ut kvittot och förvara det för sig."
        )
        self.receipt.show()
        self.refresh()
        self._window.ask_backup()

    def _end(self, made: Made) -> str:
        """Return where the log ends in the copy, as it is printed (domain.md D7)."""
        return end_words(Head.parse(made.head))

    def receipt_pdf(self) -> bytes:
        """Return the receipt of the copy just made. Raises :class:`LookupError` before that."""
        from kvinnobyran.reports.receipt import receipt_page

        if self._last is None:
            message = "no copy was made"
            raise LookupError(message)
        at = self._last.at.astimezone(self._desk.now.tzinfo)
        return receipt_page(self._last.path.name, at, self._end(self._last))

    def _print_receipt(self) -> None:
        """Print the receipt: noted in the log, made in memory, no file of ours."""
        put_on_paper(self._desk, self, note_receipt_printed, pages=lambda _: self.receipt_pdf())

    def _not_made(self, trouble: Trouble) -> None:
        self.make.done()
        self.say_trouble(trouble)

    # --- trial ------------------------------------------------------------------------------------

    def _unfold(self) -> None:
        self.trial.show()
        self.key.setFocus()

    def _try(self) -> None:
        folder, vault = self._place(), self._window.office.vault
        newest = (
            None
            if folder is None or vault is None
            else backups.newest_in(folder, vault.vault.vault_id)
        )
        if newest is None:
            self.trial.say("I mappen finns ingen kopia av det här registret." if folder else "")
            return
        self._desk.do(
            backups.try_restore,
            newest,
            backups.opened_by_sheet(self.key.text()),
            then=self._tried,
            otherwise=self._not_tried,
        )

    def _tried(self, rows: int) -> None:
        self._fold()
        self.say(
            f"Det gick: den senaste kopian öppnades med bladet och är hel ({rows} rader). "
            "Inget har ändrats."
        )

    def _not_tried(self, trouble: Trouble) -> None:
        self.trial.say(f"{trouble.sentence} {trouble.way_on}")

    def _fold(self) -> None:
        self.key.setText("")
        self.trial.say("")
        self.trial.hide()
        self.try_button.setFocus()
