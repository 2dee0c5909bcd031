"""Names that are several: 甲公司、乙公司 in one cell, which would be one organisation."""

from __future__ import annotations

import json
import re
from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from clusternet.schema.cells import tested

_SURE = "、；;|，\n"
_DOUBTFUL = "/／,+＋"
_HINT = f"[{re.escape(_SURE + _DOUBTFUL)}]"
_SURELY = re.compile(f"[{re.escape(_SURE)}]")
_BRACKETS = re.compile(r"[（(【\[][^（）()【】\[\]]*[)）】\]]|&#?\w+;")
_LETTER = re.compile(r"[^\W\d_]")
_ORGANISATION = re.compile(
    r".+(?:公司|集团|大学|学院|学校|研究院|研究所|中心|医院|银行|政府|委员会|协会|学会|基金|资本|创投|投资|实验室|厂|"
    r"[局所院]|\b(?:inc|ltd|llc|corp|gmbh|university|institute|college|bank|group|labs?|capital|ventures|"
    r"fund|partners)\.?)\s*",
    re.IGNORECASE,
)


def marks_in(text: str, known: Collection[str] = ()) -> str:
    """Return the marks between the names of a cell, blank where it is one name.

    A slash, comma or plus stands between names only where each of them looks like an organisation or is named
    alone elsewhere.

    Parameters
    ----------
    known
        Names that stand alone in a cell.

    Examples
    --------
    >>> [marks_in(cell) for cell in ("乙公司、丙公司", "甲公司/乙公司", "Foo, Inc.", "甲（乙、丙）", "A/B")]
    ['、', '/', '', '', '']
    >>> marks_in("A/B", {"A", "B"})
    '/'
    """
    bare = _BRACKETS.sub("", text)
    if _SURELY.search(bare):
        sure = "".join(mark for mark in _SURE if mark in bare)
        if _all_named(_SURELY.split(bare)):
            return sure
    for mark in (mark for mark in _DOUBTFUL if mark in bare):
        parts = [part.strip() for part in bare.split(mark)][::-1]  # "Inc." is no organisation: the last first
        if all(part in known or _ORGANISATION.fullmatch(part) for part in parts) and _all_named(parts):
            return mark
    return ""


def _all_named(parts: list[str]) -> bool:
    inked = [part for part in parts if part.strip()]
    return len(inked) > 1 and all(map(_LETTER.search, inked))


def several(texts: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Mark the cells, all there are and each once, that hold several names, shape (texts,)."""
    known = set(texts)
    return tested(lambda text: bool(marks_in(text, known)), _HINT, texts)


def setting(column: str, texts: Collection[str], known: Collection[str]) -> str:
    """Return the setting that cuts the cells of a column.

    >>> setting("partner", ["乙公司、丙公司", "丁;戊"], ())
    'split = {partner = "、;"}'
    """
    marks = "".join(dict.fromkeys("".join(marks_in(text, known) for text in texts)))
    return f"split = {{{column} = {json.dumps(marks, ensure_ascii=False)}}}"
