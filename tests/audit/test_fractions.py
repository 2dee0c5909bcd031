"""Tables as programs write them: shares as fractions of 1, all digits of a sum, an n of something else."""

from __future__ import annotations

import pytest

from clusternet.audit import audit, examine

COMMANDS = {
    "flows.csv": ["flows"],
    "regions.csv": ["flows", "--level", "region"],
    "margins.csv": ["flows", "--margins"],
    "cities.csv": ["flows", "--margins", "--level", "city"],
    "centrality.csv": ["centrality", "--top", "100"],
    "concentration.csv": ["concentration"],
    "technology.csv": ["distribution", "--by", "technology"],
    "provinces.csv": ["distribution", "--by", "province", "--of", "nodes"],
}


@pytest.mark.slow
def test_tables_of_this_package_give_no_finding(tmp_path, run):
    for name, arguments in COMMANDS.items():
        run(*arguments, "--out", tmp_path / name)
    found = audit(tmp_path)
    assert found[["table", "rule", "where"]].values.tolist() == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_tables_of_the_report_give_no_finding(tmp_path, run, language):
    run("tables", "--lang", language, "--seeds", "1", "--out", tmp_path / "tables.xlsx")
    found = examine(tmp_path)
    assert len(found.reports[0].tables) == 9
    assert [(each.rule, each.line) for each in found.doubts] == [
        ("cumulative", 11)
    ]  # five nodes left in 2021


@pytest.mark.slow
def test_the_report_itself_gives_no_finding(tmp_path, run):
    run("report", "--fast", "--lang", "en", "--out", tmp_path / "report")
    found = examine(tmp_path / "report")
    assert {each.rule for each in found.doubts} == {"cumulative"}
    assert {each.file for each in found.doubts} == {"report.docx", "report.html", "tables.xlsx"}


def fractions(counts: list[int], n: int, *, wrong: int | None = None) -> str:
    shares = [count / n if place != wrong else (count + 0.4) / n for place, count in enumerate(counts)]
    rows = [f"{name},{share!r},{n}" for name, share in zip("abcdef", shares, strict=False)]
    return "answer,share,n\n" + "\n".join(rows) + "\n"


def test_a_fraction_out_of_n_is_checked_as_a_percentage_is(tmp_path):
    (tmp_path / "t.csv").write_text(fractions([101, 66, 43, 27], 237), encoding="utf-8")
    assert audit(tmp_path).empty
    assert any(each.rule == "grim" and each.cells == 4 for each in examine(tmp_path).applied)
    (tmp_path / "t.csv").write_text(fractions([101, 66, 43, 27], 237, wrong=2), encoding="utf-8")
    assert audit(tmp_path)[["rule", "line"]].values.tolist() == [["shares", 5], ["grim", 4]]


def test_fractions_that_should_make_one(tmp_path):
    text = "country,share\nA,0.412\nB,0.301\nC,0.187\nOther,0.1{}\n"
    for last, rules in (("00", []), ("21", ["shares"])):
        (tmp_path / "t.csv").write_text(text.format(last), encoding="utf-8")
        assert audit(tmp_path)["rule"].tolist() == rules


def test_small_percentages_stay_percentages(tmp_path):
    (tmp_path / "t.csv").write_text("item,share (%),n\nA,0.425,1177\nB,0.170,1177\n", encoding="utf-8")
    assert audit(tmp_path).empty


def test_a_ratio_of_a_city_may_exceed_that_of_its_province(tmp_path):
    provinces = "省份,企业数量,expected_ratio\n江苏省,655,0.9\n上海市,498,1.1\n北京市,471,1.2\n"
    cities = "城市,企业数量,expected_ratio\n南京市,240,1.9\n上海市,498,1.1\n北京市,471,1.2\n"
    (tmp_path / "各省企业.csv").write_text(provinces, encoding="utf-8")
    (tmp_path / "各市企业.csv").write_text(cities, encoding="utf-8")
    assert audit(tmp_path).empty


def test_counts_and_rates_of_a_short_ranking(tmp_path):
    rows = [
        "1,A,3120,298.6",
        "2,B,{},261.2",
        "3,C,1402,252.2",
        "4,D,1210,223.7",
        "5,E,88,66.2",
        "6,F,35,92.1",
    ]
    for value, rules in (("1544", []), ("3402", ["rank"])):
        text = "rank,country,patents,patents per million\n" + "\n".join(rows).format(value) + "\n"
        (tmp_path / "t.csv").write_text(text, encoding="utf-8")
        assert audit(tmp_path)["rule"].tolist() == rules
