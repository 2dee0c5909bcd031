"""Heat map: the matrix of flows, its diagonal boxed, its margins as bars."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from clusternet.errors import ClusternetError
from clusternet.plot.flow import held
from clusternet.plot.flow.held import VALUES, Value
from clusternet.plot.sheet import page, palette, scales
from clusternet.plot.sheet.lettering import broken, shortened
from clusternet.plot.sheet.marks import Mark
from clusternet.plot.sheet.numbers import percent
from clusternet.schema.cells import is_chinese
from clusternet.space.flows import FlowMatrix
from clusternet.space.folded import REST, Ranked, ranked, spoken, written
from clusternet.words.terms import Terms
from clusternet.words.text import NOTHING, SEMICOLON, Text

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_BOX = {False: "#cf3f2a", True: palette.INK}
_MARGIN_BAR = "#9fb4c7"
_NAME, _NUMBER, _TITLE, _LEAST = 7.5, 6.5, 8.0, 5.5
_SIZES = (_NAME, 7.0, 6.5, 6.0)
_LOWEST, _HIGHEST = 3.7, 10.0
"""Of a row, in millimetres."""
_SIDE, _TOP, _PAD = 0.13, 12.0, 1.2
_KEY, _NOTE = 14.0, 2.6
_FADED = 0.25
"""Opacity of a cell that does not stand out, where it is known."""
_FEW = 10_000
"""From so many cells on they are an image."""


def heatmap(
    table: FlowMatrix | pd.DataFrame,
    *,
    ax: Axes | None = None,
    language: str = "zh",
    places: int = 12,
    value: Value = "flow",
    terms: Terms | None = None,
) -> Axes:
    """Draw the matrix of flows: sources down, targets across.

    Colours are logarithmic; no flow is grey. The bars at the top and at the right are the margins: shares of
    the base, with 其他 complete.

    Parameters
    ----------
    table
        A :func:`clusternet.space.flows.matrix`, or all flows of the base a row each; see
        :func:`clusternet.space.folded.ranked`.
    places
        How many are drawn by themselves; 0 for all.
    value
        ``flow``, ``share`` of the base, or ``expected_ratio``: flow over what independence of source and
        target would give, in two colours that part at 1; ``residual``: flow over what a model predicts, the
        column ``predicted`` of the table.
    terms
        What ends and kinds of flow are called; if None, those of the matrix, else flows of technology between
        provinces.
    ax
        Where to draw; a figure of its own if None.
    language
        ``zh`` or ``en``.

    Returns
    -------
    Axes
        Those it is drawn on: what was given, or new ones of its own size.

    Examples
    --------
    >>> import pandas as pd
    >>> flows = pd.DataFrame({"source": ["北京市", "北京市"], "target": ["北京市", "广东省"], "flow": [3, 1],
    ...                       "type": ["intra", "inter"]})
    >>> ax = heatmap(flows)
    >>> [text.get_text() for text in ax.texts if text.get_gid().startswith("cell")]
    ['3', '1', '0', '0']
    """
    return plan(table, page.width_of(ax), language=language, places=places, value=value, terms=terms).draw(ax)


def plan(
    table: FlowMatrix | pd.DataFrame,
    width: float,
    *,
    language: str = "zh",
    places: int = 12,
    value: Value = "flow",
    terms: Terms | None = None,
) -> page.Plan:
    """Lay out :func:`heatmap` for axes of a width in millimetres, so high that cells are about square."""
    if value not in VALUES:
        raise ClusternetError.of("no_choice", what="value", value=value, accepted=VALUES)
    found, words = ranked(table, places=places), terms or spoken(table, language)
    if value == "residual" and found.residual is None:
        raise ClusternetError.of("residuals_predicted")
    with page.context():
        frame = _frame(found, words, width, language)
    row = min(max(frame.cell, _LOWEST), _HIGHEST)
    high = frame.top + frame.bottom + row * len(found.table)
    return page.Plan(
        width,
        high,
        lambda ax: _ink(ax, found, frame, value, words, language),
        page.mark(table, language),
        KIND,
    )


def _ink(ax: Axes, found: Ranked, frame: _Frame, value: Value, terms: Terms, language: str) -> None:
    wide, high = page.in_millimetres(ax)
    grid = _Grid(frame.left, frame.top, frame.cell, (high - frame.top - frame.bottom) / len(found.table))
    cells = held.values(found, value)
    scale = held.scale(cells, value)
    weak = np.zeros(cells.shape, dtype=bool) if found.stands is None else ~found.stands.to_numpy(dtype=bool)
    printers = held.printers(value, language)
    shades = [_shade(cell, faded, scale) for cell, faded in zip(cells.flat, weak.flat, strict=True)]
    _ink_cells(ax, grid, cells, shades, held.said(found, frame.names, cells, printers[0]))
    numbered = _ink_numbers(ax, grid, found, cells, shades, printers)
    if found.square:
        _ink_diagonal(ax, grid, found, scale.diverging)
    _ink_names(ax, grid, frame, found)
    _ink_margins(ax, grid, frame, found, terms, wide)
    heading = held.colour_title(value, terms, language)
    blank = held.MASKED[value].in_(language) if value in held.MASKED else "0"
    scales.key(ax, scale, high - _NOTE - _KEY, title=heading, printed=printers[0], blank=blank)
    _ink_notes(ax, frame, found, wide, high, language, numbered=numbered)


# -- geometry ----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Grid:
    """Where the cells are, in millimetres."""

    left: float
    top: float
    wide: float
    high: float

    def x(self, column: float) -> float:
        return self.left + column * self.wide

    def y(self, row: float) -> float:
        return self.top + row * self.high


_Turn = Literal["across", "down", "turned"]
"""How the names of columns are written, all alike."""


@dataclass(frozen=True)
class _Frame:
    """Room round the cells, in millimetres, and how the columns are named."""

    left: float
    right: float
    top: float
    bottom: float
    cell: float
    names: tuple[tuple[str, ...], tuple[str, ...]]
    size: float
    step: int
    turn: _Turn


def _frame(found: Ranked, terms: Terms, wide: float, language: str) -> _Frame:
    names = written(found, terms, language)
    rows, columns = ([_short(names[str(name)]) for name in axis] for axis in found.table.axes)
    widest = max(page.text_width(name, _NAME) for name in rows)
    heads = max(page.text_width(terms.source, _TITLE), page.text_width(terms.received, _NUMBER))
    left = min(max(widest, heads) + _PAD, 0.25 * wide)
    right = max(_SIDE * wide, 9.0) + page.text_width("100.0%", _NUMBER)
    cell = (wide - left - right) / len(columns)
    size, step = _size(cell)
    turn = _turn(columns, cell, size)
    below = max(_extent(name, turn, size) for name in columns) + _PAD
    above = page.text_width("100.0%", _LEAST) if _narrow(cell) else page.text_height(_NUMBER)
    top = _TOP + above + 1.0
    bottom = below + page.text_height(_TITLE) + _KEY + _NOTE
    return _Frame(left, right, top, bottom, cell, (tuple(rows), tuple(columns)), size, step, turn)


def _short(name: str) -> str:
    """Cut a name to what can be shown; one that may be written downward, to fewer letters."""
    return page.clipped(name, _MOST_DOWN) if all(map(is_chinese, name)) else page.clipped(name)


def _narrow(cell: float) -> bool:
    """Whether shares over the columns must stand upright."""
    return page.text_width("00.0%", _LEAST) + 0.6 > cell


def _size(cell: float) -> tuple[float, int]:
    """Return the size of the names of columns, and one of how many is written."""
    size = next((size for size in _SIZES if page.text_height(size) <= cell), _LEAST)
    return size, max(1, math.ceil(page.text_height(size) / cell))


def _turn(names: list[str], cell: float, size: float) -> _Turn:
    """Return how names of columns are written: across if all fit, downward if all can be, else turned."""
    if all(page.text_width(name, size) + 0.8 <= cell for name in names):
        return "across"
    return "down" if all(is_chinese(letter) for name in names for letter in name) else "turned"


def _extent(name: str, turn: _Turn, size: float) -> float:
    """Return how far a name reaches down from its column."""
    if turn == "across":
        return page.text_height(size)
    if turn == "down":
        return len(name) * _DOWN * page.text_height(size)
    return min(page.text_width(name, size), _LONGEST)


KIND, _CELL = Text("热力图", "heat map"), Text("个有流量的格", "filled cell")
_LONGEST, _MOST_DOWN = 28.0, 24
"""Of the name of a column, in millimetres."""
_DOWN, _SPACING = 0.96, 1.1
"""From one letter of a name written downward to the next: in lines of text, and as matplotlib counts them."""


# -- ink ---------------------------------------------------------------------------------------------------
def _shade(cell: float, faded: bool, scale: scales.Scale) -> str:
    if not (np.isfinite(cell) and cell > 0):
        return scales.BLANK
    return palette.mixed(scale.colour(cell), _FADED) if faded else scale.colour(cell)


def _ink_cells(ax: Axes, grid: _Grid, cells: NDArray[np.float64], shades: list[str], said: list[str]) -> None:
    rows, columns = cells.shape
    thin = min(grid.wide, grid.high) < 1.5
    mesh = ax.pcolormesh(
        [grid.x(column) for column in range(columns + 1)],
        [grid.y(row) for row in range(rows + 1)],
        np.zeros(cells.shape),
        edgecolors="none" if thin else "white",
        linewidth=0 if thin else 0.4,
        antialiased=not thin,
        rasterized=cells.size > _FEW,
    )
    mesh.set_array(None)
    mesh.set_facecolor(shades)
    mesh.set_gid(Mark("cells", _CELL, *said))


def _ink_numbers(
    ax: Axes,
    grid: _Grid,
    found: Ranked,
    cells: NDArray[np.float64],
    shades: list[str],
    printers: tuple[Callable[[float], str], ...],
) -> bool:
    """Write the numbers if the widest fits, in full or in short; tell whether they are there."""
    there = np.where(np.isfinite(cells), cells, 0.0)
    for printed in printers:
        texts = [printed(cell) if np.isfinite(cell) else "" for cell in cells.flat]
        widest = max(page.text_width(text, 10) for text in texts) / 10
        for size in (7.0, 6.5, 6.0, _LEAST):
            if widest * size + 0.7 <= grid.wide and page.text_height(size) <= grid.high:
                _write_numbers(ax, grid, found, there, shades, texts, size)
                return True
    return False


def _write_numbers(
    ax: Axes,
    grid: _Grid,
    found: Ranked,
    cells: NDArray[np.float64],
    shades: list[str],
    texts: list[str],
    size: float,
) -> None:
    columns = cells.shape[1]
    for place, (cell, text) in enumerate(zip(cells.flat, texts, strict=True)):
        row, column = divmod(place, columns)
        ink = palette.readable_on(shades[place]) if cell > 0 else palette.MUTED
        gid = f"cell/{found.table.index[row]}/{found.table.columns[column]}"
        ax.text(grid.x(column + 0.5), grid.y(row + 0.5), text, size=size, color=ink, ha="center",
                va="center_baseline", gid=gid)  # fmt: skip


def _ink_diagonal(ax: Axes, grid: _Grid, found: Ranked, diverging: bool) -> None:
    """Box what stays; the rest holds flows between its places too, and has no box."""
    from matplotlib.patches import Rectangle

    for place, name in enumerate(found.table.index):
        if name != REST:
            box = Rectangle((grid.x(place), grid.y(place)), grid.wide, grid.high, fill=False, linewidth=0.9,
                            edgecolor=_BOX[diverging], gid=f"diagonal/{name}")  # fmt: skip
            ax.add_patch(box)


def _ink_names(ax: Axes, grid: _Grid, frame: _Frame, found: Ranked) -> None:
    rows, columns = frame.names
    lines = 2 if grid.high >= 2 * page.text_height(_NAME) else 1
    for row, name in enumerate(rows):
        room = frame.left - _PAD - 0.5
        size = next((each for each in _SIZES if page.text_width(name, each) <= room), _LEAST)
        text = "\n".join(broken(name, size, room, most=lines))
        upright = "center" if "\n" in text else "center_baseline"
        ax.text(grid.left - _PAD, grid.y(row + 0.5), text, size=size, ha="right", linespacing=1.0,
                va=upright, gid=f"row/{found.table.index[row]}")  # fmt: skip
    below = grid.y(len(rows)) + 0.8
    for column, name in enumerate(columns):
        if column % frame.step == 0:
            _ink_column(ax, grid.x(column + 0.5), below, name, frame, f"column/{found.table.columns[column]}")


def _ink_column(ax: Axes, x: float, y: float, name: str, frame: _Frame, gid: str) -> None:
    """Write the name of a column."""
    size = frame.size
    if frame.turn == "across":
        ax.text(x, y, name, size=size, ha="center", va="top", gid=gid)
    elif frame.turn == "down":
        ax.text(x, y, "\n".join(name), size=size, ha="center", va="top", linespacing=_SPACING, gid=gid)
    else:
        ax.text(x, y, shortened(name, size, _LONGEST), size=size, ha="center", va="top", rotation=90, gid=gid)


def _ink_margins(ax: Axes, grid: _Grid, frame: _Frame, found: Ranked, terms: Terms, wide: float) -> None:
    """Draw the shares of the base as bars: sources at the right, targets at the top."""
    supplied, received = found.enable / found.base, found.input / found.base
    right, top = grid.x(len(received)) + _PAD, grid.top - _PAD
    room = wide - right - page.text_width("100.0%", _NUMBER) - 0.5
    for row, (name, share) in enumerate(supplied.items()):
        long = room * share / supplied.max()
        _bar(ax, (right, grid.y(row + 0.14)), (long, 0.72 * grid.high), f"supplied/{name}")
        ax.text(right + long + 0.6, grid.y(row + 0.5), percent(share), size=_NUMBER, color=palette.MUTED,
                va="center_baseline", gid=f"supplied/{name}")  # fmt: skip
    for column, (name, share) in enumerate(received.items()):
        long = (_TOP - _PAD - 1) * share / received.max()
        _bar(ax, (grid.x(column + 0.14), top - long), (0.72 * grid.wide, long), f"received/{name}")
        if column % frame.step == 0:
            narrow = _narrow(grid.wide)
            ax.text(grid.x(column + 0.5), top - long - 0.5, percent(share), size=_LEAST if narrow else 6.0,
                    color=palette.MUTED, ha="center", va="bottom", rotation=90 if narrow else 0,
                    gid=f"received/{name}")  # fmt: skip
    _ink_heads(ax, grid, frame, found, terms, wide)


def _bar(ax: Axes, corner: tuple[float, float], size: tuple[float, float], gid: str) -> None:
    from matplotlib.patches import Rectangle

    ax.add_patch(Rectangle(corner, *size, facecolor=_MARGIN_BAR, linewidth=0, gid=gid))


def _ink_heads(ax: Axes, grid: _Grid, frame: _Frame, found: Ranked, terms: Terms, wide: float) -> None:
    """Write what rows, columns and bars are."""
    left, room = grid.left - _PAD, frame.left - _PAD
    above = grid.top - _PAD - 0.3
    for text, size, y, colour in (
        (terms.source, _TITLE, above, palette.INK),
        (terms.received, _NUMBER, above - _TOP * 0.6, palette.MUTED),
    ):
        lines = broken(text, size, room)
        ax.text(left, y, "\n".join(lines), size=size, ha="right", va="bottom", linespacing=1.0, color=colour,
                gid="head")  # fmt: skip
    right = grid.x(found.table.shape[1]) + _PAD
    supplied = "\n".join(broken(terms.supplied, _NUMBER, wide - right))
    ax.text(
        right, above, supplied, size=_NUMBER, va="bottom", color=palette.MUTED, linespacing=1.0, gid="head"
    )
    below = grid.y(len(found.table)) + frame.bottom - _KEY - _NOTE - 0.6
    target = shortened(terms.target, _TITLE, right - grid.left)
    ax.text(
        (grid.left + right - _PAD) / 2, below, target, size=_TITLE, ha="center", va="baseline", gid="head"
    )


def _ink_notes(
    ax: Axes, frame: _Frame, found: Ranked, wide: float, high: float, language: str, *, numbered: bool
) -> None:
    """Say what is left out of the picture for want of room."""
    notes = []
    if not numbered:
        notes.append(Text("格内数值从略", "numbers left out"))
    if frame.step > 1:
        named = Text(f"每 {frame.step} 列标注一列", f"one column in {frame.step} named")
        same = Text("，行列同序", ", rows and columns in one order") if found.square else NOTHING
        notes.append(NOTHING.join([named, same]))
    text = SEMICOLON.join(notes).in_(language)
    if text:
        ax.text(0, high - 0.5, shortened(text, 6.0, wide), size=6.0, color=palette.MUTED, va="baseline",
                gid="note")  # fmt: skip
