"""What can go wrong with the file, each with its own Swedish sentence and a way on.

The texts are fixed: no value of a record, no path and no foreign exception text is in them.
"""

from kvinnobyran.domain.trouble import ChangedMeanwhile, Trouble


class StoreBug(Exception):  # noqa: N818 - not the world's fault but ours, see architecture.md 3.7
    """Our own mistake: a wrong statement, a wrong registry, a write outside a transaction.

    The text names what we wrote ourselves (a statement without its literals), never a value.
    """


class BadKey(Trouble):
    """The key does not have the form of security.md 4.1, step 3. The text never holds the key."""

    sentence = "Nyckeln till uppgifterna har inte rätt form. Inget har ändrats."
    way_on = "Lås upp igen. Hjälper det inte, använd återställningsnyckeln."


class DatabaseMissing(Trouble):
    """There is no file where the database should be."""

    sentence = "Filen med uppgifterna finns inte på sin plats."
    way_on = "Kontrollera att mappen är rätt, eller läs tillbaka den senaste säkerhetskopian."


class AlreadyThere(Trouble):
    """A new database was asked for where there is a file: never on top of it."""

    sentence = "Det finns redan en fil med uppgifter här. Den har inte rörts."
    way_on = "Öppna den som finns, eller välj en annan mapp."


class DamagedDatabase(Trouble):
    """The file is ours and damaged."""

    sentence = "Filen med uppgifterna är skadad. Den har inte ändrats."
    way_on = "Läs tillbaka den senaste säkerhetskopian, och spara den skadade filen."


class EmptyFile(DamagedDatabase):
    """The file has no bytes: that is damage, not a new database."""

    sentence = "Filen med uppgifterna är tom. Den har inte ändrats."


class ForeignFile(Trouble):
    """The file is not one of ours, or belongs to other keys."""

    sentence = "Filen hör inte ihop med den här nyckeln eller det här programmet."
    way_on = "Kontrollera att mappen är rätt. Filen har inte ändrats."


class PlaintextFile(ForeignFile):
    """An ordinary SQLite file: readable by anybody, so it is not ours."""

    sentence = "Filen är inte krypterad och öppnas därför inte."


class WrongVault(ForeignFile):
    """The database opens but says that it belongs to another vault."""

    sentence = "Filen med uppgifterna och nyckelfilen kommer från olika arkiv."


class WrongEpoch(ForeignFile):
    """Key file and database come from before and after a change of key (security.md 3.6)."""

    sentence = "Nyckelfilen och filen med uppgifterna är från olika tillfällen."
    way_on = "Använd nyckelfilen och databasen från samma säkerhetskopia."


class NewerSchema(Trouble):
    """The file was written by a newer version of the program."""

    sentence = "Uppgifterna är sparade med en nyare version av programmet. Inget har ändrats."
    way_on = "Installera den nyare versionen på den här datorn."


class ReadOnlyMedium(Trouble):
    """The place cannot be written to."""

    sentence = "Det går inte att skriva där uppgifterna ligger. Inget har ändrats."
    way_on = "Kontrollera att mappen inte är skrivskyddad, och försök igen."


class DiskFull(Trouble):
    """No space left."""

    sentence = "Disken är full. Det som redan är sparat är kvar."
    way_on = "Frigör plats på disken och spara igen."


class DiskError(Trouble):
    """The disk would not read or write."""

    sentence = "Disken svarade inte som den skulle. Det som redan är sparat är kvar."
    way_on = "Försök igen. Händer det flera gånger, ta en säkerhetskopia till ett annat medium."


class DatabaseLocked(Trouble):
    """Somebody else has the file open."""

    sentence = "Uppgifterna är redan öppna i ett annat fönster eller av ett annat program."
    way_on = "Stäng det andra programmet och försök igen."


class MemoryShort(Trouble):
    """The database engine was refused memory."""

    sentence = "Datorns minne räckte inte. Det som redan är sparat är kvar."
    way_on = "Stäng andra program och försök igen."


class TooLarge(Trouble):
    """A text is beyond what the database can hold."""

    sentence = "Texten är för stor för att sparas. Det som redan är sparat är kvar."
    way_on = "Dela upp texten i flera delar."


class Unstorable(Trouble):
    """A text holds NUL or half a character, or a number is out of range.

    Decision: NUL is refused rather than stored, because SQLite's own functions (length,
    CHECK, full-text search) stop at it and would see another text than the counsellor.
    """

    sentence = "Texten innehåller ett tecken som inte går att spara. Inget har ändrats."
    way_on = "Ta bort det du klistrade in, och klistra in det som vanlig text."


class BrokenRule(Trouble):
    """A constraint of the database said no.

    ``rule`` is the constraint as the schema names it (``"UNIQUE person.code"``), never a value.
    """

    sentence = "Det går inte att spara, för uppgiften krockar med något som redan finns."
    way_on = "Läs om sidan och försök igen."

    def __init__(self, rule: str = "") -> None:
        super().__init__()
        self.rule = rule


class StaysOverlap(BrokenRule):
    """Two stays would share a night in one apartment (domain.md B1)."""

    sentence = "Lägenheten är redan upptagen de dagarna. Inget har sparats."
    way_on = "Läs om kalendern och välj en annan dag eller den andra lägenheten."

    def __init__(self) -> None:
        super().__init__("placement.days")


RAISED: dict[str, type[Trouble]] = {"stays overlap": StaysOverlap}
"""What the schema's own triggers say, and the trouble it is."""


class RecordGone(ChangedMeanwhile):
    """The record is not there any more."""

    sentence = "Uppgiften har tagits bort sedan du öppnade den. Det du har skrivit är kvar."
    way_on = "Kopiera det du behöver och gå tillbaka till listan."


class SettingRefused(Trouble):
    """The database engine does not keep a safety setting (security.md 4.1, step 7)."""

    sentence = "Databasens säkerhetsinställningar gick inte att slå på. Inget har ändrats."
    way_on = "Installera om programmet. Uppgifterna är kvar."


class MigrationFailed(Trouble):
    """The file could not be brought to this version; the old one is intact."""

    sentence = "Uppgifterna gick inte att föra över till den nya versionen. De är oförändrade."
    way_on = "Använd den tidigare versionen av programmet och kontakta den som sköter datorn."


class CopyFailed(Trouble):
    """A copy did not pass its own check, so it does not count as one."""

    sentence = "Kopian gick inte att kontrollera och räknas därför inte som sparad."
    way_on = "Försök igen, gärna till ett annat minne."


class CannotUndo(Trouble):
    """Somebody else has built on the step, or its contents were erased."""

    sentence = "Det går inte att ångra, för uppgiften har ändrats eller låsts efteråt."
    way_on = "Ändra uppgiften för hand i stället."


class NothingToUndo(Trouble):
    """There is no step of this user in this session to undo or to do again."""

    sentence = "Det finns inget att ångra."
    way_on = ""
