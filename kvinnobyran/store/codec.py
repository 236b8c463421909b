"""Records to rows and back, read from the annotations of the record classes.

A record is a frozen dataclass; each field is one column of the same name. ``str``, ``int``,
``bool``, ``bytes``, dates, times, moments, closed code lists, sets and ranked lists of them,
any class with ``to_stored()`` and ``from_stored()``, and ``X | None``. Everything is compiled
once per class.
"""

import datetime as dt
import json
import types
from collections.abc import Callable, Sequence
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from enum import Enum
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from kvinnobyran.store.troubles import StoreBug, Unstorable

R = TypeVar("R")
Stored = str | int | bytes | None
Convert = Callable[[Any], Any]

_VALUE: Final = attrgetter("_value_")
"""The value of a member, asked for without the descriptors of ``value``: of every row's codes."""


def text(value: str) -> str:
    """Return the text itself. Raises :class:`Unstorable` for NUL and half characters."""
    if "\0" in value or not (value.isascii() or _is_whole(value)):
        raise Unstorable
    return value


def moment(value: dt.datetime) -> str:
    """Return a moment as UTC text with whole seconds. Raises :class:`StoreBug` if it is naive."""
    if value.tzinfo is None:
        raise StoreBug("a moment without a time zone")
    return value.astimezone(dt.UTC).isoformat(timespec="seconds")


def _is_whole(value: str) -> bool:
    """Tell whether the text has no half surrogate pair, which UTF-8 cannot hold."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _clock(value: dt.time) -> str:
    """Return ``HH:MM``."""
    return value.isoformat(timespec="minutes")


_PLAIN: dict[Any, tuple[Convert | None, Convert | None]] = {
    str: (text, None),
    int: (None, None),
    bytes: (None, None),
    bool: (int, bool),
    dt.date: (dt.date.isoformat, dt.date.fromisoformat),
    dt.time: (_clock, dt.time.fromisoformat),
    dt.datetime: (moment, dt.datetime.fromisoformat),
}


def _converters(annotation: Any) -> tuple[Convert | None, Convert | None]:  # noqa: ANN401 - any type
    """Return how a value of an annotated type is stored and read; None is "as it is"."""
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in {Union, types.UnionType}:
        known = [argument for argument in arguments if argument is not type(None)]
        if len(known) == 1:
            return _converters(known[0])
    elif origin in {frozenset, tuple} and arguments:
        return _array(origin, *_converters(arguments[0]))
    elif isinstance(annotation, type) and issubclass(annotation, Enum):
        return _VALUE, annotation
    elif hasattr(annotation, "to_stored") and hasattr(annotation, "from_stored"):
        return (lambda value: value.to_stored()), annotation.from_stored
    raise StoreBug("a field of a type that the codec does not know: " + str(annotation))


def _array(
    collection: type, encode: Convert | None, decode: Convert | None
) -> tuple[Convert, Convert]:
    """Return the converters of a set (stored sorted) or a ranked list (stored in its order)."""

    def stored(values: Any) -> str:  # noqa: ANN401 - a set or tuple of what ``encode`` takes
        items = [value if encode is None else encode(value) for value in values]
        return json.dumps(sorted(items) if collection is frozenset else items, ensure_ascii=False)

    def read(array: str) -> Any:  # noqa: ANN401 - a set or tuple of what ``decode`` gives
        items = json.loads(array)
        return collection(items if decode is None else map(decode, items))

    return stored, read


@dataclass(frozen=True, slots=True)
class Codec(Generic[R]):
    """How one record class is stored. Get it from :func:`codec_of`."""

    row: type[R]
    names: tuple[str, ...]
    required: frozenset[str]
    encoders: tuple[tuple[str, Convert | None], ...]
    decoders: dict[str, Convert | None]
    loaders: dict[tuple[str, ...], Callable[[Sequence[Any]], R]] = field(default_factory=dict)
    """What has been asked for already: a query asks for the same columns a thousand times."""

    def encode(self, record: R) -> list[Stored]:
        """Return the values of the columns, in the order of ``names``.

        Raises :class:`Unstorable` for a text that cannot be stored literally.
        """
        values: list[Stored] = []
        for name, convert in self.encoders:
            value = getattr(record, name)
            values.append(value if value is None or convert is None else convert(value))
        return values

    def loader(self, columns: Sequence[str]) -> Callable[[Sequence[Any]], R]:
        """Return what makes a record of a row with these columns.

        Raises :class:`StoreBug` when a column is not a field or a field without a default
        is not a column.
        """
        names = tuple(columns)
        known = self.loaders.get(names)
        if known is None:
            known = self.loaders[names] = self._loader(names)
        return known

    def _loader(self, columns: tuple[str, ...]) -> Callable[[Sequence[Any]], R]:
        if not self.required <= set(columns) <= self.decoders.keys():
            raise StoreBug("the columns of the query are not the fields of " + self.row.__name__)
        row = self.row
        converting = [(name, read) for name in columns if (read := self.decoders[name])]

        def load(values: Sequence[Any]) -> R:
            given = dict(zip(columns, values, strict=True))
            for name, convert in converting:
                value = given[name]
                if value is not None:
                    given[name] = convert(value)
            return row(**given)

        return load


_COMPILED: dict[type, Codec[Any]] = {}


def codec_of(row: type[R]) -> Codec[R]:
    """Return the codec of a record class. Raises :class:`StoreBug` for an unknown type."""
    known = _COMPILED.get(row)
    if known is None:
        known = _COMPILED[row] = _compile(row)
    return known


def _compile(row: type[R]) -> Codec[R]:
    """Read the annotations of a record class."""
    if not is_dataclass(row):
        raise StoreBug("not a record class: " + row.__name__)
    hints = get_type_hints(row)
    found = fields(row)
    converters = {each.name: _converters(hints[each.name]) for each in found}
    return Codec(
        row=row,
        names=tuple(converters),
        required=frozenset(
            each.name
            for each in found
            if each.default is MISSING and each.default_factory is MISSING
        ),
        encoders=tuple((name, encode) for name, (encode, _) in converters.items()),
        decoders={name: decode for name, (_, decode) in converters.items()},
    )
