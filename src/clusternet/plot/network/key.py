"""The key of a network map: beside the network or below it, never over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from clusternet.places import countries
from clusternet.plot.network.ground import Area, Ground
from clusternet.plot.sheet import page
from clusternet.plot.sheet.lettering import shortened
from clusternet.plot.sheet.palette import OTHER
from clusternet.words import labels
from clusternet.words.text import Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import Circle

_BESIDE = 108.0
"""Width in millimetres from which the key stands beside the network."""
_COLUMN, _WIDEST, _BETWEEN = 34.0, 46.0, 4.0
"""Least and largest width of a column of the key, and what parts it from the network, in millimetres."""
_ROW, _HEAD = 3.45, 4.6
_NAME, _VALUE = 7.0, 6.5
_EXAMPLE = 4.0
"""Radius in millimetres of the largest node the key shows."""
_LABELS = {
    "province": Text("颜色：省份", "Colour: province"),
    "country": Text("颜色：国家和地区", "Colour: country"),
    "community": Text("社区（以度最大者为名）", "Community, by largest node"),
    "kind": Text("颜色：节点类型", "Colour: kind"),
    "category": Text("颜色：机构类型", "Colour: category"),
}
_AREAS = {
    False: Text("面积 ∝ 度", "Area ∝ degree"),
    True: Text("面积 ∝ 加权度", "Area ∝ weighted degree"),
}
_KINDS = {"sample": Text("样本节点", "Sample nodes"), "partner": Text("关系节点", "Partner nodes")}


@dataclass(frozen=True)
class Entry:
    """One colour: what it stands for, its share of the nodes, and whether it always has a line."""

    name: str
    colour: str
    share: float
    kept: bool = False


@dataclass(frozen=True)
class Key:
    """What a key says."""

    entries: Sequence[Entry]
    by: str
    largest: float
    kinds: bool = False
    language: str = "zh"
    heavy: bool = False

    def say(self, words: Text) -> str:
        """Return the words in the language of the key."""
        return words.in_(self.language)

    def called(self, name: str) -> str:
        """Return what a value is called; a country, also one written as a code, by its name."""
        if self.by == "country" and name.isupper() and (country := countries.find(name)) is not None:
            return self.say(Text(country.zh, country.en))
        return str(labels.word(name, self.by, self.language))

    @property
    def column(self) -> float:
        """Width of a column in millimetres: that of its longest name, within limits."""
        with page.context():
            names = [
                page.text_width(self.called(page.clipped(each.name)), _NAME)
                + page.text_width(_share(each.share), _VALUE)
                for each in self.entries
                if each.colour != OTHER
            ]
        return min(max(_COLUMN, max(names, default=0.0) + 4.8), _WIDEST)

    @property
    def below_colours(self) -> float:
        """Height of what follows the colours, in millimetres."""
        return _HEAD + 15.5 + (2 * _ROW + 2.5 if self.kinds else 0.0) + _ROW


@dataclass(frozen=True)
class Split:
    """Where the network goes, and where the key goes."""

    network: Area
    key: Area
    columns: int = 1
    beside: bool = field(default=True)


def tall(key: Key, width: float, *, shape: float, most: float) -> float:
    """Return the height in millimetres of network and key at a width.

    Parameters
    ----------
    shape
        Height of the network, in parts of its width.
    most
        Width that a network of few nodes needs.
    """
    if width >= _BESIDE:
        needed = _HEAD + min(len(key.entries), 12) * _ROW + key.below_colours
        return max(min(width - key.column - _BETWEEN, most) * shape, needed)
    return min(width, most) * shape + _BETWEEN + _below(key, width)[1]


def split(key: Key, wide: float, high: float) -> Split:
    """Divide the axes between network and key."""
    if wide >= _BESIDE:
        network = Area(0.5, 0.5, wide - key.column - _BETWEEN - 1.0, high - 1.0)
        return Split(network, Area(wide - key.column, 0.0, key.column, high))
    columns, needed = _below(key, wide)
    free = max(high - needed - _BETWEEN, high * 0.4)
    return Split(
        Area(0.5, 0.5, wide - 1.0, free - 1.0),
        Area(0.0, free + _BETWEEN, wide, high - free - _BETWEEN),
        columns,
        beside=False,
    )


def _below(key: Key, wide: float) -> tuple[int, float]:
    """Return columns and height of a key below the network."""
    columns = max(1, int((wide + 3.0) // (key.column if key.column > _COLUMN else 31.0)))
    lines, folded, kept = _chosen(key.entries, 9 * columns)
    rows = -(-(len(lines) + bool(folded) + len(kept)) // columns)
    return columns, _HEAD + rows * _ROW + 2.0 + 15.0


def draw(
    ax: Axes,
    key: Key,
    box: Split,
    *,
    unit: float,
    named: tuple[int, int],
    ground: Ground,
    all_hollow: bool = True,
) -> None:
    """Draw the key.

    Parameters
    ----------
    unit
        Square of the radius in millimetres of a node of degree 1.
    named
        How many nodes have a name, and how many were to have one.
    all_hollow
        False where small partner nodes have no hole.
    """
    pen = _Pen(ax, key, ground, all_hollow)
    area = box.key
    if box.beside:
        room = area.high - key.below_colours - _HEAD
        y = pen.colours(area, max(1, int(room // _ROW)), 1)
        y = pen.sizes(area.left, y + 2.0, unit)
        if key.kinds:
            y = pen.kinds(area.left, y + 2.0)
        pen.note(area.left, y + 0.5, named)
        return
    room = area.high - _HEAD - 17.0
    y = pen.colours(area, max(1, int(room / _ROW + 0.01)), box.columns) + 1.5
    pen.sizes(area.left, y, unit)
    half = area.left + area.wide / 2
    pen.note(half, pen.kinds(half, y) if key.kinds else y, named)


@dataclass(frozen=True)
class _Pen:
    ax: Axes
    key: Key
    ground: Ground
    all_hollow: bool

    def write(self, x: float, y: float, text: str, *, quiet: bool = False, right: bool = False) -> None:
        self.ax.text(
            x,
            y,
            text,
            size=_VALUE if quiet else _NAME,
            color=self.ground.muted if quiet else self.ground.ink,
            va="center_baseline",
            ha="right" if right else "left",
            gid="key",
        )

    def dot(self, x: float, y: float, radius: float, colour: str, *, hole: bool = False) -> None:
        from matplotlib.patches import Circle

        self.ax.add_patch(Circle((x, y), radius, facecolor=colour, edgecolor="none", gid="key-dot"))
        if hole:
            self.ax.add_patch(Circle((x, y), radius / 2, facecolor=self.ground.paper, edgecolor="none"))

    def colours(self, area: Area, rows: int, columns: int) -> float:
        """Write the colours and return where the next block may start."""
        heading = self.key.say(_LABELS[self.key.by])
        self.write(area.left, area.top + 1.6, shortened(heading, _VALUE, area.wide), quiet=True)
        lines, folded, kept = _chosen(self.key.entries, rows * columns)
        rows = min(rows, -(-(len(lines) + bool(folded) + len(kept)) // columns))
        across = (area.wide + 3.0) / columns
        for place, line in enumerate([*lines, *([None] if folded else []), *kept]):
            column, row = divmod(place, rows)
            x, y = area.left + column * across, area.top + _HEAD + (row + 0.5) * _ROW
            if line is None:
                self._rest(x, y, folded, across - 3.0)
            else:
                self._line(x, y, line, across - 3.0)
        return area.top + _HEAD + rows * _ROW

    def _line(self, x: float, y: float, line: Entry, wide: float) -> None:
        self.dot(x + 1.1, y, 1.1, self.ground.shade(line.colour))
        value = _share(line.share)
        name = self.key.say(_KINDS[line.name]) if line.name in _KINDS else self.key.called(line.name)
        self.write(x + 3.4, y, shortened(name, _NAME, wide - 4.4 - page.text_width(value, _VALUE)))
        self.write(x + wide, y, value, quiet=True, right=True)

    def _rest(self, x: float, y: float, folded: Sequence[Entry], wide: float) -> None:
        """Write one line for those that have none, with the colours of the first of them."""
        shown = dict.fromkeys(self.ground.shade(line.colour) for line in folded)
        for place, colour in enumerate(list(shown)[:3]):
            self.dot(x + 0.6 + 0.75 * place, y, 0.6, colour)
        value = _share(sum(line.share for line in folded))
        words = self.key.say(Text(f"其他 {len(folded)} 个", f"{len(folded)} others"))
        self.write(x + 3.4, y, shortened(words, _NAME, wide - 4.4 - page.text_width(value, _VALUE)))
        self.write(x + wide, y, value, quiet=True, right=True)

    def sizes(self, x: float, y: float, unit: float) -> float:
        """Draw examples of nodes by degree on one line; return where the next block may start."""
        self.write(x, y + 1.6, self.key.say(_AREAS[self.key.heavy]), quiet=True)
        degrees = examples(self.key.largest, most=_EXAMPLE**2 / unit)
        radii = [float(np.sqrt(unit * degree)) for degree in degrees]
        foot, at = y + _HEAD + 2 * max(radii), x
        for degree, radius in zip(degrees, radii, strict=True):
            text = f"{degree:,g}" if degree < 1e6 else self.key.say(_millions(degree))
            half = max(radius, page.text_width(text, _VALUE) / 2)
            self.ax.add_patch(_ring((at + half, foot - radius), radius, self.ground.muted))
            self.ax.text(
                at + half, foot + 1.8, text, size=_VALUE, color=self.ground.muted, ha="center",
                va="center_baseline", gid="key",
            )  # fmt: skip
            at += 2 * half + 2.5
        return foot + 3.5

    def kinds(self, x: float, y: float) -> float:
        """Say which nodes have a hole."""
        for place, (kind, hole) in enumerate((("sample", False), ("partner", True))):
            self.dot(x + 1.1, y + (place + 0.5) * _ROW, 1.1, self.ground.muted, hole=hole)
            self.write(x + 3.4, y + (place + 0.5) * _ROW, self._kind(kind))
        return y + 2 * _ROW

    def _kind(self, kind: str) -> str:
        if kind == "partner" and not self.all_hollow:
            return self.key.say(Text("关系节点（大者空心）", "Partner nodes, if large"))
        return self.key.say(_KINDS[kind])

    def note(self, x: float, y: float, named: tuple[int, int]) -> None:
        """Say how many names found no place."""
        done, wanted = named
        if done < wanted:
            words = Text(f"标注 {done} 个名称（共选 {wanted} 个）", f"{done} of {wanted} names fit")
            self.write(x, y + _ROW / 2, self.key.say(words), quiet=True)


def _millions(size: float) -> Text:
    return Text(f"{size / 1e4:,g}万", f"{size / 1e6:,g}M")


def _ring(centre: tuple[float, float], radius: float, colour: str) -> Circle:
    from matplotlib.patches import Circle

    return Circle(centre, radius, facecolor="none", edgecolor=colour, linewidth=0.5, gid="key-size")


def examples(largest: float, *, most: float | None = None) -> list[float]:
    """Return up to three sizes a key shows: round numbers up to the largest, a factor of ten apart.

    Parameters
    ----------
    most
        Size of which a node still fits into the key.

    >>> examples(7384), examples(3), examples(1), examples(7384, most=900), examples(0.7)
    ([5000, 500, 50], [3, 1], [1], [500, 50, 5], [0.5, 0.05])
    """
    top = largest if most is None else min(largest, most)
    if 1 <= top < 10:
        return [int(top), 1] if top >= 2 else [1]
    power = float(10.0 ** np.floor(np.log10(top or 1.0)))
    top = next(step * power for step in (5, 2, 1) if step * power <= top * (1 + 1e-9))
    if largest < 1:
        return [top, top / 10]
    return [int(size) for size in (top, top / 10, top / 100) if size >= 1]


def _chosen(entries: Sequence[Entry], room: int) -> tuple[list[Entry], list[Entry], list[Entry]]:
    """Return the entries with a line, those that share one, and those that always have one, at the end."""
    kept = [entry for entry in entries if entry.kept]
    grey = [entry for entry in entries if not entry.kept and entry.colour == OTHER]
    grey = grey if len(grey) > 1 else []  # one grey says which it is
    lines = [entry for entry in entries if not entry.kept and entry not in grey]
    if len(lines) + bool(grey) + len(kept) <= room:
        return lines, grey, kept
    first = max(0, room - len(kept) - 1)
    return lines[:first], lines[first:] + grey, kept


def _share(share: float) -> str:
    return f"{share:.1%}" if share >= 0.0005 else "<0.1%"
