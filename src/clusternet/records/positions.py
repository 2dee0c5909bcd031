"""Where items lie on a map of what stands together."""

from __future__ import annotations

import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.kernels import mapping
from clusternet.records import cooccurrence
from clusternet.records.keywords import Clusters, Cooccurrences
from clusternet.typing import Floats

__all__ = ["placed", "positions"]


def positions(found: Cooccurrences, *, seed: int = 0) -> Floats | None:
    """Return where items lie, shape (n, 2), the nearer the more alike; None where there are too many.

    Parameters
    ----------
    found
        Items and how often they co-occur.
    seed
        Of the places the search starts from.

    Returns
    -------
    ndarray of float64, shape (n, 2), or None
        As VOSviewer lays items out (van Eck and Waltman 2010), by association strength; None for more than
        :data:`clusternet.kernels.mapping.LARGEST` items.

    Examples
    --------
    >>> from clusternet.records.cooccurrence import count
    >>> from clusternet.schema.multivalued import incidence
    >>> positions(count(incidence(pd.Series(["x; y", "x; y", "x; z"])))).shape
    (3, 2)
    """
    n = len(found.items)
    if n > mapping.LARGEST:
        return None
    return mapping.vos(n, found.first, found.second, cooccurrence.weights(found), seed=seed)


def placed(found: Cooccurrences, grouped: Clusters, *, seed: int = 0) -> pd.DataFrame:
    """Return the items with their places, as :func:`clusternet.plot.itemmap` draws them.

    Parameters
    ----------
    found, grouped
        Items and their clusters, see :func:`clusternet.records.keywords.clusters`.
    seed
        Of the places the search starts from.

    Returns
    -------
    DataFrame
        The columns of :func:`clusternet.records.cooccurrence.items`, ``x`` and ``y``.

    Raises
    ------
    ClusternetError
        If there are too many items to lay out.

    Examples
    --------
    >>> from clusternet.records.cooccurrence import clusters, count
    >>> from clusternet.schema.multivalued import incidence
    >>> found = count(incidence(pd.Series(["x; y", "x; y", "x; z"])))
    >>> placed(found, clusters(found))[["item", "occurrences"]].values.tolist()
    [['x', 3], ['y', 2], ['z', 1]]
    """
    where = positions(found, seed=seed)
    if where is None:
        raise ClusternetError.of("items_many", number=len(found.items), most=mapping.LARGEST)
    return cooccurrence.items(found, grouped).assign(x=where[:, 0], y=where[:, 1])
