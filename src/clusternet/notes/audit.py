"""What is said of the tables of a report that were checked: findings, and what was checked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from clusternet.audit import RULES, applied, findings
from clusternet.audit.rules.spoken import SENTENCES
from clusternet.output.page import Mark, page
from clusternet.output.result import Result
from clusternet.plot.sheet import offline
from clusternet.words.text import SEMICOLON, Text, numbered

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.audit import Audit
    from clusternet.audit.ledger import Doubt
    from clusternet.audit.tables import Table

APPLIED = Text("核对了什么", "What was checked")
FINDINGS = Text("待核对", "To be checked")
SEVERITIES = {"high": Text("高", "high"), "medium": Text("中", "medium"), "low": Text("低", "low")}
SHOWN = 6
"""Findings of one rule in one table that the terminal shows; files hold all of them."""
MEANING = Text(
    "每个印出的数代表末位±半个单位的区间（“容差”即由此而来）；两个区间不可能相交才列出。"
    "列出的是待核对之处，不等于错误。",
    "A printed number stands for all values within half a unit of its last place (the allowance); only "
    "what cannot meet is listed. It is to be checked, and need not be wrong.",
)


def rule_name(rule: str) -> Text:
    """Return what a rule is called."""
    return Text(*RULES[rule][:2])


def audit_readable(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return findings, or what was checked, with severities and rules in words."""
    named = frame.assign(rule=[rule_name(each).in_(language) for each in frame["rule"]])
    if "severity" not in named:
        return named
    return named.assign(severity=[SEVERITIES[each].in_(language) for each in named["severity"]])


def shortened(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Text]]:
    """Keep the first findings of each rule in each table, and say how many there are more."""
    place = frame.groupby(["rule", "table"], sort=False).cumcount()
    kept, rest = frame[place < SHOWN].reset_index(drop=True), frame[place >= SHOWN]
    tally = Counter(zip(rest["rule"].tolist(), rest["table"].tolist(), strict=True))
    lines = []
    for (rule, table), number in tally.items():
        name = rule_name(rule)
        lines.append(
            Text(
                f"{table} · {name.zh}：另有{number}处; --out findings.csv",
                f"{table} · {name.en}: {number} more; --out findings.csv",
            )
        )
    return kept, lines


def told(frame: pd.DataFrame) -> list[list[Text]]:
    """Return each finding of a readable table as lines: where it is, what does not fit, why."""
    blocks = []
    for each in frame.to_dict("records"):
        place = each["cell"] or (f"{each['line']}" if each["line"] is not None else "")
        head = f"{each['severity']} · {each['rule']} · {each['table']} {place}".strip()
        where = f"{each['where']}: " if each["where"] and each["where"] != each["printed"] else ""
        allowed = each["allowance"] if each["allowance"] not in ("", "0") else ""
        lines = [
            Text(head, head),
            Text(
                f"{where}{each['printed']}；算得 {each['computed']}"
                + (f"（容差 {allowed}）" if allowed else ""),
                f"{where}{each['printed']}; computed {each['computed']}"
                + (f" ({allowed} allowed)" if allowed else ""),
            ),
            Text(each["note"], each["note"]),
        ]
        if each["mending"] and each["mending"] != each["computed"]:
            lines.append(Text(f"改为 {each['mending']} 则相符", f"{each['mending']} would fit"))
        blocks.append(lines)
    return blocks


def marked_sheets(found: Audit, severities: Collection[str], language: str) -> list[Result]:
    """Return every table with findings as it was read, cells in doubt marked with what is said of them."""
    sheets: list[Result] = []
    for table in (table for report in found.reports for table in report.tables):
        marks: dict[tuple[int, int], str] = {}
        for each in found.doubts:
            if (each.table, each.file) != (table.name, table.file) or each.severity not in severities:
                continue
            row, place = _cell(table, each)
            remark = (
                f"{rule_name(each.rule).in_(language)}: {each.computed}; {Text(*each.note).in_(language)}"
            )
            before = marks.get((row, place + 1))
            marks[row, place + 1] = f"{before}\n{remark}" if before else remark
        if marks:
            tab = re.sub(r"[\[\]:*?/\\']", " ", table.name)[:26]
            sheets.append(
                Result(_as_read(table), table.name, (), language, tab=f"{len(sheets) + 1} {tab}", marks=marks)
            )
    return sheets


