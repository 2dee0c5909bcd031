"""Parts that exceed a total: counts above the n of their table, countries above the world in a table."""

from __future__ import annotations

from clusternet.audit.ledger import At, Ledger, amount
from clusternet.audit.meaning import fold
from clusternet.audit.printed import exactly, total
from clusternet.audit.rules.shares import bases_of
from clusternet.audit.tables import Report, Table

_WHOLE = ("全球", "世界", "全国", "world", "global", "worldwide", "national", "nationwide")


def check(report: Report, ledger: Ledger) -> None:
    """Check parts against totals in every table of a report."""
    for table in report.tables:
        _above_base(table, ledger)
        _above_world(table, ledger)


def _above_base(table: Table, ledger: Ledger) -> None:
    """Check counts against the n of their block: each of them, and their sum."""
    shares = [each for each in table.measures if each.role == "share"]
    for block in table.blocks:
        known = bases_of(table, block)
        for column in table.measures if known else ():
            if column.role not in ("measure", "total"):
                continue
            held = [
                (row, cell, base)
                for row in block.rows
                if (
                    not shares or any(each.cells[row] for each in shares)
                )  # rows without a share are not of n
                and (cell := column.cells[row]) is not None
                and cell.kind == "count"
                and (base := known.get(row))
            ]
            if not held:
                continue
            bases = {each for *_, each in held}
            within = sum(cell.interval.high <= base for _, cell, base in held)
            if len(bases) > 1 or within * 3 < len(held) * 2:
                continue  # n is of something else
            single = [(row, cell, base) for row, cell, base in held if cell.interval.low > base]
            for row, cell, base in single:
                ledger.doubt(
                    "part_above_total",
                    At(table, column, row),
                    printed=cell.text,
                    computed=f"≤ {base}",
                    allowance=cell.half,
                )
            ledger.apply("part_above_total", table, [column], len(held), (block.words, block.words))
            parts = total(cell.interval for _, cell, _ in held)
            row, cell, base = held[-1]
            if (
                not single
                and len({each for *_, each in held}) == 1
                and parts.low > base
                and not table.settings.get("multiple")
            ):
                where = " · ".join(word for word in (block.words, f"Σ {len(held)}", column.name) if word)
                ledger.doubt(
                    "part_above_total",
                    At(table, column, row, where),
                    printed=f"n = {base}",
                    computed=f"≥ {float(parts.low):g}",
                    allowance=amount(parts.half),
                    severity="medium",
                    note=(
                        f"{len(held)}行之和超过n：若可多选则无误",
                        f"the {len(held)} rows exceed n: right where several answers are allowed",
                    ),
                )


def _above_world(table: Table, ledger: Ledger) -> None:
    """Check the rows of a block against its row for the world or the whole country."""
    if table.label is None or table.pair is not None:
        return
    for block in table.blocks:
        whole = [row for row in block.rows if fold(table.named(row)) in _WHOLE]
        if len(whole) != 1:
            continue
        parts = [row for row in block.rows if row != whole[0]]
        for column in table.measures:
            if column.role not in ("measure", "share", "total"):
                continue
            cell = column.cells[whole[0]]
            held = [each for row in parts if (each := column.cells[row]) is not None]
            if cell is None or len(held) < 2 or any(each.kind != cell.kind for each in held):
                continue
            if cell.kind != "count" and column.role not in {"total", "share"}:
                continue
            found = total(each.interval for each in held)
            most = max(each.interval.low for each in held)
            ledger.apply("part_above_total", table, [column], len(held))
            if most > cell.interval.high or found.low > cell.interval.high:
                ledger.doubt(
                    "part_above_total",
                    At(table, column, whole[0]),
                    printed=cell.text,
                    computed=f"≥ {float(max(found.low, exactly(0).low)):g}",
                    allowance=amount(found.half + cell.half),
                )
