"""What commands show of data on an engine: their views with ``--engine duckdb`` or ``spark``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from clusternet.cli.emit import Progress, result_of
from clusternet.cli.request import Request
from clusternet.cli.values import option_value
from clusternet.cli.views import Answer, View
from clusternet.notes import lake as notes
from clusternet.notes import network, space, structure
from clusternet.words.bases import base_of
from clusternet.words.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.lake import Lake
    from clusternet.typing import Count, Kind, Level

__all__ = ["CENTRALITY", "METRICS", "POLARISATION", "flows_of", "shares_of"]


def _counted(lake: Lake, request: Request) -> list[Text]:
    """Return the lines that say what was counted, and where."""
    said = [network.counting(lake, request.selection), *network.left_out(lake)]  # type: ignore[arg-type]
    return [*said, notes.counted_by(request.engine)]


def _answer(
    request: Request, lake: Lake, frame: pd.DataFrame, title: Text, said: list[Text], **options: Any
) -> Answer:
    return Answer(result_of(request, lake, frame, title, said, **options))  # type: ignore[arg-type]


def _metrics(request: Request, progress: Progress, *, columns: list[str] | None) -> Answer:
    from clusternet.lake import structure as measure
    from clusternet.structure.metrics import check_columns, reasons, table

    wanted = columns and option_value(lambda: check_columns(columns), "--columns")
    request.reserve()
    with request.lake(progress) as (used, lake):
        whole = used.span is not None
        rows = measure.snapshots(lake, convention=used.choices(), columns=wanted, whole=whole)
        rows = [(used.span if whole else year, found) for year, found in rows]
        frame = table(rows, columns=wanted)
        last = reasons([(None, found) for _, found in rows[-1:]])
        yearly = [network.CUMULATIVE] if used.window is None and lake.years else []
        said = [*_counted(lake, used), *yearly, *notes.empty_columns(frame)]
        return _answer(used, lake, frame, network.METRICS, said, sideways=True, reasons=last)


def _ranking(
    request: Request,
    progress: Progress,
    *,
    top: int,
    kind: Kind | None,
    category: str | None,
    by: str,
    measures: str,
) -> Answer:
    from clusternet.lake import degrees
    from clusternet.structure import centrality as measure

    asked = [name.strip() for name in measures.split(",") if name.strip()]
    option_value(lambda: measure.check_measures(asked), "--measures")
    option_value(lambda: measure.check_ranking(by), "--by")
    request.reserve()
    with request.lake(progress) as (used, lake):
        frame = degrees.top(
            lake, top, kind=kind, category=category, by=by, measures=asked, convention=used.choices()
        )
        said = _counted(lake, used)
        said += structure.centrality_notes(frame, lake, by, "province", 0)  # type: ignore[arg-type]
        return _answer(used, lake, frame, structure.CENTRALITY, said)


def _polarisation(
    request: Request,
    progress: Progress,
    *,
    level: Level,
    poles: list[str] | None,
    count: Count,
    side: str,
    period: str,
    regions: str,
) -> Answer:
    from clusternet.lake import places

    request.reserve()
    with request.lake(progress, main_type=True) as (used, lake):
        frame = places.polarisation_by_year(lake, level=level, poles=poles, count=count, region_map=regions)
        dated = lake.select(year=lake.years[-1])
        whole = places.matrix(dated, level=level, count=count, region_map=regions)
        base = base_of(frame) if len(frame) else None
        said = space.poles_notes(poles or lake.about.poles, base)
        own = level == "country" or lake.about.places == "own"
        said += space.outside_notes(whole.base_name, whole.outside, own=own, when=space.IN_ALL_YEARS)
        said += [notes.NO_INTERVALS, notes.counted_by(used.engine)]
        for column, wanted in (("side", side), ("period", period)):
            frame = frame if wanted == "all" else frame[frame[column].eq(wanted)]
        if used.form in ("table", "md", "tex"):
            frame = space.polarisation_readable(frame, used.language(lake))  # type: ignore[arg-type]
        return _answer(used, lake, frame, space.POLARISATION, said, sideways=True)


def flows_of(
    request: Request, progress: Callable[[str], None], *, level: Level, count: Count, regions: str
) -> tuple[Request, Any, Any]:
    """Return the request for what flows, its network as far as degrees tell it, and the flows."""
    from clusternet.lake import degrees, places

    request.reserve()
    with request.lake(progress, main_type=True) as (used, lake):
        found = places.matrix(lake, level=level, count=count, region_map=regions, surveyed=lake.whole)
        return used, degrees.distribution(lake, used.choices()), found


def shares_of(
    request: Request, progress: Progress, by: Any, *, yearly: bool, cumulative: bool, **options: Any
) -> tuple[Request, Any, pd.DataFrame, int]:
    """Return the request, the network of places, the distribution over an attribute and what has no value."""
    from clusternet.lake import distribution, places
    from clusternet.space.distribution import counted

    request.reserve()
    edges = (options["of"] or counted(by)) == "edges"
    with request.lake(progress, main_type=edges) as (used, lake):
        if yearly:
            frame = distribution.by_year(lake, by, cumulative=cumulative, **options)
        else:
            frame = distribution.shares(lake, by, **options)
        outside = {name: options[name] for name in ("of", "kind", "region_map")}
        net = places.condensed(lake)
        return used, net, frame, distribution.unvalued(lake, by, **outside)


METRICS: dict[str, View] = {"metrics": _metrics}
CENTRALITY: dict[str, View] = {"centrality": _ranking}
POLARISATION: dict[str, View] = {"polarisation": _polarisation}
