"""The structure of a network: one row of Table 2 of the report, and more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

import pandas as pd

from clusternet.conventions import GEPHI, Convention
from clusternet.errors import ClusternetError, UndefinedError, chosen
from clusternet.network.links import Links
from clusternet.network.value_network import ValueNetwork
from clusternet.structure.community import Search
from clusternet.structure.definitions import LARGE, MEASURES, OF_ROWS, WHOLE, Graph
from clusternet.words.bases import marked
from clusternet.words.labels import because
from clusternet.words.text import Tell, Text, said_by

__all__ = [
    "COLUMNS",
    "LARGE",
    "Structure",
    "by_year",
    "check_columns",
    "of_links",
    "reasons",
    "snapshots",
    "structure",
    "table",
]

NAN = float("nan")
_INFINITE = Text(
    "无穷大：单个节点没有点对，而自环算一条边",
    "infinite: a single node has no pairs, and a self-loop is an edge",
)


@dataclass(frozen=True, slots=True)
class Structure:
    """The structure of a network under one convention.

    A field that was not asked for is None; one that has no value is NaN, with the reason in ``notes``.

    Attributes
    ----------
    relations
        Rows: recorded relations.
    sample_nodes, partner_nodes
        None where the data name no kinds.
    nodes, edges, self_loops
        Edges are distinct ordered pairs (undirected: unordered), self-loops included. Of groups (after
        :meth:`~clusternet.network.value_network.ValueNetwork.rollup`) ``self_loops`` also counts those with
        ties inside, which are no edges unless asked for.
    average_degree, average_weighted_degree, density
        Of the merged graph; see :mod:`clusternet.conventions`.
    diameter, radius, average_path_length
        In hops, over the ordered pairs that a path joins.
    reachable_share
        Share of those among all ordered pairs, 0 to 1.
    average_clustering
        0 to 1.
    modularity, modularity_median, modularity_min
        Best, median and minimum over the seeds, at resolution 1.
    communities, community_algorithm, seeds
        Of the best partition.
    weak_components, strong_components
        None for undirected graphs where there is no such thing.
    largest_weak_component, largest_strong_component
        Their nodes.
    convention
        Name of the convention.
    notes
        Field -> why it has no value, or how it was estimated and the interval.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b", "b"], "target": ["b", "c", "d"]}))
    >>> found = structure(net)
    >>> found.edges, found.average_path_length, round(found.reachable_share, 4)
    (3, 1.4, 0.4167)
    """

    relations: int | None = None
    sample_nodes: int | None = None
    partner_nodes: int | None = None
    nodes: int | None = None
    edges: int | None = None
    self_loops: int | None = None
    average_degree: float | None = None
    average_weighted_degree: float | None = None
    density: float | None = None
    diameter: float | None = None
    radius: float | None = None
    average_path_length: float | None = None
    reachable_share: float | None = None
    average_clustering: float | None = None
    modularity: float | None = None
    modularity_median: float | None = None
    modularity_min: float | None = None
    communities: int | None = None
    community_algorithm: str | None = None
    seeds: int | None = None
    weak_components: int | None = None
    strong_components: int | None = None
    largest_weak_component: int | None = None
    largest_strong_component: int | None = None
    convention: str | None = None
    notes: Mapping[str, Text] = field(default_factory=dict)


COLUMNS: tuple[str, ...] = tuple(each.name for each in fields(Structure) if each.name != "notes")
"""The columns of ``metrics``, after ``year``."""


def structure(
    net: ValueNetwork,
    convention: Convention = GEPHI,
    *,
    columns: Iterable[str] | None = None,
    search: Search | None = None,
    exact: bool = False,
    progress: Tell | None = None,
) -> Structure:
    """Measure a network.

    Beyond :data:`LARGE` links the average path length and the share of reachable pairs are estimated from
    the distances towards 8,192 random nodes; ``notes`` says so and gives the 95 % interval. The diameter
    stays exact. See :mod:`clusternet.kernels.large`.

    Parameters
    ----------
    net
        The network or a selection of it.
    convention
        Which software's definitions to use.
    columns
        Fields to compute; all if None.
    search
        How communities are looked for; its first seed is also that of the sample.
    exact
        Look at all pairs however large the network is.
    progress
        Called with a short text while that takes time.

    Raises
    ------
    ClusternetError
        If a column is unknown.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["A", "B", "B"], "target": ["B", "C", "D"]}))
    >>> found = structure(net)
    >>> found.average_path_length, found.diameter, found.reachable_share
    (1.4, 2, 0.4166666666666667)
    """
    wanted, links = check_columns(columns), net.links(convention)
    of_rows = {name: OF_ROWS[name](net, links) for name in wanted if name in OF_ROWS}
    merged = [name for name in wanted if name not in OF_ROWS]
    found = _of_graph(Graph(links, convention, search or Search(), merged, exact=exact, progress=progress))
    return replace(found, **of_rows)


def of_links(
    links: Links, convention: Convention = GEPHI, *, columns: Iterable[str], search: Search | None = None
) -> Structure:
    """Measure links, which need no network: random ones.

    Parameters
    ----------
    links
        Distinct pairs.
    convention
        Which software's definitions to use; how rows are merged is no matter.
    columns
        Fields to compute, of those that hold for links alone.
    search
        How communities are looked for.

    Raises
    ------
    ClusternetError
        If a column is unknown, or says something of rows or kinds.

    Examples
    --------
    >>> import numpy as np
    >>> ring = Links(3, np.array([0, 1, 2]), np.array([1, 2, 0]), np.ones(3))
    >>> of_links(ring, columns=["diameter", "strong_components"]).diameter
    2
    """
    wanted = check_columns(columns)
    if unsaid := set(wanted) & set(OF_ROWS):
        raise ClusternetError.of("links_silent", columns=sorted(unsaid))
    view = links if convention.directed else links.undirected(convention.mutual_weight)
    return _of_graph(Graph(view, convention, search or Search(), wanted))


def _of_graph(graph: Graph) -> Structure:
    values: dict[str, Any] = {}
    notes: dict[str, Text] = graph.notes
    for name in graph.wanted:
        try:
            values[name] = MEASURES[name](graph)
        except UndefinedError as error:
            values[name] = NAN
            notes[name] = said_by(error)
        if values[name] == float("inf"):
            notes[name] = _INFINITE
    return Structure(**values, notes=notes)


def by_year(
    net: ValueNetwork,
    years: Sequence[int] | None = None,
    convention: Convention = GEPHI,
    *,
    columns: Iterable[str] | None = None,
    search: Search | None = None,
    isolated: bool = False,
    exact: bool = False,
    progress: Tell | None = None,
) -> pd.DataFrame:
    """Measure the cumulative snapshot of each year.

    Parameters
    ----------
    net
        The network.
    years
        Which years; every year that has rows if None.
    columns, search, exact, convention
        As in :func:`structure`.
    isolated
        Keep nodes that have no tie yet.
    progress
        Called with a short text before each year.

    Returns
    -------
    DataFrame
        One row per year, columns ``year`` and :data:`COLUMNS`; ``synthetic`` where the data are. Data without
        years give one row, its year missing.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet import from_frames
    >>> rows = {"source": ["a", "b"], "target": ["b", "c"], "year": [2020, 2021]}
    >>> by_year(from_frames(pd.DataFrame(rows)), columns=["nodes", "density"]).round(4).values.tolist()
    [[2020, 2, 0.5], [2021, 3, 0.3333]]
    """
    wanted = check_columns(columns)
    found = snapshots(
        net,
        years,
        convention,
        columns=wanted,
        search=search,
        isolated=isolated,
        exact=exact,
        progress=progress,
    )
    return marked(table(found, columns=wanted), net.about.synthetic)


def snapshots(
    net: ValueNetwork,
    years: Sequence[int] | None = None,
    convention: Convention = GEPHI,
    *,
    columns: Iterable[str] | None = None,
    search: Search | None = None,
    isolated: bool = False,
    exact: bool = False,
    progress: Tell | None = None,
) -> list[tuple[object, Structure]]:
    """Return the structures behind :func:`by_year`, which takes the same options.

    Parameters
    ----------
    net
        The network.
    years, convention, columns, search, isolated, exact, progress
        As in :func:`by_year`.

    Returns
    -------
    list of (year, Structure)
        For :func:`table`, and for :func:`reasons`, which says why values are missing.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "year": [2020, 2021]}))
    >>> [(year, found.nodes) for year, found in snapshots(net, columns=["nodes"])]
    [(2020, 2), (2021, 3)]
    """
    chosen = check_columns(columns)
    labels: list[int | None] = [*(net.years if years is None else years)]
    if not net.years and years is None:
        labels = [None]
    rows: list[tuple[object, Structure]] = []
    for place, year in enumerate(labels, start=1):  # one snapshot at a time is held
        if progress is not None:
            done = f"{place}/{len(labels)}"
            span = Text("全部记录", "all rows") if year is None else Text(f"{year}年", str(year))
            progress(Text(f"计算{span.zh}（{done}）", f"measuring {span.en} ({done})"))
        snapshot = net if year is None else net.until(year, isolated="keep" if isolated else "drop")
        found = structure(snapshot, convention, columns=chosen, search=search, exact=exact, progress=progress)
        rows.append((year, found))
    return rows


def table(
    rows: Sequence[tuple[object, Structure]],
    *,
    columns: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Return structures as the table that ``metrics`` prints.

    Parameters
    ----------
    rows
        Pairs of a year and a :class:`Structure`.
    columns
        Which measures; all if None.

    Returns
    -------
    DataFrame
        One row per pair.

    Examples
    --------
    >>> table([(2022, Structure(nodes=3, density=0.5))], columns=["nodes", "density"]).values.tolist()
    [[2022, 3, 0.5]]
    """
    wanted = check_columns(columns)
    frame = pd.DataFrame(
        {"year": [year for year, _ in rows]}
        | {name: [getattr(found, name) for _, found in rows] for name in wanted}
    )
    for name in frame:
        if name in WHOLE and all(not isinstance(value, str) for value in frame[name].dropna()):
            frame[name] = frame[name].astype("Int64")
    return frame


def reasons(rows: Sequence[tuple[object, Structure]]) -> list[Text]:
    """Return a line for every value that is missing or estimated.

    Parameters
    ----------
    rows
        As in :func:`table`.

    Examples
    --------
    >>> reasons([(2022, Structure(notes={"radius": Text("没有路径", "no path")}))])
    [Text(zh='2022年，网络半径：没有路径', en='2022, radius: no path')]
    """
    return [
        because(name, reason, *([] if year is None else [Text(f"{year}年", str(year))]))
        for year, found in rows
        for name, reason in found.notes.items()
    ]


def check_columns(columns: Iterable[str] | None) -> tuple[str, ...]:
    """Return the columns asked for in their order.

    Parameters
    ----------
    columns
        Names of :data:`COLUMNS`; all if None.

    Raises
    ------
    ClusternetError
        If a name is unknown; the message lists the accepted ones.

    Examples
    --------
    >>> check_columns(["density", "nodes"])
    ('nodes', 'density')
    """
    if columns is None:
        return COLUMNS
    return chosen(columns, COLUMNS, Text("列", "column"), also=("year",))
