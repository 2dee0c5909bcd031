"""Who chose whom, and whom else they could have chosen: new ties year by year."""

from __future__ import annotations

from collections import Counter
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.network.absent import no_kinds, no_years
from clusternet.network.value_network import ValueNetwork
from clusternet.typing import Ints, Marks

__all__ = ["Chooser", "Sets", "Ties", "chooser_of", "sets", "ties"]

Chooser = Literal["sample", "source", "target"]
UNSEEN, EITHER = -1, -2


class Ties(NamedTuple):
    """The pairs of nodes that are tied, and the years of their ties.

    Attributes
    ----------
    pairs : DataFrame
        A row per pair, by its first year: ``year`` (the first), ``source`` and ``target`` (numbers of nodes,
        as in its first row).
    rows : DataFrame
        A row per pair and year in which it has a tie: ``year``, ``new``.
    undated
        Rows without a year, which are in neither.
    """

    pairs: pd.DataFrame
    rows: pd.DataFrame
    undated: int


class Sets(NamedTuple):
    """Choices, each with its alternatives.

    Attributes
    ----------
    year, chooser, other : ndarray of int64, shape (n,)
        Rows of one choice stand together, the chosen first.
    start : ndarray of int64, shape (choices,)
        The first row of each.
    left : Counter
        New pairs that are no choice here, by why: ``early`` (before the years asked for), ``unseen`` (neither
        end was asked), ``either`` (both were, and nothing says which chose), ``entry`` (the chosen had no tie
        before the year), ``alone`` (there was nobody else).
    """

    year: Ints
    chooser: Ints
    other: Ints
    start: Ints
    left: Counter[str]


def ties(net: ValueNetwork) -> Ties:
    """Return the pairs that are tied, whatever the direction; ties from a node to itself are none.

    Parameters
    ----------
    net
        The network.

    Raises
    ------
    SchemaError
        If the data have no years.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> rows = {"source": ["a", "b", "a"], "target": ["b", "a", "c"], "year": [2020, 2021, 2021]}
    >>> ties(from_frames(pd.DataFrame(rows))).rows.values.tolist()
    [[2020, True], [2021, False], [2021, True]]
    """
    if not net.years:
        raise no_years(net.edges)
    source, target = net.ends
    counted = (net.edges["weight"].to_numpy(dtype=float) > 0) & (source != target)
    dated = net.edges["year"].notna().to_numpy(dtype=bool)
    kept = counted & dated
    year = net.edges["year"].to_numpy(dtype=float, na_value=np.nan)[kept].astype(np.int64)
    found = pd.DataFrame({"year": year, "source": source[kept], "target": target[kept]})
    found["key"] = found[["source", "target"]].min(axis=1) * len(net.nodes) + found[["source", "target"]].max(
        axis=1
    )
    found = found.sort_values("year", kind="stable").drop_duplicates(["key", "year"])
    new = ~found["key"].duplicated()
    pairs = found[new].drop(columns="key").reset_index(drop=True)
    rows = pd.DataFrame({"year": found["year"], "new": new}).reset_index(drop=True)
    return Ties(pairs, rows, int((counted & ~dated).sum()))


def chooser_of(net: ValueNetwork, pairs: pd.DataFrame, chooser: Chooser) -> tuple[Ints, Ints]:
    """Return which end of each pair chose, and which was chosen.

    Parameters
    ----------
    net, pairs
        The network, and the pairs of :func:`ties`.
    chooser
        ``source`` or ``target``; or ``sample``: the firm of the sample, in the years in which it is one, and
        of two the source.

    Returns
    -------
    chooser, chosen : ndarray of int64, shape (pairs,)
        The chooser is :data:`UNSEEN` where no end was asked, :data:`EITHER` where nothing says which one.

    Raises
    ------
    ClusternetError
        If the data lack what says who chose.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "kind": ["partner", "sample", "partner"]})
    >>> ties_ = pd.DataFrame({"source": ["a", "c"], "target": ["b", "a"], "year": [2020, 2020]})
    >>> net = from_frames(ties_, nodes)
    >>> [each.tolist() for each in chooser_of(net, ties(net).pairs, "sample")]
    [[1, -1], [0, 0]]
    """
    source, target = pairs["source"].to_numpy(np.int64), pairs["target"].to_numpy(np.int64)
    if chooser == "sample" and "kind" not in net.nodes:
        raise no_kinds()
    if chooser != "sample" and not net.directed:
        raise ClusternetError.of("choice_undirected")
    if chooser != "sample":
        return (source, target) if chooser == "source" else (target, source)
    asked = [_asked(net, end, pairs["year"].to_numpy(np.int64)) for end in (source, target)]
    both = asked[0] & asked[1] & (not net.directed)
    who = np.select([both, asked[0], asked[1]], [EITHER, source, target], UNSEEN)
    return who, np.where(asked[1] & ~asked[0], source, target)


