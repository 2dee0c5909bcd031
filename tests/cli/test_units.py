"""Units are called by what they are: the attribute of their column, or its header."""

from __future__ import annotations

import pytest

TABLE = "{},论文数\n北京,3\n广东,2\n"


@pytest.mark.parametrize(
    ("header", "zh", "en"),
    [("所在省份", "省份", "Province"), ("国别", "国家和地区", "Country"), ("院系", "院系", "院系"),
     ("单元", "对象", "Unit")],
)  # fmt: skip
def test_counts_head_units_by_their_column(run, tmp_path, header, zh, en):
    file = tmp_path / "t.csv"
    file.write_text(TABLE.format(header), encoding="utf-8")
    for language, wanted in (("zh", zh), ("en", en)):
        text = run("counts", file, "--unit", header, "--lang", language, "--format", "md").out
        assert f"| {wanted} |" in text


def test_specialisation_says_what_units_and_fields_are(run):
    text = run("specialisation", "--year", 2015, "--units", "--lang", "zh", "--format", "md").out
    assert "| 省份 |" in text
    assert "个省份，" in text
    assert "个技术类别，" in text
    text = run(
        "specialisation", "--year", 2015, "--unit", "source_city", "--lang", "en", "--format", "md"
    ).out
    assert "| City |" in text
    assert " cities, " in text


@pytest.mark.parametrize(("header", "said"), [("国家/地区名称", "Country"), ("第一作者国家", "第一作者国家")])
def test_countries_are_told_in_english_under_any_header_of_theirs(run, tmp_path, header, said):
    file = tmp_path / "t.csv"
    file.write_text(f"文献,{header}\n1,中国\n2,美国\n3,美国\n", encoding="utf-8")
    text = run("counts", file, "--by", header, "--lang", "en", "--format", "md").out
    assert f"| {said} |" in text
    assert "| United States |" in text


def test_spellings_of_a_province_that_records_are_counted_by_are_told(run, tmp_path):
    file = tmp_path / "t.csv"
    file.write_text("名称,省份\n甲,北京\n乙,北京市\n丙,广东\n", encoding="utf-8")
    said = run("counts", file, "--by", "省份", "--lang", "en").err
    assert "column 省份: 北京, 北京市 are one place; --level province counts them as one" in said
    assert run("counts", file, "--by", "省份", "--level", "province", "--lang", "en").err == ""


def test_items_in_two_scripts_are_told(run, tmp_path):
    file = tmp_path / "t.csv"
    file.write_text("文献,关键词\n1,AI；机器学习\n2,人工智能；机器学习\n3,AI；机器学习\n", encoding="utf-8")
    words = tmp_path / "words.csv"
    words.write_text("alias,canonical\nAI,人工智能\n", encoding="utf-8")
    asked = ("cooccurrence", file, "--of", "关键词", "--lang", "en")
    assert "AI count apart from Chinese items of the same meaning; --thesaurus FILE joins" in run(*asked).err
    assert "apart" not in run(*asked, "--thesaurus", words).err
