from __future__ import annotations

import csv
import io
import json

import pandas as pd
import pytest

from clusternet import data

MINE = """
title = "我的指数"
title_en = "My index"
unit = "地区"
[[indicator]]
id = "papers"
column = "论文"
name = "论文数"
name_en = "Papers"
[[indicator]]
id = "distance"
column = "距离"
name = "距离"
name_en = "Distance"
direction = "less"
"""


@pytest.fixture
def mine(tmp_path):
    (tmp_path / "mine.toml").write_text(MINE, encoding="utf-8")
    (tmp_path / "one.csv").write_text('年,地区,论文\n1,甲,"1,200"\n1,乙,300\n1,丙,-\n', encoding="utf-8")
    (tmp_path / "two.csv").write_text("地区,距离\n甲,5\n乙,-1\n丙,3\n丁,9\n", encoding="utf-8")
    return tmp_path


def test_tables_are_joined_and_missing_values_are_a_choice(mine, run):
    asked = (mine / "one.csv", "--join", mine / "two.csv", "--config", mine / "mine.toml")
    assert "values are missing: 1, the first 'papers' of '丙'" in run.fails("index", *asked, "--quiet")
    (mine / "mine.toml").write_text('missing = "drop"\n' + MINE, encoding="utf-8")
    found = run.rows("index", *asked)
    assert [list(row.values()) for row in found] == [
        ["甲", 1.0, 0.0, 0.5, 1.0, None, None], ["乙", 0.0, 1.0, 0.5, 1.0, None, None],
    ]  # fmt: skip
    assert list(found[0]) == ["unit", "papers", "distance", "score", "rank", "rank_low", "rank_high"]
    text = run("index", *asked, "--lang", "en").out
    assert "Papers" in text
    assert "Left out for missing values: 丙." in text
    assert "No [uncertainty]" in text
    assert "论文数" in run("index", *asked).out


@pytest.mark.slow
def test_the_regional_index_runs_with_no_data_and_says_synthetic(run):
    found = run.rows("index", "--config", "regional")
    assert len(found) == 31
    assert all(row["synthetic"] for row in found)
    assert {"enterprise", "academia", "capital", "openness", "linkage", "governance"} <= set(found[0])
    assert all(row["rank_low"] <= row["rank_median"] <= row["rank_high"] for row in found)
    assert found == run.rows("index", "--config", "regional")
    text = run("index", "--config", "regional", "--top", "3", "--quiet").out
    assert text.startswith("[合成数据] 区域竞争力")
    assert "企业能力" in text
    assert "样本企业数" not in text.split("标准化")[0]
    assert "论文数、专利数、政策数" in text


