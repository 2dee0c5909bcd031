"""Two measures of the same units against one another, cut into four fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.plot.sheet import page, palette
from clusternet.plot.sheet.lettering import shortened
from clusternet.records.counts import cuts
from clusternet.typing import Box, Cut
from clusternet.words import labels, naming
from clusternet.words.naming import Holds
from clusternet.words.text import Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Annotation

_HEIGHT = 110.0
"""Of the axes, in millimetres, on a page wide enough."""
_NAME, _SMALL, _DOT = 6.5, 6.0, 1.1
_HEADING, _LONGEST = 8.0, 0.4
"""Size of what is written at the axes; the longest name, as part of the field."""
_MARGINS = {"place": "unit", "enable": "x", "input": "y"}
_AXES = (16.0, 10.0, 4.0, 4.0)
"""Room left, below, right and above the field, in millimetres."""


def quadrant(
    table: pd.DataFrame,
    *,
    cut: Cut = "mean",
    log: bool = False,
    headings: tuple[str, str] | None = None,
    holds: Holds = "place",
    language: str = "zh",
    ax: Axes | None = None,
) -> Axes:
    """Draw units as dots with their names, and a line through the mean or the median of either measure.

    Parameters
    ----------
    table
        ``unit``, ``x`` and ``y``, or what places supply and receive as of
        :func:`clusternet.space.flows.margins`; places keep their colour. Rows without a number in either are
        left out, which the caption has to say.
    cut
        Where the lines stand: the unweighted ``mean`` or the ``median`` of the units drawn.
    log
        Both axes logarithmic; units with a value of 0 or below are then left out too.
    headings
        Of the x and the y axis, with their units; of the columns if None.
    holds
        What the units are, so that they are named in the language.
    language
        ``zh`` or ``en``.
    ax
        Where to draw; a figure of its own if None.

    Returns
    -------
    Axes
        Names are the texts with the gid ``name``; where there is no room for one, its dot has none.

    Raises
    ------
    ClusternetError
        If a column is missing, or fewer than two units have both numbers.

    Examples
    --------
    >>> ax = quadrant(pd.DataFrame({"unit": ["甲", "乙"], "x": [1, 3], "y": [2, 1]}))
    >>> [text.get_text() for text in ax.child_axes[0].texts if text.get_gid() == "name"]
    ['甲', '乙']
    """
    width = page.width_of(ax)
    options = {"cut": cut, "log": log, "headings": headings, "holds": holds, "language": language}
    return plan(table, width, **options).draw(ax)  # type: ignore[arg-type]


def plan(
    table: pd.DataFrame,
    width: float,
    *,
    cut: Cut = "mean",
    log: bool = False,
    headings: tuple[str, str] | None = None,
    holds: Holds = "place",
    language: str = "zh",
) -> page.Plan:
    """Lay out :func:`quadrant` for axes of a width in millimetres."""
    if "unit" not in table and set(_MARGINS) <= set(table):
        headings = headings or (labels.heading("enable", language), labels.heading("input", language))
        table = table[table["enable_share"].notna()].rename(columns=_MARGINS)
    across, upward = headings or ("x", "y")
    drawn = usable(table, log=log)
    drawn["called"] = drawn["unit"].astype(str).map(naming.names(drawn["unit"].astype(str), holds, language))
    if len(drawn) < 2:
        raise ClusternetError(f"quadrant: {len(drawn)} units have both numbers; at least two are needed")
    high = min(_HEIGHT, page.sheet(width) * 0.8)
    return page.Plan(
        width,
        high,
        lambda ax: _ink(ax, drawn, cut, log, (across, upward), language),
        page.mark(table, language),
    )


def _ink(
    ax: Axes, drawn: pd.DataFrame, cut: Cut, log: bool, headings: tuple[str, str], language: str
) -> None:
    wide, high = page.in_millimetres(ax)
    left, below, right, above = _AXES
    size = (wide - left - right, high - below - above)
    inner = ax.inset_axes((left / wide, below / high, size[0] / wide, size[1] / high))
    _scale(inner, drawn, log)
    inner.set_xlabel(shortened(headings[0], _HEADING, size[0]))
    inner.set_ylabel(shortened(headings[1], _HEADING, size[1]))
    x, y = cuts(drawn, cut)
    dots = _dots(inner, drawn, size)
    words = _lines(inner, (x, y), cut, language, size=size, dots=dots)
    colours = palette.of_places(drawn["unit"].astype(str))
    inner.scatter(
        drawn["x"], drawn["y"], s=(2 * _DOT * 72 / 25.4) ** 2, linewidths=0, zorder=3,
        color=[colours[name] for name in drawn["unit"].astype(str)], gid="units",
    )  # fmt: skip
    _name(inner, drawn, size, [_room(word, inner, size) for word in words], _at(inner, (x, y), size))


def usable(table: pd.DataFrame, *, log: bool = False) -> pd.DataFrame:
    """Return the rows that can be drawn: numbers in both measures, above 0 where the axes are logarithmic.

    Raises
    ------
    ClusternetError
        If a column is missing.
    """
    absent = [name for name in ("unit", "x", "y") if name not in table]
    if absent:
        raise ClusternetError(f"quadrant: no column {', '.join(absent)}")
    numbers = table[["x", "y"]].apply(pd.to_numeric, errors="coerce")
    kept = np.isfinite(numbers).all(axis=1) & ((numbers > 0).all(axis=1) if log else True)
    drawn: pd.DataFrame = numbers[kept]
    return drawn.assign(unit=table["unit"])


def _scale(ax: Axes, table: pd.DataFrame, log: bool) -> None:
    for name, set_scale, set_limits in (("x", ax.set_xscale, ax.set_xlim), ("y", ax.set_yscale, ax.set_ylim)):
        low, high = float(table[name].min()), float(table[name].max())
        if log:
            set_scale("log")
            margin = (high / low) ** 0.08 if high > low else 2.0
            set_limits(low / margin, high * margin)
        else:
            margin = (high - low) * 0.08 or 1.0
            near_zero = 0 <= low <= high / 2  # else the units would stand in a corner
            set_limits(-margin / 4 if near_zero else low - margin, high + margin)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(lambda value, _: f"{value:,.10g}")
        if log:
            axis.set_minor_formatter(lambda value, _: "")


def _lines(
    ax: Axes,
    at: tuple[float, float],
    cut: Cut,
    language: str,
    *,
    size: tuple[float, float],
    dots: list[Box],
) -> list[Annotation]:
    """Draw the two lines and return the words at their ends, at the other end where dots are in the way."""
    style: dict[str, Any] = {"color": palette.MUTED, "linewidth": 0.7, "zorder": 1, "gid": "cut"}
    ax.axvline(at[0], linestyle=(0, (4, 3)), **style)
    ax.axhline(at[1], linestyle=(0, (4, 3)), **style)
    word = {"mean": Text("均值", "mean"), "median": Text("中位数", "median")}[cut].in_(language)
    small: dict[str, Any] = {
        "textcoords": "offset points", "size": _SMALL, "color": palette.MUTED, "gid": "cut"
    }  # fmt: skip
    ends = {"x": ("data", "axes fraction"), "y": ("axes fraction", "data")}
    places: dict[str, list[dict[str, Any]]] = {
        "x": [
            {"xy": (at[0], 1), "xytext": (2, -1), "va": "top"},
            {"xy": (at[0], 0), "xytext": (2, 1), "va": "bottom"},
        ],
        "y": [
            {"xy": (1, at[1]), "xytext": (-1, 2), "ha": "right"},
            {"xy": (0, at[1]), "xytext": (1, 2), "ha": "left"},
        ],
    }
    words = []
    for axis, value in zip("xy", at, strict=True):
        for place in places[axis]:
            found = ax.annotate(f"{word} {value:,.4g}", xycoords=ends[axis], **place, **small)
            if _free(_room(found, ax, size), dots, size) or place is places[axis][-1]:
                words.append(found)
                break
            found.remove()
    return words


def _room(word: Annotation, ax: Axes, size: tuple[float, float]) -> Box:
    """Return the box of a word at a line, in millimetres of the field."""
    wide, tall = page.text_width(word.get_text(), _SMALL) + 1.5, page.text_height(_SMALL) + 1
    x, y = _at(ax, (float(word.xy[0]), float(word.xy[1])), size)
    if word.xycoords == ("axes fraction", "data"):
        left = 0.0 if word.xy[0] == 0 else size[0] - wide
        return (left, y, left + wide, y + tall)
    low = 0.0 if word.xy[1] == 0 else size[1] - tall
    return (x, low, x + wide, low + tall)


def _at(ax: Axes, place: tuple[float, float], size: tuple[float, float]) -> tuple[float, float]:
    """Return where a place lies in the field, in millimetres."""
    x, y = (ax.transScale + ax.transLimits).transform(place) * np.array(size)
    return float(x), float(y)


def _dots(ax: Axes, table: pd.DataFrame, size: tuple[float, float]) -> list[Box]:
    """Return the boxes of the dots, in the order of the rows."""
    places = [_at(ax, place, size) for place in zip(table["x"], table["y"], strict=True)]
    return [(x - _DOT, y - _DOT, x + _DOT, y + _DOT) for x, y in places]


def _name(
    ax: Axes,
    table: pd.DataFrame,
    size: tuple[float, float],
    taken: list[Box],
    lines: tuple[float, float],
) -> None:
    """Set the names, those far out first, each where it meets no word and no dot, and no line if it can."""
    dots = _dots(ax, table, size)
    at = np.array([(dot[0] + _DOT, dot[1] + _DOT) for dot in dots])
    middle = np.median(at, axis=0)
    order = np.argsort(-np.hypot(*(at - middle).T), kind="stable")
    for place in order.tolist():
        name = shortened(str(table["called"].iat[place]), _NAME, size[0] * _LONGEST)
        others = [dot for number, dot in enumerate(dots) if number != place]
        free = [box for box in _around(at[place], name) if _free(box, [*taken, *others], size)]
        if not free:
            continue
        box = next((box for box in free if not _crosses(box, lines)), free[0])
        taken.append(box)
        ax.text(
            box[0] / size[0], (box[1] + box[3]) / 2 / size[1], name, transform=ax.transAxes, size=_NAME,
            va="center_baseline", ha="left", zorder=4, gid="name",
        )  # fmt: skip


def _around(at: np.ndarray, name: str) -> Iterator[Box]:
    """Yield the boxes a name may stand in, the best first: right, left, above, below, then further off."""
    x, y = float(at[0]), float(at[1])
    wide, tall = page.text_width(name, _NAME), page.text_height(_NAME)
    gap = _DOT + 0.6
    for far in (0.0, 1.4):
        yield (x + gap + far, y - tall / 2, x + gap + far + wide, y + tall / 2)
        yield (x - gap - far - wide, y - tall / 2, x - gap - far, y + tall / 2)
        yield (x - wide / 2, y + gap + far, x + wide / 2, y + gap + far + tall)
        yield (x - wide / 2, y - gap - far - tall, x + wide / 2, y - gap - far)
        yield (x + gap, y + far + 0.4, x + gap + wide, y + far + 0.4 + tall)
        yield (x + gap, y - far - 0.4 - tall, x + gap + wide, y - far - 0.4)


def _crosses(box: Box, lines: tuple[float, float]) -> bool:
    return box[0] < lines[0] < box[2] or box[1] < lines[1] < box[3]


def _free(box: Box, taken: list[Box], size: tuple[float, float]) -> bool:
    inside = box[0] >= 0 and box[1] >= 0 and box[2] <= size[0] and box[3] <= size[1]
    return inside and not any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in taken
    )
