"""Who is the same organisation: the owner's tables of aliases and parents.

Nothing is merged but what the table says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from clusternet.errors import SchemaError
from clusternet.network.grouping import Parent
from clusternet.schema import cells, dates
from clusternet.schema import columns as schema
from clusternet.schema.conform import TextTable
from clusternet.schema.findings import Finding, done
from clusternet.words import vocabulary
from clusternet.words.text import NOTHING, Text

__all__ = [
    "HEADERS",
    "Aliases",
    "is_table",
    "read_aliases",
    "read_parents",
    "with_listed",
]

HEADERS: dict[str, tuple[str, ...]] = {
    "alias": ("alias", "别名", "原名", "旧名", "曾用名"),
    "canonical": ("canonical", "standard name", "标准名称", "规范名", "标准名", "现名", "新名"),
    "merge": ("merge", "合并", "是否合并"),
    "parent": ("parent", "母公司", "集团", "所属集团"),
    "valid_from": ("valid_from", "生效年份", "起始年份", "自"),
    "source": ("source", "来源", "依据"),
    "member": ("member", "成员", "企业", "企业名称", "子公司", "公司", "名称", "id", "编号"),
}
"""Column of the two tables -> the headers it may have."""

_SHOWN = 20
"""Circles of aliases that a message lists."""


@dataclass(frozen=True)
class Aliases:
    """What the owner of the data says about names.

    Attributes
    ----------
    canonical
        Alias -> the name it counts as, for every row that says so.
    valid_from
        Alias -> the year in which the canonical name came into use.
    parents
        Member -> group.
    declined
        Pairs of names that the table lists and does not merge.
    file
        Where the table lies, for messages.
    line
        Alias -> its line in the table.
    listed
        Alias that a column of a node table holds -> file, sheet and line there.

    Examples
    --------
    >>> Aliases(canonical={"IBM Corp.": "IBM"}).of("IBM Corp.")
    'IBM'
    """

    canonical: Mapping[str, str] = field(default_factory=dict)
    valid_from: Mapping[str, int] = field(default_factory=dict)
    parents: Mapping[str, Parent] = field(default_factory=dict)
    declined: frozenset[frozenset[str]] = frozenset()
    file: str = ""
    line: Mapping[str, int] = field(default_factory=dict)
    listed: Mapping[str, tuple[str, str, int]] = field(default_factory=dict)

    def place(self, alias: str) -> tuple[str, str, int | None]:
        """Return the file, sheet and line that say what an alias counts as.

        Parameters
        ----------
        alias
            The name that counts as another.

        Examples
        --------
        >>> Aliases(file="aliases.csv", line={"IBM Corp.": 2}).place("IBM Corp.")
        ('aliases.csv', '', 2)
        """
        return self.listed.get(alias) or (self.file, "", self.line.get(alias))

    def of(self, name: str) -> str:
        """Return the name that a name counts as.

        Parameters
        ----------
        name
            An alias, or any other name, which counts as itself.

        Examples
        --------
        >>> found = Aliases(canonical={"IBM Corp.": "IBM"})
        >>> found.of("IBM Corp."), found.of("SAP")
        ('IBM', 'SAP')
        """
        return self.canonical.get(name, name)


def is_table(headers: Iterable[str]) -> bool:
    """Whether headers are those of a table of aliases or parents: it names who, and either what or whose.

    Parameters
    ----------
    headers
        Of a table, in Chinese or English.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_table(["alias", "canonical"]), is_table(["id", "母公司"]), is_table(["source", "target"])
    (True, True, False)
    """
    found = _columns(headers)
    return {"alias", "canonical"} <= set(found) or ("parent" in found and len(found) > 1)


def read_aliases(table: TextTable, found: list[Finding]) -> Aliases:
    """Return a table of aliases.

    Without a column ``merge`` every row counts; with one, only the rows that say yes.

    Parameters
    ----------
    table
        Columns ``alias`` and ``canonical``, and where known ``valid_from``, ``parent`` and ``merge``.
    found
        Gets what is odd in the rows.

    Raises
    ------
    SchemaError
        If the columns are missing, or names are aliases of one another.

    Examples
    --------
    >>> import numpy as np
    >>> rows = pd.DataFrame({"alias": ["HUAWEI"], "canonical": ["华为"]}, dtype=object)
    >>> read_aliases(TextTable(rows, np.array([2])), []).of("HUAWEI")
    '华为'
    """
    columns = _columns(table.frame.columns)
    if not {"alias", "canonical"} <= set(columns):
        raise SchemaError.of("alias_columns", where=table.place, headers=table.frame)
    names: dict[str, str] = {}
    years: dict[str, int] = {}
    parents: dict[str, Parent] = {}
    lines: dict[str, int] = {}
    declined: set[frozenset[str]] = set()
    for row in _rows(table, columns):
        alias, canonical, year = row["alias"], row["canonical"], _year(row, table, found)
        if not alias or not (canonical or row["parent"]):
            found.append(row.finding("blank_alias", "alias" if canonical else "canonical", "row_ignored"))
            continue
        if row["parent"]:
            parents[canonical or alias] = Parent(row["parent"], None if canonical else year)
        if not canonical or alias == canonical:
            continue
        if not _says_yes(row, found):
            declined.add(frozenset((alias, canonical)))
        elif names.setdefault(alias, canonical) != canonical:
            found.append(row.finding("alias_conflict", "canonical", "kept_value", names[alias]))
        else:
            lines[alias] = row.line
            if year is not None:
                years[alias] = year
    return Aliases(_followed(names, table), years, parents, frozenset(declined), table.file, lines)


def read_parents(table: TextTable, found: list[Finding]) -> dict[str, Parent]:
    """Return a table of parents: columns ``member``, ``parent`` and, where known, ``valid_from``.

    Parameters
    ----------
    table
        Columns ``member``, ``parent`` and, where known, ``valid_from``.
    found
        Gets what is odd in the rows.

    Returns
    -------
    dict of str to Parent
        Member -> group.

    Raises
    ------
    SchemaError
        If the columns are missing.

    Examples
    --------
    >>> import numpy as np
    >>> rows = pd.DataFrame({"member": ["海思"], "parent": ["华为"]}, dtype=object)
    >>> read_parents(TextTable(rows, np.array([2])), [])
    {'海思': Parent(id='华为', valid_from=None)}
    """
    columns = _columns(table.frame.columns)
    if not {"member", "parent"} <= set(columns):
        raise SchemaError.of("parent_columns", where=table.place, headers=table.frame)
    parents: dict[str, Parent] = {}
    for row in _rows(table, columns):
        if not row["member"] or not row["parent"]:
            blank = "parent" if row["member"] else "member"
            found.append(row.finding("blank_alias", blank, "row_ignored"))
            continue
        parent = Parent(row["parent"], _year(row, table, found))
        if parents.setdefault(row["member"], parent) != parent:
            found.append(row.finding("alias_conflict", "parent", "kept_value", parents[row["member"]].id))
    return parents


_SEVERAL = re.compile(r"\s*[、；;|\n]\s*")
"""What stands between several names in a cell of former or other names."""


def with_listed(known: Aliases, nodes: Sequence[pd.DataFrame], found: list[Finding]) -> Aliases:
    """Return aliases with those that the columns of node tables hold: 全称, 简称, 曾用名, 英文名, 别名.

    What the owner's table says of a name counts before what a column says. A name that is the id of another
    node, or that several nodes bear, is no alias of any.

    Parameters
    ----------
    known
        The owner's table.
    nodes
        Node tables, indexed by id, with their origin.
    found
        Gets the names that several nodes bear.

    Returns
    -------
    Aliases

    Examples
    --------
    >>> origin = {"row_file": "n.csv", "row_sheet": "", "row_line": 2}
    >>> roster = pd.DataFrame([{"full_name": "Foo Incorporated"} | origin], index=["Foo"])
    >>> with_listed(Aliases(), [roster], []).of("Foo Incorporated")
    'Foo'
    """
    meant: dict[str, dict[str, tuple[str, str, int]]] = {}
    for table in nodes:
        for column in (each.name for each in schema.OTHER_NAMES if each.name in table):
            parted = column in ("former_name", "other_names")
            rows = zip(table.index, table[column], *(table[name] for name in schema.ORIGIN), strict=True)
            for node, text, file, sheet, line in rows:
                names = _SEVERAL.split(text) if parted and isinstance(text, str) else [text]
                for name in names:
                    if isinstance(name, str) and any(map(str.isalnum, name)) and name not in known.canonical:
                        meant.setdefault(name, {}).setdefault(known.of(str(node)), (file, sheet, int(line)))
    ids = {known.of(str(node)) for table in nodes for node in table.index} if meant else set()
    listed: dict[str, tuple[str, str, int]] = {}
    canonical: dict[str, str] = {}
    for name, nodes_of in meant.items():
        if name in ids:
            continue
        first = next(iter(nodes_of))
        if len(nodes_of) > 1:
            said = done("names_of_several", "、".join(nodes_of))
            found.append(Finding("alias_conflict", *nodes_of[first], "", name, said))
        else:
            listed[name], canonical[name] = nodes_of[first], first
    own = {alias: canonical.get(name, name) for alias, name in known.canonical.items()}
    return replace(known, canonical=canonical | own, listed=listed)


@dataclass(frozen=True)
class _Row:
    """One row of a table of aliases or parents."""

    cells: Mapping[str, str]
    headers: Mapping[str, str]
    table: TextTable
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def finding(self, problem: str, column: str, action: str, *values: object) -> Finding:
        place = (self.table.file, self.table.sheet, self.line, self.headers.get(column, column))
        return Finding(problem, *place, self[column], done(action, *values))


def _rows(table: TextTable, columns: dict[str, str]) -> Iterator[_Row]:
    texts = [[cells.clean(cell) for cell in table.frame[header]] for header in columns.values()]
    for line, *row in zip(table.line.tolist(), *texts, strict=True):
        yield _Row(dict(zip(columns, row, strict=True)), columns, table, line)


def _columns(headers: Iterable[str]) -> dict[str, str]:
    present = list(headers)
    known = {name: schema.find(present, *words) for name, words in HEADERS.items()}
    return {name: header for name, header in known.items() if header}


def _year(row: _Row, table: TextTable, found: list[Finding]) -> int | None:
    text = row["valid_from"]
    year = dates.year_of(text) if text else None
    if text and (year is None or year not in cells.YEARS):
        found.append(row.finding("unknown_value", "valid_from", "left_empty"))
        return None
    return year


def _says_yes(row: _Row, found: list[Finding]) -> bool:
    if "merge" not in row.cells:
        return True
    answer = vocabulary.yes_no(row["merge"]) if row["merge"] else False
    if answer is None:
        found.append(row.finding("unknown_value", "merge", "taken_as_no"))
    return bool(answer)


def _followed(names: dict[str, str], table: TextTable) -> dict[str, str]:
    """Return where each alias leads in the end."""
    ends: dict[str, str] = {}
    circles: list[list[str]] = []
    for alias in names:
        way: dict[str, None] = {}
        name = alias
        while name in names and name not in ends and name not in way:
            way[name] = None
            name = names[name]
        if name in way:
            circle = list(way)[list(way).index(name) :]
            circles.append([*circle, name])
        ends |= dict.fromkeys(way, ends.get(name, name))
    if circles:
        said = "; ".join(" → ".join(circle) for circle in circles[:_SHOWN])
        left = len(circles) - _SHOWN
        more = Text(f"；另有{left}组", f"; and {left} more") if left > 0 else NOTHING
        raise SchemaError.of("alias_circle", where=table.place, said=said, more=more)
    return ends
