"""One line of a case's timeline, and one sentence of its header: what parts say of a dossier."""

from datetime import date, time
from typing import NamedTuple

from kvinnobyran.ui.kit.notice import Tone


class Moment(NamedTuple):
    """One thing that happened. Labels only, never what was said.

    ``id`` is the record that Enter opens, ``kind`` the word that the timeline is filtered by
    ("Samtal"); ``shown`` stands for a day that is not known to the day ("våren 2019").
    """

    id: str
    day: date
    at: time | None
    kind: str
    what: str
    state: str
    shown: str = ""


class Flag(NamedTuple):
    """One sentence that must be known before anything is done in the case. Never a value."""

    words: str
    tone: Tone
