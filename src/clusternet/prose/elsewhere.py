"""Numbers that come from elsewhere: labels, citations, dates, money, statistics of others."""

from __future__ import annotations

import re
from functools import cache

from clusternet.data import rows
from clusternet.prose.numerals import Number
from clusternet.words.text import Text

_CITED = re.compile(r"[（(][^（）()\d]*(?:et al\.?,?|等[,，])\s*$|《[^》]*$")
_HEADING = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十]+[）)、.]|[\d.]+(?:\s|、|．)|[①-⑳])\s*$")
_COUNTING = re.compile(r"(?:约|近|超过)?[一二两三四五六七八九十](?:个|大|类|种|项)?")
_COUNTED = re.compile(r"\s*(?:倍|步|跳|个社区)")
MARKED = Text("作者标明", "marked by the author")
"""Why a number is from elsewhere that the author said so of."""
_OUTSIDE = re.compile(r"\s*[个条家项次]?\s*(?:<!--\s*(?:outside|非本数据)\s*-->|\\outside\b|%\s*outside\b)")


@cache
def _tables() -> dict[str, list[tuple[re.Pattern[str], Text]]]:
    """Return what stands before a number, behind it or anywhere in its sentence, and what that says of it."""
    found: dict[str, list[tuple[re.Pattern[str], Text]]] = {}
    for row in rows("elsewhere.csv"):
        found.setdefault(row["where"], []).append(
            (
                re.compile(row["words"], re.IGNORECASE if row["where"] == "before" else 0),
                Text(row["zh"], row["en"]),
            )
        )
    return found


def elsewhere(text: str, number: Number) -> Text | None:
    """Return why a number is none of the data, by what stands around it; None if nothing says so.

    Parameters
    ----------
    text
        The sentence.
    number
        One of it.

    Examples
    --------
    >>> from clusternet.prose.numerals import numbers
    >>> for said in ("见表3", "第12页", "3亿元", "三个方面", "据IDC统计占20%", "31.6%"):
    ...     print(str(elsewhere(said, numbers(said)[0]) if numbers(said) else "no number"))
    number of a figure or table
    number of a section
    money
    count of the narrative
    statistic of another source
    None
    """
    before, behind = text[: number.start], text[number.end :]
    if _OUTSIDE.match(behind):
        return MARKED
    if number.unit == "rank":
        return None
    if number.unit == "" and _COUNTING.fullmatch(number.text) and not _COUNTED.match(behind):
        return Text("叙述中的数目", "count of the narrative")
    if _HEADING.match(text[: number.end]) or _CITED.search(before):
        return Text("编号或引用", "numbering or citation")
    said = [why for words, why in _tables()["before"] if words.search(before[-24:])]
    if number.unit in ("", "share"):
        decimal = number.decimals and re.match(r"\s*(?:steps|hops)\b", behind)
        tail = "" if decimal else number.text[-1] + behind if number.text[-1:] in "个条家项类种大" else behind
        said += [why for words, why in _tables()["behind"] if words.match(tail)]
    said += [why for words, why in _tables()["sentence"] if words.search(text)]
    return said[0] if said else None
