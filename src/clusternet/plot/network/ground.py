"""What a network map is drawn on: the colours of the page, and its parts."""

from __future__ import annotations

from dataclasses import dataclass

from clusternet.plot.sheet import palette

DARK = "#0d1426"
"""Ground of a figure for slides."""
_LIGHT_WORDS, _DIM_WORDS = "#f2f2f2", "#a3abbb"


@dataclass(frozen=True)
class Ground:
    """Colours of the page: of paper, or of a slide."""

    dark: bool = False

    @property
    def paper(self) -> str:
        """What is behind everything."""
        return DARK if self.dark else "#ffffff"

    @property
    def ink(self) -> str:
        """Words that are read first."""
        return _LIGHT_WORDS if self.dark else palette.INK

    @property
    def muted(self) -> str:
        """Words that are read second."""
        return _DIM_WORDS if self.dark else palette.MUTED

    def shade(self, colour: str) -> str:
        """Return a colour as it is drawn on this ground."""
        return palette.on_dark(colour) if self.dark else colour


@dataclass(frozen=True)
class Area:
    """A rectangle in millimetres, y down."""

    left: float
    top: float
    wide: float
    high: float
