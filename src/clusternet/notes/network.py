"""What is said of a network: what was counted, and what became of the ties inside groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clusternet.words.text import NOTHING, Said, Text, numbered

if TYPE_CHECKING:
    from clusternet.network.value_network import ValueNetwork
    from clusternet.notes.caption import Selection

METRICS = Text("网络结构", "Network structure")
CUMULATIVE = Text("各年为截至当年的累计网络。", "Each year is cumulative: everything up to and including it.")


def counting(net: ValueNetwork, selection: Selection) -> Text:
    """Return the line that says what an edge and a relation are."""
    name = selection.convention.name
    if not net.directed:
        return Text(
            f"口径：{name}，数据无向；边为去重后的节点对，关系数为原始记录数。",
            f"Convention: {name}, the data are undirected. Edges are distinct pairs, relations are rows.",
        )
    view = (
        Text("有向", "directed")
        if selection.convention.directed
        else Text("无向（互联只计一次）", "undirected view")
    )
    return Text(
        f"口径：{name}，{view.zh}；边为去重后的有序节点对，关系数为原始记录数。",
        f"Convention: {name}, {view.en}. Edges are distinct ordered pairs, relations are rows.",
    )


def base_note(base: Said | Text, size: str = "", *, kind: Text = NOTHING) -> Text:
    """Return the line that says what shares are of; ``kind`` stands behind it, its size last."""
    named = Text.of(base.in_)
    return Text(
        f"基数：{named.zh}{kind.zh}{f' {size}' if size else ''}。",
        f"Base: {named.en}{kind.en}{f', {size}' if size else ''}.",
    )


def _inside(net: ValueNetwork, selection: Selection) -> list[Text]:
    """Return the line that says how many rows lie inside groups, and what became of them."""
    if not selection.rolled_up:
        return []
    rows = int(net.inside_rows.sum())
    fate = (
        Text("作为自环计入", "self-loops, counted")
        if selection.loops_kept
        else Text("作为自环单列，不计入边和度数", "self-loops, in no edge and no degree")
    )
    return [
        Text(
            f"按母公司合并；集团内部关系 {rows:,} 条，{fate.zh}。",
            f"Members count as their group; {numbered(rows, 'relation', 'lie')} inside one: {fate.en}.",
        )
    ]


def left_out(net: ValueNetwork, *, hint: bool = True) -> list[Text]:
    """Return the line that says how many nodes are not counted because they have no tie.

    ``hint`` names the option that counts them.
    """
    if not net.untied:
        return []
    how = Text("（--isolated keep 计入）", " (--isolated keep counts them)") if hint else NOTHING
    return [
        Text(
            f"没有关系的 {net.untied:,} 个节点不计入{how.zh}。",
            f"{numbered(net.untied, 'node(s) without a tie', 'are')} not counted{how.en}.",
        )
    ]


def _without_a_tie(net: ValueNetwork) -> list[Text]:
    import numpy as np

    lonely = len(net.nodes) - len(np.unique(np.concatenate(net.ends)))
    if net.untied or not lonely:
        return left_out(net)
    return [
        Text(
            f"计入没有关系的 {lonely:,} 个节点（--isolated drop 不计入）。",
            f"{numbered(lonely, 'node(s) without a tie', 'are')} counted (--isolated drop leaves them out).",
        )
    ]


def who_counts(net: ValueNetwork, selection: Selection) -> list[Text]:
    """Return the lines on nodes: what became of ties inside groups, and of nodes without a tie."""
    return [*_inside(net, selection), *_without_a_tie(net)]


def counted_notes(net: ValueNetwork, selection: Selection) -> list[Text]:
    """Return the lines that say what was counted, of a network or of its groups."""
    return [counting(net, selection), *who_counts(net, selection)]
