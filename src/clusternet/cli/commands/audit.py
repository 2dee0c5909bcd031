"""``audit``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from clusternet.cli.emit import Progress, emit, emit_blocks, say, written
from clusternet.cli.request import Request, requests
from clusternet.cli.usage import Misuse
from clusternet.cli.values import files
from clusternet.output.result import Result
from clusternet.words.text import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clusternet.audit import Audit

_SEVERITIES = ("high", "medium", "low")


@click.command()
@click.argument("path", metavar="FOLDER|FILE", shell_complete=files)
@requests("marked", "quiet")
@click.option(
    "--applied", "--rules", "listing", is_flag=True, help="List which rule checked which columns instead."
)
@click.option(
    "--severity",
    type=click.Choice(_SEVERITIES),
    default="low",
    show_default=True,
    help="The least severity to list.",
)
@click.option(
    "--against", metavar="OTHER", help="Another report: list the cells that it prints otherwise, too."
)
@click.option("--strict", is_flag=True, help="Exit with 1 if anything is to be checked.")
@click.pass_context
def audit(
    ctx: click.Context, request: Request, path: str, *, listing: bool, severity: str, against: str | None
) -> None:
    """Find arithmetic inconsistencies in published tables, however the numbers were rounded.

    FOLDER holds the tables as CSV, Excel, Parquet, Word or HTML, each file or sheet a table, and an
    audit.toml where headers do not say what they mean. Findings are to be checked: the report may be
    right in a way its tables do not say. What was checked stands on stderr, and in full with --applied.

    \b
    clusternet audit report/
    clusternet audit report/ --applied
    clusternet audit report/ --lang zh --out findings.xlsx
    clusternet audit report/ --out findings.html
    clusternet audit tables.xlsx --severity high --format json
    clusternet audit report/ --against last_year/
    """
    from clusternet import audit as rules
    from clusternet.notes import audit as notes

    if not path:
        raise Misuse.of("data_empty_file")
    with Progress(quiet=request.quiet) as progress:
        progress("checking")
        found = rules.examine(path, against=against)
    language = request.lang or _language(found)
    for line in notes.summary_lines(found) if not request.quiet else ():
        say(line.in_(language))
    shown = _SEVERITIES[: _SEVERITIES.index(severity) + 1]
    title = notes.APPLIED if listing else notes.FINDINGS
    heading = f"{title.in_(language)} · {Path(path).resolve().name or path}"
    if request.out is not None and request.form == "html":
        _write_page(notes.page_of(found, shown, heading, language), Path(request.out))
    elif request.form == "table" and not listing:
        _print(found, shown, heading, language)
    else:
        _emit(found, () if listing else shown, heading, request, language)
    listed = any(each.severity in shown for each in found.doubts)
    ctx.exit(int(request.strict and (listed or bool(found.passed))))


def _print(found: Audit, shown: Sequence[str], heading: str, language: str) -> None:
    """Print the first findings of each rule and table, as paragraphs."""
    from clusternet.notes import audit as notes

    frame, more = notes.shortened(notes.found_of(found, shown, language))
    told = notes.told(notes.audit_readable(frame, language))
    blocks = [[line.in_(language) for line in block] for block in told]
    emit_blocks(heading, blocks, spoken([notes.MEANING, *more], language))


def _emit(found: Audit, shown: Sequence[str], heading: str, request: Request, language: str) -> None:
    """Print or write a table: the findings of these severities, or for none of them what was checked."""
    from clusternet import audit as rules
    from clusternet.notes import audit as notes

    frame = notes.found_of(found, shown, language) if shown else rules.applied(found, lang=language)
    frame = notes.audit_readable(frame, language) if request.readable else frame
    lines = [notes.MEANING.in_(language)] if request.readable and shown else []
    sheets = notes.marked_sheets(found, shown, language) if shown else []
    emit(Result(frame, heading, lines, language, tab="audit", filters=True), request, *sheets)


def _write_page(page: str, path: Path) -> None:
    from clusternet.io.atomic import whole_file

    with whole_file(path) as temporary:
        temporary.write_text(page, encoding="utf-8", newline="")
    written(path)


def _language(found: Audit) -> str:
    heads = [column.name for report in found.reports for table in report.tables for column in table.columns]
    chinese = sum(any("\u3400" <= letter <= "\u9fff" for letter in head) for head in heads)
    return "zh" if chinese * 2 >= len(heads) else "en"
