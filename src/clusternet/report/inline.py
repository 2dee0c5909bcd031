"""Figures as a page holds them: lines and letters where they are few, else a small picture."""

from __future__ import annotations

import re
from base64 import b64encode
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any

from clusternet.plot.sheet import saving

if TYPE_CHECKING:
    from clusternet.report.folder import Picture

_MOST = 400_000
"""Characters of a drawing, beyond which a picture is smaller."""
_PIXELS, _COLOURS = 1240, 128
"""Width and colours of a picture, at most: 210 dots an inch at 150 mm."""
_NUMBER = re.compile(r"(?<![\w#])(-?\d+\.\d{2})\d+")
_ELEMENT = re.compile(r"<[^>]*>")
_HEAD = re.compile(r"^.*?<svg[^>]*viewBox=\"0 0 ([\d.]+) ([\d.]+)\"[^>]*>", re.DOTALL)
_TOLD = re.compile(r"<metadata>.*?</metadata>|<title>.*?</title>|<style[^>]*>.*?</style>", re.DOTALL)
_REFERENCE = re.compile(r'(?:url\(|href=")#([^")]+)')
_NAMED = re.compile(r' id="([^"]*)"')
_ID = re.compile(r'(?<=\bid=")|(?<=url\(#)|(?<=xlink:href="#)|(?<=\bhref="#)')


def drawing(drawn: Any, key: str, picture: Picture, title: str) -> str:
    """Return a figure as markup: an ``svg`` element, or an ``img`` where that would be large.

    Parameters
    ----------
    drawn
        The figure of matplotlib.
    key
        Of the figure: it stands before every id.
    picture
        The same as PNG, and how much of it to show.
    title
        What a reader hears who does not see it.
    """
    text = "" if _hazy(drawn) else saving.lettered(drawn)
    if not text or len(text) > _MOST:
        return _raster(picture, title)
    found = _HEAD.match(text)
    assert found is not None, "matplotlib writes a viewBox"
    wide, high = float(found[1]), float(found[2])
    top, shown = high * picture.above, high * (1 - picture.above - picture.below)
    body = _TOLD.sub("", text[found.end() :])
    body = _unnamed(body)
    body = _ELEMENT.sub(_rounded, re.sub(r"\s*\n\s*", " ", body))
    body = _ID.sub(f"{key}-", body)
    box = f"0 {top:.2f} {wide:.2f} {shown:.2f}"
    return (
        f'<svg class="drawing" id="drawing-{key}" role="img" aria-label="{escape(title)}" '
        f'viewBox="{box}">{body}'
    )


def _rounded(element: re.Match[str]) -> str:
    """Return an element with two decimals of a coordinate; what is written keeps all of its own."""
    return _NUMBER.sub(r"\1", element[0])


def _hazy(drawn: Any) -> bool:
    """Whether a figure holds so many lines that its drawing is sure to be too large."""
    from clusternet.plot.network.haze import Haze

    held = (lines for ax in drawn.axes for lines in ax.collections)
    return any(isinstance(lines, Haze) and lines.get_rasterized() for lines in held)


def _unnamed(body: str) -> str:
    """Return a drawing without the ids that nothing refers to: several parts may have one."""
    used = set(_REFERENCE.findall(body))
    return _NAMED.sub(lambda found: found[0] if found[1] in used else "", body)


def _raster(picture: Picture, title: str) -> str:
    """Return a small copy of a picture, cut to what is shown."""
    from PIL import Image

    with Image.open(BytesIO(picture.png)) as whole:
        high = whole.height
        cut = whole.convert("RGB").crop(
            (0, round(high * picture.above), whole.width, round(high * (1 - picture.below)))
        )
    wide = min(_PIXELS, cut.width)
    size = wide, round(wide * cut.height / cut.width)
    small = cut.resize(size, Image.Resampling.LANCZOS)
    octree = Image.Quantize.FASTOCTREE  # colours of few pixels are not merged into others
    packed = BytesIO()
    small.quantize(_COLOURS, octree, dither=Image.Dither.NONE).save(packed, "PNG", optimize=True)
    source = f"data:image/png;base64,{b64encode(packed.getvalue()).decode()}"
    return f'<img src="{source}" width="{size[0]}" height="{size[1]}" alt="{escape(title)}">'
