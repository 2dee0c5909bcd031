"""Chord diagram: places round a circle, flows between them inside, flows within them on an outer ring."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, pi, sin, sqrt
from typing import TYPE_CHECKING

from clusternet.errors import ClusternetError
from clusternet.plot.flow.circle import GAP, Circle, Layout, Sector, band, layout, outline
from clusternet.plot.sheet import page, palette, spacing
from clusternet.plot.sheet.lettering import broken
from clusternet.plot.sheet.marks import Mark
from clusternet.plot.sheet.numbers import amount, step, tick
from clusternet.space.flows import FlowMatrix
from clusternet.space.folded import REST, Ranked, ranked, spoken, written
from clusternet.words.terms import Terms
from clusternet.words.text import NOTHING, Text, numbered

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

BETWEEN, FADED = 0.62, 0.35
"""Opacity of ribbons, and of those of the rest."""
_NAME, _VALUE, _TICK, _NOTE = 7.5, 6.0, 5.5, 6.5
_AWAY, _LARGEST, _LABELS = 2.2, 90.0, 0.24
_CLOSE, _BLANK = 1.2, 1.2
KIND, _RIBBON = Text("弦图", "chord diagram"), Text("条流向", "flow")
_SECTOR, _RING = Text("个地区", "place"), Text("个内部流动", "inner flow")
_SMALL, _TALL = 0.25, 1.2
"""Radius of a circle too small to read, and the highest column of names beside it: parts of the width."""
_APART = 8.0
"""Least distance of numbered ticks, in millimetres."""


def chord(
    table: FlowMatrix | pd.DataFrame,
    *,
    ax: Axes | None = None,
    language: str = "zh",
    places: int = 10,
    terms: Terms | None = None,
) -> Axes:
    """Draw flows between places as ribbons in a circle, and flows within them on a ring of its own scale.

    A ribbon has the colour of its source, and an arrow at its target. What is not among the largest places
    is 其他, in grey.

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

    Raises
    ------
    ClusternetError
        If sources and targets are not the same places.
    EmptyNetworkError
        If nothing flows between places.

    Examples
    --------
    >>> import pandas as pd
    >>> flows = pd.DataFrame({"source": ["北京市", "北京市"], "target": ["北京市", "广东省"], "flow": [3, 1],
    ...                       "type": ["intra", "inter"]})
    >>> ax = chord(flows)
    >>> [patch.get_gid() for patch in ax.patches]
    ['ribbon/北京市/广东省', 'sector/北京市', 'sector/广东省', 'ring/北京市']
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
    """Lay out :func:`chord` for axes of a width in millimetres, with room for circle, names and notes."""
    found = ranked(table, places=places)
    if not found.square:
        raise ClusternetError.of("chord_square")
    with page.context():
        words = terms or spoken(table, language)
        room, names = _room(found, words, width, language), written(found, words, language)
        high = 2 * (room.radius + room.around) + len(room.notes) * _line(_NOTE) + 3
    return page.Plan(
        width, high, lambda ax: _ink(ax, found, room, names, language), page.mark(table, language), KIND
    )


def _ink(ax: Axes, found: Ranked, room: _Room, names: dict[str, str], language: str) -> None:
    wide, high = page.in_millimetres(ax)
    above = high - len(room.notes) * _line(_NOTE) - 3
    radius = max(min(room.radius, above / 2 - room.around), 12.0)
    circle = Circle(wide / 2, above / 2, radius)
    placed, colours = layout(found, gap=room.gap), palette.of_flows(found)
    _ink_ribbons(ax, circle, placed, colours, names)
    _ink_sectors(ax, circle, placed, colours, names, language)
    named = _ink_radial if room.radial else _ink_beside
    dropped = named(ax, circle, placed, room.labels, above)
    _ink_notes(ax, room.notes, dropped, (wide, high), language)


def _ink_notes(ax: Axes, notes: list[str], dropped: int, size: tuple[float, float], language: str) -> None:
    for number, note in enumerate(notes):
        y = size[1] - 1 - _line(_NOTE) * (len(notes) - 1 - number)
        ax.text(size[0] / 2, y, note, size=_NOTE, color=palette.MUTED, ha="center", va="baseline", gid="note")
    if dropped:
        text = Text(f"另有 {dropped} 个未标注", f"{dropped} more not labelled").in_(language)
        ax.text(0, 1, text, size=_VALUE, color=palette.MUTED, va="top", gid="dropped")


