"""Which values of two columns stand together: of relations, or of the nodes at their ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

import numpy as np
import pandas as pd

from clusternet.errors import ClusternetError, SchemaError
from clusternet.kernels.ties import levelled
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china
from clusternet.space import location
from clusternet.space.distribution import BY, By, counted
from clusternet.space.values import each_value, nested
from clusternet.typing import Count, Level, Nesting
from clusternet.words.bases import Base, based, having_column, marked

__all__ = ["Crossed", "across", "combined", "crossed"]


@dataclass(frozen=True, eq=False)
class Crossed:
    """The values of two columns that stand together in a row.

    Attributes
    ----------
    table
        How often they do.
    outside
        Rows that are not in it: one of their two cells is empty, or lies outside.

    Examples
    --------
    >>> Crossed(pd.DataFrame({"source": ["5G"], "target": ["金融"], "flow": [3]}), outside=2).outside
    2
    """

    table: pd.DataFrame
    outside: int


def crossed(
    net: ValueNetwork,
    source: str,
    target: str,
    *,
    count: Count = "relations",
    nesting: Nesting = "division",
    region_map: str = china.DEFAULT_MAP,
) -> Crossed:
    """Return how often the values of two columns stand together in a row.

    Parameters
    ----------
    net
        The network.
    source, target
        Each a column of the edges, such as ``technology``, or an attribute of the nodes at one end:
        ``source_category``, ``target_province``.
    count
        ``relations`` (rows), ``pairs`` (distinct ordered pairs of nodes) or ``weight``.
    nesting, region_map
        Of industries and regions, as in :func:`clusternet.space.distribution.shares`.

    Returns
    -------
    Crossed
        Its table as :func:`clusternet.space.flows.largest`: ``rank``, ``source``, ``target``, ``flow``,
        ``share``, ``type`` (``intra``, ``inter``; blank unless both columns are one attribute at the two
        ends), ``expected_ratio`` (the location quotient), ``base``, ``base_n``. A row with several values
        counts once for each combination of them; a row with an empty cell is not in the base.

    Raises
    ------
    SchemaError
        If the data have no such column.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> ties = {"source": ["a", "b"], "target": ["b", "c"], "technology": ["5G；物联网", "5G"],
    ...         "application": ["智慧城市", "智慧城市"]}
    >>> found = crossed(from_frames(pd.DataFrame(ties)), "technology", "application")
    >>> found.table["flow"].tolist(), found.outside
    ([2, 1], 0)
    """
    rows, outside = combined(net, source, target, count=count, nesting=nesting, region_map=region_map)
    frame: pd.DataFrame = rows.groupby(["source", "target"], sort=True)["flow"].sum().reset_index()
    total = frame["flow"].sum()
    margins = [frame.groupby(end)["flow"].transform("sum") for end in ("source", "target")]
    frame["share"] = frame["flow"] / total if total else np.nan
    one = source.startswith("source_") and target == f"target_{source.removeprefix('source_')}"
    frame["type"] = np.where(frame["source"].eq(frame["target"]), "intra", "inter") if one else ""
    frame["expected_ratio"] = frame["flow"] * total / (margins[0] * margins[1])
    frame = frame.assign(even=levelled(frame["flow"])).sort_values(
        ["even", "source", "target"], ascending=[False, True, True], kind="stable"
    )
    frame = frame.drop(columns="even").reset_index(drop=True)
    frame.insert(0, "rank", np.arange(1, len(frame) + 1))
    each = "combinations" if rows.index.has_duplicates else ""
    frame = based(frame, Base(count, (having_column(source), having_column(target)), each=each), total)
    return Crossed(marked(frame, net.about.synthetic), outside)


def combined(
    net: ValueNetwork,
    source: str,
    target: str,
    *,
    count: Count = "relations",
    nesting: Nesting = "division",
    region_map: str = china.DEFAULT_MAP,
) -> tuple[pd.DataFrame, int]:
    """Return what :func:`crossed` counts, one row each, and how many relations lack one of the two.

    Parameters
    ----------
    net, source, target, count, nesting, region_map
        As in :func:`crossed`.

    Returns
    -------
    tuple
        ``source``, ``target``, ``flow``, and ``a`` and ``b``, the nodes at the ends, indexed by the row of
        the edges; and the number of relations without a value of either column.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> ties = {"source": ["a"], "target": ["b"], "technology": ["5G；物联网"], "application": ["智慧城市"]}
    >>> combined(from_frames(pd.DataFrame(ties)), "technology", "application")[0].values.tolist()
    [['5G', '智慧城市', 1, 0, 1], ['物联网', '智慧城市', 1, 0, 1]]
    """
    if source == target:
        raise ClusternetError.of("same_column", source=source, target=target)
    asked = (source, "source"), (target, "target")
    sides = [_of_rows(net, name, nesting, region_map).to_frame(end) for name, end in asked]
    rows = sides[0].join(sides[1], how="inner")
    at = rows.index.to_numpy()
    weight = net.edges["weight"].to_numpy(dtype=float)
    whole = np.zeros(len(weight), dtype=bool)
    whole[at] = True
    rows = rows.assign(flow=weight[at] if count == "weight" else 1, a=net.ends[0][at], b=net.ends[1][at])
    rows = rows[weight[at] > 0]
    if count == "pairs":
        rows = rows.drop_duplicates(["source", "target", "a", "b"])
    return rows, int(((weight > 0) & ~whole).sum())


def across(
    net: ValueNetwork, by: By = "technology", other: By = "application", *, nesting: Nesting = "division"
) -> pd.DataFrame:
    """Return how many relations fall on each pair of values of two attributes of relations.

    Parameters
    ----------
    net
        The network.
    by, other
        Two of ``technology``, ``application`` and ``industry``.
    nesting
        Of industries; see :func:`clusternet.space.distribution.shares`.

    Returns
    -------
    DataFrame
        ``name`` (of ``by``), ``across`` (of ``other``), ``count``, ``share``, ``lq``, ``base``, ``base_n``;
        pairs that occur, the largest first, counted as in :func:`crossed`. The location quotient is
        ``(n_ij / n_i.) / (n_.j / n..)``: above 1 where the pair is more frequent than
        independence would have it.

    Raises
    ------
    ClusternetError
        If the two are the same, or one is no attribute of relations.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> ties = {"source": ["a", "a", "b"], "target": ["b", "c", "c"], "technology": ["5G", "5G", "物联网"]}
    >>> net = from_frames(pd.DataFrame({**ties, "application": ["智慧城市", "智慧金融", "智慧城市"]}))
    >>> across(net)[["name", "across", "count", "lq"]].values.tolist()
    [['5G', '智慧城市', 1, 0.75], ['5G', '智慧金融', 1, 1.5], ['物联网', '智慧城市', 1, 1.5]]
    """
    if by == other or {counted(by), counted(other)} != {"edges"}:
        accepted = [each for each in BY if counted(each) == "edges"]
        raise ClusternetError.of("crossed_alike", by=by, other=other, accepted=accepted)
    found = crossed(net, by, other, nesting=nesting).table
    names = {"source": "name", "target": "across", "flow": "count", "expected_ratio": "lq"}
    columns = ["name", "across", "count", "share", "lq", "base", "base_n"]
    return marked(found.rename(columns=names)[columns], net.about.synthetic)


def _of_rows(net: ValueNetwork, column: str, nesting: Nesting, region_map: str) -> pd.Series:
    """Return the values of a column, one entry for each value of a cell, indexed by row position."""
    end, _, attribute = column.partition("_")
    members = net.ungrouped
    if column in net.edges and column not in ("source", "target"):
        values = each_value(net.edges[column].reset_index(drop=True), industries=column == "industry")
    elif end in ("source", "target") and attribute in get_args(Level):
        located = location.of_nodes(members, level=attribute, region_map=region_map)  # type: ignore[arg-type]
        values = pd.Series(located.to_numpy()[members.ends[end == "target"]])
        values = values[values.ne(china.UNKNOWN)]  # what is not known is no value
    elif end in ("source", "target") and attribute in members.nodes:
        cells = members.nodes[attribute].to_numpy(dtype=object)[members.ends[end == "target"]]
        values = each_value(pd.Series(cells, dtype=object), industries=attribute == "industry")
    else:
        attributes = [f"source_{name}" for name in members.nodes.columns]
        found = [str(name) for name in net.edges.columns if name not in ("source", "target")]
        raise SchemaError.of("no_column_of_edges", column=column, found=found, attributes=attributes)
    return nested(values, nesting, None) if column == "industry" or attribute == "industry" else values
