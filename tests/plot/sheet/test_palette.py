"""Colours stay what they are, and can be told apart by readers who see fewer of them."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from clusternet.places import china
from clusternet.plot.sheet import palette

FULL = np.eye(3)
PROTANOPIA = np.array(
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
)
DEUTERANOPIA = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
)
TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def oklab(colour: str, vision: np.ndarray) -> np.ndarray:
    rgb = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return TO_LAB @ np.cbrt(TO_CONES @ np.clip(vision @ linear, 0, 1))


@pytest.mark.parametrize("vision", [FULL, PROTANOPIA, DEUTERANOPIA])
def test_the_first_twelve_differ_for_every_reader(vision):
    seen = [oklab(colour, vision) for colour in palette.SERIES[:12]]
    assert min(np.linalg.norm(one - other) for one, other in combinations(seen, 2)) >= 0.10


def least(colours, vision):
    seen = [oklab(colour, vision) for colour in colours]
    return min(np.linalg.norm(one - other) for one, other in combinations(seen, 2))


@pytest.mark.parametrize("vision", [FULL, PROTANOPIA, DEUTERANOPIA])
def test_hues_of_one_legend_differ_for_every_reader_on_paper_and_on_a_dark_ground(vision):
    legends = [
        palette.distinct(palette.PROVINCES),
        palette.distinct(palette.of_places(reversed(palette.PROVINCES))),
        palette.distinct(palette.of_names(f"category {number}" for number in range(40))),
        {name: palette.REGIONS[name] for name in china.regions("nine_cities")},
    ]
    for legend in legends:
        hues = sorted(set(legend.values()) - {palette.OTHER})
        assert 4 <= len(hues) <= palette.MOST
        assert least(hues, vision) >= 0.08
    assert least(map(palette.on_dark, palette.SERIES[:12]), vision) >= 0.08


def test_a_colour_means_one_thing():
    assert not set(palette.REGIONS.values()) & set(palette.SERIES)
    single = {palette.PLAIN, palette.SENDS, palette.RECEIVES, *palette.OUTSIDE.values()}
    assert not single & {*palette.SERIES, *palette.REGIONS.values()}


def test_text_has_contrast():
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert min(palette.contrast(ink, "#ffffff") for ink in (palette.INK, palette.MUTED)) >= 4.5
    grounds = [
        f"#{level:02x}{other:02x}{level:02x}" for level in range(0, 256, 15) for other in range(0, 256, 15)
    ]
    assert min(palette.contrast(palette.readable_on(ground), ground) for ground in grounds) >= 4.5


def test_every_province_has_one_colour_of_its_own():
    assert set(palette.PROVINCES) == set(china.MAINLAND)
    assert len(set(palette.PROVINCES.values())) == 31


def test_a_place_has_the_same_colour_whatever_stands_beside_it():
    alone = palette.of_places(["上海市"])["上海市"]
    assert palette.of_places(["浦东新区", "北京市", "国外", "上海市"])["上海市"] == alone
    assert palette.of_places(["浦东新区"])["浦东新区"] == alone
    for regions in china.region_maps():
        among = palette.of_places(china.regions(regions))
        assert all(palette.of_places([name])[name] == colour for name, colour in among.items())


def test_places_that_are_not_chinese_have_colours_by_order():
    assert palette.of_places(["Seoul", "Busan"]) == {"Seoul": palette.SERIES[0], "Busan": palette.SERIES[1]}
