from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest
from openpyxl import Workbook

import clusternet as cn
import rough_folders
import rough_layouts
from clusternet.errors import FormatError, SchemaError
from clusternet.io.init import init
from clusternet.space.flows import matrix

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))
import rough


@pytest.mark.parametrize("seed", [0, *(pytest.param(each, marks=pytest.mark.slow) for each in (4, 11))])
def test_a_rough_folder_is_read_without_a_line_edited(tmp_path: Path, seed: int) -> None:
    rough_folders.write(tmp_path, seed)
    made = init(tmp_path / "raw")
    found = rough.score(cn.read(tmp_path / "raw"), tmp_path / "truth")
    assert found.found >= 0.9
    assert found.misplaced == 0
    assert made.refused < 12


@pytest.mark.parametrize("layout", rough_layouts.LAYOUTS)
def test_other_layouts_are_read_without_a_line_edited(tmp_path: Path, layout: str) -> None:
    rough_layouts.write(tmp_path, layout, 5)
    init(tmp_path / "raw")
    found = rough.score(cn.read(tmp_path / "raw"), tmp_path / "truth")
    assert found.found >= 0.97
    assert found.placed >= 0.97
    assert (found.extra.total(), found.misplaced) == (0, 0)


def test_sheets_of_firms_are_one_block_and_blank_years_are_those_of_the_sheet(tmp_path: Path) -> None:
    made = rough_layouts.write(tmp_path, "firms", 5)
    (edges, _) = tomllib.loads(init(made.path).path.read_text(encoding="utf-8"))["edges"]
    assert edges["sheet"] == made.samples[:8]
    assert edges["set"] == {"sample": "{sheet}", "relation": "technology"}


def test_blank_years_are_those_in_the_name_of_the_sheet(tmp_path: Path) -> None:
    rows = ("甲,乙银行,2021", "丙,丁大学,", "甲,丁大学,2021/5")
    csv(tmp_path, "合作2021.csv", "企业,合作方,年份", *rows)
    csv(tmp_path, "合作2020.csv", "企业,合作方,年份", *rows)
    init(tmp_path)
    edges = cn.read(tmp_path).edges
    assert edges["year"].fillna(0).tolist() == [2021, 0, 2021, 2021, 2021, 2021]
    path = tmp_path / "dataset.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"2021"', '"{sheet}"'), encoding="utf-8")
    with pytest.raises(SchemaError, match="the file has no sheets"):
        cn.read(tmp_path)


def test_years_in_headers_and_ways_in_headers_are_those_of_their_columns(tmp_path: Path) -> None:
    csv(
        tmp_path,
        "合作.csv",
        "企业,2019年合作方,2020年合作方",
        "甲智能,乙银行,丙大学、乙银行",
        "丁芯片,丙大学,",
    )
    csv(
        tmp_path,
        "供需.csv",
        "企业,赋能对象,输入来源,年份",
        "甲智能,乙银行,丙大学,2021",
        "丁芯片,,乙银行,2021",
    )
    made = init(tmp_path)
    rows = cn.read(tmp_path).edges[["source", "target", "year"]].astype(str).to_numpy().tolist()
    assert sorted(rows) == sorted(
        [
            ["甲智能", "乙银行", "2019"], ["丁芯片", "丙大学", "2019"], ["甲智能", "丙大学", "2020"],
            ["甲智能", "乙银行", "2020"], ["甲智能", "乙银行", "2021"], ["丙大学", "甲智能", "2021"],
            ["乙银行", "丁芯片", "2021"],
        ]
    )  # fmt: skip
    assert made.refused == 0


