"""Papers of the fictitious office, made in memory: the same bytes on every machine."""

import struct
import zlib
from collections.abc import Sequence
from typing import Final

_WIDTH: Final = 240
_HEIGHT: Final = 160
_LINE: Final = 20
_TOP: Final = 770


def letter(heading: str, lines: Sequence[str]) -> bytes:
    """Return a PDF of one page: a heading, and lines under it."""
    said = [f"BT /F 16 Tf 70 {_TOP} Td ({_escaped(heading)}) Tj ET"]
    for number, line in enumerate(lines, 2):
        said.append(f"BT /F 11 Tf 70 {_TOP - number * _LINE} Td ({_escaped(line)}) Tj ET")
    page = "\n".join(said).encode("cp1252", "replace")
    form = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        form + b" /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length " + str(len(page)).encode() + b" >>\nstream\n" + page + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    whole, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(whole))
        whole += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    end = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R >>"
    return whole + f"{end}\nstartxref\n{len(whole)}\n%%EOF\n".encode()


def picture(shade: int) -> bytes:
    """Return a PNG: a sky over a hill, in one of 256 shades."""
    rows = bytearray()
    for down in range(_HEIGHT):
        rows.append(0)
        for across in range(_WIDTH):
            hill = down * 3 > _HEIGHT * 2 - (across - _WIDTH // 2) ** 2 // 120
            rows.append((shade // 2) if hill else 120 + down // 2)
    # Stored, not packed: other versions of zlib would pack it into other bytes.
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 0, 0, 0, 0)),
            _chunk(b"IDAT", zlib.compress(bytes(rows), 0)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    whole = kind + content
    return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
