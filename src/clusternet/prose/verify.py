"""Comparing a text with the data: every number agrees, contradicts, is not traced, or is from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from clusternet.prose.behind import rows_behind
from clusternet.prose.candidates import Candidate
from clusternet.prose.documents import Document, Grid, Paragraph, read
from clusternet.prose.judge import Verdict, contexts, digits, judged
from clusternet.prose.lexicon import Lexicon
from clusternet.prose.numerals import Number
from clusternet.prose.sentences import PLACES, Sentence, sentences
from clusternet.prose.topics import topics
from clusternet.prose.values import Data
from clusternet.prose.word.comments import Remark
from clusternet.words import labels
from clusternet.words.text import Text

COLUMNS = ("number", "where", "status", "says", "computed", "off", "base", "rows", "mark", "note", "sentence")
_SHORTEST, _EXACT = 2, 3
"""Numbers of a column or a table that is recognised, at least, and digits that hardly agree by chance."""


_RECALLED = 6
"""Numbers before one, of which it may be the sum, the difference or the ratio."""


_NO_ROW = re.compile(
    r"(?:其他|其余|合计|总计|小计|共计|平均|(?:sub-?)?totals?|others?|rest|sum|mean|average|all)\S*",
    re.IGNORECASE,
)
"""Labels of rows of a table that name no row of the data."""

_RANKS = re.compile(r"排名|位次|名次|\brank(?:ing)?\b", re.IGNORECASE)
_A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)年?")


@dataclass(frozen=True)
class Checked:
    """A number of a text, and what was found of it.

    Attributes
    ----------
    where
        Paragraph or line, or the cell of a table.
    number
        As printed.
    sentence
        The words around it.
    verdict
        What was found.
    paragraph
        Where it stands: a paragraph, or a cell.
    start
        Of its sentence, in the paragraph.
    """

    where: Text
    number: Number
    sentence: str
    verdict: Verdict
    paragraph: Paragraph | None = None
    start: int = 0


def verify(path: str | Path, data: Data) -> tuple[Document, list[Checked]]:
    """Compare every number of a text with the data.

    Parameters
    ----------
    path
        A Word document, Markdown, Quarto, LaTeX or plain text.
    data
        The network and its tables.

    Returns
    -------
    Document
        The text.
    list of Checked
        Its numbers in order, then those of its tables.

    Raises
    ------
    FormatError
        If the text cannot be read.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from clusternet.network.value_network import from_frames
    >>> data = Data(from_frames(pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})))
    >>> with TemporaryDirectory() as folder:
    ...     text = Path(folder) / "text.md"
    ...     _ = text.write_text("The network has 3 nodes and 4 edges.")
    ...     [(each.number.text, each.verdict.status) for each in verify(text, data)[1]]
    [('3', 'agrees'), ('4', 'contradicts')]
    """
    document = read(Path(path))
    lexicon = Lexicon(data)
    found = list(_of_text(document.paragraphs, data, lexicon))
    for grid in document.grids:
        found += _of_grid(grid, data, lexicon)
    return document, found


def _of_text(paragraphs: Sequence[Paragraph], data: Data, lexicon: Lexicon) -> Iterator[Checked]:
    heading: Sentence | None = None
    last: int | None = None
    for paragraph in paragraphs:
        held = list(sentences(paragraph.text, lexicon))
        if paragraph.heading:
            heading = held[0] if held else None
        earlier: list[tuple[Number, Verdict]] = []
        for context in contexts(held, heading, data, last):
            sentence = context.sentence
            verdict = judged(data, context, earlier[-_RECALLED:])
            earlier.append((context.number, verdict))
            yield Checked(
                paragraph.where, context.number, sentence.text.strip(), verdict, paragraph, sentence.start
            )
        years = [each for sentence in held for each in sentence.years if not each.compared]
        named = [each.year for each in years if each.year in data.years]
        last = named[-1] if named else last


# -- tables ----------------------------------------------------------------------------------------------
def _of_grid(grid: Grid, data: Data, lexicon: Lexicon) -> Iterator[Checked]:
    """Yield the cells of the columns that are recognised: enough of their numbers are what heads name."""
    if len(grid.rows) < _SHORTEST + 1:
        return
    columns = [
        [each for row in grid.rows[1:] for each in _cell(grid, row, place, data, lexicon)]
        for place in range(1, len(grid.rows[0]))
    ]
    whole = _recognised([each for column in columns for each in column])
    for found in columns:
        half = sum(each.verdict.status == "agrees" for each in found) * 2 >= len(found) >= _SHORTEST
        if whole or half:
            yield from (each for each in found if each.verdict.status in ("agrees", "contradicts"))


def _recognised(cells: Sequence[Checked]) -> bool:
    """Whether a fifth of the cells of a table agree to more digits than chance gives."""
    exact = sum(each.verdict.status == "agrees" and digits(each.number) >= _EXACT for each in cells)
    return exact * 5 >= len(cells) and exact >= _SHORTEST


def _cell(
    grid: Grid, row: Sequence[Paragraph], place: int, data: Data, lexicon: Lexicon
) -> Iterator[Checked]:
    """Read a cell as the sentence that its row and its head make of it."""
    if place >= len(row) or not re.search(r"\d", row[place].text):
        return
    cells = [each.text.strip(" *`") for each in row]
    head = grid.rows[0][place].text.strip(" *`")
    label = _label(grid, cells, lexicon)
    if _NO_ROW.fullmatch(label) and not any(each.measure for each in topics(label)):
        return
    year = next((each for each in cells[:2] if _A_YEAR.fullmatch(each)), "")
    percent = "%" if re.search("[%％]", head) and "%" not in cells[place] else ""
    if (dated := _A_YEAR.search(head)) is not None:
        rest = head.replace(dated[0], "").strip("（()） ,，")
        year, label, head = dated[0], "", f"{label} {rest}"
    before = f"{grid.caption}。{year} {label if not year else ''}，{head}为"
    printed_rank = re.fullmatch(r"\d{1,3}", cells[place]) if _RANKS.search(head) else None
    said = f"第{cells[place]}位" if printed_rank else row[place].text + percent
    held = list(sentences(before + said, lexicon))
    for context in contexts(held, held[0] if len(held) > 1 else None, data, None):
        start = context.sentence.start - len(before)
        if start + context.number.start >= 0:
            row_of = label or year
            where = Text(f"{grid.where.zh}：{row_of}，{head}", f"{grid.where.en}: {row_of}, {head}")
            text = context.sentence.text.strip()
            number = context.number
            if printed_rank:
                at = number.start + row[place].text.index(cells[place])
                number = replace(number, start=at, text=cells[place])
            yield Checked(where, number, text, judged(data, context), row[place], start)


_RECEIVER = re.compile(r"输入|接收|流入|去向|目的|终点|receiv|target|destination|\bto\b", re.IGNORECASE)


def _label(grid: Grid, cells: Sequence[str], lexicon: Lexicon) -> str:
    """Return what a row is of: its first words, or the two places that its first columns name."""
    said = [at for at, each in enumerate(cells) if not re.fullmatch(r"[\d.,%\s]*", each)] or [0]
    ends = [at for at in said if any(each.values(*PLACES) for each in lexicon.names(cells[at]))][:2]
    if len(ends) < 2:
        return cells[said[0]]
    source, target = ends if _RECEIVER.search(grid.rows[0][ends[1]].text) else ends[::-1]
    both = any(_RECEIVER.search(grid.rows[0][each].text) for each in ends)
    return f"{cells[source]}流向{cells[target]}" if both else cells[said[0]]


# -- as a table ------------------------------------------------------------------------------------------
def table(checked: Sequence[Checked], data: Data, language: str) -> pd.DataFrame:
    """Return what was found as a table, one row per number.

    Parameters
    ----------
    checked
        From :func:`verify`.
    data
        The network and its tables.
    language
        ``zh`` or ``en``.

    Returns
    -------
    DataFrame
        ``number``, ``where``, ``status`` (``agrees``, ``contradicts``, ``not traced``, ``elsewhere``),
        ``says`` (what the words name), ``computed``, ``off`` (printed less computed), ``base``, ``rows``
        (input rows behind it), ``mark``, ``note`` (which base would agree, or candidates), ``sentence``.
    """
    sizes: dict[str, int] = {}
    rows = []
    for each in checked:
        best = each.verdict.best
        mark = best.cell.mark if best else ""
        if best and mark not in sizes:
            sizes[mark] = len(rows_behind(data, best.cell))
        rows.append(
            {
                "number": each.number.text,
                "where": each.where.in_(language),
                "status": each.verdict.status,
                "says": said(best).in_(language) if best else "",
                "computed": printed(best, each.number) if best else "",
                "off": _off(each) if best and each.verdict.status == "contradicts" else "",
                "base": best.cell.base.in_(language) if best else "",
                "rows": sizes.get(mark) if best else None,
                "mark": mark,
                "note": note(each.verdict, each.number).in_(language),
                "sentence": each.sentence,
            }
        )
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object).astype({"rows": "Int64"})


_HOW = {
    "change": Text("之变化", "change of"),
    "growth": Text("之增长率", "growth of"),
    "annual": Text("之年均增长率", "annual growth of"),
    "times": Text("之比", "ratio of"),
    "part": Text("之比", "ratio of"),
    "difference": Text("之差", "difference of"),
    "sum": Text("之和", "sum of"),
    "rest": Text("之外", "all but"),
}


def said(candidate: Candidate) -> Text:
    """Return what a candidate is called."""
    names = [candidate.cell.name, *(each.name for each in candidate.others[:4])]
    joined = Text("、".join(each.zh for each in names), ", ".join(each.en for each in names))
    if not candidate.how:
        return joined
    how = _HOW[candidate.how]
    return Text(f"{joined.zh}{how.zh}", f"{how.en} {joined.en}")


def printed(candidate: Candidate, number: Number) -> str:
    """Return a value with one decimal more than the number of the text has, in its unit."""
    value = candidate.value
    if number.unit in ("share", "points"):
        return f"{100 * value:.{min(number.decimals + 2, 6)}f}{'%' if number.unit == 'share' else ''}"
    if number.unit == "rank" or (float(value).is_integer() and not number.decimals):
        return f"{value:,.0f}"
    return labels.significant(value) if 0 < abs(value) < 0.01 else f"{value:,.{min(number.decimals + 2, 6)}f}"


def _off(each: Checked) -> str:
    assert each.verdict.best is not None
    off = float(each.number.middle) - each.verdict.best.value
    if each.number.unit in ("share", "points"):
        return f"{100 * off:+.{min(each.number.decimals + 1, 6)}f}"
    return f"{off:+,.{min(each.number.decimals + 1, 6)}f}"


def note(verdict: Verdict, number: Number) -> Text:
    """Return which value would agree, which may be meant, or why a number is from elsewhere."""
    if verdict.status == "elsewhere":
        return verdict.why
    if verdict.status == "agrees" or not verdict.near:
        return Text("", "")
    parts = [Text(f"{said(each).zh} {printed(each, number)}", f"{said(each).en} {printed(each, number)}")
             for each in verdict.near]  # fmt: skip
    head = (
        Text("与之相符的：", "would agree: ")
        if verdict.status == "contradicts"
        else Text("候选：", "candidates: ")
    )
    return Text(
        head.zh + "；".join(each.zh for each in parts), head.en + "; ".join(each.en for each in parts)
    )


def remarks(checked: Sequence[Checked], language: str) -> list[Remark]:
    """Return the comments on the numbers of a Word document that contradict the data or are not traced.

    Parameters
    ----------
    checked
        From :func:`verify`.
    language
        ``zh`` or ``en``.
    """
    found = []
    for each in checked:
        paragraph, verdict = each.paragraph, each.verdict
        if (
            paragraph is None
            or paragraph.element is None
            or verdict.status not in ("contradicts", "not traced")
        ):
            continue
        lines = [STATUS[verdict.status]]
        if verdict.best is not None:
            best, base = verdict.best, verdict.best.cell.base
            value = printed(best, each.number)
            named = said(best)
            lines.append(Text(f"{named.zh}：{value}（{base.zh}）", f"{named.en}: {value} ({base.en})"))
            lines.append(Text(f"相差 {_off(each)}", f"off by {_off(each)}"))
        lines.append(note(verdict, each.number))
        if paragraph.part != "word/document.xml":
            lines.insert(
                0, Text(f"{each.where.zh}：{each.number.text}", f"{each.where.en}: {each.number.text}")
            )
        text = "\n".join(line.in_(language) for line in lines if line.en)
        start = each.start + each.number.start
        found.append(Remark(paragraph.part, paragraph.element, start, start + len(each.number.text), text))
    return found


STATUS = {
    "contradicts": Text("与数据不符，待核对", "contradicts the data: to be checked"),
    "not traced": Text("未能溯源到数据", "not traced to the data"),
}
