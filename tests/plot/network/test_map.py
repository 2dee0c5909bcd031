"""The network map by its artists, and its page for the browser."""

from __future__ import annotations

import base64
import html
import json
import re
import shutil
import subprocess
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

import clusternet
from clusternet.errors import FormatError, SchemaError
from clusternet.network.about import About
from clusternet.network.value_network import from_frames
from clusternet.output.result import Words
from clusternet.places import china
from clusternet.plot.network import ground
from clusternet.plot.network import key as mapkey
from clusternet.plot.network import labels as maplabels
from clusternet.plot.network import map as networkmap
from clusternet.plot.network import page as networkpage
from clusternet.plot.sheet import page, palette, saving
from clusternet.structure import layout
from sweeps import sweep

NASTY = ('<script>alert("1")</script>', "</script><b>x</b>", "甲 & 乙 @INK@", '"quoted" \\ %{x}')


def described(n=60, m=90):
    draws = np.random.default_rng(0).integers(0, n, (m, 2))
    pairs = pd.DataFrame(draws[draws[:, 0] != draws[:, 1]], columns=["source", "target"]).astype(str)
    ids = sorted(set(pairs["source"]) | set(pairs["target"]), key=int)
    cities = ("北京", "广东", "江苏", "", "香港")
    nodes = pd.DataFrame(
        {
            "id": ids,
            "name": [f"企业{one}" for one in ids],
            "province": [cities[int(one) % 5] for one in ids],
            "kind": ["sample" if int(one) % 3 else "partner" for one in ids],
            "category": ["大学" if int(one) % 4 else "" for one in ids],
        }
    )
    return from_frames(pairs, nodes)


@pytest.fixture(scope="module")
def drawn():
    net = described()
    return layout.positions(net), layout.ties(net)


@pytest.fixture(scope="module")
def shipped():
    net = clusternet.read(clusternet.shipped("nankai"))
    return layout.positions(net), layout.ties(net)


def draw(nodes, ties, *, width=144.0, **options):
    with page.context():
        return networkmap.plan(nodes, ties, width, **options).draw()


def found(ax, gid):
    return [artist for artist in ax.get_children() if artist.get_gid() == gid]


def boxes(ax, *gids):
    renderer = ax.figure.canvas.get_renderer()
    return [text.get_window_extent(renderer) for gid in gids for text in found(ax, gid)]


def assert_disjoint(extents):
    for place, one in enumerate(extents):
        for other in extents[place + 1 :]:
            across = min(one.x1, other.x1) - max(one.x0, other.x0)
            down = min(one.y1, other.y1) - max(one.y0, other.y0)
            assert across <= 0.5 or down <= 0.5, (one, other)


def test_area_of_a_drawn_node_is_proportional_to_its_degree(drawn):
    nodes, ties = drawn
    (circles,) = found(draw(nodes, ties), "nodes")
    wide = np.sort(circles.get_widths())
    assert np.allclose(wide**2 / np.sort(nodes["degree"]), wide[0] ** 2 / nodes["degree"].min())


def test_the_largest_nodes_are_on_top_and_have_rims(drawn):
    nodes, ties = drawn
    (circles,) = found(draw(nodes, ties), "nodes")
    assert (np.diff(circles.get_widths()) >= 0).all()
    assert circles.get_linewidths()[-1] > 0
    assert to_hex(circles.get_edgecolors()[0]) == "#ffffff"


def test_colours_are_those_of_the_palette_and_of_nothing_but_the_data(drawn):
    nodes, ties = drawn
    (circles,) = found(draw(nodes, ties, by="province"), "nodes")
    order = np.argsort(nodes["radius"].to_numpy(), kind="stable")
    known = palette.PROVINCES | palette.OUTSIDE
    wanted = [known[place] for place in nodes["province"].iloc[order]]
    assert [to_hex(colour) for colour in circles.get_facecolors()] == wanted
    assert china.UNKNOWN in set(nodes["province"])