def test_the_regional_index_of_investments_does_not_speak_of_technology(tmp_path, run):
    ties = [("A", "B"), ("A", "C"), ("B", "C"), ("D", "A"), ("D", "B")]
    places = {"A": "北京市", "B": "上海市", "C": "广东省", "D": "江苏省"}
    rows = [f"{a},{b},investment,{places[a]},{places[b]}" for a, b in ties]
    head = "source,target,relation,source_province,target_province"
    (tmp_path / "deals.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    found = run.rows("index", tmp_path / "deals.csv", "--config", "regional", "--draws", "10")
    assert {row["unit"]: row["enable"] for row in found} == {
        "北京市": 100, "江苏省": 100, "上海市": 50.5, "广东省": 1,
    }  # fmt: skip
    text = run("index", tmp_path / "deals.csv", "--config", "regional", "--draws", "10", "--lang", "zh").out
    assert "流出、流入、跨地区关系数：按投融资计。" in text
    assert "技术" not in text


def test_data_columns_join_by_any_spelling_of_a_place(tmp_path, run):
    (tmp_path / "papers.csv").write_text("省份,papers\n" + "\n".join(
        f"{name},{number}" for number, name in enumerate(["北京", "上海", "广东", "浙江", "江苏"], start=10)
    ), encoding="utf-8")  # fmt: skip
    toml = run("index", "--config", "regional", "--show").out.replace(
        'missing = "refuse"', 'missing = "median"'
    )
    (tmp_path / "mine.toml").write_text(toml, encoding="utf-8")
    asked = ("--config", tmp_path / "mine.toml", "--join", tmp_path / "papers.csv")
    found = run.rows("index", *asked, "--draws", "20")
    papers = {row["unit"]: row["papers"] for row in found}
    assert papers["江苏省"] == 100.0
    assert papers["北京市"] == 1.0
    changes = run.rows("index", *asked, "--changes")
    assert len(changes) == 26
    assert changes[0]["action"] == "median"


def test_against_ranks_alone(tmp_path, run):
    ranked = tmp_path / "ranked.csv"
    lines = ["unit_type,rank,name", "province,1,北京市", "province,2,广东省", "city,1,深圳市"]
    ranked.write_text("\n".join(lines), encoding="utf-8")
    found = run.rows("index", "--config", "regional", "--against", ranked)
    assert [(row["unit"], row["printed_rank"]) for row in found[:2]] == [("北京市", 1.0), ("广东省", 2.0)]
    assert found[0]["printed"] is None
    assert "深圳市" not in {row["unit"] for row in found}
    cities = run.rows("index", "--config", "regional", "--level", "city", "--against", ranked)
    assert (cities[0]["unit"], cities[0]["printed_rank"]) == ("深圳市", 1.0)


@pytest.mark.parametrize("part", ["--leave-one-out", "--sensitivity", "--weights", "--changes", "--against"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_part_prints_in_both_languages(part, language, tmp_path, run):
    asked = ("--config", "iff-impact", part, "--lang", language, "--quiet")
    text = run("index", *asked).out
    assert any("\u4e00" <= c <= "\u9fff" for c in text.splitlines()[0]) == (language == "zh")
    for suffix in ("csv", "xlsx", "md", "tex", "parquet", "json"):
        path = tmp_path / f"a.{suffix}"
        assert run("index", *asked, "--out", path).out.strip() == str(path)
        assert path.stat().st_size > 0


def test_csv_and_seeds(run):
    one = run("index", "--config", "iff-impact", "--format", "csv", "--quiet").out
    assert next(csv.reader(io.StringIO(one)))[:2] == ["unit", "mean_citations"]
    assert one == run("index", "--config", "iff-impact", "--format", "csv", "--quiet", "--seed", "0").out
    assert (
        one
        != run(
            "index", "--config", "iff-impact", "--format", "csv", "--quiet", "--draws", "7", "--seed", "5"
        ).out
    )


def test_xlsx_has_printed_headings(tmp_path, run):
    run("index", "--config", "iff-impact", "--out", tmp_path / "z.xlsx", "--quiet")
    head = pd.read_excel(tmp_path / "z.xlsx", header=None, engine="openpyxl").iloc[2].tolist()
    assert head[:5] == ["国家和地区", "篇均被引", "平均影响因子", "得分", "排名"]


def test_show_prints_a_file_that_works(tmp_path, run):
    for path in data.folder("index").glob("*.toml"):
        text = run("index", "--config", path.stem, "--show").out
        assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "--config names the index: a TOML file, or iff-impact or regional"),
        (("--config", "iff-impact", "--weights", "--changes"), "exclude each other"),
        (("--config", "iff-impact", "--level", "city"), "--level goes with an index fed from a network"),
        (("--config", "iff-impact", "--year", "2020"), "--year goes with an index fed from a network"),
        (("--config", "MINE"), "names no data"),
        (("", "--config", "MINE"), "DATA is empty"),
        (("--config", "MINE", "ONE", "--draws", "5"), "--draws and --seed go with"),
        (("--config", "regional", "--against"), "--against needs a FILE"),
    ],
)
def test_wrong_usage(arguments, message, mine, run):
    words = {"MINE": str(mine / "mine.toml"), "ONE": str(mine / "one.csv")}
    asked = [words.get(each, each) for each in arguments]
    assert message in run.misused("index", *asked, "--quiet")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("one.csv", "地区,论文\n甲,many\n", "line 2, column 论文: 'many' is no number"),
        ("one.csv", "地区,论文\n甲,1\n甲,2\n", "line 3: the unit '甲' stands twice, first on line 2"),
        ("one.csv", "地区,论文\n甲,12%\n乙,3\n", "'3' stands among percentages"),
        ("one.csv", "地区,论文\n甲\n", "1 line with more or fewer fields than the header"),
        ("one.csv", "地区,专利\n甲,1\n", "the data have no column 论文"),
        ("two.csv", "地区,距离\n子,1\n", "none of its units is in the data"),
        ("two.csv", "地区,x\n甲,1\n", "no column of the index; wanted any of 论文, 距离"),
        ("two.csv", "地区,论文\n甲,1\n", "the column '论文' is in the data already"),
    ],
)
def test_broken_tables_end_in_one_line(name, content, message, mine, run):
    (mine / name).write_text(content, encoding="utf-8")
    asked = (mine / "one.csv", "--join", mine / "two.csv", "--config", mine / "mine.toml", "--quiet")
    assert message in run.fails("index", *asked)


def test_an_unknown_index_names_those_there_are(run):
    assert "no index of that name; shipped: iff-impact, regional" in run.fails("index", "--config", "nankai")


