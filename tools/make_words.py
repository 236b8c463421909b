"""Make ``ord.txt``: 7,776 common Swedish words for passphrases. Run only to make it anew.

    pip install msgpack
    pip download --no-deps wordfreq==3.1.1 hunspell-sv==2026.10.25
    python tools/make_words.py wordfreq-3.1.1-*.whl hunspell_sv-2026.10.25-*.whl

The commonest words of wordfreq's Swedish list are taken, in its order, when they

* have 4 to 8 letters of a-z, å, ä, ö,
* stand in the spelling dictionary with a small letter, as a word of their own that can be
  inflected, and not as a name as well,
* are no commoner word's inflected form as far as an ending shows (``husen`` beside ``hus``),
* are not in ``olämpliga.txt`` (offensive words, and words that hurt in this office).

The same two files give the same list on every machine; the test of the word list knows its
SHA-256. Sources and licences are in ``LICENSE.txt`` beside the list.
"""

import gzip
import importlib
import re
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent / "resources" / "words"
COUNT = 7776
STEMS = 25_000  # how common a word must be to make its inflected forms superfluous
FIT = re.compile(r"[a-zåäö]{4,8}")
ENDINGS = (
    *("en", "n", "et", "t", "ar", "er", "or", "r", "na", "arna", "erna", "orna", "s"),
    *("a", "de", "te", "ade", "at", "ad", "are", "ast", "aste", "ande", "ende", "e"),
)


def by_frequency(wheel: Path) -> list[str]:
    """Return wordfreq's Swedish words, the commonest first."""
    with zipfile.ZipFile(wheel) as archive:
        packed = archive.read("wordfreq/data/large_sv.msgpack.gz")
    msgpack = importlib.import_module("msgpack")  # needed here only, so no dependency of ours
    _header, *bins = msgpack.unpackb(gzip.decompress(packed))
    return [str(word) for words in bins for word in words]


def dictionary(wheel: Path) -> tuple[set[str], set[str]]:
    """Return the words that can be inflected, and the names, of the spelling dictionary."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith("/sv_SE.dic"))
        rows = archive.read(name).decode("utf-8").splitlines()
    words, names = set(), set()
    for row in rows:
        word, _, flags = row.split()[0].partition("/") if row.split() else ("", "", "")
        if word[:1].isupper():
            names.add(word.casefold())
        elif flags:
            words.add(word)
    return words, names


def is_inflected(word: str, stems: set[str]) -> bool:
    """Say whether a dictionary word plus an ending is this word."""
    return any(word.endswith(e) and word[: -len(e)] in stems for e in ENDINGS)


def choose(frequency: Path, spelling: Path) -> list[str]:
    """Return the list, sorted."""
    words, names = dictionary(spelling)
    unfit = set((HERE / "olämpliga.txt").read_text("utf-8").split())
    roots = tuple(word[:-1] for word in unfit if word.endswith("*"))
    common = by_frequency(frequency)
    stems = words & set(common[:STEMS])
    kept: set[str] = set()
    for word in common:
        if (
            FIT.fullmatch(word)
            and word in words
            and word not in names
            and word not in unfit
            and not any(root in word for root in roots)
            and not is_inflected(word, stems)
        ):
            kept.add(word)
            if len(kept) == COUNT:
                return sorted(kept)
    raise SystemExit("Too few words fit.")


if __name__ == "__main__":
    chosen = choose(Path(sys.argv[1]), Path(sys.argv[2]))
    (HERE / "ord.txt").write_text("\n".join(chosen) + "\n", "utf-8")
