from __future__ import annotations

import json

import click
import pandas as pd
import pytest
from click.testing import CliRunner

from clusternet.cli import cli
from clusternet.errors import ClusternetError
from clusternet.io.frames import read_frame

WIDE = "一级指标,指标,年份,中国,美国,单位\n人才,专家,2022,26,28,%\n市场,规模,2023,2130,900,亿元；亿美元\n"
LONG = """country,indicator,period,value,currency
CN,invest,2024,390,USD
US,invest,2024,"1,710",USD
EU,invest,2024,80,USD
CN,power,2023,230,EF
US,power,2024,300,EF
CN,text,2024,—,
US,text,2024,n/a,
"""


@pytest.fixture
def write(tmp_path):
    def to(text: str, name: str = "frame.csv") -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    return to


def run(*arguments: str) -> str:
    done = CliRunner().invoke(cli, ["compare", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def rows(*arguments: str) -> list[dict]:
    return json.loads(run(*arguments, "--format", "json", "--quiet"))


def test_a_wide_table_in_chinese(write):
    found = rows(write(WIDE))
    assert [row["reason"] for row in found] == ["", "measures differ"]
    assert (found[0]["level1"], found[0]["a"], found[0]["gap"]) == ("人才", 26.0, -2.0)
    assert found[1]["measure"] == "亿元 / 亿美元"
    text = run(write(WIDE), "--quiet")
    assert "中国" in text
    assert "计量单位不同" in text
    assert "Leaning: r = ln(中国/美国)" in run(write(WIDE), "--lang", "en", "--quiet")


def test_a_long_table_pairs_periods_and_says_what_differs(write):
    found = rows(write(LONG), "--a", "CN", "--b", "US")
    assert [(row["indicator"], row["period"], row["reason"]) for row in found] == [
        ("invest", "2024", ""), ("power", "2023 / 2024", "periods differ"),
    ]  # fmt: skip
    assert found[0]["b"] == 1710
    allowed = rows(write(LONG), "--a", "CN", "--b", "US", "--allow", "period")
    assert allowed[1]["gap"] == -70
    shares = rows(write(LONG.replace("EU", "World")), "--a", "CN", "--b", "US", "--total", "World")
    assert shares[0]["share_a"] == pytest.approx(390 / 80)


def test_two_currencies_in_a_long_table(write):
    table = LONG.replace("CN,invest,2024,390,USD", "CN,invest,2024,2800,CNY")
    assert rows(write(table), "--a", "CN", "--b", "US", "--allow", "period")[0]["reason"] == "measures differ"
    found = rows(write(table), "--a", "CN", "--b", "US", "--rate", "7")
    assert found[0]["a"] == 400
    with pytest.raises(ClusternetError, match="no row can be compared: measures differ, periods differ"):
        run(write(table), "--a", "CN", "--b", "US")
    with pytest.raises(ClusternetError, match="--strict: rows not compared: 1, the first '规模 2023'"):
        run(write(WIDE), "--strict")


def test_three_units_need_a_choice_or_leaders(write):
    with pytest.raises(
        ClusternetError, match=r"3 units \(CN, US, EU\); --a and --b choose two, or --leaders"
    ):
        run(write(LONG))
    found = rows(write(LONG), "--leaders")
    assert found[0]["leader"] == "US"
    assert found[0]["ratio_EU"] == pytest.approx(80 / 1710)


def test_scores_without_an_indicator(write):
    found = read_frame(
        write("edition,unit,score\n2019,美国,44.2\n2019,中国,32.3\n2021,美国,44.6\n2021,中国,32.0\n")
    )
    assert found.units == ("美国", "中国")
    assert found.table["indicator"].eq("score").all()
    assert found.table[["a", "b"]].to_numpy().tolist() == [[44.2, 32.3], [44.6, 32.0]]


@pytest.mark.parametrize("part", [(), ("--rca",), ("--series",), ("--growth",), ("--leaders",)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_part_in_every_form(write, part, language, tmp_path):
    years = "" if "--rca" in part else "x,2020,1,2\nx,2022,3,2\n"
    path = write("indicator,year,A,B\n" + (years or "x,2020,1,2\ny,2020,3,4\n"))
    text = run(path, *part, "--lang", language, "--quiet", "--names", "甲,乙")
    assert text.startswith("比较 · 甲 / 乙" if language == "zh" else "Comparison · 甲 / 乙")
    for suffix in ("csv", "xlsx", "md", "tex", "parquet", "json"):
        out = tmp_path / f"out.{suffix}"
        assert run(path, *part, "--quiet", "--out", str(out)).strip() == str(out)
        assert out.stat().st_size > 0
    assert len(pd.read_parquet(tmp_path / "out.parquet")) >= 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--rca", "--series"), "exclude each other"),
        (("--a", "中国"), "--a and --b go together"),
        (("--rate", "x"), "is no rate such as 7.05"),
        (("--rate", "2023=-1"), "is no rate such as 7.05"),
        (("--names", "A"), "2 different names are needed"),
        (("--lower", "x"), "no indicator 'x'; found: 专家, 规模"),
        (("--threshold", "-1"), "-1"),
    ],
)
def test_wrong_usage(write, arguments, message):
    done = CliRunner().invoke(cli, ["compare", write(WIDE), *arguments, "--quiet"], standalone_mode=False)
    assert isinstance(done.exception, click.UsageError)
    assert message in str(done.exception)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("indicator,A\nx,1\n", "1 columns of numbers beside the indicator; two units are compared"),
        ("indicator,A,B\nx,a,b\n", "0 columns of numbers"),
        ("indicator,A,B,direction\nx,1,2,up\n", "direction = 'up' of 'x'; accepted: more, less"),
        ("indicator,unit,value\nx,A,1\nx,A,2\nx,B,1\n", "line 3: A has 'x' twice"),
        ("indicator,unit,value\nx,A,1\n", "one unit, A; two are compared"),
        ("indicator,period,A,B\nx,2020;2021,1,2\n", "no row can be compared: periods differ"),
        ("indicator,A,B\nx,1\n", "more or fewer fields"),
    ],
)
def test_broken_frames_end_in_one_line(write, text, message):
    with pytest.raises(ClusternetError) as error:
        run(write(text))
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_the_figure_is_written_beside_the_table(write, tmp_path):
    picture = tmp_path / "lean.svg"
    path = write("indicator,A,B\nx,1,2\ny,3,1\n")
    assert "x" in run(path, "--figure", str(picture), "--quiet")
    assert picture.stat().st_size > 1000
    for arguments in (["--figure", str(picture), "--leaders"], ["--figure", str(picture), "--growth"]):
        done = CliRunner().invoke(cli, ["compare", path, *arguments], standalone_mode=False)
        assert isinstance(done.exception, click.UsageError)
    with pytest.raises(ClusternetError, match="unknown suffix"):
        run(path, "--figure", str(tmp_path / "lean.doc"))
