"""Types that many modules name: arrays, and the words an option may be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]
"""Which elements are meant."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top."""
Progress = Callable[[float, float], None]
"""Called with what is done and what there is to do."""

Kind = Literal["sample", "partner"]
"""What a node is."""
Level = Literal["province", "city", "region", "country"]
"""What a place is."""
Count = Literal["relations", "pairs", "weight"]
"""What flows are made of: rows, distinct pairs of nodes, or their weight."""
Nesting = Literal["sector", "section", "division"]
"""How finely industries are told apart: three sectors, letters or two digits of GB/T 4754."""
Period = Literal["annual", "cumulative"]
"""Each year by itself, or everything up to it."""
Cut = Literal["mean", "median"]
"""Where the lines of a quadrant stand."""

__all__ = ["Box", "Count", "Cut", "Floats", "Ints", "Kind", "Level", "Marks", "Nesting", "Period", "Progress"]
