from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from clusternet.io.tables.frames import read_frame
from clusternet.io.tables.reader import read_sheet
from running import Runner, save

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


def test_a_long_table_in_chinese(write, run):
    text = LONG.replace("country,indicator,period,value,currency", "国家,指标,年份,数值,货币")
    (row,) = run.rows("compare", write(text), "--a", "CN", "--b", "US")[:1]
    assert (row["indicator"], row["measure"], row["gap"]) == ("invest", "USD", -1320.0)


def test_a_wide_table_in_chinese(write, run):
    found = run.rows("compare", write(WIDE))
    assert [row["reason"] for row in found] == ["", "measures differ"]
    assert (found[0]["level1"], found[0]["a"], found[0]["gap"]) == ("人才", 26.0, -2.0)
    assert found[1]["measure"] == "亿元 / 亿美元"
    text = run("compare", write(WIDE), "--quiet").out
    assert "中国" in text
    assert "计量单位不同" in text
    english = run("compare", write(WIDE), "--lang", "en", "--quiet").out
    assert "Relative strength: r = ln(China/United States)" in english


def test_a_long_table_pairs_periods_and_says_what_differs(write, run):
    found = run.rows("compare", write(LONG), "--a", "CN", "--b", "US")
    assert [(row["indicator"], row["period"], row["reason"]) for row in found] == [
        ("invest", "2024", ""), ("power", "2023 / 2024", "periods differ"),
    ]  # fmt: skip
    assert found[0]["b"] == 1710
    allowed = run.rows("compare", write(LONG), "--a", "CN", "--b", "US", "--allow", "period")
    assert allowed[1]["gap"] == -70
    shares = run.rows(
        "compare", write(LONG.replace("EU", "World")), "--a", "CN", "--b", "US", "--total", "World"
    )
    assert shares[0]["share_a"] == pytest.approx(390 / 80)


def test_two_currencies_in_a_long_table(write, run):
    table = LONG.replace("CN,invest,2024,390,USD", "CN,invest,2024,2800,CNY")
    assert (
        run.rows("compare", write(table), "--a", "CN", "--b", "US", "--allow", "period")[0]["reason"]
        == "measures differ"
    )
    found = run.rows("compare", write(table), "--a", "CN", "--b", "US", "--rate", "7")
    assert found[0]["a"] == 400
    assert "no row can be compared: measures differ, periods differ" in run.fails(
        "compare", write(table), "--a", "CN", "--b", "US"
    )
    assert "--strict: rows not compared: 1, the first '规模 2023'" in run.fails(
        "compare", write(WIDE), "--strict"
    )


def test_three_units_need_a_choice_or_leaders(write, run):
    assert r"3 units (CN, US, EU); --a and --b choose two, or --leaders" in run.fails("compare", write(LONG))
    found = run.rows("compare", write(LONG), "--leaders")
    assert found[0]["leader"] == "US"
    assert found[0]["ratio_EU"] == pytest.approx(80 / 1710)


def test_scores_without_an_indicator(write):
    path = write("edition,unit,score\n2019,美国,44.2\n2019,中国,32.3\n2021,美国,44.6\n2021,中国,32.0\n")
    found = read_frame(read_sheet(path))
    assert found.units == ("美国", "中国")
    assert found.table["indicator"].eq("score").all()
    assert found.table[["a", "b"]].to_numpy().tolist() == [[44.2, 32.3], [44.6, 32.0]]


def test_totals_are_no_units_and_no_indicators(write, run):
    path = write("unit,indicator,value\nCN,papers,3\nUS,papers,4\nTotal,papers,7\n")
    found = run("compare", path, "--format", "json")
    assert [(row["a"], row["b"]) for row in json.loads(found.out)] == [(3, 4)]
    assert "Total left out as a sum of others" in found.err
    assert run.rows("compare", path, "--total", "Total")[0]["share_a"] == 3 / 7
    path = write("field,中国,美国,合计\nx,1,2,3\ny,3,5,8\n合计,4,7,11\n")
    assert [(row["indicator"], row["a"]) for row in run.rows("compare", path)] == [("x", 1), ("y", 3)]


