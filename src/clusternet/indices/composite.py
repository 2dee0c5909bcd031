"""The index itself: scores and ranks, what was changed on the way, and how it holds against a printed one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.errors import ClusternetError, SchemaError
from clusternet.indices import aggregation, scaling, treatment
from clusternet.indices.design import FIXED, Aggregate, Design, Indicator, Normalise, Ties, Treat
from clusternet.typing import Floats
from clusternet.words.labels import Label
from clusternet.words.text import Text

_DIGITS = 12
"""Significant digits by which scores are told apart; beyond them they tie."""


@dataclass(frozen=True, eq=False)
class Composite:
    """An index of one table.

    Attributes
    ----------
    table : DataFrame
        ``unit``, a column an indicator (normalised, more is better), one a dimension, ``score`` and ``rank``;
        best first, ties by the order of the data.
    changes : DataFrame
        Every value filled in or treated as an outlier: ``unit``, ``indicator``, ``before``, ``after``,
        ``action``.
    dropped : tuple of str
        Units left out for missing values.
    design : Design
        Without the optional indicators the data do not have.
    absent : tuple of Label
        The names of those, and of optional ones that are the same for every unit.
    stretched : bool
        Whether normalised values had to be put on the positive range of the design.

    Examples
    --------
    >>> from clusternet.indices import parse
    >>> data = pd.DataFrame({"unit": ["a", "b", "c"], "x": [1, 3, 2]})
    >>> found = composite(data, parse({"indicator": [{"id": "x"}]}))
    >>> found.table[["unit", "score", "rank"]].values.tolist()
    [['b', 1.0, 1], ['c', 0.5, 2], ['a', 0.0, 3]]
    """

    table: pd.DataFrame
    changes: pd.DataFrame
    dropped: tuple[str, ...]
    design: Design
    absent: tuple[Label, ...]
    stretched: bool


@dataclass(frozen=True, eq=False)
class Prepared:
    """Indicators with missing values settled, before outliers: shape (units, indicators)."""

    units: tuple[str, ...]
    values: Floats
    design: Design
    dropped: tuple[str, ...]
    absent: tuple[Label, ...]
    changes: tuple[treatment.Change, ...]
    errors: Floats | None = None
    """Standard errors, shape (units, indicators), 0 where a value is exact; None if all are."""

    def treated(self, how: Treat | None = None) -> tuple[Floats, list[treatment.Change]]:
        """Return the values with outliers treated as the design says, or as told, and what changed."""
        rule = self.design.outliers if how is None else replace(self.design.outliers, treat=how)
        values = self.values.copy()
        names = [each.id for each in self.design.indicators]
        return values, treatment.treat(values, names, self.units, rule)

    def normalised(
        self, values: Floats, how: Normalise | None = None, aggregate: Aggregate | None = None
    ) -> tuple[Floats, bool]:
        """Return treated values normalised, and whether they were stretched onto the positive range."""
        design = self.design
        found = np.column_stack(
            [
                scaling.normalise(
                    values[:, place], each, how or each.normalise or design.normalise, scale=design.scale
                )
                for place, each in enumerate(design.indicators)
            ]
        )
        means = {aggregate} if aggregate else aggregation.ways(design)
        if means <= {"arithmetic"} or float(np.nanmin(found)) > 0:
            return found, False
        if all((how or each.normalise or design.normalise) in FIXED for each in design.indicators):
            if float(np.nanmin(found)) < 0:
                raise ClusternetError.of(
                    "index_below_zero", where=design.where, least=f"{np.nanmin(found):g}"
                )
            return found, False
        return scaling.stretch(found, design.positive), True


def composite(table: pd.DataFrame, design: Design) -> Composite:
    """Put indicators together.

    Parameters
    ----------
    table
        ``unit`` and the columns the design names, numbers with NaN where missing.
    design
        How they are put together; see :func:`clusternet.indices.parse`.

    Raises
    ------
    SchemaError
        If a column is missing, a unit occurs twice, or values are missing where the design refuses that.
    ClusternetError
        If an indicator cannot be normalised as asked.

    Examples
    --------
    >>> from clusternet.indices import parse
    >>> data = pd.DataFrame({"unit": ["a", "b", "c"], "x": [1, 3, 2], "y": [9, 1, 1]})
    >>> found = composite(data, parse({"indicator": [{"id": "x"}, {"id": "y", "direction": "less"}]}))
    >>> found.table[["unit", "score", "rank"]].values.tolist()
    [['b', 1.0, 1], ['c', 0.75, 2], ['a', 0.0, 3]]
    """
    ready = prepare(table, design)
    values, treated = ready.treated()
    normalised, stretched = ready.normalised(values)
    found = aggregation.scores(normalised, ready.design)
    columns: dict[str, object] = {"unit": list(ready.units)}
    columns |= {each.id: normalised[:, place] for place, each in enumerate(ready.design.indicators)}
    columns |= found
    frame = pd.DataFrame(columns)
    frame["rank"] = whole(ranks(frame["score"].to_numpy(), ready.design.ties))
    frame = frame.sort_values("rank", kind="stable", ignore_index=True)
    return Composite(
        frame,
        treatment.listed([*ready.changes, *treated]),
        ready.dropped,
        ready.design,
        ready.absent,
        stretched,
    )


def prepare(table: pd.DataFrame, design: Design) -> Prepared:
    """Take the indicators of a design out of a table and settle what is missing; see :func:`composite`."""
    absent = [each for each in design.indicators if each.optional and _tells_nothing(each, table)]
    design = design.without(*(each.id for each in absent))
    wanted = [each.column for each in design.indicators] + [design.missing_by] * bool(design.missing_by)
    gone = [name for name in wanted if name not in table]
    if gone or not wanted:
        found = [str(name) for name in table if name != "unit"]
        raise SchemaError.of(
            "no_column_for_index", where=design.where, column=gone or Text("任何列", "at all"), headers=found
        )
    units = tuple(table["unit"].astype(str))
    twice = table["unit"].duplicated()
    if twice.any():
        raise SchemaError.of("index_unit_twice", unit=table["unit"][twice].iat[0])
    values = table[[each.column for each in design.indicators]].to_numpy(dtype=float, copy=True)
    names = [each.id for each in design.indicators]
    groups = table[design.missing_by].astype(str).tolist() if design.missing_by else []
    errors = treatment.errors(table, design)
    kept, changes = treatment.complete(values, names, units, design, groups)
    dropped = tuple(unit for unit, stays in zip(units, kept, strict=True) if not stays)
    left = tuple(unit for unit, stays in zip(units, kept, strict=True) if stays)
    errors = None if errors is None else errors[kept]
    return Prepared(
        left, values[kept], design, dropped, tuple(each.label for each in absent), tuple(changes), errors
    )


def _tells_nothing(indicator: Indicator, table: pd.DataFrame) -> bool:
    return indicator.column not in table or table[indicator.column].nunique() < 2


def ranks(scores: Floats, ties: Ties = "min") -> Floats:
    """Return ranks over the last axis, 1 for the highest score.

    Parameters
    ----------
    scores
        Shape (..., units). Differences beyond twelve significant digits are rounding and tie.
    ties
        ``min``: 1, 2, 2, 4; ``dense``: 1, 2, 2, 3; ``average``: 1, 2.5, 2.5, 4.

    Examples
    --------
    >>> ranks(np.array([0.5, 0.1 + 0.2, 0.3, 0.9])).tolist()
    [2.0, 3.0, 3.0, 1.0]
    """
    scores = np.asarray(scores, dtype=float)
    size = np.max(np.abs(scores), axis=-1, keepdims=True, initial=0.0)
    size = np.where(size > 0, size, 1.0)
    rows = -np.round(scores / size, _DIGITS).reshape(-1, scores.shape[-1])
    found = pd.DataFrame(rows).rank(axis=1, method=ties).to_numpy(dtype=float, copy=True)
    found[np.isnan(rows).any(axis=1)] = np.nan
    return found.reshape(scores.shape)


def whole(found: Floats) -> Floats | NDArray[np.int64]:
    """Return ranks as whole numbers where none is a mean of tied ones.

    >>> whole(np.array([1.0, 2.0])).tolist(), whole(np.array([1.5, 1.5])).tolist()
    ([1, 2], [1.5, 1.5])
    """
    return found.astype(np.int64) if (found == np.floor(found)).all() else found


def weight_table(design: Design) -> pd.DataFrame:
    """Return what every indicator weighs.

    Parameters
    ----------
    design
        The design of the index.

    Returns
    -------
    DataFrame
        ``indicator``, ``dimension``, ``weight`` in it, and ``share`` of all: the product of the weights down
        the hierarchy, and the weight in the score where every mean is arithmetic.

    Examples
    --------
    >>> from clusternet.indices import parse
    >>> weight_table(parse({"indicator": [{"id": "x"}, {"id": "y", "weight": 3}]}))["share"].tolist()
    [0.25, 0.75]
    """
    share: dict[str, float] = {"": 1.0}
    weight: dict[str, float] = {}

    def descend(parent: str) -> None:
        children = design.children(parent)
        total = sum(child.weight for child in children)
        for child in children:
            weight[child.id] = child.weight / total
            share[child.id] = share[parent] * weight[child.id]
            descend(child.id)

    descend("")
    rows = [(each.id, each.dimension, weight[each.id], share[each.id]) for each in design.indicators]
    return pd.DataFrame(rows, columns=["indicator", "dimension", "weight", "share"])


def leave_one_out(table: pd.DataFrame, design: Design) -> pd.DataFrame:
    """Return how the ranks move when an indicator or a dimension is left out.

    Parameters
    ----------
    table, design
        As :func:`composite`.

    Returns
    -------
    DataFrame
        ``left_out``, ``mean_shift`` (of the absolute rank shifts over the units), ``max_shift``, ``unit``
        (that moves most), ``rank`` and ``rank_without`` of it, ``spearman`` (of the two rankings). The
        largest mean shift first. What is the whole index cannot be left out.

    Raises
    ------
    SchemaError
        As :func:`composite`, or if the index has one indicator only.

    Examples
    --------
    >>> from clusternet.indices import parse
    >>> data = pd.DataFrame({"unit": ["a", "b", "c"], "x": [1, 3, 2], "y": [5, 1, 2]})
    >>> found = leave_one_out(data, parse({"indicator": [{"id": "x"}, {"id": "y"}]}))
    >>> found[["left_out", "max_shift"]].values.tolist()
    [['x', 2], ['y', 2]]
    """
    from scipy.stats import spearmanr

    base = composite(table, design)
    whole = base.table.set_index("unit")["rank"]
    kept = base.table["unit"].tolist()
    subset = table[table["unit"].astype(str).isin(kept)]
    rows = []
    for name in [each.id for each in base.design.parts]:
        reduced = base.design.without(name)
        if not reduced.indicators:
            continue
        other = composite(subset, reduced).table.set_index("unit")["rank"].reindex(whole.index)
        shift = (other - whole).abs()
        unit = str(shift.idxmax())
        same = whole.nunique() == 1 or other.nunique() == 1
        rho = float("nan") if same else float(spearmanr(whole, other).statistic)
        rows.append((name, shift.mean(), shift.max(), unit, whole[unit], other[unit], rho))
    if not rows:
        raise SchemaError.of("index_of_one", where=design.where)
    columns = ["left_out", "mean_shift", "max_shift", "unit", "rank", "rank_without", "spearman"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values("mean_shift", ascending=False, kind="stable", ignore_index=True)


def against(
    table: pd.DataFrame,
    design: Design,
    printed: pd.DataFrame,
    *,
    places: Sequence[int] | None = None,
    decimals: int | None = None,
) -> pd.DataFrame:
    """Compare an index with a printed one, row by row.

    Parameters
    ----------
    table, design
        As :func:`composite`.
    printed
        ``unit`` and ``score`` or ``rank`` or both, as printed.
    places
        Decimals to which each indicator is printed, in the design's order; an allowance is then made for
        their rounding.
    decimals
        Decimals to which the score is printed.

    Returns
    -------
    DataFrame
        ``unit``, ``score``, ``printed``, ``difference`` (printed less computed), ``allowance`` (half a unit
        of the last printed place, and what the score moves when every input moves by half of its own, summed:
        to first order the most that rounding explains), ``within``, ``rank``, ``printed_rank``,
        ``rank_difference``. In the order of ``printed``; units that only one side has are in it with blanks.

    Raises
    ------
    SchemaError
        As :func:`composite`, or if a unit stands twice in ``printed``.

    Examples
    --------
    >>> from clusternet.indices import parse
    >>> data = pd.DataFrame({"unit": ["a", "b", "c"], "x": [1, 3, 2]})
    >>> printed = pd.DataFrame({"unit": ["b", "c", "a"], "score": [1.0, 0.6, 0.0]})
    >>> found = against(data, parse({"indicator": [{"id": "x"}]}), printed)
    >>> found[["unit", "printed", "difference"]].round(2).values.tolist()
    [['b', 1.0, 0.0], ['c', 0.6, 0.1], ['a', 0.0, 0.0]]
    """
    found = composite(table, design)
    computed = found.table.set_index("unit")[["score", "rank"]]
    twice = printed["unit"].duplicated()
    if twice.any():
        raise SchemaError.of("printed_unit_twice", unit=printed["unit"][twice].iat[0])
    held = printed.set_index("unit")
    order = [*held.index, *(unit for unit in computed.index if unit not in held.index)]
    frame = computed.reindex(order).rename_axis("unit").reset_index()
    given = held["score"].reindex(order) if "score" in held else pd.Series(np.nan, index=order)
    frame["printed"] = given.to_numpy(dtype=float)
    frame["difference"] = frame["printed"] - frame["score"]
    room = _room(table, design, places) if places is not None else {}
    last = 0.5 * 10.0**-decimals if decimals is not None else 0.0
    frame["allowance"] = [room.get(unit, 0.0) + last for unit in order]
    frame.loc[frame["difference"].isna(), "allowance"] = np.nan
    ok = frame["difference"].abs() <= frame["allowance"] + 1e-12
    frame["within"] = ok.astype("boolean").mask(frame["difference"].isna())
    if "rank" in held:
        frame["printed_rank"] = held["rank"].reindex(order).to_numpy(dtype=float)
    else:
        values: Floats = np.asarray(given, dtype=float)
        known = ~np.isnan(values)
        place = np.full(values.size, np.nan)
        place[known] = ranks(values[known], design.ties)
        frame["printed_rank"] = place
    frame["rank_difference"] = frame["printed_rank"] - frame["rank"]
    columns = ["unit", "score", "printed", "difference", "allowance", "within", "rank", "printed_rank"]
    return frame[[*columns, "rank_difference"]]


def _room(table: pd.DataFrame, design: Design, places: Sequence[int]) -> dict[str, float]:
    """Return how far each score can move when each input moves by half a unit of its last printed place."""
    ready = prepare(table, design)

    def score(values: Floats) -> Floats:
        moved = Prepared(ready.units, values, ready.design, (), (), ())
        return aggregation.scores(moved.normalised(moved.treated()[0])[0], ready.design)["score"]

    base = score(ready.values)
    room = np.zeros(base.size)
    for column, digits in enumerate(places):
        for row in range(base.size):
            moves = []
            for sign in (1, -1):
                moved = ready.values.copy()
                moved[row, column] += sign * 0.5 * 10.0**-digits
                moves.append(np.abs(score(moved) - base))
            room += np.maximum(*moves)
    return dict(zip(ready.units, room.tolist(), strict=True))
