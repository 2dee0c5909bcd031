"""Units of measurement where they are no value: behind a header (权重（万元）), or in a row below it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from clusternet.schema.cells import BLANK, NOBODY

_COUNTED = (
    "人次|[年月日时次项家个件篇人名笔套户台株座条部种位]|万[项件次人吨户台]|[千万亿]|公里|平方公里|[千公]克|吨|亩|公顷|岁|分|倍|千瓦时|"
    "[%％]|‰|百分点|百分比|years?|yyyy(?:-mm(?:-dd)?)?|times|persons?|people|papers?|patents?|items?|pieces?|ties|"
    "per ?cent|pct|numbers?|count|kg|km|km2|tons?|tonnes?|kwh|pp"
)
_CURRENCY = (
    "元人民币|人民币|元|美元|欧元|日元|港元|港币|英镑|韩元|新台币|台币|rmb|cny|usd|eur|gbp|jpy|hkd|krw|twd|us\\$|"
    "yuan|dollars?|euros?|[$€£¥]"
)
_WORDS = "thousands?|millions?|billions?|trillions?|mn|bn|mio|mrd"
_SCALE = rf"[\d,.]++(?:\^\d*+)?|{_WORDS}|[kmb]"  # possessive, since it is repeated
_MONEY = (
    rf"(?:人民币|rmb|cny)?\s*[十百千万亿]*\s*(?:{_CURRENCY})|(?:(?:{_SCALE})\s*)+(?:of\s+)?(?:{_CURRENCY})|{_WORDS}|"
    rf"(?:{_CURRENCY})\s*(?:(?:{_SCALE})\s*)*"
)
_ONE = rf"(?>(?:{_COUNTED}|{_MONEY})(?=\s*(?:[/·)）\]】]|$)))"  # atomic, or 元/元/元/... would take for ever
_UNIT = rf"(?:单位|in|unit)?\s*(?:[:：]\s*)?{_ONE}(?:\s*[/·]\s*{_ONE})*+"
_LONGEST = 60
"""Letters that a unit has at most."""
_ALONE = rf"(?i)[(（\[【]\s*(?:{_UNIT})\s*[)）\]】]|(?:{_UNIT})"
_BEHIND = rf"(?i)\s*[(（\[【]\s*(?:{_UNIT})\s*[)）\]】]\s*$"
"""Compiled, and kept by ``re``, where a text needs them: it takes longer than reading a small file."""
_NUMBER = re.compile(r"[\d\s.,^]*")
_BRACKETED = re.compile(r"[(\[【][^()\d]{1,8}[)\]】]")
_PLAIN = re.compile(r"[a-z\s]*")
_LABELS = frozenset(
    (
        "名称",
        "name",
        "单位",
        "计量单位",
        "unit",
        "units",
        "unit of measure",
        "文本",
        "文字",
        "字符",
        "text",
        "string",
    )
)
"""What a row of units says in columns that have none."""


def without_unit(header: str) -> str:
    """Return a header without the unit in brackets behind it.

    >>> without_unit("权重（万元）"), without_unit("Value (USD million)"), without_unit("甲（乙）")
    ('权重', 'Value', '甲（乙）')
    """
    bracketed = len(header) <= 2 * _LONGEST and header.rstrip().endswith((")", "）", "]", "】"))
    return re.sub(_BEHIND, "", header) if bracketed else header


def is_unit(text: str) -> bool:
    """Whether a cell names a unit of measurement.

    >>> [is_unit(text) for text in ("万元", "（年）", "USD million", "2018", "华为")]
    [True, True, True, False, False]
    """
    text = unicodedata.normalize("NFKC", text).strip(BLANK)
    return (
        len(text) <= _LONGEST and re.fullmatch(_ALONE, text) is not None and _NUMBER.fullmatch(text) is None
    )


def are_units(cells: Sequence[str]) -> bool:
    """Whether a row below a header holds units and nothing else.

    >>> are_units(["", "", "年", "万元"]), are_units(["单位", "-", "%"]), are_units(["甲", "", "年"])
    (True, True, False)
    >>> are_units(["%", "", ""])
    False
    """
    texts = [unicodedata.normalize("NFKC", cell).strip(BLANK).casefold() for cell in cells]
    filled = [text for text in texts if text and text not in NOBODY and text not in _LABELS]
    if any(map(is_unit, filled)):  # （企业） beside （年） says what a column holds
        filled = [text for text in filled if is_unit(text) or not _BRACKETED.fullmatch(text)]
    joined = "".join(filled)  # words may be names, and signs alone, too
    named = texts[:1] == filled[:1] and (_PLAIN.fullmatch(joined) or not any(map(str.isalpha, joined)))
    return bool(filled) and not named and all(map(is_unit, filled))


__all__ = ["are_units", "is_unit", "without_unit"]
