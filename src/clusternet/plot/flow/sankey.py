"""Sankey diagram: sources on the left, targets on the right, every flow of the base between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clusternet.plot.flow.columns import GAP, Bar, Layout, Ribbon, layout
from clusternet.plot.sheet import page, palette, spacing
from clusternet.plot.sheet.lettering import broken, shortened
from clusternet.plot.sheet.marks import Mark
from clusternet.plot.sheet.numbers import amount, percent
from clusternet.space.flows import FlowMatrix
from clusternet.space.folded import REST, Ranked, ranked, spoken, written
from clusternet.words.terms import Terms
from clusternet.words.text import Text

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.path import Path

INTRA, INTER, FADED = 0.8, 0.32, 0.25
"""Opacity of flows that stay, of flows that leave, and of the rest."""
STANDS, WEAK = 0.6, 0.1
"""Opacity of flows that leave and stand out, and of those that do not, where it is known."""
_BAR, _GUTTER, _PAD = 3.2, 3.4, 1.0
_HEAD, _FOOT, _ROW = 7.0, 3.6, 3.4
_NAME, _VALUE, _SHARE, _TITLE = 7.5, 6.5, 6.0, 8.0
_BLANK = 1.2
_BARS, _HIGHEST = 75.0, 360.0
_LABELS = 0.28
"""Widest column of labels, as a share of the width."""
KIND, RIBBON = Text("桑基图", "Sankey diagram"), Text("条流向", "flow")
_WEAKER = Text("其中不显著的", "of these not significant")
_SIDES = {"source": Text("个来源", "source"), "target": Text("个去向", "target")}


def sankey(
    table: FlowMatrix | pd.DataFrame,
    *,
    ax: Axes | None = None,
    language: str = "zh",
    places: int = 10,
    terms: Terms | None = None,
) -> Axes:
    """Draw flows from sources, left, to targets, right.

    Every flow of the base is drawn: what is not among the largest places is 其他, in grey, so that bars are
    complete and equal to the heat map and the margins. Flows that stay are opaque, flows that leave pale.

    Parameters
    ----------
    table
        A :func:`clusternet.space.flows.matrix`, or all flows of the base a row each; see
        :func:`clusternet.space.folded.ranked`.
    places
        How many are drawn by themselves; 0 for all.
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
    >>> ax = sankey(flows)
    >>> [patch.get_gid() for patch in ax.patches if patch.get_gid().startswith("ribbon")]
    ['ribbon/北京市/广东省', 'ribbon/北京市/北京市']
    """
    return plan(table, page.width_of(ax), language=language, places=places, terms=terms).draw(ax)


def plan(
    table: FlowMatrix | pd.DataFrame,
    width: float,
    *,
    language: str = "zh",
    places: int = 10,
    terms: Terms | None = None,
) -> page.Plan:
    """Lay out :func:`sankey` for axes of a width in millimetres, so high that every name has its room."""
    found, words = ranked(table, places=places), terms or spoken(table, language)
    names = written(found, words, language)
    with page.context():
        sides = [
            sum(max(_label(names[str(name)], Bar("", 0, 0, flow), found.base, width * _LABELS).height, GAP)
                for name, flow in side.items())
            for side in (found.enable, found.input)
        ]  # fmt: skip
    high = min(_HEAD + _FOOT + _ROW + _BARS + max(sides), _HIGHEST)
    return page.Plan(
        width, high, lambda ax: _ink(ax, found, words, language), page.mark(table, language), KIND
    )


def _ink(ax: Axes, found: Ranked, terms: Terms, language: str) -> None:
    wide, high = page.in_millimetres(ax)
    legend = _rows(_legend(found, terms, language), wide)
    bottom = high - _FOOT - _ROW * len(legend)
    placed = layout(found, top=_HEAD, bottom=bottom)
    colours = palette.of_flows(found)
    names = written(found, terms, language)
    columns = [
        [_label(names[bar.name], bar, found.base, wide * _LABELS) for bar in side]
        for side in (placed.sources, placed.targets)
    ]
    left, right = _edges(columns, wide)
    _ink_ribbons(ax, placed, colours, found, names, (left, right))
    for side, bars, x in (("source", placed.sources, left), ("target", placed.targets, right)):
        _ink_bars(ax, bars, colours, x, side, [f"{names[bar.name]} {_flow(bar.flow, found)}" for bar in bars])
        labels = columns[0] if side == "source" else columns[1]
        dropped = _ink_labels(ax, bars, labels, x, side, (_HEAD - 1, bottom + 1))
        _ink_dropped(ax, dropped, x, side, bottom, language)
    _ink_heads(ax, terms, (left, right), wide)
    _ink_legend(ax, legend, wide, high)


@dataclass(frozen=True)
class _Label:
    """The name beside a bar, in one or two lines, and the value below it or, for a low bar, beside it."""

    name: tuple[str, ...]
    value: str
    inline: bool

    @property
    def height(self) -> float:
        below = 0.0 if self.inline else page.text_height(_VALUE)
        return page.text_height(_NAME) * len(self.name) + below + _PAD * (0.3 if self.inline else 1)

    @property
    def name_width(self) -> float:
        return max(page.text_width(line, _NAME) for line in self.name)

    @property
    def width(self) -> float:
        value = page.text_width(self.value, _VALUE)
        return self.name_width + _BLANK + value if self.inline else max(self.name_width, value)


def _label(name: str, bar: Bar, base: float, room: float) -> _Label:
    value = f"{amount(bar.flow)} ({percent(bar.flow / base)})"
    one_line = _Label((name,), value, True)
    if bar.height < page.text_height(_NAME) + page.text_height(_VALUE) and one_line.width <= room:
        return one_line
    return _Label(tuple(broken(name, _NAME, room)), value, False)


def _edges(columns: list[list[_Label]], wide: float) -> tuple[float, float]:
    """Return the left edges of the two columns of bars."""
    room = [max(label.width for label in labels) + _GUTTER for labels in columns]
    return room[0], wide - room[1] - _BAR


def _ink_ribbons(
    ax: Axes,
    placed: Layout,
    colours: dict[str, str],
    found: Ranked,
    names: dict[str, str],
    edges: tuple[float, float],
) -> None:
    """Draw the rest first, then what leaves, then what stays; the large before the small."""
    from matplotlib.patches import PathPatch

    def layer(ribbon: Ribbon) -> tuple[int, float, float]:
        rest = REST in (ribbon.source, ribbon.target)
        return (0 if rest else 2 if _stays(ribbon, found) else 1, opacity(ribbon, found), -ribbon.flow)

    x = (edges[0] + _BAR, edges[1])
    for ribbon in sorted(placed.ribbons, key=layer):
        alpha = opacity(ribbon, found)
        colour = colours[ribbon.source]
        patch = PathPatch(_path(ribbon, *x), facecolor=colour, alpha=alpha, linewidth=0)
        said = f"{names[ribbon.source]} → {names[ribbon.target]}: {_flow(ribbon.flow, found)}"
        patch.set_gid(Mark(f"ribbon/{ribbon.source}/{ribbon.target}", RIBBON, said))
        ax.add_patch(patch)
        text = percent(ribbon.flow / found.base)
        if ribbon.height >= page.text_height(_SHARE) + 0.3 and x[1] - x[0] > 25:
            ink = palette.readable_on(palette.mixed(colour, alpha))
            ax.text(x[0] + 1.2, ribbon.start + ribbon.height / 2, text, size=_SHARE, color=ink,
                    va="center_baseline", gid="share")  # fmt: skip


def opacity(ribbon: Ribbon, found: Ranked) -> float:
    """Return the opacity of a flow: of the rest, of what stays, of what leaves and may stand out."""
    if REST in (ribbon.source, ribbon.target):
        return _of_rest(found)
    if not found.square:
        return 0.5
    if _stays(ribbon, found):
        return INTRA
    if found.stands is None:
        return INTER
    return STANDS if found.stands.at[ribbon.source, ribbon.target] else WEAK


def _of_rest(found: Ranked) -> float:
    return FADED if found.stands is None else WEAK


def _flow(flow: float, found: Ranked) -> str:
    return f"{amount(flow)} ({percent(flow / found.base)})"


def _stays(ribbon: Ribbon, found: Ranked) -> bool:
    return found.square and ribbon.source == ribbon.target


def _path(ribbon: Ribbon, left: float, right: float) -> Path:
    from matplotlib.path import Path

    half, low, high = (left + right) / 2, ribbon.start, ribbon.end
    lower, upper = low + ribbon.height, high + ribbon.height
    points = [
        (left, low), (half, low), (half, high), (right, high),
        (right, upper), (half, upper), (half, lower), (left, lower), (left, low),
    ]  # fmt: skip
    curve = [Path.CURVE4] * 3
    return Path(points, [Path.MOVETO, *curve, Path.LINETO, *curve, Path.CLOSEPOLY])


def _ink_bars(
    ax: Axes, bars: list[Bar], colours: dict[str, str], x: float, side: str, said: list[str]
) -> None:
    from matplotlib.patches import Rectangle

    for bar, text in zip(bars, said, strict=True):
        colour = colours[bar.name]
        patch = Rectangle((x, bar.top), _BAR, bar.height, facecolor=colour, edgecolor=colour, linewidth=0.2)
        patch.set_gid(Mark(f"{side}/{bar.name}", _SIDES[side], text))
        ax.add_patch(patch)


def _ink_labels(
    ax: Axes, bars: list[Bar], labels: list[_Label], x: float, side: str, bounds: tuple[float, float]
) -> int:
    """Write names and values beside the bars; return how many had no room."""
    sizes = [label.height for label in labels]
    kept = spacing.fitting(sizes, [bar.flow for bar in bars], bounds[1] - bounds[0])
    centres = spacing.spread([bars[each].middle for each in kept], [sizes[each] for each in kept], *bounds)
    outward = -1 if side == "source" else 1
    edge = x if side == "source" else x + _BAR
    align = "right" if side == "source" else "left"
    for place, centre in zip(kept, centres, strict=True):
        bar, label = bars[place], labels[place]
        at = edge + outward * _GUTTER * 0.9
        if abs(centre - bar.middle) > max(bar.height / 2, 1.0):
            xs = [edge + outward * part * _GUTTER for part in (0.08, 0.3, 0.6, 0.82)]
            ax.plot(xs, [bar.middle, bar.middle, centre, centre], color=palette.MUTED, lw=0.35, gid="leader",
                    solid_joinstyle="round")  # fmt: skip
        _ink_label(ax, label, at, centre, align, f"{side}/{bar.name}")
    return len(bars) - len(kept)


def _ink_label(ax: Axes, label: _Label, x: float, centre: float, align: str, gid: str) -> None:
    """Write one label; its lines stand on baselines, so that names and values align."""
    lines = [(line, _NAME, palette.INK, f"name/{gid}") for line in label.name]
    if not label.inline:
        lines.append((label.value, _VALUE, palette.MUTED, f"value/{gid}"))
    y = centre - sum(page.text_height(size) for _, size, _, _ in lines) / 2
    for text, size, colour, mark in lines:
        y += page.text_height(size)
        ax.text(x, y - 0.22 * page.text_height(size), text, size=size, color=colour, ha=align,
                va="baseline", gid=mark)  # fmt: skip
    if label.inline:
        inward = (label.name_width + _BLANK) * (-1 if align == "right" else 1)
        ax.text(x + inward, y - 0.22 * page.text_height(_NAME), label.value, size=_VALUE, ha=align,
                color=palette.MUTED, va="baseline", gid=f"value/{gid}")  # fmt: skip


def _ink_dropped(ax: Axes, dropped: int, x: float, side: str, bottom: float, language: str) -> None:
    if dropped:
        text = Text(f"另有 {dropped} 个未标注", f"{dropped} more not labelled").in_(language)
        align = "left" if side == "source" else "right"
        ax.text(x + (0 if side == "source" else _BAR), bottom + 1.6, text, size=_SHARE, ha=align, va="top",
                color=palette.MUTED, gid="dropped")  # fmt: skip


def _ink_heads(ax: Axes, terms: Terms, edges: tuple[float, float], wide: float) -> None:
    """Write what the columns are: over the bars, or from the margins where the bars stand close."""
    left, right = edges[0], edges[1] + _BAR
    widths = [page.text_width(text, _TITLE) for text in (terms.source, terms.target)]
    if 2 * max(widths) + 2 > right - left:
        left, right = 0.0, wide
    for text, x, align in ((terms.source, left, "left"), (terms.target, right, "right")):
        head = shortened(text, _TITLE, (right - left) / 2 - 1)
        ax.text(x, _HEAD - 3.2, head, size=_TITLE, ha=align, va="baseline", color=palette.INK, gid="head")


_Entry = tuple[str, str, float]
"""Of a legend: words, colour, opacity."""


def _entry_width(entry: _Entry) -> float:
    return page.text_width(entry[0], _VALUE) + 4.2


def _rows(entries: list[_Entry], wide: float) -> list[list[_Entry]]:
    """Break a legend into rows that fit."""
    rows: list[list[_Entry]] = []
    for entry in entries:
        if rows and sum(_entry_width(each) + 4 for each in (*rows[-1], entry)) - 4 <= wide:
            rows[-1].append(entry)
        else:
            rows.append([entry])
    return rows


def _ink_legend(ax: Axes, rows: list[list[_Entry]], wide: float, high: float) -> None:
    from matplotlib.patches import Rectangle

    for number, row in enumerate(rows):
        y = high - 1.2 - _ROW * (len(rows) - 1 - number)
        x = (wide - sum(_entry_width(entry) + 4 for entry in row) + 4) / 2
        for entry in row:
            text, colour, alpha = entry
            ax.add_patch(Rectangle((x, y - 2.0), 3.2, 2.2, facecolor=colour, alpha=alpha, lw=0, gid="key"))
            ax.text(x + 4.2, y, text, size=_VALUE, color=palette.MUTED, va="baseline", gid="legend")
            x += _entry_width(entry) + 4


def _legend(found: Ranked, terms: Terms, language: str) -> list[_Entry]:
    entries: list[_Entry] = []
    if found.square:
        share = found.intra / found.base
        leaves = INTER if found.stands is None else STANDS
        for text, part, alpha in ((terms.intra, share, INTRA), (terms.inter, 1 - share, leaves)):
            if not share:
                break  # all flows leave: nothing to tell apart
            entries.append((f"{text} {percent(part)}", palette.MUTED, alpha))
        if found.stands is not None:
            entries.append((_WEAKER.in_(language), palette.MUTED, WEAK))
    if any(found.folded):
        text = terms.rest
        if found.square:
            number = found.folded[0]
            plural = "" if number == 1 else "s"
            text += Text(f"：{number} 个地区", f": {number} place{plural}").in_(language)
        entries.append((text, palette.OTHER, _of_rest(found)))
    return entries
