"""Which places a flow figure draws; all others are one, 其他, so that every total stays what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from clusternet.errors import ClusternetError, EmptyNetworkError
from clusternet.space.flows import FlowMatrix, largest
from clusternet.words import naming
from clusternet.words.bases import base_of
from clusternet.words.terms import Terms, of_flows, rest_name
from clusternet.words.text import NOTHING, Text

if TYPE_CHECKING:
    import pandas as pd

REST = ""
"""The name of all that is not drawn by itself; no place has it."""


@dataclass(frozen=True, eq=False)
class Ranked:
    """A table of flows between the places drawn and the rest.

    Attributes
    ----------
    table : DataFrame
        One row per source, one column per target, largest first; the rest, :data:`REST`, stands last where
        there is any. It sums to the base, its rows and columns to the margins.
    folded : tuple of int
        How many sources and how many targets the rest stands for.
    square : bool
        Rows and columns are the same places in the same order, and self-flows have a meaning.
    intra : float
        The sum of all self-flows, those of the rest too.
    base_name
        What the shares are of.
    residual : DataFrame or None
        Flow over what a model predicts, where the table says so; NaN where it predicts nothing.
    stands : DataFrame or None
        Whether each flow stands out, where the table says so; those within a place do, the rest does not.
    """

    table: pd.DataFrame
    folded: tuple[int, int]
    square: bool
    intra: float
    base_name: Text = NOTHING
    residual: pd.DataFrame | None = None
    stands: pd.DataFrame | None = None

    @property
    def base(self) -> float:
        """What shares are taken of."""
        return float(self.table.to_numpy().sum())

    @property
    def enable(self) -> pd.Series:
        """What every source supplies."""
        return self.table.sum(axis=1)

    @property
    def input(self) -> pd.Series:
        """What every target receives."""
        return self.table.sum(axis=0)

    @property
    def expected_ratio(self) -> pd.DataFrame:
        """Flow over what independence of source and target would give; NaN where that is nothing."""
        expected = np.outer(self.enable, self.input) / self.base
        return self.table.div(np.where(expected > 0, expected, np.nan))


def listed(table: FlowMatrix | pd.DataFrame) -> pd.DataFrame:
    """Return flows a row each: all flows of the base of a matrix, a table as it is."""
    return largest(table, 0) if isinstance(table, FlowMatrix) else table


def spoken(table: FlowMatrix | pd.DataFrame, language: str) -> Terms:
    """Return the words for flows: those of a matrix fit what it counts, else they are of technology."""
    if isinstance(table, FlowMatrix):
        level, count, own = table.level, table.count, table.own
        return of_flows(language, level=level, count=count, technology=table.technology, own=own)
    return of_flows(language)


def written(found: Ranked, terms: Terms, language: str) -> dict[str, str]:
    """Return how every source and target is written: in the language; the rest in words of its own.

    Examples
    --------
    >>> import pandas as pd
    >>> flows = pd.DataFrame({"source": ["北京市", "北京市"], "target": ["北京市", "广东省"], "flow": [3, 1]})
    >>> written(ranked(flows, places=1), of_flows("en"), "en")
    {'': 'Other', '北京市': 'Beijing'}
    """
    sides = [[str(name) for name in axis if name != REST] for axis in found.table.axes]
    named = [naming.names(side, kind, language) for side, kind in zip(sides, terms.kinds, strict=True)]
    called = named[1] | named[0]
    return {REST: rest_name(terms, list(called.values()), language), **called}


def ranked(table: FlowMatrix | pd.DataFrame, *, places: int = 10) -> Ranked:
    """Fold what is not among the largest places into the rest.

    Parameters
    ----------
    table
        All flows of the base: a :func:`clusternet.space.flows.matrix`, or a row each as of
        :func:`clusternet.space.flows.largest` with ``n=0`` or :func:`clusternet.space.crossed.crossed`:
        ``source``, ``target``, ``flow``; ``type`` says whether sources and targets are the same places, which
        then are ranked together, by what they supply and receive; ``base_n``, where it stands, must be the
        sum of the flows. ``predicted``, where it stands, is what a model expects of each, NaN if nothing;
        ``stands`` says whether each stands out.
    places
        How many are drawn by themselves; 0 for all.

    Raises
    ------
    EmptyNetworkError
        If nothing flows.
    ClusternetError
        If the table is not complete, or lacks a column.

    Examples
    --------
    >>> import pandas as pd
    >>> flows = pd.DataFrame({"source": ["a", "a", "b", "c"], "target": ["a", "b", "c", "a"],
    ...                       "flow": [5, 3, 1, 1], "type": ["intra", "inter", "inter", "inter"]})
    >>> found = ranked(flows, places=1)
    >>> found.table.values.tolist(), found.base, found.intra, found.folded
    ([[5, 3], [1, 1]], 10.0, 5.0, (2, 2))
    """
    table = listed(table)
    _check(table)
    supplied, received = (table.groupby(end, sort=True)["flow"].sum() for end in ("source", "target"))
    square = "type" in table and bool(table["type"].isin(("intra", "inter")).all())
    if square:
        both = supplied.add(received, fill_value=0)
        rows = columns = _largest(both, places)
        folded = (len(both) - len(rows),) * 2
    else:
        rows, columns = _largest(supplied, places), _largest(received, places)
        folded = (len(supplied) - len(rows), len(received) - len(columns))
    intra = float(table.loc[table["source"] == table["target"], "flow"].sum()) if square else 0.0
    base_name = Text.of(base_of(table).in_) if "base" in table else NOTHING
    residual = _residual(table, rows, columns, folded) if "predicted" in table else None
    stands = _stands(table, rows, columns, folded) if "stands" in table else None
    return Ranked(_pivot(table, rows, columns, folded), folded, square, intra, base_name, residual, stands)


def _residual(
    table: pd.DataFrame, rows: list[str], columns: list[str], folded: tuple[int, int]
) -> pd.DataFrame:
    """Return flow over prediction, of the pairs that have one."""
    fitted = table[table["predicted"].notna()]
    flow, predicted = (
        _pivot(fitted.assign(flow=fitted[name].astype(float)), rows, columns, folded)
        for name in ("flow", "predicted")
    )
    return flow.div(predicted.where(predicted > 0))


def _stands(
    table: pd.DataFrame, rows: list[str], columns: list[str], folded: tuple[int, int]
) -> pd.DataFrame:
    """Return which flows stand out; what is folded into the rest is many, of which none is tested."""
    marks = table.assign(flow=table["stands"].astype(np.int64))
    found = _pivot(marks, rows, columns, folded).gt(0)
    found.loc[found.index == REST] = False
    found.loc[:, found.columns == REST] = False
    return found


def _check(table: pd.DataFrame) -> None:
    missing = [name for name in ("source", "target", "flow") if name not in table]
    if missing:
        raise ClusternetError.of("flow_columns", column=missing[0])
    total = float(table["flow"].sum())
    if total <= 0:
        raise EmptyNetworkError(
            "no flow has both ends known, so there is nothing to draw", "没有两端均已知的流量，无可绘制"
        )
    base = float(table["base_n"].to_numpy()[0]) if "base_n" in table else total
    if not np.isclose(total, base, rtol=1e-9):
        raise ClusternetError.of("flows_in_part", total=f"{total:g}", base=f"{base:g}")


def _largest(totals: pd.Series, places: int) -> list[str]:
    order = sorted(totals.index, key=lambda name: (-totals[name], str(name)))
    return [str(name) for name in (order[:places] if places else order)]


def _pivot(table: pd.DataFrame, rows: list[str], columns: list[str], folded: tuple[int, int]) -> pd.DataFrame:
    import pandas as pd

    rows = [*rows, REST] if folded[0] else rows
    columns = [*columns, REST] if folded[1] else columns
    cells = np.zeros((len(rows), len(columns)), dtype=table["flow"].to_numpy().dtype)
    where = [
        table[end].astype(str).map({name: place for place, name in enumerate(names)}).fillna(len(names) - 1)
        for end, names in (("source", rows), ("target", columns))
    ]
    np.add.at(cells, tuple(each.to_numpy(dtype=np.int64) for each in where), table["flow"].to_numpy())
    index, header = pd.Index(rows, name="source"), pd.Index(columns, name="target")
    return pd.DataFrame(cells, index=index, columns=header)
