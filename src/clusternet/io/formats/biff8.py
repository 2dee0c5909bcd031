"""What a ``.xls`` workbook asks of memory: records of the form BIFF8 in a stream of a compound file."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator

from clusternet.io.formats.extent import Extent
from clusternet.io.formats.state import ERRORS, State

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA
"""Sector numbers from here on end a chain."""

_SMALL, _SHORTEST = 64, 4096
"""Bytes of a small sector, and those from which on a stream lies in large ones."""

_EOF, _LISTED, _DIMENSIONS, _STRINGS, _CONTINUE = 0x0A, 0x85, 0x200, 0xFC, 0x3C
_MANY, _SHARED_CELL = 0xBD, 0xFD
_CELLS = frozenset({_MANY, _SHARED_CELL, 0x06, 0x203, 0x204, 0x205, 0x207, 0x27E})
"""Records that are cells with a value."""
_FORMULA, _ERROR_CELL, _MERGED = 0x06, 0x205, 0xE5
_IS_ERROR = 2
"""The value of a formula that is one."""

Record = tuple[int, int, int]
"""Its kind, where it begins and where it ends."""


def extent(data: bytes) -> Extent:
    """Return what a file holds; its reader keeps all sheets at once.

    Raises
    ------
    ValueError
        If the file claims to hold more than it can.
    """
    found = Extent(size=len(data))
    for stream in _Container(data).workbooks():
        _take_in(stream, found)
    return found


class _Container:
    """A compound file: streams in chains of sectors."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._size = 4096 if _number(data, 30, 2) == 12 else 512
        self._sectors = len(data) // self._size + 1
        if max(_number(data, place) for place in (40, 44, 64, 72)) > self._sectors:
            raise ValueError("it claims more sectors than the file has")
        listed = _numbers(data[76:512])
        following = _number(data, 68)
        while following < _END:
            *more, following = _numbers(self._sector(following)) or [_END]
            listed += more
            if len(listed) > self._sectors + 109 + self._size:
                raise ValueError("a chain of sectors that never ends")
        table = b"".join(self._sector(place) for place in listed if place < _END)
        self._table = _numbers(table)[: self._sectors]

    def workbooks(self) -> Iterator[bytes]:
        """Yield the streams that may be the workbook."""
        folder = self._stream(_number(self._data, 48))
        entries = [folder[place : place + 128] for place in range(0, len(folder) - 127, 128)]
        small = self._stream(_number(entries[0], 116)) if entries else b""
        table = _numbers(self._stream(_number(self._data, 60)))[: len(small) // _SMALL + 1]
        for entry in entries:
            name = entry[:64].decode("utf-16-le", "replace").partition("\0")[0]
            if name.lower() not in ("workbook", "book"):
                continue
            first, length = _number(entry, 116), _number(entry, 120, 4 if self._size == 512 else 8)
            if length > len(self._data):
                raise ValueError("it claims a stream longer than the file")
            if length >= _SHORTEST:
                yield self._stream(first)[:length]
            else:
                yield b"".join(small[_SMALL * at :][:_SMALL] for at in _chain(first, table))[:length]

    def _stream(self, first: int) -> bytes:
        return b"".join(map(self._sector, _chain(first, self._table)))

    def _sector(self, place: int) -> bytes:
        return self._data[(place + 1) * self._size : (place + 2) * self._size]


def _chain(place: int, table: list[int]) -> Iterator[int]:
    for _ in range(len(table) + 1):
        if place >= _END:
            return
        yield place
        place = table[place] if place < len(table) else _END
    raise ValueError("a chain of sectors that never ends")


def _take_in(stream: bytes, found: Extent) -> None:
    starts = []
    for kind, begin, end in _records(stream, 0):
        if kind == _LISTED:
            starts.append((_number(stream, begin), _name(stream[begin + 6 : end])))
        elif kind == _STRINGS:
            found.strings = _Strings(stream, begin, end).lengths()
        elif kind == _EOF:
            break
    left = 2 * len(stream)
    for start, name in starts:
        rows = columns = 0
        state = found.states.setdefault(name, State())
        for kind, begin, end in _records(stream, start):
            if kind in _CELLS:
                rows = max(rows, _number(stream, begin, 2) + 1)
                columns = max(columns, _number(stream, end - 2 if kind == _MANY else begin + 2, 2) + 1)
            if kind == _SHARED_CELL:
                found.named.append(_number(stream, begin + 6))
            elif kind in (_FORMULA, _ERROR_CELL, _MERGED):
                _take_state(kind, stream[begin:end], state)
            elif kind == _DIMENSIONS:
                found.reserved = max(found.reserved, _claimed(stream[begin:end]))
            left -= end - begin + 4
            if left < 0:
                raise ValueError("sheets that lie in one another")
            if kind == _EOF:
                break
        found.add_sheet(rows, columns)


def _take_state(kind: int, data: bytes, state: State) -> None:
    """Take in a formula, the error of one, or a list of merged cells."""
    code = None
    if kind == _MERGED:
        for box in struct.iter_unpack("<4H", data[2 : 2 + (len(data) - 2) // 8 * 8]):
            state.merge(box)
    elif kind == _FORMULA:
        state.formulas += 1
        code = data[8] if data[12:14] == b"\xff\xff" and data[6] == _IS_ERROR else None
    elif data[7:8] == b"\x01":
        code = data[6]
    if code is not None:
        row, column = _number(data, 0, 2), _number(data, 2, 2)
        state.fault(ERRORS.get(code, "#VALUE!"), (row, row, column, column))


def _name(data: bytes) -> str:
    """Return the name of a sheet: its letters, a flag for wide ones, and they."""
    wide = bool(data[1:2]) and data[1] & 1
    letters = data[2 : 2 + (data[0] if data else 0) * (2 if wide else 1)]
    return letters.decode("utf-16-le" if wide else "latin-1", "replace")


def _claimed(data: bytes) -> int:
    """Return the cells that a sheet claims: its reader takes memory for as many at once."""
    wide = 4 if len(data) >= 14 else 2
    rows = max(_number(data, place, wide) for place in (0, wide)) + 1
    return rows * (max(_number(data, 2 * wide + place, 2) for place in (0, 2)) + 1)


def _records(stream: bytes, start: int) -> Iterator[Record]:
    while start + 4 <= len(stream):
        begin = start + 4
        end = begin + _number(stream, start + 2, 2)
        yield _number(stream, start, 2), begin, end
        start = end


class _Strings:
    """The shared strings, which run on through the records that continue the first."""

    def __init__(self, stream: bytes, begin: int, end: int) -> None:
        if _number(stream, begin + 4) > len(stream):
            raise ValueError("it claims more strings than the file can hold")
        self._stream = stream
        self._place, self._end = begin + 8, end
        self._more = _records(stream, end)

    def lengths(self) -> array[int]:
        """Return the bytes of each: UTF-16 is at most half as much again in UTF-8."""
        found = array("Q")
        while self._place < self._end or self._goes_on():
            length, flags = self._take(2), self._take(1)
            runs = 4 * self._take(2) if flags & 8 else 0
            runs += self._take(4) if flags & 4 else 0
            found.append(3 * length)
            while self._skip(length, 1 + (flags & 1)) and self._goes_on():
                length, flags = self._left, self._take(1)
            while self._skip(runs, 1) and self._goes_on():
                runs = self._left
        return found

    def _take(self, size: int) -> int:
        self._place += size
        return _number(self._stream, self._place - size, size)

    def _skip(self, number: int, width: int) -> bool:
        """Pass over units of some bytes, and tell whether some of them stand in the next record."""
        here = min(number, max(self._end - self._place, 0) // width)
        self._place += here * width
        self._left = number - here
        return self._left > 0

    def _goes_on(self) -> bool:
        kind, self._place, self._end = next(self._more, (_EOF, 0, 0))
        if kind != _CONTINUE:
            self._place, self._end, self._more = 0, 0, iter(())
        return kind == _CONTINUE


def _number(data: bytes, start: int, size: int = 4) -> int:
    return int.from_bytes(data[start : start + size], "little")


def _numbers(data: bytes) -> list[int]:
    return [each for (each,) in struct.iter_unpack("<I", data[: len(data) // 4 * 4])]
