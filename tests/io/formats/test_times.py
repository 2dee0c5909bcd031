from __future__ import annotations

from pathlib import Path

import pytest

from clusternet import io


@pytest.mark.parametrize("header", ["timeset", "Interval", "Time Interval", "Timestamp"])
@pytest.mark.parametrize("years", ["first", "last"])
def test_times_of_gephi_in_tables(tmp_path: Path, header: str, years: str) -> None:
    rows = (
        '"<[2015.0, 2018.0]>"',
        '"<[2019-02-01, 2020-01-01); [2021-01-01, 2022-01-01]>"',
        '"<(-Infinity, 2016]>"',
        "",
    )
    text = f"Source,Target,{header}\n" + "".join(f"a,b,{row}\n" for row in rows)
    (tmp_path / "edges.csv").write_text(text, encoding="utf-8")
    setting = f'[edges]\nfile = "edges.csv"\nyears = "{years}"\n'
    (tmp_path / "dataset.toml").write_text(setting, encoding="utf-8")
    reading = io.examine(tmp_path)
    wanted = [2015, 2019, 2016] if years == "first" else [2018, 2022, 2016]
    assert reading.network.edges["year"].dropna().tolist() == wanted
    assert reading.network.edges[header].notna().tolist() == [True, True, True, False]
    said = {each.problem: each.value for each in reading.findings}
    assert said == {"time_as_year": "3", "undated": ""}


def test_a_column_of_years_comes_first_and_other_words_are_no_times(tmp_path: Path) -> None:
    path = tmp_path / "edges.csv"
    path.write_text('source,target,year,timeset\na,b,2011,"<[2015.0, 2018.0]>"\n', encoding="utf-8")
    assert io.read(path).years == [2011]
    path.write_text("source,target,interval\na,b,monthly\n", encoding="utf-8")
    reading = io.examine(path)
    assert reading.network.years == []
    assert reading.network.edges["interval"].tolist() == ["monthly"]
