"""Which columns hold ranks, which scores and which amounts, by what their headers say."""

from __future__ import annotations

import re

import numpy as np

from clusternet.typing import Floats

_RANKS = re.compile(r"(?<![a-z])(?:rank(?:s|ing)?|pos|position)(?![a-z])|排名|名次|位次", re.IGNORECASE)
_SCORES = re.compile(r"score|index|得分|分数|总分|指数", re.IGNORECASE)
_RATES = re.compile(
    r"(?<![a-z])(?:rates?|ratio|mean|average|avg|shares?|percent(?:age)?|factor|median|per|density)(?![a-z])"
    r"|评分|均值|平均|人均|每百万|比例|比重|占比|率$|强度|密度|因子",
    re.IGNORECASE,
)
_AMOUNTS = re.compile(
    r"(?<![a-z])(?:papers?|patents?|polic(?:y|ies)|articles?|counts?|number|fractional|weights?|amounts?|market"
    r"|sales|revenues?|turnover|output|gdp|value.added|funds?|funding|invest\w*|capital|costs?|expenditure"
    r"|spending|budget|exports?|imports?|trade|total|sum|usd|cny|rmb|eur|dollars?|yuan)(?![a-z])"
    r"|额|产值|增加值|规模|投资|融资|资本|资金|收入|支出|经费|营收|成本|利润|出口|进口|元|总量|数量|论文|专利|政策|计数|数$",
    re.IGNORECASE,
)
_OVERALL = re.compile(r"overall|total|总|综合", re.IGNORECASE)


def is_rank(header: str) -> bool:
    """Whether a header speaks of ranks.

    >>> is_rank("Overall - Rank"), is_rank("Overall - Score")
    (True, False)
    """
    return _RANKS.search(header) is not None


def holds_ranks(header: str, values: Floats) -> bool:
    """Whether a column holds ranks, by its header, or by its values where the header speaks of no score.

    Parameters
    ----------
    header
        Of the column.
    values : ndarray of float64, shape (rows,)
        Ranks are those of three or more rows among one another, whichever way ties are counted.

    Examples
    --------
    >>> holds_ranks("Place", np.array([2.0, 1, 3])), holds_ranks("Points", np.array([8.0, 9, 7]))
    (True, False)
    >>> holds_ranks("Score", np.array([2.0, 1, 3]))
    False
    """
    if is_rank(header) or _SCORES.search(header):
        return is_rank(header)
    known = values[~np.isnan(values)]
    order, count = np.unique(known, return_inverse=True, return_counts=True)[1:]
    below = count.cumsum() - count
    ways = (below + 1, below + (count + 1) / 2, np.arange(1, count.size + 1))
    return known.size > 2 and any(np.array_equal(way[order], known) for way in ways)


def is_score(header: str, *, decimals: int) -> bool:
    """Whether a column of numbers holds scores or rates, which do not add up; ``decimals`` are its own.

    Whole numbers are counts, and so are amounts, unless the header speaks of scores. Other numbers with
    decimals are scores.

    >>> is_score("综合指数", decimals=0), is_score("value", decimals=3), is_score("market_2022", decimals=1)
    (True, True, False)
    >>> is_score("papers", decimals=2), is_score("papers per head", decimals=1)
    (False, True)
    """
    if _SCORES.search(header) or _RATES.search(header):
        return True
    return decimals > 0 and not _AMOUNTS.search(header)


def no_score(header: str) -> tuple[bool, bool]:
    """Sorts headers: scores first, of them the overall one.

    >>> sorted(["Economy - Score", "Year", "Overall - Score"], key=no_score)
    ['Overall - Score', 'Economy - Score', 'Year']
    """
    return _SCORES.search(header) is None, _OVERALL.search(header) is None
