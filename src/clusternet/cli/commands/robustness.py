"""``robustness``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import click

from clusternet.cli import options
from clusternet.cli.commands.metrics import inside_note
from clusternet.cli.emit import Progress, describe, emit, write_rows
from clusternet.cli.options import LEVEL, REGIONS, listed, option_value, stated
from clusternet.cli.request import Request, requests
from clusternet.output.result import Result
from clusternet.words import labels

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.nulls.robustness import By, Kind
    from clusternet.typing import Level

    Of = Literal["removal", "suppliers", "places"]


@click.command()
@requests("data", "selection", "output", "rows")
@click.option(
    "--remove",
    metavar="k,k",
    help="How many of the largest.  [default: 1,10,50,100, as far as there are so many]",
)
@click.option(
    "--by",
    type=click.Choice(["degree", "out_degree", "betweenness"]),
    default="degree",
    show_default=True,
    help="What makes a node large; betweenness is found anew in every random network, a minute each for "
    "30,000 nodes.",
)
@click.option(
    "--kind",
    type=click.Choice(["all", "sample"]),
    default="all",
    show_default=True,
    help="Remove any nodes, or sample nodes alone.",
)
@click.option(
    "--suppliers", is_flag=True, help="Instead: suppliers by the receivers that have no other supplier."
)
@click.option(
    "--places", is_flag=True, help="Instead: how far the input of places hangs on single suppliers."
)
@LEVEL
@click.option(
    "--top",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    help="With --suppliers or --places; 0 for all.",
)
@options.null("none")
@options.replicates(
    "Random networks and removals.  [default: 30, 199 with --suppliers or --places; with --fast 9, 30]"
)
@options.SEED
@click.option("--fast", is_flag=True, help="Fewer random networks.")
@REGIONS
def robustness(
    request: Request,
    remove: str | None,
    by: By,
    kind: Kind,
    suppliers: bool,
    places: bool,
    level: Level,
    top: int,
    null: Literal["swap", "dcm", "none"],
    replicates: int | None,
    seed: int,
    fast: bool,
    regions: str,
) -> None:
    """What depends on the giants: the network without its largest nodes, and who hangs on one supplier.

    Each against random networks with the same degrees and frame, removal also against removing as many nodes
    at random. --places takes technology relations unless told otherwise.

    \b
    clusternet robustness --year 2022 --kind sample
    clusternet robustness edges.csv --remove 5,20 --by out_degree --fast
    clusternet robustness --suppliers --fast
    clusternet robustness --places --level city --fast
    """
    from clusternet.nulls import dependence
    from clusternet.nulls import robustness as measure

    if suppliers and places:
        raise click.UsageError("--suppliers and --places exclude each other")
    if fast and replicates is not None:
        raise click.UsageError("--fast and -B exclude each other")
    of: Of = "suppliers" if suppliers else "places" if places else "removal"
    others = {"removal": ("top", "level", "regions"), "suppliers": ("level", "regions"), "places": ()}[of]
    if unused := stated(*others, *(() if of == "removal" else ("remove", "by", "kind"))):
        what = "removal" if of == "removal" else f"--{of}"
        raise click.UsageError(f"{unused[0]} does nothing with {what}")
    sizes: Any = measure if of == "removal" else dependence
    count = replicates or (sizes.FAST if fast else sizes.REPLICATES)
    asked = None
    if remove is not None:
        counts = option_value(lambda: _counts(remove), "--remove")
        asked = option_value(lambda: measure.check_remove(counts), "--remove")
    with Progress(quiet=request.quiet) as progress:

        def drawing(share: float, left: float) -> None:
            if left >= 1:
                progress(f"random networks {share:.0%}, {left:.0f} s left")

        progress("reading")
        net = request.read().network
        request = request.of_technology(net) if of == "places" else request
        net = request.select(net)
        progress("measuring")
        common: Any = {
            "null": None if null == "none" else null,
            "replicates": count,
            "seed": seed,
            "progress": drawing,
        }
        if of == "suppliers":
            frame = dependence.suppliers(net, top, **common)
        elif of == "places":
            frame = dependence.by_place(net, level=level, region_map=regions, **common)
            frame = frame.head(top) if top else frame
        else:
            frame = measure.table(net, remove=asked, by=by, kind=kind, **common)
    title, language = describe(request, net, _TITLES[of])
    zh = language == "zh"
    notes = _notes(of, frame, kind, by, zh=zh) + _nulls(of, null, count, seed, zh=zh)
    notes += inside_note(request, net, language)
    emit(_fitting(Result(frame, title, notes, language, net.about.synthetic), request), request)
    write_rows(request, net)


_TITLES: dict[Of, tuple[str, str]] = {
    "removal": ("移除大节点后的网络", "Without the largest nodes"),
    "suppliers": ("单一供应依赖", "Sole suppliers"),
    "places": ("地区输入对单一供应方的依赖", "Places and their suppliers"),
}


def _counts(text: str) -> list[int]:
    from clusternet.errors import ClusternetError

    names = listed(text, "--remove")
    if not all(name.isdecimal() for name in names):
        raise ClusternetError(f"{text!r} is no list of whole numbers such as 1,10,100")
    return [int(name) for name in names]


def _notes(of: Of, frame: pd.DataFrame, kind: Kind, by: By, *, zh: bool) -> list[str]:
    """Return the lines that say what was counted."""
    head = (
        "口径：gephi，有向；去重后的有序节点对，边权按1计。"
        if zh
        else "Convention: gephi, directed. Distinct ordered pairs, each of weight 1."
    )
    return [head, *{"removal": _removal, "suppliers": _suppliers, "places": _places}[of](frame, kind, by, zh)]


def _removal(frame: pd.DataFrame, kind: Kind, by: By, zh: bool) -> list[str]:
    first = frame.attrs["first"][:10]
    if zh:
        among = "样本节点" if kind == "sample" else "全部节点"
        return [
            f"在{among}中按{labels.heading(by, 'zh')}从大到小移除，同值依次比较度数、连出度、编号；"
            f"最先移除：{'、'.join(first)}。",
            "保留比例＝移除后/移除前；均值、标准差、z与p均就保留比例而言。可达与聚类以剩余节点为基数，"
            "路径长度保留比例大于1即变长。",
            f"随机移除：在{among}中随机移除同样个数。",
        ]
    among = "sample nodes" if kind == "sample" else "all nodes"
    return [
        f"Removed from {among} by {labels.heading(by, 'en').lower()}, ties by degree, out-degree, id; first: "
        f"{', '.join(first)}.",
        "Kept = left / intact; means, sd, z and p are about it. Reachable share and clustering are over the "
        "nodes that are left; paths that keep more than 100% are longer.",
        f"Random removal: as many of {among}.",
    ]


def _suppliers(frame: pd.DataFrame, kind: Kind, by: By, zh: bool) -> list[str]:
    received, single = frame.attrs["receivers"], frame.attrs["sole"]
    share, held = (
        f"{a / b:.2%}" if b else "—" for a, b in ((single, received), (frame["sole"].sum(), single))
    )
    if zh:
        return [
            f"有供应方的节点{received:,}个，其中{single:,}个（{share}）只有一家供应方（由连入度决定，"
            f"随机网络中不变），表中各家占其中{held}。零模型各列就“无其他供应方的接收方”而言；自环不计。"
        ]
    return [
        f"{received:,} nodes have a supplier, {single:,} of them ({share}) a single one, which in-degrees "
        f"fix and random networks keep; {held} of these hang on the suppliers shown. The columns of the null "
        "are about the receivers with no other supplier. Self-loops are no supply."
    ]


def _places(frame: pd.DataFrame, kind: Kind, by: By, zh: bool) -> list[str]:
    base, number = frame.attrs["base"], frame.attrs["base_n"]
    if zh:
        return [
            f"基数：{labels.base(base, 'zh')} {number:,}；供应方不限地区，自环不计。"
            "单一供应方占比由连入度决定，不作检验。HHI＝各供应方占比的平方和。"
        ]
    return [
        f"Base: {base}, {number:,}; suppliers from anywhere, self-loops are no supply. The share with one "
        "supplier follows from in-degrees and is not tested. HHI: sum of the squared shares of suppliers."
    ]


def _nulls(of: Of, null: str, count: int, seed: int, *, zh: bool) -> list[str]:
    if zh:
        drawn = f"随机移除{count}次，种子{seed}。" if of == "removal" else ""
        if null == "none":
            return [drawn] if drawn else []
        kept = "不变" if null == "swap" else "在期望上不变"
        rule = "在每个随机网络中按同一规则移除；" if of == "removal" else ""
        return [
            f"零模型（{null}）：每个节点的连入度、连出度{kept}，数据中没有的样本/关系节点组合也没有连边；{rule}"
            f"{count}个，种子{seed}。p：双侧经验值，下限1/(B+1)。"
        ]
    drawn = f"Random removal {count} times, seed {seed}." if of == "removal" else ""
    if null == "none":
        return [drawn] if drawn else []
    kept = "kept" if null == "swap" else "kept on average"
    rule = "the same rule removes nodes of each; " if of == "removal" else ""
    return [
        f"Null ({null}): every in- and out-degree {kept}, and the frame (no tie of partner nodes where the "
        f"data have none); {rule}{count} random networks, seed {seed}. p: empirical, two-sided, never below "
        "1 / (B + 1)."
    ]


def _fitting(result: Result, request: Request) -> Result:
    """Return the result as its form holds it: print words, a p at its floor as such, and only what varies."""
    form = request.form
    if form in ("json", "csv", "parquet"):
        return result
    frame, language = result.frame.copy(), result.language
    for name in [name for name in frame if name == "p" or str(name).endswith("_p")]:
        frame[name] = [labels.empirical(p, n) for p, n in zip(frame[name], frame["replicates"], strict=True)]
    removal = "metric" in frame
    if removal:
        for name in ("intact", "left"):
            pairs = zip(frame[name], frame["metric"], strict=True)
            frame[name] = [labels.printed(value, metric, language) for value, metric in pairs]
        for name in ("null_mean", "null_sd"):
            frame[name] = [labels.printed(value, "kept", language) for value in frame[name]]
        frame["metric"] = [labels.heading(name, language) for name in frame["metric"]]
    for name in ("hhi", "hhi_null", "null_mean", "null_sd") if not removal else ():
        if name in frame:
            frame[name] = [labels.significant(value) for value in frame[name]]
    told = [name for name in ("by", "null", "replicates", "seed", "base", "base_n") if name in frame]
    told += ["kind"] if removal else []
    frame = frame.drop(columns=told)
    empty = [name for name in frame if frame[name].isna().all() or frame[name].eq("").all()]
    return replace(result, frame=frame.drop(columns=empty))
