"""What the network of the page says beside its nodes."""

from __future__ import annotations

from clusternet.words.text import COLON, Text, numbered

ALL = Text("全部", "all")
WORDS = {
    "title": Text("网络浏览", "Explore the network"),
    "search": Text("搜索机构", "Find an organisation"),
    "kind": Text("节点类型", "Kind"),
    "category": Text("机构类型", "Category"),
    "place": Text("地点", "Place"),
    "technology": Text("技术类别", "Technology"),
    "colour": Text("颜色", "Colour"),
    "community": Text("社区", "community"),
    "component": Text("仅最大连通分量", "Largest component only"),
    "in": Text("放大", "Zoom in"),
    "out": Text("缩小", "Zoom out"),
    "whole": Text("全图", "Whole network"),
    "degree": Text("度", "Degree"),
    "rank": Text("按度排名", "Rank by degree"),
    "neighbours": Text("相连机构", "Neighbours"),
    "more": Text("另有{0}个未列名", "and {0} that are not named"),
    "shown": Text("显示{0}个节点、{1}条边", "{0} nodes and {1} edges shown"),
    "other": Text("其他", "other"),
    "close": Text("关闭", "Close"),
    "unfound": Text("没有此名称（或不在列名之内）", "no such name, or not among those listed"),
    "size": Text("面积与度成正比", "Area in proportion to degree"),
    "map": Text(
        "网络图：方向键移动，加减号缩放", "Map of the network: arrow keys move it, plus and minus zoom"
    ),
    "colon": COLON,
}


def named(names: int, nodes: int, *, every: bool) -> Text:
    """Return which nodes have names.

    Parameters
    ----------
    names
        How many have.
    nodes
        Of how many.
    every
        Whether all organisations were asked for.

    Examples
    --------
    >>> named(200, 1000, every=False).en
    'Names, search and cards: the 200 organisations of highest degree (all 1,000 nodes: --with-entities).'
    """
    if every:
        return Text(
            f"名称、搜索与卡片：{nodes:,}个节点中的全部{names:,}个机构；个人不列名。",
            f"Names, search and cards: all {numbered(names, 'organisation')} of "
            f"{numbered(nodes, 'node')}; no persons.",
        )
    return Text(
        f"名称、搜索与卡片：{nodes:,}个节点中度最高的{names:,}个机构（--with-entities 可列全部）。",
        f"Names, search and cards: the {names:,} organisations of highest degree "
        f"(all {numbered(nodes, 'node')}: --with-entities).",
    )
