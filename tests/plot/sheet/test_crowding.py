"""Texts that stand over one another, or off their page: turned ones too, and no ticks that are not drawn."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from clusternet.plot.sheet.crowding import clash


@pytest.mark.parametrize(
    ("turn", "apart", "met"),
    [
        (0, 0.2, None),
        (0, 0.02, ("one", "two")),
        (45, 0.35, None),
        (90, 0.1, None),
        (90, 0.02, ("one", "two")),
    ],
)
def test_turned_names_are_measured_along_their_letters(turn, apart, met):
    figure = Figure((3, 3))
    style = {"rotation": turn, "rotation_mode": "anchor"}
    figure.text(0.4, 0.4, "one", **style)
    figure.text(0.4 + (apart if turn else 0), 0.4 + (0 if turn else apart), "two", **style)
    assert clash(figure) == met


def test_names_off_the_page_and_ticks_that_nobody_sees():
    figure = Figure((3, 3))
    ax = figure.add_axes((0.2, 0.2, 0.6, 0.6))
    ax.set_xticks([0, 1, 1.02], ["a", "b", "c"])
    ax.set_xlim(0, 1)
    assert clash(figure) is None
    figure.text(0.95, 0.5, "longer")
    assert clash(figure) == ("longer", "longer")
