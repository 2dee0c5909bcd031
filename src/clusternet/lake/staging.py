"""Tables of a source as the edges and nodes of a network: every cell conformed, ids numbered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from clusternet.errors import EmptyNetworkError
from clusternet.io.blocks import Source
from clusternet.io.curation import Curation
from clusternet.lake import surveyed
from clusternet.lake.conforming import ONE, Columns
from clusternet.lake.engines import Engine
from clusternet.schema.columns import FORMS, ORIGIN
from clusternet.schema.findings import Finding

__all__ = ["EDGE_TEXTS", "NODE_WORDS", "Staged", "stage"]

EDGE_TEXTS = ("relation", "technology", "application", "industry")
NODE_WORDS = ("name", "kind", "category", "province", "city", "region", "country", "platform", "left_year")
_TYPES = {"year": "BIGINT", "left_year": "BIGINT", "weight": "DOUBLE", "platform": "BOOLEAN"}


@dataclass(frozen=True, eq=False)
class Staged:
    """What a source became.

    Attributes
    ----------
    edges, nodes
        The columns that the tables ``edges`` (``s``, ``t``, ``y``, ``w`` and texts) and ``nodes`` (``id``,
        ``key`` and words) have.
    rows, refused
        Rows read, and rows refused.
    findings
        (finding, rows): what was odd in a value, and in how many rows it stands.
    headers
        Of all tables.
    """

    edges: frozenset[str]
    nodes: frozenset[str]
    rows: int
    refused: int
    findings: tuple[tuple[Finding, int], ...]
    headers: tuple[str, ...]

    @property
    def others(self) -> int:
        """Cells of rows that were not refused, and that are read otherwise than they are written."""
        return sum(rows for each, rows in self.findings if each.severity != "fault")


@dataclass
class _Stage:
    engine: Engine
    curation: Curation
    directions: Mapping[str, str]
    findings: list[tuple[Finding, int]] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    rows: int = 0
    kept: int = 0

    def columns(self, view: str, source: Source, given: Any, *, edges: bool) -> Columns:
        headers = self.engine.register(view, given)
        self.headers += headers
        return Columns(source, headers, edges=edges, curation=self.curation, directions=self.directions)

    def map(self, view: str, columns: Columns, name: str) -> str:
        """Make the table of the values of a column, as they are written (``raw``) and as they are read."""
        place, mapped = columns.place(name), f"{view}_{name}"
        values = self.engine.fetch(
            f"SELECT c{place} AS raw, CAST(COUNT(*) AS BIGINT) AS rows_of FROM {view} GROUP BY c{place}"
        )
        raw, counts = values.column(0).combine_chunks(), values.column(1).to_numpy()
        found: list[Finding] = []
        parts = [_told(columns, name, frame) for frame in columns.conformed(name, raw, found)]
        told = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame({"at": [], "v": []})
        line = {each.line: each for each in found}
        self.findings += [(each, int(counts[int(each.line or 1) - 1])) for each in found if line]
        self._registered(mapped, raw.take(told.pop("at").astype("int64").to_numpy()), told, name)
        return mapped

    def _registered(self, mapped: str, raw: Any, told: pd.DataFrame, name: str) -> None:
        import pyarrow

        made = {"raw": raw}
        for column in told:
            kind = {"DOUBLE": pyarrow.float64(), "BIGINT": pyarrow.int64(), "BOOLEAN": pyarrow.bool_()}.get(
                _TYPES.get(name, ""), pyarrow.string()
            )
            texts = told[column].astype(object).where(told[column].notna(), None)
            made[str(column)] = pyarrow.array(texts.tolist(), type=kind)
        headers = self.engine.register(f"{mapped}_given", pyarrow.table(made))
        listed = ", ".join(f"c{place} AS {each}" for place, each in enumerate(headers))
        self.engine.create(mapped, f"SELECT {listed} FROM {mapped}_given")


def _told(columns: Columns, name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return where each value stood, and as what it is read: of a direction the two ways it runs."""
    at = frame[ORIGIN[2]]
    if name == "direction":
        ways = pd.DataFrame({"at": at, "v": np.where(frame["source"] == ONE, "enable", "input")})
        return (
            ways.groupby("at")["v"].agg(lambda each: "both" if len(each) > 1 else each.iloc[0]).reset_index()
        )
    known = name if name in frame else columns_of(name, columns)
    return pd.DataFrame({"at": at, "v": frame[known].astype(object)})


