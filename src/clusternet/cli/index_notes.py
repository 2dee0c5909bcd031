"""The lines under an index that say how it was made, in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.indices import Composite, Design
    from clusternet.indices.design import Choices
    from clusternet.words.labels import Label

_PARTS = {
    "weights": ("权重", "Weights"),
    "changes": ("补值与离群值处理", "Values filled in or treated"),
    "leave-one-out": ("逐一剔除", "Leave-one-out"),
    "sensitivity": ("敏感性", "Sensitivity"),
    "against": ("与公布值对照", "Held against the printed table"),
}
_NORMALISE = {
    "min-max": "极差标准化",
    "z-score": "Z分数",
    "rank": "名次",
    "percentile": "百分位",
    "target": "距目标值",
    "leader": "与领先者之比",
}
_AGGREGATE = {"arithmetic": "算术平均", "geometric": "几何平均", "harmonic": "调和平均"}
_OUTLIERS = {"none": "不处理", "winsorise": "缩尾"}
_FACTORS = {"weights": "权重", "normalise": "标准化", "aggregate": "合成", "outliers": "离群值处理"}
_ACTIONS = {
    "winsorised": "缩尾",
    "winsorised, still outlying": "缩尾后仍偏离",
    "log": "取对数",
    "log, still outlying": "取对数后仍偏离",
    "mean": "以均值补",
    "median": "以中位数补",
}


def part(name: str, language: str) -> str:
    """Return what a result shows beside the index itself; blank for that."""
    zh, en = _PARTS.get(name, ("", ""))
    return zh if language == "zh" else en


def words(language: str) -> dict[str, str]:
    """Return the fixed words of a table in a language."""
    return (
        {**_FACTORS, **_ACTIONS, "True": "是", "False": "否"}
        if language == "zh"
        else {"True": "yes", "False": "no"}
    )


def of(name: str, found: Composite, language: str) -> list[str]:
    """Return the lines under a part of an index."""
    if name == "index":
        return _made(found, language) + _uncertain(found.design, language)
    if name == "changes":
        return [_outlier_rule(found.design, language)]
    if name == "weights":
        return [
            "占比：自上而下权重之积；各层均为算术平均时，即该指标在总分中的权重。"
            if language == "zh"
            else "Share: product of the weights down the hierarchy; the weight in the score where every "
            "mean is "
            "arithmetic."
        ]
    if name == "leave-one-out":
        return [
            "平均位移：剔除后各单元名次变动绝对值的平均；单元为变动最大者；标准化等照原设定重算。"
            if language == "zh"
            else "Mean shift: of the absolute rank shifts over the units; the unit is the one that moves "
            "most; "
            "everything else is computed as before."
        ]
    return _sensitive(found.design, language)


def folded(language: str) -> str:
    """Return the line that says where the columns of the indicators are."""
    if language == "zh":
        return "终端只列维度得分；各指标的标准化值见 --format csv 或 --out。"
    return "The terminal shows dimensions; the indicators' columns are in --format csv or --out."


def held_against(frame: pd.DataFrame, language: str) -> list[str]:
    """Return the lines under an index held against a printed one."""
    scores = frame["difference"].dropna()
    ranks = frame["rank_difference"].dropna()
    out = int((~frame["within"].dropna().astype(bool)).sum())
    moved = int(ranks.ne(0).sum())
    if language == "zh":
        lines = ["差：公布值减计算值。"] if len(scores) else []
        if len(scores):
            lines.append(
                f"{len(scores)} 个单元中 {out} 个的差超出四舍五入所能解释的范围（容差：公布值末位半个单位，"
                "加各输入值末位半个单位引起的变动之和），待核对。"
            )
        return [*lines, f"名次不同的单元：{moved}/{len(ranks)}。"]
    lines = ["Difference: printed less computed."] if len(scores) else []
    if len(scores):
        lines.append(
            f"{out} of {len(scores)} differences are more than rounding explains (allowance: half a unit of "
            "the last "
            "printed place, and what half a unit of the last place of every input can move), to be checked."
        )
    return [*lines, f"Units of another rank: {moved} of {len(ranks)}."]


def _made(found: Composite, language: str) -> list[str]:
    design, chinese = found.design, language == "zh"
    scaled = (
        f" [{design.scale[0]:g}, {design.scale[1]:g}]" if design.normalise in ("min-max", "target") else ""
    )
    lines = [
        f"标准化：{_NORMALISE[design.normalise]}{scaled}，越大越好；合成：{_AGGREGATE[design.aggregate]}；"
        "权重见 --weights。"
        if chinese
        else f"Normalised: {design.normalise}{scaled}, more is better; put together by {design.aggregate} "
        "means; "
        "weights: --weights."
    ]
    if own := _of_their_own(design, language):
        lines.append(own)
    if design.remark.zh:
        lines.append(design.remark.in_(language))
    if found.stretched:
        low, high = (f"{each:g}" for each in design.positive)
        lines.append(
            f"几何、调和平均要求正值：标准化后的各指标先拉伸到 [{low}, {high}]。"
            if chinese
            else "Geometric and harmonic means need values above 0: the normalised indicators were first "
            "stretched "
            f"onto [{low}, {high}]."
        )
    if design.outliers.treat != "none":
        lines.append(_outlier_rule(design, language) + _treated(found, language))
    filled = found.changes[found.changes["before"].isna()]
    if len(filled):
        lines.append(
            f"补值 {len(filled)} 个，见 --changes。"
            if chinese
            else f"{len(filled)} values filled in: --changes."
        )
    lacking = int(found.table[[each.id for each in design.indicators]].isna().to_numpy().sum())
    if lacking:
        lines.append(
            f"{lacking} 个值缺失，均值只取已有的值，权重相应放大。"
            if chinese
            else f"{lacking} values are missing: means are over what is there, weights rescaled."
        )
    if found.dropped:
        named = ("、" if chinese else ", ").join(found.dropped)
        lines.append(f"因缺失值剔除：{named}。" if chinese else f"Left out for missing values: {named}.")
    if found.absent:
        named = ("、" if chinese else ", ").join(found.absent)
        lines.append(
            f"数据中没有或各单元相同、因而未计入的可选指标：{named}。"
            if chinese
            else f"Optional indicators the data do not have, or that are the same for every unit: {named}."
        )
    return lines


def _of_their_own(design: Design, language: str) -> str:
    """Return which dimensions and indicators are put together or normalised in a way of their own."""
    chinese = language == "zh"
    known = _NORMALISE | _AGGREGATE
    said: list[tuple[Label, str]] = [
        *((each.label, each.aggregate) for each in design.dimensions if each.aggregate),
        *((each.label, each.normalise) for each in design.indicators if each.normalise),
    ]
    named = [
        f"{label.zh}：{known[way]}" if chinese else f"{label.en}: {way}"
        for label, way in said
        if way not in (design.aggregate, design.normalise)
    ]
    if not named:
        return ""
    return f"另行设定：{'；'.join(named)}。" if chinese else f"In ways of their own: {'; '.join(named)}."


def _outlier_rule(design: Design, language: str) -> str:
    rule = design.outliers
    if rule.treat == "none":
        return "未处理离群值。" if language == "zh" else "Outliers were not treated."
    if language == "zh":
        then = "取 log(x−min+1%极差)" if rule.otherwise == "log" else "保留"
        return (
            f"离群值：|偏度|>{rule.skew:g} 且超额峰度>{rule.kurtosis:g} 的指标缩尾至多 {rule.points} 个值，"
            f"仍不合格者{then}（COINr规则）。"
        )
    then = "log(x - min + 1% of the range)" if rule.otherwise == "log" else "left as they are"
    return (
        f"Outliers: indicators with |skewness| > {rule.skew:g} and excess kurtosis > {rule.kurtosis:g} are "
        "winsorised, "
        f"at most {rule.points} values; where that does not do, {then} (COINr's rule)."
    )


def _treated(found: Composite, language: str) -> str:
    treated = found.changes[found.changes["before"].notna()]
    chinese = language == "zh"
    if not len(treated):
        return "没有指标需要处理。" if chinese else " None needed it."
    label = {each.id: each.label for each in found.design.indicators}
    parts = []
    for (name, action), rows in treated.groupby(["indicator", "action"], sort=False):
        text = label[str(name)].in_(language)
        parts.append(
            f"{text}{_ACTIONS[str(action)]}{len(rows)}个" if chinese else f"{text}: {len(rows)} {action}"
        )
    return (
        ("处理：" + "，".join(parts) + "（--changes）。")
        if chinese
        else " Treated: " + ", ".join(parts) + " (--changes)."
    )


def _varied(choices: Choices, language: str) -> str:
    chinese = language == "zh"
    parts = []
    if choices.weights == "perturb":
        parts.append(f"权重±{choices.spread:.0%}" if chinese else f"weights by ±{choices.spread:.0%}")
    if choices.weights == "dirichlet":
        total = f"{choices.concentration:g}"
        parts.append(
            f"权重服从狄利克雷分布（参数和{total}）" if chinese else f"weights Dirichlet (sum {total})"
        )
    for name, values in (
        ("标准化", choices.normalise),
        ("合成", choices.aggregate),
        ("离群值", choices.outliers),
    ):
        known = _NORMALISE | _AGGREGATE | _OUTLIERS
        if values:
            parts.append(
                f"{name}（{'、'.join(known[each] for each in values)}）" if chinese else " or ".join(values)
            )
    return ("、" if chinese else "; ").join(parts)


def _uncertain(design: Design, language: str) -> list[str]:
    choices = design.uncertainty
    if choices is None:
        return [
            "未给 [uncertainty]，故无名次区间。"
            if language == "zh"
            else "No [uncertainty], so no rank intervals."
        ]
    share = f"{choices.interval:.0%}"
    if language == "zh":
        return [
            f"名次区间：{share}，蒙特卡洛 {choices.draws:,} 次，种子 {choices.seed}；变动："
            f"{_varied(choices, language)}。"
        ]
    return [
        f"Rank intervals: {share} of {choices.draws:,} draws, seed {choices.seed}; varied: "
        f"{_varied(choices, language)}."
    ]


def _sensitive(design: Design, language: str) -> list[str]:
    choices = design.uncertainty
    if choices is None:
        return []
    if language == "zh":
        return [
            f"输出：各单元名次变动绝对值的平均。变动：{_varied(choices, language)}。",
            f"一阶：Saltelli等（2010）估计量；总效应：Jansen（1999）；各 {choices.draws:,} 次、种子 "
            f"{choices.seed}，"
            "标准误由自助法得出。",
        ]
    return [
        f"Output: mean absolute rank shift over the units. Varied: {_varied(choices, language)}.",
        f"First order: estimator of Saltelli et al. (2010); total: Jansen (1999); {choices.draws:,} draws a "
        "matrix, "
        f"seed {choices.seed}; standard errors by bootstrap.",
    ]
