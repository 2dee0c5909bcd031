"""``communities``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from clusternet.cli.commands.metrics import counted_note, inside_note
from clusternet.cli.emit import Progress, describe, emit, write_rows
from clusternet.cli.options import option_value
from clusternet.cli.request import Request, requests
from clusternet.output.result import Result
from clusternet.words import labels

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.structure.community import Search

SHOWN = 20
"""Communities printed in the terminal unless told otherwise; every other form holds all of them."""

NULLS = 30
"""Random networks beside the summary."""

_READ = ("table", "md", "tex")
_MAIN = ("province", "technology", "category", "country")


@click.command()
@requests("data", "selection", "convention", "output", "rows")
@click.option(
    "--algorithm",
    type=click.Choice(["louvain", "leiden"]),
    help="How they are looked for.  [default: louvain under gephi, else leiden]",
)
@click.option(
    "--resolution",
    type=float,
    default=1.0,
    show_default=True,
    help="In Gephi's sense: below 1 gives more communities. 1/gamma of networkx and igraph.",
)
@click.option(
    "--seeds", type=click.IntRange(min=1), default=10, show_default=True, help="Runs; the best counts."
)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="The first seed.")
@click.option(
    "--nulls",
    type=click.IntRange(min=0),
    help="Random networks with the same degrees, for Q beside theirs.  [default: 30 with --summary, else 0]",
)
@click.option(
    "--top",
    type=click.IntRange(min=0),
    help="The largest communities; 0 for all.  [default: 20 in a terminal]",
)
@click.option(
    "--members", is_flag=True, help="The community of every node instead: rank, id, name, community."
)
@click.option("--summary", is_flag=True, help="One row instead: modularity, and agreement over the seeds.")
def communities(
    request: Request,
    algorithm: str | None,
    resolution: float,
    seeds: int,
    seed: int,
    nulls: int | None,
    top: int | None,
    members: bool,
    summary: bool,
) -> None:
    """Communities: size, links inside, leading members, main province and technology, the largest first.

    They are looked for on the undirected view, once a seed; the run of the highest modularity is shown. How
    far the runs agree (NMI, ARI: 1 is the same partition) says how much of it is chance, and so does the
    modularity of random networks that keep every node's degrees.

    \b
    clusternet communities --year 2022
    clusternet communities edges.csv --algorithm leiden --seeds 50 --summary
    clusternet communities edges.csv --members --out communities.csv        for Gephi: import as node table
    clusternet communities --resolution 0.5 --top 10
    """
    from clusternet.nulls import partitions
    from clusternet.structure import communities as measure
    from clusternet.structure.community import Search, detect

    if members and summary:
        raise click.UsageError("--members and --summary exclude each other")
    if members and nulls:
        raise click.UsageError("--nulls goes without --members")
    if top is not None and (members or summary):
        raise click.UsageError("--top goes without --members and --summary")
    search = option_value(lambda: Search(algorithm, seeds, seed, resolution), "--resolution")  # type: ignore[arg-type]
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        net = request.select(request.read().network)
        convention = request.choices()
        progress("looking for communities")
        found = detect(net, convention=convention, search=search)
        progress("measuring")
        held = None
        random = (NULLS if summary else 0) if nulls is None else nulls
        if random and net.directed:
            progress("rewiring")
            held = partitions.against_nulls(net, replicates=random, convention=convention, search=search)
        whole = partitions.summary(net, found, search, nulls=held)
        if members:
            frame = measure.members(net, found, convention=convention)
        else:
            frame = whole if summary else measure.table(net, found, convention=convention)
    title, language = describe(request, net, ("社区", "Communities"))
    notes = [_found(whole, search, language)] if not summary else []
    notes += [_against(whole, search, language)] if held is not None else []
    notes += [] if members or summary else _notes(measure.overall(net), language)
    notes += counted_note(request, language, cumulative=False) + inside_note(request, net, language)
    if summary and request.form in _READ:
        frame = frame.assign(p=labels.empirical(frame["p"].iat[0], frame["nulls"].iat[0]))
    result = Result(frame, title, notes, language, net.about.synthetic, sideways=summary)
    emit(result if members or summary else _profile(result, request, top), request)
    write_rows(request, net)


def _profile(result: Result, request: Request, top: int | None) -> Result:
    """Return the table as its form holds it: people read shares beside the names they belong to."""
    frame, notes = result.frame, list(result.notes)
    if top is None and request.form == "table" and len(frame) > SHOWN:
        notes.insert(
            0, f"{SHOWN} / {len(frame)}; --top 0: {'全部' if result.language == 'zh' else 'all of them'}."
        )
        top = SHOWN
    frame = frame.head(top) if top else frame
    if request.form in _READ:
        frame = _folded(frame)
    return replace(result, frame=frame, notes=notes)


def _folded(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the table with every share beside the name it belongs to, without columns that hold nothing."""
    folded = frame.drop(columns=[f"main_{name}_share" for name in _MAIN])
    for name in _MAIN:
        pairs = zip(frame[f"main_{name}"], frame[f"main_{name}_share"], strict=True)
        folded[f"main_{name}"] = [
            None if labels.missing(value) else f"{value} {100 * share:.0f}%" for value, share in pairs
        ]
    return folded.dropna(axis="columns", how="all")


