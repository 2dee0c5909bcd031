"""Cells that hold line breaks of any kind: what is written keeps them in their row."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from clusternet import io
from clusternet.io.formats.tables import Shape, read_table
from clusternet.network.value_network import from_frames
from clusternet.output.result import Result
from clusternet.output.text import FORMS
from clusternet.schema.cells import clean

ENDS = "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
CELLS = st.lists(
    st.sampled_from([*ENDS, "\r\n", "=1+1", "a", "甲", '"', ",", ";", "\t", "|", " "]), min_size=1, max_size=8
).map("".join)
FUZZED = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def table_of(texts: list[str]) -> Result:
    return Result(pd.DataFrame({"name": texts, "degree": range(len(texts))}), texts[0], texts, "en")


def lines_of(text: str) -> list[str]:
    """Return the rows of a CSV text as a program sees them for which every break outside quotes ends one."""
    lines, quoted, start = [], False, 0
    for place, letter in enumerate(text):
        quoted ^= letter == '"'
        if letter in ENDS and not quoted:
            lines.append(text[start:place])
            start = place + 1
    assert not quoted
    return [*lines, text[start:]]


@FUZZED
@given(texts=st.lists(CELLS, min_size=1, max_size=4))
@example(texts=['"=1+1'])  # written as """=1+1": a text that begins with a quotation mark
def test_a_cell_never_begins_a_row_of_csv(texts: list[str]) -> None:
    lines = lines_of(FORMS["csv"](table_of(texts)))
    assert len(lines) == len(texts) + 2
    assert lines[-1] == ""
    assert not [line for line in lines if line.removeprefix('"')[:1] in tuple("=+-@")]


@FUZZED
@given(texts=st.lists(CELLS, min_size=1, max_size=4))
def test_what_is_written_is_read_back(tmp_path: Path, texts: list[str]) -> None:
    path = tmp_path / "t.csv"
    path.write_text(FORMS["csv"](table_of([f"x{text}x" for text in texts])), encoding="utf-8", newline="")
    read = read_table(path, Shape(), []).frame
    assert [clean(text) for text in read["name"]] == [clean(f"x{text}x") for text in texts]
    assert read["degree"].tolist() == [str(row) for row in range(len(texts))]


@pytest.mark.parametrize("name", ["folder", "n.gexf", "n.graphml", "n.net", "n_map.txt"])
def test_networks_keep_their_names_in_their_rows(tmp_path: Path, name: str) -> None:
    kept = "\r\n\x85\u2028\u2029" if name in ("n.gexf", "n.graphml") else ENDS  # XML holds no other
    names = [f"a{end}={place}" for place, end in enumerate(kept)]
    io.write(from_frames(pd.DataFrame({"source": names, "target": "hub"})), tmp_path / name)
    if name == "n_map.txt":
        lines = (tmp_path / name).read_bytes().decode().splitlines()
        assert len(lines) == len(names) + 2
        assert not [line for line in lines if "=" in line.split("a")[0]]
        return
    found = io.read(tmp_path / name).nodes.index
    spelt = [re.sub(f"[{ENDS}]", " ", text) if name == "n.net" else clean(text) for text in names]
    assert sorted(found) == sorted([*spelt, "hub"])


@FUZZED
@given(texts=st.lists(CELLS, min_size=1, max_size=4))
def test_markdown_and_latex_have_a_line_a_row(texts: list[str]) -> None:
    for form in ("md", "tex"):
        text = FORMS[form](table_of(texts))
        plain = FORMS[form](table_of(["a"] * len(texts)))
        assert len(text.splitlines()) == text.count("\n") == plain.count("\n")
