"""Squares of tile maps."""

from __future__ import annotations

import pytest

from clusternet.places import china
from clusternet.places.tiles import grid, placed


@pytest.mark.parametrize("which", ["china", "world"])
def test_no_two_places_have_one_square(which):
    tiles = grid(which).values()
    assert len({(tile.column, tile.row) for tile in tiles}) == len(tiles)


def test_every_province_and_the_three_others_have_one():
    assert set(china.MAINLAND) | {"台湾省", "香港特别行政区", "澳门特别行政区"} == set(grid("china"))


def test_cities_are_no_provinces():
    assert placed(["北京", "上海", "深圳"]) == ("china", {"北京": "北京市", "上海": "上海市"})
