"""Nodes in the order of a measure, and what the first of them are."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.errors import ClusternetError, SchemaError
from clusternet.kernels.ties import levelled
from clusternet.network.absent import no_kinds
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china
from clusternet.space import location
from clusternet.structure.measures import DEGREES, LOWEST_FIRST, MEASURES
from clusternet.words.bases import Leaders, based
from clusternet.words.text import Text
from clusternet.words.vocabulary import CATEGORIES

__all__ = ["ATTRIBUTES", "check_ranking", "composition", "leading", "with_ranks_before"]

ATTRIBUTES = ("category", "kind", "province", "city", "region", "country")
"""What the leading nodes can be counted by."""


def leading(
    found: pd.DataFrame,
    n: int = 20,
    *,
    kind: str | None = None,
    category: str | None = None,
    by: str = "degree",
) -> pd.DataFrame:
    """Return the ``n`` most central nodes of a table (all where 0), best first, with their rank.

    Parameters
    ----------
    found
        :func:`clusternet.structure.centrality.table`.
    n, kind, category, by
        As in :func:`clusternet.structure.centrality.top`; ``found`` must hold the column ``by``.

    Returns
    -------
    DataFrame
        As of :func:`clusternet.structure.centrality.top`.

    Raises
    ------
    ClusternetError
        If ``kind`` is asked of data that name no kinds, or no node is of ``category``.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet import centrality, from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "a", "b"], "target": ["b", "c", "c"]}))
    >>> leading(centrality.table(net), 1, by="out_degree")["id"].tolist()
    ['a']
    """
    kept = np.ones(len(found), dtype=bool)
    if kind is not None:
        if found["kind"].isna().all():
            raise no_kinds()
        kept &= found["kind"].eq(kind).to_numpy()
    if category is not None:
        kept &= categories_of(found["category"], category)
    order = list(dict.fromkeys([by, "degree", "out_degree", "id"]))
    rising = [name in ("id", *LOWEST_FIRST) for name in order]
    even = found[kept].assign(**{by: levelled(found.loc[kept, by].to_numpy(dtype=float, na_value=np.nan))})
    even = even.sort_values(order, ascending=rising, kind="stable")
    frame = found.loc[even.index].reset_index(drop=True)
    frame.insert(0, "rank", np.arange(1, len(frame) + 1))
    alike = frame.groupby(even[by].to_numpy(), dropna=False, sort=False)["rank"]
    frame["joint_rank"], frame["tied"] = alike.transform("min"), alike.transform("size")
    return frame.head(n) if n else frame


def composition(
    ranked: pd.DataFrame,
    net: ValueNetwork,
    of: str = "category",
    n: int = 20,
    *,
    kind: str | None = None,
    by: str = "degree",
    region_map: str = china.DEFAULT_MAP,
) -> pd.DataFrame:
    """Return what the ``n`` most central nodes are (all where 0), beside what all ranked nodes are.

    Parameters
    ----------
    ranked
        All of them: :func:`leading`, ``n`` being 0, with the same ``kind`` and ``by``.
    net
        The network.
    of
        One of :data:`ATTRIBUTES`.
    n
        How many nodes; 0 for all.
    kind, by
        What the ranking is of and by, for the base.
    region_map
        Which regions, of ``region``.

    Returns
    -------
    DataFrame
        A column named after ``of``, ``count``, ``share``, ``base``, ``base_n`` and ``share_of_all``: the
        share among all the nodes that were ranked. Largest first; nodes without the attribute are a row of
        their own, missing, and in the base.

    Raises
    ------
    ClusternetError
        If ``of`` is unknown.
    SchemaError
        If the data do not have it.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet import centrality, from_frames
    >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "category": ["university", "enterprise", "enterprise"]})
    >>> net = from_frames(pd.DataFrame({"source": ["a", "a"], "target": ["b", "c"]}), nodes)
    >>> found = composition(centrality.top(net, 0), net, n=1)
    >>> found[["category", "count", "share", "share_of_all"]].values.tolist()
    [['university', 1, 1.0, 0.3333333333333333]]
    """
    if of not in ATTRIBUTES:
        raise ClusternetError.of("shares_choice", of=of, accepted=ATTRIBUTES)
    if of in ("category", "kind"):
        if of not in net.nodes:
            raise SchemaError(f"the nodes have no column {of}", f"节点表没有 {of} 列")
        values = ranked[of]
    else:
        where = location.of_nodes(net, level=of, region_map=region_map)  # type: ignore[arg-type]
        values = where.reindex(ranked["id"])
    chosen = values.head(n) if n else values
    counts = chosen.value_counts(dropna=False)
    everyone = values.value_counts(dropna=False, normalize=True)
    found = pd.DataFrame({of: counts.index.astype(object), "count": counts.to_numpy(dtype=np.int64)})
    found["share"] = found["count"] / max(len(chosen), 1)
    found = based(found, Leaders(len(chosen), kind or "", by), len(chosen))
    found["share_of_all"] = everyone.reindex(counts.index).to_numpy()
    return found.sort_values(["count", of], ascending=[False, True], kind="stable", ignore_index=True)


def with_ranks_before(ranked: pd.DataFrame, before: pd.DataFrame, net: ValueNetwork) -> pd.DataFrame:
    """Return a ranking of groups with how many members each has and the best rank one of them had.

    Parameters
    ----------
    ranked
        :func:`clusternet.structure.centrality.top` of the groups.
    before
        :func:`clusternet.structure.centrality.top` of all nodes of the network before, with the same choices.
    net
        The network of groups, from :meth:`~clusternet.network.value_network.ValueNetwork.rollup`.

    Returns
    -------
    DataFrame
        ``ranked`` with ``members`` and ``rank_before`` after ``rank``; the latter is missing where no member
        was ranked.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet import centrality, from_frames
    >>> ties = pd.DataFrame({"source": ["a", "b", "c"], "target": ["x", "x", "a"]})
    >>> net = from_frames(ties, pd.DataFrame({"id": ["b"], "母公司": ["x"]}))
    >>> groups = net.rollup()
    >>> ranked = with_ranks_before(centrality.top(groups, 0), centrality.top(net, 0), groups)
    >>> ranked[["rank", "rank_before", "members", "id"]].values.tolist()
    [[1, 1, 1, 'a'], [2, 4, 1, 'c'], [3, 2, 2, 'x']]
    """
    rank = before.set_index("id")["rank"]
    pairs = net.membership.assign(rank=lambda rows: rank.reindex(rows["member"]).to_numpy())
    found = pairs.groupby("group")["rank"].agg(["size", "min"]).reindex(ranked["id"])
    frame = ranked.copy()
    frame.insert(1, "rank_before", found["min"].astype("Int64").to_numpy())
    frame.insert(2, "members", found["size"].astype("Int64").to_numpy())
    return frame


def check_ranking(by: str) -> None:
    """Refuse what nodes cannot be ranked by.

    Parameters
    ----------
    by
        A degree or a measure.

    Raises
    ------
    ClusternetError
        If it is neither.

    Examples
    --------
    >>> check_ranking("pagerank")
    >>> check_ranking("fame")
    Traceback (most recent call last):
        ...
    clusternet.errors.ClusternetError: unknown measure 'fame'; accepted: ...
    """
    if by not in (*DEGREES, *MEASURES):
        raise ClusternetError.of(
            "unknown_name", what=Text("指标", "measure"), name=by, accepted=(*DEGREES, *MEASURES)
        )


def categories_of(categories: pd.Series, asked: str) -> NDArray[np.bool_]:
    """Mark nodes of a category, which may be named by any word of the vocabulary.

    Parameters
    ----------
    categories
        Of nodes; missing where it is not known.
    asked
        A category, or a word for it.

    Returns
    -------
    ndarray of bool, shape (nodes,)

    Raises
    ------
    ClusternetError
        If no node is of it.

    Examples
    --------
    >>> categories_of(pd.Series(["高校", None, "企业"]), "university").tolist()
    [True, False, False]
    """
    term = CATEGORIES.find(asked)

    def same(text: str) -> bool:
        return text == asked or (term is not None and CATEGORIES.find(text) is term)

    present = sorted({text for text in categories if isinstance(text, str)})
    if not any(map(same, present)):
        raise ClusternetError.of("none_of_category", asked=asked, found=present or Text("无", "none"))
    return np.array([isinstance(text, str) and same(text) for text in categories], dtype=bool)
