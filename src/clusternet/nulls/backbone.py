"""The links that matter: those that stand out from what chance would give to their ends.

It stands among the nulls, since the model of maximum entropy needs their frame.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from clusternet.errors import ClusternetError, EmptyNetworkError
from clusternet.kernels.maxent import Configuration
from clusternet.network.links import Links, merge
from clusternet.network.value_network import ValueNetwork
from clusternet.nulls.ensemble import ensemble
from clusternet.nulls.frame import Kept, kept
from clusternet.places import china
from clusternet.space.located import base_within, located, own_places, places_of, refuse_groups
from clusternet.structure.backbone import ALIKE, Filtered, alike, disparity, filtered, noise_corrected
from clusternet.typing import Count, Ints, Level, Marks
from clusternet.words.bases import Base, based, marked

__all__ = ["ALPHA", "Backbone", "Method", "backbone", "not_empty", "standing_flows", "table"]

Method = Literal["noise", "disparity", "maxent"]
METHODS: tuple[Method, ...] = get_args(Method)
ALPHA = 0.05
"""The q up to which a link is kept."""
COLUMNS = (
    "source", "target", "weight", "expected", "p", "p_holm", "q", "kept", "method", "alpha", "tests", "base",
    "base_n",
)  # fmt: skip
"""Columns of :func:`table`."""


@dataclass(frozen=True, eq=False)
class Backbone:
    """The links of a network, or the flows between its places, with those that are kept.

    Attributes
    ----------
    table : DataFrame
        :data:`COLUMNS`; see :func:`backbone`.
    network : ValueNetwork
        The rows behind the links that are kept. Of places also those within a place, which are not tested.
    method
        Which test.
    within : float
        Self-loops, or flows within places: no links, and so not tested.
    model : Kept or None
        What the model of maximum entropy keeps.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).relation("technology")
    >>> found = backbone(net, level="province")
    >>> found.method, bool(found.table.loc[found.table["kept"], "q"].max() <= 0.05)
    ('noise', True)
    """

    table: pd.DataFrame
    network: ValueNetwork
    method: Method
    within: float
    model: Kept | None


def backbone(
    net: ValueNetwork,
    *,
    level: Level | None = None,
    method: Method | None = None,
    alpha: float = ALPHA,
    count: Count | None = None,
    region_map: str = china.DEFAULT_MAP,
    framed: bool = True,
) -> Backbone:
    """Return the links that stand out from what chance would give.

    Parameters
    ----------
    net
        The network or a selection.
    level
        Flows between places of this level; links between nodes if None.
    method
        ``noise`` and ``disparity`` go by weights, see :mod:`clusternet.structure.backbone`; ``maxent`` is the
        chance of the link, or of so many pairs from place to place, in the configuration model of maximum
        entropy, which keeps degrees and frame. If None the first that the weights allow, in this order.
    alpha
        Links of q up to it are kept.
    count
        What flows between places count: ``relations`` (if None), ``pairs`` or ``weight``. ``maxent``
        takes pairs alone.
    region_map
        Which regions, of level ``region``.
    framed
        Whether ``maxent`` keeps the frame, as in :func:`clusternet.nulls.ensemble.ensemble`.

    Returns
    -------
    Backbone
        Its table has a row per link, the smallest p first: ``source``, ``target`` (names of places, or ids),
        ``weight``, ``expected`` by chance, ``p`` (one-sided: so heavy or heavier), ``p_holm`` and ``q``
        (Benjamini and Hochberg) over ``tests``, ``kept``, ``method``, ``alpha``, ``base`` and ``base_n``.
        The family of ``noise`` and ``maxent`` is all pairs that could have a link, also those without one:
        a link is looked at because it is there. That of ``disparity`` is both ends of every link.

    Raises
    ------
    ClusternetError
        If the weights are nearly all alike, or no counts, and the method goes by them; or if the nodes
        have no places.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> rows = [("a", "b", 99), ("a", "c", 1), ("a", "d", 1), ("b", "c", 2), ("c", "d", 3)]
    >>> net = from_frames(pd.DataFrame(rows, columns=["source", "target", "weight"]))
    >>> found = backbone(net, method="disparity")
    >>> found.table.loc[0, ["source", "target"]].tolist(), found.table["kept"].tolist()
    (['a', 'b'], [True, False, False, False, False])
    """
    if method is not None and method not in METHODS:
        raise ClusternetError.of("no_choice", what="method", value=method, accepted=METHODS)
    if not 0 < alpha < 1:
        raise ClusternetError.of("backbone_alpha", alpha=f"{alpha:g}", usual=ALPHA)
    if method == "maxent" and count not in (None, "pairs"):
        raise ClusternetError.of("maxent_count", count=count)
    taken = _nodes(net) if level is None else _places(net, level, count or "relations", region_map)
    chosen = method or _method(taken.links)
    if chosen == "maxent" and level is not None and count != "pairs":
        taken = _places(net, level, "pairs", region_map)
    if not taken.links.size:
        nowhere = level is not None and not taken.names and not own_places(net, level)
        raise (
            EmptyNetworkError.of("no_chinese_place") if nowhere else EmptyNetworkError.of("backbone_no_link")
        )
    if level is None and chosen != "maxent":
        taken = replace(taken, base=Base("weight"))
    elif level is None:
        taken = replace(taken, links=replace(taken.links, weight=np.ones(taken.links.size)))
    tested = _maxent(net, taken, framed=framed) if chosen == "maxent" else TESTS[chosen](taken.links)
    return _found(net, taken, tested, chosen, alpha, framed=framed)


def table(net: ValueNetwork, **options: Any) -> pd.DataFrame:
    """Return the table of :func:`backbone`, which takes the same options.

    Parameters
    ----------
    net
        The network.
    **options
        As in :func:`backbone`.

    Returns
    -------
    DataFrame
        :data:`COLUMNS`.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "a"]})
    >>> table(from_frames(ties), method="maxent")["kept"].tolist()
    [False, False]
    """
    return backbone(net, **options).table


# -- by what ----------------------------------------------------------------------------------------------
TESTS: dict[str, Callable[[Links], Filtered]] = {"noise": noise_corrected, "disparity": disparity}


def _maxent(net: ValueNetwork, taken: _Taken, *, framed: bool) -> Filtered:
    """Return the chance of each link; of places, that of so many pairs or more between them."""
    from scipy.special import pdtrc

    model = ensemble(net, null="dcm", replicates=1, framed=framed).graphs
    assert isinstance(model, Configuration)
    links = taken.links
    if taken.place is None:
        chance = model.chance[model.group[links.source], model.group[links.target]]
        pairs = int((model.pairs * (model.chance > 0)).sum()) // (1 if links.directed else 2)
        return filtered(chance, chance, pairs)
    mean = model.expected(taken.place, links.n)[0]
    expected = mean[links.source, links.target]
    # from the mean + 1 on, sums of independent chances have a lighter tail than Poisson's; else Markov's
    tail = pdtrc(links.weight - 1, expected)
    p = np.where(links.weight >= expected + 1, tail, np.minimum(expected / links.weight, 1.0))
    between = ~np.eye(links.n, dtype=bool) & (mean > 0)
    return filtered(expected, p, int(between.sum()))


def _method(links: Links) -> Method:
    """Return the first method that the weights allow."""
    if alike(links) >= ALIKE:
        return "maxent"
    return "noise" if bool((links.weight == np.floor(links.weight)).all()) else "disparity"


# -- what is tested ----------------------------------------------------------------------------------------
@dataclass(frozen=True, eq=False)
class _Taken:
    """Links between nodes or places, and which rows of the network stand behind each."""

    links: Links
    names: tuple[str, ...]
    base: Base
    place: Ints | None
    row: Ints
    end: tuple[Ints, Ints]
    within: float


def _nodes(net: ValueNetwork) -> _Taken:
    whole = net.links()
    links = whole.without_loops()
    rows = np.flatnonzero(net.edges["weight"].to_numpy(dtype=float) > 0)
    ends = net.ends[0][rows], net.ends[1][rows]
    names = tuple(map(str, net.nodes.index))
    return _Taken(links, names, Base("pairs"), None, rows, ends, float(whole.size - links.size))


def _places(net: ValueNetwork, level: Level, count: Count, region_map: str) -> _Taken:
    refuse_groups(net)
    where = places_of(net, level=level, region_map=region_map)
    found = located(net, level=level, count=count, region_map=region_map, places=where)
    source, target = found.source[found.base], found.target[found.base]
    if not net.directed:
        source, target = np.minimum(source, target), np.maximum(source, target)
    whole = merge(found.inside, source, target, found.amount[found.base])
    within = float(whole.weight[whole.loops].sum())
    every = located(net, level=level, region_map=region_map, places=where)
    rows, ends = every.rows[every.base], (every.source[every.base], every.target[every.base])
    links = replace(whole, directed=net.directed).without_loops()
    names, place = where.within
    return _Taken(links, names, base_within(net, level, count), place, rows, ends, within)


def _found(
    net: ValueNetwork, taken: _Taken, tested: Filtered, method: Method, alpha: float, *, framed: bool
) -> Backbone:
    """Return the table, and the network of what is kept."""
    links, names = taken.links, np.array(taken.names, dtype=object)
    chosen = tested.q <= alpha
    whole = bool((links.weight == np.floor(links.weight)).all())
    frame = pd.DataFrame(
        {
            "source": names[links.source],
            "target": names[links.target],
            "weight": links.weight.astype(np.int64) if whole else links.weight,
            "expected": tested.expected,
            "p": tested.p,
            "p_holm": tested.holm,
            "q": tested.q,
            "kept": chosen,
        }
    )
    order = np.lexsort((links.target, links.source, -links.weight, tested.p))
    frame = frame.iloc[order].reset_index(drop=True)
    frame = frame.assign(method=method, alpha=alpha, tests=tested.tests)
    total = float(links.size) if taken.base.counted == "pairs" and taken.place is None else links.weight.sum()
    frame = based(frame, taken.base, int(total) if whole else float(total))
    model = kept(net, framed=framed) if method == "maxent" else None
    network = _behind(net, taken, chosen)
    return Backbone(marked(frame, net.about.synthetic), network, method, taken.within, model)


def _behind(net: ValueNetwork, taken: _Taken, chosen: Marks) -> ValueNetwork:
    """Return the network of the rows behind the links that are kept, and of those within a place."""
    links, (source, target) = taken.links, taken.end
    if not links.directed:
        source, target = np.minimum(source, target), np.maximum(source, target)
    key = links.source[chosen] * links.n + links.target[chosen]
    stays = np.isin(source * links.n + target, key)
    if taken.place is not None:
        stays |= source == target
    rows = taken.row[stays]
    edges = net.edges.iloc[rows].reset_index(drop=True)
    empty = replace(net, edges=edges)
    return empty.connected() if len(edges) else empty


def not_empty(found: Backbone) -> Backbone:
    """Return a backbone, if something is left of the network.

    Parameters
    ----------
    found
        The backbone.

    Raises
    ------
    EmptyNetworkError
        If no link is kept.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> rows = [("a", "b", 99), ("a", "c", 1), ("a", "d", 1), ("b", "c", 2), ("c", "d", 3)]
    >>> net = from_frames(pd.DataFrame(rows, columns=["source", "target", "weight"]))
    >>> int(not_empty(backbone(net, method="disparity")).table["kept"].sum())
    1
    """
    frame = found.table
    if not frame["kept"].any():
        alpha, least = (f"{value:.2g}" for value in (frame["alpha"].iloc[0], frame["q"].min()))
        raise EmptyNetworkError.of("backbone_none", links=f"{len(frame):,}", alpha=alpha, least=least)
    return found


def standing_flows(found: Backbone, net: ValueNetwork, table: pd.DataFrame) -> list[bool]:
    """Return which flows of a table are kept, or lie within a place.

    Parameters
    ----------
    found
        The backbone of the flows of ``net``.
    net
        The network.
    table
        ``source`` and ``target``, as of :func:`clusternet.space.flows.largest`.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).relation("technology")
    >>> found = backbone(net, level="province")
    >>> ends = pd.DataFrame({"source": ["北京市", "北京市"], "target": ["北京市", "广东省"]})
    >>> standing_flows(found, net, ends)
    [True, False]
    """
    rows = found.table[found.table["kept"]]
    pairs = {*zip(rows["source"], rows["target"], strict=True)}
    pairs |= set() if net.directed else {(target, source) for source, target in pairs}
    return [
        source == target or (source, target) in pairs
        for source, target in zip(table["source"], table["target"], strict=True)
    ]
