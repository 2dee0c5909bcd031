"""How much a file may unpack to, and whether what it holds fits into memory.

A file is refused before it is read when what it holds, unpacked, is larger than 8 GiB or would not fit into
the memory that is free. ``CLUSTERNET_MAX_BYTES`` sets another limit (a number of bytes, or ``500M``, or
``20G``); it then stands alone, and memory is no longer estimated.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from clusternet.errors import FormatError

VARIABLE = "CLUSTERNET_MAX_BYTES"
USUAL = 8 << 30
"""Bytes a file may hold, unpacked, where the environment does not say otherwise."""

GROWTH = {
    "delimited": 12.0,
    "pajek": 30.0,
    "gml": 40.0,
    "excel": 6.0,
    "xml": 14.0,
    "parquet": 12.0,
    "pages": 1.0,
    "cells": 4.0,
    "texts": 6.0,
    "named": 0.0,
}
"""Bytes of memory for each byte of a file (unpacked), as measured on files of short cells; delimited text
takes 6 (ten million rows of 300,000 names) to 25 (names that hardly repeat). Of Parquet the codes and the
distinct texts count; its pages may hold the same texts many times. Texts of a workbook are copied by its
reader and become text of ours, which has four bytes a letter where one of them is rare. A text that is held
once and named by many rows takes no memory for them, but it counts as often towards the limit."""

CELL = 24
"""Bytes an empty cell takes while a table is read."""

_SPARSE = 10_000_000
"""Cells a small file may spread over."""

_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}


def limit() -> int:
    """Return the largest number of bytes a file may hold.

    Raises
    ------
    FormatError
        If the environment variable is no number of bytes.
    """
    said = os.environ.get(VARIABLE, "").strip()
    if not said:
        return USUAL
    match = re.fullmatch(r"([0-9]{1,18})([KMGT]?)(?:i?B)?", said, flags=re.IGNORECASE)
    if match is None:
        raise FormatError.of("limit_wrong", variable=VARIABLE, said=said)
    return int(match[1]) * _UNITS[match[2].upper()]


def raised() -> bool:
    """Whether the environment sets the limit, and so takes the estimates away."""
    return bool(os.environ.get(VARIABLE, "").strip())


def admit(name: str, size: int, kind: str) -> None:
    """Refuse a file that holds more than the limit, or that would not fit into memory.

    Parameters
    ----------
    name
        Of the file, for the message.
    size
        Bytes it holds, unpacked, or so far.
    kind
        A key of :data:`GROWTH`.

    Raises
    ------
    FormatError
        The message has the estimate and says how to raise the limit.
    """
    if size > limit():
        raise FormatError.of(
            "over_limit", name=name, size=_words(size), limit=_words(limit()), variable=VARIABLE
        )
    needed = size * GROWTH[kind]
    if needed < 1 << 28 or raised():
        return
    free = free_memory()
    if free is not None and needed > free:
        raise FormatError.of(
            "over_memory",
            name=name,
            needed=_words(needed),
            free=_words(free),
            variable=VARIABLE,
            more=_words(size * 1.1).replace(" ", ""),
        )


def admit_cells(where: str, rows: int, columns: int, size: int, *, taken: int = 0) -> None:
    """Refuse a table that takes more cells than the limit, or far more than what it holds explains.

    Parameters
    ----------
    where
        The file and its part, for the message.
    size
        Bytes of what it holds.
    taken
        Cells for which memory is taken, where they are more.

    Raises
    ------
    FormatError
        The message says how to raise the limit.
    """
    cells = rows * columns
    if cells > _SPARSE + size and not raised():
        raise FormatError.of("mostly_blank", where=where, rows=rows, columns=columns, variable=VARIABLE)
    admit(where, max(cells, taken) * CELL, "cells")


def admit_matrix(rows: int, columns: int, what: str) -> None:
    """Refuse a matrix of numbers that takes more than the limit, or than is free, before it is made.

    Raises
    ------
    FormatError
        The message says how to raise the limit.
    """
    admit(f"{what}: a matrix of {rows:,} rows and {columns:,} columns", rows * columns * 8, "cells")


def free_memory() -> int | None:
    """Return the bytes of memory this process may still take, None where the system does not say."""
    free = [
        number
        for number in (_meminfo(), _cgroup("memory.max", "memory.current"), _address_space())
        if number is not None
    ]
    return max(min(free), 0) if free else None


def _meminfo() -> int | None:
    text = _text("/proc/meminfo")
    match = re.search(r"MemAvailable:\s+([0-9]+) kB", text)
    if match:
        return int(match[1]) << 10
    try:  # elsewhere: all the memory there is
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return None


def _cgroup(most: str, now: str) -> int | None:
    """Return what a container may still take: its limit less what it uses, its file cache not counted."""
    allowed, used = (_text(f"/sys/fs/cgroup/{name}").strip() for name in (most, now))
    if not (allowed.isdecimal() and used.isdecimal()):
        return None
    cache = re.search(r"^inactive_file ([0-9]+)$", _text("/sys/fs/cgroup/memory.stat"), flags=re.MULTILINE)
    return int(allowed) - int(used) + (int(cache[1]) if cache else 0)


def _address_space() -> int | None:
    try:
        import resource
    except ImportError:
        return None
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    pages = _text("/proc/self/statm").split()
    if soft == resource.RLIM_INFINITY or not pages:
        return None
    return soft - int(pages[0]) * os.sysconf("SC_PAGE_SIZE")


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""


def _words(size: float) -> str:
    """Return a number of bytes for reading.

    >>> _words(900), _words(2_500_000), _words(8 << 30)
    ('900', '3 M', '8.0 G')
    """
    if size < 1 << 20:
        return str(int(size))
    if size < 1 << 30:
        return f"{-(-size // (1 << 20)):.0f} M"
    return f"{size / (1 << 30):.1f} G"
