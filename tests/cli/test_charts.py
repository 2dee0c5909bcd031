"""``--figure`` and ``--chart`` of commands that print a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from clusternet.plot.sheet import saving

EDGES = """source,target,year,relation,technology,source_province,target_province
a,b,2020,technology,5G,北京,广东
b,c,2020,technology,物联网,广东,上海
a,c,2021,technology,物联网,北京,上海
b,a,2021,technology,物联网,广东,北京
"""
YEARLY = "国家,2020,2021\n中国大陆,10,20\n美国,8,9\n英国,3,5\nNarnia,1,2\n"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "edges.csv").write_text(EDGES, encoding="utf-8")
    (tmp_path / "yearly.csv").write_text(YEARLY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def drawn(monkeypatch):
    figures = []
    monkeypatch.setattr(saving, "write", lambda figure, *rest, **more: figures.append(figure))
    return figures


def axes(drawn):
    return drawn[-1].axes[0]


def test_distributions_by_year_are_lines_of_shares(data, run, drawn):
    asked = ("distribution", "edges.csv", "--by", "technology", "--by-year", "--figure", "x.png")
    run(*asked)
    lines = {line.get_gid(): line.get_ydata().tolist() for line in axes(drawn).child_axes[0].lines}
    assert lines["line/物联网"] == [0.5, 1.0]
    run(*asked, "--value", "count")
    lines = {line.get_gid(): line.get_ydata().tolist() for line in axes(drawn).child_axes[0].lines}
    assert lines["line/物联网"] == [1, 2]
    run(*asked, "--chart", "area", "--top", "1")
    assert [each.get_gid() for each in axes(drawn).child_axes[0].collections] == ["area/物联网", "area/"]


def test_provinces_as_tiles_pie_and_bars(data, run, drawn):
    for chart, gid, number in (("tiles", "tile", 34), ("bar", "bar", 3), ("pie", "slice", 3)):
        run("distribution", "edges.csv", "--by", "province", "--figure", "x.png", "--chart", chart)
        assert sum(patch.get_gid() == gid for patch in axes(drawn).patches) == number


def test_counts_by_year_with_and_without_the_leader(data, run, drawn):
    run("counts", "yearly.csv", "--yearly", "--figure", "x.png")
    first, second = axes(drawn).child_axes
    assert "line/中国大陆" in [line.get_gid() for line in first.lines]
    assert "line/中国大陆" not in [line.get_gid() for line in second.lines]


def test_counts_of_countries_as_tiles_tell_whom_they_lack(data, run, drawn):
    run("counts", "yearly.csv", "--figure", "x.png", "--chart", "tiles", "--lang", "en")
    caption = "\n".join(text.get_text() for text in drawn[-1].texts)
    assert "1 name without a square: Narnia" in caption


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--chart", "pie"), "--chart goes with --figure"),
        (("--figure", "x.png", "--chart", "line"), "--chart line takes a table with years"),
        (("--by-year", "--figure", "x.png", "--chart", "tiles"), "--chart tiles takes a table without years"),
        (("--figure", "x.png", "--value", "share"), "--value goes with --chart line, area or tiles"),
        (("--figure", "x.png", "--chart", "tiles", "--value", "per_million"), "no such column"),
    ],
)
def test_what_does_not_go_together_is_refused(data, run, arguments, words):
    assert words in run("distribution", "edges.csv", "--by", "technology", *arguments, code=2).err
