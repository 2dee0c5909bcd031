"""The values that a cell holds: lists, and codes of industries."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.typing import Nesting
from clusternet.words import vocabulary

__all__ = ["each_value"]

_SEPARATORS = re.compile(r"\s*[;；、|]\s*")


_LONGEST = 5
"""Pieces between 、 that a name of GB/T 4754 has at most."""


def each_value(cells: pd.Series, *, industries: bool = False) -> pd.Series:
    """Return one entry for every value of every cell that is not empty.

    Parameters
    ----------
    cells
        Text, several values in a cell.
    industries
        Whether the cells name industries, whose names may hold a 、 that separates nothing.

    Examples
    --------
    >>> each_value(pd.Series(["5G; 物联网", None, "5G"])).tolist()
    ['5G', '物联网', '5G']
    """
    split = _industries if industries else _values
    codes, different = pd.factorize(cells)  # many cells hold the same; an empty one has the code -1
    parts = [split(str(cell)) for cell in np.asarray(different, dtype=object).tolist()]
    sizes = np.array([0, *map(len, parts)])[codes + 1]
    start = np.cumsum([0, 0, *map(len, parts)])[codes + 1]
    place = np.arange(sizes.sum()) + np.repeat(start - (np.cumsum(sizes) - sizes), sizes)
    values = pd.Series([value for each in parts for value in each], dtype=str, name=cells.name)
    return values.take(place).set_axis(cells.index.repeat(sizes))


def _values(cell: str) -> list[str]:
    return [part for part in _SEPARATORS.split(cell.strip()) if part]


def _industries(cell: str) -> list[str]:
    """Split a cell of industries; the longest run of pieces that is a name of GB/T 4754 stays whole."""
    found: list[str] = []
    for part in re.split(r"\s*[;；|]\s*", cell.strip()):
        pieces = part.split("、")
        while pieces:
            runs = ("、".join(pieces[:stop]) for stop in range(min(len(pieces), _LONGEST), 0, -1))
            name = next((run for run in runs if vocabulary.industry(run.strip())), pieces[0])
            found.append(name.strip())
            del pieces[: name.count("、") + 1]
    return [name for name in found if name]


def nested(codes: pd.Series, nesting: Nesting, within: str | None) -> pd.Series:
    """Return industry codes at a level of the classification; codes that are unknown keep their own name."""
    known = {code: vocabulary.industry(code) for code in codes.unique()}
    if within is not None:
        group = vocabulary.SECTORS.find(within)
        section = vocabulary.industry(within)
        if group is None and section is None:
            raise ClusternetError.of("no_sector", within=within)
        codes = codes[[_is_within(known[code], group, section) for code in codes]]
    return codes.map(lambda code: _industry_name(known[code], code, nesting))


def _is_within(
    industry: vocabulary.Industry | None, group: vocabulary.Term | None, section: vocabulary.Industry | None
) -> bool:
    if industry is None:
        return False
    if group is not None:
        return industry.sector == group.key
    return section is not None and industry.section == section.section


def _industry_name(industry: vocabulary.Industry | None, code: str, nesting: Nesting) -> str:
    if industry is None:
        return code
    if nesting == "sector":
        return vocabulary.SECTORS[industry.sector].zh
    if nesting == "section":
        found = vocabulary.industry(industry.section)
        return found.name_zh if found else code
    return industry.name_zh
