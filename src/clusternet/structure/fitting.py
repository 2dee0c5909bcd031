"""The discrete power law that fits the tail of degrees."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.errors import ClusternetError
from clusternet.kernels import tail as tails
from clusternet.typing import Ints

if TYPE_CHECKING:
    import powerlaw

__all__ = [
    "EXACT",
    "LARGEST_ALPHA",
    "SMALLEST_TAIL",
    "PowerLawFit",
    "by_package",
    "fit_power_law",
    "fitted_ccdf",
]

SMALLEST_TAIL = 50
"""Values a tail must hold for a test of it."""

LARGEST_ALPHA = 10.0
"""Above this exponent a tail falls so fast that it is no power law to speak of, and no test is made."""

EXACT: dict[str, Any] = {"estimate_discrete": False, "parameter_ranges": {"alpha": [0, None]}}
"""Options of ``powerlaw.Fit`` for the exact likelihood and an exponent without an upper bound."""


@dataclass(frozen=True, slots=True)
class PowerLawFit:
    """A discrete power law P(k) = k^-alpha / zeta(alpha, xmin), k >= xmin, fitted to degrees.

    What cannot be told is NaN: alpha where fewer than two different values are at least xmin; p and the
    intervals without a bootstrap, and where `degenerate` says why there is none.

    Attributes
    ----------
    n, zeros
        Positive degrees, which are what is fitted, and zeros, which are left out.
    xmin, alpha, alpha_se
        Where the tail begins, its exponent and the standard error of that at this xmin.
    ks
        Largest distance of the two distribution functions over every whole number from xmin on.
    n_tail, log_likelihood
        Degrees from xmin on, and the logarithm of their likelihood.
    bootstrap, p
        Replicates made, and the share of them that lie as far from their own fit as the data from theirs.
    xmin_low, xmin_high, alpha_low, alpha_high
        2.5 % and 97.5 % quantiles over the replicates.
    degrees : ndarray of int64, shape (n,)
        The positive degrees, ascending.

    Examples
    --------
    >>> from clusternet.structure.degree import fit_power_law
    >>> fit = fit_power_law(np.repeat([1, 2, 3, 4, 5, 6], [320, 160, 80, 40, 20, 10]), xmin=1)
    >>> fit.n, fit.xmin, round(fit.alpha, 3), fit.n_tail
    (630, 1, 2.11, 630)
    """

    n: int
    zeros: int
    xmin: int
    alpha: float
    alpha_se: float
    ks: float
    n_tail: int
    log_likelihood: float
    bootstrap: int = 0
    p: float = float("nan")
    xmin_low: float = float("nan")
    xmin_high: float = float("nan")
    alpha_low: float = float("nan")
    alpha_high: float = float("nan")
    degrees: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64), repr=False, compare=False)

    def __eq__(self, other: object) -> bool:
        """Whether two fits say the same; what neither can tell (NaN) is the same."""
        return isinstance(other, PowerLawFit) and repr(self) == repr(other)

    def __hash__(self) -> int:
        return hash(repr(self))

    @property
    def degenerate(self) -> str:
        """Why no test is made: ``one value``, ``small tail``, ``steep`` or nothing."""
        if np.isnan(self.alpha):
            return "one value"
        if self.n_tail < SMALLEST_TAIL:
            return "small tail"
        return "steep" if self.alpha > LARGEST_ALPHA else ""

    def as_powerlaw(self) -> powerlaw.Fit:
        """Return the same fit as the package `powerlaw` makes it, to go on from there.

        The same degrees and the same xmin, as whole numbers, by the exact likelihood (the package's own
        default from xmin 10 on is an approximation) and without its upper bound of 3 on alpha. What still
        differs is listed by :func:`clusternet.structure.crosscheck.table`.

        Returns
        -------
        powerlaw.Fit
            Its laws (``.power_law``, ``.lognormal``, ...) are fitted when they are asked for.

        Raises
        ------
        ClusternetError
            If there is no exponent: fewer than two different degrees from xmin on.

        Examples
        --------
        >>> fit = fit_power_law(np.repeat([1, 2, 3, 5, 9], [60, 20, 10, 6, 4]))
        >>> theirs = fit.as_powerlaw()
        >>> bool(abs(theirs.power_law.alpha - fit.alpha) < 1e-3), int(theirs.xmin)
        (True, 1)
        """
        if np.isnan(self.alpha):
            raise ClusternetError.of("tail_short")
        return by_package(self.degrees, xmin=float(self.xmin), **EXACT)


def fit_power_law(
    degrees: NDArray[Any],
    *,
    xmin: int | None = None,
    bootstrap: int = 0,
    seed: int = 0,
    progress: Callable[[float, float], None] | None = None,
) -> PowerLawFit:
    """Return the discrete power law that fits the tail of degrees, by largest likelihood.

    The exponent maximises -n ln zeta(alpha, xmin) - alpha sum ln k over the k >= xmin, with Hurwitz' zeta
    itself; xmin is the value, of all that leave two different ones, with the least KS distance. The bootstrap
    is semi-parametric (Clauset, Shalizi and Newman 2009, section 4.1): each replicate draws as many values,
    from the fitted tail with probability n_tail / n, else from the observed values below xmin, and is fitted
    anew, xmin included.

    Parameters
    ----------
    degrees : ndarray of int, shape (n,)
        Zeros are counted and left out.
    xmin
        Take this xmin, here and in the replicates.
    bootstrap
        Replicates. Their p has a standard error of sqrt(p (1 - p) / bootstrap). None are made of a
        degenerate fit: one value, a tail under :data:`SMALLEST_TAIL`, an exponent over :data:`LARGEST_ALPHA`.
    seed
        From 0. The same seed gives the same replicates, whatever the number of threads.
    progress
        Called with the share that is done and the seconds that are left at this pace.

    Raises
    ------
    ClusternetError
        If a degree is no whole number from 0 on, xmin below 1, or bootstrap or seed negative.

    Examples
    --------
    >>> import numpy as np
    >>> found = fit_power_law(np.repeat([0, 1, 2, 3, 5, 9], [7, 60, 20, 10, 6, 4]))
    >>> found.xmin, round(found.alpha, 3), round(found.alpha_se, 3), found.n, found.zeros
    (1, 2.187, 0.129, 100, 7)
    """
    values, counts, zeros = _histogram(degrees)
    if xmin is not None and xmin < 1:
        raise ClusternetError.of("xmin_number", xmin=xmin)
    if bootstrap < 0 or not 0 <= seed < 2**64:
        raise ClusternetError.of("bootstrap_numbers", bootstrap=bootstrap, seed=seed)
    tail = tails.fit(values, counts, xmin=xmin)
    found = PowerLawFit(
        int(counts.sum()),
        zeros,
        tail.xmin,
        tail.alpha,
        tail.alpha_se,
        tail.ks,
        tail.n_tail,
        tail.log_likelihood,
        degrees=np.repeat(values, counts),
    )
    if not bootstrap or found.degenerate:
        return found
    drawn = tails.resample(
        values, counts, tail, replicates=bootstrap, seed=seed, search=xmin is None, progress=progress
    )
    xmins = np.quantile(drawn.xmin, (0.025, 0.975), method="inverted_cdf")
    alphas = np.nanquantile(drawn.alpha, (0.025, 0.975))
    return replace(
        found,
        bootstrap=bootstrap,
        p=float(np.mean(drawn.ks >= tail.ks)),
        xmin_low=float(xmins[0]),
        xmin_high=float(xmins[1]),
        alpha_low=float(alphas[0]),
        alpha_high=float(alphas[1]),
    )


def _histogram(degrees: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    """Return the positive values that occur, how often, and the number of zeros."""
    given = np.asarray(degrees).ravel()
    whole = given.astype(np.int64) if given.dtype.kind in "iub" or not given.size else None
    if whole is None or (whole < 0).any():
        raise ClusternetError.of("degrees_whole")
    values, counts = np.unique(whole[whole > 0], return_counts=True)
    return values, counts.astype(np.int64), int((whole == 0).sum())


def by_package(degrees: Ints, **options: Any) -> powerlaw.Fit:
    """Return the fit of the package `powerlaw` to positive degrees as whole numbers.

    Parameters
    ----------
    degrees : ndarray of int64, shape (n,)
        From 1 on.
    options
        Of ``powerlaw.Fit``.
    """
    import powerlaw

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of every xmin that fits badly on the way
        return powerlaw.Fit(degrees, discrete=True, verbose=0, **options)


def fitted_ccdf(fit: PowerLawFit, *, largest: int) -> pd.DataFrame:
    """Return the complementary cumulative distribution of a fitted power law, as a share of all nodes.

    From xmin on it is n_tail / (n + zeros) * zeta(alpha, k) / zeta(alpha, xmin) (Clauset, Shalizi and Newman
    2009), so that it begins where the data stand.

    Parameters
    ----------
    fit
        Without an exponent there is no row.
    largest
        The degree it ends at.

    Returns
    -------
    DataFrame
        ``degree`` and ``ccdf`` at up to 200 degrees, evenly spaced on a logarithmic axis.

    Examples
    --------
    >>> line = fitted_ccdf(fit_power_law(np.array([0, 1, 1, 1, 2, 2, 3]), xmin=1), largest=3)
    >>> line["degree"].tolist(), round(float(line["ccdf"][0]), 3)   # six of seven nodes have a link
    ([1, 2, 3], 0.857)
    """
    from clusternet.kernels.tail_plain import at_least

    if np.isnan(fit.alpha):
        return pd.DataFrame({"degree": [], "ccdf": []})
    spread = np.geomspace(fit.xmin, max(largest, fit.xmin), 200)
    k = np.unique(np.rint(spread)).astype(np.float64)
    share = at_least(fit.alpha, float(fit.xmin), k) * fit.n_tail / (fit.n + fit.zeros)
    return pd.DataFrame({"degree": k.astype(np.int64), "ccdf": share})
