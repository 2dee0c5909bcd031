"""Numbers out of text: one decimal sign for a column, told from the cells that leave no doubt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from clusternet.schema.cells import BLANK

Sign = Literal[".", ","]
"""What stands before the decimals."""

_APART = "'\u2019 \u00a0\u2009\u202f"
"""What may stand between groups of three digits, whatever the decimal sign."""
_PLAIN = re.compile(r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_GROUPS = re.compile(r"[1-9]\d{0,2}(?:([,.'\u2019 \u00a0\u2009\u202f])\d{3})(?:\1\d{3})*")
_COMMAS, _POINTS = (re.compile(rf"[1-9]\d{{0,2}}(?:{mark}\d{{3}}){{2,}}") for mark in (",", r"\."))
_ONE = re.compile(r"(\d*)([.,])(\d*)")
_LIKE = re.compile(r"[+\-\u2212]?[\d.,'\u2019 \u00a0\u2009\u202f]*\d[\d.,'\u2019 \u00a0\u2009\u202f]*%?")


@dataclass(frozen=True, slots=True)
class Notation:
    """How the numbers of a column are written.

    Attributes
    ----------
    decimal
        The decimal sign; the other of point and comma stands between thousands.
    sure
        False where every comma is followed by three digits, so that it may be either.
    example
        A cell that decided, or that is in doubt; blank where the column has plain numbers alone.
    """

    decimal: Sign = "."
    sure: bool = True
    example: str = ""

    def number(self, text: str) -> float | None:
        """Return a cell as a number, None where it is none in this notation, or infinite.

        >>> Notation(",").number("1.234,5"), Notation().number("1,234.5"), Notation().number("0,125")
        (1234.5, 1234.5, None)
        """
        text = _folded(text)
        sign, bare = (-1.0, text[1:]) if text[:1] == "-" else (1.0, text[1:] if text[:1] == "+" else text)
        whole, mark, rest = bare.partition(self.decimal)
        if (match := _GROUPS.fullmatch(whole)) and match[1] != self.decimal:
            whole = "".join(letter for letter in whole if letter.isdigit())
        plain = f"{whole}.{rest}" if mark else whole
        if self.decimal == "," and "." in whole:
            return None
        value = float(plain) if _PLAIN.fullmatch(plain) else float("inf")
        return None if value == float("inf") else sign * value

    def pointed(self, text: str) -> str:
        """Return a cell of a column with decimal commas as it would be written with points.

        Blank where it is no number in this notation.

        >>> Notation(",").pointed("1.234,5"), Notation(",").pointed("12,5%"), Notation(",").pointed("1.5")
        ('1234.5', '12.5%', '')
        """
        folded = _folded(text)
        bare = folded.removesuffix("%").rstrip(BLANK)
        if self.number(bare) is None:
            return ""
        whole, _, rest = bare.partition(",")
        digits = "".join(letter for letter in whole if letter not in "." + _APART)
        return (f"{digits}.{rest}" if rest else digits) + ("%" if bare != folded else "")


def notation(texts: Iterable[str], decimal: Sign | None = None) -> Notation:
    """Return how the numbers of a column are written.

    ``0,125`` or ``12,25`` can only be a decimal comma, ``1,234,567`` only thousands, and what holds for one
    cell holds for the column. Where each comma has three digits behind it the comma is taken for thousands,
    and the notation is not sure.

    Parameters
    ----------
    texts
        The cells, each once; those that are no numbers say nothing.
    decimal
        The sign, where the user names it.

    Examples
    --------
    >>> notation(["1,250", "0,125"]).decimal, notation(["1,250", "2,125"]), notation(["1.234.567"]).decimal
    (',', Notation(decimal='.', sure=False, example='1,250'), ',')
    """
    if decimal is not None:
        return Notation(decimal)
    doubtful = pointed = ""
    for raw in texts:
        if not _LIKE.fullmatch(text := _folded(raw)):
            continue
        said = _decimal_of(text.lstrip("+-").removesuffix("%").rstrip())
        if said == ",":
            return Notation(",", example=raw)
        pointed = pointed or (raw if said == "." else "")
        doubtful = doubtful or (raw if said == "?" else "")
    if doubtful and not pointed:
        return Notation(".", sure=False, example=doubtful)
    return Notation(".", example=pointed)


def _decimal_of(text: str) -> str:
    """Return the decimal sign of a number; ``?`` where that is in doubt, blank where it says nothing."""
    if "," in text and "." in text:
        return max(",.", key=text.rfind)
    if _COMMAS.fullmatch(text):
        return "."
    if _POINTS.fullmatch(text):
        return ","
    if not (match := _ONE.fullmatch("".join(letter for letter in text if letter not in _APART))):
        return ""
    if len(match[3]) == 3 and _GROUPS.fullmatch(text):
        return "?" if match[2] == "," else ""
    return match[2]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip(BLANK).replace("\u2212", "-")


__all__ = ["Notation", "Sign", "notation"]
