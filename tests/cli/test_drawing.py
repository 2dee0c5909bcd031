"""How figures are printed, as the options say."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.text import Text

from clusternet.cli.drawing import Printed
from clusternet.errors import ClusternetError
from clusternet.output.result import Words
from clusternet.plot.series import bars, leaning
from clusternet.plot.sheet import page
from drawn import texts

SAID = Words("Flows", ("Nodes 6",), "en", headline="A supplies most.")


@pytest.mark.parametrize(
    ("path", "headline", "first"),
    [
        ("a.png", None, "Flows"),
        ("a.html", None, "A supplies most."),
        ("a.pdf", True, "A supplies most."),
        ("a.html", False, "Flows"),
    ],
)
def test_the_finding_stands_on_pages_and_where_it_is_asked_for(path, headline, first):
    assert Printed(headline=headline).on(path).words(SAID).over[0] == first


def test_a_finding_stands_in_large_type_above_the_title():
    plan = page.Plan(54, 20, lambda ax: None)
    ax = page.printed(
        lambda width: plan, page.Page(60), Words("T", (), "en", True, headline="A supplies.", stated=True)
    )
    assert texts(ax)[:2] == ["[synthetic data] A supplies.", "T"]
    sizes = [text.get_fontsize() for text in ax.figure.texts[:2]]
    assert sizes[0] > sizes[1]


COUNTS = pd.DataFrame({"name": ["a", "b", "c"], "count": [3, 2, 1]})
RATIOS = pd.DataFrame(
    {"indicator": ["x", "y"], "log_ratio": [0.4, -0.8], "leans_to": ["a", "b"], "reason": ["", ""]}
)


@pytest.mark.parametrize(
    ("plan", "rows", "gid"), [(bars.plan, COUNTS, "value"), (leaning.plan, RATIOS, "value")]
)
def test_rows_take_the_height_that_is_asked_for_and_type_stays(plan, rows, gid):
    figures = [
        page.printed(lambda width: plan(rows, width), page.Page(60, height=high), SAID).figure
        for high in (None, 90)
    ]
    assert figures[1].get_figheight() * page.MM * page.Page(60).scale == pytest.approx(90)
    assert figures[0].get_figheight() < figures[1].get_figheight()
    sizes = [
        [text.get_fontsize() for text in figure.findobj(Text) if text.get_gid() == gid] for figure in figures
    ]
    assert sizes[0] == sizes[1] != []


def test_a_height_without_room_is_refused_in_one_line():
    def ink(ax):
        _, high = page.in_millimetres(ax)
        for part in (0.5, 0.6):
            ax.text(0, part * high, "name", size=8)

    plan = page.Plan(54, 20, ink)
    page.printed(lambda width: plan, page.Page(60, height=70), SAID)
    with pytest.raises(ClusternetError, match="'name' would stand over 'name'"):
        page.printed(lambda width: plan, page.Page(60, height=30), SAID)
    with pytest.raises(ClusternetError, match=r"no room for the words .* at least \d+ mm"):
        page.printed(lambda width: plan, page.Page(60, height=20), SAID)
