"""Looks for a word wherever it could have been left: files, names, attributes, memory (T01, T16).

It knows the word as UTF-8, UTF-16 of both kinds, base64 at each of its three places, hex,
and inside what is packed (gzip, zip, the streams of a PDF).
"""

import base64
import contextlib
import gzip
import io
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PART = 1 << 22
_LARGEST_PACKED = 64 << 20
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Hit:
    """Where something was found and as what. Never the word itself."""

    where: str
    form: str


def forms_of(word: str) -> dict[str, bytes]:
    """Return every way in which the word may lie somewhere."""
    plain = word.encode()
    found = {
        "UTF-8": plain,
        "UTF-16LE": word.encode("utf-16-le"),
        "UTF-16BE": word.encode("utf-16-be"),
        "hex": plain.hex().encode(),
        "HEX": plain.hex().upper().encode(),
    }
    for before in range(3):
        # The signs at both ends depend on what stands beside the word.
        coded = base64.b64encode(b"\0" * before + plain)
        found[f"base64 at {before}"] = coded[4 if before else 0 : -4]
    return found


def forms_of_bytes(secret: bytes) -> dict[str, bytes]:
    """Return the ways in which a key may lie in memory."""
    return {"raw": secret, "hex": secret.hex().encode(), "HEX": secret.hex().upper().encode()}


def in_bytes(content: bytes, forms: dict[str, bytes]) -> list[str]:
    return [name for name, form in forms.items() if form in content]


def unpacked(content: bytes) -> Iterator[bytes]:
    """Yield what is packed inside."""
    with contextlib.suppress(OSError, EOFError, zlib.error):
        if content[:2] == b"\x1f\x8b":
            yield gzip.decompress(content)
    with contextlib.suppress(zipfile.BadZipFile, RuntimeError, NotImplementedError):
        if content[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                for name in packed.namelist():
                    yield packed.read(name)
    if content[:5] == b"%PDF-":
        for stream in _STREAM.findall(content):
            with contextlib.suppress(zlib.error):
                yield zlib.decompress(stream.strip(b"\r\n"))
            with contextlib.suppress(ValueError, zlib.error):
                yield zlib.decompress(base64.a85decode(stream.strip().removesuffix(b"~>")))


def in_file(path: Path, forms: dict[str, bytes]) -> list[Hit]:
    """Search one file: its name, its attributes, its content and what is packed in it."""
    hits = [Hit(str(path.parent), "file name")] if in_bytes(os.fsencode(path.name), forms) else []
    with contextlib.suppress(OSError):
        for name in os.listxattr(path, follow_symlinks=False):
            value = os.fsencode(name) + os.getxattr(path, name, follow_symlinks=False)
            hits += [Hit(str(path), "attribute")] if in_bytes(value, forms) else []
    if path.is_symlink() or not path.is_file():
        return hits
    content = path.read_bytes()
    hits += [Hit(str(path), form) for form in in_bytes(content, forms)]
    if len(content) <= _LARGEST_PACKED:
        for inside in unpacked(content):
            hits += [Hit(str(path), f"packed {form}") for form in in_bytes(inside, forms)]
    return hits


def in_folders(
    folders: list[Path], forms: dict[str, bytes], *, since: float = 0.0, skip: tuple[Path, ...] = ()
) -> tuple[list[Hit], int]:
    """Search everything in the folders that was changed after ``since``; return also how many."""
    hits: list[Hit] = []
    looked = 0
    for folder in folders:
        for root, names, files in os.walk(folder):
            here = Path(root)
            names[:] = [name for name in names if here / name not in skip]
            for name in (*names, *files):
                path = here / name
                # Others' files come and go while we look.
                with contextlib.suppress(OSError):
                    if path.lstat().st_mtime >= since:
                        looked += 1
                        hits += in_file(path, forms)
    return hits, looked


def in_memory(pid: int, forms: dict[str, bytes]) -> list[Hit]:
    """Search all readable memory of a process. Raises :class:`OSError` without the right to."""
    hits: list[Hit] = []
    longest = max(map(len, forms.values()))
    areas = Path(f"/proc/{pid}/maps").read_text(encoding="ascii", errors="replace").splitlines()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for area in areas:
            place, rights, *rest = area.split()
            if "r" not in rights or (rest and rest[-1] in {"[vvar]", "[vsyscall]"}):
                continue
            begin, end = (int(number, 16) for number in place.split("-"))
            tail = b""
            for at in range(begin, end, _PART):
                try:
                    memory.seek(at)
                    part = memory.read(min(_PART, end - at))
                except (OSError, OverflowError, ValueError):
                    break
                where = rest[-1] if rest else "memory"
                hits += [Hit(where, form) for form in in_bytes(tail + part, forms)]
                tail = part[-longest:]
    return hits
