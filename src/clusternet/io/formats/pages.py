"""What the pages of a Parquet file hold, by their own heads: what its end says of them is not believed."""

from __future__ import annotations

import mmap
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pyarrow.parquet import ColumnChunkMetaData, ColumnSchema, FileMetaData

_BATCH = 1 << 20
"""Rows held twice while a column is read."""

_AT_ONCE = 1 << 28
"""Bytes that these rows may become."""

_BOOLEANS, _INTEGERS, _DOUBLE, _BINARY, _LISTS, _MAP, _STRUCT = (1, 2), (4, 5, 6), 7, 8, (9, 10), 11, 12
"""Types of Thrift's compact protocol; 3 is a byte."""

_DEEPEST = 16


class Leaf(NamedTuple):
    """A column of values of one kind, alone or within lists and records.

    Attributes
    ----------
    path
        Its name, and those of what it lies in.
    size, values
        Bytes, unpacked, and values of its pages.
    longest
        Bytes that one value may have, unless it stays in a dictionary of texts.
    coded
        Whether it stays there.
    repeated
        Whether one row may hold any number of values.
    """

    path: str
    size: int
    values: int
    longest: int
    coded: bool
    repeated: bool

    @property
    def rows_at_once(self) -> int:
        """Rows that may be decoded at a time."""
        return max(1, min(_BATCH, _AT_ONCE // max(self.longest, 1)))


def leaves(path: Path, about: FileMetaData) -> list[Leaf]:
    """Return what the pages of a file hold.

    Raises
    ------
    ValueError
        If the head of a page cannot be read.
    """
    held = [(0, 0)] * about.num_columns
    known: dict[tuple[int, int], tuple[int, int]] = {}
    groups = [about.row_group(group) for group in range(about.num_row_groups)]
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for group in groups:
            for place in range(about.num_columns):
                start, end = span = _span(group.column(place))
                if span not in known:
                    known[span] = _walked(data, start, min(end, len(data)))
                held[place] = held[place][0] + known[span][0], held[place][1] + known[span][1]
    return [
        _leaf(
            about.schema.column(place),
            sizes,
            {each for group in groups for each in group.column(place).encodings},
        )
        for place, sizes in enumerate(held)
    ]


def _leaf(column: ColumnSchema, held: tuple[int, int], encodings: set[str]) -> Leaf:
    """Return a leaf; a value written as what follows on the one before may be as long as all there is."""
    size, values = held
    is_text = column.physical_type == "BYTE_ARRAY" and column.logical_type.type != "DECIMAL"
    longest = column.length if column.physical_type == "FIXED_LEN_BYTE_ARRAY" else 1
    return Leaf(
        path=column.path,
        size=size,
        values=values,
        longest=size if "DELTA_BYTE_ARRAY" in encodings else longest,
        coded=is_text and not any("DELTA" in each for each in encodings),
        repeated=column.max_repetition_level > 0,
    )


def _span(column: ColumnChunkMetaData) -> tuple[int, int]:
    start: int = column.data_page_offset
    if column.has_dictionary_page and 0 < column.dictionary_page_offset < start:
        start = column.dictionary_page_offset
    return start, start + column.total_compressed_size


def _walked(data: mmap.mmap, start: int, end: int) -> tuple[int, int]:
    """Return the bytes, unpacked, and the values of the pages between two places."""
    size = values = 0
    try:
        while 0 <= start < end:
            head = _Head(data, start)
            fields = head.struct()
            size += fields.get((2,), 0)
            values += fields.get((5, 1), 0) + fields.get((8, 1), 0)
            if fields.get((2,), 0) < 0 or fields.get((3,), -1) < 0:
                raise ValueError("a page of a negative size")
            start = head.place + fields[3,]
    except IndexError as error:
        raise ValueError("the head of a page ends early") from error
    return size, values


class _Head:
    """The head of a page, a struct in Thrift's compact protocol."""

    def __init__(self, data: mmap.mmap, place: int) -> None:
        self.place = place
        self._data = data

    def struct(self, depth: int = 0) -> dict[tuple[int, ...], int]:
        """Return the whole numbers of a struct by the path of their fields."""
        if depth > _DEEPEST:
            raise ValueError("the head of a page is too deep")
        found: dict[tuple[int, ...], int] = {}
        field = 0
        while kind := self._byte():
            step, kind = kind >> 4, kind & 15
            field = field + step if step else self._signed()
            value = self._value(kind, depth)
            if isinstance(value, dict):
                found |= {(field, *path): number for path, number in value.items()}
            elif value is not None:
                found[field,] = value
        return found

    def _value(self, kind: int, depth: int) -> dict[tuple[int, ...], int] | int | None:
        if kind in _INTEGERS:
            return self._signed()
        if kind == _STRUCT:
            return self.struct(depth + 1)
        if kind == _BINARY:
            length = self._unsigned()
            self.place += length
        elif kind in _LISTS:
            head = self._byte()
            for _ in range(self._unsigned() if head >> 4 == 15 else head >> 4):
                self._element(head & 15, depth)
        elif kind == _MAP and (number := self._unsigned()):
            kinds = self._byte()
            for _ in range(number):
                self._element(kinds >> 4, depth)
                self._element(kinds & 15, depth)
        elif kind == _DOUBLE:
            self.place += 8
        elif kind not in _BOOLEANS:
            self.place += 1
        return None

    def _element(self, kind: int, depth: int) -> None:
        if kind in _BOOLEANS:
            self.place += 1
        else:
            self._value(kind, depth + 1)
        if self.place > len(self._data):
            raise ValueError("the head of a page ends early")

    def _byte(self) -> int:
        self.place += 1
        return self._data[self.place - 1]

    def _unsigned(self) -> int:
        number = shift = 0
        while (byte := self._byte()) >= 0x80:
            number |= (byte & 0x7F) << shift
            shift += 7
            if shift > 63:
                raise ValueError("the head of a page has too long a number")
        return number | byte << shift

    def _signed(self) -> int:
        number = self._unsigned()
        return number >> 1 ^ -(number & 1)
