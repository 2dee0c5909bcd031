"""What a figure states above its title: the first sentence on its numbers, nothing where they say nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clusternet.notes import headlines
from clusternet.notes.headlines import Counted
from clusternet.words import labels, naming
from clusternet.words.bases import base_of
from clusternet.words.text import NOTHING, Text, numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from clusternet.change.formation import Formation
    from clusternet.words.naming import Holds

_FEW = 0.01
LEADS = 1.5
"""How many times an equal share what ranks first must have to be worth a sentence."""


def flows(table: pd.DataFrame, base: Counted, *, places: int, kind: Holds, intra: Text) -> Text:
    """Return where most comes from, the largest flow between places, and what stays.

    Parameters
    ----------
    table
        All flows of the base, the largest first, as of :func:`clusternet.space.flows.largest`.
    base
        What shares are taken of.
    places
        How many there are.
    kind
        What their names are.
    intra
        What flows within them are called.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("A", "A", 5.0, "intra"), ("A", "B", 3.0, "inter"), ("B", "C", 2.0, "inter")]
    >>> table = pd.DataFrame(rows, columns=["source", "target", "flow", "type"])
    >>> base, within = Counted(10, Text("条", "relations")), Text("内部", "within a place")
    >>> flows(table, base, places=3, kind="zone", intra=within).en
    'A supplies 80.0% of what flows; the largest flow between places is A to B (30.0%), and 50.0% flow \
within a place (10 relations).'
    """
    apart = table[table["type"].eq("inter") & table["flow"].gt(0)]
    if apart.empty or places < 3:
        return NOTHING
    pair, first, share = apart.iloc[0], *supplier(table, base.size)
    if share <= 1 / places:
        return NOTHING
    source, target, top = (naming.said(str(name), kind) for name in (pair["source"], pair["target"], first))
    stays = 1 - float(apart["flow"].sum()) / base.size
    return headlines.flowing(
        (top, share), (source, target, float(pair["flow"]) / base.size), (intra, stays), base
    )


def supplier(table: pd.DataFrame, base: float) -> tuple[str, float]:
    """Return who supplies most, of equals the first by name, and the share of a base."""
    supplied = table.groupby("source")["flow"].sum().sort_index()
    return str(supplied.idxmax()), float(supplied.max() / base)


def leader(held: pd.DataFrame, top: pd.DataFrame, nodes: int, base: Counted) -> Text:
    """Return who leads and how concentrated edges are; nothing where they are spread evenly.

    Parameters
    ----------
    held
        As of :func:`clusternet.structure.degree.concentration`.
    top
        The first node, as of :func:`clusternet.structure.centrality.top`.
    nodes
        How many there are.
    base
        The edges.
    """
    row = few(held, top)
    share, part = float(row["share_of_links"]), float(row["share_of_nodes"])
    if labels.missing(share) or share <= part or nodes * part < 1 or top.empty:
        return NOTHING
    which = _WHICH.get(str(row["direction"]), Text("度数中心度", "degree"))
    number = f"{int(row['nodes']):,}"
    held_by = Text(
        f"{which.zh}最大的{100 * part:g}%的节点（{number}个）",
        f"the {100 * part:g}% of nodes with the largest {which.en} ({number})",
    )
    return headlines.leader(str(top["name"].iloc[0]), int(top["degree"].iloc[0]), held_by, share, base)


_WHICH = {"out": Text("连出度", "out-degree"), "in": Text("连入度", "in-degree")}


def few(held: pd.DataFrame, top: pd.DataFrame) -> pd.Series:
    """Return the row of the concentration of edges that a sentence is on: 1 % of nodes where there is one.

    Of the degrees it is the one by which the first node leads: a node that only receives has no out-degree.
    """
    way = held["direction"].iloc[0]
    if len(top) and {"in_degree", "out_degree"} <= set(top) and "in" in set(held["direction"]):
        way = "in" if int(top["in_degree"].iloc[0]) > int(top["out_degree"].iloc[0]) else way
    rows = held[held["direction"].eq(way) & held["nodes"].ge(1)]
    exact = rows[rows["share_of_nodes"].eq(_FEW)]
    return (exact if len(exact) else rows).iloc[0]


def first(
    found: pd.DataFrame, title: Text, *, holds: Holds, edges: bool, years: tuple[int, int] | None
) -> Text:
    """Return what ranks first in a distribution; nothing where its shares are nearly equal.

    Parameters
    ----------
    found
        As of :func:`clusternet.space.distribution.shares`.
    title
        Of the distribution.
    holds
        What its names are.
    edges
        Whether relations are counted; else nodes.
    years
        First and last of the data.
    """
    row, size = found.iloc[0], len(found)
    if not worth(float(row["share"]), size):
        return NOTHING
    unit = Text("条关系", "relations") if edges else Text("个节点", "nodes")
    unit = Text("次提及", "mentions") if base_of(found).each else unit
    counted = Counted(float(row["base_n"]), unit, years)
    return headlines.first_of(title, naming.said(str(row["name"]), holds), float(row["share"]), size, counted)


def most(names: Sequence[str], counts: Sequence[float]) -> Text:
    """Return which of several has most, and its share of all; nothing where they are nearly equal.

    Parameters
    ----------
    names
        As printed.
    counts
        In the same order.

    Examples
    --------
    >>> most(["A", "B", "C"], [6, 3, 1]).en
    'A ranks first of 3 with 60.0% (10 in all).'
    """
    ranked = sorted(((count, name) for count, name in zip(counts, names, strict=True) if count > 0))
    total = sum(count for count, _ in ranked)
    if not ranked or not worth(ranked[-1][0] / total, len(ranked)) or ranked[-1][0] == ranked[-2][0]:
        return NOTHING
    (count, name), of = ranked[-1], len(ranked)
    share, size = headlines.percent(count / total), f"{total:,.10g}"
    return Text(
        f"{of:,}个对象中{name}居首，占{share}（合计{size}）。",
        f"{name} ranks first of {of:,} with {share} ({size} in all).",
    )


def worth(share: float, of: int) -> bool:
    """Return whether what ranks first of so many is worth a sentence.

    >>> worth(0.5, 2), worth(0.5, 3)
    (False, True)
    """
    return of > 1 and share >= LEADS / of


def balance(table: pd.DataFrame, *, kind: Holds, units: Text, unit: Text) -> Text:
    """Return how many places supply more than they receive, and who is furthest apart.

    Parameters
    ----------
    table
        ``unit``, ``x`` (supplied) and ``y`` (received).
    units
        What they are: provinces.
    unit
        What is counted: relations.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"unit": ["A", "B", "C"], "x": [9, 1, 0], "y": [3, 5, 2]})
    >>> balance(table, kind="zone", units=Text("个地区", "places"), unit=Text("条", "relations")).en
    '1 of 3 places supply more than they receive; A is ahead by 6 relations, B behind by 4.'
    """
    net = (table["x"] - table["y"]).set_axis(table["unit"].astype(str)).dropna().sort_index()
    ahead, high, low = int(net.gt(0).sum()), float(net.max()), float(net.min())
    if len(net) < 3 or net.eq(high).sum() > 1 or net.eq(low).sum() > 1 or high <= 0 or low >= 0:
        return NOTHING
    more, less = (naming.said(str(name), kind) for name in (net.idxmax(), net.idxmin()))
    return Text(
        f"{len(net)}个{units.zh}中有{ahead}个供给多于接受；{more.zh}净供给最多（{high:,.10g}{unit.zh}），"
        f"{less.zh}净接受最多（{-low:,.10g}{unit.zh}）。",
        f"{ahead} of {len(net)} {units.en} supply more than they receive; {more.en} is ahead by {high:,.10g} "
        f"{unit.en}, {less.en} behind by {-low:,.10g}.",
    )


def grown(table: pd.DataFrame) -> Text:
    """Return the size of a cumulative network in its first and its last year, if both are known.

    Examples
    --------
    >>> import pandas as pd
    >>> grown(pd.DataFrame({"year": [2019, 2020], "nodes": [1200, 4000], "edges": [900, 5000]})).en
    'By 2020 the cumulative network has 4,000 nodes and 5,000 edges; by 2019 it had 1,200 and 900.'
    """
    if len(table) < 2 or not {"nodes", "edges"} <= set(table):
        return NOTHING
    ends = [table.iloc[place][["year", "nodes", "edges"]].astype(int).tolist() for place in (0, -1)]
    (before, few_nodes, few_edges), (last, nodes, edges) = ends
    return Text(
        f"截至{last}年，累计网络有{nodes:,}个节点、{edges:,}条边；截至{before}年为{few_nodes:,}个和{few_edges:,}条。",
        f"By {last} the cumulative network has {numbered(nodes, 'node')} and "
        f"{numbered(edges, 'edge')}; by {before} it had "
        f"{few_nodes:,} and {few_edges:,}.",
    )


def scored(table: pd.DataFrame, *, kind: Holds) -> Text:
    """Return what scores highest in an index, and how sure its rank is; nothing where two share it.

    Parameters
    ----------
    table
        ``unit`` and ``score``, best first; ``rank_low`` and ``rank_high`` where ranks have intervals.
    kind
        What the names are.
    """
    known = table.dropna(subset=["score"])
    if len(known) < 3 or known["score"].iloc[0] <= known["score"].iloc[1]:
        return NOTHING
    row = known.iloc[0]
    low, high = (row.get(name) for name in ("rank_low", "rank_high"))
    name, score, sure = naming.said(str(row["unit"]), kind), f"{float(row['score']):.3g}", NOTHING
    if not (labels.missing(low) or labels.missing(high)):
        sure = Text(f"，排名区间{low:.0f}–{high:.0f}", f", rank interval {low:.0f}–{high:.0f}")
        if low == high:
            sure = Text("，排名始终不变", " whatever is varied")
    return Text(
        f"{len(known)}个对象中{name.zh}得分最高（{score}）{sure.zh}。",
        f"{name.en} scores highest of {len(known)} ({score}){sure.en}.",
    )


def leaning(table: pd.DataFrame, names: Sequence[str], *, kind: Holds = "place") -> Text:
    """Return in how many indicators each of two units leads.

    Parameters
    ----------
    table
        ``leans_to``, as of :func:`clusternet.records.comparison.compare`.
    names
        The two units, as they stand in it.
    """
    leads = [int(table["leans_to"].eq(name).sum()) for name in names]
    even = int(table["leans_to"].ne("").sum()) - sum(leads)
    if sum(leads) < 1 or sum(leads) + even < 2:
        return NOTHING
    order = sorted(range(2), key=lambda place: -leads[place])
    said = [naming.said(names[place], kind) for place in order]
    most, least = leads[order[0]], leads[order[1]]
    both = Text(f"，{even}项相当", f", {even} about equal") if even else NOTHING
    if most == least:
        return Text(
            f"{said[0].zh}与{said[1].zh}各领先{most}项指标{both.zh}。",
            f"{said[0].en} and {said[1].en} lead in equally many indicators ({most}){both.en}.",
        )
    return Text(
        f"{most + least + even}项指标中{said[0].zh}领先{most}项，{said[1].zh}领先{least}项{both.zh}。",
        f"{said[0].en} leads in {most} of {numbered(most + least + even, 'indicator')}, "
        f"{said[1].en} in {least}{both.en}.",
    )


def together(pairs: pd.DataFrame, records: int, *, kind: Holds) -> Text:
    """Return which two items stand together most often; nothing where two pairs do equally.

    Parameters
    ----------
    pairs
        ``a``, ``b`` and ``count``.
    records
        How many there are.
    """
    ranked = pairs.sort_values("count", ascending=False, kind="stable")
    if len(ranked) < 2 or ranked["count"].iloc[0] == ranked["count"].iloc[1]:
        return NOTHING
    row = ranked.iloc[0]
    one, two = (naming.said(str(row[end]), kind) for end in ("a", "b"))
    count = int(row["count"])
    return Text(
        f"{one.zh}与{two.zh}共现最多：{records:,}条记录中有{count:,}条同时提及二者。",
        f"{one.en} and {two.en} stand together most often: in {count:,} of {numbered(records, 'record')}.",
    )


def chosen(found: Formation) -> Text:
    """Return what most tells the partners that are chosen from others; nothing where no interval leaves 1.

    Parameters
    ----------
    found
        As of :func:`clusternet.change.formation.formation`.
    """
    from clusternet.change.formation import NAMES

    table = found.table
    sure = table[table["low"].gt(1) | table["high"].lt(1)]
    if sure.empty:
        return NOTHING
    row = sure.sort_values("z", key=abs).iloc[-1]
    times, low, high = (f"{row[name]:,.4g}" for name in ("odds", "low", "high"))
    choices = f"{int(row['choices']):,}"
    term = NAMES[str(row["term"])]
    return Text(
        f"“{term.zh}”与被选中的关系最明确：优势比{times}（95%区间{low}—{high}；{choices}次选择）。",
        f"The clearest odds ratio of being chosen is that of {term.en}: {times} (95% interval {low} to "
        f"{high}; {choices} choices).",
    )


def standing(table: pd.DataFrame) -> Text:
    """Return how many of the first nodes stay among them where most is missing; nothing if not measured.

    Parameters
    ----------
    table
        As of :func:`clusternet.structure.sensitivity.table`.
    """
    rows = table[table["metric"].eq("top_degree")].dropna(subset=["mean"])
    if rows.empty:
        return NOTHING
    row = rows.sort_values("removed_share").iloc[-1]
    what = {"ties": Text("关系", "ties"), "partners": Text("关系节点", "partners")}[str(row["missing"])]
    share, kept, low, high = (
        f"{row[name]:.0%}" if row[name] >= 0.01 else f"{row[name]:.2%}"
        for name in ("removed_share", "mean", "low", "high")
    )
    return Text(
        f"缺失{share}的{what.zh}时，按度居前的节点平均有{kept}仍居前列（2.5%—97.5%分位{low}—{high}）。",
        f"With {share} of {what.en} missing, {kept} of the first by degree are still among the first on "
        f"average (2.5 to 97.5% quantiles {low} to {high}).",
    )


def nearest(table: pd.DataFrame, unit: Text, *, kind: Holds) -> Text:
    """Return which field lies nearest to what a unit is specialised in already.

    Parameters
    ----------
    table
        ``unit`` (the field) and ``x`` (relatedness density), as of
        :func:`clusternet.records.specialisation.opportunities`.
    unit
        Whose fields they are.
    """
    known = table.dropna(subset=["x"]).sort_values("x", ascending=False, kind="stable")
    if len(known) < 3 or known["x"].iloc[0] <= known["x"].iloc[1]:
        return NOTHING
    field = naming.said(str(known["unit"].iloc[0]), kind)
    density = f"{float(known['x'].iloc[0]):.2f}"
    return Text(
        f"图中{len(known)}个领域里，{field.zh}与{unit.zh}已有专长的相关密度最高（{density}）。",
        f"Of the {len(known)} fields drawn, {field.en} is the most related to what {unit.en} is "
        f"specialised in (density {density}).",
    )
