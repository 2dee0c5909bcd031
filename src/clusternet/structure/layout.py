"""Where every node is drawn: communities as discs beside their partners, leaves round their hubs."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.conventions import GEPHI, Convention
from clusternet.errors import EmptyNetworkError, SchemaError
from clusternet.kernels import components, forces, packing
from clusternet.network.links import Links
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china
from clusternet.space import location
from clusternet.structure import community
from clusternet.typing import Floats, Ints, Level
from clusternet.words.bases import marked

__all__ = ["ONE_DISC", "Layout", "arrange", "positions", "ties", "weighted"]

ONE_DISC = 300
"""Networks of at most that many nodes are laid out by component: communities show by themselves."""
_PACKED, _SMALLEST = 80, 3
"""Discs at most that are packed by their ties, and nodes such a disc has at least; others go round them."""
_INK = 0.42
"""Area of all nodes, in squares of the distance between two leaves, a node."""
_STEP = 0.62
"""Distance of two leaves on the ring round their hub."""
_ROOM = 0.36
"""Radius a small node takes up. Lengths are in this unit throughout: about one between neighbours."""
_STRETCH = 1.5
"""Most that a fan is stretched where there is room."""
_FULL, _LOOSE = 0.78, 0.16
"""Share of a disc its nodes take up: in large networks and in small ones."""


@dataclass(frozen=True, eq=False)
class Layout:
    """A network with a place for every node.

    Attributes
    ----------
    nodes : DataFrame
        Indexed by ``id``, in the order of the network: ``name``, ``x``, ``y``, ``radius`` (its square is
        proportional to the degree, or to the weighted degree where rows weigh differently; an isolated node
        has that of the smallest), ``community`` (numbered from 0 by descending size), ``degree``, ``disc``
        and ``hub`` (the id a leaf is fanned round, else missing); where the data have them also
        ``weighted_degree``, ``province``, ``country``, ``kind`` and ``category``; ``synthetic`` where they
        are.
    discs : DataFrame
        ``x``, ``y``, ``radius`` and ``nodes`` of every disc. Lengths are in the unit of ``nodes``: about the
        distance between two neighbours; y points up.
    ties : DataFrame
        What is drawn between nodes, see :func:`ties`.
    partition : Partition
        The communities: their modularity, algorithm and number of runs.
    seed : int

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> found = arrange(from_frames(pd.DataFrame({"source": ["a", "b", "x"], "target": ["b", "c", "y"]})))
    >>> found.discs["nodes"].tolist(), found.partition.communities
    ([3, 2], 2)
    """

    nodes: pd.DataFrame
    discs: pd.DataFrame
    ties: pd.DataFrame
    partition: community.Partition
    seed: int


def positions(net: ValueNetwork, *, seed: int = 0, convention: Convention = GEPHI) -> pd.DataFrame:
    """Return where every node is drawn; see :class:`Layout` for the columns.

    Parameters
    ----------
    net
        The network.
    seed
        Of communities and forces.
    convention
        How rows become links.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["hub"] * 3, "target": ["a", "b", "c"]}))
    >>> positions(net)[["degree", "hub"]].to_dict("index")["a"]
    {'degree': 1, 'hub': 'hub'}
    """
    return arrange(net, seed=seed, convention=convention).nodes


def arrange(net: ValueNetwork, *, seed: int = 0, convention: Convention = GEPHI) -> Layout:
    """Lay out a network.

    Communities (one run of the convention's algorithm) become discs. In a disc the core is laid out by forces
    (:func:`clusternet.kernels.forces.spring`), nodes with a single neighbour stand at even angles round it,
    and the largest nodes are kept apart with all that stands round them. Each disc is turned so that its
    nodes face the discs they are tied to; discs are packed without overlap, tied ones beside one another.

    Parameters
    ----------
    net
        The network; isolated nodes have a disc each.
    seed
        Of the communities and of the places the forces start from. The same seed gives the same layout.
    convention
        Decides degrees and the algorithm that looks for communities.

    Raises
    ------
    EmptyNetworkError
        If there are no nodes.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b", "x"], "target": ["b", "c", "y"]}))
    >>> arrange(net).nodes[["community", "degree"]].values.tolist()
    [[0, 1], [0, 2], [0, 1], [1, 1], [1, 1]]
    """
    if not len(net.nodes):
        raise EmptyNetworkError(
            "the network has no nodes, so there is nothing to lay out", "网络没有节点，无可布局"
        )
    search = community.Search(seeds=1, seed=seed)
    partition = community.detect(net, convention=convention, search=search)
    degree = net.links(convention).degree
    links = net.links(convention.undirected()).without_loops()
    hub = _hubs(links, degree)
    ends = links.n, links.source, links.target
    group = components.weak(*ends) if links.n <= ONE_DISC else partition.membership
    group = community.by_size(np.where(hub >= 0, group[hub], group))
    heavy = weighted(net)
    amount = _amount(net.links(convention), weights=heavy)
    size = np.maximum(amount, amount[amount > 0].min(initial=np.inf if heavy else 1.0))
    radius = np.sqrt(_INK * size.size / (np.pi * size.sum()) * size)
    place, bound = _inside(links, group, hub, radius, np.random.default_rng(seed))
    centre = _packed(links, group, bound)
    place = centre[group] + _turned(place, links, group, centre)
    ids = net.nodes.index
    names = net.nodes["name"].fillna(ids.to_series()) if "name" in net.nodes else ids.to_series()
    hubs = pd.Series(ids.to_numpy(dtype=object)[hub], index=ids).where(hub >= 0)
    nodes = pd.DataFrame(
        {
            "name": names.astype(str),
            "x": place[:, 0],
            "y": place[:, 1],
            "radius": radius,
            "community": partition.membership,
            "degree": degree,
            **({"weighted_degree": amount} if heavy else {}),
            **_attributes(net),
            "disc": group,
            "hub": hubs,
        },
        index=ids,
    )
    sizes = np.bincount(group)
    discs = pd.DataFrame({"x": centre[:, 0], "y": centre[:, 1], "radius": bound, "nodes": sizes})
    return Layout(marked(nodes, net.about.synthetic), discs, _drawn(links), partition, seed)


def ties(net: ValueNetwork, *, convention: Convention = GEPHI) -> pd.DataFrame:
    """Return what is drawn between nodes: each pair once, self-loops left out.

    Parameters
    ----------
    net
        The network.
    convention
        How rows become links.

    Returns
    -------
    DataFrame
        ``source``, ``target`` (positions in the node table, the smaller first) and ``weight``.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b", "b"], "target": ["b", "a", "c"]}))
    >>> ties(net).values.tolist()
    [[0.0, 1.0, 1.0], [1.0, 2.0, 1.0]]
    """
    return _drawn(net.links(convention.undirected()).without_loops())


def weighted(net: ValueNetwork) -> bool:
    """Return whether the rows of a network weigh differently, so that areas and widths say weights.

    >>> from clusternet.network.value_network import from_frames
    >>> weighted(from_frames(pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "weight": [1, 3]})))
    True
    """
    return bool(net.edges["weight"].nunique() > 1)


def _amount(links: Links, *, weights: bool) -> Floats:
    """Return the degree of each node, or the weighted one."""
    if not weights:
        return links.degree.astype(float)
    incoming, outgoing = links.weighted_degree()
    return incoming + outgoing if links.directed else incoming


def _drawn(links: Links) -> pd.DataFrame:
    return pd.DataFrame({"source": links.source, "target": links.target, "weight": links.weight})


def _attributes(net: ValueNetwork) -> dict[str, pd.Series]:
    """Return what is known of the nodes: from the data alone, 未知 where they say nothing."""
    found: dict[str, pd.Series] = {}
    levels: tuple[Level, ...] = ("province", "country")
    for level in levels:
        with suppress(SchemaError):
            found[level] = location.of_nodes(net, level=level)
    if "province" in found and not ({"province", "city"} & set(net.nodes)):
        del found["province"]
    if "country" not in net.nodes:
        found.pop("country", None)  # nodes that are places themselves are in no country
    if net.kinds is not None:
        found["kind"] = net.kinds.astype(object).fillna(china.UNKNOWN)
    if "category" in net.nodes:
        cells = net.nodes["category"].astype(object)
        found["category"] = cells.where(cells.notna() & cells.ne(""), china.UNKNOWN)
    return found


# -- what belongs together ---------------------------------------------------------------------------------
def _hubs(ties: Links, degree: Ints) -> Ints:
    """Return the only neighbour of every leaf, -1 for other nodes; of two that have but each other, one."""
    neighbours = ties.degree
    hub = np.full(ties.n, -1, dtype=np.int64)
    for leaf, other in ((ties.source, ties.target), (ties.target, ties.source)):
        lone = neighbours[leaf] == 1
        hub[leaf[lone]] = other[lone]
    leaves = np.flatnonzero(hub >= 0)
    mutual = leaves[hub[hub[leaves]] == leaves]
    partner = hub[mutual]
    first = (degree[mutual] > degree[partner]) | ((degree[mutual] == degree[partner]) & (mutual < partner))
    hub[mutual[first]] = -1
    return hub


# -- within the discs --------------------------------------------------------------------------------------
def _inside(
    ties: Links, group: Ints, hub: Ints, radius: Floats, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return positions round the centre of each disc, and the radius of the discs."""
    core = np.flatnonzero(hub < 0)
    fans = _fans(hub, radius)
    reach = np.maximum(radius + 0.16, _ROOM)
    for node, (_, _, far) in fans.items():
        reach[node] = far + 0.1
    room, home = reach[core], group[core]
    bound = _bounds(room, home, ties.n)
    number = np.full(ties.n, -1, dtype=np.int64)
    number[core] = np.arange(core.size)
    between = (hub[ties.source] < 0) & (hub[ties.target] < 0)
    one, two = number[ties.source[between]], number[ties.target[between]]
    charge = room**2 * np.where(np.isin(core, list(fans)), _FULL, 1.0)
    place = forces.spring(home, one, two, rng=rng, charge=charge)
    place = _fitted(place, home) * (bound[home] - room)[:, None]
    place, bound, held = forces.part(place, room, home, bound)
    scale = bound[home][:, None]
    place = forces.spring(home, one, two, rng=rng, charge=charge, rounds=30, start=place / scale, held=held)
    place = forces.settle(place * scale, room, home, bound, held)
    every = np.zeros((ties.n, 2))
    every[core] = place
    air = _air(place, room, home, bound)
    for node, (leaves, offsets, _) in fans.items():
        every[leaves] = every[node] + _outward(offsets, every[node]) * air[number[node]]
    return every, bound


