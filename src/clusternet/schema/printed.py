"""Which columns of a printed ranking hold ranks and which scores, by what their headers say."""

from __future__ import annotations

import re

_RANKS = re.compile(r"rank|排名|名次|位次", re.IGNORECASE)
_SCORES = re.compile(r"score|index|得分|分数|总分|指数", re.IGNORECASE)
_OVERALL = re.compile(r"overall|total|总|综合", re.IGNORECASE)


def is_rank(header: str) -> bool:
    """Whether a header speaks of ranks.

    >>> is_rank("Overall - Rank"), is_rank("Overall - Score")
    (True, False)
    """
    return _RANKS.search(header) is not None


def no_score(header: str) -> tuple[bool, bool]:
    """Sorts headers: scores first, of them the overall one.

    >>> sorted(["Economy - Score", "Year", "Overall - Score"], key=no_score)
    ['Overall - Score', 'Economy - Score', 'Year']
    """
    return _SCORES.search(header) is None, _OVERALL.search(header) is None
