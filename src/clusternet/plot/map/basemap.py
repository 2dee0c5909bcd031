"""Boundaries under a flow map: outlines, the inset 南海诸岛, the source and the words a map must carry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from clusternet.plot.map.outlines import Outlines, inset_view, thinned
from clusternet.plot.sheet import page, palette
from clusternet.typing import Box, Floats

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.path import Path

    from clusternet.plot.map.plan import Plan

UNAPPROVED = {"zh": "未经审图 不得公开", "en": "Map not approved, not for publication"}
_APPROVED = {"zh": "底图审图号：", "en": "Approval number of the boundaries: "}
_INSET = {"zh": ("南海诸岛",), "en": ("South China", "Sea Islands")}

_LAND, _EDGE, _FRAME = "#f7f7f4", "#b5b5b5", "#8a8a8a"
_WORDS, _SOURCE, _SMALL = 7.0, 5.8, 5.5
_PAD = 1.2
_INSET_THIN = 0.05


def draw(ax: Axes, plan: Plan, outlines: Outlines, *, language: str, approval: str | None) -> list[Box]:
    """Draw boundaries, inset and words; return the boxes in which no name may stand."""
    frame: Box = (0.0, 0.0, plan.wide, plan.high)
    shown = outlines.northern()
    _outline(ax, frame, [plan.to_map(ring) for ring in shown.rings], closed=True, gid="land", zorder=1)
    _outline(ax, frame, [plan.to_map(line) for line in shown.lines], gid="border", zorder=1.2)
    _outline(
        ax,
        frame,
        [plan.to_map(line) for line in shown.dashed],
        gid="undefined",
        zorder=1.2,
        linestyle=(0, (3, 2)),
    )
    _frame(ax, frame, zorder=2, gid="frame", facecolor="none")
    if plan.inset is not None:
        _draw_inset(ax, plan, plan.inset, outlines, language)
    return [_draw_words(ax, plan, outlines, language, approval)]


def _outline(
    ax: Axes,
    frame: Box,
    shapes: Sequence[Floats],
    *,
    gid: str,
    zorder: float,
    closed: bool = False,
    **style: Any,
) -> None:
    """Draw lines, or filled areas, cut at a frame."""
    from matplotlib.patches import PathPatch, Rectangle

    path = _path(shapes, closed=closed)
    if path is None:
        return
    patch = PathPatch(
        path,
        facecolor=_LAND if closed else "none",
        edgecolor=_EDGE,
        linewidth=0.3 if closed else 0.6,
        zorder=zorder,
        gid=gid,
        **{"joinstyle": "round", **style},
    )
    left, top, right, bottom = frame
    ax.add_artist(patch)
    patch.set_clip_path(Rectangle((left, top), right - left, bottom - top, transform=ax.transData))


def _path(shapes: Iterable[Floats], *, closed: bool) -> Path | None:
    """Return many lines as one path."""
    from matplotlib.path import Path

    points, codes = [], []
    for shape in shapes:
        code = np.full(len(shape), Path.LINETO, dtype=Path.code_type)
        code[0] = Path.MOVETO
        if closed:
            code[-1] = Path.CLOSEPOLY
        points.append(shape)
        codes.append(code)
    return Path(np.vstack(points), np.concatenate(codes)) if points else None


def _frame(ax: Axes, box: Box, *, zorder: float, gid: str, facecolor: str) -> None:
    from matplotlib.patches import Rectangle

    left, top, right, bottom = box
    ax.add_artist(
        Rectangle(
            (left, top),
            right - left,
            bottom - top,
            facecolor=facecolor,
            edgecolor=_FRAME,
            linewidth=0.5,
            zorder=zorder,
            gid=gid,
            clip_on=False,
        )
    )


def _draw_inset(ax: Axes, plan: Plan, box: Box, outlines: Outlines, language: str) -> None:
    """Draw the South China Sea in a frame of its own, at a scale of its own."""
    least, most = inset_view(plan.projection)
    left, top, right, bottom = box
    words = _INSET[language]
    line = page.text_height(_SMALL)
    room = bottom - top - len(words) * line - 0.6
    scale = min((right - left) / (most[0] - least[0]), room / (most[1] - least[1]))
    middle = (left + right) / 2 - scale * (least[0] + most[0]) / 2

    def placed(points: Floats) -> Floats:
        x, y = plan.projection(*points.T).T
        return thinned(np.column_stack((middle + scale * x, top + scale * (most[1] - y))), _INSET_THIN)

    def near(shapes: Iterable[Floats]) -> list[Floats]:
        found = (placed(shape) for shape in shapes)
        return [each for each in found if _touches(each, box)]

    _frame(ax, box, zorder=8, gid="inset", facecolor="white")
    _outline(ax, box, near(outlines.rings), closed=True, gid="inset land", zorder=8.1)
    _outline(ax, box, near(outlines.lines), gid="inset border", zorder=8.2)
    for row, word in enumerate(reversed(words)):
        ax.text(
            (left + right) / 2,
            bottom - 0.4 - row * line,
            word,
            size=_SMALL,
            color=palette.INK,
            ha="center",
            va="bottom",
            zorder=8.4,
            gid="inset name",
        )
    _frame(ax, box, zorder=8.5, gid="inset frame", facecolor="none")


def _touches(points: Floats, box: Box) -> bool:
    (west, north), (east, south) = points.min(axis=0), points.max(axis=0)
    return bool(west < box[2] and east > box[0] and north < box[3] and south > box[1])


def _draw_words(ax: Axes, plan: Plan, outlines: Outlines, language: str, approval: str | None) -> Box:
    """Write that the map is not approved, the number of its boundaries and their source, in a free corner."""
    said = [UNAPPROVED[language], *([] if approval is None else [_APPROVED[language] + approval])]
    room = 0.36 * plan.wide
    texts = [(line, _WORDS, palette.INK) for each in said for line in page.wrapped(each, _WORDS, room)]
    texts += [
        (line, _SOURCE, palette.MUTED) for line in page.wrapped(outlines.source(language), _SOURCE, room)
    ]
    wide = max(page.text_width(line, size) for line, size, _ in texts)
    high = sum(page.text_height(size) for _, size, _ in texts)
    box = _corner(plan, outlines, wide, high)
    y = box[1]
    for line, size, colour in texts:
        gid = "approval" if size == _WORDS else "boundaries"
        ax.text(
            box[0], y, line, size=size, color=colour, ha="left", va="top", zorder=7, gid=gid, parse_math=False
        )
        y += page.text_height(size)
    return box


def _corner(plan: Plan, outlines: Outlines, wide: float, high: float) -> Box:
    """Return the box of a size in the corner where it covers least; the lower right one is the inset's."""
    left, right = _PAD, plan.wide - _PAD - wide
    top, bottom = _PAD, plan.high - _PAD - high
    boxes = [(x, y, x + wide, y + high) for x, y in ((left, top), (left, bottom), (right, top))]
    if plan.inset is None:
        boxes.append((right, bottom, right + wide, bottom + high))
    land = [plan.to_map(ring) for ring in outlines.northern().rings]
    ink = np.vstack([*(arc.outline for arc in plan.arcs), plan.at, *land])
    return min(boxes, key=lambda box: _within(ink, box))


def _within(points: Floats, box: Box) -> int:
    x, y = points.T
    return int(((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).sum())
