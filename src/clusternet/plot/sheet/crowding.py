"""Whether the texts of a figure have room: each on its page, none over another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from clusternet.errors import ClusternetError
from clusternet.typing import Floats

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.text import Text

_LOWEST = 10.0
"""Millimetres that anything drawn takes."""
_WHITE = 0.17
"""Of the height of a line, above and below its letters."""


def left(height: float, scale: float, words: float) -> float:
    """Return what the words round a figure leave of a height, in millimetres before it is scaled.

    Raises
    ------
    ClusternetError
        If that is too little for anything.

    Examples
    --------
    >>> left(60.0, 1.0, 20.0)
    40.0
    """
    if height < (least := (words + _LOWEST) * scale):
        raise ClusternetError.of("height_least", height=height, least=np.ceil(least))
    return height / scale - words


def refuse(figure: Figure, height: float) -> None:
    """Refuse a figure in whose height texts would stand over one another.

    Raises
    ------
    ClusternetError
        If two do.
    """
    if met := clash(figure):
        raise ClusternetError.of("height_texts", height=height, first=met[0], second=met[1])


def clash(figure: Figure) -> tuple[str, str] | None:
    """Return the first two texts of a figure that stand over one another; one off the page counts as both.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> figure = Figure(figsize=(2, 1))
    >>> _ = figure.text(0.1, 0.5, "one"), figure.text(0.7, 0.5, "two")
    >>> clash(figure)
    >>> _ = figure.text(0.12, 0.5, "three")
    >>> clash(figure)
    ('one', 'three')
    """
    figure.draw_without_rendering()
    wide, high = figure.get_size_inches() * figure.dpi
    shown = _shown(figure)
    boxes = [_box(each) for each in shown]
    for place, (text, box) in enumerate(zip(shown, boxes, strict=True)):
        low, most = box.min(axis=0), box.max(axis=0)
        if low.min() < -0.5 or most[0] > wide + 0.5 or most[1] > high + 0.5:
            return text.get_text(), text.get_text()
        for other, under in zip(shown[:place], boxes[:place], strict=True):
            if _meet(under, box):
                return other.get_text(), text.get_text()
    return None


def _shown(figure: Figure) -> list[Text]:
    """Return the texts that are seen: no ticks beyond the ends of an axis, no halos under names."""
    from matplotlib.axes import Axes
    from matplotlib.text import Text

    unseen: set[object] = set()
    for axes in figure.findobj(Axes):
        assert isinstance(axes, Axes)
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
                if not (axes.axison and low <= tick.get_loc() <= high):
                    unseen |= {tick.label1, tick.label2}
            unseen |= set() if axes.axison else {axis.label}
    return [
        each
        for each in figure.findobj(Text)
        if isinstance(each, Text) and each not in unseen and each.get_visible()
        and each.get_text().strip() and each.get_gid() != "halo"
    ]  # fmt: skip


def _box(text: Text) -> Floats:
    """Return the corners of the letters of a text in pixels, in turn round it."""
    turned = np.radians(text.get_rotation())
    anchored = text.get_rotation_mode() == "anchor" and bool(turned % (np.pi / 2))
    if anchored:
        text.set_rotation(0)
    corners = np.asarray(text.get_window_extent().corners())[[0, 1, 3, 2]]
    if anchored:
        text.set_rotation(np.degrees(turned))
    upright = bool(round(turned / (np.pi / 2)) % 2) and not anchored
    low, high = corners[0], corners[2]
    trim = (high - low) * ([_WHITE, 0] if upright else [0, _WHITE])
    low, high = np.minimum(low + trim + 0.5, high), np.maximum(high - trim - 0.5, low)
    corners = np.array([low, [low[0], high[1]], high, [high[0], low[1]]])
    if not anchored:
        return np.asarray(corners)
    at = text.get_transform().transform(text.get_unitless_position())
    turn = np.array([[np.cos(turned), np.sin(turned)], [-np.sin(turned), np.cos(turned)]])
    return np.asarray((corners - at) @ turn + at)


def _meet(one: Floats, other: Floats) -> bool:
    """Whether two boxes overlap: no side of either parts them."""
    for box in (one, other):
        for side in (box[1] - box[0], box[3] - box[0]):
            first, second = one @ side, other @ side
            if first.max() <= second.min() or second.max() <= first.min():
                return False
    return True