def _line(size: float) -> float:
    return page.text_height(size) * 1.2


# -- words -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Label:
    """A name, and all flows of the place: those that leave, those that arrive and those that stay."""

    name: tuple[str, ...]
    value: str

    @property
    def height(self) -> float:
        return page.text_height(_NAME) * len(self.name) + page.text_height(_VALUE) * bool(self.value) + 0.6

    @property
    def width(self) -> float:
        return max(*(page.text_width(line, _NAME) for line in self.name), page.text_width(self.value, _VALUE))

    @property
    def length(self) -> float:
        """In one line."""
        value = page.text_width(self.value, _VALUE) + _BLANK if self.value else 0.0
        return sum(page.text_width(line, _NAME) for line in self.name) + value


@dataclass(frozen=True)
class _Room:
    """How names are written: beside the circle, or, where they are many, outward from it.

    ``radius`` is what the width leaves to the circle, ``around`` the room of the names, in millimetres;
    ``gap`` is the angle between sectors.
    """

    labels: list[_Label]
    notes: list[str]
    radial: bool
    radius: float
    around: float
    gap: float = GAP


def _room(found: Ranked, terms: Terms, wide: float, language: str) -> _Room:
    placed = layout(found)
    notes = _notes(found, placed, terms, wide, language)
    labels = _labels(found, placed, terms, wide, language, lines=2)
    beside = max(label.width for label in labels) + _AWAY + 0.8
    radius = min(wide / 2 - beside, _LARGEST)
    around = _AWAY + max(label.height for label in labels)
    right = [sin(sector.middle) >= 0 for sector in placed.sectors]
    sides = [
        sum(label.height for label, at in zip(labels, right, strict=True) if at is side)
        for side in (True, False)
    ]
    if max(sides) <= 2 * radius:
        return _Room(labels, notes, False, radius, around)
    outward = _labels(found, placed, terms, wide, language, lines=1)
    reach = max(label.length for label in outward) + _CLOSE + 0.5
    if wide / 2 - reach < _SMALL * wide and max(sides) <= _TALL * wide:  # the names go above and below it
        return _Room(labels, notes, False, radius, max(around, max(sides) / 2 - radius))
    labels, around = outward, reach
    radius = min(wide / 2 - around, _LARGEST)
    gap = max(GAP, _upright(radius))
    notes = _notes(found, layout(found, gap=gap), terms, wide, language)
    return _Room(labels, notes, True, radius, around, gap)


def _labels(
    found: Ranked, placed: Layout, terms: Terms, wide: float, language: str, *, lines: int
) -> list[_Label]:
    names = written(found, terms, language)
    labels = []
    for sector in placed.sectors:
        value = amount(sector.flow + sector.stays)
        labels.append(_Label(tuple(broken(names[sector.name], _NAME, _LABELS * wide, most=lines)), value))
    return labels


def _upright(radius: float) -> float:
    """Return the angle that a line of text takes beside the circle."""
    return page.text_height(_NAME) / (radius + _CLOSE)


def _notes(found: Ranked, placed: Layout, terms: Terms, wide: float, language: str) -> list[str]:
    """Return what ribbons and ring mean, and what is not there."""
    share = 1 / placed.fraction
    own = f"{share:.0f}" if abs(share - round(share)) < 1e-9 else f"{share:.3g}"
    hidden = len(found.table) - len(placed.sectors)
    scale = Text(f"单位弧长为内环的 {own} 倍", f"a length of which is {own} times the flow of the inner")
    scale = Text("与内环同比例", "on the scale of the inner") if own == "1" else scale
    source, target = terms.source.lower(), terms.target.lower()
    ribbons = Text(
        f"弦：{terms.inter}流动，颜色随{terms.source}，箭头指向{terms.target}",
        f"Ribbons: flows {terms.inter}, coloured by {source}, arrows at the {target}",
    )
    ring = [
        Text(
            f"名旁数字：流出、流入与{terms.intra}流动之和；外环：{terms.intra}流动，{scale.zh}",
            f"Numbers: flows out, in and {terms.intra}; outer ring: flows {terms.intra}, {scale.en}",
        )
    ]
    if any(sector.name == REST and sector.stays for sector in placed.sectors):
        ring.append(Text(f"；{terms.rest}为彼此间流动", f" ({terms.rest}: among its places)"))
    if hidden:
        ring.append(
            Text(
                f"；{hidden} 个地区只有{terms.intra}流动，未画出",
                f"; {numbered(hidden, 'place(s) with no other flows', 'are')} not drawn",
            )
        )
    notes = (ribbons.in_(language), NOTHING.join(ring).in_(language))
    return [line for note in notes for line in page.wrapped(note, _NOTE, wide)]


