"""The printed page of a figure: its size, title, caption and file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from unicodedata import category

import numpy as np

from clusternet.output.result import Words
from clusternet.plot.sheet import crowding, fonts, palette
from clusternet.plot.sheet.marks import Mark, drawn
from clusternet.plot.sheet.notebook import shown_axes
from clusternet.words import labels
from clusternet.words.text import NOTHING, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MM = 25.4
MARK = "clusternet"
_TITLE, _NOTE = 11.0, 6.5
_TYPE, _LEADING = 8.0, 1.45
_GROWS, _LEAST, _MOST_SCALED = 0.3, 0.85, 1.25
"""How type grows with the width of a page, and the least and largest it is scaled to."""
MARGIN, _GAP = 3.0, 2.5
"""Blank border of a page, and between its parts, in millimetres."""
_MOST, _PROSE = 300, 1000
"""Characters of a name, and of a title or note, that are drawn."""


_UNPRINTED = {"Cc": " ", "Zl": " ", "Zp": " ", "Cf": "", "Cs": "\ufffd"}
"""What is drawn for characters without a shape, by their category."""


@dataclass(frozen=True)
class Page:
    """How a figure is printed.

    Attributes
    ----------
    width
        Millimetres.
    dpi
        Resolution of a PNG (dpi).
    font
        Family or file; see :func:`clusternet.plot.sheet.fonts.families`.
    bare
        Leave title and caption out, for a document that has its own. Synthetic data stay marked.
    size
        Of ordinary type, in points; it follows the width if None.
    outlines
        Draw the letters of an SVG, for programs that have neither its font nor read the one it holds.
    height
        Millimetres, title and caption included; what the figure takes if None. Type stays as it is.

    Examples
    --------
    >>> [round(8 * Page(width).scale, 1) for width in (60, 85, 150, 180, 300)]
    [6.8, 6.8, 8.0, 8.4, 9.8]
    """

    width: float = 150.0
    dpi: int = 300
    font: str | None = None
    bare: bool = False
    size: float | None = None
    outlines: bool = False
    height: float | None = None

    @property
    def scale(self) -> float:
        """How much larger than on a page of 150 mm everything on it is: type, lines, marks and gaps."""
        if self.size is not None:
            return self.size / _TYPE
        return float(min(max((self.width / Page.width) ** _GROWS, _LEAST), _MOST_SCALED))

    @property
    def laid(self) -> float:
        """Width the figure is laid out for, in millimetres, before it is scaled."""
        return self.width / self.scale

    @property
    def inner(self) -> float:
        """Width of the axes, in millimetres of the lay-out."""
        return self.laid - 2 * MARGIN


@contextmanager
def context(font: str | None = None) -> Iterator[None]:
    """Set the style of every figure for as long as the block runs; nothing outside it changes."""
    import matplotlib as mpl

    if mpl.rcParams["svg.hashsalt"] == MARK:  # within such a block: its font holds
        yield
        return
    style: dict[Any, Any] = {
        "font.family": fonts.families(font),
        "font.size": _TYPE,
        "axes.unicode_minus": False,
        "axes.edgecolor": palette.MUTED,
        "axes.labelcolor": palette.INK,
        "axes.linewidth": 0.6,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "grid.color": palette.FAINT,
        "grid.linewidth": 0.4,
        "xtick.color": palette.MUTED,
        "ytick.color": palette.MUTED,
        "xtick.labelsize": 7,
        "ytick.labelsize": 7,
        "xtick.major.width": 0.6,
        "ytick.major.width": 0.6,
        "legend.frameon": False,
        "legend.fontsize": 7,
        "text.color": palette.INK,
        "text.hinting": "none",  # letters as wide at 50 dpi as in print
        "text.parse_math": False,  # names are text, whatever dollar signs they hold
        "lines.linewidth": 1.4,
        "pdf.fonttype": 42,
        "svg.fonttype": "path",
        "svg.hashsalt": MARK,
        "figure.facecolor": "white",
        "savefig.facecolor": "auto",
        "path.simplify": False,
    }
    with mpl.rc_context(style):
        yield


@dataclass(frozen=True, eq=False)
class Plan:
    """A figure that is laid out, but not drawn.

    Attributes
    ----------
    width, height
        Of the axes it was laid out for, in millimetres.
    ink
        Draws in the axes it is given, in the style of the project.
    mark
        What stands under the axes where the data are synthetic; see :func:`mark`.
    kind
        What a figure of this kind is called, for those who hear it.
    """

    width: float
    height: float
    ink: Callable[[Axes], object]
    mark: str = ""
    kind: Text = NOTHING

    def draw(self, ax: Axes | None = None) -> Axes:
        """Draw in the axes, or in new ones of the size of the plan, the mark under them."""
        with context():
            strip = _GAP + text_height(_NOTE) if self.mark else 0.0
            axes = new_axes((self.width, self.height + strip)) if ax is None else ax
            if self.mark:
                _make_room(axes, strip)
                axes.annotate(self.mark, (0, 0), (0, -_GAP / MM * 36), xycoords="axes fraction", va="top",
                               textcoords="offset points", size=_NOTE, color=palette.MUTED, gid="synthetic",
                               annotation_clip=False)  # fmt: skip
            self.ink(axes)
        return axes


Planner = Callable[[float], Plan]
"""Lays a figure out for axes of a width in millimetres."""


def mark(table: object, language: str) -> str:
    """Return the words for synthetic data where a table or matrix has ``synthetic`` true, or nothing."""
    return labels.mark(bool(np.any(getattr(table, "synthetic", False))), language)


def _make_room(ax: Axes, strip: float) -> None:
    """Raise the lower edge of axes that leave less than a strip of their figure under them."""
    low = ax.get_window_extent().y0 / figure_of(ax).dpi * MM
    if low < strip:
        box = ax.get_position()
        raised = (strip - low) / _size(ax)[1] * box.height
        ax.set_position((box.x0, box.y0 + raised, box.width, box.height - raised))


def sheet(width: float) -> float:
    """Return the width of the page of axes of a width."""
    return width + 2 * MARGIN


def width_of(ax: Axes | None) -> float:
    """Return the width of axes in millimetres; that of a page if None."""
    return Page.width if ax is None else _size(ax)[0]


def new_axes(size: tuple[float, float]) -> Axes:
    """Return axes that fill a new figure of a size in millimetres. No state of pyplot is touched."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(size[0] / MM, size[1] / MM))
    FigureCanvasAgg(figure)
    axes: Axes = figure.add_axes((0.0, 0.0, 1.0, 1.0), axes_class=shown_axes())
    return axes


