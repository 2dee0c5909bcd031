"""GEXF and GraphML, written with every node, row and attribute in the order of the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pandas as pd

from clusternet import __version__
from clusternet.errors import FormatError
from clusternet.io.mark import marked, titled
from clusternet.network.value_network import ValueNetwork
from clusternet.schema.columns import ORIGIN

_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write_gexf(network: ValueNetwork, path: Path) -> None:
    """Write GEXF 1.2, which Gephi 0.9 and later read."""
    nodes, edges, ends = _tables(network)
    labels = _texts(nodes.pop("label")) if "label" in nodes else [""] * len(nodes)
    weights = _texts(edges.pop("weight"))
    title = escape(titled(network))
    lines = ['<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">']
    lines.append(
        f"<meta><creator>clusternet {__version__}</creator><description>{title}</description></meta>"
    )
    lines.append(f'<graph mode="static" defaultedgetype="{_kind(network)}">')
    for kind, frame in (("node", nodes), ("edge", edges)):
        lines.append(f'<attributes class="{kind}">')
        for place, (name, column) in enumerate(frame.items()):
            lines.append(f'<attribute id="{place}" title={quoteattr(str(name))} type="{_type(column)}"/>')
        lines.append("</attributes>")
    lines.append("<nodes>")
    for node, label, values in zip(nodes.index, labels, _attvalues(nodes), strict=True):
        lines.append(f"<node id={quoteattr(node)} label={quoteattr(label or node)}>{values}</node>")
    lines.append("</nodes>\n<edges>")
    for place, (end, weight, values) in enumerate(zip(ends, weights, _attvalues(edges), strict=True)):
        lines.append(f'<edge id="{place}" {end} weight="{weight}">{values}</edge>')
    lines.append("</edges>\n</graph>\n</gexf>\n")
    _save(lines, path)


def write_graphml(network: ValueNetwork, path: Path) -> None:
    """Write GraphML."""
    nodes, edges, ends = _tables(network)
    lines = ['<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    for kind, frame in (("node", nodes), ("edge", edges)):
        for place, (name, column) in enumerate(frame.items()):
            key = f'id="{kind}{place}" for="{kind}" attr.name={quoteattr(str(name))}'
            lines.append(f'<key {key} attr.type="{_type(column)}"/>')
    lines.append(f'<graph edgedefault="{_kind(network)}">')
    for node, values in zip(nodes.index, _data(nodes, "node"), strict=True):
        lines.append(f"<node id={quoteattr(node)}>{values}</node>")
    for end, values in zip(ends, _data(edges, "edge"), strict=True):
        lines.append(f"<edge {end}>{values}</edge>")
    lines.append("</graph>\n</graphml>\n")
    _save(lines, path)


def _tables(network: ValueNetwork) -> tuple[pd.DataFrame, pd.DataFrame, list[str]]:
    """Return nodes, edges without their ends, and the ends as XML attributes; Gephi calls names labels."""
    nodes = network.nodes
    if "name" in nodes and "label" not in nodes:
        nodes = nodes.rename(columns={"name": "label"})
    ids = [quoteattr(node) for node in network.nodes.index]
    ends = [f"source={ids[a]} target={ids[b]}" for a, b in zip(*map(list, network.ends), strict=True)]
    edges = network.edges.drop(columns=["source", "target", *ORIGIN], errors="ignore")
    nodes, edges = marked(network, nodes.copy(), edges)
    return nodes, edges, ends


def _kind(network: ValueNetwork) -> str:
    return "directed" if network.directed else "undirected"


def _type(column: pd.Series) -> str:
    kinds = {"boolean": "boolean", "integer": "long", "floating": "double"}
    return kinds.get(pd.api.types.infer_dtype(column, skipna=True), "string")


def _texts(column: pd.Series) -> list[str]:
    """Return a column as text, blank where missing."""
    return [
        "" if missing else (str(value).lower() if isinstance(value, bool) else str(value))
        for value, missing in zip(column.tolist(), column.isna(), strict=True)
    ]


def _attvalues(frame: pd.DataFrame) -> Iterator[str]:
    for row in _cells(frame):
        values = (f'<attvalue for="{place}" value={quoteattr(text)}/>' for place, text in row)
        yield f"<attvalues>{''.join(values)}</attvalues>" if row else ""


def _data(frame: pd.DataFrame, kind: str) -> Iterator[str]:
    for row in _cells(frame):
        yield "".join(f'<data key="{kind}{place}">{escape(text)}</data>' for place, text in row)


def _cells(frame: pd.DataFrame) -> Iterator[list[tuple[int, str]]]:
    """Yield the cells of each row that are not blank, with the place of their column."""
    columns = [_texts(column) for _, column in frame.items()]
    for row in zip(*columns, strict=True) if columns else [()] * len(frame):
        yield [(place, text) for place, text in enumerate(row) if text]


def _save(lines: list[str], path: Path) -> None:
    text = _HEAD + "\n".join(lines)
    if found := _IMPOSSIBLE.search(text):
        raise FormatError.of("not_for_xml", code=ord(found[0]))
    path.write_text(text, encoding="utf-8", newline="\n")
