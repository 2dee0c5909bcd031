"""``gravity``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.coordinates import given_positions
from clusternet.cli.emit import Progress
from clusternet.cli.options import COUNT, LEVEL, REGIONS
from clusternet.cli.request import Request, requests
from clusternet.cli.usage import Misuse
from clusternet.cli.values import Windows, files
from clusternet.cli.views import Answer, View, of_network, show

if TYPE_CHECKING:
    from clusternet.network.value_network import ValueNetwork
    from clusternet.space.gravity import Gravity, Within
    from clusternet.typing import Count, Level


@click.command()
@requests("data", "selection", "output", "rows")
@LEVEL
@COUNT
@click.option(
    "--within",
    type=click.Choice(["area", "leave"]),
    help="Flows within places: at two thirds of the radius of the area, or left out.  [default: area for "
    "provinces, leave elsewhere]",
)
@click.option(
    "--coordinates",
    metavar="FILE",
    shell_complete=files,
    help="Where places lie: place, longitude, latitude.",
)
@click.option(
    "--variables",
    metavar="FILE",
    help="Further terms: source, target and a column of numbers each, such as a border of your own.",
)
@click.option("--residuals", is_flag=True, help="Instead: flows beside those that the model predicts.")
@click.option(
    "--top",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    help="With --residuals, those furthest off first; 0 for all.",
)
@click.option(
    "--windows",
    type=Windows(),
    help="Instead: the models of several windows side by side, such as 2014:2018,2019:2022.",
)
@REGIONS
def gravity(request: Request, **_: object) -> None:
    """Fit flows between places on size, distance and borders (PPML).

    Technology relations unless told otherwise, all years selected as one cross-section. Pairs of places
    without a sample firm at either end are not observed: they are left out and counted.

    \b
    clusternet gravity
    clusternet gravity --level city --window 2018:2022
    clusternet gravity --windows 2014:2018,2019:2022
    clusternet gravity --residuals --out residuals.xlsx
    clusternet gravity migration/dataset.toml --count weight --coordinates places.csv
    """
    show(request, _VIEWS, _MADE)


@dataclass(frozen=True)
class Asked:
    """What the options say of the model."""

    level: Level
    count: Count
    within: Within | None
    coordinates: str | None
    variables: str | None
    regions: str

    def _read(self, request: Request, progress: Progress) -> tuple[Request, ValueNetwork, dict[str, Any]]:
        """Read the files, and return what is selected and how the model is fitted to it."""
        from clusternet.io.tables.variables import read_variables

        spots = given_positions(self.coordinates, quiet=request.quiet)
        further = None if self.variables is None else read_variables(Path(self.variables))
        progress("reading")
        whole = request.read().network
        request = request.of_main_type(whole.edges)
        net = request.select(whole)
        options = {
            "level": self.level,
            "count": self.count,
            "within": self.within,
            "region_map": self.regions,
            "coordinates": spots,
            "variables": further,
            "surveyed": whole,
        }
        progress("fitting")
        return request, net, options

    def fits(
        self, request: Request, progress: Progress, windows: list[tuple[int, int]]
    ) -> tuple[Request, ValueNetwork, list[Gravity]]:
        """Read the data and fit the model of each window."""
        from clusternet.space.windows import fits

        if request.span is not None:
            raise Misuse.of("goes_without", option="--windows", value=["--year", "--window"])
        request, net, options = self._read(request, progress)
        return request, net, fits(net, windows, **options)

    def fit(self, request: Request, progress: Progress) -> tuple[Request, ValueNetwork, Gravity]:
        """Read the data and fit the model."""
        from clusternet.space import gravity as measure

        request, net, options = self._read(request, progress)
        return request, net, measure.gravity(net, **options)


def _terms(request: Request, progress: Progress, *, asked: Asked) -> Answer:
    from clusternet.notes import gravity as notes

    request, net, found = asked.fit(request, progress)
    frame = notes.terms_readable(found.table, request.language(net)) if request.readable else found.table
    said = notes.gravity_notes(found, asked.level, given=asked.coordinates is not None)
    return of_network(request, net, frame, notes.TERMS, said)


def _residuals(request: Request, progress: Progress, *, asked: Asked, top: int) -> Answer:
    from clusternet.network.relations import TECHNOLOGY
    from clusternet.notes import gravity as notes
    from clusternet.notes.space import flow_columns

    request, net, found = asked.fit(request, progress)
    frame = found.pairs.iloc[(-found.pairs["residual"].abs()).argsort(kind="stable")][: top or None]
    own, technology = net.about.places == "own", request.relation == TECHNOLOGY
    columns = flow_columns(asked.level, (), own=own, technology=technology)
    said = notes.gravity_notes(found, asked.level, given=asked.coordinates is not None)
    return of_network(request, net, frame.reset_index(drop=True), notes.PAIRS, said, columns=columns)


def _windows(request: Request, progress: Progress, *, asked: Asked, windows: list[tuple[int, int]]) -> Answer:
    from clusternet.notes import gravity as notes
    from clusternet.space.windows import side_by_side

    request, net, found = asked.fits(request, progress, windows)
    frame = side_by_side(windows, found)
    said = notes.windows_notes(windows, found, asked.level, given=asked.coordinates is not None)
    frame = notes.terms_readable(frame, request.language(net)) if request.readable else frame
    return of_network(request, net, frame, notes.TERMS, said)


_VIEWS: dict[str, View] = {"gravity": _terms, "residuals": _residuals, "windows": _windows}
_MADE = {"asked": Asked}