def test_decimal_commas_of_a_column_hold_beside_measures(write, run):
    path = write("indicator;A;B\npower;0,125 TFLOPS;1,250 TFLOPS\nsize;7,5 nm;2,000 nm\n")
    found = run("compare", path, "--format", "json")
    assert [(row["a"], row["b"]) for row in json.loads(found.out)] == [(0.125, 1250), (7.5, 2000)]
    assert "column A: the comma is the decimal sign" in found.err
    assert "column B: the comma stands between thousands (1,250)" in found.err
    rows = run.rows("compare", path, "--decimal", ",")
    assert [(row["a"], row["b"]) for row in rows] == [(0.125, 1.25), (7.5, 2)]


@pytest.mark.parametrize("part", [(), ("--rca",), ("--series",), ("--growth",), ("--leaders",)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_part_in_every_form(write, part, language, tmp_path, run):
    years = "" if "--rca" in part else "x,2020,1,2\nx,2022,3,2\n"
    path = write("indicator,year,A,B\n" + (years or "x,2020,1,2\ny,2020,3,4\n"))
    text = run("compare", path, *part, "--lang", language, "--quiet", "--names", "甲,乙").out
    assert text.startswith("比较 · 甲 / 乙" if language == "zh" else "Comparison · 甲 / 乙")
    for suffix in ("csv", "xlsx", "md", "tex", "parquet", "json"):
        out = tmp_path / f"out.{suffix}"
        assert run("compare", path, *part, "--quiet", "--out", str(out)).out.strip() == str(out)
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
def test_wrong_usage(write, arguments, message, run):
    assert message in run.misused("compare", write(WIDE), *arguments, "--quiet")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("indicator,A\nx,1\n", "1 column of numbers beside the indicator; two units are compared"),
        ("indicator,A,B\nx,a,b\n", "0 columns of numbers"),
        ("indicator,A,B,direction\nx,1,2,up\n", "direction = 'up' of 'x'; accepted: more, less"),
        ("indicator,unit,value\nx,A,1\nx,A,2\nx,B,1\n", "line 3: A has 'x' twice"),
        (
            "unit,indicator,kind,value\nA,x,s,1\nA,x,Total,2\nB,x,s,1\n",
            "twice, as 's' and 'Total' of kind: keep one, or join it to the indicator; --totals drop",
        ),
        ("indicator,unit,value\nx,A,1\n", "one unit, A; two are compared"),
        ("indicator,period,A,B\nx,2020;2021,1,2\n", "no row can be compared: periods differ"),
        ("indicator,A,B\nx,1\n", "more or fewer fields"),
    ],
)
def test_broken_frames_end_in_one_line(write, text, message, run):
    assert message in run.fails("compare", write(text))


def test_the_figure_is_written_beside_the_table(write, tmp_path, run):
    picture = tmp_path / "lean.svg"
    path = write("indicator,A,B\nx,1,2\ny,3,1\n")
    assert "x" in run("compare", path, "--figure", str(picture), "--quiet").out
    assert picture.stat().st_size > 1000
    for arguments in (["--figure", str(picture), "--leaders"], ["--figure", str(picture), "--growth"]):
        assert run.misused("compare", path, *arguments)
    assert "unknown suffix" in run.fails("compare", path, "--figure", str(tmp_path / "lean.doc"))


def test_words_of_size_are_worked_into_the_numbers(write, run):
    found = run.rows(
        "compare", write("指标,中国,美国\n企业,5000,1.3万\n投资,5亿元,3000万元\n功率,3千瓦,4千瓦\n")
    )
    assert [each["b"] for each in found] == [13000, 30_000_000, 4]
    assert [each["leans_to"] for each in found] == ["美国", "中国", "美国"]
    assert [each["measure"] for each in found] == ["", "元", "千瓦"]