def test_arrows_are_directions_and_a_year_goes_with_the_firm_it_stands_beside(tmp_path: Path) -> None:
    rows = ["甲智能,2020,乙银行,→", ",,丙大学,←", ",,丁医院,↔", "戊芯片,2021,乙银行,←", ",,丁医院,→"]
    csv(tmp_path, "技术合作.csv", "企业,年份,合作方,方向", *rows)
    init(tmp_path)
    edges = cn.read(tmp_path).edges
    assert edges[["source", "target"]].astype(str).agg("→".join, axis=1).tolist() == [
        "甲智能→乙银行", "丙大学→甲智能", "甲智能→丁医院", "丁医院→甲智能", "乙银行→戊芯片", "戊芯片→丁医院",
    ]  # fmt: skip
    assert edges["year"].tolist() == [2020] * 4 + [2021] * 2


def test_a_province_that_may_stand_for_several_rows_is_left_to_the_user(tmp_path: Path) -> None:
    small(tmp_path)
    rows = ["广东省,甲智能", ",丁芯片", ",己软件", "北京市,庚数科", ",辛视觉"]
    csv(tmp_path, "样本企业名录.csv", "省份,企业名称", *rows)
    path = init(tmp_path).path
    text = path.read_text(encoding="utf-8")
    assert cn.read(tmp_path).nodes.loc["丁芯片"].isna()["province"]
    path.write_text(text.replace('# fill = ["province"]', 'fill = ["province"]'), encoding="utf-8")
    assert cn.read(tmp_path).nodes.loc[["丁芯片", "辛视觉"], "province"].tolist() == ["广东省", "北京市"]


def test_places_in_the_names_of_companies_are_offered(tmp_path: Path) -> None:
    rough_folders.write(tmp_path, 3)
    path = init(tmp_path / "raw").path
    text = path.read_text(encoding="utf-8")
    assert "54个名称中54个相符" in text
    before = rough.score(cn.read(path), tmp_path / "truth")
    path.write_text(text.replace('# places = "names"', 'places = "names"'), encoding="utf-8")
    found = rough.score(cn.read(path), tmp_path / "truth")
    assert before.placed < 0.6
    assert (found.placed, found.misplaced) == (1, 0)


NEW = ("新来银行", "又来大学")


def csv(folder: Path, name: str, *rows: str) -> None:
    (folder / name).write_text("\n".join(rows) + "\n", encoding="utf-8")


def small(folder: Path) -> Path:
    csv(
        folder,
        "技术合作2021.csv",
        "企业,合作方,方向,年份",
        "甲智能,乙银行、丙大学,赋能,2021",
        "丁芯片,乙银行,合作,2021",
    )
    csv(folder, "样本企业名录.csv", "企业名称,省份", "甲智能,广东省", "丁芯片,北京市")
    return folder


def test_what_a_first_descriptor_says(tmp_path: Path) -> None:
    made = init(small(tmp_path), language="en")
    content = tomllib.loads(made.path.read_text(encoding="utf-8"))
    (edges,) = content["edges"]
    assert edges["columns"] == {"sample": "企业", "partner": "合作方", "direction": "方向", "year": "年份"}
    assert edges["set"] == {"relation": "technology"}
    assert edges["split"] == {"partner": "、"}
    assert content["nodes"][0]["kind"] == "sample"
    assert "# 1 cell holds several names" in made.path.read_text(encoding="utf-8")
    assert (made.relations, made.refused) == (2, 1)
    words = (tmp_path / "words_direction.csv").read_text(encoding="utf-8-sig")
    assert words == "old,new,rows,near\n合作,,1,\n"
    places = (tmp_path / "places.csv").read_text(encoding="utf-8-sig")
    assert places.splitlines()[1:] == ["丙大学,,", "乙银行,,"]
    assert made.remaining[0].where.en == "places.csv"


def test_words_that_are_filled_in_are_read(tmp_path: Path) -> None:
    made = init(small(tmp_path))
    csv(tmp_path, "words_direction.csv", "旧,新,行数", "合作,双向,1")
    csv(tmp_path, "places.csv", "节点,省份,城市", "乙银行,,上海")
    reading = cn.io.examine(made.path)
    assert len(reading.network.edges) == 4
    assert reading.network.nodes.loc["乙银行", "city"] == "上海"


