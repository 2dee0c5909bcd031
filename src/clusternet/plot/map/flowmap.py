"""A flow map: arrows from place to place, circles for what stays within a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from clusternet.plot.map import basemap
from clusternet.plot.map import key as flowkey
from clusternet.plot.map.outlines import Outlines, check_complete
from clusternet.plot.map.plan import DOT, Plan, planned
from clusternet.plot.map.projection import CHINA, Projection, fitted
from clusternet.plot.sheet import page, palette
from clusternet.plot.sheet.lettering import shortened
from clusternet.plot.sheet.marks import Mark
from clusternet.plot.sheet.numbers import amount
from clusternet.plot.sheet.placement import Ground, Name
from clusternet.space import location
from clusternet.space.flows import FlowMatrix
from clusternet.space.folded import listed, spoken
from clusternet.space.mapped import Mapped, mapped
from clusternet.typing import Box
from clusternet.words import naming
from clusternet.words.terms import Terms
from clusternet.words.text import Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAME, SMALL_NAME = 7.5, 6.5
KIND, _ARC = Text("流向地图", "flow map"), Text("条流向", "flow")
_CIRCLE = Text("个地区的内部流动", "inner flow")
_MANY = 60
"""Up to so many places, all are named; else those with an arc or a circle."""
_ALPHA = 0.62
_CLEAR, _WEAK = 0.8, 0.14
"""Opacity of arcs that stand out, and of those that do not, where it is known."""
_MOVED = 0.8
_LONGEST = 0.4
"""Of a name, as part of the width."""
"""Millimetres from which a circle is tied to its place by a thin line."""


def flowmap(
    table: FlowMatrix | pd.DataFrame,
    *,
    ax: Axes | None = None,
    language: str = "zh",
    top: int = 30,
    coordinates: pd.DataFrame | None = None,
    outlines: Outlines | None = None,
    approval: str | None = None,
    terms: Terms | None = None,
) -> Axes:
    """Draw the largest flows between places as arrows on a map, and flows within places as circles.

    The width of an arrow at its source is as its flow; opposite flows bend to opposite sides. The area of a
    circle is as the flow within its place, in parts of the largest of all flows. Without boundaries the map
    is a schematic of the places of which something can be seen, at their coordinates, circles moved apart
    where they would overlap.

    Parameters
    ----------
    table
        A :func:`clusternet.space.flows.matrix`, or all flows a row each: ``source``, ``target``, ``flow``, as
        :func:`clusternet.space.flows.largest` gives them with ``n=0``.
    ax
        New axes if None.
    language
        ``zh`` or ``en``, of words and names.
    top
        How many flows between places are drawn, 0 for all.
    coordinates
        ``longitude`` and ``latitude`` in degrees by place; Chinese places know theirs.
    outlines
        Boundaries: see :func:`clusternet.plot.map.outlines.tianditu` and
        :func:`clusternet.plot.map.outlines.geojson`.
    approval
        Approval number (审图号) of the boundaries. A map with boundaries says that it is not approved itself.
    terms
        How the figure speaks; of technology between provinces if None.

    Returns
    -------
    Axes
        Those it is drawn on: what was given, or new ones of its own size.

    Raises
    ------
    ClusternetError
        If the position of no place is known, or the boundaries show China incompletely.

    Examples
    --------
    >>> table = pd.DataFrame({"source": ["北京市", "上海市"], "target": ["上海市", "上海市"], "flow": [3, 2]})
    >>> ax = flowmap(table)
    >>> sorted(patch.get_gid() for patch in ax.patches if patch.get_gid())[:2]
    ['arc/北京市/上海市', 'circle/上海市']
    """
    return plan(
        table, page.width_of(ax), language=language, top=top, coordinates=coordinates, outlines=outlines,
        approval=approval, terms=terms,
    ).draw(ax)  # fmt: skip


def plan(
    table: FlowMatrix | pd.DataFrame,
    width: float,
    *,
    language: str = "zh",
    top: int = 30,
    coordinates: pd.DataFrame | None = None,
    outlines: Outlines | None = None,
    approval: str | None = None,
    terms: Terms | None = None,
) -> page.Plan:
    """Lay out :func:`flowmap` for axes of a width in millimetres, as high as the map and its key take."""
    rows, terms = listed(table), terms or spoken(table, language)
    if outlines is not None:
        check_complete(outlines)
    found = mapped(rows, coordinates=coordinates, top=top, everywhere=outlines is not None)
    projection, colours = projection_for(found, outlines), _colours(rows, found)
    called = naming.names(map(str, found.spots.index), terms.kinds[0], language)
    with page.context():
        key = flowkey.planned(found, width, language=language, terms=terms)
    laid = planned(found, width, projection=projection, outlines=outlines)

    def ink(ax: Axes) -> None:
        wide, high = page.in_millimetres(ax)
        drawn = planned(found, wide, high - key.high, projection=projection, outlines=outlines)
        shut: list[Box] = []
        if outlines is not None:
            shut = basemap.draw(ax, drawn, outlines, language=language, approval=approval)
        _draw_arcs(ax, found, drawn, colours, called)
        _draw_circles(ax, found, drawn, colours, called)
        unnamed = _name(ax, found, drawn, shut, called)
        flowkey.draw(ax, key, top=drawn.high, unnamed=unnamed)

    return page.Plan(width, laid.high + key.high, ink, page.mark(table, language), KIND)


def projection_for(found: Mapped, outlines: Outlines | None) -> Projection:
    """Return the projection of China if most places, or the boundaries, lie there; else one that fits."""
    chinese = len(location.coordinates(found.spots.index))
    if 2 * chinese > len(found.spots) or (outlines is not None and outlines.inset):
        return CHINA
    return fitted(found.spots["longitude"], found.spots["latitude"])


def _colours(table: pd.DataFrame, found: Mapped) -> dict[str, str]:
    """Return the colour of every place, by its province or by its rank among all flows."""
    total = pd.concat(
        [pd.Series(table["flow"].to_numpy(float), index=table[end]) for end in ("source", "target")]
    )
    total = total.groupby(level=0).sum()
    names = sorted(total.index, key=lambda name: (-float(total[name]), str(name)))
    colours = palette.of_places(names)
    return {name: colours[name] for name in found.spots.index}


def _draw_arcs(ax: Axes, found: Mapped, plan: Plan, colours: dict[str, str], called: dict[str, str]) -> None:
    """Draw the arcs, the largest below."""
    from matplotlib.patches import Polygon

    stands = found.arcs["stands"] if "stands" in found.arcs else [None] * len(found.arcs)
    for row, each, clear in zip(found.arcs.itertuples(index=False), plan.arcs, stands, strict=True):
        said = f"{called[str(row.source)]} → {called[str(row.target)]}: {amount(float(row.flow))}"  # type: ignore[arg-type]
        ax.add_artist(
            Polygon(
                each.outline,
                closed=True,
                facecolor=colours[str(row.source)],
                edgecolor="none",
                alpha=_ALPHA if clear is None else _CLEAR if clear else _WEAK,
                zorder=3.1 if clear else 3,
                gid=Mark(f"arc/{row.source}/{row.target}", _ARC, said),
            )
        )


def _draw_circles(
    ax: Axes, found: Mapped, plan: Plan, colours: dict[str, str], called: dict[str, str]
) -> None:
    """Draw the circles, the largest below, and dots where there is none to be seen."""
    from matplotlib.patches import Circle

    for place in np.argsort(-plan.radius, kind="stable").tolist():
        name = str(found.spots.index[place])
        at, radius = plan.at[place], float(plan.radius[place])
        if radius < DOT:
            dot = Circle(tuple(at), DOT, facecolor=palette.OTHER, edgecolor="none", zorder=4)
            dot.set_gid(f"dot/{name}")
            ax.add_artist(dot)
        if np.hypot(*(at - plan.true[place])) > max(_MOVED, radius):
            ax.plot(*np.array([plan.true[place], at]).T, color=palette.MUTED, linewidth=0.4, zorder=3.5)
            ax.plot(*plan.true[place], marker="+", markersize=2, color=palette.MUTED, mew=0.4, zorder=3.5)
        if radius > 0:
            circle = Circle(
                tuple(at),
                radius,
                facecolor=colours[name],
                edgecolor="white",
                linewidth=0.4 if radius > 1 else 0.0,
                zorder=4.5,
            )
            said = f"{called[name]} → {called[name]}: {amount(float(found.within.iloc[place]))}"
            circle.set_gid(Mark(f"circle/{name}", _CIRCLE, said))
            ax.add_artist(circle)


def _name(ax: Axes, found: Mapped, plan: Plan, shut: list[Box], called: dict[str, str]) -> int:
    """Write the names of places, those with the largest flows first; return how many found no room."""
    ink = [np.column_stack((each.line, each.width)) for each in plan.arcs]
    ground = Ground(
        (0.0, 0.0, plan.wide, plan.high),
        plan.at,
        plan.marked,
        np.vstack(ink) if ink else np.empty((0, 3)),
        [*shut, *([plan.inset] if plan.inset else [])],
    )
    weight = _weights(found)
    seen = weight > 0
    chosen = np.lexsort((np.arange(weight.size), -weight))
    if weight.size > _MANY:
        chosen = chosen[: int(seen.sum())]
    unnamed = 0
    for place in chosen.tolist():
        size = NAME if seen[place] else SMALL_NAME
        text = shortened(" ".join(called[str(found.spots.index[place])].split()), size, _LONGEST * plan.wide)
        name = ground.place(place, page.text_width(text, size), page.text_height(size) * 0.92)
        if name is None:
            unnamed += 1
        else:
            _write(ax, name, text, size, palette.INK if seen[place] else palette.MUTED)
    return unnamed


def _weights(found: Mapped) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return for every place what is drawn of it: its arcs and its circle."""
    total = found.within.copy()
    for end in ("source", "target"):
        total = total.add(found.arcs.groupby(end)["flow"].sum(), fill_value=0.0)
    return np.asarray(total.reindex(found.spots.index).to_numpy(float))


def _write(ax: Axes, name: Name, text: str, size: float, colour: str) -> None:
    """Write a name with a halo, and its line."""
    from matplotlib.patheffects import Stroke

    if name.line is not None:
        ax.plot(*np.array(name.line).T, color=palette.MUTED, linewidth=0.35, zorder=5, gid="leader")
    x, y = name.middle
    style: dict[str, Any] = {"size": size, "ha": "center", "va": "center", "parse_math": False}
    halo = ax.text(x, y, text, color="white", zorder=6, gid="halo", **style)
    halo.set_path_effects([Stroke(linewidth=1.6, foreground="white", alpha=0.85)])
    ax.text(x, y, text, color=colour, zorder=7, gid=f"name/{text}", **style)
