"""What is said below the tables of ``cooccurrence``: what was counted, kept and grouped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clusternet.words import labels

if TYPE_CHECKING:
    from clusternet.cli.records import Material
    from clusternet.records.cooccurrence import Clusters, Comparison, Cooccurrences
    from clusternet.schema.multivalued import Fold
    from clusternet.structure.community import Search

SHOWN = 200
"""Pairs printed in the terminal; files and every other form hold all of them."""


@dataclass(frozen=True)
class Counting:
    """How items are told apart, and which are kept."""

    of: str
    record: str | None
    separators: str
    fold: Fold
    thesaurus: dict[str, str]
    top: int
    least: int


def notes(
    language: str,
    given: Material,
    counting: Counting,
    found: Cooccurrences,
    grouped: Clusters,
    search: Search,
) -> list[str]:
    """Return the lines below a table."""
    rule = _rule(language, _record_name(language, given, counting), counting)
    return [rule, kept(language, found), grouped_note(language, found, grouped, search)]


def _record_name(language: str, given: Material, counting: Counting) -> str:
    chinese = language == "zh"
    if given.network is None:
        row = "一行" if chinese else "a row"
        same = f"{counting.record} 相同的各行" if chinese else f"all rows of one {counting.record}"
        return row if counting.record is None else same
    if counting.of not in given.network.edges:
        return "一个节点" if chinese else "a node"
    kind = counting.record or ("node" if given.network.kinds is None else "sample")
    names = {
        "relation": ("一条关系", "a relation"),
        "node": ("一个节点的全部关系", "a node, with all its relations"),
        "sample": ("一个样本节点的全部关系", "a sample node, with all its relations"),
        "source": ("一个来源节点的全部关系", "a source node, with all it supplies"),
        "target": ("一个目标节点的全部关系", "a target node, with all it receives"),
    }
    return names[kind][0 if chinese else 1]


def _rule(language: str, record: str, counting: Counting) -> str:
    folds = {
        "none": ("按原文区分写法", "spellings as they stand"),
        "space": ("空格与全半角不区分", "blanks and full-width letters are one"),
        "case": ("空格、全半角与大小写不区分", "blanks, full-width letters and capitals are one"),
    }
    if language == "zh":
        return (
            f"记录：{record}；同一记录内一个条目、一对条目各计一次；{folds[counting.fold][0]}。"
            "关联强度 = 共现数/(两条目出现数之积)；聚类号仅在两端同类时给出。"
        )
    return (
        f"A record is {record}; it counts once for an item and once for a pair; {folds[counting.fold][1]}. "
        "Association strength: count / product of the two occurrences. Cluster: where both are in one."
    )


def kept(language: str, found: Cooccurrences) -> str:
    """Say how many records and items there are, and which items were kept."""
    least = int(found.occurrences[-1])
    if language == "zh":
        tied = f"，另有{found.tied:,}个同为{least}次的按字符顺序未入选" if found.tied else ""
        return (
            f"共{found.records:,}条记录，{found.holding:,}条有条目；{found.distinct:,}个条目，取出现最多的"
            f"{len(found.items):,}个（至少{least}次{tied}）；{len(found.count):,}对共现。"
        )
    tied = f"; {found.tied:,} more with {least} are cut by their characters" if found.tied else ""
    return (
        f"{found.records:,} records, {found.holding:,} with an item; {found.distinct:,} items, of which the "
        f"{len(found.items):,} most frequent are kept (at least {least}{tied}); {len(found.count):,} pairs."
    )


def grouped_note(language: str, found: Cooccurrences, grouped: Clusters, search: Search) -> str:
    """Say how many clusters were found, and how."""
    part = grouped.partition
    alone = int(grouped.number.isna().sum())
    quality = labels.printed(round(part.modularity, 3) + 0.0, "modularity") or "—"  # never -0.000
    weight = labels.heading(grouped.weight, language)
    if language == "zh":
        rest = f"；{alone:,}个条目无共现，不归类" if alone else ""
        return (
            f"聚类{grouped.clusters}个（{part.algorithm}，权重：{weight}，分辨率{search.resolution:g}，种子"
            f"{search.seed}起{part.seeds}次取最优，模块度{quality}）{rest}。"
        )
    rest = f"; {alone:,} items stand with no other and are in none" if alone else ""
    plural = "" if grouped.clusters == 1 else "s"
    return (
        f"{grouped.clusters} cluster{plural} ({part.algorithm} on {weight.lower()}, resolution "
        f"{search.resolution:g}, best of {part.seeds} runs from seed {search.seed}, "
        f"modularity {quality}){rest}."
    )


def alone_note(language: str) -> str:
    """Say why there may be no pair."""
    if language == "zh":
        return "没有记录含两个以上条目；一格多值以 ; ； 、 | 或换行分隔，--separator 可另行指定。"
    return "No record holds two items; ; ； 、 | and line breaks separate them, --separator names others."


def shown_note(language: str, pairs: int) -> str:
    """Say that the terminal does not show all pairs."""
    if language == "zh":
        return f"此处只列前{SHOWN}对，共{pairs:,}对；--out 或其他 --format 给出全部。"
    return f"The first {SHOWN} of {pairs:,} pairs; --out or another --format gives all."


def agreement(language: str, found: Comparison) -> str:
    """Say how two corpora agree."""
    value = dict(zip(found.summary["measure"], found.summary["value"], strict=True))
    nmi, ari = (labels.printed(value[name], "value") or "—" for name in ("nmi", "ari"))
    common, compared = int(value["items_common"]), int(value["items_compared"])
    if language == "zh":
        return (
            f"两个语料共有{common:,}个条目，仅此有{value['items_only_here']:.0f}个，仅彼有"
            f"{value['items_only_there']:.0f}个；{compared:,}个共有条目上两种划分的NMI {nmi}、ARI {ari}。"
        )
    return (
        f"{common:,} items are in both, {value['items_only_here']:.0f} here alone, "
        f"{value['items_only_there']:.0f} there alone. The two partitions of {compared:,} common items: "
        f"NMI {nmi}, ARI {ari}."
    )