def test_a_plain_number_is_not_set_beside_a_percentage(write, run):
    (one, two) = run.rows("compare", write("indicator,a,b\nx,12.5%,0.3\ny,10%,20%\n"))
    assert (one["ratio"], one["reason"], one["measure"]) == (None, "measures differ", "% / 1")
    assert two["ratio"] == 0.5


def test_a_quotient_has_the_direction_of_its_numerator(write, run):
    path = write("indicator,direction,a,b\ndeaths,less,10,20\npeople,,100,100\nspeed,,4,2\npower,less,2,1\n")
    found = run.rows("compare", path, "--over", "deaths", "people", "--over", "speed", "power")
    assert {each["indicator"]: each["leans_to"] for each in found[-2:]} == {
        "deaths / people": "a",
        "speed / power": "both",
    }


def test_every_row_without_a_comparison_says_why_and_stops_strict(write, run):
    path = write("indicator,a,b\nx,,5\ny,0,-3\nz,1,2\n")
    assert [each["reason"] for each in run.rows("compare", path)] == [
        "a value is missing",
        "signs differ",
        "",
    ]
    told = run("compare", path)
    assert "rows not compared: 2, the first 'x': a value is missing\n" in told.err
    assert "--strict: rows not compared: 2" in run.fails("compare", path, "--strict")


def test_rows_of_totals_in_a_long_table_are_left_out_on_request(write, run):
    rows = ["unit,indicator,kind,value", "A,x,s,1", "A,x,Total,2", "B,x,s,4", "B,x,Total,8"]
    (found,) = run.rows("compare", write("\n".join(rows)), "--totals", "drop")
    assert (found["a"], found["b"]) == (1.0, 4.0)


def test_a_series_refuses_a_period_twice_and_names_what_it_passes_over(write, run):
    twice = write("indicator,year,a,b\nx,2020,1,2\nx,2021,3,4\nx,2021,30,4\n")
    for part in ("--series", "--growth"):
        assert "'x' stands twice in 2021" in run.fails("compare", twice, part)
    path = write("indicator,year,a,b\nx,2020,1,2\nx,2021,3,4\ny,2020,1,2\n", "once.csv")
    told = run("compare", path, "--growth")
    assert "1 indicator without two periods to follow: y\n" in told.err


def test_a_rate_that_converts_nothing_is_told(write, run):
    path = write("indicator,year,unit,a,b\nx,2020,CNY;USD,7,2\ny,2020,km,3,4\n")
    told = run("compare", path, "--rate", "2020=7", "--rate", "2021=8", "--rate", "9")
    assert "2020=7 converts" not in told.err
    assert "--rate 2021=8 converts no row\n" in told.err
    assert "--rate 9 converts no row\n" in told.err


@pytest.mark.parametrize("option", [("--rate", "7"), ("--allow", "period"), ("--total", "c"), ("--strict",)])
def test_leaders_take_no_option_they_would_ignore(write, option, run):
    path = write("indicator,a,b,c\nx,1,2,3\n")
    assert f"{option[0]} does nothing with --leaders" in run.misused("compare", path, "--leaders", *option)


def test_a_row_per_country_and_a_column_per_indicator(tmp_path: Path, run: Runner) -> None:
    path = save(tmp_path, "国家,论文数,专利数,说明\n中国,100,50,甲\n美国,80,70,乙\n英国,10,7,丙\n", "c.csv")
    rows = run.rows("compare", path, "--a", "中国", "--b", "美国")
    assert [(row["indicator"], row["a"], row["b"]) for row in rows] == [
        ("论文数", 100, 80),
        ("专利数", 50, 70),
        ("说明", None, None),
    ]
    assert [row["text_b"] for row in rows] == ["", "", "乙"]
    done = run("compare", path, "--leaders", "--lang", "zh")
    assert all(each in done.out for each in ("英国", "丙", "文字，不比较"))
    path = save(tmp_path, "国家,行业编号,论文数,说明\n中国,1,100,\n美国,2,80,\n", "ids.csv")
    assert [row["indicator"] for row in run.rows("compare", path)] == ["论文数"]
    assert "行业编号 left out" in run("compare", path).err


