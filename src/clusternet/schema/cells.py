"""Text cells to values: years, weights and the words of the contract."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.letters import SIMPLIFIED
from clusternet.schema import coding
from clusternet.words.text import Text

YEARS = range(1800, 2101)
"""Years that are accepted."""

BLANK = (
    string.whitespace
    + "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    + ("\u200b\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff")
)
"""Characters without ink, which never begin or end a value."""

NOBODY = frozenset({
    *("-", "--", "\u2212", "—", "——", "–", "―", "/", "\\", "?", "...", "......"),
    *("n/a", "n.a.", "nan", "nat", "<na>", "null", "none", "nil"),
    *("无", "不详", "未知", "未披露", "缺失", "未公布", "無", "不詳", "空", "(空)", "(空白)", "空白", "暂无"),
    *("待定", "不明", "未填写", "保密", "(blank)", "unknown", "undisclosed", "tbd", "n.d.", "\\n", "missing"),
    *("not available", "not applicable", "not disclosed"),
})  # fmt: skip
"""What stands where there is no name, in lower case and narrow letters; NA may be Namibia."""

_LONGEST = 3
"""Letters that one of these has at most which begins in Chinese; longer names need no closer look."""

_MAY_BE_NOBODY = (
    rf"^[^0-9\n]{{1,{_LONGEST}}}$|^[^0-9\n\x{{4e00}}-\x{{9fff}}][^0-9\n]{{0,15}}$"
    r"|^[^0-9\n]{0,15}[^\pL\pN\n][^0-9\n]{0,15}$"
)
"""Without a digit, and short, not Chinese from its first letter on, or not of letters alone."""

ABSENT = NOBODY | {"", "na", ".", "..", "*", "x", "×"}
"""What a cell says where there is no value, in lower case and narrow letters."""

_ROUNDED = re.compile(r"\d(?:\.\d+)?[eE]\+?(?:1[5-9]|[2-9]\d|\d{3})|\d{15}0{3,}|\d{16,}\.0")
_FEW = 64
"""Cells of which each is looked at sooner than a pattern is compiled: tables may have 10,000 columns."""

_MAY_BE_ROUNDED = r"[eE]\+?\p{Nd}|\p{Nd}{16}"
_MAY_BE_DATE = r"^(?:19|20)\p{Nd}{2}-"
_MAY_BE_UNCLEAN = f"^[{''.join(map(re.escape, BLANK))}]|[{''.join(map(re.escape, BLANK))}]$|\r"
_DATE_ID = re.compile(r"(?:19|20)\d\d-(?:Q[1-4]|(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))")


def clean(text: str) -> str:
    r"""Return a cell without blanks around it and with plain line breaks inside.

    Parameters
    ----------
    text
        A cell.

    Examples
    --------
    >>> clean("\u3000Foo, Inc.\u200b "), clean("two\r\nlines")
    ('Foo, Inc.', 'two\nlines')
    """
    text = text.strip(BLANK)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def is_absent(text: str) -> bool:
    """Tell a cell that says there is no value.

    >>> is_absent("—"), is_absent(" n/a"), is_absent(".."), is_absent("0")
    (True, True, True, False)
    """
    return unicodedata.normalize("NFKC", text).strip(BLANK).casefold() in ABSENT


def fold(header: str) -> str:
    """Return a header without the differences that carry no meaning.

    >>> fold(" Source_ID "), fold("国家／地区"), fold("來源")
    ('sourceid', '国家/地区', '来源')
    """
    text = unicodedata.normalize("NFKC", header).casefold().translate(SIMPLIFIED)
    return "".join(letter for letter in text if letter not in "_-" and letter not in BLANK)


def is_chinese(texts: Iterable[str]) -> bool:
    """Whether any text has a Chinese character.

    >>> is_chinese(["AI", "国家"]), is_chinese("country")
    (True, False)
    """
    return any("\u4e00" <= letter <= "\u9fff" for text in texts for letter in text)


def is_share(text: str) -> bool:
    """Whether a cell ends in a percent sign."""
    return unicodedata.normalize("NFKC", text).rstrip(BLANK).endswith("%")


def is_rounded(text: str) -> bool:
    """Whether a code of more than 15 digits was taken for a number by a spreadsheet, and so rounded.

    Parameters
    ----------
    text
        A cell.

    Examples
    --------
    >>> [is_rounded(code) for code in ("9.14403E+17", "914403007152672000", "91440300715267XG26", "000020")]
    [True, True, False, False]
    """
    return _ROUNDED.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Whether an id is a date or a quarter, as in a row whose cells have shifted.

    Parameters
    ----------
    text
        An id.

    Examples
    --------
    >>> is_date("2000-Q3"), is_date("2000-07-19"), is_date("2000-07"), is_date("000020")
    (True, True, False, False)
    """
    return _DATE_ID.fullmatch(text) is not None


def text_of(cell: Any) -> str:
    """Return a typed cell as the text a reader sees.

    >>> from datetime import date
    >>> [text_of(cell) for cell in (2018.0, 0.5, "000020", None, date(2018, 5, 3))]
    ['2018', '0.5', '000020', '', '2018-05-03']
    """
    if isinstance(cell, str | bytes):
        return cell if isinstance(cell, str) else cell.decode("utf-8", errors="replace")
    if cell is None or (pd.api.types.is_scalar(cell) and pd.isna(cell)):
        return ""
    if isinstance(cell, bool) or (isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15):
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


