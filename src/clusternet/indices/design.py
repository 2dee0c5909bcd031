"""What an index is made of, as data."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from clusternet.words.labels import Label

Direction = Literal["more", "less"]
Normalise = Literal["min-max", "z-score", "rank", "percentile", "target", "leader", "goalposts", "none"]
FIXED: tuple[Normalise, ...] = ("goalposts", "none")
"""Normalisations that put a unit where it stands whatever the other units are."""
Aggregate = Literal["arithmetic", "geometric", "harmonic"]
Missing = Literal["refuse", "drop", "mean", "median", "available"]
Treat = Literal["none", "winsorise"]
Otherwise = Literal["log", "keep"]
Weights = Literal["fixed", "perturb", "dirichlet"]
Ties = Literal["min", "average", "dense"]
Level = Literal["province", "city", "region"]

RESERVED = ("unit", "score", "rank", "rank_low", "rank_high", "rank_median", "synthetic")
"""Columns of the result, which no indicator or dimension may be called."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One measured quantity.

    Attributes
    ----------
    id
        Its name in the result.
    column
        Its header in the data.
    label
        What is printed above it.
    dimension
        Id of the dimension it belongs to; blank for the index itself.
    weight
        Relative to the others of that dimension.
    direction
        ``more`` is better, or ``less`` is.
    normalise
        Blank for what the design says.
    target
        For normalisation by distance to a target.
    goalposts
        The values that get the least and the most of the scale, for normalisation by goalposts.
    cap
        The most that a value counts.
    log
        Whether the logarithm is normalised, of the value, its target and its goalposts.
    error
        Header of the column with the standard error of each value; blank where values are exact.
    optional
        Left out, and said so, where the data have no such column.

    Examples
    --------
    >>> Indicator("papers", "论文数", Label("论文", "Papers")).direction
    'more'
    """

    id: str
    column: str
    label: Label
    dimension: str = ""
    weight: float = 1.0
    direction: Direction = "more"
    normalise: Normalise | Literal[""] = ""
    target: float | None = None
    goalposts: tuple[float, float] | None = None
    cap: float | None = None
    log: bool = False
    error: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Dimension:
    """Indicators or further dimensions that are put together first.

    Attributes
    ----------
    id
        Its name in the result.
    label
        What is printed above it.
    parent
        Id of the dimension it belongs to; blank for the index itself.
    weight
        Relative to the others of that dimension.
    aggregate
        Blank for what the design says.

    Examples
    --------
    >>> Dimension("research", Label("科研", "Research"), weight=2).parent
    ''
    """

    id: str
    label: Label
    parent: str = ""
    weight: float = 1.0
    aggregate: Aggregate | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class Outliers:
    """When an indicator is treated, and how.

    COINr's rule: both the absolute skewness and the excess kurtosis (bias-corrected, as in Excel) over their
    limits; then the farthest points are set to the next value until the rule passes or ``points`` are
    treated; where it still fails, ``otherwise``: ``log`` takes log(x - min + 1 % of the range) of the
    untreated values.
    """

    treat: Treat = "none"
    skew: float = 2.0
    kurtosis: float = 3.5
    points: int = 5
    otherwise: Otherwise = "log"


@dataclass(frozen=True, slots=True)
class Choices:
    """What Monte Carlo varies: weights, and the choices drawn with equal probability.

    Values of indicators with a standard error are always varied, by normal numbers.

    ``perturb`` multiplies every weight by a uniform number of 1 - spread to 1 + spread; ``dirichlet`` draws
    the weights of a dimension with the design's as mean and ``concentration`` as sum of the parameters. Both
    then divide by the sum.
    """

    draws: int = 1000
    seed: int = 0
    interval: float = 0.90
    weights: Weights = "fixed"
    spread: float = 0.25
    concentration: float = 50.0
    normalise: tuple[Normalise, ...] = ()
    aggregate: tuple[Aggregate, ...] = ()
    outliers: tuple[Treat, ...] = ()


@dataclass(frozen=True)
class Design:
    """An index as its TOML file says it.

    Attributes
    ----------
    indicators, dimensions
        What is put together, and in what.
    label, remark
        Printed above and below, in Chinese and English.
    unit
        Header of the column with the names of the units; the first that is not all numbers where blank.
    normalise, scale
        How indicators are normalised, and the range of ``min-max`` and ``target``.
    aggregate, positive
        Which mean, and the range that values are stretched onto where it needs positive ones.
    missing, missing_by, availability
        What is done with missing values, within which column, and the share of its indicators a unit needs.
    ties
        How units of equal scores are ranked: ``min``, ``average`` or ``dense``.
    outliers
        What is done with outliers.
    uncertainty
        What Monte Carlo varies; None if nothing.
    network
        Level of the places, where the data are a value network.
    data, against
        Names of files beside the TOML file, used where none are given.
    where
        The TOML file, for messages.

    Notes
    -----
    ``docs/en/methods/composite-index.md`` describes every key.

    Examples
    --------
    >>> from clusternet.indices import parse
    >>> design = parse({"title": "Strength", "indicator": [{"id": "papers"}, {"id": "patents", "weight": 2}]})
    >>> [(each.id, each.weight) for each in design.indicators], design.normalise
    ([('papers', 1.0), ('patents', 2.0)], 'min-max')
    """

    indicators: tuple[Indicator, ...]
    dimensions: tuple[Dimension, ...] = ()
    label: Label = field(default=Label("综合指数", "Composite index"))
    remark: Label = field(default=Label("", ""))
    unit: str = ""
    normalise: Normalise = "min-max"
    scale: tuple[float, float] = (0.0, 1.0)
    aggregate: Aggregate = "arithmetic"
    positive: tuple[float, float] = (1.0, 100.0)
    missing: Missing = "refuse"
    missing_by: str = ""
    availability: float = 0.0
    ties: Ties = "min"
    outliers: Outliers = field(default_factory=Outliers)
    uncertainty: Choices | None = None
    network: Level | None = None
    data: tuple[str, ...] = ()
    against: str = ""
    where: str = "index.toml"

    @property
    def parts(self) -> tuple[Indicator | Dimension, ...]:
        """Every dimension and every indicator."""
        return (*self.dimensions, *self.indicators)

    def without(self, *names: str) -> Design:
        """Return the design without indicators or dimensions, and without dimensions left empty.

        Parameters
        ----------
        *names
            Ids of indicators or dimensions.

        Examples
        --------
        >>> from clusternet.indices import parse
        >>> design = parse({"indicator": [{"id": "papers"}, {"id": "patents"}]})
        >>> [each.id for each in design.without("papers").indicators]
        ['patents']
        """
        gone = set(names)
        indicators = tuple(e for e in self.indicators if e.id not in gone and e.dimension not in gone)
        dimensions = tuple(e for e in self.dimensions if e.id not in gone and e.parent not in gone)
        found = replace(self, indicators=indicators, dimensions=dimensions)
        known = {"", *(each.id for each in dimensions)}
        lost = [each.id for each in dimensions if each.parent not in known or not found.children(each.id)]
        lost += [each.id for each in indicators if each.dimension not in known]
        return found.without(*lost) if lost else found

    def children(self, parent: str) -> tuple[Indicator | Dimension, ...]:
        """Return what is put together into a dimension.

        Parameters
        ----------
        parent
            Id of the dimension; blank for the index.

        Examples
        --------
        >>> from clusternet.indices import parse
        >>> indicators = [{"id": "x", "dimension": "d"}, {"id": "y"}]
        >>> design = parse({"dimension": [{"id": "d"}], "indicator": indicators})
        >>> [each.id for each in design.children("")], [each.id for each in design.children("d")]
        (['d', 'y'], ['x'])
        """
        below = [each for each in self.dimensions if each.parent == parent]
        return (*below, *(each for each in self.indicators if each.dimension == parent))
