"""The tables whose cells a text may cite: what names a row, which columns, and what chooses the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from clusternet.words.naming import Holds
from clusternet.words.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.network.value_network import ValueNetwork

Options = Mapping[str, Any]
"""What chooses a table: option -> value."""

LEVELS = ("province", "city", "region", "country")
KINDS = ("all", "sample", "partner")
COUNTS = ("relations", "pairs", "weight")


@dataclass(frozen=True)
class Family:
    """A kind of table.

    Attributes
    ----------
    key
        The first word of its marks.
    title
        What it is called.
    rows
        Columns that name a row; none where a table has one row.
    columns
        Columns that may be cited.
    make
        Returns the table of a network; the options are those below.
    options
        Option -> the values it takes, the default first.
    flows
        Of technology relations, or the one type the data have, unless a mark names another.
    ranked
        Column of ranks, by which ``top 3`` names a row.
    """

    key: str
    title: Text
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    make: Callable[[ValueNetwork, Options], pd.DataFrame]
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    flows: bool = False
    ranked: str = ""

    def holds(self, column: str, options: Options) -> Holds:
        """Return what kind of names a column has."""
        if column in ("source", "target", "place"):
            return "place"
        if column == "name" and self.key == "distribution":
            by = str(options["by"])
            return "place" if by in LEVELS else by  # type: ignore[return-value]
        return "relation" if column == "type" else "category" if column == "category" else ""


# -- the tables ------------------------------------------------------------------------------------------
def _centrality(net: ValueNetwork, options: Options) -> pd.DataFrame:
    from clusternet.structure import centrality

    kind = None if options["kind"] == "all" else str(options["kind"])
    return centrality.top(net, 0, kind=kind, by=str(options["by"]), convention=options["convention"])


def _flows(net: ValueNetwork, options: Options) -> pd.DataFrame:
    from clusternet.space import flows

    return flows.largest(options["matrix"], 0)


def _margins(net: ValueNetwork, options: Options) -> pd.DataFrame:
    from clusternet.space import flows

    matrix = options["matrix"]
    frame = flows.margins(matrix)
    frame = frame[frame["place"].isin(matrix.places)].reset_index(drop=True)
    for side in ("enable", "input"):
        order = frame.sort_values([side, "place"], ascending=[False, True], kind="stable").index
        frame.loc[order, f"{side}_rank"] = range(1, len(frame) + 1)
    return frame.astype({"enable_rank": int, "input_rank": int})


def _distribution(net: ValueNetwork, options: Options) -> pd.DataFrame:
    from clusternet.space import distribution

    kind = None if options["kind"] == "all" else str(options["kind"])
    return distribution.shares(net, options["by"], kind=kind, nesting=options["nesting"])


def _relations(net: ValueNetwork, options: Options) -> pd.DataFrame:
    from clusternet.errors import SchemaError
    from clusternet.words.bases import Base, based

    if "relation" not in net.edges:
        raise SchemaError("the data have no column relation", "数据没有关系类型列")
    found = net.edges["relation"].astype(str).value_counts().rename_axis("type").reset_index(name="count")
    found = found.sort_values(["count", "type"], ascending=[False, True], ignore_index=True)
    found.insert(0, "rank", range(1, len(found) + 1))
    found["share"] = found["count"] / len(net.edges)
    return based(found, Base("relations"), len(net.edges))


def _concentration(net: ValueNetwork, options: Options) -> pd.DataFrame:
    from clusternet.structure import degree

    shares = (0.2, 0.1, 0.05, 0.01, 0.001)
    direction: Any = options["direction"]
    return degree.concentration(net, direction=direction, shares=shares, convention=options["convention"])


def _polarisation(net: ValueNetwork, options: Options) -> pd.DataFrame:
    from clusternet.network.resampling import Resampling
    from clusternet.space import polarisation

    found = polarisation.by_year(net, level=options["level"], resampling=Resampling(0))
    found = found[found["side"].eq(options["side"]) & found["period"].eq("cumulative")]
    return found.reset_index(drop=True)


def _powerlaw(net: ValueNetwork, options: Options) -> pd.DataFrame:
    import pandas as pd

    from clusternet.structure import degree, fitting

    found = degree.degrees(net, options["direction"], convention=options["convention"])
    fit = fitting.fit_power_law(found)
    return pd.DataFrame({name: [getattr(fit, name)] for name in ("alpha", "xmin", "n_tail", "ks")})


def _metrics(net: ValueNetwork, options: Options) -> pd.DataFrame:
    from clusternet.structure import metrics

    search, convention = options["search"], options["convention"]
    found = metrics.structure(net, convention, columns=options["columns"], search=search)
    return metrics.table([(None, found)], columns=options["columns"])


_STRUCTURE = (
    "relations", "sample_nodes", "partner_nodes", "nodes", "edges", "self_loops", "average_degree",
    "average_weighted_degree", "density", "diameter", "radius", "average_path_length", "reachable_share",
    "average_clustering", "modularity", "modularity_median", "modularity_min", "communities",
    "weak_components", "strong_components", "largest_weak_component", "largest_strong_component",
)  # fmt: skip
_POLES = (
    "hhi", "gini", "entropy", "top1_share", "top3_share", "intra_share", "pole_to_pole", "pole_to_rest",
    "rest_to_pole", "rest_to_rest", "kanbur_zhang",
)  # fmt: skip
_SIDES = {"level": LEVELS, "count": COUNTS}

FAMILIES: dict[str, Family] = {
    each.key: each
    for each in (
        Family("metrics", Text("网络结构", "structure"), (), _STRUCTURE, _metrics),
        Family(
            "relations", Text("关系类型", "relation types"), ("type",), ("count", "share", "rank"),
            _relations, ranked="rank",
        ),
        Family(
            "centrality", Text("中心度", "centrality"), ("name",),
            ("degree", "in_degree", "out_degree", "net_share", "rank", "name", "category"), _centrality,
            {"kind": KINDS, "by": ("degree", "in_degree", "out_degree")}, ranked="rank",
        ),
        Family(
            "margins", Text("地区赋能与输入", "enabling and input of places"), ("place",),
            ("enable", "enable_share", "enable_rank", "input", "input_share", "input_rank", "net", "place"),
            _margins, _SIDES, flows=True, ranked="enable_rank",
        ),
        Family(
            "flows", Text("地区间流向", "flows between places"), ("source", "target"),
            ("flow", "share", "rank", "expected_ratio", "source", "target"),
            _flows, _SIDES, flows=True, ranked="rank",
        ),
        Family(
            "distribution", Text("分布", "distribution"), ("name",), ("count", "share", "rank", "name"),
            _distribution,
            {"by": ("technology", "application", "industry", "category", *LEVELS), "kind": KINDS,
             "nesting": ("division", "section", "sector")},
            flows=True, ranked="rank",
        ),
        Family(
            "concentration", Text("度数集中度", "concentration of degrees"), ("share_of_nodes",),
            ("nodes", "links", "share_of_links", "gini", "centralisation"), _concentration,
            {"direction": ("out", "in", "total")},
        ),
        Family(
            "polarisation", Text("空间集聚与极化", "concentration and polarisation"), ("year",), _POLES,
            _polarisation, {"side": ("enable", "input", "flow"), "level": LEVELS}, flows=True,
        ),
        Family(
            "powerlaw", Text("幂律拟合", "power-law fit"), (), ("alpha", "xmin", "n_tail", "ks"), _powerlaw,
            {"direction": ("out", "in", "total")},
        ),
    )
}  # fmt: skip
"""The tables by the first word of their marks."""
