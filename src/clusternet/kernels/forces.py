"""Force layouts of many groups at once, and circles pushed apart.

Every group is laid out in a disc of its own round (0, 0). Groups do not feel one another, so that one pass
over arrays moves the nodes of all of them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clusternet.typing import Floats, Ints

EXACT_PAIRS = 30_000
"""Pairs of nodes whose repulsion is summed one by one, smallest groups first; larger groups use a mesh."""
_CELLS = 32
_HALF = 1.3
"""Half the side of the square the mesh covers, in radii of the disc."""
_COOLED = 0.004
"""Step of the last round, in radii of the disc."""
_SPRING, _LAST = 2.0, 0.05
"""Strength of a link, and the part of it that is left in the end where a group is large."""
_LARGE = (1.5, 2.5)
"""Powers of ten: groups of fewer nodes are small, of more are large."""


def spring(
    group: Ints,
    source: Ints,
    target: Ints,
    *,
    rng: np.random.Generator,
    charge: Floats | None = None,
    rounds: int = 100,
    start: Floats | None = None,
    held: NDArray[np.bool_] | None = None,
) -> Floats:
    """Lay out every group by springs along its links and repulsion between its nodes.

    Links pull in proportion to their length, nodes push one another with ``c/d``, and steps are cut at a
    temperature that falls (Fruchterman and Reingold 1991, with the linear springs of ForceAtlas2). A pull
    towards the centre in proportion to the distance balances the push of an evenly filled disc, in which
    every node has an area in proportion to its charge; in large groups the springs give way to it in the
    end, so that the disc is filled. Where all pairs are too many the push is that of a particle mesh:
    charges are spread bilinearly on a grid, the field is their convolution with the force (by FFT), and
    every node reads it off the grid.

    Parameters
    ----------
    group : ndarray of int64, shape (n,)
        Group of each node, 0 ... g-1.
    source, target : ndarray of int64, shape (m,)
        Links; those between two groups are ignored.
    rng
        Where the nodes start.
    charge : ndarray of float64, shape (n,)
        How strongly a node repels the others; 1 where left out.
    start : ndarray of float64, shape (n, 2)
        Where the nodes are, for a layout that is gone on with: its springs are weak from the beginning.
    held : ndarray of bool, shape (n,)
        Nodes that do not move.
    rounds
        Steps.

    Returns
    -------
    ndarray of float64, shape (n, 2)
        Positions; the disc of a group has radius 1, and some nodes may lie a little outside.

    Examples
    --------
    >>> import numpy as np
    >>> path = spring(np.zeros(3, int), np.array([0, 1]), np.array([1, 2]), rng=np.random.default_rng(0))
    >>> ends = np.linalg.norm(path[0] - path[2])
    >>> bool(ends > np.linalg.norm(path[0] - path[1]) and ends > np.linalg.norm(path[1] - path[2]))
    True
    """
    n = group.size
    sizes = np.bincount(group)
    charge = np.ones(n) if charge is None else charge
    charge = charge / np.bincount(group, charge)[group]
    inside = (group[source] == group[target]) & (source != target)
    source, target = source[inside], target[inside]
    ends = np.maximum(np.bincount(np.concatenate((source, target)), minlength=n), 1.0)
    strength = 1 / np.sqrt(np.minimum(ends[source], ends[target]))
    slack = np.interp(np.log10(sizes), _LARGE, (1.0, _LAST))[group[source]] if n else strength
    one, two, meshed = _shared(group, sizes)
    mesh = _Mesh(group, meshed)
    place = np.array((_strewn(n, rng) if start is None else start).T, order="C")  # rows of x and y
    free = np.ones(n) if held is None else np.where(held, 0.0, 1.0)
    time, hottest = (np.linspace(0, 1, rounds), 0.15) if start is None else (np.ones(rounds), 0.05)
    for done, hot in zip(time, np.geomspace(hottest, _COOLED, rounds), strict=True):
        force = mesh.field(place, charge) - place
        _add_pairs(force, place, charge, one, two)
        _add_links(force, place, source, target, _SPRING * strength * slack**done)
        length = np.hypot(*force)
        place += force * (free * np.minimum(length, hot) / np.maximum(length, 1e-12))
        place /= np.maximum(np.hypot(*place) / 1.2, 1.0)
    return np.ascontiguousarray(place.T)


def _strewn(n: int, rng: np.random.Generator) -> Floats:
    angle, away = rng.uniform(0, 2 * np.pi, n), np.sqrt(rng.uniform(0, 1, n))
    return 0.8 * np.column_stack((away * np.cos(angle), away * np.sin(angle)))


def _shared(group: Ints, sizes: Ints) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """Return the pairs of nodes of the groups small enough for them, and mark the nodes of the others."""
    order = np.argsort(sizes, kind="stable")
    exact = np.zeros(sizes.size, dtype=bool)
    exact[order] = np.cumsum(sizes[order] * (sizes[order] - 1) // 2) <= EXACT_PAIRS
    members = np.argsort(group, kind="stable")
    first = np.cumsum(sizes) - sizes
    ones, twos = [], []
    for size in np.unique(sizes[exact]):
        low, high = np.triu_indices(int(size), 1)
        starts = first[exact & (sizes == size)][:, None]
        ones.append(members[(starts + low).ravel()])
        twos.append(members[(starts + high).ravel()])
    none = np.empty(0, dtype=np.int64)
    return np.concatenate([none, *ones]), np.concatenate([none, *twos]), ~exact[group]


def _add_pairs(force: Floats, place: Floats, charge: Floats, one: Ints, two: Ints) -> None:
    apart = place[:, one] - place[:, two]
    push = apart / (apart[0] * apart[0] + apart[1] * apart[1] + 1e-9)
    for axis in range(2):
        force[axis] += np.bincount(one, push[axis] * charge[two], minlength=charge.size)
        force[axis] -= np.bincount(two, push[axis] * charge[one], minlength=charge.size)


def _add_links(force: Floats, place: Floats, source: Ints, target: Ints, strength: Floats) -> None:
    pull = (place[:, target] - place[:, source]) * strength
    for axis in range(2):
        force[axis] += np.bincount(source, pull[axis], minlength=force.shape[1])
        force[axis] -= np.bincount(target, pull[axis], minlength=force.shape[1])


class _Mesh:
    """Repulsion in the groups that are too large for all pairs."""

    def __init__(self, group: Ints, nodes: NDArray[np.bool_]) -> None:
        self.nodes = np.flatnonzero(nodes)
        found, self.layer = np.unique(group[self.nodes], return_inverse=True)
        self.shape = (found.size, 2 * _CELLS, 2 * _CELLS)
        self.side = 2 * _HALF / (_CELLS - 1)
        steps = np.fft.fftfreq(2 * _CELLS, 1 / (2 * _CELLS)) * self.side
        dy, dx = np.meshgrid(steps, steps, indexing="ij")
        square = dx**2 + dy**2 + self.side**2 / 4
        self.kernels = [np.fft.rfft2(d / square) for d in (dx, dy)]

    def field(self, place: Floats, charge: Floats) -> Floats:
        """Return the push on every node, shape (2, n) as their places; zero for nodes outside the mesh."""
        force = np.zeros_like(place)
        if not self.nodes.size:
            return force
        at = (place[:, self.nodes] + _HALF) / self.side
        cell = np.floor(at).astype(np.int64)
        part = at - cell
        first = (self.layer * self.shape[1] + cell[1]) * self.shape[2] + cell[0]
        corners = [
            (first + (up * self.shape[2] + right), np.abs(1 - up - part[1]) * np.abs(1 - right - part[0]))
            for up in (0, 1)
            for right in (0, 1)
        ]
        mass, own = np.zeros(int(np.prod(self.shape))), charge[self.nodes]
        for where, share in corners:
            mass += np.bincount(where, share * own, minlength=mass.size)
        wave = np.fft.rfft2(mass.reshape(self.shape))
        for axis, kernel in enumerate(self.kernels):
            grid = np.fft.irfft2(wave * kernel, s=self.shape[1:]).ravel()
            force[axis, self.nodes] = sum(grid[where] * share for where, share in corners)
        return force


def part(
    place: Floats, radius: Floats, group: Ints, bound: Floats, *, rounds: int = 40, firm: int = 30
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Push the largest circles of each group apart, inside their disc, which grows if they have no room.

    Parameters
    ----------
    place : ndarray of float64, shape (n, 2)
    radius : ndarray of float64, shape (n,)
    group : ndarray of int64, shape (n,)
    bound : ndarray of float64, shape (g,)
        Radius of the disc of each group.
    rounds
        Before a disc grows.
    firm
        How many circles of every group are parted.

    Returns
    -------
    place : ndarray of float64, shape (n, 2)
    bound : ndarray of float64, shape (g,)
        Not smaller than it was; all places in a disc that grows grow with it.
    parted : ndarray of bool, shape (n,)
        The largest circles: they are apart, but for a hundredth of their distance.
    """
    place, bound = place.copy(), bound.copy()
    np.maximum.at(bound, group, radius)
    parted = _rank(radius, group) < firm
    now = np.flatnonzero(parted)
    none = np.zeros(radius.size, dtype=bool)
    while now.size:
        crowded = np.unique(group[_relax(place, radius, group, bound, now, none, rounds)])
        grown = np.ones(bound.size)
        grown[crowded] = _GROWTH
        bound *= grown
        place *= grown[group][:, None]
        now = now[grown[group[now]] > 1]
    return place, bound, parted


