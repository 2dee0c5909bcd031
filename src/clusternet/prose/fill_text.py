"""Filling Markdown, Quarto, LaTeX and plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from clusternet.errors import ClusternetError
from clusternet.output import markup
from clusternet.prose.changes import Change, NotFilledError, refused
from clusternet.prose.marks import Mark, found, parse
from clusternet.prose.parts import Filling, Source
from clusternet.words.text import Text

SUFFIXES = (".md", ".qmd", ".rmd", ".tex", ".txt")
_WIDTH = "150mm"
_LENGTH = re.compile(r"\d+(?:\.\d+)?(?:mm|cm|in|pt|%)")


@dataclass(frozen=True)
class Made:
    """A filled text, not written yet.

    Attributes
    ----------
    text
        The text.
    changes
        What was filled.
    figures
        File name -> PNG, beside the text.
    """

    text: str
    changes: tuple[Change, ...]
    figures: dict[str, bytes] = field(default_factory=dict)


def fill(text: str, path: Path, out: Path, source: Source, *, before: str | None = None) -> Made:
    """Return a text with its marks filled.

    Parameters
    ----------
    text
        The template.
    path, out
        Where it was read, whose suffix says what it is, and where the filled text goes.
    source
        Of the values.
    before
        The text as it was filled last, for the list of changes.

    Raises
    ------
    NotFilledError
        If any mark cannot be filled.
    """
    form = path.suffix.lower()
    matches = list(found(text, spaced=form == ".tex"))
    lines: list[Text] = []
    filled: list[tuple[Text, Mark, Filling, str]] = []
    figures: dict[str, bytes] = {}
    for match in matches:
        number = text.count("\n", 0, match.start()) + 1
        where = Text(f"{path.name} 第{number}行", f"{path.name}, line {number}")
        try:
            mark = parse(match["said"])
            filling = source.filling(mark)
            filled.append((where, mark, filling, _written(filling, mark, form, out, figures)))
        except ClusternetError as error:
            lines.append(refused(where, match["said"].strip(), error))
    if lines:
        raise NotFilledError(lines)
    ends = [match.end() for match in matches]
    starts = [match.start() for match in matches]
    between = [text[at:to] for at, to in zip([0, *ends], [*starts, len(text)], strict=True)]
    news = [new for *_, new in filled]
    olds = _olds(between, news, before)
    changes = [
        Change(where, mark.text, *_shown(filling, old, new), filling.base)
        for (where, mark, filling, new), old in zip(filled, olds, strict=True)
    ]
    parts = [part for pair in zip(between, [*news, ""], strict=True) for part in pair]
    return Made("".join(parts), tuple(changes), figures)


def _shown(filling: Filling, old: str, new: str) -> tuple[str, str]:
    """Return what a list of changes says: of a table its title, and whether its cells are the same."""
    if filling.table is None:
        return old, new
    return (filling.text if old == new else old and f"{filling.text} …"), filling.text


def _written(filling: Filling, mark: Mark, form: str, out: Path, figures: dict[str, bytes]) -> str:
    """Return a filling in the language of the document."""
    tex = form == ".tex"
    if filling.table is not None:
        if form == ".txt":
            return "\n".join("\t".join(row) for row in [filling.table.heads, *filling.table.texts()])
        return (markup.latex_table if tex else markup.markdown_table)(filling.table).rstrip("\n")
    if filling.picture is not None:
        width = mark.where.get("width", _WIDTH)
        if form == ".txt" or not _LENGTH.fullmatch(width):
            raise ClusternetError("figure: plain text holds none" if form == ".txt" else
                                  f"width={width}: write a length such as 120mm",
                                  "figure：纯文本不能含图" if form == ".txt" else
                                  f"width={width}：应为长度，如 120mm")  # fmt: skip
        name = f"{out.stem}-{filling.key}.png"
        figures[name] = filling.picture.png
        if tex:
            return rf"\includegraphics[width={width}]{{{name}}}"
        return f"![{markup.markdown(filling.text)}]({name}){{width={width}}}"
    return markup.latex(filling.text) if tex else filling.text


def _olds(between: list[str], news: list[str], before: str | None) -> list[str]:
    """Return what stood between the same pieces of text when it was filled last; blanks where it did not."""
    olds: list[str] = []
    if before is None or not before.startswith(between[0]):
        return [""] * len(news)
    at = len(between[0])
    for new, behind in zip(news, between[1:], strict=True):
        if before.startswith(new + behind, at):
            to = at + len(new)
        else:  # of a table, as many lines
            from_ = at
            for _ in range(new.count("\n")):
                from_ = max(before.find("\n", from_) + 1, from_)
            to = before.find(behind, from_) if behind else len(before)
        if to < 0:
            return [*olds, *[""] * (len(news) - len(olds))]
        olds.append(before[at:to])
        at = to + len(behind)
    return olds
