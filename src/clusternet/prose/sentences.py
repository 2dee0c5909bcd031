"""A paragraph taken apart: sentences with their numbers, years, names, pairs of places and topics."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from clusternet.prose.lexicon import Lexicon, Name
from clusternet.prose.numerals import Number, narrow, numbers
from clusternet.prose.topics import Topic, topics

_END = re.compile(r"(?:[。！？?；;]|(?<!<)!)+[”\"』）)]?|(?<=[^.\s])\.(?=\s+[A-Z\u3400-\u9fff]|\s*$)|\n+")
_BREAK = re.compile(r"[，：:]|,(?!\d)|\s(?:while|whereas|but)\s")
_THINGS = "个|条|家|项|次|%|万|亿|nodes|links|edges|ties|relations"
_YEAR = re.compile(rf"(?<![\d.,])(?P<year>(?:19|20)\d\d)(?!\d|[.,]\d|\s*(?:{_THINGS}))")
_THAN = re.compile(
    r"(?:与|比|较|相较|相较于|相比|同|较之|低于|高于|不及|超过|多于|少于|约为|是)\s*$"
    r"|(?:compared (?:with|to)|relative to|than in|\bas in|[Ss]ince|over|[\d%] on)\s+$"
    r"|(?:compared (?:with|to)|against|versus|(?:up|down) from)\s+[\d.,]+\s*%?\s+(?:in|by)\s+$"
)
_THAN_BEHIND = re.compile(
    r"年?(?:底|末|时)?(?:[（(][^）)]*[）)])?(?:相比|相较|的?\s*(?:约|近)?[\d.]+\s*倍|水平的)"
)
_RELATIVE = re.compile(
    r"上一?年|前一年|去年|同比|the (?:previous|preceding|prior) year|the year before|year[- ]on[- ]year"
)
_LIST = re.compile(r"\s*[个条家项次类种所年位]?\s*(?:、|和|与|及|以及|,|，|and|、其次为|, and)\s*")
_FORWARD = re.compile(
    r"为(?:起点|源头|来源地|赋能地|输出地)[、，]?(?:以)?"
    r"|[^，。、；]{0,8}?(?:流向|流入|流至|→|->|－>|—|–|-|－|至|到|向|对|往|赋能|输送到|输出到|输往)[^，。、；\d]{0,4}"
    r"|(?:['’]s)?\s+(?:suppl(?:y|ies|ied)|enable[sd]?|provide[sd]?)\s+"
    r"|\s+(?:sends?|sent|suppl(?:y|ies|ied)|provides?|exports?)\s+[\d,. ]+(?:relations|links|ties)?\s*to\s+"
    r"|(?:['’]s)?[^,.;\d]{0,24}?\s*(?:\bto\b|→|->|–|-|\binto\b)\s*(?:the )?"
)
_GOES_ON = re.compile(
    r"[^.;。；\d]{0,12}[\d,.]+\s*(?:%|relations|links|ties)?\s*to (?:the )?"
    r"|[^.;。；\d]{0,4}[\d,.]+[条%]?[，、]?(?:和|并)?(?:流向|输往|输出到|到)"
)
_NUMBER_FIRST = re.compile(r"\d.*\bto (?:the )?$")
"""Words between two receivers where the number of the second stands before it: 870 to."""
_TOWARDS = re.compile(r"[，；,](?:其)?(?:对|向|流向|输往|输出到)$")
_FROM = re.compile(r"\bFrom (?:the )?$")
_LEADS = re.compile(r",?\s*[\d,.]+\s*(?:relations|links|ties|flows)?\s*(?:\w+\s)?(?:to|into)\s+(?:the )?")
_BACKWARD = re.compile(r"[^，。、；\d]{0,10}?(?:来自|源自|从|自)|[^,.;\d]{0,30}?\bfrom (?:the )?")
_OWN = re.compile(r"[对向流至到—–→-]|\s*(?:['’]s\b[^,.;\d]{0,24})?(?:\bto\b|->|→)|内部|省内|市内|本地")
_BETWEEN = re.compile(r"\s*(?:与|和|同|and)\s*")
_INSIDE = re.compile(r"\s*(?:的)?(?:省内|市内|区域内|区内|圈内|内部|本地|本省|本市|自身|境内|省域内)")
_WITHIN = re.compile(r"(?:within|inside|internal to)\s+(?:the )?$", re.IGNORECASE)
PLACES = ("province", "city", "region")


@dataclass(frozen=True)
class Year:
    """A year that a text names."""

    start: int
    end: int
    year: int
    compared: bool = False


@dataclass(frozen=True)
class Pair:
    """Two places of a flow: who supplies, who receives; of each level that both are of."""

    start: int
    end: int
    readings: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence, and what stands in it.

    Attributes
    ----------
    start
        In the paragraph.
    text
        As written.
    numbers, years, names, pairs, topics
        In order; places are relative to the sentence.
    breaks
        Where its clauses begin.
    """

    start: int
    text: str
    numbers: tuple[Number, ...]
    years: tuple[Year, ...]
    names: tuple[Name, ...]
    pairs: tuple[Pair, ...]
    topics: tuple[Topic, ...]
    breaks: tuple[int, ...]
    before: bool

    def clause(self, place: int) -> tuple[int, int]:
        """Return where the clause around a place begins and ends."""
        first = max((each for each in self.breaks if each <= place), default=0)
        last = min((each for each in self.breaks if each > place), default=len(self.text))
        return first, last


