"""What is written under a figure of a network, so that it can be read away from its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clusternet.conventions import GEPHI, Convention
from clusternet.network.value_network import ValueNetwork
from clusternet.output.result import Words
from clusternet.words.labels import label
from clusternet.words.vocabulary import RELATIONS

_NAMES = {"gephi": "Gephi", "networkx": "NetworkX", "igraph": "igraph"}


@dataclass(frozen=True)
class Selection:
    """What of the data a figure shows.

    Attributes
    ----------
    year
        Everything up to it; the years of the network where None.
    window
        Two years and what lies between.
    relation
        One relation type; all where None.
    platforms
        Whether it is the platform sub-network.
    rolled_up
        Whether nodes count as their groups.
    convention
        Under which N and E are counted.
    """

    year: int | None = None
    window: tuple[int, int] | None = None
    relation: str | None = None
    platforms: bool = False
    rolled_up: bool = False
    convention: Convention = GEPHI


def words(
    net: ValueNetwork,
    title: tuple[str, str],
    notes: Sequence[tuple[str, str]] = (),
    *,
    selection: Selection | None = None,
    language: str | None = None,
) -> Words:
    """Return the title and the caption of a figure.

    Parameters
    ----------
    net
        What is drawn, after the selection.
    title, notes
        In Chinese and English; notes are lines between the facts about the network and its source.
    selection
        What of the data it is.
    language
        ``zh`` or ``en``; the language of the data where None.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b"], "target": ["b", "a"], "year": [2020, 2021]}))
    >>> words(net, ("网络", "Network"), language="en").notes
    ('2 nodes · 2 edges · 2020–2021 · all relations · Gephi convention', 'Source: not stated')
    """
    language = language or net.about.language
    chosen = 0 if language == "zh" else 1
    selection = selection or Selection()
    return Words(
        title[chosen],
        (facts(net, selection, language), *(note[chosen] for note in notes), source(net, language)),
        language,
        net.about.synthetic,
    )


def facts(net: ValueNetwork, selection: Selection, language: str) -> str:
    """Return N, E, years, relation and convention in one line."""
    links, chinese = net.links(selection.convention), language == "zh"
    name = _NAMES.get(selection.convention.name, selection.convention.name)
    parts = [
        f"节点 {links.n:,}" if chinese else f"{links.n:,} nodes",
        f"边 {links.size:,}" if chinese else f"{links.size:,} edges",
        _years(net, selection, chinese),
        _relation(selection.relation, chinese),
        ("平台子网络" if chinese else "platform sub-network") if selection.platforms else "",
        ("按母公司合并" if chinese else "rolled up to parents") if selection.rolled_up else "",
        f"{name} 口径" if chinese else f"{name} convention",
    ]
    return " · ".join(part for part in parts if part)


def _years(net: ValueNetwork, selection: Selection, chinese: bool) -> str:
    if selection.year is not None:
        return f"截至 {selection.year} 年" if chinese else f"up to {selection.year}"
    first, last = selection.window or (net.years[0], net.years[-1]) if net.years else (0, 0)
    return f"{first}–{last}" if last else ""


def _relation(relation: str | None, chinese: bool) -> str:
    if relation is None:
        return "全部关系" if chinese else "all relations"
    term = RELATIONS.find(relation)
    if term is None:
        return relation
    return f"{term.zh}关系" if chinese else f"{term.en} relations"


def source(net: ValueNetwork, language: str) -> str:
    """Return where the data are from; synthetic data are called so."""
    title, mark, synthetic = net.about.title, "", label("synthetic")
    if net.about.synthetic and not any(word in title for word in (synthetic.zh, synthetic.en)):
        mark = f"（{synthetic.zh}）" if language == "zh" else f" ({synthetic.en})"
    return (
        f"来源：{title or '未注明'}{mark}" if language == "zh" else f"Source: {title or 'not stated'}{mark}"
    )
