"""Claims that name the cell they speak of: columns table, row, column and value."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from clusternet.audit.ledger import At, Ledger, amount
from clusternet.audit.meaning import fold
from clusternet.audit.printed import Printed, parse
from clusternet.audit.statements import rough
from clusternet.audit.tables import Column, Report, Table, plain_label

_HEADS = {
    "table": ("table", "表", "表名"),
    "row": ("row", "行", "行名"),
    "column": ("column", "列", "列名", "指标"),
    "value": ("value", "数值", "取值", "说法", "claim"),
}


def check(report: Report, ledger: Ledger) -> None:
    """Check every claim against the cell it names; a cell that cannot be found is a finding, too."""
    for table in report.tables:
        columns = {name: _headed(table, heads) for name, heads in _HEADS.items()}
        if any(column is None for column in columns.values()):
            continue
        held = {name: column for name, column in columns.items() if column is not None}
        checked = sum(_one(table, held, row, report, ledger) for row in range(len(table.lines)))
        left = len(table.lines) - checked
        more = (f"，{left}处未核对", f", {left} not checked") if left else ("", "")
        remark = f"指明单元格{more[0]}", f"cells named{more[1]}"
        ledger.apply("claim", table, list(held.values()), checked, remark)


def _headed(table: Table, heads: tuple[str, ...]) -> Column | None:
    return next((each for each in table.columns if fold(each.name) in heads), None)


def _one(table: Table, held: dict[str, Column], row: int, report: Report, ledger: Ledger) -> bool:
    """Check a claim, and return whether there is a cell to check it against."""
    names = {name: column.texts[row] for name, column in held.items()}
    value = parse(names["value"])
    if value is None:
        return False
    said = rough(value)
    where = f"{names['table']} · {names['row']} · {names['column']}"
    found = list(_cells(names, table, report))
    if not found:
        note = ("找不到所指的单元格", "the cell it names is not found")
        ledger.doubt(
            "claim",
            At(table, held["value"], row, where),
            printed=names["value"],
            computed="—",
            severity="low",
            note=note,
        )
        return False
    printed = [
        (other, place, cell) for other, place, column in found if (cell := column.cells[place]) is not None
    ]
    if not any(_meets(said, cell) for *_, cell in printed):
        other, place, cell = printed[0]
        ledger.doubt(
            "claim",
            At(table, held["value"], row, where),
            printed=names["value"],
            computed=f"{cell.text} ({other.name}:{other.lines[place]})",
            allowance=amount(said.half + cell.half),
        )
    return True


def _meets(said: Printed, cell: Printed) -> bool:
    """Whether a claim may be a cell: in its unit, in single things, or as a share of one."""
    near = said.interval.meets(cell.interval) or said.interval.meets(cell.things)
    return near or (said.kind == "share" and said.interval.times(Fraction(1, 100)).meets(cell.interval))


def _cells(names: dict[str, str], own: Table, report: Report) -> Iterator[tuple[Table, int, Column]]:
    """Yield the cells that have the names: several where a table has blocks."""
    wanted, column_name = fold(names["table"]), fold(names["column"])
    tables = [each for each in report.tables if each is not own and fold(each.name) == wanted]
    tables = tables or [
        each for each in report.tables if each is not own and wanted and wanted in fold(each.name)
    ]
    for other in tables:
        columns = [each for each in other.columns if column_name in (fold(each.name), each.head.name)]
        rows = [
            row
            for row in range(len(other.lines))
            if plain_label(other.named(row)) == plain_label(names["row"])
        ]
        for column in columns:
            for row in rows:
                if column.cells[row] is not None:
                    yield other, row, column
