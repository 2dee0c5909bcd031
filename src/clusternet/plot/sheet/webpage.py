"""A figure as one page for the browser: its own drawing, whose marks say what they are when pointed at."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, fromstring, register_namespace, tostring

from clusternet.guard import check_path
from clusternet.io.atomic import whole_file
from clusternet.output.result import Words
from clusternet.plot.sheet import offline, palette, saving
from clusternet.plot.sheet import page as sheet
from clusternet.plot.sheet.marks import marks
from clusternet.plot.sheet.page import Page, Planner
from clusternet.words.text import Text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_GROUP, _PATH, _USE, _DEFS, _TITLE, _METADATA = (
    f"{{{_SVG}}}{name}" for name in ("g", "path", "use", "defs", "title", "metadata")
)
_ENLARGED = 1.6
"""How much larger than in print a figure may become in a wide window."""


def publish(plan: Planner, path: Path, *, page: Page, words: Words) -> None:
    """Write a figure as a page that asks the network for nothing; the same figure gives the same bytes.

    Every mark can be pointed at and reached with Tab and the arrow keys, and says its name and value; without
    the script browsers show the same when a mark is pointed at.

    Parameters
    ----------
    path
        ``.html``. The file appears whole or not at all.

    Raises
    ------
    FormatError
        If the suffix is another, or the folder does not exist.
    GlyphError
        If a character stands in none of the fonts.
    """
    check_path(path, (".html",))
    words = sheet.printable(words)
    drawn = Page(page.width, page.dpi, page.font, bare=True, size=page.size, height=page.height)
    with sheet.context(page.font):
        ax = sheet.printed(plan, drawn, words)
        svg = _drawing(sheet.figure_of(ax), sheet.described(ax, words))
    over = () if page.bare else words.over
    under = () if page.bare else words.under
    script = (Path(__file__).parent / "webpage.js").read_text(encoding="utf-8")
    texts = "".join((svg, *over, *under, words.heading))
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{Text("zh-CN", "en").in_(words.language)}"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{offline.policy_of(script)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(words.heading or 'clusternet')}</title>",
        f"<style>{offline.font_face(texts, page.font)}{_style(page.width)}</style>",
        "</head><body>",
        *(f"<h1>{escape(line)}</h1>" for line in over[:1]),
        *(f'<p class="second">{escape(line)}</p>' for line in over[1:]),
        svg,
        "<footer>" + "".join(f"<p>{escape(line)}</p>" for line in under) + "</footer>",
        '<div id="tip" role="status" hidden></div>',
        f"<script>{script}</script>",
        "</body></html>",
    ]
    with whole_file(path) as temporary:
        Path(temporary).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")


def _style(width: float) -> str:
    return (
        f" body {{ font-family: {offline.FAMILY}; color: {palette.INK}; margin: 1.2em; line-height: 1.45; }}"
        f" h1 {{ font-size: 1.25em; font-weight: normal; margin: 0; }} p {{ margin: .2em 0; }}"
        f" .second, footer {{ color: {palette.MUTED}; font-size: .85em; }}"
        f" svg {{ display: block; width: 100%; max-width: {width * _ENLARGED:g}mm; height: auto; }}"
        " svg text { font-family: inherit !important; pointer-events: none; }"
        " .mark { outline: none; } .mark:hover, .mark:focus { filter: brightness(.85); }"
        f" .mark:focus-visible, .mark:focus-visible * {{ stroke: {palette.INK} !important;"
        " stroke-width: 1.4px !important; }"
        f" #tip {{ position: fixed; background: white; border: 1px solid {palette.MUTED}; padding: 3px 8px;"
        " font-size: 13px; max-width: 26em; pointer-events: none; box-shadow: 0 1px 4px rgb(0 0 0 / .2); }"
    )


def _drawing(figure: Figure, description: str) -> str:
    """Return the drawing of a figure, its letters as text, its marks titled."""
    said: dict[str, Sequence[str]] = {}
    for number, (artist, mark) in enumerate(marks(figure)):
        said[f"mark-{number}"] = mark.said
        artist.set_gid(f"mark-{number}")
    root = fromstring(saving.lettered(figure))  # noqa: S314 (its own drawing)
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    for child in [each for each in root if each.tag in (_METADATA, _TITLE)]:
        root.remove(child)
    root.set("role", "group")
    root.set("aria-label", description)
    for group in list(root.iter(_GROUP)):
        texts = said.get(group.attrib.pop("id", ""), ())  # nothing refers to a group, and several have one id
        for shape, text in zip(_shapes(group, len(texts)), texts, strict=False):
            if text:
                shape.set("class", "mark")
                shape.set("tabindex", "0")
                shape.set("role", "img")
                shape.set("aria-label", sheet.clipped(text))
                title = Element(_TITLE)
                title.text = sheet.clipped(text)
                shape.insert(0, title)
    register_namespace("", _SVG)
    register_namespace("xlink", _XLINK)
    return tostring(root, encoding="unicode")


def _shapes(group: Element, number: int) -> list[Element]:
    """Return what shows each of so many things: the group itself, or its shapes of one sort, in order."""
    if number == 1:
        return [group]
    hidden = {each for part in group.iter(_DEFS) for each in part.iter()}
    for tag in (_USE, _PATH):
        found = [each for each in group.iter(tag) if each not in hidden]
        if len(found) == number:
            return found
    return []
