"""How tables lie on their page: notes below, sections between rows, two halves side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from clusternet.audit.meaning import Heading, fold, heading
from clusternet.audit.printed import parse


@dataclass(frozen=True)
class Laid:
    """A table on its way: headers, cells column by column, and where each stands.

    Attributes
    ----------
    heads
        Of the columns.
    texts
        The cells of each column.
    lines
        The line of each row in its file.
    places
        Column by column the column of the page that each cell stands in, from 0; -1 for none.
    """

    heads: list[Heading]
    texts: list[list[str]]
    lines: list[int]
    places: list[list[int]]

    def rows(self, kept: list[int]) -> Laid:
        """Return some of the rows."""
        texts = [[column[row] for row in kept] for column in self.texts]
        places = [[column[row] for row in kept] for column in self.places]
        return Laid(self.heads, texts, [self.lines[row] for row in kept], places)

    def led_by(self, head: str, cells: list[str]) -> Laid:
        """Return the table with a column in front."""
        nowhere = [-1] * len(cells)
        return Laid([heading(head), *self.heads], [cells, *self.texts], self.lines, [nowhere, *self.places])


def without_notes(laid: Laid) -> Laid:
    """Leave out the notes below a table, and make rows that fill one cell alone a column of sections."""
    texts, width = laid.texts, len(laid.heads)
    alone = [sum(bool(column[row]) for column in texts) < 2 for row in range(len(laid.lines))]
    if width < 2 or all(alone):
        return laid
    last = max(row for row, single in enumerate(alone) if not single)
    kept = [row for row in range(last + 1) if not alone[row]]
    inner = [row for row in range(last + 1) if alone[row] and width > 2]
    if width == 2:  # a blank second cell is a missing value
        kept = list(range(last + 1))
    named = [next((column[row] for column in texts if column[row]), "") for row in inner]
    if not inner or inner[0] or not all(named) or any(map(parse, named)):
        return laid.rows(kept)
    return laid.rows(kept).led_by("panel", [named[sum(start < row for start in inner) - 1] for row in kept])


def side_by_side(laid: Laid) -> Laid:
    """Put the halves of a table printed in two panels under each other."""
    heads, width = laid.heads, len(laid.heads)
    if width < 4 or width % 2:
        return laid
    half = width // 2
    if panels := _two_panels(heads, laid.texts):
        return _stacked(laid, panels)
    bare = [fold(re.sub(r" \(\d+\)$", "", head.text)) for head in heads]
    same = sum(one == two for one, two in zip(bare[:half], bare[half:], strict=True))
    if same * 2 < half + 1 or not any(re.search(r" \(\d+\)$", head.text) for head in heads[half:]):
        return laid
    other = next((place for place in range(half) if bare[place] != bare[place + half]), None)
    names = () if other is None else (heads[other].text, heads[other + half].text)
    return _stacked(laid, (names, heads[:half]))


Panels = tuple[tuple[str, ...], list[Heading]]


def _stacked(laid: Laid, panels: Panels) -> Laid:
    """Put the right half under the left, a column with the names of the panels in front."""
    names, own = panels
    half = len(laid.heads) // 2
    texts = [one + two for one, two in zip(laid.texts[:half], laid.texts[half:], strict=True)]
    places = [one + two for one, two in zip(laid.places[:half], laid.places[half:], strict=True)]
    both = Laid(own, texts, laid.lines * 2, places)
    filled = [row for row in range(len(both.lines)) if any(column[row] for column in texts)]
    if names:
        both = both.led_by("panel", [name for name in names for _ in laid.lines])
    return both.rows(filled)


def _two_panels(heads: list[Heading], texts: list[list[str]]) -> Panels | None:
    """Return the names of two panels side by side, and their common headers: each has labels of its own.

    The headers of a panel begin with its name: Enabling Rank, Enabling Province, Input Rank, Input Province.
    """
    half = len(heads) // 2
    names, held = [], []
    for part in (heads[:half], heads[half:]):
        name = _common([head.text for head in part]).strip()
        names.append(name)
        held.append([head.text.replace(name, "").strip() for head in part] if name else [])
    if names[0] == names[1] or not all(held[0]) or held[0] != held[1] or len(set(held[0])) < max(half, 2):
        return None
    labels = [place for place in range(half) if not any(map(_number, texts[place] + texts[place + half]))]
    return (tuple(names), [heading(each) for each in held[0]]) if labels else None


def _common(names: list[str]) -> str:
    """Return what all names begin with: that of the first and the last in order."""
    ends = min(names), max(names)
    return "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(*ends, strict=False)))


def _number(text: str) -> bool:
    return parse(text) is not None
