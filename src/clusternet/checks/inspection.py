"""What ``check`` looks for beyond what reading already finds: names, places, codes, years and duplicates.

These take time, or are suspicions only; nothing is refused or changed by them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

import numpy as np
import pandas as pd

from clusternet.checks.look import Look, names
from clusternet.io import Reading
from clusternet.network import proposals
from clusternet.network.names import is_wide, latin
from clusternet.network.persons import suspected
from clusternet.places import china, countries
from clusternet.places.gazetteer import Place
from clusternet.places.nearest import nearest
from clusternet.schema.cells import is_rounded
from clusternet.schema.columns import ORIGIN
from clusternet.schema.findings import REASONS, Action, Finding, NodeText, done
from clusternet.words.text import Text

__all__ = ["GAP", "LARGE", "LIKELY", "Look", "inspect", "is_credit_code", "names"]

LIKELY = 85
"""Score from which a proposal of :func:`clusternet.network.proposals.suggest` becomes a finding."""
GAP = 20
"""Years between a year and all others from which it is implausible."""
LARGE = 10_000
"""A weight that is more likely an amount of money."""

_MONEY = re.compile(r"金额|额度|融资额|投资额|万元|亿元|元$|amount|price|usd|rmb|cny|eur|value", re.I)
_ROUNDED = re.compile(r"\d(?:\.\d+)?e\+?\d{1,2}", re.I)
_SHORT = re.compile(r"[1-9]\d{0,3}")
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def inspect(reading: Reading) -> list[Finding]:
    r"""Return every finding about a data set.

    Parameters
    ----------
    reading
        What :func:`clusternet.io.examine` returned.

    Returns
    -------
    list of Finding
        Those of reading it, and those that need a closer look.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from clusternet.io import examine
    >>> with TemporaryDirectory() as folder:
    ...     edges = Path(folder) / "edges.csv"
    ...     _ = edges.write_text("source,target,year\na,b,2020\na,b,2020\nb,c,1820\n")
    ...     found = inspect(examine(edges))
    >>> [(each.problem, each.line) for each in found]
    [('exact_duplicate', 3)]
    """
    look = Look(reading)
    parts: tuple[Callable[[Look], Iterator[Finding]], ...] = (
        *(_unknown_nodes, _letters, _persons, _places, _codes, _amounts),
        *(_years, _before_foundation, _duplicates, _likely_aliases),
    )
    closer: dict[Finding, None] = {}  # a row may make two edges
    if len(look.edges):
        closer = dict.fromkeys(each for part in parts for each in part(look))
    return [*map(look.headed, reading.findings), *closer]


# -- nodes -------------------------------------------------------------------------------------------------
def _unknown_nodes(look: Look) -> Iterator[Finding]:
    if not look.reading.origins.complete:
        return
    listed = set(look.reading.origins.nodes.index.to_numpy(dtype=object))
    for node in look.ids:
        if node not in listed:
            yield look.of_node("unknown_node", node, NodeText(node), done("kept_bare"))


def _letters(look: Look) -> Iterator[Finding]:
    for name, texts in (("id", look.ids), ("name", look.said("name"))):
        columns = () if name == "id" else (name,)
        for node, text in texts.items():
            if name == "name" and text == node:
                continue
            if (clean := latin(text)) != text:
                yield look.of_node("homoglyph", str(node), text, done("kept_in_latin", clean), *columns)
            if is_wide(text):
                yield look.of_node("full_width", str(node), text, done("kept"), *columns)


def _likely_aliases(look: Look) -> Iterator[Finding]:
    net = look.reading.network
    cuts: list[Text] = []
    reading = look.reading
    found = proposals.suggest(net, reading.curation.aliases, roster=reading.origins.roster, cut=cuts.append)
    for each in cuts:
        yield Finding("names_cut", column="name", action=done("compared_near", each))
    rows = found[found["score"] >= LIKELY]
    for alias, canonical, score, reason in rows[["alias", "canonical", "score", "reason"]].itertuples(
        index=False, name=None
    ):
        action = done("not_merged", NodeText(canonical), Text(REASONS[reason], reason), score)
        yield look.of_node("likely_alias", alias, NodeText(alias), action)


def _persons(look: Look) -> Iterator[Finding]:
    net = look.reading.network
    for node in net.nodes.index[suspected(net)]:
        yield look.of_node("maybe_person", str(node), NodeText(str(node)), done("kept"))


# -- places ------------------------------------------------------------------------------------------------
def _places(look: Look) -> Iterator[Finding]:
    columns = [name for name in ("province", "city", "country") if name in look.nodes]
    if not columns:
        return
    cells = look.nodes[columns].astype(object).where(look.nodes[columns].notna(), "").astype(str)
    if look.reading.network.about.places == "own":
        yield from _spelt_apart(look, cells)
    judge = _judge if look.reading.network.about.places == "chinese" else _nothing
    judged: dict[tuple[str, ...], list[tuple[str, str, str, Action]]] = {}
    rows = zip(*(cells[name].to_numpy(dtype=object) for name in columns), strict=True)
    for node, key in zip(look.ids, rows, strict=True):
        if not any(key):
            yield look.of_node("no_place", node, NodeText(node), done("counted_as", "未知"), *columns)
            continue
        if key not in judged:
            judged[key] = list(judge(dict(zip(columns, key, strict=True))))
        for problem, column, value, action in judged[key]:
            yield look.of_node(problem, node, value, action, column)


def _spelt_apart(look: Look, cells: pd.DataFrame) -> Iterator[Finding]:
    """Tell spellings of one place (北京, 北京市), which data with places of their own keep apart."""
    for column, texts in cells.items():
        first: dict[object, str] = {}
        for node, text in texts[texts.ne("") & ~texts.duplicated()].items():
            place, country = china.resolve(text), countries.find(text) if column == "country" else None
            key = country.key if country else place or text
            other = first.setdefault(key, text)
            if other != text:
                yield look.of_node("spelt_apart", str(node), text, done("own_places", other), str(column))


def _nothing(cells: dict[str, str]) -> Iterator[tuple[str, str, str, Action]]:
    return iter(())


def _judge(cells: dict[str, str]) -> Iterator[tuple[str, str, str, Action]]:
    """Return problem, column, value and action for one combination of cells."""
    province, city = cells.get("province", ""), cells.get("city", "")
    abroad = china.zone(cells.get("country", "")) in (china.ABROAD, china.HMT)
    known = {}
    for column, text in (("province", province), ("city", city)):
        if not text or abroad or china.zone(text) in (china.ABROAD, china.HMT):
            continue
        known[column] = china.resolve(text, province=province if column == "city" and province else None)
        if known[column] is None:
            alone = china.resolve(text) if column == "city" else None
            yield _unresolved(column, text, province, alone)
    if (found := known.get("province")) is not None and found.level != "province" and not city:
        yield (
            "city_as_province",
            "province",
            province,
            done("taken_as", f"{found.province} {found.city or ''}".strip()),
        )


def _unresolved(column: str, text: str, province: str, alone: Place | None) -> tuple[str, str, str, Action]:
    if alone is not None:
        return "place_conflict", column, text, done("lies_in", text, alone.province, province)
    several = china.candidates(text)
    if len(several) > 1:
        names = dict.fromkeys(f"{place.province}{place.city or ''}" for place in several)
        return "ambiguous_place", column, text, done("place_may_be_in", ", ".join(list(names)[:5]))
    near = nearest(text)
    return (
        "unknown_place",
        column,
        text,
        done("place_near", ", ".join(near)) if near else done("place_unknown"),
    )


# -- codes and amounts -------------------------------------------------------------------------------------
def _codes(look: Look) -> Iterator[Finding]:
    ids = look.ids
    digits = ids[ids.str.fullmatch(r"\d+")]
    as_stock = len(digits) * 2 > len(ids) and (digits.str.len() == 6).mean() > 0.5
    for column, texts in (("", ids), ("stock_code", look.said("stock_code"))):
        where = (column,) if column else ()
        for node, text in texts.items():
            if _is_number(text):
                yield look.of_node("code_as_number", str(node), text, done("kept_cut"), *where)
            elif (column or as_stock) and _SHORT.fullmatch(text):
                yield look.of_node("lost_zeros", str(node), text, done("kept_was", text.zfill(6)), *where)
    for node, text in look.said("credit_code").items():
        if is_rounded(text):
            continue
        if _is_number(text):
            yield look.of_node("code_as_number", str(node), text, done("kept_cut"), "credit_code")
        elif not is_credit_code(text):
            yield look.of_node("bad_credit_code", str(node), text, done("kept"), "credit_code")
    if "industry" in look.edges:
        short = look.edges["industry"].astype(object).fillna("").str.fullmatch(r"[1-9]").to_numpy(dtype=bool)
        for row in np.flatnonzero(short).tolist():
            text = str(look.edges["industry"].iat[row])
            yield look.of_row("lost_zeros", row, "industry", text, done("kept_was", f"0{text}"))


def _is_number(text: str) -> bool:
    """Tell a code that became a number; those of more than 15 digits are found while reading."""
    return _ROUNDED.fullmatch(text) is not None and not is_rounded(text)


def is_credit_code(text: str) -> bool:
    """Whether a text is a unified credit code, by its last character (GB 32100-2015).

    Parameters
    ----------
    text
        18 characters; small letters count as capitals.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_credit_code("9144030071526726XG"), is_credit_code("9144030071526726XH")
    (True, False)
    """
    text = text.upper()
    if len(text) != 18 or not set(text) <= set(_CREDIT):
        return False
    total = sum(_CREDIT.index(letter) * pow(3, place, 31) for place, letter in enumerate(text[:17]))
    return _CREDIT[-total % 31] == text[17]


def _amounts(look: Look) -> Iterator[Finding]:
    for (file, sheet, name), header in look.reading.origins.headers.items():
        if name != "weight":
            continue
        rows = np.flatnonzero((look.edges["row_file"] == file) & (look.edges["row_sheet"] == sheet))
        weights = look.edges["weight"].to_numpy(dtype=float)[rows]
        if not len(weights) or not (_MONEY.search(header) or weights.max() >= LARGE):
            continue
        line = int(look.edges["row_line"].to_numpy()[rows[weights.argmax()]])
        action = done("kept_as_weight")
        value = f"{weights.min():g} to {weights.max():g}"
        yield Finding("amount_as_weight", file, sheet, line, header, value, action)


# -- rows --------------------------------------------------------------------------------------------------
def _years(look: Look) -> Iterator[Finding]:
    known = look.reading.network.years
    today = date.today().year
    lonely = {year for year in known if all(abs(year - other) > GAP for other in known if other != year)}
    lonely = lonely if len(known) > 2 else set()
    for year in known:
        if year <= today and year not in lonely:
            continue
        action = done("kept_in_future") if year > today else done("kept_lonely", GAP)
        for row in np.flatnonzero(look.edges["year"].eq(year).fillna(False)).tolist():
            yield look.of_row("implausible_year", row, "year", str(year), action)


def _before_foundation(look: Look) -> Iterator[Finding]:
    if "year" not in look.edges or "founded" not in look.nodes:
        return
    founded = pd.to_numeric(look.nodes["founded"], errors="coerce")
    for end in ("source", "target"):
        since = founded.to_numpy(dtype=float, na_value=np.nan)[look.edges[end].cat.codes]
        early = look.edges["year"].to_numpy(dtype=float, na_value=np.nan) < since
        for row in np.flatnonzero(early).tolist():
            node, year = look.edges[end].iat[row], look.edges["year"].iat[row]
            action = done("kept_before_founded", NodeText(str(node)), int(since[row]))
            yield look.of_row("before_foundation", row, "year", str(year), action)


def _duplicates(look: Look) -> Iterator[Finding]:
    columns = [name for name in look.edges if name not in ORIGIN]
    frame = look.edges[columns]
    same = np.flatnonzero(frame.duplicated(keep=False))
    if not len(same):
        return
    group = frame.iloc[same].groupby(columns, dropna=False, observed=True, sort=False).ngroup().to_numpy()
    firsts: dict[int, int] = {}
    for number, row in zip(group.tolist(), same.tolist(), strict=True):
        first = firsts.setdefault(number, row)
        if row != first:
            line, file = look.edges["row_line"].iat[first], look.edges["row_file"].iat[first]
            value = look.tie(row)
            action = done("kept_twice", line, file)
            yield look.of_row("exact_duplicate", row, "", value, action)
