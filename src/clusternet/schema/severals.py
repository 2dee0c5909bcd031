"""Names that are several: 甲公司、乙公司 in one cell, which would be one organisation."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator

import numpy as np
from numpy.typing import NDArray

from clusternet.schema.cells import tested
from clusternet.words.vocabulary import industry

_SURE = "、；;|，\n\\"
_DOUBTFUL = "/／,+＋&＆"
_WORDS = ("以及", "和", "与", "及", "跟")
_SPACED = (" and ", " & ", " und ", " et ")
"""Between names of which one is known elsewhere; a Chinese word needs both."""
_HINT = "|".join(
    (
        f"[{re.escape(_SURE + _DOUBTFUL)}①②]",
        *(*_WORDS, *_SPACED),
        *(r"\p{Han}\s+\p{Han}", "等", "2[.．、)）]", "[Oo]thers", "et al"),
    )
)
_SURELY = re.compile(f"[{re.escape(_SURE)}]")
_BRACKETS = re.compile(r"[（(【\[][^（）()【】\[\]]*[)）】\]]|&#?\w+;")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_ORGANISATION = re.compile(
    r".+(?:公司|集团|大学|学院|学校|研究院|研究所|中心|医院|银行|政府|委员会|协会|学会|基金|资本|创投|投资|实验室|厂|"
    r"[局所院]|\b(?:inc|ltd|llc|corp|gmbh|university|institute|college|bank|group|labs?|capital|ventures|"
    r"fund|partners)\.?)\s*",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(?<![\d.])(\d{1,2})([.．、)）])(?!\d)|[(（](\d{1,2})[)）]|([①-⑳])")
_OTHERS = re.compile(
    r"(?<![平高中初同相均])等\s*(?:[\d一二两三四五六七八九十多数若干]+\s*)?[家所个名位]?"
    r"(?:企业|公司|单位|机构|高校|大学|院校|投资[人方]|投资机构)?\s*$|"
    r"[\s,]+(?:et al\.?|etc\.?|(?:and|&)\s+(?:\d+\s+)?others?)\s*$",
    re.IGNORECASE,
)
"""What says that further names are meant."""
_TAIL = 100
"""Letters at the end of a cell that may say so."""
_BRANCH = re.compile(r".+[业造务术品备械应工究料药]$")
"""How a name of several fields ends: 医疗保健、药物和生物技术."""


def marks_in(text: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """Return the marks between the names of a cell, none where it is one name.

    A slash, comma, plus or ampersand stands between names only where each looks like an organisation or is
    named alone elsewhere; 和 where each is named alone, "and" where one is. Numbers in order (1.甲 2.乙)
    are given as the first, ``1.``.

    Parameters
    ----------
    known
        Names that stand alone in a cell.

    Examples
    --------
    >>> [marks_in(cell) for cell in ("乙公司、丙公司", "甲公司/乙公司", "Foo, Inc.", "1.甲 2.乙")]
    [('、',), ('/',), (), ('1.',)]
    >>> marks_in("甲和乙", {"甲", "乙"}), marks_in("和记黄埔", {"甲"})
    (('和',), ())
    """
    if _is_field(text, known):
        return ()
    if number := _numbered(text):
        return (number,)
    bare = _BRACKETS.sub("", text)
    if others := _others(bare):
        bare = bare[: others.start()]
    if _SURELY.search(bare):
        parts = _SURELY.split(bare)
        if _all_named(parts):
            return (*(mark for mark in _SURE if mark in bare), *_beside(parts, known))
    for mark in (mark for mark in _DOUBTFUL if mark in bare and not (mark == "&" and " & " in bare)):
        parts = [part.strip() for part in bare.split(mark)][::-1]  # "Inc." is no organisation: the last first
        if all(map(_is_named(known), parts)) and _all_named(parts):
            return (mark, *_beside(parts, known))
    parts = bare.split()
    if all(_CHINESE.search(part) and _ORGANISATION.fullmatch(part) for part in parts) and _all_named(parts):
        return (" ",)
    return tuple(_words_in(bare, known))


def _beside(parts: list[str], known: Collection[str]) -> dict[str, None]:
    """Return the words between names that stand in parts of a cell: 甲公司、乙公司和丙公司."""
    return dict.fromkeys(word for part in parts for word in _words_in(part.strip(), known))


def _is_named(known: Collection[str]) -> Callable[[str], bool]:
    return lambda part: part in known or _ORGANISATION.fullmatch(part) is not None


def _words_in(text: str, known: Collection[str]) -> Iterator[str]:
    """Yield the word that stands between names: known ones or organisations; of spaced words one will do."""
    named = _is_named(known)
    for word in (word for word in (*_WORDS, *_SPACED) if word in text):
        halves = [part.strip() for part in text.split(word)]
        one = word in _SPACED and any(half in known for half in halves)
        if (one or all(map(named, halves))) and _all_named(halves):
            yield word


def _numbered(text: str) -> str:
    """Return the first number of a cell that numbers its names from 1, with its sign; blank if none does."""
    found = list(_NUMBERS.finditer(text))
    if len(found) < 2 or text[: found[0].start()].strip():
        return ""
    numbers = [int(each[1] or each[3] or ord(each[4]) - ord("①") + 1) for each in found]
    ends = [*(each.start() for each in found[1:]), len(text)]
    names = [text[each.end() : end] for each, end in zip(found, ends, strict=True)]
    return found[0][0] if numbers == [*range(1, len(found) + 1)] and _all_named(names) else ""


def _is_field(text: str, known: Collection[str]) -> bool:
    """Whether a name is that of an industry, or of a field named by its parts, though it has marks in it."""
    if industry(_BRACKETS.sub("", text)) is not None:
        return True
    *first, last = _SURELY.split(text)
    if not first or not _BRANCH.match(last) or any(map(_is_named(known), (*first, last))):
        return False
    return ("和" in last or "及" in last or len(first) > 1) and not any(
        part.endswith(last[-1]) for part in first
    )


def _others(text: str) -> re.Match[str] | None:
    """Return the words at the end of a cell that mean further names; blanks are gone through once."""
    return _OTHERS.search(text, max(len(text) - _TAIL, 0))


def _all_named(parts: list[str]) -> bool:
    inked = [part for part in parts if part.strip()]
    return len(inked) > 1 and all(map(_LETTER.search, inked))


def several(texts: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Mark the cells, all there are and each once, that hold or mean several names, shape (texts,)."""
    known = set(texts)
    return tested(lambda text: bool(marks_in(text, known) or _others(text)), _HINT, texts)


def setting(column: str, texts: Collection[str], known: Collection[str]) -> str:
    """Return the settings that cut the cells of a column.

    >>> setting("partner", ["乙公司、丙公司", "丁;戊"], ())
    'split = {partner = "、;"}'
    >>> setting("partner", ["甲和乙等3家"], {"甲", "乙"})
    'split = {partner = "和"}, strip = {partner = ["等3家"]}'
    """
    marks = list(dict.fromkeys(mark for text in texts for mark in marks_in(text, known)))
    others = [match[0].strip() for text in texts if (match := _others(text))]
    written: str | list[str] = "".join(marks) if all(len(mark) == 1 for mark in marks) else marks
    said = [f"split = {{{column} = {_toml(written)}}}"] if marks else []
    said += [f"strip = {{{column} = {_toml(list(dict.fromkeys(others))[:9])}}}"] if others else []
    return ", ".join(said)


def _toml(value: str | list[str]) -> str:
    return json.dumps(value, ensure_ascii=False)
