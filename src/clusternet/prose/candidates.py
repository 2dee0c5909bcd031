"""The values that a number may be: each with the words that speak for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from clusternet.errors import ClusternetError
from clusternet.prose.collective import collective, group, summed, together
from clusternet.prose.context import Context
from clusternet.prose.dated import year_pairs, years
from clusternet.prose.readings import Reading, readings
from clusternet.prose.values import Data, Value
from clusternet.words import labels

_RATIOS = {
    "density", "average_clustering", "modularity", "modularity_median", "modularity_min", "hhi", "gini",
    "centralisation", "net", "net_share",
}  # fmt: skip
"""Numbers that a text may print as a percentage."""


@dataclass(frozen=True)
class Candidate:
    """A value that a number may be.

    Attributes
    ----------
    value
        The number to compare with; of a change or a sum, what is computed.
    score
        How much of the text speaks for it.
    cell
        The value it is, or is computed from.
    how
        Blank, or ``change``, ``growth``, ``annual``, ``times``, ``difference``, ``sum``, ``part``, ``rest``.
    others
        Further values of a computation.
    """

    value: float
    score: float
    cell: Value
    how: str = ""
    others: tuple[Value, ...] = ()


def candidates(data: Data, context: Context) -> list[Candidate]:
    """Return the values that a number may be, those that most words speak for first.

    Parameters
    ----------
    data
        The network and its tables.
    context
        The number, and what stands around it.
    """
    found: list[Candidate] = []
    for reading in readings(context):
        found += _valued(data, context, reading)
    return sorted(found, key=lambda each: -each.score)


# -- years and computations ------------------------------------------------------------------------------
def _valued(data: Data, context: Context, reading: Reading) -> Iterator[Candidate]:
    """Yield the values of a column and row that a number of such a unit may be."""
    rank = reading.column.endswith("rank")
    if rank == (context.number.unit == "rank"):
        yield from _BY_UNIT[context.number.unit](data, context, reading)


def _points(data: Data, context: Context, reading: Reading) -> Iterator[Candidate]:
    if _is_share(reading.column) or reading.column in _RATIOS:
        yield from _changes(data, context, reading, ("change",))
        yield from _differences(data, context, reading)
        if reading.column == "net":
            yield from _plain(data, context, reading)
            for each in _plain(data, context, reading):  # A is 7 points lower than B
                yield replace(each, value=abs(each.value))


def _times(data: Data, context: Context, reading: Reading) -> Iterator[Candidate]:
    if reading.column == "expected_ratio":
        yield from _plain(data, context, reading)
    yield from _changes(data, context, reading, ("times",))
    yield from _differences(data, context, reading)
    yield from _parts(data, context, reading)


def _shares(data: Data, context: Context, reading: Reading) -> Iterator[Candidate]:
    if _is_share(reading.column) or reading.column in _RATIOS:
        yield from _plain(data, context, reading)
        yield from _sums(data, context, reading)
    elif reading.column in _PARTS:
        yield from _parts(data, context, reading)
    if context.in_clause("growth", "annual", "change") or context.topic("growth", "annual") > 2.7:
        yield from _changes(data, context, reading, ("growth", "annual"))


def _bare(data: Data, context: Context, reading: Reading) -> Iterator[Candidate]:
    number, share = context.number, _is_share(reading.column) or reading.column in _RATIOS
    if number.step < 1 and labels.style(reading.column) == "count":
        return
    if share and not number.decimals:
        return
    if not _counts(context, reading):
        return
    yield from _plain(data, context, reading)
    if not _is_share(reading.column):
        yield from _sums(data, context, reading)
        if context.in_clause("growth", "change", "new", "than"):
            yield from _changes(data, context, reading, ("change",))
            yield from _differences(data, context, reading)


_NODES = {"nodes", "sample_nodes", "partner_nodes", "largest_weak_component", "largest_strong_component"}
_TIES = {"relations", "edges", "flow", "enable", "input", "links", "degree", "in_degree", "out_degree"}


def _counts(context: Context, reading: Reading) -> bool:
    """Whether the unit behind a number fits what a column counts: 条 are ties, 家 and 所 are not."""
    unit = context.sentence.text[context.number.end : context.number.end + 1]
    return reading.column not in {"条": _NODES, "家": _TIES, "所": _TIES}.get(unit, ())


def _is_share(column: str) -> bool:
    return labels.style(column) == "share" or column in ("enable_share", "input_share")


def cell(data: Data, family: str, column: str, where: Mapping[str, Any]) -> Value | None:
    """Return a value that is a number; None where the data have none."""
    try:
        found = data.value(family, column, where)
    except (ClusternetError, KeyError, ValueError):
        return None  # not every column that words allow is there for every row and year
    if isinstance(found.value, str) or labels.missing(found.value):
        return None
    return found


_GUESSED = 0.7
"""How near a year is that the text does not name."""


def selections(context: Context, family: str) -> list[tuple[dict[str, Any], float]]:
    """Return the selections that the text speaks of, with what speaks against each."""
    found: list[tuple[dict[str, Any], float]] = []
    cumulative = context.says("cumulative")
    new = context.in_clause("new") and not cumulative
    for named, weight in years(context):
        if not named:
            found.append(({}, 0.0))
        elif len(named) == 2:
            found.append(({"window": f"{named[0]}:{named[1]}"}, -0.3))
        elif named[0] in context.years:
            (year,) = named
            found.append(({"year": year}, -0.8 if new or weight < _GUESSED else 0.0))
            if family != "metrics" and weight >= 2 and not cumulative:
                found.append(({"window": f"{year}:{year}"}, 0.2 if new else -0.4))
            elif new:
                found.append(({"window": f"{year}:{year}"}, 0.0))
    return found or [({}, 0.0)]


def _plain(data: Data, context: Context, reading: Reading) -> Iterator[Candidate]:
    for selection, less in selections(context, reading.family):
        found = cell(data, reading.family, reading.column, {**reading.where, **selection})
        if found is not None:
            yield Candidate(float(found.value), reading.score + less, found)


_PARTS = ("sample_nodes", "partner_nodes", "largest_weak_component", "largest_strong_component", "nodes")


def _parts(data: Data, context: Context, reading: Reading) -> Iterator[Candidate]:
    """Yield the share of some nodes in all nodes, or how many times as many there are as of others."""
    if reading.family != "metrics" or reading.column not in _PARTS:
        return
    times = context.number.unit == "times"
    others = (
        [each for each in _PARTS if each != reading.column and context.says(each)] if times else ["nodes"]
    )
    if not times and not context.says("share") and "of the network" not in context.sentence.text:
        return
    if reading.where.get("only") is None and reading.column == "nodes" and not times:
        return
    for selection, less in selections(context, reading.family):
        one = cell(data, "metrics", reading.column, {**reading.where, **selection})
        for column in others:
            all_of = cell(data, "metrics", column, selection)
            if one is not None and all_of is not None and all_of.value and one.value:
                value = one.value / all_of.value
                value = max(value, 1 / value) if times else value
                yield Candidate(float(value), reading.score + less + 0.3, one, "part", (all_of,))


def _changed(way: str, new: float, old: float, years: int) -> float:
    """Return the change of a value, its growth, its annual growth, or the ratio."""
    if way == "change":
        return (new - old) / years
    if way == "annual":
        return float((new / old) ** (1 / years) - 1)
    return new / old - (way == "growth")


def _changes(data: Data, context: Context, reading: Reading, ways: tuple[str, ...]) -> Iterator[Candidate]:
    """Yield the change of a value between two years, its growth, or their ratio."""
    for at, (first, last) in enumerate(pair for pair in year_pairs(context) if pair[0] < pair[1]):
        new = cell(data, reading.family, reading.column, {**reading.where, "year": last})
        old = cell(data, reading.family, reading.column, {**reading.where, "year": first})
        if new is None or old is None or (not old.value and ways != ("change",)):
            continue
        falls = -1.0 if new.value < old.value and context.number.low >= 0 else 1.0
        score = (
            reading.score - 0.3 - 0.3 * at + (0.8 if context.in_clause("growth", "change", "annual") else 0)
        )
        if context.in_clause("than") and not context.in_clause("change", "growth"):
            score -= 2.0  # 比其赋能占比低7个百分点 compares two columns or places, not two years
        for way in ways:
            spread = last - first if way == "annual" or context.in_clause("annual") else 1
            value = _changed(way, new.value, old.value, spread)
            fits = (way == "annual") == context.in_clause("annual")
            sign = 1.0 if way == "times" else falls
            if fits or way not in ("growth", "annual"):
                yield Candidate(float(value * sign), score, new, way, (old,))
            if way == "times" and context.in_clause("growth", "change"):  # 扩大了14.6倍 is growth, too
                yield Candidate(float(value - 1), score, new, "growth", (old,))


def _differences(data: Data, context: Context, reading: Reading) -> Iterator[Candidate]:
    """Yield how a value stands to that of another name of the sentence: the difference, or the ratio."""
    key = next((name for name in ("place", "name") if name in reading.where), "")
    if not key:
        return
    level = reading.where.get("level") or reading.where.get("by")
    kinds = ("node",) if reading.family == "centrality" else (str(level),)
    _, last = context.clause
    near = [each for each in context.sentence.names if each.start < last]
    names = [value for each in near for kind, value in each.values(*kinds)]
    way = "times" if context.number.unit == "times" else "difference"
    for selection, less in selections(context, reading.family):
        one = cell(data, reading.family, reading.column, {**reading.where, **selection})
        for other_name in dict.fromkeys(names):
            other = cell(
                data, reading.family, reading.column, {**reading.where, key: other_name, **selection}
            )
            if one is None or other is None or one.where == other.where:
                continue
            if way == "times" and not min(one.value, other.value):
                continue
            high, low = max(one.value, other.value), min(one.value, other.value)
            value = high / low if way == "times" else high - low
            said = 0.8 if context.in_clause("than") or way == "times" else -0.4
            yield Candidate(float(value), reading.score + less + said, one, way, (other,))


def _sums(data: Data, context: Context, reading: Reading) -> Iterator[Candidate]:
    """Yield the sum over the names of a list, or over the first rows of a ranking."""
    key = next((name for name in ("place", "name") if name in reading.where), "")
    count = collective(context)
    if not key or not (summed(context) or count or context.in_clause("first")):
        return
    level = reading.where.get("level") or reading.where.get("by")
    kinds = ("node",) if reading.family == "centrality" else (str(level),)
    names = [value for _, value in group(context, *kinds)]
    if count and len(names) != count:
        names = together(context, count, *kinds) or names
    said = 1.2 if summed(context) or len(names) != count else 0.4
    for selection, less in selections(context, reading.family):
        cells = [
            cell(data, reading.family, reading.column, {**reading.where, key: name, **selection})
            for name in names
        ]
        held = [each for each in cells if each is not None]
        if len(held) > 1 and len(held) == len(cells):
            yield Candidate(
                sum(each.value for each in held), reading.score + less + said, held[0], "sum", tuple(held[1:])
            )


_BY_UNIT: dict[str, Callable[[Data, Context, Reading], Iterator[Candidate]]] = {
    "rank": _plain, "points": _points, "times": _times, "share": _shares, "": _bare,
}  # fmt: skip
