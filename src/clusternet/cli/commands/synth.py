"""``synth``."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clusternet.cli.emit import Progress, emit
from clusternet.cli.request import Request, replace, requests
from clusternet.cli.values import Output, files
from clusternet.guard import check_path
from clusternet.output.result import Result
from clusternet.output.text import SUFFIXES

if TYPE_CHECKING:
    import pandas as pd


@click.command()
@requests("print", "quiet")
@click.option(
    "--out",
    "path",
    type=Output(),
    metavar="DIR|FILE",
    help="Folder of the data set; with --verify, a file for the table.  [default: ./synthetic]",
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Another seed, another network."
)
@click.option(
    "--scale",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Times the published size; above 1 written as Parquet.",
)
@click.option("--replace", "again", is_flag=True, help="Overwrite an earlier data set.")
@click.option(
    "--targets",
    metavar="DIR",
    shell_complete=files,
    help="Published tables.  [default: those of the shipped network]",
)
@click.option(
    "--verify", metavar="DIR", help="Write nothing: hold this data set against the published tables."
)
def synth(
    request: Request,
    path: str | None,
    seed: int,
    scale: int,
    again: bool,
    targets: str | None,
    verify: str | None,
) -> None:
    """Generate the synthetic value network that is calibrated to the published tables.

    It is for demonstration, teaching, tests and benchmarks, and proves nothing about the numbers it is made
    from.
    With --verify: target, published, achieved, difference, within; exit code 1 if any is not within.

    \b
    clusternet synth --verify edges/nankai
    clusternet synth --out mine --seed 7
    clusternet synth --out large --scale 10
    """
    if verify is not None:
        if path is not None:
            check_path(Path(path), SUFFIXES)
        _verify(replace(request, out=path), Path(verify), targets)
        return
    from clusternet import synthetic
    from clusternet.io import read
    from clusternet.io.folders import whole_folder
    from clusternet.synthetic import shipping

    folder = Path(path or "synthetic")
    check = partial(shipping.check_folder, replace=again)
    check(folder)
    with Progress(quiet=request.quiet) as progress:
        progress("generating (about a minute)")
        published = synthetic.load(targets or shipping.targets_of(folder))
        nodes, edges = synthetic.generate(published, seed=seed, scale=scale)
        progress("writing")
        with whole_folder(folder, check=check) as made:
            shipping.write(nodes, edges, made, seed=seed, parquet=scale > 1)
            if scale == 1:
                found = synthetic.verify(read(made), published, progress=progress)
                shipping.write_readme(made, found, seed=seed)
            shipping.write_manifest(made, seed=seed, scale=scale)
    click.echo(str(folder))


def _verify(request: Request, folder: Path, targets: str | None) -> None:
    from clusternet import synthetic
    from clusternet.io import read
    from clusternet.notes import data as notes
    from clusternet.synthetic import shipping

    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        net = read(folder)
        found: pd.DataFrame = synthetic.verify(
            net, synthetic.load(targets or shipping.targets_of(folder)), progress=progress
        )
    language = request.language(net)
    said = notes.within_note(int(found["within"].sum()), len(found)).in_(language)
    title = notes.VERIFIED.in_(language)
    emit(Result(found, title, [said], language, net.about.synthetic), request)
    if not found["within"].all():
        click.get_current_context().exit(1)
