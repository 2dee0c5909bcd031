from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from clusternet import io
from clusternet.errors import SchemaError

TIES = [["企业", "伙伴", "年份", "城市"], ["甲", "乙、丙等", "2021", "上海"], ["", "丁", "2022", "—"]]
COLUMNS = 'columns = { sample = "企业", partner = "伙伴", partner_city = "城市" }'


def workbook(path: Path, sheets: dict[str, list[list[str]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def folder(path: Path, descriptor: str, **files: str) -> Path:
    (path / "dataset.toml").write_text(descriptor, encoding="utf-8")
    for name, text in files.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def ties(reading: io.Reading) -> set[tuple[str, str]]:
    edges = reading.network.edges
    return set(zip(edges["source"].astype(str), edges["target"].astype(str), strict=True))


@pytest.mark.parametrize("sheet", ['["2021", "2022"]', '"*"'])
def test_sheets_share_one_table(tmp_path: Path, sheet: str) -> None:
    second = [TIES[0], ["戊", "己", "2022", "北京"]]
    workbook(
        tmp_path / "a.xlsx", {"2021": TIES, "2022": second, "汇总": [["注"]], "名录": [["企业"], ["甲"]]}
    )
    nodes = '[[nodes]]\nfile = "a.xlsx"\nsheet = "名录"'
    text = f"""
[defaults]
set = {{ relation = "technology", direction = "enable" }}
split = {{ partner = "、", investor = "、" }}
strip = {{ partner = ["等"], sample = ["等"] }}
fill = ["企业", "出资"]
missing = ["—"]
[[edges]]
file = "a.xlsx"
sheet = {sheet}
{COLUMNS}
{nodes}
"""
    reading = io.examine(folder(tmp_path, text))
    assert ties(reading) == {("甲", "乙"), ("甲", "丙"), ("甲", "丁"), ("戊", "己")}
    assert set(reading.network.edges["relation"]) == {"technology"}
    assert reading.network.nodes["city"].dropna().to_dict() == {"乙": "上海", "丙": "上海", "己": "北京"}


def test_what_a_table_says_itself_counts_before_the_defaults(tmp_path: Path) -> None:
    text = """
[defaults]
set = { relation = "technology", direction = "enable" }
years = "first"
[[edges]]
file = "a.csv"
set = { relation = "investment" }
[[edges]]
file = "b.csv"
columns = { relation = "类型" }
years = "last"
"""
    csv = "样本,合作方,年份,类型\n甲,乙,2019-2020,人力资本\n"
    edges = io.examine(folder(tmp_path, text, a=csv, b=csv)).network.edges
    assert edges["relation"].tolist() == ["investment", "human_capital"]
    assert edges["year"].tolist() == [2019, 2020]


def test_a_sheet_that_is_named_twice_or_beside_a_star_is_refused(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", {"2021": TIES})
    for wrong in ('["2021", "2021"]', '["2021", "*"]'):
        with pytest.raises(SchemaError, match=r"sheets that differ, or \"\*\" alone"):
            io.examine(folder(tmp_path, f'[[edges]]\nfile = "a.xlsx"\nsheet = {wrong}'))
    with pytest.raises(SchemaError, match="unknown key 'file' in \\[defaults\\]"):
        io.examine(folder(tmp_path, '[defaults]\nfile = "a.xlsx"\n[[edges]]\nfile = "a.xlsx"'))


def test_node_tables_are_split_stripped_filled_and_set(tmp_path: Path) -> None:
    nodes = """
[[edges]]
file = "e.csv"
[[nodes]]
file = "roster.csv"
kind = "sample"
[[nodes]]
file = "list.csv"
columns = { id = "学校" }
set = { category = "大学" }
split = { id = "、" }
strip = { id = ["（本部）"] }
fill = ["省份"]
add = false
"""
    listed = "学校,省份\n清华、北大（本部）,北京\n人大,\n复旦,上海\n"
    roster = "企业名称,省份\n甲,广东\n"
    found = io.examine(folder(tmp_path, nodes, e="来源,目标\n北大,甲\n人大,甲\n", roster=roster, list=listed))
    assert found.network.nodes[["province", "category", "kind"]].fillna("").to_dict("index") == {
        "甲": {"province": "广东", "category": "", "kind": "sample"},
        "北大": {"province": "北京", "category": "大学", "kind": "partner"},
        "人大": {"province": "北京", "category": "大学", "kind": "partner"},
    }
    left = [each for each in found.findings if each.problem == "not_in_ties"]
    assert [(each.file, str(each.action)) for each in left] == [("list.csv", "2 of 4 rows become no nodes")]


def test_columns_of_names_are_aliases_of_the_roster(tmp_path: Path) -> None:
    text = """
[[edges]]
file = "e.csv"
[[nodes]]
file = "n.csv"
columns = { id = "简称", full_name = "企业全称" }
[aliases]
file = "aliases.csv"
"""
    nodes = "简称,企业全称,曾用名,城市\n甲,甲股份有限公司,甲一；甲二,上海\n乙,乙有限公司,甲二,北京\n丙,乙,,\n"
    edges = "来源,目标\n甲股份有限公司,乙有限公司\n甲一,老乙\n甲二,丙\n"
    aliases = "别名,标准名称\n老乙,乙有限公司\n"
    found = io.examine(folder(tmp_path, text, e=edges, n=nodes, aliases=aliases))
    assert ties(found) == {("甲", "乙"), ("甲二", "丙")}
    said: dict[str, dict[str, tuple[str, str]]] = {}
    for each in found.findings:
        said.setdefault(each.problem, {})[each.value] = (each.file, str(each.action))
    assert said["renamed"]["甲一"] == ("n.csv", "counted as 甲")
    assert said["renamed"]["老乙"] == ("aliases.csv", "counted as 乙")
    assert said["alias_conflict"] == {"甲二": ("n.csv", "not renamed; it is a name of 甲、乙")}
    assert "alias_unused" not in said


@pytest.mark.parametrize(
    ("setting", "cities"),
    [("each", {"乙": "上海", "丙": "上海"}), ("first", {"乙": "上海"}), ("none", {})],
)
def test_one_place_beside_several_names(tmp_path: Path, setting: str, cities: dict[str, str]) -> None:
    text = f'''
[[edges]]
file = "e.csv"
split = {{ partner = "、" }}
one_place = "{setting}"
'''
    found = io.examine(folder(tmp_path, text, e="样本,合作方,方向,合作方城市\n甲,乙、丙,赋能,上海\n"))
    assert found.network.nodes["city"].dropna().to_dict() == cities
    assert [each.problem for each in found.findings].count("ambiguous_split") == 1


@pytest.mark.parametrize(("setting", "alone"), [("", True), ('one_place = "each"', False)])
def test_one_place_is_of_the_first_name_where_the_others_lie_elsewhere(
    tmp_path: Path, setting: str, alone: bool
) -> None:
    text = f'[[edges]]\nfile = "e.csv"\nsplit = {{ partner = "、" }}\n{setting}\n'
    rows = ["乙、丙、丁,上海", "戊、丙、己,广州市", "丙,北京", "庚、丁,西安", "丁,武汉"]
    ends = "样本,合作方,方向,合作方城市\n" + "".join(f"甲,{row.replace(',', ',赋能,')}\n" for row in rows)
    found = io.examine(folder(tmp_path, text, e=ends))
    cities = found.network.nodes["city"].dropna().to_dict()
    own = {"乙": "上海", "戊": "广州市", "丙": "北京", "庚": "西安", "丁": "武汉"}
    assert cities == (own if alone else own | {"己": "广州市"})
    told = [each for each in found.findings if each.action.key == "place_of_first"]
    assert [(each.line, str(each.value)) for each in told] == ([(3, "己: 广州市")] if alone else [])
    assert [each.action.values for each in told] == ([(4, 4)] if alone else [])


def test_a_place_beside_several_names_that_lie_there_is_of_all(tmp_path: Path) -> None:
    text = '[[edges]]\nfile = "e.csv"\nsplit = { partner = "、" }\n'
    rows = ["乙、丙、丁,上海,高校", "丙,上海市,高校", "己、庚,北京、广州,企业"]
    ends = "样本,样本城市,合作方,合作方城市,合作方类型,方向\n" + "".join(
        f"甲,西安,{row},赋能\n" for row in rows
    )
    found = io.examine(folder(tmp_path, text, e=ends))
    cities = {"甲": "西安", "乙": "上海", "丙": "上海市", "丁": "上海", "己": "北京", "庚": "广州"}
    assert found.network.nodes["city"].dropna().to_dict() == cities
    assert "place_of_first" not in [each.action.key for each in found.findings]


def test_words_of_directions_from_a_table(tmp_path: Path) -> None:
    ends = "样本,合作方,方向\n甲,乙,供应\n丙,丁,采购\n"
    vocabulary, crosswalk = "词,别名\n赋能,供应\n输入,采购\n", "旧,新\n供应,赋能\n采购,input\n"
    for key, words in (("vocabulary", vocabulary), ("crosswalk", crosswalk)):
        text = f'[[edges]]\nfile = "e.csv"\n[{key}]\ndirection = "words.csv"\n'
        assert ties(io.examine(folder(tmp_path, text, e=ends, words=words))) == {("甲", "乙"), ("丁", "丙")}
    with pytest.raises(SchemaError, match=r"words.csv: '上' is no direction; accepted: enable"):
        io.examine(folder(tmp_path, text, e=ends, words="旧,新\n供应,上\n"))


def test_names_that_are_whole_and_cells_that_may_be_blank(tmp_path: Path) -> None:
    text = """
[[edges]]
file = "e.csv"
columns = { partner = "投资方2" }
split = { partner = "和" }
whole = ["三和电气"]
blank = ["partner"]
set = { direction = "input" }
"""
    edges = "样本,投资方1,投资方2\n甲,丙,三和电气和乙\n丁,戊,\n"
    found = io.examine(folder(tmp_path, text, e=edges))
    assert ties(found) == {("三和电气", "甲"), ("乙", "甲")}
    passed = [str(each.action) for each in found.findings if each.problem == "blank_passed"]
    assert (passed, found.refused) == (["1 row passed over"], 0)


def test_lines_of_totals_take_no_name_from_above(tmp_path: Path) -> None:
    text = '[[edges]]\nfile = "e.csv"\nfill = ["样本"]\nset = { direction = "enable" }\n'
    edges = "序号,样本,合作方\n1,甲,乙\n2,,丙\n小计,,2\n"
    found = io.examine(folder(tmp_path, text, e=edges))
    assert ties(found) == {("甲", "乙"), ("甲", "丙")}


def test_a_roster_tells_samples_and_a_list_is_no_full_one(tmp_path: Path) -> None:
    text = """
[[edges]]
file = "e.csv"
[[nodes]]
file = "n.csv"
kind = "sample"
[[nodes]]
file = "list.csv"
add = false
"""
    found = io.examine(
        folder(tmp_path, text, e="来源,目标\n甲,乙\n", n="名称\n甲\n", list="名称,省份\n乙,广东\n")
    )
    assert found.origins.roster == {"甲"}
    assert not found.origins.complete
