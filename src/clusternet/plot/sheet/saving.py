"""Files of figures: PNG, SVG and PDF, the same bytes for the same figure."""

from __future__ import annotations

import re
import warnings
from contextlib import nullcontext
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from struct import pack
from typing import TYPE_CHECKING, Any
from zlib import compress

import numpy as np

from clusternet.errors import ClusternetError
from clusternet.guard import check_path
from clusternet.io.atomic import whole_file
from clusternet.output.result import Words
from clusternet.plot.sheet import fonts, offline
from clusternet.plot.sheet import page as sheet
from clusternet.plot.sheet.page import Page, Planner
from clusternet.transaction import scratch

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SUFFIXES = (".png", ".svg", ".pdf")
_PACKING = 3
"""At this level rows without filters, as suits drawings, are smaller than filtered ones at 6,
in a third of the time."""
_SVG_SIZE = re.compile(rb'width="([\d.]+)pt" height="([\d.]+)pt"')


@dataclass(frozen=True)
class Said:
    """What a file says of its figure to those who do not see it: its title, and a description."""

    title: str = ""
    description: str = ""


class GlyphError(ClusternetError):
    """A character stands in none of the fonts; ``reason`` is the message without the path."""

    def __init__(self, path: Path, character: str) -> None:
        said = f"{character} (U+{ord(character):04X})" if character else "?"
        en = f"no font has the character {said}; --font names one that has it"
        super().__init__(f"{path}: {en}", f"{path}：字体中没有字符 {said}，可用 --font 指定含有它的字体")
        self.reason, self.character = en, character


def publish(plan: Planner, path: Path, *, page: Page, words: Words) -> None:
    """Draw a figure with its title and caption and write it; the suffix of the path decides the form.

    Parameters
    ----------
    path
        ``.png``, ``.svg`` or ``.pdf``. The file appears whole or not at all.

    Raises
    ------
    FormatError
        If the suffix is another, or the folder does not exist.
    GlyphError
        If a character stands in none of the fonts.
    """
    check_path(path, SUFFIXES)
    with sheet.context(page.font):
        ax = sheet.printed(plan, page, words)
        figure, said = sheet.figure_of(ax), Said(words.heading, sheet.described(ax, sheet.printable(words)))
        if path.suffix.lower() == ".svg" and not page.outlines:
            _write_text(figure, path, page, said)
            return
        write(figure, path, dpi=page.dpi, said=said, scale=page.scale)


def write(
    figure: Figure,
    *paths: Path,
    dpi: int = 300,
    said: Said | None = None,
    drawn: bool = False,
    scale: float = 1.0,
) -> None:
    """Write a figure to PNG, SVG or PDF files: the same bytes for the same.

    Parameters
    ----------
    dpi
        Resolution of a PNG (dpi).
    said
        Title and description, which are in the file, too.
    drawn
        Whether the figure was drawn before.
    scale
        How much larger than it was laid out it is printed.

    Raises
    ------
    FormatError
        If a suffix is another, or a folder does not exist.
    GlyphError
        If a character stands in none of the fonts.
    """
    for path in paths:
        check_path(path, SUFFIXES)
    given = said or Said()
    told = Said(sheet.shaped(given.title), sheet.shaped(given.description))
    with sheet.context(), warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing from")
        for number, path in enumerate(paths):
            try:
                _save(figure, path, dpi=dpi, told=told, drawn=drawn or number > 0, scale=scale)
            except UserWarning as warning:
                code = next((word for word in str(warning).split() if word.isdecimal()), "")
                raise GlyphError(path, chr(int(code)) if code else "") from warning


def _write_text(figure: Figure, path: Path, page: Page, said: Said) -> None:
    """Write an SVG whose letters are text, with the outlines of those it uses, and named fonts after them."""
    import matplotlib as mpl

    with whole_file(path) as temporary:
        try:
            with mpl.rc_context({"svg.fonttype": "none"}), scratch() as folder:
                write(figure, folder / "figure.svg", said=said, scale=page.scale)
                drawing = (folder / "figure.svg").read_text(encoding="utf-8")
        except GlyphError as error:
            raise GlyphError(path, error.character) from error
        named = ", ".join(f"'{name}'" for name in fonts.families(page.font))
        style = f"{offline.font_face(drawing, page.font)} text {{ font-family: figure, {named} !important }}"
        temporary.write_text(drawing.replace("</style>", f"{style}</style>", 1), encoding="utf-8", newline="")


def lettered(figure: Figure) -> str:
    """Return a figure that has been drawn as SVG whose letters are text, for a page that has the font.

    Examples
    --------
    >>> from clusternet.plot.sheet.page import new_axes
    >>> ax = new_axes((40, 20))
    >>> _ = ax.set_title("Flows")
    >>> ">Flows</text>" in lettered(sheet.figure_of(ax))
    True
    """
    import matplotlib as mpl

    own = mpl.rc_context({"svg.fonttype": "none"})
    with sheet.context(), own, scratch() as folder:
        file = folder / "figure.svg"
        write(figure, file, drawn=True)
        return file.read_text(encoding="utf-8")


