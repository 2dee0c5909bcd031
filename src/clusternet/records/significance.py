"""How sure location quotients, density and complexity are when firms, or records, are drawn again."""

from __future__ import annotations

import numpy as np
import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.network.resampling import Resampling, draws_of, firms_of
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china
from clusternet.records import specialisation
from clusternet.records.specialisation import Specialisation
from clusternet.space import crossed
from clusternet.space.quotients import LEAST, Tally, intervals
from clusternet.typing import Count, Floats, Ints

__all__ = ["of_network", "of_records", "with_intervals"]

_MOST = 2 * 10**8
"""Draws of firms or records held at once."""
_DEFINED = 0.95


def of_network(
    net: ValueNetwork,
    values: pd.DataFrame,
    unit: str = "source_province",
    field: str = "technology",
    *,
    count: Count = "relations",
    region_map: str = china.DEFAULT_MAP,
) -> Tally:
    """Return the relations behind a table of units and fields, with the firms at their ends.

    Parameters
    ----------
    net, unit, field, count, region_map
        As in :func:`clusternet.records.specialisation.of_network`.
    values
        The table, in the order wanted.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped())
    >>> values = specialisation.of_network(net).table
    >>> int(of_network(net, values).amount.sum()) == int(values.to_numpy().sum())
    True
    """
    rows, _ = crossed.combined(net, unit, field, count=count, region_map=region_map)
    row, column = _places(values, rows["source"], rows["target"])
    kept = (row >= 0) & (column >= 0)
    amount, one, other = (rows.loc[kept, name].to_numpy() for name in ("flow", "a", "b"))
    return Tally(
        row=row[kept],
        column=column[kept],
        amount=amount.astype(float),
        source=one,
        target=other,
        firm=firms_of(net),
        shape=values.shape,
    )


def _places(values: pd.DataFrame, units: pd.Series, fields: pd.Series) -> tuple[Ints, Ints]:
    """Return the row and the column of each in a table, -1 where it is not in it."""
    row = values.index.get_indexer(pd.Index(units.astype(str)))
    return row.astype(np.int64), values.columns.get_indexer(pd.Index(fields.astype(str))).astype(np.int64)


def of_records(units: pd.Series, fields: pd.Series, values: pd.DataFrame) -> Tally:
    """Return the records behind a table of units and fields: rows of one index are one record.

    Parameters
    ----------
    units, fields
        Each row counts 1.
    values
        The table, in the order wanted.

    Examples
    --------
    >>> units, fields = pd.Series(["a", "a"], index=[0, 0]), pd.Series(["x", "y"], index=[0, 0])
    >>> of_records(units, fields, pd.DataFrame({"x": [1], "y": [1]}, index=["a"])).firm.size
    1
    """
    row, column = _places(values, units, fields)
    record, known = pd.factorize(units.index)
    firm = np.ones(len(known), dtype=bool)
    return Tally(row, column, np.ones(row.size), record, record, firm, values.shape)


def with_intervals(
    found: Specialisation, tally: Tally, resampling: Resampling, *, least: float = LEAST
) -> dict[str, pd.DataFrame]:
    """Return the tables of units and fields with the intervals of what they hold.

    Parameters
    ----------
    found
        What :func:`clusternet.records.specialisation.measure` returns.
    tally
        What was counted, in the order of ``found.values``.
    resampling
        How firms are drawn.
    least
        What a cell holds at least for a test.

    Returns
    -------
    dict of DataFrame
        ``table``, ``units`` and ``fields`` as in :mod:`clusternet.records.specialisation`. To the first
        ``lq_low``, ``lq_high``, ``effective_firms``, ``p_exact`` and ``p``
        (:func:`clusternet.space.quotients.intervals`) and ``density_low``, ``density_high``; to all
        ``eci_low`` and ``eci_high`` or ``pci_low`` and ``pci_high``: from the 2.5 to the 97.5 percent
        quantile of the replicates, and always holding the value. These say how far the index depends on which
        firms are there; blank where it is undefined in more than 5 percent of the replicates.

    Raises
    ------
    ClusternetError
        If there are too many firms for the replicates.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped())
    >>> found = specialisation.measure(specialisation.of_network(net).table)
    >>> sure = with_intervals(found, of_network(net, found.values), Resampling(49))
    >>> bool((sure["units"]["eci_low"] <= sure["units"]["eci"]).all())
    True
    """
    if tally.firm.size * resampling.replicates > _MOST:
        raise ClusternetError.of(
            "records_many",
            number=tally.firm.size,
            replicates=resampling.replicates,
            most=_MOST // tally.firm.size,
        )
    values = tally.values(draws_of(tally.firm, resampling))
    table = _of_cells(found, intervals(tally, values, least=least), tally)
    eci, pci, near = _again(found, tally, values[1:])
    told = {"eci": _bounds(eci, found.complexity.eci), "pci": _bounds(pci, found.complexity.pci)}
    told["density"] = _bounds(near, pd.Series(found.density.to_numpy().ravel()))
    units, fields = found.values.shape
    spread = {"eci": np.repeat(np.arange(units), fields), "pci": np.tile(np.arange(fields), units)}
    for name, (low, high) in told.items():
        at = spread.get(name, slice(None))
        table[f"{name}_low"], table[f"{name}_high"] = low[at], high[at]
    table["p"] = table.pop("p")
    end = {"replicates": resampling.replicates, "seed": resampling.seed}
    own = {"units": ("eci", specialisation.units(found)), "fields": ("pci", specialisation.fields(found))}
    tables = {"table": table.assign(**end)}
    for view, (name, frame) in own.items():
        low, high = told[name]
        tables[view] = frame.assign(**{f"{name}_low": low, f"{name}_high": high}, **end)
    return tables


def _of_cells(found: Specialisation, sure: pd.DataFrame, tally: Tally) -> pd.DataFrame:
    row, column = tally.cells
    at = row * tally.shape[1] + column
    table = specialisation.table(found)
    told = {"low": "lq_low", "high": "lq_high"}
    for name in ("low", "high", "effective_firms", "p_exact", "p"):
        values = np.full(len(table), np.nan)
        values[at] = sure[name]
        table[told.get(name, name)] = values
    return table


def _again(found: Specialisation, tally: Tally, values: Floats) -> tuple[Floats, Floats, Floats]:
    """Return ECI, PCI and density of every replicate."""
    row, column = tally.cells
    units, fields = tally.shape
    eci, pci = np.full((len(values), units), np.nan), np.full((len(values), fields), np.nan)
    near = np.full((len(values), units * fields), np.nan)
    for number, cells in enumerate(values):
        table = np.zeros(tally.shape)
        table[row, column] = cells
        if not cells.sum():
            continue
        present = specialisation.presence(pd.DataFrame(table), found.threshold)
        solved = specialisation.complexity(present)
        eci[number], pci[number] = solved.eci, solved.pci
        near[number] = specialisation.density(present, specialisation.relatedness(present)).to_numpy().ravel()
    return eci, pci, near


def _bounds(again: Floats, value: pd.Series) -> tuple[Floats, Floats]:
    low, high = np.full((2, again.shape[1]), np.nan)
    known = (np.isfinite(again).mean(axis=0) >= _DEFINED) & value.notna().to_numpy()
    if known.any():
        low[known], high[known] = np.nanquantile(again[:, known], (0.025, 0.975), axis=0)
    seen = value.to_numpy(dtype=float)
    return np.minimum(low, seen), np.maximum(high, seen)
