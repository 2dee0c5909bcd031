"""Which relation types the edges have, and which of them is meant where one is."""

from __future__ import annotations

import pandas as pd

TECHNOLOGY = "technology"
PEOPLE = "human_capital"


def types(edges: pd.DataFrame) -> list[str]:
    """Return the relation types of the edges; none where they have no such column."""
    if "relation" not in edges:
        return []
    return sorted(edges["relation"].dropna().astype(str).unique())


def main_type(edges: pd.DataFrame) -> str | None:
    """Return the type that flows and distributions are of: technology, or the one type there is.

    Several types without technology leave the choice to the user, and no types leave nothing to choose.

    Examples
    --------
    >>> main_type(pd.DataFrame({"relation": ["investment", "technology"]}))
    'technology'
    >>> main_type(pd.DataFrame({"relation": ["investment", "investment"]}))
    'investment'
    """
    found = types(edges)
    if not found:
        return None
    return found[0] if len(found) == 1 else TECHNOLOGY


def lacking(edges: pd.DataFrame, name: str) -> tuple[str, str]:
    """Return what is said of a type that no edge has, with the types there are, in English and Chinese."""
    found = types(edges)
    hint = f" (--relation {found[0]} takes one)" if found else ""
    zh = f"（可用 --relation {found[0]} 指定）" if found else ""
    return (
        f"is of type {name!r}; the data have: {', '.join(found) or 'none'}{hint}",
        f"没有类型为 {name} 的关系；数据中有：{'、'.join(found) or '无'}{zh}",
    )
