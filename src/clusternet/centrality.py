"""Who is central: degrees, and the other per-node measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet import clustering
from clusternet.conventions import GEPHI, Convention
from clusternet.errors import ClusternetError, UndefinedError
from clusternet.kernels import libraries, paths, rounds
from clusternet.links import Links
from clusternet.network import ValueNetwork

Floats = NDArray[np.float64]

MEASURES = (
    "closeness",
    "harmonic_closeness",
    "betweenness",
    "eccentricity",
    "pagerank",
    "authority",
    "hub",
    "eigenvector",
    "clustering",
    "core",
)
"""Measures beside the degrees."""

WHOLE = ("eccentricity", "core")
"""Measures that are whole numbers."""

DEGREES = ("in_degree", "out_degree", "degree", "net_share")


def table(net: ValueNetwork, *, measures: Iterable[str] = (), convention: Convention = GEPHI) -> pd.DataFrame:
    """Return the centrality of every node, in the order of ``net.nodes``.

    Parameters
    ----------
    net
        The network or a selection of it.
    measures
        Names out of :data:`MEASURES` to compute beside the degrees.
    convention
        Whose definitions are meant.

    Returns
    -------
    DataFrame
        Columns ``id``, ``name`` (the id where there is none), ``kind``, ``category``, ``in_degree``,
        ``out_degree``, ``degree`` (distinct partners, not rows), ``net_share`` = (out - in) / (out + in), and
        the measures. A measure with no value is NaN; ``attrs["notes"]`` says why.

    Raises
    ------
    ClusternetError
        If a measure is unknown.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["A", "A"], "target": ["B", "C"]}))
    >>> table(net)[["id", "out_degree", "net_share"]].values.tolist()
    [['A', 2, 1.0], ['B', 0, -1.0], ['C', 0, -1.0]]
    """
    wanted = check_measures(measures)
    links = net.links(convention)
    ids = pd.Series(net.nodes.index.tolist(), dtype=object)
    columns: dict[str, Any] = {
        "id": ids,
        "name": _attribute(net, "name").where(_attribute(net, "name").notna(), ids),
        "kind": _attribute(net, "kind") if net.kinds is None else _plain(net.kinds),
        "category": _attribute(net, "category"),
    }
    columns |= _degrees(links)
    values = _Values(links, convention)
    notes: list[str] = []
    for name in wanted:
        try:
            columns[name] = values.of(name)
            if name in WHOLE and np.isfinite(columns[name]).all():
                columns[name] = columns[name].astype(np.int64)
        except UndefinedError as error:
            columns[name] = np.full(links.n, np.nan)
            notes.append(f"{name}: {error}")
    frame = pd.DataFrame(columns)
    frame.attrs["notes"] = notes
    return frame


def top(
    net: ValueNetwork,
    n: int = 20,
    *,
    kind: str | None = None,
    by: str = "degree",
    measures: Iterable[str] = (),
    convention: Convention = GEPHI,
) -> pd.DataFrame:
    """Return the ``n`` most central nodes (all where 0), best first, with their rank.

    Ties in ``by`` go by degree, then out-degree, then id, so no two nodes share a rank.

    Parameters
    ----------
    kind
        ``sample`` or ``partner`` to rank those alone; their degrees still count all partners.
    by
        Any column with numbers: a degree, ``net_share`` or a measure.

    Raises
    ------
    ClusternetError
        If ``by`` or ``kind`` is unknown, or ``kind`` is asked of data that name no kinds.
    """
    if by not in (*DEGREES, *MEASURES):
        raise ClusternetError(f"unknown measure {by!r}; accepted: {', '.join((*DEGREES, *MEASURES))}")
    extra = [*measures, *([by] if by in MEASURES else [])]
    frame = table(net, measures=extra, convention=convention)
    notes = frame.attrs["notes"]
    if kind is not None:
        if net.kinds is None:
            raise ClusternetError("the data name no kinds of nodes (sample, partner), so none can be chosen")
        frame = frame[frame["kind"].eq(kind).to_numpy()]
    order = [by, "degree", "out_degree", "id"]
    frame = frame.sort_values(
        list(dict.fromkeys(order)), ascending=[name == "id" for name in dict.fromkeys(order)], kind="stable"
    )
    frame = frame.head(n) if n else frame
    frame = frame.reset_index(drop=True)
    frame.insert(0, "rank", np.arange(1, len(frame) + 1))
    frame.attrs["notes"] = notes
    return frame


def with_ranks_before(ranked: pd.DataFrame, before: pd.DataFrame, net: ValueNetwork) -> pd.DataFrame:
    """Return a ranking of groups with how many members each has and the best rank one of them had.

    Parameters
    ----------
    ranked
        :func:`top` of the groups.
    before
        :func:`top` of all nodes of the network before, with the same choices.
    net
        The network of groups, from :meth:`~clusternet.network.ValueNetwork.rollup`.

    Returns
    -------
    DataFrame
        ``ranked`` with ``members`` and ``rank_before`` after ``rank``; the latter is missing where no member
        was ranked.
    """
    rank = before.set_index("id")["rank"]
    pairs = net.membership.assign(rank=lambda rows: rank.reindex(rows["member"]).to_numpy())
    found = pairs.groupby("group")["rank"].agg(["size", "min"]).reindex(ranked["id"])
    frame = ranked.copy()
    frame.insert(1, "rank_before", found["min"].astype("Int64").to_numpy())
    frame.insert(2, "members", found["size"].astype("Int64").to_numpy())
    return frame


def check_measures(measures: Iterable[str]) -> tuple[str, ...]:
    """Return the measures asked for in the order of :data:`MEASURES`; ``all`` stands for every one."""
    asked = set(measures)
    if "all" in asked:
        return MEASURES
    for name in sorted(asked - set(MEASURES)):
        raise ClusternetError(f"unknown measure {name!r}; accepted: all, {', '.join(MEASURES)}")
    return tuple(name for name in MEASURES if name in asked)


def _attribute(net: ValueNetwork, name: str) -> pd.Series:
    if name not in net.nodes:
        return pd.Series([None] * len(net.nodes), dtype=object)
    return _plain(net.nodes[name])


def _plain(column: pd.Series) -> pd.Series:
    return column.astype(object).where(column.notna(), None).reset_index(drop=True)


def _degrees(links: Links) -> dict[str, NDArray[Any]]:
    incoming, outgoing = links.in_degree, links.out_degree
    both = incoming + outgoing
    share = np.divide(outgoing - incoming, both, out=np.full(links.n, np.nan), where=both > 0)
    return {"in_degree": incoming, "out_degree": outgoing, "degree": links.degree, "net_share": share}


class _Values:
    """The measures of one merged graph; what several of them share is computed once."""

    def __init__(self, links: Links, convention: Convention) -> None:
        self.links, self.convention = links, convention
        self.ends = (links.n, links.source, links.target)
        self.cache: dict[str, Floats] = {}

    def of(self, name: str) -> Floats:
        """Return one measure, shape (n,)."""
        if not self.links.n:
            return np.empty(0)
        if name in ("closeness", "harmonic_closeness", "eccentricity"):
            return self._by(self.convention.closeness, name, self._distances)
        if name in ("pagerank", "authority", "hub", "eigenvector"):
            return self._by(self.convention.rounds, name, self._rounds)
        if name == "betweenness":
            return self._betweenness()
        if name == "clustering":
            return clustering.per_node(self.links, self.convention)
        return self._core()

    def _by(self, definition: str, name: str, own: Callable[[], Mapping[str, Floats]]) -> Floats:
        """Return a measure by one definition: our own, or a library's."""
        directed, weight = self.links.directed, self.links.weight
        if definition == "networkx":
            return np.array(
                libraries.networkx_measures(*self.ends, weight, directed=directed)[name](), dtype=float
            )
        if definition == "igraph":
            return np.array(libraries.igraph_measures(*self.ends, directed=directed)[name](), dtype=float)
        if name not in self.cache:
            self.cache |= own()
        return self.cache[name]

    def _distances(self) -> dict[str, Floats]:
        found = paths.all_pairs(*self.links.rows)
        zero = np.zeros(self.links.n)
        some = found.reached > 0
        return {
            "closeness": np.divide(found.reached, found.total, out=zero.copy(), where=some),
            "harmonic_closeness": np.divide(found.harmonic, found.reached, out=zero.copy(), where=some),
            "eccentricity": found.eccentricity.astype(float),
        }

    def _rounds(self) -> dict[str, Floats]:
        directed = self.links.directed
        authority, hub = rounds.hits(*self.ends, directed=directed)
        return {
            "pagerank": rounds.pagerank(*self.ends, directed=directed),
            "authority": authority,
            "hub": hub,
            "eigenvector": rounds.eigenvector(*self.ends, directed=directed),
        }

    def _betweenness(self) -> Floats:
        raw = libraries.betweenness(*self.ends, directed=self.links.directed)
        n = self.links.n
        if self.convention.betweenness == "raw" or n < 3:
            return raw
        return raw / ((n - 1) * (n - 2) / (1 if self.links.directed else 2))

    def _core(self) -> Floats:
        if self.convention.rounds == "networkx" and self.links.loops.any():
            raise UndefinedError("networkx: core_number is not defined for graphs with self-loops")
        return libraries.core(*self.ends, directed=self.links.directed).astype(float)
