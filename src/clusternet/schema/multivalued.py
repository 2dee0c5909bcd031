"""Cells that name several values: keywords, codes, countries. Who holds what, each once."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.errors import ClusternetError
from clusternet.schema import cells as text
from clusternet.schema import coding
from clusternet.typing import Ints

Fold = Literal["none", "space", "case"]
FOLDS: tuple[Fold, ...] = ("none", "space", "case")
SEPARATORS = ";；、|"
"""Characters that stand between two values of a cell; a line break always does. A comma is part of a name."""


@dataclass(frozen=True, eq=False)
class Incidence:
    """Which records hold which items.

    Attributes
    ----------
    items : ndarray of str, shape (items,)
        The most frequent first, ties in the order of their characters.
    record, item : ndarray of int64, shape (held,)
        One entry for every item of every record, each once however often the record names it.
    mentions : ndarray of int64, shape (items,)
        How often each item is named; above its records where one of them names it twice.
    records : int
        All records, those without an item too.
    """

    items: NDArray[np.object_]
    record: Ints
    item: Ints
    mentions: Ints
    records: int

    @property
    def occurrences(self) -> Ints:
        """Records that hold each item, shape (items,)."""
        return np.bincount(self.item, minlength=len(self.items)).astype(np.int64)

    @property
    def holding(self) -> int:
        """Records that hold any item."""
        return int(np.unique(self.record).size)


def key(value: str, fold: Fold) -> str:
    """Return what two spellings of one value have in common.

    Parameters
    ----------
    value
        One value.
    fold
        ``none``: spellings are compared as they stand, less the blanks around them. ``space``: full-width
        letters are half-width, and any run of blanks is one. ``case``: and capitals are small.

    Examples
    --------
    >>> key(" Deep  Learning ", "none"), key("Deep  Learning", "space"), key("Ｄeep  Learning", "case")
    ('Deep  Learning', 'Deep Learning', 'deep learning')
    """
    value = text.clean(value)
    if fold == "none":
        return value
    value = re.sub(rf"[{re.escape(text.BLANK)}]+", " ", unicodedata.normalize("NFKC", value)).strip()
    return value.casefold() if fold == "case" else value


def split(cell: str, separators: str = SEPARATORS) -> list[str]:
    """Return the values of a cell in their order, blanks around them cut; each of the characters separates.

    >>> split("5G；物联网; Foo, Inc.;;")
    ['5G', '物联网', 'Foo, Inc.']
    """
    return [part for part in map(text.clean, _pattern(separators).split(cell)) if part]


def _pattern(separators: str) -> re.Pattern[str]:
    if not separators:
        raise ClusternetError.of("no_separator")
    return re.compile(rf"[{re.escape(separators)}\r\n]")


def incidence(
    cells: pd.Series,
    *,
    records: pd.Series | None = None,
    separators: str = SEPARATORS,
    fold: Fold = "none",
    thesaurus: Mapping[str, str] | None = None,
) -> Incidence:
    """Return which records hold which items.

    Parameters
    ----------
    cells
        Text, one cell a row; missing or blank cells hold nothing.
    records
        Rows with the same value here are one record, those without a value none at all; every row is one by
        itself if None.
    separators
        Each of these characters stands between two values.
    fold
        Which spellings are one item, see :func:`key`; it is printed in its commonest spelling.
    thesaurus
        Item -> the item it counts as; blank where it is left out. Compared by ``fold``.

    Raises
    ------
    ClusternetError
        If there is no separator, ``fold`` is unknown, or the thesaurus leads in a circle.

    Examples
    --------
    >>> held = incidence(pd.Series(["a; b; a", "b", ""]))
    >>> held.items.tolist(), held.occurrences.tolist(), held.mentions.tolist(), held.records, held.holding
    (['b', 'a'], [2, 1], [2, 2], 3, 2)
    """
    if fold not in FOLDS:
        raise ClusternetError.of("no_choice", what="fold", value=fold, accepted=FOLDS)
    row_of, spelt, written = _spelt(cells, separators)
    which, size = _records(records, len(cells))
    item_of, names = _items(written, np.bincount(spelt, minlength=len(written)), fold, thesaurus or {})
    record, item = which[row_of], item_of[spelt]
    kept = (item >= 0) & (record >= 0)
    width = max(len(names), 1)
    held = np.sort(record[kept] * width + item[kept])
    held = held[np.append(True, held[1:] != held[:-1])] if held.size else held
    mentions = np.bincount(item[kept], minlength=len(names))
    return _ranked(names, mentions, held // width, held % width, size)


def _spelt(cells: pd.Series, separators: str) -> tuple[Ints, Ints, list[str]]:
    """Return the row and the spelling of every value, and the spellings."""
    pattern = _pattern(separators)
    codes, texts = coding.coded(cells)
    known: defaultdict[str, int] = defaultdict(itertools.count().__next__)
    flat: list[int] = []
    ends = [0]
    for cell in texts:
        if isinstance(cell, str):
            flat.extend(map(known.__getitem__, pattern.split(cell)))
        ends.append(len(flat))
    lengths = np.append(np.diff(ends), 0)[codes]  # a missing cell has the code -1
    row_of = np.repeat(np.arange(len(codes)), lengths)
    start = np.append(np.array(ends[:-1], dtype=np.int64), 0)[codes]
    before = np.cumsum(lengths) - lengths
    place = np.repeat(start - before, lengths) + np.arange(len(row_of))
    return row_of, np.array(flat, dtype=np.int64)[place], list(known)


def _records(records: pd.Series | None, rows: int) -> tuple[Ints, int]:
    """Return the record of every row, -1 for none, and how many records there are."""
    if records is None:
        return np.arange(rows, dtype=np.int64), rows
    codes, texts = coding.coded(records)
    blank = np.array([not isinstance(each, str) or not text.clean(each) for each in texts] + [True])
    own = codes.astype(np.int64)
    own[blank[codes]] = -1
    present = np.unique(own[own >= 0])
    own[own >= 0] = np.searchsorted(present, own[own >= 0])
    return own, len(present)


def _items(
    written: list[str], times: Ints, fold: Fold, thesaurus: Mapping[str, str]
) -> tuple[Ints, NDArray[np.object_]]:
    """Return the item of every spelling, -1 for none, and what items are called."""
    meant = {key(alias, fold): key(name, fold) for alias, name in thesaurus.items()}
    called = {key(name, fold): text.clean(name) for name in thesaurus.values() if name}
    keys = [key(each, fold) for each in written]
    ends = [_followed(each, meant) for each in keys]
    best: dict[str, tuple[int, str]] = {}
    for spelling, own, end, count in zip(written, keys, ends, times.tolist(), strict=True):
        if own == end and end and end not in called:
            candidate = (-count, text.clean(spelling))
            best[end] = min(best.get(end, candidate), candidate)
    names = {end: called.get(end) or best[end][1] for end in dict.fromkeys(ends) if end}
    number = {end: place for place, end in enumerate(names)}
    return (
        np.array([number.get(end, -1) for end in ends], dtype=np.int64),
        np.array(list(names.values()), dtype=object),
    )


def _followed(name: str, meant: Mapping[str, str]) -> str:
    """Return where a name leads in the end, blank where it is left out."""
    passed = [name]
    while (name := meant.get(passed[-1], passed[-1])) != passed[-1]:
        if name in passed:
            raise ClusternetError.of("thesaurus_circle", name=name, passed=" -> ".join(passed))
        passed.append(name)
    return name


def _ranked(names: NDArray[np.object_], mentions: Ints, record: Ints, item: Ints, records: int) -> Incidence:
    """Return the incidence with its items in their rank."""
    counts = np.bincount(item, minlength=len(names))
    order = sorted(np.flatnonzero(counts).tolist(), key=lambda place: (-counts[place], names[place]))
    rank = np.full(len(names), -1, dtype=np.int64)
    rank[order] = np.arange(len(order))
    return Incidence(names[order], record.astype(np.int64), rank[item], mentions[order], records)