def test_every_tie_is_drawn_under_the_nodes_the_longer_the_paler(drawn):
    nodes, ties = drawn
    ax = draw(nodes, ties)
    (edges,) = found(ax, "edges")
    segments = np.array(edges.get_segments())
    assert len(segments) == len(ties)
    assert edges.get_zorder() < found(ax, "nodes")[0].get_zorder()
    length = np.linalg.norm(segments[:, 0] - segments[:, 1], axis=1)
    assert (np.diff(length) <= 1e-9).all()
    assert (np.diff(edges.get_colors()[:, 3]) >= 0).all()


def test_ties_have_the_colour_of_their_larger_end(drawn):
    nodes, ties = drawn
    (edges,) = found(draw(nodes, ties, by="province"), "edges")
    degree, province = nodes["degree"].to_numpy(), nodes["province"].to_numpy()
    source, target = ties["source"].to_numpy(), ties["target"].to_numpy()
    hub = np.where(degree[source] >= degree[target], source, target)
    known = palette.PROVINCES | palette.OUTSIDE
    counted = pd.Series([known[place] for place in province[hub]]).value_counts().to_dict()
    assert pd.Series([to_hex(colour) for colour in edges.get_colors()]).value_counts().to_dict() == counted


def test_partner_nodes_have_holes(drawn):
    nodes, ties = drawn
    ax = draw(nodes, ties)
    (holes,) = found(ax, "nodes-holes")
    assert len(holes.get_widths()) == nodes["kind"].eq("partner").sum()
    assert not found(draw(nodes, ties, by="kind"), "nodes-holes")


@pytest.mark.parametrize("width", [84.0, 144.0, 294.0])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_names_and_key_never_collide(drawn, width, language):
    ax = draw(*drawn, width=width, language=language, labels=60)
    assert_disjoint(boxes(ax, "label", "key"))
    page_box = ax.get_window_extent()
    for box in boxes(ax, "label", "key"):
        assert box.x0 >= page_box.x0 - 1
        assert box.x1 <= page_box.x1 + 1
        assert box.y0 >= page_box.y0 - 1
        assert box.y1 <= page_box.y1 + 1


@pytest.mark.slow
@pytest.mark.parametrize("by", sweep(["province", "community"], ["community"]))
@pytest.mark.parametrize("width", [84.0, 144.0])
def test_the_shipped_network(shipped, width, by):
    ax = draw(*shipped, width=width, by=by)
    assert_disjoint(boxes(ax, "label", "key"))
    assert len(found(ax, "label")) >= 15
    parts = [group for gid in ("nodes", "small") for group in found(ax, gid)]
    assert sum(len(group.get_widths()) for group in parts) == len(shipped[0])
    assert found(ax, "small")[0].get_rasterized()
    assert found(ax, "edges")[0].get_rasterized()


@pytest.mark.parametrize("width", [84.0, 144.0, 294.0])
def test_the_key_is_never_over_the_network(shipped, width):
    nodes, ties = shipped
    ax = draw(nodes, ties, width=width)
    turn = ax.transData.inverted()
    for box in boxes(ax, "key"):
        left, top = turn.transform((box.x0, box.y1))
        right, bottom = turn.transform((box.x1, box.y0))
        for group in ("nodes", "small"):
            (circles,) = found(ax, group)
            x, y = circles.get_offsets().T
            half = circles.get_widths() / 2
            over = (x + half > left) & (x - half < right) & (y + half > top) & (y - half < bottom)
            assert not over.any()


def test_shares_of_the_key_add_up_to_one(shipped):
    for by in ("province", "community", "kind", "category"):
        assert sum(entry.share for entry in networkmap.entries(shipped[0], by)) == pytest.approx(1)
    assert networkmap.entries(shipped[0], "province")[-1].name == china.UNKNOWN