UNVALUED = "#FORMULA!"
"""What stands for a formula of a workbook that was never calculated: no spreadsheet writes it."""

_ERRORS = frozenset({
    *("#div/0!", "#n/a", "#name?", "#null!", "#num!", "#ref!", "#value!", "#spill!", "#calc!", "#field!"),
    *("#getting_data", "#blocked!", "#connect!", "#busy!", "#unknown!", "#external!", "#python!", "#circ!"),
    UNVALUED.casefold(),
})  # fmt: skip
_LIBRE_ERROR = re.compile(r"(?:err|错误|錯誤)[:：]\s?5\d\d", re.IGNORECASE)


def is_error(text: str) -> bool:
    """Whether a cell holds the error of a spreadsheet's formula.

    Parameters
    ----------
    text
        A cell.

    Examples
    --------
    >>> is_error("#REF!"), is_error("#N/A"), is_error("Err:502"), is_error("#1 Capital")
    (True, True, True, False)
    """
    text = unicodedata.normalize("NFKC", text).strip(BLANK).casefold()
    return text in _ERRORS or _LIBRE_ERROR.fullmatch(text) is not None


def kind_of_error(text: str) -> str:
    """Return what a cell that :func:`is_error` is a problem of, a key of the findings."""
    return "formula_without_value" if text.strip(BLANK) == UNVALUED else "error_value"


def why_error(text: str) -> Text:
    """Say what is wrong with a cell that :func:`is_error`.

    >>> str(why_error("#REF!"))
    "'#REF!' is the error of a formula: mend it, or empty the cell, which is then missing"
    >>> str(why_error(UNVALUED))
    'a formula without a stored value: open the file in Excel and save it'
    """
    if kind_of_error(text) == "error_value":
        return Text(
            f"“{text}”是公式的错误值：请改正，或清空该单元格，即作缺失",
            f"{text!r} is the error of a formula: mend it, or empty the cell, which is then missing",
        )
    return Text(
        "公式没有存储结果：请用 Excel 打开并保存该文件",
        "a formula without a stored value: open the file in Excel and save it",
    )


def names_nobody(text: str) -> bool:
    """Whether a name is what programs write where there is none, or signs alone; NA may be Namibia.

    Parameters
    ----------
    text
        A name.

    Examples
    --------
    >>> [names_nobody(text) for text in ("nan", "—", "***", "NA")]
    [True, True, True, False]
    """
    if "\u4e00" <= text[:1] <= "\u9fff" and len(text) > _LONGEST and text.isalnum():
        return False
    plain = unicodedata.normalize("NFKC", text).strip(BLANK).casefold()
    return plain in NOBODY or (bool(plain) and not any(map(str.isalnum, plain)))


def cleaned(texts: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return distinct cells without blanks around them (:func:`clean`), shape (texts,)."""
    cut = texts.copy()
    for place in np.flatnonzero(_with(_MAY_BE_UNCLEAN, texts)).tolist():
        cut[place] = clean(texts[place])
    return cut


def rounded(texts: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Mark the cells that :func:`is_rounded`, shape (texts,)."""
    return tested(is_rounded, _MAY_BE_ROUNDED, texts)


def dates(texts: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Mark the cells that :func:`is_date`, shape (texts,)."""
    return tested(is_date, _MAY_BE_DATE, texts)


def errors(texts: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Mark the cells that :func:`is_error`, shape (texts,)."""
    return tested(is_error, "^(?:[#＃]|(?i:err)|错误|錯誤)", texts)


def nobodies(texts: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Mark the cells that :func:`names_nobody`, shape (texts,)."""
    return tested(lambda text: len(text) < 32 and names_nobody(text), _MAY_BE_NOBODY, texts)


def wholes(texts: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Mark the cells that are a whole number with one zero behind the point (101.0), shape (texts,)."""
    return tested(lambda text: text[-2:] == ".0" and text[:-2].isdecimal(), r"\.0$", texts)


def tested(test: Callable[[str], bool], hint: str, texts: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Test the distinct cells; ``hint`` is an RE2 pattern that stands in all that pass. Shape (texts,)."""
    passed = _with(hint, texts)
    for place in np.flatnonzero(passed).tolist():
        passed[place] = test(texts[place])
    return passed


def _with(pattern: str, texts: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Mark the cells in which an RE2 pattern is found, or may be; shape (texts,)."""
    if len(texts) < _FEW:
        return np.ones(len(texts), dtype=bool)
    import pyarrow
    import pyarrow.compute

    try:
        found = pyarrow.compute.match_substring_regex(pyarrow.array(texts, pyarrow.large_string()), pattern)
    except UnicodeEncodeError:  # half of a surrogate pair: nothing is told of any
        return np.ones(len(texts), dtype=bool)
    return np.array(found.fill_null(False), dtype=bool)


def each(column: pd.Series, parse: Callable[[str], Any], dtype: type = object) -> np.ndarray:
    """Parse every distinct cell; return the results in row order, shape (rows,)."""
    codes, distinct = coding.coded(column)
    parsed = np.empty(len(distinct) + 1, dtype=object)
    parsed[:-1] = [parse(cell) for cell in distinct]
    return parsed.astype(dtype)[codes]
