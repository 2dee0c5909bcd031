from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from clusternet import io
from clusternet.errors import ClusternetError, FormatError, SchemaError

ROOT = Path(__file__).resolve().parents[2]
DESCRIPTORS = ROOT / "tests" / "descriptors"
SHARED = ROOT.parent / "shared" / "data"


def edges_of(net: object) -> list[tuple[str, str]]:
    edges = net.edges  # type: ignore[attr-defined]
    return list(zip(edges["source"].astype(object), edges["target"].astype(object), strict=True))


def dataset(folder: Path, descriptor: str, **files: str) -> Path:
    """Write a folder: a descriptor and files whose dot is written as two underscores."""
    folder.mkdir(exist_ok=True)
    (folder / "dataset.toml").write_text(descriptor, encoding="utf-8")
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


# -- descriptors -------------------------------------------------------------------------------------------
def test_the_example_of_the_design(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "技术合作.xlsx"))
    for name in ("2021", "2022"):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, [f"{name}年合作"])
        sheet.write_row(1, 0, ["企业名称", "合作方", "方向", "签约时间", "合作方城市"])
        sheet.write_row(2, 0, ["甲", "乙、丙;Foo, Inc.", "赋能", f"{name}-05-03", "北京市"])
        sheet.write_row(3, 0, ["甲", "红杉领投、IDG跟投等", "输入", f"{name}年", "未披露"])
        sheet.write_row(4, 0, ["甲", "—", "输入", f"{name}年", "/"])
    book.close()
    edges = "".join(
        f"""
        [[edges]]
        file = "技术合作.xlsx"
        sheet = "{sheet}"
        header_row = 2
        columns = {{ sample = "企业名称", partner = "合作方", year = "签约时间", target_city = "合作方城市" }}
        set = {{ relation = "technology" }}
        split = {{ partner = "、;" }}
        strip = {{ partner = ["领投", "跟投", "等"] }}
        missing = ["未披露", "—", "/"]
        """
        for sheet in ("2021", "2022")
    )
    dataset(
        tmp_path,
        f"""
        title = "AI 2022"
        synthetic = true
        poles = ["北京市", "上海市"]
        {edges}
        [nodes]
        file = "roster.csv"
        kind = "sample"
        [aliases]
        file = "aliases.csv"
        """,
        roster__csv="企业名称,省份\n甲,上海市\n戊,广东省\n",
        aliases__csv="alias,canonical\n红杉,红杉资本\n",
    )
    reading = io.examine(tmp_path)
    net = reading.network
    one_year = [("甲", "乙"), ("甲", "丙"), ("甲", "Foo, Inc."), ("红杉资本", "甲"), ("IDG", "甲")]
    assert edges_of(net) == one_year * 2
    assert net.years == [2021, 2022]
    assert net.edges["relation"].unique().tolist() == ["technology"]
    assert net.edges["row_sheet"].unique().tolist() == ["2021", "2022"]
    assert net.edges["row_line"].tolist() == [3, 3, 3, 4, 4] * 2
    assert net.nodes.loc["Foo, Inc.", "city"] == "北京市"
    assert net.nodes["city"].notna().sum() == 3  # one city for three partners, with a warning
    assert net.kinds is not None
    assert net.kinds[net.kinds.eq("sample")].index.tolist() == ["甲", "戊"]
    assert net.about.title == "AI 2022"
    assert net.about.synthetic
    assert net.about.poles == ("北京市", "上海市")
    assert [(each.sheet, each.line) for each in reading.findings if each.severity == "fault"] == [
        ("2021", 5), ("2022", 5),
    ]  # fmt: skip
    assert {each.problem for each in reading.findings} == {
        *("blank_end", "split_cell", "ambiguous_split", "stripped", "renamed")
    }


