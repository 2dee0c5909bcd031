"""What is written under a figure of a network, so that it can be read away from its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clusternet.conventions import GEPHI, Convention
from clusternet.network.value_network import ValueNetwork
from clusternet.output.result import Words
from clusternet.words.labels import label
from clusternet.words.text import COMMA, NOTHING, Text, numbered
from clusternet.words.vocabulary import RELATIONS

_PLATFORMS = Text("平台子网络", "platform sub-network")
_ROLLED_UP = Text("按母公司合并", "rolled up to parents")
_NAMES = {"gephi": "Gephi", "networkx": "NetworkX", "igraph": "igraph"}


@dataclass(frozen=True)
class Selection:
    """What of the data a result is about.

    Attributes
    ----------
    year
        Everything up to it; the years of the network if None.
    window
        Two years and what lies between.
    relation
        One relation type; all if None.
    platforms
        Whether it is the platform sub-network.
    rolled_up
        Whether nodes count as their groups.
    loops_kept
        Whether ties inside a group then count as self-loops.
    convention
        Under which N and E are counted.

    Examples
    --------
    >>> Selection(year=2022, relation="technology").relation
    'technology'
    """

    year: int | None = None
    window: tuple[int, int] | None = None
    relation: str | None = None
    platforms: bool = False
    rolled_up: bool = False
    loops_kept: bool = False
    convention: Convention = GEPHI

    @property
    def said(self) -> list[Text]:
        """The selection in words, a part each; none if it is everything."""
        parts = []
        if self.year is not None:
            parts.append(Text(f"截至 {self.year} 年", f"up to {self.year}"))
        if self.window is not None:
            parts.append(Text(*[f"{self.window[0]}–{self.window[1]}"] * 2))
        if self.relation is not None:
            parts.append(relations_of(self.relation))
        if self.platforms:
            parts.append(_PLATFORMS)
        return [*parts, *([_ROLLED_UP] if self.rolled_up else [])]

    @property
    def in_title(self) -> Text:
        """The selection as it stands in titles."""
        return COMMA.join(self.said)


def words(
    net: ValueNetwork,
    title: tuple[str, str],
    notes: Sequence[tuple[str, str]] = (),
    *,
    selection: Selection | None = None,
    language: str | None = None,
    headline: Text = NOTHING,
    technical: Sequence[Text] = (),
) -> Words:
    """Return the title and the caption of a figure.

    Parameters
    ----------
    net
        What is drawn, after the selection.
    notes
        Lines between the facts about the network and its source.
    selection
        What of the data it is.
    language
        ``zh`` or ``en``; the language of the data if None.
    headline
        What the figure says, if it says something; see :mod:`clusternet.notes.stated`.
    technical
        Lines on how it was made, which are no matter of print.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> net = from_frames(pd.DataFrame({"source": ["a", "b"], "target": ["b", "a"], "year": [2020, 2021]}))
    >>> said = words(net, Text("网络", "Network"), language="en")
    >>> said.under
    ('Note: 2 nodes · 2 edges · 2020–2021 · all relations', 'Source: not stated')
    >>> said.technical
    ('Counted under the Gephi convention',)
    """
    language, selection = language or net.about.language, selection or Selection()
    return Words(
        Text(*title).in_(language),
        tuple(Text(*each).in_(language) for each in (facts(net, selection), *notes)),
        language,
        net.about.synthetic,
        source=source(net).in_(language),
        technical=tuple(
            each.in_(language)
            for each in (*technical, counted_under(selection.convention), *file_of(net.about.title))
        ),
        headline=headline.in_(language),
    )


def counted_under(convention: Convention) -> Text:
    """Return whose definitions were used, which is no matter of print."""
    name = _NAMES.get(convention.name, convention.name)
    return Text(f"计数口径：{name}", f"Counted under the {name} convention")


def facts(net: ValueNetwork, selection: Selection) -> Text:
    """Return N, E, years and relation in one line."""
    links = net.links(selection.convention)
    parts = [
        Text(f"节点 {links.n:,}", numbered(links.n, "node")),
        Text(f"边 {links.size:,}", numbered(links.size, "edge")),
        *([] if links.directed else [Text("无向", "undirected")]),
        *_years(net, selection),
        relations_of(selection.relation),
        *([_PLATFORMS] if selection.platforms else []),
        *([_ROLLED_UP] if selection.rolled_up else []),
    ]
    return Text(" · ".join(part.zh for part in parts), " · ".join(part.en for part in parts))


def _years(net: ValueNetwork, selection: Selection) -> list[Text]:
    if selection.year is not None:
        return [Text(f"截至 {selection.year} 年", f"up to {selection.year}")]
    first, last = selection.window or (net.years[0], net.years[-1]) if net.years else (0, 0)
    period = f"{first}–{last}" if first != last else str(last)
    return [Text(period, period)] if last else []


def relations_of(relation: str | None) -> Text:
    """Return what relations of a type are called, of all types if None."""
    if relation is None:
        return Text("全部关系", "all relations")
    term = RELATIONS.find(relation)
    if term is None:
        return Text(relation, relation)
    return Text(f"{term.zh}关系", f"{term.en} relations")


def printed_name(title: str) -> str:
    """Return what data are called in print: a file by its name without suffix.

    >>> printed_name("合作关系.csv.gz"), printed_name("Ties of 2022 v1.1")
    ('合作关系', 'Ties of 2022 v1.1')
    """
    from clusternet.io.formats import graphs, shape, tagged

    suffixes = sorted({*shape.SUFFIXES, *graphs.SUFFIXES, *tagged.SUFFIXES}, key=len)
    ending = next((each for each in reversed(suffixes) if title.lower().endswith(each)), "")
    return title[: len(title) - len(ending)] or title


def file_of(title: str) -> list[Text]:
    """Return the line that names the file, where that is all that data are called by."""
    return [Text(f"数据文件：{title}", f"Data file: {title}")] if printed_name(title) != title else []


def source(net: ValueNetwork) -> Text:
    """Return where the data are from; synthetic data are called so."""
    title, synthetic = Text.of(lambda language: printed_name(net.about.titled(language))), label("synthetic")
    marked = net.about.synthetic and not any(word in title.zh for word in (synthetic.zh, synthetic.en))
    mark = Text(f"（{synthetic.zh}）", f" ({synthetic.en})") if marked else Text("", "")
    return Text(f"{title.zh or '未注明'}{mark.zh}", f"{title.en or 'not stated'}{mark.en}")
