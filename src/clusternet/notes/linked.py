"""What the flow figures of the page say beside their numbers."""

from __future__ import annotations

from clusternet.words.text import COLON, Text

ALL = Text("全部关系", "all relations")
COUNTS = {
    "relations": Text("关系（行）", "relations (rows)"),
    "pairs": Text("节点对", "pairs of nodes"),
    "weight": Text("权重", "weight"),
}
_LEVELS = {
    "province": Text("省份", "provinces"),
    "city": Text("城市", "cities"),
    "region": Text("都市圈", "regions"),
    "country": Text("国家和地区", "countries"),
}


def level(key: str, *, own: bool) -> Text:
    """Return what the places of a level are called.

    Parameters
    ----------
    key
        The level.
    own
        Whether places have names of the data's own, which are no metropolitan regions.

    Examples
    --------
    >>> level("region", own=True).zh, level("city", own=False).en
    ('地区', 'cities')
    """
    return Text("地区", "regions") if own and key == "region" else _LEVELS[key]


WORDS = {
    "title": Text("流向联动图", "Flows: linked figures"),
    "level": Text("层级", "Level"),
    "year": Text("截至年份", "Up to year"),
    "relation": Text("关系类型", "Relation"),
    "count": Text("计量", "Count"),
    "places": Text("列名地区数", "Places named"),
    "value": Text("热力图数值", "Heat map shows"),
    "flow": Text("流量", "flow"),
    "share": Text("占比", "share"),
    "ratio": Text("实际/期望", "observed / expected"),
    "within": Text("含内部流向", "Flows within places"),
    "highlight": Text("突出", "Highlight"),
    "none": Text("（无）", "(none)"),
    "sankey": Text("桑基图", "Sankey diagram"),
    "heatmap": Text("热力图", "Heat map"),
    "chord": Text("弦图", "Chord diagram"),
    "map": Text("流向示意图", "Flow map (schematic)"),
    "base": Text("基数", "Base"),
    "out": Text("流出", "out"),
    "in": Text("流入", "in"),
    "stays": Text("内部", "within"),
    "nothing": Text("无流量", "no flow"),
    "empty": Text(
        "所选年份和关系没有两端均已知的流量。", "No flow of these years and relations has both ends known."
    ),
    "colon": COLON,
}