def test_what_is_not_known_always_has_its_line(shipped):
    texts = [text.get_text() for text in found(draw(*shipped, width=84.0, by="province"), "key")]
    assert {china.HMT, china.ABROAD, china.UNKNOWN} <= set(texts)


def test_no_two_values_share_a_colour_but_the_grey():
    nodes = pd.DataFrame({"country": [f"Land {place}" for place in range(50)]})
    shades = pd.Series(networkmap.colours(nodes, "country")).value_counts()
    assert (shades.drop(palette.OTHER) == 1).all()
    assert shades[palette.OTHER] == 50 - palette.MOST


def test_what_has_no_line_in_the_key_is_summed(shipped):
    ax = draw(*shipped, by="province")
    texts = [text.get_text() for text in found(ax, "key")]
    (folded,) = [text for text in texts if text.startswith("其他")]
    shown = sum(entry.name in texts for entry in networkmap.entries(shipped[0], "province"))
    assert folded == f"其他 {len(networkmap.entries(shipped[0], 'province')) - shown} 个"


def test_weights_are_areas_and_widths():
    ties = pd.DataFrame({"source": ["甲", "乙", "丙"], "target": ["乙", "丙", "甲"], "weight": [8, 2, 2]})
    arranged = layout.arrange(from_frames(ties))
    assert arranged.nodes["weighted_degree"].to_dict() == {"甲": 10.0, "乙": 10.0, "丙": 4.0}
    ax = draw(arranged, None)
    (circles,), (edges,) = found(ax, "nodes"), found(ax, "edges")
    assert np.allclose(np.square(circles.get_widths()) / [4, 10, 10], circles.get_widths()[0] ** 2 / 4)
    thin, _, thick = sorted(edges.get_linewidths())
    assert thick / thin == pytest.approx(4)
    assert "面积 ∝ 加权度" in [text.get_text() for text in found(ax, "key")]


def test_codes_are_no_names():
    ties = pd.DataFrame({"source": ["999984059", "999984059", "甲"], "target": ["999979500", "甲", "乙"]})
    arranged = layout.arrange(from_frames(ties))
    ax = draw(arranged, None, labels=4)
    assert {text.get_text() for text in found(ax, "label")} == {"甲", "乙"}
    assert not any("个名称" in text.get_text() for text in found(ax, "key"))  # none was without room
    assert set(networkmap.community_names(arranged.nodes).values()) <= {"#1", "#2", "甲", "乙"}


def test_countries_have_their_names_and_places_that_are_nodes_are_no_countries():
    nodes = pd.DataFrame({"id": ["a", "b"], "country": ["USA", "DEU"]})
    net = from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]}), nodes)
    for language, names in (("en", {"United States", "Germany"}), ("zh", {"美国", "德国"})):
        ax = draw(layout.arrange(net), None, by="country", language=language)
        assert names <= {text.get_text() for text in found(ax, "key")}
    places = from_frames(pd.DataFrame({"source": ["Seoul"], "target": ["Busan"]}))
    assert "country" not in layout.positions(replace(places, about=About(places="own")))


def test_key_circles_are_to_scale(drawn):
    nodes, ties = drawn
    ax = draw(nodes, ties)
    (circles,) = found(ax, "nodes")
    unit = circles.get_widths().max() ** 2 / 4 / nodes["degree"].max()
    radii = sorted(ring.radius for ring in found(ax, "key-size"))
    degrees = sorted(mapkey.examples(int(nodes["degree"].max())))
    assert np.allclose(np.square(radii), np.array(degrees) * unit)


@pytest.mark.parametrize("width", [60.0, 144.0])
def test_names_without_room_are_counted(width):
    net = from_frames(
        pd.DataFrame(
            {"source": ["中心"] * 40, "target": [f"名称相当长的企业{place}" * 2 for place in range(40)]}
        )
    )
    ax = draw(layout.positions(net), layout.ties(net), width=width, by="community", labels=40)
    assert min(box.y0 for box in boxes(ax, "key")) >= ax.get_window_extent().y0 - 1
    named = len(found(ax, "label"))
    assert named < 40
    assert f"标注 {named} 个名称（共选 40 个）" in [text.get_text() for text in found(ax, "key")]


