"""Whether a number of a text agrees with the value that its words name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from clusternet.prose.candidates import Candidate, candidates, cell
from clusternet.prose.context import BOTH, Context
from clusternet.prose.elsewhere import elsewhere
from clusternet.prose.numerals import Number
from clusternet.prose.values import Data, Value
from clusternet.prose.wholes import wholes
from clusternet.words import labels
from clusternet.words.text import Text

Status = Literal["agrees", "contradicts", "not traced", "elsewhere"]

_SURE, _SINGLE, _SLACK, _LOOSE, _TOLD = 5.8, 5.0, 0.75, 1.6, 3
"""Words that make a value certain, also where no other row is meant; how much less an equal reading has;
one that excuses; candidates told."""
_MANY, _PRECISE = 4, 2.8
"""Digits that hardly agree by chance; how much less the words for a value may say that has them all."""
_SMALL, _FAR = 100, 20
"""A bare number below, and a count so many times as large, are about two things."""


_PART = re.compile(r"(?:为|是|相当于|接近|达到?)(?:约|近)?[^，。；\d]{2,10}的(?:约|近|不到|不足|超过)?$")
"""Words of a part of another value: 约为浙江的37%."""
_FORMER = re.compile(r"\b(?:up|down) from\s*$|(?:高于|低于)(?:此前|原来|过去)的?$")
"""Words of a value of another year, which is not told where none stands behind it."""


@dataclass(frozen=True)
class Verdict:
    """What is found of a number.

    Attributes
    ----------
    status
        ``agrees``, ``contradicts``, ``not traced`` (no value is named with certainty) or ``elsewhere`` (the
        number is none of the data).
    why
        Why a number is from elsewhere.
    best
        The value that agrees, or the one that the words name.
    near
        Values that would agree, or that may be meant.
    """

    status: Status
    why: Text = Text("", "")  # noqa: RUF009
    best: Candidate | None = None
    near: tuple[Candidate, ...] = ()


Earlier = Sequence[tuple[Number, Verdict]]
"""Numbers of the sentence before one, and what was found of them."""


def judged(data: Data, context: Context, earlier: Earlier = ()) -> Verdict:
    """Compare a number with the values that its words name.

    Parameters
    ----------
    data
        The network and its tables.
    context
        The number, and what stands around it.
    earlier
        The numbers of its sentence before it: it may be their sum or difference.
    """
    number = context.number
    why = elsewhere(context.sentence.text, number)
    if why is not None:
        return Verdict("elsewhere", why)
    found = sorted([*candidates(data, context), *wholes(data, context)], key=lambda each: -each.score)
    if (made := _made_of(context, earlier)) is not None and not any(
        fits(number, each) and each.score >= _SURE for each in found
    ):
        return Verdict("agrees", best=made)
    if not found:
        return Verdict("not traced")
    top = found[0].score
    agreeing = [each for each in found if fits(number, each)]
    loose = _PRECISE if digits(number) >= _MANY else _LOOSE
    if agreeing and (agreeing[0].score >= top - loose or top < _SURE):
        return Verdict("agrees", best=agreeing[0])
    sure = _SINGLE if _one_value(found) else _SURE
    if top < sure or _of_another_size(context, found[0]) or _doubtful(context):
        return Verdict("not traced", near=tuple(found[:_TOLD]))
    best = min((each for each in found if each.score >= top - _SLACK), key=lambda each: _off(number, each))
    others = [*agreeing[:_TOLD], *_elsewhere_in_the_data(data, context, best)]
    return Verdict("contradicts", best=best, near=tuple(others[:_TOLD]))


def digits(number: Number) -> int:
    """Return how many digits of a number are significant."""
    if number.way != "equal" or not number.step:
        return 0
    return len(str(int(abs(number.middle) / number.step)).rstrip("0"))


def _one_value(found: Sequence[Candidate]) -> bool:
    """Whether the values that the words name are one, for the year of the first."""
    near = [each for each in found if each.score >= found[0].score - _SLACK]
    year, window = (found[0].cell.where.get(each) for each in ("year", "window"))
    alike = {each.value for each in near
             if each.cell.where.get("year") == year and each.cell.where.get("window") == window}  # fmt: skip
    return len(alike) == 1 and not any(each.how for each in near)


def _doubtful(context: Context) -> bool:
    """Whether words say that a number is made of others: of a list, of another's value, of two sums."""
    number = context.number
    before, behind = context.sentence.text[: number.start], context.sentence.text[number.end :]
    part = number.unit == "share" and _PART.search(before)
    former = _FORMER.search(before) and not re.match(r"\s*(?:in|年)", behind)
    return (
        bool(part or former) or context.adrift() or (context.in_clause("than") and context.in_clause("sum"))
    )


def _of_another_size(context: Context, named: Candidate) -> bool:
    """Whether a small bare number stands where words name thousands, or a number is of ties between both."""
    number = context.number
    first, _ = context.clause
    if BOTH.search(context.sentence.text[first : number.start]):
        return True
    bare = not number.unit and not number.decimals and number.step == 1 and number.high < _SMALL
    return bare and named.value > _FAR * max(float(number.high), 1)


