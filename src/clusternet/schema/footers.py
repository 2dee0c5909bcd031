"""Notes below a table (注：…, 数据来源：…, Source: …), which are no rows of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from clusternet.schema.cells import BLANK, clean
from clusternet.schema.findings import Finding, done
from clusternet.schema.rows import TextTable

LINES = 50
"""Lines at the end of a table among which notes are looked for."""

_WORDS = (
    "说明|注|备注|附注|注释|注意|脚注|数据来源|资料来源|来源|出处|数据说明|指标说明|数据截至|统计口径|口径|"
    "更新时间|更新日期|"
    "截止日期|制表|制表人|填表人|填报人|审核人|负责人|编制|免责声明|版权|单位|"
    "说明事项|數據來源|資料來源|說明|備註|註|來源|"
    "notes?|n\\.b\\.|sources?|data sources?|remarks?|footnotes?|legend|disclaimer|last updated|updated|"
    "retrieved|accessed|prepared by|compiled by|copyright|quelle|anmerkung(?:en)?|hinweis|nota"
)
_NUMBERED = r"[\s\d一二三四五六七八九十①-⑳()\[\]]*"
_NOTE = re.compile(
    rf"[*※#(\[【]*\s*(?:{_WORDS})[)\]】]?{_NUMBERED}:|[注註]\s*\d+[\s.、]|(?:[※†]|\*\s)\s*\S|©", re.IGNORECASE
)

_SENTENCE = re.compile(
    r"(?:本表|本数据|此表|上表|下表|以上|上述|数据来自|资料来自|根据|表中|"
    r"this table|these data|the data|data (?:from|are|come)|"
    r"based on|own calculation)",
    re.IGNORECASE,
)
"""How sentences below a table begin, in a cell that stands alone."""


def is_note(text: str) -> bool:
    """Whether a cell begins as a note below a table does.

    >>> [is_note(text) for text in ("注：数据截至2023年", "数据来源: 年鉴", "Source: WIPO", "注册公司", "甲")]
    [True, True, True, False, False]
    """
    return _NOTE.match(unicodedata.normalize("NFKC", text).strip(BLANK)) is not None


def begin(rows: Sequence[Sequence[str]]) -> int:
    """Return the first of the rows at the end of a table that are notes; their number where none is.

    A note begins with a word such as 注 or Source in its first cell; rows of one cell each below it go on.

    Parameters
    ----------
    rows
        The last rows of a table.

    Examples
    --------
    >>> begin([["甲", "乙"], ["注：1. 年鉴", ""], ["2. 网站", ""]]), begin([["甲", "乙"], ["丙", ""]])
    (1, 2)
    """
    found = len(rows)
    for place in range(len(rows) - 1, -1, -1):
        filled = [cell for cell in rows[place] if cell.strip()]
        if filled and (is_note(filled[0]) or (len(filled) == 1 and _SENTENCE.match(filled[0].strip()))):
            found = place
        elif len(filled) > 1:
            break
    return found


def cut(table: TextTable, found: list[Finding]) -> TextTable:
    """Return a table without the notes below it; each is reported."""
    width, length = table.frame.shape[1], len(table.frame)
    tail = table.frame.iloc[max(length - LINES, 0) :].astype(object).to_numpy().tolist()
    start = begin(tail)
    first = length - len(tail) + start
    if start == len(tail) or first == 0 or width < 2:
        return table
    for cells, line in zip(tail[start:], table.line[first:].tolist(), strict=True):
        note_line(table.file, table.sheet, line, cells, found)
    return replace(table, frame=table.frame.iloc[:first], line=table.line[:first])


def note_line(file: str, sheet: str, line: int, cells: Sequence[str], found: list[Finding]) -> None:
    """Report a line of notes."""
    value = " ".join(filter(None, map(clean, cells)))[:200]
    found.append(Finding("notes_below", file, sheet, line, "", value, done("passed_over")))


__all__ = ["begin", "cut", "is_note", "note_line"]
