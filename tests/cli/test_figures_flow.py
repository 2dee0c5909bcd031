"""The commands of the flow figures by their files, their words and their exit codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clusternet.cli import cli
from sweeps import sweep

NAMES = ("sankey", "heatmap", "chord")
ROWS = """source,target,year,relation,technology,application,source_province,target_province,target_country
a,b,2020,technology,5G；物联网,智慧城市,北京市,广东省,
a,c,2020,technology,5G,智能制造,北京市,北京市,
b,a,2021,technology,区块链,智慧城市,广东省,北京市,
b,d,2021,technology,区块链,,广东省,上海市,
d,x,2021,technology,5G,智慧城市,上海市,,美国
a,b,2021,investment,,,北京市,广东省,
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "edges.csv").write_text(ROWS, encoding="utf-8")
    return tmp_path


def words(monkeypatch: pytest.MonkeyPatch, *arguments: str, cwd: Path) -> tuple[list[str], list[str]]:
    """Run a command in this process; return the words round its figure, and those in it."""
    from clusternet.plot.sheet import saving

    figures = []
    write = saving.write
    monkeypatch.setattr(
        saving, "write", lambda figure, *rest, **more: figures.append(figure) or write(figure, *rest, **more)
    )
    monkeypatch.chdir(cwd)
    cli.main([*arguments, "--quiet", "--dpi", "60"], standalone_mode=False)
    (figure,) = figures
    return [text.get_text() for text in figure.texts], [text.get_text() for text in figure.axes[0].texts]


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_written_and_only_its_path_printed(data, name, run):
    done = run(name, "edges.csv", "--quiet", "--dpi", "60")
    assert done.out == f"{name}.png\n"
    assert not done.err
    assert (data / f"{name}.png").read_bytes()[:4] == b"\x89PNG"


@pytest.mark.parametrize("name", sweep(NAMES, ["sankey"]))
def test_same_command_same_bytes(data, name, run, process):
    run(name, "edges.csv", "--out", "one.svg")
    process(name, "edges.csv", "--out", "two.svg", PYTHONHASHSEED="1")
    assert (data / "one.svg").read_bytes() == (data / "two.svg").read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_wrong_suffix_is_bad_data_and_wrong_level_wrong_usage(data, name, run):
    assert "accepted: .png" in run.fails(name, "edges.csv", "--out", "x.csv")
    assert "--level" in run.misused(name, "edges.csv", "--level", "planet")


@pytest.mark.parametrize("name", NAMES)
def test_captions_say_what_is_counted_and_what_is_not(data, name, monkeypatch):
    around, inside = words(monkeypatch, name, "edges.csv", "--lang", "zh", "--places", "2", cwd=data)
    caption = "\n".join(around)
    assert "省际技术流向" in around[0]
    assert "基数：两端都在31个省区市内的关系 4；单位：条关系；省内 25.0%" in caption
    assert "未计入：一端在港澳台、国外或未知的 1 条关系" in caption
    assert "其他：合并 1 个地区，赋能占比 0%，输入占比 25.0%" in caption
    assert "技术合作关系" in caption
    assert "其他" in "".join(inside)
    around, _ = words(monkeypatch, name, "edges.csv", "--lang", "en", "--places", "2", cwd=data)
    caption = "\n".join(around)
    assert "Base: relations with both ends in the 31 mainland provinces, 4; unit: relations" in caption
    assert "25.0% within provinces" in caption
    assert "Other: 1 place; enabling share 0%, input share 25.0%" in caption


@pytest.mark.parametrize("name", NAMES)
def test_bare_figures_have_no_words_round_them(data, name, monkeypatch):
    around, _ = words(monkeypatch, name, "edges.csv", "--bare", cwd=data)
    assert not around


def test_ends_are_named_after_what_flows(data, monkeypatch):
    _, inside = words(monkeypatch, "sankey", "edges.csv", "--lang", "zh", cwd=data)
    assert {"技术赋能地", "技术输入地"} <= set(inside)
    around, inside = words(monkeypatch, "sankey", "edges.csv", "--lang", "zh", "--relation", "all", cwd=data)
    assert {"来源地", "去向地"} <= set(inside)
    assert "技术" not in around[0]


def test_two_columns_and_their_counting_rule(data, monkeypatch):
    options = ("edges.csv", "--of", "technology,application")
    around, inside = words(monkeypatch, "sankey", *options, "--lang", "zh", cwd=data)
    assert "技术 × 应用领域" in around[0]
    assert "基数：有技术类别、有应用领域的关系中的组合 5" in "\n".join(around)
    assert "未计入：有空值的 1 条关系" in "\n".join(around)
    assert {"技术", "应用领域", "5G", "智慧城市"} <= set(inside)
    _, inside = words(
        monkeypatch, "sankey", "edges.csv", "--of", "technology,target_province", "--lang", "en", cwd=data
    )
    assert {"Technology", "Province of the target"} <= set(inside)


def test_columns_that_are_not_there(data, run):
    assert "no column colour" in run.fails("sankey", "edges.csv", "--of", "colour,technology")
    assert "not two columns" in run.misused("sankey", "edges.csv", "--of", "technology")


def test_no_flow_is_bad_data(data, run):
    (data / "far.csv").write_text("source,target,source_country\na,b,美国\n", encoding="utf-8")
    assert "nothing to draw" in run.fails("sankey", "far.csv")


@pytest.mark.parametrize("name", ["sankey", "heatmap", "chord"])
def test_pages_for_the_browser(data, name, monkeypatch, capsys):
    monkeypatch.chdir(data)
    options = ("edges.csv", "--quiet", "--places", "2", "--lang", "en", "--out")
    for out in ("one.html", "two.html"):
        cli.main([name, *options, out], standalone_mode=False)
    assert capsys.readouterr().out == "one.html\ntwo.html\n"
    text = (data / "one.html").read_text(encoding="utf-8")
    assert (data / "two.html").read_text(encoding="utf-8") == text
    assert "Technology flows between provinces" in text
    assert "Base: relations with both ends in the 31 mainland provinces, 4" in text
    cli.main([name, *options, "bare.html", "--bare"], standalone_mode=False)
    bare = (data / "bare.html").read_text(encoding="utf-8")
    assert "<footer></footer>" in bare
    assert "<h1>" not in bare


def test_koreas_published_totals(shared, tmp_path, monkeypatch):
    """Statistics Korea, Internal Migration: 4,868 thousand within and 2,429 between provinces in 2018."""
    import pandas as pd

    rows = pd.read_csv(shared / "data" / "korea_migration" / "korea_gravity.csv")
    ends = {"source": rows["orig"], "target": rows["dest"]}
    places = {f"{end}_province": values for end, values in ends.items()}
    table = pd.DataFrame({**ends, "year": rows["year"], "weight": rows["flow"], **places})
    table.to_csv(tmp_path / "edges.csv", index=False)
    (tmp_path / "dataset.toml").write_text('places = "own"\n[[edges]]\nfile = "edges.csv"\n')
    options = (".", "--window", "2018:2018", "--count", "weight", "--lang", "en", "--places", "0")
    for name in NAMES:
        around, _ = words(monkeypatch, name, *options, cwd=tmp_path)
        caption = "\n".join(around)
        base = 4_867_915 + 2_429_184
        assert f"Base: weight with both ends given, {base:,}" in caption
        assert f"{100 * 4_867_915 / base:.1f}% within provinces" in caption
        assert not re.search("Other|Not in the base", caption)
