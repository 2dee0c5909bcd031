"""The map of items: circles by occurrences and cluster, apart from one another, named where there is room."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from clusternet.errors import ClusternetError
from clusternet.plot import itemmap
from clusternet.plot.sheet import page, palette

RANDOM = np.random.default_rng(2)
ITEMS = pd.DataFrame(
    {
        "item": [f"item {place}" for place in range(40)],
        "x": RANDOM.normal(size=40),
        "y": RANDOM.normal(size=40),
        "occurrences": np.sort(RANDOM.integers(1, 200, 40))[::-1],
        "cluster": pd.array([*(1 + place % 3 for place in range(39)), None], dtype="Int64"),
    }
)
LINKS = pd.DataFrame({"a": ["item 0", "item 0"], "b": ["item 3", "item 1"], "count": [9, 4]})


def test_circles_say_how_often_and_in_which_cluster():
    ax = itemmap(ITEMS, LINKS)
    circles = [patch for patch in ax.patches if patch.get_gid() == "item"]
    radius = np.array([circle.radius for circle in circles])
    large = radius > 0.46
    area = radius[large] ** 2 / ITEMS["occurrences"].to_numpy()[large]
    assert area == pytest.approx(area[0])
    shades = [to_hex(circle.get_facecolor()) for circle in circles]
    assert shades[:4] == [*palette.SERIES[:3], palette.SERIES[0]]
    assert shades[-1] == palette.OTHER
    centres = np.array([circle.center for circle in circles])
    apart = np.hypot(*(centres[:, None] - centres[None]).transpose(2, 0, 1))
    pairs = np.triu_indices(len(circles), 1)
    assert (apart[pairs] > np.add.outer(radius, radius)[pairs]).all()


def test_links_take_the_colour_of_a_shared_cluster():
    (links,) = [each for each in itemmap(ITEMS, LINKS).collections if each.get_gid() == "links"]
    weak, strong = (to_hex(colour) for colour in links.get_colors())
    assert (weak, strong) == (palette.OTHER, palette.SERIES[0])
    assert links.get_linewidths()[0] < links.get_linewidths()[1]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_names_and_the_legend(language):
    with page.context():
        ax = itemmap(ITEMS, LINKS, language=language, ax=page.new_axes((150, 120)))
        ax.figure.draw_without_rendering()
        names = [text for text in ax.texts if text.get_gid() == "name" and not text.get_path_effects()]
        boxes = [text.get_window_extent().shrunk(0.95, 0.7) for text in names]
    assert len(names) > 20
    assert not any(one.overlaps(other) for place, one in enumerate(boxes) for other in boxes[:place])
    legend = [text.get_text() for text in ax.texts if text.get_gid() == "cluster"]
    assert legend[0] == {"zh": "1 item 0（13）", "en": "1 item 0 (13)"}[language]
    assert len(legend) == 3


def test_the_first_items_are_named_even_in_a_crowd():
    crowd = ITEMS.assign(x=ITEMS["x"] * 1e-3, y=ITEMS["y"] * 1e-3).iloc[:39]
    named = {text.get_text() for text in itemmap(crowd, LINKS).texts if text.get_gid() == "name"}
    assert {f"item {place}" for place in range(10)} <= named


def test_what_cannot_be_drawn():
    with pytest.raises(ClusternetError, match="no column cluster"):
        itemmap(ITEMS.drop(columns="cluster"), LINKS)
    with pytest.raises(ClusternetError, match="at least two"):
        itemmap(ITEMS.head(1), LINKS)
    assert itemmap(ITEMS.head(2), LINKS.head(0)) is not None


def test_weak_links_are_left_out():
    items = ITEMS.head(4)
    names = items["item"].tolist()
    pairs = [(a, b) for place, a in enumerate(names) for b in names[:place]]
    many = pd.DataFrame(
        [(a, b, 90 - row) for row, (a, b) in enumerate(pairs * 3)], columns=["a", "b", "count"]
    )
    (links,) = [each for each in itemmap(items, many).collections if each.get_gid() == "links"]
    assert len(links.get_segments()) == 12  # three an item
