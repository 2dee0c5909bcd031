"""Names: what is proposed, and that nothing is merged but what the table says."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from clusternet import io
from clusternet.errors import SchemaError
from clusternet.network import aliases
from clusternet.schema.conform import TextTable, from_frame
from clusternet.schema.findings import Finding
from running import save


def table(text: str) -> TextTable:
    head, *rows = (line.split(",") for line in text.strip().splitlines())
    return from_frame(pd.DataFrame(rows, columns=head), "aliases.csv")


# -- folding -----------------------------------------------------------------------------------------------


# -- proposals ---------------------------------------------------------------------------------------------


# -- the owner's tables ------------------------------------------------------------------------------------
def test_only_what_says_yes_is_merged() -> None:
    found: list[Finding] = []
    known = aliases.read_aliases(
        table(
            "alias,canonical,merge,valid_from\na,A,yes,2020\nb,B,no,\nc,C,,\nd,D,是,2021年\ne,E,perhaps,\n,F,yes,\ng,,yes,"
        ),
        found,
    )
    assert known.canonical == {"a": "A", "d": "D"}
    assert known.valid_from == {"a": 2020, "d": 2021}
    assert known.declined == {frozenset("bB"), frozenset("cC"), frozenset("eE")}
    assert [(each.problem, each.line, each.column) for each in found] == [
        ("unknown_value", 5, "merge"), ("blank_alias", 6, "alias"), ("blank_alias", 7, "canonical"),
    ]  # fmt: skip


def test_chinese_headers_chains_parents_and_conflicts() -> None:
    found: list[Finding] = []
    known = aliases.read_aliases(
        table("别名,规范名,母公司,生效年份\na,b,,\nb,c,,\na,x,,\n云,,华为,2019\n端,终端,华为,\nz,z,,soon"),
        found,
    )
    assert known.canonical == {"a": "c", "b": "c", "端": "终端"}
    assert {member: (each.id, each.valid_from) for member, each in known.parents.items()} == {
        "云": ("华为", 2019), "终端": ("华为", None),
    }  # fmt: skip
    assert [(each.problem, each.line, str(each.action)) for each in found] == [
        ("alias_conflict", 3, "b kept"), ("unknown_value", 6, "left empty"),
    ]  # fmt: skip


def test_all_circles_of_aliases_are_told_at_once() -> None:
    pairs = pd.DataFrame({"alias": list("abcdef"), "canonical": list("badeca")})
    with pytest.raises(SchemaError, match=r"one another: a → b → a; c → d → e → c$"):
        aliases.read_aliases(from_frame(pairs, "aliases.csv"), [])
    many = [f"n{place}" for place in range(60)]
    pairs = pd.DataFrame({"alias": many, "canonical": [many[place ^ 1] for place in range(60)]})
    with pytest.raises(SchemaError, match=r"; and 10 more$"):
        aliases.read_aliases(from_frame(pairs, "aliases.csv"), [])
    line = pd.DataFrame({"alias": many[:-1], "canonical": many[1:]})
    assert set(aliases.read_aliases(from_frame(line, "aliases.csv"), []).canonical.values()) == {"n59"}


def test_tables_that_make_no_sense() -> None:
    with pytest.raises(SchemaError, match="aliases of one another: a → b → a"):
        aliases.read_aliases(table("alias,canonical\na,b\nb,a"), [])
    with pytest.raises(SchemaError, match="needs the columns alias and canonical; found: a, b"):
        aliases.read_aliases(table("a,b\nx,y"), [])
    with pytest.raises(SchemaError, match="needs the columns member and parent"):
        aliases.read_parents(table("alias,canonical\nx,y"), [])


def dataset(folder: Path, descriptor: str, **files: str) -> Path:
    save(folder, '[edges]\nfile = "e.csv"\n' + descriptor, "dataset.toml")
    for name, text in files.items():
        save(folder, text, f"{name}.csv")
    return folder


def test_merging_while_reading(tmp_path: Path) -> None:
    path = dataset(
        tmp_path,
        '[nodes]\nfile = "n.csv"\n[aliases]\nfile = "a.csv"',
        e="来源,目标,年份\n华为,甲,2020\n华为技术有限公司,华为,2021\n华为终端,甲,2021\n",
        n="编号,名称,城市,机构类型\n华为技术有限公司,华为技术有限公司,东莞市,企业\n华为,华为,深圳市,\n甲,甲,北京市,\n",
        a="alias,canonical,merge\n华为技术有限公司,华为,yes\n华为终端,华为,no\n华伟,华为,yes\n",
    )
    reading = io.examine(path)
    net = reading.network
    assert net.nodes.index.tolist() == ["华为", "甲", "华为终端"]
    assert net.nodes.loc["华为", ["name", "city", "category"]].tolist() == ["华为", "深圳市", "企业"]
    assert net.edges["source"].tolist() == ["华为", "华为", "华为终端"]
    said = {(each.problem, each.file, each.line, each.value) for each in reading.findings}
    assert said == {
        ("renamed", "a.csv", 2, "华为技术有限公司"),
        ("alias_unused", "a.csv", 4, "华伟"),
        ("self_loop", "e.csv", 3, "华为"),
        ("attribute_conflict", "n.csv", 2, "华为: 东莞市"),
    }


def test_a_firm_under_two_names_reports_once(tmp_path: Path) -> None:
    path = dataset(
        tmp_path,
        '[aliases]\nfile = "a.csv"',
        e="样本企业,合作方,方向,年份\n甲,乙,赋能,2020\n甲公司,乙,赋能,2020\n乙,甲,输入,2020\n",
        a="别名,规范名\n甲公司,甲\n",
    )
    assert len(io.read(path).edges) == 2


def test_a_table_of_parents(tmp_path: Path) -> None:
    path = dataset(
        tmp_path,
        '[aliases]\nfile = "a.csv"\n[parents]\nfile = "p.csv"',
        e="来源,目标,年份\n阿里云,甲,2020\n淘宝网,甲,2021\n",
        a="别名,规范名\n淘宝网,淘宝\n",
        p="成员,母公司,生效年份\n阿里云,阿里巴巴,\n淘宝网,阿里巴巴,2022\n无此公司,阿里巴巴,\n",
    )
    reading = io.examine(path)
    assert reading.network.rollup().edges["source"].tolist() == ["阿里巴巴", "淘宝"]
    assert ("alias_unused", "无此公司") in {(each.problem, each.value) for each in reading.findings}


def test_vocabularies_and_crosswalks_of_the_data_set(tmp_path: Path) -> None:
    path = dataset(
        tmp_path,
        '[vocabulary]\ntechnology = "t.csv"\n[crosswalk]\ntechnology = "x.csv"\napplication = "y.csv"',
        e="来源,目标,技术,应用领域\n甲,乙,云计算,智慧城市\n甲,丙,Cloud；5g,智能安防\n甲,丁,区块链，,智能安防；智慧城市\n戊,丁,云计算,\n",
        t="词,别名\n大数据和云计算,cloud|云\n5G,\n",
        x="旧,新\n云计算,大数据和云计算\n",
        y="旧词,新词\n智能安防,公共安全\n",
    )
    reading = io.examine(path)
    edges = reading.network.edges
    assert edges["technology"].tolist() == [
        "大数据和云计算",
        "大数据和云计算；5G",
        "区块链，",
        "大数据和云计算",
    ]
    assert edges["application"].tolist()[:3] == ["智慧城市", "公共安全", "公共安全；智慧城市"]
    assert [(each.problem, each.line, each.value, str(each.action)) for each in reading.findings] == [
        ("term_replaced", 2, "云计算", "read as 大数据和云计算, in 2 rows"),
        ("term_replaced", 3, "Cloud；5g", "read as 大数据和云计算；5G, in this row"),
        ("unknown_term", 4, "区块链，", "kept in this row"),
        ("term_replaced", 3, "智能安防", "read as 公共安全, in this row"),
        ("term_replaced", 4, "智能安防；智慧城市", "read as 公共安全；智慧城市, in this row"),
    ]


@pytest.mark.parametrize(
    ("descriptor", "message"),
    [
        ('[aliases]\nfile = "a.csv"\nmerge = "all"', "unknown key 'merge' in \\[aliases\\]"),
        ('[parents]\nname = "a.csv"', "unknown key 'name' in \\[parents\\]; accepted: file"),
        ('[vocabulary]\nfile = "a.csv"', "unknown key 'file' in \\[vocabulary\\]; accepted: technology"),
        ('[vocabulary]\ntechnology = "../t.csv"', "leads out of the data set"),
        ("[crosswalk]\nindustry = 3", "wanted a text"),
        ('[vocabulary]\ntechnology = "a.csv"', "a vocabulary needs a column term"),
        ('[crosswalk]\ntechnology = "a.csv"', "needs the columns old and new"),
        ('[crosswalk]\ntechnology = "x.csv"', "'A' becomes both 'b' and 'c'"),
    ],
)
def test_wrong_descriptors(tmp_path: Path, descriptor: str, message: str) -> None:
    path = dataset(
        tmp_path, descriptor, e="source,target,technology\na,b,c\n", a="p,q\nx,y\n", x="old,new\na,b\nA,c\n"
    )
    with pytest.raises(SchemaError, match=message):
        io.read(path)


# -- the command -------------------------------------------------------------------------------------------
