"""Fast scalar draws from one numpy generator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")
_BLOCK = 65536


class Dice:
    """Scalar random draws, buffered: one call to numpy for every 65,536 of them."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self._buffer: list[float] = []

    def uniform(self) -> float:
        """A float in [0, 1)."""
        if not self._buffer:
            self._buffer = self.rng.random(_BLOCK).tolist()
        return self._buffer.pop()

    def pick(self, items: Sequence[T]) -> T:
        """One of the items, all equally likely."""
        return items[int(self.uniform() * len(items))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in random order."""
        return [items[int(i)] for i in self.rng.permutation(len(items))]
