"""The years that a number of a text is of: as written near it, else those of the text before it."""

from __future__ import annotations

import re
from itertools import pairwise

from clusternet.prose.context import Context
from clusternet.prose.numerals import Number
from clusternet.prose.sentences import Year, groups, listed

_RANGE = re.compile(r"\s*年?\s*(?:[-—–~～至到]|to|and|through)+\s*")
_CHANGED = re.compile(r"至|到|变为|增为|降为|升为|→|\bto\b")
_BEFORE = re.compile(r"\s*年?(?:底|末)?的?\s*[（(]?\s*")
_BEHIND = re.compile(r"\s*[(（]?(?:(?:in|by|for|at the end of|as of)\s+)?", re.ASCII)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
            "ten": 10, "两": 2}  # fmt: skip
_SPAN = re.compile(
    r"(?<!\d)(?:近|过去|这)?(?P<zh>[两二三四五六七八九十]|\d)年(?:来|间|内|累计|增|提|扩|上|下|缩|里|之间|共)"
    r"|\b(?:in|over|within|during)\s+(?:the\s+)?(?:past\s+|last\s+)?"
    rf"(?P<en>{'|'.join(each for each in _NUMBERS if each.isascii())}|\d)\s+years\b",
    re.IGNORECASE | re.ASCII,
)
_YEAR_BEFORE = re.compile(
    r"[^,.;\d]{0,14}\b(?:the (?:previous|preceding|prior) year|the year before|a year earlier)"
)
_AGO = re.compile(
    rf"\b(?P<en>one|a|{'|'.join(each for each in _NUMBERS if each.isascii())}|\d) years? "
    r"(?P<way>later|on\b|after|earlier|before|previously)"
    "|(?P<zh>[一两二三四五六七八九])年(?:之|以)?(?P<to>后|前)",
    re.IGNORECASE | re.ASCII,
)
_CONTRAST = re.compile("但|而|虽|compared|although|though|while|but|against|up from|down from")
_STOP = re.compile("[，。；]")
Weighed = tuple[tuple[int, ...], float]
"""A year, the first and last of a window, or nothing for all; and how near the text names it."""


def year_pairs(context: Context) -> list[tuple[int, int]]:
    """Return the years that a change may lie between.

    Parameters
    ----------
    context
        The number, and what stands around it.
    """
    held = [each for each in _years(context) if each.year in context.years]
    said = [each.year for each in held if not each.compared]
    if (span := _span(context)) is not None:
        lasts = {context.years[-1], context.last or context.years[-1], *said[-1:]}
        return [(each - span, each) for each in sorted(lasts, reverse=True) if each - span in context.years]
    first, last = context.clause
    against = [each for each in held if each.compared]
    against = [each for each in against if first <= each.start < last] or against
    year = said[-1] if said else context.last or (context.years[-1] if context.years else 0)
    if against and not _YEAR_BEFORE.match(context.sentence.text, context.number.end):
        ends = [year] if said else [year, context.years[-1]]
        return [(each.year, end) for each in against for end in dict.fromkeys(ends)]
    touching = _touching(context)
    if touching is not None and touching - 1 in context.years and _said_behind(context):
        return [(touching - 1, touching), (context.years[0], touching)]  # by 18.7% in 2021
    if len({*said}) >= 2:
        return [(min(said[-2:]), max(said[-2:])), (min(said), max(said))]
    return _up_to(context, year)


def _up_to(context: Context, year: int) -> list[tuple[int, int]]:
    """Return the years that a change up to one may begin in."""
    if context.sentence.before:
        return [(year - 1, year)] if year - 1 in context.years else []
    before = [each for each in context.years if each < year]
    later = [(year, context.years[-1])] if context.years and year < context.years[-1] else []
    return [*([(before[-1], year), (before[0], year)] if before else []), *later]


def _span(context: Context) -> int | None:
    """Return the years that a change took: 八年来, 四年间, in eight years."""
    _, last = context.clause
    found = list(_SPAN.finditer(context.sentence.text[:last]))
    match = found[-1] if found else None
    if match is None:
        return None
    said = match["zh"] or match["en"]
    return int(said) if said.isdigit() else _NUMBERS.get(said.lower()) or "零一二三四五六七八九十".find(said)


def _years(context: Context) -> list[Year]:
    first, last = context.clause
    own = [each for each in context.sentence.years if first <= each.start < last]
    if len({each.year for each in own}) >= 2:
        return own
    return [each for each in context.sentence.years if each.start < last] or own