def _air(place: Floats, room: Floats, home: Ints, bound: Floats) -> Floats:
    """Return by how much each node may grow if all grow: until it meets another, or the rim of its disc."""
    from scipy.spatial import cKDTree

    grow = np.minimum((bound[home] - np.hypot(place[:, 0], place[:, 1])) / room, _STRETCH)
    large = np.flatnonzero(room > 3 * _ROOM)
    tree = cKDTree(np.column_stack((place, home * 1e7)))
    for node in large.tolist():
        reach = _STRETCH * room[node] * 2
        near = np.array(tree.query_ball_point((*place[node], home[node] * 1e7), reach), dtype=np.int64)
        near = near[near != node]
        away = np.hypot(*(place[near] - place[node]).T) / (room[near] + room[node])
        grow[node] = min(float(grow[node]), float(away.min(initial=_STRETCH)))
    grow[room <= 3 * _ROOM] = 1.0
    return np.maximum(grow, 1.0)


def _fans(hub: Ints, radius: Floats) -> dict[int, tuple[Ints, Floats, float]]:
    """Return for every hub its leaves, their offsets and how far they reach."""
    leaves = np.flatnonzero(hub >= 0)
    leaves = leaves[np.lexsort((leaves, -radius[leaves], hub[leaves]))]
    hubs, first = np.unique(hub[leaves], return_index=True)
    found = {}
    for node, own in zip(hubs.tolist(), np.split(leaves, first[1:]), strict=False):
        offsets, far = packing.fan(own.size, float(radius[node]), float(radius[own].max()), _STEP)
        found[node] = (own, offsets, far)
    return found


