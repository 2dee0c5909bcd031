"""Names in little room: broken into lines, or cut with an ellipsis."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from clusternet.plot.sheet import page

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Called = tuple[str, float]
"""A name in one line or in two, and its size in points."""


def shortened(text: str, size: float, room: float) -> str:
    """Cut a line to a room in millimetres, with an ellipsis where something is cut.

    >>> with page.context():
    ...     shortened("新疆维吾尔自治区", 8, 15), shortened("北京市", 8, 15)
    ('新疆维吾…', '北京市')
    """
    text = page.clipped(text)
    if page.text_width(text, size) <= room:
        return text
    return text[: page.fitting(text, size, room, "…")].rstrip() + "…"


def called(name: str, sizes: tuple[float, float], room: float) -> Called:
    r"""Return a name in a room, and its size: in one line if it fits, else in two of the smaller type.

    >>> with page.context():
    ...     called("Guangdong", (8, 6), 30), called("Hong Kong, Macao and Taiwan", (8, 6), 22)
    (('Guangdong', 8), ('Hong Kong, Macao\nand Taiwan', 6))
    """
    large, small = sizes
    name = page.clipped(name)
    if page.text_width(name, large) <= room:
        return name, large
    return "\n".join(broken(name, small, room)), small


def widest(names: Iterable[Called]) -> float:
    """Return the width in millimetres of the longest line of names."""
    return max(page.text_width(line, size) for text, size in names for line in text.split("\n"))


def write(ax: Axes, x: float, middle: float, name: Called, *, ha: str = "left") -> None:
    """Write a name beside its row, in the middle of which one line or two stand."""
    text, size = name
    upright = "center" if "\n" in text else "center_baseline"
    ax.text(x, middle, text, size=size, ha=ha, va=upright, linespacing=1.0, gid="name")


def broken(text: str, size: float, room: float, *, most: int = 2) -> list[str]:
    """Break a name into lines that fit a room: at blanks, after hyphens, else anywhere; the last is cut.

    >>> with page.context():
    ...     broken("Chungcheongnam-do", 8, 26), broken("a b c d e f g h", 8, 5)
    (['Chungcheongnam-', 'do'], ['a b', 'c…'])
    """
    lines = [
        part
        for line in page.wrapped(page.clipped(text), size, room)
        for part in page.fitted(line, size, room)
    ]
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [shortened(line, size, room) for line in lines]
