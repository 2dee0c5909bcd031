"""Networks of small tables written with | between cells."""

from __future__ import annotations

import pandas as pd

from clusternet.network.value_network import ValueNetwork, build
from clusternet.schema import conform
from clusternet.schema.findings import Finding


def network(edges: str, nodes: str = "", *, kind: str | None = None) -> tuple[ValueNetwork, list[Finding]]:
    """Build from small tables written with | between cells."""
    found: list[Finding] = []
    relations = [conform.edge_rows(table(edges), found=found)]
    tables = [conform.node_rows(table(nodes), kind=kind, found=found)] if nodes else []
    return build(relations, tables, found=found), found


def table(text: str) -> conform.TextTable:
    head, *rows = [line.split("|") for line in text.split("\n")]
    return conform.from_frame(pd.DataFrame(rows, columns=head, dtype=object), "edges.csv")


def problems(found: list[Finding]) -> list[tuple[str, int | None]]:
    return [(each.problem, each.line) for each in found]
