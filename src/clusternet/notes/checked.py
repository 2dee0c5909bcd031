"""What is said of a report that was made again."""

from __future__ import annotations

from clusternet.words.text import NOTHING, Text, numbered

SAME = Text(
    "重新生成的报告与清单一致：输入、行数、提示与每个文件的校验和均相同。",
    "The report was made again as the manifest says: inputs, rows, findings and every file are the same.",
)
SOFTWARE = Text("软件版本", "clusternet")
_COUNTED = {
    "relations": Text("关系（行）", "relations (rows)"),
    "nodes": Text("节点", "nodes"),
    "refused": Text("拒收的行", "rows refused"),
}


def counted(key: str) -> Text:
    """Return what is counted: rows, nodes, or findings of a kind."""
    from clusternet.schema.problems import PROBLEMS

    if key in _COUNTED or key not in PROBLEMS:
        return _COUNTED.get(key, Text(key, key))
    _, en, zh = PROBLEMS[key]
    return Text(f"提示“{zh}”", f"findings “{en}”")


def was(what: Text, old: object, new: object) -> Text:
    """Return the line on a value that is another.

    >>> was(Text("节点", "nodes"), 3, 4).en
    'nodes: 3, now 4'
    """
    return Text(f"{what.zh}：原{old}，现{new}", f"{what.en}: {old}, now {new}")


def renamed(old: str, new: str) -> Text:
    """Return the line on an input that has another name."""
    return Text(f"输入 {old}：现名 {new}，内容相同", f"input {old}: now {new}, with the same content")


def gone(name: str) -> Text:
    """Return the line on an input that is not read any more."""
    return Text(f"输入 {name}：现未读入", f"input {name}: not read now")


def fresh(name: str) -> Text:
    """Return the line on an input that was not read then."""
    return Text(f"输入 {name}：原未读入", f"input {name}: was not read then")


def content(name: str, old: tuple[int, int | None], new: tuple[int, int | None]) -> Text:
    """Return the line on an input whose content is another: bytes and rows of both."""
    rows = NOTHING if old[1] is None else Text(f"，{old[1]}→{new[1]}行", f", {old[1]} to {new[1]} rows")
    return Text(
        f"输入 {name}：内容已变（{old[0]:,}→{new[0]:,}字节{rows.zh}）",
        f"input {name}: other content ({old[0]:,} to {new[0]:,} bytes{rows.en})",
    )


def output(name: str, *, there: bool, now: bool) -> Text:
    """Return the line on a file of the report that is another."""
    if there and now:
        return Text(f"输出 {name}：内容不同", f"output {name}: differs")
    if there:
        return Text(f"输出 {name}：现已没有", f"output {name}: not made now")
    return Text(f"输出 {name}：新增", f"output {name}: new")


def sheet(name: str, *, there: bool) -> Text:
    """Return the line on a sheet of the workbook that only one has."""
    return Text(
        f"工作表{name}：{'现已没有' if there else '新增'}", f"sheet {name}: {'gone' if there else 'new'}"
    )


def cells(name: str, number: int, place: str, old: object, new: object) -> Text:
    """Return the line on cells of a sheet that are others."""
    return Text(
        f"工作表{name}：{number:,}个单元格不同，首个为{place}：原“{old}”，现“{new}”",
        f"sheet {name}: {numbered(number, 'cell', 'differ')}, first {place}: “{old}”, now “{new}”",
    )
