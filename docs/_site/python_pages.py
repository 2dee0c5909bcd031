"""Pages of the reference that are written from the docstrings of what is public."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from types import ModuleType

import clusternet
from clusternet.words.text import Text

TITLE = Text("Python 接口", "Python")
INTRODUCTION = Text(
    "各函数的说明取自源代码中的文档字符串（英文）。`clusternet.flows` 即 `from clusternet import flows`。",
    "Written from the docstrings. `clusternet.flows` is what `from clusternet import flows` gives.",
)
FIRST = Text("读取与写出", "Reading and writing")
CHINESE = {
    "aliases": "别名与名称合并",
    "audit": "已发表表格的算术核对",
    "backbone": "骨干网络",
    "brokerage": "经纪（中间人）角色",
    "centrality": "中心度（中心性）",
    "clustering": "聚类系数",
    "cohesion": "社区的显著性",
    "collaboration": "国家间论文合作",
    "communities": "社区及其稳定性",
    "community": "社区探测",
    "comparison": "两个对象的比较",
    "constraint": "约束系数（结构洞）",
    "cooccurrence": "共现",
    "counts": "对象与记录的计数",
    "crosscheck": "与 powerlaw 软件包对照",
    "crossed": "两种属性交叉",
    "degree": "度分布与集中程度",
    "dependence": "对供给方与核心节点的依赖",
    "distribution": "关系与节点的分布",
    "ensemble": "随机网络的样本",
    "flows": "地区间流动",
    "formation": "关系的形成",
    "gravity": "引力模型",
    "growth": "增长及其分解",
    "indices": "综合指数",
    "inspection": "数据检查",
    "io": "读取与写出",
    "lake": "超出内存的数据",
    "layout": "网络布局",
    "location": "区位熵",
    "metrics": "网络结构",
    "nullmodel": "零模型检验",
    "partitions": "划分与零模型",
    "plot": "绘图",
    "polarisation": "空间集聚与“极化—扩散”",
    "positions": "各对象在领域中的位置",
    "powerlaw": "幂律",
    "profiles": "主题与机构的构成",
    "proposals": "别名建议",
    "rank_intervals": "排名区间",
    "regional": "区域差异",
    "releases": "数据版本之间的变化",
    "report": "整份报告",
    "robustness": "网络鲁棒性",
    "sensitivity": "对缺失数据的敏感性",
    "specialisation": "专业化与复杂度",
    "synthetic": "合成网络",
    "topology": "随机网络的拓扑指标",
    "trends": "演化趋势检验",
    "triads": "三元组",
}
TOP = (
    "read", "write", "shipped", "from_frames", "from_networkx", "from_igraph", "ValueNetwork", "Convention",
)  # fmt: skip


def heading(module: str, language: str) -> str:
    """Return the heading of a module's page: its name, and what it is about."""
    return f"{module}: {CHINESE[module]}" if language == "zh" else module


def pages(language: str) -> dict[str, str]:
    """Return the page of every public module by its name, and the page that lists them."""
    listed = "\n".join(["```{toctree}", "", "clusternet", *CHINESE, "```", ""])
    found = {"index": f"# {TITLE.in_(language)}\n\n{INTRODUCTION.in_(language)}\n\n{listed}"}
    found["clusternet"] = page(FIRST.in_(language), (entry("clusternet", name) for name in TOP))
    seen = {id(getattr(clusternet, name)) for name in TOP}
    for name in CHINESE:
        path = ".".join(part for part in ("clusternet", clusternet._MODULES[name], name) if part)
        entries = [f".. automodule:: {path}\n   :no-members:\n"]
        for home, each in members(path):
            thing = getattr(import_module(home), each)
            if id(thing) not in seen:
                entries.append(entry(home, each))
                seen.add(id(thing))
        found[name] = page(heading(name, language), entries)
    return found


def page(title: str, entries: Iterable[str]) -> str:
    """Return a page of entries."""
    body = "\n".join(entries)
    return f"# {title}\n\n```{{eval-rst}}\n{body}\n```\n"


def members(path: str) -> Iterator[tuple[str, str]]:
    """Yield what a module offers, and what the modules do that it offers."""
    module = import_module(path)
    for name in module.__all__:
        if isinstance(getattr(module, name), ModuleType):
            yield from members(f"{path}.{name}")
        else:
            yield path, name


def entry(path: str, name: str) -> str:
    """Return the directive that writes one function, class or value."""
    found = getattr(import_module(path), name)
    if isinstance(found, type):
        return f".. autoclass:: {path}.{name}\n   :members:\n"
    return f".. autofunction:: {path}.{name}\n" if callable(found) else ""
