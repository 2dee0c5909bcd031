from __future__ import annotations

from clusternet.findings import COLUMNS, PROBLEMS, Finding, counts, wording


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
