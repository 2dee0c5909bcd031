from __future__ import annotations

import ast
import re
from pathlib import Path

import clusternet
from clusternet.schema.cells import is_chinese
from clusternet.schema.findings import (
    ACTIONS,
    COLUMNS,
    PROBLEMS,
    REASONS,
    Finding,
    NodeText,
    counts,
    done,
    ordered,
    wording,
)
from clusternet.words.text import Text
from sources import tree_of

SOURCE = Path(clusternet.__file__).parent


def test_a_record_has_the_columns_of_check() -> None:
    record = Finding("blank_end", "edges.csv", "", 3, "source", "", done("row_refused")).record()
    assert tuple(record) == COLUMNS
    assert record == {
        "file": "edges.csv", "sheet": "", "line": 3, "column": "source", "severity": "fault",
        "problem": "blank_end", "value": "", "action": "row refused",
    }  # fmt: skip


def test_counts_are_worst_first() -> None:
    found = [Finding("trimmed"), Finding("blank_end"), Finding("trimmed"), Finding("field_count")]
    assert list(counts(found).items()) == [("field_count", 1), ("blank_end", 1), ("trimmed", 2)]
    found += [Finding("blank_end")]
    assert list(counts(found)) == ["blank_end", "field_count", "trimmed"]


def test_findings_are_ordered_by_severity_and_by_the_rows_they_cost() -> None:
    problems = ["trimmed", "undated", "bad_weight", "encoding", "blank_end", "bad_weight", "trimmed"]
    found = [Finding(problem, line=line) for line, problem in enumerate(problems)]
    assert [each.line for each in ordered(found)] == [2, 5, 4, 1, 0, 6, 3]


def test_a_finding_calls_nodes_by_name_and_leaves_cells_alone() -> None:
    names = {"12": "甲公司", "13": "乙公司"}
    tie = Finding("exact_duplicate", value=NodeText("12", " → ", "13"), action=done("kept"))
    assert (tie.value, tie.named(names).value) == ("12 → 13", "甲公司 → 乙公司")
    action = Finding("likely_alias", value=NodeText("12"), action=done("was", NodeText("13"))).named(names)
    assert (action.value, str(action.action)) == ("甲公司", "was 乙公司")
    assert Finding("bad_weight", value="12").named(names).value == "12"


def test_every_problem_has_both_wordings() -> None:
    for problem, (severity, english, chinese) in PROBLEMS.items():
        assert severity in ("fault", "warning", "note")
        assert wording(problem, "en") == english
        assert wording(problem, "zh") == chinese
        assert english.isascii()
        assert any("一" <= letter <= "鿿" for letter in chinese)


def test_every_action_has_both_wordings_of_the_same_values() -> None:
    for key, text in ACTIONS.items():
        named = [sorted(set(re.findall(r"\{(\d)(?::[a-z/]+)?\}", said))) for said in text]
        assert named[0] == named[1] == [str(number) for number in range(len(named[0]))], key
        assert not key or named[0] or (text.en.isascii() and is_chinese(text.zh)), key


def test_every_action_is_used_and_every_one_used_is_there() -> None:
    used = set(re.findall(r'"([a-z_]+)"', "".join(map(ast.unparse, _calls())).replace("'", '"')))
    made = {f"is_now{since}{by}" for since in ("", "_since") for by in ("", "_by")}  # put together
    assert set(ACTIONS) - {""} <= used | made
    assert {key for call in _calls("done") for key in _keys(call.args[0])} - set(ACTIONS) == set()


def _calls(*names: str) -> list[ast.Call]:
    """Return the calls in the source that say what was done."""
    names = names or ("done", "report", "refuse", "finding")
    nodes = (node for path in SOURCE.rglob("*.py") for node in ast.walk(tree_of(path)))
    calls = (node for node in nodes if isinstance(node, ast.Call))
    return [call for call in calls if _name(call.func) in names]


def _name(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""


def _keys(node: ast.expr) -> list[str]:
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def test_names_and_values_stand_in_either_language_as_they_are() -> None:
    since = done("is_now_since_by", "甲", 2021, "aliases.csv", 3)
    assert (str(since), since.in_("zh")) == (
        "甲 since 2021 (aliases.csv, line 3)",
        "甲，自2021年起（aliases.csv第3行）",
    )
    rows = Text("3行中", "in 3 rows")
    assert done("read_as_in", "a {b}; c", rows).in_("zh") == "3行中读作a {b}; c"
    assert str(done("read_as_in", "a {b}; c", rows)) == "read as a {b}; c, in 3 rows"
    assert done("not_merged", "甲", Text(REASONS["legal form"], "legal form"), 97).in_("zh") == (
        "未合并；可能是甲（组织形式，97分）：见 `clusternet alias suggest`"
    )
    assert done("is_now", "甲公司").in_("zh") == "甲公司"
    assert str(Finding("trimmed").action) == Finding("trimmed").action.in_("zh") == ""
