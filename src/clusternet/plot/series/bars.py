"""Ranked bars, stacked by year where the table has years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from clusternet.plot.sheet import page, palette
from clusternet.plot.sheet.lettering import broken, called, widest, write
from clusternet.plot.sheet.marks import Mark
from clusternet.plot.sheet.tables import nothing, require
from clusternet.words import naming
from clusternet.words.labels import Label, shown
from clusternet.words.naming import Holds
from clusternet.words.text import Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BAR, _PITCH = 3.6, 5.2
_NAME, _SMALL, _VALUE = 7.5, 6.5, 6.5
_LEGEND = 7.0
_LONGEST = 0.38
"""Share of the width that names may take."""
OTHER = Text("其他", "Other")
_PIECED, _TALLER = 5.5, 1.55
"""Size of names in pieces of a bar, and how much higher bars are that have such."""
KIND, _PIECE = Text("条形图", "bar chart"), Text("个条形", "bar")


def bars(
    table: pd.DataFrame,
    *,
    top: int = 20,
    holds: Holds = "",
    language: str = "zh",
    ax: Axes | None = None,
) -> Axes:
    """Draw counts as ranked bars, each with its count and its share of all.

    Parameters
    ----------
    table
        ``name`` and ``count``, and ``year`` for bars stacked by year (annual counts), such as
        :func:`clusternet.space.distribution.shares` and :func:`clusternet.space.distribution.by_year` give;
        ``piece`` names the parts of a bar, where they have room.
    top
        How many; what is left is one bar more, 其他. 0 for all.
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
        If the table is empty or a column is missing.

    Examples
    --------
    >>> ax = bars(pd.DataFrame({"name": ["5G", "物联网"], "count": [3, 1]}))
    >>> [patch.get_width() for patch in ax.patches][0] / [patch.get_width() for patch in ax.patches][1]
    3.0
    """
    width = page.width_of(ax)
    return plan(table, width, top=top, holds=holds, language=language).draw(ax)


def plan(
    table: pd.DataFrame,
    width: float,
    *,
    top: int = 20,
    holds: Holds = "",
    language: str = "zh",
    label: Label | None = None,
    scores: bool = False,
) -> page.Plan:
    """Lay out :func:`bars` for axes of a width in millimetres: a row per bar.

    Numbers are printed as those of ``label``. ``scores`` have no shares, and what is left is not added up.
    """
    require(table, ("name", "count"), "bars")
    if table.empty:
        raise nothing("bars")
    counts, yearly = ranked(table, top, "" if scores else OTHER.in_(language)), "year" in table
    shades = _shades(counts, rest=not scores and 0 < top < table["name"].nunique())
    pieces = _named_pieces(table, counts)
    sums = counts.sum(axis=1).tolist()
    total = 0.0 if scores else sum(sums)
    values = [_value(each, total, label) for each in sums]
    counts = counts.rename(index=naming.names(map(str, counts.index), holds, language))
    taller = _TALLER if any(map(any, pieces)) else 1.0
    high = len(counts) * _PITCH * taller + (_LEGEND if yearly else 0.0) + 1
    return page.Plan(
        width,
        high,
        lambda ax: _ink(ax, counts, shades, values, pieces, yearly=yearly),
        page.mark(table, language),
        KIND,
    )


def _named_pieces(table: pd.DataFrame, counts: pd.DataFrame) -> list[list[str]]:
    """Return what every piece of every bar is called: by the column ``piece``, blank without it."""
    if "piece" not in table:
        return [[""] * counts.shape[1] for _ in counts.index]
    named = table.set_index(["name", "year"])["piece"].to_dict()
    return [[str(named.get((name, key), "")) for key in counts.columns] for name in counts.index]


def _ink(
    ax: Axes,
    counts: pd.DataFrame,
    shades: list[list[str]],
    values: list[str],
    called_pieces: list[list[str]],
    *,
    yearly: bool,
) -> None:
    wide, high = page.in_millimetres(ax)
    names = [called(str(name), (_NAME, _SMALL), wide * _LONGEST) for name in counts.index]
    left = widest(names) + 2
    right = max(page.text_width(value, _VALUE) for value in values) + 3
    scale = (wide - left - right) / float(counts.sum(axis=1).max())
    start = _legend(ax, counts, shades, left) if yearly else 0.0
    small: dict[str, Any] = {"size": _VALUE, "va": "center_baseline", "color": palette.MUTED, "gid": "value"}
    pitch = (high - start - 1) / len(counts)
    for place, (name, value) in enumerate(zip(names, values, strict=True)):
        middle, row, pieces = start + (place + 0.5) * pitch, counts.index[place], counts.iloc[place]
        write(ax, left - 1.2, middle, name, ha="right")
        said = (
            [f"{row} {value}"]
            if len(pieces) == 1
            else [
                f"{row} {called_pieces[place][number] or at}: {n:,.10g}"
                for number, (at, n) in enumerate(pieces.items())
            ]
        )
        _name_pieces(ax, called_pieces[place], pieces.to_numpy() * scale, shades[place], (left, middle))
        end = _stack(
            ax,
            pieces.to_numpy() * scale,
            shades[place],
            (left, middle),
            min(pitch * _BAR / _PITCH, 2 * _BAR),
            said,
        )
        ax.text(end + 1.2, middle, value, **small)


def ranked(table: pd.DataFrame, top: int, other: str) -> pd.DataFrame:
    """Return one row per name, the largest first, then the rest added up, then what lies outside."""
    key = table["year"] if "year" in table else pd.Series(0, index=table.index)
    counts = table.assign(key=key).pivot_table(
        index="name", columns="key", values="count", aggfunc="sum", fill_value=0, sort=True
    )
    sums = counts.sum(axis=1).to_dict()
    order = sorted(counts.index, key=lambda name: (palette.outside(name), -sums[name], str(name)))
    counts = counts.loc[order]
    if not top or len(counts) <= top:
        return counts
    outside = [name for name in order if palette.outside(name)] if other else []
    named = order[: max(top - len(outside), 1)]
    if not other:
        return counts.loc[named]
    folded = [name for name in order[len(named) :] if name not in outside]
    rest = counts.loc[folded].sum().to_frame(f"{other} ({len(folded)})").T
    return pd.concat([counts.loc[named], *([rest] if folded else []), counts.loc[outside]])


def _value(count: float, total: float, label: Label | None) -> str:
    share = f" ({100 * count / total:.2f}%)" if total else ""
    if label is None or label.decimals is None:
        return f"{count:,.0f}{share}"
    return f"{shown(count, label.style, decimals=label.decimals)}{share}"


def _shades(counts: pd.DataFrame, *, rest: bool) -> list[list[str]]:
    """Return the colour of every piece of every bar; ``rest`` says that one is all others."""
    if counts.shape[1] > 1:
        years = _years(counts.shape[1])
        return [years] * len(counts)
    other = tuple(OTHER)
    return [
        [palette.OTHER if palette.outside(name) or (rest and str(name).startswith(other)) else palette.PLAIN]
        for name in counts.index
    ]


def _years(number: int) -> list[str]:
    """Return shades of one colour, the first year the palest."""
    import matplotlib as mpl
    from matplotlib.colors import to_hex

    return [to_hex(mpl.colormaps["YlGnBu"](shade)) for shade in np.linspace(0.2, 0.95, number)]


def _stack(
    ax: Axes, pieces: np.ndarray, shades: list[str], at: tuple[float, float], thick: float, said: list[str]
) -> float:
    from matplotlib.patches import Rectangle

    left, middle = at

    for piece, shade, text in zip(pieces.tolist(), shades, said, strict=True):
        gid = Mark("bar", _PIECE, text if piece else "")
        ax.add_patch(
            Rectangle((left, middle - thick / 2), piece, thick, facecolor=shade, linewidth=0, gid=gid)
        )
        left += piece
    return left


def _name_pieces(
    ax: Axes, names: list[str], wide: np.ndarray, shades: list[str], at: tuple[float, float]
) -> None:
    """Write the name of every piece that has room for it, in one line or two."""
    left, middle = at
    for name, room, shade in zip(names, wide.tolist(), shades, strict=True):
        lines = broken(name, _PIECED, room - 1) if name and room > 1 else []
        if lines and not lines[-1].endswith("…"):
            upright = "center_baseline" if len(lines) == 1 else "center"
            ax.text(left + 0.5, middle, "\n".join(lines), size=_PIECED, va=upright, linespacing=1.0,
                    color=palette.readable_on(shade), gid="piece", zorder=3)  # fmt: skip
        left += room


def _legend(ax: Axes, counts: pd.DataFrame, shades: list[list[str]], left: float) -> float:
    """Name the years above the bars, and return how much room that takes."""
    from matplotlib.patches import Rectangle

    years = [str(year) for year in counts.columns]
    size = 6.5
    pitch = max(page.text_width(year, size) for year in years) + 2.0
    room = page.in_millimetres(ax)[0] - left - pitch / 2
    step = next(
        each for each in (pitch, pitch / 2, pitch / 3, room / len(years)) if each * len(years) <= room
    )
    every = int(np.ceil(pitch / step - 1e-9))
    for place, (year, shade) in enumerate(zip(years, shades[0], strict=True)):
        x = left + place * step
        ax.add_patch(Rectangle((x, 3.4), step, 2.0, facecolor=shade, linewidth=0, gid="key"))
        if (len(years) - 1 - place) % every == 0:
            style: dict[str, Any] = {
                "size": size,
                "color": palette.MUTED,
                "ha": "center",
                "va": "center_baseline",
            }
            ax.text(x + step / 2, 1.6, year, gid="year", **style)
    return _LEGEND
