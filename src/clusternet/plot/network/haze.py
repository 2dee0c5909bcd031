"""Pale lines that are too many to be lines of a PDF: there they are a picture, the same as in a PNG."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.collections import LineCollection
from numpy.typing import NDArray

_OPAQUE = 255


class Haze(LineCollection):
    """Lines below everything else on a page.

    On a transparent ground lines of an opacity near 1/255 are rounded away, so the picture in a PDF has the
    ground of the page. It is taken from the PNG the figure was written to before, if that had its size.
    """

    pixels: NDArray[np.uint8] | None = None

    def draw(self, renderer: Any) -> None:
        """Draw the lines, or their picture."""
        figure = self.get_figure(root=True)
        assert figure is not None
        if isinstance(renderer, RendererAgg):
            super().draw(renderer)
            page = np.asarray(renderer.buffer_rgba())  # type: ignore[no-untyped-call]
            self.pixels = page.copy() if page[0, 0, 3] == _OPAQUE else None  # else it only measured
        elif self.get_rasterized() and isinstance(figure.canvas, FigureCanvasPdf):
            self._stamp(renderer)
        else:
            super().draw(renderer)

    draw._supports_rasterization = True  # type: ignore[attr-defined]

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
        super().draw(renderer)
        figure.dpi = before
        return np.asarray(renderer.buffer_rgba())  # type: ignore[no-untyped-call]