def test_one_edges_table_without_header(tmp_path: Path) -> None:
    path = dataset(
        tmp_path,
        '[edges]\nfile = "e.txt"\nheader = false\ncomment = "#"\ndelimiter = "\\t"\n'
        "columns = { source = 1, target = 2, year = 3 }",
        e__txt="# from\tto\n1\t2\t2018\n2\t3\t2019\n",
    )
    net = io.read(path)
    assert edges_of(net) == [("1", "2"), ("2", "3")]
    assert net.years == [2018, 2019]
    assert net.edges["row_line"].tolist() == [2, 3]


def test_missing_words_of_one_column(tmp_path: Path) -> None:
    path = dataset(
        tmp_path,
        '[edges]\nfile = "e.csv"\nmissing = { target_city = ["NA"], "备注" = ["/"] }',
        e__csv="来源,目标,目标城市,备注\nNA,乙,NA,/\n甲,NA,深圳市,x\n",
    )
    net = io.read(path)
    assert edges_of(net) == [("NA", "乙"), ("甲", "NA")]
    assert net.nodes["city"].dropna().to_dict() == {"NA": "深圳市"}
    assert net.edges["备注"].isna().tolist() == [True, False]


def test_missing_words_do_not_reach_other_columns(tmp_path: Path) -> None:
    path = dataset(
        tmp_path,
        '[edges]\nfile = "e.csv"\n[nodes]\nfile = "n.csv"\nmissing = { city = ["NA"], country = [] }',
        e__csv="source,target\na,b\n",
        n__csv="id,city,country\na,NA,NA\n",
    )
    net = io.read(path)
    assert net.nodes["country"].dropna().to_dict() == {"a": "NA"}
    assert net.nodes["city"].isna().all()


def test_memberships(tmp_path: Path) -> None:
    path = dataset(
        tmp_path,
        'places = "own"\n[edges]\nfile = "m.csv"\n'
        'pairs = { group = "rcn", member = "pic", role = "role", '
        'source = "coordinator", target = "participant" }\n'
        'columns = { year = "start", source_country = "country", target_country = "country" }',
        m__csv=(
            "rcn,pic,role,country,start\n1,A,coordinator,NA,2014\n1,B,participant,FR,2014\n1,C,participant,DE,2014\n"
            "1,D,partner,DE,2014\n2,A,coordinator,NA,2015\n2,E,coordinator,IT,2015\n2,B,participant,FR,2015\n"
            ",F,participant,FR,2015\n2,,participant,FR,2015\n"
        ),
    )
    reading = io.examine(path)
    assert edges_of(reading.network) == [("A", "B"), ("A", "C"), ("A", "B"), ("E", "B")]
    assert reading.network.nodes["country"].to_dict() == {"A": "NA", "B": "FR", "C": "DE", "E": "IT"}
    assert reading.network.about.places == "own"
    assert [(each.problem, each.line, each.value) for each in reading.findings] == [
        ("blank_group", 9, ""), ("blank_end", 10, ""), ("unknown_role", None, "partner"),
    ]  # fmt: skip


def test_headers_in_a_descriptor_are_matched_without_spaces_and_breaks(tmp_path: Path) -> None:
    path = dataset(
        tmp_path,
        '[edges]\nfile = "e.csv"\ncolumns = { source = "供给 单位", target = "需求单位" }',
        e__csv='survey,\n"供给\n单位", 需求单位\n甲,乙\n',
    )
    assert edges_of(io.read(path)) == [("甲", "乙")]


def test_several_sources_with_different_columns(tmp_path: Path) -> None:
    path = dataset(
        tmp_path,
        '[[edges]]\nfile = "a.csv"\n'
        '[[edges]]\nfile = "sub/b.tsv"\nset = { relation = "人力资本", year = "2020" }',
        a__csv="source,target,year,note\na,b,,\n",
    )
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.tsv").write_text("sample\tpartner\tdirection\tweight\na\tc\tboth\t2\n")
    net = io.read(path)
    assert edges_of(net) == [("a", "b"), ("a", "c"), ("c", "a")]
    assert net.edges["weight"].tolist() == [1, 2, 2]
    assert net.years == [2020]
    assert net.edges["relation"].dropna().tolist() == ["human_capital"] * 2