def columns_of(name: str, columns: Columns) -> str:
    """Return what a column of the sample/partner form is called once it is read."""
    if not columns.edges or columns.form == FORMS[0]:
        return name
    for own, end in zip(FORMS[1], FORMS[0], strict=True):
        if name == own or name.startswith(f"{own}_"):
            return f"{end}{name[len(own) :]}"
    return name


def stage(
    engine: Engine,
    edges: Sequence[tuple[Source, Any]],
    nodes: Sequence[tuple[Source, Any]],
    *,
    curation: Curation,
    directions: Mapping[str, str],
) -> Staged:
    """Make the tables ``edges`` and ``nodes`` of an engine.

    Parameters
    ----------
    engine
        Where.
    edges, nodes
        What the descriptor says of each table, and the table.
    curation, directions
        The owner's tables of names and words.

    Raises
    ------
    EmptyNetworkError
        If no relation is left.
    """
    stage = _Stage(engine, curation, directions)
    parts = [_edge_part(stage, f"e{place}", *each) for place, each in enumerate(edges)]
    tables = [_node_part(stage, f"n{place}", *each) for place, each in enumerate(nodes)]
    held = [name for name in EDGE_TEXTS if any(name in part for _, part in parts)]
    dated = any("year" in part for _, part in parts)
    _number(engine, [view for view, _ in parts], tables)
    ends = "COALESCE(a.id, x.id)", "COALESCE(b.id, z.id)"
    selected = [
        f"SELECT {ends[0]} AS s, {ends[1]} AS t, p.y, p.w{''.join(f', p.{name}' for name in held)} "
        f"FROM ({_padded(view, part, held)}) p JOIN ids x ON p.sk = x.name JOIN ids z ON p.tk = z.name "
        "LEFT JOIN own_names a ON p.sk = a.name LEFT JOIN own_names b ON p.tk = b.name"
        for view, part in parts
    ]
    engine.create("edges", " UNION ALL ".join(selected))
    kept = engine.fetch("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM edges").column(0)[0].as_py()
    if not kept:
        said = Counter(each.problem for each, _ in stage.findings if each.severity == "fault")
        raise EmptyNetworkError.of("no_valid_row", why=", ".join(said) or "the tables are empty")
    words = _nodes(engine, parts, tables)
    columns = frozenset({"s", "t", "w", *held, *(["year"] if dated else [])})
    return Staged(
        columns, words, stage.rows, stage.rows - stage.kept, tuple(stage.findings), tuple(stage.headers)
    )


def _padded(view: str, part: set[str], held: Sequence[str]) -> str:
    """Return a part with all columns that any part has."""
    texts = [name if name in part else f"CAST(NULL AS VARCHAR(1)) AS {name}" for name in held]
    year = "year AS y" if "year" in part else "CAST(NULL AS BIGINT) AS y"
    return f"SELECT sk, tk, weight AS w, {', '.join([year, *texts])} FROM {view}_rows"


