"""Thesauri of both kinds."""

from __future__ import annotations

import pytest

from clusternet.errors import SchemaError
from clusternet.io.tables.thesaurus import read_thesaurus


def test_thesauri_of_both_kinds(tmp_path):
    def written(tmp_path, text, name="t.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    own = written(tmp_path, "canonical,alias\nArtificial Intelligence,AI\n,the\n")
    assert read_thesaurus(own) == {"AI": "Artificial Intelligence", "the": ""}
    vosviewer = written(tmp_path, "label\treplace by\nAI\tartificial intelligence\nthe\t\n", "t.txt")
    assert read_thesaurus(vosviewer) == {"AI": "artificial intelligence", "the": ""}
    with pytest.raises(SchemaError, match="'AI' counts as 'x' and as 'y'"):
        read_thesaurus(written(tmp_path, "alias,canonical\nAI,x\nAI,y\n"))
