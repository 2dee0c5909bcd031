from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from clusternet import io
from clusternet.checks.look import Look, names
from clusternet.network.value_network import from_frames
from clusternet.schema.findings import done
from running import save


@pytest.fixture
def look(tmp_path: Path) -> Look:
    save(tmp_path, "样本企业,合作方,方向,合作方城市\na,x,赋能,成都\nb,x,输入,成都市\n", "edges.csv")
    save(tmp_path, "编号,城市\na,北京\nb,\n", "nodes.csv")
    save(
        tmp_path,
        'title = "t"\n[[edges]]\nfile = "edges.csv"\n[[nodes]]\nfile = "nodes.csv"\n',
        "dataset.toml",
    )
    return Look(io.examine(tmp_path))


def test_a_node_stands_where_it_is_listed_else_in_its_first_tie(look):
    assert look.first_rows["a"] == ("nodes.csv", "", 2)
    assert look.first_rows["x"] == ("edges.csv", "", 2)


def test_findings_point_at_the_header_and_row_that_gave_the_value(look):
    kept = done("kept")
    found = look.of_node("unknown_place", "x", "成都", kept, "city")
    assert (found.file, found.line, found.column) == ("edges.csv", 2, "合作方城市")
    listed = look.of_node("unknown_place", "a", "北京", kept, "city")
    assert (listed.file, listed.line, listed.column) == ("nodes.csv", 2, "城市")
    row = look.of_row("unknown_place", 1, "source_city", "", kept)
    assert (row.file, row.line, row.column) == ("edges.csv", 3, "合作方城市")
    assert str(look.tie(1)) == "x → b"


def test_names_that_are_not_the_id_and_of_several_nodes():
    nodes = pd.DataFrame({"id": ["1", "2", "3", "4"], "name": ["甲", "乙", "乙", "4"]})
    net = from_frames(pd.DataFrame({"source": ["1", "3"], "target": ["2", "4"]}), nodes)
    assert names(net) == {"1": "甲", "2": "乙 (2)", "3": "乙 (3)"}
