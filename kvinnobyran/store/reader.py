"""What a question needs: a Database outside a step, a Transaction inside one."""

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

R = TypeVar("R")
Params = Sequence[object] | Mapping[str, object]


class Reader(Protocol):
    """Answers questions. :class:`Database` and :class:`Transaction` both do."""

    def all(self, row: type[R], sql: str, params: Params = ()) -> list[R]:
        """Return every row of a question, as records or row types."""

    def one(self, row: type[R], sql: str, params: Params = ()) -> R | None:
        """Return the first row, or None."""

    def get(self, row: type[R], id: str) -> R | None:
        """Return a record by its id, or None."""

    def value(self, sql: str, params: Params = ()) -> object:
        """Return the first column of the first row, or None."""
