from __future__ import annotations

from pathlib import Path

import pytest

from clusternet import io
from clusternet.io.reading import Reading


def read(folder: Path, graph: str, *, years: str = "") -> Reading:
    text = f'<?xml version="1.0"?><gexf xmlns:viz="http://gexf.net/1.3/viz">{graph}</gexf>'
    (folder / "g.gexf").write_text(text, encoding="utf-8")
    setting = f'years = "{years}"\n' if years else ""
    (folder / "dataset.toml").write_text(f'[edges]\nfile = "g.gexf"\n{setting}', encoding="utf-8")
    return io.examine(folder)


def problems(reading: Reading) -> list[tuple[str, str, str]]:
    return [(each.problem, each.column, each.value) for each in reading.findings]


EDGE = '<edge source="a" target="b"'
SPELLS = '<spells><spell start="2014-05-01" end="2015-05-01"/><spell start="2017" end="2019-01-02"/></spells>'


@pytest.mark.parametrize(
    ("edge", "first", "last"),
    [
        (f'{EDGE} start="2014-05-01" end="2019-01-02"/>', 2014, 2019),
        (f'{EDGE} start="2014.0" end="2019.5"/>', 2014, 2019),
        (f'{EDGE} startopen="2014" endopen="2019"/>', 2014, 2019),
        (f'{EDGE} end="2019-12-31"/>', 2019, 2019),
        (f'{EDGE} start="2014-05-01"/>', 2014, 2014),
        (f"{EDGE}>{SPELLS}</edge>", 2014, 2019),
        (f"{EDGE}>{SPELLS.replace('spell', 'slice')}</edge>", 2014, 2019),
        (f'{EDGE} timestamp="2014"/>', 2014, 2014),
        (f'{EDGE} timestamps="&lt;[2014, 2016, 2019]&gt;"/>', 2014, 2019),
        (f'{EDGE} intervals="&lt;[2014-01-01, 2015-01-01]; [2018, 2019]&gt;"/>', 2014, 2019),
        (f'{EDGE}><spells><spell timestamp="2014"/><spell timestamp="2019"/></spells></edge>', 2014, 2019),
        (f'{EDGE} start="1388534400000" end="1577750400000"/>', 2014, 2019),
        (f'{EDGE} datefrom="2014-01-01" dateto="2019-01-01"/>', 2014, 2019),
    ],
)
def test_time_becomes_years(tmp_path: Path, edge: str, first: int, last: int) -> None:
    graph = f'<graph mode="dynamic" defaultedgetype="directed"><edges>{edge}</edges></graph>'
    reading = read(tmp_path, graph)
    assert reading.network.years == [first]
    assert problems(reading) == [("time_as_year", "year", "1")]
    assert read(tmp_path, graph, years="last").network.years == [last]


def test_the_time_of_a_slice_is_that_of_its_edges(tmp_path: Path) -> None:
    slices = f'<graph mode="slice" timestamp="2019"><edges>{EDGE}/>{EDGE} timestamp="2020"/></edges></graph>'
    assert read(tmp_path, slices).network.years == [2019, 2020]
    bounds = f'<graph mode="dynamic" start="2019" end="2020"><edges>{EDGE}/></edges></graph>'
    assert read(tmp_path, bounds).network.years == []


def test_time_that_is_no_year_is_said(tmp_path: Path) -> None:
    reading = read(tmp_path, f'<graph><edges>{EDGE} start="0.5" end="12"/></edges></graph>')
    assert reading.network.years == []
    assert reading.network.edges["interval"].tolist() == ["[0.5, 12]"]
    assert problems(reading) == [("time_unread", "year", "[0.5, 12]")]


def test_a_weight_that_changes(tmp_path: Path) -> None:
    values = '<attvalue for="w" value="2" start="2015" end="2016"/><attvalue for="w" value="5" start="2016"/>'
    graph = (
        '<graph mode="dynamic"><attributes class="edge" mode="dynamic"><attribute id="w" title="Weight"/>'
        f'</attributes><edges>{EDGE} weight="0"><attvalues>{values}</attvalues></edge></edges></graph>'
    )
    reading = read(tmp_path, graph)
    assert (reading.network.edges["weight"].tolist(), reading.network.years) == ([2], [2015])
    assert ("changing_value", "Weight", "") in problems(reading)
    assert "second_header" not in {each.problem for each in reading.findings}
    last = read(tmp_path, graph, years="last").network
    assert (last.edges["weight"].tolist(), last.years) == ([5], [2016])


