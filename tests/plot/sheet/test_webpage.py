"""Figures as pages for the browser: their marks say what they are."""

from __future__ import annotations

import re
import shutil
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from clusternet.output.result import Words
from clusternet.plot.flow import heatmap, sankey
from clusternet.plot.series import bars, quadrant
from clusternet.plot.sheet import webpage
from clusternet.plot.sheet.page import Page
from drawn import table_of

SAID = Words(
    "Relations", ("4 relations",), "en", source="a <survey>", headline="5G ranks first.", stated=True
)
TABLE = pd.DataFrame({"name": ["5G", "<b>"], "count": [3, 1]})
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def written(path: Path, plan=None, **options) -> str:
    plan = plan or partial(bars.plan, TABLE, language="en")
    webpage.publish(plan, path, page=Page(90, **options), words=SAID)
    return path.read_text(encoding="utf-8")


def labels(page: str) -> list[str]:
    return re.findall(r'class="mark"[^>]* aria-label="([^"]*)"', page)


def test_a_page_says_what_its_bars_are(tmp_path):
    text = written(tmp_path / "a.html")
    assert labels(text) == ["5G 3 (75.00%)", "&lt;b&gt; 1 (25.00%)"]
    assert text.count('tabindex="0"') == 2
    assert "<h1>5G ranks first.</h1>" in text
    assert '<p class="second">Relations</p>' in text
    assert "<p>Source: a &lt;survey&gt;</p>" in text
    assert 'aria-label="Bar chart: Relations. Drawn: 2 bars. 5G ranks first.' in text
    assert "http://" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", text)
    assert written(tmp_path / "b.html") == text


def test_a_bare_page_has_no_words_of_its_own(tmp_path):
    text = written(tmp_path / "a.html", bare=True)
    assert "<h1>" not in text
    assert "<footer></footer>" in text


def test_dots_cells_and_ribbons_have_a_label_each(tmp_path):
    units = pd.DataFrame({"unit": ["A", "B", "C"], "x": [1, 2, 3], "y": [3, 1, 2]})
    dots = labels(written(tmp_path / "a.html", partial(quadrant.plan, units, language="en")))
    assert dots == ["A: x 1; y 3", "B: x 2; y 1", "C: x 3; y 2"]
    flows = table_of(3)
    cells = labels(written(tmp_path / "b.html", partial(heatmap.plan, flows, language="en")))
    assert len(cells) == 9
    total = int(flows["flow"].sum())
    first = int(flows["flow"].iloc[0])
    assert f"Beijing → Beijing: {first:,} ({100 * first / total:.1f}%)" in cells
    ribbons = labels(written(tmp_path / "c.html", partial(sankey.plan, flows, language="en")))
    assert sum("→" in each for each in ribbons) == 9
    assert len(ribbons) == 9 + 3 + 3


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="there is no browser")
def test_marks_are_reached_by_mouse_and_keyboard(tmp_path):
    playwright = pytest.importorskip("playwright.sync_api")
    written(tmp_path / "a.html")
    with playwright.sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        page = browser.new_page()
        faults: list[str] = []
        page.on("console", lambda said: faults.append(said.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto((tmp_path / "a.html").as_uri())
        page.keyboard.press("Tab")
        tip = page.locator("#tip")
        assert tip.inner_text() == "5G 3 (75.00%)"
        page.keyboard.press("ArrowDown")
        assert tip.inner_text() == "<b> 1 (25.00%)"
        page.keyboard.press("Escape")
        assert tip.is_hidden()
        page.locator(".mark").first.hover()
        assert tip.inner_text() == "5G 3 (75.00%)"
        browser.close()
    assert faults == []
