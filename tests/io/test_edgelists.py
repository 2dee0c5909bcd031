from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from clusternet import io
from clusternet.errors import SchemaError
from clusternet.io.reading import Reading


def read(folder: Path, text: str, name: str = "list.csv") -> Reading:
    (folder / name).write_text(text, encoding="utf-8")
    return io.examine(folder / name)


def book(folder: Path, rows: list[list[object]]) -> Path:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(folder / "book.xlsx")
    return folder / "book.xlsx"


def ties(reading: Reading) -> list[tuple[str, str, float]]:
    edges = reading.network.edges
    return [tuple(row) for row in edges[["source", "target", "weight"]].astype(object).values.tolist()]


WEIGHTED = "1 = source, 2 = target, 3 = weight"


@pytest.mark.parametrize(
    ("name", "text", "wanted", "said"),
    [
        ("l.csv", "1,2\n2,3\n", [("1", "2", 1), ("2", "3", 1)], "1 = source, 2 = target"),
        ("l.csv", "7 8\n8 7\n", [("7", "8", 1), ("8", "7", 1)], "1 = source, 2 = target"),
        (
            "l.txt",
            "a b 2 \n b   c  3\n",
            [("a", "b", 2), ("b", "c", 3)],
            "1 = source, 2 = target, 3 = weight",
        ),
        ("l.tsv", "甲\t乙\n丙\t甲\n", [("甲", "乙", 1), ("丙", "甲", 1)], "1 = source, 2 = target"),
        (
            "l.csv",
            "甲,乙,3.5\n丙,丁,1\n",
            [("甲", "乙", 3.5), ("丙", "丁", 1)],
            "1 = source, 2 = target, 3 = weight",
        ),
    ],
)
def test_lists_without_a_header(
    tmp_path: Path, name: str, text: str, wanted: list[tuple[str, str, float]], said: str
) -> None:
    reading = read(tmp_path, text, name)
    assert ties(reading) == wanted
    assert [(each.problem, each.line, each.value) for each in reading.findings] == [("no_header", 1, said)]


def test_years_beside_the_ends(tmp_path: Path) -> None:
    reading = read(tmp_path, "甲,乙,2018\n乙,丙,2020\n")
    assert (reading.network.years, reading.network.edges["weight"].tolist()) == ([2018, 2020], [1, 1])
    reading = read(tmp_path, "1,2,5,2018\n2,3,6,2019\n")
    assert (reading.network.years, reading.network.edges["weight"].tolist()) == ([2018, 2019], [5, 6])
    assert io.read(book(tmp_path, [["甲", "乙", 2018], ["乙", "丙", 2019]])).years == [2018, 2019]


def test_a_header_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="needs the columns source and target"):
        read(tmp_path, "kite,boat\n甲,乙\n乙,丙\n")


def test_header_false_needs_no_columns(tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_text("kite,boat,x\n甲,乙,y\n", encoding="utf-8")
    (tmp_path / "dataset.toml").write_text('[edges]\nfile = "e.csv"\nheader = false\n', encoding="utf-8")
    reading = io.examine(tmp_path)
    assert ties(reading) == [("kite", "boat", 1), ("甲", "乙", 1)]
    assert reading.network.edges["3"].tolist() == ["x", "y"]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("# Nodes: 3\n# FromNodeId\tToNodeId\n1\t2\n2\t3\n", ["comment_lines", "no_header"]),
        ("# FromNodeId ToNodeId\n1 2\n2 3\n", ["comment_lines", "no_header"]),
        ("% sym\n% 2 3 3\n1 2\n2 3\n", ["comment_lines", "no_header"]),
        ("\n# made by hand\nsource,target\n1,2\n2,3\n", ["comment_lines"]),
        ("# source,target\n1,2\n2,3\n", []),
        ("# made by hand\n# 来源,目标\n1,2\n2,3\n", ["comment_lines"]),
        ("#,source,target\na,1,2\nb,2,3\n", []),
    ],
)
def test_comments_above_a_list(tmp_path: Path, text: str, problems: list[str]) -> None:
    reading = read(tmp_path, text, "l.txt")
    assert ties(reading) == [("1", "2", 1), ("2", "3", 1)]
    assert [each.problem for each in reading.findings] == problems
    last = text.count("\n")
    assert reading.network.edges["row_line"].tolist() == [last - 1, last]


