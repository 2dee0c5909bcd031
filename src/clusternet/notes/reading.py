"""What is said on stderr of the data read: what was refused, left out or taken for granted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from clusternet.schema.findings import counts, wording
from clusternet.words import naming
from clusternet.words.text import NOTHING, SEMICOLON, Text, listed, numbered, some

if TYPE_CHECKING:
    from clusternet.io import Reading

_UNDATED = {
    "undated": Text("行没有年份", "rows without a year"),
    "unreadable_year": Text("行的年份无法识别", "rows with an unreadable year"),
    "several_years": Text("行有多个年份", "rows with several years"),
}
_NAMED = ("weights_as_shares", "second_header", "unused_setting", "unknown_pole", "several_names")
LISTED = Text("；`clusternet check` 逐条列出", "; `clusternet check` lists them")
NO_ROW = Text("没有剩下有效的行", "no valid row is left")
NOTHING_TO_COMPARE = Text("；无从比较", "; nothing to compare")
RATED = Text(
    "；可用 --rate，或 --allow measure、--allow period 说明",
    "; --rate, or --allow measure or period, says how",
)


def refused(number: int, reasons: Mapping[str, int] | Mapping[Text, int]) -> Text:
    """Return how many rows were refused, and why."""
    why = Text.of(
        lambda language: listed(
            [f"{each.in_(language) if isinstance(each, Text) else each}: {n}" for each, n in reasons.items()],
            language,
        )
    )
    return Text(f"拒收 {number:,} 行（{why.zh}）", f"{numbered(number, 'row')} refused ({why.en})")


def summary(reading: Reading) -> Text:
    """Return what reading a network refused or left out; blank where there was nothing."""
    tally = counts(reading.findings)
    at_fault = {each.problem for each in reading.findings if each.severity == "fault"}
    faults = {_problem(problem): number for problem, number in tally.items() if problem in at_fault}
    parts = [refused(sum(faults.values()), faults)] if faults else []
    parts += [
        Text(
            f"{tally[problem]} {words.zh}，不计入各年快照",
            f"{tally[problem]} {words.en}, in no yearly snapshot",
        )
        for problem, words in _UNDATED.items()
        if problem in tally
    ]
    if number := tally.get("rounded_code"):
        said = f"{number} 个代码被表格软件四舍五入", f"{number} codes rounded by a spreadsheet"
        parts.append(Text(*said))
    for problem in _NAMED:
        named = [each for each in reading.findings if each.problem == problem]
        if named:
            where = some([f"{each.column} {each.value}".strip() for each in named], 3)
            parts.append(
                Text(f"{_problem(problem).zh}（{where.zh}）", f"{_problem(problem).en} ({where.en})")
            )
    return SEMICOLON.join(parts) if parts else NOTHING


def _problem(key: str) -> Text:
    return Text.of(lambda language: wording(key, language))


def beyond(asked: str, first: int, last: int) -> Text:
    """Return that the years asked for reach beyond those of the data."""
    return Text(
        f"{asked} 超出数据的年份（{first}—{last}）",
        f"{asked} reaches beyond the years of the data, which are {first} to {last}",
    )


def taken(relation: str) -> Text:
    """Return that the one relation type of the data is taken."""
    named = naming.said(relation, "relation")
    return Text(
        f"有类型的关系均为{named.zh}，故按 --relation {relation} 计算",
        f"every typed relation is of type {relation}, so --relation {relation} is taken",
    )


def left_out(file: str, number: int, what: Text) -> Text:
    """Return how many rows of a file lack something and are left out."""
    return Text(
        f"{file}：{number:,} 行没有{what.zh}，未计入",
        f"{file}: {numbered(number, 'row')} without {what.en}, left out",
    )


def without(what: Text, units: Text, names: Sequence[str], then: Text) -> Text:
    """Return which units lack a number, and what follows."""
    listing = some(names)
    return Text(
        f"{len(names)} 个{units.zh}没有{what.zh}{then.zh}：{listing.zh}",
        f"no {what.en} of {numbered(len(names), 'unit')}{then.en}: {listing.en}",
    )
