"""What is said of two data sets or two years side by side."""

from __future__ import annotations

from collections.abc import Sequence

from clusternet.words.text import COMMA, NOTHING, Text

TITLE = Text("对照", "Side by side")
STRUCTURE = Text("网络结构对照", "Structure side by side")
DIFFERENCE = Text("差", "Difference")
PARTS = {
    "known": Text("其中：原有节点之间", "of it: among nodes that were there"),
    "new": Text("其中：随新节点", "of it: with new nodes"),
}
RELEASES = {
    "renamed": Text("其中：改名", "of it: renamed"),
    "nodes_gone": Text("其中：节点消失", "of it: nodes gone"),
    "edges_gone": Text("其中：边消失", "of it: edges gone"),
    "edges_changed": Text("其中：边改动", "of it: edges changed"),
    "edges_new": Text("其中：已列节点间新增边", "of it: new edges between nodes listed before"),
    "nodes_new": Text("其中：新增节点", "of it: new nodes and their edges"),
    "attributes": Text("其中：属性", "of it: attributes"),
}
ADD_UP = Text(
    "各部分依次计入，其和等于差。",
    "The parts add up to the difference; each has the effect it has after those before it.",
)
NO_PATHS = Text(
    "路径长度、直径等全局指标不分解，见各年结构表。",
    "Path lengths and diameters have no parts: see the table by year.",
)


def title(before: Text, after: Text) -> Text:
    """Return the title of the section.

    >>> title(Text("甲", "A"), Text("乙", "B")).en
    'Side by side: A and B'
    """
    return Text(f"对照：{before.zh}与{after.zh}", f"Side by side: {before.en} and {after.en}")


def share(name: Text) -> Text:
    """Return the heading of a share.

    >>> share(Text("甲", "A")).en
    'Share, A'
    """
    return Text(f"占比（{name.zh}）", f"Share, {name.en}")


def places(side: str) -> Text:
    """Return the title of the table of what places supply or receive."""
    if side == "enable":
        return Text(
            "各地流出对照（差最大的二十个）", "What places send, side by side (twenty largest differences)"
        )
    return Text(
        "各地流入对照（差最大的二十个）", "What places receive, side by side (twenty largest differences)"
    )


def base(sizes: tuple[float, float], kind: Text) -> Text:
    """Return the line that says what is counted.

    >>> base((3, 5), NOTHING).en
    'Base: relations with both ends located, 3 and 5.'
    """
    one, other = (f"{size:,.0f}" for size in sizes)
    return Text(
        f"基数：两端均已定位的关系，分别为{one}条和{other}条{kind.zh}。",
        f"Base: relations with both ends located, {one} and {other}{kind.en}.",
    )


def missing_places(why: Text) -> Text:
    """Return the line that says why places are not set side by side."""
    return Text(f"各地对照：{why.zh}。", f"Places side by side: {why.en}.")


def grown(
    names: tuple[Text, Text], before: float, after: float, causes: Sequence[tuple[Text, float]]
) -> Text:
    """Return the sentence on relations: how many there were, how many there are, and where they come from.

    >>> grown((Text("甲", "A"), Text("乙", "B")), 3, 5, [(PARTS["new"], 2.0)]).en
    'Relations: A 3, B 5 (difference +2; of it: with new nodes +2).'
    """
    parts = COMMA.join(Text(f"{name.zh}{step:+,.0f}", f"{name.en} {step:+,.0f}") for name, step in causes)
    said = Text(f"；{parts.zh}", f"; {parts.en}") if causes else NOTHING
    return Text(
        f"关系数：{names[0].zh}{before:,.0f}条，{names[1].zh}{after:,.0f}条"
        f"（差{after - before:+,.0f}{said.zh}）。",
        f"Relations: {names[0].en} {before:,.0f}, {names[1].en} {after:,.0f} "
        f"(difference {after - before:+,.0f}{said.en}).",
    )
