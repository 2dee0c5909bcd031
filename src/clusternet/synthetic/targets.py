"""The published tables a synthetic network is calibrated to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from clusternet import guard

# The report prints OPPO in Cyrillic letters.
_SPELLING = {"\u041e\u0420\u0420\u041e": "OPPO"}

_FILES = {
    "structure": "nankai_table02_structure_by_year.csv",
    "top_samples": "nankai_table03_centrality_top20_sample.csv",
    "top_partners": "nankai_table04_centrality_top20_relation.csv",
    "platform_summary": "nankai_table05_platform_structure.csv",
    "platform_structure": "nankai_table06_platform_structure_by_year.csv",
    "province_margins": "nankai_table07_province_enable_input_share.csv",
    "province_flows": "nankai_table08_province_flow_top20.csv",
    "city_flows": "nankai_table09_city_flow_top10.csv",
    "city_margins": "nankai_table10_city_enable_input_share.csv",
    "sample_geography": "nankai_fig06_08_enterprise_geography_textvalues.csv",
    "platform_geography": "nankai_fig11_13_platform_geography_textvalues.csv",
    "concentration": "nankai_fig15_outdegree_concentration_textvalues.csv",
    "distributions": "nankai_fig18_25_distributions_textvalues.csv",
    "counts": "nankai_sample_database_counts_textvalues.csv",
}


@dataclass(frozen=True)
class Targets:
    """Published tables, with the columns of the files they were read from.

    Attributes
    ----------
    structure
        Structure by year.
    top_samples, top_partners
        The most central nodes of either kind.
    platform_summary, platform_structure
        The part of the network that touches platforms.
    province_margins, province_flows, city_margins, city_flows
        What places supply and receive, and the largest flows.
    sample_geography, platform_geography
        Nodes by place.
    concentration
        Concentration of flows.
    distributions
        Relations and nodes by technology, field, industry and category.
    counts
        Single numbers by name.
    """

    structure: pd.DataFrame
    top_samples: pd.DataFrame
    top_partners: pd.DataFrame
    platform_summary: pd.DataFrame
    platform_structure: pd.DataFrame
    province_margins: pd.DataFrame
    province_flows: pd.DataFrame
    city_flows: pd.DataFrame
    city_margins: pd.DataFrame
    sample_geography: pd.DataFrame
    platform_geography: pd.DataFrame
    concentration: pd.DataFrame
    distributions: pd.DataFrame
    counts: pd.DataFrame

    @cached_property
    def years(self) -> list[int]:
        """Years of the structure table, ascending."""
        return [int(y) for y in self.structure["year"]]

    @cached_property
    def n_platforms(self) -> int:
        """Number of platform firms."""
        return int(self.platform_summary["sample_nodes"].iloc[0])

    @cached_property
    def ever_samples(self) -> list[int]:
        """Firms that have been in the sample up to each year, those that left later included."""
        return [int(v) for v in self.structure["sample_nodes"].cummax()]

    @cached_property
    def n_leavers(self) -> int:
        """Firms that leave the sample."""
        return self.ever_samples[-1] - int(self.structure["sample_nodes"].iloc[-1])

    @cached_property
    def leaving_year(self) -> int:
        """First year whose sample is smaller than the year before's (0 where none is)."""
        fall = self.structure["sample_nodes"].diff() < 0
        return int(self.structure.loc[fall, "year"].iloc[0]) if fall.any() else 0

    @cached_property
    def pure_partners(self) -> list[int]:
        """Partner nodes up to each year, without firms that left the sample."""
        total = self.structure["total_nodes"]
        return [int(n) - s for n, s in zip(total, self.ever_samples, strict=True)]

    def count(self, item: str) -> int:
        """Return a number of the sample database.

        Parameters
        ----------
        item
            Its Chinese name.
        """
        return int(self.counts.set_index("item").loc[item, "count"])  # type: ignore[arg-type]


def load(folder: str | Path) -> Targets:
    """Read the published tables from a folder of CSV files.

    Parameters
    ----------
    folder
        Folder that holds the ``nankai_*.csv`` files.

    Returns
    -------
    Targets
        One DataFrame a table. OPPO is spelt in Latin letters.
    """
    tables = {key: pd.read_csv(guard.reading(Path(folder) / name)) for key, name in _FILES.items()}
    for key in ("top_samples", "top_partners"):
        tables[key]["node"] = tables[key]["node"].replace(_SPELLING)
    return Targets(**tables)
