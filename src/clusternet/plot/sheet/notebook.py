"""Axes that a notebook shows: at the size of print, sharp on every screen."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

_DPI, _SCREEN = 220, 110
"""Dots an inch of the picture, and those an inch of the page takes on the screen."""


@cache
def shown_axes() -> type[Any]:
    r"""Return the class of axes that figures of their own are drawn in.

    Examples
    --------
    >>> from clusternet.plot.sheet.page import new_axes
    >>> data, size = new_axes((127, 50.8))._repr_png_()
    >>> data[:4], size
    (b'\x89PNG', {'width': 550, 'height': 220})
    """
    from matplotlib.axes import Axes

    class Shown(Axes):
        """Axes whose figure a notebook shows where they are the last value of a cell."""

        def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
            figure, picture = self.get_figure(root=True), BytesIO()
            assert figure is not None
            wide, high = (round(float(inches) * _SCREEN) for inches in figure.get_size_inches())
            figure.savefig(picture, format="png", dpi=_DPI)
            return picture.getvalue(), {"width": wide, "height": high}

    return Shown
