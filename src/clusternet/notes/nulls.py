"""What is said of random networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clusternet.kernels.families import draws_needed, tests
from clusternet.words import labels
from clusternet.words.bases import Base
from clusternet.words.text import NOTHING, Text

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.nulls.ensemble import Null
    from clusternet.nulls.frame import Kept
    from clusternet.nulls.nullmodel import Against

LEVEL = 0.05
"""What an adjusted p is compared with."""

METRICS = Text("零模型", "Null model")
FLOWS = Text("流量与零模型", "Flows and null model")

_NULLS = {
    ("swap", True): Text(
        "保度重连（交换边的终点、翻转三边路径的中段）",
        "degree-preserving rewiring (swaps of targets, turned walks)",
    ),
    ("swap", False): Text("保度重连（交换边的端点）", "degree-preserving rewiring (swaps of ends)"),
    ("dcm", True): Text("最大熵有向配置模型（DCM）", "directed configuration model of maximum entropy"),
    ("dcm", False): Text("最大熵无向配置模型", "undirected configuration model of maximum entropy"),
}
_DEGREES = {
    ("swap", True): Text("每个节点的连入度、连出度不变", "every in- and out-degree kept"),
    ("swap", False): Text("每个节点的度数不变", "every degree kept"),
    ("dcm", True): Text("每个节点的连入度、连出度在期望上不变", "every in- and out-degree kept on average"),
    ("dcm", False): Text("每个节点的度数在期望上不变", "every degree kept on average"),
}
_NO_PARTNERS = Text(
    "数据中关系节点之间没有连边，随机网络中也没有",
    "no tie of the data joins two partner nodes, so none does in a random network",
)
_NO_FRAME = Text(
    "数据不限定哪些节点之间可有连边", "the data do not limit to the sample who may be tied to whom"
)
_UNFRAMED = Text(
    "不保持框架（--frame off），任意两个节点之间都可有边",
    "no frame (--frame off), any two nodes may be linked",
)
_RULE = Text(
    "z=（实际-零模型均值）/标准差；p：双侧经验值，"
    "(1+偏离总均值不小于观测值的随机网络数)/(B+1)，下限1/(B+1)。",
    "z = (observed - null mean) / sd. p: empirical, two-sided, (1 + random networks at least as far from the "
    "mean of all) / (B + 1), so never below 1 / (B + 1).",
)
_FEW = Text(
    "少数随机网络的极端值决定标准差时（峰度大于9）不给z。",
    " No z where a few huge values make the sd (kurtosis above 9).",
)
_EXACT = Text(
    "期望值与标准差由各节点对的连边概率精确求和；z=（实际-期望）/标准差。",
    "Expected and sd are exact sums over the chances of pairs; z = (observed - expected) / sd.",
)
_LINES = {
    "directed": Text(
        "口径：gephi，有向；基数：{nodes}个节点、{links}条去重边，边权按1计。",
        "Convention: gephi, directed. Base: {nodes} nodes, {links} distinct links, each of weight 1.",
    ),
    "undirected": Text(
        "口径：gephi，无向；基数：{nodes}个节点、{links}条去重边，边权按1计。",
        "Convention: gephi, undirected. Base: {nodes} nodes, {links} distinct links, each of weight 1.",
    ),
    "loops": Text("自环{loops}条，在随机网络中保持不动。", "{loops} self-loops stay where they are."),
    "overlap": Text(
        "随机网络与数据重合的边平均占{overlap}。",
        "A random network shares {overlap} of the links of the data.",
    ),
    "longer": Text(
        "混合检验：重连步数加倍后，重合的边占{longer}。",
        "Mixing: rewired twice as long, it shares {longer}.",
    ),
    "sample": Text(
        "平均路径长度由{origins}个节点抽样估计，观测值的95%区间{low}–{high}；--exact 则全部计算。",
        "Path lengths are estimated from {origins} nodes; 95% interval of the observed one {low} to {high}; "
        "--exact takes all pairs.",
    ),
    "modularity": Text(
        "模块度：实际网络与每个随机网络各用一个种子运行一次Louvain（无向视图）。",
        "Modularity: one run of Louvain with one seed for the network and for each random one.",
    ),
    "rich": Text(
        "富人俱乐部：度数不低于{rich_degree}的{rich_nodes}个节点（前1%）之间的边占比。",
        "Rich club: links among the {rich_nodes} nodes of degree {rich_degree} or more (top 1%), as a share.",
    ),
    "feasible": Text("可行节点对：{pairs}＝{feasible}。", "Feasible pairs: {pairs} = {feasible}."),
    "sigma": Text(
        "小世界σ=(C/C零)/(L/L零)，零为本表零模型（{null}）的均值。",
        "Small world: sigma = (C/C_null)/(L/L_null), null: the mean of these nulls ({null}).",
    ),
    "omega": Text(
        "小世界ω=L零/L-C/C格，格为保度、保框架、连边拉向环上邻近处的网络，C格={lattice}。",
        "omega = L_null/L - C/C_lattice; lattice: degrees and frame kept, links drawn to a ring; "
        "C_lattice = {lattice}.",
    ),
}
_PAIRS = {
    (True, True): "S(S-1)+2SR",
    (True, False): "S(S-1)/2+SR",
    (False, True): "N(N-1)",
    (False, False): "N(N-1)/2",
}
"""How many pairs are feasible, by frame and direction."""
_BELOW = {
    "all": ("directed", "undirected", "loops", "overlap", "longer"),
    "average_path_length": ("sample",),
    "modularity": ("modularity",),
    "rich_club": ("rich",),
    "feasible_density": ("feasible",),
    "small_world_sigma": ("sample", "sigma"),
    "small_world_omega": ("sample", "omega"),
}
"""Which lines a metric wants below the table."""


def kept_note(null: Null, kept: Kept) -> Text:
    """Return what random networks keep: degrees and the frame, and how many links lie outside it."""
    frame, number = _UNFRAMED, kept.outside
    if kept.framed:
        frame = _NO_FRAME if number is None else _NO_PARTNERS if not number else _outside(number)
    return Text("；", "; ").join([_DEGREES[null, kept.directed], frame])


def _null_note(null: Null, count: int, seed: int, kept: Kept) -> Text:
    model, same = _NULLS[null, kept.directed], kept_note(null, kept)
    drawn = Text(f"随机网络{count:,}个，种子{seed}。", f" {count:,} random networks, seed {seed}.")
    return Text(
        f"零模型：{model.zh}，{same.zh}。{drawn.zh if count else ''}",
        f"Null: {model.en}, {same.en}.{drawn.en if count else ''}",
    )


def _outside(number: int) -> Text:
    return Text(
        f"样本节点、关系节点之间各类边（按建立联系时的类型）的条数也不变，其中框架之外（关系节点之间）{number:,}条",
        "so are the numbers of links between sample and partner nodes, as they were when tied; "
        f"links outside the frame (between two partner nodes): {number:,}",
    )


def null_flows_notes(base: Base, number: int, kept: Kept, *, null: Null, count: int, seed: int) -> list[Text]:
    """Return the lines under flows: against what, of what base, by which rule."""
    named = Text.of(base.in_)
    return [
        _null_note(null, count if null == "swap" else 0, seed, kept),
        Text(
            f"基数：{named.zh} {number:,}（去重，不含自环）。",
            f"Base: {named.en}, {number:,} (each once, no self-loops).",
        ),
        NOTHING.join([_RULE, _FEW]) if null == "swap" else _EXACT,
    ]


def null_metrics_notes(found: Against, null: Null, count: int, seed: int) -> list[Text]:
    """Return the lines that say what was measured, against what, and by which rule."""
    wanted = [*_BELOW["all"]]
    wanted += [line for name in found.table["metric"] for line in _BELOW.get(name, ()) if line not in wanted]
    sample = found.sample
    leave = {
        "directed": not found.kept.directed,
        "undirected": found.kept.directed,
        "loops": not found.loops,
        "sample": sample is None,
        "overlap": labels.missing(found.overlap),
        "longer": labels.missing(found.longer),
    }
    counts = ("nodes", "links", "loops", "feasible", "rich_nodes", "rich_degree")
    values = {
        **{name: f"{getattr(found, name):,}" for name in counts},
        **{name: f"{getattr(found, name):.2%}" for name in ("overlap", "longer")},
        "pairs": _PAIRS[found.kept.outside is not None, found.kept.directed],
        "lattice": f"{found.lattice:.4f}",
        "origins": "" if sample is None else f"{sample.origins:,}",
        "low": "" if sample is None else f"{sample.average.low:.6g}",
        "high": "" if sample is None else f"{sample.average.high:.6g}",
        "null": null,
    }
    lines = [
        Text(*(said.format(**values) for said in _LINES[name])) for name in wanted if not leave.get(name)
    ]
    rule = NOTHING.join([_RULE, _FEW])
    first = _null_note(null, count, seed, found.kept)
    return [first, rule, *family_notes(found.table), *lines]


def family_notes(frame: pd.DataFrame) -> list[Text]:
    """Return how p is adjusted for the tests of a table, and which B would do where it is too small."""
    number = int(frame[tests(frame)].notna().to_numpy().sum())
    if not number or "replicates" not in frame:
        return []
    adjusted = Text(
        f"p（Holm）、q（Benjamini-Hochberg）：就本表{number:,}个检验校正。",
        f"p (Holm), q (Benjamini-Hochberg): adjusted for the {number:,} tests of this table.",
    )
    floor = floor_notes(number, int(frame["replicates"].max()), "-B")
    if number == 1:
        return floor
    return [Text("", " ").join([adjusted, *floor])]


def floor_notes(number: int, count: int, option: str) -> list[Text]:
    """Return the line on p values that so few random networks keep above the level, if they do."""
    least, needed = number / (count + 1), draws_needed(number)
    if least <= LEVEL:
        return []
    several = Text(f"，Holm校正后不低于{min(least, 1):.2g}", f", nor below {min(least, 1):.2g} by Holm")
    more = several if number > 1 else NOTHING
    return [
        Text(
            f"B={count:,}时p不低于{1 / (count + 1):.2g}{more.zh}，达不到{LEVEL}；"
            f"至少需要 {option} {needed}。",
            f"With B = {count:,} no p is below {1 / (count + 1):.2g}{more.en}: none can reach {LEVEL}; "
            f"{option} {needed} would do.",
        )
    ]


def p_printed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table with its p values as they are printed: at their floor as the bound it is."""
    frame = frame.copy()
    for name in tests(frame):
        rows = list(zip(frame[name], frame["replicates"], strict=True))
        floor = [not labels.missing(p) and p <= (1 + 1e-9) / (n + 1) for p, n in rows]
        for other in (f"{name}_holm", f"{name[:-1]}q"):
            frame[other] = [
                "" if labels.missing(p) else f"{'≤' if low and p < 1 else ''}{p:.3f}"
                for p, low in zip(frame[other], floor, strict=True)
            ]
        frame[name] = [labels.empirical(*row) for row in rows]
    return frame


def null_readable(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return a table as it is read: metrics by name, p at its floor, without columns that notes say."""
    frame = frame.copy()
    if "metric" in frame:
        names = frame["metric"].replace("modularity", "modularity_run")
        frame["metric"] = [labels.heading(name, language) for name in names]
    for name in ("observed", "null_mean", "null_sd", "expected", "sd"):
        if name in frame:
            frame[name] = [labels.significant(value) for value in frame[name]]
    frame = p_printed(frame)
    if frame["p"].eq("").all():
        frame = frame.drop(columns=["p", "p_holm", "q"])
    told = ("null", "replicates", "seed", "overlap", "convention", "base", "base_n")
    return frame.drop(columns=[name for name in told if name in frame])
