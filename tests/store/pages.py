"""Decrypt every page of a database and of its write-ahead log, as its owner's enemy would.

SQLCipher 4: AES-256-CBC, pages of 4096 bytes, the last 80 of each being IV and HMAC.
"""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVE, SALT = 4096, 80, 16


def _plain(page: bytes, key: bytes, *, skip: int) -> bytes:
    decryptor = Cipher(algorithms.AES(key), modes.CBC(page[-RESERVE : -RESERVE + 16])).decryptor()
    return decryptor.update(page[skip:-RESERVE]) + decryptor.finalize()


def decrypted(path: Path, database_key: bytes) -> bytes:
    key = bytes(database_key[:32])
    content = path.read_bytes()
    found = [
        _plain(content[at : at + PAGE], key, skip=0 if at else SALT)
        for at in range(0, len(content), PAGE)
    ]
    wal = path.with_name(path.name + "-wal")
    frames = wal.read_bytes() if wal.exists() else b""
    for at in range(32, len(frames), PAGE + 24):
        number = int.from_bytes(frames[at : at + 4])
        page = frames[at + 24 : at + 24 + PAGE]
        found.append(_plain(page, key, skip=SALT if number == 1 else 0))
    return b"".join(found)
