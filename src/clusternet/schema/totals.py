"""Rows that sum up other rows: 合计, 总计, total. They are no organisation, no country and no tie."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from clusternet.letters import SIMPLIFIED
from clusternet.schema.cells import BLANK, tested
from clusternet.typing import Floats, Marks

_WORDS = (
    "合计", "总计", "小计", "共计", "总和", "总数", "总量", "汇总", "平均", "平均值", "平均数", "均值",
    "累计", "中位数", "summe", "gesamt", "insgesamt", "gesamtsumme", "zwischensumme",
    "durchschnitt", "mittelwert",
    "somme", "sous-total", "total général", "moyenne", "totale", "median",
    *("suma", "totaal", "totalt", "итого", "всего", "σ", "∑", "加总"),
    *("计", "総计", "総合计", "全部", "全体", "所有", "总体", "全年龄", "不分年龄", "不分性别"),
    *("합계", "총계", "소계", "계", "전체", "평균", "итог", "общий итог", "среднее", "разом"),
    *("усього", "всього", "razem", "łącznie", "ogółem", "celkem", "spolu", "toplam", "genel toplam"),
    *("összesen", "yhteensä", "i alt"),
    *("sammanlagt", "jumlah", "tổng", "tổng cộng", "total geral", "total general", "totale generale"),
    *("subtotale", "promedio", "gemiddelde", "ukupno", "skupaj", "σύνολο"),
    *("all", "all ages", "all age groups", "both sexes", "all sexes", "all categories", "all groups"),
    "合计数", "总合计", "本页合计", "本页小计", "本年合计", "全部合计", "其中小计",
    "total", "totals", "sum", "subtotal", "sub total", "sub-total", "grand total", "average", "mean",
    "overall total", "total sum", "sum total", "all total", "column total",
)  # fmt: skip
_WHOLES = frozenset(
    ("全国", "全国合计", "全国总计", "全省", "全市", "世界", "全球", "world", "worldtotal", "global")
)
_TOTALS = frozenset(re.sub(r"[\s\-]", "", word) for word in _WORDS)
_AROUND = re.compile(r"[\s\-_—–:：.。*()\[\]（）【】《》<>=]+")
_SUMMARY = re.compile(r"(?:数据)?透视表?|汇总表?|统计表?|pivot|summary|totals?\b", re.IGNORECASE)
"""How names of sheets begin that sum up others."""
_ROUNDED = 1e-5
"""Part of a sum that its rounded terms may be off."""
_MOST = 0.75
_LARGE = 1000
"""Sums that are no others' by chance."""
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_UNIT = re.compile(r"\([篇件个项家人次条万亿元%]+\)$")
"""What is counted, behind the word: 总计（篇）."""
_ENDS = ("小计", "合计", "总计", "합계", "소계", "총계")
"""What the name of a part's sum ends in: 亚洲小计."""
_OF_GROUP = re.compile(r"\S\s+(?:total|汇总|計數|计数|平均值)$|^sub-?total\s", re.IGNORECASE)
"""How spreadsheets name the sum of a group of rows: Asia Total, 亚洲 汇总."""
_GAP = r"[\W_]*"
_MAY_BE_TOTAL = (
    "[计總計總匯汇數数σΣ∑ςигИГ总均位全所合계체균\uff21-\uff5a\U0001d400-\U0001d7ff]|(?i:"
    + "|".join(
        _GAP.join(word)
        for word in (
            "tota",
            "suma",
            "sum",
            "average",
            "mean",
            "gesamt",
            "schnitt",
            "wert",
            "somme",
            "moyenne",
            "dian",
            *("all", "both", "razem", "ącznie", "ogó", "celk", "spolu", "topla", "sszes", "yhte", "ialt"),
            *("samman", "jumlah", "ổng", "promed", "gemid", "ukup", "skupa", "разом", "ього", "сред"),
        )
    )
    + ")"
)
"""Found in every name of a total; width and fancy letters fold to plain ones only later."""


def is_total(text: str) -> bool:
    """Whether a name stands for the sum or the mean of others.

    Parameters
    ----------
    text
        A name.

    Examples
    --------
    >>> [is_total(name) for name in ("合 计", "Total:", "2020年小计", "总计（篇）", "亚洲小计", "Summe")]
    [True, True, True, True, True, True]
    >>> [is_total(name) for name in ("Итого", "합계", "小計", "Suma", "Razem", "All ages")]
    [True, True, True, True, True, True]
    >>> is_total("Asia Total"), is_total("亚洲 汇总"), is_total("Subtotal A")
    (True, True, True)
    >>> is_total("总计科技有限公司"), is_total("Total SA")
    (False, False)
    """
    bare = unicodedata.normalize("NFKC", text).strip(BLANK).casefold().translate(SIMPLIFIED)
    bare = _AROUND.sub("", _UNIT.sub("", bare))
    if _OF_GROUP.search(text.strip(BLANK)):
        return True
    return bare in _TOTALS or bare.endswith(_ENDS) or _YEAR.sub("", bare, count=1) in _TOTALS


