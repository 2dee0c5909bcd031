"""What was found wrong, odd or changed while reading: nothing is refused or altered without a finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from clusternet.errors import SchemaError
from clusternet.schema.problems import ACTIONS, PROBLEMS, Severity
from clusternet.words.text import Said, Text, numbered

if TYPE_CHECKING:
    pass

SEVERITIES: tuple[Severity, ...] = ("fault", "warning", "note")
"""Worst first."""

REASONS = {
    "same credit code": "信用代码相同",
    "same name": "名称相同",
    "look-alike letters": "形近字母",
    "width, case or punctuation": "全角半角、大小写或标点",
    "legal form": "组织形式",
    "common name": "通用名称",
    "office": "机构简称",
    "part of a roster name": "名录名称的一部分",
    "place": "地名",
    "trade word": "行业词",
    "similar spelling": "写法相近",
}
"""Why two names may be one, in Chinese."""

COLUMNS = ("file", "sheet", "line", "column", "severity", "problem", "value", "action")


@dataclass(frozen=True, slots=True)
class Action(Said):
    """What was done with what was found.

    Attributes
    ----------
    key
        A key of :data:`ACTIONS`.
    values
        What its wording speaks of: names and numbers, which stay as they are, or a ``Text``.

    Examples
    --------
    >>> action = done("kept_was", "000020")
    >>> str(action), action.in_("zh")
    ('kept; was 000020?', '保留；原为000020？')
    """

    key: str = ""
    values: tuple[object, ...] = ()

    def in_(self, language: str) -> str:
        """Return what was done in a language, ``zh`` or ``en``."""
        return ACTIONS[self.key].in_(language).format(*(_said(each, language) for each in self.values))


class _Count(int):
    """A number that a wording gives its noun: ``{0:row}``, or noun and verb: ``{0:row/give}``."""

    def __format__(self, spec: str) -> str:
        return numbered(int(self), *spec.split("/")) if spec[:1].isalpha() else int.__format__(self, spec)


def _said(value: object, language: str) -> object:
    if isinstance(value, Text):
        return value.in_(language)
    return _Count(value) if isinstance(value, int) else value


def done(key: str, *values: object) -> Action:
    """Return what was done: a key of :data:`ACTIONS`, and what its wording speaks of."""
    return Action(key, values)


class NodeText(str):
    """A value that speaks of nodes: by their ids as a ``str``, by their names for people.

    Parameters
    ----------
    *parts
        Ids at even places, the words between them at odd ones.

    Examples
    --------
    >>> tie = NodeText("n1", " → ", "n2")
    >>> tie, tie.named({"n1": "甲公司"})
    ('n1 → n2', '甲公司 → n2')
    """

    __slots__ = ("parts",)
    parts: tuple[str, ...]

    def __new__(cls, *parts: str) -> NodeText:
        """Return the parts as one text."""
        self = super().__new__(cls, "".join(parts))
        self.parts = parts
        return self

    def named(self, names: Mapping[str, str]) -> str:
        """Return the value with the names that nodes have."""
        return "".join(part if place % 2 else names.get(part, part) for place, part in enumerate(self.parts))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in the input.

    Attributes
    ----------
    problem
        A key of :data:`PROBLEMS`.
    file, sheet, line, column
        Where. ``line`` counts from 1 as an editor does, the header being a line; in Excel it is the row.
    value
        What stood there.
    action
        What was done; ``str`` gives its English words, which JSON and CSV hold.

    Examples
    --------
    >>> Finding("exact_duplicate", "edges.csv", line=3).line
    3
    """

    problem: str
    file: str = ""
    sheet: str = ""
    line: int | None = None
    column: str = ""
    value: str = ""
    action: Action = Action()

    @property
    def severity(self) -> Severity:
        """``fault`` (a row is refused), ``warning`` or ``note``."""
        return PROBLEMS[self.problem][0]

    def named(self, names: Mapping[str, str]) -> Finding:
        """Return the finding with the names of nodes in place of their ids."""
        said = self.action.values
        told = tuple(each.named(names) if isinstance(each, NodeText) else each for each in said)
        value = self.value.named(names) if isinstance(self.value, NodeText) else self.value
        return replace(self, value=value, action=Action(self.action.key, told))

    def record(self) -> dict[str, object]:
        """Return the finding as a row of ``check``."""
        return {name: getattr(self, name) for name in COLUMNS} | {"action": str(self.action)}


def wording(problem: str, language: str) -> str:
    """Return the wording of a problem in ``en`` or ``zh``."""
    _, english, chinese = PROBLEMS[problem]
    return Text(chinese, english).in_(language)


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how often each problem occurs.

    Parameters
    ----------
    findings
        Of reading or checking a data set.

    Returns
    -------
    dict of str to int
        Faults, warnings, notes, of each the most frequent first.

    Examples
    --------
    >>> counts([Finding("exact_duplicate"), Finding("exact_duplicate")])
    {'exact_duplicate': 2}
    """
    tally: dict[str, int] = {}
    for each in findings:
        tally[each.problem] = tally.get(each.problem, 0) + 1
    listed = [problem for problem in PROBLEMS if problem in tally]
    worst = sorted(listed, key=lambda problem: (SEVERITIES.index(PROBLEMS[problem][0]), -tally[problem]))
    return {problem: tally[problem] for problem in worst}


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in the order of :func:`counts`; those of one problem stay as they are."""
    every = list(findings)
    place = {problem: number for number, problem in enumerate(counts(every))}
    return sorted(every, key=lambda each: place[each.problem])


def refuse(found: Iterable[Finding]) -> None:
    """Raise the first fault.

    Parameters
    ----------
    found
        What was odd in the rows.

    Raises
    ------
    SchemaError
        If one of them is a fault.

    Examples
    --------
    >>> refuse([])
    """
    for each in found:
        if each.severity == "fault":
            problem = Text(wording(each.problem, "zh"), wording(each.problem, "en"))
            raise SchemaError.of(
                "first_fault",
                file=each.file,
                line=each.line,
                column=each.column,
                problem=problem,
                value=each.value,
            )
