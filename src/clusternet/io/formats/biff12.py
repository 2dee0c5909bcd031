"""What a part of a ``.xlsb`` workbook asks of memory: records of the form BIFF12."""

from __future__ import annotations

from collections.abc import Iterator

from clusternet.io.formats.extent import Extent
from clusternet.io.formats.state import ERRORS

_ROW, _SHARED_CELL, _STRING, _LATER, _LISTED, _MERGED = 0x00, 0x07, 0x13, 0x23, 0x9C, 0xB0
_CELLS = range(0x02, 0x0C)
"""Records that are cells with a value."""

_FORMULAS, _ERROR_CELLS = range(0x08, 0x0C), (0x03, 0x0B)

_NEEDED = 16
"""Bytes of a record that are looked at."""

_NAMES = 600
"""Bytes in which the id and the name of a sheet lie."""


def extent(pieces: Iterator[bytes]) -> Extent:
    """Return what a part holds: a sheet, the shared strings or the list of sheets."""
    found = Extent()
    row = rows = columns = 0
    later = False
    for kind, data in _records(pieces, found):
        if kind == _ROW:
            row = _number(data, 0) + 1
        elif kind in _CELLS:
            rows, columns = max(rows, row), max(columns, _number(data, 0) + 1)
            found.state.formulas += kind in _FORMULAS
            if kind == _SHARED_CELL:
                found.named.append(_number(data, 8))
            elif kind in _ERROR_CELLS:
                column = _number(data, 0)
                word = ERRORS.get(data[8] if len(data) > 8 else 0x0F, "#VALUE!")
                found.state.fault(word, (row - 1, row - 1, column, column))
        elif kind == _MERGED and len(data) == _NEEDED:
            top, bottom, left, right = (_number(data, place) for place in (0, 4, 8, 12))
            found.state.merge((top, bottom, left, right))
        elif kind == _STRING:
            found.strings.append(3 * _number(data, 1))  # UTF-16 is at most that much in UTF-8
        elif kind == _LISTED:
            found.sheets += 1
            part, end = _text(data, 8)
            found.listed[_text(data, end)[0]] = part
        later |= kind == _LATER
    found.add_sheet(rows, columns)
    if later:  # readers differ in whether strings among records of later versions count
        found.unsure()
    return found


def _records(pieces: Iterator[bytes], found: Extent) -> Iterator[tuple[int, bytes]]:
    held = bytearray()
    for piece in pieces:
        found.size += len(piece)
        held += piece
        start = 0
        while (head := _head(held, start)) is not None and head[1] + head[2] <= len(held):
            kind, begin, length = head
            needed = _NAMES if kind == _LISTED else _NEEDED
            yield kind, bytes(held[begin : begin + min(length, needed)])
            start = begin + length
        del held[:start]


def _head(held: bytearray, start: int) -> tuple[int, int, int] | None:
    """Return kind, beginning and length of a record, None where its head is not all there."""
    numbers = []
    for most in (2, 4):
        number = 0
        for place in range(most):
            if start >= len(held):
                return None
            byte = held[start]
            start += 1
            number |= (byte & 0x7F) << (7 * place)
            if byte < 0x80:
                break
        numbers.append(number)
    kind, length = numbers
    return kind, start, length


def _number(data: bytes, start: int) -> int:
    return int.from_bytes(data[start : start + 4], "little")


def _text(data: bytes, start: int) -> tuple[str, int]:
    """Return a text and where it ends."""
    end = start + 4 + 2 * _number(data, start)
    return data[start + 4 : end].decode("utf-16-le", "replace"), end
