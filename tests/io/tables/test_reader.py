"""Reading tables that are no network: headers, and refused rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from clusternet.errors import FormatError, SchemaError
from clusternet.io.tables.coordinates import read_coordinates
from clusternet.io.tables.reader import read_sheet


def written(tmp_path: Path, text: str, name: str = "t.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_shifted_rows_are_refused(table):
    with pytest.raises(FormatError, match="1 line with more or fewer fields than the header"):
        table("u,x\na,1\nb,2,3\n")


def test_columns_are_found_by_their_headers(tmp_path):
    table = read_sheet(
        written(tmp_path, "Papers of 2022\nid,Key words,PY\n1,a; b,2020\n2,NA,\n"), "key_words", lenient=True
    )
    assert table.raw("KEYWORDS").tolist() == ["a; b", "NA"]
    assert table.find("nothing", "id") == "id"
    assert table.find("nothing") == ""
    assert table.language == "en"
    assert not table.is_network
    with pytest.raises(SchemaError, match=r"t\.csv: no column words; found: id, Key words, PY"):
        table.column("words")
    assert read_sheet(written(tmp_path, "关键词\n甲\n")).language == "zh"
    assert read_sheet(written(tmp_path, "来源,目标\n甲,乙\n")).is_network


def test_rows_that_are_refused_are_counted(tmp_path):
    table = read_sheet(written(tmp_path, "a,b\n1,2\n1,2,3\n"), lenient=True)
    assert len(table.frame) == 1
    assert table.refused == {"wrong number of fields": 1}
    with pytest.raises(SchemaError, match="no row below the header; 1 refused: wrong number of fields"):
        read_sheet(written(tmp_path, "a,b\n1,2,3\n"), lenient=True)
    with pytest.raises(FormatError, match="no rows"):
        read_sheet(written(tmp_path, "a,b\n"))
    with pytest.raises(FormatError, match="no such file"):
        read_sheet(tmp_path / "none.csv")


def test_western_text_is_read_and_said(tmp_path):
    path = tmp_path / "spots.csv"
    path.write_bytes("place,longitude,latitude\nMálaga,-4.42,36.72\nZürich,8.54,47.37\n".encode("latin-1"))
    found, lines = read_coordinates(path)
    assert found.index.tolist() == ["Málaga", "Zürich"]
    assert [line.en for line in lines] == [
        "spots.csv: read as Western European (Windows-1252); if letters are wrong, save it as UTF-8"
    ]
