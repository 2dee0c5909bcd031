"""Many pale lines: a picture in a PDF, and the same picture as in a PNG."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.image import imread

from clusternet.plot.network.haze import Haze
from clusternet.plot.sheet import page, saving


def drawn(*, rasterized: bool = True, widths=0.3):
    ends = np.random.default_rng(0).uniform(5, 45, (4000, 2, 2))
    with page.context():
        ax = page.new_axes((60, 50))
        page.in_millimetres(ax)
        lines = Haze(list(ends), colors=[(0.6, 0.3, 0.3, 0.012)], linewidths=widths, rasterized=rasterized)
        ax.add_collection(lines, autolim=False)
    return page.figure_of(ax), lines


def test_a_pdf_has_the_same_picture_alone_and_after_a_png(tmp_path):
    saving.write(drawn()[0], tmp_path / "alone.pdf", dpi=100)
    figure, lines = drawn()
    saving.write(figure, tmp_path / "x.png", tmp_path / "after.pdf", dpi=100)
    data = (tmp_path / "alone.pdf").read_bytes()
    assert data == (tmp_path / "after.pdf").read_bytes()
    assert data.count(b"/Subtype /Image") == 1
    assert b"/SMask" not in data
    shown = np.round(imread(tmp_path / "x.png") * 255).astype(np.uint8)
    assert (lines.pixels[..., :3] == shown).all()
    assert (shown[..., 1] < 250).mean() > 0.3


def test_pixels_of_another_size_are_not_taken(tmp_path):
    figure, _ = drawn()
    saving.write(figure, tmp_path / "x.png", dpi=60)
    saving.write(figure, tmp_path / "after.pdf", dpi=100)
    saving.write(drawn()[0], tmp_path / "alone.pdf", dpi=100)
    assert (tmp_path / "after.pdf").read_bytes() == (tmp_path / "alone.pdf").read_bytes()


@pytest.mark.parametrize("form", ["svg", "pdf"])
def test_few_lines_stay_lines(tmp_path, form):
    saving.write(drawn(rasterized=False)[0], tmp_path / f"x.{form}")
    data = (tmp_path / f"x.{form}").read_bytes()
    assert b"<image" not in data
    assert b"/Subtype /Image" not in data


@pytest.mark.parametrize("widths", [0.3, np.linspace(0.2, 2, 4000)], ids=["one width", "many"])
def test_the_picture_is_that_of_plain_lines(tmp_path, monkeypatch, widths):
    saving.write(drawn(widths=widths)[0], tmp_path / "kernel.png", dpi=100)
    monkeypatch.setenv("CLUSTERNET_KERNELS", "pure")
    saving.write(drawn(widths=widths)[0], tmp_path / "plain.png", dpi=100)
    assert (tmp_path / "kernel.png").read_bytes() == (tmp_path / "plain.png").read_bytes()


def test_lines_of_several_widths_are_drawn_as_such(tmp_path, monkeypatch):
    for name, kernels in (("kernel", ""), ("plain", "pure")):
        monkeypatch.setenv("CLUSTERNET_KERNELS", kernels)
        figure, lines = drawn()
        lines.set_linewidths(np.linspace(0.2, 2.0, 4000))
        saving.write(figure, tmp_path / f"{name}.png", dpi=100)
    assert (tmp_path / "kernel.png").read_bytes() == (tmp_path / "plain.png").read_bytes()
