"""Two measures of the same units against one another, cut into four fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.plot.map.key import round_flows
from clusternet.plot.sheet import page, palette
from clusternet.plot.sheet.lettering import shortened
from clusternet.plot.sheet.marks import Mark
from clusternet.plot.sheet.numbers import compact, log_ticks
from clusternet.plot.sheet.placement import Ground
from clusternet.plot.sheet.tables import require
from clusternet.records.counts import cuts
from clusternet.typing import Box, Cut, Floats
from clusternet.words import labels, naming
from clusternet.words.naming import Holds
from clusternet.words.text import Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HEIGHT = 110.0
"""Of the axes, in millimetres, on a page wide enough."""
_NAME, _SMALL, _DOT, _LARGEST = 6.5, 6.0, 1.1, 3.5
"""Sizes of names and of words at lines, in points; radius of a dot, and of the largest where they differ."""
_HEADING, _LONGEST = 8.0, 0.4
"""Size of what is written at the axes; the longest name, as part of the field."""
_HEAP = 8
_PARTS = re.compile("([,、]) ?")
_MARGINS = {"place": "unit", "enable": "x", "input": "y"}
_AXES = (16.0, 10.0, 4.0, 4.0)
"""Room left, below, right and above the field, in millimetres."""
_KEYED = 5.0
"""More of it above where areas have a key."""
_LOGGED = Text("（对数）", " (log)")
_CUT: dict[Cut, Text] = {"mean": Text("均值", "mean"), "median": Text("中位数", "median")}
KIND, _UNIT = Text("象限图", "quadrant chart"), Text("个点", "dot")
_Size = tuple[float, float]
_CORNERS = {
    "low-high": (True, True), "high-high": (False, True), "low-low": (True, False), "high-low": (False, False)
}  # fmt: skip
"""Whether a field of :func:`clusternet.records.counts.fields` lies left, and whether it lies at the top."""


def quadrant(
    table: pd.DataFrame,
    *,
    cut: Cut | None = None,
    log: bool | None = None,
    headings: tuple[str, str] | None = None,
    fields: Mapping[str, str] | None = None,
    holds: Holds = "place",
    language: str = "zh",
    ax: Axes | None = None,
) -> Axes:
    """Draw units as dots with their names, and a line through the mean or the median of either measure.

    Parameters
    ----------
    table
        ``unit``, ``x`` and ``y``, or what places supply and receive as of
        :func:`clusternet.space.flows.margins`; at most twelve places keep their colours. The area of a dot
        is its ``size``, if there is such a column. Rows without a number in either measure are left out,
        which the caption has to say.
    cut
        Where the lines stand: the unweighted ``mean`` or the ``median`` of the units drawn; if None the
        mean, and the median where an axis is logarithmic.
    log
        Whether both axes are logarithmic, 0 at their foot; units with a value below 0 are then left out
        too. If None an axis is logarithmic where half of the units would stand in the lowest eighth of it.
    headings
        Of the x and the y axis, with their units; of the columns if None.
    fields
        What the four fields are called, by the words of :func:`clusternet.records.counts.fields`.
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
    options: dict[str, Any] = {"cut": cut, "log": log, "headings": headings, "fields": fields, "holds": holds}
    return plan(table, width, language=language, **options).draw(ax)


def plan(
    table: pd.DataFrame,
    width: float,
    *,
    cut: Cut | None = None,
    log: bool | None = None,
    headings: tuple[str, str] | None = None,
    fields: Mapping[str, str] | None = None,
    holds: Holds = "place",
    language: str = "zh",
) -> page.Plan:
    """Lay out :func:`quadrant` for axes of a width in millimetres."""
    if "unit" not in table and set(_MARGINS) <= set(table):
        headings = headings or (labels.heading("enable", language), labels.heading("input", language))
        table = table[table["enable_share"].notna()].rename(columns=_MARGINS)
    drawn = usable(table, log=log)
    if len(drawn) < 2:
        raise ClusternetError.of("quadrant_few", number=len(drawn))
    drawn["called"] = drawn["unit"].astype(str).map(naming.names(drawn["unit"].astype(str), holds, language))
    scaled = logarithmic(drawn, log)
    field = _Field(drawn, scaled, cut or usual_cut(scaled), headings or ("x", "y"), fields or {}, language)
    high = min(_HEIGHT, page.sheet(width) * 0.8)
    return page.Plan(width, high, field.ink, page.mark(table, language), KIND)


