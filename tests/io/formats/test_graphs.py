from __future__ import annotations

from pathlib import Path

import pytest

from clusternet import io
from clusternet.errors import ClusternetError, FormatError
from running import Runner


def edges_of(net: object) -> list[tuple[str, str]]:
    edges = net.edges  # type: ignore[attr-defined]
    return list(zip(edges["source"].astype(object), edges["target"].astype(object), strict=True))


def save(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def gexf(graph: str, *, namespace: str = "http://www.gexf.net/1.3") -> str:
    return f'<?xml version="1.0"?><gexf xmlns="{namespace}" xmlns:viz="{namespace}/viz">{graph}</gexf>'


GEPHI = """<meta><creator>Gephi 0.9.2</creator></meta><graph defaultedgetype="directed" timeformat="double">
<attributes class="node"><attribute id="city" title="城市" type="string"><default>上海市</default></attribute>
<attribute id="n" title="stock_code" type="integer"/></attributes>
<attributes class="edge"><attribute id="0" title="year" type="integer"/></attributes>
<nodes><node id="000020" label="深华发"><attvalues><attvalue for="city" value="深圳市"/>
<attvalue for="n" value="000020"/></attvalues><viz:size value="3"/><viz:color r="1" g="2" b="3"/></node>
<node id="NA" label="NA"/></nodes>
<edges><edge id="7" source="NA" target="000020" weight="2.5"><attvalues>
<attvalue for="0" value="2018"/></attvalues></edge><edge id="8" source="000020" target="NA"/>
<edge id="9" source="000020" target="NA" type="directed"/></edges>
</graph>"""


@pytest.mark.parametrize(
    "namespace",
    [
        "http://www.gexf.net/1.2draft",
        "http://www.gexf.net/1.3",
        "http://gexf.net/1.3",
        "http://www.gexf.net/1.1draft",
    ],
)
def test_gexf_as_gephi_writes_it(tmp_path: Path, namespace: str) -> None:
    net = io.read(save(tmp_path, "g.gexf", gexf(GEPHI, namespace=namespace)))
    assert net.directed
    assert edges_of(net) == [("NA", "000020"), ("000020", "NA"), ("000020", "NA")]
    assert net.edges["weight"].tolist() == [2.5, 1, 1]
    assert net.years == [2018]
    assert net.nodes["city"].to_dict() == {"000020": "深圳市", "NA": "上海市"}
    assert net.nodes["name"].dropna().to_dict() == {"000020": "深华发"}
    assert net.nodes.loc["000020", "stock_code"] == "000020"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "g.gexf",
            gexf(
                '<graph><nodes><node id="a"/><node id="b"/></nodes>'
                '<edges><edge source="b" target="a"/></edges></graph>'
            ),
        ),
        (
            "g.graphml",
            '<graphml><graph edgedefault="undirected"><node id="a"/>'
            '<edge source="b" target="a"/></graph></graphml>',
        ),
        ("g.net", "*Vertices 2\n1 a\n2 b\n*Edges\n2 1\n"),
    ],
)
def test_undirected_files_imply_an_undirected_network(tmp_path: Path, name: str, text: str) -> None:
    net = io.read(save(tmp_path, name, text))
    assert not net.directed
    assert net.links().directed is False
    assert edges_of(net) == [("b", "a")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "g.gexf",
            gexf(
                '<graph defaultedgetype="directed"><edges><edge source="b" target="a"/>'
                '<edge source="b" target="a" type="undirected"/></edges></graph>'
            ),
        ),
        (
            "g.graphml",
            '<graphml><graph edgedefault="directed"><edge source="b" target="a"/>'
            '<edge source="b" target="a" directed="false"/></graph></graphml>',
        ),
        ("g.net", "*Vertices 2\n*Arcs\n1 2\n*Edges\n2 1\n"),
        ("g.csv", "Source,Target,Type\na,b,Directed\nb,c,Undirected\n"),
    ],
)
def test_mixed_files_are_refused(tmp_path: Path, name: str, text: str) -> None:
    path = save(tmp_path, name, text)
    with pytest.raises(FormatError, match=r'one or the other; mixed = "both" in dataset\.toml'):
        io.read(path)
    assert not io.examine(path, mixed="edges").network.directed
    arcs = io.examine(path, mixed="arcs").network
    assert arcs.directed
    assert len(arcs.edges) == 3


