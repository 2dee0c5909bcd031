"""Random networks that keep the degrees and the frame of a network, and how far it lies from them.

Any number of a network can be compared with the same nulls::

    nulls = ensemble(net, replicates=199, seed=0)
    values = nulls.map(lambda null: share(null))        # or: [share(null) for null in nulls]
    found = compare(share(net), values)                 # found.null_mean, .null_sd, .z, .ratio, .p
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Literal, Protocol, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.errors import ClusternetError, SchemaError
from clusternet.kernels import engine
from clusternet.kernels.maxent import Configuration
from clusternet.kernels.rewire import SWEEPS, Rewiring
from clusternet.network.links import Links
from clusternet.network.value_network import ValueNetwork
from clusternet.typing import Ints, Progress

__all__ = [
    "NULLS",
    "Comparison",
    "Ensemble",
    "Graphs",
    "Null",
    "beyond_frame",
    "compare",
    "ensemble",
    "is_framed",
    "sampled",
    "simple",
]

Null = Literal["swap", "dcm"]
T = TypeVar("T")

NULLS: tuple[Null, ...] = ("swap", "dcm")
NAN = float("nan")
_NONE = np.empty(0, dtype=np.int64)

_TAIL = 9.0
"""Kurtosis above which a few huge values make a standard deviation: that of an exponential distribution."""


HELD = 0.05
"""Share of the links up to which those between partner nodes are held fixed, so that the frame stays."""


class Graphs(Protocol):
    """Random graphs by number; any class with a method ``null`` will do."""

    def null(self, number: int) -> tuple[Ints, Ints]:
        """Return one of the graphs.

        Parameters
        ----------
        number
            Of the null, from 0.

        Returns
        -------
        source, target : ndarray of int64, shape (links,)
            Sorted.

        Examples
        --------
        >>> class Same:
        ...     def null(self, number):
        ...         return np.array([0, 1]), np.array([1, 2])
        >>> Same().null(0)[0].tolist()
        [0, 1]
        """
        ...


@dataclass(frozen=True, eq=False)
class Ensemble:
    """Random networks on the nodes of a network; iterating yields each as a :class:`ValueNetwork`.

    Attributes
    ----------
    net : ValueNetwork
        The network itself.
    null : {"swap", "dcm"}
    replicates : int
    seed : int
    graphs
        Makes null i, whatever was made before.
    held : tuple of ndarray of int64
        Source and target of the links outside the frame, which every null has as they are.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> rows = pd.DataFrame({"source": ["a", "b", "c", "d"], "target": ["b", "c", "d", "a"]})
    >>> nulls = ensemble(from_frames(rows), replicates=3)
    >>> [len(net.edges) for net in nulls]
    [4, 4, 4]
    """

    net: ValueNetwork
    null: Null
    replicates: int
    seed: int
    graphs: Graphs
    held: tuple[Ints, Ints] = (_NONE, _NONE)

    def __len__(self) -> int:
        return self.replicates

    def __iter__(self) -> Iterator[ValueNetwork]:
        return (self.network(number) for number in range(self.replicates))

    def links(self, number: int) -> Links:
        """Return null `number` as links of weight 1.

        Parameters
        ----------
        number
            Of the null, from 0.

        Examples
        --------
        >>> from clusternet.network.value_network import from_frames
        >>> ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
        >>> ensemble(from_frames(ties), replicates=3).links(0).size
        2
        """
        source, target = self.graphs.null(number)
        if self.held[0].size:
            source, target = np.append(source, self.held[0]), np.append(target, self.held[1])
            order = np.lexsort((target, source))
            source, target = source[order], target[order]
        return Links(len(self.net.nodes), source, target, np.ones(source.size))

    def network(self, number: int) -> ValueNetwork:
        """Return null `number` as a network: the same nodes, one row per link, weight 1.

        Parameters
        ----------
        number
            Of the null, from 0.

        Examples
        --------
        >>> from clusternet.network.value_network import from_frames
        >>> ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
        >>> ensemble(from_frames(ties), replicates=3).network(0)
        <ValueNetwork: 3 nodes, 2 relations>
        """
        links = self.links(number)
        ids = self.net.nodes.index
        ends = (pd.Categorical.from_codes(codes, categories=ids) for codes in (links.source, links.target))
        edges = pd.DataFrame(dict(zip(("source", "target"), ends, strict=True)) | {"weight": links.weight})
        return replace(self.net, edges=edges, members=None)

    def map(self, work: Callable[[ValueNetwork], T], *, progress: Progress | None = None) -> list[T]:
        """Return what `work` finds in each null, in order; nulls are made and looked at by several threads.

        Parameters
        ----------
        work
            Called with one network at a time; it must not change what others see.
        progress
            Called now and then with the share that is done and the seconds that are left at this pace.

        Returns
        -------
        list
            What ``work`` returned, a null each.

        Examples
        --------
        >>> from clusternet.network.value_network import from_frames
        >>> ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
        >>> ensemble(from_frames(ties), replicates=3).map(lambda net: len(net.edges))
        [2, 2, 2]
        """
        return self.over(lambda number: work(self.network(number)), progress=progress)

    def over(self, work: Callable[[int], T], *, progress: Progress | None = None) -> list[T]:
        """Return what `work` finds for each number of a null.

        Parameters
        ----------
        work
            Called with one number at a time.
        progress
            As in :meth:`map`.

        Returns
        -------
        list
            What ``work`` returned, a null each.

        Examples
        --------
        >>> from clusternet.network.value_network import from_frames
        >>> ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
        >>> nulls = ensemble(from_frames(ties), replicates=3)
        >>> nulls.over(lambda number: nulls.links(number).size)
        [2, 2, 2]
        """
        begun = time.monotonic()
        found: list[T] = []
        threads = 1 if engine.compiled() is None else engine.threads()  # igraph's generator is one for all
        pool = ThreadPoolExecutor(threads)
        try:
            for done, each in enumerate(pool.map(work, range(self.replicates)), start=1):
                found.append(each)
                if progress is not None:
                    share = done / self.replicates
                    progress(share, (time.monotonic() - begun) * (1 / share - 1))
        finally:
            pool.shutdown(cancel_futures=True)
        return found


def ensemble(
    net: ValueNetwork, *, null: Null = "swap", replicates: int = 199, seed: int = 0, sweeps: int = SWEEPS
) -> Ensemble:
    """Return random networks with the degrees and the frame of a network.

    Parameters
    ----------
    net
        A directed network or a selection of it. Its links are distinct ordered pairs; weights are left out.
    null
        ``swap``: every node keeps its in- and out-degree (:func:`clusternet.kernels.rewire.nulls`). ``dcm``:
        in expectation (:class:`clusternet.kernels.maxent.Configuration`).
    replicates
        Number of networks. They are made when asked for.
    seed
        From 0. Null i depends on the seed and i alone.
    sweeps
        Of ``swap``: steps for each link.

    Notes
    -----
    The frame: where no link of the data joins two partner nodes, none does in any null (likewise any other
    combination of sample and partner). A few links between partner nodes (:data:`HELD` of all at most) do not
    undo it: they stay where they are, so every null has as many links from kind to kind as the data. Nodes
    that are not known to be in the sample are partners; data that
    name no kinds have no frame. Self-loops stay where they are, and there are no parallel links.

    Raises
    ------
    ClusternetError
        If the network is undirected, or a number or name is not accepted.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).until(2014)
    >>> nulls = ensemble(net, replicates=9, seed=1)
    >>> largest = [int(null.links().in_degree.max()) for null in nulls]
    >>> set(largest) == {int(net.links().in_degree.max())}
    True
    """
    if null not in NULLS:
        raise ClusternetError(f"null {null!r}; accepted: {', '.join(NULLS)}")
    if replicates < 1 or not 0 <= seed < 2**63:
        raise ClusternetError(f"replicates {replicates}, seed {seed}; accepted: from 1, from 0")
    if not net.directed:
        raise SchemaError("the data are undirected; the null models keep in- and out-degrees apart")
    source, target = simple(net)
    outside = beyond_frame(net)
    held = source[outside], target[outside]
    source, target = source[~outside], target[~outside]
    kind = sampled(net).astype(np.int64)
    graphs: Graphs
    if null == "swap":
        graphs = Rewiring(source, target, len(net.nodes), kind=kind, sweeps=sweeps, seed=seed)
    else:
        graphs = Configuration(source, target, len(net.nodes), kind=kind, seed=seed)
    return Ensemble(net, null, replicates, seed, graphs, held)


def sampled(net: ValueNetwork) -> NDArray[np.bool_]:
    """Mark the sample nodes.

    Parameters
    ----------
    net
        The network.

    Returns
    -------
    ndarray of bool, shape (nodes,)
        All of them where the data name no kinds.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> ties = pd.DataFrame({"source": ["a"], "target": ["b"], "source_kind": ["sample"]})
    >>> sampled(from_frames(ties)).tolist()
    [True, False]
    """
    kinds = net.kinds
    if kinds is None:
        return np.ones(len(net.nodes), dtype=bool)
    return np.asarray(kinds.eq("sample").fillna(False), dtype=bool)


def is_framed(net: ValueNetwork) -> bool:
    """Whether no tie joins two partner nodes in the data, or a few that are held, and none else in any null.

    Parameters
    ----------
    net
        The network.

    Returns
    -------
    bool

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> ties = {"source": ["a", "a"], "target": ["b", "c"], "source_kind": "sample"}
    >>> is_framed(from_frames(pd.DataFrame(ties)))
    True
    """
    loose = _between_partners(net)
    return not bool((loose & ~beyond_frame(net)).any()) and not bool(sampled(net).all())


def beyond_frame(net: ValueNetwork) -> NDArray[np.bool_]:
    """Mark the links between partner nodes, if they are so few that the frame holds for all others.

    Parameters
    ----------
    net
        The network.

    Returns
    -------
    ndarray of bool, shape (links,)
        None of them where they are more than :data:`HELD` of all: then the data have no frame.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> ends = {"source": ["a"] * 30 + ["p1"], "target": [f"p{number}" for number in range(30)] + ["p2"]}
    >>> nodes = pd.DataFrame({"id": ["a"], "kind": ["sample"]})
    >>> int(beyond_frame(from_frames(pd.DataFrame(ends), nodes)).sum())
    1
    """
    loose = _between_partners(net)
    few = loose.sum() <= HELD * loose.size
    return loose if few else np.zeros(loose.size, dtype=bool)


def _between_partners(net: ValueNetwork) -> NDArray[np.bool_]:
    label, (source, target) = sampled(net), simple(net)
    return np.asarray(~label[source] & ~label[target] & (source != target))


def simple(net: ValueNetwork) -> tuple[Ints, Ints]:
    """Return the distinct ordered pairs of a network.

    Parameters
    ----------
    net
        The network.

    Returns
    -------
    source, target : ndarray of int64, shape (pairs,)
        Positions in ``net.nodes``.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> source, target = simple(from_frames(pd.DataFrame({"source": ["a", "a"], "target": ["b", "b"]})))
    >>> source.tolist(), target.tolist()
    ([0], [1])
    """
    links = net.links()
    return links.source, links.target


@dataclass(frozen=True, slots=True)
class Comparison:
    """A number of a network against the same number of its nulls.

    Attributes
    ----------
    observed
    null_mean, null_sd
        Over the nulls in which the number is defined; the standard deviation has n - 1 below.
    z
        (observed - null_mean) / null_sd; NaN where all nulls agree, and where a few of them make the sd (a
        kurtosis above 9, or 0.7 nulls): then it says nothing of how far out the observed value is.
    ratio
        observed / null_mean.
    p
        (1 + nulls at least as far out) / (nulls + 1), both sides: distances are taken from the mean of the
        nulls and the observed value together, so that under the null every rank is as likely as another. It
        is never below 1 / (nulls + 1).
    replicates
        Nulls in which the number is defined.

    Examples
    --------
    >>> compare(5.0, [1.0, 2.0, 3.0, 2.0]).replicates
    4
    """

    observed: float
    null_mean: float
    null_sd: float
    z: float
    ratio: float
    p: float
    replicates: int


def compare(observed: float, replicates: Sequence[float] | NDArray[np.float64]) -> Comparison:
    """Compare a number of the network with those of its nulls.

    Parameters
    ----------
    observed
        The number of the network.
    replicates
        The number of every null; those that are not finite are left out.

    Examples
    --------
    >>> found = compare(5.0, [1.0, 2.0, 3.0, 2.0])
    >>> found.null_mean, round(found.z, 2), found.ratio, found.p
    (2.0, 3.67, 2.5, 0.2)
    >>> compare(2.0, [2.0, 2.0, 2.0]).p
    1.0
    """
    values = np.asarray(replicates, dtype=float)
    values = values[np.isfinite(values)]
    if not values.size or not np.isfinite(observed):
        mean = float(values.mean()) if values.size else NAN
        return Comparison(float(observed), mean, NAN, NAN, NAN, NAN, values.size)
    mean = float(values.mean())
    scale = max(abs(mean), abs(observed), 1e-300)
    spread = float(values.std(ddof=1)) if values.size > 1 else 0.0
    spread = spread if spread > 1e-12 * scale else 0.0
    centre = (values.sum() + observed) / (values.size + 1)
    far = np.abs(values - centre) >= abs(observed - centre) - 1e-12 * scale
    return Comparison(
        float(observed),
        mean,
        spread,
        (observed - mean) / spread if spread and not _made_by_few(values) else NAN,
        float(observed / mean) if mean else NAN,
        float((1 + far.sum()) / (values.size + 1)),
        values.size,
    )


def _made_by_few(values: NDArray[np.float64]) -> bool:
    """Whether a few huge values make the spread, as of random removals one of which hits the hub."""
    squares = (values - values.mean()) ** 2
    return bool((squares**2).mean() > min(_TAIL, 0.7 * values.size) * squares.mean() ** 2)
