from __future__ import annotations

from pathlib import Path

from clusternet.io import examine, read
from running import save


def said(path: Path) -> list[tuple[str, str, str]]:
    return [(each.problem, each.column, str(each.action)) for each in examine(path).findings]


def test_the_header_once_more_is_no_row(tmp_path: Path) -> None:
    path = save(tmp_path, "来源,目标,年份\n甲,乙,2018\n来源,目标,年份\n来源,丙,2019\n")
    assert read(path).edges["source"].astype(object).tolist() == ["甲", "来源"]
    assert said(path) == [("header_again", "来源", "row refused")]


TOTALS = "source,target,weight\na,b,3\nb,c,4\n合计,x,7\n平均,y,5\nc,d,1\n总计,8,8\n"


def test_rows_that_sum_up_others_are_no_ties(tmp_path: Path) -> None:
    path = save(tmp_path, TOTALS)
    assert [(each.problem, each.line, each.severity) for each in examine(path).findings] == [
        ("totals_row", 4, "fault"),
        ("totals_row", 7, "fault"),
        ("maybe_total", 5, "warning"),
    ]
    toml = save(tmp_path, '[edges]\nfile = "edges.csv"\ntotals = "keep"\n', "dataset.toml")
    assert len(examine(toml).network.edges) == 6


def test_names_of_nobody_are_warned_of_and_errors_refused(tmp_path: Path) -> None:
    path = save(tmp_path, "source,target\nnan,b\nb,#REF!\nNA,b\nc,—\nd,（**）\n")
    found = [(each.problem, each.line) for each in examine(path).findings]
    assert sorted(found) == sorted(
        [("absent_name", 2), ("error_value", 3), ("absent_name", 5), ("absent_name", 6)]
    )
    assert "NA" in examine(path).network.nodes.index


def test_totals_are_kept_dropped_or_told_by_decimal_commas(tmp_path: Path) -> None:
    rows = "source;target;weight\na;b;0,5\nc;d;0,75\n合计;e;1,25\nf;g;2\n平均;h;9\ni;j;1\n"
    save(tmp_path, rows, "e.csv")
    for setting, refused in (("", ["合计"]), ('totals = "drop"', ["合计", "平均"]), ('totals = "keep"', [])):
        path = save(tmp_path, f'[[edges]]\nfile = "e.csv"\n{setting}\n', "dataset.toml")
        found = examine(path).findings
        assert [each.value for each in found if each.problem == "totals_row"] == refused
        assert sum(each.problem == "maybe_total" for each in found) == 2 - len(refused)
