"""Ranges that name units (ages, sizes, periods), and those that hold others: 10+ beside 10-19 and 20+."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from clusternet.typing import Floats, Marks

_WORDS = re.compile(r"\b(?:years?(?: old| of age)?|yrs?|ages?d?|jahren?|ans)\b|周岁|[岁歲歳세人名年]")
_LOW, _HIGH = r"(?P<low>\d+(?:\.\d+)?)", r"(?P<high>\d+(?:\.\d+)?)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_LOW}(?:-+|~|至|到|to|bis)(?:under|unter)?{_HIGH}",
        rf"{_LOW}(?:\+|(?:及|或)?以上|(?:and|or)(?:over|older|above|more|up)|plus|이상|undmehr|undälter)",
        rf"(?:>=?|≥|over|above|morethan|über){_LOW}",
        rf"(?:<=?|≤|under|below|lessthan|upto|unter){_HIGH}",
        rf"{_HIGH}(?:(?:及|或)?以下|未[满滿満]|미만|이하|(?:and|or)(?:under|younger|below|less))",
    )
)
_MOST = 0.6
"""Part of the names that must be ranges."""


@lru_cache(maxsize=1 << 12)
def span(text: str) -> tuple[float, float] | None:
    """Return the lower and the upper end of a range; None for any other text.

    Examples
    --------
    >>> span("10-19岁"), span("65 and over"), span("<15"), span("China")
    ((10.0, 19.0), (65.0, inf), (-inf, 15.0), None)
    """
    bare = unicodedata.normalize("NFKC", text).casefold().translate(_DASHES)
    bare = re.sub(r"[\s,]", "", _WORDS.sub("", bare))
    for form in _FORMS:
        if match := form.fullmatch(bare):
            ends = match.groupdict()
            low, high = float(ends.get("low") or -math.inf), float(ends.get("high") or math.inf)
            return (low, high) if low <= high else None
    return None


_DASHES = str.maketrans(dict.fromkeys("–—−‐‑―～〜", "-"))


def covering(texts: Sequence[str], groups: Sequence[str] = ()) -> Marks:
    """Mark the ranges that hold another of the same group; nothing where few names are ranges.

    Parameters
    ----------
    texts
        The names of units, be they several times the same.
    groups
        What each is of, such as its year; all of one where empty.

    Examples
    --------
    >>> covering(["0-9", "10+", "10-19", "20+"]).tolist()
    [False, True, False, False]
    """
    spans = {text: each for text in dict.fromkeys(texts) if (each := span(text)) is not None}
    if len(spans) < 3 or len(spans) < _MOST * len(set(texts)):
        return np.zeros(len(texts), dtype=bool)
    pairs = list(zip(texts, groups or [""] * len(texts), strict=True))
    held: dict[str, set[tuple[float, float]]] = {}
    for text, group in pairs:
        if text in spans:
            held.setdefault(group, set()).add(spans[text])
    wide = {
        pair: pair[0] in spans and _holds_another(spans[pair[0]], held[pair[1]])
        for pair in dict.fromkeys(pairs)
    }
    return np.array([wide[pair] for pair in pairs], dtype=bool)


def _holds_another(own: tuple[float, float], spans: set[tuple[float, float]]) -> bool:
    return any(own[0] <= low and high <= own[1] for low, high in spans if (low, high) != own)


def sums_up(texts: Sequence[str], values: Floats, groups: Sequence[str] = (), *, wide: Marks) -> Marks:
    """Mark the ranges whose value is the sum of the finest ranges in them, within their group.

    Parameters
    ----------
    texts
        The names of units.
    values : ndarray of float64, shape (rows,)
        NaN where a row has none.
    groups
        As in :func:`covering`.
    wide : ndarray of bool, shape (rows,)
        What :func:`covering` returns of them.

    Examples
    --------
    >>> names = ["10+", "0-9", "10-19", "20+"]
    >>> sums_up(names, np.array([7.0, 3.0, 3.0, 4.0]), wide=covering(names)).tolist()
    [True, False, False, False]
    """
    found = np.zeros(len(texts), dtype=bool)
    of = groups or [""] * len(texts)
    for row in np.flatnonzero(wide).tolist():
        low, high = span(texts[row]) or (math.inf, math.inf)
        inside = [
            values[other]
            for other, text in enumerate(texts)
            if of[other] == of[row]
            and not wide[other]
            and (each := span(text)) is not None
            and low <= each[0]
            and each[1] <= high
        ]
        found[row] = bool(inside) and bool(np.isclose(np.nansum(inside), values[row], rtol=1e-6))
    return found


__all__ = ["covering", "span", "sums_up"]
