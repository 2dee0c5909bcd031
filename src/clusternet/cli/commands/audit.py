"""``audit``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from clusternet.cli.emit import Progress, emit, say
from clusternet.cli.request import Request, requests
from clusternet.errors import FormatError
from clusternet.output.result import Result

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.audit import Audit

_SHOWN = 6
"""Findings of one rule in one table that the terminal shows; files hold all of them."""
_SEVERITIES = {"high": "高", "medium": "中", "low": "低"}


@click.command()
@click.argument("path", metavar="FOLDER|FILE")
@requests("output", "quiet")
@click.option(
    "--applied", "--rules", "listing", is_flag=True, help="List which rule checked which columns instead."
)
@click.option(
    "--severity",
    type=click.Choice(list(_SEVERITIES)),
    default="low",
    show_default=True,
    help="The least severity to list.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 if anything is to be checked.")
@click.pass_context
def audit(ctx: click.Context, request: Request, path: str, *, listing: bool, severity: str) -> None:
    """Find the arithmetic in a report's tables that cannot hold, however the numbers were rounded.

    FOLDER holds the tables as CSV, Excel or Parquet, each file or sheet a table, and an audit.toml where
    headers do not say what they mean. Findings are to be checked: the report may be right in a way its
    tables do not say. What was checked stands on stderr, and in full with --applied.

    \b
    clusternet audit report/
    clusternet audit report/ --applied
    clusternet audit report/ --lang zh --out findings.xlsx
    clusternet audit tables.xlsx --severity high --format json
    """
    from clusternet import audit as rules

    if not path:
        raise click.UsageError("FOLDER|FILE is empty")
    with Progress(quiet=request.quiet) as progress:
        progress("checking")
        found = rules.examine(path)
        _refuse_inputs(found, Path(path), request.out)
    language = request.lang or _language(found)
    if not request.quiet:
        _summary(found, language)
    shown = list(_SEVERITIES)[: list(_SEVERITIES).index(severity) + 1]
    lang: Literal["zh", "en"] = "zh" if language == "zh" else "en"
    if listing:
        frame = rules.applied(found, lang=lang)
        title = "核对了什么" if language == "zh" else "What was checked"
    else:
        frame = rules.findings(found, lang=lang)
        frame = frame[frame["severity"].isin(shown)].reset_index(drop=True)
        title = "待核对" if language == "zh" else "To be checked"
    emit(_fitting(frame, f"{title} · {Path(path).name or path}", request, language, listing=listing), request)
    listed = sum(each.severity in shown for each in found.doubts)
    ctx.exit(1 if request.strict and (listed or found.passed) else 0)


def _fitting(frame: pd.DataFrame, title: str, request: Request, language: str, *, listing: bool) -> Result:
    """Return the table as its form holds it: words for reading, keys for programs."""
    from clusternet.audit import RULES

    form = request.form
    notes: list[str] = []
    if form in ("csv", "json", "parquet"):
        return Result(frame, title, notes, language)
    rules = frame["rule"].tolist()
    if not listing:
        notes = [_meaning(language)]
        if form == "table":
            frame, notes = _shortened(frame, notes, language)
            frame = frame.drop(columns=["file", "column"])
            rules = frame["rule"].tolist()
        if language == "zh":
            frame["severity"] = [_SEVERITIES[each] for each in frame["severity"]]
    frame["rule"] = [RULES[each][language != "zh"] for each in rules]
    return Result(frame, title, notes, language)


def _shortened(frame: pd.DataFrame, notes: list[str], language: str) -> tuple[pd.DataFrame, list[str]]:
    """Keep the first findings of each rule in each table, and say how many there are more."""
    from clusternet.audit import RULES

    place = frame.groupby(["rule", "table"], sort=False).cumcount()
    kept = frame[place < _SHOWN].reset_index(drop=True)
    rest = frame[place >= _SHOWN]
    tally = Counter(zip(rest["rule"].tolist(), rest["table"].tolist(), strict=True))
    for (rule, table), number in tally.items():
        name = RULES[rule][language != "zh"]
        more = f"{table} · {name}：另有{number}处" if language == "zh" else f"{table} · {name}: {number} more"
        notes.append(f"{more}; --out findings.csv")
    return kept, notes


def _meaning(language: str) -> str:
    if language == "zh":
        return (
            "每个印出的数代表末位±半个单位的区间（“允许误差”即由此而来）；两个区间不可能相交才列出。"
            "列出的是待核对之处，不等于错误。"
        )
    return (
        "A printed number stands for all values within half a unit of its last place (the allowance); only "
        "what cannot meet is listed. It is to be checked, and need not be wrong."
    )


def _language(found: Audit) -> str:
    heads = [column.name for report in found.reports for table in report.tables for column in table.columns]
    chinese = sum(any("\u3400" <= letter <= "\u9fff" for letter in head) for head in heads)
    return "zh" if chinese * 2 >= len(heads) else "en"


def _summary(found: Audit, language: str) -> None:
    """Say what was read and checked, so that silence is not taken for a pass."""
    from clusternet.audit import RULES

    for reason in found.passed:
        say(f"未读入：{reason}" if language == "zh" else f"not read: {reason}")
    for setting in found.idle:
        say(f"audit.toml: {setting}")
    tables = [table for report in found.reports for table in report.tables]
    cells = sum(each.cells for each in found.applied)
    used = {each.rule for each in found.applied if each.cells}
    idle = [RULES[rule][language != "zh"] for rule in RULES if rule not in used]
    counts = [sum(each.severity == severity for each in found.doubts) for severity in _SEVERITIES]
    if language == "zh":
        say(f"读入{len(tables)}张表；{len(used)}条规则核对了{cells:,}个单元格（--applied 列出）")
        say(f"待核对{len(found.doubts)}处：高{counts[0]}，中{counts[1]}，低{counts[2]}")
        if idle:
            say(f"未能应用的规则：{'、'.join(idle)}")
        return
    say(f"{len(tables)} tables read; {len(used)} rules checked {cells:,} cells (--applied lists them)")
    say(f"{len(found.doubts)} to be checked: {counts[0]} high, {counts[1]} medium, {counts[2]} low")
    if idle:
        say(f"rules that found nothing to be applied to: {', '.join(idle)}")


def _refuse_inputs(found: Audit, path: Path, out: str | None) -> None:
    if out is None:
        return
    folder = path if path.is_dir() else path.parent
    files = {(folder / table.file).resolve() for report in found.reports for table in report.tables}
    if Path(out).resolve() in files:
        raise FormatError(f"{out}: is a file of the tables that are read; name another file")