def sentences(text: str, lexicon: Lexicon) -> Iterator[Sentence]:
    """Yield the sentences of a paragraph.

    Parameters
    ----------
    text
        The paragraph.
    lexicon
        The names that it may hold.
    """
    at, text = 0, narrow(text)
    for match in [*_END.finditer(text), None]:
        end = len(text) if match is None else match.end()
        if text[at:end].strip():
            yield _sentence(at, text[at:end], lexicon)
        at = end


def _sentence(start: int, text: str, lexicon: Lexicon) -> Sentence:
    years = tuple(
        Year(*match.span("year"), int(match["year"]), _compared(text, match))
        for match in _YEAR.finditer(text)
    )
    said = tuple(topics(text))
    names = [each for each in lexicon.names(text) if not _in_a_measure(each, said)]
    found = [each for each in numbers(text) if not _overlaps(each, years) and not _inside_name(each, names)]
    pairs = tuple(_pairs(text, names))
    single = tuple(each for each in names if not any(one.start <= each.start < one.end for one in pairs))
    breaks = (0, *(match.end() for match in _BREAK.finditer(text)))
    return Sentence(
        start, text, tuple(found), years, single, pairs, said, breaks,
        _RELATIVE.search(text) is not None,
    )  # fmt: skip


def _compared(text: str, match: re.Match[str]) -> bool:
    """Whether a year is one that another is compared with: 与2018年相比, 2014年的15倍."""
    before, behind = text[max(match.start() - 40, 0) : match.start()], text[match.end() : match.end() + 14]
    return _THAN.search(before) is not None or _THAN_BEHIND.match(behind) is not None


def _overlaps(number: Number, years: Sequence[Year]) -> bool:
    return any(each.start < number.end and number.start < each.end for each in years)


def _inside_name(number: Number, names: Sequence[Name]) -> bool:
    """Whether a number is part of a name, as 三 is of 三一重工."""
    return any(each.start <= number.start and number.end <= each.end for each in names)


def _in_a_measure(name: Name, said: Sequence[Topic]) -> bool:
    """Whether a category is part of a longer measure, as companies is of sample companies."""
    return {kind for kind, _ in name.readings} == {"category"} and any(
        each.measure
        and each.start <= name.start
        and name.end <= each.end
        and (each.start, each.end) != (name.start, name.end)
        for each in said
    )


def _pairs(text: str, names: Sequence[Name]) -> Iterator[Pair]:
    at = 0
    while at < len(names):
        one = names[at]
        inside = _INSIDE.match(text, one.end)
        if one.values(*PLACES) and (inside or _WITHIN.search(text[: one.start])):
            ends = [(level, value, value) for level, value in one.values(*PLACES)]
            yield Pair(one.start, inside.end() if inside else one.end, tuple(ends))
            at += 1
            continue
        other = names[at + 1] if at + 1 < len(names) else None
        made, used = (_pair(text, one, other), 2) if other is not None else (None, 0)
        if made is None and at and _TOWARDS.search(text[: one.start]):
            made, used = _to(names[0], one), 1
        if made is not None:
            yield made
            at += used
            while at < len(names) and (more := _further(made, names[at - 1], names[at], text)) is not None:
                yield more
                at += 1
            continue
        at += 1


