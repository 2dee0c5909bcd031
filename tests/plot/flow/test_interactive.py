"""Figures for the browser: one file, no request, and names that stay text."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pandas as pd
import pytest

from clusternet.errors import FormatError, MissingDependencyError
from clusternet.output.result import Words
from clusternet.plot.flow import interactive
from clusternet.space.folded import ranked
from drawn import table_of

pytest.importorskip("plotly")

HOSTILE = [
    "<script>alert(1)</script>",
    "<b>x</b>",
    "</script><script>alert(2)</script>",
    "a\"b'c\\",
    "%{x}",
    "甲&乙",
]
WORDS = Words("省际<技术>流向", ("来源：<b>合成</b>",), "zh", synthetic=True)
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="module")
def hostile() -> pd.DataFrame:
    rows = [(a, b, 1 + i * j) for i, a in enumerate(HOSTILE) for j, b in enumerate(HOSTILE) if i + j != 3]
    table = pd.DataFrame(rows, columns=["source", "target", "flow"])
    return table.assign(type=["intra" if a == b else "inter" for a, b, _ in rows])


def written(make, table, path, **options):
    interactive.write(make(table), path, words=WORDS, **options)
    return path.read_text(encoding="utf-8")


def without_libraries(text: str) -> str:
    """Leave plotly itself out: the longest script."""
    return text.replace(max(re.findall(r"<script[^>]*>.*?</script>", text, re.S), key=len), "")


@pytest.mark.parametrize("make", [interactive.sankey, interactive.heatmap])
def test_names_are_text_and_nothing_is_asked_of_the_network(make, hostile, tmp_path):
    text = written(make, hostile, tmp_path / "x.html")
    own = without_libraries(text)
    assert "alert(1)</script>" not in own
    assert "<b>x</b>" not in own
    assert "<b>合成</b>" not in own
    assert "[合成数据] 省际&lt;技术&gt;流向" in own
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", own)
    assert "default-src 'none'" in own
    assert "cdn.plot.ly" not in own


@pytest.mark.parametrize("make", [interactive.sankey, interactive.heatmap])
def test_same_figure_same_bytes_and_a_bare_page_keeps_its_mark(make, tmp_path):
    one = written(make, table_of(5), tmp_path / "one.html")
    assert one == written(make, table_of(5), tmp_path / "two.html")
    bare = written(make, table_of(5), tmp_path / "bare.html", bare=True)
    assert "<h1>合成数据</h1>" in bare
    assert "来源：" not in without_libraries(bare)


def test_values_are_those_of_the_table():
    table = table_of(14)
    found = ranked(table, places=10)
    link = interactive.sankey(table, places=10).data[0].link
    assert sum(link.value) == found.base
    cells = interactive.heatmap(table, places=10, value="flow").data[0].text
    assert [[int(cell.replace(",", "")) for cell in row] for row in cells] == found.table.to_numpy().tolist()


def test_two_columns_with_one_name_are_two_bars():
    table = pd.DataFrame({"source": ["其他"], "target": ["其他"], "flow": [3], "type": [""]})
    link = interactive.sankey(table).data[0].link
    assert (link.source[0], link.target[0]) == (0, 1)


def test_only_html_and_only_with_plotly(tmp_path, monkeypatch):
    with pytest.raises(FormatError, match=r"accepted: \.html"):
        interactive.write(interactive.sankey(table_of(3)), tmp_path / "x.png", words=WORDS)
    monkeypatch.setitem(sys.modules, "plotly", None)
    with pytest.raises(MissingDependencyError, match=r"interactive figures need plotly"):
        interactive.sankey(table_of(3))


@pytest.mark.skipif(BROWSER is None, reason="there is no Chromium on this machine")
@pytest.mark.parametrize("make", [interactive.sankey, interactive.heatmap])
def test_a_browser_opens_it_without_complaint(make, hostile, tmp_path):
    path = tmp_path / "x.html"
    written(make, hostile, path)
    command = [
        BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
        f"--user-data-dir={tmp_path / 'profile'}", "--enable-logging=stderr", "--virtual-time-budget=5000",
        "--dump-dom", path.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    assert "CONSOLE" not in done.stderr  # a refused request is a message, too
    assert 'class="main-svg"' in done.stdout
    shown = re.sub(r"<script.*?</script>", "", done.stdout, flags=re.S)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "&lt;b&gt;x&lt;/b&gt;" in shown
