"""Values of several rows together: the first of a ranking, both ways of a pair, all but the inner flows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from clusternet.errors import ClusternetError
from clusternet.prose.candidates import Candidate, cell, selections
from clusternet.prose.collective import together
from clusternet.prose.context import BOTH, Context
from clusternet.prose.families import FAMILIES
from clusternet.prose.readings import readings
from clusternet.prose.sentences import PLACES
from clusternet.prose.values import Data

_FIRST = re.compile(
    r"前([二两三四五六七八九十]|\d{1,2})(?![章节述文期年月者\d.%％‰])"
    r"|\btop (two|three|four|five|six|ten|\d{1,2})\b|TOP ?(\d{1,2})"
    r"|\b(two|three|four|five|six|ten) (?:leaders|(?:leading|largest|biggest|top|first)\b)",
    re.ASCII,
)
_WORDS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
          "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}  # fmt: skip


def wholes(data: Data, context: Context) -> Iterator[Candidate]:
    """Yield the values of several rows that a number may be.

    Parameters
    ----------
    data
        The network and its tables.
    context
        The number, and what stands around it.
    """
    yield from _firsts(data, context)
    yield from _both(data, context)
    yield from _across(data, context)
    yield from _between(data, context)


def _firsts(data: Data, context: Context) -> Iterator[Candidate]:
    """Yield sums over the first rows of a ranking: 前三位合计占."""
    match = next(_FIRST.finditer(context.sentence.text), None)
    if match is None or context.number.unit not in ("share", ""):
        return
    said = next(each for each in match.groups() if each)
    count = _WORDS.get(said) or int(said)
    options: list[tuple[str, str, dict[str, str], tuple[str, ...]]] = []
    for level in PLACES:
        options += [("margins", side, {"level": level}, (side,)) for side in ("enable", "input")]
        options.append(("flows", "flow", {"level": level}, ("flow",)))
        options += [("distribution", "count", {"by": level, "kind": "sample"}, ("sample_nodes", "firms"))]
    options += [("centrality", each, {"by": each}, (each,)) for each in ("degree", "in_degree", "out_degree")]
    options += [
        ("distribution", "count", {"by": by}, ("share",)) for by in ("technology", "application", "industry")
    ]
    for family, column, where, topics in options:
        said_of = context.topic(*topics)
        if not said_of:
            continue
        for selection, less in selections(context, family):
            yield from _first_rows(
                data, family, column, {**where, **selection}, count, said_of + less + 1.5, context
            )


def _first_rows(
    data: Data, family: str, column: str, where: dict[str, Any], count: int, score: float, context: Context
) -> Iterator[Candidate]:
    kind = FAMILIES[family]
    try:
        frame = data.table(kind, data.options(kind, where))
    except ClusternetError:
        return  # no such column in the data
    ranked = frame.sort_values(column, ascending=False, kind="stable").head(count)
    shares = {"flow": "share", "count": "share"}.get(column, f"{column}_share")
    wanted = shares if context.number.unit == "share" else column
    if len(ranked) < count or wanted not in ranked:
        return
    total = float(ranked[wanted].sum())
    key = {"flows": "source", "margins": "place"}.get(family, "name")
    row = {key: ranked[key].iloc[0], **({"target": ranked["target"].iloc[0]} if family == "flows" else {})}
    found = cell(data, family, wanted, {**where, **row})
    if found is not None:
        yield Candidate(total, score, found, "sum")


def _both(data: Data, context: Context) -> Iterator[Candidate]:
    """Yield the flows between two places in both directions together: 双向流量合计."""
    column = {"": "flow", "share": "share"}.get(context.number.unit)
    first, last = context.clause
    if column is None or BOTH.search(context.sentence.text[first:last]) is None:
        return
    for level in PLACES:
        ends = together(context, 2, level)
        for selection, less in selections(context, "flows") if ends else ():
            where = {"source": ends[0], "target": ends[1], "level": level, **selection}
            one = cell(data, "flows", column, where)
            other = cell(data, "flows", column, {**where, "source": ends[1], "target": ends[0]})
            if one is not None and other is not None:
                yield Candidate(one.value + other.value, 6.8 + less, one, "sum", (other,))


def _across(data: Data, context: Context) -> Iterator[Candidate]:
    """Yield the share of the flows that leave their place: 跨省流动占."""
    if context.number.unit != "share" or not context.in_clause("inter"):
        return
    said = context.topic("inter") + 2.6 - 2.5 * context.unused()
    levels = [level for level in PLACES if context.says(level)] or ["province"]
    for level in levels:
        for selection, less in selections(context, "polarisation"):
            inner = cell(data, "polarisation", "intra_share", {"level": level, **selection})
            if inner is not None:
                yield Candidate(1 - inner.value, said + less, inner, "rest")


def _between(data: Data, context: Context) -> Iterator[Candidate]:
    """Yield the difference of two columns of one row that a clause compares: 扩散效应比极化效应高出."""
    if context.number.unit not in ("points", "") or not context.in_clause("than"):
        return
    found = [each for each in readings(context) if each.family == "polarisation"]
    found = [each for each in found if context.in_clause(each.column)]
    for one, other in combinations(found, 2):
        if one.where != other.where or one.column == other.column:
            continue
        for selection, less in selections(context, one.family):
            high = cell(data, one.family, one.column, {**one.where, **selection})
            low = cell(data, other.family, other.column, {**other.where, **selection})
            if high is not None and low is not None:
                value = abs(high.value - low.value)
                yield Candidate(value, one.score + less + 0.5, high, "difference", (low,))
