"""Where each user was, so that the window comes back there after a lock."""

import json
from dataclasses import asdict, dataclass

from kvinnobyran.store.codec import codec_of
from kvinnobyran.store.database import Database
from kvinnobyran.store.reads import Reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """A place in the window: the page, the record on it, the focused field, the cursor.

    ``window`` is the window's own description of its size and place, as text.
    """

    page: str = ""
    record: str = ""
    focus: str = ""
    cursor: int = 0
    window: str = ""


def save_workplace(database: Database, user: str, workplace: Workplace) -> None:
    """Commit where a user is."""
    with database.unjournalled("workplace"):
        database.wire.change(
            "INSERT INTO workplace (user, state) VALUES (?, ?)"
            " ON CONFLICT (user) DO UPDATE SET state = excluded.state",
            (user, json.dumps(asdict(workplace))),
        )


def load_workplace(database: Reads, user: str) -> Workplace:
    """Return where a user was; the beginning, if nowhere.

    What another version wrote and this one does not know is left out.
    """
    stored = database.value("SELECT state FROM workplace WHERE user = ?", (user,))
    known = codec_of(Workplace).names
    state = json.loads(stored) if stored else {}
    return Workplace(**{name: value for name, value in state.items() if name in known})
