"""What is said of an index: how it was made, how sure its ranks are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from clusternet.words import naming
from clusternet.words.labels import Label
from clusternet.words.text import COLON, NOTHING, Text, listed, numbered

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.indices import Composite, Design
    from clusternet.indices.design import Choices

INDEX = Text("综合指数", "Composite index")
FEW = Text("地区不足三个", "there are fewer than three places")
NO_DESIGN = Text(
    "随附的指数只适用于中国的省、市或都市圈",
    "the index of the package is of Chinese provinces, cities or regions",
)
PARTS = {
    "index": NOTHING,
    "weights": Text("权重", "Weights"),
    "changes": Text("补值与离群值处理", "Values filled in or treated"),
    "leave-one-out": Text("逐一剔除", "Leave-one-out"),
    "sensitivity": Text("敏感性", "Sensitivity"),
    "against": Text("与公布值对照", "Comparison with the published table"),
}
"""What a result shows beside the index itself."""
FOLDED = Text(
    "终端只列维度得分；各指标的标准化值见 --format csv 或 --out。",
    "The terminal shows dimensions; the indicators' columns are in --format csv or --out.",
)
_NORMALISE = {
    "min-max": "极差标准化",
    "z-score": "Z分数",
    "rank": "排名",
    "percentile": "百分位",
    "target": "距目标值",
    "leader": "与首位之比",
    "goalposts": "固定上下限",
    "none": "不标准化",
}
_AGGREGATE = {"arithmetic": "算术平均", "geometric": "几何平均", "harmonic": "调和平均"}
_OUTLIERS = {"none": "不处理", "winsorise": "缩尾"}
_FACTORS = {
    "weights": "权重",
    "normalise": "标准化",
    "aggregate": "合成",
    "outliers": "离群值处理",
    "errors": "指标误差",
}
_ACTIONS = {
    "winsorised": "缩尾",
    "winsorised, still outlying": "缩尾后仍偏离",
    "log": "取对数",
    "log, still outlying": "取对数后仍偏离",
    "mean": "以均值补",
    "median": "以中位数补",
}
_WAYS = {key: Text(zh, key) for key, zh in {**_NORMALISE, **_AGGREGATE}.items()}


_EXCHANGED = {
    "enable": Text("流出", "Outflow"),
    "input": Text("流入", "Inflow"),
    "outside_ties": Text("跨地区关系数", "Ties with other places"),
}
"""Columns of a network that are of technology unless another type of relation is counted."""


def exchanged(design: Design) -> Design:
    """Return a design whose labels do not speak of technology where another relation is counted."""
    renamed = tuple(
        replace(each, label=replace(each.label, zh=said.zh, en=said.en))
        if (said := _EXCHANGED.get(each.column)) and "技术" in each.label.zh
        else each
        for each in design.indicators
    )
    return replace(design, indicators=renamed)


def exchanged_note(design: Design, kind: str | None) -> list[Text]:
    """Return which relations supply and receipt are counted in, where those are not of technology."""
    told = [each.label for each in design.indicators if each.column in _EXCHANGED]
    if kind == "" or not told:
        return []
    of = Text("全部关系（数据未分类型）", "all relations, which have no types")
    if kind is not None:
        of = Text.of(lambda language: naming.name(kind, "relation", language))
    zh, en = "、".join(each.zh for each in told), ", ".join(each.en for each in told)
    return [Text(f"{zh}：按{of.zh}计。", f"{en}: counted in {of.en}.")]


def index_words(language: str) -> dict[str, str]:
    """Return the fixed words of a table in a language."""
    words = {key: Text(zh, key) for key, zh in {**_FACTORS, **_ACTIONS}.items()}
    return {key: word.in_(language) for key, word in words.items()}


_WEIGHTS = Text(
    "占比：自上而下权重之积；各层均为算术平均时，即该指标在总分中的权重。",
    "Share: product of the weights down the hierarchy; the weight in the score where every mean is "
    "arithmetic.",
)
_LEAVE_ONE_OUT = Text(
    "平均排名变动：剔除后各评价对象排名变动绝对值的平均；所列对象为变动最大者；标准化等照原设定重算。",
    "Mean rank shift: of the absolute rank shifts over the units; the unit is the one that moves most; "
    "everything else is computed as before.",
)


def scores_notes(found: Composite) -> list[Text]:
    """Return the lines under a figure of scores: how they are made, and what the intervals are."""
    return [*_made(found, hints=False), *_spread(found.design, hints=False)]


def scored_in(said: Text, index: Text, base: Text) -> Text:
    """Return what is said of scores, with the name of the index and its base in brackets."""
    return Text(
        f"{index.zh}：{said.zh.removesuffix('。')}{base.zh}。",
        f"{index.en}: {said.en.removesuffix('.')}{base.en}.",
    )


def index_notes(part: str, found: Composite) -> list[Text]:
    """Return the lines under a part of an index."""
    lines: dict[str, Callable[[], list[Text]]] = {
        "index": lambda: [*_made(found), *(_spread(found.design) or [_CERTAIN])],
        "changes": lambda: [_outliers(found.design, hints=True)],
        "weights": lambda: [_WEIGHTS],
        "leave-one-out": lambda: [_LEAVE_ONE_OUT],
        "sensitivity": lambda: _sensitive(found.design),
    }
    return lines[part]()


def against_notes(frame: pd.DataFrame) -> list[Text]:
    """Return the lines under an index beside a printed one."""
    scores, ranks = frame["difference"].dropna(), frame["rank_difference"].dropna()
    out = int((~frame["within"].dropna().astype(bool)).sum())
    moved = int(ranks.ne(0).sum())
    compared = [
        Text("差：公布值减计算值。", "Difference: printed less computed."),
        Text(
            f"{len(scores)} 个评价对象中 {out} 个的差超出四舍五入所能解释的范围（容差：公布值末位半个单位，"
            "加各输入值末位半个单位引起的变动之和），待核对。",
            f"{out} of {len(scores)} differences are more than rounding explains (allowance: half a unit of "
            "the last printed place, and what half a unit of the last place of every input can move), to be "
            "checked.",
        ),
    ]
    of_ranks = Text(
        f"排名不同的评价对象：{moved}/{len(ranks)}。", f"Units of another rank: {moved} of {len(ranks)}."
    )
    return [*(compared if len(scores) else []), of_ranks]


def _made(found: Composite, *, hints: bool = True) -> list[Text]:
    """Return how scores are made; ``hints`` names the options that tell more."""
    design = found.design
    lines = [_rules(design, hints=hints), *_of_their_own(design)]
    if design.remark.zh:
        lines.append(Text(design.remark.zh, design.remark.en))
    if found.stretched:
        lines.append(_stretched(design))
    if design.outliers.treat != "none":
        lines.append(NOTHING.join([_outliers(design, hints=hints), _treated(found, hints=hints)]))
    if filled := int(found.changes["before"].isna().sum()):
        see = Text("，见 --changes", ": --changes") if hints else NOTHING
        lines.append(Text(f"补值 {filled} 个{see.zh}。", f"{numbered(filled, 'value')} filled in{see.en}."))
    if lacking := int(found.table[[each.id for each in design.indicators]].isna().to_numpy().sum()):
        lines.append(
            Text(
                f"{lacking} 个值缺失，均值只取已有的值，权重相应放大。",
                f"{numbered(lacking, 'value', 'are')} missing: means are over what is there, weights "
                "rescaled.",
            )
        )
    return [*lines, *_left_out(found.dropped, found.absent)]


def _rules(design: Design, *, hints: bool) -> Text:
    scaled = design.normalise in ("min-max", "target", "goalposts")
    onto = f" [{design.scale[0]:g}, {design.scale[1]:g}]" if scaled else ""
    weights = Text("；权重见 --weights", "; weights: --weights") if hints else NOTHING
    return Text(
        f"标准化：{_NORMALISE[design.normalise]}{onto}，越大越好；合成：{_AGGREGATE[design.aggregate]}{weights.zh}。",
        f"Normalised: {design.normalise}{onto}, more is better; put together by {design.aggregate} "
        f"means{weights.en}.",
    )


def _of_their_own(design: Design) -> list[Text]:
    """Return which dimensions and indicators are put together or normalised in a way of their own."""
    said = [
        *((each.label, each.aggregate) for each in design.dimensions if each.aggregate),
        *((each.label, each.normalise) for each in design.indicators if each.normalise),
    ]
    named = [
        COLON.join([Text(label.zh, label.en), _WAYS[way]])
        for label, way in said
        if way not in (design.aggregate, design.normalise)
    ]
    listing = Text("；", "; ").join(named)
    return [Text(f"另行设定：{listing.zh}。", f"In ways of their own: {listing.en}.")] if named else []


def _stretched(design: Design) -> Text:
    low, high = (f"{each:g}" for each in design.positive)
    return Text(
        f"几何、调和平均要求正值：标准化后的各指标先拉伸到 [{low}, {high}]。",
        "Geometric and harmonic means need values above 0: the normalised indicators were first stretched "
        f"onto [{low}, {high}].",
    )


def _left_out(dropped: Sequence[str], absent: Sequence[Label]) -> list[Text]:
    gone = Text.of(lambda language: listed(dropped, language))
    lacking = Text.of(lambda language: listed([each.in_(language) for each in absent], language))
    lines = []
    if dropped:
        lines.append(Text(f"因缺失值剔除：{gone.zh}。", f"Left out for missing values: {gone.en}."))
    if absent:
        lines.append(
            Text(
                f"数据中没有或各评价对象相同、因而未计入的可选指标：{lacking.zh}。",
                "Optional indicators the data do not have, or that are the same for every unit: "
                f"{lacking.en}.",
            )
        )
    return lines


def _outliers(design: Design, *, hints: bool) -> Text:
    rule = design.outliers
    if rule.treat == "none":
        return Text("未处理离群值。", "Outliers were not treated.")
    then = (
        Text("取 log(x−min+1%极差)", "log(x - min + 1% of the range)")
        if rule.otherwise == "log"
        else Text("保留", "left as they are")
    )
    rules = Text("（COINr规则）", " (COINr's rule)") if hints else NOTHING
    return Text(
        f"离群值：|偏度|>{rule.skew:g} 且超额峰度>{rule.kurtosis:g} 的指标缩尾至多 {rule.points} 个值，"
        f"仍不合格者{then.zh}{rules.zh}。",
        f"Outliers: indicators with |skewness| > {rule.skew:g} and excess kurtosis > {rule.kurtosis:g} are "
        f"winsorised, at most {rule.points} values; where that does not do, {then.en}{rules.en}.",
    )


def _treated(found: Composite, *, hints: bool) -> Text:
    treated = found.changes[found.changes["before"].notna()]
    if not len(treated):
        return Text("没有指标需要处理。", " None needed it.")
    label = {each.id: each.label for each in found.design.indicators}
    parts = [
        Text(
            f"{label[str(name)].zh}{_ACTIONS[str(action)]}{len(rows)}个",
            f"{label[str(name)].en}: {len(rows)} {action}",
        )
        for (name, action), rows in treated.groupby(["indicator", "action"], sort=False)
    ]
    said = Text("，", ", ").join(parts)
    see = Text("（--changes）", " (--changes)") if hints else NOTHING
    return Text(f"处理：{said.zh}{see.zh}。", f" Treated: {said.en}{see.en}.")


def _varied(design: Design, choices: Choices) -> Text:
    parts = []
    erring = [Text(each.label.zh, each.label.en) for each in design.indicators if each.error]
    if erring:
        named = Text("、", ", ").join(erring)
        parts.append(Text(f"指标值（按标准误：{named.zh}）", f"values by their standard errors ({named.en})"))
    if choices.weights == "perturb":
        parts.append(Text(f"权重±{choices.spread:.0%}", f"weights by ±{choices.spread:.0%}"))
    if choices.weights == "dirichlet":
        total = f"{choices.concentration:g}"
        parts.append(Text(f"权重服从狄利克雷分布（参数和{total}）", f"weights Dirichlet (sum {total})"))
    for name, values, words in (
        ("标准化", choices.normalise, _NORMALISE),
        ("合成", choices.aggregate, _AGGREGATE),
        ("离群值", choices.outliers, _OUTLIERS),
    ):
        if values:
            ways = Text("、", " or ").join(Text(words[each], each) for each in values)
            parts.append(Text(f"{name}（{ways.zh}）", ways.en))
    return Text("、", "; ").join(parts)


_CERTAIN = Text("未给 [uncertainty]，故无排名区间。", "No [uncertainty], so no rank intervals.")


def _spread(design: Design, *, hints: bool = True) -> list[Text]:
    choices = design.uncertainty
    if choices is None:
        return []
    share, varied = f"{choices.interval:.0%}", _varied(design, choices)
    seed = Text(f"，种子 {choices.seed}", f", seed {choices.seed}") if hints else NOTHING
    return [
        Text(
            f"排名区间：{share}，蒙特卡洛 {choices.draws:,} 次{seed.zh}；变动：{varied.zh}。",
            f"Rank intervals: {share} of {choices.draws:,} draws{seed.en}; varied: {varied.en}.",
        )
    ]


def _sensitive(design: Design) -> list[Text]:
    choices = design.uncertainty
    if choices is None:
        return []
    varied = _varied(design, choices)
    return [
        Text(
            f"输出：各评价对象排名变动绝对值的平均。变动：{varied.zh}。",
            f"Output: mean absolute rank shift over the units. Varied: {varied.en}.",
        ),
        Text(
            f"一阶：Saltelli等（2010）估计量；总效应：Jansen（1999）；各 {choices.draws:,} 次、种子 "
            f"{choices.seed}，标准误由自助法得出。",
            f"First order: estimator of Saltelli et al. (2010); total: Jansen (1999); {choices.draws:,} "
            f"draws a matrix, seed {choices.seed}; standard errors by bootstrap.",
        ),
    ]
