"""Who hangs on whom: receivers with a single supplier, and places that take much of their input from one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.errors import ClusternetError
from clusternet.kernels.families import with_adjusted
from clusternet.network.links import Links
from clusternet.network.value_network import ValueNetwork
from clusternet.nulls.compared import compare
from clusternet.nulls.ensemble import REPLICATES, Ensemble, Null, ensemble
from clusternet.places import china
from clusternet.space.located import own_places, places_of, refuse_groups
from clusternet.typing import Floats, Ints, Level, Progress
from clusternet.words.bases import Base, based, having

__all__ = ["PLACES", "SUPPLIERS", "Supplied", "base", "by_place", "sole", "supplied", "suppliers"]

FAST = 30
"""Random networks, unless told otherwise, and with ``--fast``."""

SUPPLIERS = (
    "rank", "id", "name", "kind", "receivers", "sole", "sole_share", "null_mean", "null_sd", "ratio", "z",
    "p", "p_holm", "q", "null", "replicates", "seed",
)  # fmt: skip
"""Columns of :func:`suppliers`."""

_OF_PLACES = ("top_share", "hhi")
PLACES = (
    "place", "input", "receivers", "sole_receivers", "suppliers", "top_supplier", "top_supplier_name",
    "sole_receivers_share",
    *(f"{name}{end}" for name in _OF_PLACES for end in ("", "_null", "_z", "_p", "_p_holm", "_q")),
    "null", "replicates", "seed", "base", "base_n",
)  # fmt: skip
"""Columns of :func:`by_place`."""


def sole(links: Links) -> Ints:
    """Count the receivers whose only supplier each node is.

    Parameters
    ----------
    links
        The graph; self-loops are no supply.

    Returns
    -------
    ndarray of int64, shape (n,)

    Examples
    --------
    >>> sole(Links(3, np.array([0, 0, 1]), np.array([1, 2, 2]), np.ones(3))).tolist()
    [1, 0, 0]
    """
    proper = links.without_loops()
    single = proper.in_degree[proper.target] == 1
    return np.bincount(proper.source[single], minlength=links.n)


@dataclass(frozen=True)
class Supplied:
    """How many nodes have a supplier.

    Attributes
    ----------
    receivers
        Nodes with a supplier.
    sole
        Those with a single one.

    Examples
    --------
    >>> Supplied(receivers=10, sole=4).sole
    4
    """

    receivers: int
    sole: int


def supplied(net: ValueNetwork) -> Supplied:
    """Return how many nodes of a network have a supplier, and a single one.

    Parameters
    ----------
    net
        The network; self-loops are no supply.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> supplied(from_frames(pd.DataFrame({"source": ["a", "b", "a"], "target": ["c", "c", "b"]})))
    Supplied(receivers=2, sole=1)
    """
    received = net.links().without_loops().in_degree
    return Supplied(int((received > 0).sum()), int((received == 1).sum()))


def suppliers(
    net: ValueNetwork,
    top: int = 20,
    *,
    null: Null | None = "swap",
    replicates: int = REPLICATES,
    seed: int = 0,
    framed: bool = True,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Return the suppliers that receivers hang on, those with the most first.

    How many receivers have a single supplier follows from the in-degrees; on whom they hang does not.

    Parameters
    ----------
    net
        The network or a selection; a link is a supply, whatever its weight.
    top
        How many; 0 for every node with a receiver.
    null, replicates, seed, framed
        As in :func:`clusternet.nulls.ensemble.ensemble`; no null if None.
    progress
        Called now and then with the share that is done and the seconds that are left at this pace.

    Returns
    -------
    DataFrame
        :data:`SUPPLIERS`: nodes with a receiver; ``sole``, the receivers that have no other supplier,
        ``sole_share`` of its ``receivers``; mean, standard deviation, ratio, z and two-sided p of ``sole``
        over random networks. Ties go by receivers, then id.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).until(2014)
    >>> found = suppliers(net, 0, replicates=9)
    >>> bool((found["sole"] <= found["receivers"]).all()), int(found["sole"].sum()) == supplied(net).sole
    (True, True)
    """
    links = _directed(net)
    own, out = sole(links), links.without_loops().out_degree
    nulls = _nulls(net, null, replicates=replicates, seed=seed, framed=framed)
    ids = net.nodes.index.to_numpy(dtype=object)
    ranked = np.lexsort((ids.astype(str), -out, -own))
    ranked = ranked[out[ranked] > 0][: top or None]
    drawn = _drawn(nulls, lambda other: sole(other)[ranked], progress)
    drawn = drawn if len(drawn) else np.empty((0, ranked.size))
    kinds = net.kinds
    rows: list[dict[str, Any]] = []
    for rank, node in enumerate(ranked.tolist(), start=1):
        found = compare(float(own[node]), drawn[:, rank - 1])
        row = {
            "rank": rank,
            "id": ids[node],
            "name": _name(net, ids[node]),
            "kind": None if kinds is None or pd.isna(kinds.iloc[node]) else kinds.iloc[node],
            "receivers": int(out[node]),
            "sole": int(own[node]),
            "sole_share": own[node] / out[node],
        }
        told = {name: getattr(found, name) for name in ("null_mean", "null_sd", "ratio", "z", "p")}
        rows.append(row | told)
    frame = with_adjusted(pd.DataFrame(rows, columns=list(SUPPLIERS)))
    frame["null"], frame["replicates"], frame["seed"] = null, len(drawn), seed
    return frame


