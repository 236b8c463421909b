"""What goes through the pipes: frames, each four bytes of length and then so many bytes."""

import json
from collections.abc import Iterator
from typing import Any, Final, Protocol

LENGTH: Final = 4
LONGEST: Final = 64 * 1024 * 1024
"""Bytes of one frame; a longer one is no frame of ours."""


class Broken(Exception):  # noqa: N818 - the state of a pipe
    """The other end has gone, or does not speak frames."""


class Source(Protocol):
    """Where frames are read from."""

    def read(self, size: int, /) -> bytes:
        """Return so many bytes, or fewer at the end."""


class Target(Protocol):
    """Where frames are written to."""

    def write(self, content: bytes, /) -> object:
        """Take all of it."""

    def flush(self) -> None:
        """Send it on."""


def frame(content: bytes) -> bytes:
    """Return a frame."""
    return len(content).to_bytes(LENGTH, "big") + content


def message(**said: Any) -> bytes:  # noqa: ANN401 - any JSON
    """Return a frame that holds JSON."""
    return frame(json.dumps(said, ensure_ascii=False).encode())


def read(source: Source) -> bytes | None:
    """Return the content of the next frame, or None when the other end is done.

    Raises :class:`Broken` in the middle of a frame, or for one that is too long.
    """
    head = source.read(LENGTH)
    if not head:
        return None
    length = int.from_bytes(head, "big")
    if len(head) < LENGTH or length > LONGEST:
        raise Broken
    content = source.read(length)
    if len(content) < length:
        raise Broken
    return content


def write(target: Target, *frames: bytes) -> None:
    """Send frames."""
    for each in frames:
        target.write(each)
    target.flush()


class Splitter:
    """Puts frames together from the pieces in which a pipe hands them over."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """Yield the content of every frame that is whole now. Raises :class:`Broken`."""
        self._waiting += piece
        while len(self._waiting) >= LENGTH:
            length = int.from_bytes(self._waiting[:LENGTH], "big")
            if length > LONGEST:
                raise Broken
            if len(self._waiting) < LENGTH + length:
                return
            content = bytes(self._waiting[LENGTH : LENGTH + length])
            del self._waiting[: LENGTH + length]
            yield content
