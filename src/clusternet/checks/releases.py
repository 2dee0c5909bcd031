"""Two releases of one data set: which nodes and past edges changed, and what that does to the structure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from clusternet.checks.look import Look
from clusternet.checks.matching import MORE, TIE, Changes, changed_rows
from clusternet.conventions import GEPHI, Convention
from clusternet.io import Reading
from clusternet.network.aliases import Aliases
from clusternet.network.value_network import ValueNetwork
from clusternet.schema.findings import Action, Finding, NodeText, done
from clusternet.schema.joining import one_each
from clusternet.structure import metrics
from clusternet.words import labels
from clusternet.words.text import SEMICOLON, Text

__all__ = ["CAUSES", "INDICATORS", "Comparison", "compare"]

CAUSES = (
    "renamed", "nodes_gone", "edges_gone", "edges_changed", "edges_new", "nodes_new", "attributes",
)  # fmt: skip
"""What a difference is split by, in the order in which the changes are applied to the earlier release."""

INDICATORS = (
    *("relations", "sample_nodes", "partner_nodes", "nodes", "edges", "self_loops", "average_degree"),
    *("average_weighted_degree", "density", "diameter", "radius", "average_path_length", "reachable_share"),
    *("average_clustering", "weak_components", "strong_components"),
)
"""Compared unless told otherwise; modularity depends on the partition that is found."""

_ATTRIBUTES = ("name", "kind", "category", "province", "city")


@dataclass(frozen=True, eq=False)
class Comparison:
    r"""What changed between two releases.

    Attributes
    ----------
    findings
        Nodes, edges of past years and structure cells that differ.
    structure : DataFrame
        One row per year of the earlier release and indicator: ``year``, ``indicator``, ``before``, ``after``,
        ``difference`` and one column for each of :data:`CAUSES`, which add up to it. The changes are applied
        one after the other, so a cause has the effect it has after those before it.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from clusternet.io import examine
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     ties = pathlib.Path(folder, "ties.csv")
    ...     _ = ties.write_text("source,target,year\na,b,2020\n")
    ...     reading = examine(ties)
    >>> found = compare(reading, reading, columns=["edges"])
    >>> len(found.findings), int(found.structure["difference"].abs().sum())
    (0, 0)
    """

    findings: tuple[Finding, ...]
    structure: pd.DataFrame


def compare(
    now: Reading,
    before: Reading,
    *,
    columns: Iterable[str] = INDICATORS,
    convention: Convention = GEPHI,
) -> Comparison:
    r"""Compare a data set with an earlier release of itself.

    Names of the earlier release are followed through the alias table of the later one, and its words through
    the crosswalks. Past years are those up to the last year of the earlier release.

    Parameters
    ----------
    now, before
        Both releases, from :func:`clusternet.io.examine`.
    columns
        Indicators of :func:`clusternet.structure.metrics.structure` to compare.
    convention
        Which software's definitions to use.

    Returns
    -------
    Comparison

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from clusternet.io import examine
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     ties = pathlib.Path(folder, "ties.csv")
    ...     _ = ties.write_text("source,target,year\na,b,2020\n")
    ...     now = examine(ties)
    >>> compare(now, now, columns=["edges"]).structure[["year", "before", "after"]].iloc[-1].tolist()
    [2020.0, 1.0, 1.0]
    """
    pair = _Pair(now, before)
    structure = _structure(pair, metrics.check_columns(columns), convention)
    parts = (_years(pair), _nodes(pair), _edges(pair), _cells(structure))
    return Comparison(tuple(each for part in parts for each in part), structure)


@dataclass(frozen=True)
class _Pair:
    """Both releases, with the earlier one in today's names and words."""

    now: Reading
    before: Reading

    @cached_property
    def look(self) -> Look:
        return Look(self.now)

    @cached_property
    def look_back(self) -> Look:
        return Look(self.before)

    @property
    def new_ids(self) -> pd.Index:
        return self.now.network.nodes.index

    @cached_property
    def old_nodes(self) -> pd.DataFrame:
        """The nodes of the earlier release under today's names; a node's own row comes first."""
        known, table = self.now.curation.aliases, self.before.network.nodes
        own = np.array([known.of(str(node)) == node for node in table.index], dtype=bool)
        table = pd.concat([table[own], table[~own]]) if not own.all() else table
        return one_each(table.rename(index=known.of))

    @cached_property
    def old_rows(self) -> pd.DataFrame:
        """The rows of the earlier release in today's names and words, as the later one writes them."""
        known, today = self.now.curation, self.now.network.edges
        rows = _plain(self.before.network)
        for end in ("source", "target"):
            rows[end] = rows[end].map(known.aliases.of)
        for column in (name for name in known.words if name in rows):
            words = known.words[column].of(Counter(today[column].dropna()) if column in today else {})
            rows[column] = rows[column].map(lambda cell, words=words: words.read(cell)[0] if cell else cell)
        return rows

    @cached_property
    def last_year(self) -> int | None:
        years = self.before.network.years
        return years[-1] if years else None

    @cached_property
    def new_rows(self) -> pd.DataFrame:
        """The rows of the later release that lie in past years, or have no year."""
        rows = _plain(self.now.network)
        if self.last_year is None or "year" not in rows:
            return rows
        years = pd.to_numeric(rows["year"], errors="coerce")
        return rows[~(years > self.last_year)]

    @cached_property
    def changes(self) -> Changes:
        return changed_rows(self.old_rows, self.new_rows)


