"""Where the two ends of every relation are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china
from clusternet.space import location
from clusternet.space.location import ZONES
from clusternet.typing import Count, Floats, Ints, Level, Marks
from clusternet.words.bases import Base, having

__all__ = [
    "COUNTS",
    "LEVELS",
    "Located",
    "Places",
    "base_within",
    "located",
    "observed_pairs",
    "own_places",
    "places_of",
    "refuse_groups",
]

LEVELS: tuple[Level, ...] = ("province", "city", "region", "country")
COUNTS: tuple[Count, ...] = ("relations", "pairs", "weight")


@dataclass(frozen=True, eq=False)
class Places:
    """Where the nodes of a network are at a level.

    Attributes
    ----------
    names : tuple of str
        The places; the first ``inside`` of them make the base, in their official order.
    inside : int
    code : ndarray of int64, shape (nodes,)
        Place of every ungrouped node, as a position in ``names``.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> nodes = pd.DataFrame({"id": ["a", "b"], "province": ["北京", "广东"]})
    >>> found = places_of(from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]}), nodes))
    >>> found.inside, [found.names[place] for place in found.code]
    (2, ['北京市', '广东省'])
    """

    names: tuple[str, ...]
    inside: int
    code: Ints

    @property
    def within(self) -> tuple[tuple[str, ...], Ints]:
        """The places of the base, and every node's as a position in them, -1 outside."""
        return self.names[: self.inside], np.where(self.code < self.inside, self.code, -1)


def places_of(net: ValueNetwork, *, level: Level = "province", region_map: str = china.DEFAULT_MAP) -> Places:
    """Return where the nodes are; the same for every selection that keeps all nodes.

    Parameters
    ----------
    net
        The network.
    level, region_map
        As in :func:`clusternet.space.flows.matrix`.

    Returns
    -------
    Places

    Raises
    ------
    ClusternetError
        If the level is unknown.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> nodes = pd.DataFrame({"id": ["a", "b"], "province": ["广东", "北京"]})
    >>> places_of(from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]}), nodes)).names[:2]
    ('北京市', '广东省')
    """
    if level not in LEVELS:
        raise ClusternetError.of("no_choice", what="level", value=level, accepted=LEVELS)
    where = location.of_nodes(net.ungrouped, level=level, region_map=region_map)
    inside = _order(where, net, level, region_map)
    names = (*inside, *((china.UNKNOWN,) if own_places(net, level) else ZONES))
    code = pd.Categorical(where, categories=list(names)).codes.astype(np.int64)
    return Places(names, len(inside), code)


def base_within(net: ValueNetwork, level: Level, count: str) -> Base:
    """Return the base of flows: what has both ends in the places of the level.

    Parameters
    ----------
    net
        The network.
    level
        What a place is.
    count
        ``relations``, ``pairs`` or ``weight``.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]}))
    >>> base_within(net, "province", "pairs").in_("en")
    'pairs with both ends in the 31 mainland provinces'
    """
    return Base(
        count, (having(f"both ends {'given' if own_places(net, level) else 'in the 31 mainland provinces'}"),)
    )


def refuse_groups(net: ValueNetwork) -> None:
    """Refuse a network of groups, whose members have several places, where each node needs one.

    Parameters
    ----------
    net
        The network.

    Raises
    ------
    ClusternetError
        If its nodes are groups.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> refuse_groups(from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]})))
    """
    if net.members is not None:
        raise ClusternetError.of("groups_places")


def own_places(net: ValueNetwork, level: Level) -> bool:
    """Whether places are taken as they are given, and not those in the 31 mainland provinces.

    Parameters
    ----------
    net
        The network.
    level
        What a place is.

    Returns
    -------
    bool

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]}))
    >>> own_places(net, "province"), own_places(net, "country")
    (False, True)
    """
    return level == "country" or net.about.places == "own"


@dataclass(frozen=True, eq=False)
class Located:
    """What is counted, with the place of either end.

    Attributes
    ----------
    names : tuple of str
        The places; the first ``inside`` of them make the base.
    inside : int
    source, target : ndarray of int64, shape (counted,)
        Places of the ends, as positions in ``names``.
    amount : ndarray of float64, shape (counted,)
        1, or the weight.
    rows : ndarray of int64, shape (counted,)
        The row of ``net.edges`` each stands for; of a pair the first.
    base_name : Base
        The base in words.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> nodes = pd.DataFrame({"id": ["a", "b"], "province": ["北京", "广东"]})
    >>> found = located(from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]}), nodes))
    >>> [found.names[place] for place in (*found.source, *found.target)], found.amount.tolist()
    (['北京市', '广东省'], [1.0])
    """

    names: tuple[str, ...]
    inside: int
    source: Ints
    target: Ints
    amount: Floats
    rows: Ints
    base_name: Base

    @property
    def base(self) -> Marks:
        """Mark what has both ends in the base, shape (counted,)."""
        return (self.source < self.inside) & (self.target < self.inside)