def found_of(found: Audit, severities: Collection[str], language: str) -> pd.DataFrame:
    """Return the findings of some severities."""
    kept = tuple(each for each in found.doubts if each.severity in severities)
    return findings(replace(found, doubts=kept), lang=language)


def page_of(found: Audit, severities: Collection[str], title: str, language: str) -> str:
    """Return findings as a page: each links to its cell in the tables below, and what was checked."""
    kept = [each for each in found.doubts if each.severity in severities]
    frame = audit_readable(found_of(found, severities, language), language)
    sheets: list[Result] = []
    number: dict[tuple[str, str], tuple[int, Table]] = {}
    for table in (table for report in found.reports for table in report.tables):
        if any((each.table, each.file) == (table.name, table.file) for each in kept):
            number[table.name, table.file] = len(sheets), table
            spans = [
                ("", 1),
                *((column.letter(0) if column.is_straight else "", 1) for column in table.columns),
            ]
            name = f"{table.name} · {table.file}"
            sheets.append(Result(_as_read(table), name, (), language, spans=spans))
    marks = []
    for each, block in zip(kept, told(frame), strict=True):
        held = number.get((each.table, each.file))
        row, place = _cell(held[1], each) if held else (0, 0)
        cell = (held[0], row, place + 1) if held else None
        marks.append(Mark(each.severity, [line.in_(language) for line in block], cell))
    summary = [line.in_(language) for line in (*summary_lines(found), MEANING)]
    more = Result(
        audit_readable(applied(found, lang=language), language), APPLIED.in_(language), (), language
    )
    plain = page(title, summary, marks, sheets, more)
    return page(title, summary, marks, sheets, more, face=offline.font_face(plain))


def _cell(table: Table, doubt: Doubt) -> tuple[int, int]:
    """Return the row and the column of a finding in its table, the first column where it names none."""
    place = next((at for at, column in enumerate(table.columns) if column.name == doubt.column), 0)
    rows = [row for row, line in enumerate(table.lines) if line == doubt.line]
    letters = doubt.cell.rstrip("0123456789")
    return next((row for row in rows if table.columns[place].letter(row) == letters), rows[0]), place


def _as_read(table: Table) -> pd.DataFrame:
    import pandas as pd

    names = [
        f"{each.name} ({at + 1})" if each.name == "line" else each.name
        for at, each in enumerate(table.columns)
    ]
    names = [name if name not in names[:at] else f"{name} ({at + 1})" for at, name in enumerate(names)]
    texts = {name: list(each.texts) for name, each in zip(names, table.columns, strict=True)}
    return pd.DataFrame({"line": list(table.lines), **texts})


def summary_lines(found: Audit) -> list[Text]:
    """Return what was read and checked, so that silence is not taken for a pass."""
    tables = sum(len(report.tables) for report in found.reports)
    cells = sum(each.cells for each in found.applied)
    used = {each.rule for each in found.applied if each.cells}
    idle = SEMICOLON.join(rule_name(rule) for rule in RULES if rule not in used)
    high, medium, low = (sum(each.severity == name for each in found.doubts) for name in SEVERITIES)
    lines = [
        *(Text(f"未读入：{reason.zh}", f"not read: {reason.en}") for reason in found.passed),
        *(Text(f"audit.toml: {setting}", f"audit.toml: {setting}") for setting in found.idle),
        Text(
            f"读入{tables}张表；{len(used)}条规则核对了{cells:,}个单元格（--applied 列出）",
            f"{numbered(tables, 'table')} read; {numbered(len(used), 'rule')} checked "
            f"{numbered(cells, 'cell')} (--applied lists them)",
        ),
        Text(
            f"待核对{len(found.doubts)}处：高{high}，中{medium}，低{low}",
            f"{len(found.doubts)} to be checked: {high} high, {medium} medium, {low} low",
        ),
    ]
    for each in found.applied:
        if each.columns == SENTENCES and each.remark[0]:
            zh, en = (Text(*each.remark).in_(language) for language in ("zh", "en"))
            lines.append(
                Text(
                    f"{each.table}：核对了{each.cells}处说法；{zh}",
                    f"{each.table}: {numbered(each.cells, 'claim')} checked; {en}",
                )
            )
    if idle.zh:
        lines.append(
            Text(f"未能应用的规则：{idle.zh}", f"rules that found nothing to be applied to: {idle.en}")
        )
    return lines