def test_root_names_another_folder(tmp_path: Path) -> None:
    path = dataset(tmp_path / "here", '[edges]\nfile = "e.csv"')
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "e.csv").write_text("source,target\na,b\n")
    with pytest.raises(FormatError, match="no such file"):
        io.read(path)
    assert edges_of(io.read(path, root=tmp_path / "there")) == [("a", "b")]
    assert edges_of(io.read(path / "dataset.toml", root=tmp_path / "there")) == [("a", "b")]


def test_undirected_data(tmp_path: Path) -> None:
    net = io.read(
        dataset(tmp_path, 'directed = false\n[edges]\nfile = "e.csv"', e__csv="source,target\nb,a\na,b\n")
    )
    assert not net.directed
    assert net.links().size == 1


# -- faults of descriptors ---------------------------------------------------------------------------------
FILE = '[edges]\nfile = "e.csv"\n'


@pytest.mark.parametrize(
    ("descriptor", "message"),
    [
        ("title = ", "not a TOML file"),
        ("", r"no \[\[edges\]\] table"),
        ('edges = "e.csv"', "edges = 'e.csv'; wanted a table"),
        ('titel = "x"\n[edges]\nfile = "e.csv"', "unknown key 'titel'; accepted: title, synthetic"),
        (FILE + "headers = 1", r"unknown key 'headers' in \[edges\]; accepted: file, sheet.*matrix$"),
        (
            FILE + 'mixed = "both"',
            r"in \[edges\]; .*; it belongs at the top of the file, above ",
        ),
        ('encoding = "x"\n' + FILE, r"; it belongs under \[\[edges\]\] or under \[\[nodes\]\]$"),
        (FILE + '[nodes]\nfile = "e.csv"\nsplits = "product"', r"unknown key 'splits' in \[nodes\]"),
        ("[edges]\nfile = 3", r"\[edges\] file = 3; wanted a text"),
        ("[edges]", r"\[edges\] needs file"),
        ('title = 3\n[edges]\nfile = "e.csv"', "title = 3; wanted a text"),
        ('synthetic = "yes"\n[edges]\nfile = "e.csv"', "synthetic = 'yes'; wanted true or false"),
        ('poles = "A"\n[edges]\nfile = "e.csv"', "poles = 'A'; wanted a list of texts"),
        ('places = "x"\n[edges]\nfile = "e.csv"', "places = 'x'; wanted one of chinese, names, own"),
        ('language = "fr"\n[edges]\nfile = "e.csv"', "language = 'fr'; wanted one of zh, en"),
        (FILE + "header_row = 0", r"\[edges\] header_row = 0; wanted a whole number of 1 or more"),
        (FILE + "header_row = true", "header_row = true; wanted"),
        (FILE + "header = 1", r"\[edges\] header = 1; wanted true or false"),
        (FILE + "sheet = 2022", r"\[edges\] sheet = 2022; wanted a text"),
        (FILE + 'columns = "x"', r"\[edges\] columns = 'x'; wanted a table"),
        (
            FILE + 'columns = { sorce = "x" }',
            r"unknown key 'sorce' in \[edges\] columns; accepted: source, target",
        ),
        (FILE + 'columns = { source = "x" }', "no column 'x' for source; its columns are: source, target"),
        (FILE + 'strip = ["x"]', r"\[edges\] strip = \['x'\]; wanted a table"),
        (FILE + 'strip = { partner = "x" }', r"\[edges\] strip.partner = 'x'; wanted a list of texts"),
        (FILE + 'split = { partner = "," }', "no column 'partner' for partner"),
        (FILE + 'missing = "x"', "missing = 'x'; wanted a list of texts"),
        (FILE + 'encoding = "klingon"', "unknown encoding 'klingon'"),
        (FILE + 'delimiter = "::"', "delimiter = '::'; wanted one character"),
        (FILE + 'pairs = { group = "x" }', "pairs = .*; wanted the keys group, member, role"),
        ('[edges]\nfile = "../e.csv"', "leads out of the data set.*--root"),
        ('[edges]\nfile = "/etc/passwd"', "leads out of the data set"),
        ('[edges]\nfile = "a/../../e.csv"', "leads out of the data set"),
        (FILE + '[aliases]\nfile = "../a.csv"', "leads out of the data set"),
        (FILE + '[aliases]\nfile = "e.csv"', "needs the columns alias and canonical; found: source"),
        (FILE + '[nodes]\nfile = "n.csv"', "n.csv: no such file"),
        (FILE + '[nodes]\nfile = "e.csv"\nkind = "boss"', "kind = 'boss'; accepted: sample, partner"),
    ],
)
def test_a_wrong_descriptor_names_the_key(tmp_path: Path, descriptor: str, message: str) -> None:
    with pytest.raises(ClusternetError, match=message) as caught:
        io.read(dataset(tmp_path, descriptor, e__csv="source,target\na,b\n"))
    assert "\n" not in str(caught.value).removesuffix(")")


