"""How relations and nodes are distributed over technologies, fields, industries and places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
import pandas as pd

from clusternet.errors import ClusternetError, SchemaError
from clusternet.kernels.ties import levelled
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china
from clusternet.space import location
from clusternet.space.values import each_value, nested
from clusternet.typing import Count, Level, Nesting
from clusternet.words.bases import Base, based, having, having_column, marked

__all__ = [
    "BY",
    "By",
    "Crossed",
    "across",
    "by_year",
    "combined",
    "counted",
    "crossed",
    "each_value",
    "shares",
    "unvalued",
]

By = Literal["technology", "application", "industry", "region", "province", "city", "country", "category"]
BY: tuple[By, ...] = get_args(By)
_PLACES = ("region", "province", "city", "country")
_EDGE_COLUMNS = ("technology", "application", "industry")
_SHARE_OF = {"edges": "share_of_relations", "nodes": "share_of_nodes"}


def shares(
    net: ValueNetwork,
    by: By = "technology",
    *,
    of: Literal["edges", "nodes"] | None = None,
    kind: str | None = None,
    nesting: Nesting = "division",
    within: str | None = None,
    region_map: str = china.DEFAULT_MAP,
) -> pd.DataFrame:
    """Return how many relations, or nodes, fall on each value of an attribute.

    Parameters
    ----------
    net
        The network.
    by
        The attribute.
    of
        ``edges`` (relations) or ``nodes``; edges for technology, application and industry, else nodes.
    kind
        Of nodes: ``sample`` or ``partner`` alone.
    nesting
        Of industries: the three sectors, the sections (letters) or the divisions (two digits) of GB/T 4754.
    within
        Of industries: a sector or section that shares are taken within, such as ``tertiary`` or ``C``.
    region_map
        Which regions are meant.

    Returns
    -------
    DataFrame
        ``rank``, ``name``, ``count``, ``share``, ``base``, ``base_n``. A cell that names several values
        counts once for each; shares are of all counts and add up to 1. Empty cells and unknown places are not
        in the base, see :func:`unvalued`. Where
        cells name several, the base is of mentions, and ``share_of_relations`` (or ``share_of_nodes``) is
        the share of the relations that name the value.

    Raises
    ------
    SchemaError
        If the data have no such attribute.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> ties = {"source": ["a", "b"], "target": ["b", "c"], "technology": ["5G；物联网", "5G"]}
    >>> shares(from_frames(pd.DataFrame(ties)))[["name", "count"]].values.tolist()
    [['5G', 2], ['物联网', 1]]
    """
    if by not in BY:
        raise ClusternetError(f"by {by!r}; accepted: {', '.join(BY)}")
    of = of or counted(by)
    values = _of_edges(net, by) if of == "edges" else _of_nodes(net, by, kind, region_map)
    what = "relations" if of == "edges" else f"{kind} nodes" if kind else "nodes"
    if by == "industry":
        values = nested(values, nesting, within)
    counts = values.value_counts()
    frame = pd.DataFrame({"name": counts.index.astype(object), "count": counts.to_numpy(dtype=np.int64)})
    frame = frame.sort_values(["count", "name"], ascending=[False, True], kind="stable", ignore_index=True)
    total = int(frame["count"].sum())
    frame["share"] = frame["count"] / total if total else np.nan
    frame.insert(0, "rank", np.arange(1, len(frame) + 1))
    base = Base(what, (having(by),), within or "" if by == "industry" else "")
    if values.index.has_duplicates:
        base = replace(base, each="mentions")
        naming = values.reset_index().drop_duplicates().iloc[:, 1].value_counts()
        share = frame["name"].map(naming).to_numpy(dtype=float) / values.index.nunique()
        frame[_SHARE_OF[of]] = share
    return marked(based(frame, base, total), net.about.synthetic)


def unvalued(
    net: ValueNetwork,
    by: By = "technology",
    *,
    of: Literal["edges", "nodes"] | None = None,
    kind: str | None = None,
    region_map: str = china.DEFAULT_MAP,
) -> int:
    """Return how many relations, or nodes, have no value and so are not in the base of :func:`shares`.

    Parameters
    ----------
    net, by, of, kind, region_map
        As in :func:`shares`.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b"], "target": "c", "technology": ["5G", None]}))
    >>> unvalued(net)
    1
    """
    if (of or counted(by)) == "edges":
        return len(net.edges) - int(_of_edges(net, by).index.nunique())
    values = _of_nodes(net, by, kind, region_map)
    whole = len(net.nodes) if kind is None or net.kinds is None else int(net.kinds.eq(kind).sum())
    return whole - int(values.index.nunique())


def by_year(
    net: ValueNetwork, by: By = "technology", *, cumulative: bool = False, **options: object
) -> pd.DataFrame:
    """Return :func:`shares` for every year.

    Parameters
    ----------
    net
        The network; its relations have years.
    by
        What relations or nodes are told by.
    cumulative
        Everything up to a year, instead of the year alone.
    **options
        As in :func:`shares`.

    Returns
    -------
    DataFrame
        ``year``, then the columns of :func:`shares`.

    Raises
    ------
    SchemaError
        If no relation has a year.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> rows = {"source": ["a", "b"], "target": ["b", "c"], "year": [2020, 2021], "technology": "5G"}
    >>> by_year(from_frames(pd.DataFrame(rows)), cumulative=True)[["year", "name", "count"]].values.tolist()
    [[2020, '5G', 1], [2021, '5G', 2]]
    """
    tables = []
    for year in net.years:
        part = net.until(year) if cumulative else net.window(year, year)
        found = shares(part, by, **options)  # type: ignore[arg-type]
        found.insert(0, "year", year)
        tables.append(found)
    if not tables:
        raise SchemaError("the edges have no year column; accepted headers: year, date, 年份, 日期")
    return _one_base(pd.concat(tables, ignore_index=True))


def _one_base(frame: pd.DataFrame) -> pd.DataFrame:
    """Return years of which some are of mentions as all of mentions: one base for all of them."""
    for name in (name for name in _SHARE_OF.values() if name in frame):
        mentions = next(base for base in frame["base"] if base.each)
        share = frame[name].fillna(frame["share"])
        frame = frame.drop(columns=name).assign(base=mentions)
        frame.insert(frame.columns.tolist().index("share") + 1, name, share)
    return frame


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
        Of industries and regions, as in :func:`shares`.

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
        raise ClusternetError(f"{source} and {target} are one column; two are needed")
    sides = [_of_rows(net, name, nesting, region_map).to_frame(end) for name, end in _ends(source, target)]
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
        Of industries; see :func:`shares`.

    Returns
    -------
    DataFrame
        ``name`` (of ``by``), ``across`` (of ``other``), ``count``, ``share``, ``lq``, ``base``, ``base_n``;
        pairs that occur, the largest first, counted as in :func:`crossed`. The location quotient is
        (n_ij / n_i.) / (n_.j / n..): above 1 where the pair is more frequent than independence would have it.

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
    if by == other or not {by, other} <= set(_EDGE_COLUMNS):
        accepted = ", ".join(_EDGE_COLUMNS)
        raise ClusternetError(f"{by} across {other}; accepted: two different ones of {accepted}")
    found = crossed(net, by, other, nesting=nesting).table
    names = {"source": "name", "target": "across", "flow": "count", "expected_ratio": "lq"}
    columns = ["name", "across", "count", "share", "lq", "base", "base_n"]
    return marked(found.rename(columns=names)[columns], net.about.synthetic)


def _ends(source: str, target: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (source, "source"), (target, "target")


def _of_rows(net: ValueNetwork, column: str, nesting: Nesting, region_map: str) -> pd.Series:
    """Return the values of a column, one entry for each value of a cell, indexed by row position."""
    end, _, attribute = column.partition("_")
    members = net.ungrouped
    if column in net.edges and column not in ("source", "target"):
        values = each_value(net.edges[column].reset_index(drop=True), industries=column == "industry")
    elif end in ("source", "target") and attribute in _PLACES:
        located = location.of_nodes(members, level=attribute, region_map=region_map)  # type: ignore[arg-type]
        values = pd.Series(located.to_numpy()[members.ends[end == "target"]])
        values = values[values.ne(china.UNKNOWN)]  # what is not known is no value
    elif end in ("source", "target") and attribute in members.nodes:
        cells = members.nodes[attribute].to_numpy(dtype=object)[members.ends[end == "target"]]
        values = each_value(pd.Series(cells, dtype=object), industries=attribute == "industry")
    else:
        attributes = ", ".join(f"source_{name}" for name in members.nodes.columns)
        found = ", ".join(str(name) for name in net.edges.columns if name not in ("source", "target"))
        raise SchemaError(f"no column {column}; the edges have: {found}; their ends have: {attributes}")
    return nested(values, nesting, None) if column == "industry" or attribute == "industry" else values


def counted(by: By) -> Literal["edges", "nodes"]:
    """Return what an attribute is counted over unless told otherwise.

    Parameters
    ----------
    by
        An attribute.

    Returns
    -------
    str
        ``edges`` or ``nodes``.

    Examples
    --------
    >>> counted("technology"), counted("province")
    ('edges', 'nodes')
    """
    return "edges" if by in _EDGE_COLUMNS else "nodes"


def _of_edges(net: ValueNetwork, by: str) -> pd.Series:
    if by not in net.edges:
        raise SchemaError(f"the edges have no column {by}, so relations cannot be distributed over it")
    return each_value(net.edges[by], industries=by == "industry")


def _of_nodes(net: ValueNetwork, by: By, kind: str | None, region_map: str) -> pd.Series:
    if by in _PLACES:
        values = _places(net, by, region_map)  # type: ignore[arg-type]
    elif by in net.nodes:
        values = net.nodes[by]
    else:
        raise SchemaError(f"the nodes have no column {by}, so they cannot be distributed over it")
    if kind is not None:
        if net.kinds is None:
            raise SchemaError("the data name no kinds of nodes (sample, partner), so none can be chosen")
        values = values[values.index.isin(net.nodes.index[net.kinds.eq(kind)])]
    return values.dropna() if by in _PLACES else each_value(values)


def _places(net: ValueNetwork, level: Level, region_map: str) -> pd.Series:
    """Return where nodes are, missing if that is unknown; a group is once in every place of its members."""
    located = location.of_nodes(net.ungrouped, level=level, region_map=region_map)
    located = located.mask(located.eq(china.UNKNOWN))
    if net.members is None:
        return located
    pairs = net.membership.assign(place=lambda rows: located.reindex(rows["member"]).to_numpy())
    return pairs.drop_duplicates(["group", "place"]).set_index("group")["place"]
