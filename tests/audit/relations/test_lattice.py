"""Numbers of a table as tests of items."""

from __future__ import annotations

import numpy as np

from clusternet.audit.reading import read_reports
from clusternet.audit.relations.lattice import grid, margins, place_of


def _grid(folder, text):
    path = folder / "t.csv"
    path.write_text(text, encoding="utf-8")
    return grid(read_reports(path)[0][0].tables[0])


def test_rounding_goes_by_the_finest_number_of_a_column(tmp_path):
    found = _grid(tmp_path, "k,a,b,c\nx,1.25,3,12000\ny,2.5,4,7000\nz,3,5,81000\nw,4,6,5000\n")
    assert found.half[0].tolist() == [0.005, 0.5, 500.0]
    assert place_of(int(found.by_row().cells[1, 2])) == (0, 2, 2)


def test_what_flows_into_a_place_is_the_sum_of_its_column(tmp_path):
    text = "from,A,B,C,all\nA,,120,130,250\nB,340,,160,500\nC,410,170,,580\n"
    square = margins(_grid(tmp_path, text))
    assert square is not None
    assert square.values[:, -1].tolist() == [750.0, 290.0, 290.0]
    assert margins(_grid(tmp_path, "from,A,B\nX,1,2\nY,3,4\n")) is None


def test_years_and_ranks_are_no_numbers_to_add(tmp_path):
    found = _grid(tmp_path, "rank,when,a,b\n1,2001,10,5\n2,2002,20,6\n3,2003,30,7\n")
    assert [found.table.columns[place].name for place in found.columns] == ["a", "b"]
    assert np.isfinite(found.values).all()