def usable(table: pd.DataFrame, *, log: bool | None = None) -> pd.DataFrame:
    """Return the rows that can be drawn: numbers in both measures, none below 0 if ``log``.

    Raises
    ------
    ClusternetError
        If a column is missing.
    """
    require(table, ("unit", "x", "y"), "quadrant")
    numbers = table[["x", "y"]].apply(pd.to_numeric, errors="coerce")
    kept = np.isfinite(numbers).all(axis=1) & ((numbers >= 0).all(axis=1) if log else True)
    drawn: pd.DataFrame = numbers[kept]
    return drawn.assign(**{name: table.loc[kept, name] for name in ("unit", "size") if name in table})


def logarithmic(drawn: pd.DataFrame, log: bool | None = None) -> tuple[bool, bool]:
    """Return which axes are logarithmic: as asked for, else those most units would stand at the foot of.

    >>> logarithmic(pd.DataFrame({"x": [1, 2, 3, 400], "y": [1, 2, 3, 4]}))
    (True, False)
    """
    across, upward = (
        bool(values.gt(0).any()) if log else log is None and _heaped(values)
        for values in (drawn["x"], drawn["y"])
    )
    return across, upward


def usual_cut(scaled: tuple[bool, bool]) -> Cut:
    """Return where the lines stand unless asked for: most units lie far from the mean of a heaped one."""
    return "median" if any(scaled) else "mean"


def _heaped(values: pd.Series) -> bool:
    """Whether half of some values, none below 0, lie in the lowest eighth of their range."""
    low, high = float(values.min()), float(values.max())
    return low >= 0 and high > low and float(values.median()) - low <= (high - low) / _HEAP