def _save(figure: Figure, path: Path, *, dpi: int, told: Said, drawn: bool, scale: float) -> None:
    """Write one file of a figure; ``drawn`` says that it has been drawn before."""
    suffix = path.suffix.lower()[1:]
    for artist in () if drawn else figure.findobj(lambda each: not (each.get_gid() or "").isprintable()):
        artist.set_gid(sheet.shaped(str(artist.get_gid())))  # XML cannot hold every character
    with whole_file(path) as temporary:
        if suffix == "png":
            _save_png(figure, temporary, dpi=dpi, told=told, scale=scale)
        elif suffix == "svg":
            said: dict[str, Any] = {"Date": None, "Creator": sheet.MARK, "Title": told.title}
            figure.savefig(temporary, format="svg", dpi=dpi * scale, metadata=said)
            _describe_svg(temporary, told, scale)
        else:
            said = {
                "CreationDate": None,
                "Creator": sheet.MARK,
                "Producer": None,
                "Title": told.title,
                **_if("Subject", told),
            }
            if not drawn:
                figure.draw_without_rendering()  # ticks make their labels
            with fonts.embeddable(figure) if suffix == "pdf" else nullcontext():
                _save_pdf(figure, temporary, dpi=dpi, said=said, scale=scale)


def _if(name: str, told: Said) -> dict[str, str]:
    return {name: told.description} if told.description else {}


def _save_png(figure: Figure, path: Path, *, dpi: int, told: Said, scale: float) -> None:
    """Write a PNG without opacity: a page has none. Its rows are packed as they are, see :data:`_PACKING`."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL.PngImagePlugin import PngInfo, putchunk

    raw, about = BytesIO(), PngInfo()
    figure.savefig(raw, format="raw", dpi=dpi * scale)
    FigureCanvasAgg(figure)  # one without pixels: the old one would keep those of the page, some 20 MB
    for name, text in {"Title": told.title, **_if("Description", told)}.items():
        about.add_text(name, text)
    wide, high = (figure.get_size_inches() * dpi * scale).astype(int).tolist()
    rows = np.zeros((high, 1 + 3 * wide), dtype=np.uint8)  # each begins with the number of its filter
    rows[:, 1:].reshape(high, wide, 3)[:] = np.frombuffer(raw.getbuffer(), np.uint8).reshape(high, wide, 4)[
        ..., :3
    ]
    dots = round(dpi / 0.0254)
    with path.open("wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        putchunk(file, b"IHDR", pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0))
        for kind, data, *_ in about.chunks:
            putchunk(file, kind, data)
        putchunk(file, b"pHYs", pack(">IIB", dots, dots, 1))
        putchunk(file, b"IDAT", compress(rows.data, _PACKING))
        putchunk(file, b"IEND", b"")


def _describe_svg(path: Path, told: Said, scale: float) -> None:
    """Say in an SVG what it shows, and print it larger: its size is another, all it holds stays."""

    def enlarged(size: re.Match[bytes]) -> bytes:
        wide, high = (f"{float(length) * scale:.6g}".encode() for length in size.groups())
        return b'width="%spt" height="%spt"' % (wide, high)

    drawing = path.read_bytes() if scale == 1 else _SVG_SIZE.sub(enlarged, path.read_bytes(), count=1)
    if told.description:
        name = f'<svg role="img" aria-label="{escape(told.title)}" '
        drawing = drawing.replace(b"<svg ", name.encode(), 1)
        about = f"</title>\n <desc>{escape(told.description)}</desc>".encode()
        drawing = drawing.replace(b"</title>", about, 1)
    path.write_bytes(drawing)


def _save_pdf(figure: Figure, path: Path, *, dpi: int, said: dict[str, Any], scale: float) -> None:
    """Write a PDF, larger than it was laid out by a scale."""
    from matplotlib.backends import backend_pdf

    untyped: Any = backend_pdf

    class Enlarged(untyped.PdfFile):  # type: ignore[misc]
        def newPage(self, width: float, height: float) -> None:  # noqa: N802
            super().newPage(width * scale, height * scale)
            self.output(scale, 0, 0, scale, 0, 0, untyped.Op.concat_matrix)

    if scale == 1:
        figure.savefig(path, format="pdf", dpi=dpi, metadata=said)
        return
    with untyped.PdfPages(path, metadata=said) as pages:
        pages._file = Enlarged(path, metadata=said)
        figure.savefig(pages, format="pdf", dpi=dpi * scale)