def _asked(net: ValueNetwork, node: Ints, year: Ints) -> Marks:
    """Whether each node was of the sample in a year."""
    sample = net.nodes["kind"].eq("sample").fillna(False).to_numpy(dtype=bool)[node]
    if "left_year" not in net.nodes:
        return np.asarray(sample)
    left = net.nodes["left_year"].to_numpy(dtype=float, na_value=np.inf)[node]
    return np.asarray(sample & (year < left))


def sets(
    net: ValueNetwork,
    found: Ties,
    *,
    chooser: Chooser,
    alternatives: int,
    since: int | None = None,
    seed: int = 0,
) -> Sets:
    """Return each new pair as a choice among the nodes that had a tie before its year.

    Alternatives are drawn without replacement, any as likely, from the nodes with a tie before the year,
    without the chooser, those tied to it before, and those that chose it in the year; all of them where they
    are no more than asked for. Others that it chose in the year may be among them. The odds of a conditional
    logit are those of the whole set (McFadden 1978).

    Parameters
    ----------
    net, found
        The network, and :func:`ties` of it.
    chooser
        As in :func:`chooser_of`.
    alternatives
        Of each choice, beside the chosen.
    since
        The first year whose choices are taken; earlier ties are known all the same.
    seed
        Of the draws.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> rows = {"source": ["a", "c", "a"], "target": ["b", "d", "d"], "year": [2020, 2020, 2021]}
    >>> net = from_frames(pd.DataFrame(rows))
    >>> drawn = sets(net, ties(net), chooser="source", alternatives=5)
    >>> drawn.other.tolist(), drawn.left["entry"]
    ([3, 2], 2)
    """
    pairs = found.pairs
    (who, chosen), left = chooser_of(net, pairs, chooser), Counter[str]()
    year, rng = pairs["year"].to_numpy(np.int64), np.random.default_rng(seed)
    source, target = pairs["source"].to_numpy(np.int64), pairs["target"].to_numpy(np.int64)
    near: list[list[int]] = [[] for _ in range(len(net.nodes))]
    active = np.zeros(len(net.nodes), dtype=bool)
    parts: list[tuple[int, Any, Any]] = []
    for now in np.unique(year):
        here = np.flatnonzero(year == now)
        early = since is not None and now < since
        left["early"] += here.size * early
        mine = here[:0] if early else here
        left.update(unseen=int((who[mine] == UNSEEN).sum()), either=int((who[mine] == EITHER).sum()))
        mine = mine[who[mine] >= 0]
        known = mine[active[chosen[mine]]]
        left["entry"] += mine.size - known.size
        for one in np.unique(who[known]):
            pool = active.copy()
            pool[[one, *near[one]]] = False
            pool[who[here[(chosen[here] == one) & (who[here] >= 0)]]] = False
            drawn = [_drawn(pool, each, alternatives, rng) for each in chosen[known[who[known] == one]]]
            left["alone"] += sum(each.size < 2 for each in drawn)
            parts += [(int(now), one, each) for each in drawn if each.size > 1]
        for a, b in zip(source[here], target[here], strict=True):
            near[a].append(b)
            near[b].append(a)
        active[source[here]] = active[target[here]] = True
    return _stacked(parts, left)


def _drawn(pool: Marks, chosen: int, alternatives: int, rng: np.random.Generator) -> Ints:
    """Return the chosen and its alternatives."""
    others = np.flatnonzero(pool)
    others = others[others != chosen]
    if others.size > alternatives:
        others = rng.choice(others, alternatives, replace=False)
    return np.append(chosen, others)


def _stacked(parts: list[tuple[int, Any, Any]], left: Counter[str]) -> Sets:
    size = np.array([each.size for _, _, each in parts], dtype=np.int64)
    year = np.repeat(np.array([each for each, _, _ in parts], dtype=np.int64), size)
    who = np.repeat(np.array([each for _, each, _ in parts], dtype=np.int64), size)
    other = np.concatenate([np.empty(0, dtype=np.int64), *(each for _, _, each in parts)])
    return Sets(year, who, other.astype(np.int64), np.cumsum(size) - size, left)
