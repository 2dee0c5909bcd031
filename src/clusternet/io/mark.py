"""The mark of made-up data as files that have no descriptor carry it: a last column ``synthetic``."""

from __future__ import annotations

import pandas as pd

from clusternet.network.value_network import ValueNetwork
from clusternet.schema import coding
from clusternet.words.vocabulary import yes_no

_NAME = "synthetic"
_TITLE = "合成数据 / synthetic data: "


def titled(network: ValueNetwork) -> str:
    """Return the title of a network, with the mark where its data are made up."""
    return f"{_TITLE if network.about.synthetic else ''}{network.about.title}"


def is_titled(title: str) -> bool:
    """Whether a title has the mark.

    >>> is_titled("合成数据 / synthetic data: demo"), is_titled("demo")
    (True, False)
    """
    return title.startswith(_TITLE.strip())


def marked(network: ValueNetwork, *tables: pd.DataFrame) -> list[pd.DataFrame]:
    """Return tables of a network, with the mark where its data are made up."""
    return [each.assign(**{_NAME: True}) for each in tables] if network.about.synthetic else list(tables)


def taken_off(relations: list[pd.DataFrame], nodes: list[pd.DataFrame]) -> bool:
    """Take the mark off tables that carry it in every row, and return whether any edges did.

    Parameters
    ----------
    relations, nodes
        Tables as they are read; those that carry the mark are replaced in the lists.
    """
    found = [_is_marked(table) for table in relations]
    for tables in (relations, nodes) if any(found) else ():
        tables[:] = [table.drop(columns=_NAME) if _is_marked(table) else table for table in tables]
    return any(found)


def _is_marked(table: pd.DataFrame) -> bool:
    if _NAME not in table or table.empty or table[_NAME].isna().any():
        return False
    return all(yes_no(str(text)) for text in coding.coded(table[_NAME])[1])
