"""How relations and nodes are distributed over technologies, fields, industries and places."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, get_args

import numpy as np
import pandas as pd

from clusternet.errors import ClusternetError, SchemaError
from clusternet.network.about import About
from clusternet.network.absent import no_kinds, no_years
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china
from clusternet.space import location
from clusternet.space.values import each_value, nested
from clusternet.typing import Level, Nesting
from clusternet.words.bases import Base, based, having, marked
from clusternet.words.text import Text

__all__ = [
    "BY",
    "By",
    "by_year",
    "counted",
    "each_value",
    "one_base",
    "shares",
    "tabled",
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
        raise ClusternetError.of("no_choice", what="by", value=by, accepted=BY)
    of = of or counted(by)
    values = _of_edges(net, by) if of == "edges" else _of_nodes(net, by, kind, region_map)
    what = "relations" if of == "edges" else f"{kind} nodes" if kind else "nodes"
    return tabled(values, by, what=what, nesting=nesting, within=within, about=net.about)


def tabled(
    values: pd.Series,
    by: By,
    *,
    what: str,
    nesting: Nesting = "division",
    within: str | None = None,
    about: About | None = None,
    times: pd.Series | None = None,
) -> pd.DataFrame:
    """Return the table of :func:`shares` of values.

    Parameters
    ----------
    values
        One entry for every value, by the number of the relation or node that has it.
    by
        The attribute.
    what
        What has the values: ``relations``, ``nodes``, ``sample nodes`` or ``partner nodes``.
    nesting, within
        As in :func:`shares`.
    about
        What is known of the data, if anything.
    times
        How many relations or nodes each number stands for; one if None.

    Examples
    --------
    >>> values, times = pd.Series(["5G", "AI", "5G"], index=[0, 0, 1]), pd.Series([10, 5])
    >>> tabled(values, "technology", what="relations", times=times)[["name", "count"]].values.tolist()
    [['5G', 15], ['AI', 10]]
    """
    if by == "industry":
        values = nested(values, nesting, within)
    times = pd.Series(1, index=values.index.unique()) if times is None else times
    counts = _summed(values, times)
    frame = pd.DataFrame({"name": counts.index.astype(object), "count": counts.to_numpy(dtype=np.int64)})
    frame = frame.sort_values(["count", "name"], ascending=[False, True], kind="stable", ignore_index=True)
    total = int(frame["count"].sum())
    frame["share"] = frame["count"] / total if total else np.nan
    frame.insert(0, "rank", np.arange(1, len(frame) + 1))
    about = about or About()
    base = Base(what, (_condition(by, about),), within or "" if by == "industry" else "")
    if values.index.has_duplicates:
        base = replace(base, each="mentions")
        once = values.reset_index().drop_duplicates().set_index(values.index.name or "index").iloc[:, 0]
        having_any = int(times[values.index.unique()].sum())
        share = frame["name"].map(_summed(once, times)).to_numpy(dtype=float) / having_any
        frame[_SHARE_OF["edges" if what == "relations" else "nodes"]] = share
    return marked(based(frame, base, total), about.synthetic)


def _condition(by: By, about: About) -> Text:
    """Return what is counted has: places of the data's own go by the name the data have for them."""
    if by not in _PLACES or about.places != "own":
        return having(by)
    zh, en = about.place(by)
    return Text(f"有{zh}", f"a {en}")


def _summed(values: pd.Series, times: pd.Series) -> pd.Series:
    """Return how often each value stands, by the value."""
    return times[values.index].groupby(values.to_numpy(dtype=object)).sum()


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
        raise no_years(net.edges)
    return one_base(pd.concat(tables, ignore_index=True))


def one_base(frame: pd.DataFrame) -> pd.DataFrame:
    """Return years of which some are of mentions as all of mentions: one base for all of them.

    Parameters
    ----------
    frame
        Tables of :func:`shares`, one below the other.

    Examples
    --------
    >>> len(one_base(pd.DataFrame({"name": ["5G"], "share": [1.0]})))
    1
    """
    for name in (name for name in _SHARE_OF.values() if name in frame):
        mentions = next(base for base in frame["base"] if base.each)
        share = frame[name].fillna(frame["share"])
        frame = frame.drop(columns=name).assign(base=mentions)
        frame.insert(frame.columns.tolist().index("share") + 1, name, share)
    return frame


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
        raise SchemaError(
            f"the edges have no column {by}, so relations cannot be distributed over it",
            f"关系表没有 {by} 列，无法统计关系的分布",
        )
    return each_value(net.edges[by], industries=by == "industry")


def _of_nodes(net: ValueNetwork, by: By, kind: str | None, region_map: str) -> pd.Series:
    if by in _PLACES:
        values = _places(net, by, region_map)  # type: ignore[arg-type]
    elif by in net.nodes:
        values = net.nodes[by]
    else:
        raise SchemaError(
            f"the nodes have no column {by}, so they cannot be distributed over it",
            f"节点表没有 {by} 列，无法统计节点的分布",
        )
    if kind is not None:
        if net.kinds is None:
            raise no_kinds()
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