def test_an_undirected_edge_counts_as_two_arcs(tmp_path: Path, run: Runner) -> None:
    rows = "source,target,type,weight,target_city\na,b,Undirected,2,Rome\nb,c,Directed,3,Oslo\n"
    rows += "c,c,Undirected,1,\n"
    path = save(tmp_path, "edges.csv", rows)
    save(tmp_path, "dataset.toml", 'mixed = "arcs"\n[edges]\nfile = "edges.csv"\n')
    net = io.read(tmp_path)
    held = net.edges[["source", "target", "weight", "row_line"]].astype(object).values.tolist()
    assert held == [["a", "b", 2.0, 2], ["b", "a", 2.0, 2], ["b", "c", 3.0, 3], ["c", "c", 1.0, 4]]
    assert net.nodes["city"].dropna().to_dict() == {"b": "Rome", "c": "Oslo"}
    assert run.rows("metrics", path, "--undirected", "--columns", "edges")[0]["edges"] == 3
    assert "--undirected) takes every edge as undirected" in run.fails("metrics", path)


@pytest.mark.parametrize("word", ["arcs", "both"])
@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Type", "Directed Undirected"),
        ("Type", "Dirigé Non_dirigé"),
        ("Typ", "Gerichtet Ungerichtet"),
        ("类型", "有向的 无向的"),
        ("類型", "有向性 無向性"),
        ("Tipo", "Dirigida No_dirigida"),
        ("Type", "Ориентированное Неориентированное"),
    ],
)
def test_types_in_the_languages_of_gephi(tmp_path: Path, word: str, header: str, words: str) -> None:
    one, other = words.replace("_", " ").split(" ", 1) if "_" not in words else words.split(" ")
    text = f"Source,Target,{header}\na,b,{one}\nb,c,{other.replace('_', ' ')}\n"
    save(tmp_path, "edges.csv", text)
    save(tmp_path, "dataset.toml", f'mixed = "{word}"\n[edges]\nfile = "edges.csv"\n')
    net = io.read(tmp_path)
    assert net.directed
    assert edges_of(net) == [("a", "b"), ("b", "c"), ("c", "b")]


def test_a_column_of_types_that_are_none_of_gephi_is_an_attribute(tmp_path: Path) -> None:
    text = "Source,Target,类型\na,b,无向\nb,c,战略合作\n"
    net = io.read(save(tmp_path, "edges.csv", text))
    assert net.directed
    assert net.edges["类型"].tolist() == ["无向", "战略合作"]
    reading = io.examine(save(tmp_path, "edges.csv", "Source,Target,Type\na,b,Directed\nb,c,both\n"))
    said = [(each.problem, each.line, each.value, str(each.action)) for each in reading.findings]
    assert said == [("unknown_value", 3, "both", "1 row taken as directed")]


def test_files_of_both_kinds_need_a_word(tmp_path: Path) -> None:
    save(tmp_path, "one.net", "*Vertices 2\n*Arcs\n1 2\n")
    save(tmp_path, "two.net", "*Vertices 2\n*Edges\n1 2\n")
    files = '[[edges]]\nfile = "one.net"\n[[edges]]\nfile = "two.net"\n'
    save(tmp_path, "dataset.toml", files)
    with pytest.raises(FormatError, match="directed and undirected edges in one data set"):
        io.read(tmp_path)
    save(tmp_path, "dataset.toml", 'mixed = "arcs"\n' + files)
    assert len(io.read(tmp_path).edges) == 3


def test_all_edges_directed_without_a_default(tmp_path: Path) -> None:
    text = (
        '<graph><edges><edge source="a" target="b" type="directed"/>'
        '<edge source="b" target="c" type="mutual"/></edges></graph>'
    )
    net = io.read(save(tmp_path, "g.gexf", gexf(text)))
    assert net.directed
    assert edges_of(net) == [("a", "b"), ("b", "c"), ("c", "b")]