@dataclass(frozen=True, eq=False)
class _Field:
    """What is drawn: units, which axes are logarithmic, the lines, and what everything is called."""

    table: pd.DataFrame
    log: tuple[bool, bool]
    cut: Cut
    headings: tuple[str, str]
    fields: Mapping[str, str]
    language: str

    def ink(self, ax: Axes) -> None:
        """Draw in axes of a page."""
        wide, high = page.in_millimetres(ax)
        left, below, right, above = _AXES
        above += _KEYED if "size" in self.table else 0.0
        size = (wide - left - right, high - below - above)
        inner = ax.inset_axes((left / wide, below / high, size[0] / wide, size[1] / high))
        _scale(inner, self.table, self.log)
        across, upward = (self._heading(*each) for each in zip(self.headings, size, self.log, strict=True))
        inner.set_xlabel(across, fontsize=_HEADING)
        inner.set_ylabel(upward, fontsize=_HEADING)
        cut = cuts(self.table, self.cut)
        spots = np.array(
            [_at(inner, each, size) for each in zip(self.table["x"], self.table["y"], strict=True)]
        )
        ground = Ground(
            (0.3, 0.3, size[0] - 0.3, size[1] - 0.3), spots, self._radii(), _along(cut, inner, size)
        )
        self._lines(inner, cut, size, ground)
        self._call_fields(inner, cut, size, ground)
        colours = palette.of_units(self.table["unit"].astype(str))
        inner.scatter(
            self.table["x"], self.table["y"], s=(2 * ground.radius * 72 / page.MM) ** 2,
            gid=Mark("units", _UNIT, *self._said()),
            color=[colours[name] for name in self.table["unit"].astype(str)],
            zorder=3, linewidths=0, clip_on=False,
        )  # fmt: skip
        self._call_units(inner, size, ground)
        self._key(ax, wide - right)

    def _key(self, ax: Axes, right: float) -> None:
        """Draw what two areas stand for, above the field to the right; nothing where areas say nothing."""
        from matplotlib.patches import Circle

        if "size" not in self.table:
            return
        sizes = pd.to_numeric(self.table["size"], errors="coerce").fillna(0.0)
        most = max(float(sizes.max()), 1e-300)
        for size in reversed(round_flows(most)[:2]):
            text, radius = compact(size, self.language), _LARGEST * float(np.sqrt(size / most))
            left = right - page.text_width(text, _SMALL)
            ax.text(
                left, _LARGEST + 0.5, text, size=_SMALL, color=palette.MUTED, va="center_baseline", gid="key"
            )
            centre = (left - radius - 0.8, _LARGEST + 0.5)
            ax.add_patch(
                Circle(centre, radius, facecolor="none", edgecolor=palette.MUTED, linewidth=0.6, gid="key")
            )
            right = left - 2 * radius - 3.5

    def _heading(self, heading: str, room: float, logged: bool) -> str:
        tail = _LOGGED.in_(self.language) if logged else ""
        return shortened(heading, _HEADING, room - page.text_width(tail, _HEADING)) + tail

    def _said(self) -> list[str]:
        """Return what every dot says: its name and both values."""
        across, upward = self.headings
        rows = zip(self.table["called"], self.table["x"], self.table["y"], strict=True)
        return [f"{name}: {across} {x:,.4g}; {upward} {y:,.4g}" for name, x, y in rows]

    def _radii(self) -> Floats:
        """Return the radius of every dot in millimetres: its area is its size, if units have one."""
        if "size" not in self.table:
            return np.full(len(self.table), _DOT)
        sizes = pd.to_numeric(self.table["size"], errors="coerce").fillna(0.0).clip(lower=0).to_numpy()
        radii = _LARGEST * np.sqrt(sizes / max(float(sizes.max()), 1e-300))
        return np.asarray(np.maximum(radii, _DOT / 2))

    def _lines(self, ax: Axes, at: _Size, size: _Size, ground: Ground) -> None:
        """Draw the two lines with a word at one end, the other end where dots are in the way."""
        style: dict[str, Any] = {"color": palette.MUTED, "linewidth": 0.7, "zorder": 1, "gid": "cut"}
        ax.axvline(at[0], linestyle=(0, (4, 3)), **style)
        ax.axhline(at[1], linestyle=(0, (4, 3)), **style)
        x, y = _at(ax, at, size)
        for place, value in enumerate(at):
            text = f"{_CUT[self.cut].in_(self.language)} {round(value, 9) + 0.0:,.4g}"
            wide, tall = page.text_width(text, _SMALL) + 1, page.text_height(_SMALL) + 0.4
            right = x + wide if x + wide + 0.5 < size[0] else x
            corners = (
                [(right - wide, 0.4), (right - wide, size[1] - tall - 0.4)]
                if place == 0
                else [(size[0] - wide, y - tall), (0.4, y - tall), (size[0] - wide, y), (0.4, y)]
            )
            boxes = [(left, top, left + wide, top + tall) for left, top in corners]
            box = next((box for box in boxes if not _meets(box, ground)), boxes[0])
            _write(ax, text, box, size, fontsize=_SMALL, color=palette.MUTED, gid="cut")
            ground.shut.append(box)

    def _call_fields(self, ax: Axes, at: _Size, size: _Size, ground: Ground) -> None:
        """Name the fields in their outer corners; none where there is no room for all."""
        x, y = _at(ax, at, size)
        found: list[tuple[str, Box]] = []
        for field, (left, top) in _CORNERS.items():
            text, room = self.fields.get(field, ""), (x if left else size[0] - x) - 3
            if page.text_width(text, _NAME) > room:
                text = _PARTS.sub(r"\1\n", text)
            lines = text.split("\n")
            wide = max(page.text_width(line, _NAME) for line in lines)
            tall = page.text_height(_NAME) * (1 + 1.15 * (len(lines) - 1))
            starts = [0.8, x - wide - 1] if left else [size[0] - wide - 0.8, x + 1]
            levels = [0.6, y - tall - 0.4] if top else [size[1] - tall - 0.6, y + 0.4]
            boxes = [
                (start, level, start + wide, level + tall)
                for level in (levels[0], levels[0] + (tall + 0.6) * (1 if top else -1), levels[1])
                for start in starts
            ]
            free = [box for box in boxes if not _meets(box, ground)]
            if not text or wide > room or not free:
                return
            found.append((text, free[0]))
        for text, box in found:
            _write(ax, text, box, size, fontsize=_NAME, color=palette.MUTED, gid="field")
            ground.shut.append(box)

    def _call_units(self, ax: Axes, size: _Size, ground: Ground) -> None:
        """Set the names, those far out first: beside the dot, at the end of a line, or not at all."""
        middle = np.median(ground.spots, axis=0)
        order = np.argsort(-np.hypot(*(ground.spots - middle).T), kind="stable")
        for place in order.tolist():
            name = shortened(str(self.table["called"].iat[place]), _NAME, size[0] * _LONGEST)
            found = ground.place(place, page.text_width(name, _NAME), page.text_height(_NAME))
            if found is None:
                continue
            if found.line is not None:
                (x, y), (to_x, to_y) = found.line
                ax.plot(
                    [x / size[0], to_x / size[0]], [1 - y / size[1], 1 - to_y / size[1]], gid="leader",
                    transform=ax.transAxes, color=palette.MUTED, linewidth=0.4, zorder=2,
                )  # fmt: skip
            _write(ax, name, found.box, size, fontsize=_NAME, color=palette.INK, gid="name")


