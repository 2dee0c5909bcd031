"""What a setting can mend of what was found: one remedy for all rows that the same setting helps."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from clusternet.io.descriptor import Change, Described
from clusternet.schema.findings import Finding

__all__ = ["Remedy", "remedies"]

_DIRECTIONS = ("both", "enable", "input")
_WRITTEN = ("row_refused_blank", "kept_as_one")
"""Actions that say their own setting, as TOML."""
_PLAIN: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    # problem: setting, answers
    "totals_row": (("totals",), ("keep",)),
    "maybe_total": (("totals",), ("drop",)),
    "several_years": (("years",), ("first", "last")),
    "doubtful_point": (("decimal",), (".", ",")),
    "comma_of_thousands": (("decimal",), (".", ",")),
}
_COLUMNS = {"unused_numbers": "weight", "unused_years": "year"}


@dataclass(frozen=True)
class Remedy:
    """A setting that mends what was found.

    Attributes
    ----------
    problem
        A key of :data:`clusternet.schema.problems.PROBLEMS`.
    rows
        Findings that it is for.
    file, sheet, column, value
        Of the first of them.
    answers
        What the setting may say, and the changes of the descriptor that say so. The user chooses.
    """

    problem: str
    rows: int
    file: str
    sheet: str
    column: str
    value: str
    answers: tuple[tuple[str, tuple[Change, ...]], ...]


def remedies(findings: Iterable[Finding], tables: Sequence[Described]) -> list[Remedy]:
    """Return the settings that mend what was found.

    Parameters
    ----------
    findings
        Of reading or inspecting a data set.
    tables
        Of its descriptor: :func:`clusternet.io.descriptor.describe`.

    Returns
    -------
    list of Remedy
        The one for most rows first. What no setting mends has none: names and places are completed in
        tables of their own.

    Examples
    --------
    >>> table = Described("edges", 0, "a.xlsx", (), {"direction": "方向"}, ("方向",), {})
    >>> found = Finding("bad_direction", "a.xlsx", "", 2, "方向", "合作")
    >>> remedy = remedies([found, found], [table])[0]
    >>> remedy.rows, [answer for answer, _ in remedy.answers]
    (2, ['both', 'enable', 'input'])
    """
    first: dict[tuple[object, ...], Remedy] = {}
    rows: Counter[tuple[object, ...]] = Counter()
    for found in findings:
        table = _table(found, tables)
        answers = () if table is None else _answers(found, table)
        if answers:
            key = found.problem, answers
            rows[key] += 1
            where = found.file, found.sheet, found.column, str(found.value)
            first.setdefault(key, Remedy(found.problem, 0, *where, answers))
    return [replace(first[key], rows=number) for key, number in rows.most_common()]


def _table(found: Finding, tables: Sequence[Described]) -> Described | None:
    """Return the table that a finding is about: that of its sheet, else the only one of its file."""
    here = [table for table in tables if PurePosixPath(table.file).name == PurePosixPath(found.file).name]
    named = [table for table in here if found.sheet in table.sheets]
    return (named or here)[0] if len(named or here) == 1 else None


def _answers(found: Finding, table: Described) -> tuple[tuple[str, tuple[Change, ...]], ...]:
    def one(setting: tuple[str, ...], value: str | list[str]) -> Change:
        return Change(table.key, table.number, setting, tuple(value) if isinstance(value, list) else value)

    if found.action.key in _WRITTEN:
        said = str(found.action.values[0])
        settings = tomllib.loads(f"x = {{ {said} }}")["x"]
        changes = [
            one((key, *inner), value)
            for key, held in settings.items()
            for inner, value in (
                [((name,), each) for name, each in held.items()] if isinstance(held, dict) else [((), held)]
            )
        ]
        return ((said, tuple(changes)),)
    if found.problem == "bad_direction" and found.value:
        return tuple((word, (one(("directions", str(found.value)), word),)) for word in _DIRECTIONS)
    if found.problem == "absent_name" and found.value:
        word = str(found.value)
        return ((word, (one(("missing",), [word]),)),)
    if found.problem in _COLUMNS and table.key == "edges":
        name = _COLUMNS[found.problem]
        return ((name, (one(("columns", name), found.column),)),)
    if found.problem in _PLAIN and table.key == "edges":
        setting, answers = _PLAIN[found.problem]
        return tuple((word, (one(setting, word),)) for word in answers)
    return ()