def fits(number: Number, candidate: Candidate) -> bool:
    """Whether a value may be printed so; one computed of rounded numbers may be off by their rounding.

    Parameters
    ----------
    number
        Of the text.
    candidate
        The value it may be.
    """
    if number.holds(candidate.value):
        return True
    if candidate.how in ("difference", "change") and number.way == "above":  # 多出3,904条
        return abs(candidate.value - float(number.middle)) <= float(number.step) / 2
    if candidate.how not in ("difference", "change", "sum") or number.unit not in ("share", "points"):
        return False
    slack = float(number.step) / 2 * (1 + len(candidate.others))
    return float(number.low) - slack <= candidate.value <= float(number.high) + slack


def _made_of(context: Context, earlier: Earlier) -> Candidate | None:
    """Return what a number is made of, where it is the sum, the difference or the ratio of two before it."""
    number = context.number
    held = [(each, verdict.best) for each, verdict in earlier if verdict.status == "agrees" and verdict.best]
    alike = {"points": ("share",), "share": ("share", ""), "times": ("share", "")}.get(number.unit, ("",))
    held = [(each, best) for each, best in held if each.unit in alike and number.unit != "rank"]
    for at, (first, one) in enumerate(held):
        for second, other in held[at + 1 :]:
            if first.unit != second.unit:
                continue
            for how, value in _computed(context, one.value, other.value):
                made = Candidate(value, _SURE, one.cell, how, (other.cell,))
                if fits(number, made):
                    return made
    return None


def _computed(context: Context, one: float, other: float) -> Iterator[tuple[str, float]]:
    """Yield what the words of a clause may make of two numbers before it."""
    shares = context.number.unit == "share"
    if context.in_clause("sum"):
        yield "sum", one + other
    if context.in_clause("than", "change", "growth") and not shares:
        yield "difference", abs(one - other)
    if context.number.unit == "times" and min(one, other):
        yield "times", max(one, other) / min(one, other)
        yield "times", min(one, other) / max(one, other)
    if context.in_clause("growth", "change") and shares and one:
        yield "growth", other / one - 1


def _off(number: Number, candidate: Candidate) -> float:
    """Return how far a value is from what is printed, as a part of it."""
    middle = float(number.middle)
    return abs(candidate.value - middle) / max(abs(middle), abs(candidate.value), 1e-12)


def _elsewhere_in_the_data(data: Data, context: Context, best: Candidate) -> Iterator[Candidate]:
    """Yield values like the one that is named which would agree: of another year, side, base or row."""
    if best.how:
        return
    value = best.cell
    for where, column in _variations(data, value):
        found = cell(data, value.family, column, where)
        if found is not None and context.number.holds(found.value):
            yield Candidate(float(found.value), 0.0, found)
    yield from _rows(data, context.number, value)


def _variations(data: Data, value: Value) -> Iterator[tuple[dict[str, Any], str]]:
    from clusternet.prose.families import FAMILIES

    where = dict(value.where)
    kind = FAMILIES[value.family]
    bare = {key: each for key, each in where.items() if key not in ("year", "window")}
    for year in data.years:
        if year != where.get("year"):
            yield {**bare, "year": year}, value.column
        yield {**bare, "window": f"{year}:{year}"}, value.column
    for relation in ("all", "technology", "investment", "human_capital"):
        yield {**where, "relation": relation}, value.column
    for key, values in kind.options.items():
        for each in values:
            if key in ("kind", "level", "side", "direction", "count", "by") and not (
                key == "by" and kind.key == "distribution"
            ):
                yield {**where, key: each}, value.column
    style = labels.style(value.column)
    for column in kind.columns:
        if column != value.column and labels.style(column) == style:
            yield where, column
    if value.family == "flows":
        yield {**where, "source": where["target"], "target": where["source"]}, value.column


def _rows(data: Data, number: Number, value: Value) -> Iterator[Candidate]:
    """Yield the values of other rows of the same table that would agree."""
    from clusternet.prose.families import FAMILIES

    kind = FAMILIES[value.family]
    if not kind.ranked or value.column == kind.ranked:
        return
    frame = data.table(kind, data.options(kind, value.where), value.column)
    if value.column not in frame:
        return
    for at, each in enumerate(frame[value.column].head(200).tolist()):
        if number.holds(each):
            row = {name: frame[name].iat[at] for name in kind.rows}
            found = cell(data, value.family, value.column, {**value.where, **row})
            if found is not None:
                yield Candidate(float(found.value), 0.0, found)


def contexts(sentences: Sequence[Any], heading: Any, data: Data, last: int | None) -> Iterator[Context]:
    """Yield the numbers of a paragraph with what stands around them; a year named stays until another is.

    Parameters
    ----------
    sentences
        Of the paragraph.
    heading
        That of the section, taken apart; None before the first.
    data
        The network and its tables.
    last
        The year that the text spoke of last.
    """
    for at, sentence in enumerate(sentences):
        before = sentences[:at][::-1]
        for number in sentence.numbers:
            yield Context(number, sentence, before, heading, data.years, last)
        said = [each.year for each in sentence.years if each.year in data.years and not each.compared]
        last = said[-1] if said else last