def test_a_descriptor_that_is_there_is_kept(tmp_path: Path) -> None:
    small(tmp_path)
    (tmp_path / "dataset.toml").write_text("# mine\n", encoding="utf-8")
    with pytest.raises(FormatError, match="is there already; --update adds what is new"):
        init(tmp_path)
    assert (tmp_path / "dataset.toml").read_text(encoding="utf-8") == "# mine\n"
    assert not (tmp_path / "places.csv").exists()


@pytest.mark.slow
def test_update_adds_a_year_and_keeps_what_was_edited(tmp_path: Path) -> None:
    made = rough_folders.write(tmp_path, 4)
    raw = tmp_path / "raw"
    init(raw)
    path = raw / "dataset.toml"
    edited = path.read_text(encoding="utf-8").replace('title = "raw"', 'title = "我的"  # 改过')
    path.write_text(edited, encoding="utf-8")
    places = raw / "places.csv"
    assert init(raw, update=True).path.read_text(encoding="utf-8") == edited
    before = len(cn.read(raw).edges)
    csv(
        raw,
        "技术合作2022.csv",
        "企业,合作方,方向,年份",
        *(f"{made.samples[0]},{name},赋能,2022" for name in NEW),
    )
    again = init(raw, update=True)
    now = path.read_text(encoding="utf-8")
    assert 'title = "我的"  # 改过' in now
    assert set(edited.splitlines()) <= set(now.splitlines())
    assert again.relations == before + 2
    assert "新来银行,," in places.read_text(encoding="utf-8-sig")


def test_a_folder_without_ties_says_what_it_holds(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"holds no table.* \(found: nothing\)"):
        init(tmp_path)
    (tmp_path / "ties.dta").touch()
    with pytest.raises(FormatError, match=r"\(found: \.dta\); save data of Stata, SPSS, SAS or R as CSV"):
        init(tmp_path)
    csv(tmp_path, "figures.csv", "省份,专利数", "广东省,5", "北京市,7")
    with pytest.raises(
        FormatError, match=r"no table of ties in it \(figures.csv: no names of organisations"
    ) as met:
        init(tmp_path)
    assert met.value.zh.endswith("（figures.csv：没有机构名称，像是统计表或说明）")


def test_records_with_several_names_in_a_cell_name_the_command_that_reads_them(tmp_path: Path) -> None:
    rows = ["CN1,华芯公司; 南山大学,2020", "CN2,华芯公司,2020", "CN3,华芯公司；南山大学；北辰研究院,2021"]
    csv(tmp_path, "专利.csv", "公开号,申请人,申请年份", *rows)
    with pytest.raises(
        FormatError, match=r'several names.* cooccurrence "专利\.csv" --of "申请人" reads'
    ) as met:
        init(tmp_path)
    assert "一格有多个名称" in met.value.zh
    csv(
        tmp_path,
        "专利.csv",
        "title,authors,countries",
        "On A,Ann Lee; Bo Chen,China; Japan",
        "On B,Al Roe,Chile",
    )
    with pytest.raises(FormatError, match=r'which clusternet collaboration "专利\.csv" reads'):
        init(tmp_path)
    csv(tmp_path, "专利.csv", "企业名称,成立年份", "华芯 Inc. (A, B),2001", "南山公司,2002", "北辰公司,2003")
    with pytest.raises(FormatError, match=r"describes nodes|is of use"):
        init(tmp_path)


def test_numbers_and_words_between_names(tmp_path: Path) -> None:
    rows = ["甲智能,1.清华大学 2.中信银行", "甲智能,清华大学", "丁芯片,清华大学和中信银行", "丁芯片,中信银行"]
    csv(tmp_path, "技术引进2021.csv", "企业名称,合作方", *rows)
    made = init(tmp_path)
    (edges,) = tomllib.loads(made.path.read_text(encoding="utf-8"))["edges"]
    assert edges["split"] == {"partner": ["和", "1."]}
    assert edges["set"] == {"relation": "technology", "direction": "input", "year": "2021"}
    assert made.relations == 6