# -- ink ---------------------------------------------------------------------------------------------------
def _ink_ribbons(
    ax: Axes, circle: Circle, placed: Layout, colours: dict[str, str], names: dict[str, str]
) -> None:
    """Draw the rest first, then the large before the small."""
    from matplotlib.patches import PathPatch

    radius = circle.sectors[0] - 0.5
    arrow = min(3.0, 0.12 * radius)
    for ribbon in sorted(
        placed.ribbons, key=lambda each: (REST not in (each.source, each.target), -each.flow)
    ):
        rest = REST in (ribbon.source, ribbon.target)
        patch = PathPatch(
            outline(ribbon, circle, radius, arrow),
            facecolor=colours[ribbon.source],
            alpha=FADED if rest else BETWEEN,
            linewidth=0,
        )
        said = f"{names[ribbon.source]} → {names[ribbon.target]}: {amount(ribbon.flow)}"
        patch.set_gid(Mark(f"ribbon/{ribbon.source}/{ribbon.target}", _RIBBON, said))
        ax.add_patch(patch)


def _ink_sectors(
    ax: Axes,
    circle: Circle,
    placed: Layout,
    colours: dict[str, str],
    names: dict[str, str],
    language: str,
) -> None:
    from matplotlib.patches import Polygon

    for sector in placed.sectors:
        shape = band(circle, (sector.start, sector.end), circle.sectors)
        said = f"{names[sector.name]} {amount(sector.flow + sector.stays)}"
        gid = Mark(f"sector/{sector.name}", _SECTOR, said)
        ax.add_patch(Polygon(shape, facecolor=colours[sector.name], linewidth=0, gid=gid))
    inner, outer = circle.ring
    xs, ys = zip(*circle.arc(0, 2 * pi, (inner + outer) / 2), strict=True)
    ax.plot(xs, ys, color=palette.FAINT, linewidth=0.4, gid="track", zorder=0)
    for name, angles in placed.ring.items():
        shape = band(circle, angles, circle.ring)
        stays = next(amount(sector.stays) for sector in placed.sectors if sector.name == name)
        gid = Mark(f"ring/{name}", _RING, f"{names[name]} → {names[name]}: {stays}")
        ax.add_patch(Polygon(shape, facecolor=colours[name], linewidth=0, gid=gid))
    _ink_ticks(ax, circle, placed, language)


def _ink_ticks(ax: Axes, circle: Circle, placed: Layout, language: str) -> None:
    """Mark round numbers along the sectors; where a sector is too short for one it has none."""
    outer = circle.sectors[1]
    longest = max(sector.flow for sector in placed.sectors)
    parts = max(1, int(longest * placed.scale * outer / _APART))
    every = step(longest, parts)
    for sector in placed.sectors:
        numbers = int(sector.flow / every + 1e-9)
        for number in range(numbers + 1 if numbers else 0):
            angle = sector.start + number * every * placed.scale
            _ink_line(ax, circle.at(angle, outer), circle.at(angle, outer + 1.0), "tick")
            if number:
                turned = -angle * 180 / pi
                upside_down = cos(angle) < 0
                ax.text(*circle.at(angle, outer + 2.4), tick(number * every, language), size=_TICK,
                        color=palette.MUTED, ha="center", va="center", rotation_mode="anchor",
                        rotation=turned + 180 * upside_down, gid=f"tick/{sector.name}")  # fmt: skip


