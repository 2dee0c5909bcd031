"""Gravity models of several windows of years side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.kernels.families import with_adjusted
from clusternet.network.value_network import ValueNetwork
from clusternet.space.gravity import Gravity, gravity

__all__ = ["apart", "fits", "side_by_side"]

Window = tuple[int, int]


def apart(windows: Sequence[Window]) -> list[Window]:
    """Return windows in their order in time, if no year is in two of them.

    Parameters
    ----------
    windows
        First and last year of each.

    Raises
    ------
    ClusternetError
        If two overlap, or one is given alone.

    Examples
    --------
    >>> apart([(2018, 2022), (2014, 2017)])
    [(2014, 2017), (2018, 2022)]
    """
    ordered = sorted(windows)
    if len(ordered) < 2:
        raise ClusternetError.of("windows_one")
    for (first, last), (begin, end) in pairwise(ordered):
        if begin <= last:
            one, other = f"{first}:{last}", f"{begin}:{end}"
            raise ClusternetError.of("windows_overlap", one=one, other=other)
    return ordered


def fits(
    net: ValueNetwork, windows: Sequence[Window], *, surveyed: ValueNetwork | None = None, **options: Any
) -> list[Gravity]:
    """Fit the gravity model of each window.

    Parameters
    ----------
    net
        The network of all years.
    windows
        First and last year of each, apart from one another.
    surveyed, **options
        As in :func:`clusternet.space.gravity.gravity`.

    Returns
    -------
    list of Gravity
        In the order of time.

    Raises
    ------
    ClusternetError
        If two windows overlap, or a model cannot be fitted.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).relation("technology")
    >>> [found.places for found in fits(net, [(2014, 2019), (2020, 2022)])]
    [31, 31]
    """
    whole = net if surveyed is None else surveyed
    found = []
    for first, last in apart(windows):
        try:
            found.append(gravity(net.window(first, last), surveyed=whole, **options))
        except ClusternetError as error:
            raise ClusternetError.of("windows_fit", window=f"{first}:{last}", why=error) from error
    return found


def side_by_side(windows: Sequence[Window], found: Sequence[Gravity]) -> pd.DataFrame:
    """Return the tables of several models below one another.

    Parameters
    ----------
    windows, found
        Windows in the order of time, and the model of each.

    Returns
    -------
    DataFrame
        ``window``, then the columns of :func:`clusternet.space.gravity.gravity`, term by term and window by
        window; ``p_holm`` and ``q`` are over all tests in it.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).relation("technology")
    >>> windows = [(2014, 2019), (2020, 2022)]
    >>> table = side_by_side(windows, fits(net, windows, within="leave"))
    >>> table[["term", "window"]].values.tolist()[:2]
    [['log_distance', '2014:2019'], ['log_distance', '2020:2022']]
    """
    named = [f"{first}:{last}" for first, last in windows]
    tables = [each.table.assign(window=name) for name, each in zip(named, found, strict=True)]
    frame = pd.concat(tables, ignore_index=True)
    terms = list(dict.fromkeys(frame["term"]))
    place = pd.DataFrame({"term": frame["term"].map(terms.index), "window": frame["window"].map(named.index)})
    frame = frame.iloc[place.sort_values(["term", "window"]).index].reset_index(drop=True)
    first = ["term", "window"]
    return with_adjusted(frame[[*first, *frame.columns.drop(first)]])
