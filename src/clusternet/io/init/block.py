"""One table of a descriptor on its way, and the columns of names of a sheet."""

from __future__ import annotations

from dataclasses import dataclass, field

from clusternet.io.init.columns import SURE, Column
from clusternet.io.init.headers import NAMES
from clusternet.io.init.look import Seen
from clusternet.words.text import NOTHING, Text

OF_END = ("province", "city", "country", "category")
"""What a column may tell of an end of a tie."""
OTHER_NAMES = ("full_name", "short_name", "former_name", "english_name", "other_names")
"""Further names of a node."""
_ALIKE = 0.6
"""Share of rows from which one column is taken for a shorter form of another."""


@dataclass
class Block:
    """One table of a descriptor on its way: alike sheets of one file.

    Attributes
    ----------
    key
        ``edges``, ``nodes``, or blank where the sheet is left out.
    seen
        Its sheets.
    columns
        Column name -> the column of the sheet.
    set
        Column name -> value, with its reason.
    kind
        For nodes: ``sample`` or blank.
    add
        For nodes: whether its rows are nodes.
    why
        What told what it is.
    doubts
        What a reader should look at.
    unused
        Headers that are not used.
    further
        For ties: whether it reads a further column of partners, which may be blank.
    matrix
        For ties: whether its rows are sources and its columns targets.
    """

    key: str
    seen: list[Seen]
    columns: dict[str, Column] = field(default_factory=dict)
    set: dict[str, tuple[str, Text]] = field(default_factory=dict)
    kind: str = ""
    add: bool = True
    why: Text = NOTHING
    doubts: list[Text] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    further: bool = False
    matrix: bool = False

    @property
    def names(self) -> list[str]:
        """The names of its columns of names."""
        return [name for name in ("source", "target", "sample", "partner", "id") if name in self.columns]


def columns_of_names(seen: Seen, found: list[Column]) -> list[Column]:
    """Return the columns of names, without those that shorten another."""
    named = [column for column in found if column.role == NAMES]
    kept: list[Column] = []
    for column in named:
        if not any(_shortens(seen, one.header, column.header) for one in kept):
            kept.append(column)
    return kept


def _shortens(seen: Seen, one: str, other: str) -> bool:
    """Whether two columns hold longer and shorter forms of the same names."""
    rows = seen.frame[[one, other]]
    rows = rows[(rows[one] != "") & (rows[other] != "")].head(200)
    pairs = [sorted(pair, key=len) for pair in rows.itertuples(index=False, name=None)]
    return bool(pairs) and sum(_holds(longer, shorter) for shorter, longer in pairs) >= _ALIKE * len(pairs)


def _holds(longer: str, shorter: str) -> bool:
    """Whether the letters of a text stand in another in their order, and it names as many."""
    letters, marks = iter(longer), [sum(text.count(mark) for mark in SURE) for text in (longer, shorter)]
    return marks[0] == marks[1] and all(letter in letters for letter in shorter)