# -- folders -----------------------------------------------------------------------------------------------
def test_folders_by_name(tmp_path: Path) -> None:
    (tmp_path / "edges.2021.csv").write_text("source,target\na,b\n")
    (tmp_path / "edges.2022.tsv").write_text("source\ttarget\nb,x\tc\n")
    (tmp_path / "样本.csv").write_text("id,city\na,上海市\n")
    net = io.read(tmp_path)
    assert edges_of(net) == [("a", "b"), ("b,x", "c")]
    assert net.kinds is not None
    assert net.kinds["a"] == "sample"
    assert net.about.title == tmp_path.name


def test_a_folder_with_one_table_in_two_formats_is_refused(tmp_path: Path) -> None:
    for name in ("edges.csv", "edges.tsv"):
        (tmp_path / name).write_text("source,target\na,b\n")
    with pytest.raises(FormatError, match=r"both edges.csv and edges.tsv; say which in dataset.toml"):
        io.read(tmp_path)


def test_a_folder_without_a_data_set(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="a folder without a data set"):
        io.read(tmp_path)
    with pytest.raises(FormatError, match="no such file or folder"):
        io.read(tmp_path / "nothing")


def test_nodes_given_apart(tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_text("source,target\na,b\n")
    (tmp_path / "n.csv").write_text("id,name\na,Alpha\nz,Omega\n")
    net = io.read(tmp_path / "e.csv", nodes=tmp_path / "n.csv")
    assert net.nodes["name"].dropna().to_dict() == {"a": "Alpha", "z": "Omega"}


def test_the_shipped_network() -> None:
    reading = io.examine(io.shipped())
    assert reading.network.about.synthetic
    assert reading.refused == 0
    with pytest.raises(FormatError, match="no shipped data set"):
        io.shipped("atlantis")


# -- real data, where it is there --------------------------------------------------------------------------
@pytest.mark.skipif(not (SHARED / "crunchbase_acquisitions").is_dir(), reason="the shared data are not here")
def test_crunchbase() -> None:
    reading = io.examine(DESCRIPTORS / "crunchbase", root=SHARED / "crunchbase_acquisitions")
    net, lines = (
        reading.network,
        {each.line: each.problem for each in reading.findings if each.severity == "fault"},
    )
    assert len(net.edges) == 18_964
    assert lines[2637] == lines[8142] == "year_out_of_range"
    assert lines[16142] == "swallowed_lines"
    assert lines[19116] == "shifted_row"
    assert all(lines[line] == "field_count" for line in range(16143, 16290))
    assert len(lines) == reading.refused == 4 + 147
    assert net.edges["year"].isna().sum() == sum(each.problem == "undated" for each in reading.findings) == 10
    assert net.years[0] >= 1800
    assert net.about.places == "own"
    assert net.nodes["country"].notna().any()


@pytest.mark.skipif(not (SHARED / "cordis_h2020").is_dir(), reason="the shared data are not here")
def test_cordis() -> None:
    reading = io.examine(DESCRIPTORS / "cordis", root=SHARED / "cordis_h2020")
    net = reading.network
    assert len(net.edges) == 106_258
    assert net.links().size == 89_472
    assert len(net.nodes) == 29_050
    assert "NA" in set(net.nodes["country"])
    assert reading.refused == 0
    assert [(each.problem, each.value) for each in reading.findings] == [("unknown_role", "partner")]


def test_every_sheet_with_ties_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for year in ("2020", "2021"):
        sheet = book.create_sheet(year)
        sheet.append(["企业", "合作单位", "方向"])
        sheet.append(["甲", f"乙{year}", "赋能"])
    book.create_sheet("说明").append(["一些文字"])
    del book["Sheet"]
    book.save(tmp_path / "years.xlsx")
    reading = io.examine(tmp_path / "years.xlsx")
    assert len(reading.network.edges) == 2
    skipped = [each.sheet for each in reading.findings if each.problem == "sheet_skipped"]
    assert skipped == ["说明"]


def test_a_graph_file_beside_the_tables_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "edges.csv").write_text("source,target\na,b\n")
    io.write(io.read(tmp_path / "edges.csv"), tmp_path / "edges.gexf")
    assert len(io.read(tmp_path).edges) == 1


