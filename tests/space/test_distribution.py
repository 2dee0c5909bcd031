from __future__ import annotations

import pandas as pd
import pytest

from clusternet import io
from clusternet.errors import ClusternetError, SchemaError
from clusternet.network.value_network import from_frames
from clusternet.space import distribution, flows


def industries(*codes: str):
    return from_frames(pd.DataFrame({"source": "a", "target": "b", "industry": list(codes)}))


def test_shares_within_a_sector_and_a_section():
    net = industries("I65", "I64", "J66", "C39", "C36", "C39", "D44")
    within = distribution.shares(net, "industry", nesting="section", within="tertiary")
    assert within[["name", "count", "base_n"]].values.tolist() == [
        ["信息传输、软件和信息技术服务业", 2, 3],
        ["金融业", 1, 3],
    ]
    made = distribution.shares(net, "industry", within="C")
    assert made["name"].iat[0] == "计算机、通信和其他电子设备制造业"
    assert made["share"].iat[0] == pytest.approx(2 / 3)
    with pytest.raises(ClusternetError, match="within 'quaternary'"):
        distribution.shares(net, "industry", within="quaternary")


def placed():
    ties = pd.DataFrame(
        {
            "source": ["a", "a", "b"],
            "target": ["b", "c", "c"],
            "year": [2020, 2021, 2021],
            "technology": ["5G", "5G", "物联网"],
        }
    )
    nodes = pd.DataFrame(
        {
            "id": ["a", "b", "c"],
            "city": ["深圳", "广州", "浦东新区"],
            "kind": ["sample", "sample", "partner"],
            "category": ["企业", "", "大学"],
        }
    )
    return from_frames(ties, nodes)


def test_nodes_by_place_and_kind():
    assert distribution.shares(placed(), "province")[["name", "count"]].values.tolist() == [
        ["广东省", 2],
        ["上海市", 1],
    ]
    assert distribution.shares(placed(), "region", kind="sample")["name"].tolist() == ["珠江三角洲"]
    assert distribution.shares(placed(), "category")["base_n"].iat[0] == 2


def test_by_year_annual_and_cumulative():
    annual = distribution.by_year(placed())
    assert annual[["year", "name", "count"]].values.tolist() == [
        [2020, "5G", 1],
        [2021, "5G", 1],
        [2021, "物联网", 1],
    ]
    assert distribution.by_year(placed(), cumulative=True)["count"].tolist() == [1, 2, 1]


def test_what_is_missing_is_said():
    net = from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]}))
    for by, options in (("technology", {}), ("category", {}), ("category", {"of": "edges"})):
        with pytest.raises(SchemaError, match=f"no column {by}"):
            distribution.shares(net, by, **options)
    with pytest.raises(SchemaError, match="year"):
        distribution.by_year(net)


def test_a_base_of_cells_with_several_values_is_of_mentions() -> None:
    ties = {"source": list("abc"), "target": list("bcd"), "technology": ["AI|Cloud|AI", "AI", ""]}
    net = from_frames(pd.DataFrame({**ties, "year": [2019, 2020, 2020]}))
    found = distribution.shares(net).set_index("name")
    assert found["count"].to_dict() == {"AI": 3, "Cloud": 1}
    assert found["share_of_relations"].to_dict() == {"AI": 1.0, "Cloud": 0.5}
    assert set(map(str, found["base"])) == {"mentions in relations with a technology"}
    assert set(found["base_n"]) == {4}
    yearly = distribution.by_year(net)
    assert set(map(str, yearly["base"])) == {"mentions in relations with a technology"}
    assert yearly[["year", "name", "share_of_relations"]].to_numpy().tolist() == [
        [2019, "AI", 1.0], [2019, "Cloud", 1.0], [2020, "AI", 1.0]
    ]  # fmt: skip
    single = distribution.shares(net.window(2020, 2020))
    assert "share_of_relations" not in single
    assert str(single["base"].iat[0]) == "relations with a technology"


def test_nodes_by_country_know_the_spellings_of_one() -> None:
    nodes = pd.DataFrame({"id": list("abc"), "country": ["USA", "美国", "Germany"]})
    net = from_frames(pd.DataFrame({"source": list("ab"), "target": list("cc")}), nodes)
    found = distribution.shares(net, "country")
    assert found["count"].tolist() == [2, 1]
    assert str(found["base"].iat[0]) == "nodes with a country"
    assert found["name"].iat[0] in ("USA", "美国")


def test_nations_of_the_united_kingdom_are_one_where_asked(tmp_path):
    (tmp_path / "e.csv").write_text("source,target,source_country,target_country\na,b,England,UK\n")
    for setting, countries in (("", 2), ("kingdom = true\n", 1)):
        (tmp_path / "dataset.toml").write_text(f'{setting}[edges]\nfile = "e.csv"\n')
        assert len(flows.matrix(io.read(tmp_path), level="country").places) == countries


def test_a_place_that_is_not_known_is_no_value_and_counted_apart():
    nodes = pd.DataFrame({"id": ["a", "b", "c", "d"], "province": ["北京", "", "日本", "北京"]})
    net = from_frames(pd.DataFrame({"source": ["a", "c"], "target": ["b", "d"]}), nodes)
    found = distribution.shares(net, "province")
    assert found[["name", "count"]].values.tolist() == [["北京市", 2], ["国外", 1]]
    assert found["base_n"].tolist() == [3, 3]
    assert distribution.unvalued(net, "province") == 1


@pytest.mark.parametrize(
    ("header", "zh", "en"), [("大区", "大区", "region"), ("Sales area", "地区", "sales area")]
)
def test_places_of_the_datas_own_go_by_their_own_name(tmp_path, run, header, zh, en):
    (tmp_path / "edges.csv").write_text("source,target\na,b\nb,c\n")
    (tmp_path / "nodes.csv").write_text(f"id,{header}\na,EMEA\nb,APAC\nc,EMEA\n", encoding="utf-8")
    (tmp_path / "dataset.toml").write_text(
        'places = "own"\nedges = [{file = "edges.csv"}]\n[[nodes]]\nfile = "nodes.csv"\n'
        f'columns = {{ id = "id", region = "{header}" }}\n',
        encoding="utf-8",
    )
    for language, said in (
        ("zh", [f"节点的{zh}分布", f"基数：有{zh}的节点"]),
        ("en", [f"by {en}", f"with a {en}"]),
    ):
        told = run("distribution", tmp_path, "--by", "region", "--lang", language).out
        assert all(each in told for each in said)
        assert "都市圈" not in told
