"""``check`` and ``export``."""

from __future__ import annotations

from pathlib import Path

import click

from clusternet.cli.emit import Result, describe, emit
from clusternet.cli.request import Request, replace, requests

SHOWN = 200
"""Findings printed in the terminal; files hold all of them."""

TARGETS = {"gexf": ".gexf", "graphml": ".graphml", "pajek": ".net", "vosviewer": ".json"}


@click.command()
@requests("data", "output")
@click.pass_context
def check(ctx: click.Context, request: Request) -> None:
    """List every row that is refused, changed or odd, with file, line and reason.

    Exit code 1 if any row is refused; with --strict also if there is any warning.

    \b
    clusternet check edges.csv
    clusternet check data/ --out findings.csv
    """
    import pandas as pd

    from clusternet.findings import COLUMNS, counts, wording

    reading = replace(request, strict=False, quiet=True).read()
    net, found = reading.network, reading.findings
    title, language = describe(request, net, ("数据检查", "Check"))
    frame = pd.DataFrame([each.record() for each in found], columns=list(COLUMNS))
    frame["line"] = frame["line"].astype("Int64")
    tally = counts(found)
    notes = [f"{wording(problem, language)}: {number}" for problem, number in tally.items()]
    notes.append(_kept(language, len(net.edges), len(net.nodes), reading.refused))
    if request.format == "table" and request.out is None and len(frame) > SHOWN:
        notes.insert(0, f"{SHOWN} / {len(frame)}; --out findings.csv")
        frame = frame.head(SHOWN)
    if request.format in ("table", "md", "tex") and (
        request.out is None or request.out.endswith((".md", ".tex"))
    ):
        frame["problem"] = [wording(problem, language) for problem in frame["problem"]]
        frame = frame.drop(columns=[name for name in ("file", "sheet") if frame[name].nunique() < 2])
    emit(Result(frame, title, notes, language, net.about.synthetic), request)
    warned = request.strict and any(each.severity == "warning" for each in found)
    ctx.exit(1 if reading.refused or warned else 0)


def _kept(language: str, relations: int, nodes: int, refused: int) -> str:
    if language == "zh":
        return f"读入 {relations:,} 条关系、{nodes:,} 个节点；拒收 {refused:,} 行。"
    return f"{relations:,} relations and {nodes:,} nodes read, {refused:,} rows refused."


@click.command()
@requests("data", "selection")
@click.option("--to", type=click.Choice(list(TARGETS)), required=True, help="The program to write for.")
@click.option(
    "--out", "path", metavar="PATH", help="The file to write.  [default: ./NAME with the format's suffix]"
)
def export(request: Request, to: str, path: str | None) -> None:
    """Write the network, or a selection of it, for another program.

    GEXF and GraphML hold every row and attribute; Pajek and VOSviewer hold the merged graph with its weights.

    \b
    clusternet export edges.csv --to gexf --year 2022
    """
    from clusternet.io import write

    suffix = TARGETS[to]
    name = Path(request.data).name.split(".")[0] if request.data else "nankai"
    target = Path(path) if path else Path(f"{name or 'network'}{suffix}")
    if target.suffix.lower() != suffix:
        raise click.BadParameter(f"{target.name!r} does not end in {suffix}", param_hint="--out")
    click.echo(str(write(request.select(request.read().network), target)))
