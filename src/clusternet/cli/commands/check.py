"""``check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from clusternet.cli.emit import Progress, emit, result_of, say
from clusternet.cli.request import Request, replace, requests
from clusternet.cli.usage import Misuse
from clusternet.cli.values import TABLE, files, listed, option_value
from clusternet.notes.reading import NO_ROW, NOTHING_TO_COMPARE
from clusternet.output.result import Result
from clusternet.output.text import write
from clusternet.words.text import NOTHING

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.checks.releases import Comparison
    from clusternet.io import Reading
    from clusternet.schema.findings import Finding

SHOWN = 200
"""Findings printed in the terminal; files hold all of them."""


@click.command()
@requests("data", "output")
@click.option(
    "--against",
    metavar="OTHER",
    shell_complete=files,
    help="An earlier release of the data: list what changed since.",
)
@click.option("--differences", type=TABLE, help="With --against: write the differences in structure.")
@click.option("--columns", metavar="a,b", help="With --against: compare only these structure columns.")
@click.option(
    "--only",
    "severity",
    type=click.Choice(["faults", "warnings", "notes"]),
    help="List these findings alone; the summary counts all.",
)
@click.pass_context
def check(
    ctx: click.Context,
    request: Request,
    against: str | None,
    differences: str | None,
    columns: str | None,
    severity: str | None,
) -> None:
    """List every row that is refused, changed or odd, with file, line and reason.

    Faults come first, then warnings, then notes; of each the most frequent first. Exit code 1 if any row is
    refused; with --strict also if there is any warning.

    \b
    clusternet check edges.csv
    clusternet check edges.csv --only faults
    clusternet check data/ --out findings.csv
    clusternet check 2024/ --against 2023/ --differences differences.xlsx
    """
    from clusternet.checks.inspection import inspect

    if against is None and (differences or columns):
        raise Misuse.of("go_with", first="--differences", second="--columns", other="--against")
    wanted = None if columns is None else _indicators(listed(columns, "--columns"))
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        reading = replace(request, strict=False, quiet=True).read(empty=True)
        progress("checking")
        found = inspect(reading)
        changes = None
        empty = not len(reading.network.edges)
        if against is not None and not empty:
            progress("comparing")
            changes = _compared(reading, against, wanted)
            found += changes.findings
    if changes is not None and differences is not None:
        _write_differences(request, reading, changes, Path(differences))
    _emit_findings(request, reading, found, severity)
    if changes is not None and differences is None and request.form == "table":
        _print_differences(request, reading, changes)
    warned = request.strict and any(each.severity == "warning" for each in found)
    if empty:
        say(NOTHING.join([NO_ROW, NOTHING if against is None else NOTHING_TO_COMPARE]))
    ctx.exit(1 if empty or reading.refused or warned else 0)


def _emit_findings(request: Request, reading: Reading, found: list[Finding], severity: str | None) -> None:
    import pandas as pd

    from clusternet.checks.look import names
    from clusternet.notes import checks as notes
    from clusternet.schema.findings import COLUMNS, ordered, wording

    net = reading.network
    language = request.language(net)
    said = [notes.kept(net, reading.refused), *notes.summary(found)]
    listed = [each for each in ordered(found) if severity in (None, f"{each.severity}s")]
    if request.readable:
        called = names(net)
        listed = [each.named(called) for each in listed]
    frame = pd.DataFrame([each.record() for each in listed], columns=list(COLUMNS))
    frame["line"] = frame["line"].astype("Int64")
    if request.readable:
        frame["problem"] = [wording(problem, language) for problem in frame["problem"]]
        frame["action"] = [each.action.in_(language) for each in listed]
    if request.form == "table" and len(frame) > SHOWN:
        said.insert(0, notes.first_of(SHOWN, len(frame)))
        frame = frame.head(SHOWN)
    emit(result_of(request, net, frame, notes.CHECK, said), request)
    if request.out is not None and not request.quiet:
        for each in said:
            say(each.in_(language))


def _compared(reading: Reading, against: str, columns: tuple[str, ...] | None) -> Comparison:
    from clusternet.checks import releases
    from clusternet.io import examine

    return releases.compare(
        reading, examine(against), columns=releases.INDICATORS if columns is None else columns
    )


def _indicators(names: list[str]) -> tuple[str, ...]:
    from clusternet.structure import metrics

    return option_value(lambda: metrics.check_columns(names), "--columns")


def _differences(request: Request, reading: Reading, frame: pd.DataFrame) -> Result:
    from clusternet.notes import checks as notes

    return result_of(request, reading.network, frame, notes.DIFFERENCES, [notes.CAUSES])


def _write_differences(request: Request, reading: Reading, changes: Comparison, path: Path) -> None:
    write(_differences(request, reading, changes.structure), path)


def _print_differences(request: Request, reading: Reading, changes: Comparison) -> None:
    table = changes.structure
    moved = table[table["difference"].ne(0) & table["difference"].notna()].reset_index(drop=True)
    if len(moved):
        emit(_differences(request, reading, moved), request)