def _edge_part(stage: _Stage, view: str, source: Source, given: Any) -> tuple[str, set[str]]:
    """Make the rows of one table: ends as texts, and columns of the contract."""
    columns = stage.columns(view, source, given, edges=True)
    one, other = columns.form
    carried = {f"{end}_{name}" for end in columns.form for name in NODE_WORDS}
    wanted = {one, other, "direction", "year", "weight", *EDGE_TEXTS, *carried}
    held = [name for name in dict.fromkeys(columns.names.values()) if name in wanted]
    if one == FORMS[0][0]:
        held = [name for name in held if name != "direction"]
    maps = {name: stage.map(view, columns, name) for name in held if columns.place(name) is not None}
    joins = " ".join(
        f"JOIN {mapped} m_{name} ON r.c{columns.place(name)} IS NOT DISTINCT FROM m_{name}.raw"
        for name, mapped in maps.items()
    )
    stated = {name: columns.source.set[name] for name in held if name not in maps}
    values = [f"m_{name}.v AS {name}" for name in maps]
    values += [f"{_literal(stage, columns, name, text)} AS {name}" for name, text in stated.items()]
    values += [] if "weight" in held else ["1.0E0 AS weight"]
    stage.engine.create(f"{view}_read", f"SELECT {', '.join(values)} FROM {view} r {joins}")
    stage.rows += _count(stage.engine, view)
    stage.kept += _count(stage.engine, f"{view}_read")
    named = {columns_of(name, columns) for name in held} | {"weight"}
    if one == FORMS[1][0]:
        return view, surveyed.oriented(stage.engine, view, [*held, "weight"]) | named
    rest = [name for name in [*held, "weight"] if name not in (one, other)]
    listed = ", ".join(dict.fromkeys([f"{one} AS sk", f"{other} AS tk", *rest]))
    stage.engine.create(f"{view}_rows", f"SELECT {listed} FROM {view}_read")
    return view, named


def _literal(stage: _Stage, columns: Columns, name: str, text: str) -> str:
    """Return a value that the descriptor sets for every row, as it is read."""
    import pyarrow

    found: list[Finding] = []
    (frame,) = columns.conformed(name, pyarrow.array([text]), found)
    value = _told(columns, name, frame)["v"].iloc[0]
    stage.findings += [(each, 1) for each in found]
    if name in _TYPES:
        return f"CAST({value!r} AS {_TYPES[name]})"
    return "'" + str(value).replace("'", "''") + "'"


def _count(engine: Engine, view: str) -> int:
    return int(engine.fetch(f"SELECT CAST(COUNT(*) AS BIGINT) AS n FROM {view}").column(0)[0].as_py())


def _node_part(stage: _Stage, view: str, source: Source, given: Any) -> tuple[str, set[str]]:
    """Make the nodes of one table: an id as text, and one value of each column."""
    columns = stage.columns(view, source, given, edges=False)
    held = [name for name in dict.fromkeys(columns.names.values()) if name in ("id", *NODE_WORDS)]
    maps = {name: stage.map(view, columns, name) for name in held if columns.place(name) is not None}
    joins = " ".join(
        f"JOIN {mapped} m_{name} ON r.c{columns.place(name)} IS NOT DISTINCT FROM m_{name}.raw"
        for name, mapped in maps.items()
    )
    stated = {name: columns.source.set[name] for name in held if name not in maps}
    values = [f"MIN(m_{name}.v) AS {name}" for name in maps if name != "id"]
    values += [f"{_literal(stage, columns, name, text)} AS {name}" for name, text in stated.items()]
    given_names = [*(name for name in maps if name != "id"), *stated]
    if source.kind is not None:
        own = f"COALESCE(MIN(m_kind.v), '{source.kind}')" if "kind" in maps else f"'{source.kind}'"
        values = [
            f"{own} AS kind",
            *(each for name, each in zip(given_names, values, strict=True) if name != "kind"),
        ]
        held = list(dict.fromkeys([*held, "kind"]))
    listed = ", ".join(["m_id.v AS key", *values])
    stage.engine.create(f"{view}_rows", f"SELECT {listed} FROM {view} r {joins} GROUP BY m_id.v")
    return view, set(held) - {"id"}


