"""A house style: font, size of type and colours, out of a small TOML file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from clusternet.io import toml
from clusternet.plot.sheet import palette
from clusternet.words.text import Text

INKS = {
    "ink": palette.INK,
    "muted": palette.MUTED,
    "faint": palette.FAINT,
    "other": palette.OTHER,
    "plain": palette.PLAIN,
    "sends": palette.SENDS,
    "receives": palette.RECEIVES,
}
"""What a theme calls the colours that are no list; see :mod:`clusternet.plot.sheet.palette`."""
_READ = ("ink", "muted")
_CONTRAST, _SMALLEST, _LARGEST = 4.5, 4.0, 24.0
_HEX = re.compile("#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Theme:
    """A house style.

    Attributes
    ----------
    font
        Family or file; see :func:`clusternet.plot.sheet.fonts.families`.
    size
        Of ordinary type, in points.
    inks, series
        The usual colour -> that of the house: of words and single marks; of things that are told apart.
    """

    font: str | None = None
    size: float | None = None
    inks: Mapping[str, str] = field(default_factory=dict)
    series: Mapping[str, str] = field(default_factory=dict)

    @contextmanager
    def worn(self) -> Iterator[None]:
        """Draw what is drawn within the block in the colours of the house."""
        with palette.worn(self.inks, self.series):
            yield


def read(path: Path) -> Theme:
    """Read a theme, whose colours every reader must be able to tell apart and to read.

    Parameters
    ----------
    path
        A TOML file with ``font``, ``size``, and in ``[colours]`` ``series`` (up to twelve) and any of
        :data:`INKS`.

    Raises
    ------
    SchemaError
        If a key or value means nothing, words have a contrast below 4.5 on white, or two hues of
        the series are nearer than 0.08 in OKLab in full vision, protanopia or deuteranopia.
    """
    table = toml.read(path)
    table.known(("font", "size", "colours"))
    colours = table.inner("colours")
    colours.known(("series", *INKS))
    font, size = table.text("font"), table.number("size", low=_SMALLEST, high=_LARGEST)
    if font.lower().endswith((".ttf", ".otf", ".ttc")):
        font = str(path.parent / font)
    inks = {INKS[name]: _colour(colours, name) for name in INKS if name in colours}
    return Theme(font or None, size or None, inks, _series(colours))


def _colour(colours: toml.Table, name: str) -> str:
    colour = colours.text(name)
    if not _HEX.fullmatch(colour):
        raise colours.wrong(name, Text("颜色，如 #1f4e79", "a colour such as #1f4e79"))
    if name in _READ and (found := palette.contrast(colour, "#ffffff")) < _CONTRAST:
        wanted = Text(
            f"与白底对比度至少 {_CONTRAST} 的颜色（此为 {found:.1f}）",
            f"a colour with a contrast of at least {_CONTRAST} on white; this has {found:.1f}",
        )
        raise colours.wrong(name, wanted)
    return colour.lower()


def _series(colours: toml.Table) -> dict[str, str]:
    """Return twelve colours: the house's own, and those of the usual ones that are told apart from them."""
    own = [each.lower() for each in colours.texts("series")]
    if len(own) > palette.MOST or not all(map(_HEX.fullmatch, own)):
        many = palette.MOST
        most = Text(f"至多 {many} 个颜色，如 #1f4e79", f"up to {many} colours such as #1f4e79")
        raise colours.wrong("series", most)
    for one, two in combinations(own, 2):
        if (found := palette.apart(one, two)) < palette.APART:
            least = palette.APART
            wanted = Text(
                f"在 OKLab 中两两相距至少 {least} 的颜色（含色觉缺陷）；{one} 与 {two} 相距 {found:.3f}",
                f"colours at least {least} apart in OKLab, in protanopia and deuteranopia too; {one} and "
                f"{two} are {found:.3f} apart",
            )
            raise colours.wrong("series", wanted)
    kept = list(own)
    for each in palette.SERIES if own else ():
        if len(kept) < palette.MOST and all(palette.apart(each, other) >= palette.APART for other in kept):
            kept.append(each)
    kept += [palette.OTHER] * (palette.MOST - len(kept)) if own else []
    return dict(zip(palette.SERIES, kept, strict=False))