def settle(
    place: Floats,
    radius: Floats,
    group: Ints,
    bound: Floats,
    held: NDArray[np.bool_],
    *,
    rounds: int = 20,
) -> Floats:
    """Push circles off those that are held, and off one another, the larger first.

    They are taken by octaves of their radius: those of an octave then stay, and smaller ones make way. All
    stay inside their disc; small overlaps may remain.

    Parameters
    ----------
    place, radius, group, bound
        As in :func:`part`.
    held : ndarray of bool, shape (n,)
        Circles that do not move.
    rounds
        For each octave.
    """
    place, done = place.copy(), held.copy()
    octave = np.floor(np.log2(radius))
    for level in np.unique(octave[~held])[::-1]:
        now = np.flatnonzero((octave == level) & ~held)
        _relax(place, radius, group, bound, now, done, rounds)
        done[now] = True
    return place


_GROWTH = 1.05


def _rank(radius: Floats, group: Ints) -> Ints:
    """Return the place of every circle in its group by descending radius, from 0."""
    order = np.lexsort((np.arange(radius.size), -radius, group))
    sizes = np.bincount(group) if group.size else np.empty(0, dtype=np.int64)
    rank = np.empty(radius.size, dtype=np.int64)
    rank[order] = np.arange(radius.size) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return rank


