"""Names: what is proposed, and that nothing is merged but what the table says."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pandas as pd
import pytest

from clusternet import io
from clusternet.errors import SchemaError
from clusternet.network import aliases, proposals
from clusternet.network.names import fold, is_wide, latin, parts
from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.schema.conform import TextTable, from_frame
from clusternet.schema.findings import Finding
from clusternet.words.text import Text
from running import Runner, save


def table(text: str) -> TextTable:
    head, *rows = (line.split(",") for line in text.strip().splitlines())
    return from_frame(pd.DataFrame(rows, columns=head), "aliases.csv")


def ring(*names: str) -> ValueNetwork:
    return from_frames(pd.DataFrame({"source": names, "target": [*names[1:], names[0]]}))


def proposed(*names: str) -> dict[frozenset[str], str]:
    found = proposals.suggest(ring(*names))
    pairs = map(frozenset, zip(found["alias"], found["canonical"], strict=True))
    return dict(zip(pairs, found["reason"], strict=True))


# -- folding -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("ОРРО", "OPPO"), ("Ноnda", "Honda"), ("ΑΒΒ", "ABB"), ("OPPO", "OPPO"), ("Сбербанк", "Сбербанк"),
        ("Βιομηχανία", "Βιομηχανία"), ("华为", "华为"), ("ОРРО手机 Яндекс", "ОРРО手机 Яндекс"),
    ],
)  # fmt: skip
def test_letters_that_look_latin(text: str, seen: str) -> None:
    assert latin(text) == seen


def test_what_does_not_count() -> None:
    assert fold("ＯＰＰＯ　公司") == fold("ОРРО公司") == fold("oppo-公司") == "oppo公司"
    assert fold("华为（北京）") == fold("华为(北京)")
    assert fold("+") == "+"
    assert is_wide("３Ｍ")
    assert is_wide("a　b")
    assert not is_wide("《华为》（北京），一期：二")


@pytest.mark.parametrize(
    ("name", "plain", "bare", "short", "place"),
    [
        ("华为技术有限公司", "华为技术", "华为技术", "华为", ""),
        ("深圳市大疆创新科技有限公司", "深圳市大疆创新科技", "大疆创新科技", "大疆", "广东省"),
        ("小米集团", "小米", "小米", "小米", ""),
        ("百度（中国）有限公司", "百度中国", "百度", "百度", "中国"),
        ("IBM中国", "ibm中国", "ibm", "ibm", "中国"),
        ("北京大学", "北京大学", "北京大学", "北京大学", "北京市"),
        ("招商银行股份有限公司", "招商银行", "招商银行", "招商银行", ""),
        ("科技有限公司", "科技", "科技", "科技", ""),
        ("Foo Bar Co., Ltd.", "foobar", "foobar", "foobar", ""),
        ("Siemens AG", "siemens", "siemens", "siemens", ""),
        ("The Company", "the", "the", "the", ""),
        ("Acme Technologies GmbH", "acmetechnologies", "acmetechnologies", "acme", ""),
    ],
)
def test_a_name_taken_apart(name: str, plain: str, bare: str, short: str, place: str) -> None:
    found = parts(name)
    assert (found.plain, found.bare, found.short, found.place) == (plain, bare, short, place)


# -- proposals ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("OPPO", "ОРРО", "look-alike letters"),
        ("ＯＰＰＯ", "oppo", "width, case or punctuation"),
        ("商汤科技有限公司", "商汤科技", "legal form"),
        ("深圳市大疆创新", "大疆创新", "place"),
        ("华为", "华为技术有限公司", "trade word"),
        ("哈尔滨安天科技集团股份有限公司", "安天科技", "place"),
        ("中国电子科技集团公司第二十九研究所", "中国电子科技集团第二十九研究所", "similar spelling"),
        ("Boston Dynamics", "Boston Dynamics, Inc.", "legal form"),
    ],
)
def test_likely_aliases(one: str, other: str, reason: str) -> None:
    assert proposed(one, other, "甲") == {frozenset((one, other)): reason}


@pytest.mark.parametrize(
    "names",
    [
        ("样本0001", "样本0002"), ("北京大学", "上海大学"), ("中国银行", "上海银行"), ("华为", "华为云"),
        ("第一研究所", "第二研究所"), ("北京电子科技职业学院", "南京电子科技职业学院"),
        ("关系节点00035", "关系节点00036"),
        ("华为（北京）有限公司", "华为（上海）有限公司"), ("科技有限公司", "技术有限公司"), ("甲", "乙"),
    ],
)  # fmt: skip
def test_what_is_told_apart(names: tuple[str, str]) -> None:
    assert proposed(*names) == {}


def test_the_kept_name_has_more_ties_and_clean_letters() -> None:
    ties = pd.DataFrame({"source": ["ОРРО"] * 5 + ["OPPO"], "target": ["a", "b", "c", "d", "e", "a"]})
    found = proposals.suggest(from_frames(ties)).iloc[0]
    assert (found["alias"], found["canonical"], found["merge"]) == ("ОРРО", "OPPO", "no")
    assert (found["alias_ties"], found["canonical_ties"]) == (5, 1)
    more = pd.DataFrame({"source": ["华为技术有限公司"] * 2 + ["华为"], "target": ["a", "b", "a"]})
    assert proposals.suggest(from_frames(more))["canonical"].tolist() == ["华为技术有限公司"]


def test_credit_codes_decide() -> None:
    ties = pd.DataFrame({"source": ["1", "2", "3"], "target": ["4", "4", "4"]})
    nodes = pd.DataFrame(
        {"id": ["1", "2", "3"], "name": ["甲公司", "乙集团", "甲"], "credit_code": ["X", "X", "Y"]}
    )
    found = proposals.suggest(from_frames(ties, nodes))
    assert found[["alias", "canonical", "reason"]].values.tolist() == [["2", "1", "same credit code"]]
    assert found[["alias_name", "canonical_name"]].values.tolist() == [["乙集团", "甲公司"]]


def test_every_name_is_proposed_once_and_chains_end() -> None:
    found = proposals.suggest(
        ring("华为", "华为技术有限公司", "华为技术", "华为（中国）有限公司", "深圳华为", "Ｈ")
    )
    assert found["alias"].is_unique
    known = aliases.read_aliases(from_frame(found.assign(merge="yes"), "a"), [])
    assert len({known.of(name) for name in (*found["alias"], *found["canonical"])}) == 1


def test_what_the_table_declines_is_not_proposed_again() -> None:
    net = ring("华为", "华为技术有限公司", "甲")
    known = aliases.read_aliases(from_frame(proposals.suggest(net), "a"), [])
    assert known.canonical == {}
    assert proposals.suggest(net, known).empty
    assert len(proposals.suggest(net)) == 1


def test_twenty_thousand_similar_names_are_compared_and_the_cut_is_said(tmp_path: Path, run: Runner) -> None:
    rng = random.Random(1)
    middle = "".join(chr(0x5300 + number) for number in range(400))
    names = sorted({f"海纳{''.join(rng.choices(middle, k=4))}云山湖海" for _ in range(20000)})
    numbered = [f"海纳云山湖海第{number}号" for number in range(3000)]
    cuts: list[Text] = []
    steps: list[str] = []
    start = time.perf_counter()
    net = ring(*names, names[0][:3] + "亼" + names[0][3:], *numbered)
    found = proposals.suggest(net, progress=steps.append, cut=cuts.append)
    assert time.perf_counter() - start < 60
    assert names[0] in set(found["canonical"]) | set(found["alias"])
    assert "begin with '海纳': each is compared with the 500 next to it in order" in cuts[0].en
    assert "只与按序相邻的 500 个比较" in cuts[0].zh
    assert any("group" in step for step in map(str, steps))
    assert not found["alias"].str.contains("第").any()  # numbers tell names apart
    path = save(tmp_path, "source,target\n" + "".join(f"{name},x\n" for name in names), "many.csv")
    assert "compared with the 500 next to it" in run("alias", "suggest", path, "--lang", "en").err


def test_thirty_thousand_names_take_seconds() -> None:
    rng = random.Random(0)
    letters = "华为腾讯阿里巴百度商汤旷视云从依图寒武纪地平线小米美团京东字节跳动科大讯飞海康威平安招民生浦发"
    ends = ("科技有限公司", "股份有限公司", "技术有限公司", "集团", "大学", "有限责任公司")
    names = {
        rng.choice(("深圳市", "北京", "", "中国"))
        + "".join(rng.choices(letters, k=rng.choice((3, 4))))
        + rng.choice(ends)
        for _ in range(30000)
    }
    net = ring(*sorted(names))
    start = time.perf_counter()
    assert len(proposals.suggest(net)) > 100
    assert time.perf_counter() - start < 20


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
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_table_it_writes_merges_nothing_until_edited(tmp_path: Path, run: Runner, suffix: str) -> None:
    path = dataset(
        tmp_path,
        "",
        e="来源,目标\n华为,甲\n华为,乙\n华为技术有限公司,甲\nОРРО,甲\nOPPO,乙\n",
    )
    out = tmp_path / f"aliases{suffix}"
    run("alias", "suggest", path, "--out", out)
    dataset(tmp_path, f'[aliases]\nfile = "aliases{suffix}"')
    before = io.examine(path)
    assert len(before.network.nodes) == 6
    assert before.findings == () or {each.problem for each in before.findings} == {"title_rows"}
    assert len(before.curation.aliases.declined) == 2
    assert len(run("alias", "suggest", path, "--format", "csv").out.splitlines()) == 1
    if suffix == ".csv":
        text = out.read_text(encoding="utf-8-sig")
        assert "华为技术有限公司,华为,no,85,trade word,1,2,," in text
        out.write_text(text.replace("华为,no", "华为,yes"), encoding="utf-8-sig")
        assert "华为技术有限公司" not in io.read(path).nodes.index
        assert "ОРРО" in io.read(path).nodes.index


def test_scores_and_help(tmp_path: Path, run: Runner) -> None:
    path = save(tmp_path, "来源,目标\n华为,甲\n华为技术有限公司,甲\n")
    assert "华为技术" in run("alias", "suggest", path).out
    assert "华为技术" not in run("alias", "suggest", path, "--score", 90).out
    assert "merge" in run.misused("alias", "merge", path)
    assert "suggest" in run("alias", "--help").out


def test_proposals_are_worded_where_people_read_them(tmp_path, run):
    edges = tmp_path / "edges.csv"
    edges.write_text("来源,目标\n华为,华为技术有限公司\nOPPO,甲\n", encoding="utf-8")
    for language, words in (
        ("zh", ("疑似同一机构清单", "| 否 |", "行业词")),
        ("en", ("| no |", "trade word")),
    ):
        said = run("alias", "suggest", edges, "--lang", language, "--format", "md").out
        assert all(word in said for word in words)
    assert run.rows("alias", "suggest", edges)[0]["merge"] == "no"
