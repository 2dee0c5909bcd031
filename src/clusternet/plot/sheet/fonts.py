"""Fonts: Chinese text without fonts of the system, and outlines that a PDF may hold."""

from __future__ import annotations

import atexit
import hashlib
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clusternet import guard
from clusternet.errors import ClusternetError, MissingDependencyError
from clusternet.words.text import Text

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont
    from matplotlib.figure import Figure

FAMILY = "Noto Sans SC"
_SYSTEM = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "SimHei",
    "WenQuanYi Zen Hei",
)
_LATIN, _SECOND = "DejaVu Sans", "Source Sans Second"
_OF_LAYOUT = ["VORG", "BASE", "DSIG", "GSUB", "GPOS", "GDEF"]
"""Tables of a font that plain lines of text do not need."""
_ENLARGED = 1.117
"""Latin letters of Noto Sans SC against those of Source Sans."""
_UNITS_OFF = 0.5
"""Largest distance, in units of the font, of a quadratic outline from the cubic one it stands for."""


def families(font: str | None = None) -> list[str]:
    """Return the families text is set in, first choice first; a missing character falls to the next.

    Parameters
    ----------
    font
        Name of an installed family, or the path of a .ttf or .otf file; Noto Sans SC if None.

    Raises
    ------
    ClusternetError
        If the font does not exist; the message names installed families that have Chinese.
    MissingDependencyError
        If no font with Chinese characters is found.

    Examples
    --------
    >>> families()[0]
    'Noto Sans SC'
    """
    if font is not None:
        is_file = font.lower().endswith((".ttf", ".otf", ".ttc"))
        first = _of_file(str(guard.reading(Path(font)))) if is_file else _installed(font)
        return list(dict.fromkeys([first, *_chinese(), *_european(), _LATIN]))
    chinese = _chinese()
    if not chinese:
        raise MissingDependencyError.of("no_chinese_font")
    return [*chinese, *_european(), _LATIN]


@cache
def _chinese() -> tuple[str, ...]:
    """Return the family of the font wheel, else the first family of the system that has Chinese."""
    from importlib.util import find_spec

    spec = find_spec("pylopdf_fonts_zh_cn")
    if spec is not None and spec.origin is not None:
        file = Path(spec.origin).parent / "NotoSansSC-Regular.otf"
        if file.is_file():
            return (_of_file(str(file)),)
    return tuple(name for name in _SYSTEM if name in _names())[:1]


@cache
def _european() -> tuple[str, ...]:
    """Return the family of the letters that Noto Sans SC lacks (Ł, č, İ), as tall as its own; none if absent.

    The Latin letters of Noto Sans SC are those of Source Sans, enlarged; a letter of the original would stand
    small among them.
    """
    from importlib.util import find_spec

    from fontTools.ttLib import TTFont

    spec = find_spec("font_source_sans_pro")
    if spec is None or spec.origin is None or _chinese() != (FAMILY,):
        return ()
    file = Path(spec.origin).parent / "files" / "SourceSansPro-Regular.ttf"
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    with TTFont(file, lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
        font["head"].unitsPerEm = round(font["head"].unitsPerEm / _ENLARGED)
        for record in font["name"].names:
            if record.nameID in (1, 4, 6):
                record.string = _SECOND if record.nameID != 6 else _SECOND.replace(" ", "")
        font.save(Path(folder.name) / "second.ttf")
    return (_of_file(str(Path(folder.name) / "second.ttf")),)


def _names() -> set[str]:
    from matplotlib import font_manager

    return {entry.name for entry in font_manager.fontManager.ttflist}


@cache
def _of_file(path: str) -> str:
    """Make a font file known to matplotlib and return its family."""
    from matplotlib import font_manager

    if not Path(path).is_file():
        raise ClusternetError.of("font_file", path=path)
    try:
        font_manager.fontManager.addfont(path)
        return str(font_manager.get_font(path).family_name)
    except (OSError, RuntimeError) as error:
        raise ClusternetError.of("not_font", path=path, why=error) from error


def _installed(name: str) -> str:
    known = _names() | set(_chinese())
    found = next((each for each in known if each.lower() == name.lower()), None)
    if found is None:
        chinese = sorted({each for each in _SYSTEM if each in known} | set(_chinese()))
        raise ClusternetError.of(
            "font_name", name=name, families=chinese or Text("均无中文", "none with Chinese is")
        )
    return found


def width(text: str, size: float, names: Sequence[str]) -> float:
    """Return how wide a line of text is, in millimetres.

    Parameters
    ----------
    size
        In points.
    names
        Families, first choice first.
    """
    return _advance(text, tuple(names)) * size * 25.4 / 72 / 100


@cache
def _advance(text: str, names: tuple[str, ...]) -> float:
    """Width in points at a size of 100 points."""
    from matplotlib import font_manager

    font = font_manager.get_font(_files(names))
    font.set_size(100, 72)
    with warnings.catch_warnings():  # a missing character is an error when the figure is written
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        font.set_text(text, 0.0)
    return float(font.get_width_height()[0]) / 64


@cache
def _files(names: tuple[str, ...]) -> list[Any]:
    from matplotlib import font_manager

    return [font_manager.findfont(font_manager.FontProperties(family=[name])) for name in names]


def web(characters: str, font: str | None = None) -> tuple[str, bytes]:
    """Return the first family of :func:`families` and a WOFF file with its outlines of some characters.

    >>> family, data = web("北京")
    >>> family, data[:4]
    ('Noto Sans SC', b'wOFF')
    """
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from matplotlib import font_manager

    family = families(font)[0]
    file = font_manager.findfont(font_manager.FontProperties(family=[family]))
    with TTFont(file, lazy=True, fontNumber=0, recalcTimestamp=False, recalcBBoxes=False) as outlines:
        options = Options(layout_features=[], notdef_outline=True, hinting=False)
        options.drop_tables += _OF_LAYOUT
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=sorted(set(map(ord, characters)) | set(range(32, 127))))
        subsetter.subset(outlines)
        outlines.flavor = "woff"
        data = BytesIO()
        outlines.save(data)
    return family, data.getvalue()


