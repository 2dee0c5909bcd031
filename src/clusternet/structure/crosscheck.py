"""A fitted power law beside that of the package `powerlaw`: the numbers of both, and why they differ."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from clusternet.conventions import GEPHI, Convention
from clusternet.errors import ClusternetError
from clusternet.kernels.alternatives import EXPONENTIAL, LOGNORMAL, STRETCHED, TRUNCATED
from clusternet.network.value_network import ValueNetwork
from clusternet.structure.degree import Direction, degrees
from clusternet.structure.fitting import EXACT, PowerLawFit, by_package, fit_power_law
from clusternet.structure.powerlaw import alternatives, of_kind
from clusternet.typing import Kind

if TYPE_CHECKING:
    import powerlaw

__all__ = ["CAUSES", "COLUMNS", "DEFAULTS", "LAWS", "OUR_XMIN", "OWN_XMIN", "compare", "table"]

OUR_XMIN, OWN_XMIN, DEFAULTS = "our xmin", "own xmin", "defaults"
"""Settings of the package: our xmin and the exact likelihood; that with a search of its own; nothing set."""

LAWS = (EXPONENTIAL, LOGNORMAL, STRETCHED, TRUNCATED)
"""Laws that both know."""

COLUMNS = ("direction", "settings", "measure", "law", "clusternet", "powerlaw", "difference", "cause")

CONTINUOUS = "standard error of the continuous law"
POINTS = "distance at observed values alone"
ANOTHER = "another xmin"
RANGE = "alpha ends at 3"
CLOSED = "closed form from xmin 10 on"
ROUNDED = "mass between k - 1/2 and k + 1/2"
LIMIT = "no gain over the power law"
OPTIMISER = "its optimiser"
CAUSES = (CONTINUOUS, POINTS, ANOTHER, RANGE, CLOSED, ROUNDED, LIMIT, OPTIMISER)
"""Why the two differ."""

_RELATIVE, _ABSOLUTE = 1e-3, 1e-2
_EDGE = 2.99  # the package discards fits this near the upper end of its range
_APPROXIMATE_FROM = 10


def table(
    net: ValueNetwork,
    *,
    directions: Sequence[Direction] = ("out",),
    kind: Kind | None = None,
    xmin: int | None = None,
    convention: Convention = GEPHI,
) -> pd.DataFrame:
    """Return the power law fitted to degrees beside that of the package `powerlaw`.

    Parameters
    ----------
    net
        The network or a selection of it.
    directions, kind, xmin, convention
        As in :func:`clusternet.structure.powerlaw.table`.

    Returns
    -------
    DataFrame
        ``direction`` and the columns of :func:`compare`.

    Raises
    ------
    ClusternetError
        If a direction or kind is unknown, or fewer than two different degrees are there to fit.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> ties = [(f"s{i}", f"p{j}") for i in range(1, 61) for j in range(1 + 60 // i)]
    >>> found = table(from_frames(pd.DataFrame(ties, columns=["source", "target"])), xmin=2)
    >>> found.loc[found["measure"].eq("alpha"), "cause"].isna().tolist()   # they agree
    [True]
    """
    chosen = of_kind(net, kind)
    parts = []
    for direction in directions:
        values = degrees(net, direction, convention=convention)[chosen]
        try:
            found = compare(fit_power_law(values, xmin=xmin), search=xmin is None)
        except ClusternetError as error:
            raise ClusternetError.of("nothing_below", where=direction, why=error) from None
        found.insert(0, "direction", direction)
        parts.append(found)
    return pd.concat(parts, ignore_index=True)


def compare(fit: PowerLawFit, *, search: bool = True) -> pd.DataFrame:
    """Return a fit beside that of the package `powerlaw` to the same degrees.

    Parameters
    ----------
    fit
        As :func:`clusternet.structure.fitting.fit_power_law` returns it.
    search
        Also let the package look for xmin by itself.

    Returns
    -------
    DataFrame
        One row per setting of the package and number. ``settings``: ``our xmin`` (exact likelihood, no upper
        bound on alpha, xmin given), ``own xmin`` (the same, xmin sought by the package) or ``defaults``
        (``powerlaw.Fit(degrees, discrete=True)``). ``measure``: ``xmin``, ``alpha``, ``alpha_se``, ``ks``,
        ``n_tail``, ``log_likelihood``; with ``law`` the ``log_ratio`` of the power law to that law, and its
        ``p``. ``clusternet``, ``powerlaw``: the numbers; ``difference``: the second less the first.
        ``cause``: one of :data:`CAUSES`, missing where the two agree to 0.1 % (ratios and p: to 0.01).

    Raises
    ------
    ClusternetError
        If there is no exponent.

    Examples
    --------
    >>> import numpy as np
    >>> found = compare(fit_power_law(np.repeat([1, 2, 3, 5, 9, 30], [60, 20, 10, 6, 4, 2])), search=False)
    >>> found.loc[found["measure"] == "alpha_se", "cause"].item()
    'standard error of the continuous law'
    """
    ours = {name: getattr(fit, name) for name in ("xmin", "alpha", "alpha_se", "ks", "n_tail")}
    ours["log_likelihood"] = fit.log_likelihood
    theirs = fit.as_powerlaw()
    rows = list(_fitted(OUR_XMIN, ours, _numbers(theirs), {}))
    rows += _laws(fit, theirs)
    if search:
        own, default = (_numbers(by_package(fit.degrees, **options)) for options in (EXACT, {}))
        rows += _fitted(OWN_XMIN, ours, own, {"xmin": POINTS})
        rows += _fitted(DEFAULTS, ours, default, _defaults(own, default))
    return pd.DataFrame([dict(zip(COLUMNS[1:], row.cells(), strict=True)) for row in rows])


@dataclass(frozen=True)
class _Row:
    settings: str
    measure: str
    law: str | None
    ours: float
    theirs: float
    cause: str

    def cells(self) -> tuple[Any, ...]:
        near = {"abs_tol": _ABSOLUTE} if self.law else {"rel_tol": _RELATIVE}
        exact = self.measure in ("xmin", "n_tail")
        agree = self.ours == self.theirs if exact else math.isclose(self.ours, self.theirs, **near)
        gap = self.theirs - self.ours
        cause = None if agree else self.cause
        return (self.settings, self.measure, self.law, float(self.ours), float(self.theirs), gap, cause)


def _numbers(fit: powerlaw.Fit) -> dict[str, float]:
    """Return what the package says of its power law, by our names; NaN where its search found no xmin."""
    names = ("xmin", "alpha", "alpha_se", "ks", "n_tail", "log_likelihood")
    if math.isnan(fit.xmin):
        return dict.fromkeys(names, math.nan)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        law = fit.power_law
        likelihood = law.loglikelihoods(fit.data).sum()
    numbers = (fit.xmin, law.alpha, law.standard_err, law.D, fit.n_tail, likelihood)
    return dict(zip(names, map(float, numbers), strict=True))


def _fitted(
    settings: str, ours: Mapping[str, float], theirs: Mapping[str, float], causes: Mapping[str, str]
) -> Iterator[_Row]:
    """Yield the numbers of the power law itself."""
    moved = ours["xmin"] != theirs["xmin"]
    for name, value in ours.items():
        cause = causes.get(name) or {"alpha_se": CONTINUOUS, "ks": POINTS}.get(name, OPTIMISER)
        yield _Row(settings, name, None, value, theirs[name], ANOTHER if moved and name != "xmin" else cause)


def _defaults(own: Mapping[str, float], default: Mapping[str, float]) -> dict[str, str]:
    """Return which of its defaults moves xmin, and which alpha at the same xmin."""
    if own["xmin"] == default["xmin"]:
        xmin = POINTS
    elif own["alpha"] > _EDGE:
        xmin = RANGE
    else:
        approximate = max(own["xmin"], default["xmin"]) >= _APPROXIMATE_FROM
        xmin = CLOSED if approximate else OPTIMISER
    at_edge, approximate = default["alpha"] > _EDGE, default["xmin"] >= _APPROXIMATE_FROM
    alpha = RANGE if at_edge else CLOSED if approximate else OPTIMISER
    return {"xmin": xmin, "alpha": alpha, "log_likelihood": alpha}


def _laws(fit: PowerLawFit, theirs: powerlaw.Fit) -> Iterator[_Row]:
    """Yield the power law against the laws that both know; none where the fit is degenerate."""
    found = {each.name: each for each in alternatives(fit.degrees, fit)}
    for name in LAWS if found else ():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ratio, p = theirs.distribution_compare("power_law", name, nested=name == TRUNCATED)
        ours = found[name]
        cause = ROUNDED if name in (LOGNORMAL, STRETCHED) else LIMIT if ours.degenerate else OPTIMISER
        yield _Row(OUR_XMIN, "log_ratio", name, ours.log_ratio, float(ratio), cause)
        yield _Row(OUR_XMIN, "p", name, ours.p, float(p), cause)
