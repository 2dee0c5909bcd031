"""Which column a header names: the headers of a file against the input contract."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args

from clusternet.errors import SchemaError
from clusternet.schema import roles
from clusternet.schema.cells import fold
from clusternet.schema.columns import (
    EDGES,
    END_WORDS,
    FORMS,
    NODES,
    ORIGIN,
    OTHER_NAMES,
    REPORTER,
    SHARED,
    Column,
)
from clusternet.schema.measures import without_unit
from clusternet.typing import Level
from clusternet.words.text import NOTHING, Text

_COUNTED = ("province", "city", "country", "category", "industry", "kind")
"""Columns by which the rows of a list of nodes are counted, the first of them that is there."""


def _lookup(columns: Iterable[Column]) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in columns:
        for header in column.headers:
            found.setdefault(fold(header), column.name)
    return found


def _carried_lookup() -> dict[str, str]:
    """Headers of node attributes carried by either end; folding them is what importing this module costs."""
    words = [(fold(word), end) for end, several in END_WORDS.items() for word in several]
    headers = [
        (fold(header), column.name) for column in NODES if column.name != "id" for header in column.headers
    ]
    headers += [(fold(header), "name") for header in ("全称", "简称")]
    # Where two readings fold to one text, the last one stands.
    return {word + header: f"{end}_{name}" for word, end in words for header, name in headers}


NODE_HEADERS = _lookup((*NODES, *OTHER_NAMES))


EDGE_HEADERS = _lookup(EDGES)
EDGE_HEADERS |= {header: name for header, name in _carried_lookup().items() if header not in EDGE_HEADERS}
EDGE_HEADERS |= {fold(f"{word}类型"): "partner_category" for word in END_WORDS["partner"]}


_END_IDS = {
    fold(word + header): end
    for end, several in END_WORDS.items()
    for word in several
    for header in NODES[0].headers
}


def edge_columns(headers: Iterable[str], given: dict[str, str] | None = None) -> dict[str, str]:
    """Return header -> column name for an edge table.

    Parameters
    ----------
    headers
        As they stand in the file. Those that are not recognised keep their name as further attributes.
    given
        Column name -> header, from the descriptor; it wins over what is recognised.

    Examples
    --------
    >>> edge_columns(["Source", "目标", "note"])
    {'Source': 'source', '目标': 'target', 'note': 'note'}
    """
    names = _recognise(headers, EDGE_HEADERS, given or {})
    present = set(names.values())
    surveyed = present.issuperset(FORMS[1]) and ("direction" in present or not present.issuperset(FORMS[0]))
    if surveyed:  # 来源 is then where the row was found
        for header, name in names.items():
            if name in FORMS[0] and name not in (given or {}):
                free = name == "source" and "provenance" not in present
                names[header] = "provenance" if free else f"{header} (2)" if header == name else header
    elif not any(present.issuperset(form) for form in FORMS):
        names |= _ends_by_id(names) or _ends_by_role(names, given or {})
    return names


def _ends_by_role(names: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """Return header -> column where roles tell the ends; a header taken for one is provenance then."""
    found = roles.ends(names, given)
    if found:
        present = {*names.values()}
        for header in (each for each, name in names.items() if name in FORMS[0] and each not in found):
            free = names[header] == "source" and "provenance" not in present
            found[header] = "provenance" if free else f"{header} (2)" if header in FORMS[0] else header
        found |= roles.carried({**names, **found}, NODE_HEADERS)
    return found


def _ends_by_id(names: Mapping[str, str]) -> dict[str, str]:
    """Return header -> end where the headers of ids, else of names, are all that tells the ends."""
    for form in FORMS:
        found: dict[str, str] = {}
        for end in form:
            ids = [header for header, name in names.items() if name == end]
            ids += [header for header in names if _END_IDS.get(fold(header)) == end]
            ids += [header for header, name in names.items() if name == f"{end}_name"]
            found |= dict.fromkeys(ids[:1], end)
        if set(found.values()) == set(form):
            return found
    return {}


def names_end(header: str, end: str) -> bool:
    """Whether a header is one of an end in the contract, or of its id or name."""
    text = fold(header)
    return EDGE_HEADERS.get(text) in (end, f"{end}_name") or _END_IDS.get(text) == end


def node_columns(headers: Iterable[str], given: dict[str, str] | None = None) -> dict[str, str]:
    """Return header -> column name for a node table; a table without ids is read by its names.

    >>> node_columns(["全称", "简称"]), node_columns(["编号", "全称"])
    ({'全称': 'id', '简称': 'short_name'}, {'编号': 'id', '全称': 'name'})
    """
    named = _recognise(headers, NODE_HEADERS, given or {})
    if "name" not in named.values():
        free = {"full_name", "short_name"} - set(given or {})
        first = next((header for header, name in named.items() if name in free), "")
        named |= {first: "name"} if first and (not given or "id" not in given) else {}
    if "id" not in named.values():
        for header, name in named.items():
            if name == "name":
                return {**named, header: "id"}
    return named


def _recognise(headers: Iterable[str], known: dict[str, str], given: dict[str, str]) -> dict[str, str]:
    chosen = {header: name for name, header in given.items()}
    taken = {*given, *ORIGIN, REPORTER, SHARED}
    for header in headers:
        if header in chosen:
            continue
        name = known.get(fold(header), "") or known.get(fold(without_unit(header)), "")
        if name and name not in taken:
            chosen[header] = name
            taken.add(name)
        else:
            chosen[header] = header if header not in taken else f"{header} (2)"
    return chosen


def second_headers(names: Mapping[str, str], *, edges: bool) -> list[tuple[str, str, str]]:
    """Return headers that name a column another header has taken: header, column, and that other header.

    >>> second_headers(edge_columns(["来源", "目标", "年份", "year"]), edges=True)
    [('year', 'year', '年份')]
    """
    known = EDGE_HEADERS if edges else NODE_HEADERS
    taken = {name: header for header, name in names.items()}
    meant = {header: known.get(fold(header), "") for header in names}
    return [
        (header, column, taken[column])
        for header, column in meant.items()
        if column and names[header] != column and meant.get(taken.get(column, "")) == column
    ]


def is_edge_header(headers: Iterable[str]) -> bool:
    """Whether a row of cells names both ends of an edge.

    >>> is_edge_header(["来源", "目标", "年份"]), is_edge_header(["AI enterprises 2023", "", ""])
    (True, False)
    """
    names = set(edge_columns(headers).values())
    return any(names.issuperset(form) for form in FORMS)


def is_node_header(headers: Iterable[str]) -> bool:
    """Whether a row of cells names a column of ids or names."""
    return "id" in node_columns(headers).values()


def require_ends(names: Iterable[str], where: str, headers: Iterable[str]) -> tuple[str, str]:
    """Return the pair of columns that hold the ends, or say which headers would be accepted."""
    present = set(names)
    for form in FORMS:
        if present.issuperset(form):
            return form
    headers = list(headers)
    found = ", ".join(headers) or "none"
    wanted = "; ".join(
        f"{column.name} ({', '.join(column.headers[1:5])}, …)"
        for column in EDGES
        if column.name in {*FORMS[0], *FORMS[1]}
    )
    instead = _instead(headers)
    raise SchemaError.of("ends_missing", where=where, found=found, wanted=wanted, instead=instead)


def _instead(headers: Iterable[str]) -> Text:
    """Return what counts the rows of a list of nodes; nothing of other tables."""
    named = {name: header for header, name in node_columns(headers).items()}
    column = next((each for each in _COUNTED if each in named), "")
    if not column or "id" not in named:
        return NOTHING
    level = f" --level {column}" if column in get_args(Level) else ""
    line = f'`clusternet counts FILE --by "{named[column]}"{level} --figure FILE.png`'
    return Text(
        f"。这是一张没有关系的节点表：{line} 统计各行并绘图",
        f". It is a list of nodes without ties: {line} counts its rows and draws them",
    )
