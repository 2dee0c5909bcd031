"""How the cells of a table of ties are cut: marks between names, words at their end, blanks, years."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from clusternet.io.init.block import Block
from clusternet.io.init.columns import MARKS, SURE, is_name, is_organisation, is_place, is_unknown
from clusternet.io.splitting import OnePlace, pieces
from clusternet.places import china
from clusternet.schema import dates, severals
from clusternet.schema.cells import clean, names_nobody
from clusternet.schema.totals import is_total
from clusternet.words.text import Text, numbered

_BRACKET = re.compile(r"\s*[（(【\[]([^（()）【】\[\]]{1,10})[)）】\]]$")
_PART = re.compile(r"集团|控股|合伙|中国|股份|有限|分公司|总部|china|group|holding", re.IGNORECASE)
_TAIL = re.compile(
    r"[\s\-－—:：·]*(?:等(?:[\d一二三四五六七八九十数多]*[家所位名])?(?:知名)?(?:机构|企业|公司|单位|院校|高校|投资方|投资机构)?(?:联合)?"
    r"(?:跟投|领投|参投|投资)?|(?:联合)?(?:领投|跟投|参投)|独家投资|联合投资|"
    r"(?<=[\s\-－—:：·学院])(?:本科|硕士|博士|学士|研究生|博士后|MBA|EMBA|PhD)|及其他|et al\.?)$"
)
_LABEL = re.compile(
    r"(?:(?:联合|独家)?(?:领投|跟投|参投|投资)(?:方|机构)?|lead|co-?investors?|followed by)\s*[:：]",
    re.IGNORECASE,
)
"""Words before names that are no part of them."""
_LONGEST = 100
"""Letters of such words, with what may stand between."""
_FORM = re.compile(r"(?:inc|ltd|llc|co|corp|gmbh|limited|plc|s\.?a)\.?", re.IGNORECASE)
_OPENS, _CLOSES = "（(【[", "）)】]"
_MOST = 0.6
"""Share of the cells with a mark in which it must stand between names."""
_TOGETHER = 0.95
"""Share of the rows in which a column must be blank, or inked, with the end that it goes with."""
_STEMS = 3
"""Different names that a word in brackets must follow to be no part of them."""


@dataclass
class Cut:
    """How the cells of a block are cut.

    Attributes
    ----------
    split
        End -> the marks between its names.
    words
        End -> words, and numbers such as ``1.``, between its names.
    whole
        Names in which such a mark stands.
    strip
        End -> the words cut from the end of its names.
    missing
        What says that there is no value.
    fill
        Headers whose blank cells take the value above.
    ranges
        Cells of the year that name several years.
    one_place
        Which of several names have the one place beside them.
    reasons
        Setting -> what told it.
    """

    split: dict[str, str] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)
    whole: list[str] = field(default_factory=list)
    strip: dict[str, list[str]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    fill: list[str] = field(default_factory=list)
    ranges: int = 0
    one_place: OnePlace = "each"
    reasons: dict[str, Text] = field(default_factory=dict)


def cut(blocks: Sequence[Block], known: Collection[str]) -> list[Cut]:
    """Return how the cells of each block are cut; what a mark or a word is, all blocks together tell.

    Parameters
    ----------
    blocks
        Ties.
    known
        Names that stand alone somewhere.
    """
    cuts = [Cut() for _ in blocks]
    for end in ("source", "target", "sample", "partner"):
        held = [
            (cells_of(block, end), found)
            for block, found in zip(blocks, cuts, strict=True)
            if end in block.names
        ]
        pool = sum((cells for cells, _ in held), Counter[str]())
        words = tails(pool)
        marks, alone = _marks(pool, known, words)
        for cells, found in held:
            own = "".join(mark for mark in marks if any(_outside(cell, mark) for cell in cells))
            if own:
                number = sum(count for cell, count in cells.items() if _outside(cell, own))
                found.split[end] = own
                found.reasons[f"split.{end}"] = Text(
                    f"{number}格有多个名称", f"{numbered(number, 'cell', 'hold')} several names"
                )
            between = [
                mark
                for cell in cells
                for mark in severals.marks_in(cell, alone)
                if len(mark) > 1 or mark == "①"
            ]
            if between:
                found.words[end] = list(dict.fromkeys(between))
                found.split.setdefault(end, "")
            if own_words := [word for word in words if any(word in cell for cell in cells)]:
                found.strip[end] = own_words
            found.whole += [name for name in _whole(cells, own, alone, words) if name not in found.whole]
    for block, found in zip(blocks, cuts, strict=True):
        _beside(block, found)
        _blanks(block, found)
    return cuts


def cells_of(block: Block, name: str) -> Counter[str]:
    """Return the cells of a column in all sheets of a block, with their numbers."""
    header = block.columns[name].header
    tally: Counter[str] = Counter()
    for seen in block.seen:
        tally.update(cell for cell in seen.frame[header] if cell)
    return tally


# -- marks and words ---------------------------------------------------------------------------------------
def tails(cells: Iterable[str]) -> list[str]:
    """Return the words at the end of names that are no part of them.

    >>> tails(["甲（领投）、乙等", "丙（领投）", "丁（领投）", "华为（北京）"])
    ['（领投）', '等']
    """
    stems: dict[str, set[str]] = {}
    found: Counter[str] = Counter()
    for cell in cells:
        for part in map(clean, re.split(f"[{SURE},/]", cell)):
            name = part
            while match := _TAIL.search(name, _end(name)):
                if match.start() < 2 and not name[: match.start()]:
                    break
                found[match[0].strip() or match[0]] += 1
                name = name[: match.start()]
            if match := _LABEL.match(part):
                found[match[0]] += 1
            if (match := _BRACKET.search(name, _end(name))) and not _is_part(match[1]):
                stems.setdefault(match[0].strip(), set()).add(name[: match.start()])
    for word, names in stems.items():
        if len(names) >= _STEMS or _TAIL.fullmatch(word[1:-1]):
            found[word] += len(names)
    return [word for word, _ in sorted(found.items(), key=lambda each: (-each[1], each[0]))]


def _end(name: str) -> int:
    """Return where the end of a name begins, to which words that are no part of it are bound."""
    return max(len(name) - _LONGEST, 0)


def _is_part(word: str) -> bool:
    """Whether a word in brackets belongs to a name: a place, a legal form."""
    return _PART.search(word) is not None or china.resolve(word) is not None


def without(name: str, words: Collection[str]) -> str:
    """Return a name without the words at its end.

    >>> without("甲（领投） 等", ["等", "（领投）"]), without("领投：甲", ["领投："])
    ('甲', '甲')
    """
    while word := next((word for word in words if name.endswith(word)), ""):
        name = name[: -len(word)].strip()
    while word := next((word for word in words if word[-1] in ":：" and name.startswith(word)), ""):
        name = name.removeprefix(word).strip()
    return name


def _marks(cells: Counter[str], known: Collection[str], words: list[str]) -> tuple[str, set[str]]:
    """Return the marks between names, and the names that stand alone."""
    marks = ""
    alone = {without(name, words) for name in known if not any(mark in name for mark in f"{SURE}/,")}
    for mark in MARKS:
        parts = Counter[str]()
        for cell, number in cells.items():
            for part in _cut(cell, marks):
                parts[part] += number
        if mark not in SURE:
            alone |= {without(part, words) for part in parts if mark not in part}
        several = {part: number for part, number in parts.items() if len(_cut(part, mark)) > 1}
        good = sum(
            number for part, number in several.items() if _are_names(_cut(part, mark), mark, alone, words)
        )
        if good and good >= _MOST * sum(several.values()):
            marks += mark
    return marks, alone


def _whole(cells: Iterable[str], marks: str, alone: Collection[str], words: list[str]) -> list[str]:
    """Return the names in which a mark stands that elsewhere stands between names."""
    sure = "".join(mark for mark in marks if mark in SURE)
    found: dict[str, None] = {}
    for part in (part for cell in cells for part in _cut(cell, sure)):
        for mark in (mark for mark in marks if mark not in SURE and mark in part):
            pieces_of = [without(each, words) for each in _cut(part, mark)]
            if len(pieces_of) > 1 and not all(each in alone or _stands(each) for each in pieces_of):
                found[without(part, words)] = None
    return list(found)


def _stands(part: str) -> bool:
    """Whether what stands between marks may be a name: no single letter, place or legal form."""
    return len(part) > 1 and is_name(part) and not _FORM.fullmatch(part) and not is_place(part)


def _are_names(parts: list[str], mark: str, alone: Collection[str], words: list[str]) -> bool:
    """Whether each part between marks is a name of its own."""
    bare = [without(part, words) for part in parts]
    if any(not is_name(part) or _FORM.fullmatch(part) for part in bare if part):
        return False
    inked = [part for part in bare if part]
    if mark in SURE or len(inked) < 2:
        return bool(inked)
    sure = [part in alone for part in inked]
    doubtful = mark not in "/／;,"
    return all(
        one or (is_organisation(part) and len(part) > 3) for one, part in zip(sure, inked, strict=True)
    ) and (not doubtful or any(sure))


def _cut(cell: str, marks: str) -> list[str]:
    """Return the parts of a cell between marks outside brackets."""
    found, depth, start = [], 0, 0
    for place, letter in enumerate(cell):
        depth += (letter in _OPENS) - (letter in _CLOSES and depth > 0)
        if letter in marks and not depth:
            found.append(cell[start:place].strip())
            start = place + 1
    return [part for part in [*found, cell[start:].strip()] if part]


def _outside(cell: str, marks: str) -> bool:
    return len(_cut(cell, marks)) > 1


# -- what stands beside names --------------------------------------------------------------------------------
def _beside(block: Block, found: Cut) -> None:
    """Add the marks of what stands beside several names, and tell whose the one place beside them is."""
    for end, marks in found.split.items():
        beside = [name for name in block.columns if name.startswith(f"{end}_")]
        for name in beside:
            more = Counter[str]()
            for cell, other in _pairs(block, end, name):
                number = len(_cut(cell, marks))
                for mark in (mark for mark in SURE if mark not in found.split[end] and mark in other):
                    more[mark] += 1 if number > 1 and len(_cut(other, mark)) == number else -1
            found.split[end] += "".join(mark for mark, score in more.items() if score > 0)


def _pairs(block: Block, one: str, other: str) -> Iterable[tuple[str, str]]:
    headers = [block.columns[one].header, block.columns[other].header]
    for seen in block.seen:
        yield from seen.frame[headers].itertuples(index=False, name=None)


def statements(block: Block, found: Cut) -> Iterable[tuple[list[str], str, list[str]]]:
    """Yield for each row and place column of an end its names, the place as it stands, and its parts."""
    for end in block.names:
        marks, words = found.split.get(end, ""), found.strip.get(end, [])
        pattern = re.compile(f"[{re.escape(marks)}]" if marks else r"(?!)")
        for name in (f"{end}_{place}" for place in ("province", "city")):
            for cell, place in _pairs(block, end, name) if name in block.columns else ():
                names = [without(clean(part), words) for part in pieces(cell, pattern, found.whole)]
                parts = [clean(part) for part in pattern.split(place)]
                yield [part for part in names if part], place, [part for part in parts if part]


def one_place(blocks: Iterable[tuple[Block, Cut]], places: dict[str, str]) -> tuple[OnePlace, Text]:
    """Return whose the one place beside several names is, from names whose place stands elsewhere too.

    Parameters
    ----------
    blocks
        Ties, and how their cells are cut.
    places
        Name -> province, of rosters; those of rows with one name are added.
    """
    several: list[tuple[list[str], str]] = []
    for block, found in blocks:
        for names, place, parts in statements(block, found):
            where = china.resolve(place)
            if len(names) == 1 and where is not None:
                places.setdefault(names[0], where.province)
            elif len(names) > 1 and len(parts) == 1 and where is not None:
                several.append((names, where.province))
    first, rest = [], []
    for names, where_all in several:
        told = [(place, places[name] == where_all) for place, name in enumerate(names) if name in places]
        first += [fits for place, fits in told if not place]
        rest += [fits for place, fits in told if place]
    one, others = (sum(fits) / max(len(fits), 1) for fits in (first, rest))
    said = Text(
        f"{len(several)}行多个名称只有一个地点；可核对的，首名{one:.0%}相符，其余{others:.0%}相符",
        f"{numbered(len(several), 'row', 'have')} one place beside several names; of those that can "
        "be told, it fits "
        f"{one:.0%} of the first names and {others:.0%} of the others",
    )
    if not several or (others >= 0.9 and one >= 0.9):
        return "each", said
    return ("first" if one >= 0.9 else "none"), said


# -- blanks and years ----------------------------------------------------------------------------------------
def _blanks(block: Block, found: Cut) -> None:
    """Tell lists that name a firm once, what says that a value is not known, and ranges of years."""
    words: Counter[str] = Counter()
    for name, column in block.columns.items():
        if name in block.names or name.endswith(("_province", "_city", "_category")):
            for seen in block.seen:
                words.update(
                    cell
                    for cell in seen.frame[column.header]
                    if cell and (is_unknown(cell) or (name in block.names and names_nobody(cell)))
                )
    found.missing = sorted(words)
    for name in (name for name in block.columns if name.endswith("_category")):
        if any(cell.endswith("等") for cell in cells_of(block, name)):
            found.strip[name] = ["等"]
    for end, number in fills(block).items():
        found.fill.append(end)
        found.reasons[f"fill.{end}"] = Text(
            f"{number}行只写在首行", f"{numbered(number, 'row', 'name')} it in the first one alone"
        )
    if "year" in block.columns:
        cells = cells_of(block, "year")
        found.ranges = sum(number for cell, number in cells.items() if dates.dated(cell).is_range)


def fills(block: Block) -> dict[str, int]:
    """Return the columns that are inked in the first of several rows alone, with the number of the others."""
    found: dict[str, int] = {}
    order = list(map(str, block.seen[0].frame))
    first = min(block.names, key=lambda end: order.index(block.columns[end].header), default="")
    for end in [first] if len(block.names) > 1 else []:
        header = block.columns[end].header
        other = next(block.columns[name].header for name in block.names if name != end)
        number = sum(_below(seen.frame, header, other) for seen in block.seen)
        if number >= max(3, 0.05 * sum(len(seen.frame) for seen in block.seen)):
            found[end] = number
            beside = [name for name in block.columns if name == "year" or name.startswith(f"{end}_")]
            found |= {name: number for name in beside if _goes_with(block, end, name)}
    return found


def _goes_with(block: Block, end: str, name: str) -> bool:
    """Whether a column is blank where an end is, and nearly nowhere else."""
    pairs = [(one == "", other == "") for one, other in _pairs(block, end, name)]
    return sum(one == other for one, other in pairs) >= _TOGETHER * len(pairs)


def _below(frame: pd.DataFrame, header: str, other: str) -> int:
    """Count the rows without a name that have one at the other end and a name above."""
    inked = frame[header] != ""
    named = frame[other].map(lambda cell: is_name(cell) and not is_total(cell))
    return int((~inked & named & inked.cumsum().gt(0)).sum())


__all__ = ["Cut", "cells_of", "cut", "fills", "one_place", "statements", "tails", "without"]
