from __future__ import annotations

import json
from zipfile import ZipFile

import pytest
from xlsxwriter import Workbook

SERIES = "国家,年份,论文\n甲,2015,1\n甲,2024,9\n乙,2015,2\n乙,2024,4\n乙,2024,1\n丙,2024,\n"
RECORDS = """id,year,country,keyword,citations,journal_if
1,2020,CN,a; b,5,1.5
2,2021,CN,b,7,
3,2021,US,a;a,9,2.5
"""


@pytest.fixture
def write(tmp_path):
    def to(text: str, name: str = "t.csv") -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    return to


def test_a_series_with_rows_added_up_and_what_was_left_out_said(write, run):
    found = run.rows("counts", write(SERIES), "--year", "2024")
    assert [(row["unit"], row["count"], row["growth"]) for row in found] == [("甲", 9, 8), ("乙", 5, 1.5)]
    text = run("counts", write(SERIES), "--year", "2024", "--quiet").out
    assert "有 1 行与前行国家和地区、年份相同，已相加。" in text
    assert "1 个没有数量的格未计入。" in text
    assert "增长=末年/首年−1" in text
    yearly = run.rows("counts", write(SERIES), "--yearly")
    assert [(row["year"], row["leader"], row["rest"]) for row in yearly] == [(2015, "甲", 2), (2024, "甲", 5)]


def test_a_column_a_year_and_mixed_measures(write, run):
    path = write(
        "segment,market_2022,market_2024_forecast,unit\nchips,850,2302,亿元\nservers,28.4,42.1,万台\n"
    )
    found = run.rows("counts", path, "--year", "2024")
    assert found[0]["cagr"] == pytest.approx((2302 / 850) ** 0.5 - 1)
    assert "计量单位不一（亿元、万台）" in run("counts", path, "--quiet").out
    assert "Measures differ" in run("counts", path, "--quiet", "--lang", "en").out


def test_population_from_a_file_or_a_column(write, run):
    path = write("country,papers,inhabitants,population_year\nA,500,2,2024\nB,100,1,2023\n")
    people = write("country,population,year,source\nA,2,2024,UN\n", "people.csv")
    by_file = run.rows("counts", path, "--population", people, "--people", "1000000")
    assert [row["per_million"] for row in by_file] == [250, None]
    assert by_file[0]["population_source"] == "UN"
    said = write("country,人口（万人）\nA,200\n", "said.csv")
    assert run.rows("counts", path, "--population", said)[0]["per_million"] == by_file[0]["per_million"]
    by_column = run.rows("counts", path, "--population", "inhabitants", "--people", "1e6")
    assert [row["per_million"] for row in by_column] == [250, 100]
    assert [row["population_year"] for row in by_column] == [2024, 2023]
    assert "year 2024, source UN" in run("counts", path, "--population", people, "--quiet").out


def test_records_by_values_in_cells(write, run):
    found = run.rows(
        "counts", write(RECORDS), "--by", "keyword", "--split", ";", "--mean", "citations,journal_if"
    )
    assert [(row["keyword"], row["count"], row["mean_citations"]) for row in found] == [
        ("a", 2, 7),
        ("b", 2, 6),
    ]
    assert found[1]["n_journal_if"] == 1
    crossed = run.rows("counts", write(RECORDS), "--by", "country", "--by", "year")
    assert crossed[0] == {"rank": 1, "country": "CN", "year": 2020, "count": 1, "share": pytest.approx(1 / 3)}


def test_faulty_lines_of_records_are_left_out_and_counted(write, run):
    done = run("counts", write(RECORDS + "4,2021\n"), "--by", "country")
    assert "1 row refused (wrong number of fields: 1)" in done.err
    assert "more or fewer fields" in run.fails("counts", write("country,papers\nA,1\nB\n"))


