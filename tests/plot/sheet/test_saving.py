"""What files of figures say to those who do not see them."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pandas as pd
import pytest
from PIL import Image

from clusternet.output.result import Words
from clusternet.plot.series import bars
from clusternet.plot.sheet import page, saving
from clusternet.words.text import language_of

TABLE = pd.DataFrame({"name": ["5G", "物联网"], "count": [3, 1]})
SAID = {
    "zh": "条形图：关系。图中有2个条形。5G居首。注：关系 4。资料来源：调查。",
    "en": "Bar chart: Relations. Drawn: 2 bars. 5G ranks first. Note: 4 relations. Source: the survey.",
}
WORDS = {
    "zh": Words("关系", ("关系 4",), "zh", source="调查", headline="5G居首。"),
    "en": Words("Relations", ("4 relations",), "en", source="the survey", headline="5G ranks first."),
}


@pytest.mark.parametrize("language", SAID)
def test_every_file_describes_its_figure(tmp_path, language):
    plan = lambda width: bars.plan(TABLE, width, language=language_of(language))  # noqa: E731
    for suffix in ("png", "svg", "pdf"):
        saving.publish(plan, tmp_path / f"a.{suffix}", page=page.Page(80, 60), words=WORDS[language])
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.info["Description"] == SAID[language]
    root = ElementTree.parse(tmp_path / "a.svg").getroot()
    assert (root.get("role"), root.get("aria-label")) == ("img", WORDS[language].title)
    assert root.findtext("{http://www.w3.org/2000/svg}desc") == SAID[language]
    subject = re.search(rb"/Subject [(](.*?)[)]|/Subject <(.*?)>", (tmp_path / "a.pdf").read_bytes(), re.S)
    assert subject is not None


def test_a_description_counts_what_is_drawn():
    with page.context():
        ax = page.printed(
            lambda width: bars.plan(TABLE, width, top=1, language="en"), page.Page(80), WORDS["en"]
        )
    assert "Drawn: 2 bars." in page.described(ax, WORDS["en"])  # one, and the others as one


def test_letters_of_an_svg_are_text_with_their_font_in_the_file(tmp_path):
    plan = lambda width: bars.plan(TABLE, width)  # noqa: E731
    for name, outlines in (("text", False), ("drawn", True)):
        saving.publish(
            plan, tmp_path / f"{name}.svg", page=page.Page(80, outlines=outlines), words=WORDS["zh"]
        )
    text, drawn = ((tmp_path / f"{name}.svg").read_text(encoding="utf-8") for name in ("text", "drawn"))
    assert ">物联网</text>" in text
    assert "@font-face { font-family: figure; src: url(data:font/woff;base64," in text
    assert "font-family: figure, 'Noto Sans SC'" in text
    assert "<text" not in drawn
    assert ElementTree.fromstring(text).get("width") == ElementTree.fromstring(drawn).get("width")
    assert [file.name for file in tmp_path.iterdir() if file.name not in ("text.svg", "drawn.svg")] == []
