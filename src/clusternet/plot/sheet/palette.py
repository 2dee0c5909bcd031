"""Colours: one for each province in every figure, and for the little else that has one.

The first twelve differ from one another by at least 0.10 in OKLab (Ottosson 2020) in full colour vision and
in simulated protanopia and deuteranopia (Machado, Oliveira and Fernandes 2009); the rest fill the gaps, and
what a reader would take for another is grey (:func:`distinct`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING

from clusternet.places import china, english
from clusternet.space.folded import REST

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from clusternet.space.folded import Ranked
    from clusternet.typing import Floats

INK = "#222222"
"""Words and numbers that are read first."""
MUTED = "#6b6b6b"
"""Captions, values beside names, axes."""
FAINT = "#d9d9d9"
"""Rules and empty bars."""
OTHER = "#b3b3b3"
"""What is not drawn by itself: 其他."""
OUTSIDE = {china.HMT: "#8c8c8c", china.ABROAD: "#a6a6a6", china.UNKNOWN: "#c4c4c4"}

PLAIN = "#4f7396"
"""What has one colour: bars, and units that are told apart by their names."""
SENDS, RECEIVES = "#b5562a", "#2a7f79"
"""Two sides of a comparison: out and in, one unit and another."""
MOST = 12
"""Colours that a reader can tell apart in one figure."""

SERIES = (
    "#a94d58", "#5985d0", "#d39951", "#4a9a95", "#644bb2", "#79470c", "#eaa7bb", "#6ad0ff", "#d7c72a",
    "#1d3e7f", "#632247", "#ba6b06", "#277894", "#8a9fe0", "#4b5279", "#c16b65", "#813b4e", "#a6cc80",
    "#6db587", "#7f600f", "#af99b9", "#4f86a6", "#ac8b44", "#925879", "#6470b6", "#4dc7db", "#2b936e",
    "#7e8ebf", "#a4643e", "#49639e", "#92b3fb",
)  # fmt: skip
"""Colours of a list of things, in their order."""

_PROVINCES = (
    "北京市", "广东省", "上海市", "浙江省", "江苏省", "山东省", "四川省", "湖北省", "安徽省", "福建省",
    "天津市", "重庆市", "陕西省", "湖南省", "辽宁省", "河南省", "贵州省", "河北省", "黑龙江省", "江西省",
    "吉林省", "山西省", "广西壮族自治区", "云南省", "内蒙古自治区", "海南省", "甘肃省", "新疆维吾尔自治区",
    "宁夏回族自治区", "青海省", "西藏自治区",
)  # fmt: skip
PROVINCES = dict(zip(_PROVINCES, SERIES, strict=True))
"""Province -> colour, the same in every figure."""

_REGION_HUES = ("#56ac86", "#7f37ae", "#b37001", "#1a5277", "#793712")
REGIONS = {
    name: OTHER if name == china.REST else _REGION_HUES[place % len(_REGION_HUES)]
    for regions in china.region_maps()
    for place, name in enumerate(china.regions(regions))
}
"""Region -> colour, whatever the map; none is that of a province."""


_WORN: ContextVar[tuple[Mapping[str, str], Mapping[str, str]]] = ContextVar("worn", default=({}, {}))


@contextmanager
def worn(inks: Mapping[str, str], series: Mapping[str, str]) -> Iterator[None]:
    """Draw within the block in other colours: of words and single marks, and of :data:`SERIES`."""
    token = _WORN.set((inks, series))
    try:
        yield
    finally:
        _WORN.reset(token)


def hue(colour: str) -> str:
    """Return the colour that stands for one of :data:`SERIES`: itself, unless another is worn.

    >>> with worn({}, {SERIES[0]: "#000000"}):
    ...     hue(SERIES[0]), hue(SERIES[1]) == SERIES[1]
    ('#000000', True)
    """
    return _WORN.get()[1].get(colour, colour)


def recolour(figure: Figure) -> None:
    """Give what a figure has drawn in ink the colours that are worn."""
    from matplotlib.colors import to_hex, to_rgba

    inks = _WORN.get()[0]
    if not inks:
        return
    figure.draw_without_rendering()  # ticks make their labels
    for artist in figure.findobj():
        for name in ("color", "facecolor", "edgecolor", "markerfacecolor", "markeredgecolor"):
            found = getattr(artist, f"get_{name}", lambda: None)()
            if found is None or (isinstance(found, str) and found in ("none", "auto")):
                continue
            several = not isinstance(found, str) and len(found) and not isinstance(found[0], float | int)
            old = list(found) if several else [found]
            new = [inks.get(to_hex(each)) for each in old]
            if any(new):
                given = [
                    (*to_rgba(colour)[:3], to_rgba(each)[3]) if colour else tuple(to_rgba(each))
                    for colour, each in zip(new, old, strict=True)
                ]
                getattr(artist, f"set_{name}")(given if several else given[0])


def of_places(names: Iterable[str]) -> dict[str, str]:
    """Return the colour of every place: its own, that of its province, or one by order.

    Examples
    --------
    >>> of_places(["深圳市", "广东省", "国外"])
    {'深圳市': '#5985d0', '广东省': '#5985d0', '国外': '#a6a6a6'}
    """
    colours: dict[str, str] = {}
    unknown: list[str] = []
    for name in dict.fromkeys(names):
        fixed = OUTSIDE.get(name) or REGIONS.get(name)
        found = None if fixed else china.resolve(name)
        if fixed:
            colours[name] = fixed
        elif found is not None and found.province in PROVINCES:
            colours[name] = hue(PROVINCES[found.province])
        else:
            unknown.append(name)
            colours[name] = ""
    return {**colours, **of_names(unknown)}


def of_units(names: Iterable[str]) -> dict[str, str]:
    """Return the colour of units that stand with their names: their own where at most twelve, else one.

    Examples
    --------
    >>> of_units(["广东省", "北京市"])["广东省"] == PROVINCES["广东省"]
    True
    >>> set(of_units(PROVINCES).values()) == {PLAIN}
    True
    """
    units = list(dict.fromkeys(names))
    if len(units) > MOST or not all(china.resolve(name) for name in units):
        return dict.fromkeys(units, PLAIN)
    return of_places(units)


def of_flows(found: Ranked) -> dict[str, str]:
    """Return the colour of every source and target of a table of flows; grey for the rest."""
    names = [name for name in dict.fromkeys([*found.table.index, *found.table.columns]) if name != REST]
    return {**distinct(of_places(names)), REST: OTHER}


def distinct(colours: Mapping[str, str]) -> dict[str, str]:
    """Return colours that every reader tells apart, those of the first names; grey for the rest.

    At most twelve, each at least 0.08 in OKLab from the others in full colour vision and in simulated
    protanopia and deuteranopia.

    Examples
    --------
    >>> distinct({"a": "#a94d58", "b": "#a94d5a", "c": "#5985d0"})
    {'a': '#a94d58', 'b': '#b3b3b3', 'c': '#5985d0'}
    """
    kept: list[str] = []
    found = {}
    for name, colour in colours.items():
        if colour in OUTSIDE.values():
            found[name] = colour
            continue
        clear = len(kept) < MOST and all(apart(colour, other) >= APART for other in (*kept, OTHER))
        found[name] = colour if clear else OTHER
        kept += [colour] if clear else []
    return found


@cache
def apart(one: str, other: str) -> float:
    """Return the least distance of two colours in OKLab, over full vision, protanopia and deuteranopia."""
    import numpy as np

    seen = (_seen(one), _seen(other))
    return float(min(np.linalg.norm(a - b) for a, b in zip(*seen, strict=True)))


@cache
def _seen(colour: str) -> list[Floats]:
    """Return a colour in OKLab as readers of the three kinds see it."""
    import numpy as np

    linear = _linear(colour)
    return [
        np.array(_TO_LAB) @ np.cbrt(np.array(_TO_LMS) @ np.clip(np.array(vision) @ linear, 0, 1))
        for vision in _VISIONS
    ]


def _linear(colour: str) -> Floats:
    import numpy as np

    coded = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)


APART = 0.08
"""Least distance in OKLab of two colours that the eye is asked to tell apart."""
_VISIONS = (
    ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
)
"""What of red, green and blue light readers see: all, with protanopia, with deuteranopia (Machado 2009)."""


def of_names(names: Iterable[str]) -> dict[str, str]:
    """Return a colour for every name, by order; they repeat after 31.

    >>> list(of_names(["5G", "物联网"]).values()) == list(SERIES[:2])
    True
    """
    return {name: hue(SERIES[place % len(SERIES)]) for place, name in enumerate(dict.fromkeys(names))}


_LIT = 0.70
"""Least lightness (OKLab) of a colour on a dark ground, if it has no twin."""
_TWINS = dict(
    zip(
        SERIES[:MOST],
        ("#b87d73", "#367fb5", "#eac598", "#2ea6bb", "#8887f8", "#d09746", "#fee9f9", "#71c8f0", "#f3ff3b",
         "#4665e8", "#9e5d78", "#9e6719"),
        strict=True,
    )
)  # fmt: skip
"""The first twelve colours on a dark ground: near in hue, and as far from one another."""
_TO_LMS = ((0.4122214708, 0.5363325363, 0.0514459929), (0.2119034982, 0.6806995451, 0.1073969566),
           (0.0883024619, 0.2817188376, 0.6299787005))  # fmt: skip
_TO_LAB = ((0.2104542553, 0.7936177850, -0.0040720468), (1.9779984951, -2.4285922050, 0.4505937099),
           (0.0259040371, 0.7827717662, -0.8086757660))  # fmt: skip


def on_dark(colour: str) -> str:
    """Return a colour for a dark ground: its twin, else the same hue and chroma in OKLab, light enough.

    >>> on_dark("#a94d58"), on_dark("#277894")
    ('#b87d73', '#5daac8')
    """
    import numpy as np

    if colour in _TWINS:
        return _TWINS[colour]
    to_lms, to_lab = np.array(_TO_LMS), np.array(_TO_LAB)
    lab = to_lab @ np.cbrt(to_lms @ _linear(colour))
    if lab[0] >= _LIT:
        return colour
    lab[0] = _LIT
    linear = np.clip(np.linalg.inv(to_lms) @ (np.linalg.inv(to_lab) @ lab) ** 3, 0, 1)
    coded = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return "#" + "".join(f"{round(float(part) * 255):02x}" for part in coded)


def mixed(colour: str, alpha: float) -> str:
    """Return what a colour looks like on white paper at an opacity.

    >>> mixed("#000000", 0.5)
    '#808080'
    """
    parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(255 + (part - 255) * alpha):02x}" for part in parts)


def readable_on(colour: str) -> str:
    """Return the ink, black or white, that contrasts more with a colour (WCAG 2 relative luminance).

    >>> readable_on("#ffffd9"), readable_on("#081d58")
    ('#000000', '#ffffff')
    """
    return max(("#000000", "#ffffff"), key=lambda ink: contrast(ink, colour))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2); text needs 4.5.

    >>> round(contrast(MUTED, "#ffffff"), 1)
    5.3
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour).tolist()
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def outside(name: object) -> bool:
    """Return whether a name stands for what has no place in a ranking: unknown, abroad, beyond the mainland.

    >>> outside("未知"), outside("Unknown"), outside("北京市")
    (True, True, False)
    """
    return name in OUTSIDE or name in {english.name(each) for each in OUTSIDE}
