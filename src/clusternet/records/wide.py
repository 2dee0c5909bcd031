"""Tables of values, units by fields."""

from __future__ import annotations

import numpy as np
import pandas as pd

from clusternet.errors import ClusternetError, SchemaError
from clusternet.limits import admit_matrix
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china
from clusternet.space import crossed, location
from clusternet.space.crossed import Crossed
from clusternet.typing import Count
from clusternet.words.text import Text

__all__ = ["check", "of_network", "wide"]


def of_network(
    net: ValueNetwork,
    unit: str = "source_province",
    field: str = "technology",
    *,
    count: Count = "relations",
    region_map: str = china.DEFAULT_MAP,
) -> Crossed:
    """Return how many relations fall on each unit and field.

    Parameters
    ----------
    net
        The network.
    unit, field
        Columns of the edges, or of the nodes at one end: ``source_province`` is where technology comes from,
        ``target_province`` where it goes.
    count
        ``relations``, ``pairs`` of nodes or ``weight``; see :func:`clusternet.space.crossed.crossed`.
    region_map
        Which regions, where a column names them.

    Returns
    -------
    Crossed
        One row per unit, one column per field. Places outside the mainland provinces and unknown ones are
        left out, as are relations that lack one of the two.

    Examples
    --------
    >>> import clusternet
    >>> found = of_network(clusternet.read(clusternet.shipped()))
    >>> found.table.loc["北京市", ["物联网", "5G"]].tolist(), found.outside
    ([2185.0, 1654.0], 19292)
    """
    found = crossed.crossed(net, unit, field, count=count, region_map=region_map)
    rows = found.table
    zones = () if net.about.places == "own" else location.ZONES
    away = rows["source"].isin(zones) | rows["target"].isin(zones)
    kept = rows[~away]
    if not len(kept):
        raise SchemaError(
            f"no relation has both a {unit} and a {field}", f"没有同时有 {unit} 和 {field} 的关系"
        )
    table = wide(kept["source"], kept["target"], kept["flow"])
    return Crossed(table, int(rows.loc[away, "flow"].sum()) + found.outside)


def wide(units: pd.Series, fields: pd.Series, values: pd.Series) -> pd.DataFrame:
    """Return long values as a table, one row per unit and one column per field; what stands twice is added.

    Parameters
    ----------
    units, fields, values : Series, shape (rows,)
        Unit, field and value of every row; what stands twice is added.

    Returns
    -------
    DataFrame
        One row per unit and one column per field; 0 where there is no row.

    Examples
    --------
    >>> wide(pd.Series(["a", "a", "b"]), pd.Series(["x", "y", "x"]), pd.Series([1, 2, 3])).values.tolist()
    [[1.0, 2.0], [3.0, 0.0]]
    """
    rows, unit = pd.factorize(units.astype(str))
    columns, field = pd.factorize(fields.astype(str))
    admit_matrix(len(unit), len(field), "units by fields")
    cells = np.zeros((len(unit), len(field)))
    np.add.at(cells, (rows, columns), values.to_numpy(dtype=float))
    return pd.DataFrame(cells, index=pd.Index(unit, name="unit"), columns=pd.Index(field, name="field"))


def check(values: pd.DataFrame) -> pd.DataFrame:
    """Return the values with units and fields by descending total, ties by name.

    Parameters
    ----------
    values
        One row per unit, one column per field.

    Returns
    -------
    DataFrame

    Raises
    ------
    ClusternetError
        If a value is negative or missing, a name stands twice, or all values are 0.

    Examples
    --------
    >>> check(pd.DataFrame({"x": [1, 4], "y": [0, 7]}, index=["a", "b"])).to_dict("index")
    {'b': {'y': 7.0, 'x': 4.0}, 'a': {'y': 0.0, 'x': 1.0}}
    """
    cells = values.to_numpy(dtype=float)
    for what, names in ((Text("对象", "unit"), values.index), (Text("领域", "field"), values.columns)):
        if not names.is_unique:
            raise ClusternetError.of("name_stands_twice", what=what, name=names[names.duplicated()][0])
    if not np.isfinite(cells).all() or (cells < 0).any():
        row, column = np.argwhere(~np.isfinite(cells) | (cells < 0))[0]
        where = f"{values.index[row]}, {values.columns[column]}"
        raise ClusternetError.of("below_zero", where=where, value=f"{cells[row, column]:g}")
    if not cells.sum():
        raise ClusternetError.of("all_zero")
    totals = cells.sum(axis=1), cells.sum(axis=0)
    order = [
        sorted(range(len(total)), key=lambda place: (-total[place], str(names[place])))
        for total, names in zip(totals, (values.index, values.columns), strict=True)
    ]
    return values.iloc[order[0], order[1]].astype(float)
