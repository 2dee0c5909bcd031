"""Which rows of two releases are the same."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

TIE = ("source", "target", "year", "relation")
MORE = ("weight", "technology", "application", "industry")


@dataclass(frozen=True, eq=False)
class Changes:
    """Row numbers: gone ones of the earlier release, new ones of the later, and pairs that changed."""

    gone: list[int]
    new: list[int]
    changed: list[tuple[int, int]]


def changed_rows(old: pd.DataFrame, new: pd.DataFrame) -> Changes:
    """Return which rows of a release are gone, new or changed in the next, by the columns of both."""
    shared = [str(name) for name in old if name in new]
    _, gone, fresh = _matched(old, new, shared)
    changed: list[tuple[int, int]] = []
    for key in ([name for name in TIE if name in shared], ["source", "target"]):
        pairs, gone, fresh = _matched(old.loc[gone], new.loc[fresh], key)
        changed += pairs
    return Changes(gone, fresh, sorted(changed))


def _matched(
    old: pd.DataFrame, new: pd.DataFrame, key: list[str]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Pair rows that agree on a key, the nth with the nth; return the pairs and what is left."""
    sides = [
        rows[key].assign(nth=rows.groupby(key, sort=False).cumcount(), row=rows.index) for rows in (old, new)
    ]
    both = sides[0].merge(sides[1], on=[*key, "nth"], how="outer", suffixes=("_old", "_new"))
    met = both["row_old"].notna() & both["row_new"].notna()
    pairs = both.loc[met, ["row_old", "row_new"]].astype(int).itertuples(index=False, name=None)
    gone = both.loc[both["row_new"].isna(), "row_old"].astype(int)
    fresh = both.loc[both["row_old"].isna(), "row_new"].astype(int)
    return list(pairs), sorted(gone), sorted(fresh)