def years(context: Context) -> list[Weighed]:
    """Return the year that a number is of, and others that it may be of where the text names none.

    Parameters
    ----------
    context
        The number, and what stands around it.
    """
    sentence = context.sentence
    flat = [each for each in sentence.years if not each.compared]
    exact = next(
        (each for each in (_touching(context), _moved(context), _listed(context, flat)) if each), None
    )
    if exact is None and not flat:
        exact = _ago(context)
    if exact is not None:
        return [((exact,), 3.0)]
    chosen = _chosen(context, flat)
    if chosen is not None:
        first, last = context.clause
        weight = 3.0 if first <= chosen.start < last else 2.0
        if chosen.start >= last:  # that of a later clause: perhaps this one's, too
            other = context.last or context.years[-1]
            return [((chosen.year,), weight), ((other,), weight)]
        for one, two in pairwise(sentence.years):
            if _RANGE.fullmatch(sentence.text[one.end : two.start]) and chosen in (one, two):
                return [((two.year,), weight), ((one.year, two.year), weight - 0.2)]
        return [((chosen.year,), weight)]
    if context.last is not None:
        return [((context.last,), 1.0), ((context.years[-1],), 0.7)]
    return [((), 1.0), *(((year,), 0.5) for year in context.years[:-1])]


def _ago(context: Context) -> int | None:
    """Return the year that lies so many years from the one spoken of before: two years later."""
    match = _AGO.search(context.sentence.text[: context.number.start])
    if match is None or context.last is None:
        return None
    said = (match["en"] or match["zh"]).lower()
    count = int(said) if said.isdigit() else _NUMBERS.get(said) or max("零一二三四五六七八九".find(said), 1)
    later = (match["way"] or match["to"]).lower() in ("later", "on", "after", "后")
    year = context.last + (count if later else -count)
    return year if year in context.years else None


def _listed(context: Context, flat: list[Year]) -> int | None:
    """Return the year at the place of a number in a list: 2019、2020年分别为, 2019至2021年分别为."""
    sentence = context.sentence
    at = sentence.numbers.index(context.number)
    own = listed(sentence, context.number)
    if len(own) < 2 or not flat or flat[-1].end > sentence.numbers[own[0]].start:
        return None
    before = [each for each in flat if each.end <= sentence.numbers[own[0]].start]
    run = [before[at] for at in groups(before, sentence.text)[-1]] if before else []
    named = [each.year for each in (run if len(run) == len(own) else flat)]
    if len(named) == 2 and named[1] - named[0] == len(own) - 1:
        named = list(range(named[0], named[1] + 1))
    return named[own.index(at)] if len(named) == len(own) else None


def _chosen(context: Context, flat: list[Year]) -> Year | None:
    """Return the last year before a number, or one behind it in its clause, or any of its sentence."""
    first, last = context.clause
    before = [each for each in flat if each.end <= context.number.start]
    behind = [each for each in flat if each.start >= context.number.end and first <= each.start < last]
    if behind and not (before and before[-1].start >= first):
        return behind[0]
    if not before and flat and _CONTRAST.search(context.sentence.text, context.number.end, flat[0].start):
        return None  # low at 0.039, although it was 0.002 in 2014
    return before[-1] if before else flat[0] if flat else None


def _touching(context: Context) -> int | None:
    """Return the year that stands right at a number: 2014年的5.45, 1.32 in 2014."""
    text, number = context.sentence.text, context.number
    for each in context.sentence.years:
        if each.end <= number.start and _BEFORE.fullmatch(text[each.end : number.start]):
            return each.year
        if each.start >= number.end and _BEHIND.fullmatch(text[number.end : each.start]):
            return each.year
    return None


def _moved(context: Context) -> int | None:
    """Return the year of a number of a change: 2014—2022年由1,973个增至30,765个."""
    sentence = context.sentence
    for one, two in pairwise(sentence.numbers):
        between = sentence.text[one.end : two.start]
        if context.number not in (one, two) or one.unit != two.unit:
            continue
        if not _CHANGED.search(between) or _STOP.search(between):
            continue
        if any(one.end <= each.start < two.start for each in sentence.years):
            continue
        if context.number is two and _said_behind(context):
            return None
        return _end_of_change(context, one)
    return None


def _said_behind(context: Context) -> bool:
    """Whether a year stands right behind the number: from 2.54% to 3.52% in 2022."""
    text, end = context.sentence.text, context.number.end
    return any(
        _BEHIND.fullmatch(text[end : each.start]) for each in context.sentence.years if each.start >= end
    )


def _end_of_change(context: Context, one: Number) -> int | None:
    """Return the first year of a change for its first number, and the second for the other."""
    sentence = context.sentence
    own = [each for each in sentence.years if each.end <= one.start] or list(sentence.years)
    held = own or next((list(each.years) for each in context.before if each.years), [])
    named = sorted({each.year for each in held})
    if not own:
        named = [named[0], named[-1]] if len(named) > 1 else named
    if len(named) > 2:
        named = [named[0], named[-1]] if _STOP.search(sentence.text[held[-1].end : one.start]) else named[-2:]
    if len(named) == 1 and (held[-1].compared or named[0] < context.years[-1]):
        named.append(context.years[-1] if (context.last or 0) <= named[0] else context.last or 0)
    if len(named) != 2:
        return None
    return named[0] if context.number is one else named[1]
