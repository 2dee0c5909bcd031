"""What is said of data: the rows behind a result, names that may be one, what synthetic data meet."""

from __future__ import annotations

from collections.abc import Iterable

from clusternet.words.text import Text

ROWS = Text("数据行", "Input rows")
ALIASES = Text("疑似同一机构清单", "Names that may be one organisation")
MERGING = Text(
    "merge 一列改为 yes（是）才会合并；score 满分100；规则见文档 docs/zh/howto/rough-data.md。",
    "Names merge where you change merge to yes; scores are out of 100.",
)
VERIFIED = Text("合成网络与公布值对照", "The synthetic network against the published numbers")


def left_out(columns: Iterable[str]) -> Text:
    """Return which columns are not written because they look like names, contacts or remarks."""
    named = ", ".join(columns)
    return Text(
        f"未写出（疑似人名、联系方式或备注）：{named}；如需写出，请用 clusternet export --columns 指明",
        f"left out, as they look like people's names, contacts or remarks: {named}; "
        "`clusternet export --columns` writes those it names",
    )


def within_note(within: int, targets: int) -> Text:
    """Return how many of the published numbers the synthetic network meets."""
    return Text(f"在容差内：{within} / {targets}。", f"Within tolerance: {within} / {targets}.")
