"""Shares as a pie, where a house style asks for one; bars say the same better."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from clusternet.plot.series.bars import ranked
from clusternet.plot.sheet import page, palette, spacing
from clusternet.plot.sheet.lettering import shortened
from clusternet.plot.sheet.marks import Mark
from clusternet.plot.sheet.tables import nothing, require
from clusternet.words import naming
from clusternet.words.naming import Holds
from clusternet.words.text import Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

KIND, _SLICE = Text("饼图", "pie"), Text("个扇形", "slice")
OTHER = Text("其他", "Other")
_NAME, _MOST, _RADIUS, _LEAST, _BESIDE = 7.0, 11, 26.0, 7.0, 22.0
"""Type in points; names; radius at most and at least, and room for names on each side, millimetres."""


def pie(
    table: pd.DataFrame, *, top: int = 8, holds: Holds = "", language: str = "zh", ax: Axes | None = None
) -> Axes:
    """Draw counts as slices from twelve o'clock on, each with its name and its share of all.

    Parameters
    ----------
    table
        ``name`` and ``count``.
    top
        How many, 11 at most; what is left is one slice more, 其他.
    holds
        What the names are, so that they are written in the language; as they stand if blank.
    language
        ``zh`` or ``en``.
    ax
        Where to draw; a figure of its own if None.

    Returns
    -------
    Axes
        Those it is drawn on: what was given, or new ones of its own size.

    Raises
    ------
    ClusternetError
        If a column is missing, or the counts add up to nothing.

    Examples
    --------
    >>> ax = pie(pd.DataFrame({"name": ["5G", "物联网"], "count": [3, 1]}))
    >>> [round(wedge.theta2 - wedge.theta1) for wedge in ax.patches]
    [270, 90]
    """
    return plan(table, page.width_of(ax), top=top, holds=holds, language=language).draw(ax)


def plan(
    table: pd.DataFrame, width: float, *, top: int = 8, holds: Holds = "", language: str = "zh"
) -> page.Plan:
    """Lay out :func:`pie` for axes of a width in millimetres."""
    require(table, ("name", "count"), "pie")
    if not table["count"].sum() > 0:
        raise nothing("pie")
    counts = ranked(table, min(top or _MOST, _MOST), OTHER.in_(language)).sum(axis=1)
    names = [str(name) for name in counts.index]
    colours = palette.of_places(names) if holds == "place" else palette.of_names(names)
    shades = list(palette.distinct(colours).values())
    called = naming.names(names, holds, language)
    radius = min(_RADIUS, max(width / 2 - _BESIDE, _LEAST))
    high = max(2 * radius + 4, len(names) * page.text_height(_NAME) * 0.62 + 4)
    return page.Plan(
        width,
        high,
        lambda ax: _ink(ax, counts.to_numpy(float), [called[name] for name in names], shades, radius),
        page.mark(table, language),
        KIND,
    )


def _ink(ax: Axes, counts: np.ndarray[Any, Any], names: list[str], shades: list[str], radius: float) -> None:
    from matplotlib.patches import Wedge

    wide, high = page.in_millimetres(ax)
    radius, centre = min(radius, high / 2 - 2), (wide / 2, high / 2)
    ends = 360 * counts.cumsum() / counts.sum()
    starts = np.concatenate(([0.0], ends[:-1]))
    for start, end, shade, name, count in zip(starts, ends, shades, names, counts, strict=True):
        gid = Mark("slice", _SLICE, f"{name} {count:,.10g} ({100 * count / counts.sum():.1f}%)")
        style: dict[str, Any] = {"facecolor": shade, "edgecolor": "white", "linewidth": 0.6, "gid": gid}
        ax.add_patch(Wedge(centre, radius, start - 90, end - 90, **style))
    middle = np.radians((starts + ends) / 2)
    for right in (True, False):
        side = [place for place in range(len(names)) if (np.sin(middle[place]) >= 0) is np.bool_(right)]
        _name_side(ax, side, middle, centre, radius, names, counts, right=right)


def _name_side(
    ax: Axes,
    side: list[int],
    middle: np.ndarray[Any, Any],
    centre: tuple[float, float],
    radius: float,
    names: list[str],
    counts: np.ndarray[Any, Any],
    *,
    right: bool,
) -> None:
    """Write the names of one side, moved apart, each tied to its slice."""
    wide, high = page.in_millimetres(ax)
    sign = 1 if right else -1
    side = sorted(side, key=lambda place: -np.cos(middle[place]))
    line = page.text_height(_NAME) * 1.1
    wanted = [centre[1] - 1.08 * radius * float(np.cos(middle[place])) for place in side]
    kept = spacing.fitting([line] * len(side), [float(counts[place]) for place in side], high)
    spots = spacing.spread([wanted[each] for each in kept], [line] * len(kept), 0.0, high)
    for each, y in zip(kept, spots.tolist(), strict=True):
        place = side[each]
        share = f"{100 * counts[place] / counts.sum():.1f}%"
        begin = (
            centre[0] + 1.01 * radius * float(np.sin(middle[place])),
            centre[1] - 1.01 * radius * float(np.cos(middle[place])),
        )
        x = centre[0] + sign * (radius + 3.0)
        ax.plot([begin[0], x - sign * 0.6], [begin[1], y], color=palette.MUTED, linewidth=0.4, gid="leader")
        room = wide / 2 - radius - 4.0 - page.text_width(share, _NAME)
        text = f"{shortened(names[place], _NAME, room)} {share}"
        ax.text(x, y, text, size=_NAME, ha="left" if right else "right", va="center_baseline",
                color=palette.INK, gid="name")  # fmt: skip