@pytest.mark.parametrize(
    "text",
    [
        "indicator,A,B\nspeed,312 T,256 T\ncores,4,8\nnode,Hopper,12-15\nnone,,\n",
        "unit,indicator,value\nA,speed,312 T\nB,speed,256 T\nA,cores,4\nB,cores,8\n"
        "A,node,Hopper\nB,node,12-15\n",
    ],
)
def test_rows_of_words_are_kept_and_not_compared(tmp_path: Path, run: Runner, text: str) -> None:
    path = save(tmp_path, text, "chips.csv")
    rows = run.rows("compare", path)
    assert [(row["indicator"], row["a"], row["text_a"], row["text_b"], row["reason"]) for row in rows] == [
        ("speed", 312, "", "", ""),
        ("cores", 4, "", "", ""),
        ("node", None, "Hopper", "12-15", "words, no number"),
    ]
    done = run("compare", path)
    assert "rows not compared: 1, the first 'node': words, no number" in done.err
    assert "Hopper" in done.out
    assert "text_a" not in done.out
    plain = save(tmp_path, text.replace(" T", ""), "plain.csv")
    rca = run.rows("compare", plain, "--rca")
    assert [row["leans_to_rca"] for row in rca] == ["A", "B", ""]
    assert rca[2]["rules_differ"] is None
    told = run("compare", plain, "--over", "speed", "cores", "--format", "json")
    assert [row["text_a"] for row in json.loads(told.out)] == ["", "", "Hopper", ""]
    assert run("compare", path, "--strict", code=1).err.count("words, no number") == 1


def test_columns_that_say_nothing_of_indicators_are_named(tmp_path: Path, run: Runner) -> None:
    path = save(tmp_path, "指标,中国,美国,备注\n论文,1,2,旧\n专利,3,4,新\n", "notes.csv")
    assert "备注 left out: neither units nor said of indicators" in run("compare", path).err


def test_an_id_is_no_indicator_and_no_unit(tmp_path: Path, run: Runner) -> None:
    path = save(tmp_path, "行业编号,行业,中国,美国\n1,出行,76,81\n2,医疗,15,62\n", "fields.csv")
    assert [row["indicator"] for row in run.rows("compare", path)] == ["出行", "医疗"]


def test_growth_of_one_unit(tmp_path: Path, run: Runner) -> None:
    long = save(
        tmp_path, "指标,年份,中国\n芯片,2022,850亿元\n芯片,2024,2302亿元\n云,2022,5亿元\n", "long.csv"
    )
    (row,) = run.rows("compare", long, "--growth")
    assert (row["indicator"], row["first_year"], row["last_year"]) == ("芯片", 2022, 2024)
    assert row["growth_a"] == pytest.approx(2302 / 850 - 1)
    assert row["cagr_a"] == pytest.approx((2302 / 850) ** 0.5 - 1)
    assert "中国年均增长" in run("compare", long, "--growth", "--lang", "zh").out
    wide = save(tmp_path, "领域,2022年规模,2024年预测,年均增长\n芯片,850亿元,2302亿元,94.6%\n", "wide.csv")
    done = run("compare", wide, "--growth", "--format", "csv")
    assert "年均增长 left out: no year in the name" in done.err
    assert [row["growth_a"] for row in run.rows("compare", wide, "--growth")] == [row["growth_a"]]
    two = save(tmp_path, "country,indicator,year,value\nA,x,2020,1\nA,x,2022,4\nB,x,2020,1\n", "two.csv")
    assert run.rows("compare", two, "--growth", "--a", "A")[0]["cagr_a"] == pytest.approx(1.0)
