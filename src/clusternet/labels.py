"""How columns are headed and numbers are printed, in Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from clusternet.vocabulary import SECTORS
from clusternet.vocabulary import industry as classified

Style = Literal["text", "count", "number", "share", "scientific"]


@dataclass(frozen=True, slots=True)
class Label:
    """Heading of a column in both languages, and how its values are printed."""

    zh: str
    en: str
    style: Style = "text"


SYNTHETIC = Label("合成数据", "synthetic data")

LABELS: dict[str, Label] = {
    "year": Label("年份", "Year"),
    "relations": Label("关系数", "Relations", "count"),
    "sample_nodes": Label("样本节点", "Sample nodes", "count"),
    "partner_nodes": Label("关系节点", "Partner nodes", "count"),
    "nodes": Label("节点数", "Nodes", "count"),
    "edges": Label("总边数", "Edges", "count"),
    "self_loops": Label("自环", "Self-loops", "count"),
    "average_degree": Label("平均度", "Average degree", "number"),
    "average_weighted_degree": Label("平均加权度", "Average weighted degree", "number"),
    "density": Label("图密度", "Density", "scientific"),
    "diameter": Label("网络直径", "Diameter", "count"),
    "radius": Label("网络半径", "Radius", "count"),
    "average_path_length": Label("平均路径长度", "Average path length", "number"),
    "reachable_share": Label("可达点对占比", "Reachable share", "share"),
    "average_clustering": Label("平均聚类系数", "Average clustering", "number"),
    "modularity": Label("模块度（最优）", "Modularity (best)", "number"),
    "modularity_median": Label("模块度（中位）", "Modularity (median)", "number"),
    "modularity_min": Label("模块度（最低）", "Modularity (minimum)", "number"),
    "communities": Label("社区数", "Communities", "count"),
    "community_algorithm": Label("社区算法", "Community algorithm"),
    "seeds": Label("随机种子数", "Seeds", "count"),
    "weak_components": Label("弱连通分量", "Weak components", "count"),
    "strong_components": Label("强连通分量", "Strong components", "count"),
    "convention": Label("口径", "Convention"),
    "rank": Label("排名", "Rank", "count"),
    "rank_before": Label("合并前排名", "Rank before", "count"),
    "members": Label("成员数", "Members", "count"),
    "id": Label("编号", "Id"),
    "name": Label("名称", "Name"),
    "kind": Label("节点类型", "Kind"),
    "category": Label("机构类型", "Category"),
    "in_degree": Label("连入度", "In-degree", "count"),
    "out_degree": Label("连出度", "Out-degree", "count"),
    "degree": Label("度数中心度", "Degree", "count"),
    "net_share": Label("净赋能率", "Net share", "number"),
    "closeness": Label("接近中心度", "Closeness", "number"),
    "harmonic_closeness": Label("调和接近中心度", "Harmonic closeness", "number"),
    "betweenness": Label("中介中心度", "Betweenness", "number"),
    "eccentricity": Label("离心度", "Eccentricity", "count"),
    "pagerank": Label("PageRank", "PageRank", "scientific"),
    "authority": Label("权威值", "Authority", "scientific"),
    "hub": Label("枢纽值", "Hub", "scientific"),
    "eigenvector": Label("特征向量中心度", "Eigenvector", "number"),
    "clustering": Label("聚类系数", "Clustering", "number"),
    "core": Label("核数", "Core", "count"),
    "file": Label("文件", "File"),
    "sheet": Label("工作表", "Sheet"),
    "line": Label("行", "Line", "count"),
    "column": Label("列", "Column"),
    "severity": Label("级别", "Severity"),
    "problem": Label("问题", "Problem"),
    "value": Label("取值", "Value"),
    "action": Label("处理", "Action"),
    "source": Label("来源", "Source"),
    "target": Label("目标", "Target"),
    "provenance": Label("出处", "Provenance"),
    "alias": Label("别名", "Alias"),
    "canonical": Label("规范名", "Canonical"),
    "merge": Label("合并", "Merge"),
    "score": Label("分数", "Score", "count"),
    "reason": Label("理由", "Reason"),
    "alias_ties": Label("别名关系数", "Alias ties", "count"),
    "canonical_ties": Label("规范名关系数", "Canonical ties", "count"),
    "alias_name": Label("别名名称", "Alias name"),
    "canonical_name": Label("规范名称", "Canonical name"),
    "valid_from": Label("生效年份", "Valid from"),
    "indicator": Label("指标", "Indicator"),
    "before": Label("上一版", "Before", "number"),
    "after": Label("本版", "After", "number"),
    "renamed": Label("改名", "Renamed", "number"),
    "nodes_gone": Label("节点消失", "Nodes gone", "number"),
    "edges_gone": Label("边消失", "Edges gone", "number"),
    "edges_changed": Label("边改动", "Edges changed", "number"),
    "edges_new": Label("新增边", "Edges new", "number"),
    "nodes_new": Label("新增节点", "Nodes new", "number"),
    "attributes": Label("属性", "Attributes", "number"),
    "flow": Label("流量", "Flow", "count"),
    "share": Label("占比", "Share", "share"),
    "type": Label("类型", "Type"),
    "expected_ratio": Label("实际/期望", "Observed/expected", "number"),
    "place": Label("地区", "Place"),
    "enable": Label("技术赋能", "Enabling", "count"),
    "enable_share": Label("赋能占比", "Enabling share", "share"),
    "input": Label("技术输入", "Input", "count"),
    "input_share": Label("输入占比", "Input share", "share"),
    "net": Label("净赋能", "Net", "share"),
    "base": Label("基数", "Base"),
    "base_n": Label("基数数量", "Base n", "count"),
    "count": Label("数量", "Count", "count"),
    "direction": Label("方向", "Direction"),
    "share_of_nodes": Label("节点占比", "Share of nodes", "share"),
    "links": Label("连接数", "Links", "count"),
    "share_of_links": Label("连接占比", "Share of links", "share"),
    "gini": Label("基尼系数", "Gini", "number"),
    "centralisation": Label("中心势", "Centralisation", "number"),
    "period": Label("时段", "Period"),
    "level": Label("层级", "Level"),
    "side": Label("方面", "Side"),
    "hhi": Label("HHI", "HHI", "number"),
    "hhi_size_corrected": Label("HHI（规模校正）", "HHI (size-corrected)", "number"),
    "entropy": Label("熵", "Entropy", "number"),
    "top1_share": Label("首位占比", "Top-1 share", "share"),
    "top3_share": Label("前三占比", "Top-3 share", "share"),
    "intra_share": Label("内部占比", "Intra share", "share"),
    "active_units": Label("有流量单元数", "Active units", "count"),
    "units": Label("单元数", "Units", "count"),
    "pole_to_pole": Label("极→极", "Pole to pole", "share"),
    "pole_to_rest": Label("极→其余（扩散）", "Pole to rest (diffusion)", "share"),
    "rest_to_pole": Label("其余→极（极化）", "Rest to pole (polarisation)", "share"),
    "rest_to_rest": Label("其余→其余", "Rest to rest", "share"),
    "kanbur_zhang": Label("坎布尔—张指数", "Kanbur-Zhang", "number"),
    "replicates": Label("重抽样次数", "Replicates", "count"),
    "measure": Label("指标", "Measure"),
    "first_year": Label("首年", "First year"),
    "last_year": Label("末年", "Last year"),
    "first": Label("首年值", "First", "number"),
    "last": Label("末年值", "Last", "number"),
    "change": Label("变化", "Change", "number"),
    "low": Label("下限", "Low", "number"),
    "high": Label("上限", "High", "number"),
    "verdict": Label("判定", "Verdict"),
    "n": Label("度大于0的节点数", "Positive degrees", "count"),
    "zeros": Label("度为0的节点数", "Zeros", "count"),
    "xmin": Label("尾部起点xmin", "xmin", "count"),
    "alpha": Label("幂指数α", "alpha", "number"),
    "alpha_se": Label("α标准误", "alpha, standard error", "number"),
    "n_tail": Label("尾部节点数", "Nodes in the tail", "count"),
    "ks": Label("KS距离", "KS distance", "number"),
    "log_likelihood": Label("对数似然", "Log-likelihood", "number"),
    "bootstrap": Label("自助法次数", "Bootstrap replicates", "count"),
    "p": Label("p值", "p", "number"),
    "alternatives": Label("其他分布", "Alternatives"),
    "across": Label("交叉属性", "Across"),
    "lq": Label("区位熵", "Location quotient", "number"),
    "published": Label("公布值", "Published", "number"),
    "achieved": Label("达到值", "Achieved", "number"),
    "difference": Label("差", "Difference", "number"),
    "within": Label("在容差内", "Within"),
    "metric": Label("指标", "Metric"),
    "observed": Label("实际值", "Observed", "number"),
    "null_mean": Label("零模型均值", "Null mean", "number"),
    "null_sd": Label("零模型标准差", "Null sd", "number"),
    "z": Label("z值", "z", "number"),
    "ratio": Label("实际/零模型", "Observed/null", "number"),
    "null": Label("零模型", "Null"),
    "seed": Label("种子", "Seed", "count"),
    "overlap": Label("与数据重合边占比", "Links shared with the data", "share"),
    "expected": Label("期望值", "Expected", "number"),
    "sd": Label("标准差", "Sd", "number"),
    "modularity_run": Label("模块度（单次运行）", "Modularity (one run)", "number"),
    "transitivity": Label("传递性", "Transitivity", "number"),
    "reciprocity": Label("互惠性", "Reciprocity", "number"),
    "max_core": Label("最大核数", "Largest core", "count"),
    "rich_club": Label("富人俱乐部边占比", "Rich club, share of links", "share"),
    "assortativity_out_in": Label("同配性（出度→入度）", "Assortativity, out to in", "number"),
    "assortativity_out_out": Label("同配性（出度→出度）", "Assortativity, out to out", "number"),
    "assortativity_in_in": Label("同配性（入度→入度）", "Assortativity, in to in", "number"),
    "assortativity_in_out": Label("同配性（入度→出度）", "Assortativity, in to out", "number"),
    "intra_province_share": Label("省内占比", "Share within a province", "share"),
    "feasible_density": Label("可行节点对密度", "Density over feasible pairs", "scientific"),
    "small_world_sigma": Label("小世界σ", "Small-world sigma", "number"),
    "small_world_omega": Label("小世界ω", "Small-world omega", "number"),
    "basis": Label("基准", "Basis"),
    "random": Label("C_rand", "C_rand", "scientific"),
    "over_random": Label("实际/C_rand", "Observed/C_rand", "number"),
    "over_null": Label("实际/零模型", "Observed/null", "number"),
    "break": Label("断点", "Break"),
    "over_breaks": Label("其中跨断点", "Of it over breaks", "number"),
    "years": Label("年数", "Years", "count"),
    "monotone": Label("单调", "Monotone"),
    "rule": Label("规则", "Rule"),
    "stretches": Label("连续区段", "Stretches"),
    "previous_year": Label("上一年份", "Previous year"),
    "edges_before": Label("上年边数", "Edges before", "count"),
    "entering": Label("新进入节点带来", "By entering nodes", "count"),
    "existing": Label("已有节点之间新增", "New between existing nodes", "count"),
    "leaving": Label("退出节点带走", "Gone with leaving nodes", "count"),
    "lapsed": Label("未延续", "Not renewed", "count"),
    "edges_change": Label("边数变化", "Change of edges", "count"),
    "entering_sample": Label("新进入：含新样本节点", "Entering: with a new sample node", "count"),
    "entering_partner": Label("新进入：仅新关系节点", "Entering: new partner nodes only", "count"),
    "removed": Label("移除节点数", "Removed", "count"),
    "intact": Label("移除前", "Intact", "number"),
    "left": Label("移除后", "Left", "number"),
    "kept": Label("保留比例", "Kept", "share"),
    "random_mean": Label("随机移除均值", "Random removal, mean", "share"),
    "random_sd": Label("随机移除标准差", "Random removal, sd", "share"),
    "random_z": Label("随机移除z值", "Random removal, z", "number"),
    "random_p": Label("随机移除p值", "Random removal, p", "number"),
    "linked_nodes": Label("有边的节点", "Linked nodes", "count"),
    "supplied_nodes": Label("有供应方的节点", "Supplied nodes", "count"),
    "largest_component": Label("最大弱连通分量节点", "Largest weak component", "count"),
    "by": Label("移除依据", "Removed by"),
    "receivers": Label("接收方数", "Receivers", "count"),
    "sole": Label("无其他供应方的接收方", "Receivers with no other supplier", "count"),
    "sole_share": Label("占其接收方", "Of its receivers", "share"),
    "sole_receivers": Label("单一供应方的接收方", "Receivers with one supplier", "count"),
    "sole_receivers_share": Label("单一供应方占比", "Share with one supplier", "share"),
    "suppliers": Label("供应方数", "Suppliers", "count"),
    "top_supplier": Label("最大供应方", "Top supplier"),
    "top_supplier_name": Label("最大供应方名称", "Top supplier, name"),
    "top_share": Label("最大供应方占比", "Top supplier's share", "share"),
    "top_share_null": Label("最大供应方占比：零模型", "Top supplier's share, null", "share"),
    "top_share_z": Label("最大供应方占比：z值", "Top supplier's share, z", "number"),
    "top_share_p": Label("最大供应方占比：p值", "Top supplier's share, p", "number"),
    "hhi_null": Label("HHI：零模型", "HHI, null", "number"),
    "hhi_z": Label("HHI：z值", "HHI, z", "number"),
    "hhi_p": Label("HHI：p值", "HHI, p", "number"),
    "synthetic": SYNTHETIC,
}

WORDS: dict[str, Label] = {
    "fault": Label("错误", "fault"),
    "warning": Label("警告", "warning"),
    "note": Label("提示", "note"),
    "sample": Label("样本节点", "sample"),
    "partner": Label("关系节点", "partner"),
    "intra": Label("区域内", "intra"),
    "inter": Label("跨区域", "inter"),
    "out": Label("连出", "out"),
    "in": Label("连入", "in"),
    "total": Label("合计", "total"),
    "annual": Label("当年", "annual"),
    "cumulative": Label("累计", "cumulative"),
    "enable": Label("赋能", "enable"),
    "input": Label("输入", "input"),
    "flow": Label("流量", "flow"),
    "rises": Label("上升", "rises"),
    "falls": Label("下降", "falls"),
    "undetermined": Label("不能判定", "undetermined"),
    "rising": Label("上升", "rising"),
    "falling": Label("下降", "falling"),
    "no monotone change": Label("无单调变化", "no monotone change"),
    "break": Label("断点（口径变化）", "break"),
    "each step": Label("每步同向", "each step"),
    "p < 0.05": Label("p<0.05", "p < 0.05"),
    "p >= 0.05": Label("p≥0.05", "p ≥ 0.05"),
    "steps both ways": Label("有升有降", "steps both ways"),
    "no change": Label("没有变化", "no change"),
    "only over a break": Label("只在断点处成立", "only over a break"),
    "too few years": Label("年数太少", "too few years"),
    "value": Label("实际值", "value"),
    "random": Label("实际/C_rand", "over C_rand"),
    "null": Label("实际/零模型", "over the null"),
    "standing": Label("在册", "standing"),
    "province": Label("省份", "province"),
    "city": Label("城市", "city"),
    "region": Label("区域", "region"),
    "country": Label("国家/地区", "country"),
}
"""Fixed words that appear as values of the columns in :data:`WORD_COLUMNS`."""
WORD_COLUMNS = (
    "kind", "severity", "type", "direction", "period", "side", "level", "verdict", "basis", "rule",
)  # fmt: skip


_COUNTED = {
    "relations": "关系",
    "pairs": "节点对",
    "weight": "权重",
    "nodes": "节点",
    "sample nodes": "样本节点",
    "partner nodes": "关系节点",
}
_CONDITIONS = {
    "both ends in the 31 mainland provinces": "两端都在31个省区市内",
    "both ends given": "两端地点都已知",
    "the receiver in the 31 mainland provinces": "接收方在31个省区市内",
    "the receiver given a place": "接收方地点已知",
    "a positive out-degree": "连出度大于0",
    "a positive in-degree": "连入度大于0",
    "a positive total-degree": "度数大于0",
    "technology": "有技术类别",
    "application": "有应用领域",
    "industry": "有行业",
    "region": "有区域",
    "province": "有省份",
    "city": "有城市",
    "category": "有机构类型",
}


def base(text: str, language: str) -> str:
    """Return the base of a share in a language.

    >>> base("relations with both ends in the 31 mainland provinces", "zh")
    '两端都在31个省区市内的关系'
    >>> base("all nodes", "zh")
    '全部节点'
    >>> base("relations with a technology and an application", "zh")
    '有技术类别、有应用领域的关系'
    >>> base("relations within tertiary with an industry", "zh")
    '第三产业内有行业的关系'
    """
    if language != "zh":
        return text
    counted, _, condition = text.partition(" with ")
    counted, _, within = counted.partition(" within ")
    if not condition:
        return "全部" + _COUNTED.get(counted.removeprefix("all "), counted)
    prefix = f"{_within(within)}内" if within else ""
    named = "、".join(map(_condition, condition.split(" and ")))
    return f"{prefix}{named}的{_COUNTED.get(counted, counted)}"


def _within(name: str) -> str:
    """Return the Chinese name of a sector or of a section or division of industry."""
    sector, industry = SECTORS.find(name), classified(name)
    return sector.zh if sector else industry.name_zh if industry else name


def _condition(text: str) -> str:
    bare = text.removeprefix("an ").removeprefix("a ") if text.count(" ") == 1 else text
    return _CONDITIONS.get(bare, bare)


def heading(column: str, language: str) -> str:
    """Return the heading of a column; its own name where none is known.

    >>> heading("average_degree", "zh"), heading("my_column", "en")
    ('平均度', 'my_column')
    >>> heading("gini_low", "zh")
    '基尼系数下限'
    """
    label = LABELS.get(column)
    if label is not None:
        return label.zh if language == "zh" else label.en
    measure, end = _bound(column)
    if not end:
        return column
    return (
        f"{heading(measure, 'zh')}{LABELS[end].zh}"
        if language == "zh"
        else f"{heading(measure, 'en')}, {end}"
    )


def _bound(column: str) -> tuple[str, str]:
    """Return the measure a column bounds and which end of its interval it is; the end is blank for others."""
    measure, _, end = column.rpartition("_")
    return (measure, end) if end in ("low", "high") and measure in LABELS else (column, "")


def word(value: Any, column: str, language: str) -> Any:
    """Return a fixed word in a language, any other value as it is."""
    if column == "base" and isinstance(value, str):
        return base(value, language)
    if column not in WORD_COLUMNS or value not in WORDS:
        return value
    return WORDS[value].zh if language == "zh" else WORDS[value].en


def style(column: str) -> Style:
    """Return how a column's values are printed."""
    label = LABELS.get(column) or LABELS.get(_bound(column)[0])
    return label.style if label else "text"


