"""The network map: every node at its place, its area its degree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.errors import ClusternetError, SchemaError
from clusternet.places import china
from clusternet.plot.network import key as mapkey
from clusternet.plot.network import labels as maplabels
from clusternet.plot.network.ground import Area, Ground
from clusternet.plot.sheet import page, palette
from clusternet.structure.layout import Layout
from clusternet.typing import Floats
from clusternet.words.naming import is_code
from clusternet.words.text import Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LARGEST = (3.4, 6.5)
"""Radius in millimetres that no node exceeds on a page of 150 mm: among ten nodes, among ten thousand."""
_HOLE = 0.5
"""Radius of the hole of a partner node, in parts of its own."""
_HOLLOW = 0.3
"""Partner nodes of that radius in millimetres and more have it."""
_RIM = 0.45
"""Nodes of that radius in millimetres and more have a rim."""
_COVER = (0.45, 0.5)
"""Part of the page that edges cover, summed over them, where there are many: on paper, on a dark ground."""
_HEAVIEST, _LIGHTEST = 3.0, 0.3
"""Width of the edge of the largest weight, and the least width, in those of edges without weights."""
KIND = Text("网络图", "network map")
FADED = 0.2
"""What is left of the opacity of edges that do not stand out, where it is known."""
_VECTORS = 3_000
"""Edges, or small nodes, above which they are a picture in SVG and PDF files."""


def netmap(
    nodes: Layout | pd.DataFrame,
    ties: pd.DataFrame | None = None,
    *,
    ax: Axes | None = None,
    by: str = "community",
    labels: int = 30,
    dark: bool = False,
    language: str = "zh",
) -> Axes:
    """Draw a network: nodes with an area in proportion to their degree over edges in the colour of their hub.

    Where the rows of the data weigh differently, areas are the weighted degrees and widths the weights.

    Parameters
    ----------
    nodes
        What :func:`clusternet.structure.layout.arrange` returns, or its table of nodes.
    ties
        Beside a table of nodes, as :func:`clusternet.structure.layout.ties`; all of them are drawn. The
        longer an edge the paler it is.
    ax
        Where to draw; a figure of its own if None.
    by
        Column of the nodes that gives the colours: ``community``, ``province``, ``country``, ``kind`` or
        ``category``.
    labels
        How many nodes to name, the largest first. A name that finds no free place is left out; the key says
        how many there are. Codes are no names.
    dark
        Draw on a dark ground, for slides.
    language
        ``zh`` or ``en``.

    Returns
    -------
    Axes
        Those it is drawn on: what was given, or new ones of its own size.

    Raises
    ------
    SchemaError
        If the nodes have no column ``by``.
    ClusternetError
        If the ties are missing.

    Notes
    -----
    Sample nodes are full, partner nodes have a hole. The edges, and the small nodes of a large network, are a
    picture of the given resolution in SVG and PDF files; texts, key and large nodes are not.

    Examples
    --------
    >>> import clusternet as cn
    >>> net = cn.from_frames(pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]}))
    >>> ax = netmap(cn.layout.arrange(net), language="en")
    >>> ax.figure.savefig("network.png")  # doctest: +SKIP
    """
    return plan(nodes, ties, page.width_of(ax), by=by, labels=labels, dark=dark, language=language).draw(ax)


def plan(
    found: Layout | pd.DataFrame,
    ties: pd.DataFrame | None,
    width: float,
    *,
    by: str = "community",
    labels: int = 30,
    dark: bool = False,
    language: str = "zh",
) -> page.Plan:
    """Lay out :func:`netmap` for axes of a width in millimetres, with room for the network and its key."""
    nodes = found.nodes if isinstance(found, Layout) else found
    lines = found.ties if ties is None and isinstance(found, Layout) else ties
    if lines is None:
        raise ClusternetError.of("netmap_ties")
    check(nodes, by)
    hollow, ground = _hollow(nodes, by), Ground(dark)
    kinds = bool(hollow.any())
    heavy = "weighted_degree" in nodes
    largest = float(amount(nodes).max())
    key = mapkey.Key(entries(nodes, by), by, largest, kinds=kinds, language=language, heavy=heavy)
    low, high = _extent(nodes)
    across, up = np.maximum(high - low, 1e-9)
    shape = float(np.clip(up / across, 0.62, 1.15))
    tall = mapkey.tall(key, width, shape=shape, most=40.0 + 28.0 * float(np.sqrt(len(nodes))))
    return page.Plan(
        width,
        tall,
        lambda ax: _ink(ax, nodes, lines, key, hollow, labels, ground),
        page.mark(nodes, language),
        KIND,
    )


def _ink(
    ax: Axes,
    nodes: pd.DataFrame,
    ties: pd.DataFrame,
    key: mapkey.Key,
    hollow: NDArray[np.bool_],
    labels: int,
    ground: Ground,
) -> None:
    _paint(ax, ground)
    box = mapkey.split(key, *page.in_millimetres(ax))
    spot, radius = _fitted(nodes, box.network)
    colour = _shades(nodes, key.by, ground)
    cover = _COVER[1 if ground.dark else 0] * box.network.wide * box.network.high
    _edges(ax, ties, spot, nodes, colour, cover)
    _nodes(ax, spot, radius, colour, hollow=hollow, ground=ground)
    on = [None if hole else shade for hole, shade in zip(hollow, colour, strict=True)]
    done = maplabels.label(ax, nodes, spot, radius, labels, area=box.network, ground=ground, on=on)
    unit = float(radius.max() ** 2 / (key.largest or 1.0))
    full = bool(radius[hollow].min(initial=_HOLLOW) >= _HOLLOW)
    named = (done, len(maplabels.named(nodes, labels)))
    mapkey.draw(ax, key, box, unit=unit, named=named, ground=ground, all_hollow=full)


def amount(nodes: pd.DataFrame) -> Floats:
    """Return what the area of a node says: its weighted degree where there is one, else its degree."""
    return nodes["weighted_degree" if "weighted_degree" in nodes else "degree"].to_numpy(dtype=float)


def check(nodes: pd.DataFrame, by: str) -> None:
    """Refuse a colour the data do not have."""
    if by not in nodes:
        known = [name for name in ("province", "country", "community", "kind", "category") if name in nodes]
        raise SchemaError.of("no_colour", by=by, known=known)


def _paint(ax: Axes, ground: Ground) -> None:
    """Give the page round the axes the colours of the ground."""
    if not ground.dark:
        return
    figure = page.figure_of(ax)
    figure.set_facecolor(ground.paper)
    for text in figure.texts:
        text.set_color(ground.ink if text.get_gid() == "title" else ground.muted)


# -- colours -----------------------------------------------------------------------------------------------
def colours(nodes: pd.DataFrame, by: str) -> dict[Any, str]:
    """Return value -> colour, by descending number of nodes: those of the palette, grey where unknown."""
    values = nodes[by].value_counts(sort=False)
    ranked = values.iloc[np.lexsort((values.index.astype(str), -values.to_numpy()))].index.tolist()
    if by in ("province", "country"):
        return palette.distinct(palette.of_places(ranked))
    if by == "community":
        series = [palette.hue(each) for each in palette.SERIES[: palette.MOST]]
        return {value: series[value] if value < len(series) else palette.OTHER for value in sorted(ranked)}
    known = palette.of_names([value for value in ranked if value != china.UNKNOWN])
    unknown = palette.OUTSIDE[china.UNKNOWN]
    return palette.distinct({value: known.get(value, unknown) for value in ranked})


def entries(nodes: pd.DataFrame, by: str) -> list[mapkey.Entry]:
    """Return what the key explains: name, colour and share of the nodes, the largest first, 未知 last."""
    found = nodes[by].value_counts(sort=False)
    shade = colours(nodes, by)
    names = community_names(nodes) if by == "community" else {}
    outside = (china.HMT, china.ABROAD, china.UNKNOWN)
    lines = [
        mapkey.Entry(
            str(names.get(value, value)),
            shade[value],
            int(found[value]) / len(nodes),
            kept=by != "community" and value in outside,
        )
        for value in shade
    ]
    return sorted(lines, key=lambda line: outside.index(line.name) if line.kept else -1)


def community_names(nodes: pd.DataFrame) -> dict[int, str]:
    """Return community -> name of its largest node; its number where that has but a code."""
    order = nodes.sort_values("radius", ascending=False, kind="stable").drop_duplicates("community")
    pairs = zip(order["community"].tolist(), order["name"].astype(str).tolist(), strict=True)
    return {number: f"#{number + 1}" if is_code(name) else name for number, name in pairs}


def _shades(nodes: pd.DataFrame, by: str, ground: Ground) -> Floats:
    from matplotlib.colors import to_rgba_array

    shade = {value: ground.shade(colour) for value, colour in colours(nodes, by).items()}
    code, distinct = pd.factorize(nodes[by])
    return np.asarray(to_rgba_array([shade[value] for value in distinct]))[code]


def _hollow(nodes: pd.DataFrame, by: str) -> NDArray[np.bool_]:
    """Mark the nodes drawn with a hole: partner nodes, where there are sample nodes to tell them from."""
    if "kind" not in nodes or by == "kind" or not nodes["kind"].eq("sample").any():
        return np.zeros(len(nodes), dtype=bool)
    return nodes["kind"].eq("partner").to_numpy(dtype=bool)


# -- geometry ----------------------------------------------------------------------------------------------
def _extent(nodes: pd.DataFrame) -> tuple[Floats, Floats]:
    at, radius = nodes[["x", "y"]].to_numpy(dtype=float), nodes["radius"].to_numpy(dtype=float)[:, None]
    return (at - radius).min(axis=0), (at + radius).max(axis=0)


def _fitted(nodes: pd.DataFrame, area: Area) -> tuple[Floats, Floats]:
    """Return centre and radius of every node in millimetres, y down, in the middle of an area."""
    low, high = _extent(nodes)
    span = np.maximum(high - low, 1e-9)
    scale = min(area.wide / span[0], area.high / span[1])
    radius = nodes["radius"].to_numpy(dtype=float) * scale
    most = float(np.interp(np.log10(len(nodes)), (1, 4), _LARGEST)) * max(1.0, area.wide / 110)
    radius = radius * min(1.0, most / radius.max())
    at = (nodes[["x", "y"]].to_numpy(dtype=float) - (low + high) / 2) * scale * (1, -1)
    middle = np.array((area.left + area.wide / 2, area.top + area.high / 2))
    return at + middle, radius


# -- ink ---------------------------------------------------------------------------------------------------
def _edges(
    ax: Axes, ties: pd.DataFrame, spot: Floats, nodes: pd.DataFrame, colour: Floats, cover: float
) -> None:
    """Draw all ties, together covering no more than an area in square millimetres."""
    from clusternet.plot.network.haze import Haze

    if ties.empty:
        return
    source, target = ties["source"].to_numpy(), ties["target"].to_numpy()
    size = amount(nodes)
    hub = np.where(size[source] >= size[target], source, target)
    length = np.hypot(*(spot[source] - spot[target]).T)
    width = _widths(ties, heavy="weighted_degree" in nodes)
    shade, stands = colour[hub].copy(), standing(ties)
    shade[:, 3] = _alpha(length, width * page.MM / 72, cover)
    if not stands.all():
        shade[~stands, 3] *= FADED
        shade[stands, 3] = _alpha(length[stands], (width * page.MM / 72)[stands], cover)
    order = np.lexsort((-length, stands))
    lines = Haze(
        np.stack((spot[source], spot[target]), axis=1)[order],
        colors=shade[order],
        linewidths=width[order] if np.ptp(width) else width[:1],
        capstyle="butt",
        zorder=1,
        rasterized=len(ties) > _VECTORS,
        gid="edges",
    )
    ax.add_collection(lines, autolim=False)


def standing(ties: pd.DataFrame) -> NDArray[np.bool_]:
    """Mark the ties that are drawn in full ink: all of them where nothing says which stand out."""
    if "stands" not in ties:
        return np.ones(len(ties), dtype=bool)
    return ties["stands"].to_numpy(dtype=bool)


def _widths(ties: pd.DataFrame, *, heavy: bool) -> Floats:
    """Return the width of each edge in points: the same, or in proportion to the weight, with a least one."""
    usual = float(np.interp(np.log10(len(ties)), (1, 2, 3, 5), (1.1, 0.8, 0.45, 0.22)))
    if not heavy:
        return np.full(len(ties), usual)
    weight = ties["weight"].to_numpy(dtype=float)
    return np.maximum(_HEAVIEST * usual * weight / (weight.max() or 1.0), _LIGHTEST * usual)


def _alpha(length: Floats, width: Floats, cover: float) -> Floats:
    """Return the opacity of each edge: it falls with length, and all edges cover a set area."""
    fall = np.maximum(length, 0.5) ** -0.8
    for strength in np.geomspace(60.0, 0.05, 60):
        alpha = np.clip(strength * fall, 0.02, 0.6)
        if float((length * alpha * width).sum()) <= cover:
            break
    return np.asarray(alpha)


def _nodes(
    ax: Axes, spot: Floats, radius: Floats, colour: Floats, *, hollow: NDArray[np.bool_], ground: Ground
) -> None:
    """Draw the nodes, the largest on top; in two layers, of which the lower may be a picture."""
    rank = np.argsort(radius, kind="stable")
    small = rank[radius[rank] < _RIM] if len(radius) > _VECTORS else rank[:0]
    for name, chosen, level in (("small", small, 2.0), ("nodes", rank[small.size :], 3.0)):
        if chosen.size:
            _discs(ax, spot[chosen], radius[chosen], colour[chosen], ground, gid=name, zorder=level)
            holes = chosen[hollow[chosen] & (radius[chosen] >= _HOLLOW)]
            if not holes.size:
                continue
            paper = np.broadcast_to(_rgba(ground.paper), (holes.size, 4))
            _discs(
                ax, spot[holes], radius[holes] * _HOLE, paper, None, gid=f"{name}-holes", zorder=level + 0.1
            )


def _rgba(colour: str) -> Sequence[float]:
    from matplotlib.colors import to_rgba

    return to_rgba(colour)


def _discs(
    ax: Axes, spot: Floats, radius: Floats, colour: Any, rim: Ground | None, *, gid: str, zorder: float
) -> None:
    from matplotlib.collections import EllipseCollection

    wide = np.where(radius >= _RIM, np.minimum(0.3 + radius * 0.12, 0.8), 0.0) if rim else 0.0
    circles = EllipseCollection(
        2 * radius,
        2 * radius,
        np.zeros(len(radius)),
        units="xy",
        offsets=spot,
        offset_transform=ax.transData,
        facecolors=colour,
        edgecolors=rim.paper if rim else "none",
        linewidths=wide,
        zorder=zorder,
        rasterized=gid.startswith("small"),
        gid=gid,
    )
    ax.add_collection(circles, autolim=False)
