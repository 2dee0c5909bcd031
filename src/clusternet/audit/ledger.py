"""What an audit writes down: findings, and which rule looked at which columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from clusternet.audit.printed import Interval, Printed, said
from clusternet.audit.tables import Column, Table

Severity = Literal["high", "medium", "low"]

RULES: dict[str, tuple[str, str, str, str]] = {
    # key: Chinese, English, what it means in Chinese and in English
    "sum": ("分项与合计", "sum", "分项之和与合计对不上", "the parts do not add up to the total"),
    "average_degree": (
        *("平均度与节点数、边数", "average degree"),
        *("平均度与节点数、边数对不上", "the average degree does not follow from the nodes and edges"),
    ),
    "bounds": ("取值范围", "bounds", "取值超出可能的范围", "the value lies outside what is possible"),
    "shares": ("占比之和", "shares", "占比之和与100%不符", "the shares do not add up as they must"),
    "share_of_count": (
        *("占比与数量", "share of a count"),
        *("占比与同行的数量对不上", "the share is not that of the count beside it"),
    ),
    "margins": ("流量与边际", "margins", "流量之和超过该地的合计", "flows of a place exceed its margin"),
    "nesting": ("城市、省份与区域", "nesting", "下级之和超过上级", "what lies inside exceeds what holds it"),
    "same_place": (
        *("直辖市两级相同", "same place at two levels"),
        *("同一地方在两级表中应当相同", "one place, printed at two levels, has two values"),
    ),
    "repeated": (
        *("两表同一数", "printed twice"),
        *("同一个数在两张表中不同", "one number has two values in two tables"),
    ),
    "grim": (
        *("百分数与样本量", "GRIM"),
        *("没有整数个数能得出该百分数", "no whole number out of n gives this share"),
    ),
    "rank": ("排名次序", "rank", "排名与数值次序不符", "the ranks do not follow the values"),
    "rows": ("行数", "rows", "行数与表名不符", "there are not as many rows as the name says"),
    "index": (
        *("指数重算", "index"),
        *("由分项重算得不到该指数", "the index does not follow from its indicators"),
    ),
    "ratio": (
        *("比值重算", "ratio"),
        *("由同行其他列算不出该值", "the value does not follow from the columns beside it"),
    ),
    "denominator": (
        *("隐含分母", "implied denominator"),
        *("两表隐含的分母（如人口）不同", "two tables imply different denominators"),
    ),
    "part_above_total": (
        *("部分超过总数", "part above total"),
        *("部分之和超过总数", "the parts exceed the stated total"),
    ),
    "growth": (
        *("增长率", "growth"),
        *("增长率与首末值对不上", "the growth does not follow from its first and last value"),
    ),
    "cumulative": (
        *("累计数下降", "falling cumulative count"),
        *("累计数不应下降", "a cumulative count falls"),
    ),
    "mean": (
        *("加权平均", "weighted mean"),
        *("总体值不是分项的加权平均", "the whole is no weighted mean of its parts"),
    ),
    "type": ("类型与两端", "type of a flow", "类型与两端不符", "the type does not fit the two ends"),
    "claim": (
        *("正文与表", "claim"),
        *("正文的说法与表不符", "the text says something else than the table"),
    ),
    "copy": (
        *("疑似抄错", "copied cell"),
        *("相邻单元格相同，疑似抄错", "equal neighbouring cells: perhaps copied"),
    ),
    "script": ("混用字母", "mixed scripts", "含有形近的其他文字字母", "non-Latin look-alike letters"),
    "test": ("检验与p值", "test and p", "p与检验统计量对不上", "p does not follow from the statistic"),
    "units": ("单位不一", "mixed units", "同列出现另一单位", "another unit than in the rest of the column"),
    "kind": ("名称不类", "name of another kind", "名称与同列不类", "a name unlike the others of its column"),
    "digits": ("小数位数", "odd digits", "小数位数与同列不同", "more decimals than the rest of the column"),
    "duplicate": ("重复行", "duplicate", "同一名称出现两次", "one name stands twice"),
}  # fmt: skip
"""Every rule: its name and what its findings mean, in Chinese and English."""

COLUMNS = (
    *("table", "rule", "where", "printed", "computed", "severity"),
    *("allowance", "note", "file", "line", "column", "mending", "evidence", "cell"),
)

_MIRRORED = ("sum", "growth", "share_of_count", "average_degree", "shares", "grim")
"""Rules that go by headers, and find again what a relation found."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One finding: something to be checked.

    Attributes
    ----------
    rule
        A key of :data:`RULES`.
    table, file, line, column, where
        The place: table, file, line in it, header, and row and column in words.
    printed, computed
        What stands there, and what the rest of the report makes of it.
    allowance
        What rounding may have taken, by which the two were allowed to differ.
    severity
        ``high``: cannot hold however it was rounded; ``medium``: hardly, but another reading is possible;
        ``low``: odd.
    note
        Chinese and English: what to look at.
    mending
        The value with which every relation that the finding rests on would hold, empty for none.
    evidence
        How often the relation holds, and the odds against luck.
    cell
        Its address in a spreadsheet.
    """

    rule: str
    table: str
    file: str
    line: int
    column: str
    where: str
    printed: str
    computed: str
    allowance: str
    severity: Severity
    note: tuple[str, str]
    mending: str = ""
    evidence: str = ""
    cell: str = ""

    @property
    def at(self) -> tuple[str, int, str]:
        """Table, line and header of the cell."""
        return self.table, self.line, self.column


@dataclass(frozen=True, slots=True)
class At:
    """Where a finding is: a cell of a table.

    Attributes
    ----------
    table, column, row
        The table, its column (or the header of one that holds no numbers) and the position of the row.
    where
        The place in words, where another reads better than block, row and column.
    """

    table: Table
    column: Column | str
    row: int
    where: str = ""

    @property
    def name(self) -> str:
        """Header of the column."""
        return self.column if isinstance(self.column, str) else self.column.name

    def words(self) -> str:
        """Return the place for reading."""
        held = (self.table.block_of(self.row).words, self.table.named(self.row), self.name)
        return self.where or " · ".join(word for word in held if word)

    def address(self) -> str:
        """Return the address in a spreadsheet, nothing for a cell that stands in no column."""
        held = (each for each in self.table.columns if each is self.column or each.name == self.name)
        letter = next((each.letter(self.row) for each in held), "")
        return f"{letter}{self.table.lines[self.row]}" if letter else ""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a finding of relations rests on: ``mending`` and ``evidence`` of a :class:`Doubt`."""

    mending: str = ""
    evidence: str = ""


