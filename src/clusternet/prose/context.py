"""What stands around a number: the nearest names, years and topics, in its clause, sentence and paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from clusternet.prose.lexicon import Name
from clusternet.prose.numerals import Number
from clusternet.prose.sentences import PLACES, Pair, Placed, Sentence, aligned, groups, listed

_WORD = 2
"""Letters of a category that is a word of the language, too."""
_SIDE = 6
"""Characters between a topic and the number it stands at."""


Span = TypeVar("Span", Name, Pair)
_FUNCTION = re.compile(
    "[的了为是达到约共有其中而且则由从至和与在也仅只已又还就却都以及或更再将分别一个条家年底末期间内均进步较接近超不足左右"
    "已经仍然继续迅速快速显著大幅明显相应同时随后此后]"
)
_UNKNOWN = re.compile("[\u3400-\u9fff]{2}")
_LATIN = re.compile("[A-Za-z]{4,}")
_ENGLISH = {
    "about", "above", "accounted", "after", "again", "almost", "already", "also", "another", "around", "been",
    "before", "being", "below", "between", "both", "compared", "contrast", "corresponding", "counts", "down",
    "during", "even", "figure", "figures", "finally", "followed", "follow", "follows", "from", "have",
    "here", "however", "into", "just", "latter", "former", "later", "earlier", "less", "meanwhile", "more",
    "most", "much", "nearly", "only", "over", "period", "respectively", "roughly", "same", "slightly", "some",
    "somewhat", "still", "stood", "than", "that", "their", "them", "then", "there", "these", "they", "this",
    "those", "thus", "under", "value", "were", "whereas", "which", "while", "with", "year", "years",
}  # fmt: skip
"""Letters that name nothing; two others, side by side, or another English word do."""
_PRONOUN = re.compile("[两二三四五]者|[前后]者")
PART_OF = re.compile(
    r"\b(?:most|some|many|part|half|majority|third|quarter)s? of (?:these|the|all|those|its)\b"
    r"|其中(?:的|有)?\s*$",
    re.IGNORECASE,
)
"""Words of a part of what is counted."""
_SAME = re.compile(r"\s*(?:该|这一|此)(?:指标|系数|数值|值|比例|占比|指数)|\s*It\s+(?:was|rose|fell|stood)")
BOTH = re.compile(
    "双方|两端|双向|互为|往来|相互|(?:两[省市地者]|二者)之间|both (?:ends|directions|ways)|mutual|two-way",
    re.IGNORECASE,
)
"""Words of what goes both ways."""
EACH = re.compile("分别|依次|各占|各自|respectively|\\beach\\b", re.IGNORECASE)
_REVERSE = re.compile(
    "反向|反方向|相反方向|逆向|反过来|反之"
    "|opposite direction|reverse (?:flow|direction)|the other way|in return",
    re.IGNORECASE,
)


def _reversed(pair: Pair) -> Pair:
    return replace(pair, readings=tuple((level, target, source) for level, source, target in pair.readings))


@dataclass(frozen=True)
class Named:
    """A name that a number may be about, and how near it is: 3 in its clause, less farther away."""

    kind: str
    value: str
    weight: float


@dataclass(frozen=True)
class Context:
    """A number with its sentence, and what was said before.

    Attributes
    ----------
    number, sentence
        The number and where it stands.
    before
        Sentences before it in the paragraph, the nearest first.
    heading
        That of the section, as a sentence.
    years
        Those of the data.
    last
        The year that the text spoke of last.
    """

    number: Number
    sentence: Sentence
    before: Sequence[Sentence]
    heading: Sentence | None
    years: Sequence[int]
    last: int | None

    @property
    def clause(self) -> tuple[int, int]:
        """Where the clause of the number begins and ends."""
        return self.sentence.clause(self.number.start)

    def topic(self, *keys: str) -> float:
        """Return how near the words of a topic are: 5.5 at the number, 4 in its clause, 0 nowhere.

        What an earlier clause or sentence speaks of holds on where nothing else is measured since.
        """
        first, last = self.clause
        if recalled := self._in_step(self.sentence):
            return 4.2 if recalled in keys else 0.0
        best = 0.0
        for each in self.sentence.topics:
            if each.key in keys:
                best = max(best, self._weight(each.start, each.end, first, last))
        if best:
            return best
        silent = not any(each.measure for each in self.sentence.topics)
        before = next((each for each in self.before if any(one.measure for one in each.topics)), None)
        if silent and before is not None and (recalled := self._in_step(before)):
            return 2.9 if recalled in keys else 0.0
        weights = [2.9, 2.6, 2.4, 2.3, 2.3, 2.3] if silent else [1.2, 1.0, 0.9]
        if silent and _SAME.match(self.sentence.text):
            weights[0] = 3.4
        elif self.unexplained():
            weights = [each - 1.2 for each in weights]
        for at, sentence in enumerate(self.before[: len(weights)]):
            if any(each.key in keys for each in sentence.topics):
                return weights[at]
            if silent and any(each.measure for each in sentence.topics):
                silent, weights = False, [1.6] * len(weights)
        if self.heading is not None and any(each.key in keys for each in self.heading.topics):
            return 2.3 if silent else 0.9
        return 0.0

    def _in_step(self, sentence: Sentence) -> str:
        """Return the measure at the place of the number in a list of as many: in 2016, 3 and 5.

        Of its own sentence, measures stand before the list, which says respectively.
        """
        own = listed(self.sentence, self.number)
        if len(own) < 2:
            return ""
        said = [each for each in sentence.topics if each.measure]
        if sentence is self.sentence:
            start, end = self.sentence.numbers[own[0]].start, self.sentence.numbers[own[-1]].end
            told = EACH.search(self.sentence.text, max(start - 12, 0), end + 16)
            here = self.sentence.clause(start)[0]
            if told is None or any(each.start >= here for each in said):
                return ""
        keys = list(dict.fromkeys(each.key for each in said))
        return keys[own.index(self.sentence.numbers.index(self.number))] if len(keys) == len(own) else ""

    def adrift(self) -> bool:
        """Whether the number is one of a list, and nothing before it is a list of as many."""
        own = listed(self.sentence, self.number)
        if len(own) < 2:
            return False
        first = self.sentence.numbers[own[0]].start
        kinds = ("node", "technology", "application", "industry", *PLACES)
        if any(
            self._in_step(each) or self._as_before(each, *kinds) for each in (self.sentence, *self.before)
        ):
            return False
        if aligned(self.sentence, self.number, self.sentence.names):
            return False
        if aligned(self.sentence, self.number, self.sentence.pairs):
            return False
        lists: list[Sequence[Placed]] = [
            self.sentence.names, self.sentence.pairs, self.sentence.years, self.sentence.topics
        ]  # fmt: skip
        return not any(
            len(run) == len(own)
            for things in lists
            for run in groups([each for each in things if each.end <= first], self.sentence.text)
        )

    def unexplained(self) -> bool:
        """Whether the clause names something before the number that is not understood."""
        first, _ = self.clause
        held = [
            (each.start, each.end)
            for things in (
                self.sentence.topics, self.sentence.names, self.sentence.years, self.sentence.numbers
            )
            for each in things
        ]  # fmt: skip
        rest = "".join(
            letter
            for at, letter in enumerate(self.sentence.text[first : self.number.start], first)
            if not any(start <= at < end for start, end in held)
        )
        words = [each for each in _LATIN.findall(rest) if each.lower() not in _ENGLISH]
        return bool(words) or _UNKNOWN.search(_FUNCTION.sub(" ", rest)) is not None

    def _weight(self, start: int, end: int, first: int, last: int) -> float:
        text, number = self.sentence.text, self.number
        if number.start <= start < number.end:
            return 5.0
        if number.end <= start <= number.end + 3 and not re.search(
            "[，。、；,;（）()]", text[number.end : start]
        ):
            return 5.5
        between = text[end : number.start]
        if end <= number.start <= end + _SIDE and not re.search(r"[，。；,;\d]", between):
            return 5.2
        if first <= start < last:
            return self._in_its_clause(start, end)
        return self._in_another(end) if end <= number.start else 1.9

    def _in_another(self, end: int) -> float:
        breaks = sum(end < each <= self.number.start for each in self.sentence.breaks)
        if any(each.measure and end <= each.start < self.number.start for each in self.sentence.topics):
            return 3.0 - 0.15 * min(breaks, 4) - self.unexplained()
        return 4.0 - 0.1 * min(breaks, 4)

    def _in_its_clause(self, start: int, end: int) -> float:
        number = self.number
        passed = sum(
            min(end, number.end) <= each.start < max(start, number.start)
            for each in self.sentence.numbers
            if each is not number
        )
        if passed and start >= number.end and self._has_a_noun():
            return 1.9  # 2,200家企业和28,565个关系节点
        return 4.2 - 0.4 * min(passed, 2) - 0.002 * abs(start - number.start)

    def _has_a_noun(self) -> bool:
        """Whether words stand between the number and the next one that may say what is counted."""
        behind = next((each for each in self.sentence.numbers if each.start >= self.number.end), None)
        between = self.sentence.text[self.number.end : behind.start if behind else None]
        between = re.sub(r"(?:19|20)\d\d年?|\b(?:and|in|to|by|from|the|respectively)\b", " ", between)
        return re.search(r"[\u3400-\u9fff]{2}|[a-z]{3}", _FUNCTION.sub(" ", between)) is not None

    def says(self, *keys: str) -> bool:
        """Whether the sentence speaks of a topic."""
        return any(each.key in keys for each in self.sentence.topics)

    def in_clause(self, *keys: str) -> bool:
        """Whether the clause speaks of a topic."""
        first, last = self.clause
        return any(each.key in keys and first <= each.start < last for each in self.sentence.topics)

    def names(self, *kinds: str) -> list[Named]:
        """Return the names of some kinds that the number may be about, those of its own clause before all."""
        held = [each for each in self.sentence.names if each.values(*kinds)]
        given = aligned(self.sentence, self.number, held) or (None if held else self._recalled(*kinds))
        nearest = [(given, 3.2)] if given is not None else list(self._nearest(held))
        if not nearest:
            for weight, sentence in self._earlier():
                others = [each for each in sentence.names if each.values(*kinds)]
                nearest = (
                    [(each, weight) for each in dict.fromkeys((others[-1], others[0]))] if others else []
                )
                if nearest:
                    break
        return [Named(*reading, weight) for name, weight in nearest for reading in name.values(*kinds)]

    def _recalled(self, *kinds: str) -> Name | None:
        """Return the name that a pronoun recalls from the sentence before: 三者的占比分别为."""
        match = _PRONOUN.search(self.sentence.text[: self.number.start])
        earlier = next((each for each in self.before if any(one.values(*kinds) for one in each.names)), None)
        if earlier is None:
            return None
        if match is None:
            return self._as_before(earlier, *kinds)
        count = 2 if match[0][0] in "两二前后" else "三四五".index(match[0][0]) + 3
        held = list({tuple(one.values(*kinds)): one for one in earlier.names if one.values(*kinds)}.values())[
            -count:
        ]
        if len(held) != count:
            return None
        if match[0][0] in "前后":
            return held[0] if match[0][0] == "前" else held[1]
        at = self.sentence.numbers.index(self.number)
        own = listed(self.sentence, self.number)
        return held[own.index(at)] if len(own) == count else None

    def _as_before(self, earlier: Sentence, *kinds: str) -> Name | None:
        """Return the name at the place of the number in a list of as many as the names of a sentence."""
        own = listed(self.sentence, self.number)
        held = list({tuple(one.values(*kinds)): one for one in earlier.names if one.values(*kinds)}.values())
        if len(own) < 2 or len(held) != len(own):
            return None
        return held[own.index(self.sentence.numbers.index(self.number))]

    def pairs(self) -> list[tuple[Pair, float]]:
        """Return the pairs of places that the number may be about, as :meth:`names` does."""
        first, last = self.clause
        back = _REVERSE.search(self.sentence.text[first if self.sentence.pairs else 0 : last])
        near = next((each.start for each in self.sentence.numbers if each.start > self.number.start), last)
        if _REVERSE.search(self.sentence.text, self.number.end, max(min(near, last), self.number.end)):
            given = [each for each in self.sentence.pairs if each.end <= self.number.start]
            if given:
                return [(_reversed(given[-1]), 3.0)]
        if back and not any(first <= each.start < last for each in self.sentence.pairs):
            return [(_reversed(pair), max(weight, 2.6)) for pair, weight in self._pairs()]
        return self._pairs()

    def backward(self) -> bool:
        """Whether the clause speaks of a pair the other way round."""
        first, last = self.clause
        return _REVERSE.search(self.sentence.text[first:last]) is not None and bool(self.pairs())

    def _pairs(self) -> list[tuple[Pair, float]]:
        held = self.sentence.pairs
        given = aligned(self.sentence, self.number, held)
        number = self.number
        given = next((each for each in held if each.start <= number.start and number.end <= each.end), given)
        nearest = [(given, 3.2)] if given is not None else list(self._nearest(held))
        if not nearest:
            nearest = next(([(each.pairs[-1], weight)] for weight, each in self._earlier() if each.pairs), [])
        return nearest

    def _earlier(self) -> list[tuple[float, Sentence]]:
        """Return the sentences before, and the heading, with what their names weigh."""
        found = list(zip((1.2, 0.9, 0.7), self.before, strict=False))
        return [*found, *([(0.6, self.heading)] if self.heading is not None else [])]

    def _nearest(self, held: Sequence[Span]) -> Iterator[tuple[Span, float]]:
        """Yield the nearest before the number in its clause, else behind it; else those of other clauses."""
        first, last = self.clause
        number = self.number
        own = [each for each in held if first <= each.start < last]
        before = [each for each in own if each.end <= number.start]
        behind = [each for each in own if each.start >= number.end]
        leading = [
            each for each in self.sentence.numbers if first <= each.start < last and each.unit == number.unit
        ]
        leads = bool(own) and bool(leading) and leading[0].start < own[0].start
        if leads and len(leading) > 1 and behind:
            yield behind[0], 3.0
            return
        if before:
            yield before[-1], 3.0
            if len(before) > 1 and not self._listed(before[-1], held):
                yield before[0], 2.6
            return
        if behind:
            yield behind[0], 2.9
            return
        earlier = [each for each in held if each.end <= number.start]
        if earlier:
            yield earlier[-1], 2.7
            if len(earlier) > 1:
                yield earlier[0], 2.2
        elif held:
            yield held[0], 1.2

    def _listed(self, name: Span, held: Sequence[Span]) -> bool:
        text = self.sentence.text
        return any(len(run) > 1 and held[run[-1]] is name for run in groups(held, text))

    def unused(self, *kinds: str) -> int:
        """Return how many kinds of names of the clause are none of those."""
        first, last = self.clause
        found = set()
        for each in self.sentence.names:
            own = {kind for kind, _ in each.readings}
            if not first <= each.start < last or own & {*kinds} or own == {"relation"}:
                continue
            if not (
                own <= {"category"} and each.end - each.start <= _WORD
            ):  # 企业 is a word of the language, too
                found.add("place" if own & {*PLACES} else min(own))
        pair = "pair" not in kinds and any(first <= each.start < last for each in self.sentence.pairs)
        return len(found) + pair

    def subject(self) -> bool:
        """Whether the sentence speaks of a name or a component before, and the number has a unit behind."""
        first, last = self.clause
        pairs = any(each.end <= self.number.start for each in self.sentence.pairs)
        names = [each for each in self.sentence.names if each.end <= self.number.start]
        own = [each for each in self.sentence.topics if first <= each.start < last and each.measure]
        units = all(each.start >= self.number.end for each in own)
        named = any({kind for kind, _ in each.readings} != {"relation"} for each in names)
        parts = any(
            each.key in ("n_tail", "largest_weak_component", "largest_strong_component")
            and each.end <= self.number.start
            for each in self.sentence.topics
        )
        return (bool(own) and units and (pairs or named)) or parts
