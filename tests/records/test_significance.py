"""What of a table of specialisation hangs on which firms are in it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clusternet.errors import ClusternetError
from clusternet.network.resampling import Resampling
from clusternet.network.value_network import from_frames
from clusternet.records import specialisation
from clusternet.records.significance import of_network, of_records, with_intervals


def test_the_relations_behind_a_table_are_those_of_its_cells():
    nodes = pd.DataFrame(
        {
            "id": ["a", "b", "c", "d"],
            "kind": ["sample", "sample", "partner", "partner"],
            "province": ["北京市", "广东省", "广东省", "国外"],
        }
    )
    ties = pd.DataFrame(
        {
            "source": ["a", "a", "b", "c", "d"],
            "target": ["b", "c", "c", "a", "a"],
            "technology": ["5G；物联网", "5G", "物联网", "", "5G"],
        }
    )
    net = from_frames(ties, nodes)
    found = specialisation.measure(specialisation.of_network(net).table)
    tally = of_network(net, found.values)
    assert tally.row.size == 4  # two of the first row; none from abroad or without a technology
    cells = np.zeros(tally.shape)
    np.add.at(cells, (tally.row, tally.column), tally.amount)
    assert (cells == found.values.to_numpy()).all()
    assert (tally.firm == net.kinds.eq("sample").to_numpy()).all()


def test_intervals_hold_the_values_and_come_again_with_the_seed():
    random = np.random.default_rng(1)
    units, fields = (pd.Series(random.choice(list(names), 600)) for names in ("abcdef", "uvwxyz"))
    same = random.random(600) < 0.4
    fields = fields.where(~same, units.map(dict(zip("abcdef", "uvwxyz", strict=True))))
    found = specialisation.measure(specialisation.wide(units, fields, pd.Series(np.ones(600))))
    tally = of_records(units, fields, found.values)
    sure = with_intervals(found, tally, Resampling(49, 3))
    table = sure["table"]
    assert len(table) == 36
    for name in ("density", "eci", "pci"):
        known = table[f"{name}_low"].notna()
        assert (table[f"{name}_low"] <= table[name])[known].all()
        assert (table[name] <= table[f"{name}_high"])[known].all()
    assert table["density_low"].notna().any()
    own = table["unit"].map(dict(zip("abcdef", "uvwxyz", strict=True))).eq(table["field"])
    assert (table.loc[own, "p"] < 0.001).all()
    assert (table.loc[own, "lq_low"] > 1).all()
    assert list(sure["units"])[-4:] == ["eci_low", "eci_high", "replicates", "seed"]
    assert list(sure["fields"])[-4:] == ["pci_low", "pci_high", "replicates", "seed"]
    again = with_intervals(found, tally, Resampling(49, 3))
    assert all(again[view].equals(sure[view]) for view in sure)


def test_rows_of_one_record_are_drawn_together():
    units, fields = pd.Series(["a", "a", "b"], index=[0, 0, 1]), pd.Series(["x", "y", "x"], index=[0, 0, 1])
    values = specialisation.wide(units, fields, pd.Series([1.0, 1, 1]))
    tally = of_records(units, fields, values)
    assert tally.firm.size == 2
    assert tally.source.tolist() == [0, 0, 1]


def test_too_many_records_are_refused():
    many = pd.Series(["a"] * 300_000)
    values = pd.DataFrame({"x": [300_000.0]}, index=["a"])
    tally = of_records(many, pd.Series(["x"] * 300_000), values)
    found = specialisation.measure(values)
    with pytest.raises(ClusternetError, match="accepted: 666 replicates"):
        with_intervals(found, tally, Resampling(999))
