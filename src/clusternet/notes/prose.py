"""What is said of an author's text: titles, headings, and the lines of a filled or a compared document."""

from __future__ import annotations

from clusternet.words.labels import Label
from clusternet.words.text import Text, numbered

MARKS = Text("可引用的数值", "Values that may be cited")
FILLED = Text("填入的数值", "Values filled in")

MARK_COLUMNS = {
    "mark": Label("标记", "Mark"),
    "name": Label("含义", "Meaning"),
    "value": Label("取值", "Value"),
    "printed": Label("印作", "Printed as"),
    "base": Label("统计基数", "Base"),
}
CHANGE_COLUMNS = {
    "where": Label("位置", "Where"),
    "mark": Label("标记", "Mark"),
    "old": Label("原为", "Before"),
    "new": Label("现为", "Now"),
    "base": Label("统计基数", "Base"),
}

YEARS = Text(
    "未写年份的标记随数据更新到最后一年；--all-years 列出各年。",
    "A mark without a year follows the data to their last year; --all-years lists each.",
)
HOW = Text(
    "在文稿中写下标记即可；其后可加格式：| percent 1、| count、| wan 2。",
    "Write the mark in a text; a format may follow: | percent 1, | count, | wan 2.",
)
NONE_DESCRIBED = Text("没有这样的数值；词语越少，找到的越多", "no such value; fewer words find more")


def shortened(shown: int, whole: int) -> list[Text]:
    """Return the line on what a list leaves out; none where it is whole.

    >>> shortened(3, 5)[0].en
    'The first 3 of 5 values; words or --out give all.'
    """
    if shown == whole:
        return []
    return [
        Text(
            f"仅列前{shown}项，共{whole:,}项；写出词语或用 --out 可得全部。",
            f"The first {shown} of {whole:,} values; words or --out give all.",
        )
    ]


def summary(marks: int, changed: int, path: str) -> Text:
    """Return how much was filled.

    >>> summary(12, 3, "out.docx").en
    '12 marks filled in out.docx, 3 of them new or changed'
    """
    return Text(
        f"{path}：填入 {marks} 处标记，其中 {changed} 处为新填或有变化",
        f"{numbered(marks, 'mark')} filled in {path}, {changed} of them new or changed",
    )
