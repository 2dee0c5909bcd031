"""Pale lines that are too many to be lines of a PDF: there they are a picture, the same as in a PNG."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.collections import LineCollection
from numpy.typing import NDArray

from clusternet.kernels import strokes

_OPAQUE = 255


class Haze(LineCollection):
    """Lines with flat ends below everything else on a page.

    On a transparent ground lines of an opacity near 1/255 are rounded away, so the picture in a PDF has the
    ground of the page. It is taken from the PNG the figure was written to before, if that had its size.
    """

    pixels: NDArray[np.uint8] | None = None

    def __init__(self, segments: Any, **style: Any) -> None:
        super().__init__(segments, **style)

    def set_segments(self, segments: Any) -> None:
        """Take the lines, shape (n, 2, 2); paths are made of them when they are asked for."""
        self.ends = np.asarray(segments, dtype=float)
        self._paths = None
        self.stale = True

    def get_segments(self) -> Any:
        """Return the lines, one array of two ends each."""
        return list(self.ends)

    def get_paths(self) -> Any:
        """Return the lines as paths."""
        if self._paths is None:
            super().set_segments(list(self.ends))
        return self._paths

    def draw(self, renderer: Any) -> None:
        """Draw the lines, or their picture."""
        figure = self.get_figure(root=True)
        assert figure is not None
        if isinstance(renderer, RendererAgg):
            self._ink(renderer)
            page = np.asarray(renderer.buffer_rgba())  # type: ignore[no-untyped-call]
            self.pixels = page.copy() if page[0, 0, 3] == _OPAQUE else None  # else it only measured
        elif self.get_rasterized() and isinstance(figure.canvas, FigureCanvasPdf):
            self._stamp(renderer)
        else:
            super().draw(renderer)

    draw._supports_rasterization = True  # type: ignore[attr-defined]

    def _ink(self, renderer: Any) -> None:
        """Draw the lines on a page of pixels."""
        if not self._stroked(renderer, np.asarray(renderer.buffer_rgba())):
            super().draw(renderer)

    def _stroked(self, renderer: Any, page: NDArray[np.uint8]) -> bool:
        """Let the kernel draw them if the page is opaque and holds them all; return whether it did."""
        widths = np.resize(renderer.points_to_pixels(np.array(self.get_linewidth(), ndmin=1)), len(self.ends))
        box: Any = self.get_clip_box()
        if page[0, 0, 3] != _OPAQUE or box is None:
            return False
        at = self.get_transform().transform(self.ends.reshape(-1, 2))
        rim = widths.max(initial=0.0)
        if not ((at >= box.min + rim).all() and (at <= box.max - rim).all()):
            return False
        at[:, 1] = page.shape[0] - at[:, 1]
        colours = np.broadcast_to(self.get_colors(), (len(self.ends), 4))
        return strokes.draw(page, at.reshape(-1, 4), widths, colours)

    def _stamp(self, renderer: Any) -> None:
        """Put the part of the page that the lines are on into a PDF."""
        figure = self.get_figure(root=True)
        assert figure is not None
        page = self._page(figure, renderer.dpi)
        inked = (page != page[0, 0]).any(axis=2)
        rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
        if rows.size:
            part = page[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
            high, points = figure.get_figheight() * renderer.dpi, figure.dpi / renderer.dpi
            at = columns[0] * points, (high - rows[-1] - 1) * points
            renderer.draw_image(renderer.new_gc(), *at, part[::-1])

    def _page(self, figure: Any, dpi: float) -> NDArray[np.uint8]:
        """Return the page with nothing but the lines on it."""
        wide, high = figure.get_size_inches() * dpi
        if self.pixels is not None and self.pixels.shape[:2] == (int(high), int(wide)):
            return self.pixels
        before, figure.dpi = figure.dpi, dpi
        renderer = RendererAgg(wide, high, dpi)  # type: ignore[no-untyped-call]
        figure.patch.draw(renderer)
        self._ink(renderer)
        figure.dpi = before
        return np.asarray(renderer.buffer_rgba())  # type: ignore[no-untyped-call]
