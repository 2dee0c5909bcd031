"""A tile map: a square for each province or country, its colour the value; no boundaries are drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.places import tiles as squares
from clusternet.plot.sheet import page, palette, scales
from clusternet.plot.sheet.marks import Mark
from clusternet.plot.sheet.numbers import compact
from clusternet.plot.sheet.tables import require
from clusternet.words.text import Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

KIND, _TILE = Text("方块地图", "tile map"), Text("个有数据的方块", "tile with data")
NO_DATA = Text("无数据", "no data")
_GAP, _KEY, _WIDEST = 0.5, 14.0, 15.0
_NAME, _VALUE, _LEAST = 7.5, 6.5, 4.6


def tilemap(
    table: pd.DataFrame,
    *,
    value: str = "count",
    title: str = "",
    language: str = "zh",
    ax: Axes | None = None,
) -> Axes:
    """Draw values of places as squares that stand roughly where the places lie.

    Parameters
    ----------
    table
        ``name`` and ``value``, a row per place: provincial units of China in any spelling, or countries and
        regions. Squares without a value are grey; the colours are logarithmic.
    value
        Column that is drawn.
    title
        Of the key.
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
        If a column is missing, no name is on a map, or two are one place.

    Examples
    --------
    >>> ax = tilemap(pd.DataFrame({"name": ["北京", "广东"], "count": [20, 10]}))
    >>> sum(patch.get_gid() == "tile" for patch in ax.patches)
    34
    """
    return plan(table, page.width_of(ax), value=value, title=title, language=language).draw(ax)


def plan(
    table: pd.DataFrame,
    width: float,
    *,
    value: str = "count",
    title: str = "",
    language: str = "zh",
    printed: Callable[[float], str] | None = None,
) -> page.Plan:
    """Lay out :func:`tilemap` for axes of a width in millimetres."""
    require(table, ("name", value), "tilemap")
    which, keys = squares.placed(map(str, table["name"]))
    held = table[table["name"].isin(list(keys))].dropna(subset=[value])
    held = held.assign(key=held["name"].map(keys))
    if held.empty:
        raise ClusternetError(
            "tilemap: no name is a province of China or a country", "没有名称是中国省级行政区或国家和地区"
        )
    if (twice := held["key"].duplicated()).any():
        raise ClusternetError.of("tile_twice", name=held["name"][twice].iloc[0])
    values = held.set_index("key")[value].astype(float)
    grid = squares.grid(which)
    across = 1 + max(tile.column for tile in grid.values())
    down = 1 + max(tile.row for tile in grid.values())
    side = min(width / across, _WIDEST)
    show = printed or (lambda number: compact(number, language))
    return page.Plan(
        width,
        side * down + _KEY + 2.0,
        lambda ax: _ink(ax, [*grid.values()], values, (across, down), title, language, show),
        page.mark(table, language),
        KIND,
    )


def _ink(
    ax: Axes,
    tiles: list[squares.Tile],
    values: pd.Series,
    size: tuple[int, int],
    title: str,
    language: str,
    show: Callable[[float], str],
) -> None:
    from matplotlib.patches import Rectangle

    wide, tall = page.in_millimetres(ax)
    across, down = size
    side = min(wide / across, (tall - _KEY - 2.0) / down)
    left, high = (wide - side * across) / 2, side * down
    held = {str(key): float(value) for key, value in values.items()}
    some = [value for value in held.values() if value > 0]
    scale = scales.of_amounts(some) if some else None
    for tile in tiles:
        value = held.get(tile.key)
        colour = scale.colour(value) if scale is not None and value else scales.BLANK
        x, y = left + tile.column * side, tile.row * side
        text, names = "" if value is None else show(value), {"zh": tile.zh, "en": tile.en}[language]
        gid = Mark("tile", _TILE, f"{names[0]} {text}" if text else "")
        square = Rectangle((x, y), side - _GAP, side - _GAP, facecolor=colour, linewidth=0, gid=gid)
        square.set_label(tile.key)
        ax.add_patch(square)
        _write(ax, names, text, (x, y, side - _GAP), colour)
    if scale is not None:
        scales.key(
            ax,
            scale,
            high + 1.0,
            title=title,
            printed=lambda tick: compact(tick, language),
            blank=NO_DATA.in_(language),
        )


def _write(
    ax: Axes, names: tuple[str, ...], value: str, box: tuple[float, float, float], colour: str
) -> None:
    """Write the longest name that fits, and the value under it if both fit."""
    x, y, side = box
    code = len(names) == 1
    ink = palette.readable_on(colour) if value else palette.MUTED
    base: dict[str, Any] = {"ha": "center", "va": "center_baseline", "color": ink}
    room = side - 0.6
    both = value and page.text_width(value, _VALUE) <= room and 2.1 * page.text_height(_VALUE) <= side
    sizes = [_NAME, 6.5, 5.8, 5.2, _LEAST]
    if code:  # one size for all: W is the widest letter
        sizes = [size for size in sizes if page.text_width("MMM", size) <= side]
    fits = [(name, size) for name in names for size in sizes if code or page.text_width(name, size) <= room]
    tall = [(name, size) for name, size in fits if page.text_height(size) <= (side / 2 if both else side)]
    if not tall:
        return
    name, size = tall[0]
    middle = y + side / 2
    ax.text(x + side / 2, middle - (0.2 * side if both else 0), name, size=size, gid="name", **base)
    if both:
        ax.text(x + side / 2, middle + 0.24 * side, value, size=_VALUE, gid="value", **base)
