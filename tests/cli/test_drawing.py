"""How figures are printed, as the options say."""

from __future__ import annotations

import pytest

from clusternet.cli.drawing import Printed
from clusternet.output.result import Words
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