@pytest.mark.parametrize(
    "part",
    [
        (), ("--printed", "rate"), ("--yearly",), ("--by", "country"), ("--quadrant", "papers,rate"),
        ("--quadrant", "papers,rate", "--cut", "median"), ("--population", "rate"), ("--top", "1"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_part_in_every_form(write, part, language, tmp_path, run):
    path = write("country,papers,rate\nA,500,2.5\nB,100,1\n")
    text = run("counts", path, *part, "--lang", language, "--quiet").out
    assert text.startswith("计数" if language == "zh" else "Counts")
    for suffix in ("csv", "xlsx", "md", "tex", "parquet", "json"):
        out = tmp_path / f"out.{suffix}"
        assert run(
            "counts", path, *part, "--quiet", "--lang", language, "--out", str(out)
        ).out.strip() == str(out)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--yearly", "--by", "country"), "exclude each other"),
        (("--mean", "citations"), "--mean does nothing with counts"),
        (("--split", ";"), "--split does nothing with counts"),
        (("--by", "country", "--year", "2020"), "--year does nothing with --by"),
        (("--quadrant", "citations"), "two columns are needed"),
        (("--people", "0"), "0"),
    ],
)
def test_wrong_usage(write, arguments, message, run):
    assert message in run.misused("counts", write(RECORDS), *arguments, "--quiet")


@pytest.mark.parametrize(
    ("text", "arguments", "message"),
    [
        ("country,papers\nA,many\n", (), "column papers: 'many' is no number"),
        ("country,papers\n,5\n", (), "line 2, column country: the unit is blank"),
        (
            "country,note\nA,x\n",
            (),
            "no column of counts; --by counts rows by a column; found: country, note",
        ),
        ("country,year,papers\nA,soon,5\n", (), "column year: 'soon' is no year"),
        ("country,papers\nA,5\n", ("--count", "patents"), "no column patents; found: country, papers"),
        ("country,papers\nA,5\n", ("--population", "nofile.csv"), "no such file"),
        ("country,papers\nA,5\n", ("--by", "city"), "no column city"),
        ("country,papers\nA,5\n", ("--year", "2020"), "the counts have no column year"),
        ("country,papers\nA,5\n", ("--yearly",), "one unit has no rest"),
    ],
)
def test_broken_tables_end_in_one_line(write, text, arguments, message, run):
    assert message in run.fails("counts", write(text), *arguments)


def test_scores_keep_their_digits_and_have_no_shares(write, tmp_path, run):
    path = write("国家,综合指数\n美国,74.700\n中国,52.15\n英国,38\n")
    found = run.rows("counts", path)
    assert [(row["unit"], row["count"], row["share"]) for row in found] == [
        ("美国", 74.7, None),
        ("中国", 52.15, None),
        ("英国", 38, None),
    ]
    text = run("counts", path).out
    assert all(each in text for each in ("74.700", "52.150", "38.000", "得分", "综合指数为得分或比率"))
    assert "占比 " not in text
    picture = tmp_path / "scores.svg"
    run("counts", path, "--top", "2", "--figure", picture)
    drawn = picture.read_text(encoding="utf-8")
    assert drawn.count('id="bar"') == 2  # what is left is not added up
    book = tmp_path / "scores.xlsx"
    run("counts", path, "--out", book)
    with ZipFile(book) as parts:
        assert "#,##0.000" in parts.read("xl/styles.xml").decode()
    percents = write("country,rate\nA,12.5%\nB,7%\n", "rates.csv")
    text = run("counts", percents, "--count", "rate", "--lang", "en").out
    assert "12.5%" in text
    assert "7.0%" in text
    assert "rate holds scores or rates" in text


def test_amounts_and_fractional_counts_keep_their_digits_and_their_shares(write, run):
    path = write("country,papers\nA,1234.5\nB,100\n")
    text = run("counts", path).out
    assert "1,234.5" in text
    assert "100.0" in text
    assert "92.51%" in text


def test_scores_are_never_added_up(write, run):
    path = write("country,year,score\nA,2020,70.5\nB,2020,60.1\nA,2021,71.5\nB,2021,72.0\n")
    found = run.rows("counts", path, "--count", "score")
    assert [(row["unit"], row["count"]) for row in found] == [("B", 72), ("A", 71.5)]
    assert "Counts: 2021." in run("counts", path, "--count", "score").out
    assert "score holds scores" in run.fails("counts", path, "--count", "score", "--yearly")
    twice = write("country,score\nA,70.5\nA,60.1\n")
    assert "'A' has several scores, which do not add up" in run.fails("counts", twice, "--count", "score")


def test_the_figure_is_written_beside_the_table(write, tmp_path, run):
    data = write("国家,论文\n甲,9\n乙,4\n丙,1\n")
    picture = tmp_path / "counts.svg"
    assert len(run.rows("counts", data, "--top", "2", "--figure", str(picture))) == 2
    assert picture.read_text(encoding="utf-8").count('id="bar"') == 3  # two and the rest
    assert "--figure with --yearly takes a table with years" in run.misused(
        "counts", data, "--yearly", "--figure", picture
    )


def test_records_are_drawn_as_they_are_counted(write, tmp_path, run):
    picture = tmp_path / "by.svg"
    found = run.rows("counts", write(RECORDS), "--by", "country", "--by", "year", "--figure", picture)
    assert len(found) == 3
    assert picture.read_text(encoding="utf-8").count('id="bar"') == 3


def test_places_are_counted_at_a_level_and_unknown_ones_are_not_in_the_base(write, run):
    path = write("城市,论文\n深圳,5\n广州市,3\n苏州,4\n某地,7\n")
    assert [(row["unit"], row["count"]) for row in run.rows("counts", path, "--level", "province")] == [
        ("广东省", 8),
        ("江苏省", 4),
    ]
    done = run("counts", path, "--level", "region", "--format", "json")
    assert [row["unit"] for row in json.loads(done.out)] == ["珠江三角洲", "长江三角洲"]
    assert "not in the base: 1 value of no known region (某地)" in done.err
    records = write("id,places,field\n1,深圳;杭州,a\n2,广州,a\n3,?,b\n", "r.csv")
    found = run.rows(
        "counts", records, "--by", "places", "--by", "field", "--split", ";", "--level", "province"
    )
    assert [(row["places"], row["field"], row["count"]) for row in found] == [
        ("广东省", "a", 2),
        ("浙江省", "a", 1),
    ]
    towns = write("省份,城市,论文\n辽宁,朝阳,2\n北京,朝阳,1\n", "c.csv")
    found = run.rows("counts", towns, "--unit", "城市", "--level", "province")
    assert [row["unit"] for row in found] == ["辽宁省", "北京市"]
    assert "names a province" in run.fails("counts", write("city,n\nX,1\n", "x.csv"), "--level", "province")
    assert "--regions goes with --level" in run.misused("counts", path, "--regions", "nine_cities")
    assert "--level does nothing with --quadrant" in run.misused(
        "counts", path, "--quadrant", "a,b", "--level", "city"
    )


def test_the_sheet_and_the_line_of_the_header_are_named(write, tmp_path, run):
    book = Workbook(str(tmp_path / "b.xlsx"))
    book.add_worksheet("说明").write_row(0, 0, ["a", "b"])
    sheet = book.add_worksheet("论文")
    for row, cells in enumerate([["2024", "1"], ["x", "y"], ["国家", "论文"], ["甲", 5], ["乙", 7]]):
        sheet.write_row(row, 0, cells)
    book.close()
    path = tmp_path / "b.xlsx"
    found = run.rows("counts", path, "--sheet", "论文", "--header-row", "3")
    assert [(row["unit"], row["count"]) for row in found] == [("乙", 7), ("甲", 5)]
    assert "--sheet goes with a workbook" in run.misused("counts", write(SERIES), "--sheet", "论文")
    text = write("2024,1\nx,y\n国家,论文\n甲,5\n乙,7\n", "t2.csv")
    assert run.rows("counts", text, "--header-row", "3") == found


def test_a_year_without_a_count_is_no_zero(write, run):
    path = write("country,year,papers\nA,2020,50\nA,2022,60\nB,2020,20\nB,2021,30\nB,2022,10\n")
    found = run.rows("counts", path, "--yearly")
    assert [each["leader_count"] for each in found] == [50, None, 60]
    assert [(each["leader_growth"], each["lacking"]) for each in found[1:]] == [
        (None, 1),
        (pytest.approx(0.2), 0),
    ]
    assert "the sums of those years are without them" in run("counts", path, "--yearly").out
    told = run("counts", path, "--year", "2021")
    assert "no count of 2021 of 1 unit, left out: A\n" in told.err


def test_a_population_is_that_of_the_row_and_never_one_of_two(write, run):
    path = write("country,year,papers,people\nA,2020,50,1000000\nA,2022,60,2000000\nB,2022,10,500000\n")
    found = run.rows("counts", path, "--year", "2022", "--population", "people")
    assert [each["per_million"] for each in found] == [30, 20]
    twice = write("country,people\nA,1000\nA,2000\n", "p.csv")
    assert "population of A stands twice, with two values" in run.fails("counts", path, "--population", twice)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--people", "10000"], "--people goes with --population"),
        (["--last", "5"], "--last does nothing with counts"),
        (["--cut", "median"], "--cut does nothing with counts"),
        (["--by", "country", "--unit", "country"], "--unit does nothing with --by"),
        (["--quadrant", "papers,year", "--count", "papers"], "--count does nothing with --quadrant"),
    ],
)
def test_options_that_would_change_nothing_are_refused(write, arguments, message, run):
    assert message in run.misused("counts", write("country,year,papers\nA,2020,50\n"), *arguments)


