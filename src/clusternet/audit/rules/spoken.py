"""Plain sentences against the tables: the row and the column that a clause names, and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from clusternet.audit.ledger import RULES, Doubt, Ledger, Severity, amount
from clusternet.audit.meaning import concepts, fold
from clusternet.audit.printed import Interval, Printed, ends, said
from clusternet.audit.sentences import Claim, Sentence, claim_of
from clusternet.audit.statements import is_list
from clusternet.audit.tables import Column, Report, Table
from clusternet.words.text import numbered

SENTENCES = "正文 / sentences"
"""What stands for the columns of a text that was checked."""
_SHORTEST = 2
_SHOWN = 60
Cell = tuple[Table, int, Column]
Labelled = tuple[Table, list[str]]
"""A table, and the labels of its rows, folded."""


@dataclass(frozen=True)
class Verdict:
    """Whether a claim may hold, what the cells say, what was allowed, and how grave it is if not."""

    fits: bool
    computed: str
    allowance: str
    severity: Severity


def check(report: Report, ledger: Ledger) -> None:
    """Check every sentence that names one row and one column of a table."""
    tables = list(_labelled(report)) if report.sentences else []
    for file in dict.fromkeys(each.file for each in report.sentences):
        own = [each for each in report.sentences if each.file == file]
        found = [checked for each in own for checked in _sentence(each, tables, ledger)]
        checked = sum(found)
        left = len(found) - checked
        remark = (
            f"另有{left}处说法未指明表中的行与列，未核对" if left else "",
            f"{numbered(left, 'more claim')} named no row and column of a table: not checked" if left else "",
        )
        ledger.apply("claim", file, [SENTENCES], checked, remark)


def _labelled(report: Report) -> Iterator[Labelled]:
    """Yield the tables that a sentence may speak of."""
    for table in report.tables:
        if not is_list(table) and table.pair is None and len(table.blocks) == 1:
            yield table, [fold(table.named(row)) for row in range(len(table.lines))]


def _sentence(sentence: Sentence, tables: Sequence[Labelled], ledger: Ledger) -> Iterator[bool]:
    """Check the clauses of a sentence, and yield of each that claims something whether a table tells.

    Each may leave out whom or what the one before names.
    """
    before = ""
    for words in sentence.clauses:
        claim, clause = claim_of(words), fold(words)
        cells = list(_cells(clause, before, tables))
        before = clause if cells else f"{before} {clause}"
        if claim is None:
            continue
        verdicts = [_verdict(claim, each) for each in cells]
        known = [each for each in verdicts if each is not None]
        yield bool(known)
        if known and not any(each.fits for each in known):
            _doubt(sentence, words, claim, known[0], ledger)


def _cells(clause: str, before: str, tables: Sequence[Labelled]) -> Iterator[list[Cell]]:
    """Yield, of each table, the cells of the column and of the one or two rows that a clause names."""
    for table, labels in tables:
        rows = _rows(clause, labels) or _rows(before, labels)
        named = [labels[row] for row in rows]
        column = _column(clause, table, named) or _column(before, table, named)
        if column is not None and 0 < len(rows) <= 2 and all(column.cells[row] is not None for row in rows):
            yield [(table, row, column) for row in rows]


def _rows(clause: str, labels: Sequence[str]) -> list[int]:
    """Return the rows whose labels a clause holds, in the order of the clause; none inside a longer one."""
    found: dict[str, tuple[int, int]] = {}
    for row, label in enumerate(labels):
        at = _find(label, clause) if len(label) >= _SHORTEST else -1
        if at >= 0:
            found[label] = (at, row) if label not in found else (at, -1)
    kept = [name for name in found if not any(name != other and name in other for other in found)]
    rows = [row for _, row in sorted(found[name] for name in kept)]
    return [] if -1 in rows else rows


def _find(word: str, clause: str) -> int:
    """Return where a word begins in a clause, no other letter beside it where letters make words; else -1."""
    at = clause.find(word)
    beside = clause[max(at - 1, 0) : at] + clause[at + len(word) : at + len(word) + 1]
    return (
        -1 if at >= 0 and word.isascii() and any(each.isalnum() and each.isascii() for each in beside) else at
    )


def _column(clause: str, table: Table, labels: Sequence[str]) -> Column | None:
    """Return the column whose header a clause holds, the longest; else the one that speaks of the same."""
    rest = clause
    for label in labels:
        rest = rest.replace(label, " ")
    named = [each for each in table.measures if len(each.head.name) >= _SHORTEST and each.head.name in rest]
    named = [each for each in named if not each.head.year or str(each.head.year) in clause]
    longest = [
        each
        for each in named
        if not any(each.head.name in other.head.name for other in named if other is not each)
    ]
    if longest:
        return longest[0] if len(longest) == 1 else None
    about = concepts(rest)
    alike = [each for each in table.measures if about and concepts(each.head.name) == about]
    return alike[0] if len(alike) == 1 and not alike[0].head.year else None


def _verdict(claim: Claim, cells: list[Cell]) -> Verdict | None:
    """Return whether a claim may hold; None if the cells do not tell."""
    table, row, column = cells[0]
    printed = [cell for _, at, held in cells if (cell := held.cells[at]) is not None]
    place = f"({table.name}:{table.lines[row]})"
    if claim.kind in ("rank", "last"):
        return _rank(claim, table, row, column) if len(cells) == 1 else None
    if len(printed) == 2 and claim.kind != "value":
        return _compared(claim, printed[0], printed[1], place)
    number, (cell, *others) = claim.number, printed
    if (
        claim.kind != "value"
        or number is None
        or others
        or (number.kind == "share") != (cell.kind == "share")
    ):
        return None
    return _judged(claim, (cell.things, cell.interval), f"{cell.text} {place}", number.half + cell.half)


def _compared(claim: Claim, cell: Printed, other: Printed, place: str) -> Verdict | None:
    """Return whether one cell may be so many times, more or less than another."""
    if claim.kind in ("more", "less"):
        above, below = (cell, other) if claim.kind == "more" else (other, cell)
        return Verdict(
            above.things.high > below.things.low, f"{cell.text}, {other.text} {place}", "0", "high"
        )
    ratio = cell.things.over(other.things)
    if ratio is None or claim.number is None:
        return None
    words = f"{cell.text} / {other.text} = {said(ratio, claim.number.decimals + 1)}"
    return _judged(claim, (ratio,), f"{words} {place}", claim.number.half)


def _judged(claim: Claim, values: tuple[Interval, ...], computed: str, allowance: Fraction) -> Verdict:
    """Return the verdict on a number; with words such as about it is never certain how far is too far."""
    fits = any(each.meets(value) for each in claim.ranges for value in values)
    return Verdict(fits, computed, amount(allowance), "medium" if claim.rough else "high")


def _rank(claim: Claim, table: Table, row: int, column: Column) -> Verdict | None:
    """Return whether a row has the rank that is claimed, among the rows of its table."""
    if row in table.blocks[0].totals:
        return None
    values = {at: cell.things for at in table.blocks[0].rows if (cell := column.cells[at]) is not None}
    own = values[row]
    above = sum(each.low > own.high for at, each in values.items() if at != row)
    beside = sum(each.meets(own) for at, each in values.items() if at != row)
    first, last = above + 1, above + 1 + beside
    if claim.kind == "last":
        first, last = len(values) + 1 - last, len(values) + 1 - first
    words = f"{ends(str(first), str(last))} ({table.name}: {column.name})"
    return Verdict(first <= claim.rank <= last, words, "0", "medium")


def _doubt(sentence: Sentence, clause: str, claim: Claim, verdict: Verdict, ledger: Ledger) -> None:
    note = f"正文：{sentence.text[:_SHOWN]}", f"the text: {sentence.text[:_SHOWN]}"
    if clause == sentence.text:
        note = RULES["claim"][2:]
    place = (sentence.file, sentence.file, sentence.line, "", clause[:_SHOWN])
    ledger.doubts.append(
        Doubt("claim", *place, claim.text, verdict.computed, verdict.allowance, verdict.severity, note)
    )
