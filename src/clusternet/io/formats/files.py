"""The bytes of a file: plain, gzip or zip, never more than the limit."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from clusternet import guard
from clusternet.errors import FormatError
from clusternet.limits import admit

_PIECE = 1 << 20
_LOCAL_HEADER = 30
"""Bytes before the name of an entry in a zip file."""


def require(path: Path) -> None:
    """Refuse what is no file, an empty one, or one that the command is to write.

    Raises
    ------
    FormatError
        The message has the path.
    """
    try:
        if not guard.reading(path).is_file():
            raise FormatError.of("no_such_file", path=path)
        if not path.stat().st_size:
            raise FormatError.of("empty_file", name=path.name)
    except OSError as error:
        raise FormatError.of("not_read", name=path, why=error.strerror) from error
    except ValueError as error:  # a path with a null character, refused by name
        if isinstance(error, FormatError):
            raise
        raise FormatError.of("no_file_name", path=str(path)) from error


def content(path: Path, kind: str, *, packed: bool = False) -> bytes:
    """Return the bytes of a file, unpacked where it is ``packed`` with gzip.

    Raises
    ------
    FormatError
        If the file cannot be read or unpacked, or holds more than the limit; see
        :mod:`clusternet.limits`.
    """
    try:
        admit(path.name, path.stat().st_size, kind)
        return b"".join(_unpacked(path, kind)) if packed else path.read_bytes()
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise FormatError.of("not_gzip", name=path.name, why=error) from error
    except OSError as error:
        raise FormatError.of("not_read", name=path.name, why=error.strerror or error) from error


def _unpacked(path: Path, kind: str) -> Iterator[bytes]:
    size = 0
    with gzip.open(path) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            admit(path.name, size, kind)
            yield piece


def entries(path: Path, kind: str) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield the entries of a zip file with their bytes in pieces; what they claim to hold is not believed.

    An entry must be read to its end before the next is asked for.

    Raises
    ------
    zipfile.BadZipFile
        If the file is no zip file, or packs an entry as no spreadsheet does.
    FormatError
        If all entries together hold more than the limit.
    """
    size = 0

    def counted(pieces: Iterator[bytes]) -> Iterator[bytes]:
        nonlocal size
        for piece in pieces:
            size += len(piece)
            admit(path.name, size, kind)
            yield piece

    with zipfile.ZipFile(path) as archive, path.open("rb") as stream:
        for entry in archive.infolist():
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or entry.flag_bits & 1:
                raise zipfile.BadZipFile(f"the entry {entry.filename!r} cannot be unpacked")
            stream.seek(entry.header_offset)
            head = stream.read(_LOCAL_HEADER)
            stream.seek(int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little"), 1)
            packed = _pieces(stream, entry.compress_size)
            yield entry.filename, counted(_inflated(packed) if entry.compress_type else packed)


def _pieces(stream: BinaryIO, left: int) -> Iterator[bytes]:
    while left > 0 and (piece := stream.read(min(left, _PIECE))):
        left -= len(piece)
        yield piece


def _inflated(packed: Iterator[bytes]) -> Iterator[bytes]:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    for each in packed:
        piece = inflate.decompress(each, _PIECE)
        while piece:
            yield piece
            piece = inflate.decompress(inflate.unconsumed_tail, _PIECE) if not inflate.eof else b""
