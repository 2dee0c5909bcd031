"""The key of a flow map: how wide an arc, how large a circle, and what else its signs mean."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from clusternet.plot.map.arcs import Arc, tapered
from clusternet.plot.map.plan import DOT, Sizes
from clusternet.plot.sheet import page, palette
from clusternet.plot.sheet.numbers import compact
from clusternet.space.mapped import Mapped
from clusternet.words.terms import Terms
from clusternet.words.text import SEMICOLON, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HEAD, _NUMBER, _NOTE = 7.0, 6.5, 6.2
_ZEROS = re.compile(r"\.0+(?=\D|$)")
_SURE = 0.97
"""Part of a width that lines of words take: hinted letters on a screen are a little wider."""
_LONG, _GAP, _APART, _BLOCKS = 11.0, 1.0, 3.2, 7.0
"""Length of an example arc; between sign and number, examples, and blocks, millimetres."""
_ABOVE, _UNDER, _BELOW = 2.0, 1.5, 0.5


_THINNEST = 0.15
"""Millimetres of an example that is drawn beside larger ones."""


@dataclass(frozen=True)
class Example:
    """A round flow, the size its sign has, and where it stands in its row, millimetres."""

    flow: float
    size: float
    left: float
    text: str


@dataclass(frozen=True)
class Block:
    """Examples under a heading."""

    kind: str
    heading: str
    left: float
    top: float
    high: float
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class Key:
    """The key in millimetres, from its upper left corner.

    Attributes
    ----------
    blocks
        Examples of arcs and of circles.
    notes
        Lines in words.
    below
        Where the notes begin.
    high
        Of it all, with room for one more line.
    """

    blocks: tuple[Block, ...]
    notes: tuple[str, ...]
    below: float
    high: float
    language: str


def round_flows(most: float) -> list[float]:
    """Return two or three round flows up to the largest, the largest first.

    >>> round_flows(4353), round_flows(7), round_flows(1), round_flows(0)
    ([4000.0, 1000.0, 200.0], [7.0, 1.0], [1.0], [])
    """
    found: list[float] = []
    for part in (1, 4, 16):
        if most / part < 1 and found:
            break
        if most > 0:
            power = 10.0 ** math.floor(math.log10(most / part))
            found.append(math.floor(most / part / power + 1e-9) * power)
    return list(dict.fromkeys(found))


def planned(found: Mapped, wide: float, *, language: str, terms: Terms) -> Key:
    """Lay out the key of a map of a width in millimetres."""
    sizes = Sizes.of(wide, len(found.spots))
    between, within = float(found.arcs["flow"].max() if len(found.arcs) else 0), float(found.within.max())
    unit = Text(f"（{terms.unit}）", f" ({terms.unit})").in_(language)
    start = [name[:1].upper() + name[1:] + unit for name in (terms.inter, terms.intra)]
    blocks: list[Block] = []
    left, top, lowest = 0.0, _ABOVE, _ABOVE
    circle = sizes.circle * math.sqrt(within / found.most) if within else 0.0
    for kind, heading, most, largest in (
        ("arc", start[0], between, sizes.arc),
        ("circle", start[1], within if circle >= DOT else 0.0, circle),
    ):
        examples, across = _examples(kind, most, largest, language, wide)
        if not examples:
            continue
        across = max(across, page.text_width(heading, _HEAD))
        sign = max(2 * each.size if kind == "circle" else each.size for each in examples)
        high = page.text_height(_HEAD) + _UNDER + max(sign, page.text_height(_NUMBER)) + 0.6
        if blocks and left + across > wide:
            left, top = 0.0, lowest + 0.8
        blocks.append(Block(kind, heading, left, top, high, tuple(examples)))
        left += across + _BLOCKS
        lowest = max(lowest, top + high)
    notes = page.wrapped(_words(found, language, terms), _NOTE, _SURE * wide)
    below = lowest + 0.8
    return Key(
        tuple(blocks),
        tuple(notes),
        below,
        below + (len(notes) + 1) * page.text_height(_NOTE) + _BELOW,
        language,
    )


def _examples(
    kind: str, most: float, largest: float, language: str, wide: float
) -> tuple[list[Example], float]:
    """Return the examples of a block that fit a width, and how much of it they take."""
    found: list[Example] = []
    left = 0.0
    for flow in round_flows(most):
        share = flow / most
        size = largest * (math.sqrt(share) if kind == "circle" else share)
        text = _ZEROS.sub("", compact(flow, language))
        across = (2 * size if kind == "circle" else _LONG) + _GAP + page.text_width(text, _NUMBER)
        if found and (left + across > wide or size < _THINNEST):
            break
        found.append(Example(flow, size, left, text))
        left += across + _APART
    return found, left - _APART


def _words(found: Mapped, language: str, terms: Terms) -> str:
    """Say what the signs mean."""
    dots = bool((found.within.to_numpy() <= 0).any())
    source, target = terms.source.lower(), terms.target.lower()
    arcs = Text(
        f"箭头由{terms.source}指向{terms.target}，颜色随{terms.source}",
        f"Arrows point from the {source} to the {target}, in the colour of the {source}",
    )
    circles = Text(
        f"圆面积表示{terms.intra}流量，重叠的圆略有移动",
        "areas of circles are flows within a place; those that would overlap are moved apart",
    )
    marks = Text("灰点只标位置", "grey dots mark positions only")
    there = ((arcs, len(found.arcs)), (circles, found.within.any()), (marks, dots))
    text = SEMICOLON.join(each for each, seen in there if seen).in_(language)
    return text[:1].upper() + text[1:]


def draw(ax: Axes, key: Key, *, top: float, unnamed: int) -> None:
    """Draw the key below a map, and say how many places have no name for want of room."""
    for block in key.blocks:
        y = top + block.top
        ax.text(block.left, y, block.heading, size=_HEAD, color=palette.INK, ha="left", va="top", gid="key")
        room = page.text_height(_HEAD) + _UNDER
        middle = y + room + (block.high - room - 0.6) / 2
        for each in block.examples:
            _sign(ax, block.kind, block.left + each.left, middle, each)
    y = top + key.below
    lines = list(key.notes)
    if unnamed:
        plural = "" if unnamed == 1 else "s"
        said = Text(f"{unnamed} 个地点无处写名", f"{unnamed} place{plural} without room for a name")
        lines.append(said.in_(key.language))
    for line in lines:
        ax.text(0, y, line, size=_NOTE, color=palette.MUTED, ha="left", va="top", gid="note")
        y += page.text_height(_NOTE)


def _sign(ax: Axes, kind: str, left: float, middle: float, example: Example) -> None:
    from matplotlib.patches import Circle, Polygon

    if kind == "circle":
        ax.add_artist(
            Circle(
                (left + example.size, middle),
                example.size,
                facecolor="none",
                edgecolor=palette.MUTED,
                linewidth=0.6,
                clip_on=False,
                gid=f"key circle/{example.flow:g}",
            )
        )
        right = left + 2 * example.size
    else:
        x = np.linspace(left, left + _LONG, 12)
        shape = Arc(np.column_stack((x, np.full(12, middle))), tapered(example.size, 12))
        ax.add_artist(
            Polygon(
                shape.outline,
                closed=True,
                facecolor=palette.MUTED,
                edgecolor="none",
                gid=f"key arc/{example.flow:g}",
            )
        )
        right = left + _LONG
    ax.text(
        right + _GAP,
        middle,
        example.text,
        size=_NUMBER,
        color=palette.MUTED,
        ha="left",
        va="center",
        gid="key number",
    )
