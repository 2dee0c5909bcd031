"""What is said of degrees: how concentrated they are, their tail, the power law fitted to it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from clusternet.words import labels
from clusternet.words.bases import Base
from clusternet.words.text import NOTHING, Text, numbered

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.structure.degree import PowerLawFit
    from clusternet.structure.powerlaw import Verdict

CONCENTRATION = Text("集中度", "Concentration of links")
LORENZ = Text("洛伦兹曲线", "Lorenz curve")
POWER_LAW = Text("幂律拟合", "Power law")
CROSS_CHECK = Text("幂律拟合与 powerlaw 软件包的对照", "Power law beside the package powerlaw")
TAIL = Text("累积度分布（CCDF，双对数坐标）", "Complementary cumulative degree distribution (CCDF)")

ENDS = Text(
    "合计度数与无向度数的边按两端计，为边数的两倍。",
    "Links of the total or undirected degree are ends of links: twice the edges.",
)
_CURVE = Text(
    "由边最少的节点累计；相邻两行之间为直线，与对角线所夹面积的两倍即基尼系数。",
    "From the least linked nodes up; straight between two rows. Twice the area between the curve and "
    "the diagonal is the Gini coefficient.",
)
_CUT = Text(
    "临界度数相同的节点按名额计入：节点数、其中计入数在表中；取哪几个不影响占比。",
    "Of the nodes that tie at the cut, as many count as it takes; the table says how many. Which "
    "ones makes no difference.",
)
FREEMAN = Text(
    "中心势（Freeman 1978）：各节点与最大度之差的总和，除以星形网络的同一总和："
    "有向连出、连入为(n−1)²，合计为2(n−1)(n−2)，无向为(n−1)(n−2)；恒以全部节点计，不含自环。",
    "Centralisation (Freeman 1978): sum of the differences to the largest degree over that of a star: "
    "directed (n-1)^2 for in and out, 2(n-1)(n-2) for the total; undirected (n-1)(n-2). Always over all "
    "nodes, without self-loops.",
)


def concentration_notes(frame: pd.DataFrame, *, lorenz: bool, both: bool) -> list[Text]:
    """Return the lines that name the base, the rule for ties and the formulas.

    ``both`` says that a link counts at both of its ends.
    """
    ends = [ENDS] if both else []
    return [concentration_base(frame), *ends, *([_CURVE] if lorenz else [_CUT, FREEMAN])]


def concentration_base(frame: pd.DataFrame) -> Text:
    """Return the line that names the base of shares, for each direction if they differ."""
    bases = frame[["base", "base_n"]].drop_duplicates().itertuples(index=False)
    said = Text("；", "; ").join(
        Text(f"{base.in_('zh')} {n:,}", f"{base.in_('en')} {n:,}") for base, n in bases
    )
    return Text(f"基数：{said.zh}。", f"Base: {said.en}.")


def without_degree(frame: pd.DataFrame, nodes: int) -> list[Text]:
    """Return the line that counts the nodes of degree 0 that are not in the base, if any are not."""
    sizes = frame[["direction", "base_n"]].drop_duplicates().itertuples(index=False)
    left = [(_direction(name), nodes - int(size)) for name, size in sizes if size < nodes]
    said = Text("、", ", ").join(Text(f"{name.zh} {n:,} 个", f"{name.en} {n:,}") for name, n in left)
    return (
        [Text(f"未计入的度数为0的节点：{said.zh}。", f"Not in the base, nodes of degree 0: {said.en}.")]
        if left
        else []
    )


def _direction(name: str) -> Text:
    return Text.of(lambda language: str(labels.word(name, "direction", language)))


def tail_note(zeros: Mapping[str, int], kind: str = "all") -> Text:
    """Return what the vertical axis is, and how many nodes of degree 0 have no place on the other."""
    counts = Text("，", ", ").join(
        Text(f"{_direction(name).zh} {n:,}", f"{_direction(name).en} {n:,}") for name, n in zeros.items()
    )
    of = {
        "sample": Text("样本节点", "sample nodes"),
        "partner": Text("关系节点", "partner nodes"),
        "all": Text("全部节点", "all nodes"),
    }[kind]
    return Text(
        f"纵轴：度不小于 k 的节点占{of.zh}的比重。度为 0 而无法画出的节点：{counts.zh}。",
        f"Shares are of {of.en}. Nodes of degree 0, which have no place on the axis: {counts.en}.",
    )


def fit_note(direction: str, fit: PowerLawFit, verdict: Verdict) -> Text:
    """Return what the line of a direction is: a fit, and whether it holds."""
    name = _direction(direction)
    if math.isnan(fit.alpha):
        return Text(
            f"{name.zh}：不同取值不足两个，无拟合。", f"{name.en}: fewer than two different values, no fit."
        )
    p = NOTHING
    if not math.isnan(fit.p):
        p = Text(
            f"拟合优度检验（{fit.bootstrap}次自助抽样）p={fit.p:.2f}，",
            f"goodness of fit ({fit.bootstrap} bootstrap samples) p = {fit.p:.2f}, ",
        )
    untested = Text("，未画线", ", no line drawn")
    untested = untested if verdict.word == "untested" else NOTHING
    return Text(
        f"实线（{name.zh}）：离散幂律的最大似然拟合，xmin={fit.xmin}，"
        f"α={fit.alpha:.3f}±{fit.alpha_se:.3f}，尾部{fit.n_tail:,}个节点；"
        f"{p.zh}判定：{verdict.in_('zh')}{untested.zh}。",
        f"Line ({name.en}): discrete power law by maximum likelihood, xmin {fit.xmin}, alpha "
        f"{fit.alpha:.3f} ± {fit.alpha_se:.3f}, {numbered(fit.n_tail, 'node')} in the tail; {p.en}verdict: "
        f"{verdict.in_('en')}{untested.en}.",
    )


_KS = Text(
    "KS：经验分布与模型分布在xmin及以上每个整数（含未出现的）处的最大差距。",
    "KS: largest distance of the distribution functions over every whole number from xmin on, those that "
    "do not occur included.",
)
_MIXED = Text(
    "关系节点的度受采集方式截断（只记录其与样本节点的关系），"
    "与样本节点合在一起是混合分布：判定请用 --kind sample。",
    "Partner nodes' degrees are truncated by how the data are collected (from the sample's side); "
    "the pool of both is a mixture: for a verdict take --kind sample.",
)
RULE = Text(
    "判定规则：p<0.1即拒绝；其他分布显著更优（Vuong双侧p<0.1）即拒绝；"
    "有分布与幂律不分优劣（p≥0.1）即未能区分；否则支持。",
    "Rule: rejected if p < 0.1, or if an alternative fits better with Vuong's two-sided p < 0.1; "
    "inconclusive if an alternative fits equally well (p >= 0.1); otherwise supported.",
)
RATIO = Text(
    "对数似然比大于0表示幂律更优；截断幂律用卡方检验，其不显著的改进不计。",
    "A log ratio above 0 favours the power law. The truncated one is tested by chi-square; a gain of it "
    "that is not significant does not count.",
)


UNTESTED = Text("尾部不足50个值或α大于10不检验。", "Tails under 50 values, or alpha over 10, are not tested.")


def _fitted_base(kind: str, nodes: int) -> Text:
    base = Text.of(Base("nodes" if kind == "all" else f"{kind} nodes").in_)
    return Text(
        f"基数：{base.zh} {nodes:,}，度为0的不参与拟合。",
        f"Base: {base.en}, {nodes:,}; zeros are not fitted.",
    )


def power_law_notes(frame: pd.DataFrame, kind: str, *, seed: int, mixed: bool) -> list[Text]:
    """Return the lines that say what was fitted, how it was tested, and by which rule.

    ``mixed`` says that nodes of both kinds are fitted together.
    """
    fitted, ks, *tested = fitted_notes(frame, kind, seed=seed)
    return [fitted, ks, *([_MIXED] if mixed else []), *tested, RULE, RATIO]


def fitted_notes(frame: pd.DataFrame, kind: str, *, seed: int) -> list[Text]:
    """Return the lines on what was fitted, on the distance, and on the bootstrap if there is one."""
    fitted = _fitted_base(kind, int(frame[["n", "zeros"]].to_numpy()[0].sum()))
    replicates = int(frame["bootstrap"].to_numpy().max())
    tested = Text(
        f"p与95%区间：半参数自助法，{replicates:,}次，种子{seed}。",
        f"p and 95% intervals: semi-parametric bootstrap, {numbered(replicates, 'replicate')}, seed {seed}.",
    )
    return [fitted, _KS, *([tested] if replicates else [])]


def alternative_lines(frame: pd.DataFrame) -> list[Text]:
    """Return what is known of each alternative law, a line each."""
    return [
        _alternative(str(row["direction"]), each)
        for row in frame.to_dict("records")
        for each in row["alternatives"]
    ]


def _alternative(direction: str, found: Mapping[str, Any]) -> Text:
    where, name = _direction(direction), Text.of(lambda language: labels.law(found["name"], language))
    if found["flag"]:
        return Text(
            f"{where.zh} · {name.zh}：退化为幂律，不作证据",
            f"{where.en} · {name.en}: at its limit it is the power law: no evidence",
        )
    values = ", ".join(f"{key} {value:.4g}" for key, value in found["parameters"].items())
    ratio, p = f"{found['log_ratio']:.3f}", f"{found['p']:.3g}"
    normalised = "—" if found["normalised_ratio"] is None else f"{found['normalised_ratio']:.3f}"
    return Text(
        f"{where.zh} · {name.zh}：对数似然比 {ratio}，标准化 {normalised}，p {p}；{values}",
        f"{where.en} · {name.en}: log ratio {ratio}, normalised {normalised}, p {p}; {values}",
    )


def power_law_readable(frame: pd.DataFrame) -> pd.DataFrame:
    """Return fits as they are read: a p of 0 as the bound it is."""
    return frame.drop(columns="alternatives", errors="ignore").assign(
        p=[
            f"<{1 / made:.2g}" if p == 0 else p
            for p, made in zip(frame["p"], frame["bootstrap"], strict=True)
        ],
    )


def power_law_flat(frame: pd.DataFrame) -> pd.DataFrame:
    """Return fits for files without lists: the alternatives as JSON text."""
    return frame.assign(alternatives=[json.dumps(each) for each in frame["alternatives"]])


_CAUSES = {
    "standard error of the continuous law": Text(
        "连续律标准误：powerlaw 取(α−1)/√n，这里取离散律的观测信息量。",
        "Standard error: powerlaw takes (alpha - 1) / sqrt(n), which is the continuous law's; here it is the "
        "observed information of the discrete one.",
    ),
    "distance at observed values alone": Text(
        "只在出现值处量距：powerlaw 只比较样本中出现的值，这里比较xmin及以上每个整数；"
        "两者选出的xmin因此可能不同。",
        "Distance: powerlaw compares the distribution functions at the values that occur, here they are "
        "compared at every whole number from xmin on; the search for xmin may end elsewhere.",
    ),
    "another xmin": Text(
        "xmin不同：尾部不同，其余数值不可比。", "Another xmin: another tail, so nothing else compares."
    ),
    "alpha ends at 3": Text(
        "α上限为3：powerlaw 默认在0至3之间求α，并舍弃接近3的拟合，xmin随之移动。",
        "Alpha ends at 3: by default powerlaw looks for alpha between 0 and 3 and discards fits near 3, "
        "which moves xmin.",
    ),
    "closed form from xmin 10 on": Text(
        "xmin≥10用近似式：powerlaw 默认以近似公式代替最大似然。",
        "Closed form: by default powerlaw replaces the likelihood from xmin 10 on by an approximation.",
    ),
    "mass between k - 1/2 and k + 1/2": Text(
        "区间概率：对数正态与拉伸指数分布，powerlaw 取k−1/2至k+1/2的概率，"
        "这里取k处的密度除以xmin及以上各整数之和；两种分布都以幂律为极限，对数似然比明显大于0说明其搜索提前停止。",
        "Lognormal and stretched exponential: powerlaw takes the mass between k - 1/2 and k + 1/2, here it "
        "is the density at k over its sum from xmin on. Both laws have the power law as their limit: a log "
        "ratio well above 0 is a search that ended early.",
    ),
    "no gain over the power law": Text(
        "无增益：截断幂律的似然增益不足0.01，这里视为退化为幂律（p=1）。",
        "No gain: a truncated power law that gains less than 0.01 in log-likelihood is the power law here, "
        "with p = 1.",
    ),
    "its optimiser": Text(
        "优化容差：powerlaw 从一个起点求优，容差为1e-4。",
        "Its optimiser: powerlaw optimises from one start, to a tolerance of 1e-4.",
    ),
}  # fmt: skip
"""What each cause of :mod:`clusternet.structure.crosscheck` means."""

_SETTINGS = Text(
    "同一xmin：powerlaw.Fit(degrees, discrete=True, xmin=…, estimate_discrete=False, "
    "parameter_ranges={'alpha': [0, None]})，即 PowerLawFit.as_powerlaw()；"
    "自寻xmin：同上而不给xmin；默认：powerlaw.Fit(degrees, discrete=True)。",
    "Our xmin: powerlaw.Fit(degrees, discrete=True, xmin=..., estimate_discrete=False, "
    "parameter_ranges={'alpha': [0, None]}), which PowerLawFit.as_powerlaw() returns; own xmin: the same "
    "without xmin; defaults: powerlaw.Fit(degrees, discrete=True).",
)
_AGREE = Text(
    "相差不超过0.1%（对数似然比与p：0.01）视为一致，原因栏留空。powerlaw 不含拟合优度检验与泊松分布。",
    "A difference within 0.1% (log ratios and p: 0.01) has no cause. powerlaw has no test of the fit and no "
    "Poisson law.",
)


def cross_check_notes(frame: pd.DataFrame, kind: str, nodes: int, version: str) -> list[Text]:
    """Return the lines that say what was compared, and what each cause that occurs means.

    ``nodes`` are the nodes whose degrees were fitted, zeros included; ``version`` is that of the package.
    """
    package = Text(f"软件包：powerlaw {version}。", f"Package: powerlaw {version}.")
    causes = [said for cause, said in _CAUSES.items() if frame["cause"].eq(cause).any()]
    return [_fitted_base(kind, nodes), package, _SETTINGS, _AGREE, *causes]


def cross_check_readable(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return a cross-check as it is read: a law with its measure, numbers to four digits."""
    measures = [
        labels.heading(str(name), language) if labels.missing(law) else _of_law(str(name), str(law), language)
        for name, law in zip(frame["measure"], frame["law"], strict=True)
    ]
    numbers = {
        name: [labels.significant(value) for value in frame[name]]
        for name in ("clusternet", "powerlaw", "difference")
    }
    return frame.assign(measure=measures, **numbers).drop(columns="law")


def _of_law(measure: str, law: str, language: str) -> str:
    number = {"log_ratio": Text("对数似然比", "log ratio"), "p": Text("p值", "p")}[measure]
    return Text("：", ": ").in_(language).join((labels.law(law, language), number.in_(language)))