def missing(value: object) -> bool:
    """Tell None, NaN and pandas' NA from values; text is never missing.

    >>> missing(float("nan")), missing("nan"), missing(0)
    (True, False, False)
    """
    return value is None or (not isinstance(value, str) and str(value) in ("nan", "<NA>", "NaT"))


def printed(value: Any, column: str, language: str = "en") -> str:
    """Return a value as it is printed for reading: blank where missing.

    >>> printed(2.7244, "average_degree"), printed(0.00005, "density"), printed(83815, "edges")
    ('2.724', '5.000e-05', '83,815')
    """
    if missing(value):
        return ""
    kind = style(column)
    if kind == "text" or isinstance(value, str):
        return str(word(value, column, language))
    if value in (float("inf"), float("-inf")):
        return "∞"
    number = float(value)
    if kind == "count" and number == int(number):
        return f"{int(number):,}"
    if kind == "share":
        return f"{100 * number:.2f}%"
    return f"{number:.3e}" if kind == "scientific" else f"{number:.3f}"


def significant(value: object) -> str:
    """Return a number with four significant digits, for columns of different size; blank where missing.

    >>> significant(0.039156), significant(8.8555e-05), significant(83815.0), significant(0.0)
    ('0.03916', '8.856e-05', '83,815', '0')
    """
    if missing(value):
        return ""
    number = float(str(value))
    if abs(number) >= 1000:
        return f"{number:,.0f}"
    return f"{number:.4g}"