_NO_BASIS = Basis()


@dataclass(frozen=True, slots=True)
class Applied:
    """That a rule was applied: to which columns, how many cells it checked, and what it took for granted."""

    rule: str
    table: str
    columns: str
    cells: int
    remark: tuple[str, str] = ("", "")


@dataclass
class Ledger:
    """Findings and applied rules of one audit.

    Attributes
    ----------
    doubts, applied
        As they were written down.
    explained
        Table, line and header of the cells of relations that fail: a finding names one cell of them.
    related
        Table and header of the columns that take part in a relation found in the numbers.
    """

    doubts: list[Doubt] = field(default_factory=list)
    applied: list[Applied] = field(default_factory=list)
    explained: set[tuple[str, int, str]] = field(default_factory=set)
    related: set[tuple[str, str]] = field(default_factory=set)

    def doubt(
        self,
        rule: str,
        at: At,
        *,
        printed: str,
        computed: str,
        allowance: Fraction | str = "",
        severity: Severity = "high",
        note: tuple[str, str] = ("", ""),
        basis: Basis = _NO_BASIS,
    ) -> None:
        """Write down a finding at a cell."""
        meaning = RULES[rule][2:]
        self.doubts.append(
            Doubt(
                rule,
                at.table.name,
                at.table.file,
                at.table.lines[at.row],
                at.name,
                at.words(),
                printed,
                computed,
                allowance if isinstance(allowance, str) else amount(allowance),
                severity,
                (note[0] or meaning[0], note[1] or meaning[1]),
                basis.mending,
                basis.evidence,
                at.address(),
            )
        )

    def differs(
        self,
        rule: str,
        at: At,
        cell: Printed,
        value: Interval,
        *,
        severity: Severity = "high",
        note: tuple[str, str] = ("", ""),
    ) -> None:
        """Write down that a printed cell and what it should be cannot meet, whatever was rounded."""
        self.doubt(
            rule,
            at,
            printed=cell.text,
            computed=shown(value, cell.decimals),
            allowance=value.half + cell.half,
            severity=severity,
            note=note,
        )

    def told_once(self) -> list[Doubt]:
        """Return the findings without those by words of the header that mirror one by evidence."""
        known = self.explained | {each.at for each in self.doubts if each.evidence}
        return [
            each
            for each in self.doubts
            if each.evidence or each.rule not in _MIRRORED or each.at not in known
        ]

    def apply(
        self,
        rule: str,
        table: Table | str,
        columns: Sequence[Column | str],
        cells: int,
        remark: tuple[str, str] = ("", ""),
    ) -> None:
        """Write down that a rule was applied."""
        name = table if isinstance(table, str) else table.name
        words = ", ".join(each if isinstance(each, str) else each.name for each in columns)
        self.applied.append(Applied(rule, name, words, cells, remark))


def amount(value: Fraction) -> str:
    """Return an allowance for reading.

    >>> amount(Fraction(1, 200)), amount(Fraction(0)), amount(Fraction(1, 2))
    ('±0.005', '0', '±0.5')
    """
    return f"±{float(value):.4g}" if value else "0"


def shown(value: Interval, printed_decimals: int) -> str:
    """Return a computed interval with as many digits as tell it from the printed value."""
    decimals = printed_decimals
    while decimals < printed_decimals + 4 and value.half and value.half < Fraction(1, 2 * 10**decimals):
        decimals += 1
    return said(value, decimals)