def by_place(
    net: ValueNetwork,
    *,
    level: Level = "province",
    region_map: str = china.DEFAULT_MAP,
    null: Null | None = "swap",
    replicates: int = REPLICATES,
    seed: int = 0,
    framed: bool = True,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Return how far the input of each place hangs on single suppliers.

    Parameters
    ----------
    net
        The network or a selection; take ``net.relation("technology")`` for input of technology.
    level, region_map
        What a place is, as in :func:`clusternet.space.flows.matrix`.
    null, replicates, seed, framed, progress
        As in :func:`suppliers`. Nodes stay where they are.

    Returns
    -------
    DataFrame
        :data:`PLACES`, largest ``input`` first: links to nodes of the place, from anywhere; ``receivers``,
        those with a single supplier (``sole_receivers``, and their share, which in-degrees fix); the number
        of ``suppliers``, the one with the largest share of the input, that share and Herfindahl's index over
        suppliers, both with mean, z and two-sided p of random networks.

    Raises
    ------
    ClusternetError
        If the nodes have no places, or are groups, whose members are in several.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).until(2014)
    >>> found = by_place(net, replicates=9)
    >>> bool(found["hhi"].le(found["top_share"]).all()), bool(found["base_n"].eq(found["input"].sum()).all())
    (True, True)
    """
    refuse_groups(net)
    links = _directed(net)
    names, place = places_of(net, level=level, region_map=region_map).within
    nulls = _nulls(net, null, replicates=replicates, seed=seed, framed=framed)
    shares = _concentration(links, place, len(names))
    drawn = _drawn(nulls, lambda other: _concentration(other, place, len(names)), progress)
    if not len(drawn):
        drawn = np.empty((0, 2, len(names)))
    proper = links.without_loops()
    there = place[proper.target]
    amount = np.bincount(there[there >= 0], minlength=len(names))
    received = proper.in_degree
    inside = place >= 0
    receivers = np.bincount(place[inside & (received > 0)], minlength=len(names))
    single = np.bincount(place[inside & (received == 1)], minlength=len(names))
    rows: list[dict[str, Any]] = []
    for number in sorted(np.flatnonzero(amount).tolist(), key=lambda each: (-amount[each], names[each])):
        top = _top(net, proper.source[there == number])
        row: dict[str, Any] = {
            "place": names[number],
            "input": int(amount[number]),
            "receivers": int(receivers[number]),
            "sole_receivers": int(single[number]),
            "sole_receivers_share": single[number] / receivers[number],
            "suppliers": int(np.unique(proper.source[there == number]).size),
            "top_supplier": top,
            "top_supplier_name": _name(net, top),
        }
        for place_of, name in enumerate(_OF_PLACES):
            found = compare(float(shares[place_of, number]), drawn[:, place_of, number])
            row |= {name: found.observed, f"{name}_null": found.null_mean}
            row |= {f"{name}_z": found.z, f"{name}_p": found.p}
        rows.append(row)
    frame = with_adjusted(pd.DataFrame(rows, columns=list(PLACES)))
    frame["null"], frame["replicates"], frame["seed"] = null, len(drawn), seed
    return based(frame, base(net, level), int(amount.sum()))


def base(net: ValueNetwork, level: Level) -> Base:
    """Return what the input of places is counted in.

    Parameters
    ----------
    net
        The network.
    level
        What a place is.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> base(from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]})), "province").in_("en")
    'pairs with the receiver in the 31 mainland provinces'
    """
    receiver = "given a place" if own_places(net, level) else "in the 31 mainland provinces"
    return Base("pairs", (having(f"the receiver {receiver}"),))


def _name(net: ValueNetwork, node: str) -> str:
    """Return the name of a node; its id where it has none."""
    named = net.nodes["name"] if "name" in net.nodes else pd.Series(dtype=object)
    found = named.dropna().get(node)
    return node if found is None else str(found)


def _directed(net: ValueNetwork) -> Links:
    if not net.directed:
        raise ClusternetError.of("dependence_undirected")
    return net.links()


def _nulls(net: ValueNetwork, null: Null | None, **options: Any) -> Ensemble | None:
    return None if null is None else ensemble(net, null=null, **options)


def _drawn(
    nulls: Ensemble | None, work: Callable[[Links], NDArray[Any]], progress: Progress | None
) -> Floats:
    """Return what `work` finds in each null, the nulls along the first axis."""
    if nulls is None:
        return np.empty((0, 0))
    return np.array(nulls.over(lambda number: work(nulls.links(number)), progress=progress), dtype=float)


def _concentration(links: Links, place: Ints, size: int) -> Floats:
    """Return each place's largest share of one supplier, and Herfindahl's index; shape (2, size)."""
    source, there = links.source, place[links.target]
    counted = (there >= 0) & (source != links.target)
    key, supplied = np.unique(there[counted] * links.n + source[counted], return_counts=True)
    at = key // max(links.n, 1)
    total = np.bincount(at, weights=supplied, minlength=size)
    top, squares = np.zeros(size), np.bincount(at, weights=supplied.astype(float) ** 2, minlength=size)
    np.maximum.at(top, at, supplied.astype(float))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.stack((top / total, squares / total**2))


def _top(net: ValueNetwork, sources: Ints) -> str:
    """Return the id of the supplier with the most links; ties go by id."""
    node, links = np.unique(sources, return_counts=True)
    first = node[links == links.max()]
    return str(min(map(str, net.nodes.index[first])))
