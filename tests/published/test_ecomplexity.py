"""Values of the PyPI package ecomplexity on the same table."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from clusternet.records import specialisation

CASE = json.loads((Path(__file__).parent / "ecomplexity.json").read_text(encoding="utf-8"))


def test_every_value_is_that_of_ecomplexity():
    wanted = pd.DataFrame(CASE["rows"])
    values = specialisation.wide(wanted["unit"], wanted["field"], wanted["value"])
    found = specialisation.measure(values)
    table = specialisation.table(found).merge(wanted, on=["unit", "field"], suffixes=("", "_wanted"))
    assert len(table) == len(wanted) == 42
    for column in ("value", "lq", "density", "eci", "pci"):
        assert table[column].to_numpy() == pytest.approx(table[f"{column}_wanted"].to_numpy(), abs=1e-12)
    units = specialisation.units(found).set_index("unit")["diversity"]
    fields = specialisation.fields(found).set_index("field")["ubiquity"]
    assert wanted["diversity"].tolist() == units[wanted["unit"]].tolist()
    assert wanted["ubiquity"].tolist() == fields[wanted["field"]].tolist()
