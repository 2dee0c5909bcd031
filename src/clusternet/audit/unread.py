"""Files beside the tables of a report that may hold tables, but are not read, and what to do."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from clusternet.io.formats.tables import suffix_of
from clusternet.words.text import COLON, NOTHING, Text, some

WHY = {
    ".pdf": Text(
        "PDF 中只有字符的位置而没有表格；请用 Excel（数据—来自 PDF）、Tabula 或 Camelot 取出，"
        "核看后给出 .xlsx 或 .csv",
        "a PDF holds letters in places and no tables; take them out with Excel (Data, From PDF), "
        "Tabula or Camelot, look them through, and give the .xlsx or .csv",
    ),
    **dict.fromkeys((".doc", ".rtf", ".odt", ".wps"), Text("请另存为 .docx", "save it as .docx")),
    ".et": Text("请另存为 .xlsx", "save it as .xlsx"),
    ".pptx": Text("是幻灯片；请将其中的表格复制到工作簿", "slides; copy their tables into a workbook"),
}
"""Suffixes, and why they are not read."""
_NAMED = 20
"""Files that are named one by one."""


def files(path: Path) -> list[Path]:
    """Return the files of a folder that are not read, or the one that is given."""
    if not path.is_dir():
        return [path] if suffix_of(path) in WHY else []
    return beside(path, WHY)


def beside(folder: Path, suffixes: Collection[str]) -> list[Path]:
    """Return the files of a folder with one of some suffixes, without hidden ones and what explains it."""
    found = (file for file in folder.rglob("*") if suffix_of(file) in suffixes and file.is_file())
    return sorted(each for each in found if not each.name.startswith((".", "~$", "README", "readme")))


def reasons(held: list[Path], folder: Path) -> Iterator[Text]:
    """Say why files are not read, once for each suffix and folder."""
    alike: dict[tuple[Path, str], list[Path]] = {}
    for file in held:
        alike.setdefault((file.parent, suffix_of(file)), []).append(file)
    for (_, suffix), kept in alike.items():
        names = [str(each.relative_to(folder)) for each in kept]
        more = len(names) - _NAMED
        rest = Text(f"等{len(names)}个 {suffix}", f" and {more} more {suffix}") if more > 0 else NOTHING
        yield COLON.join([NOTHING.join([some(names[:_NAMED], None), rest]), WHY[suffix]])