def _plain(net: ValueNetwork) -> pd.DataFrame:
    """Return the columns that make a row what it is, as text; empty where missing."""
    rows = net.edges[[name for name in (*TIE, *MORE) if name in net.edges]].astype(object)
    return rows.where(rows.notna(), "").map(
        lambda value: f"{value:g}" if isinstance(value, float) else str(value)
    )


# -- findings ----------------------------------------------------------------------------------------------
def _years(pair: _Pair) -> Iterator[Finding]:
    net = pair.now.network
    for year in net.years:
        if pair.last_year is not None and year > pair.last_year:
            number = int(net.edges["year"].eq(year).sum())
            yield Finding("year_new", column="year", value=str(year), action=done("relations", number))


def _nodes(pair: _Pair) -> Iterator[Finding]:
    known, nodes = pair.now.curation.aliases, pair.now.network.nodes
    for node in nodes.index[~nodes.index.isin(pair.old_nodes.index)]:
        yield pair.look.of_node("node_new", node, NodeText(node), done("was_not_there"))
    for node in pair.before.network.nodes.index:
        now = known.of(node)
        if now not in nodes.index:
            yield pair.look_back.of_node("node_gone", node, NodeText(node), _gone(pair, node))
        elif now != node:
            yield pair.look_back.of_node("node_renamed", node, NodeText(node), _renamed(known, node))
    yield from _attributes(pair)


def _renamed(known: Aliases, node: str) -> Action:
    """Say what a node is called now, since when, and where the alias table says so."""
    since = (known.valid_from[node],) if node in known.valid_from else ()
    line = (known.file, known.line[node]) if node in known.line else ()
    key = f"is_now{'_since' if since else ''}{'_by' if line else ''}"
    return done(key, NodeText(known.of(node)), *since, *line)


def _gone(pair: _Pair, node: str) -> Action:
    """Say what may have become of a node: one with its credit code."""
    nodes, before = pair.now.network.nodes, pair.before.network.nodes
    if "credit_code" in nodes and "credit_code" in before:
        code = before["credit_code"].fillna("").to_dict()[node]
        same = nodes.index[nodes["credit_code"].eq(code).fillna(False)]
        if code and len(same):
            return done("was_there_renamed", NodeText(same[0]))
    return done("was_there")


def _attributes(pair: _Pair) -> Iterator[Finding]:
    nodes, old = pair.now.network.nodes, pair.old_nodes
    both = nodes.index[nodes.index.isin(old.index)]
    for column in (name for name in _ATTRIBUTES if name in nodes and name in old):
        now, was = nodes.loc[both, column], old.loc[both, column]
        texts = [side.astype(object).where(side.notna(), "").astype(str) for side in (now, was)]
        differs = texts[0].ne(texts[1]).to_numpy()
        problem = "node_renamed" if column == "name" else "node_changed"
        for node in both[differs]:
            value = NodeText(node, f": {'' if pd.isna(now[node]) else now[node]}")
            action = done("was_empty") if pd.isna(was[node]) else done("was", was[node])
            yield pair.look.of_node(problem, node, value, action, column)


def _edges(pair: _Pair) -> Iterator[Finding]:
    changes = pair.changes
    old, new = (_Texts(rows) for rows in (pair.old_rows, pair.new_rows))
    for row in changes.gone:
        yield pair.look_back.of_row("edge_gone", row, "", old.tie(row), done("was_there"))
    for row in changes.new:
        yield pair.look.of_row("edge_new_in_past", row, "", new.tie(row), done("was_not_there"))
    shared = [name for name in old.columns if name in new.columns]
    for was, now in changes.changed:
        for column in (name for name in shared if old[was, name] != new[now, name]):
            value, before = new.tie(now, f": {new[now, column]}"), old[was, column]
            action = done("was", before) if before else done("was_empty")
            yield pair.look.of_row("edge_changed", now, column, value, action)


