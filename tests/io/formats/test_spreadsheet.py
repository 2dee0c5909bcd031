"""Text that a spreadsheet would run is made text, clean data stay, and reading gives back what was."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clusternet import io
from clusternet.io.formats.spreadsheet import MARKS, guarded, is_formula
from clusternet.network.value_network import from_frames

FORMULAS = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "'=1",
    "''@x",
]
CLEAN = [
    "甲",
    "O'Brien",
    "'t Hooft",
    "-1.5",
    "+3%",
    "-1,234.5",
    "-",
    "=",
    "",
    "a=b",
    "2018-05-03",
    "'",
    "1e-3",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_get_an_apostrophe(text: str) -> None:
    frame = guarded(pd.DataFrame({text: [text, "a"], "n": [-1.5, 2]}))
    assert frame.iloc[0, 0] == f"'{text}"
    assert list(frame) == [f"'{text}", "n"]
    assert frame["n"].tolist() == [-1.5, 2]


@pytest.mark.parametrize("text", CLEAN)
def test_clean_data_are_left_alone(text: str) -> None:
    assert guarded(pd.DataFrame({"x": [text, None]}))["x"].tolist()[0] == text


@given(st.text(alphabet=st.sampled_from([*MARKS, "'", "1", "a", ".", ",", "%"]), max_size=6))
def test_the_rule_can_be_undone(text: str) -> None:
    written = f"'{text}" if is_formula(text) else text
    read = written[1:] if written.startswith("'") and is_formula(written) else written
    assert read == text
    assert not (written[:1] in MARKS and len(written) > 1) or not is_formula(written)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.text(alphabet="=+-@'a1＝", min_size=1, max_size=5), min_size=1, max_size=6))
def test_a_folder_gives_names_back(tmp_path: Path, names: list[str]) -> None:
    net = from_frames(pd.DataFrame({"source": names, "target": ["x"] * len(names), "=note": names}))
    folder = io.write(net, tmp_path / "data")
    back = io.read(folder)
    assert back.edges["source"].astype(object).tolist() == names
    assert back.edges["=note"].tolist() == names
    for line in (folder / "edges.csv").read_text(encoding="utf-8").splitlines():
        for cell in line.split(","):
            assert cell.startswith("'") or not is_formula(cell)


def test_the_apostrophe_cut_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "edges.csv"
    path.write_text("source,target\n'=1+1,b\nO'Brien,'t Hooft\n", encoding="utf-8")
    reading = io.examine(path)
    assert reading.network.nodes.index.tolist() == ["=1+1", "b", "O'Brien", "'t Hooft"]
    assert [(each.problem, each.line, each.value) for each in reading.findings] == [
        ("apostrophe_cut", 2, "'=1+1")
    ]
