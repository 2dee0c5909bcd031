"""Columns that nearly agree, and parts that are mostly nought."""

from __future__ import annotations

import random
from math import sin

from clusternet.audit import audit


def _written(path, rows):
    path.write_text("\n".join(",".join(map(str, row)) for row in rows))
    return path


def test_neighbours_of_a_smooth_surface_are_no_means_of_each_other(tmp_path):
    rng = random.Random(5)
    rows = [["", *[f"v{at}" for at in range(12)]]]
    for row in range(40):
        level, wave = 100 + 9 * sin(row / 8), rng.uniform(0, 0.3)
        rows.append([f"r{row}", *[round(level + 14 * sin(at / 5 + wave)) for at in range(12)]])
    assert "sum" not in audit(_written(tmp_path / "t.csv", rows))["rule"].tolist()


def test_others_that_are_mostly_nought_belong_to_a_sum(tmp_path):
    rng = random.Random(9)
    rows = [["year", "seats", "one", "two", "three", "rest"]]
    for at in range(24):
        parts = [rng.randint(30, 80), rng.randint(30, 70), rng.randint(10, 25), (0, 0, 0, 0, 1, 5)[at % 6]]
        rows.append([1960 + at, sum(parts), *parts])
    assert audit(_written(tmp_path / "t.csv", rows)).empty
    rows[9][1] += 10
    assert audit(_written(tmp_path / "t.csv", rows))[["cell", "mending"]].values.tolist() == [
        ["B10", str(rows[9][1] - 10)]
    ]


def test_numbers_that_a_program_wrote_out_are_never_certain_to_be_wrong(tmp_path):
    rng = random.Random(11)
    rows = [["step", "a", "b", "c"]]
    for at in range(12):
        one, two = rng.uniform(2, 9), rng.uniform(2, 9)
        rows.append([f"s{at}", one, two, one + two + (at == 0)])
    assert set(audit(_written(tmp_path / "t.csv", rows))["severity"]) == {"medium"}
