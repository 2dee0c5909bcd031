"""Which keywords stand together in a record, and their clusters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.errors import ClusternetError
from clusternet.network.links import Links
from clusternet.schema.multivalued import Incidence
from clusternet.structure import community
from clusternet.typing import Floats, Ints

__all__ = [
    "MEASURES",
    "OTHERS",
    "Clusters",
    "Cooccurrences",
    "Measure",
    "Weight",
    "clusters",
    "count",
    "weights",
]

Measure = Literal["association", "cosine", "jaccard", "inclusion", "vosviewer", "fractional"]
MEASURES: tuple[Measure, ...] = ("association", "cosine", "jaccard", "inclusion")
OTHERS: tuple[Measure, ...] = ("vosviewer", "fractional")
"""Measures that are given where one is asked for by name."""
Weight = Literal["association", "cosine", "jaccard", "inclusion", "vosviewer", "fractional", "count"]


@dataclass(frozen=True, eq=False)
class Cooccurrences:
    """How often items co-occur.

    Attributes
    ----------
    items : ndarray of str, shape (n,)
        The most frequent first, ties in the order of their characters.
    occurrences : ndarray of int64, shape (n,)
        Records that hold each item.
    mentions : ndarray of int64, shape (n,)
        How often each item is named: a record that names it twice counts twice here, and here alone.
    first, second, count : ndarray of int64, shape (pairs,)
        Every pair that some record holds, once, ``first < second``, sorted; and the number of those records.
    records, holding
        Records in all, and those that hold any item, kept or not.
    distinct
        Items before the least frequent were left out.
    tied
        Items left out that are as frequent as the last one kept.
    lengths : ndarray of int64
        How many records hold 0, 1, 2, ... items, kept or not.
    every : ndarray of int64
        Records that hold each item, kept or not.
    fractional : ndarray of float64, shape (pairs,)
        Sum of 1 / (n - 1) over the records of each pair; None unless asked for.

    Examples
    --------
    >>> from clusternet.schema.multivalued import incidence
    >>> found = count(incidence(pd.Series(["x; y", "x; y", "x; z"])))
    >>> found.items.tolist(), found.occurrences.tolist(), found.count.tolist()
    (['x', 'y', 'z'], [3, 2, 1], [2, 1])
    """

    items: NDArray[np.object_]
    occurrences: Ints
    mentions: Ints
    first: Ints
    second: Ints
    count: Ints
    records: int
    holding: int
    distinct: int
    tied: int = 0
    lengths: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    every: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    fractional: Floats | None = None


def count(held: Incidence, *, top: int = 100, least: int = 1, fractional: bool = False) -> Cooccurrences:
    """Count the records that hold both items of every pair.

    Parameters
    ----------
    held
        Which records hold which items.
    top
        Items kept, the most frequent; ties are cut in the order of their characters. 0 for all.
    least
        Records that an item is held by at least.
    fractional
        Whether records also count in parts, see :func:`weights`.

    Notes
    -----
    The product of the incidence matrix with itself, above the diagonal: a record counts once for a pair,
    however often it names either.

    Examples
    --------
    >>> from clusternet.schema.multivalued import incidence
    >>> import pandas as pd
    >>> found = count(incidence(pd.Series(["a; b", "a; b; c", "c; c"])))
    >>> found.items.tolist(), found.first.tolist(), found.second.tolist(), found.count.tolist()
    (['a', 'b', 'c'], [0, 0, 1], [1, 2, 2], [2, 1, 1])
    """
    from scipy.sparse import csr_matrix, triu

    occurrences = held.occurrences
    frequent = int((occurrences >= least).sum())  # items stand by descending occurrences
    n = min(frequent, top) if top else frequent
    mine = held.item < n
    ends = held.record[mine], held.item[mine]
    matrix = csr_matrix((np.ones(len(ends[0]), dtype=np.int64), ends), shape=(held.records, n))
    both = triu(matrix.T @ matrix, k=1, format="coo")
    order = np.lexsort((both.col, both.row))
    sizes = np.bincount(held.record, minlength=held.records)
    parts = None
    if fractional:
        share = 1 / np.sqrt(np.maximum(sizes - 1, 1))[held.record[mine]]
        part = csr_matrix((share, ends), shape=(held.records, n))
        parts = np.asarray(triu(part.T @ part, k=1, format="csr")[both.row[order], both.col[order]]).ravel()
    last = occurrences[n - 1] if n else 0
    return Cooccurrences(
        items=held.items[:n],
        occurrences=occurrences[:n],
        mentions=held.mentions[:n],
        first=both.row[order].astype(np.int64),
        second=both.col[order].astype(np.int64),
        count=both.data[order].astype(np.int64),
        records=held.records,
        holding=held.holding,
        distinct=len(held.items),
        tied=int((occurrences[n:frequent] == last).sum()),
        lengths=np.bincount(sizes),
        every=occurrences,
        fractional=parts,
    )


def weights(found: Cooccurrences, measure: Weight = "association") -> Floats:
    """Return the weight of every pair.

    Parameters
    ----------
    found
        What :func:`count` returns.
    measure
        A normalised measure, or the count.

    Returns
    -------
    ndarray of float64, shape (pairs,)

    Notes
    -----
    With c the records that hold both, s those that hold one (van Eck and Waltman 2009, *JASIST* 60(8)):
    association strength c / (s_i s_j), cosine c / sqrt(s_i s_j), Jaccard c / (s_i + s_j - c), inclusion
    c / min(s_i, s_j). ``vosviewer`` is VOSviewer's own association strength, 2 m c / (l_i l_j) with l total
    link strengths and m the sum of all c: observed over expected. ``fractional`` counts a record of n items
    as 1 / (n - 1) for each of its pairs, so that it adds 1 to each of its items (Perianes-Rodriguez, Waltman
    and van Eck 2016, *Journal of Informetrics* 10).

    Examples
    --------
    >>> from clusternet.schema.multivalued import incidence
    >>> found = count(incidence(pd.Series(["x; y", "x; y", "x; z"])))
    >>> weights(found, "jaccard").round(4).tolist()
    [0.6667, 0.3333]
    """
    both = found.count.astype(float)
    if measure == "fractional":
        if found.fractional is None:
            raise ClusternetError.of("not_fractional")
        return found.fractional
    if measure == "vosviewer":
        n = len(found.items)
        strength = np.bincount(found.first, both, n) + np.bincount(found.second, both, n)
        return np.asarray(both * strength.sum() / (strength[found.first] * strength[found.second]))
    one, other = (found.occurrences[end].astype(float) for end in (found.first, found.second))
    below = {
        "count": np.ones_like(both),
        "association": one * other,
        "cosine": np.sqrt(one * other),
        "jaccard": one + other - both,
        "inclusion": np.minimum(one, other),
    }
    if measure not in below:
        raise ClusternetError.of(
            "no_choice", what="measure", value=measure, accepted=(*below, "vosviewer", "fractional")
        )
    return np.asarray(both / below[measure])


@dataclass(frozen=True, eq=False)
class Clusters:
    """Clusters of items.

    Attributes
    ----------
    number : IntegerArray, shape (n,)
        Cluster of each item, from 1 by descending size; missing where an item stands with no other.
    partition : Partition
        Modularity, algorithm and number of runs.
    weight
        What links weigh.

    Examples
    --------
    >>> from clusternet.schema.multivalued import incidence
    >>> found = clusters(count(incidence(pd.Series(["x; y", "x; y", "u; v", "z"]))))
    >>> found.clusters, found.number.tolist()
    (2, [1, 1, 2, 2, <NA>])
    """

    number: pd.arrays.IntegerArray
    partition: community.Partition
    weight: Weight

    @property
    def clusters(self) -> int:
        """How many there are; items without a link are in none."""
        return int(np.unique(self.number.dropna().to_numpy(dtype=np.int64)).size)


def clusters(
    found: Cooccurrences, *, weight: Weight = "association", search: community.Search | None = None
) -> Clusters:
    """Look for clusters of items that co-occur.

    Parameters
    ----------
    found
        What :func:`count` returns.
    weight
        What links weigh: a normalised measure, or the count.
    search
        Algorithm (Louvain where it names none), seeds and resolution; see :class:`community.Search`.

    Examples
    --------
    >>> from clusternet.schema.multivalued import incidence
    >>> clusters(count(incidence(pd.Series(["x; y", "x; y", "u; v"])))).number.tolist()
    [1, 1, 2, 2]
    """
    ties = Links(len(found.items), found.first, found.second, weights(found, weight), directed=False)
    partition = community.of_links(ties, search=search)
    return Clusters(pd.arrays.IntegerArray(partition.membership + 1, ties.degree == 0), partition, weight)
