"""Units by name, each once, and tables of the same units side by side."""

from __future__ import annotations

import pandas as pd
import pytest

from clusternet.errors import SchemaError
from clusternet.io.tables.units import joined, units


def test_units_stand_once_and_have_names(table):
    with pytest.raises(SchemaError, match="line 4: the unit 'a' stands twice, first on line 2"):
        units(table("u,x\na,1\nb,1\na,2\n"))
    with pytest.raises(SchemaError, match="line 2: the unit is blank"):
        units(table("u,x\n ,1\n"))


def test_joining_names_what_is_left_over():
    first = pd.DataFrame({"unit": ["a", "b"], "x": [1, 2]})
    found, extra = joined(first, pd.DataFrame({"unit": ["b", "c"], "y": [5, 6]}), "more.csv")
    assert extra == ["c"]
    assert found["unit"].tolist() == ["a", "b"]
    assert found["y"].isna().tolist() == [True, False]


def test_two_spellings_of_a_country_are_named_where_a_row_is_a_unit(table):
    sheet = table("country,x\nFrance,1\nGermany,2\n德国,3\n").of_units("country")
    with pytest.raises(SchemaError, match="unit '德国' stands twice, first as 'Germany' on line 3"):
        units(sheet)