def _number(engine: Engine, parts: Sequence[str], tables: Sequence[tuple[str, set[str]]]) -> None:
    """Number the ids in the order of their characters; names that only one node bears count as its id."""
    named = [view for view, held in tables if "name" in held]
    texts = [f"SELECT {end} AS k FROM {view}_rows" for view in parts for end in ("sk", "tk")]
    texts += [f"SELECT key AS k FROM {view}_rows" for view, _ in tables]
    distinct = " UNION ".join(texts)
    engine.create(
        "ids",
        "SELECT k AS name, CAST(ROW_NUMBER() OVER (ORDER BY k) - 1 AS BIGINT) AS id "
        f"FROM ({distinct}) distinct_ids WHERE k IS NOT NULL",
    )
    said = " UNION ".join(f"SELECT name, key FROM {view}_rows WHERE name IS NOT NULL" for view in named)
    said = said or "SELECT name, name AS key FROM ids WHERE 1 = 0"
    listed = " UNION ".join(f"SELECT key FROM {view}_rows" for view, _ in tables) or "SELECT name FROM ids"
    engine.create(
        "own_names",
        f"SELECT said.name, MIN(i.id) AS id FROM ({said}) said JOIN ids i ON said.key = i.name "
        f"WHERE said.name NOT IN ({listed}) GROUP BY said.name HAVING COUNT(*) = 1",
    )


def _nodes(
    engine: Engine, parts: Sequence[tuple[str, set[str]]], tables: Sequence[tuple[str, set[str]]]
) -> frozenset[str]:
    """Make the nodes: those of the tables and the ends of edges, with what either says of them."""
    ends = "SELECT s AS id FROM edges UNION SELECT t FROM edges"
    listed = [f"SELECT i.id FROM {view}_rows r JOIN ids i ON r.key = i.name" for view, _ in tables]
    engine.create("all_nodes", " UNION ".join([ends, *listed]))
    held: dict[str, list[str]] = {}
    joins = []
    for view, words in tables:
        joins.append(f"LEFT JOIN {view}_rows {view} ON i.name = {view}.key")
        for name in sorted(words):
            held.setdefault(name, []).append(f"{view}.{name}")
    for name in NODE_WORDS:
        said = [
            f"SELECT COALESCE(o.id, i.id) AS id, r.{end}_{name} AS v FROM {view}_rows r "
            f"JOIN ids i ON r.{key} = i.name LEFT JOIN own_names o ON r.{key} = o.name "
            f"WHERE r.{end}_{name} IS NOT NULL"
            for view, part in parts
            for end, key in (("source", "sk"), ("target", "tk"))
            if f"{end}_{name}" in part
        ]
        if name == "kind":
            said += [
                f"SELECT i.id, 'sample' AS v FROM {view}_samples r JOIN ids i ON r.k = i.name"
                for view, part in parts
                if surveyed.MARK in part
            ]
        if said:
            best = "MAX" if name == "kind" else "MIN"
            union = " UNION ALL ".join(said)
            engine.create(f"said_{name}", f"SELECT id, {best}(v) AS v FROM ({union}) said GROUP BY id")
            joins.append(f"LEFT JOIN said_{name} s_{name} ON n.id = s_{name}.id")
            held.setdefault(name, []).append(f"s_{name}.v")
    values = [f"COALESCE({', '.join(columns)}) AS {name}" for name, columns in held.items()]
    listed_values = ", ".join(["n.id", "i.name AS key", *values])
    engine.create(
        "nodes",
        f"SELECT {listed_values} FROM all_nodes n JOIN ids i ON n.id = i.id {' '.join(joins)}",
    )
    if "kind" in held:
        samples = engine.fetch("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM nodes WHERE kind = 'sample'")
        if samples.column(0)[0].as_py():
            others = ", ".join(["id", "key", *(name for name in held if name != "kind")])
            engine.create("nodes", f"SELECT {others}, COALESCE(kind, 'partner') AS kind FROM nodes")
    return frozenset(held)