def test_graphml(tmp_path: Path) -> None:
    text = """<!DOCTYPE graphml><graphml xmlns="http://graphml.graphdrawing.org/xmlns">
    <key id="d0" for="node" attr.name="label" attr.type="string"/>
    <key id="d1" for="edge" attr.name="weight" attr.type="double">
    <default>2</default></key><key id="d2" for="all" attr.name="id"/>
    <key id="d9" for="node" yfiles.type="nodegraphics"/>
    <graph edgedefault="directed"><node id="n1"><data key="d0">甲</data><data key="d2">x</data>
    <data key="d9"><y>drawing</y></data></node><node id="n2"/>
    <edge id="e1" source="n1" target="n2"/>
    <edge id="e2" source="n1" target="n2"><data key="d1">3</data></edge></graph></graphml>"""
    net = io.read(save(tmp_path, "g.graphml", text))
    assert net.directed
    assert net.nodes.index.tolist() == ["n1", "n2"]
    assert net.nodes.loc["n1", ["name", "id (2)"]].tolist() == ["甲", "x"]
    assert net.edges["weight"].tolist() == [2, 3]


def test_pajek(tmp_path: Path) -> None:
    text = (
        '%comment\n*Network x\n*Vertices 4\n1 "Foo, Inc." 0.1 0.2 0.5\n2 O\'Brien\n 4 "000020"\n'
        '*Arcs :1 "技术合作"\n1 2 2.5\n\n*Arcs :2 "投融资"\n4 1\n*Arcslist\n2 1 3\n'
    )
    net = io.read(save(tmp_path, "g.net", text))
    assert net.directed
    assert net.nodes.index.tolist() == ["Foo, Inc.", "O'Brien", "3", "000020"]
    assert edges_of(net) == [
        ("Foo, Inc.", "O'Brien"), ("000020", "Foo, Inc."), ("O'Brien", "Foo, Inc."), ("O'Brien", "3"),
    ]  # fmt: skip
    assert net.edges["relation"].tolist()[:2] == ["technology", "investment"]
    assert net.edges["weight"].tolist() == [2.5, 1, 1, 1]
    assert net.edges["row_line"].tolist() == [8, 11, 13, 13]


def test_pajek_labels_that_repeat_become_names(tmp_path: Path) -> None:
    net = io.read(save(tmp_path, "g.net", '*Vertices 3\n1 "A"\n2 "A"\n3 "B"\n*Arcs\n1 2\n2 3\n'))
    assert net.nodes["name"].to_dict() == {"1": "A", "2": "A", "3": "B"}
    assert edges_of(net) == [("1", "2"), ("2", "3")]


def test_faulty_rows_of_graph_files_are_listed(tmp_path: Path) -> None:
    reading = io.examine(save(tmp_path, "g.net", "*Vertices 2\n*Arcs\n1 2 -1\n2 1 1\n"))
    assert edges_of(reading.network) == [("2", "1")]
    assert [(each.problem, each.line) for each in reading.findings] == [("bad_weight", 3)]


def test_edge_tables_of_gephi(tmp_path: Path) -> None:
    text = "Source,Target,Type,Id,Label,timeset,Weight\n1,2,{0},0,,,2.0\n2,1,{0},1,,,1.0\n"
    (tmp_path / "n.csv").write_text("Id,Label,timeset,modularity_class\n1,甲,,3\n2,乙,,4\n", encoding="utf-8")
    net = io.read(save(tmp_path, "e.csv", text.format("Directed")), nodes=tmp_path / "n.csv")
    assert net.directed
    assert net.edges["weight"].tolist() == [2, 1]
    assert net.nodes["name"].tolist() == ["甲", "乙"]
    assert net.nodes["modularity_class"].tolist() == ["3", "4"]
    net = io.read(save(tmp_path, "e.csv", text.format("Undirected")))
    assert not net.directed
    assert net.links().size == 1


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("name", ["g.gexf", "g.graphml"])
def test_xml_that_gives_every_element_an_attribute_is_refused(tmp_path: Path, name: str) -> None:
    declared = '<!DOCTYPE x [<!ATTLIST node label CDATA "a megabyte">]>'
    text = f'{declared}<{name[2:]}><graph><node id="a"/></graph></{name[2:]}>'
    with pytest.raises(FormatError, match="XML that declares attributes is refused"):
        io.read(save(tmp_path, name, text))


