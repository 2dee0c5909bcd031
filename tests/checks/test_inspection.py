"""Every finding of ``check``: where it is, what stands there, what was done."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import xlsxwriter

from clusternet import io as files
from clusternet.checks.inspection import inspect, is_credit_code
from clusternet.schema.problems import PROBLEMS
from running import Runner, save

Found = set[tuple[str, str, int | None, str, str, str]]


def found(path: Path, *problems: str) -> Found:
    return {
        (each.problem, each.file, each.line, each.column, each.value, str(each.action))
        for each in inspect(files.examine(path))
        if not problems or each.problem in problems
    }


def folder(path: Path, edges: str, nodes: str = "", name: str = "nodes.csv") -> Path:
    save(path, edges, "edges.csv")
    if nodes:
        save(path, nodes, name)
    return path


def test_clean_data_give_nothing(tmp_path: Path) -> None:
    nodes = (
        "编号,节点类型,省份,城市,股票代码,统一社会信用代码\n甲,样本,广东省,深圳市,000020,9144030071526726XG\n"
        "乙,关系节点,江苏,昆山,00700,\n丙,关系节点,,浦东新区,,\n"
    )
    assert found(folder(tmp_path, "来源,目标,年份\n甲,乙,2018\n乙,丙,2020\n", nodes)) == set()


def test_letters(tmp_path: Path) -> None:
    path = folder(
        tmp_path,
        "供给方,需求方\nОРРО,甲\n乙,ＴＣＬ\n",
        "编号,名称,城市\n甲,Ноnda,上海市\n乙,３Ｍ,上海市\nОРРО,,上海市\nＴＣＬ,,上海市\n",
    )
    assert found(path) == {
        ("homoglyph", "nodes.csv", 4, "编号", "ОРРО", "kept; in Latin letters OPPO"),
        ("homoglyph", "nodes.csv", 2, "名称", "Ноnda", "kept; in Latin letters Honda"),
        ("full_width", "nodes.csv", 3, "名称", "３Ｍ", "kept"),
        ("full_width", "nodes.csv", 5, "编号", "ＴＣＬ", "kept"),
    }
    alone = save(tmp_path, "供给方,需求方\n甲,乙\nОРРО,甲\n", "alone.csv")
    assert found(alone) == {
        ("homoglyph", "alone.csv", 3, "供给方/需求方", "ОРРО", "kept; in Latin letters OPPO")
    }


def test_likely_aliases(tmp_path: Path) -> None:
    path = folder(tmp_path, "来源,目标\n华为,甲\n华为,乙\n华为技术有限公司,乙\n")
    action = "not merged; may be 华为 (trade word, score 85): see `clusternet alias suggest`"
    assert found(path) == {("likely_alias", "edges.csv", 4, "来源/目标", "华为技术有限公司", action)}


def test_places(tmp_path: Path) -> None:
    path = folder(
        tmp_path,
        "来源,目标\na,b\nc,d\ne,f\ng,h\n",
        "编号,省份,城市,国家\na,,深川市,\nb,,朝阳区,\nc,广东省,苏州市,\nd,深圳市,,\ne,,,\nf,,Boston,美国\ng,国外,,\nh,吉林省,吉林,\n",
    )
    assert found(path) == {
        ("unknown_place", "nodes.csv", 2, "城市", "深川市", "unknown place; nearest: 深圳市, 深州市, 银川市"),
        (
            "ambiguous_place",
            "nodes.csv",
            3,
            "城市",
            "朝阳区",
            "unknown place; may be in 北京市北京市, 吉林省长春市",
        ),
        ("place_conflict", "nodes.csv", 4, "城市", "苏州市", "苏州市 is in 江苏省; 广东省 kept"),
        ("city_as_province", "nodes.csv", 5, "省份", "深圳市", "taken as 广东省 深圳市"),
        ("no_place", "nodes.csv", 6, "省份/城市/国家", "e", "counted as 未知"),
    }


def test_places_carried_by_edges_and_places_of_their_own(tmp_path: Path) -> None:
    save(tmp_path, "来源,目标,目标城市\n甲,乙,深川市\n", "e.csv")
    save(tmp_path, '[edges]\nfile = "e.csv"', "dataset.toml")
    assert {each[:5] for each in found(tmp_path, "unknown_place")} == {
        ("unknown_place", "e.csv", 2, "目标城市", "深川市")
    }
    save(tmp_path, 'places = "own"\n[edges]\nfile = "e.csv"', "dataset.toml")
    assert {each[0] for each in found(tmp_path)} == {"no_place"}


def test_spellings_that_places_of_their_own_keep_apart(tmp_path: Path) -> None:
    edges = "source,target,target_province\na,b,北京\na,c,北京市\na,d,Gyeonggi\na,e,吉林省\na,f,Beijing\n"
    toml = tmp_path / "dataset.toml"
    toml.write_text('places = "own"\n[[edges]]\nfile = "edges.csv"\n', encoding="utf-8")
    (tmp_path / "edges.csv").write_text(edges, encoding="utf-8")
    told = [each for each in inspect(files.examine(tmp_path)) if each.problem == "spelt_apart"]
    assert [(each.line, each.value, each.action.values) for each in told] == [
        (3, "北京市", ("北京",)),
        (6, "Beijing", ("北京",)),
    ]


def test_nodes_that_the_table_does_not_list(tmp_path: Path) -> None:
    edges = "来源,目标\n甲,乙\n甲,丙\n"
    nodes = "编号,节点类型\n甲,样本\n乙,关系节点\n"
    assert found(folder(tmp_path, edges, nodes)) == {
        ("unknown_node", "edges.csv", 3, "来源/目标", "丙", "kept, without attributes")
    }
    (tmp_path / "nodes.csv").unlink()
    assert found(folder(tmp_path, edges, "编号\n甲\n", "样本名录.csv")) == set()


def test_codes_that_a_spreadsheet_spoilt(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "nodes.xlsx"))
    sheet = book.add_worksheet("名录")
    sheet.write_row(0, 0, ["编号", "股票代码", "统一社会信用代码"])
    sheet.write_row(1, 0, ["甲", 20, 914403007152672600])
    sheet.write_row(2, 0, ["乙", "000020", "914403007152672000"])
    sheet.write_row(3, 0, ["丙", 600519, "9144030071526726XX"])
    sheet.write_row(4, 0, ["丁", "0700", "9.14403E+17"])
    book.close()
    folder(tmp_path, "来源,目标,行业\n甲,乙,5\n丙,丁,C39\n")
    lost = "kept; digits are lost, store the column as text"
    assert found(tmp_path) == {
        ("lost_zeros", "nodes.xlsx", 2, "股票代码", "20", "kept; was 000020?"),
        ("rounded_code", "nodes.xlsx", 2, "统一社会信用代码", "9.144030071526726e+17", lost),
        ("rounded_code", "nodes.xlsx", 3, "统一社会信用代码", "914403007152672000", lost),
        ("bad_credit_code", "nodes.xlsx", 4, "统一社会信用代码", "9144030071526726XX", "kept"),
        ("rounded_code", "nodes.xlsx", 5, "统一社会信用代码", "9.14403E+17", lost),
        ("lost_zeros", "edges.csv", 2, "行业", "5", "kept; was 05?"),
    }
    assert {each.sheet for each in inspect(files.examine(tmp_path)) if each.file == "nodes.xlsx"} == {"名录"}


def test_ids_that_are_stock_codes(tmp_path: Path) -> None:
    path = save(
        tmp_path, "source,target\n600519,000020\n600519,20\n300750,1.2E+17\n300750,1.2E+05\n300750,688981\n"
    )
    assert {each[:5] for each in found(path)} == {
        ("lost_zeros", "edges.csv", 3, "source/target", "20"),
        ("rounded_code", "edges.csv", 4, "target", "1.2E+17"),
        ("code_as_number", "edges.csv", 5, "source/target", "1.2E+05"),
    }
    numbered = save(tmp_path, "source,target\n1,2\n2,300\n", "plain.csv")
    assert found(numbered) == set()


@pytest.mark.parametrize(
    ("text", "valid"),
    [("9144030071526726XG", True), ("9144030071526726xg", True), ("9144030071526726X", False), ("", False),
     ("9144030071526726IG", False), ("914403007152672OXG", False)],
)  # fmt: skip
def test_credit_codes(text: str, valid: bool) -> None:
    assert is_credit_code(text) == valid


@pytest.mark.parametrize(
    ("header", "weight", "named", "suspicious"),
    [
        ("weight", "3", "", False), ("weight", "25000000", "", True), ("权重", "9999", "", False),
        ("投资金额（万元）", "30", "投资金额（万元）", True),
    ],
)  # fmt: skip
def test_amounts_as_weights(tmp_path: Path, header: str, weight: str, named: str, suspicious: bool) -> None:
    columns = f'\ncolumns = {{ weight = "{named}" }}' if named else ""
    save(tmp_path, f"source,target,{header}\na,b,1\nb,c,{weight}\n", "e.csv")
    save(tmp_path, f'[edges]\nfile = "e.csv"{columns}', "dataset.toml")
    expected = (
        "amount_as_weight", "e.csv", 3, header, f"1 to {float(weight):g}",
        "kept as weight; give amounts of money a column of their own",
    )  # fmt: skip
    assert found(tmp_path) == ({expected} if suspicious else set())


def test_years(tmp_path: Path) -> None:
    path = folder(
        tmp_path,
        "来源,目标,签约时间\n甲,乙,1900\n甲,乙,2018\n甲,丙,2019\n甲,丙,2099\n",
        "编号,成立年份\n甲,2019\n乙,\n丙,\n",
    )
    assert found(path) == {
        ("implausible_year", "edges.csv", 2, "签约时间", "1900", "kept; no other year within 20 years"),
        ("implausible_year", "edges.csv", 5, "签约时间", "2099", "kept; in the future"),
        ("before_foundation", "edges.csv", 2, "签约时间", "1900", "kept; 甲 was founded in 2019"),
        ("before_foundation", "edges.csv", 3, "签约时间", "2018", "kept; 甲 was founded in 2019"),
    }


def test_rows_that_say_the_same(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        "来源,目标,年份,技术,出处\n甲,乙,2018,5G,\n甲,乙,2018,5G,x\n甲,乙,2018,5G,\n甲,乙,,5G,\n甲,乙,2018,5G,\n",
    )
    assert found(path, "exact_duplicate") == {
        (
            "exact_duplicate",
            "edges.csv",
            line,
            "",
            "甲 → 乙",
            "kept, weights add up; the same as line 2 of edges.csv",
        )
        for line in (4, 6)
    }
    assert len(files.read(path).edges) == 5


def test_contradictions_of_tables_and_rows(tmp_path: Path) -> None:
    edges = "样本企业,合作方,方向,样本企业城市,合作方节点类型\n甲,乙,赋能,上海市,样本\n丙,甲,输入,,\n"
    nodes = "编号,城市,节点类型\n甲,北京市,关系节点\n乙,天津市,关系节点\n丙,北京市,样本\n甲,重庆市,样本\n"
    assert found(folder(tmp_path, edges, nodes)) == {
        ("attribute_conflict", "edges.csv", 2, "样本企业城市", "甲: 上海市", "北京市 kept"),
        ("attribute_conflict", "nodes.csv", 5, "城市", "甲: 重庆市", "北京市 kept"),
        ("kind_conflict", "nodes.csv", 5, "节点类型", "甲: sample", "partner kept"),
        ("kind_conflict", "edges.csv", 2, "合作方节点类型", "甲: sample", "partner kept"),
        ("kind_conflict", "edges.csv", 2, "合作方节点类型", "乙: sample", "partner kept"),
        ("duplicate_id", "nodes.csv", 5, "编号", "甲", "first row kept, later values fill its gaps"),
    }


def test_one_pass_finds_everything_at_once(tmp_path: Path, run: Runner) -> None:
    edges = (
        "来源,目标,年份,权重\n华为 ,甲,2018,1\n,甲,2018,1\n华为技术有限公司,甲,,1\n甲,甲,3018,1\n"
        "甲,甲,2018,1\nОРРО,甲,2018,-1\n乙,ＴＣＬ,2018,50000\n乙,ＴＣＬ,2018,50000\n"
    )
    nodes = "编号,城市,节点类型\n华为,深圳市,样本\n,北京市,\n华为,,\n甲,某某市,关系节点\n"
    path = folder(tmp_path, edges, nodes)
    done = run("check", path, "--format", "csv", code=1)
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert done.err == ""
    assert list(rows[0]) == ["file", "sheet", "line", "column", "severity", "problem", "value", "action"]
    assert {row["problem"] for row in rows} == {
        "trimmed", "blank_end", "undated", "year_out_of_range", "self_loop", "bad_weight", "blank_id",
        "duplicate_id", "unknown_place", "no_place", "unknown_node", "likely_alias", "full_width",
        "exact_duplicate", "amount_as_weight",
    }  # fmt: skip
    assert all(row["line"] and row["file"] for row in rows)
    assert {row["severity"] for row in rows} == {"fault", "warning", "note"}
    out = run("check", path, code=1).out
    assert "疑似同一机构的不同名称: 1" in out
    assert "拒收 4 行" in out


def test_faults_come_first_and_the_summary_stays_with_a_file(tmp_path: Path, run: Runner) -> None:
    rows = [f" fund{number},firm{number},1" for number in range(230)] + ["f,,1", "f,g,much", "f,h,more"]
    path = save(tmp_path, "\n".join(["source,target,weight", *rows]) + "\n", "deals.csv")
    done = run("check", path, "--format", "csv", code=1)
    assert [row["problem"] for row in csv.DictReader(io.StringIO(done.out))][:4] == [
        "bad_weight", "bad_weight", "blank_end", "trimmed"
    ]  # fmt: skip
    shown = run("check", path, "--lang", "en", code=1).out
    assert shown.count("│ fault ") == 3
    assert shown.count("│ deals.csv │") == 200
    assert "first 200 of 233 findings" in shown
    target = tmp_path / "findings.csv"
    written = run("check", path, "--lang", "en", "--only", "faults", "--out", target, code=1)
    assert len(target.read_text(encoding="utf-8").splitlines()) == 4
    assert "Faults (row refused), 3: weight is no number, or negative: 2; missing name: 1" in written.err
    assert "Notes, 230: spaces around a value were cut: 230" in written.err
    assert run("check", path, "--out", target, "--quiet", code=1).err == ""


def test_nodes_are_called_by_name_where_people_read(tmp_path: Path, run: Runner) -> None:
    nodes = "id,name,city\nn1,Alpha Lab,上海市\nn2,Beta Lab,\nn3,Beta Lab,上海市\n"
    path = folder(tmp_path, "source,target\nn1,n2\nn1,n2\nn3,n3\n", nodes)
    shown = run("check", path, "--lang", "en").out
    assert "Alpha Lab → Beta Lab (n2)" in shown
    assert "nodes.csv" in shown
    assert "edges.csv" in shown
    values = {row["value"] for row in csv.DictReader(io.StringIO(run("check", path, "--format", "csv").out))}
    assert {"n1 → n2", "n3", "n2"} <= values


def test_reading_alone_stays_quick_and_quiet(tmp_path: Path) -> None:
    path = folder(tmp_path, "来源,目标\n华为,甲\n华为技术有限公司,甲\nОРРО,甲\n")
    assert files.examine(path).findings == ()
    assert len(inspect(files.examine(path))) == 2


def test_strict_counts_warnings_and_not_notes(tmp_path: Path, run: Runner) -> None:
    note = save(tmp_path, "source,target\nＴＣＬ,b\n", "note.csv")
    warning = save(tmp_path, "source,target\nОРРО,b\n", "warning.csv")
    assert [run("check", path, "--strict", code=None).code for path in (note, warning)] == [0, 1]
    assert run("check", warning).out


def test_every_problem_is_raised_somewhere() -> None:
    source = Path(files.__file__).parents[1]
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in source.rglob("*.py") if path.name != "findings.py"
    )
    assert [problem for problem in PROBLEMS if f'"{problem}"' not in text] == []


def test_replaced_words_stand_under_the_header_of_a_survey(tmp_path: Path) -> None:
    rows = "企业名称,合作方,方向,合作方机构类型\n甲,乙,赋能,高校\n甲,丙,赋能,大学\n"
    found = inspect(files.examine(save(tmp_path, rows)))
    assert [each.column for each in found if each.problem == "term_replaced"] == ["合作方机构类型"]
