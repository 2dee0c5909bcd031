"""A house style: what is refused, and what is drawn in its colours."""

from __future__ import annotations

from functools import partial

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from clusternet.errors import SchemaError
from clusternet.output.result import Words
from clusternet.plot.flow import sankey
from clusternet.plot.series import bars
from clusternet.plot.sheet import page, palette, theme
from drawn import table_of

HOUSE = """font = "Noto Sans SC"
size = 9
[colours]
ink = "#101030"
muted = "#5A5A5A"
plain = "#7a1f2b"
series = ["#8a3b00"]
"""


def read(folder, text):
    (folder / "house.toml").write_text(text, encoding="utf-8")
    return theme.read(folder / "house.toml")


def test_a_theme_sets_font_size_and_colours(tmp_path):
    look = read(tmp_path, HOUSE)
    assert (look.font, look.size) == ("Noto Sans SC", 9.0)
    assert look.inks == {palette.INK: "#101030", palette.MUTED: "#5a5a5a", palette.PLAIN: "#7a1f2b"}
    worn = list(look.series.values())
    assert worn[0] == "#8a3b00"
    assert "#79470c" not in worn  # a reader would take it for the first
    assert worn[1] == palette.SERIES[0]
    assert read(tmp_path, 'font = "own.ttf"').font == str(tmp_path / "own.ttf")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fonts = 1", "'fonts'"),
        ("size = 3", "size = 3; wanted a number of 4 to 24"),
        ('[colours]\ninks = "#000000"', "'inks'"),
        ('[colours]\nink = "red"', "a colour such as #1f4e79"),
        ('[colours]\nmuted = "#bbbbbb"', "at least 4.5 on white; this has 1.9"),
        ('[colours]\nseries = ["#a94d58", "#a94d5a"]', "#a94d58 and #a94d5a are 0.00"),
        ('[colours]\nseries = ["blue"]', "up to 12 colours"),
    ],
)
def test_what_readers_cannot_read_is_refused_in_one_line(tmp_path, text, said):
    with pytest.raises(SchemaError) as refused:
        read(tmp_path, text)
    assert said in str(refused.value)
    assert "house.toml" in str(refused.value)
    assert "\n" not in str(refused.value)


def colours(ax) -> set[str]:
    return {to_hex(patch.get_facecolor()) for patch in ax.patches}


def test_what_is_drawn_wears_the_colours(tmp_path):
    look = read(tmp_path, HOUSE)
    table = pd.DataFrame({"name": ["5G", "AI"], "count": [3, 1]})
    with look.worn(), page.context():
        ax = page.printed(partial(bars.plan, table, language="en"), page.Page(80), Words("T", ("n",), "en"))
        flows = page.printed(partial(sankey.plan, table_of(3)), page.Page(80), Words("T"))
    assert colours(ax) == {"#7a1f2b"}
    assert {to_hex(text.get_color()) for text in ax.figure.texts} == {"#101030", "#5a5a5a"}
    assert "#8a3b00" in colours(flows)  # the first province
    assert palette.hue(palette.SERIES[0]) == palette.SERIES[0]  # nothing is worn outside


def test_the_command_line_takes_a_theme(tmp_path, run):
    (tmp_path / "house.toml").write_text('[colours]\nink = "#eeeeee"\n', encoding="utf-8")
    (tmp_path / "n.csv").write_text("country,count\nChina,3\nJapan,1\n", encoding="utf-8")
    said = run.fails("counts", "n.csv", "--figure", "a.png", "--theme", "house.toml", cwd=tmp_path)
    assert "[colours] ink = '#eeeeee'" in said