def _relax(
    place: Floats,
    radius: Floats,
    group: Ints,
    bound: Floats,
    now: Ints,
    done: NDArray[np.bool_],
    rounds: int,
) -> Ints:
    """Move the circles ``now`` off those ``done`` and off one another; return those still too near."""
    room = np.maximum(bound[group[now]] - radius[now], 0.0)
    hit, age = now, _KEPT
    for _ in range(rounds):
        if age >= _KEPT:
            near, age = _neighbours(place, radius, group, now, np.flatnonzero(done)), 0
        hit, move = _moves(place, radius, now, near)
        if not hit.size and not age:
            break
        age = age + 1 if hit.size else _KEPT
        place[now] += move
        away = np.hypot(place[now, 0], place[now, 1])
        place[now] *= np.minimum(1.0, room / np.maximum(away, 1e-12))[:, None]
    return now[np.unique(hit)]


_SLACK = 0.01
"""Overlap that counts as none, in parts of the sum of the two radii."""
_KEPT = 6
"""Rounds for which a list of neighbours is used."""


def _neighbours(
    place: Floats, radius: Floats, group: Ints, now: Ints, done: Ints
) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """Return pairs of circles that may soon overlap: position in ``now``, node, whether both can move."""
    from scipy.spatial import cKDTree

    tree = cKDTree(_layered(place, group, now))
    skin = 0.6 * float(radius[now].min())
    own = tree.query_pairs(2 * radius[now].max() + skin, output_type="ndarray").astype(np.int64)
    one, two = [own[:, 0]], [now[own[:, 1]]]
    octave = np.floor(np.log2(radius[done]))
    for level in np.unique(octave):
        there = done[octave == level]
        reach = float(radius[now].max() + radius[there].max()) + skin
        found = tree.sparse_distance_matrix(
            cKDTree(_layered(place, group, there)), reach, output_type="ndarray"
        )
        one.append(found["i"].astype(np.int64))
        two.append(there[found["j"]])
    first, second = np.concatenate(one), np.concatenate(two)
    apart = place[now[first]] - place[second]
    close = np.hypot(apart[:, 0], apart[:, 1]) < radius[now[first]] + radius[second] + skin
    return first[close], second[close], (np.arange(first.size) < len(own))[close]


def _moves(
    place: Floats, radius: Floats, now: Ints, near: tuple[Ints, Ints, NDArray[np.bool_]]
) -> tuple[Ints, Floats]:
    """Return which of ``now`` overlap, and how each must move."""
    first, second, mutual = near
    apart = place[now[first]] - place[second]
    away = np.hypot(apart[:, 0], apart[:, 1])
    wanted = radius[now[first]] + radius[second]
    close = np.flatnonzero(away < wanted * (1 - _SLACK))
    first, second, mutual = first[close], second[close], mutual[close]
    apart, away = apart[close], away[close]
    same = away < 1e-9  # on one spot: along an angle that is the pair's own
    angle = first * 2.399963 + second
    apart[same] = np.column_stack((np.cos(angle), np.sin(angle)))[same] * 1e-9
    away = np.maximum(away, 1e-9)
    push = apart * ((wanted[close] - away) / away)[:, None]
    part = np.where(mutual, radius[second] / wanted[close], 1.0)[:, None]
    other = np.searchsorted(now, second[mutual])
    ends = np.concatenate((first, other))
    push = np.concatenate((push * part, -(push * (1 - part))[mutual]))
    count = np.maximum(np.bincount(ends, minlength=now.size), 1)
    move = [np.bincount(ends, push[:, axis], minlength=now.size) / count * 1.2 for axis in range(2)]
    return ends, np.column_stack(move)


def _layered(place: Floats, group: Ints, nodes: Ints) -> Floats:
    """Return points in space, one layer a group, so far apart that no two groups meet."""
    return np.column_stack((place[nodes], group[nodes] * 1e7))