@pytest.mark.parametrize(
    ("pairs", "nodes"),
    [
        ([("a", "a")], None),
        ([("a", "b")], None),
        ([(f"a{place}", f"b{place}") for place in range(30)], None),
        ([("a", "b")], pd.DataFrame({"id": [f"c{place}" for place in range(50)]})),
    ],
)
@pytest.mark.parametrize("dark", [False, True])
def test_small_networks(pairs, nodes, dark):
    net = from_frames(pd.DataFrame(pairs, columns=["source", "target"]), nodes)
    ax = draw(layout.positions(net), layout.ties(net), by="community", dark=dark)
    assert len(found(ax, "nodes")[0].get_widths()) == len(net.nodes)
    assert_disjoint(boxes(ax, "label", "key"))


def test_a_dark_ground(drawn, tmp_path):
    nodes, ties = drawn
    words = Words("标题", ("说明",), "zh")
    with page.context():
        ax = page.printed(lambda width: networkmap.plan(nodes, ties, width, dark=True), page.Page(), words)
        figure = page.figure_of(ax)
        saving.write(figure, tmp_path / "x.png", dpi=60)
    assert to_hex(figure.get_facecolor()) == ground.DARK
    assert all(
        sum(int(to_hex(text.get_color())[k : k + 2], 16) for k in (1, 3, 5)) > 400 for text in figure.texts
    )
    from matplotlib.image import imread

    assert np.allclose(imread(tmp_path / "x.png")[0, 0, :3], np.array([13, 20, 38]) / 255, atol=0.01)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["svg", "pdf"])
def test_a_drawing_of_the_shipped_network_stays_small(shipped, tmp_path, suffix):
    path = tmp_path / f"x.{suffix}"
    saving.publish(
        lambda width: networkmap.plan(*shipped, width), path, page=page.Page(dpi=150), words=Words("标题")
    )
    assert 100_000 < path.stat().st_size < 10_000_000


def test_long_names_are_cut_to_two_lines():
    with page.context():
        lines = maplabels.shortened("一个名称非常长的人工智能研究院有限责任公司北京分公司" * 2, 8.0)
        assert len(lines) == 2
        assert lines[1].endswith("…")
        assert all(page.text_width(line, 8.0) <= 32 for line in lines)
        assert maplabels.shortened("华为", 8.0) == ["华为"]
        assert maplabels.shortened("x" * 200, 8.0)[-1].endswith("…")


def test_a_colour_the_data_do_not_have(drawn):
    with pytest.raises(SchemaError, match="no country to colour them by; these data have: province, comm"):
        networkmap.netmap(*drawn, by="country")


# -- for the browser ---------------------------------------------------------------------------------------
def nasty():
    edges = pd.DataFrame({"source": ["0", "1", "2", "0"], "target": ["1", "2", "3", "2"]})
    nodes = pd.DataFrame({"id": list("0123"), "name": NASTY, "category": NASTY})
    net = from_frames(edges, nodes)
    return layout.positions(net), layout.ties(net)


def published(nodes, ties, path, **options):
    options = {"by": "community", "words": Words(NASTY[0], (NASTY[1],), "zh", synthetic=True)} | options
    networkpage.publish(nodes, ties, path, **options)
    return path.read_text(encoding="utf-8")


def script(text):
    return json.loads(re.search(r"^const data = (.*);$", text, re.M)[1])


def test_names_cannot_leave_the_script(tmp_path):
    text = published(*nasty(), tmp_path / "x.html")
    own = re.sub(r"<script>.*?</script>", "", text, flags=re.S)
    assert "alert" in own
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in own
    assert "[合成数据]" in own
    data = script(text)
    assert data["names"][1] == "&lt;/script&gt;&lt;b&gt;x&lt;/b&gt;"
    assert data["names"][2].endswith("@INK@")
    assert text.count("</script>") == 2


