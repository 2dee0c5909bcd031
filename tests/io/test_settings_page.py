"""The pages of settings name every key that the reader of dataset.toml knows, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clusternet.io import blocks, dataset
from clusternet.schema import columns as schema

DOCS = Path(__file__).parents[2] / "docs"
PAGE, CHINESE = (
    (DOCS / language / "reference" / "settings.md").read_text(encoding="utf-8") for language in ("en", "zh")
)


def section(heading: str) -> str:
    found = re.search(
        rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", PAGE + CHINESE, re.MULTILINE | re.DOTALL
    )
    assert found, heading
    return found[1]


def first_cells(text: str) -> set[str]:
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    return {key for row in rows for key in re.findall(r"`([^`]+)`", row.split("|")[1])}


@pytest.mark.parametrize(
    ("heading", "known"),
    [
        ("At the top", blocks.TOP_KEYS),
        ("顶层", blocks.TOP_KEYS),
        ("`[[edges]]`: a table of ties", blocks.EDGE_KEYS),
        ("`[[edges]]`：关系表", blocks.EDGE_KEYS),
        ("`[[nodes]]`: rosters, lists, leavers", blocks.NODE_KEYS),
        ("`[[nodes]]`：名录、清单、退出样本", blocks.NODE_KEYS),
        ("`pairs`", blocks.PAIR_KEYS),
        ("`[aliases]`, `[parents]`", dataset.NAME_KEYS),
        ("`[aliases]`、`[parents]`", dataset.NAME_KEYS),
        ("`[vocabulary]`、`[crosswalk]`", dataset.WORD_COLUMNS),
        ("`[vocabulary]`, `[crosswalk]`", dataset.WORD_COLUMNS),
    ],
)
def test_every_key_is_on_the_page_and_no_other(heading: str, known: tuple[str, ...]) -> None:
    assert first_cells(section(heading)) == set(known)


def test_the_keys_of_the_defaults_are_listed() -> None:
    said = re.search(
        r"`\[defaults\]` takes (.*?) for all", section("`[[edges]]`: a table of ties"), re.DOTALL
    )
    assert said
    assert set(re.findall(r"`(\w+)`", said[1])) == set(blocks.EDGE_DEFAULTS)
    said = re.search(r"`\[defaults\]` 为所有 `\[\[edges\]\]` 写 (.*?)。", CHINESE)
    assert said
    assert set(re.findall(r"`(\w+)`", said[1])) == set(blocks.EDGE_DEFAULTS)


def test_the_table_of_cells_speaks_of_columns_that_are_known() -> None:
    named = set(
        re.findall(r"`(\w+)`", " ".join(re.findall(r"^\|(.*?)\|", section("What a cell may hold"), re.M)))
    )
    assert named - {"column"} <= {*schema.edge_names(), *schema.node_names()}
    assert {"direction", "year", "weight", "city", "category", "platform"} <= named
