"""Relations are found without words, and the cell that breaks them is named."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from clusternet.audit import applied, examine, findings


def _written(folder: Path, rows: list[list[object]], name: str = "t.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(",".join(map(str, row)) for row in rows) + "\n", encoding="utf-8")
    return path


def _found(path: Path) -> list[list[object]]:
    frame = findings(examine(path))
    return frame[["line", "column", "printed", "mending"]].to_numpy().tolist()


def _formulas(path: Path) -> list[str]:
    frame = applied(examine(path))
    return frame["columns"].tolist()


def _crossed(draw: random.Random) -> list[list[object]]:
    """A table of counts with the sums of rows and columns, under headers that say nothing."""
    body = [[draw.randrange(1000, 90000) for _ in range(5)] for _ in range(8)]
    rows = [[f"r{at}", *row, sum(row)] for at, row in enumerate(body)]
    rows.append(["z", *[sum(column) for column in zip(*[row[1:] for row in rows], strict=True)]])
    return [["k", "a", "b", "c", "d", "e", "f"], *rows]


@pytest.mark.parametrize("seed", range(4))
def test_a_digit_is_found_where_row_and_column_cross(tmp_path, seed):
    draw = random.Random(seed)
    rows = _crossed(draw)
    assert _found(_written(tmp_path, rows)) == []
    line, place = draw.randrange(1, 10), draw.randrange(1, 7)
    right = str(rows[line][place])
    at = draw.randrange(len(right))
    wrong = right[:at] + str((int(right[at]) + 3) % 10 or 1) + right[at + 1 :]
    rows[line][place] = wrong
    assert _found(_written(tmp_path, rows)) == [[line + 1, rows[0][place], wrong, right]]


def test_points_of_a_table_are_a_signed_sum_with_coefficients(tmp_path):
    draw = random.Random(5)
    rows: list[list[object]] = [["name", "x", "y", "z", "w", "p"]]
    for at in range(16):
        won, drawn, lost = draw.randrange(5, 30), draw.randrange(2, 12), draw.randrange(1, 15)
        rows.append([f"c{at}", won, drawn, lost, won + drawn + lost, 3 * won + drawn])
    path = _written(tmp_path, rows)
    assert {"p = 3 x + y", "w = x + y + z"} <= set(_formulas(path))
    rows[4][5] = int(str(rows[4][5])) - 10
    found = _found(_written(tmp_path, rows))
    assert [each[:2] for each in found] == [[5, "p"]]


def test_a_stock_is_what_was_there_with_what_came_less_what_went(tmp_path):
    draw = random.Random(9)
    rows: list[list[object]] = [["period", "open", "plus", "minus"]]
    stock = 4000
    for at in range(12):
        plus, minus = draw.randrange(100, 900), draw.randrange(100, 900)
        stock += plus - minus
        rows.append([f"q{at}", stock, plus, minus])
    assert "open = open [t-1] + plus - minus" in _formulas(_written(tmp_path, rows))
    rows[6][2] = int(str(rows[6][2])) + 200
    assert [each[:2] for each in _found(_written(tmp_path, rows))] == [[7, "plus"]]


def test_a_quotient_with_an_unknown_constant_is_no_grave_finding(tmp_path):
    draw = random.Random(3)
    rows: list[list[object]] = [["region", "u", "v", "w"]]
    for at in range(14):
        people, cases = draw.randrange(20000, 900000), draw.randrange(1000, 9000)
        rows.append([f"p{at}", people, cases, f"{cases / people * 12345:.2f}"])
    assert _found(_written(tmp_path, rows)) == []
    rows[5][2] = int(str(rows[5][2])) + 3000
    found = findings(examine(_written(tmp_path, rows)))
    assert found[["line", "rule", "severity"]].to_numpy().tolist() == [[6, "ratio", "medium"]]


def test_sister_tables_add_up_cell_by_cell(tmp_path):
    draw = random.Random(2)
    men = [[draw.randrange(100, 9000) for _ in range(2)] for _ in range(6)]
    women = [[draw.randrange(100, 9000) for _ in range(2)] for _ in range(6)]
    both = [[a + b for a, b in zip(*pair, strict=True)] for pair in zip(men, women, strict=True)]
    both[3][1] += 40
    for name, body in (("one", men), ("two", women), ("all", both)):
        rows = [["k", "x", "y"], *([f"r{at}", *row] for at, row in enumerate(body))]
        _written(tmp_path, rows, f"{name}.csv")
    found = findings(examine(tmp_path))
    assert found["line"].tolist() == [5]
    assert found["column"].tolist() == ["y"]


def test_free_numbers_are_no_relations(tmp_path):
    draw = random.Random(11)
    for at in range(6):
        few = [[f"r{row}", *(draw.randrange(1, 100) for _ in range(6))] for row in range(18)]
        many = [[f"r{row}", *(f"{draw.gauss(50, 12):.1f}" for _ in range(6))] for row in range(30)]
        for name, body in (("few", few), ("many", many)):
            _written(tmp_path, [["k", *"abcdef"], *body], f"{name}{at}.csv")
    frame = findings(examine(tmp_path))
    assert (frame["severity"] == "high").sum() == 0


def test_rounded_parts_may_miss_their_sum_and_whole_numbers_may_not(tmp_path):
    draw = random.Random(21)
    rows: list[list[object]] = [["k", "a", "b", "c", "d"]]
    for at in range(24):
        parts = [draw.uniform(5, 90) for _ in range(3)]
        rows.append([f"r{at}", *(f"{part:.1f}" for part in parts), f"{sum(parts):.1f}"])
    assert _found(_written(tmp_path, rows)) == []
    whole = [["k", "a", "b", "c"], *([f"r{at}", 100 + at * 7, 50 + at * 3, 150 + at * 10] for at in range(9))]
    whole[4][3] = int(str(whole[4][3])) + 1
    found = findings(examine(_written(tmp_path, whole)))
    assert found[["line", "severity"]].to_numpy().tolist() == [[5, "high"]]


def test_a_constant_quotient_of_two_columns_is_believed(tmp_path):
    counts = [812, 47, 390, 655, 128, 903, 274, 561, 36, 720]
    rows = [f"p{at},{one},{100 * one / sum(counts):.2f}" for at, one in enumerate(counts)]
    path = tmp_path / "t.csv"
    path.write_text("\n".join(["place,a,b", *rows]).replace("p3,655", "p3,665"))
    found = findings(examine(path))
    assert found[["rule", "line", "severity"]].values.tolist() == [["ratio", 5, "medium"]]


def test_a_quotient_that_many_rows_break_is_no_relation(tmp_path):
    rows: list[list[object]] = [["name", "x", "y"]]
    rows += [[f"r{at}", 137 * (at + 3) ** 2, f"{137 * (at + 3) ** 2 / 4.8:.4f}"] for at in range(20)]
    for at in (4, 9):
        rows[at][2] = f"{float(str(rows[at][2])) * 1.7:.4f}"
    assert [each[0] for each in _found(_written(tmp_path, rows))] == [5, 10]
    for at in (12, 15):
        rows[at][2] = f"{float(str(rows[at][2])) * 1.9:.4f}"
    assert _found(_written(tmp_path, rows)) == []


def test_differences_of_equal_numbers_are_no_evidence(tmp_path):
    draw = random.Random(9)
    rows: list[list[object]] = [["name", "a", "b", "c", "d"]]
    for at in range(20):
        one, two = draw.randrange(1000, 9000), draw.randrange(1000, 9000)
        rows.append([f"r{at}", one, two, one, two])
    rows[7][3] = 4321
    assert not any("+" in each or "-" in each for each in _formulas(_written(tmp_path, rows)))
