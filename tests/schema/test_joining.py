"""Edges beside a node table: ends by id, and by name."""

from __future__ import annotations

from pathlib import Path

from clusternet.io import examine
from running import save


def test_ends_by_name_join_the_nodes_of_a_table_by_id(tmp_path: Path) -> None:
    save(tmp_path, "source,target,year\n甲公司,n2,2018\n乙公司,丙公司,2019\nn1,丁公司,2019\n")
    save(tmp_path, "id,name,city\nn1,甲公司,上海市\nn2,乙公司,北京市\nn3,丙公司,\nn4,丙公司,\n", "nodes.csv")
    reading = examine(tmp_path)
    edges = reading.network.edges[["source", "target"]].astype(object).values.tolist()
    assert edges == [["n1", "n2"], ["n2", "丙公司"], ["n1", "丁公司"]]
    assert list(reading.network.nodes.index) == ["n1", "n2", "n3", "n4", "丙公司", "丁公司"]
    assert [(each.problem, each.line, each.value, str(each.action)) for each in reading.findings] == [
        ("joined_by_name", 2, "甲公司", "counted as n1"),
        ("joined_by_name", 3, "乙公司", "counted as n2"),
        ("name_of_several", 3, "丙公司", "kept, without attributes"),
    ]


def test_a_name_that_is_an_id_stays_the_id(tmp_path: Path) -> None:
    save(tmp_path, "source,target\na,b\n")
    save(tmp_path, "id,name\na,b\nb,a\n", "nodes.csv")
    reading = examine(tmp_path)
    assert reading.network.edges["source"].astype(object).tolist() == ["a"]
    assert reading.findings == ()
