"""Co-occurrence, specialisation and the index in a report say what their commands say."""

from __future__ import annotations

import pandas as pd
import pytest

from clusternet import data, indices
from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.notes.index import NO_DESIGN
from clusternet.notes.papers import TOGETHER_ALONE
from clusternet.records import cooccurrence, specialisation
from clusternet.report.document import Material, Settings
from clusternet.report.fielded import special, together
from clusternet.report.indexed import scored
from clusternet.space import regional

HOMES = ["北京市", "上海市", "广东省", "浙江省"]
FIELDS = ["5G", "区块链", "物联网", "智能芯片"]


def network() -> ValueNetwork:
    """Firms of four provinces; what one supplies is mostly the field of its province, or the next."""
    rows = []
    for number in range(240):
        firm, field = number % 16, (number % 16 + number // 16 % 7 // 5) % 4
        rows.append((f"f{firm:02}", f"f{number * number % 15:02}", 2020, "technology", FIELDS[field]))
    ties = pd.DataFrame(rows, columns=["source", "target", "year", "relation", "technology"])
    nodes = pd.DataFrame({"id": [f"f{at:02}" for at in range(16)]})
    nodes["province"] = [HOMES[at % 4] for at in range(16)]
    return from_frames(ties, nodes.assign(category="enterprise"))


@pytest.fixture(scope="module")
def material() -> Material:
    return Material(network(), Settings(language="en", seeds=2))


def test_pairs_are_those_of_the_command_with_what_chance_gives(material):
    section = together(material)
    (table,), (figure,) = section.tables, section.figures
    found = cooccurrence.count(cooccurrence.of_network(network(), "technology"))
    assert table.frame["count"].tolist() == cooccurrence.pairs(found)["count"].tolist()
    assert {"expected", "q"} <= set(table.frame)
    assert any("from seed 0" in note for note in table.notes)
    assert figure.table == table.key


def test_a_record_with_one_item_says_nothing():
    ties = pd.DataFrame({"source": ["a", "b"], "target": ["c", "d"], "technology": ["5G", "AI"]})
    section = together(Material(from_frames(ties), Settings(language="en")))
    assert section.left_out == (f"Co-occurrence: {TOGETHER_ALONE.en}.",)


def test_quotients_units_and_fields_are_those_of_the_command(material):
    section = special(material)
    highest, units, fields = section.tables
    found = specialisation.measure(specialisation.of_network(network()).table)
    expected = specialisation.table(found)
    kept = expected[expected["value"].ge(5) & expected["lq"].ge(1)]
    assert highest.frame["lq"].tolist() == sorted(kept["lq"], reverse=True)
    assert units.frame["diversity"].tolist() == specialisation.units(found)["diversity"].tolist()
    assert fields.frame["ubiquity"].tolist() == specialisation.fields(found)["ubiquity"].tolist()
    assert any(note.startswith("Split-half reliability") for note in highest.notes)
    (claim,) = section.claims
    assert claim.text.en.startswith("The fields of ")
    assert "of 4 provinces" in claim.text.en


def test_scores_are_those_of_the_index_of_the_package(material):
    section = scored(material)
    (table,) = section.tables
    design = indices.load(data.folder("index") / "regional.toml")
    expected = indices.composite(regional.indicators(network()), design).table
    assert table.frame["score"].tolist() == expected["score"].tolist()
    assert {"rank_low", "rank_high"} <= set(table.frame)
    assert any("500 draws, seed 0" in note for note in table.notes)
    assert [figure.key for figure in section.figures] == ["scores"]


def test_places_that_are_no_chinese_ones_have_no_index_of_the_package():
    nodes = pd.DataFrame({"id": ["a", "b"], "country": ["France", "Italy"]})
    ties = pd.DataFrame({"source": ["a"], "target": ["b"], "year": [2020]})
    section = scored(Material(from_frames(ties, nodes), Settings(language="en")))
    assert section.left_out == (f"Composite index: {NO_DESIGN.en}.",)
