"""Flows between places, counted on an engine: rows by the places of their ends are few enough to hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from clusternet.lake.lake import Lake
from clusternet.network.relations import TECHNOLOGY
from clusternet.network.resampling import Resampling
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china, countries
from clusternet.space import flows, polarisation
from clusternet.space.concentration import PERIODS, SIDES, parts
from clusternet.space.flows import FlowMatrix, base_within
from clusternet.typing import Count, Level

__all__ = ["classes", "condensed", "matrix", "polarisation_by_year"]

PLACES = ("province", "city", "region", "country")
_NONE = Resampling(0)


def matrix(
    lake: Lake,
    *,
    level: Level = "province",
    count: Count = "relations",
    region_map: str = china.DEFAULT_MAP,
    surveyed: Lake | None = None,
) -> FlowMatrix:
    """Count the flows between places, as :func:`clusternet.space.flows.matrix` does.

    Parameters
    ----------
    lake
        The data, or a selection.
    level, count, region_map
        As there.
    surveyed
        The data whose sample firms were asked; ``lake`` if None.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet import lake
    >>> rows = {"source": ["a", "a"], "target": ["b", "b"], "source_city": "深圳", "target_city": "北京"}
    >>> with lake.open({"edges": pd.DataFrame(rows)}) as opened:     # doctest: +SKIP
    ...     int(matrix(opened).table.loc["广东省", "北京市"])
    2
    """
    net = condensed(lake, count=count)
    asked = ValueNetwork(classes(surveyed, every=True)[0], net.edges, about=lake.about) if surveyed else None
    found = flows.matrix(net, level=level, count="weight", region_map=region_map, surveyed=asked)
    table = found.table if count == "weight" else found.table.round().astype(np.int64)
    base = base_within(net, level, count)
    return replace(found, table=table, count=count, base_name=base, technology=_of_technology(lake))


def _of_technology(lake: Lake) -> bool:
    if "relation" not in lake.staged.edges:
        return False
    others = f"WHERE relation IS NULL OR relation <> '{TECHNOLOGY}'"
    return not lake.number(f"SELECT CAST(COUNT(*) AS BIGINT) AS v FROM {lake.rows} {others}")


def polarisation_by_year(
    lake: Lake,
    *,
    level: Level = "province",
    poles: Sequence[str] | None = None,
    count: Count = "relations",
    region_map: str = china.DEFAULT_MAP,
) -> pd.DataFrame:
    """Return concentration and the pole table of every year: point values, intervals and firms empty.

    Parameters
    ----------
    lake
        The data, or a selection.
    level, poles, count, region_map
        As in :func:`clusternet.space.polarisation.by_year`, whose columns these are.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet import lake
    >>> rows = {"source": ["a"], "target": ["b"], "year": 2020, "source_city": "深圳", "target_city": "北京"}
    >>> with lake.open({"edges": pd.DataFrame(rows)}) as opened:     # doctest: +SKIP
    ...     polarisation_by_year(opened)["hhi"].tolist()
    [1.0, 1.0, 1.0, 1.0, 1.0, 1.0]
    """
    rows: list[dict[str, Any]] = []
    for period in PERIODS:
        net = condensed(lake, count=count, annual=period == "annual")
        places = flows.places_of(net, level=level, region_map=region_map)
        base = base_within(net, level, count)
        for part in parts(net, level=level, poles=poles, count="weight", places=places):
            if part.period != period:
                continue
            counted = part.found.rows[part.found.base]
            squares = np.array([net.edges["squares"].to_numpy()[counted].sum()])
            cells = replace(part.cells(np.empty((0, 1))), squares=squares)
            for side in SIDES:
                row = polarisation.year_row(part, cells, side, _NONE)
                rows.append({**row, "base": base, "active_firms": None, "effective_firms": np.nan})
    return pd.DataFrame(rows)


def condensed(lake: Lake, *, count: Count = "relations", annual: bool = False) -> ValueNetwork:
    """Return the network whose nodes are firms in one place and of one kind, and its rows what they share.

    Parameters
    ----------
    lake
        The data, or a selection.
    count
        What the weights of its rows are: how many relations, or distinct pairs, or the sum of weights.
    annual
        Of pairs: every year by itself, not the first year of each.

    Returns
    -------
    ValueNetwork
        Rows also have ``squares``: the sum of squares of what each relation counts.
    """
    nodes, tables = classes(lake)
    amount = {"relations": "COUNT(*)", "pairs": "COUNT(*)", "weight": "SUM(w)"}[count]
    squares = "SUM(w * w)" if count == "weight" else "COUNT(*)"
    rows = lake.links
    if count == "pairs":
        ends = "s, t" if lake.directed else "LEAST(s, t) AS s, GREATEST(s, t) AS t"
        distinct = f"(SELECT DISTINCT {ends}, y FROM {lake.links}) r"
        rows = distinct if annual else f"(SELECT s, t, f AS y FROM {lake.table('directed')}) r"
    found = lake.fetch(
        f"SELECT a.c AS source, b.c AS target, r.y AS year, CAST({amount} AS DOUBLE) AS weight, "
        f"CAST({squares} AS DOUBLE) AS squares FROM {rows} JOIN {tables} a ON r.s = a.id "
        f"JOIN {tables} b ON r.t = b.id GROUP BY a.c, b.c, r.y ORDER BY source, target, year NULLS FIRST"
    )
    coded = {
        end: pd.Categorical.from_codes(found[end].to_numpy(), categories=nodes.index)
        for end in ("source", "target")
    }
    edges = found.assign(**coded, year=found["year"].astype("Int64"))
    edges = edges if "year" in lake.staged.edges else edges.drop(columns="year")
    return ValueNetwork(nodes, edges, directed=lake.directed, about=lake.about, as_of=lake.as_of)


def classes(lake: Lake, *, every: bool = False) -> tuple[pd.DataFrame, str]:
    """Return the places and kinds that nodes have, and the table that says which (``c``) each node has.

    Parameters
    ----------
    lake
        The data, or a selection.
    every
        Of all nodes; else of those that count.
    """
    held = [name for name in PLACES if name in lake.staged.nodes]
    if not held and lake.about.places == "own":
        held = ["key"]
    kind = lake.kind(None)
    listed = ", ".join([*held, *([f"{kind} AS kind"] if kind else ["'' AS kind"])])
    columns = [*held, "kind"]
    tied = "" if every or lake.all_nodes else f" WHERE id IN (SELECT id FROM {lake.table('tied')})"
    own = f"(SELECT id, {listed} FROM nodes{tied}) n"
    grouped = ", ".join(columns)
    order = ", ".join(f"{name} NULLS LAST" for name in columns)
    table = lake.table(
        f"classes_{int(every)}",
        f"SELECT {grouped}, CAST(COUNT(*) AS BIGINT) AS n, CAST(ROW_NUMBER() OVER (ORDER BY {order}) - 1 "
        f"AS BIGINT) AS c FROM {own} GROUP BY {grouped}",
    )
    found = lake.fetch(f"SELECT * FROM {table} ORDER BY c")
    same = " AND ".join(f"n.{name} IS NOT DISTINCT FROM k.{name}" for name in columns)
    of = lake.table(f"class_of_{int(every)}", f"SELECT n.id, k.c FROM {own} JOIN {table} k ON {same}")
    nodes = found[columns].astype(object).where(found[columns].notna(), None)
    nodes.index = pd.Index(found["key"] if "key" in held else found["c"].astype(str), name="id", dtype=object)
    if "country" in held and lake.about.places != "own":
        nodes["country"] = _unified(lake, nodes["country"], found["n"])
    return nodes.drop(columns=["kind"] * (not kind) + ["key"] * ("key" in held)), of


def _unified(lake: Lake, cells: pd.Series, nodes: pd.Series) -> pd.Series:
    """Return one spelling for each country, the commonest among the nodes."""
    tally: Counter[str] = Counter()
    for cell, number in zip(cells.fillna(china.UNKNOWN).replace("", china.UNKNOWN), nodes, strict=True):
        tally[cell] += int(number)
    known = countries.unified(tally, kingdom=lake.about.kingdom)
    return cells.map(lambda cell: cell if cell is None else known.get(cell, cell))
