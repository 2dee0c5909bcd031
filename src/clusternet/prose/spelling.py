"""The ways a name is written: 北京市, 北京 and Beijing are one place."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from clusternet.places import china, gazetteer
from clusternet.words import naming, vocabulary
from clusternet.words.naming import Holds

_TERMS = {
    "technology": vocabulary.TECHNOLOGIES,
    "application": vocabulary.APPLICATIONS,
    "category": vocabulary.CATEGORIES,
    "relation": vocabulary.RELATIONS,
}


@lru_cache(maxsize=1 << 14)
def spellings(value: str, holds: Holds) -> frozenset[str]:
    """Return the ways a value is written, folded.

    Parameters
    ----------
    value
        As the data have it.
    holds
        What it is.

    Examples
    --------
    >>> sorted(spellings("上海市", "place"))
    ['shanghai', '上海', '上海市', '沪']
    >>> "iot" in spellings("物联网", "technology"), "教育" in spellings("P", "industry")
    (True, True)
    """
    return frozenset(gazetteer.fold(each) for each in written(value, holds))


@lru_cache(maxsize=1 << 14)
def written(value: str, holds: Holds) -> frozenset[str]:
    """Return the ways a value is written, as texts have them.

    Parameters
    ----------
    value
        As the data have it.
    holds
        What it is.

    Examples
    --------
    >>> "Internet of things" in written("物联网", "technology")
    True
    """
    found = {value, naming.name(value, holds, "zh"), naming.name(value, holds, "en")}
    if holds in ("place", "zone"):
        found |= _of_place(value)
    if (terms := _TERMS.get(holds)) is not None and (term := terms.find(value)) is not None:
        found |= {term.zh, term.en, *term.aliases}
    if holds == "industry" and (term := vocabulary.SECTORS.find(value)) is not None:
        found |= {term.zh, term.en, *(each for each in term.aliases if not each.isdigit())}
    return frozenset(each for each in found if each)


def _of_place(value: str) -> set[str]:
    region = china.region_name(value)
    if region is not None:
        entry = gazetteer.region_data()["names"][region]
        return {region, entry["en"], *entry["aliases"]}
    found = set(_short().get(value, ()))
    english = naming.name(value, "place", "en")
    return found | {english.partition(",")[0]} | set(ONE_LETTER.get(value, ""))


@cache
def _short() -> dict[str, set[str]]:
    """Return the short names of provinces and cities by their official one."""
    found: dict[str, set[str]] = {}
    for name, places in gazetteer.index().short.items():
        for place in places:
            if place.level in ("province", "city"):
                found.setdefault(place.name, set()).add(name)
    return found


ONE_LETTER = {
    "北京市": "京", "上海市": "沪", "天津市": "津", "重庆市": "渝", "广东省": "粤", "浙江省": "浙",
    "江苏省": "苏", "山东省": "鲁", "安徽省": "皖", "湖北省": "鄂", "湖南省": "湘", "福建省": "闽",
    "四川省": "川", "河南省": "豫", "河北省": "冀", "江西省": "赣", "陕西省": "陕", "辽宁省": "辽",
    "吉林省": "吉", "黑龙江省": "黑", "山西省": "晋", "云南省": "滇", "贵州省": "黔", "广西壮族自治区": "桂",
    "海南省": "琼", "甘肃省": "甘", "青海省": "青", "内蒙古自治区": "蒙", "宁夏回族自治区": "宁",
    "新疆维吾尔自治区": "新", "西藏自治区": "藏",
}  # fmt: skip
"""Provinces by their one letter, as 京粤沪 names three."""


def same(value: Any, word: Any, holds: Holds) -> bool:
    """Whether a word names a value.

    >>> same("北京市", "Beijing", "place"), same(0.1, "10%", ""), same("上海市", "北京", "place")
    (True, True, False)
    """
    if isinstance(value, str):
        return gazetteer.fold(str(word)) in spellings(value, holds)
    return abs(float(value) - number(str(word))) < 1e-9


def number(text: str) -> float:
    """Return a number, a percentage as a fraction of 1; NaN where it is none.

    >>> number("10%"), number("0.001")
    (0.1, 0.001)
    """
    bare = text.strip().removesuffix("%")
    try:
        return float(bare) / (100 if text.strip().endswith("%") else 1)
    except ValueError:
        return float("nan")
