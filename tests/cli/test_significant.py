"""``--significant`` of figures."""

from __future__ import annotations

import pandas as pd
import pytest

TRADE = [
    ("北京市", "上海市", 90),
    ("北京市", "广东省", 9),
    ("上海市", "北京市", 12),
    ("上海市", "广东省", 40),
    ("广东省", "北京市", 50),
    ("广东省", "上海市", 9),
    ("浙江省", "广东省", 20),
    ("浙江省", "北京市", 10),
    ("上海市", "上海市", 30),
]


@pytest.fixture
def edges(tmp_path):
    rows = [(f"{a}{i % 7}", f"{b}甲{i % 5}", a, b) for a, b, n in TRADE for i in range(n)]
    frame = pd.DataFrame(rows, columns=["source", "target", "source_province", "target_province"])
    frame.to_csv(tmp_path / "edges.csv", index=False)
    return tmp_path / "edges.csv"


@pytest.mark.parametrize("command", ["sankey", "heatmap"])
def test_pages_fade_what_does_not_stand_out_and_say_so(run, edges, tmp_path, command):
    out = tmp_path / "x.html"
    run(command, edges, "--significant", "0.05", "--out", out, "--lang", "en")
    page = out.read_text(encoding="utf-8")
    said = "Significant flows between places in full ink, others faded: 4 of 8, q (Benjamini-Hochberg, "
    assert said in page
    assert "Flows within places are not tested" in page
    assert ("opacity: 0.1" in page and "opacity: 0.6" in page) == (command == "sankey")


def test_maps_fade_what_does_not_stand_out(run, edges, tmp_path, monkeypatch):
    kept = []
    monkeypatch.setattr(
        "clusternet.cli.drawing.Sheet.publish", lambda self, make, words: kept.append((make(150), words))
    )
    run("flowmap", edges, "--significant", "0.05", "--lang", "zh")
    ((plan, words),) = kept
    assert "显著的流向按原色，其余淡化：8条中4条" in "".join(words.notes)
    alpha = {patch.get_gid(): patch.get_alpha() for patch in plan.draw(None).patches if patch.get_alpha()}
    assert alpha["arc/北京市/上海市"] > 4 * alpha["arc/浙江省/北京市"]


def test_a_network_fades_its_links(run, tmp_path):
    rows = [(f"s{i}", f"t{j}", 1 + (i + j) % 3 + 400 * (i == j)) for i in range(6) for j in range(6)]
    ties = pd.DataFrame(rows, columns=["source", "target", "weight"])
    ties.to_csv(tmp_path / "e.csv", index=False)
    run("netmap", tmp_path / "e.csv", "--significant", "0.05", "--out", tmp_path / "x.html", "--lang", "en")
    page = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "Significant links in full ink, others faded: 6 of 36" in page
    assert '"count":30' in page
    assert '"count":6' in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["sankey", "--backbone", "0.1"], "--backbone and --significant exclude each other"),
        (["netmap", "--backbone", "0.1"], "--backbone and --significant exclude each other"),
        (["heatmap", "--of", "source_province,target_province"], "--significant goes with places"),
        (["heatmap", "--value", "residual"], "does not go with --value residual"),
    ],
)
def test_wrong_usage(run, edges, tmp_path, asked, said):
    command, *options = asked
    given = (command, edges, "--significant", "0.05", *options, "--out", tmp_path / "x.png")
    assert said in run(*given, code=2).err
