"""The report of a network: every section the data can feed, and why the others are left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clusternet.errors import ClusternetError, MissingDependencyError
from clusternet.network.value_network import ValueNetwork
from clusternet.report.degrees import degrees
from clusternet.report.document import Material, Report, Section, Settings
from clusternet.report.poles import poles
from clusternet.report.shares import shares
from clusternet.report.space import space
from clusternet.report.structure import groups, leaders, platforms, structure
from clusternet.words.vocabulary import RELATIONS

SECTIONS: dict[str, tuple[tuple[str, str], Callable[[Material], Section]]] = {
    "structure": (("网络结构", "Structure of the network"), structure),
    "leaders": (("核心节点", "Leading nodes"), leaders),
    "platforms": (("平台价值网络", "Platforms"), platforms),
    "space": (("空间流向", "Flows between places"), space),
    "degrees": (("度分布与集中度", "Degrees and concentration"), degrees),
    "communities": (("社区与网络图", "Communities"), groups),
    "distribution": (("分布", "Distributions"), shares),
    "polarisation": (("集中与极化—扩散", "Concentration and polarisation"), poles),
}
"""The sections in their order; tables have fixed numbers, so that reports on different data compare."""


def build(
    net: ValueNetwork,
    settings: Settings | None = None,
    *,
    facts: Sequence[tuple[str, str]] = (),
    progress: Callable[[str], None] = lambda message: None,
) -> Report:
    """Return the report of a network.

    Parameters
    ----------
    net
        The network, restricted to a window or relation where ``settings`` name one, but not to its year.
    settings
        What was selected, and how it is measured.
    facts
        Further lines for the first page: name and value.
    progress
        Called with the name of every section before it is made.

    Raises
    ------
    EmptyNetworkError
        If nothing lies up to the year.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> ties = pd.DataFrame({"source": ["a", "b", "c"], "target": ["b", "c", "a"]})
    >>> report = build(from_frames(ties), Settings(seeds=1, bootstrap=0))
    >>> [section.key for section in report.sections]
    ['structure', 'leaders', 'degrees', 'communities']
    >>> report.left_out[-1]
    'Concentration and polarisation: the data do not say where nodes are.'

    ``report.write("folder")`` writes it as a page, a document, a workbook and figures.
    """
    material = Material(net, settings or Settings())
    said = [*_facts(material), *facts]
    sections = []
    for name, (title, make) in SECTIONS.items():
        progress(name)
        sections.append(_made(material, name, title, make))
    about = net.about.titled(material.language)
    return Report(
        material.say(
            f"价值网络报告：{about}" if about else "价值网络报告",
            f"Value network report: {about}" if about else "Value network report",
        ),
        tuple(said),
        tuple(section for section in sections if not section.empty),
        tuple(line for section in sections for line in section.left_out),
        material.language,
        net.about.synthetic,
        _method(material),
    )


def _method(material: Material) -> dict[str, object]:
    """Return convention and seeds, as the manifest has them."""
    chosen = material.settings
    return {
        "convention": {"name": chosen.convention.name, "directed": material.layout.directed},
        "seeds": {
            "seed": chosen.seed,
            "community_seeds": chosen.seeds,
            "bootstrap": chosen.bootstrap,
            "replicates": chosen.replicates,
        },
    }


def _made(
    material: Material, name: str, title: tuple[str, str], make: Callable[[Material], Section]
) -> Section:
    """Return a section, or one that only says what the data lack for it."""
    try:
        return make(material)
    except MissingDependencyError:
        raise
    except ClusternetError as error:
        return material.without(name, title, (str(error), str(error).rstrip(".")))


def _facts(material: Material) -> list[tuple[str, str]]:
    """Return what is in the network and how it is measured."""
    net, chosen, say = material.last, material.settings, material.say
    links = net.links(chosen.convention)
    years = net.years
    name = chosen.convention.name
    view = say("有向", "directed") if material.layout.directed else say("无向", "undirected")
    found = [
        (say("数据", "Data"), net.about.titled(material.language) or say("未注明", "not stated")),
        (say("节点", "Nodes"), f"{links.n:,}"),
        (say("边（去重）", "Edges (distinct)"), f"{links.size:,}"),
        (say("关系（行）", "Relations (rows)"), f"{len(net.edges):,}"),
        (say("年份", "Years"), f"{years[0]}–{years[-1]}" if years else say("无", "none")),
    ]
    if selection := _selection(material):
        found.append((say("选取", "Selection"), selection))
    last = chosen.seed + chosen.seeds - 1
    return [
        *found,
        (say("口径", "Convention"), f"{name}{say('，', ', ')}{view}"),
        (
            say("随机种子", "Seeds"),
            say(
                f"社区 {chosen.seed}–{last}；布局、自助法（{chosen.bootstrap:,}次）、"
                f"重抽样（{chosen.replicates:,}次）{chosen.seed}",
                f"communities {chosen.seed} to {last}; layout, bootstrap ({chosen.bootstrap:,}) "
                f"and resampling ({chosen.replicates:,}) {chosen.seed}",
            ),
        ),
    ]


def _selection(material: Material) -> str:
    chosen, say = material.settings, material.say
    parts = []
    if chosen.year is not None:
        parts.append(say(f"截至 {chosen.year} 年", f"up to {chosen.year}"))
    if chosen.window is not None:
        parts.append(f"{chosen.window[0]}–{chosen.window[1]}")
    if chosen.relation not in (None, "all"):
        term = RELATIONS.find(str(chosen.relation))
        parts.append((say(term.zh, term.en) if term else str(chosen.relation)) + say("关系", " relations"))
    if chosen.platforms:
        parts.append(say("平台子网络", "platform sub-network"))
    return say("，", ", ").join(parts)
