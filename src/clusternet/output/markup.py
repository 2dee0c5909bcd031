"""Text for Markdown and LaTeX: names stay names, whatever marks they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from clusternet.words.labels import Style

if TYPE_CHECKING:
    from clusternet.output.result import PrintedTable

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""What stands in no document: halves of characters, and two codes that are none."""
_MARKDOWN = str.maketrans({mark: f"\\{mark}" for mark in "\\|<>*_`[]~$&"})
_TEX = {
    "\\": r"\textbackslash{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': "''",
    "≤": r"$\le$",
    "∞": r"$\infty$",
}


def one_line(text: str) -> str:
    """Return a text without line breaks, and without the characters that steer a terminal."""
    return _CONTROL.sub(" ", text)


def printable(text: str) -> str:
    r"""Return a text on one line with what no document may hold replaced.

    >>> printable("a\nb\ud800")
    'a b�'
    """
    return NO_CHARACTER.sub("\ufffd", one_line(text))


def markdown(text: str) -> str:
    r"""Return a text that Markdown prints as it is.

    >>> print(markdown("a|b <c>"))
    a\|b \<c\>
    """
    return one_line(text).translate(_MARKDOWN)


def latex(text: str) -> str:
    r"""Return a text that LaTeX prints as it is.

    >>> print(latex("R&D 50%"))
    R\&D 50\%
    """
    return "".join(_TEX.get(letter, letter) for letter in one_line(text))


def markdown_table(
    title: str,
    heads: Sequence[str],
    styles: Sequence[Style],
    rows: Sequence[Sequence[str]],
    notes: Sequence[str],
) -> str:
    """Return a table in Markdown: title, headings, rows, notes."""
    aligned = ["---" if style == "text" else "---:" for style in styles]
    lines = [f"**{markdown(title).strip() or '…'}**", "", _row(list(map(markdown, heads))), _row(aligned)]
    lines += [_row([markdown(cell) for cell in row]) for row in rows]
    lines += ["", *(f"*{markdown(note).strip() or '…'}*  " for note in notes)]
    return "\n".join(lines) + "\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def latex_table(
    title: str,
    heads: Sequence[str],
    styles: Sequence[Style],
    rows: Sequence[Sequence[str]],
    notes: Sequence[str],
    *,
    spans: Sequence[tuple[str, int]] = (),
) -> str:
    """Return a table in LaTeX: caption, headings, rows, notes; ``spans`` stand over several columns."""
    columns = "".join("l" if style == "text" else "r" for style in styles)
    lines = [
        r"\begin{table}",
        r"\centering",
        rf"\caption{{{latex(title)}}}",
        rf"\begin{{tabular}}{{{columns}}}",
    ]
    lines.append(r"\hline")
    if spans:
        lines.append(
            " & ".join(rf"\multicolumn{{{wide}}}{{c}}{{{latex(text)}}}" for text, wide in spans) + r" \\"
        )
    lines += [" & ".join(map(latex, heads)) + r" \\", r"\hline"]
    lines += [" & ".join(map(latex, row)) + r" \\" for row in rows]
    lines += [r"\hline", r"\end{tabular}"]
    lines += [rf"\par\footnotesize {latex(note)}" for note in notes]
    return "\n".join([*lines, r"\end{table}"]) + "\n"


def of_tables(tables: Sequence[PrintedTable], form: str) -> str:
    """Return printed tables one under the other, as ``md`` or ``tex``."""
    return "\n".join(_each(tables, form))


def _each(tables: Sequence[PrintedTable], form: str) -> Iterator[str]:
    for table in tables:
        rows = list(table.texts())
        if form == "tex":
            yield latex_table(table.heading, table.head, table.styles, rows, table.notes, spans=table.spans)
        else:
            yield markdown_table(table.heading, _spanned(table), table.styles, rows, table.notes)


def _spanned(table: PrintedTable) -> list[str]:
    """Return the headings; Markdown has no headings over several columns, so each column names its own."""
    over = [text for text, wide in table.spans for _ in range(wide)] or [""] * len(table.head)
    return [
        head if not above or above in head else f"{above} · {head}"
        for above, head in zip(over, table.head, strict=True)
    ]