def _outward(offsets: Floats, at: Floats) -> Floats:
    """Turn a fan so that its first leaf points away from the centre of the disc."""
    away = float(np.hypot(at[0], at[1]))
    cosine, sine = (at / away) if away > 1e-9 else (0.0, 1.0)
    return np.asarray(offsets @ np.array([[cosine, sine], [-sine, cosine]]))


def _bounds(room: Floats, home: Ints, n: int) -> Floats:
    """Return the radius of each disc: large networks are drawn densely, small ones with air between nodes."""
    small = float(np.interp(np.log10(max(n, 1)), (1.5, 3.5), (1.0, 0.0)))
    full = np.exp((1 - small) * np.log(_FULL) + small * np.log(_LOOSE))
    count = np.bincount(home)
    bound = np.sqrt(np.bincount(home, room**2) / np.where(count > 1, full, 1.0))
    np.maximum.at(bound, home, room)
    return np.asarray(bound)


def _fitted(place: Floats, home: Ints) -> Floats:
    """Move and scale the groups into discs of radius 1."""
    count = np.bincount(home)
    centre = np.column_stack([np.bincount(home, place[:, axis]) / count for axis in range(2)])
    shape = place - centre[home] * (count < 100)[home][:, None]
    far = np.zeros(count.size)
    np.maximum.at(far, home, np.hypot(shape[:, 0], shape[:, 1]))
    return np.asarray(shape / np.maximum(far[home], 1e-12)[:, None])


