"""What is said of an author's text: titles, headings, and the lines of a filled or a compared document."""

from __future__ import annotations

from collections.abc import Mapping

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
            f"The first {shown} of {numbered(whole, 'value')}; words or --out give all.",
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


COMPARED = Text("文稿数字与数据的核对", "Numbers of the text compared with the data")
TO_BE_CHECKED = Text(
    "所列均为待核对：文稿可能依据另一统计基数。--all 列出全部数字。",
    "All that is listed is to be checked: the text may rest on another base. --all lists every number.",
)
CHECKED_COLUMNS = {
    "number": Label("数字", "Number"),
    "where": Label("位置", "Where"),
    "status": Label("核对结果", "Status"),
    "says": Label("所指", "Says"),
    "computed": Label("核算", "Computed"),
    "off": Label("相差", "Off"),
    "base": Label("统计基数", "Base"),
    "rows": Label("数据行数", "Rows", "count"),
    "mark": Label("标记", "Mark"),
    "note": Label("说明", "Note"),
    "sentence": Label("原句", "Sentence"),
}
_STATUS = {
    "agrees": Text("相符", "agrees"),
    "contradicts": Text("不符", "contradicts"),
    "not traced": Text("未溯源", "not traced"),
    "elsewhere": Text("非本数据", "elsewhere"),
}
_ARITHMETIC = Text("算术存疑", "arithmetic")
STATUS_WORDS = {
    language: {key: said.in_(language) for key, said in {**_STATUS, "arithmetic": _ARITHMETIC}.items()}
    for language in ("zh", "en")
}
"""What each status is called, by language."""


def counted(counts: Mapping[str, int]) -> Text:
    """Return how many numbers have each status.

    >>> counted({"agrees": 12, "contradicts": 1}).en
    '12 agrees, 1 contradicts, 0 not traced, 0 elsewhere'
    """
    return Text("，", ", ").join(
        Text(f"{said.zh} {counts.get(key, 0)} 处", f"{counts.get(key, 0)} {said.en}")
        for key, said in _STATUS.items()
    )


def marked(count: int) -> list[Text]:
    """Return the line on the numbers that the author marked as none of the data; none where there are none.

    >>> marked(1)[0].en
    '1 number left out as marked by the author'
    """
    if not count:
        return []
    en = f"{numbered(count, 'number')} left out as marked by the author"
    return [Text(f"作者标明非本数据而未核对的数字 {count} 处", en)]


def audited(found: int | None) -> list[Text]:
    """Return the line on the tables of a document; none where it has none.

    >>> audited(2)[0].en
    'Its tables: 2 findings of audit, listed as arithmetic.'
    """
    if found is None:
        return []
    return [
        Text(f"文中表格：audit 有 {found} 项待核对，列为“算术存疑”。",
             f"Its tables: {numbered(found, 'finding')} of audit, listed as arithmetic.")
    ]  # fmt: skip