class _Texts:
    """Rows of text by number and column."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self.columns = {str(name): dict(zip(rows.index, rows[name], strict=True)) for name in rows}

    def __getitem__(self, place: tuple[int, str]) -> str:
        return str(self.columns[place[1]][place[0]])

    def tie(self, row: int, further: str = "") -> NodeText:
        """Return a row in words, with what is said of it."""
        more = [self[row, name] for name in ("year", "relation") if name in self.columns]
        said = ", ".join(filter(None, more))
        further = (f" ({said})" if said else "") + further
        return NodeText(self[row, "source"], " → ", self[row, "target"], further)


def _cells(structure: pd.DataFrame) -> Iterator[Finding]:
    for row in structure.to_dict("records"):
        if row["before"] == row["after"] or (pd.isna(row["before"]) and pd.isna(row["after"])):
            continue
        steps = {name: float(row[name]) for name in CAUSES}
        causes = SEMICOLON.join(
            Text(f"{labels.heading(name, 'zh')} {step:+.6g}", f"{name} {step:+.6g}")
            for name, step in steps.items()
            if abs(step) > 0
        )
        year = "" if pd.isna(row["year"]) else f"{row['year']}: "
        value = f"{year}{row['before']:.6g} → {row['after']:.6g}"
        action = done("caused_by", causes)
        yield Finding("structure_changed", column=row["indicator"], value=value, action=action)


# -- the structure -----------------------------------------------------------------------------------------
def _structure(pair: _Pair, columns: tuple[str, ...], convention: Convention) -> pd.DataFrame:
    """Measure the earlier release, then again after each kind of change."""
    stages = list(_stages(pair))
    measured: dict[object, metrics.Structure] = {}
    records = []
    years: list[int | None] = [*pair.before.network.years] if pair.now.network.years else []
    for year in years or [None]:
        found = []
        for net in stages:
            part = _until(net, year)
            key = _content(part)
            if key not in measured:
                measured[key] = metrics.structure(part, convention, columns=columns)
            found.append(measured[key])
        records += [_record(year, name, found) for name in columns if _is_number(found, name)]
    frame = pd.DataFrame(records, columns=["year", "indicator", "before", "after", "difference", *CAUSES])
    frame["year"] = frame["year"].astype("Int64")
    return frame


def _record(year: int | None, name: str, found: list[metrics.Structure]) -> dict[str, object]:
    values = [float("nan") if getattr(each, name) is None else float(getattr(each, name)) for each in found]
    steps = np.diff(values)
    record: dict[str, object] = {
        "year": year, "indicator": name, "before": values[0], "after": values[-1],
        "difference": values[-1] - values[0],
    }  # fmt: skip
    return record | dict(zip(CAUSES, steps.tolist(), strict=True))


def _is_number(found: list[metrics.Structure], name: str) -> bool:
    values = [getattr(each, name) for each in found]
    return any(value is not None for value in values) and not any(isinstance(value, str) for value in values)


def _until(net: ValueNetwork, year: int | None) -> ValueNetwork:
    """Return the cumulative snapshot, which may hold no row at all."""
    if year is None:
        return net
    inside = net.edges["year"].le(year).fillna(False)
    if inside.any():
        return net.until(year)
    return ValueNetwork(net.nodes.iloc[:0], net.edges.iloc[:0], about=net.about, as_of=year)


def _content(net: ValueNetwork) -> object:
    """Return what a structure depends on; rows in another order are the same."""
    rows = net.edges[["source", "target", "weight"]].astype({"source": object, "target": object})
    kinds = () if net.kinds is None else tuple(sorted(net.kinds.value_counts().items()))
    return int(pd.util.hash_pandas_object(rows, index=False).sum()), len(rows), len(net.nodes), kinds


def _stages(pair: _Pair) -> Iterator[ValueNetwork]:
    """Yield the earlier release, then the same after each of :data:`CAUSES`, up to the later release."""
    changes, gone_nodes = pair.changes, ~pair.old_nodes.index.isin(pair.new_ids)
    gone = set(pair.old_nodes.index[gone_nodes])
    old, new = _measurable(pair.old_rows), _measurable(pair.new_rows)
    nodes = pd.concat([pair.old_nodes, pair.now.network.nodes[~pair.new_ids.isin(pair.old_nodes.index)]])
    like = pair.before.network
    yield _network(like, like.nodes, _measurable(_plain(like)))
    yield _network(like, nodes, old)
    touching = old["source"].isin(gone) | old["target"].isin(gone)
    yield _network(like, nodes, old[~touching])
    left = old[~touching & ~old.index.isin(changes.gone)]
    yield _network(like, nodes, left)
    pairs = [(was, now) for was, now in changes.changed if was in left.index]
    left = pd.concat([left.drop(index=[was for was, _ in pairs]), new.loc[[now for _, now in pairs]]])
    yield _network(like, nodes, left)
    fresh = new.loc[changes.new]
    known = fresh["source"].isin(pair.old_nodes.index) & fresh["target"].isin(pair.old_nodes.index)
    yield _network(like, nodes, pd.concat([left, fresh[known]]))
    yield _network(like, nodes, new)
    yield _network(pair.now.network, pair.now.network.nodes, new)


def _measurable(rows: pd.DataFrame) -> pd.DataFrame:
    kept = rows[["source", "target"]].assign(weight=rows["weight"].astype(float))
    if "year" in rows:
        kept["year"] = pd.to_numeric(rows["year"], errors="coerce").astype("Int64")
    return kept


def _network(like: ValueNetwork, nodes: pd.DataFrame, rows: pd.DataFrame) -> ValueNetwork:
    ends = {end: pd.Categorical(rows[end], categories=nodes.index) for end in ("source", "target")}
    return ValueNetwork(
        nodes,
        rows.assign(**ends).reset_index(drop=True),
        directed=like.directed,
        about=like.about,
        as_of=like.as_of,
    )
