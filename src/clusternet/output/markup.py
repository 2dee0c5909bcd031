"""Text for Markdown and LaTeX: names stay names, whatever marks they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clusternet.output.result import Result

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Codes that steer a terminal or end a line, and those that turn the letters after them round."""
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
    """Return a text without line breaks, and without what steers a terminal or turns letters round."""
    return _CONTROL.sub(" ", text)


def printable(text: str) -> str:
    r"""Return a text on one line with what no document may hold replaced.

    >>> printable("a\nb\ud800")
    'a b�'
    """
    return NO_CHARACTER.sub("\ufffd", one_line(text))


def cells(text: str) -> int:
    """Return the width of a text in half-width letters: a Chinese character takes two.

    >>> cells("北京 a")
    6
    """
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)


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


def markdown_table(table: Result) -> str:
    """Return a table in Markdown: title, headings, rows, notes."""
    aligned = ["---" if style == "text" else "---:" for style in table.styles]
    heads = _row(list(map(markdown, _spanned(table))))
    lines = [f"**{markdown(table.heading).strip() or '…'}**", "", heads, _row(aligned)]
    lines += [_row([markdown(cell) for cell in row]) for row in table.texts()]
    lines += ["", *(f"*{markdown(note).strip() or '…'}*  " for note in table.notes)]
    return "\n".join(lines) + "\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _spanned(table: Result) -> list[str]:
    """Return the headings; Markdown has no headings over several columns, so each column names its own."""
    heads = table.heads
    over = [text for text, wide in table.spans for _ in range(wide)] or [""] * len(heads)
    return [
        head if not above or above in head else f"{above} · {head}"
        for above, head in zip(over, heads, strict=True)
    ]


def _guarded(row: str) -> str:
    r"""Return a row of LaTeX that the ``\\\\`` of the row above does not take for its argument.

    >>> _guarded("[a] & 1"), _guarded("a & 1")
    ('{[}a] & 1', 'a & 1')
    """
    return f"{{{row[0]}}}{row[1:]}" if row[:1] in ("[", "*") else row


def latex_table(table: Result) -> str:
    """Return a table in LaTeX: caption, headings, rows, notes."""
    columns = "".join("l" if style == "text" else "r" for style in table.styles)
    lines = [
        r"\begin{table}",
        r"\centering",
        rf"\caption{{{latex(table.heading)}}}",
        rf"\begin{{tabular}}{{{columns}}}",
        r"\hline",
    ]
    if table.spans:
        over = [rf"\multicolumn{{{wide}}}{{c}}{{{latex(text)}}}" for text, wide in table.spans]
        lines.append(" & ".join(over) + r" \\")
    lines += [" & ".join(map(latex, table.heads)) + r" \\", r"\hline"]
    lines += [_guarded(" & ".join(map(latex, row))) + r" \\" for row in table.texts()]
    lines += [r"\hline", r"\end{tabular}"]
    lines += [rf"\par\footnotesize {latex(note)}" for note in table.notes]
    return "\n".join([*lines, r"\end{table}"]) + "\n"