def test_rows_a_quadrant_leaves_out_are_counted(write, run):
    path = write("country,x,y\nA,1,2\nB,2,3\nC,,4\n")
    assert "1 row without both numbers left out." in run("counts", path, "--quadrant", "x,y").out


def test_programs_find_every_column_of_a_ranking(write, run):
    path = write("country,papers\nA,50\nB,20\n")
    assert [(each["per_million"], each["growth"]) for each in run.rows("counts", path)] == [(None, None)] * 2
    assert "per_million" in run("counts", path, "--format", "csv").out.splitlines()[0]
    assert "Per million" not in run("counts", path, "--lang", "en").out


def test_decimal_commas_of_counts_are_said_and_settled(write, run):
    path = write("country;papers;impact\nA;1,250;0,5\nB;2,500;12,25\n")
    found = run("counts", path, "--count", "impact", "--format", "json")
    assert [row["count"] for row in json.loads(found.out)] == [12.25, 0.5]
    assert "column impact: the comma is the decimal sign (0,5)" in found.err
    found = run("counts", path, "--format", "json")
    assert [row["count"] for row in json.loads(found.out)] == [2500, 1250]
    assert "column papers: the comma stands between thousands (1,250)" in found.err
    assert [row["count"] for row in run.rows("counts", path, "--decimal", ",")] == [2.5, 1.25]


