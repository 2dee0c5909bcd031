"""Whether degrees follow a power law: fit, goodness-of-fit test, alternative distributions, verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.conventions import GEPHI, Convention
from clusternet.errors import ClusternetError
from clusternet.kernels.alternatives import TRUNCATED, Alternative
from clusternet.kernels.alternatives import compare as compare_tails
from clusternet.kernels.tail import Tail
from clusternet.network.absent import no_kinds
from clusternet.network.value_network import ValueNetwork
from clusternet.structure.degree import Direction, degrees
from clusternet.structure.fitting import PowerLawFit, fit_power_law
from clusternet.typing import Kind, Progress
from clusternet.words.labels import label, law
from clusternet.words.text import Said, listed

__all__ = ["LEVEL", "Verdict", "alternatives", "of_kind", "table", "verdict"]

LEVEL = 0.1
"""Below this p a hypothesis is rejected (Clauset, Shalizi and Newman 2009)."""


def alternatives(degrees: NDArray[Any], fit: PowerLawFit) -> list[Alternative]:
    """Return how other laws fit the tail that `fit` found in `degrees`; none where the fit is degenerate.

    Laws, normalisation and tests are those of :func:`clusternet.kernels.alternatives.compare`.

    Parameters
    ----------
    degrees : ndarray of int, shape (nodes,)
        The degrees that were fitted.
    fit
        Their power law.

    Examples
    --------
    >>> import numpy as np
    >>> halved = np.repeat([1, 2, 3, 4, 5, 6], [320, 160, 80, 40, 20, 10])
    >>> found = alternatives(halved, fit_power_law(halved, xmin=1))
    >>> [each.name for each in found if each.log_ratio > 0]   # likelier than these only
    []
    """
    if fit.degenerate:
        return []
    values, counts = np.unique(np.asarray(degrees), return_counts=True)
    tail = Tail(fit.xmin, fit.alpha, fit.alpha_se, fit.ks, fit.n_tail, fit.log_likelihood)
    return compare_tails(values, counts, tail)


@dataclass(frozen=True, slots=True)
class Verdict(Said):
    """What the tests say of a power law.

    Attributes
    ----------
    word
        ``supported``, ``rejected``, ``rejected for`` or ``not distinguished from`` other laws, ``untested``.
    laws
        The other laws.
    reason
        Why it is not tested: ``no bootstrap``, ``one value``, ``small tail``, ``steep``.

    Examples
    --------
    >>> found = Verdict("rejected for", ("lognormal", "truncated_power_law"))
    >>> str(found), found.in_("en")
    ('rejected for lognormal, truncated_power_law', 'rejected for lognormal, truncated power law')
    >>> str(Verdict("untested", reason="steep")), Verdict("untested", reason="steep").in_("zh")
    ('untested: steep', '未检验：α大于10')
    """

    word: str
    laws: tuple[str, ...] = ()
    reason: str = ""

    def in_(self, language: str) -> str:
        """Return the verdict as it is printed.

        Parameters
        ----------
        language
            ``zh`` or ``en``.

        Examples
        --------
        >>> Verdict("rejected").in_("zh"), Verdict("rejected for", ("lognormal",)).in_("en")
        ('拒绝', 'rejected for lognormal')
        """
        reason = label(self.reason, "untested").in_(language) if self.reason else ""
        named = listed((law(name, language) for name in self.laws), language)
        return label(self.word, "verdict").in_(language).format(named or reason)

    def __str__(self) -> str:
        """Return the fixed words of JSON and CSV."""
        return label(self.word, "verdict").en.format(", ".join(self.laws) or self.reason)


def verdict(fit: PowerLawFit, others: Sequence[Alternative]) -> Verdict:
    """Return what the tests say.

    ``untested`` without a bootstrap or where the fit is degenerate; ``rejected`` if p is below :data:`LEVEL`;
    ``rejected for`` laws that are likelier with Vuong's p below the level; ``not distinguished from`` laws
    that are neither likelier nor less likely at the level; else ``supported``. A law at its limit, where it
    is the power law, says nothing; nor does a truncated power law whose gain is not significant, since the
    power law is that law with one parameter less.

    Parameters
    ----------
    fit
        A power law with its bootstrap.
    others
        What :func:`alternatives` found beside it.

    Examples
    --------
    >>> import numpy as np
    >>> str(verdict(fit_power_law(np.array([1, 1, 1, 2, 2, 3])), []))
    'untested: small tail'
    """
    if fit.degenerate or np.isnan(fit.p):
        return Verdict("untested", reason=fit.degenerate or "no bootstrap")
    if fit.p < LEVEL:
        return Verdict("rejected")
    told = [each for each in others if not each.degenerate]
    better = tuple(each.name for each in told if each.log_ratio < 0 and each.p < LEVEL)
    if better:
        return Verdict("rejected for", better)
    alike = tuple(each.name for each in told if each.p >= LEVEL and each.name != TRUNCATED)
    return Verdict("not distinguished from", alike) if alike else Verdict("supported")


def table(
    net: ValueNetwork,
    *,
    directions: Sequence[Direction] = ("out",),
    kind: Kind | None = None,
    xmin: int | None = None,
    bootstrap: int = 2500,
    seed: int = 0,
    convention: Convention = GEPHI,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Return the fit of the discrete power law to degrees, one row per direction.

    Parameters
    ----------
    net
        The network.
    directions
        Of ``out``, ``in``, ``total``.
    kind
        ``sample`` or ``partner``: fit the degrees of these nodes alone; they still count all partners. Where
        partners were recorded from the side of the sample, partners' degrees are cut off by that, and all
        nodes together are a mixture of two laws.
    xmin, bootstrap, seed, progress
        As in :func:`clusternet.structure.fitting.fit_power_law`.
    convention
        How rows become links.

    Returns
    -------
    DataFrame
        The attributes of :class:`clusternet.structure.fitting.PowerLawFit`, ``verdict`` as in
        :func:`verdict`, and
        ``alternatives``: a list with one dict a law, ``name``, ``log_ratio``, ``normalised_ratio``, ``p``,
        ``parameters``, ``flag`` (``power law`` at the limit where it is one, else blank). Not known: NaN, in
        the dicts None.

    Raises
    ------
    ClusternetError
        If a direction or kind is unknown, `kind` is asked of data that name no kinds, or an option is
        senseless.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).until(2014)
    >>> found = table(net, kind="sample", bootstrap=0)
    >>> found["verdict"].map(str).tolist()
    ['untested: no bootstrap']
    """
    chosen = of_kind(net, kind)
    rows = []
    for direction in directions:
        values = degrees(net, direction, convention=convention)[chosen]
        fit = fit_power_law(values, xmin=xmin, bootstrap=bootstrap, seed=seed, progress=progress)
        others = alternatives(values, fit)
        rows.append(
            {
                "direction": direction,
                "n": fit.n,
                "zeros": fit.zeros,
                "xmin": fit.xmin or None,
                "xmin_low": fit.xmin_low,
                "xmin_high": fit.xmin_high,
                "alpha": fit.alpha,
                "alpha_se": fit.alpha_se,
                "alpha_low": fit.alpha_low,
                "alpha_high": fit.alpha_high,
                "n_tail": fit.n_tail,
                "ks": fit.ks,
                "log_likelihood": fit.log_likelihood,
                "bootstrap": fit.bootstrap,
                "p": fit.p,
                "verdict": verdict(fit, others),
                "alternatives": [_row(each) for each in others],
            }
        )
    return pd.DataFrame(rows)


def of_kind(net: ValueNetwork, kind: Kind | None) -> NDArray[np.bool_]:
    """Mark the nodes of a kind, shape (n,); all of them if `kind` is None.

    Parameters
    ----------
    net
        The network.
    kind
        ``sample``, ``partner`` or None.

    Raises
    ------
    ClusternetError
        If the kind is unknown, or the data name no kinds.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> ties = pd.DataFrame({"source": ["a"], "target": ["b"], "source_kind": ["sample"]})
    >>> of_kind(from_frames(ties), "sample").tolist()
    [True, False]
    """
    if kind is None:
        return np.ones(len(net.nodes), dtype=bool)
    if kind not in ("sample", "partner"):
        raise ClusternetError.of("no_choice", what="kind", value=kind, accepted=("sample", "partner"))
    if net.kinds is None:
        raise no_kinds()
    return np.asarray(net.kinds.eq(kind).fillna(False), dtype=bool)


def _row(found: Alternative) -> dict[str, Any]:
    row = asdict(found)
    row["flag"] = "power law" if row.pop("degenerate") else ""
    row["normalised_ratio"] = _known(row["normalised_ratio"])
    row["parameters"] = {name: _known(value) for name, value in row["parameters"].items()}
    return row


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value
