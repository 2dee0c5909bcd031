"""What the marks of a figure say: to who points at them, who reaches them by keyboard, and who hears them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from clusternet.words.text import COMMA, NOTHING, Text, numbered

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure


class Mark(str):
    """The id of an artist that shows data, with what it is and what it says.

    A collection says as many things as it has parts, in their order; a part without anything to say has "".

    Attributes
    ----------
    of
        What each is: a flow, a bar.
    said
        In the language of the figure.

    Examples
    --------
    >>> mark = Mark("bar", Text("个条形", "bar"), "5G 12 (40 %)")
    >>> mark == "bar", mark.said
    (True, ('5G 12 (40 %)',))
    """

    __slots__ = ("of", "said")
    of: Text
    said: tuple[str, ...]

    def __new__(cls, key: str, of: Text, *said: str) -> Mark:
        """Return the id of that name."""
        mark = super().__new__(cls, key)
        mark.of, mark.said = of, said
        return mark


def marks(figure: Figure) -> list[tuple[Artist, Mark]]:
    """Return the artists that say something, with what they say."""
    found = figure.findobj(lambda each: isinstance(each.get_gid(), Mark))
    return [(artist, artist.get_gid()) for artist in found]  # type: ignore[misc]


def drawn(figure: Figure) -> Text:
    """Return how many marks of each kind a figure has.

    Examples
    --------
    >>> from clusternet.plot.sheet.page import figure_of, new_axes
    >>> ax = new_axes((40, 20))
    >>> _ = ax.plot([1, 2], gid=Mark("line", Text("条线", "line"), "5G", "6G"))
    >>> drawn(figure_of(ax))
    Text(zh='2条线', en='2 lines')
    """
    numbers: Counter[Text] = Counter()
    for _, mark in marks(figure):
        numbers[mark.of] += sum(1 for each in mark.said if each)
    parts = [Text(f"{number:,}{of.zh}", numbered(number, of.en)) for of, number in numbers.items() if number]
    return COMMA.join(parts) if parts else NOTHING
