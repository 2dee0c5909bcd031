"""How columns are headed and numbers are printed, in Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

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
    "nodes": Label("节点总数", "Nodes", "count"),
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
    "synthetic": SYNTHETIC,
}

WORDS: dict[str, Label] = {
    "fault": Label("错误", "fault"),
    "warning": Label("警告", "warning"),
    "note": Label("提示", "note"),
    "sample": Label("样本节点", "sample"),
    "partner": Label("关系节点", "partner"),
}
"""Fixed words that appear as values of ``kind`` and ``severity``."""


def heading(column: str, language: str) -> str:
    """Return the heading of a column; its own name where none is known.

    >>> heading("average_degree", "zh"), heading("my_column", "en")
    ('平均度', 'my_column')
    """
    label = LABELS.get(column)
    if label is None:
        return column
    return label.zh if language == "zh" else label.en


def word(value: Any, column: str, language: str) -> Any:
    """Return a fixed word in a language, any other value as it is."""
    if column not in ("kind", "severity") or value not in WORDS:
        return value
    return WORDS[value].zh if language == "zh" else WORDS[value].en


def style(column: str) -> Style:
    """Return how a column's values are printed."""
    label = LABELS.get(column)
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