def test_the_figure_is_written_beside_the_table(tmp_path, run):
    picture = tmp_path / "z.svg"
    assert "瑞士" in run("index", "--config", "iff-impact", "--figure", picture, "--top", "5", "--quiet").out
    assert picture.stat().st_size > 1000
    assert run.misused("index", "--config", "iff-impact", "--figure", picture, "--weights")


def test_the_column_of_units_must_be_there(mine, run):
    (mine / "three.csv").write_text("名称,论文,距离\n甲,1,2\n乙,3,4\n", encoding="utf-8")
    assert "no column 地区; found: 名称, 论文, 距离" in run.fails(
        "index", mine / "three.csv", "--config", mine / "mine.toml"
    )


def test_draws_are_refused_where_nothing_is_drawn(mine, run):
    for part in ("--weights", "--changes", "--leave-one-out", "--against"):
        assert f"--draws does nothing with {part}" in run.misused(
            "index", "--config", "regional", part, "--draws", "10"
        )


def test_notes_name_missing_values_and_ways_of_their_own(tmp_path, run):
    (tmp_path / "own.toml").write_text(
        'missing = "available"\n[[dimension]]\nid = "d"\naggregate = "geometric"\n'
        '[[indicator]]\nid = "x"\nnormalise = "rank"\n[[indicator]]\nid = "y"\ndimension = "d"\n',
        encoding="utf-8",
    )
    (tmp_path / "own.csv").write_text("u,x,y\na,1,2\nb,,3\nc,2,\n", encoding="utf-8")
    for language, texts in {
        "en": ("In ways of their own: d: geometric; x: rank.", "2 values are missing"),
        "zh": ("另行设定：d：几何平均；x：排名。", "2 个值缺失"),
    }.items():
        shown = run("index", tmp_path / "own.csv", "--config", tmp_path / "own.toml", "--lang", language).out
        assert all(text in shown for text in texts)


def test_rows_that_name_no_place_are_told(tmp_path, run):
    (tmp_path / "papers.csv").write_text("地区,papers\n北京,9\n广东省,5\n某地,3\n", encoding="utf-8")
    done = run("index", "--config", "regional", "--join", tmp_path / "papers.csv", code=1)
    assert "1 row without a province, left out\n" in done.err


def test_a_printed_table_has_a_unit_once(tmp_path, run):
    (tmp_path / "z.csv").write_text("country,z\n法国,0.5\n法国,0.6\n", encoding="utf-8")
    assert "printed table has the unit '法国' twice" in run.fails(
        "index", "--config", "iff-impact", "--against", tmp_path / "z.csv"
    )


def test_a_printed_table_is_held_against_its_scores_and_not_its_ranks(tmp_path, run):
    (tmp_path / "i.toml").write_text(
        'normalise = "min-max"\n[[indicator]]\nid = "wealth"\n[[indicator]]\nid = "health"\n',
        encoding="utf-8",
    )
    table, held = tmp_path / "t.csv", tmp_path / "held.csv"
    table.write_text("unit,wealth,health\nX,9,8\nY,5,7\nZ,2,1\n", encoding="utf-8")
    head = "unit,Overall - Rank,Wealth - Score,Overall - Score\n"
    held.write_text(f"{head}X,1,1,1.0000\nY,2,0.4,0.6429\nZ,3,0,0.0000\n", encoding="utf-8")
    asked = ("index", table, "--config", tmp_path / "i.toml", "--against", held)
    rows = run.rows(*asked)
    assert [row["printed"] for row in rows] == [1.0, 0.6429, 0.0]
    assert [row["printed_rank"] for row in rows] == [1, 2, 3]
    assert all(row["within"] for row in rows)
    assert "the score is taken from Overall - Score" in run(*asked, "--format", "csv").err


def test_a_printed_column_of_ranks_by_another_name_is_no_score(tmp_path, run):
    (tmp_path / "i.toml").write_text('[[indicator]]\nid = "x"\n', encoding="utf-8")
    (tmp_path / "t.csv").write_text("unit,x\nA,3\nB,2\nC,1\n", encoding="utf-8")
    (tmp_path / "p.csv").write_text("unit,Place,Points\nA,1,1.0\nB,2,0.5\nC,3,0.0\n", encoding="utf-8")
    asked = ("index", tmp_path / "t.csv", "--config", tmp_path / "i.toml", "--against", tmp_path / "p.csv")
    done = run(*asked, "--format", "json")
    assert "of Place, Points the score is taken from Points" in done.err
    assert [row["difference"] for row in json.loads(done.out)] == [0, 0, 0]
    (tmp_path / "p.csv").write_text("unit,Place,Rk 2020\nA,1,2\nB,2,1\nC,3,3\n", encoding="utf-8")
    assert "of Place, Rk 2020 the ranks are taken from Place" in run(*asked).err