def empirical(p: object, replicates: object) -> str:
    """Return the p of a test by simulation, at its floor as the bound it is; blank where missing.

    >>> empirical(0.005, 199), empirical(0.42, 199)
    ('≤0.005', '0.420')
    """
    if missing(p):
        return ""
    number, least = float(str(p)), 1 / (int(str(replicates)) + 1)
    return f"≤{least:.2g}" if number <= least * (1 + 1e-9) else f"{number:.3f}"


_LAWS = {
    "exponential": Label("指数分布", "exponential"),
    "lognormal": Label("对数正态分布", "lognormal"),
    "stretched_exponential": Label("拉伸指数分布", "stretched exponential"),
    "truncated_power_law": Label("截断幂律", "truncated power law"),
    "poisson": Label("泊松分布", "Poisson"),
}
_UNTESTED = {
    "no bootstrap": Label("未做自助法", "no bootstrap"),
    "one value": Label("不同取值不足两个", "fewer than two different values"),
    "small tail": Label("尾部不足50个值", "fewer than 50 values in the tail"),
    "steep": Label("α大于10", "alpha over 10"),
}


def law(name: str, language: str) -> str:
    """Return the name of a distribution that a power law is compared with.

    >>> law("poisson", "zh"), law("truncated_power_law", "en")
    ('泊松分布', 'truncated power law')
    """
    return _LAWS[name].zh if language == "zh" else _LAWS[name].en


def power_law_verdict(text: str, language: str) -> str:
    """Return the verdict on a power law as it is printed.

    >>> power_law_verdict("not distinguished from lognormal, poisson", "zh")
    '未能与对数正态分布、泊松分布区分'
    >>> power_law_verdict("untested: steep", "en")
    'untested: alpha over 10'
    """
    chinese = language == "zh"
    if text in ("supported", "rejected"):
        return {"supported": "支持", "rejected": "拒绝"}[text] if chinese else text
    if text.startswith("untested: "):
        why = _UNTESTED[text.removeprefix("untested: ")]
        return f"未检验：{why.zh}" if chinese else f"untested: {why.en}"
    for start, before, after in (
        ("rejected for ", "拒绝：", "更优"),
        ("not distinguished from ", "未能与", "区分"),
    ):
        if text.startswith(start):
            names = [law(name, language) for name in text.removeprefix(start).split(", ")]
            return f"{before}{'、'.join(names)}{after}" if chinese else start + ", ".join(names)
    return text
