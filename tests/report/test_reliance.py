"""What is left without leading nodes, as the command says it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.notes.dependence import FEW_TO_REMOVE
from clusternet.notes.report import FAST
from clusternet.nulls import robustness
from clusternet.report.document import Material, Settings
from clusternet.report.reliance import removal


def star(leaves: int = 30) -> ValueNetwork:
    """One node supplies all others, which form a chain of pairs."""
    rows = [("hub", f"n{number:02}", 2020) for number in range(leaves)]
    rows += [(f"n{number:02}", f"n{number + 1:02}", 2021) for number in range(0, leaves, 2)]
    return from_frames(pd.DataFrame(rows, columns=["source", "target", "year"]))


@pytest.fixture(scope="module")
def material() -> Material:
    return Material(star(), Settings(language="en"))


def test_what_is_left_is_that_of_the_command(material):
    section = removal(material)
    (table,), found = section.tables, robustness.removal(star(), remove=[1], null=None)
    assert table.frame["kept"].tolist() == found.table["kept"].tolist()
    assert any("first: hub" in note for note in table.notes)
    assert table.notes[-1] == "Random removal 30 times, seed 0."
    assert [figure.key for figure in section.figures] == ["removal"]
    (claim,) = section.claims
    assert claim.text.en.startswith("Without its node of highest degree the network keeps ")
    assert claim.text.en.endswith("(31 nodes, 2020–2021).")


def test_few_nodes_and_fast_leave_it_out_with_the_reason(material):
    few = removal(Material(star(6), material.settings))
    fast = removal(replace(material, settings=material.settings.fast()))
    assert [each.left_out[0].split(": ", 1)[1] for each in (few, fast)] == [
        f"{FEW_TO_REMOVE.en}.",
        f"{FAST.en}.",
    ]
