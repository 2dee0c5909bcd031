"""The report of a network: every section the data can feed, and why the others are left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from clusternet.errors import ClusternetError, MissingDependencyError
from clusternet.network.cover import Cover
from clusternet.network.persons import persons, without_names
from clusternet.network.value_network import ValueNetwork
from clusternet.notes import headlines
from clusternet.notes.backbone import BACKBONE
from clusternet.notes.beside import TITLE as COMPARISON
from clusternet.notes.change import TRENDS
from clusternet.notes.dependence import DEPENDENCE
from clusternet.notes.formation import FORMATION
from clusternet.notes.gravity import TERMS as GRAVITY
from clusternet.notes.index import INDEX
from clusternet.notes.papers import COOCCURRENCE
from clusternet.notes.profiles import TITLE as PROFILES
from clusternet.notes.report import TITLE, seeds_note
from clusternet.notes.space import POLARISATION
from clusternet.notes.specialisation import SECTION as SPECIALISATION
from clusternet.report import chance, reliance
from clusternet.report.beside import beside
from clusternet.report.degrees import degrees
from clusternet.report.document import Material, Settings
from clusternet.report.evolving import forming, trending
from clusternet.report.explaining import explaining, standing
from clusternet.report.fielded import special, together
from clusternet.report.indexed import scored
from clusternet.report.parts import Report, Section
from clusternet.report.poles import poles
from clusternet.report.profiles import profiles
from clusternet.report.shares import shares
from clusternet.report.space import level_of, outside, space
from clusternet.report.structure import groups, leaders, platforms, structure
from clusternet.words.text import COLON, Tell, Text

SECTIONS: dict[str, tuple[Text, Callable[[Material], Section]]] = {
    "structure": (Text("网络结构", "Structure of the network"), structure),
    "leaders": (Text("核心节点", "Leading nodes"), leaders),
    "platforms": (Text("平台价值网络", "Platforms"), platforms),
    "space": (Text("空间流向", "Flows between places"), space),
    "backbone": (BACKBONE, standing),
    "gravity": (GRAVITY, explaining),
    "profiles": (PROFILES, profiles),
    "degrees": (Text("度分布与集中度", "Degrees and concentration"), degrees),
    "communities": (Text("社区与网络图", "Communities"), groups),
    "distribution": (Text("分布", "Distributions"), shares),
    "cooccurrence": (COOCCURRENCE, together),
    "specialisation": (SPECIALISATION, special),
    "index": (INDEX, scored),
    "polarisation": (POLARISATION, poles),
    "trends": (TRENDS, trending),
    "dependence": (reliance.TITLE, reliance.reliance),
    "robustness": (DEPENDENCE["removal"], reliance.removal),
    "formation": (FORMATION, forming),
    "chance": (chance.TITLE, chance.chance),
    "comparison": (COMPARISON, beside),
}
"""The sections in their order; tables have fixed numbers, so that reports on different data compare."""


def build(
    net: ValueNetwork,
    settings: Settings | None = None,
    *,
    facts: Sequence[tuple[Text, str]] = (),
    alerts: Sequence[Text] = (),
    progress: Tell = lambda message: None,
    kept: dict[str, Any] | None = None,
) -> Report:
    """Return the report of a network.

    Parameters
    ----------
    net
        The network, restricted to a window or relation where ``settings`` name one, but not to its year.
    settings
        What was selected, and how it is measured.
    facts
        Further lines for the annex on data and conventions: name and value.
    alerts
        What the reading of the data has to say on the first page.
    progress
        Called with the name of every section before it is made.
    kept
        Given to the reports of one network in two languages: what the first has measured, the second takes.

    Raises
    ------
    EmptyNetworkError
        If nothing lies up to the year.
    ClusternetError
        If the cover names a section that there is not.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> ties = pd.DataFrame({"source": ["a", "b", "c"], "target": ["b", "c", "a"]})
    >>> report = build(from_frames(ties), Settings(seeds=1, bootstrap=0))
    >>> [section.key for section in report.sections]
    ['structure', 'leaders', 'profiles', 'communities', 'dependence', 'chance']
    >>> report.left_out[-1]
    'Formation of ties: the data have no years.'

    ``report.write("folder")`` writes it as a page, a document, a workbook and figures.
    """
    chosen = settings or Settings()
    net = without_names(net, chosen.language or net.about.language)
    hidden = int(persons(net).sum())
    material = Material(net, chosen, kept if kept is not None and not hidden else {})
    said = tuple((name.in_(material.language), value) for name, value in [*_facts(material), *facts])
    sections = []
    wanted = _wanted(material.settings.cover)
    material.layout.within(material.last.years)
    for name, (title, make) in SECTIONS.items():
        if name not in wanted or (name == "comparison" and chosen.compared is None):
            continue
        progress(name)
        sections.append(_made(material, name, title, make))
    left_out = tuple(line for section in sections for line in section.left_out)
    warned = [*alerts, *headlines.persons(hidden), *_alerts(material), *headlines.without(len(left_out))]
    return Report(
        _title(material),
        said,
        tuple(section for section in sections if not section.empty),
        left_out,
        material.language,
        net.about.synthetic,
        material.settings.cover,
        tuple(line.in_(material.language) for line in warned),
        _method(material),
    )


def _wanted(cover: Cover) -> Collection[str]:
    """Return the sections asked for, all where none are."""
    named = [*cover.sections, *(name for name in cover.texts if name != "summary")]
    if unknown := [name for name in named if name not in SECTIONS]:
        raise ClusternetError.of("report_section", name=unknown[0], accepted=SECTIONS)
    return cover.sections or SECTIONS


def _title(material: Material) -> str:
    about = material.net.about.titled(material.language)
    named = COLON.join([TITLE, Text(about, about)]) if about else TITLE
    return material.settings.cover.title or named.in_(material.language)


def _alerts(material: Material) -> list[Text]:
    """Return what a reader must know before the numbers: breaks of collection, and what no base holds."""
    level = level_of(material)
    lines = headlines.broken(material.breaks)
    if level is not None and material.flowing.edges.size:
        lines += [
            Text(f"{each.zh}。", f"{each.en}.")
            for each in [outside(material, material.flows.matrix(level))]
            if each.zh
        ]
    return lines


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


def _made(material: Material, name: str, title: Text, make: Callable[[Material], Section]) -> Section:
    """Return a section, or one that only says what the data lack for it."""
    try:
        return make(material)
    except MissingDependencyError:
        raise
    except ClusternetError as error:
        return material.without(name, title, Text(error.zh.rstrip("。"), str(error).rstrip(".")))


def _facts(material: Material) -> list[tuple[Text, str]]:
    """Return what is in the network and how it is measured."""
    net, chosen = material.last, material.settings
    links = net.links(chosen.convention)
    years = net.years
    name = chosen.convention.name
    view = Text("有向", "directed") if material.layout.directed else Text("无向", "undirected")
    unnamed = Text("未注明", "not stated")
    found = [
        (Text("数据", "Data"), net.about.titled(material.language) or unnamed.in_(material.language)),
        (Text("节点", "Nodes"), f"{links.n:,}"),
        (Text("边（去重）", "Edges (distinct)"), f"{links.size:,}"),
        (Text("关系（行）", "Relations (rows)"), f"{len(net.edges):,}"),
        (Text("年份", "Years"), f"{years[0]}–{years[-1]}" if years else _NONE.in_(material.language)),
    ]
    if selection := material.selection.said:
        found.append((Text("选取", "Selection"), Text("，", ", ").join(selection).in_(material.language)))
    seeds = seeds_note(chosen.seed, chosen.seeds, chosen.bootstrap, chosen.replicates)
    measured = Text(f"{name}，{view.zh}", f"{name}, {view.en}")
    return [
        *found,
        (Text("口径", "Convention"), measured.in_(material.language)),
        (Text("随机种子", "Seeds"), seeds.in_(material.language)),
    ]


_NONE = Text("无", "none")