def located(
    net: ValueNetwork,
    *,
    level: Level = "province",
    count: Count = "relations",
    region_map: str = china.DEFAULT_MAP,
    places: Places | None = None,
    within: Marks | None = None,
) -> Located:
    """Return relations, pairs or weights with the places of their ends.

    Parameters
    ----------
    net, level, count, region_map
        As in :func:`clusternet.space.flows.matrix`.
    places
        Where the nodes are, if known already; see :func:`places_of`.
    within : ndarray of bool, shape (relations,)
        The rows of a selection that keeps all nodes, such as a year; all if None.

    Returns
    -------
    Located

    Raises
    ------
    ClusternetError
        If the level or what is counted is unknown.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> nodes = pd.DataFrame({"id": ["a", "b"], "province": ["北京", "广东"]})
    >>> net = from_frames(pd.DataFrame({"source": ["a", "a"], "target": ["b", "b"]}), nodes)
    >>> located(net).amount.tolist(), located(net, count="pairs").amount.tolist()
    ([1.0, 1.0], [1.0])
    """
    if level not in LEVELS or count not in COUNTS:
        raise ClusternetError.of("located_choice", level=level, count=count, accepted=(*LEVELS, *COUNTS))
    places = places or places_of(net, level=level, region_map=region_map)
    source, target = (places.code[end] for end in net.ungrouped.ends)
    weight = net.edges["weight"].to_numpy(dtype=float)
    rows = np.flatnonzero(weight > 0 if within is None else (weight > 0) & within)
    if count == "pairs":
        rows = rows[_first_of_pair(net, source, target, rows)]
    amount = weight[rows] if count == "weight" else np.ones(rows.size)
    base = base_within(net, level, count)
    return Located(places.names, places.inside, source[rows], target[rows], amount, rows, base)


def observed_pairs(
    net: ValueNetwork, names: tuple[str, ...], *, level: Level, region_map: str = china.DEFAULT_MAP
) -> Marks:
    """Mark the pairs of places of which one at least has a firm of the sample.

    Parameters
    ----------
    net
        The network; its sample firms are those that ever were in the sample.
    names
        The places.
    level, region_map
        As in :func:`clusternet.space.flows.matrix`.

    Returns
    -------
    ndarray of bool, shape (places, places)
        All where the data name no samples.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> nodes = pd.DataFrame({"id": ["a", "b"], "province": ["北京", "广东"], "kind": ["sample", "partner"]})
    >>> net = from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]}), nodes)
    >>> observed_pairs(net, ("北京市", "广东省"), level="province").tolist()
    [[True, True], [True, False]]
    """
    net = net.ungrouped
    if "kind" not in net.nodes or not net.nodes["kind"].eq("sample").any():
        return np.ones((len(names), len(names)), dtype=bool)
    asked = net.nodes["kind"].eq("sample").to_numpy(dtype=bool)
    code = places_of(net, level=level, region_map=region_map)
    at = {code.names[each] for each in np.unique(code.code[asked]).tolist()}
    known = np.array([name in at for name in names])
    return np.asarray(known[:, None] | known[None, :])


def _order(located: pd.Series, net: ValueNetwork, level: Level, region_map: str) -> list[str]:
    """Return the places of the base in their official order, or by name where there is none."""
    named = set(located.unique())
    present = named - set(ZONES)
    if own_places(net, level):
        return sorted(named - {china.UNKNOWN})
    if level == "province":
        return [name for name in china.MAINLAND if name in present]
    if level == "region":
        return [name for name in china.regions(region_map) if name in present]
    official: list[str] = []
    for province in china.MAINLAND:
        official += [place.name for place in china.cities(province)] + [province + china.CITY_UNKNOWN]
    return [name for name in dict.fromkeys(official) if name in present]


def _first_of_pair(net: ValueNetwork, source: Ints, target: Ints, rows: Ints) -> Marks:
    """Mark the first of some rows of each pair; groups with members in several places: a pair in each."""
    a, b = (end[rows] for end in net.ends)
    if not net.directed:
        a, b = np.minimum(a, b), np.maximum(a, b)
    ends = {"a": a, "b": b}
    if net.members is not None:
        ends |= {"from": source[rows], "to": target[rows]}
    return np.asarray(~pd.DataFrame(ends).duplicated().to_numpy())
