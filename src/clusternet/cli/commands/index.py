"""``index``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.drawing import Sheet, plain_sheet
from clusternet.cli.emit import Progress, emit
from clusternet.cli.options import FIGURE
from clusternet.cli.request import Request, requests
from clusternet.output.result import Result
from clusternet.words.text import Text, spoken

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.cli.index_input import Source
    from clusternet.indices import Composite, Design

_WIDEST = 10
"""Columns of indicators and dimensions a terminal has room for; with more it shows the dimensions."""


@click.command()
@requests("data", "selection", "output", "tables")
@click.option(
    "--config",
    metavar="NAME|FILE",
    help="The index: a TOML file, or one that comes with the package: iff-impact, regional.",
)
@click.option("--show", is_flag=True, help="Print that TOML file, to start one of your own.")
@click.option("--join", multiple=True, metavar="FILE", help="Further columns, by unit; may be repeated.")
@click.option(
    "--level",
    type=click.Choice(["province", "city", "region"]),
    help="Of an index that is fed from a network.  [default: as the file says]",
)
@click.option(
    "--against",
    is_flag=False,
    flag_value="",
    metavar="FILE",
    help="Hold scores and ranks against a printed table, row by row.  [no FILE: the one the index names]",
)
@click.option(
    "--leave-one-out", "leave_out", is_flag=True, help="How ranks move without each indicator or dimension."
)
@click.option("--sensitivity", is_flag=True, help="Share of each choice in the variance of ranks (Sobol').")
@click.option("--weights", is_flag=True, help="What every indicator weighs.")
@click.option("--changes", is_flag=True, help="Every value that was filled in or treated as an outlier.")
@click.option(
    "--draws", type=click.IntRange(2, 100_000), help="Monte Carlo draws.  [default: as the file says]"
)
@click.option("--seed", type=click.IntRange(min=0), help="Of the draws.  [default: as the file says, else 0]")
@click.option("--figure", type=FIGURE, help="Also draw the scores as bars: .png .svg .pdf")
@click.option(
    "--top", type=click.IntRange(min=0), default=0, show_default=True, help="The first rows; 0 for all."
)
def index(
    request: Request,
    config: str | None,
    show: bool,
    join: tuple[str, ...],
    level: Any,
    against: str | None,
    leave_out: bool,
    sensitivity: bool,
    weights: bool,
    changes: bool,
    draws: int | None,
    seed: int | None,
    figure: str | None,
    top: int,
) -> None:
    """A composite index of units: normalised indicators, score, rank, and how sure the rank is.

    The index is a TOML file: indicators with direction and weight in dimensions, and how they are normalised,
    treated and put together (OECD/JRC Handbook, 2008). DATA is a table, a row per unit, or a value network
    where the file has [network]. docs/index.md explains the file key by key.

    \b
    clusternet index --config regional                          places of the network in the package
    clusternet index --config regional --level city --top 20
    clusternet index --config iff-impact --against              printed scores beside computed ones
    clusternet index table.csv --join more.csv --config mine.toml
    clusternet index --config regional --sensitivity
    clusternet index --config regional --show
    """
    from clusternet import indices
    from clusternet.cli.index_input import source
    from clusternet.notes import index as notes

    parts = {
        "leave-one-out": leave_out, "sensitivity": sensitivity, "weights": weights, "changes": changes,
        "against": against is not None,
    }  # fmt: skip
    if sum(parts.values()) > 1:
        raise click.UsageError(", ".join(f"--{name}" for name in parts) + " exclude each other")
    part = next((name for name, asked in parts.items() if asked), "index")
    if figure is not None and part != "index":
        raise click.UsageError("--figure draws the index, not its parts")
    sheet = plain_sheet(figure)
    if (draws is not None or seed is not None) and part not in ("index", "sensitivity"):
        raise click.UsageError("--draws and --seed go with rank intervals and --sensitivity")
    path = _design_file(config)
    if show:
        click.echo(path.read_text(encoding="utf-8-sig"), nl=False)
        return
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        design = _adapted(indices.load(path), level, draws, seed)
        data = source(request, design, path, join)
        progress("computing")
        found = indices.composite(data.table, design)
        if part == "against":
            frame = _against(request, data, found, path, str(against))
            said = notes.against_notes(frame)
        else:
            frame = _table(part, data, found)
            said = notes.index_notes(part, found)
    frame = frame.head(top) if top else frame
    result = _result(request, data, found, part, frame, said)
    if sheet is not None:
        _draw(frame, sheet, result, quiet=request.quiet)
    emit(result, request)


def _draw(frame: pd.DataFrame, sheet: Sheet, result: Result, *, quiet: bool) -> None:
    """Write the figure of an index; the table stays the result."""
    from clusternet.plot.series.scores import plan

    sheet.publish_beside(
        lambda width: plan(frame, width, language=result.language),
        words=result.said,
        quiet=quiet,
    )


def _design_file(config: str | None) -> Path:
    """Return the TOML file a name means: a path, or the name of one that is shipped."""
    from clusternet import data
    from clusternet.errors import FormatError

    shipped = {path.stem: path for path in sorted(data.folder("index").glob("*.toml"))}
    if not config:
        raise click.UsageError(f"--config names the index: a TOML file, or {' or '.join(shipped)}")
    if config in shipped:
        return shipped[config]
    if not Path(config).is_file():
        raise FormatError(f"{config}: no such file, and no index of that name; shipped: {', '.join(shipped)}")
    return Path(config)


def _adapted(design: Design, level: Any, draws: int | None, seed: int | None) -> Design:
    """Return the design as the options change it."""
    if level is not None:
        if design.network is None:
            raise click.UsageError("--level goes with an index fed from a network: a file with [network]")
        design = replace(design, network=level)
    if draws is None and seed is None:
        return design
    choices = design.uncertainty
    if choices is None:
        raise click.UsageError(
            f"--draws and --seed go with [uncertainty], which {design.where} does not have"
        )
    choices = replace(
        choices, draws=choices.draws if draws is None else draws, seed=choices.seed if seed is None else seed
    )
    return replace(design, uncertainty=choices)


def _table(part: str, data: Source, found: Composite) -> pd.DataFrame:
    from clusternet import indices

    if part == "weights":
        return indices.weight_table(found.design)
    if part == "changes":
        return found.changes
    if part == "leave-one-out":
        return indices.leave_one_out(data.table, found.design)
    if part == "sensitivity":
        return indices.sensitivity(data.table, found.design)
    frame = found.table
    if found.design.uncertainty is None:
        return frame.assign(rank_low=None, rank_high=None)
    spread = indices.rank_intervals(data.table, found.design)
    return frame.merge(spread[["unit", "rank_low", "rank_median", "rank_high"]], on="unit", how="left")


def _against(request: Request, data: Source, found: Composite, path: Path, file: str) -> pd.DataFrame:
    from clusternet import indices
    from clusternet.cli.index_input import printed

    design = found.design
    held, decimals = printed(request, design, path, file, found.table["unit"].tolist())
    known = all(each.column in data.decimals for each in design.indicators)
    places = (
        [data.decimals[each.column] for each in design.indicators] if known and decimals is not None else None
    )
    return indices.against(data.table, design, held, places=places, decimals=decimals)


def _result(
    request: Request, data: Source, found: Composite, part: str, frame: pd.DataFrame, said: list[Text]
) -> Result:
    from clusternet.notes import index as notes
    from clusternet.words.labels import Label

    design = found.design
    title = " · ".join(
        each
        for each in (
            design.label.in_(data.language),
            notes.PARTS[part].in_(data.language),
            data.title,
        )
        if each
    )
    own = {each.id: each.label for each in design.parts}
    if request.form == "table" and part == "index" and design.dimensions and len(own) > _WIDEST:
        frame = frame.drop(columns=[each.id for each in design.indicators])
        said = [*said, notes.FOLDED]
    if request.readable:
        named = {each: label.in_(data.language) for each, label in own.items()}
        for column in ("indicator", "dimension", "left_out"):
            if column in frame:
                frame = frame.assign(**{column: frame[column].map(lambda name: named.get(name, name))})
    columns = own | {
        "score": Label("得分", "Score", "number"),
        "total": Label("总效应", "Total effect", "share"),
        "weight": Label("权重", "Weight", "number"),
    }
    words, spoken_notes = notes.index_words(data.language), spoken(said, data.language)
    return Result(frame, title, spoken_notes, data.language, data.synthetic, columns=columns, words=words)
