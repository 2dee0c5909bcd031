"""Long sweeps, of which plain pytest runs a few and the slow tests the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import pytest


def sweep(values: Iterable[str], quick: Collection[str]) -> list[Any]:
    """Return the values as parameters of a test: all but the quick ones are slow."""
    values = list(values)
    assert set(quick) <= set(values)
    return [value if value in quick else pytest.param(value, marks=pytest.mark.slow) for value in values]
