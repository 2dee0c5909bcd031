"""Tables of records: any columns, years, refused rows, thesauri."""

from __future__ import annotations

from pathlib import Path

import pytest

from clusternet.errors import FormatError, SchemaError
from clusternet.io.tables.records import read_records, read_thesaurus


def written(tmp_path: Path, text: str, name: str = "t.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_columns_are_found_by_their_headers(tmp_path):
    table = read_records(
        written(tmp_path, "Papers of 2022\nid,Key words,PY\n1,a; b,2020\n2,NA,\n"), "key_words"
    )
    assert table.column("KEYWORDS").tolist() == ["a; b", "NA"]
    assert table.header("nothing", "id") == "id"
    assert table.header("nothing") is None
    assert table.language == "en"
    assert not table.is_network
    with pytest.raises(SchemaError, match=r"t\.csv: no column words; found: id, Key words, PY"):
        table.column("words")
    assert read_records(written(tmp_path, "关键词\n甲\n")).language == "zh"
    assert read_records(written(tmp_path, "来源,目标\n甲,乙\n")).is_network


def test_years(tmp_path):
    table = read_records(written(tmp_path, "k,发表年份\na,2019\nb,2021年5月\nc,\nd,2020\n"))
    assert table.years == [2019, 2020, 2021]
    chosen = table.within(2020, 2021)
    assert chosen.frame["k"].tolist() == ["b", "d"]
    assert chosen.undated == 1
    assert table.within(None, 2019).frame["k"].tolist() == ["a"]
    with pytest.raises(SchemaError, match="the years are 2019 to 2021"):
        table.within(1990, 1991)
    bare = read_records(written(tmp_path, "k\na\n"))
    assert bare.years == []
    with pytest.raises(SchemaError, match="no column of years"):
        bare.within(None, 2020)


def test_rows_that_are_refused_are_counted(tmp_path):
    table = read_records(written(tmp_path, "a,b\n1,2\n1,2,3\n"))
    assert len(table.frame) == 1
    assert table.refused == {"wrong number of fields": 1}
    with pytest.raises(SchemaError, match="no row below the header; 1 refused: wrong number of fields"):
        read_records(written(tmp_path, "a,b\n1,2,3\n"))
    with pytest.raises(FormatError, match="no rows"):
        read_records(written(tmp_path, "a,b\n"))
    with pytest.raises(FormatError, match="no such file"):
        read_records(tmp_path / "none.csv")


def test_thesauri_of_both_kinds(tmp_path):
    own = written(tmp_path, "canonical,alias\nArtificial Intelligence,AI\n,the\n")
    assert read_thesaurus(own) == {"AI": "Artificial Intelligence", "the": ""}
    vosviewer = written(tmp_path, "label\treplace by\nAI\tartificial intelligence\nthe\t\n", "t.txt")
    assert read_thesaurus(vosviewer) == {"AI": "artificial intelligence", "the": ""}
    with pytest.raises(SchemaError, match="'AI' counts as 'x' and as 'y'"):
        read_thesaurus(written(tmp_path, "alias,canonical\nAI,x\nAI,y\n"))
