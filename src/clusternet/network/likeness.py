"""Which names are alike: level by level, and at last by spelling among those that begin or end alike.

The work grows with the number of names: whatever tells two names apart for certain (numbers, places, credit
codes) keeps them in different groups, and in a group beyond :data:`BLOCK` each name is compared with the
:data:`NEAR` next to it in alphabetical order, which the caller is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from clusternet.network.names import Parts, latin
from clusternet.typing import Ints
from clusternet.words.text import Tell, Text

__all__ = ["BLOCK", "NEAR", "SIMILAR", "Name", "Search"]

SIMILAR = 88
"""Likeness, of 100, from which two different spellings are proposed."""
BLOCK = 3000
"""Names that are compared each with each."""
NEAR = 500
"""Names next to one, in order, that it is compared with in a larger group."""


@dataclass(frozen=True)
class Name:
    """One node on its way to a proposal.

    Attributes
    ----------
    id, text
        Id and name.
    parts
        The name without its legal form, place and trade words.
    ties
        Rows that it stands in.
    code
        Its credit code, blank where there is none.
    listed
        Whether the roster of samples has it.
    """

    id: str
    text: str
    parts: Parts
    ties: int
    code: str
    listed: bool = False

    @cached_property
    def order(self) -> tuple[bool, bool, int, int, str]:
        """Sorts the name to keep before its aliases: clean letters, the roster's, most ties, shortest."""
        return latin(self.text) != self.text, not self.listed, -self.ties, len(self.text), self.id


Declined = frozenset[frozenset[str]]