# -- the discs among one another ---------------------------------------------------------------------------
def _packed(ties: Links, group: Ints, bound: Floats) -> Floats:
    sizes = np.bincount(group)
    main = np.flatnonzero(sizes >= min(_SMALLEST, int(sizes.max())))[:_PACKED]
    rest = np.setdiff1d(np.arange(sizes.size), main)
    gap = 0.06 * float(bound[main].mean()) + 0.6
    number = np.full(sizes.size, -1, dtype=np.int64)
    number[main] = np.arange(main.size)
    one, two = number[group[ties.source]], number[group[ties.target]]
    both = (one >= 0) & (two >= 0) & (one != two)
    weight = np.bincount(one[both] * main.size + two[both], minlength=main.size**2).astype(float)
    weight = weight.reshape(main.size, main.size)
    centre = np.zeros((sizes.size, 2))
    centre[main] = packing.pack(bound[main], weight + weight.T, gap=gap)
    centre[rest] = packing.surround(bound[rest], centre[main], bound[main], gap=min(gap, 1.0))
    return centre


def _turned(place: Floats, ties: Links, group: Ints, centre: Floats) -> Floats:
    """Turn every disc, or its mirror image, so that nodes lie towards the discs they are tied to."""
    out = group[ties.source] != group[ties.target]
    node = np.concatenate((ties.source[out], ties.target[out]))
    other = np.concatenate((ties.target[out], ties.source[out]))
    way = (centre[group[other]] - centre[group[node]]) @ np.array([1, 1j])
    way /= np.maximum(np.abs(way), 1e-12)
    at = place @ np.array([1, 1j])
    groups = len(centre)
    plain, mirrored = (
        _pull(way * np.conj(local), group[node], groups) for local in (at[node], at.conj()[node])
    )
    flip = (np.abs(mirrored) > np.abs(plain) * 1.0001)[group]
    turn = np.where(flip, mirrored[group], plain[group])
    size = np.abs(turn)
    turn = np.where(size > 1e-9, turn / np.maximum(size, 1e-12), 1.0)
    turned = np.where(flip, at.conj(), at) * turn
    return np.column_stack((turned.real, turned.imag))


def _pull(value: NDArray[np.complex128], group: Ints, groups: int) -> NDArray[np.complex128]:
    total: NDArray[np.complex128] = np.bincount(group, value.real, minlength=groups) + 1j * np.bincount(
        group, value.imag, minlength=groups
    )
    return total
