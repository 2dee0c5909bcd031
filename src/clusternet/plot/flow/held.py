"""What the cells of a heat map hold, and how that is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from clusternet.plot.sheet import scales
from clusternet.plot.sheet.numbers import amount, compact, percent, times
from clusternet.space.folded import Ranked
from clusternet.words.terms import Terms
from clusternet.words.text import Text

Value = Literal["flow", "share", "expected_ratio", "residual"]
RATIOS = ("expected_ratio", "residual")
"""Values that part at 1."""
VALUES: tuple[Value, ...] = get_args(Value)
_EXPECTED = 5.0
"""Least expected flow of a cell that has a ratio: below it one flow more or less decides it."""
MASKED = {
    "expected_ratio": Text("0 或期望流量不足 5", "0, or fewer than 5 expected"),
    "residual": Text("0、预测不足 5 或不在模型中", "0, fewer than 5 predicted, or not in the model"),
}
"""What has no colour, by value; of others 0."""


def values(found: Ranked, value: Value) -> NDArray[np.float64]:
    """Return the cells; NaN or 0 where nothing flows."""
    if value == "expected_ratio":
        expected = np.outer(found.enable, found.input) / found.base
        return np.where(expected >= _EXPECTED, found.expected_ratio.to_numpy(dtype=float), np.nan)
    if value == "residual" and found.residual is not None:
        ratio = found.residual.to_numpy(dtype=float)
        predicted = found.table.to_numpy(dtype=float) / np.where(ratio > 0, ratio, np.nan)
        return np.where(predicted >= _EXPECTED, ratio, np.nan)
    cells = found.table.to_numpy(dtype=float)
    return cells / found.base if value == "share" else cells


def scale(cells: NDArray[np.float64], value: Value) -> scales.Scale:
    """Return the scale of the cells in which anything flows."""
    there = cells[np.isfinite(cells) & (cells > 0)].tolist()
    return scales.of_ratios(there) if value in RATIOS else scales.of_amounts(there)


def printers(value: Value, language: str) -> tuple[Callable[[float], str], ...]:
    """Return how cells are printed: in full first, then in less room."""
    if value == "flow":
        return amount, lambda number: compact(number, language)
    if value == "share":
        return percent, lambda number: percent(number).removesuffix("%")
    return (times,)


def colour_title(value: Value, terms: Terms, language: str) -> str:
    """Return what the colours say."""
    said = {
        "flow": Text(f"流量（{terms.unit}，对数色标）", f"Flow ({terms.unit}, logarithmic)"),
        "share": Text("占基数的比重（对数色标）", "Share of the base (logarithmic)"),
        "expected_ratio": Text(
            "实际流量 ÷ 独立假设下的期望流量（对数色标）",
            "Observed ÷ expected under independence (logarithmic)",
        ),
        "residual": Text(
            "实际流量 ÷ 引力模型预测值（对数色标）", "Observed ÷ predicted by gravity (logarithmic)"
        ),
    }
    return said[value].in_(language)


def said(
    found: Ranked,
    names: tuple[tuple[str, ...], tuple[str, ...]],
    cells: NDArray[np.float64],
    printed: Callable[[float], str],
) -> list[str]:
    """Return what every cell says, row by row: its ends, flow and share, and its value; "" for blank ones."""
    flow = found.table.to_numpy(dtype=float)
    rows, columns = names
    texts = []
    for place, cell in enumerate(cells.flat):
        row, column = divmod(place, cells.shape[1])
        held = f"{amount(flow[row, column])} ({percent(flow[row, column] / found.base)})"
        value = f"; {printed(cell)}" if np.isfinite(cell) and printed(cell) not in held else ""
        there = flow[row, column] > 0
        texts.append(f"{rows[row]} → {columns[column]}: {held}{value}" if there else "")
    return texts
