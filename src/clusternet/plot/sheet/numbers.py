"""Numbers as figures print them, and the round numbers of their scales."""

from __future__ import annotations

import math
from collections.abc import Sequence

_STEPS = (1, 2, 5)


def amount(value: float) -> str:
    """Return a flow as it is printed: whole numbers in full, others to three figures.

    >>> amount(10048), amount(2.5), amount(1234.5), amount(0)
    ('10,048', '2.5', '1,234', '0')
    """
    if float(value).is_integer() or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"


_UNITS = {"zh": ((1e8, "亿"), (1e4, "万")), "en": ((1e9, "G"), (1e6, "M"), (1e3, "k"))}


def compact(value: float, language: str = "en") -> str:
    """Return a flow in little room: from ten thousand on, to three figures with k, M or 万, 亿.

    >>> compact(9999), compact(10048), compact(1069300), compact(1069300, "zh")
    ('9,999', '10.0k', '1.07M', '107万')
    """
    if abs(value) < 10_000:
        return amount(value)
    size, unit = next(each for each in _UNITS[language] if abs(value) >= each[0])
    scaled = value / size
    digits = max(0, 2 - math.floor(math.log10(abs(scaled))))
    return f"{scaled:,.{digits}f}{unit}"


def tick(value: float, language: str = "en") -> str:
    """Return a round number on a scale, from ten thousand on with k, M or 万, 亿.

    >>> tick(500), tick(20000), tick(1500000), tick(2000000, "zh")
    ('500', '20k', '1.5M', '200万')
    """
    text = compact(value, language)
    digits = text.rstrip("kMG万亿")
    unit = text[len(digits) :]
    return (digits.rstrip("0").rstrip(".") if "." in digits else digits) + unit


def percent(share: float) -> str:
    """Return a share to one decimal; what is there and would print as nothing is said to be less.

    >>> percent(0.407), percent(0.0001), percent(0)
    ('40.7%', '<0.1%', '0%')
    """
    if share == 0:
        return "0%"
    return f"{100 * share:.1f}%" if share >= 0.0005 else "<0.1%"


def times(ratio: float) -> str:
    """Return a ratio: two figures below ten, whole numbers above.

    >>> times(0.534), times(1), times(3.27), times(41.2), times(0.004), times(0)
    ('0.53', '1.0', '3.3', '41', '<0.01', '0')
    """
    if ratio == 0:
        return "0"
    if 0 < ratio < 0.005:
        return "<0.01"
    return f"{ratio:.2f}" if ratio < 1 else f"{ratio:.1f}" if ratio < 9.95 else f"{ratio:,.0f}"


def step(span: float, most: int) -> float:
    """Return the smallest of 1, 2, 5, 10, 20, … that divides a span into at most so many parts.

    >>> step(38000, 10), step(7, 10), step(0.9, 4)
    (5000.0, 1.0, 0.5)
    """
    power = 10.0 ** math.floor(math.log10(span / most))
    return next(power * each for each in (*_STEPS, 10) if span / (power * each) <= most + 1e-9)


def log_ticks(low: float, high: float, *, most: int = 7) -> list[float]:
    """Return round numbers from ``low`` to ``high`` for a logarithmic scale, decades where they suffice.

    >>> log_ticks(1, 10048), log_ticks(30, 250), log_ticks(61, 69)
    ([1.0, 10.0, 100.0, 1000.0, 10000.0], [50.0, 100.0, 200.0], [61])
    """
    powers = [10.0**power for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)]
    found = _between(powers, low, high)
    if len(found) < 3:
        found = _between([power * each for power in powers for each in _STEPS], low, high)
    return found[:: math.ceil(len(found) / most)] if found else [low]


def _between(values: Sequence[float], low: float, high: float) -> list[float]:
    return [value for value in values if low * (1 - 1e-9) <= value <= high * (1 + 1e-9)]
