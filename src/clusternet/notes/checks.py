"""What is said of a check of the data: how much was read, and what was found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from clusternet.words.text import Text, numbered

if TYPE_CHECKING:
    from clusternet.network.value_network import ValueNetwork
    from clusternet.schema.findings import Finding

CHECK = Text("数据检查", "Check")
DIFFERENCES = Text("与上一版的结构差异", "Differences in structure")
CAUSES = Text(
    "差异按原因依次分解（改名、节点消失、边消失、边改动、新增边、新增节点、属性），各项之和等于差。",
    "The causes add up to the difference; each has the effect it has after those before it.",
)

_SEVERITIES = {
    "fault": Text("错误（该行拒收）", "Faults (row refused)"),
    "warning": Text("警告", "Warnings"),
    "note": Text("提示", "Notes"),
}


def kept(net: ValueNetwork, refused: int) -> Text:
    """Return the line that says how much was read, and how much refused."""
    relations, nodes = len(net.edges), len(net.nodes)
    return Text(
        f"读入 {relations:,} 条关系、{nodes:,} 个节点；拒收 {refused:,} 行。",
        f"{numbered(relations, 'relation')} and {numbered(nodes, 'node')} read, "
        f"{numbered(refused, 'row')} refused.",
    )


def first_of(shown: int, found: int) -> Text:
    """Return the line that says that a terminal shows the first findings only."""
    return Text(
        f"共 {found:,} 项，此处列前 {shown} 项；全部见 --out findings.csv。",
        f"The first {shown} of {numbered(found, 'finding')}; --out findings.csv writes them all.",
    )


def summary(found: Iterable[Finding]) -> list[Text]:
    """Return a line for each severity: how many findings, and of which kinds, the most frequent first."""
    from clusternet.schema.findings import SEVERITIES, counts, wording
    from clusternet.schema.problems import PROBLEMS

    tally = counts(found)
    lines = []
    for severity in SEVERITIES:
        of = {problem: number for problem, number in tally.items() if PROBLEMS[problem][0] == severity}
        if of:
            chinese, english = (
                sign.join(f"{wording(problem, language)}: {number:,}" for problem, number in of.items())
                for sign, language in (("；", "zh"), ("; ", "en"))
            )
            head, total = _SEVERITIES[severity], sum(of.values())
            lines.append(Text(f"{head.zh} {total:,}：{chinese}", f"{head.en}, {total:,}: {english}"))
    return lines
