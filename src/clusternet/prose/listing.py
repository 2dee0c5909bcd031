"""The values that may be cited, as a table; those that some words describe."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from clusternet.places.gazetteer import fold
from clusternet.prose.spelling import spellings
from clusternet.prose.values import Data, Value
from clusternet.words.labels import shown

COLUMNS = ("mark", "name", "value", "printed", "base")


def listed(
    data: Data, words: str = "", *, top: int = 20, all_years: bool = False, language: str = "zh"
) -> pd.DataFrame:
    """Return the values that may be cited, with the mark of each.

    Parameters
    ----------
    data
        The network and its tables.
    words
        What the value is about: all of them must be in its name, its mark or its row, in either language. A
        year among them is that of the list.
    top
        Rows of ranked tables; 0 for all.
    all_years
        Of every year; else of those named, or the last.
    language
        ``zh`` or ``en``.

    Returns
    -------
    DataFrame
        ``mark``, ``name``, ``value``, ``printed`` (as a mark without a format is), ``base``.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "year": [2020, 2021]})
    >>> listed(Data(from_frames(ties)), "平均路径长度 2020")["mark"].tolist()
    ['{{ metrics.average_path_length year=2020 }}']
    """
    wanted = [fold(each) for each in re.split(r"[\s,，、]+", words) if each]
    years = [int(each) for each in wanted if each.isdigit() and int(each) in data.years]
    wanted = [each for each in wanted if not (each.isdigit() and int(each) in data.years)]
    years = data.years if all_years and not years else years
    rows = [
        {
            "mark": each.mark,
            "name": each.name.in_(language),
            "value": each.value,
            "printed": shown(each.value, each.style),
            "base": each.base.in_(language),
        }
        for each in data.every(years, top=top)
        if _describes(each, wanted)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _describes(value: Value, words: Sequence[str]) -> bool:
    if not words:
        return True
    said = fold(f"{value.mark} {value.name.zh} {value.name.en} {value.column}")
    rows = {each for name in ("place", "source", "target", "name") if name in value.where
            for each in spellings(str(value.where[name]), _holds(value, name))}  # fmt: skip
    return all(word in said or word in rows for word in words)


def _holds(value: Value, name: str) -> str:
    from clusternet.prose.families import FAMILIES

    return FAMILIES[value.family].holds(name, {"by": "technology", **value.where})
