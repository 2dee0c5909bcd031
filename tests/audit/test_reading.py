"""Tables are read in the shapes that people keep them in."""

from __future__ import annotations

import re

import openpyxl
import pytest

from clusternet.audit import audit, examine
from clusternet.audit.reading import read_reports
from clusternet.errors import ClusternetError, SchemaError

FAULTY = "排名,节点,连入度,连出度,度数中心度\n1,甲,250,480,730\n2,乙,101,246,348\n3,丙,65,157,222\n"


def rules(path) -> list[str]:
    return audit(path)["rule"].tolist()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(tmp_path, encoding):
    (tmp_path / "a.csv").write_bytes(FAULTY.encode(encoding))
    found = audit(tmp_path)
    assert found[["rule", "printed", "computed", "line", "column"]].values.tolist() == [
        ["sum", "348", "347", 3, "度数中心度"]
    ]


def test_every_sheet_of_a_workbook_is_a_table(tmp_path):
    book = openpyxl.Workbook()
    first = book.active
    first.title = "表3"
    first.append(["表3 度数中心度排名"])
    for line in FAULTY.splitlines():
        first.append([int(cell) if cell.isdigit() else cell for cell in line.split(",")])
    first.append(["注：合作关系截至2022年。"])
    second = book.create_sheet("三次产业")
    for row in (["产业", "占比"], ["第一产业", 0.0039], ["第二产业", 0.2382], ["第三产业", 0.8579]):
        second.append(row)
    book.save(tmp_path / "tables.xlsx")
    found = audit(tmp_path / "tables.xlsx")
    assert sorted(found["table"] + " " + found["rule"]) == ["tables:三次产业 shares", "tables:表3 sum"]
    assert found.loc[found["rule"] == "sum", "line"].item() == 4


def test_two_panels_side_by_side(tmp_path):
    rows = [
        "样本企业,连入度,连出度,度数,样本企业,连入度,连出度,度数",
        "甲,1,2,3,丁,7,8,15",
        "乙,3,4,7,戊,9,9,19",
    ]
    (tmp_path / "a.csv").write_text("\n".join([*rows, "丙,5,6,11,己,1,1,2"]), encoding="utf-8")
    found = audit(tmp_path)
    assert found[["rule", "printed", "computed", "line"]].values.tolist() == [["sum", "19", "18", 3]]
    assert "戊" in found["where"].item()


def test_margins_in_two_panels_and_flows_in_one_column(tmp_path):
    rows = ["排名,技术赋能省份,占比,排名,技术输入省份,占比", "1,广东省,30.0%,1,北京市,26.0%"]
    margins = "\n".join([*rows, "2,北京市,15.0%,2,广东省,22.0%"])
    (tmp_path / "margins.csv").write_text(margins, encoding="utf-8")
    flows = "技术流向,占比\n北京市-北京市,10.0%\n北京市-广东省,6.0%\n广东省-北京市,5.0%\n"
    (tmp_path / "flows.csv").write_text(flows, encoding="utf-8")
    found = audit(tmp_path)
    assert found[["rule", "table", "printed", "line"]].values.tolist() == [["margins", "margins", "15.0%", 3]]


def test_years_as_columns_and_thousands_and_footnotes(tmp_path):
    text = '地区,2019,2020[1],2021\n甲,"1,200","1,300","1,450"\n乙,"3,100","3,350","3,410"\n丙,—,140,150\n'
    (tmp_path / "wide.csv").write_text(text + '合计,"4,300","4,790","5,010"\n', encoding="utf-8")
    assert rules(tmp_path) == []
    (tmp_path / "wide.csv").write_text(text + '合计,"4,300","4,970","5,010"\n', encoding="utf-8")
    found = audit(tmp_path)
    assert found[["rule", "printed", "column"]].values.tolist() == [["sum", "4,970", "2020[1]"]]


@pytest.mark.parametrize("total", ["7,250", "7,520"])
def test_decimal_commas(tmp_path, total):
    text = f"地区;产值\n甲;0,125\n乙;3,125\n丙;4,000\n合计;{total}\n"
    (tmp_path / "sums.csv").write_text(text, encoding="utf-8")
    odd = examine(tmp_path).reading
    assert [(each.problem, each.column, each.value) for each in odd] == [("decimal_comma", "产值", "0,125")]
    assert rules(tmp_path) == ([] if total == "7,250" else ["sum"])