def sums_up_others(sheet: str) -> bool:
    """Tell the name of a sheet that sums up others.

    >>> sums_up_others("汇总"), sums_up_others("Pivot Table 1"), sums_up_others("2022")
    (True, True, False)
    """
    return is_total(sheet) or _SUMMARY.match(sheet.strip()) is not None


def is_whole(text: str) -> bool:
    """Whether a name may stand for all the units of a table: a sum, or a unit of its own.

    >>> is_whole("全国"), is_whole("World"), is_whole("World Bank")
    (True, True, False)
    """
    return _AROUND.sub("", unicodedata.normalize("NFKC", text).casefold()) in _WHOLES


def named(texts: NDArray[np.object_]) -> Marks:
    """Mark the distinct cells that :func:`is_total`, shape (texts,)."""
    return tested(is_total, _MAY_BE_TOTAL, texts)


def sums_up(values: Floats, marked: Marks) -> Marks:
    """Mark the rows among some whose value is the sum, or the mean, of other rows.

    The others are those above up to the next one marked (a subtotal), all above, those below alike, or all
    there are; never those marked.

    Parameters
    ----------
    values : ndarray of float64, shape (rows,)
        NaN where a row has none.
    marked : ndarray of bool, shape (rows,)
        Rows whose name may be that of a total.

    Examples
    --------
    >>> import numpy as np
    >>> sums_up(np.array([3.0, 4.0, 7.0, 5.0]), np.array([False, False, True, True])).tolist()
    [False, False, True, False]
    """
    found = np.zeros(len(values), dtype=bool)
    places = [-1, *np.flatnonzero(marked).tolist(), len(values)]
    for before, place, behind in zip(places, places[1:], places[2:], strict=False):
        for start, stop in {(before + 1, place), (0, place), (place, behind), (place, None), (0, None)}:
            others = values[start:stop][~marked[start:stop]]
            others = others[~np.isnan(others)]
            if len(others) > 1 and np.isclose([others.sum(), others.mean()], values[place], rtol=1e-6).any():
                found[place] = True
    return found


def of_parts(groups: Sequence[str], values: Floats, marked: Marks) -> Marks:
    """Mark the rows among some whose value is the sum, or the mean, of the others of their group, be it one.

    Parameters
    ----------
    groups
        What each row is of, a text a row.
    values : ndarray of float64, shape (rows,)
        NaN where a row has none.
    marked : ndarray of bool, shape (rows,)
        Rows that are called a total.

    Examples
    --------
    >>> marked = np.array([False, False, True, True])
    >>> of_parts(["中国", "中国", "中国", "美国"], np.array([3.0, 4.0, 7.0, 7.0]), marked).tolist()
    [False, False, True, False]
    """
    found = np.zeros(len(values), dtype=bool)
    kinds = np.array(groups, dtype=object)
    for group in dict.fromkeys(kinds[marked].tolist()):
        rows = kinds == group
        found[rows] = sums_up(values[rows], marked[rows])
        other = values[rows & ~marked]
        if len(other) == 1:
            found |= rows & marked & (values == other[0])
    return found


def unnamed(columns: Sequence[Floats]) -> Marks:
    """Mark the first or the last row where it is the sum of all others, whatever it is called.

    It is so in three of four columns that it has a value in, and not by chance: in three of them, or in two
    of large numbers.

    Parameters
    ----------
    columns : sequence of ndarray of float64, shape (rows,)
        NaN where a row has none.

    Examples
    --------
    >>> unnamed([np.array([1.0, 2, 3, 6]), np.array([5.0, 5, 5, 15]), np.array([2.0, 0, 0, 2])]).tolist()
    [False, False, False, True]
    """
    table = np.column_stack(columns) if columns else np.empty((0, 0))
    found = np.zeros(len(table), dtype=bool)
    for place in (0, len(table) - 1) if len(table) > 3 else ():
        known = table[place] > 0
        others = np.nansum(np.delete(table, place, axis=0)[:, known], axis=0)
        close = np.isclose(others, table[place, known], rtol=_ROUNDED)
        least = 2 if (others >= _LARGE).all() else 3
        if close.sum() >= least and close.mean() >= _MOST:
            found[place] = True
            break
    return found


def trailing(marked: Marks) -> Marks:
    """Mark the rows among some that stand at the end of a table, one after another.

    >>> trailing(np.array([True, False, True, True])).tolist()
    [False, False, True, True]
    """
    return np.logical_and.accumulate(marked[::-1])[::-1] if len(marked) else marked


def rows(names: NDArray[np.bool_], values: Floats, *, empty: Marks | None = None) -> Marks:
    """Mark the rows that are totals beyond doubt: named so, and last, summing up, or without another end.

    Parameters
    ----------
    names : ndarray of bool, shape (rows,)
        Rows whose name :func:`is_total`.
    values : ndarray of float64, shape (rows,)
        Their numbers, NaN where they have none.
    empty : ndarray of bool, shape (rows,)
        Rows whose other end names nobody.
    """
    sure = trailing(names) | sums_up(values, names)
    return sure if empty is None else sure | (names & empty)


__all__ = [
    "is_total",
    "is_whole",
    "named",
    "of_parts",
    "rows",
    "sums_up",
    "sums_up_others",
    "trailing",
    "unnamed",
]
