"""Lines as Agg draws them, by the kernel."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.collections import LineCollection

from clusternet.kernels import engine, strokes
from clusternet.plot.sheet import page as sheet

pytestmark = pytest.mark.kernels


def pages(ends, width, colours, size=(151, 90)):
    """Return the page as Agg draws it, and as the kernel does; ends in pixels, y down."""
    width = np.broadcast_to(np.asarray(width, dtype=float), len(ends))
    wide, high = size
    agg = RendererAgg(wide, high, 72)
    kept = np.asarray(agg.buffer_rgba())
    kept[:] = 255
    mine = kept.copy()
    turned = ends.reshape(-1, 2, 2) * (1, -1) + (0, high)
    with sheet.context():
        LineCollection(list(turned), colors=colours, linewidths=width, capstyle="butt").draw(agg)
    done = strokes.draw(mine, ends, width, colours)
    return kept, mine, done


@pytest.mark.parametrize(("width", "opacity"), [(0.3, 0.012), (0.98, 0.2), (2.6, 1.0), (9.0, 0.5)])
def test_the_pixels_are_those_of_agg(width, opacity):
    rng = np.random.default_rng(7)
    ends = rng.uniform(12, (139, 78, 139, 78), (400, 4))
    ends[:40, 2:] = ends[:40, :2] + rng.uniform(-0.6, 0.6, (40, 2))  # shorter than a pixel
    ends[40:60, 2] = ends[40:60, 0]  # upright
    ends[60:80, 3] = ends[60:80, 1]  # level
    ends[80] = (20, 20, 20, 20)  # a point
    colours = np.column_stack((rng.uniform(0, 1, (400, 3)), np.full(400, opacity)))
    wanted, mine, done = pages(ends, width, colours)
    assert done == (engine.compiled() is not None)
    assert not done or (wanted == mine).all()
    assert (wanted[..., :3] < 255).any(axis=2).mean() > 0.4


def test_every_line_has_its_width():
    ends = np.random.default_rng(3).uniform(12, (139, 78, 139, 78), (200, 4))
    ends[:20, 2] = ends[:20, 0]
    colours = np.tile([0.2, 0.3, 0.6, 0.4], (200, 1))
    wanted, mine, done = pages(ends, np.linspace(0.3, 5, 200), colours)
    assert not done or (wanted == mine).all()


def test_a_page_taller_than_what_is_drawn_at_a_time():
    ends = np.array([[3, 3, 97, 197], [97, 3, 3, 197], [3.0, 130.0, 97.0, 60.0]])
    colours = np.array([[0.8, 0.1, 0.1, 0.7], [0.1, 0.1, 0.8, 0.3], [0.0, 0.0, 0.0, 1.0]])
    wanted, mine, done = pages(ends, 1.2, colours, (100, 200))
    assert not done or (wanted == mine).all()


def test_what_the_kernel_leaves_to_matplotlib():
    white = np.full((10, 20, 4), 255, dtype=np.uint8)
    black = np.array([[0.0, 0.0, 0.0, 1.0]])
    assert not strokes.draw(white, np.array([[1.0, 1.0, 21.0, 5.0]]), np.ones(1), black)
    assert not strokes.draw(white, np.array([[1.0, 1.0, np.nan, 5.0]]), np.ones(1), black)
    assert not strokes.draw(white, np.array([[1.0, 1.0, 9.0, 5.0]]), np.zeros(1), black)
    assert (white == 255).all()


def test_the_extension_checks_its_arrays():
    extension = engine.compiled()
    if extension is None:
        pytest.skip("no compiled kernels")
    page, colour = np.full((4, 4, 4), 255, dtype=np.uint8), np.zeros((1, 4), dtype=np.uint8)
    for ends, width in ((np.array([[0.0, 0, 5, 1]]), 1.0), (np.array([[0.0, 0, 1, 1]]), -1.0)):
        with pytest.raises(ValueError, match=r"page|width"):
            extension.strokes(page, ends, np.array([width]), colour)
    with pytest.raises(ValueError, match="size"):
        extension.strokes(page, np.zeros((2, 4)), np.ones(2), colour)
    with pytest.raises(TypeError):
        extension.strokes(page[:, :, :3], np.zeros((1, 4)), np.ones(1), colour)
