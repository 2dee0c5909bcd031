"""Frames of indicators: cells that hold a number and its measure."""

from __future__ import annotations

import pandas as pd
import pytest

from clusternet.io.tables.frames import read_frame
from clusternet.io.tables.sheet import Sheet
from clusternet.schema.rows import from_frame


@pytest.mark.parametrize("headers", [("papers 2018", "papers 2019"), ("Y2018 2018", "Y2019 2019")])
def test_columns_of_years_become_periods(headers: tuple[str, str]) -> None:
    cells = {"indicator": ["papers"], headers[0]: ["3"], headers[1]: ["4"]}
    frame = read_frame(Sheet(from_frame(pd.DataFrame(cells, dtype=object), "t")), growth=True)
    assert frame.table[["period_a", "a"]].to_numpy().tolist() == [["2018", 3.0], ["2019", 4.0]]