def _found(whole: pd.DataFrame, search: Search, language: str) -> str:
    """Return the line that says how good and how stable the partition is."""
    row = whole.iloc[0]
    best, median, least = (f"{row[f'modularity{part}']:.4f}" for part in ("", "_median", "_min"))
    runs = f"{search.seed}–{search.seed + search.seeds - 1}" if search.seeds > 1 else f"{search.seed}"
    name, number = str(row["community_algorithm"]), int(row["communities"])
    if labels.missing(row["modularity"]):
        return "没有连接，模块度无定义。" if language == "zh" else "No links: modularity is undefined."
    if language == "zh":
        said = f"{number}个社区；{name}，分辨率{search.resolution:g}，种子{runs}。"
        said += f"模块度Q：最优{best}，中位{median}，最低{least}（分辨率1）。"
        if search.seeds == 1:
            return said + "仅一次运行，无从判断稳定性。"
        return said + (
            f"各次划分两两一致度：NMI平均{row['nmi']:.3f}（最低{row['nmi_min']:.3f}），"
            f"ARI平均{row['ari']:.3f}（最低{row['ari_min']:.3f}）。"
        )
    said = f"{number} communities; {name}, resolution {search.resolution:g}, seeds {runs}. "
    said += f"Modularity Q: best {best}, median {median}, minimum {least} (at resolution 1). "
    if search.seeds == 1:
        return said + "One run: nothing shows how stable it is."
    return said + (
        f"Agreement of each two runs: NMI {row['nmi']:.3f} on average (minimum {row['nmi_min']:.3f}), "
        f"ARI {row['ari']:.3f} (minimum {row['ari_min']:.3f})."
    )


def _against(whole: pd.DataFrame, search: Search, language: str) -> str:
    """Return the line that holds the modularity against that of random networks."""
    row = whole.iloc[0]
    name, number, last = row["community_algorithm"], int(row["nulls"]), search.seed + int(row["nulls"])
    q, mean, sd = (f"{row[column]:.4f}" for column in ("modularity_run", "null_mean", "null_sd"))
    z, p = labels.printed(row["z"], "z") or "—", labels.empirical(row["p"], number)
    if language == "zh":
        return (
            f"与零模型相比（保持每个节点的出入度与样本框架，{number}个）：单次{name}、每边权重为1时Q为{q}，"
            f"零模型平均{mean}（标准差{sd}），z={z}，p{p if p[:1] == '≤' else '=' + p}。"
            "随机网络也有社区，Q高不等于有结构。"
        )
    return (
        f"Against {number} random networks with the same degrees and frame, one run of {name} each (seeds "
        f"{search.seed} to {last}), every link of weight 1: Q {q}, theirs {mean} on average (sd {sd}), "
        f"z {z}, p {p}. Random networks have communities too."
    )


def _notes(overall: pd.DataFrame, language: str) -> list[str]:
    """Return the lines on what columns are shares of, and what is most frequent in the whole network."""
    row = overall.iloc[0]
    columns = [f"main_{name}" for name in _MAIN if not labels.missing(row[f"main_{name}"])]
    named = [
        f"{labels.heading(name, language)} {row[name]} {100 * row[f'{name}_share']:.0f}%" for name in columns
    ]
    if language == "zh":
        return [
            "占比：占全部节点。内部占比：两端均在内的连接（权重）占至少一端在内的连接（权重），社区按权重划分。主要省份、机构类型、国家占已知的成员，"
            "主要技术占社区内关系所列技术。",
            *([f"全网络相比：{'，'.join(named)}。"] if named else []),
        ]
    return [
        "Share: of all nodes. Internal share: links (or their weight) inside over those with an end inside; "
        "communities are looked for in the weights. Main province, category and country: of the members "
        "where known; main technology: of those in relations inside.",
        *([f"In the whole network: {', '.join(named)}."] if named else []),
    ]