@dataclass
class _Kept:
    """Names that stand for themselves, by place and credit code; names of other numbers are kept apart."""

    declined: Declined
    groups: dict[tuple[str | None, str | None], list[tuple[int, Name]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    size: int = 0

    def add(self, name: Name) -> None:
        place, code = name.parts.place, name.code
        for key in {(place, code), (place, None), (None, code), (None, None)}:
            self.groups[key].append((self.size, name))
        self.size += 1

    def match(self, name: Name) -> Name | None:
        """Return the first kept name that nothing tells apart from this one."""
        places = {name.parts.place, ""} if name.parts.place else {None}
        codes = {name.code, ""} if name.code else {None}
        found = [self._first(name, (place, code)) for place in places for code in codes]
        return min((each for each in found if each), key=lambda each: each[0], default=(0, None))[1]

    def _first(self, name: Name, key: tuple[str | None, str | None]) -> tuple[int, Name] | None:
        group = self.groups.get(key, ())
        return next((each for each in group if frozenset((name.id, each[1].id)) not in self.declined), None)


class Search:
    """Joins names level by level; at each level only those that stand for themselves are compared.

    Parameters
    ----------
    names
        All of them.
    declined
        Pairs that are not proposed.
    progress
        Called with a short text before each step.
    cut
        Called with a line for every group that is not compared each with each.

    Attributes
    ----------
    rows
        Alias, the name to keep, score and reason.
    """

    def __init__(
        self,
        names: list[Name],
        declined: Declined,
        progress: Tell,
        cut: Callable[[Text], None],
    ) -> None:
        self.alone, self.declined, self.progress, self.cut = names, declined, progress, cut
        self.rows: list[tuple[Name, Name, int, str]] = []

    def level(
        self,
        reason: str,
        score: int,
        key: Callable[[Name], str],
        *,
        alike: bool = False,
        own: Mapping[str, str] | None = None,
    ) -> None:
        """Propose names with the same key.

        Parameters
        ----------
        reason, score
            Of these proposals.
        key
            Names without one are passed over.
        alike
            Only where there are look-alike letters.
        own
            Name -> the organisation it stands for, whose own name is kept before others of no roster; numbers
            in names tell nothing then.
        """
        first: dict[tuple[str, object], Name] = {}
        blocks: dict[tuple[str, object], list[Name]] = {}
        for name in self.alone:
            if text := key(name):
                mark = text, name.parts.numbers if own is None else ()
                if (other := first.setdefault(mark, name)) is not name:
                    blocks.setdefault(mark, [other]).append(name)
        joined: set[str] = set()
        for block in blocks.values():
            if alike and not any(latin(name.text) != name.text for name in block):
                continue
            kept = _Kept(self.declined)
            called = own or {}
            block.sort(key=lambda name: (not name.listed, called.get(name.text) != name.text, name.order))
            for name in block:
                match = kept.match(name)
                if match is None or (alike and latin(name.text) == name.text):
                    kept.add(name)
                else:
                    self.rows.append((name, match, score, reason))
                    joined.add(name.id)
        self.alone = [name for name in self.alone if name.id not in joined]

    def similar(self) -> None:
        """Propose names of high likeness among those that begin or end alike."""
        best: dict[str, tuple[int, Name, Name]] = {}
        blocks = list(self._blocks())
        for number, (end, shared, block) in enumerate(blocks, start=1):
            if number % max(1, len(blocks) // 10) == 0 or len(block) > BLOCK:
                of = f"{number:,}", f"{len(blocks):,}"
                said = f"comparing spellings, group {of[0]} of {of[1]}"
                self.progress(Text(f"比较写法，第 {of[0]} 组，共 {of[1]} 组", said))
            ordered = block
            if len(block) > BLOCK:
                self._say_cut(end, shared, len(block))
                turned = slice(None, None, -1 if end == "tail" else 1)
                texts = [name.parts.short[turned] for name in block]
                ordered = [block[place] for place in sorted(range(len(block)), key=texts.__getitem__)]
            for alias, kept, score in self._pairs(ordered):
                known = best.get(alias.id)
                if known is None or (-score, kept.order) < (-known[0], known[2].order):
                    best[alias.id] = (score, alias, kept)
        self.rows += [(alias, kept, score, "similar spelling") for score, alias, kept in best.values()]

    def _say_cut(self, end: str, shared: str, size: int) -> None:
        where = Text("结尾", "end in") if end == "tail" else Text("开头", "begin with")
        self.cut(
            Text(
                f"以“{shared}”{where.zh}的名称有 {size:,} 个，只与按序相邻的 {NEAR} 个比较",
                f"{size:,} names {where.en} {shared!r}: each is compared with the {NEAR} next to it in order",
            )
        )

    def _blocks(self) -> Iterator[tuple[str, str, list[Name]]]:
        """Return names that begin or end alike and have the same numbers."""
        blocks: dict[tuple[str, str, object], list[Name]] = {}
        for name in self.alone:
            text, numbers = name.parts.short, name.parts.numbers
            head, tail = (3, 4) if text.isascii() else (2, 2)
            if len(text) >= head + tail - text.isascii():
                blocks.setdefault(("head", text[:head], numbers), []).append(name)
                blocks.setdefault(("tail", text[-tail:], numbers), []).append(name)
        return ((end, text, block) for (end, text, _), block in blocks.items() if len(block) > 1)

    def _pairs(self, block: list[Name]) -> Iterator[tuple[Name, Name, int]]:
        """Return, for each name of a block, the likest one before it in rank that it may be."""
        from rapidfuzz import fuzz, process

        texts = [name.parts.short for name in block]
        rank = np.empty(len(block), dtype=np.int64)
        rank[sorted(range(len(block)), key=lambda place: block[place].order)] = np.arange(len(block))
        whole = len(block) <= BLOCK
        step = len(block) if whole else NEAR
        for start in range(0, len(block), step):
            stop = min(start + step, len(block))
            first, last = max(0, start - NEAR), min(len(block), stop + NEAR)
            likeness = process.cdist(
                texts[start:stop], texts[first:last], scorer=fuzz.ratio, score_cutoff=SIMILAR, dtype=np.uint8
            )
            likeness[rank[start:stop, None] <= rank[None, first:last]] = 0
            for row in np.flatnonzero(likeness.any(axis=1)).tolist():
                found = self._likest(block[start + row], block[first:last], likeness[row], rank[first:last])
                if found is not None:
                    yield block[start + row], *found

    def _likest(
        self, alias: Name, others: list[Name], likeness: NDArray[np.uint8], rank: Ints
    ) -> tuple[Name, int] | None:
        """Return the likest other that nothing tells apart; of equals the first in rank."""
        alike = np.flatnonzero(likeness)
        for place in alike[np.lexsort((rank[alike], -likeness[alike].astype(np.int64)))].tolist():
            if self._may_be(alias, others[place]):
                return others[place], min(int(likeness[place]), 96)
        return None

    def _may_be(self, name: Name, other: Name) -> bool:
        """Whether nothing tells two names of the same numbers apart."""
        one, two = name.parts, other.parts
        if frozenset((name.id, other.id)) in self.declined:
            return False
        if name.code and other.code and name.code != other.code:
            return False
        return not (one.place and two.place) or one.place == two.place
