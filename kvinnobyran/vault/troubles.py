"""Each cause of failure has its own class, its own sentence and its own way on.

The sentences are what a counsellor reads on the lock page. None holds a value that somebody
typed, a key or a path. Signal, Vorta and Bitwarden taught what happens otherwise: "wrong
password" was shown for a lost keyring, a damaged file and too little memory alike
(security.md section 2).
"""

from datetime import datetime

from kvinnobyran.domain.trouble import Trouble

# --- the folder -------------------------------------------------------------------------------


class VaultMissing(Trouble):
    """The folder holds no vault at all."""

    sentence = "I den här mappen finns inget register."
    way_on = "Välj mappen där registret ligger, eller skapa ett nytt register."


class KeyFileMissing(VaultMissing):
    """The folder holds a database, but its key file is gone: never an offer to start over."""

    sentence = "Nyckelfilen vault.keys saknas, men registrets databas finns kvar."
    way_on = (
        "Starta inte om från början. Lägg tillbaka nyckelfilen från en säkerhetskopia, "
        "eller återställ en säkerhetskopia med återställningsnyckeln."
    )


class VaultExists(Trouble):
    """A vault was to be made where there already is one, or the remains of one."""

    sentence = "I den här mappen finns redan ett register eller delar av ett. Inget har ändrats."
    way_on = "Öppna registret som finns, eller välj en annan, tom mapp."


class FolderNotYours(Trouble):
    """The operating system refuses to let this user read or write the folder."""

    sentence = "Datorn släpper inte in dig i registrets mapp. Inget har ändrats."
    way_on = "Logga in på datorn som den användare som har registret, eller be it-stödet om hjälp."


class SyncedFolder(Trouble):
    """A vault was to be made where another program copies files away (security.md section 2)."""

    sentence = "Mappen synkas av ett annat program, till exempel OneDrive eller Dropbox."
    way_on = (
        "Registret kan förstöras där och kopieras utom er kontroll. "
        "Välj en mapp som bara finns på den här datorn."
    )


class KeyFileNotSaved(Trouble):
    """Writing the key file failed; the one that was there is untouched."""

    sentence = "Nyckelfilen kunde inte sparas. Den som fanns är kvar och gäller."
    way_on = "Kontrollera att disken inte är full eller skrivskyddad, och försök igen."


class KeyFileChangedMeanwhile(Trouble):
    """Somebody else saved the key file after this vault was opened."""

    sentence = "Nyckelfilen har ändrats av någon annan sedan du låste upp. Inget har sparats."
    way_on = "Lås programmet, lås upp igen och gör om ändringen."


class SomebodyElseHasIt(Trouble):
    """Another running program holds the vault (security.md T23)."""

    sentence = "Registret är öppet i ett annat fönster eller på en annan dator."
    way_on = "Stäng programmet där det är öppet, eller vänta tills det är klart."

    def __init__(self, holder: str = "", since: datetime | None = None) -> None:
        self.holder = holder
        self.since = since
        if holder and since is not None:
            self.sentence = f"{holder} har registret öppet sedan {since:%Y-%m-%d kl. %H:%M}."
        elif holder:
            self.sentence = f"{holder} har registret öppet."
        super().__init__()


# --- the key file -----------------------------------------------------------------------------


class DamagedKeyFile(Trouble):
    """The key file is ours, but not as it was saved. No passphrase was tried."""

    sentence = "Nyckelfilen är skadad. Det beror inte på ditt lösenord."
    way_on = (
        "Skapa inget nytt register ovanpå. Ta fram den förra nyckelfilen "
        "eller återställ en säkerhetskopia."
    )


class EmptyKeyFile(DamagedKeyFile):
    """The key file has no content."""

    sentence = "Nyckelfilen är tom. Det beror inte på ditt lösenord."


class TruncatedKeyFile(DamagedKeyFile):
    """The key file ends too early."""

    sentence = "Nyckelfilen är avhuggen: slutet saknas. Det beror inte på ditt lösenord."


