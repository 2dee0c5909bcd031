"""Counts of the IFF report: per million, growth, leader and rest, journals, holders, quadrants."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from clusternet import data
from clusternet.records import counts
from running import Runner

PAPERS = {
    "中国大陆": (768643, 549.0, 1400.0), "美国": (368104, 1082.7, 340.0), "印度": (118513, 84.7, 1400.0),
    "英国": (107692, 1547.3, 69.6), "德国": (85132, 1025.7, 83.0), "日本": (75569, 604.6, 125.0),
    "韩国": (71004, 1365.5, 52.0), "加拿大": (66186, 1741.7, 38.0), "法国": (58034, 892.8, 65.0),
    "澳大利亚": (53592, 2061.2, 26.0), "新加坡": (25393, 4378.1, 5.8), "瑞士": (25062, 2880.7, 8.7),
}  # fmt: skip
"""Table 1: papers, papers per million as printed, and the round population (millions) that gives it."""
PATENTS = {"中国大陆": (529591, 367.8), "美国": (465684, 1365.2), "英国": (15636, 228.6)}
"""Table 7: patents, patents per million as printed."""


def table(run: Runner, *arguments: object) -> pd.DataFrame:
    return pd.DataFrame(run.rows("counts", *arguments))


@pytest.fixture
def papers(tmp_path) -> str:
    rows = [f"{unit},{number},{rate}" for unit, (number, rate, _) in PAPERS.items()]
    (tmp_path / "papers.csv").write_text("\n".join(["country,papers,printed", *rows]), encoding="utf-8")
    return str(tmp_path / "papers.csv")


def test_papers_per_million_with_round_populations(papers, tmp_path, run):
    rows = [f"{unit},{people}" for unit, (_, _, people) in PAPERS.items()]
    (tmp_path / "population.csv").write_text("\n".join(["country,population", *rows]), encoding="utf-8")
    found = table(run, papers, "--population", str(tmp_path / "population.csv"), "--people", "1000000")
    printed = {unit: rate for unit, (_, rate, _) in PAPERS.items()}
    assert found.set_index("unit")["per_million"].round(1).to_dict() == printed
    assert found["rank"].tolist() == list(range(1, 13))


def test_papers_and_patents_stand_on_different_populations(papers, tmp_path, run):
    """For the Chinese mainland Table 1 implies 1,400.0 to 1,400.2 million, Table 7 1,439.7 to 1,440.1."""
    rows = [f"{unit},{number},{rate}" for unit, (number, rate) in PATENTS.items()]
    (tmp_path / "patents.csv").write_text("\n".join(["country,patents,printed", *rows]), encoding="utf-8")
    one = table(run, papers, "--printed", "printed").set_index("unit")
    other = table(run, str(tmp_path / "patents.csv"), "--printed", "printed").set_index("unit")
    for unit in PATENTS:
        apart = (one.loc[unit, "population_high"] < other.loc[unit, "population_low"]) or (
            other.loc[unit, "population_high"] < one.loc[unit, "population_low"]
        )
        assert apart, unit
    million = other.loc["中国大陆", ["population_low", "population_high"]] / 1e6
    assert million.astype(float).round(1).tolist() == [1439.7, 1440.1]


def test_the_text_has_the_united_kingdom_above_two_thousand_and_the_table_has_not(papers):
    printed = {unit: rate for unit, (_, rate, _) in PAPERS.items() if rate > 2000}
    assert set(printed) == {"新加坡", "瑞士", "澳大利亚"}


def test_growth_over_nine_intervals(tmp_path, run):
    path = tmp_path / "years.csv"
    path.write_text("country,year,papers\n中国大陆,2015,1.67\n中国大陆,2024,13.3\n", encoding="utf-8")
    row = table(run, str(path), "--year", "2024").iloc[0]
    assert round(100 * row["growth"]) == 696
    assert round(100 * row["cagr"], 1) == 25.9
    assert row["intervals"] == 9


def test_the_leader_is_not_above_ranks_two_to_ten_over_all_years(papers, tmp_path, run):
    """The text says so of every single year; of the sums of Table 1 it is 0.763 of them."""
    printed = pd.read_csv(papers)
    italy = pd.DataFrame({"country": ["意大利"], "papers": [57323]})
    path = tmp_path / "ten.csv"
    pd.concat([printed, italy]).to_csv(path, index=False)
    row = table(run, str(path), "--yearly").iloc[0]
    assert row["leader"] == "中国大陆"
    assert row["rest"] == 1007557
    assert row["ratio"] == pytest.approx(0.7629, abs=1e-4)


def test_the_cut_lines_of_the_quadrant_matrix():
    folder = data.folder("index")
    files = [
        folder / name for name in ("iff_table03_mean_citations.csv", "iff_table04_mean_impact_factor.csv")
    ]
    x, y = (pd.read_csv(file).set_index("country").iloc[:, 1] for file in files)
    found = counts.quadrants(pd.DataFrame({"unit": x.index, "x": x.to_numpy(), "y": y.to_numpy()}))
    assert found[["cut_x", "cut_y"]].iloc[0].round(2).tolist() == [22.24, 5.24]
    field = found.set_index("unit")["quadrant"]
    assert field[["美国", "中国大陆", "巴基斯坦", "印度"]].tolist() == [
        "high-high", "low-high", "high-low", "low-low",
    ]  # fmt: skip
    assert field.value_counts().to_dict() == {"high-high": 9, "low-low": 11, "low-high": 6, "high-low": 4}


def test_all_reference_tables_can_be_counted(shared, run):
    reference: Path = shared / "reference"
    hosts = table(run, reference / "iff_table02_journals.csv", "--by", "host_country", "--count", "papers")
    assert hosts["host_country"].iloc[0] == "US"
    assert hosts["count"].sum() == 377682
    holders = table(
        run, reference / "iff_table08_patent_holders.csv", "--by", "country", "--count", "patents"
    )
    assert holders.set_index("country")["count"].to_dict() == {
        "美国": 49676, "中国": 30952, "日本": 23938, "韩国": 11434,
    }  # fmt: skip
    policies = table(run, reference / "huatai_table01_policies.csv", "--by", "level")
    assert policies["count"].tolist() == [7, 2]
    thirty = table(run, reference / "iff_table07_patents_by_country.csv", "--printed", "patents_per_million")
    assert len(thirty) == 30


def test_records_of_a_real_bibliography(shared, run):
    path = str(shared / "data" / "bibliometrix_management" / "management.csv")
    journals = table(run, path, "--by", "SO", "--mean", "TC", "--top", "2")
    assert journals["count"].tolist() == [97, 83]
    keywords = table(run, path, "--by", "DE", "--split", ";")
    assert keywords["DE"].nunique() == 2243
