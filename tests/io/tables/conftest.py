"""Tables that are read from a text."""

from __future__ import annotations

import pytest

from clusternet.io.tables.reader import read_sheet


@pytest.fixture
def table(tmp_path):
    def make(text: str):
        path = tmp_path / "t.csv"
        path.write_text(text, encoding="utf-8")
        return read_sheet(path)

    return make
