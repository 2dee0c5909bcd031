"""``index``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.drawing import Printed, beside
from clusternet.cli.emit import Progress
from clusternet.cli.request import Request, requests
from clusternet.cli.usage import Misuse
from clusternet.cli.values import files
from clusternet.cli.views import MADE, Answer, View, drawn_of_table, show
from clusternet.notes import index as notes
from clusternet.notes.index import against_notes
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
@click.option(
    "--join",
    multiple=True,
    metavar="FILE",
    shell_complete=files,
    help="Further columns, by unit; may be repeated.",
)
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
@beside("--figure", words="Also draw the scores as bars:")
@click.option(
    "--top", type=click.IntRange(min=0), default=0, show_default=True, help="The first rows; 0 for all."
)
def index(request: Request, **_: Any) -> None:
    """A composite index of units: normalised indicators, score, rank, and how sure the rank is.

    The index is a TOML file: indicators with direction and weight in dimensions, and how they are normalised,
    treated and put together (OECD/JRC Handbook, 2008). DATA is a table, a row per unit, or a value network
    where the file has [network]. The page "Composite indices" explains the
    file key by key.

    \b
    clusternet index --config regional                          places of the network in the package
    clusternet index --config regional --level city --top 20
    clusternet index --config iff-impact --against              printed scores beside computed ones
    clusternet index table.csv --join more.csv --config mine.toml
    clusternet index --config regional --sensitivity
    clusternet index --config regional --show
    """
    show(request, _VIEWS, _MADE)


@dataclass(frozen=True)
class _Asked:
    """Which index, of which data."""

    config: str | None
    join: tuple[str, ...]
    level: Any

    def computed(
        self, request: Request, progress: Progress, draws: int | None = None, seed: int | None = None
    ) -> tuple[Source, Composite]:
        """Return the data and the index of them."""
        from clusternet import indices
        from clusternet.cli.index_input import source

        path = _design_file(self.config)
        progress("reading")
        design = _adapted(indices.load(path), self.level, draws, seed)
        data = source(request, design, path, self.join)
        design = design if data.flows == "" else notes.exchanged(design)
        progress("computing")
        return data, indices.composite(data.table, design)


def _index(
    request: Request,
    progress: Progress,
    *,
    asked: _Asked,
    draws: int | None,
    seed: int | None,
    figure: str | None,
    page: Printed,
    top: int,
) -> Answer:
    from clusternet import indices
    from clusternet.notes import stated
    from clusternet.plot.series.scores import plan

    sheet = page.beside(figure, "--figure")
    data, found = asked.computed(request, progress, draws, seed)
    if found.design.uncertainty is None:
        frame = found.table.assign(rank_low=None, rank_high=None)
    else:
        spread = indices.rank_intervals(data.table, found.design)
        spread = spread[["unit", "rank_low", "rank_median", "rank_high"]]
        frame = found.table.merge(spread, on="unit", how="left")
    said = stated.scored(frame, kind="place")
    frame = frame[: top or None]
    answer = _answer(request, data, found, "index", frame)
    under = [*notes.scores_notes(found), *notes.exchanged_note(found.design, data.flows)]
    title = Text(found.design.label.zh, found.design.label.en)
    answer = drawn_of_table(answer, title, under, source=data.name, headline=said)
    return replace(answer, sheet=sheet, plan=partial(plan, frame, language=data.language))


def _sensitivity(
    request: Request, progress: Progress, *, asked: _Asked, draws: int | None, seed: int | None, top: int
) -> Answer:
    from clusternet import indices

    data, found = asked.computed(request, progress, draws, seed)
    frame = indices.sensitivity(data.table, found.design)
    return _answer(request, data, found, "sensitivity", frame[: top or None])


def _part(part: str, request: Request, progress: Progress, *, asked: _Asked, top: int) -> Answer:
    from clusternet import indices

    data, found = asked.computed(request, progress)
    if part == "leave-one-out":
        frame = indices.leave_one_out(data.table, found.design)
    else:
        frame = found.changes if part == "changes" else indices.weight_table(found.design)
    return _answer(request, data, found, part, frame[: top or None])


def _against(request: Request, progress: Progress, *, asked: _Asked, against: str, top: int) -> Answer:
    from clusternet import indices
    from clusternet.cli.index_input import printed

    data, found = asked.computed(request, progress)
    design, path = found.design, _design_file(asked.config)
    held, decimals = printed(request, design, path, against, found.table["unit"].tolist())
    columns = [each.column for each in design.indicators]
    known = decimals is not None and all(column in data.decimals for column in columns)
    places = [data.decimals[column] for column in columns] if known else None
    frame = indices.against(data.table, design, held, places=places, decimals=decimals)
    return _answer(request, data, found, "against", frame[: top or None], against_notes(frame))


def _show(request: Request, progress: Progress, *, config: str | None) -> None:
    click.echo(_design_file(config).read_text(encoding="utf-8-sig"), nl=False)


_MADE: dict[str, Callable[..., Any]] = {**MADE, "asked": _Asked}
_VIEWS: dict[str, View] = {
    "index": _index,
    "leave_out": partial(_part, "leave-one-out"),
    "sensitivity": _sensitivity,
    "weights": partial(_part, "weights"),
    "changes": partial(_part, "changes"),
    "against": _against,
    "show": _show,
}


def _answer(
    request: Request,
    data: Source,
    found: Composite,
    part: str,
    frame: pd.DataFrame,
    said: list[Text] | None = None,
) -> Answer:
    said = notes.index_notes(part, found) if said is None else said
    said = [*said, *notes.exchanged_note(found.design, data.flows)]
    return Answer(_result(request, data, found, part, frame, said))


def _design_file(config: str | None) -> Path:
    """Return the TOML file a name means: a path, or the name of one that is shipped."""
    from clusternet import data
    from clusternet.errors import FormatError

    shipped = {path.stem: path for path in sorted(data.folder("index").glob("*.toml"))}
    if not config:
        raise Misuse.of("config_needed", shipped=" or ".join(shipped))
    if config in shipped:
        return shipped[config]
    if not Path(config).is_file():
        raise FormatError.of("no_index_file", config=config, shipped=shipped)
    return Path(config)


def _adapted(design: Design, level: Any, draws: int | None, seed: int | None) -> Design:
    """Return the design as the options change it."""
    if level is not None:
        if design.network is None:
            raise Misuse.of("index_of_network", option="--level")
        design = replace(design, network=level)
    if draws is None and seed is None:
        return design
    choices = design.uncertainty
    if choices is None:
        raise Misuse.of("draws_with", where=design.where)
    choices = replace(
        choices, draws=choices.draws if draws is None else draws, seed=choices.seed if seed is None else seed
    )
    return replace(design, uncertainty=choices)


def _result(
    request: Request, data: Source, found: Composite, part: str, frame: pd.DataFrame, said: list[Text]
) -> Result:
    from clusternet.schema.tables import attribute
    from clusternet.words.labels import Label, called

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
        "unit": called(attribute(data.unit), "place"),
        "score": Label("得分", "Score", "number"),
        "total": Label("总效应", "Total effect", "share"),
        "weight": Label("权重", "Weight", "number"),
    }
    words, spoken_notes = notes.index_words(data.language), spoken(said, data.language)
    return Result(frame, title, spoken_notes, data.language, data.synthetic, columns=columns, words=words)