def test_a_link_that_leads_out_of_the_data_set_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("source,target\na,b\n")
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "edges.csv").symlink_to(tmp_path / "secret.csv")
    (tmp_path / "set" / "dataset.toml").write_text('[[edges]]\nfile = "edges.csv"\n')
    with pytest.raises(ClusternetError, match="leads out of the data set"):
        io.read(tmp_path / "set")


# -- several names in a cell -------------------------------------------------------------------------------
SPLIT = """
[edges]
file = "e.csv"
split = { partner = "、" }
"""


def test_places_beside_several_names_are_cut_along(tmp_path: Path) -> None:
    rows = [
        "甲,乙、丙,上海、北京,高校",
        "甲,丁、戊、己,广州、、苏州,企业",
        "甲,庚、辛,杭州,企业、高校",
        "甲,壬,天津、河北,",
        "甲,子、丑、寅,天津、上海,",
    ]
    header = "sample,partner,target_city,partner_category,direction"
    text = "\n".join([header, *(f"{row},enable" for row in rows)])
    reading = io.examine(dataset(tmp_path, SPLIT, e__csv=text))
    nodes = reading.network.nodes.fillna("")
    assert nodes["city"].to_dict() == {
        "甲": "", "乙": "上海", "丙": "北京", "丁": "广州", "戊": "",
        "己": "苏州", "庚": "杭州", "辛": "杭州", "壬": "天津、河北", "子": "", "丑": "", "寅": "",
    }  # fmt: skip
    assert nodes.loc[["乙", "丙", "庚", "辛"], "category"].tolist() == ["大学", "大学", "企业", "大学"]
    unclear = [each for each in reading.findings if each.problem == "ambiguous_split"]
    assert [(each.line, each.column, each.value, str(each.action)) for each in unclear] == [
        (4, "target_city", "杭州", "same value assigned to all"),
        (6, "target_city", "天津、上海", "left empty"),
        (2, "partner_category", "高校", "same value assigned to all"),
        (3, "partner_category", "企业", "same value assigned to all"),
    ]


