"""Degrees to fit."""

from __future__ import annotations

from pathlib import Path

import numpy as np


def sequence(path: Path) -> np.ndarray:
    if path.name.endswith(".hist.csv"):
        value, count = np.loadtxt(path, delimiter=",", skiprows=1, dtype=np.int64).T
        return np.repeat(value, count)
    return np.loadtxt(path).ravel().astype(np.int64)