def test_totals_are_no_units(write, run):
    path = write("country,papers\n美国,100\n英国,50\n中国,120\n合计,270\n")
    done = run("counts", path, "--format", "json")
    assert [(row["unit"], row["share"]) for row in json.loads(done.out)] == [
        ("中国", 120 / 270),
        ("美国", 100 / 270),
        ("英国", 50 / 270),
    ]
    assert "合计 (line 5)" in done.err
    assert run.rows("counts", path, "--totals", "keep")[0]["unit"] == "合计"
    yearly = write(
        "country,year,papers\n甲,2020,1\n乙,2020,2\nTotal,2020,3\n甲,2021,5\n乙,2021,6\nTotal,2021,11\n"
    )
    found = run.rows("counts", yearly, "--yearly")
    assert [(row["leader"], row["leader_count"], row["total"]) for row in found] == [
        ("乙", 2, 3),
        ("乙", 6, 11),
    ]


def test_countries_are_one_each_in_ranks_records_and_populations(write, run):
    path = write("country,papers\nUSA,100\nUnited States,50\nChina,120\n中国,1\n")
    people = write("country,population\n美国,300\nCHN,1400\n", "people.csv")
    found = run.rows("counts", path, "--population", people)
    assert [(row["unit"], row["count"]) for row in found] == [("United States", 150), ("China", 121)]
    assert found[0]["per_million"] == pytest.approx(150 / 300 * 1e6)
    records = write("id,countries\n1,USA; 美国\n2,China; PRC\n3,U.S.A.\n", "records.csv")
    found = run.rows("counts", records, "--by", "countries", "--split", ";")
    assert [row["count"] for row in found] == [3, 2]


