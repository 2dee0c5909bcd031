"""Who is central: degrees, and the other per-node measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pandas as pd

from clusternet.conventions import GEPHI, Convention
from clusternet.errors import SchemaError, UndefinedError
from clusternet.kernels.betweenness import Sampled
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china
from clusternet.structure import brokerage
from clusternet.structure.measures import (
    BROKERAGE,
    DEGREES,
    EXACT,
    LOWEST_FIRST,
    MEASURES,
    WEIGHTED,
    WHOLE,
    Sampling,
    Values,
    check_measures,
    degrees,
)
from clusternet.structure.ranking import ATTRIBUTES, check_ranking, composition, leading, with_ranks_before
from clusternet.typing import Level
from clusternet.words.labels import because
from clusternet.words.text import Text, said_by

__all__ = [
    "ATTRIBUTES",
    "BROKERAGE",
    "DEGREES",
    "EXACT",
    "LOWEST_FIRST",
    "MEASURES",
    "WEIGHTED",
    "WHOLE",
    "Sampling",
    "check_measures",
    "check_ranking",
    "composition",
    "leading",
    "table",
    "top",
    "with_ranks_before",
]


def table(
    net: ValueNetwork,
    *,
    measures: Iterable[str] = (),
    level: Level = "province",
    region_map: str = china.DEFAULT_MAP,
    convention: Convention = GEPHI,
    sampling: Sampling | None = None,
    explain: Callable[[Text], None] | None = None,
    drawn: Callable[[Sampled], None] | None = None,
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
    sampling
        Whether betweenness is estimated; by default it is exact up to 200,000 nodes.
    explain
        Called with a line for every measure that has no value.
    drawn
        Called with the estimate of betweenness where it is one, which has its error.

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
    columns |= degrees(links)
    values = Values(links, convention, sampling)
    notes: list[Text] = []
    for name in (each for each in wanted if each not in BROKERAGE):
        try:
            columns[name] = values.of(name)
            if name in WHOLE and np.isfinite(columns[name]).all():
                columns[name] = columns[name].astype(np.int64)
        except UndefinedError as error:
            columns[name] = np.full(links.n, np.nan)
            notes.append(because(name, said_by(error)))
    if values.estimated is not None and drawn is not None:
        drawn(values.estimated)
    if set(wanted) & set(BROKERAGE):
        try:
            found = brokerage.between_places(net, level=level, region_map=region_map, convention=convention)
            named = [name for name in wanted if name in BROKERAGE]
            columns |= {name: _whole(found[name.removeprefix("brokerage_")]) for name in named}
        except SchemaError as error:
            if asked & set(BROKERAGE):
                raise
            columns |= dict.fromkeys(BROKERAGE, np.full(links.n, np.nan))
            notes.append(Text("经纪角色：节点没有地区列，无从区分地区之间的流动", f"brokerage: {error}"))
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
    measures, convention
        As in :func:`table`. Brokerage is between provinces; for other places rank :func:`table` with
        :func:`leading`.

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
    found = table(net, measures=extra, convention=convention)
    return leading(found, n, kind=kind, category=category, by=by)


def _attribute(net: ValueNetwork, name: str) -> pd.Series:
    if name not in net.nodes:
        return pd.Series([None] * len(net.nodes), dtype=object)
    return _plain(net.nodes[name])


def _plain(column: pd.Series) -> pd.Series:
    return column.astype(object).where(column.notna(), None).reset_index(drop=True)


def _whole(column: pd.Series) -> pd.Series:
    return column.astype("Int64").reset_index(drop=True)
