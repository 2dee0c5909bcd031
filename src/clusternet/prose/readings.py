"""The columns and rows of the tables that a number may be of, by the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from clusternet.prose.collective import collective, group
from clusternet.prose.context import PART_OF, Context
from clusternet.prose.families import FAMILIES
from clusternet.prose.sentences import PLACES

_METRICS = FAMILIES["metrics"].columns
_ALIKE = {"modularity_median": "modularity", "modularity_min": "modularity"}
_POLES = FAMILIES["polarisation"].columns
_SHARE = r"(\d+(?:\.\d+)?)\s*(?:%|％|‰|per ?cent)"
_NODES = "节点|企业|机构|主体|枢纽|头部|nodes|firms|actors|organi[sz]ations"
_TOP = re.compile(
    rf"(?:前|top\s*|(?:connected|linked|largest|highest)\s*|最?[高大多]的?前?)\s*{_SHARE}"
    rf"|(?<![\d.]){_SHARE}\s*(?:的|of (?:the |all )?)(?={_NODES})"
    r"|\b(?:one|a|top|upper)\s+(?P<word>per ?cent(?:ile)?|fifth|tenth|decile|quintile)"
    rf"(?=\s+(?:of (?:the |all )?(?:{_NODES})|for|holds?|has|have|accounts?)\b)",
    re.IGNORECASE | re.ASCII,
)
"""The nodes of highest degree, as a share of all."""
_OWN = 2
"""What a name of the sentence of a number weighs at least."""
_RESTRICTED = re.compile(
    "的(?:关系|节点|主体|连边|边)"
    r"|(?:relations|nodes|links|edges|ties|organi[sz]ations) (?:that|which|with|whose)\b"
)
"""Words of some of the nodes or relations: 可识别技术类别的关系."""
_STEPS = re.compile(r"\s*(?:步|跳|hops?\b|steps?\b)", re.ASCII)


@dataclass(frozen=True)
class Reading:
    """A column that a number may be of: family, column, the row and what chooses the table."""

    family: str
    column: str
    where: Mapping[str, Any]
    score: float


def readings(context: Context) -> Iterator[Reading]:
    """Yield the columns and rows that a number may be of.

    Parameters
    ----------
    context
        The number, and what stands around it.
    """
    yield from _of_structure(context)
    yield from _of_relations(context)
    yield from _of_nodes(context)
    yield from _of_places(context)
    yield from _of_pairs(context)
    yield from _of_shares(context)
    yield from _of_degrees(context)
    yield from _of_poles(context)


def _of_structure(context: Context) -> Iterator[Reading]:
    relation = [each.value for each in context.names("relation") if each.weight >= 2]
    relation = [] if len(group(context, "relation")) > 1 else relation
    first, last = context.clause
    clause = context.sentence.text[first:last]
    part = PART_OF.search(context.sentence.text[first : context.number.start]) is not None
    part = part or (_RESTRICTED.search(clause) is not None and context.unexplained())
    steps = _STEPS.match(context.sentence.text, context.number.end) is not None
    for column in _METRICS:
        score = context.topic(_ALIKE.get(column, column))
        if column == "nodes" and context.in_clause("sum") and context.says("partner_nodes"):
            score = max(score, 4.5)
        if steps:
            score = max(score, 4.0) if column in ("average_path_length", "diameter", "radius") else 0
        if not score:
            continue
        score += 2.6 - 2.5 * context.unused("relation") - (0.3 if column in _ALIKE else 0)
        if column in ("relations", "edges", "nodes") and (part or (column != "nodes" and context.backward())):
            score -= 3.0
        if column in ("relations", "nodes", "edges") and context.subject():
            score -= 1.6
        if relation:
            yield Reading("metrics", column, {"relation": relation[0]}, score + 0.3)
            score -= 0.6
        yield Reading("metrics", column, {}, score)
        if "平台" in context.sentence.text or "platform" in context.sentence.text.lower():
            yield Reading("metrics", column, {"only": "platforms"}, score + 0.2)


def _of_relations(context: Context) -> Iterator[Reading]:
    others = any({kind for kind, _ in each.readings} != {"relation"} for each in context.sentence.names)
    for near in context.names("relation"):
        if near.weight < 2 and others:
            continue  # of an earlier sentence, and this one names a place or a node
        unused = context.unused("relation")
        said = max(context.topic("relations", "share", "count"), 2.5)
        for column in ("count", "share", "rank"):
            where = {"type": near.value}
            less = 1.6 if context.subject() else 0.2
            yield Reading("relations", column, where, said + near.weight - 2.5 * unused - less)


def _of_nodes(context: Context) -> Iterator[Reading]:
    kind = _kind(context)
    for near in context.names("node"):
        unused = context.unused("node") + (0.4 if near.weight < _OWN and context.unexplained() else 0)
        for column in ("degree", "in_degree", "out_degree", "net_share", "rank"):
            own = {"in_degree": ("in_degree", "input"), "out_degree": ("out_degree", "enable"),
                   "net_share": ("net_share", "net"), "degree": ("degree",)}.get(column, ())  # fmt: skip
            said = context.topic(*own) if own else 4.2
            if column == "rank":
                for by in ("degree", "in_degree", "out_degree"):
                    by_said = context.topic(by) or (2.8 if by == "degree" else 0)
                    for each in kind:
                        if by_said:
                            where = {"name": near.value, "kind": each, "by": by}
                            yield Reading("centrality", "rank", where, by_said + near.weight - 2.5 * unused)
                continue
            said = said or (2.8 if column == "degree" else 0)
            if said:
                score = said + near.weight - 2.5 * unused
                yield Reading("centrality", column, {"name": near.value}, score)


def _kind(context: Context) -> list[str]:
    if context.says("sample_nodes"):
        return ["sample", "all"]
    return ["partner", "all"] if context.says("partner_nodes") else ["all", "sample", "partner"]


def _levels(context: Context, level: str) -> float:
    """Return how well a level fits the one that the text speaks of."""
    said = [each for each in PLACES if context.in_clause(each)] or [
        each for each in PLACES if context.says(each)
    ]
    return 0.3 if level in said else 0.0 if not said or level != "city" else -0.3


def _of_places(context: Context) -> Iterator[Reading]:
    sides = {"enable": context.topic("enable"), "input": context.topic("input")}
    if "流向" in context.sentence.text and not context.sentence.pairs:
        sides["input"] = max(sides["input"], context.topic("flow") - 0.8)
    for near in context.names(*PLACES):
        level, place = near.kind, near.value
        own = any(each.values(*PLACES) for each in context.sentence.names)
        if near.weight < _OWN and not own and collective(context):
            continue  # of an earlier sentence, and this one speaks of several
        base = near.weight + _levels(context, level) - 2.5 * context.unused(*PLACES)
        base -= near.weight < _OWN and context.unexplained()
        for side, said in sides.items():
            if said:
                for column in (side, f"{side}_share", f"{side}_rank"):
                    clear = max(said, 3.6) if column.endswith("rank") else said
                    yield Reading("margins", column, {"place": place, "level": level}, clear + base)
        if context.topic("net") or all(sides.values()):
            said = max(context.topic("net"), min(sides.values()))
            compared = context.number.unit != "share" and context.in_clause("than")
            said += 1.6 if compared or context.in_clause("net") else -0.5
            yield Reading("margins", "net", {"place": place, "level": level}, said + base)
        for kind, topic in (("sample", "sample_nodes"), ("partner", "partner_nodes"), ("all", "nodes")):
            said = context.topic(topic) or (context.topic("firms") - 0.5 if kind == "sample" else 0)
            if said > 0:
                for column in ("count", "share", "rank"):
                    yield Reading(
                        "distribution", column, {"by": level, "name": place, "kind": kind}, said + base
                    )
        if context.topic("intra"):
            for column in ("flow", "share", "rank"):
                where = {"source": place, "target": place, "level": level}
                yield Reading("flows", column, where, context.topic("intra") + base - 0.2)


def _of_pairs(context: Context) -> Iterator[Reading]:
    general = context.in_clause("intra", "inter")
    for pair, weight in context.pairs():
        if general and weight < _OWN:
            continue  # of an earlier sentence, and this one speaks of all flows within or between places
        for level, source, target in pair.readings:
            said = max(context.topic("flow", "share"), 3.6)
            score = said + weight + _levels(context, level) - 2.5 * context.unused("pair")
            score -= 1.5 * (weight < _OWN and (context.unexplained() or context.says("flow")))
            where = {"source": source, "target": target, "level": level}
            for column in ("flow", "share", "rank"):
                yield Reading("flows", column, where, score)
            if context.topic("expected_ratio"):
                yield Reading("flows", "expected_ratio", where, score + 0.5)


_LISTS = ("technology", "application", "industry")
_NESTED = ("sector", "section")


def _of_shares(context: Context) -> Iterator[Reading]:
    for by in ("technology", "application", "industry", "category"):
        kinds = (by, *_NESTED) if by == "industry" else (by,)
        named = [{kind for kind, _ in each.readings} for each in context.sentence.names]
        alone = sum(bool(each & {*kinds}) for each in named) < 2
        mixed = alone and by != "category" and any(each & {*_LISTS} and not each & {*kinds} for each in named)
        for near in context.names(*kinds):
            found, name = near.kind, near.value
            nesting = found if found in _NESTED else "division"
            where: dict[str, Any] = {
                "by": by,
                "name": name,
                **({"nesting": nesting} if by == "industry" else {}),
            }
            weak = 1.0 if by == "category" and len(name) <= 2 else 0.0
            said = max(context.topic("share", "relations", "count", "nodes"), 3.6)
            if by == "category" and not context.number.unit:
                weak += 1.0  # 2,200 firms may be those of the sample
            score = said + near.weight - weak
            score -= 2.5 * context.unused(*kinds) + 2.5 * mixed
            for kind in _kind(context) if by == "category" else ("all",):
                hint = 0.0 if kind == "all" and not context.says("sample_nodes", "partner_nodes") else 0.2
                for column in ("count", "share", "rank"):
                    yield Reading("distribution", column, {**where, "kind": kind}, score + hint)


def _of_degrees(context: Context) -> Iterator[Reading]:
    directions = [
        direction
        for direction, topics in (("out", ("out_degree", "enable")), ("in", ("in_degree", "input")))
        if context.topic(*topics) > 1.5
    ] or ["out", "in", "total"]
    found = list(_TOP.finditer(context.sentence.text))
    before = [match for match in found if match.end() <= context.number.start]
    for match in found:
        if match.start() < context.number.end and context.number.start < match.end():
            return
        share = (
            {"f": 0.2, "q": 0.2, "t": 0.1, "d": 0.1, "p": 0.01}[match["word"][0].lower()]
            if match["word"]
            else float(match[1] or match[2]) / (1000 if "‰" in match[0] else 100)
        )
        for direction in directions:
            where = {"share_of_nodes": share, "direction": direction}
            for column in ("nodes", "links", "share_of_links"):
                said = 7.0 if not before or match is before[-1] else 6.0
                yield Reading("concentration", column, where, said - 2.5 * context.unused())
    for column in ("gini", "centralisation"):
        said = context.topic(column)
        if said and (
            context.topic("degree", "in_degree", "out_degree", "edges", "nodes") or column != "gini"
        ):
            for direction in directions:
                where = {"share_of_nodes": 0.1, "direction": direction}
                yield Reading("concentration", column, where, said + 2.6 - 2.5 * context.unused())
    for column in ("alpha", "xmin", "n_tail", "ks"):
        if said := context.topic(column):
            for direction in directions:
                yield Reading(
                    "powerlaw", column, {"direction": direction}, said + 2.6 - 2.5 * context.unused()
                )


def _of_poles(context: Context) -> Iterator[Reading]:
    sides = [side for side in ("enable", "input") if context.in_clause(side)] or ["enable", "input", "flow"]
    levels = [level for level in PLACES if context.says(level)] or list(PLACES)
    for column in _POLES:
        said = context.topic("intra" if column == "intra_share" else column)
        if not said:
            continue
        for side in sides:
            for level in levels:
                score = said + 2.6 - 2.5 * context.unused() - 0.1 * levels.index(level)
                yield Reading("polarisation", column, {"side": side, "level": level}, score)
