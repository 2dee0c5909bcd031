"""Of a table of units and fields: location quotients, relatedness, density, economic complexity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.kernels import components
from clusternet.typing import Floats
from clusternet.words.text import Text, numbered

__all__ = ["LARGEST", "Complexity", "complexity", "density", "location_quotients", "presence", "relatedness"]

LARGEST = 6000
"""Fields that are related at most: every two of them are compared."""
_EQUAL = 1e-9
"""A quotient this little below the threshold reaches it: 0.1 * 3 is not 0.3 to a computer."""


def location_quotients(values: pd.DataFrame) -> pd.DataFrame:
    """Return the location quotient (revealed comparative advantage) of every unit and field.

    Parameters
    ----------
    values
        One row per unit, one column per field, none below 0.

    Returns
    -------
    DataFrame, shape of ``values``
        (x_cf / x_c) / (x_f / x) (Balassa 1965): above 1 where a field has a larger share of a unit than of
        all. NaN for units and fields without any value.

    Examples
    --------
    >>> location_quotients(pd.DataFrame({"x": [3, 1], "y": [1, 3]}, index=["a", "b"])).values.tolist()
    [[1.5, 0.5], [0.5, 1.5]]
    """
    cells = values.to_numpy(dtype=float)
    expected = np.outer(cells.sum(axis=1), cells.sum(axis=0)) / cells.sum()
    found = np.divide(cells, expected, out=np.full_like(cells, np.nan), where=expected > 0)
    return pd.DataFrame(found, index=values.index, columns=values.columns)


def presence(values: pd.DataFrame, threshold: float = 1.0) -> pd.DataFrame:
    """Return whether the location quotient of every unit and field reaches the threshold.

    Parameters
    ----------
    values
        One row per unit, one column per field.
    threshold
        The least location quotient.

    Returns
    -------
    DataFrame of bool, shape of ``values``

    Examples
    --------
    >>> presence(pd.DataFrame({"x": [4, 1], "y": [1, 3]}, index=["a", "b"])).values.tolist()
    [[True, False], [False, True]]
    """
    return location_quotients(values).fillna(0) >= threshold - _EQUAL


def relatedness(present: pd.DataFrame) -> pd.DataFrame:
    """Return how related every two fields are, from 0 to 1.

    min(P(i | j), P(j | i)), P(i | j) the share of the units specialised in j that are so in i too (Hidalgo,
    Klinger, Barabási and Hausmann 2007). NaN where no unit is specialised in one of them; 1 on the diagonal.

    Parameters
    ----------
    present
        As :func:`presence` gives.

    Returns
    -------
    DataFrame, shape (fields, fields)

    Raises
    ------
    ClusternetError
        If there are more than :data:`LARGEST` fields.

    Examples
    --------
    >>> present = pd.DataFrame({"x": [1, 1, 0], "y": [1, 0, 1]}, index=["a", "b", "c"]).astype(bool)
    >>> relatedness(present).values.tolist()
    [[1.0, 0.5], [0.5, 1.0]]
    """
    cells = present.to_numpy(dtype=float)
    ubiquity = cells.sum(axis=0)
    if len(ubiquity) > LARGEST:
        raise ClusternetError.of("fields_many", number=len(ubiquity), most=LARGEST)
    most = np.maximum.outer(ubiquity, ubiquity)
    known = np.minimum.outer(ubiquity, ubiquity) > 0
    found = np.divide(cells.T @ cells, most, out=np.full_like(most, np.nan), where=known)
    return pd.DataFrame(found, index=present.columns, columns=present.columns)


def density(present: pd.DataFrame, related: pd.DataFrame) -> pd.DataFrame:
    """Return the relatedness density of every unit and field: how near a unit is to a field.

    Parameters
    ----------
    present
        As :func:`presence` gives: one row per unit, one column per field.
    related
        As :func:`relatedness` gives.

    Returns
    -------
    DataFrame, shape of ``present``
        sum_j M_cj phi_ij / sum_j phi_ij, j = i among them, from 0 to 1; NaN where no unit is specialised in
        the field.

    Examples
    --------
    >>> present = pd.DataFrame({"x": [1, 1, 0], "y": [1, 0, 1]}, index=["a", "b", "c"]).astype(bool)
    >>> density(present, relatedness(present)).round(3).values.tolist()
    [[1.0, 1.0], [0.667, 0.333], [0.333, 0.667]]
    """
    phi = related.to_numpy(dtype=float)
    total = np.nansum(phi, axis=1)
    near = present.to_numpy(dtype=float) @ np.nan_to_num(phi)
    found = np.divide(near, total, out=np.full_like(near, np.nan), where=total > 0)
    return pd.DataFrame(found, index=present.index, columns=present.columns)


# -- complexity --------------------------------------------------------------------------------------------
@dataclass(frozen=True, eq=False)
class Complexity:
    """Economic complexity.

    Attributes
    ----------
    eci, pci : Series
        Of units and of fields; NaN where undefined.
    reason
        Why both are undefined; None where they are not.

    Examples
    --------
    >>> present = pd.DataFrame({"x": [1, 1, 1], "y": [1, 1, 0], "z": [1, 0, 0]}, index=["a", "b", "c"])
    >>> complexity(present.astype(bool)).eci[["a", "c"]].round(3).to_dict()
    {'a': 1.225, 'c': -1.225}
    """

    eci: pd.Series
    pci: pd.Series
    reason: Text | None = None


def complexity(present: pd.DataFrame) -> Complexity:
    """Return the economic complexity of units and fields.

    Parameters
    ----------
    present
        As :func:`presence` gives. Units and fields without any presence are NaN and count nowhere.

    Returns
    -------
    Complexity

    Notes
    -----
    With M the presence, D the diversity of units and U the ubiquity of fields, the eigenvectors of
    D^-1 M U^-1 M' and U^-1 M' D^-1 M of the second largest eigenvalue (Hidalgo and Hausmann 2009; Hausmann et
    al. 2014), here by the singular vectors of D^-1/2 M U^-1/2. The sign makes ECI and diversity correlate
    positively. Both are less the mean of ECI and over its standard deviation (of the population), so that the
    ECI of a unit is the mean PCI of the fields it is present in, as the package ecomplexity has it.

    Undefined where M falls into parts that share no unit or field (the largest eigenvalue is not alone),
    where the second is 0 or not alone, or where diversity does not tell the sign.

    Examples
    --------
    >>> present = pd.DataFrame({"x": [1, 1, 1], "y": [1, 1, 0], "z": [1, 0, 0]}, index=["a", "b", "c"])
    >>> complexity(present.astype(bool)).pci.round(3).to_dict()
    {'x': -1.225, 'y': 1.225, 'z': 3.674}
    """
    cells = present.to_numpy(dtype=float)
    rows, columns = cells.sum(axis=1) > 0, cells.sum(axis=0) > 0
    solved = _second_vectors(cells[rows][:, columns], present.index[rows])
    eci, pci = (pd.Series(np.nan, index=names, dtype=float) for names in (present.index, present.columns))
    if isinstance(solved, Text):
        return Complexity(eci, pci, solved)
    eci[rows], pci[columns] = solved
    return Complexity(eci, pci)


def _second_vectors(cells: Floats, names: pd.Index) -> tuple[Floats, Floats] | Text:
    """Return ECI and PCI, or why there are none."""
    if min(cells.shape, default=0) < 2:
        units, fields = cells.shape
        return Text(
            f"{units} 个对象、{fields} 个领域；复杂度至少各需两个",
            f"{numbered(units, 'unit')} and {numbered(fields, 'field')}; complexity needs two of each",
        )
    apart = _parts(cells, names)
    if apart is not None:
        return apart
    diversity, ubiquity = cells.sum(axis=1), cells.sum(axis=0)
    left, size, right = np.linalg.svd(cells / np.sqrt(np.outer(diversity, ubiquity)), full_matrices=False)
    if size[1] < _EQUAL:
        return Text("各对象的专业化领域相同", "all units are specialised in the same fields")
    if len(size) > 2 and size[1] - size[2] < _EQUAL:
        return Text(
            "第二大特征值有重根，特征向量不唯一",
            "the second largest eigenvalue is not alone, so its vector is not determined",
        )
    units = size[1] * left[:, 1] / np.sqrt(diversity)
    fields = right[1] / np.sqrt(ubiquity)
    together = float(((diversity - diversity.mean()) * (units - units.mean())).sum())
    if abs(together) < _EQUAL * np.abs(units).max():
        return Text(
            "多样性与特征向量不相关，正负号无法确定",
            "diversity does not correlate with the vector, so its sign is not determined",
        )
    sign, middle, spread = np.sign(together), units.mean(), units.std()
    return sign * (units - middle) / spread, sign * (fields - middle) / spread


def _parts(cells: Floats, names: pd.Index) -> Text | None:
    """Return which units share no field with the others, None where all hang together."""
    unit, field = np.nonzero(cells)
    part = components.weak(sum(cells.shape), unit, len(cells) + field)
    number = int(part.max(initial=-1)) + 1
    if number == 1:
        return None
    part = part[: len(cells)]
    sizes = np.bincount(part)
    small = [str(name) for name, own in zip(names, part, strict=True) if own != sizes.argmax()]
    zh = "、".join(small[:5]) + ("……" if len(small) > 5 else "")
    en = ", ".join(small[:5]) + (", ..." if len(small) > 5 else "")
    return Text(
        f"对象与领域分成互不相连的 {number} 部分；最大部分之外有：{zh}",
        f"units and fields fall into {number} parts that share nothing; apart from the largest: {en}",
    )