def test_a_large_list_with_comments(tmp_path: Path) -> None:
    rows = "".join(f"{n}\t{n + 1}\n" for n in range(20_000))
    reading = read(tmp_path, f"# Directed graph\n# FromNodeId\tToNodeId\n{rows}", "l.txt")
    assert len(reading.network.edges) == 20_000
    assert reading.network.edges["row_line"].iloc[[0, -1]].tolist() == [3, 20_002]


ROWS: list[list[object]] = [["", "甲", "乙", "丙"], ["甲", 0, 2.5, None], ["乙", 1, 0, 0], ["丙", 0, 0, 0]]


def test_matrices_of_workbooks_and_tables(tmp_path: Path) -> None:
    wanted = [("甲", "乙", 2.5), ("乙", "甲", 1)]
    for rows in (ROWS, [["Flows 2020", None, None, None], *ROWS]):
        reading = io.examine(book(tmp_path, rows))
        assert ties(reading) == wanted
        assert reading.network.directed
        assert reading.network.nodes.index.tolist() == ["甲", "乙", "丙"]
        assert [(each.problem, each.value) for each in reading.findings] == [("matrix", "3 × 3")]
    text = "".join(";".join("" if cell is None else str(cell) for cell in row) + "\n" for row in ROWS)
    assert ties(read(tmp_path, text)) == wanted
    assert ties(read(tmp_path, text.replace("2.5", "2,5"))) == wanted


def test_a_symmetric_matrix_is_undirected(tmp_path: Path) -> None:
    reading = read(tmp_path, "n,7,8,9\n7,1,2,0\n8,2,0,-\n9,0,,0\n")
    assert not reading.network.directed
    assert ties(reading) == [("7", "7", 1), ("7", "8", 2)]


def test_a_matrix_without_names(tmp_path: Path) -> None:
    reading = read(tmp_path, "0,1,0,0,0\n0,0,1,0,0\n0,0,0,1,0\n0,0,0,0,1\n3,0,0,0,0\n")
    assert ties(reading) == [("1", "2", 1), ("2", "3", 1), ("3", "4", 1), ("4", "5", 1), ("5", "1", 3)]


def test_a_table_with_words_in_it_is_no_matrix(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="needs the columns source and target"):
        read(tmp_path, ",A,B\nA,0,yes\nB,no,0\n")


def test_a_number_of_thousands_of_digits_is_no_year(tmp_path: Path) -> None:
    heavy = read(tmp_path, f"a,b,{'9' * 5000}\nb,c,3\n")
    assert (ties(heavy), heavy.refused) == ([("b", "c", 3.0)], 1)
    listed = read(tmp_path, f"a,b,1,{'9' * 5000}\nb,c,3,2018\n")
    assert ties(listed) == [("a", "b", 1.0), ("b", "c", 3.0)]


def test_a_table_said_to_be_a_matrix_has_ends_of_two_kinds(tmp_path: Path) -> None:
    rows = ["论文合作,,", "企业,甲大学,乙大学", "丙智能,2,-", "丁芯片,0,1.5"]
    (tmp_path / "m.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    toml = '[[edges]]\nfile = "m.csv"\nmatrix = true\n'
    (tmp_path / "dataset.toml").write_text(toml, encoding="utf-8")
    edges = io.read(tmp_path).edges
    ties = edges[["source", "target", "weight"]].astype(str).to_numpy().tolist()
    assert ties == [["丙智能", "甲大学", "2.0"], ["丁芯片", "乙大学", "1.5"]]
    (tmp_path / "m.csv").write_text("企业,甲大学\n丙智能,多\n丁芯片,少\n", encoding="utf-8")
    with pytest.raises(SchemaError, match="no matrix: wanted are names above"):
        io.read(tmp_path)


def test_totals_beside_a_matrix_are_left_out_where_they_sum_up(tmp_path: Path) -> None:
    rows = [",甲市,乙市,合计", "合计,11,12,23", "甲市,1,2,3", "乙市,10,10,20"]
    path = tmp_path / "m.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    reading = io.examine(path)
    assert reading.network.edges["weight"].tolist() == [1, 2, 10, 10]
    assert [(each.value, each.line) for each in reading.findings if each.problem == "matrix"] == [
        ("2 × 2 − 合计", 1)
    ]
    path.write_text("\n".join([*rows[:1], "合计,9,12,21", *rows[2:]]) + "\n", encoding="utf-8")
    assert "合计" not in next(each.value for each in io.examine(path).findings if each.problem == "matrix")
