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
