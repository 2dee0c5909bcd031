"""Numbers of several rows: which names they are of together, and whether the words add them up."""

from __future__ import annotations

import re

from clusternet.prose.context import EACH, Context
from clusternet.prose.lexicon import Reading
from clusternet.prose.sentences import groups

_FROM = re.compile("来自|源自|集中(?:在|于)|流向|\\bfrom\\b|\\bin\\b")
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_COLLECTIVE = re.compile(
    "([两二三四五六七八九])个?(?:省|市|直辖市|地|家|者|大|城|极|校|企业|平台|机构|领域|技术|类)"
    r"|\b(both|two|three|four|five|six)\s+(?!of|per|times|years?|thirds|quarters|steps|hops|directions|ways|ends)[a-z]",
    re.IGNORECASE,
)


def summed(context: Context) -> bool:
    """Whether the text adds up before the number or in its clause.

    Parameters
    ----------
    context
        The number, and what stands around it.
    """
    _, last = context.clause
    if any(each.key == "sum" and each.start < last for each in context.sentence.topics):
        return True
    behind = any(context.number.end <= each.start < last for each in context.sentence.names)
    return behind and _FROM.search(context.sentence.text, context.number.end, last) is not None


def collective(context: Context) -> int:
    """Return how many names a number is of together, as the clause before it counts them: 五省市占.

    Parameters
    ----------
    context
        The number, and what stands around it.
    """
    first, last = context.clause
    found = [*_COLLECTIVE.finditer(context.sentence.text, first, context.number.start)]
    if not found or EACH.search(context.sentence.text[first:last]):
        return 0
    han, english = found[-1].groups()
    return "零一二三四五六七八九".find(han.replace("两", "二")) if han else _COUNTS[english.lower()]


def together(context: Context, count: int, *kinds: str) -> list[str]:
    """Return the names of the sentence if so many, else of the nearest before it that has so many.

    Parameters
    ----------
    context
        The number, and what stands around it.
    count
        How many.
    *kinds
        Of names.
    """
    for sentence in (context.sentence, *context.before):
        placed = [one.values(*kinds)[0][1] for one in sentence.names if one.values(*kinds)]
        ends = [value for pair in sentence.pairs for level, *both in pair.readings if level in kinds
                for value in both]  # fmt: skip
        names = list(dict.fromkeys([*placed, *ends]))
        if len(names) == count:
            return names
    told = (one.values(*kinds)[0][1] for sentence in reversed(context.before) for one in sentence.names
            if one.values(*kinds))  # fmt: skip
    names = list(dict.fromkeys(told))
    return names if len(names) == count else []


def group(context: Context, *kinds: str) -> list[Reading]:
    """Return the names of a list before the number: 京、沪、粤三地合计.

    Parameters
    ----------
    context
        The number, and what stands around it.
    *kinds
        Of names.
    """
    text, number = context.sentence.text, context.number
    held = [each for each in context.sentence.names if each.values(*kinds)]
    runs = [run for run in groups(held, text) if len(run) > 1 and held[run[-1]].end <= number.start]
    if not runs:
        _, last = context.clause
        behind = [run for run in groups(held, text) if len(run) > 1 and held[run[0]].start >= number.end]
        runs = [run for run in behind if held[run[-1]].end <= last and _FROM.search(text, number.end)][:1]
    if not runs:
        touching = [each for each in held if each.end <= number.start]
        runs = [[held.index(each) for each in touching]] if len(touching) > 1 else []
    return [held[at].values(*kinds)[0] for at in runs[-1]] if runs else []