def test_columns_that_are_split_go_together(tmp_path: Path) -> None:
    rows = ["甲、乙;丙、丁", "甲;戊、己", "甲、乙;子、丑、寅"]
    toml = '[edges]\nfile = "e.csv"\nsplit = { source = "、", target = "、" }\n'
    path = dataset(tmp_path, toml, e__csv="\n".join(["source;target", *rows]))
    reading = io.examine(path)
    assert edges_of(reading.network) == [("甲", "丙"), ("乙", "丁"), ("甲", "戊"), ("甲", "己")]
    faults = [each for each in reading.findings if each.severity == "fault"]
    assert [(each.problem, each.line, each.column, each.value) for each in faults] == [
        ("unequal_split", 4, "source, target", "甲、乙 | 子、丑、寅")
    ]
    every = io.read(
        dataset(tmp_path, toml + 'splits = "product"\n', e__csv="source;target\n甲、乙;丙、丁、戊\n")
    )
    assert len(every.edges) == 6


def test_values_with_marks_of_their_own_are_paired(tmp_path: Path) -> None:
    toml = '[edges]\nfile = "e.csv"\nsplit = { partner = "；", partner_city = "、" }\n'
    rows = (
        "sample,partner,direction,partner_city\n甲,乙；丙,赋能,北京、重庆\n甲,丁；戊,赋能,北京、重庆、上海\n"
    )
    reading = io.examine(dataset(tmp_path, toml, e__csv=rows))
    assert reading.network.nodes["city"].dropna().to_dict() == {"乙": "北京", "丙": "重庆"}
    assert [(each.problem, each.value) for each in reading.findings if each.severity == "fault"] == [
        ("unequal_split", "丁；戊 | 北京、重庆、上海")
    ]


@pytest.mark.parametrize("order", [1, -1])
def test_a_city_for_several_names_gives_way_to_one_for_one(tmp_path: Path, order: int) -> None:
    rows = ["甲,乙、丙,北京", "甲,乙,重庆"][::order]
    text = "\n".join(["source,target,target_city", *rows])
    toml = '[edges]\nfile = "e.csv"\nsplit = { target = "、" }\n'
    nodes = io.read(dataset(tmp_path, toml, e__csv=text)).nodes
    assert nodes["city"].dropna().to_dict() == {"乙": "重庆", "丙": "北京"}


def test_several_names_in_a_cell_are_warned_of_with_the_setting(tmp_path: Path) -> None:
    names = ["乙公司、丙公司", "丁公司/戊公司", '"Foo, Inc."', "A/B"]
    rows = "企业名称,合作方,方向\n" + "".join(f"甲,{name},赋能\n" for name in names)
    path = dataset(tmp_path, '[edges]\nfile = "e.csv"\n', e__csv=rows)
    found = [each for each in io.examine(path).findings if each.problem == "several_names"]
    assert [each.value for each in found] == ["乙公司、丙公司", "丁公司/戊公司"]
    assert 'split = {partner = "、/"}' in str(found[0].action)
    split = dataset(tmp_path, '[edges]\nfile = "e.csv"\nsplit = {partner = "、/"}\n')
    assert "several_names" not in {each.problem for each in io.examine(split).findings}


def test_names_that_stand_once_are_filled_down(tmp_path: Path) -> None:
    rows = '公司,投资方\n甲,"A,B"\n,C\n,"A,D"\n乙,B\n'
    toml = """
    [edges]
    file = "e.csv"
    columns = { sample = "公司", partner = "投资方" }
    set = { direction = "input" }
    split = { partner = "," }
    """
    reading = io.examine(dataset(tmp_path, toml, e__csv=rows))
    faults = [each for each in reading.findings if each.severity == "fault"]
    assert [each.line for each in faults] == [3, 4]
    assert 'fill = ["公司"]' in str(faults[0].action)
    reading = io.examine(dataset(tmp_path, toml + '    fill = ["公司"]\n', e__csv=rows))
    assert len(reading.network.edges) == 6
    note = next(each for each in reading.findings if each.problem == "filled")
    assert (note.line, note.column, str(note.action)) == (3, "公司", "2 cells")