def test_the_page_has_every_node_and_needs_no_network(shipped, tmp_path):
    nodes, ties = shipped
    path = tmp_path / "x.html"
    text = published(nodes, ties, path, by="province")
    assert path.stat().st_size < 8_000_000
    data = script(text)
    assert len(data["names"]) == len(nodes)
    assert sorted(place for group in data["series"] for place in group["members"]) == list(range(len(nodes)))
    x = np.frombuffer(base64.b64decode(data["x"]["bdata"]), dtype="<f4")
    assert np.allclose(x, nodes["x"], atol=1e-3)
    assert [line["count"] for line in data["ties"]] == [networkpage.MOST]
    own = text.split("<script>")[0]
    assert "://" not in own
    assert "Content-Security-Policy" in own
    assert "src=" not in own
    again = tmp_path / "y.html"
    assert published(nodes, ties, again, by="province") == text


def test_the_heaviest_then_shortest_ties_are_drawn(monkeypatch):
    nodes = pd.DataFrame({"x": [0.0, 1.0, 5.0, 9.0], "y": 0.0})
    ties = pd.DataFrame({"source": [0, 0, 2], "target": [1, 3, 3], "weight": [1.0, 3.0, 1.0]})
    monkeypatch.setattr(networkpage, "MOST", 2)
    assert networkpage.drawn(nodes, ties)["target"].tolist() == [1, 3]


def test_a_page_is_html(drawn, tmp_path):
    with pytest.raises(FormatError, match=r"\.html"):
        published(*drawn, tmp_path / "x.png")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("chromium") is None, reason="there is no browser")
def test_the_page_opens_in_a_browser(tmp_path):
    path = tmp_path / "x.html"
    text = published(*nasty(), path)
    watch = """<script>
    window.faults = []; window.alert = () => faults.push("alert");
    window.onerror = message => { faults.push(message); };
    console.error = message => { faults.push(String(message)); };
    </script>"""
    told = """<script>
    setTimeout(() => Plotly.Fx.hover("netmap", { xval: x[0], yval: y[0] }, "xy"), 1000);
    setTimeout(() => {
      document.title = JSON.stringify({
        faults, ready: document.body.dataset.ready,
        refused: document.querySelector(".no-webgl") !== null,
        hover: document.querySelector(".hovertext")?.textContent,
        asked: performance.getEntriesByType("resource").map(entry => entry.name) });
    }, 2500);
    </script>"""
    path.write_text(text.replace("<style>", watch + "<style>", 1).replace("</body>", told + "</body>"))
    done = subprocess.run(
        ["chromium", "--headless=new", "--no-sandbox", "--enable-unsafe-swiftshader",
         "--use-angle=swiftshader", f"--user-data-dir={tmp_path / 'profile'}",
         "--virtual-time-budget=8000", "--dump-dom", path.as_uri()],
        capture_output=True, text=True, check=True, timeout=120, encoding="utf-8",
    )  # fmt: skip
    title = html.unescape(re.search(r"<title>(.*?)</title>", done.stdout, re.S)[1])
    state = json.loads(title)
    assert state["ready"] == "yes"
    assert state["faults"] == []
    assert not state["refused"]
    assert [name for name in state["asked"] if not name.startswith(("data:", "blob:"))] == []
    assert any(name in state["hover"] for name in NASTY), state


def test_the_heading_of_the_colours_fits_the_key() -> None:
    from clusternet.plot.network.key import _LABELS
    from clusternet.plot.sheet import page

    texts = [text for label in _LABELS.values() for text in (label.zh, label.en)]
    assert max(page.text_width(text, 6.5) for text in texts) < 33  # mm beside a map of 150 mm
