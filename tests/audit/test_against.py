"""One report against another."""

from __future__ import annotations

from clusternet.audit import applied, examine, findings

FIRST = "place,firms,jobs (1000)\nRome,120,3.1\nOslo,90,2.4\nBern,45,1.9\n"


def test_cells_with_another_value_in_the_other_report_are_listed(tmp_path):
    for name, text in (
        ("a/t.csv", FIRST),
        ("b/t.csv", "jobs (1000),place,firms\n3.12,Rome,210\n2.4,Oslo,90\n7,Kiev,8\n"),
    ):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    audit = examine(tmp_path / "a", against=tmp_path / "b")
    found = findings(audit)
    assert found[["rule", "cell", "printed", "computed", "severity"]].values.tolist() == [
        ["repeated", "B2", "120", "210 (t.csv: C2)", "medium"]
    ]
    rows = applied(audit)
    held = rows[rows["rule"] == "repeated"]
    assert held["cells"].tolist() == [2, 2]
    assert set(held["note"]) == {"against the other report; 2 more rows in one alone"}
    assert findings(examine(tmp_path / "a")).empty


def test_tables_of_other_names_are_compared_by_what_they_hold(tmp_path):
    (tmp_path / "a.csv").write_text(FIRST)
    (tmp_path / "b.csv").write_text(FIRST.replace("45", "54"))
    (tmp_path / "c.csv").write_text("year,rain\n2019,4.5\n2020,6.1\n")
    assert findings(examine(tmp_path / "a.csv", against=tmp_path / "b.csv"))["printed"].tolist() == ["45"]
    rows = applied(examine(tmp_path / "a.csv", against=tmp_path / "c.csv"))
    assert rows[rows["rule"] == "repeated"]["note"].tolist() == ["no table like it in the other report"]