# -- settings without effect -------------------------------------------------------------------------------
def test_settings_that_do_nothing_are_reported(tmp_path: Path) -> None:
    descriptor = """
    poles = ["北京市", "广东省", "京津冀", "巴黎", "上海世"]
    [edges]
    file = "e.csv"
    sheet = "2022"
    """
    reading = io.examine(dataset(tmp_path, descriptor, e__csv="source,target\na,b\n"))
    assert [(each.problem, each.file, each.column, each.value) for each in reading.findings] == [
        ("unused_setting", "e.csv", "sheet", "2022"),
        ("unknown_pole", "dataset.toml", "poles", "巴黎"),
        ("unknown_pole", "dataset.toml", "poles", "上海世"),
    ]
    plain = io.examine(tmp_path / "e.csv", root=tmp_path)
    assert [(each.problem, each.column) for each in plain.findings] == [("unused_setting", "--root")]


def test_poles_of_a_data_set_with_places_of_its_own(tmp_path: Path) -> None:
    descriptor = 'places = "own"\npoles = ["Lyon", "Pariss"]\n[edges]\nfile = "e.csv"\n'
    reading = io.examine(dataset(tmp_path, descriptor, e__csv="source,target,source_city\na,b,Lyon\n"))
    assert [(each.problem, each.value) for each in reading.findings] == [("unknown_pole", "Pariss")]


def test_the_files_of_a_data_set(tmp_path: Path) -> None:
    descriptor = '[edges]\nfile = "e.csv"\n[nodes]\nfile = "n.csv"\n[aliases]\nfile = "a.csv"\n'
    tables = {"e__csv": "source,target\na,b\n", "n__csv": "id\na\n", "a__csv": "alias,canonical\nc,a\n"}
    reading = io.examine(dataset(tmp_path, descriptor, **tables))
    assert [file.name for file in reading.files] == ["dataset.toml", "e.csv", "n.csv", "a.csv"]


def test_a_header_row_beyond_the_end(tmp_path: Path) -> None:
    lines = "source,target\na,b\n\n"
    for row, wanted in (
        (9, "header_row = 9, but the file ends at line 3"),
        (3, "from there on the file is empty"),
    ):
        folder = dataset(tmp_path, f'[edges]\nfile = "e.csv"\nheader_row = {row}\n', e__csv=lines)
        with pytest.raises(FormatError, match=wanted):
            io.read(folder)


# -- words -------------------------------------------------------------------------------------------------
TERMS = """来源,目标,技术类别,应用领域,目标机构类型
甲,乙,IoT；５G,智慧金融,高校
甲,丙,物联网,智能金融,大学
甲,丁,5G,量子计算,公司
"""


def test_terms_of_the_package_are_one_word_each(tmp_path: Path) -> None:
    reading = io.examine(dataset(tmp_path, '[edges]\nfile = "e.csv"\n', e__csv=TERMS))
    edges, nodes = reading.network.edges, reading.network.nodes
    assert edges["technology"].tolist() == ["物联网；5G", "物联网", "5G"]
    assert edges["application"].tolist() == ["智能金融", "智能金融", "量子计算"]
    assert nodes["category"].dropna().tolist() == ["大学", "大学", "企业"]
    replaced = [(each.column, each.value) for each in reading.findings if each.problem == "term_replaced"]
    assert replaced == [
        ("technology", "IoT；５G"),
        ("application", "智慧金融"),
        ("target_category", "高校"),
        ("target_category", "公司"),
    ]
    own = io.read(dataset(tmp_path, 'terms = "own"\n[edges]\nfile = "e.csv"\n'))
    assert own.edges["technology"].tolist() == ["IoT；５G", "物联网", "5G"]
    assert own.nodes["category"].dropna().tolist() == ["高校", "大学", "公司"]


def test_english_terms_keep_their_language_and_their_spelling(tmp_path: Path) -> None:
    rows = "source,target,technology,target_category\na,b,IoT,University\na,c,Internet of Things,college\n"
    net = io.read(dataset(tmp_path, '[edges]\nfile = "e.csv"\n', e__csv=rows))
    assert net.edges["technology"].tolist() == ["Internet of Things"] * 2
    assert net.nodes["category"].dropna().tolist() == ["University"] * 2