def test_doubtful_commas_are_settled_by_a_setting(tmp_path):
    (tmp_path / "sums.csv").write_text("地区;产值\n甲;1,250\n乙;2,125\n", encoding="utf-8")
    (tmp_path / "audit.toml").write_text('[tables."*"]\ndecimal = ","\n', encoding="utf-8")
    tables, _, _ = read_reports(tmp_path)
    assert [float(cell.value) for cell in tables[0].tables[0].columns[1].cells] == [1.25, 2.125]
    (tmp_path / "audit.toml").write_text('[tables."*"]\ndecimal = ";"\n', encoding="utf-8")
    with pytest.raises(SchemaError, match=r"decimal = ';'; wanted"):
        read_reports(tmp_path)


def test_long_table_of_years(tmp_path):
    rows = [
        f"{year},类{n},{share}" for year in (2020, 2021, 2022) for n, share in enumerate((50.0, 30.0, 20.0))
    ]
    text = "\n".join(["年份,类别名称,占比（%）", *rows]) + "\n"
    (tmp_path / "long.csv").write_text(text, encoding="utf-8")
    assert rules(tmp_path) == []
    (tmp_path / "long.csv").write_text(text.replace("2021,类1,30.0", "2021,类1,33.0"), encoding="utf-8")
    found = audit(tmp_path)
    assert found["rule"].tolist() == ["shares"]
    assert "2021" in found["where"].item()


def test_reports_in_one_folder_are_told_apart_by_their_names(tmp_path):
    for report, people in (("alpha", "500.0"), ("beta", "250.0")):
        for kind in ("table1_papers", "table2_patents"):
            word = kind.partition("_")[2]
            rows = [f"国家,{word},{word}_per_million", f"中国,700000,{people}", f"美国,70000,{people}"]
            (tmp_path / f"{report}_{kind}.csv").write_text("\n".join(rows), encoding="utf-8")
    found = examine(tmp_path)
    assert [each.name for each in found.reports] == ["alpha", "beta"]
    assert not found.doubts


def test_settings_say_what_headers_do_not(tmp_path):
    (tmp_path / "answers.csv").write_text("what,part\na,48.7\nb,33.6\nc,16.8\n", encoding="utf-8")
    assert rules(tmp_path) == []
    (tmp_path / "audit.toml").write_text(
        '[tables.answers]\nroles = { part = "share" }\nbase = 125\ncomplete = true\n', encoding="utf-8"
    )
    assert sorted(rules(tmp_path)) == ["grim", "shares"]
    (tmp_path / "audit.toml").write_text(
        'skip = ["grim"]\n[tables."ans*"]\nroles = { part = "share" }\nbase = 125\ncomplete = true\n',
        encoding="utf-8",
    )
    assert rules(tmp_path / "audit.toml") == ["shares"]
    (tmp_path / "audit.toml").write_text("[tables.answers]\nignore = true\n", encoding="utf-8")
    with pytest.raises(ClusternetError, match="all are ignored"):
        audit(tmp_path)


