"""What is said of papers and other records: what stands together in them, and who writes with whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from clusternet.words import labels
from clusternet.words.terms import Terms
from clusternet.words.text import NOTHING, Text, numbered

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.network.value_network import ValueNetwork
    from clusternet.records.authorship import Authorship
    from clusternet.records.collaboration import Own
    from clusternet.records.cooccurrence import Comparison
    from clusternet.records.keywords import Clusters, Cooccurrences
    from clusternet.schema.multivalued import Fold
    from clusternet.structure.community import Search

SHOWN = 200
"""Rows printed in the terminal; files and every other form hold all of them."""


def shown_note(rows: int, *, pairs: bool) -> Text:
    """Return the line that says that the terminal does not show all rows, which may be pairs."""
    what = Text("对", "pairs") if pairs else Text("行", "rows")
    return Text(
        f"此处只列前{SHOWN}{what.zh}，共{rows:,}{what.zh}；--out 或其他 --format 给出全部。",
        f"The first {SHOWN} of {rows:,} {what.en}; --out or another --format gives all.",
    )


# -- what stands together in records -----------------------------------------------------------------------
COOCCURRENCE = Text("共现", "Co-occurrence")


TOGETHER_ALONE = Text("没有记录含两个以上条目", "no record holds two items")


def together_in(said: Text, base: Text) -> Text:
    """Return what is said of items that stand together, with its base in brackets."""
    return Text(said.zh.removesuffix("。") + f"{base.zh}。", said.en.removesuffix(".") + f"{base.en}.")


def map_title(of: str) -> Text:
    """Return the title of a map of items, which a column holds."""
    what = Text.of(lambda language: labels.heading(of, language))
    return Text(f"{what.zh}共现图", f"Co-occurrence of {what.en.lower() if labels.known(of) else what.en}")


ALONE = Text(
    "没有记录含两个以上条目；一格多值以 ; ； 、 | 或换行分隔，--separator 可另行指定。",
    "No record holds two items; ; ； 、 | and line breaks separate them, --separator names others.",
)


def map_note(links: int, drawn: int) -> Text:
    """Return what circles and lines of a map of items are, and how many lines are drawn."""
    shown = (
        Text(f"画出最强的 {drawn:,} 对（共 {links:,} 对）", f"the {drawn:,} strongest of {links:,} are drawn")
        if drawn < links
        else Text(f"{links:,} 对全部画出", f"all {links:,} are drawn")
    )
    return Text(
        f"圆面积为出现次数，颜色为聚类；连线为共现，{shown.zh}。空间不足处不标名。",
        f"Areas of circles are occurrences, colours clusters; lines are co-occurrences, {shown.en}. Unnamed "
        "where there is no room.",
    )


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
    fractional: bool = False


def against_title(title: str, file: str) -> Text:
    """Return the title of a comparison with other data."""
    return Text(f"{title} · 对照 {file}", f"{title} · against {file}")


def cooccurrence_notes(
    net: ValueNetwork | None, counting: Counting, found: Cooccurrences, grouped: Clusters, search: Search
) -> list[Text]:
    """Return the lines below a table; without a network the records are rows."""
    record = _row(counting) if net is None else _record(net, counting)
    fold = _FOLDS[counting.fold]
    rule = Text(
        f"记录：{record.zh}；同一记录内一个条目、一对条目各计一次；{fold.zh}。"
        "关联强度 = 共现数/(两条目出现数之积)（VOSviewer 的算法：--normalise vosviewer）；"
        "聚类号仅在两端同类时给出。",
        f"A record is {record.en}; it counts once for an item and once for a pair; {fold.en}. "
        "Association strength: count / product of the two occurrences (VOSviewer's own: --normalise "
        "vosviewer). Cluster: where both are in one.",
    )
    return [rule, kept(found), clusters_note(grouped, search)]


_FOLDS = {
    "none": Text("按原文区分写法", "spellings as they stand"),
    "space": Text("空格与全半角不区分", "blanks and full-width letters are one"),
    "case": Text("空格、全半角与大小写不区分", "blanks, full-width letters and capitals are one"),
}
_RECORDS = {
    "relation": Text("一条关系", "a relation"),
    "node": Text("一个节点的全部关系", "a node, with all its relations"),
    "sample": Text("一个样本节点的全部关系", "a sample node, with all its relations"),
    "source": Text("一个来源节点的全部关系", "a source node, with all it supplies"),
    "target": Text("一个目标节点的全部关系", "a target node, with all it receives"),
}


def _row(counting: Counting) -> Text:
    if counting.record is None:
        return Text("一行", "a row")
    return Text(f"{counting.record} 相同的各行", f"all rows of one {counting.record}")


def _record(net: ValueNetwork, counting: Counting) -> Text:
    if counting.of not in net.edges:
        return Text("一个节点", "a node")
    return _RECORDS[counting.record or ("node" if net.kinds is None else "sample")]


def kept(found: Cooccurrences) -> Text:
    """Return how many records and items there are, and which items were kept."""
    least = int(found.occurrences[-1])
    tied = Text(
        f"，另有{found.tied:,}个同为{least}次的按字符顺序未入选",
        f"; {found.tied:,} more with {least} are cut by their characters",
    )
    tied = tied if found.tied else NOTHING
    return Text(
        f"共{found.records:,}条记录，{found.holding:,}条有条目；{found.distinct:,}个条目，取出现最多的"
        f"{len(found.items):,}个（至少{least}次{tied.zh}）；{len(found.count):,}对共现。",
        f"{numbered(found.records, 'record')}, {found.holding:,} with an item; "
        f"{numbered(found.distinct, 'item')}, of which the "
        f"{len(found.items):,} most frequent are kept (at least {least}{tied.en}); {len(found.count):,} "
        "pairs.",
    )


def clusters_note(grouped: Clusters, search: Search) -> Text:
    """Return how many clusters were found, and how."""
    part = grouped.partition
    alone = int(grouped.number.isna().sum())
    quality = labels.printed(round(part.modularity, 3) + 0.0, "modularity") or "—"  # never -0.000
    weight = Text.of(lambda language: labels.heading(grouped.weight, language))
    on = weight.en[:1].lower() + weight.en[1:]
    rest = Text(
        f"；{alone:,}个条目无共现，不归类", f"; {numbered(alone, 'item', 'stand')} with no other, in none"
    )
    rest = rest if alone else NOTHING
    plural = "" if grouped.clusters == 1 else "s"
    return Text(
        f"聚类{grouped.clusters}个（{part.algorithm}，权重：{weight.zh}，分辨率{search.resolution:g}，种子"
        f"{search.seed}起{part.seeds}次取最优，模块度{quality}）{rest.zh}。",
        f"{grouped.clusters} cluster{plural} ({part.algorithm} on {on}, resolution "
        f"{search.resolution:g}, best of {numbered(part.seeds, 'run')} from seed {search.seed}, modularity "
        f"{quality}){rest.en}.",
    )


def expected_note(tests: int) -> Text:
    """Return what counts are compared with, in a table of so many tests."""
    return Text(
        "期望值：各条目出现数与各记录条目数（平均）不变时偶然的共现数；p为泊松双侧，设各记录独立；"
        f"q（Benjamini-Hochberg）就{tests:,}对校正，从未共现的对不在其内。",
        "Expected by chance if items occur, and records hold, as many as they do (on average). p: two-sided, "
        "of a Poisson law of that mean, if records are independent; q (Benjamini-Hochberg): adjusted for the "
        f"{numbered(tests, 'pair')}; pairs that never stand together are not among them.",
    )


def agreement(found: Comparison) -> Text:
    """Return how two corpora agree."""
    value = dict(zip(found.summary["measure"], found.summary["value"], strict=True))
    nmi, ari = (labels.printed(value[name], "value") or "—" for name in ("nmi", "ari"))
    common, compared = int(value["items_common"]), int(value["items_compared"])
    here, there = (f"{value[f'items_only_{side}']:.0f}" for side in ("here", "there"))
    return Text(
        f"两个语料共有{common:,}个条目，仅本语料{here}个，仅对照语料{there}个；"
        f"{compared:,}个共有条目上两种划分的NMI {nmi}、ARI {ari}。",
        f"{numbered(common, 'item', 'are')} in both, {here} here alone, {there} there alone. The two "
        "partitions of "
        f"{compared:,} common items: NMI {nmi}, ARI {ari}.",
    )


# -- who writes with whom ----------------------------------------------------------------------------------
View = Literal["pairs", "countries", "topics", "institutions"]
COLLABORATION: dict[View, Text] = {
    "pairs": Text("论文国际合作", "Collaboration in papers"),
    "countries": Text("各国家和地区论文的国际化", "Internationalisation of papers"),
    "topics": Text("各国家和地区论文的主题占比", "Topics of papers by country"),
    "institutions": Text("各国家和地区的主要机构", "Leading institutions by country"),
}
_OWN = {
    "drop": Text("本国（地区）不作为合作方", "A paper's own country is no partner of it"),
    "domestic": Text(
        "没有境外合作者的论文以本国（地区）为合作方",
        "A paper without a co-author abroad has its own country as partner",
    ),
    "named": Text(
        "另有本国（地区）合作者的论文也以本国（地区）为合作方",
        "A paper with a second author of its own country has that as partner too",
    ),
}
_TOPICS = Text(
    "占比：该国家和地区带有此主题的论文占其论文的比重；一篇可有多个主题，故各主题占比之和不为100%。"
    "专业化指数 = 占比/全部论文占比。",
    "Share: of the country's papers; a paper carries several topics, so shares do not add up to 100%. "
    "Specialisation: share over the share of all papers.",
)
_INSTITUTIONS = Text(
    "整数计数：一篇论文在其每个机构各计1篇，各机构之和可大于论文数；占比的基数为该国家和地区参与的论文。",
    "Full counting: 1 a paper and institution, so that institutions add up to more than the papers. "
    "Base of the shares: papers with an author in the country.",
)


def institutions_cut(top: int) -> Text:
    """Return the line that says that countries or institutions are left out."""
    return Text(
        f"只列论文最多的{top}个国家和地区及各自的前{top}个机构；--top 0 给出全部。",
        f"Only the {top} countries with most papers, and {top} institutions of each; --top 0 gives all.",
    )


def topics_cut(topics: int, countries: int, top: int) -> list[Text]:
    """Return the line that says how many topics and countries are left out, if any are."""
    cut = [
        Text(f"{number:,}个{zh}中的前{top}个", f"the {top} largest of {number:,} {en}")
        for number, zh, en in ((topics, "主题", "topics"), (countries, "国家和地区", "countries"))
        if 0 < top < number
    ]
    if not cut:
        return []
    zh, en = "与".join(each.zh for each in cut), " and ".join(each.en for each in cut)
    return [Text(f"只列{zh}（按论文数）；--top 0 给出全部。", f"Only {en} by papers; --top 0 gives all.")]


def collaboration_notes(
    found: Authorship, whole: Authorship, own: Own, view: View, rate: float | None, seed: int | None = None
) -> list[Text]:
    """Return the lines that say what was counted, and by which rules."""
    rules = {"pairs": [_rules(own)], "topics": [_TOPICS], "institutions": [_INSTITUTIONS]}
    lines = [_papers(found), *rules.get(view, [])]
    if rate is not None:
        drawn = NOTHING if seed is None else Text(f"（种子{seed}）", f" (seed {seed})")
        lines.append(
            Text(
                f"各国家和地区按同一比例{rate:g}无放回抽样{drawn.zh}：{found.papers:,}/{whole.papers:,}篇。",
                f"A sample at the rate {rate:g} from every country, without replacement{drawn.en}: "
                f"{found.papers:,} of {numbered(whole.papers, 'paper')}.",
            )
        )
    return lines


def _papers(found: Authorship) -> Text:
    abroad, countries = int(found.abroad.sum()), len(found.countries)
    share = f"{abroad / found.papers:.2%}"
    return Text(
        f"{found.papers:,}篇论文，{countries:,}个国家和地区；国际合作论文{abroad:,}篇（{share}）。",
        f"{numbered(found.papers, 'paper')}, {countries:,} countries; {abroad:,} international ({share}).",
    )


def _rules(own: Own) -> Text:
    return Text(
        f"全计数：一篇论文对每个合作国家和地区计1；分数计数：1在其合作国家和地区间均分。{_OWN[own].zh}。"
        "占比：占该第一作者国家和地区全部论文的比重。",
        f"Full counting: 1 a paper and partner; fractional: 1 a paper, in equal parts. {_OWN[own].en}. "
        "Share: of all papers of the country of the first author.",
    )


PAIRS_FIGURE = Text("论文国际合作（第一作者—合作者）", "Collaboration: first authors to co-authors")
BARS_FIGURE = Text("各国家和地区主要机构的论文数", "Papers of the leading institutions by country")


def pairs_note(total: float, *, fractional: bool) -> Text:
    """Return what a figure of pairs adds up to."""
    how = Text("分数计数", "fractional counting") if fractional else Text("全计数", "full counting")
    return Text(f"图中合计{total:,.10g}（{how.zh}）。", f"Drawn: {total:,.10g} ({how.en}).")


def pairs_terms(language: str) -> Terms:
    """Return the words of a figure of pairs."""
    named = (
        Text("第一作者国家和地区", "First author's country"),
        Text("合作者国家和地区", "Co-author's country"),
        Text("第一作者占比", "Share of first authors"),
        Text("合作者占比", "Share of co-authors"),
        Text("本国（地区）", "own country"),
        Text("跨国（地区）", "other country"),
        Text("篇次", "papers"),
        Text("其他", "Other"),
    )
    return Terms(*(each.in_(language) for each in named))


def bars_note(institutions: pd.DataFrame) -> Text:
    """Return what the colours of stacked institutions say."""
    ranks = int(institutions["rank"].max()) if len(institutions) else 0
    return Text(
        f"颜色由浅到深：在本国家和地区排第1—{ranks}位的机构；括号内为占图中合计的比重。",
        f"From pale to dark: the institutions ranked 1 to {ranks} in their country; shares beside bars are "
        "of the sum drawn.",
    )