@pytest.mark.parametrize("name", ["g.gexf", "g.graphml"])
def test_a_long_value_that_every_node_has_by_default_is_refused(tmp_path: Path, name: str) -> None:
    default, nodes = (
        f"<default>{'x' * (1 << 20)}</default>",
        "".join(f'<node id="{at}"/>' for at in range(9000)),
    )
    kinds = {
        "g.gexf": f'<graph><attributes class="node"><attribute id="1">{default}</attribute></attributes>',
        "g.graphml": f'<key id="1" for="node">{default}</key><graph>',
    }
    text = f'<{name[2:]}>{kinds[name]}{nodes}<edge source="1" target="2"/></graph></{name[2:]}>'
    with pytest.raises(FormatError, match=r"nodes: holds 8.8 G or more, and the limit is 8.0 G"):
        io.read(save(tmp_path, name, text))


@pytest.mark.parametrize("entity", [BOMB, OUTSIDE])
@pytest.mark.parametrize("name", ["g.gexf", "g.graphml"])
def test_xml_with_entities_is_refused(tmp_path: Path, name: str, entity: str) -> None:
    text = f'<?xml version="1.0"?>{entity}<{name[2:]}><graph><node id="&a;"/></graph></{name[2:]}>'
    with pytest.raises(FormatError, match="XML with entities or external references is refused"):
        io.read(save(tmp_path, name, text))


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("g.gexf", "", "the file is empty"),
        ("g.gexf", "<gexf><graph>", "not well-formed XML"),
        ("g.gexf", "source,target\na,b", "not well-formed XML"),
        ("g.gexf", "<html/>", r"not a gexf file \(its root is <html>\)"),
        ("g.gexf", "<gexf/>", "not a gexf file"),
        ("g.graphml", "<gexf/>", "not a graphml file"),
        ("g.gexf", "<gexf><graph/></gexf>", "the file holds no edges"),
        ("g.net", "hello", "not a Pajek file"),
        ("g.net", "*Vertices 2\n1 a\n2 b\n", "the file holds no edges"),
        ("g.net", "*Vertices 2\nx\n", "line 2: not a vertex"),
        ("g.net", "*Vertices 2\n9 a\n", "line 2: not a vertex"),
        ("g.net", "*Vertices 2\n*Arcs\n1 3\n", "line 3: no such vertices"),
        ("g.net", "*Vertices 2\n*Arcs\n1\n", "line 3: no such vertices"),
        ("g.net", "*Vertices 2\n*Matrix\n0 1\n1 0 1\n", r"line 4: row 2 of \*Matrix has 3 numbers"),
        ("g.gml", "graph [ node [ id 1 ] edge [ source 1 target 2 ] ]", "not a GML file"),
        ("g.gml", "graph " + "[" * 5000, "more than 20 lists in one another"),
        ("g.dot", "digraph { a -> b }", r"of Graphviz \(\.dot\) are not read; open it in Gephi"),
        ("g.gdf", "nodedef>name", r"of GUESS \(\.gdf\) are not read"),
    ],
)
def test_broken_graph_files(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(ClusternetError, match=message) as caught:
        io.read(save(tmp_path, name, text))
    assert "\n" not in str(caught.value)


def test_other_encodings_of_pajek_and_xml(tmp_path: Path) -> None:
    (tmp_path / "g.net").write_bytes(
        '*Vertices 2\r\n1 "企业"\r\n2 "高校"\r\n*Arcs\r\n1 2\r\n'.encode("gb18030")
    )
    assert edges_of(io.read(tmp_path / "g.net")) == [("企业", "高校")]
    text = (
        '<?xml version="1.0" encoding="UTF-16"?><graphml><graph edgedefault="directed">'
        '<edge source="甲" target="乙"/></graph></graphml>'
    )
    (tmp_path / "g.graphml").write_bytes(text.encode("utf-16"))
    assert edges_of(io.read(tmp_path / "g.graphml")) == [("甲", "乙")]
