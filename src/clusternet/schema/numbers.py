"""Numbers out of text: one decimal sign for a column, told from the cells that leave no doubt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from clusternet.schema.cells import BLANK, is_share
from clusternet.words.text import Text

Sign = Literal[".", ","]
"""What stands before the decimals."""

_LARGEST, _SMALLEST = 1e50, 1e-50
"""Sizes of numbers that are read; products of some, which statistics take, are still within floats."""

_APART = "'\u2019 \u00a0\u2009\u202f"
"""What may stand between groups of three digits, whatever the decimal sign."""
_PLAIN = re.compile(r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_GROUPS = re.compile(r"[1-9]\d{0,2}(?:([,.'\u2019 \u00a0\u2009\u202f])\d{3})(?:\1\d{3})*")
_COMMAS, _POINTS = (re.compile(rf"[1-9]\d{{0,2}}(?:{mark}\d{{3}}){{2,}}") for mark in (",", r"\."))
_ONE = re.compile(r"(\d*)([.,])(\d*)")
_LIKE = re.compile(r"[+\-\u2212]?(?=\D*\d)[\d.,'\u2019 \u00a0\u2009\u202f]*%?")


_IN_DOUBT = {
    ",": Text(
        '逗号是千位分隔符（{}）；若是小数点，用 --decimal ","',
        'the comma stands between thousands ({}); --decimal "," if it is the decimal sign',
    ),
    ".": Text(
        '点是小数点（{}）；若是千位分隔符，用 --decimal ","',
        'the point is the decimal sign ({}); --decimal "," if it stands between thousands',
    ),
}


@dataclass(frozen=True, slots=True)
class Notation:
    """How the numbers of a column are written.

    Attributes
    ----------
    decimal
        The decimal sign; the other of point and comma stands between thousands.
    sure
        False where every comma, or every point, is followed by three digits, so that it may be either.
    example
        A cell that decided, or that is in doubt; blank where the column has plain numbers alone.
    """

    decimal: Sign = "."
    sure: bool = True
    example: str = ""

    @property
    def is_pointed(self) -> bool:
        """Whether it is a point, taken for decimals, that may stand between thousands."""
        return not self.sure and "," not in _folded(self.example)

    def number(self, text: str) -> float | None:
        """Return a cell as a number, None where it is none in this notation, or beyond every measure.

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
        return sign * value if value == 0 or _SMALLEST <= value <= _LARGEST else None

    def share(self, text: str) -> float | None:
        """Return a percentage as a share of 1, None where a cell is none.

        >>> Notation().share("１.1％"), Notation(",").share("-2,5%"), Notation().share("12")
        (0.011, -0.025, None)
        """
        digits = self.pointed(text)
        if not digits.endswith("%"):
            return None
        return float(Decimal(digits[:-1]).scaleb(-2))  # 1.1% is 0.011, which a division misses

    def value(self, text: str) -> float | None:
        """Return a cell as a number, a percentage as a share of 1; None where it is neither."""
        return self.share(text) if is_share(text) else self.number(text)

    def decimals(self, text: str) -> int:
        """Return to how many decimals a cell is printed; a percentage has two more."""
        _, mark, digits = _folded(text).rstrip("% ").partition(self.decimal)
        return (len(digits) if mark and digits.isdigit() else 0) + 2 * is_share(text)

    def pointed(self, text: str) -> str:
        """Return a cell as it would be written with a decimal point and nothing between thousands.

        Blank where it is no number in this notation.

        >>> Notation(",").pointed("1.234,5"), Notation(",").pointed("12,5%"), Notation(",").pointed("1.5")
        ('1234.5', '12.5%', '')
        """
        folded = _folded(text)
        bare = folded.removesuffix("%").rstrip(BLANK)
        if self.number(bare) is None:
            return ""
        whole, _, rest = bare.partition(self.decimal)
        digits = "".join(letter for letter in whole if letter not in ".," + _APART)
        return (f"{digits}.{rest}" if rest else digits) + ("%" if bare != folded else "")


POINT = Notation()
"""Numbers as programs write them."""


def notation(texts: Iterable[str], decimal: Sign | None = None) -> Notation:
    """Return how the numbers of a column are written.

    ``0,125`` or ``12,25`` can only be a decimal comma, ``1,234,567`` only thousands, and what holds for one
    cell holds for the column. Where each comma has three digits behind it the comma is taken for thousands,
    and where each point has (1.250), the point for decimals; the notation is not sure then.

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
    doubtful = pointed = dotted = ""
    for raw in texts:
        if not _LIKE.fullmatch(text := _folded(raw)):
            continue
        said = _decimal_of(text.lstrip("+-").removesuffix("%").rstrip())
        if said == ",":
            return Notation(",", example=raw)
        pointed = pointed or (raw if said == "." else "")
        doubtful = doubtful or (raw if said == "?" else "")
        dotted = dotted or (raw if said == "?." else "")
    if (doubtful or dotted) and not pointed:
        return Notation(".", sure=False, example=doubtful or dotted)
    return Notation(".", example=pointed)


@dataclass(eq=False)
class Notations:
    """How the columns of a table are written, each told once and from all of its cells.

    Attributes
    ----------
    decimal
        The sign in every column, where the user names it.
    semicolons
        Whether the file has semicolons between its columns, as where the comma is the decimal sign.
    told
        What was told so far.
    """

    decimal: Sign | None = None
    semicolons: bool = False
    told: dict[str, Notation] = field(default_factory=dict)

    def of(self, column: str, texts: Callable[[], Iterable[str]]) -> Notation:
        """Return how a column is written; ``texts`` gives its cells."""
        if column not in self.told:
            self.told[column] = notation(texts(), self.decimal)
        return self.told[column]

    def remarks(self, file: str) -> list[Text]:
        """Return what a reader has to know: commas that were taken for decimals, and those in doubt."""
        commas = {column: each for column, each in self.told.items() if each.decimal == "," and each.example}
        doubts = {column: each for column, each in self.told.items() if not each.sure}
        said = [
            Text(
                f"{file}，{column} 列：逗号是小数点（{each.example}）",
                f"{file}, column {column}: the comma is the decimal sign ({each.example})",
            )
            for column, each in commas.items()
        ]
        return said + [
            _in_doubt(file, column, each)
            for column, each in (doubts.items() if self.semicolons or commas else ())
        ]


def _in_doubt(file: str, column: str, found: Notation) -> Text:
    zh, en = (each.format(found.example) for each in _IN_DOUBT["." if found.is_pointed else ","])
    return Text(f"{file}，{column} 列：{zh}", f"{file}, column {column}: {en}")


def _decimal_of(text: str) -> str:
    """Return the decimal sign of a number; blank where it says nothing, ``?`` where a comma is in doubt.

    ``?.`` where a point is.
    """
    if "," in text and "." in text:
        return max(",.", key=text.rfind)
    if _COMMAS.fullmatch(text):
        return "."
    if _POINTS.fullmatch(text):
        return ","
    if not (match := _ONE.fullmatch("".join(letter for letter in text if letter not in _APART))):
        return ""
    if len(match[3]) == 3 and _GROUPS.fullmatch(text):
        return "?" if match[2] == "," else "?."
    return match[2]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip(BLANK).replace("\u2212", "-")


__all__ = ["POINT", "Notation", "Notations", "Sign", "notation"]