def _scale(ax: Axes, table: pd.DataFrame, log: tuple[bool, bool]) -> None:
    """Set scales and limits; 0 on a logarithmic axis stands a little below the smallest value."""
    for name, logged, axis in (("x", log[0], ax.xaxis), ("y", log[1], ax.yaxis)):
        values = table[name]
        low, high = float(values.min()), float(values.max())
        set_limits = ax.set_xlim if name == "x" else ax.set_ylim
        set_scale = ax.set_xscale if name == "x" else ax.set_yscale
        if logged:
            least = float(values[values > 0].min())
            margin = (high / least) ** 0.08 if high > least else 2.0
            if low > 0:
                set_scale("log")
                set_limits(low / margin, high * margin)
            else:
                set_scale("symlog", linthresh=least, linscale=0.4)
                set_limits(-least / 4, high * margin)
            ticks = [0.0] * (low == 0) + log_ticks(least / margin, high * margin)
            axis.set_major_locator(_fixed(ticks))
            axis.set_minor_locator(_fixed([]))
        else:
            margin = (high - low) * 0.08 or 1.0
            near_zero = 0 <= low <= high / 2  # else the units would stand in a corner
            set_limits(-margin / 4 if near_zero else low - margin, high + margin)
        axis.set_major_formatter(lambda value, _: f"{value:,.10g}")


def _fixed(ticks: list[float]) -> Any:
    from matplotlib.ticker import FixedLocator

    return FixedLocator(ticks)


def _at(ax: Axes, place: Sequence[float], size: _Size) -> tuple[float, float]:
    """Return where a place lies in the field, in millimetres from the top left."""
    x, y = (ax.transScale + ax.transLimits).transform(place)
    return float(x) * size[0], float(1 - y) * size[1]


def _along(at: _Size, ax: Axes, size: _Size) -> Floats:
    """Return points along the two lines, which names keep off if they can."""
    x, y = _at(ax, at, size)
    across, upward = np.arange(0, size[0], 0.5), np.arange(0, size[1], 0.5)
    points = [*((each, y, 1.0) for each in across), *((x, each, 1.0) for each in upward)]
    return np.array(points)


def _write(ax: Axes, text: str, box: Box, size: _Size, **style: Any) -> None:
    """Write a text in a box in millimetres of the field."""
    ax.text(
        (box[0] + box[2]) / 2 / size[0], 1 - (box[1] + box[3]) / 2 / size[1], text,
        transform=ax.transAxes, ha="center", va="center" if "\n" in text else "center_baseline", zorder=4,
        linespacing=1.1, **style,
    )  # fmt: skip


def _meets(box: Box, ground: Ground) -> bool:
    """Whether a box meets a dot or what is written already."""
    nearest = np.clip(ground.spots, box[:2], box[2:])
    dots = np.hypot(*(nearest - ground.spots).T) < ground.radius + 0.3
    return bool(dots.any()) or any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
        for other in ground.shut
    )
