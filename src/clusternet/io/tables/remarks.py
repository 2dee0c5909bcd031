"""What is said of rows and names of a table that is no network."""

from __future__ import annotations

from collections.abc import Sequence

from clusternet.places.levels import ZONES, at_level
from clusternet.schema.findings import Finding, wording
from clusternet.typing import Level
from clusternet.words.text import Text, numbered, some

KEEP = Text("keep 保留", "keep keeps them")
DROP = Text("drop 去除", "drop leaves them out")
GROUPS = Text(
    "未计入：不是国家，而是国家组或其余国家，不计入基数",
    "left out: no country but a group or the rest of them, not in the base",
)
GROUPS_KEPT = Text("保留，虽属国家组", "kept, though of a group of countries")
SUMS = Text("是其他行之和，未计入", "left out as sums of others")
SUMS_KEPT = Text("保留，虽可能是合计", "kept, though they may be sums")
OTHERS = Text("其他各列之和", "a sum of others")
_LEVELS: dict[str, Level] = {"province": "province", "city": "city"}
REST = Text("其他对象之和或余项", "a sum of others or their rest")


def heading_row(found: Finding) -> Text:
    """Return what is said of a row of the file that is no row of the table."""
    return Text(
        f"{found.file}：第{found.line}行为{wording(found.problem, 'zh')}，已跳过：{found.value}",
        f"{found.file}, line {found.line}: {wording(found.problem, 'en')}, passed over: {found.value}",
    )


def western(found: Finding) -> Text:
    """Return what is said of a file in no encoding that can be told."""
    return Text(
        f"{found.file}：按西欧编码（{found.value}）读取；如有乱码，请另存为 UTF-8",
        f"{found.file}: read as Western European ({found.value}); if letters are wrong, save it as UTF-8",
    )


def without_unit(file: str, rows: int, names: Sequence[str]) -> Text:
    """Return what is said of rows whose names name nobody."""
    zh, en = some(names, None)
    return Text(
        f"{file}：{rows:,} 行没有对象（{zh}），不计入基数",
        f"{file}: {numbered(rows, 'row')} without a unit ({en}), not in the base",
    )


def spelled(file: str, column: str, others: Sequence[str], name: str) -> Text:
    """Return what is said of the spellings of one country."""
    zh, en = some(others, None)
    return Text(f"{file}，{column} 列：{zh} 即 {name}", f"{file}, column {column}: {en} is {name}")


def one_place(file: str, column: str, names: Sequence[str], kind: str) -> list[Text]:
    """Return what is said of units that are spellings of one province or city; nothing of other kinds."""
    level = _LEVELS.get(kind)
    places: dict[str, list[str]] = {}
    for name in dict.fromkeys(names if level else ()):
        places.setdefault(at_level({"city": name}, level or "city"), []).append(name)
    said = []
    for place, spellings in places.items():
        if len(spellings) > 1 and place not in ZONES:
            zh, en = some(spellings, None)
            said.append(
                Text(
                    f"{file}，{column} 列：{zh} 是同一地点；--level {level} 合并计数",
                    f"{file}, column {column}: {en} are one place; --level {level} counts them as one",
                )
            )
    return said


def totals(file: str, rows: Sequence[tuple[str, int]], what: Text, how: Text) -> Text:
    """Return what is said of rows, each a name and a line, that sum up others or may."""
    zh = some([f"{name}（第{line}行）" for name, line in rows], 3).zh
    en = some([f"{name} (line {line})" for name, line in rows], 3).en
    return Text(
        f"{file}：{len(rows):,} 行{what.zh}：{zh}；--totals {how.zh}",
        f"{file}: {numbered(len(rows), 'row')} {what.en}: {en}; --totals {how.en}",
    )


def summed(file: str, names: Sequence[str], what: Text) -> Text:
    """Return what is said of columns or units that are :data:`OTHERS` or :data:`REST`."""
    zh, en = some(names, None)
    return Text(
        f"{file}：{zh} 是{what.zh}，未读入；--totals keep 保留",
        f"{file}: {en} left out as {what.en}; --totals keep keeps it",
    )


def unused(file: str, headers: Sequence[str]) -> Text:
    """Return what is said of columns that a comparison does not read."""
    zh, en = some(headers, None)
    return Text(
        f"{file}：{zh} 未读入：既非比较对象，也非指标的说明",
        f"{file}: {en} left out: neither units nor said of indicators",
    )


def passed_over(names: Sequence[str]) -> Text:
    """Return what is said of indicators without a value."""
    zh, en = some(names[:5], None)
    return Text(
        f"跳过没有数值的 {len(names):,} 行：{zh}",
        f"{numbered(len(names), 'row')} without a value passed over: {en}",
    )