def test_a_matrix_of_flows_is_found_with_a_sheet_a_year(tmp_path: Path) -> None:
    book = Workbook()
    for year in ("2020", "2021"):
        sheet = book.create_sheet(year)
        for row in (
            ["人口迁移"],
            ["", "广东", "东方", "北京"],
            ["广东", 0, 2, 3],
            ["东方", 4, 0, 6],
            ["北京", 7, 8, 0],
        ):
            sheet.append(row)
    book.remove(book["Sheet"])
    book.save(tmp_path / "flows.xlsx")
    text = init(tmp_path).path.read_text(encoding="utf-8")
    content = tomllib.loads(text)
    assert content["places"] == "names"
    assert [(each["sheet"], each["matrix"]) for each in content["edges"]] == [(["2020", "2021"], True)]
    net = cn.read(tmp_path)
    assert net.edges.groupby("year")["weight"].sum().to_dict() == {2020: 30, 2021: 30}
    assert net.nodes["province"].tolist() == ["广东省", "海南省", "北京市"]


def test_countries_as_ends_are_places_of_their_own(tmp_path: Path) -> None:
    rows = ["China,Viet Nam,2020", "Viet Nam,USA,2020", "USA,China,2021", "China,USA,2021", "USA,World,2021"]
    csv(tmp_path, "trade.csv", "exporter,importer,year", *rows)
    made = init(tmp_path, language="en")
    assert [path.name for path in made.written] == ["dataset.toml"]
    assert tomllib.loads(made.path.read_text(encoding="utf-8"))["places"] == "own"
    counted = matrix(cn.read(tmp_path), level="country").inside
    assert counted.loc["China", "USA"] == 1
    assert counted.to_numpy().sum() == 5
    assert "# the ends are countries: flows --level country" in made.path.read_text(encoding="utf-8")
    csv(tmp_path, "trade.csv", "exporter,importer,year,exporter_country", *(f"{row},China" for row in rows))
    init(tmp_path, out=tmp_path / "placed.toml")
    assert "places" not in tomllib.loads((tmp_path / "placed.toml").read_text(encoding="utf-8"))


def test_ties_are_told_by_headers_and_by_columns_of_the_same_values(tmp_path: Path) -> None:
    csv(tmp_path, "a.csv", "source,target,year", "A01,B02,2019", "A02,A01,2020")
    csv(tmp_path, "b.csv", "移出id,移入id,签约年份", "101,102,2019", "102,103,2020", "103,101,2021")
    content = tomllib.loads(init(tmp_path).path.read_text(encoding="utf-8"))
    assert [each["columns"] for each in content["edges"]] == [
        {"source": "source", "target": "target", "year": "year"},
        {"source": "移出id", "target": "移入id", "year": "签约年份"},
    ]
    assert len(cn.read(tmp_path).edges) == 5


def test_why_a_file_is_not_read_is_said_in_both_languages(tmp_path: Path) -> None:
    (tmp_path / "edges.csv").write_text("source,target\na,b\nb,c\n", encoding="utf-8")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04broken")
    made = init(tmp_path, language="zh").path.read_text(encoding="utf-8")
    assert "broken.xlsx" in made
    assert "不是可读的工作簿" in made


def test_a_province_and_a_city_of_one_name_are_one_place_and_no_two_ends(tmp_path: Path) -> None:
    places = ["Beijing,Beijing", "Shanghai,Shanghai", "Guangdong,Shenzhen"]
    csv(tmp_path, "f.csv", "firm,province,city", *(f"Firm {n},{each}" for n, each in enumerate(places)))
    csv(tmp_path, "t.csv", "firm,partner,year", *(f"Firm {n},Firm {(n + 1) % 3},2020" for n in range(3)))
    content = tomllib.loads(init(tmp_path).path.read_text(encoding="utf-8"))
    assert [each["file"] for each in content["edges"]] == ["t.csv"]
    assert content["nodes"][0]["file"] == "f.csv"