def test_settings_name_sums_and_indices(tmp_path):
    (tmp_path / "costs.csv").write_text("who,a,b,x\nm,10,5,15\nn,20,7,29\n", encoding="utf-8")
    rows = ["who,p,q,z", "m,1.0,30.0,0.25", "n,5.0,10.0,0.75", "o,3.0,20.0,0.70"]
    (tmp_path / "made.csv").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "audit.toml").write_text(
        '[[sums]]\ntable = "costs"\ntotal = "x"\nparts = ["a", "b"]\n'
        '[[indices]]\nindex = "made.z"\nof = ["made.p", "made.q"]\nweights = [3, 1]\ndirection = [1, 1]\n',
        encoding="utf-8",
    )
    found = audit(tmp_path)
    assert found[["rule", "printed"]].values.tolist() == [["sum", "29"], ["index", "0.70"]]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("tables = 3", "tables = 3; wanted a table"),
        ("[tables.a]\nrolls = {}", "unknown key 'rolls' in .tables. a; accepted: ignore, roles"),
        ('[tables.a]\nroles = { b = "shares" }', "a.roles.b = 'shares'; wanted one of label"),
        ('skip = ["sums"]', "wanted some of sum, "),
        ("[[sums]]\ntable = 'a'", ".sums. needs total"),
        (
            "[[indices]]\nindex = 'a.b'\nof = ['a.c']\nmethod = 'rank'",
            "method = 'rank'; wanted one of min-max",
        ),
        ("= 3", "audit.toml: not a TOML file"),
    ],
)
def test_faulty_settings_are_refused(tmp_path, text, says):
    (tmp_path / "a.csv").write_text("who,b,c\nm,1,2\nn,2,3\n", encoding="utf-8")
    (tmp_path / "audit.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ClusternetError, match=says):
        audit(tmp_path)


def test_bad_input(tmp_path):
    with pytest.raises(ClusternetError, match="no such file or folder"):
        audit(tmp_path / "nowhere")
    with pytest.raises(ClusternetError, match="no table in it"):
        audit(tmp_path)
    (tmp_path / "a.csv").write_bytes(b"")
    with pytest.raises(ClusternetError, match="empty"):
        audit(tmp_path / "a.csv")
    (tmp_path / "b.csv").write_text(FAULTY, encoding="utf-8")
    found = examine(tmp_path)
    assert len(found.doubts) == 1
    assert "a.csv: the file is empty" in found.passed[0].en


@pytest.mark.parametrize(
    ("setting", "wanted"),
    [
        ('skip = "rows"', "a list of texts"),
        ('[tables.t]\nbase = "125"', "a whole number of 1 or more"),
        ('[tables.t]\nheader_row = "x"', "a whole number of 1 or more"),
        ('[tables.t]\ndelimiter = ";;"', "one character"),
        ('[tables.t]\ncomplete = "yes"', "true or false"),
        ('[[indices]]\nindex = "t.a"\nof = ["t.b"]\nweights = ["x"]', "a list of numbers"),
        ('[[sums]]\ntable = "t"\ntotal = "a"\nparts = "b"', "a list of texts"),
        (
            '[[indices]]\nindex = "t.a"\nof = ["t.b"]\naggregate = "mean"',
            "unknown key 'aggregate' in [indices]",
        ),
        ('[tables.t]\nsheet = "x"', "unknown key 'sheet' in [tables] t"),
    ],
)
def test_a_setting_of_another_kind_is_refused(tmp_path, setting, wanted):
    (tmp_path / "t.csv").write_text("name,a,b\nx,1,2\ny,3,4\n", encoding="utf-8")
    (tmp_path / "audit.toml").write_text(setting, encoding="utf-8")
    with pytest.raises(SchemaError, match=re.escape(wanted)):
        examine(tmp_path)


def test_settings_that_fit_nothing_are_told(tmp_path):
    (tmp_path / "t.csv").write_text("name,a,b\nx,1,2\ny,3,4\n", encoding="utf-8")
    (tmp_path / "audit.toml").write_text(
        '[tables.other]\nbase = 3\n[tables."t*".roles]\nB = "measure"\nshares = "share"\n'
        '[[sums]]\ntable = "t"\ntotal = "a"\nparts = ["b", "c"]\n'
        '[[indices]]\nindex = "t.a"\nof = ["t.b", "t.z"]\n',
        encoding="utf-8",
    )
    assert examine(tmp_path).idle == (
        "[tables.other] fits no table",
        "[tables.t*] roles: no column 'shares'",
        "[[sums]] of t.a: no table has these columns",
        "[[indices]]: no column 't.z'",
    )
    assert examine(tmp_path / "t.csv").idle == ()


def test_sheets_that_hold_no_table_are_told(tmp_path):
    book = openpyxl.Workbook()
    for row in (["name", "a"], ["x", 1], ["y", 2]):
        book.active.append(row)
    book.create_sheet("empty")
    book.save(tmp_path / "t.xlsx")
    found = examine(tmp_path)
    assert (len(found.reports[0].tables), len(found.passed)) == (1, 1)
    assert "empty" in found.passed[0].en


@pytest.mark.parametrize(
    ("said", "unit", "found"),
    [("", 1, 1), ("exact = false", 1, 0), ("", 10, 0), ("exact = true", 10, 1)],
)
def test_whether_sums_are_exact_may_be_said(tmp_path, said, unit, found):
    rows = [(1273, 1311), (2291, 2317), (3109, 3227), (907, 1079), (4171, 53), (527, 681)]
    cells = [
        ",".join(f"{each / unit:g}" for each in (one, two, one + two + (at == 2)))
        for at, (one, two) in enumerate(rows)
    ]
    (tmp_path / "t.csv").write_text("\n".join(["place,x,y,z", *(f"p,{row}" for row in cells)]))
    (tmp_path / "audit.toml").write_text(f"[tables.t]\n{said}\n")
    assert [each.rule for each in examine(tmp_path).doubts].count("sum") == found
