"""Who is specialised in what: location quotients, relatedness, density, economic complexity."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.records.complexity import (
    LARGEST,
    Complexity,
    complexity,
    density,
    location_quotients,
    presence,
    relatedness,
)
from clusternet.records.wide import check, of_network, wide
from clusternet.typing import Floats
from clusternet.words.text import COMMA, Text

__all__ = [
    "LARGEST",
    "Complexity",
    "Specialisation",
    "check",
    "complexity",
    "density",
    "fields",
    "location_quotients",
    "measure",
    "of_network",
    "opportunities",
    "presence",
    "reasons",
    "relatedness",
    "table",
    "units",
    "wide",
]


# -- tables of results -------------------------------------------------------------------------------------
@dataclass(frozen=True, eq=False)
class Specialisation:
    """Everything about a table of values.

    Attributes
    ----------
    values, lq, present : DataFrame
        One row per unit, one column per field, by descending totals.
    complexity : Complexity
    threshold
        Location quotient from which on a unit is specialised in a field.

    Examples
    --------
    >>> values = pd.DataFrame({"x": [4, 1], "y": [1, 3]}, index=["a", "b"])
    >>> measure(values).present.to_dict("index")
    {'a': {'x': True, 'y': False}, 'b': {'x': False, 'y': True}}
    """

    values: pd.DataFrame
    lq: pd.DataFrame
    present: pd.DataFrame
    complexity: Complexity
    threshold: float

    @cached_property
    def relatedness(self) -> pd.DataFrame:
        """How related every two fields are: one row and one column per field."""
        return relatedness(self.present)

    @cached_property
    def density(self) -> pd.DataFrame:
        """How near every unit is to every field: one row per unit, one column per field."""
        return density(self.present, self.relatedness)


def measure(values: pd.DataFrame, *, threshold: float = 1.0) -> Specialisation:
    """Measure a table of values, one row per unit and one column per field.

    Parameters
    ----------
    values
        One row per unit, one column per field.
    threshold
        Location quotient from which on a unit is specialised in a field.

    Returns
    -------
    Specialisation
        Quotients and what follows from them, one row a unit and one column a field.

    Raises
    ------
    ClusternetError
        If values are negative or missing, names stand twice, or all values are 0.

    Examples
    --------
    >>> values = pd.DataFrame({"x": [4, 1, 0], "y": [2, 3, 0], "z": [1, 1, 5]}, index=["a", "b", "c"])
    >>> table(measure(values))[["unit", "field", "value", "lq"]].round(3).values.tolist()[0]
    ['a', 'z', 1.0, 0.347]
    """
    values = check(values)
    present = presence(values, threshold)
    return Specialisation(values, location_quotients(values), present, complexity(present), threshold)


def table(found: Specialisation) -> pd.DataFrame:
    """Return a row for every unit and field.

    Parameters
    ----------
    found
        What :func:`measure` returns.

    Returns
    -------
    DataFrame
        ``unit``, ``field``, ``value``, ``lq``, ``density``, ``eci`` (of the unit) and ``pci`` (of the field).

    Examples
    --------
    >>> values = pd.DataFrame({"x": [4, 1], "y": [1, 3]}, index=["a", "b"])
    >>> table(measure(values))[["unit", "field", "value", "lq"]].round(2).values.tolist()
    [['a', 'x', 4.0, 1.44], ['a', 'y', 1.0, 0.45], ['b', 'x', 1.0, 0.45], ['b', 'y', 3.0, 1.69]]
    """
    units, fields = found.values.shape
    return pd.DataFrame(
        {
            "unit": np.repeat(found.values.index.to_numpy(dtype=object), fields),
            "field": np.tile(found.values.columns.to_numpy(dtype=object), units),
            "value": found.values.to_numpy().ravel(),
            "lq": found.lq.to_numpy().ravel(),
            "density": found.density.to_numpy().ravel(),
            "eci": np.repeat(found.complexity.eci.to_numpy(), fields),
            "pci": np.tile(found.complexity.pci.to_numpy(), units),
        }
    )


def units(found: Specialisation) -> pd.DataFrame:
    """Return a row for every unit.

    Parameters
    ----------
    found
        What :func:`measure` returns.

    Returns
    -------
    DataFrame
        ``unit``, ``value`` (its total), ``share``, ``diversity`` (fields it is specialised in), ``eci``,
        ``krugman`` (sum over fields of the absolute gap between the share in the unit and in all units, 0 to
        2), ``krugman_rest`` (and in all other units: of two units, the one in the other), ``hhi`` (sum of
        the squared shares of its fields) and ``entropy`` (of these shares, in nats).

    Examples
    --------
    >>> values = pd.DataFrame({"x": [4, 1], "y": [1, 3]}, index=["a", "b"])
    >>> units(measure(values))[["unit", "diversity", "krugman", "hhi"]].round(3).values.tolist()
    [['a', 1, 0.489, 0.68], ['b', 1, 0.611, 0.625]]
    """
    cells = found.values.to_numpy()
    total, whole = cells.sum(axis=1), cells.sum(axis=0)
    own = _shares(cells)
    rest = _shares(whole - cells)
    return pd.DataFrame(
        {
            "unit": found.values.index.to_numpy(dtype=object),
            "value": total,
            "share": total / total.sum(),
            "diversity": found.present.to_numpy().sum(axis=1),
            "eci": found.complexity.eci.to_numpy(),
            "krugman": np.abs(own - whole / whole.sum()).sum(axis=1),
            "krugman_rest": np.abs(own - rest).sum(axis=1),
            "hhi": (own**2).sum(axis=1),
            "entropy": -(own * np.log(np.where(own > 0, own, 1.0))).sum(axis=1) + 0.0,
        }
    )


def fields(found: Specialisation) -> pd.DataFrame:
    """Return a row for every field.

    Parameters
    ----------
    found
        What :func:`measure` returns.

    Returns
    -------
    DataFrame
        ``field``, ``value`` (its total), ``share``, ``ubiquity`` (units specialised in it), ``pci`` and
        ``hhi`` (sum of the squared shares of its units).

    Examples
    --------
    >>> values = pd.DataFrame({"x": [4, 1], "y": [1, 3]}, index=["a", "b"])
    >>> fields(measure(values))[["field", "value", "ubiquity", "hhi"]].values.tolist()
    [['x', 5.0, 1, 0.6800000000000002], ['y', 4.0, 1, 0.625]]
    """
    cells = found.values.to_numpy()
    total = cells.sum(axis=0)
    return pd.DataFrame(
        {
            "field": found.values.columns.to_numpy(dtype=object),
            "value": total,
            "share": total / total.sum(),
            "ubiquity": found.present.to_numpy().sum(axis=0),
            "pci": found.complexity.pci.to_numpy(),
            "hhi": (_shares(cells.T) ** 2).sum(axis=1),
        }
    )


def opportunities(found: Specialisation, unit: str, *, entered: bool = False) -> pd.DataFrame:
    """Return the fields of one unit for the chart of smart specialisation (Balland et al. 2019).

    Parameters
    ----------
    found
        What :func:`measure` returns.
    unit
        A name in its index.
    entered
        Also the fields that the unit is specialised in already.

    Returns
    -------
    DataFrame
        ``unit`` (the field), ``x`` (relatedness density), ``y`` (PCI) and ``size`` (all that is counted in
        the field), as :func:`clusternet.plot.quadrant` takes it.

    Raises
    ------
    ClusternetError
        If there is no such unit, or complexity is undefined.

    Examples
    --------
    >>> import clusternet
    >>> found = measure(of_network(clusternet.read(clusternet.shipped())).table)
    >>> opportunities(found, "天津市").round(2)[["unit", "x", "y"]].values.tolist()[0]
    ['大数据和云计算', 0.42, 0.19]
    """
    if unit not in found.values.index:
        raise ClusternetError.of("no_unit_of_many", unit=unit, known=list(found.values.index[:8]))
    if found.complexity.reason is not None:
        raise ClusternetError.of("complexity_undefined", reason=found.complexity.reason)
    kept = ~found.present.loc[unit].to_numpy(dtype=bool) | entered
    frame = pd.DataFrame(
        {
            "unit": found.values.columns.to_numpy(dtype=object),
            "x": found.density.loc[unit].to_numpy(),
            "y": found.complexity.pci.to_numpy(),
            "size": found.values.sum(axis=0).to_numpy(),
        }
    )
    return frame[kept].reset_index(drop=True)


def _shares(cells: Floats) -> Floats:
    """Return every row as shares of its sum; NaN where that is 0."""
    total = np.broadcast_to(cells.sum(axis=1, keepdims=True), cells.shape)
    return np.asarray(np.divide(cells, total, out=np.full_like(cells, np.nan), where=total > 0))


def reasons(found: Specialisation) -> list[Text]:
    """Return why values of :func:`table`, :func:`units` and :func:`fields` are missing.

    Parameters
    ----------
    found
        What :func:`measure` returns.

    Returns
    -------
    list of Text
        One line each.

    Examples
    --------
    >>> for line in reasons(measure(pd.DataFrame({"x": [4, 0], "y": [0, 3]}, index=["a", "b"]))):
    ...     print(line)
    eci, pci: undefined: units and fields fall into 2 parts that share nothing; apart from the largest: b
    """
    told = []
    why = found.complexity.reason
    if why is not None:
        told.append(Text(f"经济复杂度与领域复杂度无定义：{why.zh}", f"eci, pci: undefined: {why.en}"))
    empty = found.values.index[found.values.sum(axis=1) == 0]
    if len(empty):
        zh, en = (sep.join(map(str, empty[:5])) for sep in COMMA)
        told.append(
            Text(
                f"没有任何数值的对象没有区位熵、经济复杂度和指数：{zh}",
                f"units without any value have no quotient, ECI or index: {en}",
            )
        )
    return told
