"""``centrality``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.commands.metrics import counted_note, inside_note
from clusternet.cli.emit import Progress, describe, emit, write_rows
from clusternet.cli.options import REGIONS, option_value
from clusternet.cli.request import Request, replace, requests
from clusternet.output.result import Result
from clusternet.words import labels

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.network.value_network import ValueNetwork
    from clusternet.typing import Level

_LEVELS = ["province", "city", "region", "country"]


@click.command()
@requests("data", "selection", "convention", "output", "rows")
@click.option(
    "--top", type=click.IntRange(min=0), default=20, show_default=True, help="How many; 0 for every node."
)
@click.option(
    "--kind",
    type=click.Choice(["all", "sample", "partner"]),
    default="all",
    show_default=True,
    help="Rank these nodes alone.",
)
@click.option("--by", default="degree", show_default=True, metavar="MEASURE", help="What to rank by.")
@click.option(
    "--measures",
    default="",
    metavar="a,b|all",
    help="Further measures beside the degrees: closeness, core, constraint, brokerage_total, ...",
)
@click.option(
    "--level",
    type=click.Choice(_LEVELS),
    default="province",
    show_default=True,
    help="The places that brokerage runs between.",
)
@REGIONS
@click.option("--intervals", is_flag=True, help="Robustness intervals of the ranks, by resampling firms.")
@click.option(
    "--replicates",
    type=click.IntRange(min=1),
    default=199,
    show_default=True,
    help="Resamplings of firms for --intervals.",
)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Of the resampling.")
@click.option(
    "--shares-of",
    type=click.Choice(["category", "kind", *_LEVELS]),
    help="What the top nodes are: count and share instead of the nodes.",
)
def centrality(
    request: Request,
    top: int,
    kind: str,
    by: str,
    measures: str,
    level: Level,
    regions: str,
    intervals: bool,
    replicates: int,
    seed: int,
    shares_of: str | None,
) -> None:
    """The most central nodes. Ties go by degree, then out-degree, then id.

    Degrees count distinct partners. Under gephi, eigenvector centrality is Gephi's own sum over 100 rounds,
    which differs from that of other tools by up to 0.8. The roles brokerage_coordinator, _itinerant,
    _gatekeeper, _representative, _liaison and _total are Gould and Fernandez' between places; by constraint
    (Burt) the least constrained is first. Tables 3 and 4 of the report: clusternet tables.

    \b
    clusternet centrality --kind sample --year 2022
    clusternet centrality edges.csv --measures all --top 0 --out centrality.csv
    clusternet centrality edges.csv --by betweenness --top 10
    clusternet centrality --by brokerage_gatekeeper --level region
    clusternet centrality --kind partner --intervals
    clusternet centrality --kind partner --shares-of category
    clusternet centrality data/ --rollup parent              groups, and how ranks move
    """
    from clusternet.network.resampling import Resampling
    from clusternet.structure import centrality as measure
    from clusternet.structure import rank_intervals

    asked = [name.strip() for name in measures.split(",") if name.strip()]
    option_value(lambda: measure.check_measures(asked), "--measures")
    option_value(lambda: measure.check_ranking(by), "--by")
    if intervals:
        option_value(lambda: rank_intervals.check(by), "--intervals")
    if shares_of and (intervals or asked):
        raise click.UsageError("--shares-of goes without --intervals and --measures")
    chosen = None if kind == "all" else kind
    convention = request.choices()
    options: dict[str, Any] = {
        "kind": chosen,
        "by": by,
        "level": level,
        "region_map": regions,
        "convention": convention,
    }
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        whole = request.read().network
        net = request.select(whole)
        progress("measuring")
        if shares_of:
            frame = measure.composition(net, shares_of, top, **options)
        else:
            frame = measure.top(net, top, measures=asked, **options)
            if intervals:
                progress("resampling firms")
                frame = rank_intervals.with_intervals(
                    frame,
                    net,
                    kind=chosen,
                    by=by,
                    resampling=Resampling(replicates, seed),
                    convention=convention,
                )
            if request.rollup:
                before = measure.top(replace(request, rollup=None).select(whole), 0, **options)
                frame = measure.with_ranks_before(frame, before, net)
    what = ("居前节点的构成", "What the leading nodes are") if shares_of else ("中心度", "Centrality")
    title, language = describe(request, net, what)
    notes = counted_note(request, language, cumulative=False) + inside_note(request, net, language)
    notes += _composed(frame, language) if shares_of else _notes(frame, language, net, by, level, seed)
    emit(Result(frame, title, notes, language, net.about.synthetic), request)
    write_rows(request, net)


def _composed(frame: pd.DataFrame, language: str) -> list[str]:
    """Return the line that names the base of shares."""
    if not len(frame):
        return []
    base = labels.base(str(frame["base"].iat[0]), language)
    return [f"基数：{base}。" if language == "zh" else f"Base: {base}."]


def _notes(
    frame: pd.DataFrame, language: str, net: ValueNetwork, by: str, level: str, seed: int
) -> list[str]:
    """Return the lines on ties, brokerage and intervals, as far as the table has them."""
    pick = 0 if language == "zh" else 1
    measure = labels.heading(by, language)
    shared = int((frame["tied"].gt(1) & frame[by].notna()).sum())
    notes = []
    if shared:
        notes.append(
            (
                f"{measure}与他者相同的有{shared}个（见并列排名、同值节点数），其间依次按度数、连出度、编号排列。",
                f"{shared} share their {measure.lower()} with others (joint rank, tied); among those degree, "
                "out-degree and id decide.",
            )[pick]
        )
    if any(str(name).startswith("brokerage_") for name in frame):
        place = labels.word(level, "level", language)
        outside = net.about.places == "chinese" and level != "country"
        notes.append(
            (
                f"中介角色（Gould–Fernandez，按{place}）：甲→乙→丙且无甲→丙时计于乙；协调者AAA，顾问ABA，"
                "守门人ABB，代理人AAB，联络人ABC。"
                f"{'港澳台、国外各为一组，' if outside else ''}地点未知的节点不计。",
                f"Brokerage (Gould-Fernandez, by {place}): v counts where a→v→b and not a→b; coordinator "
                "AAA, itinerant ABA, gatekeeper ABB, representative AAB, liaison ABC. "
                f"{'港澳台 and 国外 are a group each; nodes' if outside else 'Nodes'} whose place is unknown "
                "are left out.",
            )[pick]
        )
    if "rank_low" in frame and len(frame):
        times = int(frame["replicates"].to_numpy()[0])
        known = net.kinds is not None
        firms = (
            ("样本企业", "sample firms")
            if known
            else ("全部节点（数据未标明样本）", "all nodes (none is marked as sample)")
        )
        notes.append(
            (
                f"稳健区间：{firms[0]}有放回重抽样{times}次（种子{seed}），名次的2.5%–97.5%分位。"
                f"反映名次对样本构成的敏感度，不是置信区间：{'样本企业' if known else '节点'}并非随机样本。",
                f"Robustness interval: {firms[1]} drawn with replacement {times} times (seed {seed}), 2.5% "
                "to 97.5% quantile of the rank. It is the sensitivity to the make-up of the sample, not a "
                f"confidence interval: the {'firms' if known else 'nodes'} are no random sample.",
            )[pick]
        )
    return notes
