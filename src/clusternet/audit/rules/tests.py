"""Tests of significance and means of whole numbers, recomputed from what stands beside them.

A printed statistic is an interval, and so is the p that follows from it. Means of whole numbers, and their
standard deviations, take few values where n is small (GRIM: Brown and Heathers 2017; GRIMMER: Anaya 2016).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, log10

from clusternet.audit.ledger import At, Doubt, Ledger, Severity, amount
from clusternet.audit.printed import Interval, Printed, ends, parse
from clusternet.audit.sentences import Sentence
from clusternet.audit.tables import Column, Report, Table

_NUMBER = r"[-−]?\d*\.?\d+"
_CITED = re.compile(
    rf"\b(?P<kind>t|F|r|z|Z|χ2|χ²|X2|chi2)\s*(?:\(\s*(?P<df>\d*\.?\d+)\s*(?:,\s*(?:N\s*=\s*)?(?P<df2>\d*\.?\d+)\s*)?\))?"
    rf"\s*=\s*(?P<value>{_NUMBER})\s*[,;]\s*p\s*(?P<sign>[=<>])\s*(?P<p>\d*\.\d+)"
)
_HEADS = {
    "t": r"t|t[ -]?(?:value|stat(?:istic)?|值)",
    "F": r"f|f[ -]?(?:value|stat(?:istic)?|值)",
    "chi2": r"(?:χ|chi)[ -]?(?:2|²|squared?)?|x2|χ²值|卡方值?",
    "r": r"r|pearson'?s? r|correlation|相关系数",
    "z": r"z|z[ -]?(?:value|stat(?:istic)?|值)",
    "df": r"df1?|d\.f\.|degrees of freedom|自由度1?",
    "df2": r"df2|自由度2",
    "p": r"p|p[ -]?values?|p值|sig\.?|显著性",
    "mean": r"m|means?|average|均值|平均值|平均数|平均分",
    "sd": r"s\.?d\.?|std\.?(?: ?dev(?:iation)?\.?)?|standard deviation|标准差",
}
_KINDS = ("t", "F", "chi2", "r", "z")
_LEVEL = Fraction(1, 20)
_SURE = 2.0
"""Decimal logarithm of the odds from which a column is believed to hold means of whole numbers."""


@dataclass(frozen=True)
class Test:
    """A printed test: statistic, degrees of freedom, and what is said of p."""

    kind: str
    value: Printed
    df: float
    df2: float
    sign: str
    p: Printed


def check(report: Report, ledger: Ledger) -> None:
    """Recompute p in every table and sentence of a report; ask of means whether whole numbers give them."""
    _in_sentences(report.sentences, ledger)
    for table in report.tables:
        _in_text(table, ledger)
        heads = {name: _headed(table, pattern) for name, pattern in _HEADS.items()}
        for kind in _KINDS:
            _in_columns(table, kind, heads, ledger)
        _means(table, heads, ledger)


def p_of(test: Test) -> Interval:
    """Return the p that a printed statistic may have, two-sided for t, r and z.

    >>> from clusternet.audit.printed import parse
    >>> found = p_of(Test("t", parse("2.20"), 28, 0, "=", parse("0.036")))
    >>> f"{float(found.low):.3f}", f"{float(found.high):.3f}"
    ('0.036', '0.037')
    """
    from scipy import stats

    ends = sorted(abs(float(end)) for end in (test.value.interval.low, test.value.interval.high))
    if test.value.interval.low < 0 < test.value.interval.high:
        ends[0] = 0.0
    if test.kind == "r":
        ends = [(min(end, 1 - 1e-12)) for end in ends]
        ends = [end * (test.df / (1 - end**2)) ** 0.5 for end in ends]
    if test.kind == "F":
        found = [stats.f.sf(end, test.df, test.df2) for end in ends]
    elif test.kind == "chi2":
        found = [stats.chi2.sf(end, test.df) for end in ends]
    elif test.kind == "z":
        found = [2 * stats.norm.sf(end) for end in ends]
    else:
        found = [2 * stats.t.sf(end, test.df) for end in ends]
    return Interval(Fraction(float(found[1])), Fraction(float(found[0])))


def _agrees(test: Test, found: Interval) -> bool:
    if test.sign == "<":
        return found.low < test.p.value
    if test.sign == ">":
        return found.high > test.p.value
    return test.p.interval.meets(found)


@dataclass(frozen=True)
class Contradiction:
    """What does not follow from a test: as printed, as computed, and how grave it is."""

    printed: str
    computed: str
    allowance: str
    severity: Severity
    note: tuple[str, str]


def _judge(table: Table, column: Column, row: int, test: Test, ledger: Ledger) -> None:
    found = _contradiction(test)
    if found is not None:
        ledger.doubt(
            "test",
            At(table, column, row),
            printed=found.printed,
            computed=found.computed,
            allowance=found.allowance,
            severity=found.severity,
            note=found.note,
        )


def _in_sentences(sentences: Sequence[Sentence], ledger: Ledger) -> None:
    """Recompute the tests that sentences cite."""
    checked: dict[str, int] = {}
    for each in sentences:
        for match in _CITED.finditer(unicodedata.normalize("NFKC", each.text)):
            test = _cited(match)
            if test is None:
                continue
            checked[each.file] = checked.get(each.file, 0) + 1
            if (found := _contradiction(test)) is not None:
                place = (each.file, each.file, each.line, "", match[0])
                what = (found.printed, found.computed, found.allowance, found.severity, found.note)
                ledger.doubts.append(Doubt("test", *place, *what))
    for file, number in checked.items():
        ledger.apply("test", file, [], number)


def _contradiction(test: Test) -> Contradiction | None:
    found = p_of(test)
    if _agrees(test, found):
        return None
    said_below = test.p.value < _LEVEL or (test.sign == "<" and test.p.value == _LEVEL)
    flips = found.low >= _LEVEL if said_below else found.high < _LEVEL
    severity: Severity = "high" if flips else "medium"
    note = f"由 {test.kind} 与自由度重算的 p", f"p recomputed from {test.kind} and its df"
    if test.kind in ("t", "r", "z") and _agrees(test, found.times(Fraction(1, 2))):
        severity = "low"
        note = f"{note[0]}；单侧检验则相符", f"{note[1]}; a one-sided test would agree"
    return Contradiction(
        f"p {test.sign} {test.p.text.lstrip('<>= ')}",
        ends(f"{float(found.low):.3g}", f"{float(found.high):.3g}"),
        amount(test.value.half),
        severity,
        note,
    )


def _in_text(table: Table, ledger: Ledger) -> None:
    """Recompute the tests that a cell of text cites: t(28) = 2.20, p = .036."""
    for column in (each for each in table.columns if not each.is_measure):
        checked = 0
        for row, text in enumerate(column.texts):
            for match in _CITED.finditer(text):
                test = _cited(match)
                if test is not None:
                    checked += 1
                    _judge(table, column, row, test, ledger)
        if checked:
            ledger.apply("test", table, [column], checked)


def _cited(match: re.Match[str]) -> Test | None:
    kind = {"χ2": "chi2", "χ²": "chi2", "X2": "chi2", "Z": "z"}.get(match["kind"], match["kind"])
    value, p = parse(_full(match["value"])), parse(_full(match["p"]))
    df, df2 = float(match["df"] or 0), float(match["df2"] or 0)
    if value is None or p is None or (kind != "z" and not df) or (kind == "F" and not df2):
        return None
    return Test(kind, value, df, df2, match["sign"], p)


def _full(text: str) -> str:
    return re.sub(r"^(-?)\.", r"\g<1>0.", text.replace("−", "-"))


def _in_columns(table: Table, kind: str, heads: dict[str, Column | None], ledger: Ledger) -> None:
    """Recompute p in columns of statistics, degrees of freedom and p, if most rows follow."""
    value, p, df, df2 = (heads[name] for name in (kind, "p", "df", "df2"))
    if value is None or p is None or (kind != "z" and df is None) or (kind == "F" and df2 is None):
        return
    tests: dict[int, Test] = {}
    for row in range(len(table.lines)):
        number = value.cells[row]
        free = None if df is None else df.cells[row]
        more = None if df2 is None else df2.cells[row]
        said = p.cells[row] or parse(_full(p.texts[row].lstrip("<>= ")))
        if number is None or said is None or (df is not None and (free is None or free.value <= 0)):
            continue
        sign = "<" if said.bounded or p.texts[row].startswith("<") else "="
        numbers = [0.0 if each is None else float(each.value) for each in (free, more)]
        if kind != "F" or numbers[1] > 0:
            tests[row] = Test(kind, number, numbers[0], numbers[1], sign, said)
    follow = sum(_agrees(each, p_of(each)) for each in tests.values())
    if follow * 2 < len(tests) or not tests:
        remark = ("p 不由此检验而来，未核对", "p follows from another test: not checked")
        ledger.apply("test", table, [value, p], 0, remark)
        return
    for row, test in tests.items():
        _judge(table, p, row, test, ledger)
    ledger.apply("test", table, [value, p], len(tests))


def _headed(table: Table, pattern: str) -> Column | None:
    wanted = re.compile(pattern, re.IGNORECASE)
    return next((each for each in table.columns if wanted.fullmatch(each.head.text.strip())), None)


# -- means and standard deviations of whole numbers ----------------------------------------------------------


def _means(table: Table, heads: dict[str, Column | None], ledger: Ledger) -> None:
    """Find means that no whole numbers out of n give, where the means of the column do come of such."""
    mean, base = heads["mean"], table.column("base")
    if mean is None or base is None:
        return
    held = {row: (cell, int(n.value)) for row, cell, n in _both(mean, base)}
    held = {row: (cell, n) for row, (cell, n) in held.items() if 0 < n * 2 * cell.half < 1}
    failing = [row for row, (cell, n) in held.items() if not _sums(cell, n)]
    luck = sum(-log10(n * 2 * cell.half) for row, (cell, n) in held.items() if row not in failing)
    if len(failing) * 2 > len(held) or len(failing) > max(1, len(held) // 10):
        return  # means of what is not counted in whole numbers
    for row in failing:
        cell, n = held[row]
        near = [Fraction(floor(cell.value * n) + step, n) for step in (0, 1)]
        severity: Severity = "medium" if luck >= _SURE else "low"
        ledger.doubt(
            "grim",
            At(table, mean, row),
            printed=cell.text,
            computed="; ".join(f"{float(each):.{cell.decimals}f}" for each in near),
            allowance=cell.half,
            severity=severity,
            note=(f"{n}个整数的均值不可能如此", f"no {n} whole numbers have this mean"),
        )
    if held:
        ledger.apply("grim", table, [mean, base], len(held), ("均值", "means"))
    if heads["sd"] is not None and luck >= _SURE:
        _deviations(
            table, heads["sd"], {row: each for row, each in held.items() if row not in failing}, ledger
        )


def _both(mean: Column, base: Column) -> Iterator[tuple[int, Printed, Printed]]:
    for row, (cell, n) in enumerate(zip(mean.cells, base.cells, strict=True)):
        if cell is not None and n is not None and n.value.denominator == 1 and cell.decimals:
            yield row, cell, n


def _sums(cell: Printed, n: int) -> range:
    """Return the whole sums out of n whose mean is printed so."""
    return range(ceil(cell.interval.low * n), floor(cell.interval.high * n) + 1)


def possible(mean: Printed, deviation: Printed, n: int) -> bool:
    """Whether n whole numbers have a mean and a standard deviation that are printed so (GRIMMER).

    The sum of squares is a whole number, odd where the sum is. Divisors n - 1 and n are both accepted.

    >>> from clusternet.audit.printed import parse
    >>> [possible(parse("2.50"), parse(text), 4) for text in ("1.20", "1.29")]
    [False, True]
    """
    low, high = max(deviation.interval.low, Fraction(0)), deviation.interval.high
    for whole in _sums(mean, n):
        square = Fraction(whole * whole, n)
        for divisor in (n - 1, n):
            least, most = ceil(divisor * low**2 + square), floor(divisor * high**2 + square)
            if least < most or (least == most and (least - whole) % 2 == 0):
                return True
    return False


def _deviations(table: Table, sd: Column, held: dict[int, tuple[Printed, int]], ledger: Ledger) -> None:
    tried = {row: (cell, mean, n) for row, (mean, n) in held.items() if (cell := sd.cells[row]) is not None}
    failing = [row for row, (cell, mean, n) in tried.items() if not possible(mean, cell, n)]
    if len(failing) > max(1, len(tried) // 10):
        return
    for row in failing:
        cell, mean, n = tried[row]
        note = (
            f"{n}个均值为{mean.text}的整数不可能有此标准差（GRIMMER）",
            f"no {n} whole numbers of mean {mean.text} have this standard deviation (GRIMMER)",
        )
        ledger.doubt(
            "grim", At(table, sd, row), printed=cell.text, computed="—", severity="medium", note=note
        )
    ledger.apply("grim", table, [sd], len(tried), ("标准差", "standard deviations"))
