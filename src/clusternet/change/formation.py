"""How ties form: new and repeated pairs by year, and what partners are chosen by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from clusternet.change.choices import Chooser, Sets, sets, ties
from clusternet.errors import ClusternetError, EmptyNetworkError, SchemaError, chosen
from clusternet.kernels.choice import Fit, conditional_logit, telling
from clusternet.kernels.families import with_adjusted
from clusternet.network.value_network import ValueNetwork
from clusternet.places import china
from clusternet.places.levels import ZONES
from clusternet.space import location
from clusternet.space.located import refuse_groups
from clusternet.space.values import each_value
from clusternet.typing import Floats, Ints, Level
from clusternet.words.bases import Base, based, having, marked
from clusternet.words.text import Text, said_by

__all__ = ["ALTERNATIVES", "TERMS", "Formation", "by_year", "formation", "table"]

NAMES = {
    "log_degree": Text("ln(1+此前的合作方数)", "log (1 + partners before)"),
    "shared_partners": Text("ln(1+此前的共同合作方数)", "log (1 + shared partners before)"),
    "same_place": Text("同一地区", "same place"),
    "same_category": Text("同一机构类型", "same category"),
    "same_technology": Text("此前有共同的技术类别", "a technology in common before"),
}
"""What partners may be chosen by, in words."""
TERMS = tuple(NAMES)
"""What partners may be chosen by."""
ALTERNATIVES = 20
COLUMNS = (
    "term", "odds", "low", "high", "estimate", "se", "z", "p", "p_holm", "q", "choices", "choosers",
    "alternatives", "seed", "base", "base_n",
)  # fmt: skip
"""Columns of :func:`table`."""


@dataclass(frozen=True, eq=False)
class Formation:
    """What partners are chosen by.

    Attributes
    ----------
    table : DataFrame
        :data:`COLUMNS`; see :func:`formation`.
    chooser : {"sample", "source", "target"}
        Which end chooses.
    since, until : int
        First and last year of the choices.
    left : dict
        New pairs that are no choice, by why; see :class:`clusternet.change.choices.Sets`.
    undated
        Rows without a year.
    absent : dict
        Terms that are left out, with the reason.
    unknown : dict
        Nodes in the choices whose place or category is not known, by term: they are the same as nobody.
    likelihood
        Log-likelihood over that of choices at random, McFadden's pseudo R squared: 0 if terms say nothing.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).until(2016)
    >>> found = formation(net, terms=["log_degree", "same_place"], alternatives=5)
    >>> found.chooser, found.table["term"].tolist()
    ('sample', ['log_degree', 'same_place'])
    """

    table: pd.DataFrame
    chooser: Chooser
    since: int
    until: int
    left: dict[str, int]
    undated: int
    absent: dict[str, Text]
    unknown: dict[str, int]
    likelihood: float


def formation(
    net: ValueNetwork,
    *,
    chooser: Chooser | None = None,
    since: int | None = None,
    terms: Sequence[str] = TERMS,
    level: Level = "province",
    region_map: str = china.DEFAULT_MAP,
    alternatives: int = ALTERNATIVES,
    seed: int = 0,
) -> Formation:
    """Fit which partner is chosen, of those that could have been, on what was known before the year.

    Every pair that has its first tie in a year is a choice of one node by another: P(j) = exp(x_j b) / sum
    over all that i could have chosen of exp(x b), a conditional logit.

    Parameters
    ----------
    net
        The network up to the last year of choices, with all earlier ties.
    chooser
        ``sample``: the firm of the sample chooses, whose ties are all recorded, and of two the source;
        ``source`` or ``target``. If None, ``sample`` where the data name kinds, else ``source``.
    since
        The first year of choices; the first of the data if None.
    terms
        Of :data:`TERMS`; what the data lack is left out, with the reason.
    level, region_map
        Of the places, as in :func:`clusternet.space.location.of_nodes`.
    alternatives
        Drawn for each choice, beside the chosen.
    seed
        Of the draws.

    Returns
    -------
    Formation
        Its table has a row per term: ``odds`` exp(estimate), by which one more of the term multiplies the
        odds of being chosen, the ends ``low`` and ``high`` of its 95 percent interval, ``estimate``, ``se``
        (clustered by chooser), ``z``, ``p`` by Student's t of as many degrees of freedom as choosers - 1,
        ``p_holm`` and ``q`` over the terms. ``log_degree``: log(1 + distinct partners); ``shared_partners``:
        log(1 + partners shared with the chooser); ``same_place``, ``same_category``; ``same_technology``:
        ties of both name one and the same. All are of before the year.

    Raises
    ------
    ClusternetError
        If the data have no years, nothing says who chose, there are no choices, or the terms tell what is
        chosen from all else.

    Notes
    -----
    McFadden (1974), and (1978) on sampled alternatives; growth of networks as choices: Overgoor, Benson and
    Ugander (2019).

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).until(2016)
    >>> found = formation(net, terms=["log_degree"], alternatives=5).table
    >>> bool(found.loc[0, "odds"] > 1)                         # the larger are chosen more often
    True
    """
    asked = chosen(terms, TERMS, Text("项", "term"))
    if alternatives < 1 or not asked:
        raise ClusternetError.of("choice_number", alternatives=alternatives, terms=len(asked))
    who: Chooser = chooser or ("sample" if "kind" in net.nodes else "source")
    known = ties(net)
    drawn = sets(net, known, chooser=who, alternatives=alternatives, since=since, seed=seed)
    if not drawn.start.size:
        raise EmptyNetworkError.of("choice_none")
    values, absent, unknown = _terms(net, drawn, asked, level, region_map)
    if not values:
        raise ClusternetError.of("choice_terms", reasons=Text("；", "; ").join(absent.values()))
    fit, kept = _fitted(values, drawn, absent)
    told = _odds(kept, fit).assign(
        choices=drawn.start.size, choosers=fit.clusters, alternatives=alternatives, seed=seed
    )
    base = Base("pairs", (having("a first tie in the year"),))
    told = based(told, base, drawn.start.size)[list(COLUMNS)]
    size = np.diff(np.append(drawn.start, drawn.other.size))
    return Formation(
        marked(told, net.about.synthetic),
        chooser=who,
        since=int(drawn.year.min()),
        until=int(drawn.year.max()),
        left={name: number for name, number in drawn.left.items() if number},
        undated=known.undated,
        absent=absent,
        unknown=unknown,
        likelihood=1 - fit.likelihood / -float(np.log(size).sum()),
    )


def table(net: ValueNetwork, **options: object) -> pd.DataFrame:
    """Return the table of :func:`formation`, which takes the same options.

    Parameters
    ----------
    net
        The network.
    **options
        As in :func:`formation`.

    Returns
    -------
    DataFrame
        :data:`COLUMNS`.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).until(2016)
    >>> table(net, terms=["log_degree"], alternatives=5)["term"].tolist()
    ['log_degree']
    """
    return formation(net, **options).table  # type: ignore[arg-type]


def by_year(net: ValueNetwork) -> pd.DataFrame:
    """Return new and repeated pairs of each year.

    Parameters
    ----------
    net
        The network.

    Returns
    -------
    DataFrame
        ``year``; ``pairs`` with a tie in it, of any direction; ``new``: without one in an earlier year;
        ``repeated``; ``new_share`` of the pairs; ``entering``: new pairs of which an end had no tie before;
        ``existing``: new pairs of two nodes that had.

    Raises
    ------
    SchemaError
        If the data have no years.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> rows = {"source": ["a", "b", "a"], "target": ["b", "a", "c"], "year": [2020, 2021, 2021]}
    >>> by_year(from_frames(pd.DataFrame(rows)))[["year", "pairs", "new", "entering"]].values.tolist()
    [[2020, 1, 1, 1], [2021, 2, 1, 1]]
    """
    found = ties(net)
    pairs, years = found.pairs, np.unique(found.rows["year"])
    first = np.full(len(net.nodes), np.iinfo(np.int64).max)
    for end in ("source", "target"):
        np.minimum.at(first, pairs[end].to_numpy(np.int64), pairs["year"].to_numpy(np.int64))
    older = np.maximum(first[pairs["source"]], first[pairs["target"]]) < pairs["year"]
    place = np.searchsorted(years, found.rows["year"])
    every = np.bincount(place, minlength=years.size)
    new = np.bincount(place[found.rows["new"]], minlength=years.size)
    existing = np.bincount(np.searchsorted(years, pairs.loc[older, "year"]), minlength=years.size)
    frame = pd.DataFrame(
        {
            "year": years,
            "pairs": every,
            "new": new,
            "repeated": every - new,
            "new_share": new / every,
            "entering": new - existing,
            "existing": existing,
        }
    )
    return marked(frame, net.about.synthetic)


# -- what partners are chosen by ---------------------------------------------------------------------------
def _terms(
    net: ValueNetwork, drawn: Sets, asked: Sequence[str], level: Level, region_map: str
) -> tuple[dict[str, Floats], dict[str, Text], dict[str, int]]:
    """Return the value of each term in each row, why others are left out, and whose values are unknown."""
    values: dict[str, Floats] = {}
    absent: dict[str, Text] = {}
    unknown: dict[str, int] = {}
    there = np.unique(np.concatenate((drawn.chooser, drawn.other)))
    for term in asked:
        try:
            if term in ("same_place", "same_category"):
                code = _places(net, level, region_map) if term == "same_place" else _categories(net)
                values[term] = _alike(code, drawn)
                unknown[term] = int((code[there] < 0).sum())
            elif term == "same_technology":
                values[term] = _technologies(net, drawn)
        except ClusternetError as error:
            absent[term] = said_by(error)
    if "log_degree" in asked or "shared_partners" in asked:
        values |= {name: each for name, each in _near(net, drawn).items() if name in asked}
    return {term: values[term] for term in asked if term in values}, absent, unknown


def _places(net: ValueNetwork, level: Level, region_map: str) -> Ints:
    refuse_groups(net)
    where = location.of_nodes(net, level=level, region_map=region_map)
    nowhere = where.isin([*ZONES, china.REST]) | where.str.endswith(china.CITY_UNKNOWN)
    return np.asarray(pd.factorize(where.mask(nowhere))[0], dtype=np.int64)


def _categories(net: ValueNetwork) -> Ints:
    if "category" not in net.nodes:
        raise SchemaError.of("no_category")
    return np.asarray(pd.factorize(net.nodes["category"])[0], dtype=np.int64)


def _alike(code: Ints, drawn: Sets) -> Floats:
    return np.asarray((code[drawn.chooser] == code[drawn.other]) & (code[drawn.other] >= 0), dtype=float)


def _near(net: ValueNetwork, drawn: Sets) -> dict[str, Floats]:
    """Return degrees, and partners shared with the chooser, before the year."""
    from scipy.sparse import csr_array

    pairs, n = ties(net).pairs, len(net.nodes)
    degree, shared = np.zeros((2, drawn.other.size))
    for year, rows in _years(drawn):
        before = pairs[pairs["year"] < year]
        a, b = before["source"].to_numpy(), before["target"].to_numpy()
        ends = (np.concatenate((a, b)), np.concatenate((b, a)))
        tied = csr_array((np.ones(2 * a.size), ends), shape=(n, n))
        degree[rows] = np.bincount(ends[0], minlength=n)[drawn.other[rows]]
        who, place = np.unique(drawn.chooser[rows], return_inverse=True)
        common = tied[who] @ tied
        shared[rows] = np.asarray(common[place, drawn.other[rows]]).ravel()
    return {"log_degree": np.log1p(degree), "shared_partners": np.log1p(shared)}


def _technologies(net: ValueNetwork, drawn: Sets) -> Floats:
    """Whether ties of both before the year name one and the same technology."""
    from scipy.sparse import csr_array

    if "technology" not in net.edges:
        raise SchemaError.of("no_technology")
    dated = net.edges[net.edges["year"].notna() & net.edges["technology"].notna()]
    named = each_value(dated["technology"])
    code, kinds = pd.factorize(named)
    year = dated["year"].loc[named.index].to_numpy(np.int64)
    both = [dated[end].cat.codes.loc[named.index].to_numpy(np.int64) for end in ("source", "target")]
    found = np.zeros(drawn.other.size)
    for now, rows in _years(drawn):
        then = np.flatnonzero(year < now)
        ends = np.concatenate([end[then] for end in both]), np.tile(code[then], 2)
        held = csr_array((np.ones(ends[0].size), ends), shape=(len(net.nodes), max(kinds.size, 1)))
        shared = held[drawn.chooser[rows]].multiply(held[drawn.other[rows]])
        found[rows] = np.asarray(shared.sum(axis=1)).ravel() > 0
    return found


def _years(drawn: Sets) -> Iterator[tuple[int, Ints]]:
    for year in np.unique(drawn.year):
        yield int(year), np.flatnonzero(drawn.year == year)


# -- the fit -----------------------------------------------------------------------------------------------
def _fitted(values: dict[str, Floats], drawn: Sets, absent: dict[str, Text]) -> tuple[Fit, list[str]]:
    """Return the fit, and the terms that are in it; why others are not is added to those absent."""
    x = np.column_stack([*values.values()])
    varies, separates = telling(x, drawn.start)
    for term, moves, splits in zip(values, varies, separates, strict=True):
        if not moves:
            absent[term] = Text("各备选对象取值相同", "it is the same for all that could be chosen")
        elif splits:
            absent[term] = Text(
                "完全决定了选择，无有限估计", "it tells the chosen from all others, no finite odds"
            )
    kept = varies & ~separates
    if not kept.any():
        named = [Text(f"{term}：{why.zh}", f"{term}: {why.en}") for term, why in absent.items()]
        raise ClusternetError.of("choice_terms", reasons=Text("；", "; ").join(named))
    cluster = np.unique(drawn.chooser[drawn.start], return_inverse=True)[1]
    fit = conditional_logit(x[:, kept], drawn.start, cluster.astype(np.int64))
    return fit, [term for term, stays in zip(values, kept, strict=True) if stays]


def _odds(terms: list[str], fit: Fit) -> pd.DataFrame:
    from scipy.special import stdtr, stdtrit

    freedom = max(fit.clusters - 1, 1)
    error = np.sqrt(np.diag(fit.covariance)) if fit.clusters > 1 else np.full(len(terms), np.nan)
    error = np.where(error > 0, error, np.nan)
    z, reach = fit.estimate / error, stdtrit(freedom, 0.975) * error
    frame = pd.DataFrame(
        {
            "term": terms,
            "odds": np.exp(fit.estimate),
            "low": np.exp(fit.estimate - reach),
            "high": np.exp(fit.estimate + reach),
            "estimate": fit.estimate,
            "se": error,
            "z": z,
            "p": 2 * stdtr(freedom, -np.abs(z)),
        }
    )
    return with_adjusted(frame)
