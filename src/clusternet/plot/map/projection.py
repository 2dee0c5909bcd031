"""Equal-area projections: degrees to kilometres on a sphere, x to the east and y to the north."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from clusternet.typing import Floats

RADIUS = 6371.0072
"""Of the sphere with the Earth's area, in kilometres."""
_WIDEST = 100.0
"""Degrees of longitude up to which a cone serves."""


class Projection(Protocol):
    """Degrees to kilometres."""

    def __call__(self, longitude: ArrayLike, latitude: ArrayLike) -> Floats:
        """Return x and y, shape (n, 2)."""
        ...


@dataclass(frozen=True)
class Albers:
    """Albers' equal-area conic projection of the sphere.

    Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395 (1987), equations 14-1 to 14-6.

    Attributes
    ----------
    south, north
        Standard parallels, degrees.
    meridian, origin
        Longitude of x = 0 and latitude of y = 0, degrees.

    Examples
    --------
    >>> Albers(29.5, 45.5, -96, 23)([-75], [35]).round(1).tolist()
    [[1881.2, 1539.7]]
    """

    south: float = 25.0
    north: float = 47.0
    meridian: float = 105.0
    origin: float = 0.0

    def __call__(self, longitude: ArrayLike, latitude: ArrayLike) -> Floats:
        """Return x and y in kilometres, shape (n, 2)."""
        south, north = np.sin(np.radians([self.south, self.north]))
        cone = (south + north) / 2
        constant = 1 - south**2 + 2 * cone * south

        def distance(sine: ArrayLike) -> Floats:
            return np.asarray(np.sqrt(np.maximum(constant - 2 * cone * np.asarray(sine), 0.0)) / cone)

        rho = distance(np.sin(np.radians(np.asarray(latitude, dtype=float))))
        angle = cone * np.radians(np.asarray(longitude, dtype=float) - self.meridian)
        top = distance(np.sin(np.radians(self.origin)))
        return RADIUS * np.column_stack((rho * np.sin(angle), top - rho * np.cos(angle)))


@dataclass(frozen=True)
class Cylinder:
    """Lambert's equal-area cylindrical projection with one standard parallel (Snyder 1987, section 10)."""

    parallel: float = 0.0
    meridian: float = 0.0

    def __call__(self, longitude: ArrayLike, latitude: ArrayLike) -> Floats:
        """Return x and y in kilometres, shape (n, 2)."""
        width = np.cos(np.radians(self.parallel))
        x = np.radians(np.asarray(longitude, dtype=float) - self.meridian) * width
        y = np.sin(np.radians(np.asarray(latitude, dtype=float))) / width
        return RADIUS * np.column_stack((x, y))


CHINA = Albers()
"""Standard parallels 25 and 47 degrees north, central meridian 105 degrees east."""


def fitted(longitude: ArrayLike, latitude: ArrayLike) -> Projection:
    """Return a projection for places: a cone with parallels a sixth from the ends, or a cylinder.

    >>> fitted([126, 130], [33, 39])
    Albers(south=34.0, north=38.0, meridian=128.0, origin=0.0)
    >>> fitted([-120, 140], [-30, 50])
    Cylinder(parallel=10.0, meridian=10.0)
    """
    x, y = np.asarray(longitude, dtype=float), np.asarray(latitude, dtype=float)
    west, east, south, north = (float(each) for each in (x.min(), x.max(), y.min(), y.max()))
    middle, sixth = (west + east) / 2, (north - south) / 6
    if east - west > _WIDEST or abs(south + north) < 10:
        return Cylinder(max(min((south + north) / 2, 60.0), -60.0), middle)
    return Albers(south + sixth, north - sixth, middle)
