"""What filling a text changed, and what it could not fill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.words.text import Text, said_by


@dataclass(frozen=True)
class Change:
    """A mark that was filled.

    Attributes
    ----------
    where
        Line, paragraph or cell.
    mark
        As written.
    old, new
        What stood there, and what stands there now; ``old`` is blank at the first filling.
    base
        What the number is of.
    """

    where: Text
    mark: str
    old: str
    new: str
    base: Text

    @property
    def changed(self) -> bool:
        """Whether something else stands there now."""
        return self.old != self.new


class NotFilledError(ClusternetError):
    """Marks that cannot be filled; nothing was written.

    Attributes
    ----------
    lines
        One for each: where, what, and what is accepted.
    """

    def __init__(self, lines: Sequence[Text]) -> None:
        count = len(lines)
        super().__init__(
            f"{count} mark{'' if count == 1 else 's'} cannot be filled; nothing is written",
            f"{count} 处标记无法填入；未写出任何文件",
        )
        self.lines = tuple(lines)


def refused(where: Text, mark: str, error: ClusternetError) -> Text:
    """Return the line on a mark that cannot be filled."""
    said = said_by(error)
    return Text(f"{where.zh}：{{{{ {mark} }}}}：{said.zh}", f"{where.en}: {{{{ {mark} }}}}: {said.en}")


def table(changes: Sequence[Change], language: str) -> pd.DataFrame:
    """Return the marks that were filled as a table.

    Parameters
    ----------
    changes
        In the order of the text.
    language
        ``zh`` or ``en``.

    Returns
    -------
    DataFrame
        ``where``, ``mark``, ``old``, ``new``, ``base``.
    """
    rows = [
        {
            "where": each.where.in_(language),
            "mark": f"{{{{ {each.mark} }}}}",
            "old": each.old,
            "new": each.new,
            "base": each.base.in_(language),
        }
        for each in changes
    ]
    return pd.DataFrame(rows, columns=["where", "mark", "old", "new", "base"], dtype=object)