def test_bare_values_parents_and_drawings(tmp_path: Path) -> None:
    graph = """<graph defaultedgetype="directed">
    <attributes class="node"><attribute id="c" title="city"/></attributes>
    <nodes><node id="g" label="G"><viz:size value="2"/><nodes>
    <node id="a" label="A"><attvalue for="c" value="武汉市"/></node></nodes>
    <edges><edge source="a" target="b"/></edges></node><node id="b" pid="g"/></nodes>
    <edges><edge source="b" target="a"/></edges></graph>"""
    reading = read(tmp_path, graph)
    nodes = reading.network.nodes
    assert nodes["city"].dropna().to_dict() == {"a": "武汉市"}
    assert nodes["pid"].dropna().to_dict() == {"a": "g", "b": "g"}
    assert len(reading.network.edges) == 2
    assert problems(reading) == [("not_read", "", "node/size (1)")]


def test_several_graphs_are_one(tmp_path: Path) -> None:
    inner = f'<nodes><node id="a" label="A"/></nodes><edges>{EDGE}/></edges>'
    one = f'<graph id="tech" defaultedgetype="directed">{inner}</graph>'
    other = f'<graph defaultedgetype="directed">{inner}</graph>'
    reading = read(tmp_path, one + other)
    assert reading.network.edges["graph"].tolist() == ["tech", "2"]
    assert reading.network.nodes["name"].dropna().to_dict() == {"a": "A"}
    assert problems(reading) == [("several_graphs", "graph", "tech, 2")]


@pytest.mark.parametrize(
    ("declared", "said"), [("gb2312", ""), ("UTF-8", "gbk"), ("windows-1252", "gb18030")]
)
def test_encodings_that_are_declared_or_said(tmp_path: Path, declared: str, said: str) -> None:
    edges = '<gexf><graph><edges><edge source="甲" target="乙"/></edges></graph></gexf>'
    text = f'<?xml version="1.0" encoding="{declared}"?>{edges}'
    (tmp_path / "g.gexf").write_bytes(text.encode("gb18030"))
    setting = f'encoding = "{said}"\ncomment = "#"\n' if said else ""
    (tmp_path / "dataset.toml").write_text(f'[edges]\nfile = "g.gexf"\n{setting}', encoding="utf-8")
    reading = io.examine(tmp_path)
    assert reading.network.edges[["source", "target"]].astype(object).values.tolist() == [["甲", "乙"]]
    assert [each.column for each in reading.findings] == (["comment"] if said else [])


def test_several_graphs_and_labels_of_graphml(tmp_path: Path) -> None:
    text = """<graphml xmlns:y="http://www.yworks.com/xml/graphml">
    <key id="d1" for="node" yfiles.type="nodegraphics"/><key id="d2" for="edge" yfiles.type="edgegraphics"/>
    <key id="d3" for="edge" yfiles.type="x"/>
    <graph id="one" edgedefault="directed"><node id="n0"><data key="d1"><y:ShapeNode><y:Geometry/>
    <y:NodeLabel>甲
    公司<y:LabelModel/></y:NodeLabel></y:ShapeNode></data>
    <graph edgedefault="directed"><node id="n0::n1"><port name="p"/></node>
    <edge source="n0::n1" target="n0"/></graph></node>
    <edge source="n0" target="n1">
    <data key="d2"><y:PolyLineEdge><y:EdgeLabel>供货</y:EdgeLabel></y:PolyLineEdge></data>
    <data key="d3"><y:Bend/></data></edge></graph>
    <graph id="two" edgedefault="directed"><node id="n1"/><edge source="n1" target="n0"/></graph></graphml>"""
    (tmp_path / "g.graphml").write_text(text, encoding="utf-8")
    reading = io.examine(tmp_path / "g.graphml")
    net = reading.network
    assert net.nodes["name"].dropna().to_dict() == {"n0": "甲 公司"}
    assert net.nodes["pid"].dropna().to_dict() == {"n0::n1": "n0"}
    assert net.edges["graph"].tolist() == ["one", "one", "two"]
    assert net.edges["label"].dropna().tolist() == ["供货"]
    assert [each[0::2] for each in problems(reading)] == [
        ("several_graphs", "one, two"), ("not_read", "data/Bend (1)"), ("not_read", "node/port (1)"),
    ]  # fmt: skip