def _ink_line(ax: Axes, start: tuple[float, float], end: tuple[float, float], gid: str) -> None:
    ax.plot([start[0], end[0]], [start[1], end[1]], color=palette.MUTED, linewidth=0.4, gid=gid)


def _ink_beside(ax: Axes, circle: Circle, placed: Layout, labels: list[_Label], above: float) -> int:
    """Write names at both sides, each beside its sector as far as there is room; return how many are not."""
    reach, dropped = circle.radius + _AWAY, 0
    ends = [circle.at(sector.middle, reach) for sector in placed.sectors]
    for side in (1, -1):
        mine = [place for place, end in enumerate(ends) if bool(end[0] >= circle.x) is (side > 0)]
        mine.sort(key=lambda place: ends[place][1])
        sizes = [labels[place].height for place in mine]
        kept = spacing.fitting(sizes, [placed.sectors[place].flow for place in mine], above)
        wanted = [ends[mine[each]][1] for each in kept]
        centres = spacing.spread(wanted, [sizes[each] for each in kept], 0, above)
        dropped += len(mine) - len(kept)
        for each, y in zip(kept, centres, strict=True):
            _ink_label(ax, circle, placed.sectors[mine[each]], labels[mine[each]], float(y), side)
    return dropped


def _ink_radial(ax: Axes, circle: Circle, placed: Layout, labels: list[_Label], above: float) -> int:
    """Write names outward from their sectors, the largest first, where there is room; return how many not."""
    least, taken = _upright(circle.radius) * 0.97, list[float]()
    for place in sorted(range(len(labels)), key=lambda each: -placed.sectors[each].flow):
        angle = placed.sectors[place].middle
        apart = [abs(angle - other) for other in taken]
        if all(min(each, 2 * pi - each) >= least for each in apart):
            taken.append(angle)
            _ink_outward(ax, circle, placed.sectors[place], labels[place])
    return len(labels) - len(taken)


def _ink_outward(ax: Axes, circle: Circle, sector: Sector, label: _Label) -> None:
    right = sin(sector.middle) >= 0
    turned = 90 - sector.middle * 180 / pi + (0 if right else 180)
    at, align = circle.radius + _CLOSE, "left" if right else "right"
    name = "".join(label.name)
    parts = [(name, _NAME, palette.INK, "name"), (label.value, _VALUE, palette.MUTED, "value")]
    for text, size, colour, kind in parts[: 2 if label.value else 1]:
        ax.text(*circle.at(sector.middle, at), text, size=size, color=colour, rotation=turned, va="center",
                ha=align, rotation_mode="anchor", gid=f"{kind}/{sector.name}")  # fmt: skip
        at += page.text_width(text, size) + _BLANK


def _ink_label(ax: Axes, circle: Circle, sector: Sector, label: _Label, y: float, side: int) -> None:
    nearest = max(abs(y - circle.y) - label.height / 2, 0.0)
    x = circle.x + side * (sqrt(max((circle.radius + _AWAY) ** 2 - nearest**2, 0.0)) + 0.8)
    _ink_leader(ax, circle, sector, label, (x, y), side)
    at = y - (label.height - 0.6) / 2
    lines = [(line, _NAME, palette.INK, "name") for line in label.name]
    lines += [(label.value, _VALUE, palette.MUTED, "value")] if label.value else []
    for text, size, colour, kind in lines:
        at += page.text_height(size)
        ax.text(x, at - 0.22 * page.text_height(size), text, size=size, color=colour, va="baseline",
                ha="left" if side > 0 else "right", gid=f"{kind}/{sector.name}")  # fmt: skip


def _ink_leader(
    ax: Axes, circle: Circle, sector: Sector, label: _Label, at: tuple[float, float], side: int
) -> None:
    """Draw a line from a sector to a name that stands away from it: to its side, or from below or above."""
    start = circle.at(sector.middle, circle.radius + 0.5)
    inside = (start[0] - at[0]) * side
    if inside > 0:
        edge = label.height / 2 * (1 if start[1] > at[1] else -1)
        end = at[0] + side * min(inside, label.width / 2), at[1] + edge
    else:
        end = at[0] - side * 0.5, at[1]
    if hypot(end[0] - start[0], end[1] - start[1]) > _AWAY + 1.5:
        _ink_line(ax, start, end, "leader")