class TamperedKeyFile(DamagedKeyFile):
    """The key file is well formed, but was not written by somebody who holds the vault key."""

    sentence = "Nyckelfilen har ändrats av något annat än det här programmet."
    way_on = (
        "Fortsätt inte. Kontakta den som ansvarar för säkerheten "
        "och återställ en säkerhetskopia som ni litar på."
    )


class ForeignKeyFile(Trouble):
    """A file of another kind lies in the key file's place."""

    sentence = "Filen vault.keys är inte en nyckelfil från det här programmet."
    way_on = "Kontrollera att du har valt rätt mapp."


class NewerKeyFile(Trouble):
    """The key file was saved by a later version of the program."""

    sentence = "Registret är sparat av en nyare version av programmet. Inget har ändrats."
    way_on = "Installera den nya versionen på den här datorn också."


class OlderKeyFile(Trouble):
    """The register knows of a way in that was taken away after this key file was saved."""

    sentence = (
        "Nyckelfilen är äldre än registret: efter att den sparades har någon bytt lösenord "
        "eller tagits bort. De gamla lösenorden gäller inte."
    )
    way_on = (
        "Lägg tillbaka den nyare nyckelfilen, eller lås upp med återställningsnyckeln. Har ingen "
        "av er bytt ut filen: ta reda på vem som har haft datorn."
    )


class OlderRegister(Trouble):
    """The key file knows an end of the journal's chain that the register does not."""

    sentence = "Registret är äldre än när det senast låstes: det som skrevs sist saknas."
    way_on = (
        "Har ni själva lagt tillbaka en äldre databas kan ni öppna ändå; det skrivs i loggen. "
        "Annars: återställ från den senaste säkerhetskopian, och ta reda på vem som har haft "
        "datorn."
    )


# --- the key derivation -----------------------------------------------------------------------


class KdfTooWeak(DamagedKeyFile):
    """Parameters below the floor: refused before anything is computed (security.md 3.2)."""

    sentence = "Nyckelfilen begär ett svagare skydd än programmet tillåter."


class KdfTooCostly(DamagedKeyFile):
    """Parameters above the ceiling: refused before anything is computed (security.md 3.2)."""

    sentence = "Nyckelfilen begär mer arbete av datorn än programmet tillåter."


class TooLittleMemory(Trouble):
    """The machine cannot lend the memory that the slot asks for."""

    sentence = "Datorn har för lite ledigt minne för att låsa upp. Ditt lösenord är inte prövat."
    way_on = "Stäng andra program och försök igen."


# --- who are you ------------------------------------------------------------------------------


class WrongPassphrase(Trouble):
    """Nobody of that name has that passphrase. ``wait_seconds`` until the next try."""

    sentence = "Namnet eller lösenordet stämmer inte."
    way_on = "Försök igen. Har du glömt lösenordet går det att låsa upp med återställningsnyckeln."

    def __init__(self, wait_seconds: float = 0.0) -> None:
        super().__init__()
        self.wait_seconds = wait_seconds


class TooSoon(WrongPassphrase):
    """The growing delay is still running; the passphrase was not tried."""

    sentence = "Vänta en stund innan du försöker igen. Lösenordet är inte prövat."
    way_on = "Räknaren visar när det går."


class WeakPassphrase(Trouble):
    """A self-chosen passphrase is too easy to guess."""

    sentence = "Lösenordet är för lätt att gissa."
    way_on = "Använd minst fyra ord eller sexton tecken, eller ta det som programmet föreslår."


class UnfitName(Trouble):
    """A user's name is empty, too long, taken, or holds signs that cannot be seen."""

    sentence = "Namnet går inte att använda. Det är tomt, för långt eller redan upptaget."
    way_on = "Skriv ett annat namn."


