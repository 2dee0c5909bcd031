"""Figures as the page holds them."""

from __future__ import annotations

import pytest
from matplotlib.image import imread

from clusternet.plot.network.haze import Haze
from clusternet.plot.sheet import page, saving
from clusternet.report import inline
from clusternet.report.folder import Picture


@pytest.mark.parametrize(("rasterized", "element"), [(True, "<img "), (False, "<svg ")])
def test_lines_that_are_a_picture_are_not_drawn_once_more(tmp_path, monkeypatch, rasterized, element):
    with page.context():
        ax = page.new_axes((40, 20))
        page.in_millimetres(ax)
        lines = Haze([[(5, 5), (30, 15)]], colors=["#333333"], linewidths=0.3, rasterized=rasterized)
        ax.add_collection(lines, autolim=False)
        figure = page.figure_of(ax)
        saving.write(figure, tmp_path / "x.png", dpi=100)
        picture = Picture((tmp_path / "x.png").read_bytes(), 0.25, 0.25, 4.0)
        written = []
        monkeypatch.setattr(
            saving, "lettered", lambda drawn, own=saving.lettered: written.append(1) or own(drawn)
        )
        markup = inline.drawing(figure, "netmap", picture, 'a "map"')
    assert markup.startswith(element)
    assert len(written) == (not rasterized)
    assert 'a &quot;map&quot;"' in markup
    assert imread(tmp_path / "x.png").shape[:2] == (78, 157)


def test_numbers_that_are_written_keep_their_decimals(tmp_path):
    with page.context():
        ax = page.new_axes((40, 20))
        page.in_millimetres(ax)
        ax.plot([1.2345, 30.6789], [5, 5])
        ax.text(5, 10, "0.0004 of 98.487")
        figure = page.figure_of(ax)
        saving.write(figure, tmp_path / "x.png", dpi=100)
        markup = inline.drawing(figure, "key", Picture((tmp_path / "x.png").read_bytes(), 0.0, 0.0, 4.0), "")
    assert ">0.0004 of 98.487<" in markup
    assert not [
        word for word in markup.split('d="')[1].split('"')[0].split() if len(word.partition(".")[2]) > 2
    ]
