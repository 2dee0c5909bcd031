"""A network in a few words: one line for a prompt, a card for a notebook."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from clusternet.words import labels
from clusternet.words.text import Text, numbered

if TYPE_CHECKING:
    from clusternet.network.value_network import ValueNetwork

_NETWORK = Text("价值网络", "Value network")
_YEARS, _UNDATED = Text("年份", "Years"), Text("无日期的关系", "Undated relations")
_VIEW = {True: Text("（有向）", " (directed)"), False: Text("（无向）", " (undirected)")}
_STYLE = (
    "display:inline-block;border:1px solid currentColor;border-radius:4px;padding:.5em .8em;"
    "font-size:90%;line-height:1.5"
)


def line(net: ValueNetwork) -> str:
    """Return a network in one line.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> line(from_frames(pd.DataFrame({"source": ["a"], "target": ["b"], "year": [2020]})))
    '<ValueNetwork: 2 nodes, 1 relation, 2020>'
    """
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in _kinds(net))
    nodes = numbered(len(net.nodes), "node") + (f" ({kinds})" if kinds else "")
    parts = [nodes, numbered(len(net.edges), "relation"), _span(net, "-")]
    parts += [] if net.directed else ["undirected"]
    parts += ["synthetic"] if net.about.synthetic else []
    title = f" {net.about.title!r}" if net.about.title else ""
    return f"<ValueNetwork{title}: {', '.join(part for part in parts if part)}>"


def html(net: ValueNetwork) -> str:
    """Return a network as a card: title, counts, kinds of nodes and years, in the language of the data.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> card = html(from_frames(pd.DataFrame({"source": ["<b>"], "target": ["b"], "year": [2020]})))
    >>> "Years" in card, "<b>b</b>" in card
    (True, False)
    """
    language = net.about.language
    title = labels.marked(net.about.title or _NETWORK.in_(language), net.about.synthetic, language)
    rows = "".join(
        f'<tr><th style="text-align:left;font-weight:normal">{escape(name)}</th>'
        f'<td style="text-align:right">{escape(value)}</td></tr>'
        for name, value in _facts(net, language)
    )
    return f'<div style="{_STYLE}"><strong>{escape(title)}</strong><table>{rows}</table></div>'


def _facts(net: ValueNetwork, language: str) -> Sequence[tuple[str, str]]:
    """Return what a card lists: name and value."""
    undated = int(net.edges["year"].isna().sum()) if net.years else 0
    return [
        (labels.heading("nodes", language), f"{len(net.nodes):,}"),
        *((labels.heading(f"{kind}_nodes", language), f"{count:,}") for kind, count in _kinds(net)),
        (
            labels.heading("edges", language) + _VIEW[net.directed].in_(language),
            f"{net.links().size:,}",
        ),
        (labels.heading("relations", language), f"{len(net.edges):,}"),
        *([(_YEARS.in_(language), _span(net, "–"))] if net.years else []),
        *([(_UNDATED.in_(language), f"{undated:,}")] if undated else []),
    ]


def _kinds(net: ValueNetwork) -> list[tuple[str, int]]:
    """Return how many nodes are of each kind; none where the data name no kinds."""
    kinds = net.kinds
    if kinds is None:
        return []
    return [(kind, int(kinds.eq(kind).sum())) for kind in ("sample", "partner")]


def _span(net: ValueNetwork, dash: str) -> str:
    years = net.years
    return "" if not years else str(years[0]) if years[0] == years[-1] else f"{years[0]}{dash}{years[-1]}"
