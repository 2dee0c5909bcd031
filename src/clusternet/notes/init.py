"""What is said of a first descriptor: what it reads, what remains, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clusternet.words.text import Text, numbered

if TYPE_CHECKING:
    from clusternet.io.init.proposal import Proposal, Remaining

LOOKING = Text("查看文件", "looking at files")
REMAINS = Text("还需确认（按涉及行数排列）：", "What remains, by the rows it is about:")
NOTHING_REMAINS = Text("没有待确认的事项。", "Nothing remains.")


def read(made: Proposal) -> Text:
    """Return what a descriptor reads."""
    return Text(
        f"按此读入{made.relations:,}条关系、{made.nodes:,}个节点，拒收{made.refused:,}行。",
        f"As it stands, {numbered(made.relations, 'relation')} and {numbered(made.nodes, 'node')} are read, "
        f"{numbered(made.refused, 'row')} refused.",
    )


def lines(remaining: Sequence[Remaining]) -> list[Text]:
    """Return what remains, a line each."""
    return [
        Text(
            f"{each.rows:>8,}行  {each.what.zh} → {each.where.zh}",
            f"{each.rows:>8,}  {each.what.en} → {each.where.en}",
        )
        for each in remaining
    ]


def next_command(made: Proposal, root: str) -> Text:
    """Return the command that comes next."""
    inside = made.path.name == "dataset.toml" and made.path.resolve().parent == Path(root).resolve()
    command = f"clusternet check {root}" if inside else f"clusternet check {made.path} --root {root}"
    return Text(f"下一步：{command}", f"Next: {command}")
