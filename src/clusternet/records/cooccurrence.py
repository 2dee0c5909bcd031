"""Co-occurrence of items in records: counts, normalised weights, clusters, two corpora compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from clusternet.errors import ClusternetError, SchemaError
from clusternet.limits import admit_matrix
from clusternet.network.links import Links
from clusternet.network.value_network import ValueNetwork
from clusternet.records.keywords import (
    MEASURES,
    OTHERS,
    Clusters,
    Cooccurrences,
    Measure,
    Weight,
    clusters,
    count,
    weights,
)
from clusternet.schema.multivalued import SEPARATORS, Fold, Incidence, incidence
from clusternet.structure import community
from clusternet.typing import Floats, Ints

__all__ = [
    "MEASURES",
    "OTHERS",
    "RECORDS",
    "Clusters",
    "Comparison",
    "Cooccurrences",
    "Measure",
    "Record",
    "Weight",
    "clusters",
    "compare",
    "count",
    "items",
    "matrix",
    "of_network",
    "pairs",
    "weights",
    "with_expected",
]

Record = Literal["relation", "node", "sample", "source", "target"]
RECORDS: tuple[Record, ...] = ("relation", "node", "sample", "source", "target")
_ROUNDS = 500
"""Rounds in which the chances that records hold items are fitted to how often they do."""


def of_network(
    net: ValueNetwork,
    column: str = "technology",
    *,
    record: Record | None = None,
    separators: str = SEPARATORS,
    fold: Fold = "none",
    thesaurus: dict[str, str] | None = None,
) -> Incidence:
    """Return which records of a network hold which values of a column.

    Parameters
    ----------
    net
        The network.
    column
        Of the edges; else of the nodes, each of which then is a record.
    record
        What a record is: a ``relation`` (row), a ``node`` with the values of all its relations, a ``sample``
        node alone, or the node at the ``source`` or the ``target`` end. Samples if None and the data name
        them, else nodes.
    separators, fold, thesaurus
        As in :func:`clusternet.schema.multivalued.incidence`.

    Raises
    ------
    SchemaError
        If there is no such column, or samples are asked for and the data name no kinds of nodes.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> ties = {"source": ["a", "a"], "target": ["b", "c"], "technology": ["5G", "物联网"]}
    >>> found = count(of_network(from_frames(pd.DataFrame(ties)), record="source"))
    >>> pairs(found)[["a", "b", "count"]].values.tolist()
    [['5G', '物联网', 1]]
    """
    options = {"separators": separators, "fold": fold, "thesaurus": thesaurus}
    if column not in net.edges:
        return incidence(_of_nodes(net, column, record), **options)  # type: ignore[arg-type]
    record = record or ("node" if net.kinds is None else "sample")
    if record not in RECORDS:
        raise ClusternetError.of("no_choice", what="record", value=record, accepted=RECORDS)
    cells = net.edges[column].reset_index(drop=True)
    if record == "relation":
        return incidence(cells, **options)  # type: ignore[arg-type]
    ends = [end for end in ("source", "target") if record not in ("source", "target") or end == record]
    names = pd.concat([net.edges[end].astype(object).reset_index(drop=True) for end in ends])
    if record == "sample":
        if net.kinds is None:
            raise SchemaError.of("records_kinds")
        names = names.where(names.isin(net.nodes.index[net.kinds.eq("sample")]))
    cells = pd.concat([cells] * len(ends))
    return incidence(cells, records=names, **options)  # type: ignore[arg-type]


def _of_nodes(net: ValueNetwork, column: str, record: Record | None) -> pd.Series:
    if column not in net.nodes:
        edges = [str(name) for name in net.edges if not str(name).startswith("row_")]
        raise SchemaError.of("no_column_of_network", column=column, edges=edges, nodes=list(net.nodes))
    if record not in (None, "node", "sample"):
        raise ClusternetError.of("record_of_nodes", column=column, record=record)
    cells = net.nodes[column]
    return cells[net.kinds.eq("sample")] if record == "sample" and net.kinds is not None else cells


def pairs(
    found: Cooccurrences, grouped: Clusters | None = None, *, measures: Sequence[Measure] = ("association",)
) -> pd.DataFrame:
    """Return the pairs that co-occur, the most frequent first.

    Parameters
    ----------
    found
        What :func:`count` returns.
    grouped
        Their clusters; without them the column is missing.
    measures
        Normalised measures, a column each.

    Returns
    -------
    DataFrame
        ``a``, ``b`` (the more frequent of the two first), ``count``, a column per measure, and ``cluster``,
        the one of both: missing where the pair joins two. Ties by the ranks of ``a`` and ``b``.

    Examples
    --------
    >>> found = count(incidence(pd.Series(["x; y", "x; y", "x; z"])))
    >>> pairs(found)[["a", "b", "count", "association"]].values.tolist()
    [['x', 'y', 2, 0.3333333333333333], ['x', 'z', 1, 0.3333333333333333]]
    """
    frame = pd.DataFrame({"a": found.items[found.first], "b": found.items[found.second]}, dtype=object)
    frame["count"] = found.count
    for measure in measures:
        frame[measure] = weights(found, measure)
    if grouped is not None:
        one, other = grouped.number[found.first], grouped.number[found.second]
        frame["cluster"] = pd.Series(one).where(pd.Series(one == other))
    order = np.argsort(-found.count, kind="stable")
    return frame.iloc[order].reset_index(drop=True)


def with_expected(frame: pd.DataFrame, found: Cooccurrences) -> pd.DataFrame:
    """Return pairs with the count that chance would give, and how surprising theirs is.

    Parameters
    ----------
    frame
        What :func:`pairs` returns.
    found
        What :func:`count` returns.

    Returns
    -------
    DataFrame
        With ``expected`` and ``p``, twice the smaller tail of a Poisson law of that mean, 1 at most. Where
        items are independent p is below 0.05 in 2 percent of pairs at most, whether records are of equal
        length or not. Pairs that never stand together have no row.

    Notes
    -----
    A record of n items holds item i with the probability p_i of the bipartite configuration model (Saracco et
    al. 2015, *Scientific Reports* 5), in which items occur as often, and records hold as many, as they do, on
    average; and a pair with p_i p_j, scaled so that the record has its n (n - 1) / 2 pairs. So what long
    records hold together because they hold nearly everything is expected.

    Examples
    --------
    >>> found = count(incidence(pd.Series(["x; y"] * 9 + ["u; v"] * 9)))
    >>> with_expected(pairs(found), found)[["a", "b", "count", "expected"]].round(6).values.tolist()
    [['u', 'v', 9, 3.0], ['x', 'y', 9, 3.0]]
    """
    from scipy.special import pdtr, pdtrc  # a quarter of the time that scipy.stats takes to load

    place = pd.Series(np.arange(len(found.items)), index=found.items)
    first, second = (place[frame[end]].to_numpy() for end in ("a", "b"))
    length, records = np.flatnonzero(found.lengths), found.lengths[found.lengths > 0]
    length, records = length[length > 1], records[length > 1]
    holds = _held_by_chance(found, length)
    scale = records * length * (length - 1) / np.maximum(length**2 - (holds**2).sum(axis=1), 1e-9)
    expected = np.zeros(len(frame))
    for each, times in zip(holds, scale, strict=True):
        expected += times * each[first] * each[second]
    seen = frame["count"].to_numpy()
    tails = np.minimum(pdtr(seen, expected), pdtrc(seen - 1, expected))
    return frame.assign(expected=expected, p=np.minimum(2 * tails, 1.0))


def _held_by_chance(found: Cooccurrences, length: Ints) -> Floats:
    """Return the probability that a record of a length holds each item; shape (lengths, all items)."""
    sizes = np.flatnonzero(found.lengths)
    sizes = sizes[sizes > 0]
    records = found.lengths[sizes].astype(float)
    often, which = np.unique(found.every, return_inverse=True)
    kinds = np.bincount(which).astype(float)
    x, y = often / np.sqrt(often.sum()), sizes / np.sqrt(often.sum())
    for _ in range(_ROUNDS):
        x = often / ((records * y)[:, None] / (1 + np.outer(y, x))).sum(axis=0)
        y = sizes / ((kinds * x) / (1 + np.outer(y, x))).sum(axis=1)
    odds = np.outer(y, x)
    return np.asarray((odds / (1 + odds))[np.isin(sizes, length)][:, which])


def items(found: Cooccurrences, grouped: Clusters | None = None) -> pd.DataFrame:
    """Return the items, the most frequent first.

    Parameters
    ----------
    found
        What :func:`count` returns.
    grouped
        Their clusters; without them the column is missing.

    Returns
    -------
    DataFrame
        ``rank``, ``item``, ``occurrences`` (records), ``mentions`` (a record that names it twice counts
        twice), ``links`` (items it stands with), ``total_link_strength`` (sum of its counts over those) and
        ``cluster``. Links are to the items kept.

    Examples
    --------
    >>> found = items(count(incidence(pd.Series(["x; y", "x; y", "x; z"]))))
    >>> found[["rank", "item", "occurrences", "total_link_strength"]].values.tolist()
    [[1, 'x', 3, 3], [2, 'y', 2, 2], [3, 'z', 1, 1]]
    """
    ties = Links(len(found.items), found.first, found.second, found.count.astype(float), directed=False)
    frame = pd.DataFrame(
        {
            "rank": np.arange(1, ties.n + 1),
            "item": found.items,
            "occurrences": found.occurrences,
            "mentions": found.mentions,
            "links": ties.degree,
            "total_link_strength": ties.weighted_degree()[0].astype(np.int64),
        }
    )
    return frame if grouped is None else frame.assign(cluster=grouped.number)


def matrix(found: Cooccurrences, weight: Weight = "count") -> pd.DataFrame:
    """Return the symmetrical matrix of weights.

    Parameters
    ----------
    found
        What :func:`count` returns.
    weight
        What the cells hold: the count, or a normalised measure.

    Returns
    -------
    DataFrame, shape (n, n)
        The diagonal of counts is the occurrences, that of every other weight is missing: an item does not
        stand with itself.

    Examples
    --------
    >>> matrix(count(incidence(pd.Series(["x; y", "x; y", "x; z"])))).values.tolist()
    [[3, 2, 1], [2, 2, 0], [1, 0, 1]]
    """
    n = len(found.items)
    admit_matrix(n, n, "items by items")
    cells = np.zeros((n, n), dtype=np.int64 if weight == "count" else float)
    cells[found.first, found.second] = found.count if weight == "count" else weights(found, weight)
    cells += cells.T
    np.fill_diagonal(cells, found.occurrences if weight == "count" else np.nan)
    return pd.DataFrame(cells, index=pd.Index(found.items, name="item"), columns=list(found.items))


# -- two corpora -------------------------------------------------------------------------------------------
@dataclass(frozen=True, eq=False)
class Comparison:
    """Two corpora side by side.

    Attributes
    ----------
    items : DataFrame
        ``item``, ``held`` (both, here, there), and for here and there (``_other``) ``rank``, ``occurrences``
        and ``cluster``.
    pairs : DataFrame
        Pairs of common items that co-occur in either corpus: ``a``, ``b``, ``count``, ``count_other``, the
        measure here and there, and their difference (here less there), the largest first.
    summary : DataFrame
        ``measure`` and ``value``: items here, there, common, in one alone; clusters; agreement of the two
        partitions on the common items that are in a cluster on both sides.

    Examples
    --------
    >>> here, there = (count(incidence(pd.Series(cells))) for cells in (["x; y", "x; z"], ["x; y", "y"]))
    >>> found = compare((here, clusters(here)), (there, clusters(there)))
    >>> found.items[["item", "held"]].values.tolist()
    [['x', 'both'], ['y', 'both'], ['z', 'here']]
    """

    items: pd.DataFrame
    pairs: pd.DataFrame
    summary: pd.DataFrame


def compare(
    here: tuple[Cooccurrences, Clusters],
    there: tuple[Cooccurrences, Clusters],
    *,
    measure: Measure = "association",
) -> Comparison:
    """Compare the items, the links and the clusters of two corpora.

    Parameters
    ----------
    here, there
        What :func:`count` and :func:`clusters` return, of either corpus.
    measure
        What links are compared by.

    Examples
    --------
    >>> here, there = (count(incidence(pd.Series(cells))) for cells in (["x; y", "x; z"], ["x; y", "y"]))
    >>> compare((here, clusters(here)), (there, clusters(there))).summary.head(4).values.tolist()
    [['items_here', 3.0], ['items_there', 2.0], ['items_common', 2.0], ['items_only_here', 1.0]]
    """
    sides = [items(*each).set_index("item")[["rank", "occurrences", "cluster"]] for each in (here, there)]
    table = sides[0].join(sides[1].add_suffix("_other"), how="outer")
    table["held"] = np.select([table["rank_other"].isna(), table["rank"].isna()], ["here", "there"], "both")
    table["at"] = table["rank"].fillna(np.inf)
    table = table.sort_values(["at", "rank_other"], kind="stable").drop(columns="at")
    for name in (name for name in table if name != "held"):
        table[name] = table[name].astype("Int64")
    table = table.rename_axis("item").reset_index()
    table.insert(1, "held", table.pop("held"))
    common = table[table["held"].eq("both")]
    return Comparison(
        table, _differences(here[0], there[0], measure, set(common["item"])), _summary(table, common)
    )


def _differences(
    here: Cooccurrences, there: Cooccurrences, measure: Measure, common: set[str]
) -> pd.DataFrame:
    sides = []
    for found in (here, there):
        table = pairs(found, measures=(measure,))
        table = table[table["a"].isin(common) & table["b"].isin(common)]
        ends = np.sort(table[["a", "b"]].to_numpy(dtype=str), axis=1).astype(object)
        sides.append(table.assign(a=ends[:, 0], b=ends[:, 1]).set_index(["a", "b"]))
    both = sides[0].join(sides[1].add_suffix("_other"), how="outer").fillna(0)
    both = both.astype({"count": np.int64, "count_other": np.int64})
    gap = f"{measure}_difference"
    both[gap] = both[measure] - both[f"{measure}_other"]
    both = both[["count", "count_other", measure, f"{measure}_other", gap]].reset_index()
    both["size"] = -both[gap].abs()
    return both.sort_values(["size", "a", "b"], kind="stable", ignore_index=True).drop(columns="size")


def _summary(table: pd.DataFrame, common: pd.DataFrame) -> pd.DataFrame:
    placed = common.dropna(subset=["cluster", "cluster_other"])
    sides = [placed[name].to_numpy(dtype=np.int64) for name in ("cluster", "cluster_other")]
    nmi = ari = float("nan")
    if len(placed):
        agreed = community.agreement(sides)
        nmi, ari = float(agreed.nmi[0, 1]), float(agreed.ari[0, 1])
    here, there = (table[name].notna() for name in ("rank", "rank_other"))
    values = {
        "items_here": int(here.sum()),
        "items_there": int(there.sum()),
        "items_common": len(common),
        "items_only_here": int((here & ~there).sum()),
        "items_only_there": int((there & ~here).sum()),
        "clusters_here": table["cluster"].nunique(),
        "clusters_there": table["cluster_other"].nunique(),
        "items_compared": len(placed),
        "nmi": nmi,
        "ari": ari,
    }
    return pd.DataFrame({"measure": list(values), "value": list(values.values())})
