"""What is left of a network without its largest nodes, against random removal and against random networks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from clusternet.conventions import GEPHI
from clusternet.errors import ClusternetError, UndefinedError
from clusternet.kernels import components
from clusternet.kernels.families import with_adjusted
from clusternet.kernels.paths import lengths
from clusternet.network.links import Links
from clusternet.network.value_network import ValueNetwork
from clusternet.nulls.attack import By, Kind, rule
from clusternet.nulls.compared import Comparison, compare
from clusternet.nulls.ensemble import Ensemble, Null, ensemble
from clusternet.structure import clustering
from clusternet.typing import Ints, Progress
from clusternet.words.text import Text

__all__ = [
    "COLUMNS",
    "METRICS",
    "REMOVE",
    "Removal",
    "check_remove",
    "left",
    "removal",
    "table",
]


REMOVE = (1, 10, 50, 100)
REPLICATES, FAST = 30, 9
NAN = float("nan")

METRICS = (
    "links", "linked_nodes", "supplied_nodes", "largest_component", "reachable_share", "average_path_length",
    "average_clustering",
)  # fmt: skip
"""What is measured of what is left: see :func:`table`."""

COLUMNS = (
    "removed", "metric", "intact", "left", "kept", "random_mean", "random_sd", "random_z", "random_p",
    "random_p_holm", "random_q", "null_mean", "null_sd", "z", "p", "p_holm", "q", "by", "kind", "null",
    "replicates", "seed",
)  # fmt: skip
"""Columns of :func:`table`."""


# -- what is left ------------------------------------------------------------------------------------------
def left(links: Links, gone: Ints) -> dict[str, float]:
    """Measure a network without some of its nodes.

    Parameters
    ----------
    links
        Self-loops count as links.
    gone : ndarray of int64, shape (k,)
        Nodes that are removed with all their links.

    Returns
    -------
    dict
        Of :data:`METRICS`.

    Examples
    --------
    >>> star = Links(4, np.array([0, 0, 0]), np.array([1, 2, 3]), np.ones(3))
    >>> left(star, np.array([3]))["links"], left(star, np.array([0]))["largest_component"]
    (2.0, 1.0)
    """
    here = np.ones(links.n, dtype=bool)
    here[gone] = False
    kept, place, nodes = here[links.source] & here[links.target], np.cumsum(here) - 1, links.n - gone.size
    ends = place[links.source[kept]], place[links.target[kept]]
    rest = Links(nodes, *ends, links.weight[kept], links.directed)
    proper = rest.without_loops()
    paths = lengths(*proper.rows)
    try:
        clustered = clustering.average(rest, GEPHI if links.directed else GEPHI.undirected())
    except UndefinedError:
        clustered = NAN
    return {
        "links": float(rest.size),
        "linked_nodes": float((rest.degree > 0).sum()),
        "supplied_nodes": float((proper.in_degree > 0).sum()),
        "largest_component": float(components.sizes(*proper.rows, strong=False).max()) if nodes else 0.0,
        "reachable_share": paths.pairs / (nodes * (nodes - 1)) if nodes > 1 else NAN,
        "average_path_length": paths.average,
        "average_clustering": clustered,
    }


# -- the table ---------------------------------------------------------------------------------------------
def check_remove(remove: Iterable[int]) -> tuple[int, ...]:
    """Return how many nodes are to be removed, ascending.

    Parameters
    ----------
    remove
        Numbers of nodes.

    Raises
    ------
    ClusternetError
        If there is none, or one below 1.

    Examples
    --------
    >>> check_remove([10, 1, 10])
    (1, 10)
    """
    asked = tuple(sorted(set(remove)))
    if not asked or asked[0] < 1:
        raise ClusternetError.of("remove_numbers", asked=str(list(asked)))
    return asked


@dataclass(frozen=True, eq=False)
class Removal:
    """What is left of a network without its largest nodes.

    Attributes
    ----------
    table
        :data:`COLUMNS`; see :func:`removal`.
    first
        Ids of the nodes that were removed, in their order.

    Examples
    --------
    >>> import clusternet
    >>> found = removal(clusternet.read(clusternet.shipped()).until(2014), remove=[1], replicates=2)
    >>> found.first
    ('华为',)
    """

    table: pd.DataFrame
    first: tuple[str, ...]


def table(net: ValueNetwork, **options: Any) -> pd.DataFrame:
    """Return the table of :func:`removal`, which takes the same options.

    Parameters
    ----------
    net
        The network.
    **options
        As in :func:`removal`.

    Returns
    -------
    DataFrame
        :data:`COLUMNS`.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).until(2014)
    >>> table(net, remove=[1], replicates=2).shape[0] > 0
    True
    """
    return removal(net, **options).table


def removal(
    net: ValueNetwork,
    *,
    remove: Sequence[int] | None = None,
    by: By = "degree",
    kind: Kind = "all",
    null: Null | None = "swap",
    replicates: int = REPLICATES,
    seed: int = 0,
    progress: Progress | None = None,
    **options: Any,
) -> Removal:
    """Remove the largest nodes, and compare with random removal and with the same removal in random networks.

    Parameters
    ----------
    net
        The network or a selection of it; weights are left out.
    remove
        How many nodes; if None, those of :data:`REMOVE` that leave some.
    by, kind
        Which go first, and out of which: see :class:`clusternet.nulls.attack.Rule`. Random removal draws
        from the same nodes.
    null, replicates, seed
        As in :func:`clusternet.nulls.ensemble.ensemble`, where the largest nodes of each null are removed;
        no null if None. Random removal is repeated as often.
    progress
        Called now and then with the share that is done and the seconds that are left at this pace.
    **options
        ``sweeps`` and ``framed``, as in :func:`clusternet.nulls.ensemble.ensemble`.

    Returns
    -------
    Removal
        Its table has a row per number and metric: ``links``; ``linked_nodes``, nodes with any;
        ``supplied_nodes``, nodes with a supplier; ``largest_component``, nodes of the largest weak component;
        ``reachable_share`` of the ordered pairs of the nodes that are left; ``average_path_length`` over
        these pairs; ``average_clustering`` (Gephi's) over the nodes that are left, undirected over those of
        them with two neighbours. ``kept`` is ``left`` over ``intact``; means, z and p are about it, so a null
        whose level differs is compared by what it loses.
        The adjusted p values are of all tests of the table. Random removal of one node has no z: its spread
        depends on whether the hub is drawn.

    Raises
    ------
    ClusternetError
        If there are no more nodes than are to be removed, or an option is not accepted.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).until(2014)
    >>> found = table(net, remove=[10], replicates=9).set_index("metric")
    >>> bool(found.loc["links", "kept"] < found.loc["links", "random_mean"])
    True
    """
    which = rule(net, by=by, kind=kind)
    candidates = np.flatnonzero(which.candidates)
    asked = check_remove([k for k in REMOVE if k < candidates.size or k == 1] if remove is None else remove)
    if asked[-1] >= candidates.size:
        named = Text("样本节点", "sample nodes") if kind == "sample" else Text("节点", "nodes")
        raise ClusternetError.of("remove_fewer", number=asked[-1], of=candidates.size, named=named)
    links = net.links()
    nulls = None if null is None else ensemble(net, null=null, replicates=replicates, seed=seed, **options)
    intact = left(links, np.empty(0, dtype=np.int64))
    order = which.order(links)
    own = [_kept(intact, left(links, order[:k])) for k in asked]

    def drawn(number: int) -> list[dict[str, float]]:
        shuffled = np.random.default_rng([seed, number]).permutation(candidates)
        return [_kept(intact, left(links, shuffled[:k])) for k in asked]

    def rewired(number: int) -> list[dict[str, float]]:
        assert nulls is not None
        other = nulls.links(number)
        whole, first = left(other, np.empty(0, dtype=np.int64)), which.order(other)
        return [_kept(whole, left(other, first[:k])) for k in asked]

    total = 1 if nulls is None else 2
    chance = _repeat(drawn, replicates, nulls, _part(progress, 0, total))
    same = [] if nulls is None else nulls.over(rewired, progress=_part(progress, 1, total))
    rows: list[dict[str, Any]] = []
    for place, k in enumerate(asked):
        rest = left(links, order[:k])
        for name in METRICS:
            at_random = compare(own[place][name], [each[place][name] for each in chance])
            against = compare(own[place][name], [each[place][name] for each in same])
            head = {"removed": k, "metric": name, "intact": intact[name], "left": rest[name]}
            found = _row(at_random, against) | ({"random_z": NAN} if k == 1 else {})  # the hub is one of few
            rows.append(head | {"kept": own[place][name]} | found)
    frame = with_adjusted(pd.DataFrame(rows)).assign(by=by, kind=kind)
    frame["null"] = null
    frame = frame.assign(replicates=replicates, seed=seed)[list(COLUMNS)]
    return Removal(frame, tuple(net.nodes.index[order[: asked[-1]]].tolist()))


def _kept(intact: dict[str, float], rest: dict[str, float]) -> dict[str, float]:
    return {name: rest[name] / intact[name] if intact[name] else NAN for name in METRICS}


def _repeat(
    work: Callable[[int], list[dict[str, float]]],
    replicates: int,
    nulls: Ensemble | None,
    progress: Progress | None,
) -> list[list[dict[str, float]]]:
    """Return what each random removal leaves; on all cores where an ensemble lends them."""
    if nulls is not None:
        return nulls.over(work, progress=progress)
    return [work(number) for number in range(replicates)]


def _part(progress: Progress | None, number: int, total: int) -> Progress | None:
    """Return a progress that counts as one part of the whole."""
    if progress is None:
        return None
    return lambda share, seconds: progress((number + share) / total, seconds * (total - number))


def _row(at_random: Comparison, against: Comparison) -> dict[str, float]:
    return {
        "random_mean": at_random.null_mean,
        "random_sd": at_random.null_sd,
        "random_z": at_random.z,
        "random_p": at_random.p,
        "null_mean": against.null_mean,
        "null_sd": against.null_sd,
        "z": against.z,
        "p": against.p,
    }
