"""Who is central: degrees, and the other per-node measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.conventions import GEPHI, Convention
from clusternet.errors import ClusternetError, SchemaError, UndefinedError, chosen
from clusternet.kernels import cores, libraries, paths, rounds
from clusternet.kernels.ties import levelled
from clusternet.network.links import Links
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china
from clusternet.space import location
from clusternet.structure import brokerage, clustering, constraint
from clusternet.typing import Floats, Level
from clusternet.words.bases import Leaders, based
from clusternet.words.vocabulary import CATEGORIES

__all__ = [
    "ATTRIBUTES",
    "BROKERAGE",
    "DEGREES",
    "LOWEST_FIRST",
    "MEASURES",
    "WEIGHTED",
    "WHOLE",
    "check_measures",
    "check_ranking",
    "composition",
    "leading",
    "table",
    "top",
    "with_ranks_before",
]

BROKERAGE = tuple(f"brokerage_{role}" for role in (*brokerage.ROLES, "total"))
"""Measures that need places; see :func:`clusternet.structure.brokerage.roles`."""

WEIGHTED = ("weighted_in_degree", "weighted_out_degree", "weighted_degree")
"""Sums of the weights of incoming links, outgoing links and both."""

MEASURES = (
    *WEIGHTED,
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
    "constraint",
    *BROKERAGE,
)
"""Measures beside the degrees."""

WHOLE = ("eccentricity", "core")
"""Measures that are whole numbers."""

LOWEST_FIRST = ("constraint",)
"""Measures that are small for the central nodes."""

DEGREES = ("in_degree", "out_degree", "degree", "net_share")

ATTRIBUTES = ("category", "kind", "province", "city", "region", "country")
"""What the leading nodes can be counted by."""


def table(
    net: ValueNetwork,
    *,
    measures: Iterable[str] = (),
    level: Level = "province",
    region_map: str = china.DEFAULT_MAP,
    convention: Convention = GEPHI,
    explain: Callable[[str], None] | None = None,
) -> pd.DataFrame:
    """Return the centrality of every node, in the order of ``net.nodes``.

    Parameters
    ----------
    net
        The network or a selection of it.
    measures
        Names out of :data:`MEASURES` to compute beside the degrees.
    level, region_map
        The places that brokerage runs between.
    convention
        Which software's definitions to use.
    explain
        Called with a line for every measure that has no value.

    Returns
    -------
    DataFrame
        Columns ``id``, ``name`` (the id where there is none), ``kind``, ``category``, ``in_degree``,
        ``out_degree``, ``degree`` (distinct partners, not rows), ``net_share`` = (out - in) / (out + in), and
        the measures. A measure with no value is NaN.

    Raises
    ------
    ClusternetError
        If a measure is unknown.
    SchemaError
        If brokerage is asked for by name and no column says where nodes are.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["A", "A"], "target": ["B", "C"]}))
    >>> table(net)[["id", "out_degree", "net_share"]].values.tolist()
    [['A', 2, 1.0], ['B', 0, -1.0], ['C', 0, -1.0]]
    """
    asked = set(measures)
    wanted = check_measures(asked)
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
    for name in (each for each in wanted if each not in BROKERAGE):
        try:
            columns[name] = values.of(name)
            if name in WHOLE and np.isfinite(columns[name]).all():
                columns[name] = columns[name].astype(np.int64)
        except UndefinedError as error:
            columns[name] = np.full(links.n, np.nan)
            notes.append(f"{name}: {error}")
    if set(wanted) & set(BROKERAGE):
        try:
            found = brokerage.between_places(net, level=level, region_map=region_map, convention=convention)
            named = [name for name in wanted if name in BROKERAGE]
            columns |= {name: _whole(found[name.removeprefix("brokerage_")]) for name in named}
        except SchemaError as error:
            if asked & set(BROKERAGE):
                raise
            columns |= dict.fromkeys(BROKERAGE, np.full(links.n, np.nan))
            notes.append(f"brokerage: {error}")
    if explain is not None:
        for note in notes:
            explain(note)
    return pd.DataFrame(columns)


def top(
    net: ValueNetwork,
    n: int = 20,
    *,
    kind: str | None = None,
    category: str | None = None,
    by: str = "degree",
    measures: Iterable[str] = (),
    level: Level = "province",
    region_map: str = china.DEFAULT_MAP,
    convention: Convention = GEPHI,
) -> pd.DataFrame:
    """Return the ``n`` most central nodes (all where 0), best first, with their rank.

    Ties in ``by`` go by degree, then out-degree, then id, so no two nodes share a rank.

    Parameters
    ----------
    net
        The network.
    n
        How many nodes; 0 for all.
    kind
        ``sample`` or ``partner`` to rank those alone; their degrees still count all partners.
    category
        A category of nodes, in any of its words, to rank those alone.
    by
        Any column with numbers: a degree, ``net_share`` or a measure. The largest is first, of constraint the
        smallest.
    measures, level, region_map, convention
        As in :func:`table`.

    Returns
    -------
    DataFrame
        ``rank``, the columns of :func:`table`, and what the order of ties hides: ``joint_rank``, the best
        rank of the nodes with the same value of ``by`` (whatever is left of rounding, see
        :func:`clusternet.kernels.ties.levelled`), and ``tied``, how many of all ranked nodes have it.

    Raises
    ------
    ClusternetError
        If ``by`` or ``kind`` is unknown, or ``kind`` is asked of data that name no kinds.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "a", "b"], "target": ["b", "c", "c"]}))
    >>> top(net, 2, by="out_degree")[["rank", "id", "out_degree", "degree"]].values.tolist()
    [[1, 'a', 2, 2], [2, 'b', 1, 2]]
    """
    check_ranking(by)
    extra = [*measures, *([by] if by in MEASURES else [])]
    found = table(net, measures=extra, level=level, region_map=region_map, convention=convention)
    return leading(found, n, kind=kind, category=category, by=by)


def leading(
    found: pd.DataFrame,
    n: int = 20,
    *,
    kind: str | None = None,
    category: str | None = None,
    by: str = "degree",
) -> pd.DataFrame:
    """Return the ``n`` most central nodes of a table, as :func:`top` does of a network.

    Parameters
    ----------
    found
        :func:`table`.
    n, kind, category, by
        As in :func:`top`; ``found`` must hold the column ``by``.

    Returns
    -------
    DataFrame
        As of :func:`top`.

    Raises
    ------
    ClusternetError
        If ``kind`` is asked of data that name no kinds, or no node is of ``category``.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet import from_frames
    >>> found = table(from_frames(pd.DataFrame({"source": ["a", "a", "b"], "target": ["b", "c", "c"]})))
    >>> leading(found, 1, by="out_degree")["id"].tolist()
    ['a']
    """
    kept = np.ones(len(found), dtype=bool)
    if kind is not None:
        if found["kind"].isna().all():
            raise ClusternetError("the data name no kinds of nodes (sample, partner), so none can be chosen")
        kept &= found["kind"].eq(kind).to_numpy()
    if category is not None:
        kept &= _is_of(found["category"], category)
    order = list(dict.fromkeys([by, "degree", "out_degree", "id"]))
    rising = [name in ("id", *LOWEST_FIRST) for name in order]
    even = found[kept].assign(**{by: levelled(found.loc[kept, by].to_numpy(dtype=float, na_value=np.nan))})
    even = even.sort_values(order, ascending=rising, kind="stable")
    frame = found.loc[even.index].reset_index(drop=True)
    frame.insert(0, "rank", np.arange(1, len(frame) + 1))
    alike = frame.groupby(even[by].to_numpy(), dropna=False, sort=False)["rank"]
    frame["joint_rank"], frame["tied"] = alike.transform("min"), alike.transform("size")
    return frame.head(n) if n else frame


def composition(
    net: ValueNetwork,
    of: str = "category",
    n: int = 20,
    *,
    kind: str | None = None,
    category: str | None = None,
    by: str = "degree",
    level: Level = "province",
    region_map: str = china.DEFAULT_MAP,
    convention: Convention = GEPHI,
) -> pd.DataFrame:
    """Return what the ``n`` most central nodes are (all where 0), beside what all ranked nodes are.

    Parameters
    ----------
    net
        The network.
    of
        One of :data:`ATTRIBUTES`.
    n, kind, category, by, level, region_map, convention
        As in :func:`top`.

    Returns
    -------
    DataFrame
        A column named after ``of``, ``count``, ``share``, ``base``, ``base_n`` and ``share_of_all``: the
        share among all the nodes that were ranked. Largest first; nodes without the attribute are a row of
        their own, missing, and in the base.

    Raises
    ------
    ClusternetError
        If ``of`` is unknown.
    SchemaError
        If the data do not have it.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "category": ["university", "enterprise", "enterprise"]})
    >>> net = from_frames(pd.DataFrame({"source": ["a", "a"], "target": ["b", "c"]}), nodes)
    >>> composition(net, n=1)[["category", "count", "share", "share_of_all"]].values.tolist()
    [['university', 1, 1.0, 0.3333333333333333]]
    """
    if of not in ATTRIBUTES:
        raise ClusternetError(f"shares of {of!r}; accepted: {', '.join(ATTRIBUTES)}")
    if of in ("category", "kind") and of not in net.nodes:
        raise SchemaError(f"the nodes have no column {of}")
    places: dict[str, Any] = {"level": level, "region_map": region_map}
    ranked = top(net, 0, kind=kind, category=category, by=by, convention=convention, **places)
    if of not in ("category", "kind"):
        where = location.of_nodes(net, level=of, region_map=region_map)  # type: ignore[arg-type]
        ranked[of] = where.reindex(ranked["id"]).to_numpy()
    chosen = ranked.head(n) if n else ranked
    counts = chosen[of].value_counts(dropna=False)
    everyone = ranked[of].value_counts(dropna=False, normalize=True)
    found = pd.DataFrame({of: counts.index.astype(object), "count": counts.to_numpy(dtype=np.int64)})
    found["share"] = found["count"] / max(len(chosen), 1)
    found = based(found, Leaders(len(chosen), kind or "", by), len(chosen))
    found["share_of_all"] = everyone.reindex(counts.index).to_numpy()
    return found.sort_values(["count", of], ascending=[False, True], kind="stable", ignore_index=True)


def with_ranks_before(ranked: pd.DataFrame, before: pd.DataFrame, net: ValueNetwork) -> pd.DataFrame:
    """Return a ranking of groups with how many members each has and the best rank one of them had.

    Parameters
    ----------
    ranked
        :func:`top` of the groups.
    before
        :func:`top` of all nodes of the network before, with the same choices.
    net
        The network of groups, from :meth:`~clusternet.network.value_network.ValueNetwork.rollup`.

    Returns
    -------
    DataFrame
        ``ranked`` with ``members`` and ``rank_before`` after ``rank``; the latter is missing where no member
        was ranked.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet import from_frames
    >>> ties = pd.DataFrame({"source": ["a", "b", "c"], "target": ["x", "x", "a"]})
    >>> net = from_frames(ties, pd.DataFrame({"id": ["b"], "母公司": ["x"]}))
    >>> groups = net.rollup()
    >>> ranked = with_ranks_before(top(groups, 0), top(net, 0), groups)
    >>> ranked[["rank", "rank_before", "members", "id"]].values.tolist()
    [[1, 1, 1, 'a'], [2, 4, 1, 'c'], [3, 2, 2, 'x']]
    """
    rank = before.set_index("id")["rank"]
    pairs = net.membership.assign(rank=lambda rows: rank.reindex(rows["member"]).to_numpy())
    found = pairs.groupby("group")["rank"].agg(["size", "min"]).reindex(ranked["id"])
    frame = ranked.copy()
    frame.insert(1, "rank_before", found["min"].astype("Int64").to_numpy())
    frame.insert(2, "members", found["size"].astype("Int64").to_numpy())
    return frame


def check_measures(measures: Iterable[str]) -> tuple[str, ...]:
    """Return the measures asked for in the order of :data:`MEASURES`.

    Parameters
    ----------
    measures
        Names; ``all`` stands for every one.

    Returns
    -------
    tuple of str

    Raises
    ------
    ClusternetError
        If a name is unknown; the message lists the accepted ones.

    Examples
    --------
    >>> check_measures(["pagerank", "closeness"])
    ('closeness', 'pagerank')
    """
    asked = set(measures)
    if "all" in asked:
        return MEASURES
    return chosen(sorted(asked), MEASURES, "measure", also=("all",))


def check_ranking(by: str) -> None:
    """Refuse what nodes cannot be ranked by.

    Parameters
    ----------
    by
        A degree or a measure.

    Raises
    ------
    ClusternetError
        If it is neither.

    Examples
    --------
    >>> check_ranking("pagerank")
    >>> check_ranking("fame")
    Traceback (most recent call last):
        ...
    clusternet.errors.ClusternetError: unknown measure 'fame'; accepted: ...
    """
    if by not in (*DEGREES, *MEASURES):
        raise ClusternetError(f"unknown measure {by!r}; accepted: {', '.join((*DEGREES, *MEASURES))}")


def _is_of(categories: pd.Series, asked: str) -> NDArray[np.bool_]:
    """Mark nodes of a category, which may be named by any word of the vocabulary."""
    term = CATEGORIES.find(asked)

    def same(text: str) -> bool:
        return text == asked or (term is not None and CATEGORIES.find(text) is term)

    present = sorted({text for text in categories if isinstance(text, str)})
    if not any(map(same, present)):
        found = ", ".join(present) or "none"
        raise ClusternetError(f"no node is of category {asked!r}; the data have: {found}")
    return np.array([isinstance(text, str) and same(text) for text in categories], dtype=bool)


def _attribute(net: ValueNetwork, name: str) -> pd.Series:
    if name not in net.nodes:
        return pd.Series([None] * len(net.nodes), dtype=object)
    return _plain(net.nodes[name])


def _plain(column: pd.Series) -> pd.Series:
    return column.astype(object).where(column.notna(), None).reset_index(drop=True)


def _whole(column: pd.Series) -> pd.Series:
    return column.astype("Int64").reset_index(drop=True)


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
        if name in WEIGHTED:
            incoming, outgoing = self.links.weighted_degree()
            both = incoming + outgoing if self.links.directed else incoming
            return dict(zip(WEIGHTED, (incoming, outgoing, both), strict=True))[name]
        if name == "clustering":
            return clustering.per_node(self.links, self.convention)
        own = {"betweenness": self._betweenness, "constraint": self._constraint, "core": self._core}
        return own[name]()

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

    def _constraint(self) -> Floats:
        if self.convention.rounds == "networkx" and self.links.loops.any():  # it alone lets self-loops in
            return self._by("networkx", "constraint", dict)
        return constraint.constraint(self.links)

    def _core(self) -> Floats:
        if self.convention.rounds == "networkx" and self.links.loops.any():
            raise UndefinedError("networkx: core_number is not defined for graphs with self-loops")
        return cores.cores(*self.ends).astype(float)