def test_scores_are_not_added_up_by_a_column(write, run):
    path = write("country,index,share,hours,papers\nCN,70.5,12%,1.5,2\nCN,60.1,5%,2,3\nUS,80.2,7%,3,4\n")
    for column in ("index", "share"):
        told = run.fails("counts", path, "--by", "country", "--count", column)
        assert f"column {column}: scores or rates do not add up; --mean {column} gives their means" in told
    sums = run.rows("counts", path, "--by", "country", "--count", "hours", "--mean", "index")
    assert [(row["country"], row["count"], row["mean_index"]) for row in sums] == [
        ("CN", 3.5, pytest.approx(65.3)), ("US", 3, 80.2),
    ]  # fmt: skip
    assert run.rows("counts", path, "--by", "country", "--count", "papers")[0]["count"] == 5


def test_a_column_of_places_is_headed_by_its_level(write, run):
    path = write("所在地,论文\n深圳,3\n广州,1\n南京,2\n")
    assert "省份" in run("counts", path, "--by", "所在地", "--level", "province", "--lang", "zh").out
    text = run("counts", path, "--unit", "所在地", "--count", "论文", "--level", "region", "--lang", "en").out
    assert "Region" in text
    assert list(run.rows("counts", path, "--by", "所在地", "--level", "city")[0])[1] == "所在地"


def test_a_column_that_was_guessed_is_named(write, run):
    path = write("orig,year,flow,distance\nSeoul,2012,3,10\nBusan,2012,4,20\n")
    told = "flow is taken, the first column of numbers; --count names another: distance"
    assert told in run("counts", path).err
    assert "is taken" not in run("counts", path, "--count", "flow").err
    assert "is taken" not in run("counts", write("country,papers,cited\nCN,1,2\nUS,3,4\n", "k.csv")).err


def test_ranks_and_ends_of_ties_are_not_counted_and_whole_numbers_are_counts(write, run):
    assert [row["count"] for row in run.rows("counts", write("Pos,Team,Pts\n1,A,91\n2,B,89\n"))] == [91, 89]
    assert "is a table of ties; --by counts" in run.fails(
        "counts", write("source,target\n1,2\n1,3\n", "e.csv")
    )
    cited = run("counts", write("UT,PY,TC\nx,2020,143.0\ny,2020,85.0\n", "w.csv"), "--lang", "en")
    assert "holds scores" not in cited.out + cited.err


def test_what_is_outside_the_base_of_provinces_is_told(tmp_path, run):
    path = tmp_path / "t.csv"
    path.write_text("省份\n北京\n上海市\n国外\n北京市\n \n香港\n火星\n", encoding="utf-8")
    done = run("counts", path, "--by", "省份", "--level", "province", "--format", "json")
    assert [(row["省份"], row["count"]) for row in json.loads(done.out)] == [("北京市", 2), ("上海市", 1)]
    assert "not in the base: 1 value of no known province (火星)" in done.err
    assert "not in the base: 2 values outside the mainland (国外, 香港)" in done.err
    assert "不在基数内：取值空白的记录1行" in run("counts", path, "--by", "省份").out


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("专利号,国家,技术\n0,中国,AI\n1,美国,AI\n2,中国,5G\n", "no column of counts; --by counts rows"),
        ("num,国家\n1,中国\n2,美国\n3,中国\n", "no column of counts; --by counts rows"),
        (
            "PT,AU,TI,TC\nJ,Li A,On x,10\nJ,Wu B,On y,50\n",
            "has a row per paper or patent; --by counts its rows",
        ),
    ],
)
def test_ids_and_records_are_no_counts(write, run, table, said):
    assert said in run("counts", write(table), code=1).err


def test_a_running_number_beside_counts_is_passed_over(write, run):
    found = run.rows("counts", write("n,country,papers\n1,A,5\n2,B,6\n3,C,7\n"))
    assert [row["count"] for row in found] == [7, 6, 5]


def test_spellings_of_one_province_are_told(write, run):
    table = write("省份,论文数\n广东,100\n广东省,50\n北京,5\n东京,2\n")
    done = run("counts", table, "--lang", "en")
    assert "column 省份: 广东, 广东省 are one place; --level province counts them as one" in done.err
    assert "one place" not in run("counts", table, "--lang", "en", "--level", "province").err
