"""Items that co-occur, in the plane: circles by their occurrences, coloured by their clusters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from clusternet.errors import ClusternetError
from clusternet.plot.sheet import page, palette
from clusternet.plot.sheet.lettering import shortened
from clusternet.plot.sheet.marks import Mark
from clusternet.plot.sheet.placement import Ground
from clusternet.plot.sheet.tables import require
from clusternet.typing import Floats
from clusternet.words.text import Text

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_HEIGHT = 120.0
"""Of the axes, in millimetres, on a page wide enough."""
LINKS, _EACH = 400, 3
"""Links that are drawn at most, the strongest: in all, and an item."""
_COVER, _LEAST, _MOST = 0.07, 0.45, 7.0
"""Share of the field that circles cover, and their radius in millimetres at least and at most."""
_MARGIN, _ROW, _NAME, _KEY = 9.0, 4.2, 6.5, 6.5
_BELOW = 10.0
"""Millimetres that a field takes with its key, beside the circles and their margin."""
_LONGEST, _LONGEST_KEY = 0.3, 0.6
"""Shares of the width that a name may take: in the field, in the key."""
KIND, _ITEM = Text("共现图", "co-occurrence map"), Text("个项目", "item")
_PUSHES, _LED, _SET = 200, 30, 10
"""Rounds in which circles are moved apart; items whose names may stand off, at the end of a line; items that
are named even where there is no room."""


def itemmap(
    items: pd.DataFrame, links: pd.DataFrame, *, ax: Axes | None = None, language: str = "zh"
) -> Axes:
    """Draw items as circles whose area is their occurrences, with their names, and the strongest links.

    Parameters
    ----------
    items
        ``item``, ``x``, ``y``, ``occurrences`` and ``cluster`` (missing where an item is in none), the most
        frequent first. Circles are moved apart where they would lie over one another.
    links
        ``a``, ``b`` (items) and ``count``, the strongest first.
    language
        ``zh`` or ``en``.
    ax
        Where to draw; a figure of its own if None.

    Returns
    -------
    Axes
        Names are the texts with the gid ``name``; where there is no room for one, its circle has none.

    Raises
    ------
    ClusternetError
        If there are fewer than two items, or a column is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> items = pd.DataFrame({"item": ["5G", "物联网"], "x": [0.5, -0.5], "y": [0, 0], "occurrences": [3, 2],
    ...                       "cluster": [1, 1]})
    >>> ax = itemmap(items, pd.DataFrame({"a": ["5G"], "b": ["物联网"], "count": [2]}))
    >>> sorted(text.get_text() for text in ax.texts if text.get_gid() == "name")
    ['5G', '物联网']
    """
    return plan(items, links, page.width_of(ax), language=language).draw(ax)


def plan(items: pd.DataFrame, links: pd.DataFrame, width: float, *, language: str = "zh") -> page.Plan:
    """Lay out :func:`itemmap` for axes of a width in millimetres."""
    require(items, ("item", "x", "y", "occurrences", "cluster"), "itemmap")
    if len(items) < 2:
        raise ClusternetError.of("itemmap_few", number=len(items))
    across, up = np.ptp(items[["x", "y"]].to_numpy(dtype=float), axis=0)
    field = (width - 2 * _MARGIN) * float(np.clip(up / max(across, 1e-9), 0.2, 1.0)) + 2 * _MARGIN + _BELOW
    return page.Plan(
        width,
        min(_HEIGHT, page.sheet(width) * 0.8, field),
        lambda ax: _ink(ax, items, links, language),
        page.mark(items, language),
        KIND,
    )


def _ink(ax: Axes, items: pd.DataFrame, links: pd.DataFrame, language: str) -> None:
    wide, high = page.in_millimetres(ax)
    keys = _keys(items, language, wide)
    field = (wide, high - _ROW * len(keys) - (2 if keys else 0))
    radius = _radii(items, field)
    spots = _apart(_fitted(items, field), radius, field)
    colours = _colours(items)
    _ink_links(ax, items, links, spots, colours)
    said = [f"{item} {times:,.10g}" for item, times in zip(items["item"], items["occurrences"], strict=True)]
    _ink_circles(ax, spots, radius, colours, said)
    _ink_names(ax, items, spots, radius, field)
    _ink_keys(ax, keys, field[1] + 2)


def _colours(items: pd.DataFrame) -> list[str]:
    clusters = items["cluster"].astype("Int64").tolist()
    return [
        palette.OTHER
        if str(each) == "<NA>"
        else palette.hue(palette.SERIES[(int(each) - 1) % len(palette.SERIES)])
        for each in clusters
    ]


def _radii(items: pd.DataFrame, field: tuple[float, float]) -> Floats:
    """Return radii whose squares are proportional to the occurrences, small ones aside."""
    times = items["occurrences"].to_numpy(dtype=float)
    unit = np.sqrt(_COVER * field[0] * field[1] / (np.pi * times.sum()))
    radius = unit * np.sqrt(times)
    return np.asarray(np.maximum(radius * min(1.0, _MOST / radius.max()), _LEAST))


def _fitted(items: pd.DataFrame, field: tuple[float, float]) -> Floats:
    """Return the places in millimetres, y down, as large as the field allows in one scale."""
    place = items[["x", "y"]].to_numpy(dtype=float) * (1, -1)
    low, high = place.min(axis=0), place.max(axis=0)
    room = np.array(field) - 2 * _MARGIN
    scale = float((room / np.maximum(high - low, 1e-9)).min())
    return np.asarray(np.array(field) / 2 + (place - (low + high) / 2) * scale)


def _apart(spots: Floats, radius: Floats, field: tuple[float, float]) -> Floats:
    """Move circles that meet away from one another, half of the overlap each, as often as it takes."""
    spots = spots.copy()
    least = np.add.outer(radius, radius) + 0.3
    for _ in range(_PUSHES):
        away = spots[:, None] - spots[None]
        far = np.hypot(away[..., 0], away[..., 1])
        np.fill_diagonal(far, np.inf)
        if not (far < least).any():
            break
        step = np.clip(least - far, 0, None) / 2
        spots += (away / np.maximum(far, 1e-6)[..., None] * step[..., None]).sum(axis=1)
        spots = np.clip(spots, radius[:, None], np.array(field) - radius[:, None])
    return spots


def drawn(items: int) -> int:
    """Return how many links are drawn at most: the strongest, three an item.

    >>> drawn(17), drawn(1000)
    (51, 400)
    """
    return min(LINKS, _EACH * items)


def _ink_links(ax: Axes, items: pd.DataFrame, links: pd.DataFrame, spots: Floats, colours: list[str]) -> None:
    from matplotlib.collections import LineCollection

    place = {str(name): number for number, name in enumerate(items["item"])}
    shown = links.head(drawn(len(items)))
    ends = [(place[str(a)], place[str(b)]) for a, b in zip(shown["a"], shown["b"], strict=True)]
    if not ends:
        return
    strength = np.sqrt(shown["count"].to_numpy(dtype=float))
    widths = 0.25 + 1.1 * strength / strength.max()
    shades = [colours[a] if colours[a] == colours[b] else palette.OTHER for a, b in ends]
    lines = [[tuple(spots[a]), tuple(spots[b])] for a, b in ends]
    ax.add_collection(
        LineCollection(
            lines[::-1], linewidths=widths[::-1], colors=shades[::-1], alpha=0.28, zorder=0.5, gid="links"
        )
    )


def _ink_circles(ax: Axes, spots: Floats, radius: Floats, colours: list[str], said: list[str]) -> None:
    from matplotlib.patches import Circle

    for (x, y), size, colour, text in zip(spots.tolist(), radius.tolist(), colours, said, strict=True):
        gid = Mark("item", _ITEM, text)
        ax.add_patch(Circle((x, y), size, facecolor=colour, edgecolor="white", linewidth=0.3, gid=gid))


def _ink_names(
    ax: Axes, items: pd.DataFrame, spots: Floats, radius: Floats, field: tuple[float, float]
) -> None:
    """Set names, those of the most frequent items first; the very first stand on their circle at worst."""
    from matplotlib.patheffects import Normal, Stroke

    ground = Ground((0.0, 0.0, *field), spots, radius, np.empty((0, 3)))
    for circle, item in enumerate(items["item"].astype(str)):
        name = shortened(item, _NAME, field[0] * _LONGEST)
        room = page.text_width(name, _NAME), page.text_height(_NAME)
        placed = ground.place(circle, *room, led=circle < _LED)
        style: dict[str, Any] = {"size": _NAME, "ha": "center", "va": "center", "gid": "name"}
        if placed is None and circle < _SET:
            shown = ax.text(float(spots[circle, 0]), float(spots[circle, 1]), name, zorder=5, **style)
            shown.set_path_effects([Stroke(linewidth=1.6, foreground="white"), Normal()])
        if placed is None:
            continue
        ax.text(*placed.middle, name, **style)
        if placed.line is not None:
            ax.plot(*zip(*placed.line, strict=True), color=palette.MUTED, linewidth=0.4, gid="leader")


Key = tuple[str, str, float]
"""Colour, words and where they begin."""


def _keys(items: pd.DataFrame, language: str, wide: float) -> list[list[Key]]:
    """Return the rows of the legend: each cluster by the most frequent of its items."""
    rows: list[list[Key]] = [[]]
    at = 0.0
    colours = dict(zip(items["cluster"].astype("Int64").tolist(), _colours(items), strict=True))
    known = [each for each in colours if str(each) != "<NA>"]
    for cluster in sorted(known):
        first = items.loc[items["cluster"].eq(cluster), "item"].astype(str).iat[0]
        size = int(items["cluster"].eq(cluster).sum())
        words = Text(f"{cluster} {first}（{size}）", f"{cluster} {first} ({size})").in_(language)
        words = shortened(words, _KEY, wide * _LONGEST_KEY)
        room = page.text_width(words, _KEY) + 8
        if at + room > wide and rows[-1]:
            rows.append([])
            at = 0.0
        rows[-1].append((colours[cluster], words, at))
        at += room
    return [row for row in rows if row]


def _ink_keys(ax: Axes, rows: list[list[Key]], top: float) -> None:
    from matplotlib.patches import Circle

    for number, row in enumerate(rows):
        y = top + (number + 0.5) * _ROW
        for colour, words, x in row:
            ax.add_patch(Circle((x + 1.3, y), 1.1, facecolor=colour, linewidth=0, gid="key"))
            ax.text(x + 3.2, y, words, size=_KEY, va="center", ha="left", color=palette.MUTED, gid="cluster")
