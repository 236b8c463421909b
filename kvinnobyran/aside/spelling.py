"""The speller: which of these words are unknown, and what could have been meant.

Loads the dictionary when it starts (0.6 s, 37 MB). It holds words only as long as it takes to
look them up, learns nothing and writes nothing.
"""

import json
import sys
from typing import Any, Final

from kvinnobyran import paths
from kvinnobyran.aside import frames

DICTIONARY: Final = "sv_SE"
MOST_SUGGESTIONS: Final = 7
LONGEST_WORD: Final = 60
"""Letters. What is longer is no word, and Hunspell's time grows with it."""


def serve(source: frames.Source, target: frames.Target) -> None:
    """Answer until the other end is done.

    ``{"n": …, "check": [words]}`` gives ``{"n": …, "wrong": [words]}``;
    ``{"n": …, "suggest": word}`` gives ``{"n": …, "words": [words]}``.
    """
    from hunspell import Hunspell

    book: Any = Hunspell(
        DICTIONARY,
        hunspell_data_dir=str(paths.resource("spelling")),
        system_encoding=sys.getfilesystemencoding(),
    )
    while (asked := frames.read(source)) is not None:
        question = json.loads(asked)
        if "suggest" in question:
            word = str(question["suggest"])
            found = book.suggest(word)[:MOST_SUGGESTIONS] if len(word) <= LONGEST_WORD else ()
            answer = frames.message(n=question["n"], words=list(found))
        else:
            wrong = [each for each in question["check"] if not _known(book, each)]
            answer = frames.message(n=question["n"], wrong=wrong)
        frames.write(target, answer)


def _known(book: Any, word: str) -> bool:  # noqa: ANN401 - Hunspell has no types
    return len(word) > LONGEST_WORD or bool(book.spell(word))