def in_millimetres(ax: Axes) -> tuple[float, float]:
    """Make one unit of the axes a millimetre, origin top left, axes hidden; return width and height."""
    wide, high = _size(ax)
    ax.set_xlim(0, wide)
    ax.set_ylim(high, 0)
    ax.set_axis_off()
    ax.set_xticks(())  # else ticks that nobody sees are made
    ax.set_yticks(())
    return wide, high


def _size(ax: Axes) -> tuple[float, float]:
    """Return width and height of axes in millimetres."""
    figure, box = figure_of(ax), ax.get_window_extent()
    return box.width / figure.dpi * MM, box.height / figure.dpi * MM


def figure_of(ax: Axes) -> Figure:
    """Return the whole figure that axes belong to."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    return figure


def text_width(text: str, size: float) -> float:
    """Return how wide a line is in millimetres, in the font of the current block."""
    import matplotlib as mpl

    return fonts.width(text, size, mpl.rcParams["font.family"])


def text_height(size: float) -> float:
    """Return the height of a line in millimetres."""
    return size * MM / 72 * 1.15


def clipped(text: str, most: int = _MOST) -> str:
    """Cut a text to what can be shown at all, with an ellipsis: before it is measured letter by letter.

    >>> clipped("Guangdong"), clipped("Guangdong", 6)
    ('Guangdong', 'Guang…')
    """
    text = shaped(text)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def shaped(text: str) -> str:
    r"""Return a text without what steers a line or its direction, of which no font has a shape.

    >>> shaped("Guang\vdong\u202e")
    'Guang dong'
    """
    if text.isprintable():
        return text
    return "".join(_UNPRINTED.get(category(letter), letter) for letter in text)


def printable(words: Words) -> Words:
    """Return what is said of a figure, title and notes cut to what a page has room for."""
    notes = [clipped(note, _PROSE) for note in words.notes]
    parts = ("title", "subtitle", "source", "headline")
    cut: dict[str, Any] = {name: clipped(getattr(words, name), _PROSE) for name in parts}
    return replace(words, notes=notes, **cut)


def fitting(text: str, size: float, room: float, tail: str = "") -> int:
    """Return how many of the first characters of a line fit into a room, ``tail`` after them."""
    return bisect_right(range(1, len(text) + 1), room, key=lambda n: text_width(text[:n] + tail, size))


def fitted(line: str, size: float, room: float) -> list[str]:
    """Break a line into parts that fit a room: after hyphens, else anywhere."""
    parts = []
    while len(line) > 1 and text_width(line, size) > room:
        fits = max(fitting(line, size, room), 1)
        hyphen = line.rfind("-", 0, fits) + 1
        cut = hyphen if hyphen > 1 else fits
        parts.append(line[:cut])
        line = line[cut:]
    return [*parts, line] if line else parts


def wrapped(text: str, size: float, wide: float) -> list[str]:
    """Break a text into lines that fit a width in millimetres: between Chinese characters, or at blanks."""
    lines, line, pieces = [], "", list(_pieces(text))
    while pieces:
        if not line:
            line = pieces.pop(0)
            continue
        fits = _run(line, pieces, size, wide)
        line, pieces = line + "".join(pieces[:fits]), pieces[fits:]
        if pieces:
            lines.append(line.rstrip())
            line = pieces.pop(0).lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def _run(line: str, pieces: Sequence[str], size: float, wide: float) -> int:
    """Return how many pieces fit behind the begin of a line: sought in doubling steps, then by halves."""

    def width(fits: int) -> float:
        return text_width((line + "".join(pieces[:fits])).rstrip(), size)

    most = 1
    while most < len(pieces) and width(most) <= wide:
        most *= 2
    return bisect_right(range(1, min(most, len(pieces)) + 1), wide, key=width)


def _pieces(text: str) -> Iterator[str]:
    """Split a text where a line may end; marks that may not begin a line stay with what they follow."""
    piece = ""
    for letter in text:
        opens = ord(letter) > 0x2E7F and letter not in "，。；：、）」』！？％"
        if (
            piece
            and piece[-1] not in "（「『《“"
            and (
                opens
                or piece.endswith(" ")
                or (ord(piece[-1]) > 0x2E7F and letter not in "，。；：、）」』！？％")
            )
        ):
            yield piece
            piece = ""
        piece += letter
    if piece:
        yield piece


def printed(plan: Planner, page: Page, words: Words) -> Axes:
    """Return the axes of a figure on a page of its own, title and caption round it, before it is scaled."""
    with context(page.font):
        planned = plan(page.inner)
        ax = _sheet(planned.height, page, words)
        (planned.ink if words.synthetic else planned.draw)(ax)
        if page.height is not None:
            crowding.refuse(figure_of(ax), page.height)
        palette.recolour(figure_of(ax))
        ax.set_gid(Mark("drawing", planned.kind))
        return ax


def described(ax: Axes, words: Words) -> str:
    """Return a printed figure in words: its kind, title, marks, finding, base and source."""
    gid = ax.get_gid()
    kind = gid.of if isinstance(gid, Mark) else NOTHING
    return words.described(kind, drawn(figure_of(ax)))


def around(ax: Axes) -> tuple[float, float]:
    """Return what title and caption take of the height of a page, as parts of it."""
    box, gap = ax.get_position(), _GAP / MM / figure_of(ax).get_figheight()
    return 1 - box.y1 - gap, box.y0 - gap


def _sheet(height: float, page: Page, words: Words) -> Axes:
    """Return axes with the title above them and the caption below."""
    inner, words = page.inner, printable(words)
    over = () if page.bare else words.over
    title = [line for each in over[:1] for line in _lines(each, _TITLE, inner)]
    second = [line for each in over[1:] for line in _lines(each, _TYPE, inner)]
    said = [words.mark] if page.bare and words.mark else [] if page.bare else list(words.under)
    caption = [line for note in said for line in _lines(note, _NOTE, inner)]
    line, small = text_height(_TITLE) * 1.2, _NOTE * MM / 72 * _LEADING
    under = len(title) * line + MARGIN
    above = under + len(second) * text_height(_TYPE) * 1.2 + (_GAP if title or second else 0)
    below = len(caption) * small + (_GAP if caption else 0) + MARGIN
    if page.height is not None:
        height = crowding.left(page.height, page.scale, above + below)
    total = above + height + below
    ax = new_axes((page.laid, total))
    ax.set_position((MARGIN / page.laid, below / total, inner / page.laid, height / total))
    figure, left = figure_of(ax), MARGIN / page.laid
    for place, text in enumerate(title):
        y = 1 - (MARGIN + place * line) / total
        figure.text(left, y, text, size=_TITLE, va="top", ha="left", color=palette.INK, gid="title")
    for place, text in enumerate(second):
        y = 1 - (under + place * text_height(_TYPE) * 1.2) / total
        figure.text(left, y, text, size=_TYPE, va="top", ha="left", color=palette.MUTED, gid="subtitle")
    for place, text in enumerate(caption):
        y = (below - _GAP - place * small) / total
        figure.text(left, y, text, size=_NOTE, va="top", ha="left", color=palette.MUTED, gid="caption")
    return ax


def _lines(text: str, size: float, wide: float) -> list[str]:
    """Break a title or a note into lines, none wider than the page."""
    return [part for line in wrapped(text, size, wide) for part in fitted(line, size, wide)]
