"""Words of size: 1.3万家 in a cell, 万人 or thousands in a header."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from clusternet.schema import cells
from clusternet.schema.numbers import POINT, Notation

_MEASURED = re.compile(r"([+-]?[\d.,]*\d(?:[eE][+-]?\d+)?)\s*([^\s\d，,;；(（]*)\s*([^\s\d，,;；(（]*)")
_SIZE_PREFIXES = ("万亿", "千万", "百万", "亿", "万")
_SIZES = {
    **dict(zip(_SIZE_PREFIXES, (10**12, 10**7, 10**6, 10**8, 10**4), strict=True)),
    **{"千": 1000, "thousand": 1000, "million": 10**6, "mn": 10**6, "billion": 10**9, "bn": 10**9},
    "trillion": 10**12,
}
"""Words of size behind a number."""
_OF_HEADER = re.compile(
    rf"(?:[（(\[/,，、_]|\bin)\s*(?:单位[:：]?\s*|in\s+)?"
    rf"({'|'.join(sorted(_SIZES, key=len, reverse=True))})s?"
    r"\s*(?:人|名|people|persons|inhabitants)?\s*(?:[)）\]]|$)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:-|~|～|–|—|至|到|±|/)\s*\d")
"""What follows the first number of a range or a pair, which is no number."""


def measured(text: str, said: Notation = POINT) -> tuple[float, str] | None:
    """Return the number a cell begins with and its measure, the word behind it; None where it has none.

    Words of size are worked into the number: 1.3万 is 13,000.

    >>> measured("312 TFLOPS"), measured("80GB HBM2e"), measured("7nm"), measured("12.5%"), measured("安培")
    ((312.0, 'TFLOPS'), (80.0, 'GB'), (7.0, 'nm'), (12.5, '%'), None)
    >>> measured("12-15"), measured("3.5 / 4")
    (None, None)
    >>> measured("1.3万家"), measured("2.5 million people"), measured("5亿美元"), measured("3千瓦")
    ((13000.0, '家'), (2500000.0, 'people'), (500000000.0, '美元'), (3.0, '千瓦'))
    """
    found = parts(text)
    value = said.number(found[1]) if found and not _RANGE.match(found.string, found.end(1)) else None
    if found is None or value is None:
        return None
    word = found[2]
    size, behind = _SIZES.get(word.casefold(), 1), found[3]
    if size > 1:
        return float(Decimal(repr(value)) * size), behind
    prefix = next((each for each in _SIZE_PREFIXES if word.startswith(each)), "")
    return float(Decimal(repr(value)) * _SIZES.get(prefix, 1)), word.removeprefix(prefix)


def size_of(header: str) -> int:
    """Return what one of a column of people stands for, as its header says.

    >>> size_of("人口（万人）"), size_of("人口/百万"), size_of("Population (thousands)")
    (10000, 1000000, 1000)
    >>> size_of("people, in millions"), size_of("人口（单位：千人）")
    (1000000, 1000)
    >>> size_of("人口（人）"), size_of("population"), size_of("population 2022 (UN)")
    (1, 1, 1)
    """
    found = _OF_HEADER.search(unicodedata.normalize("NFKC", header).strip())
    return _SIZES[found[1].casefold()] if found else 1


def parts(text: str) -> re.Match[str] | None:
    """Return the number that a cell begins with and the two words behind it, as groups."""
    return _MEASURED.match(unicodedata.normalize("NFKC", text).strip(cells.BLANK).replace("\u2212", "-"))