def test_a_vocabulary_comes_before_the_terms_of_the_package(tmp_path: Path) -> None:
    toml = '[edges]\nfile = "e.csv"\n[vocabulary]\ncategory = "c.csv"\ntechnology = "t.csv"\n'
    words = {"c__csv": "词,别名\n高等院校,大学\n企业,\n", "t__csv": "词\n物联网\n"}
    reading = io.examine(dataset(tmp_path, toml, e__csv=TERMS, **words))
    assert reading.network.nodes["category"].dropna().tolist() == ["高等院校", "高等院校", "企业"]
    assert reading.network.edges["technology"].tolist()[:2] == ["物联网；５G", "物联网"]
    unknown = [each.value for each in reading.findings if each.problem == "unknown_term"]
    assert unknown == ["５G", "5G"]


def test_words_of_directions_are_known_or_named_by_a_setting(tmp_path: Path) -> None:
    rows = "企业名称,合作方,方向\n甲,乙,引进\n甲,丙,互为赋能\n甲,丁,合作\n"
    reading = io.examine(dataset(tmp_path, '[edges]\nfile = "e.csv"\n', e__csv=rows))
    assert edges_of(reading.network) == [("乙", "甲"), ("甲", "丙"), ("丙", "甲")]
    (fault,) = (each for each in reading.findings if each.severity == "fault")
    assert (fault.problem, fault.value) == ("bad_direction", "合作")
    assert 'directions = { "合作" = "both" }' in str(fault.action)
    toml = '[edges]\nfile = "e.csv"\ndirections = { "合作" = "both" }\n'
    assert len(io.read(dataset(tmp_path, toml)).edges) == 5
    with pytest.raises(SchemaError, match="directions"):
        io.read(dataset(tmp_path, toml.replace("both", "each")))


@pytest.mark.parametrize("cell", ["1.乙 2.丙", "①乙②丙", "乙 and 丙", "乙和丙", "（1）乙（2）丙", "乙\\丙"])
def test_names_are_cut_at_words_and_numbers(tmp_path: Path, cell: str) -> None:
    (tmp_path / "ties.csv").write_text(f"来源,目标\n甲,{cell}\n乙,丙\n丙,甲\n", encoding="utf-8")
    whole = io.examine(tmp_path / "ties.csv")
    said = [str(each.action) for each in whole.findings if each.problem == "several_names"]
    assert len(said) == 1
    setting = said[0].removeprefix("kept as one name; ").removesuffix(" in dataset.toml cuts such cells")
    (tmp_path / "dataset.toml").write_text(f'[[edges]]\nfile = "ties.csv"\n{setting}\n', encoding="utf-8")
    net = io.read(tmp_path)
    ends = [tuple(map(str, tie)) for tie in net.edges[["source", "target"]].astype(str).to_numpy()]
    assert ends == [("甲", "乙"), ("甲", "丙"), ("乙", "丙"), ("丙", "甲")]


def test_encoding_and_comment_of_every_table(tmp_path: Path) -> None:
    said = 'encoding = "cp1252"\ncomment = ";"\n'
    tables = {
        "edges": "; by hand\nsource,target\nMüller,Zoë\n",
        "nodes": "; by hand\nid,city\nMüller,Köln\n",
        "aliases": "; by hand\nalias,canonical\nZoë,Chloé\n",
    }
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_bytes(text.encode("cp1252"))
    parts = [f'[{name}]\nfile = "{name}.csv"\n{said}' for name in tables]
    (tmp_path / "dataset.toml").write_text("".join(parts), encoding="utf-8")
    reading = io.examine(tmp_path)
    assert edges_of(reading.network) == [("Müller", "Chloé")]
    assert reading.network.nodes["city"].dropna().to_dict() == {"Müller": "Köln"}
    assert [each.problem for each in reading.findings if each.severity != "note"] == []
