"""What stands around a number: the nearest names, years and topics, in its clause, sentence and paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from clusternet.prose.lexicon import Name, Reading
from clusternet.prose.numerals import Number
from clusternet.prose.sentences import PLACES, Pair, Sentence, aligned, groups

_WORD = 2
"""Letters of a category that is a word of the language, too."""
_SIDE = 6
"""Characters between a topic and the number it stands at."""


Span = TypeVar("Span", Name, Pair)
_PRONOUN = re.compile("[两二三四五]者|[前后]者")
_FROM = re.compile("来自|源自|集中(?:在|于)|流向|\\bfrom\\b|\\bin\\b")
_SAME = re.compile(r"\s*(?:该|这一|此)(?:指标|系数|数值|值|比例|占比|指数)|\s*It\s+(?:was|rose|fell|stood)")
_REVERSE = re.compile(
    r"反向|反方向|相反方向|逆向|opposite direction|reverse (?:flow|direction)|the other way", re.IGNORECASE
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
        best = 0.0
        for each in self.sentence.topics:
            if each.key in keys:
                best = max(best, self._weight(each.start, each.end, first, last))
        if best:
            return best
        silent = not any(each.measure for each in self.sentence.topics)
        weights = [2.9, 2.6, 2.4, 2.3, 2.3, 2.3] if silent else [1.2, 1.0, 0.9]
        if silent and _SAME.match(self.sentence.text):
            weights[0] = 3.4
        for at, sentence in enumerate(self.before[: len(weights)]):
            if any(each.key in keys for each in sentence.topics):
                return weights[at]
            if silent and any(each.measure for each in sentence.topics):
                silent, weights = False, [1.6] * len(weights)
        if self.heading is not None and any(each.key in keys for each in self.heading.topics):
            return 2.3 if silent else 0.9
        return 0.0

    def _weight(self, start: int, end: int, first: int, last: int) -> float:
        text, number = self.sentence.text, self.number
        if start >= number.start and start < number.end:
            return 5.0
        if number.end <= start <= number.end + 3 and not re.search(
            "[，。、；,;（）()]", text[number.end : start]
        ):
            return 5.5
        between = text[end : number.start]
        if end <= number.start <= end + _SIDE and not re.search(r"[，。；,;\d]", between):
            return 5.2
        if first <= start < last:
            passed = sum(
                min(end, number.end) <= each.start < max(start, number.start)
                for each in self.sentence.numbers
                if each is not number
            )
            return 4.2 - 0.4 * min(passed, 2) - 0.002 * abs(start - number.start)
        if end <= number.start:
            breaks = sum(end < each <= number.start for each in self.sentence.breaks)
            since = any(each.measure and end <= each.start < number.start for each in self.sentence.topics)
            return 3.0 - 0.15 * min(breaks, 4) if since else 4.0 - 0.1 * min(breaks, 4)
        return 1.9

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
        if match is None or earlier is None:
            return None
        count = 2 if match[0][0] in "两二前后" else "三四五".index(match[0][0]) + 3
        held = list({tuple(one.values(*kinds)): one for one in earlier.names if one.values(*kinds)}.values())[
            -count:
        ]
        if len(held) != count:
            return None
        if match[0][0] in "前后":
            return held[0] if match[0][0] == "前" else held[1]
        at = self.sentence.numbers.index(self.number)
        own = next(run for run in groups(self.sentence.numbers, self.sentence.text) if at in run)
        return held[own.index(at)] if len(own) == count else None

    def pairs(self) -> list[tuple[Pair, float]]:
        """Return the pairs of places that the number may be about, as :meth:`names` does."""
        first, last = self.clause
        back = _REVERSE.search(self.sentence.text[first if self.sentence.pairs else 0 : last])
        if back and not any(first <= each.start < last for each in self.sentence.pairs):
            return [(_reversed(pair), weight) for pair, weight in self._pairs()]
        return self._pairs()

    def _pairs(self) -> list[tuple[Pair, float]]:
        held = self.sentence.pairs
        given = aligned(self.sentence, self.number, held)
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
            each.key.startswith("largest_") and each.end <= self.number.start for each in self.sentence.topics
        )
        return (bool(own) and units and (pairs or named)) or parts

    def summed(self) -> bool:
        """Whether the text adds up before the number or in its clause."""
        _, last = self.clause
        if any(each.key == "sum" and each.start < last for each in self.sentence.topics):
            return True
        return _FROM.search(self.sentence.text, self.number.end, last) is not None

    def group(self, *kinds: str) -> list[Reading]:
        """Return the names of a list before the number: 京、沪、粤三地合计."""
        text, number = self.sentence.text, self.number
        held = [each for each in self.sentence.names if each.values(*kinds)]
        runs = [run for run in groups(held, text) if len(run) > 1 and held[run[-1]].end <= number.start]
        if not runs:
            _, last = self.clause
            behind = [run for run in groups(held, text) if len(run) > 1 and held[run[0]].start >= number.end]
            runs = [run for run in behind if held[run[-1]].end <= last and _FROM.search(text, number.end)][:1]
        if not runs:
            touching = [each for each in held if each.end <= number.start]
            runs = [[held.index(each) for each in touching]] if len(touching) > 1 else []
        return [held[at].values(*kinds)[0] for at in runs[-1]] if runs else []
