"""Rows of a survey, sample and partner with a direction, as sources and targets."""

from __future__ import annotations

from collections.abc import Sequence

from clusternet.lake.engines import Engine
from clusternet.schema.columns import FORMS

__all__ = ["MARK", "oriented"]

MARK = "reporter"
"""Stands among the columns of parts in this form, whose samples are a table of their own."""


def oriented(engine: Engine, view: str, held: Sequence[str]) -> set[str]:
    """Turn the table ``VIEW_read`` into ``VIEW_rows``; a tie recorded by both its firms counts once.

    Parameters
    ----------
    engine
        Where the table is.
    view
        Its name, without ``_read``.
    held
        Its columns.

    Returns
    -------
    set of str
        Columns of the rows beside the ends, and :data:`MARK`: who reported them is in ``VIEW_samples``.
    """
    names = [name for name in dict.fromkeys(held) if name not in (*FORMS[1], "direction")]
    columns = sorted({each for way in _WAYS for each in _renamed(names, way)})
    halves = []
    for way in _WAYS:
        listed = _renamed(names, way)
        chosen = ", ".join(f"{listed.get(name, _NULL)} AS {name}" for name in columns)
        halves.append(f"SELECT {chosen} FROM {view}_read WHERE direction IN ('{way}', 'both')")
    engine.create(f"{view}_both", " UNION ALL ".join(halves))
    tie = ", ".join(["sk", "tk", *(name for name in ("year", "relation") if name in columns)])
    rest = ", ".join(name for name in columns if name not in ("sk", "tk"))
    nth = f"ROW_NUMBER() OVER (PARTITION BY {tie}, {MARK} ORDER BY {rest}) AS nth"
    first = f"ROW_NUMBER() OVER (PARTITION BY {tie}, nth ORDER BY {rest}) AS first_of"
    inner = f"SELECT *, {first} FROM (SELECT *, {nth} FROM {view}_both) counted"
    engine.create(f"{view}_rows", f"SELECT {', '.join(columns)} FROM ({inner}) ranked WHERE first_of = 1")
    engine.create(f"{view}_samples", f"SELECT DISTINCT {MARK} AS k FROM {view}_both")
    return {*columns} - {"sk", "tk"}


_WAYS = {"enable": FORMS[1], "input": FORMS[1][::-1]}
"""Way a tie runs -> who is its source and its target."""

_NULL = "CAST(NULL AS VARCHAR(1))"


def _renamed(names: Sequence[str], way: str) -> dict[str, str]:
    """Return column of the rows -> what it is read from, where ties run one way."""
    ends = _WAYS[way]
    listed = {"sk": ends[0], "tk": ends[1], MARK: FORMS[1][0]}
    for name in names:
        role = next(
            (role for role, end in zip(FORMS[0], ends, strict=True) if name.startswith(f"{end}_")), ""
        )
        listed[role + name[name.index("_") :] if role else name] = name
    return listed