class NobodyByThatName(Trouble):
    """A change was asked for a user who is not in the key file."""

    sentence = "Det finns ingen användare med det namnet."
    way_on = "Välj ett namn i listan."


class WrongRecoveryKey(Trouble):
    """A well-formed recovery key that is not this vault's."""

    sentence = "Återställningsnyckeln är rätt skriven men hör inte till det här registret."
    way_on = "Kontrollera att det är det senaste bladet, och att det gäller det här registret."


class RecoveryKeyMistyped(Trouble):
    """A sign or the check does not fit. ``group`` is the first unreadable group, from 1."""

    sentence = "Återställningsnyckeln är inte rätt avskriven."
    way_on = "Jämför med bladet, en grupp i taget."

    def __init__(self, group: int | None = None) -> None:
        self.group = group
        if group is not None:
            self.sentence = f"Grupp {group} i återställningsnyckeln är inte rätt avskriven."
        super().__init__()


class OnlyWithRecoveryKey(Trouble):
    """Setting somebody's new passphrase needs the recovery key."""

    sentence = (
        "Ett nytt lösenord kan bara väljas när registret är upplåst med återställningsnyckeln."
    )
    way_on = "Lås programmet och lås upp med återställningsnyckeln."


# --- quick unlock -----------------------------------------------------------------------------


class QuickUnlockOff(Trouble):
    """Quick unlock cannot be used now; the passphrase always can."""

    sentence = "Snabbupplåsning är avstängd."
    way_on = "Lås upp med ditt lösenord."


class KeyringGone(QuickUnlockOff):
    """The system's keyring did not answer, refused, or has lost our secret."""

    sentence = "Datorns nyckelring svarar inte eller har tappat uppgiften. Registret är oskadat."


class QuickUnlockExpired(QuickUnlockOff):
    """Twelve hours have passed, or the computer has been restarted."""

    sentence = "Snabbupplåsningen har gått ut."


class WrongPin(Trouble):
    """The PIN is wrong. ``tries_left`` before quick unlock is deleted."""

    sentence = "Koden stämmer inte."
    way_on = "Försök igen, eller lås upp med ditt lösenord."

    def __init__(self, tries_left: int) -> None:
        super().__init__()
        self.tries_left = tries_left


class QuickUnlockUsedUp(QuickUnlockOff):
    """Five wrong PINs: the slot was deleted."""

    sentence = "Fel kod fem gånger. Snabbupplåsningen är nu borttagen."


class UnfitPin(Trouble):
    """A PIN is too short, not digits, or one that everybody tries first."""

    sentence = "Koden måste ha minst sex siffror och får inte vara en enkel följd."
    way_on = "Välj en annan kod."


# --- sealed things ----------------------------------------------------------------------------


class SealBroken(Trouble):
    """A sealed key or field was changed, or was sealed to somebody else."""

    sentence = "Uppgiften går inte att öppna: förseglingen är bruten eller gäller en annan nyckel."
    way_on = "Kontrollera att rätt register och rätt återställningsnyckel används."


class NoAddressKey(Trouble):
    """The user has not been given the key of the addresses (security.md 3.5)."""

    sentence = "Du har inte tillgång till boendenas adresser."
    way_on = "Den som har tillgång kan ge dig den."


class OnlyOversight(Trouble):
    """A manager's name was used where the register itself is to be opened (decision 0029)."""

    sentence = "Det namnet öppnar bara insynen, inte registret."
    way_on = "Lås upp i programmets fönster, eller be en kurator göra det här."


class OversightNotReady(Trouble):
    """The oversight's file is not there, or is of another key than the manager's."""

    sentence = "Insynen är inte klar än. Det beror inte på ditt lösenord."
    way_on = "Be en kurator låsa upp registret en gång. Då görs insynen om."


class NotYourself(Trouble):
    """Somebody wanted to remove her own way in."""

    sentence = "Du kan inte ta bort dig själv."
    way_on = "Be en kollega göra det."
