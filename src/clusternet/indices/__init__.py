"""Composite indicators: a hierarchy of indicators, normalised, weighted and put together.

The steps and their order are those of the OECD/JRC *Handbook on Constructing Composite Indicators* (2008)
and of the R package COINr: units and data availability, missing values, outliers, normalisation,
aggregation, and then how far the ranks depend on the choices that were made.
"""

from __future__ import annotations

from clusternet.indices.composite import Composite, against, composite, leave_one_out, ranks, weight_table
from clusternet.indices.design import Design, Dimension, Indicator
from clusternet.indices.designfile import load, parse
from clusternet.indices.uncertainty import Uncertain, rank_intervals, sensitivity

__all__ = [
    "Composite",
    "Design",
    "Dimension",
    "Indicator",
    "Uncertain",
    "against",
    "composite",
    "leave_one_out",
    "load",
    "parse",
    "rank_intervals",
    "ranks",
    "sensitivity",
    "weight_table",
]
