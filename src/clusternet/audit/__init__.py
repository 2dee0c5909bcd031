"""Audit the tables of a report: arithmetic that cannot hold, however the numbers were rounded.

Each printed number stands for the interval of values that are printed so. A rule computes a second interval
for the same thing from other cells, and writes a finding only where the two have no value in common. Findings
are 待核对, to be checked: the report may be right in a way that its tables do not say.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from clusternet.audit.against import compare
from clusternet.audit.ledger import COLUMNS, RULES, Applied, Doubt, Ledger
from clusternet.audit.reading import read_reports
from clusternet.audit.relations import check as relations
from clusternet.audit.rules import (
    cited,
    claims,
    containment,
    copies,
    denominators,
    growth,
    indices,
    nesting,
    networks,
    odd,
    ranks,
    shares,
    spoken,
    sums,
    tests,
    totals,
)
from clusternet.audit.settings import unused
from clusternet.words.text import Text

if TYPE_CHECKING:
    from clusternet.audit.tables import Report
    from clusternet.schema.findings import Finding

__all__ = ["COLUMNS", "RULES", "Audit", "applied", "audit", "examine", "findings"]

_CHECKS = (
    relations,
    sums,
    networks,
    shares,
    totals,
    containment,
    nesting,
    ranks,
    indices,
    denominators,
    growth,
    claims,
    cited,
    spoken,
    copies,
    tests,
    odd,
)
_ORDER = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True)
class Audit:
    r"""What was read, what was found, and what was looked at.

    Attributes
    ----------
    reports
        The tables read.
    doubts
        Findings, the gravest first.
    applied
        Which rule was applied to which columns, with the number of cells.
    passed
        Files that could not be read, with the reason.
    reading
        What was odd in reading.
    idle
        Settings of the audit.toml that fit no table or no column.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     table = Path(folder) / "firms.csv"
    ...     _ = table.write_text("province,firms\nBeijing,60\nShanghai,40\ntotal,110\n")
    ...     audit = examine(table)
    >>> len(audit.reports), len(audit.doubts)
    (1, 1)
    """

    reports: tuple[Report, ...]
    doubts: tuple[Doubt, ...]
    applied: tuple[Applied, ...]
    passed: tuple[Text, ...]
    reading: tuple[Finding, ...]
    idle: tuple[str, ...] = ()


def examine(path: str | Path, *, against: str | Path | None = None) -> Audit:
    r"""Read the tables below a path and apply every rule.

    Parameters
    ----------
    path
        A folder of CSV files, workbooks, Word documents or pages, one of them, or an audit.toml.
    against
        Another report: the same table, row and column with another value there is a finding, too.

    Raises
    ------
    FormatError
        If there is nothing to read.
    SchemaError
        If the audit.toml holds what is not known.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     table = Path(folder) / "firms.csv"
    ...     _ = table.write_text("province,firms\nBeijing,60\nShanghai,40\ntotal,110\n")
    ...     found = findings(examine(table))
    >>> found[["where", "printed", "computed"]].values.tolist()
    [['total · firms', '110', '100']]
    """
    reports, passed, found = read_reports(Path(path))
    ledger = Ledger()
    for report in reports:
        own = Ledger()
        for rules in _CHECKS:
            rules.check(report, own)
        skipped = report.settings.get("skip", [])
        skipped = skipped if isinstance(skipped, list) else []
        ledger.doubts += [each for each in own.told_once() if each.rule not in skipped]
        ledger.applied += [each for each in own.applied if each.rule not in skipped]
    if against is not None:
        compare(reports, read_reports(Path(against))[0], ledger)
    rules_order = list(RULES)
    doubts = sorted(
        dict.fromkeys(ledger.doubts),
        key=lambda each: (_ORDER[each.severity], each.table, rules_order.index(each.rule), each.line),
    )
    heads: dict[str, list[str]] = {}
    for table in (table for report in reports for table in report.tables):
        heads.setdefault(table.name, []).extend(column.name for column in table.columns)
    idle = (
        unused(reports[0].settings, heads) if not Path(path).is_file() or Path(path).suffix == ".toml" else []
    )
    return Audit(
        tuple(reports), tuple(doubts), tuple(ledger.applied), tuple(passed), tuple(found), tuple(idle)
    )


def findings(audit: Audit, *, lang: str = "en") -> pd.DataFrame:
    r"""Return the findings of an audit as a table, one row each.

    Parameters
    ----------
    audit
        What :func:`examine` returns.
    lang
        ``zh`` or ``en``, of the notes.

    Returns
    -------
    DataFrame
        ``table``, ``rule``, ``where``, ``printed``, ``computed``, ``severity`` (high, medium, low),
        ``allowance`` (what rounding may have taken), ``note`` (in the language asked for), ``file``, ``line``
        (in the file, from 1), ``column`` (the header), ``mending`` (the value with which all relations of the
        cell would hold), ``evidence`` (how often the relation holds, and the odds against luck) and ``cell``
        (its address in a spreadsheet).

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     table = Path(folder) / "firms.csv"
    ...     _ = table.write_text("province,firms\nBeijing,60\nShanghai,40\ntotal,110\n")
    ...     found = findings(examine(table))
    >>> found[["rule", "severity", "note"]].values.tolist()
    [['sum', 'high', 'the 2 rows do not add up to the total']]
    """
    rows = [
        {
            **{name: getattr(each, name) for name in COLUMNS if name != "note"},
            "note": Text(*each.note).in_(lang),
        }
        for each in audit.doubts
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"line": "Int64"})


def applied(audit: Audit, *, lang: str = "en") -> pd.DataFrame:
    r"""Return which rule was applied to which columns of which table, and how many cells it checked.

    Parameters
    ----------
    audit
        What :func:`examine` returns.
    lang
        ``zh`` or ``en``, of the notes.

    Returns
    -------
    DataFrame
        ``rule``, ``table``, ``columns``, ``cells``, ``findings`` and ``note``; rows of one rule and the same
        columns are added up.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     table = Path(folder) / "firms.csv"
    ...     _ = table.write_text("province,firms\nBeijing,60\nShanghai,40\ntotal,100\n")
    ...     found = applied(examine(table))
    >>> found[["rule", "cells", "findings"]].values.tolist()
    [['sum', 1, 0], ['script', 3, 0]]
    """
    cells: dict[tuple[str, str, str], int] = {}
    remarks: dict[tuple[str, str, str], dict[str, None]] = {}
    for each in audit.applied:
        key = each.rule, each.table, each.columns
        cells[key] = cells.get(key, 0) + each.cells
        if remark := Text(*each.remark).in_(lang).strip():
            remarks.setdefault(key, {})[remark] = None
    found = Counter((doubt.rule, doubt.table) for doubt in audit.doubts)
    order = list(RULES)
    rows = [
        {
            "rule": key[0],
            "table": key[1],
            "columns": key[2],
            "cells": cells[key],
            "findings": found[key[:2]],
            "note": "; ".join(list(remarks.get(key, ()))[:3]),
        }
        for key in sorted(cells, key=lambda key: (order.index(key[0]), *key[1:]))
    ]
    return pd.DataFrame(rows, columns=["rule", "table", "columns", "cells", "findings", "note"])


def audit(path: str | Path, *, lang: str = "en") -> pd.DataFrame:
    r"""Find arithmetic inconsistencies in published tables.

    Parameters
    ----------
    path
        A folder of tables (CSV, Excel, Parquet; with an ``audit.toml`` if headers do not say what they mean),
        or one file.
    lang
        Language of the notes.

    Returns
    -------
    DataFrame
        As :func:`findings` gives it; no row where nothing was found.

    Raises
    ------
    FormatError
        If there is nothing to read.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     text = "year,nodes,edges,average_degree\n2020,100,250,2.5\n2021,120,360,3.1\n"
    ...     _ = (Path(folder) / "structure.csv").write_text(text)
    ...     found = audit(folder)
    >>> found[["rule", "printed", "computed", "line"]].values.tolist()
    [['average_degree', '3.1', 'E/N = 3.0; 2E/N = 6.0', 3]]
    """
    return findings(examine(path), lang=lang)
