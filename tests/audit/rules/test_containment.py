"""Parts in one table against the whole in another."""

from __future__ import annotations

from clusternet.audit import audit

PAPERS = {"甲市": 520, "乙市": 310, "丙市": 275, "丁市": 190, "戊市": 160, "己市": 88, "庚市": 61}


def _written(folder, name, rows):
    (folder / f"{name}.csv").write_text("\n".join(",".join(map(str, row)) for row in rows), encoding="utf-8")


def test_a_kind_in_one_table_does_not_exceed_the_thing_in_another(tmp_path):
    _written(tmp_path, "a", [("城市", "论文数"), *PAPERS.items()])
    cited = {name: number // 3 for name, number in PAPERS.items()}
    _written(tmp_path, "b", [("城市", "高被引论文数"), *reversed(cited.items())])
    assert audit(tmp_path).empty
    _written(tmp_path, "b", [("城市", "高被引论文数"), *{**cited, "丁市": 631}.items()])
    found = audit(tmp_path)
    assert found[["rule", "cell", "computed", "severity"]].values.tolist() == [
        ["part_above_total", "B5", "≤ 190 (a:5)", "medium"]
    ]


def test_what_mostly_exceeds_is_no_part(tmp_path):
    _written(tmp_path, "a", [("city", "papers"), *PAPERS.items()])
    _written(tmp_path, "b", [("city", "old papers"), *((name, 2 * each) for name, each in PAPERS.items())])
    assert audit(tmp_path).empty


def test_what_may_be_below_nothing_has_no_parts(tmp_path):
    _written(tmp_path, "a", [("city", "change"), ("x", -9), *PAPERS.items()])
    less = {name: number // 3 for name, number in PAPERS.items()}
    _written(tmp_path, "b", [("city", "real change"), ("x", -3), *less.items()])
    assert audit(tmp_path).empty


def test_a_table_adds_up_to_the_row_that_its_title_names(tmp_path):
    _written(tmp_path, "a", [("城市", "论文数"), *PAPERS.items()])
    _written(tmp_path, "乙市各区", [("区", "论文数"), ("东区", 130), ("西区", 118), ("合计", 248)])
    found = audit(tmp_path)
    assert found[["rule", "cell", "printed", "computed"]].values.tolist() == [
        ["part_above_total", "B4", "248", "310 (a)"]
    ]
    _written(tmp_path, "乙市各区", [("区", "论文数"), ("东区", 130), ("西区", 118)])
    assert audit(tmp_path).empty
    _written(tmp_path, "乙市各区", [("区", "论文数"), ("东区", 210), ("西区", 118)])
    assert audit(tmp_path)["computed"].tolist() == ["≤ 310 (a)"]
