"""What words of a text speak of: the columns of the tables, and what is done with their values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from clusternet.data import rows


@dataclass(frozen=True)
class Topic:
    """A word that speaks of a topic, and where it stands."""

    start: int
    end: int
    key: str

    @property
    def measure(self) -> bool:
        """Whether it names what is measured, not how it is said."""
        return _tables()[self.key][0] == "measure"


@cache
def _tables() -> dict[str, tuple[str, int, re.Pattern[str]]]:
    """Return, of each topic, whether it is a measure or a manner of speaking, its order, and its words."""
    return {
        row["key"]: (row["part"], at, re.compile(row["words"], re.IGNORECASE | re.ASCII))
        for at, row in enumerate(rows("topics.csv"))
    }


def _cut(text: str, start: int) -> bool:
    """Whether a word would begin in the middle of a longer one, as rises does in comprises."""
    before = text[start - 1 : start]
    return text[start].isascii() and text[start].isalpha() and before.isascii() and before.isalnum()


def topics(text: str) -> Iterator[Topic]:
    """Yield the topics of a text; of measures whose words overlap, the longest.

    >>> [each.key for each in topics("平均聚类系数和样本节点数")]
    ['average_clustering', 'sample_nodes']
    """
    found = [
        Topic(match.start(), match.end(), key)
        for key, (_, _, pattern) in _tables().items()
        for match in pattern.finditer(text)
        if match.end() > match.start() and not _cut(text, match.start())
    ]
    measures = [each for each in found if each.measure]
    kept = [each for each in measures if not any(_wider(other, each) for other in measures)]
    manners = [each for each in found if not each.measure]
    yield from sorted([*kept, *manners], key=lambda each: (each.start, each.end))


def _wider(other: Topic, topic: Topic) -> bool:
    """Whether another topic stands over one: longer, or as long and first in the table."""
    sizes = [(each.end - each.start, -_tables()[each.key][1]) for each in (other, topic)]
    return other.start <= topic.start and topic.end <= other.end and sizes[0] > sizes[1]