# -- outlines for PDF --------------------------------------------------------------------------------------
@contextmanager
def embeddable(*figures: Figure) -> Iterator[None]:
    """Set the texts of figures in TrueType outlines for as long as they are written as PDF.

    Noto Sans SC comes with PostScript outlines, which matplotlib would embed as if they were TrueType: some
    readers then refuse the font. The characters used are converted to TrueType within half a unit of 1,000,
    once for all figures; within such a block another one changes nothing.
    """
    from matplotlib import font_manager
    from matplotlib.text import Text

    texts = [
        text
        for figure in figures
        for text in figure.findobj(Text)
        if isinstance(text, Text) and text.get_text()
    ]
    used: dict[str, set[str]] = {}
    for text in texts:
        for name in text.get_fontfamily():
            used.setdefault(name, set()).update(text.get_text())
    known = list(font_manager.fontManager.ttflist)
    with tempfile.TemporaryDirectory() as folder:
        swapped = {}
        for name, characters in sorted(used.items()):
            file = font_manager.findfont(font_manager.FontProperties(family=[name]))
            made = _true_type(Path(file), characters, Path(folder))
            if made is not None:
                font_manager.fontManager.addfont(str(made))
                swapped[name] = font_manager.get_font(str(made)).family_name
        before = [(text, list(text.get_fontfamily())) for text in texts]
        try:
            for text, names in before:
                text.set_fontfamily([swapped.get(name, name) for name in names])
            yield
        finally:
            for text, names in before:
                text.set_fontfamily(names)
            font_manager.fontManager.ttflist[:] = known


def _true_type(file: Path, characters: set[str], folder: Path) -> Path | None:
    """Write a font with the characters in TrueType outlines; None where the font has such outlines."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    source = _opened(file)
    if "CFF " not in source:
        return None
    with TTFont(file, lazy=True, fontNumber=0, recalcTimestamp=False) as font:
        for name in set(_OF_LAYOUT) & set(font.keys()):
            del font[name]
        _to_quadratic(font, source, _outlines(file))
        options = Options(layout_features=[], notdef_outline=True, name_IDs=[1, 2, 4, 6], hinting=False)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=sorted(set(map(ord, characters)) | set(range(32, 127))))
        subsetter.subset(font)
        made = folder / f"{_renamed(font, characters)}.ttf"
        font.save(made)
    return made


@cache
def _opened(file: Path) -> TTFont:
    """Return a font to read from; what was read of it stays read."""
    from fontTools.ttLib import TTFont

    return TTFont(BytesIO(file.read_bytes()), lazy=True, fontNumber=0)


def _renamed(font: TTFont, characters: set[str]) -> str:
    """Give a font a name of its own, so that it is not taken for the one it was made from."""
    mark = hashlib.sha256("".join(sorted(characters)).encode()).hexdigest()[:8]
    name = f"{font['name'].getDebugName(1)} {mark}"
    for record in font["name"].names:
        record.string = {2: "Regular", 6: name.replace(" ", "")}.get(record.nameID, name)
    return name.replace(" ", "")


def _to_quadratic(font: TTFont, source: TTFont, outlines: _Quadratic) -> None:
    """Replace the PostScript outlines of a font, opened from a source, by TrueType outlines."""
    from fontTools.ttLib import newTable

    font.setGlyphOrder(source.getGlyphOrder())
    for name in {"hmtx", "vmtx"} & set(source.keys()):
        font[name] = copy(source[name])  # a subset replaces what such a table holds, and changes none of it
    font["cmap"] = copy(source["cmap"])
    font["cmap"].tables = [copy(table) for table in source["cmap"].tables]
    glyf = font["glyf"] = newTable("glyf")
    font["loca"] = newTable("loca")
    glyf.glyphOrder, glyf.glyphs = source.getGlyphOrder(), _Copies(outlines)
    del font["CFF "]
    widest = font["maxp"]
    widest.tableVersion = 0x00010000
    for field in (
        "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
        "maxSizeOfInstructions", "maxComponentElements", "maxPoints", "maxContours", "maxCompositePoints",
        "maxCompositeContours", "maxComponentDepth",
    ):  # fmt: skip
        setattr(widest, field, 0)
    widest.maxZones = 1
    font["post"].formatType = 3.0
    font.sfntVersion = "\000\001\000\000"


@cache
def _outlines(file: Path) -> _Quadratic:
    return _Quadratic(_opened(file).getGlyphSet())


class _Copies(dict[str, Any]):
    """Copies of what a mapping holds, each made when it is asked for, since a subset changes its glyphs."""

    def __init__(self, kept: Any) -> None:
        super().__init__()
        self.kept = kept

    def __missing__(self, name: str) -> Any:
        self[name] = copy(self.kept[name])
        return self[name]


class _Quadratic(dict[str, Any]):
    """Glyphs in TrueType outlines, each made when it is asked for."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__()
        self.made_from = glyphs

    def __missing__(self, name: str) -> Any:
        from fontTools.pens.cu2quPen import Cu2QuPen
        from fontTools.pens.ttGlyphPen import TTGlyphPen

        pen = TTGlyphPen(None)
        self.made_from[name].draw(Cu2QuPen(pen, max_err=_UNITS_OFF, reverse_direction=True))
        self[name] = pen.glyph()
        return self[name]