def _to(subject: Name, name: Name) -> Pair | None:
    """Return the pair of a receiver whose supplier is what the sentence begins with: A…，对B的赋能."""
    ends = [(level, value, end) for level, value in subject.values(*PLACES)
            for kind, end in name.values(*PLACES) if kind == level and end != value]  # fmt: skip
    return Pair(name.start, name.end, tuple(ends)) if ends else None


def _pair(text: str, one: Name, other: Name) -> Pair | None:
    between = text[one.end : other.start]
    ends = [
        (level, value, end)
        for level, value in one.values(*PLACES)
        for kind, end in other.values(*PLACES)
        if kind == level
    ]
    if not ends:
        return None
    if _BACKWARD.fullmatch(between):
        return Pair(one.start, other.end, tuple((level, end, value) for level, value, end in ends))
    if _FROM.search(text[: one.start]) and _LEADS.fullmatch(between):
        return Pair(one.end, other.end, tuple(ends))
    if _FORWARD.fullmatch(between):
        return Pair(one.start, other.end, tuple(ends))
    return None


def _further(pair: Pair, last: Name, name: Name, text: str) -> Pair | None:
    """Return the pair of a further receiver, 由A流向B和C, unless its name begins a pair of its own."""
    between = text[last.end : name.start]
    if not _GOES_ON.fullmatch(between) and (not _LIST.fullmatch(between) or _OWN.match(text, name.end)):
        return None
    sources = {level: source for level, source, _ in pair.readings}
    ends = [(level, sources[level], value) for level, value in name.values(*PLACES) if level in sources]
    start = last.end if _NUMBER_FIRST.search(between) else name.start
    return Pair(start, name.end, tuple(ends)) if ends else None


class Placed(Protocol):
    """What stands somewhere in a text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


Span = TypeVar("Span", Name, Pair)


def groups(items: Sequence[Placed], text: str) -> list[list[int]]:
    """Return runs of things with nothing but 、 and 和 between them, as their places in the list.

    Parameters
    ----------
    items
        In the order of the text.
    text
        The sentence.
    """
    runs: list[list[int]] = []
    for at, each in enumerate(items):
        if runs and _LIST.fullmatch(text[items[at - 1].end : each.start]):
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def listed(sentence: Sentence, number: Number) -> list[int]:
    """Return the places of the numbers of a list, of one unit: 31.6%和30.1%，居第1位 are two and one.

    Parameters
    ----------
    sentence, number
        The number and its sentence.
    """
    at = sentence.numbers.index(number)
    run = next(run for run in groups(sentence.numbers, sentence.text) if at in run)
    units = [sentence.numbers[each].unit for each in run]
    cuts = [place for place in range(1, len(run)) if units[place - 1] and units[place] != units[place - 1]]
    first = max((each for each in cuts if run[each] <= at), default=0)
    last = min((each for each in cuts if run[each] > at), default=len(run))
    return run[first:last]


def _each_has_a_number(sentence: Sentence, held: Sequence[Placed], last: int) -> bool:
    """Whether a number stands behind each of some names, before the next: 北京占31.6%，广东占30.1%."""
    ends = [*(each.start for each in held[1:]), last]
    return all(
        any(one.end <= each.start < end for each in sentence.numbers)
        for one, end in zip(held, ends, strict=True)
    )


def aligned(sentence: Sentence, number: Number, held: Sequence[Span]) -> Span | None:
    """Return what stands at the place of a number in two lists of one length: A、B分别占1%和2%.

    Parameters
    ----------
    sentence, number
        The number and its sentence.
    held
        Names, or pairs, of the sentence.
    """
    at = sentence.numbers.index(number)
    own = listed(sentence, number)
    if len(own) < 2:
        return None
    for run in reversed(groups(held, sentence.text)):
        if len(run) == len(own) and held[run[-1]].end <= sentence.numbers[own[0]].start:
            return held[run[own.index(at)]]
    first, _ = sentence.clause(sentence.numbers[own[0]].start)
    before = [each for each in held if each.end <= first]
    told = "分别" in sentence.text[first : sentence.numbers[own[0]].start]
    if told and len(before) >= len(own) and _each_has_a_number(sentence, before[-len(own) :], first):
        return before[-len(own) :][own.index(at)]  # 北京占31.6%，广东占30.1%，分别对应……
    return None
