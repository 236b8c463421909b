"""Make ``ord.txt``: 7,776 common Swedish words for passphrases. Run only to make it anew.

    pip download --no-deps wordfreq==3.1.1 hunspell-sv==2026.10.25
    python resources/words/make_words.py wordfreq-3.1.1-*.whl hunspell_sv-2026.10.25-*.whl

The commonest words of wordfreq's Swedish list are taken, in its order, when they

* have 4 to 8 letters of a-z, å, ä, ö,
* stand in the spelling dictionary with a small letter, as a word of their own that can be
  inflected, and not as a name as well,
* are no other word's inflected form as far as a common ending shows (``husen`` beside ``hus``),
* are not in ``olämpliga.txt`` (offensive words, and words that hurt in this office).

The same two files give the same list on every machine; the test of the word list knows its
SHA-256. Sources and licences are in ``LICENSE.txt`` beside this file.
"""

import gzip
import re
import struct
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
COUNT = 7776
FIT = re.compile(r"[a-zåäö]{4,8}")
ENDINGS = (
    *("en", "n", "et", "t", "ar", "er", "or", "r", "na", "arna", "erna", "orna", "s"),
    *("a", "de", "te", "ade", "at", "ad", "are", "ast", "aste", "ande", "ende", "e"),
)


def unpack(data: bytes, at: int = 0) -> tuple[object, int]:
    """Read the part of MessagePack that wordfreq uses."""
    kind = data[at]
    at += 1
    if kind < 0x80:
        return kind, at
    if kind < 0x90 or kind == 0xDE:
        size, at = (kind & 15, at) if kind < 0x90 else number(data, at, ">H")
        items = {}
        for _ in range(size):
            key, at = unpack(data, at)
            items[key], at = unpack(data, at)
        return items, at
    if kind < 0xA0 or kind in {0xDC, 0xDD}:
        size, at = (kind & 15, at) if kind < 0xA0 else number(data, at, WIDTH[kind])
        row = []
        for _ in range(size):
            item, at = unpack(data, at)
            row.append(item)
        return row, at
    if kind < 0xC0 or kind in {0xD9, 0xDA, 0xDB}:
        size, at = (kind & 31, at) if kind < 0xC0 else number(data, at, WIDTH[kind])
        return data[at : at + size].decode(), at + size
    return number(data, at, WIDTH[kind])


WIDTH = {
    **{0xCC: ">B", 0xCD: ">H", 0xCE: ">I", 0xD9: ">B", 0xDA: ">H", 0xDB: ">I"},
    **{0xDC: ">H", 0xDD: ">I"},
}


def number(data: bytes, at: int, form: str) -> tuple[int, int]:
    """Read one unsigned number and say where it ends."""
    return struct.unpack_from(form, data, at)[0], at + struct.calcsize(form)


def by_frequency(wheel: Path) -> list[str]:
    """Return wordfreq's Swedish words, the commonest first."""
    with zipfile.ZipFile(wheel) as archive:
        packed = archive.read("wordfreq/data/large_sv.msgpack.gz")
    bins, _ = unpack(gzip.decompress(packed))
    assert isinstance(bins, list)  # noqa: S101 - the form of wordfreq 3
    return [word for words in bins[1:] for word in words]


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


def is_inflected(word: str, kept: set[str]) -> bool:
    """Say whether a kept word plus an ending is this word."""
    return any(word.endswith(e) and word[: -len(e)] in kept for e in ENDINGS)


def choose(frequency: Path, spelling: Path) -> list[str]:
    """Return the list, sorted."""
    words, names = dictionary(spelling)
    unfit = set((HERE / "olämpliga.txt").read_text("utf-8").split())
    roots = tuple(word[:-1] for word in unfit if word.endswith("*"))
    kept: set[str] = set()
    for word in by_frequency(frequency):
        if (
            FIT.fullmatch(word)
            and word in words
            and word not in names
            and word not in unfit
            and not any(root in word for root in roots)
            and not is_inflected(word, kept)
        ):
            kept.add(word)
            if len(kept) == COUNT:
                return sorted(kept)
    raise SystemExit(f"Only {len(kept)} words fit.")


if __name__ == "__main__":
    chosen = choose(Path(sys.argv[1]), Path(sys.argv[2]))
    (HERE / "ord.txt").write_text("\n".join(chosen) + "\n", "utf-8")
