"""A network against random networks with the same degrees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from clusternet.errors import ClusternetError, chosen
from clusternet.kernels.families import with_adjusted
from clusternet.kernels.large import Sample
from clusternet.kernels.rewire import SWEEPS, overlap
from clusternet.network.links import Links
from clusternet.network.value_network import ValueNetwork
from clusternet.nulls.compared import Comparison, compare
from clusternet.nulls.ensemble import NULLS, REPLICATES, Ensemble, ensemble, rewiring
from clusternet.nulls.flows import flows
from clusternet.nulls.frame import Kept, kept
from clusternet.nulls.graph import Fixed, Graph, fixed
from clusternet.nulls.topology import DIRECTED, MEASURES, UNDIRECTED, average_clustering, measured
from clusternet.typing import Progress
from clusternet.words.labels import because
from clusternet.words.text import Text, numbered

NAN = float("nan")

SMALL_WORLD = ("small_world_sigma", "small_world_omega")
METRICS: tuple[str, ...] = tuple(name for name in (*MEASURES, *SMALL_WORLD) if name not in UNDIRECTED)
"""The rows of the table."""
UNDIRECTED_METRICS: tuple[str, ...] = tuple(
    name for name in (*MEASURES, *SMALL_WORLD) if name not in DIRECTED
)
"""The rows of the table of undirected data."""

FAST = 30

LATTICE_SWEEPS = 100
"""Steps for each link on the way to the lattice."""

_MIXING = 2
"""Nulls rewired twice as long, to see whether they are any farther from the data."""

__all__ = [
    "FAST",
    "METRICS",
    "NULLS",
    "REPLICATES",
    "UNDIRECTED_METRICS",
    "Against",
    "Comparison",
    "Ensemble",
    "against",
    "check_metrics",
    "compare",
    "ensemble",
    "flows",
    "table",
]


def check_metrics(names: Iterable[str] | None) -> tuple[str, ...]:
    """Return the metrics asked for in the order of the table.

    Parameters
    ----------
    names
        Names of :data:`METRICS` or :data:`UNDIRECTED_METRICS`; the former if None.

    Raises
    ------
    ClusternetError
        If a name is unknown; the message lists the accepted ones.

    Examples
    --------
    >>> check_metrics(["reciprocity", "average_clustering"])
    ('average_clustering', 'reciprocity')
    """
    if names is None:
        return METRICS
    return chosen(
        (name for name in names if name != "metric"), (*MEASURES, *SMALL_WORLD), Text("指标", "metric")
    )


@dataclass(frozen=True, eq=False)
class Against:
    """A network compared with random networks.

    Attributes
    ----------
    table
        One row per metric; see :func:`against`.
    nodes, links, loops
        How many there are; every link counts once.
    kept
        What the nulls keep beside the degrees.
    feasible
        Pairs of nodes, those with a sample node where there is a frame.
    rich_degree, rich_nodes
        From which degree a node is rich, and how many are.
    overlap, longer
        Mean share of the links that a null has in common with the data, and if it is rewired twice as long.
    lattice
        Average clustering of the lattice; NaN if omega was not asked for.
    sample
        How path lengths were estimated; None if they are exact.
    reasons
        Why metrics have no value, one line each.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).until(2014)
    >>> found = against(net, replicates=3, metrics=["reciprocity"])
    >>> found.links, found.table["metric"].tolist()
    (2602, ['reciprocity'])
    """

    table: pd.DataFrame
    nodes: int
    links: int
    loops: int
    kept: Kept
    feasible: int
    rich_degree: int
    rich_nodes: int
    overlap: float
    longer: float
    lattice: float
    sample: Sample | None
    reasons: tuple[Text, ...]


def table(net: ValueNetwork, **options: Any) -> pd.DataFrame:
    """Return the table of :func:`against`, which takes the same options.

    Parameters
    ----------
    net
        The network.
    **options
        As in :func:`against`.

    Returns
    -------
    DataFrame
        One row per metric.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).until(2014)
    >>> table(net, replicates=5, metrics=["reciprocity"])["metric"].tolist()
    ['reciprocity']
    """
    return against(net, **options).table


def against(
    net: ValueNetwork,
    *,
    metrics: Iterable[str] | None = None,
    replicates: int = REPLICATES,
    seed: int = 0,
    sweeps: int = SWEEPS,
    exact: bool = False,
    progress: Progress | None = None,
    **options: Any,
) -> Against:
    """Compare a network with random networks that have its degrees and its frame, one row per metric.

    Parameters
    ----------
    net
        A network or a selection of it; every link counts once.
    metrics
        Rows out of :data:`METRICS`, or of :data:`UNDIRECTED_METRICS` for undirected data; all if None.
    replicates, seed, sweeps
        As in :func:`clusternet.nulls.ensemble.ensemble`.
    exact
        Look at all pairs' distances however large the work.
    progress
        Called with the share that is done and the seconds that are left at this pace.
    **options
        ``null`` and ``framed``, as in :func:`clusternet.nulls.ensemble.ensemble`.

    Returns
    -------
    Against
        Its table has ``metric``, ``observed``, ``null_mean``, ``null_sd``, ``z``, ``ratio``, ``p`` as in
        :class:`clusternet.nulls.compared.Comparison`; ``p_holm`` and ``q`` of all its tests together, see
        :func:`clusternet.kernels.families.adjusted`; ``null``, ``replicates`` (in which the metric is
        defined), ``seed``, ``overlap`` (mean share of the links that a null has in common with the data),
        ``convention`` and ``base``.

    Notes
    -----
    The metrics are those of :mod:`clusternet.nulls.topology`. Modularity is that of one run of Louvain for
    each network, the observed one included: its seed is `seed`, that of null i is `seed` + 1 + i.

    ``small_world_sigma`` is (C / C_null) / (L / L_null) (Humphries and Gurney 2008) and ``small_world_omega``
    is L_null / L - C / C_lattice (Telesford et al. 2011), C the average clustering and L the average path
    length of this table, C_null and L_null their means over these nulls. The lattice keeps degrees and frame
    too: swaps draw the links to the neighbourhood of a ring, on which the nodes stand in an order given by
    the seed (Sporns and Zwi 2004), :data:`LATTICE_SWEEPS` steps for each link; more steps give a larger
    C_lattice. The nulls have a sigma and an omega each, from their own C and L.

    Raises
    ------
    ClusternetError
        If a metric is unknown or not defined on such a network, or a number is out of range.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).until(2014)
    >>> found = against(net, replicates=19, metrics=["reciprocity"]).table
    >>> bool(found["observed"][0] > found["null_mean"][0]), float(found["p"][0])
    (True, 0.05)
    """
    wanted = _wanted(metrics, net.directed)
    nulls = ensemble(net, replicates=replicates, seed=seed, sweeps=sweeps, **options)
    asked = tuple(name for name in MEASURES if name in wanted)
    if set(SMALL_WORLD) & set(wanted):
        asked = tuple(
            name for name in MEASURES if name in (*asked, "average_clustering", "average_path_length")
        )
    shared = fixed(net, nulls.frame, networks=replicates + 1, exact=exact, seed=seed)
    links = net.links()
    graph = Graph(links, shared)
    observed = measured(graph, asked)

    def one(number: int) -> tuple[dict[str, float], float]:
        drawn = nulls.links(number)
        return measured(Graph(drawn, shared, number + 1), asked), _shared(links, drawn)

    found = nulls.over(one, progress=progress)
    values = {name: np.array([each[name] for each, _ in found]) for name in asked}
    lattice = _lattice(nulls, shared) if "small_world_omega" in wanted else NAN
    if set(SMALL_WORLD) & set(wanted):
        for name, small in _small_world(observed, values, lattice).items():
            observed[name], values[name] = small
    common = float(np.mean([share for _, share in found]))
    frame = pd.DataFrame(
        [{"metric": name, **asdict(compare(observed[name], values[name]))} for name in wanted]
    )
    base = f"{numbered(links.n, 'node')}, {numbered(links.size, 'link')}, each once"
    frame.insert(len(frame.columns) - 1, "null", nulls.null)
    frame = with_adjusted(frame).assign(seed=seed, overlap=common, convention="gephi", base=base)
    return Against(
        frame,
        nodes=links.n,
        links=links.size,
        loops=int(links.loops.sum()),
        kept=kept(net, framed=options.get("framed", True)),
        feasible=shared.feasible,
        rich_degree=shared.rich_degree,
        rich_nodes=int(shared.rich.sum()),
        overlap=common,
        longer=_longer(nulls, sweeps),
        lattice=lattice,
        sample=graph.sample if shared.sampled_paths and "average_path_length" in asked else None,
        reasons=tuple(_reasons(frame, net)),
    )


def _wanted(metrics: Iterable[str] | None, directed: bool) -> tuple[str, ...]:
    """Return the metrics asked for, or those that such a network has."""
    defined = METRICS if directed else UNDIRECTED_METRICS
    if metrics is None:
        return defined
    wanted = check_metrics(metrics)
    for name in wanted:
        if name not in defined:
            data = Text("有向", "directed") if directed else Text("无向", "undirected")
            raise ClusternetError.of("metric_undefined", name=name, data=data, accepted=defined)
    return wanted


def _shared(links: Links, other: Links) -> float:
    return overlap(links.source, links.target, (other.source, other.target), links.n)


def _longer(nulls: Ensemble, sweeps: int) -> float:
    """Return the overlap of nulls rewired twice as long; NaN where the null is no chain."""
    if nulls.null != "swap":
        return NAN
    graphs = rewiring(nulls.net, nulls.frame, sweeps=2 * sweeps, seed=nulls.seed)
    twice = replace(nulls, replicates=_MIXING, graphs=graphs)
    links = nulls.net.links()
    return float(np.mean(twice.over(lambda number: _shared(links, twice.links(number)))))


def _lattice(nulls: Ensemble, shared: Fixed) -> float:
    """Return the average clustering of the latticised network."""
    graph = rewiring(nulls.net, nulls.frame, sweeps=LATTICE_SWEEPS, seed=shared.seed)
    source, target = graph.lattice(np.random.default_rng(shared.seed).permutation(graph.n))
    drawn = Links(graph.n, source, target, np.ones(source.size), nulls.net.directed)
    return average_clustering(Graph(drawn, shared))


def _small_world(
    observed: dict[str, float], values: dict[str, np.ndarray], lattice: float
) -> dict[str, tuple[float, np.ndarray]]:
    """Return sigma and omega of the network and of each null."""
    clustering, length = values["average_clustering"], values["average_path_length"]
    c_null, l_null = (
        float(np.nanmean(each)) if np.isfinite(each).any() else NAN for each in (clustering, length)
    )

    def sigma(c: np.ndarray, far: np.ndarray) -> np.ndarray:
        with np.errstate(divide="ignore", invalid="ignore"):
            return (c / c_null) / (far / l_null)

    def omega(c: np.ndarray, far: np.ndarray) -> np.ndarray:
        with np.errstate(divide="ignore", invalid="ignore"):
            return l_null / far - c / lattice

    own = np.array([observed["average_clustering"]]), np.array([observed["average_path_length"]])
    return {
        name: (_finite(float(rule(*own)[0])), rule(clustering, length))
        for name, rule in zip(SMALL_WORLD, (sigma, omega), strict=True)
    }


def _finite(value: float) -> float:
    return value if np.isfinite(value) else NAN


def _reasons(frame: pd.DataFrame, net: ValueNetwork) -> list[Text]:
    """Return a line for every metric without a value."""
    why = {
        "intra_province_share": Text("没有两端省份都已知的边", "no link has both ends in a known province"),
        "average_path_length": Text("没有路径连接任何两个节点", "no path joins two nodes"),
    }
    other = Text("此网络上无定义", "not defined on this network")
    if net.members is not None:
        why["intra_province_share"] = Text(
            "集团成员分布在多个省份", "groups have members in several provinces"
        )
    empty = frame.loc[frame["observed"].isna(), "metric"]
    return [because(name, why.get(name, other)) for name in empty]
