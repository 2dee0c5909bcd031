from __future__ import annotations

import ast
from pathlib import Path

import clusternet
from clusternet.schema.findings import ACTIONS, COLUMNS, PROBLEMS, Finding, action_in, counts, wording

SOURCE = Path(clusternet.__file__).parent
CALLS = {"Finding", "report", "refuse", "of_node", "of_row", "_note", "finding"}


def test_a_record_has_the_columns_of_check() -> None:
    record = Finding("blank_end", "edges.csv", "", 3, "source", "", "row refused").record()
    assert tuple(record) == COLUMNS
    assert record == {
        "file": "edges.csv", "sheet": "", "line": 3, "column": "source", "severity": "fault",
        "problem": "blank_end", "value": "", "action": "row refused",
    }  # fmt: skip


def test_counts_are_worst_first() -> None:
    found = [Finding("trimmed"), Finding("blank_end"), Finding("trimmed"), Finding("field_count")]
    assert list(counts(found).items()) == [("field_count", 1), ("blank_end", 1), ("trimmed", 2)]


def test_every_problem_has_both_wordings() -> None:
    for problem, (severity, english, chinese) in PROBLEMS.items():
        assert severity in ("fault", "warning", "note")
        assert wording(problem, "en") == english
        assert wording(problem, "zh") == chinese
        assert english.isascii()
        assert any("一" <= letter <= "鿿" for letter in chinese)


def _templates(node: ast.expr | None) -> list[str]:
    """Return the texts an expression may be, with {} for what is put into them."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return ["".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)]
    if isinstance(node, ast.IfExp):
        return _templates(node.body) + _templates(node.orelse)
    return []


def _written() -> set[str]:
    """Return every wording of an action in the source."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and [ast.unparse(each) for each in node.targets] == ["action"]:
                found.update(_templates(node.value))
            elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in CALLS:
                keyword = next((each.value for each in node.keywords if each.arg == "action"), None)
                found.update(_templates(keyword or (node.args[-1] if len(node.args) > 2 else None)))
    return {text for text in found if " " in text.strip("{} ")}


def test_every_action_in_the_source_has_a_chinese_wording() -> None:
    written = _written()
    assert len(written) > 30
    for text in (each.replace("kept {}", "kept in {} rows") for each in written):  # put together from two
        action = text.replace("{}", "甲")
        assert action_in(action, "zh") != action, text
        assert action_in(action, "en") == action


def test_chinese_actions_keep_every_name_and_value() -> None:
    for english, chinese in ACTIONS.items():
        values = [f"值{number}" for number in range(english.count("{}"))]
        action = english.replace("{}", "%s") % tuple(values) if values else english
        assert action_in(action, "zh") == chinese.format(*values)
        assert all(value in action_in(action, "zh") for value in values)
    assert action_in("甲 since 2021 (aliases.csv, line 3)", "zh") == "甲，自2021年起（aliases.csv第3行）"
    assert action_in("read as a {b}, in 3 rows", "zh") == "3行中读作a {b}"
    assert action_in(
        "not merged; may be 甲 (legal form, score 97): see `clusternet alias suggest`", "zh"
    ) == ("未合并；可能是甲（组织形式，97分）：见 `clusternet alias suggest`")
    assert action_in("甲公司", "zh") == "甲公司"
