"""What a first reading leaves to the user, as tables to fill in: words, names, places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from clusternet.io.reading import Reading
from clusternet.network import proposals
from clusternet.network.known import campus
from clusternet.network.names import parts
from clusternet.places import china
from clusternet.places.levels import at_level
from clusternet.words.text import Text
from clusternet.words.vocabulary import APPLICATIONS, CATEGORIES, DIRECTIONS, TECHNOLOGIES, Vocabulary, label

_SEPARATORS = re.compile(r"\s*[;；、|,，\n]\s*")
_SCORE = 85
"""Likeness, of 100, from which two names are listed."""
_KNOWN = 0.5
"""Share of rows with known words, below which a column has words of the user's own."""
_OWN = re.compile(r"政府|委员会|管委会|医院|大学|学院|研究院|研究所|银行$|局$|厅$")
"""Words of names whose place at the beginning is where they are."""


@dataclass(frozen=True)
class Listed:
    """A table to fill in.

    Attributes
    ----------
    section
        Where dataset.toml names it: ``aliases``, ``crosswalk.direction``, ``nodes``.
    file
        Its name.
    frame
        Its rows, the most frequent first.
    rows
        Rows of the data that it is about.
    meant
        What it is for.
    key
        Its column that tells rows apart.
    """

    section: str
    file: str
    frame: pd.DataFrame
    rows: int
    meant: Text
    key: tuple[str, ...]


def listed(reading: Reading, language: str) -> list[Listed]:
    """Return the tables of what a reading does not know, those without a row left out.

    Parameters
    ----------
    reading
        Of the draft.
    language
        Of the columns.
    """
    found = [_directions(reading, language)]
    for column, words in (("technology", TECHNOLOGIES), ("application", APPLICATIONS)):
        if column in reading.network.edges:
            cells = reading.network.edges[column].astype(object).dropna()
            found.append(_words(column, cells, words, language))
    if "category" in reading.network.nodes:
        given = reading.network.nodes["category"]
        cells = given.repeat(_ties(reading).to_list()).dropna()
        found.append(_words("category", cells, CATEGORIES, language))
    found += [] if reading.network.about.places == "own" else [_places(reading, language)]
    found.append(_aliases(reading))
    return [table for table in found if len(table.frame)]


def _ties(reading: Reading) -> pd.Series:
    """Return in how many rows each node stands."""
    nodes, edges = reading.network.nodes.index, reading.network.edges
    counts = sum(np.bincount(edges[end].cat.codes, minlength=len(nodes)) for end in ("source", "target"))
    return pd.Series(counts, index=nodes)


# -- words -------------------------------------------------------------------------------------------------
def _directions(reading: Reading, language: str) -> Listed:
    words = Counter(each.value for each in reading.findings if each.problem == "bad_direction" and each.value)
    meant = Text(
        f"方向词：在“新”一列填{_labels(DIRECTIONS, 'zh')}，这些行才会读入",
        f"words for directions: write {_labels(DIRECTIONS, 'en')} under new, and their rows are read",
    )
    return _crosswalk("direction", words, meant, language)


def _words(column: str, cells: Iterable[object], known: Vocabulary, language: str) -> Listed:
    words: Counter[str] = Counter()
    fits: Counter[bool] = Counter()
    for cell in map(str, cells):
        for part in [cell] if known.find(cell) else filter(None, _SEPARATORS.split(cell)):
            fits[known.find(part) is not None] += 1
            words[part] += known.find(part) is None
    own = fits[True] < _KNOWN * fits.total()
    meant = Text(
        "词表以外的词：在“新”一列填规范词；留空则照原样",
        "words that are not known: write the word they mean under new",
    )
    return _crosswalk(column, Counter() if own else +words, meant, language, known)


def _labels(words: Vocabulary, language: str) -> str:
    return " / ".join(label(term, language) for term in words.values())


def _crosswalk(
    column: str, words: Counter[str], meant: Text, language: str, known: Vocabulary | None = None
) -> Listed:
    names = (Text("旧", "old"), Text("新", "new"), Text("行数", "rows"), Text("相近", "near"))
    ordered = sorted(words.items(), key=lambda each: (-each[1], each[0]))
    rows = [(word, "", number, _near(word, known, language)) for word, number in ordered]
    headers = [name.in_(language) for name in names]
    frame = pd.DataFrame(rows, columns=headers)
    return Listed(f"crosswalk.{column}", f"words_{column}.csv", frame, words.total(), meant, (headers[0],))


def _near(word: str, known: Vocabulary | None, language: str) -> str:
    """Return the one term whose name holds a word, or stands in it; else "".

    >>> [_near(word, TECHNOLOGIES, "zh") for word in ("大数据", "智能", "甲")]
    ['大数据和云计算', '', '']
    """
    found: list[str] = []
    for term in known.values() if known else ():
        several = (label(term, language), *term.aliases)
        if any(word in each or (len(each) > 1 and each in word) for each in several):
            found.append(several[0])
    return found[0] if len(found) == 1 else ""


# -- names and places --------------------------------------------------------------------------------------
def _aliases(reading: Reading) -> Listed:
    frame = proposals.suggest(reading.network, reading.curation.aliases, roster=reading.origins.roster)
    frame = frame[frame["score"] >= _SCORE].reset_index(drop=True)
    meant = Text(
        "可能是同一机构的名称：把merge改为yes才合并",
        "names that may be one organisation: only merge = yes merges them",
    )
    return Listed(
        "aliases", "aliases.csv", frame, int(frame["alias_ties"].sum()), meant, ("alias", "canonical")
    )


def _places(reading: Reading, language: str) -> Listed:
    """List the nodes of ties whose place nothing says; where the name itself says it, it is filled in."""
    nodes = reading.network.nodes
    ties = _ties(reading)
    held = [name for name in ("province", "city", "country") if name in nodes]
    texts = [nodes[name].astype(object).where(nodes[name].notna(), "").astype(str) for name in held]
    cells = {
        str(node): dict(zip(held, row, strict=True)) for node, *row in zip(nodes.index, *texts, strict=True)
    }
    unknown = [
        node
        for node, row in cells.items()
        if ties[node] and at_level(row, "province", china.DEFAULT_MAP) == china.UNKNOWN
    ]
    unknown.sort(key=lambda node: (-ties[node], str(node)))
    given = nodes["name"].dropna() if "name" in nodes else pd.Series(dtype=object)
    names = {str(node): str(name) for node, name in given.items()}
    rows = []
    for node in unknown:
        province, city = _place_of(names.get(node, node))
        rows.append((node, province, city))
    names_of = (Text("节点", "id"), Text("省份", "province"), Text("城市", "city"))
    headers = [name.in_(language) for name in names_of]
    blank = sum(int(ties[node]) for node, *place in rows if not any(place))
    meant = Text(
        "没有地点的节点：填省份或城市；已填的取自名称或高校表，请核对",
        "nodes without a place: write province or city; some are filled in from names, look at them",
    )
    return Listed("nodes", "places.csv", pd.DataFrame(rows, columns=headers), blank, meant, (headers[0],))


def _place_of(name: str) -> tuple[str, str]:
    """Return the province and city that a name or the table of universities says, blank where none does.

    >>> _place_of("广州市第三人民医院"), _place_of("深圳智海物流")
    (('广东省', '广州市'), ('', ''))
    """
    if city := campus(name):
        place = china.resolve(city)
        return (place.province, place.city or "") if place else ("", city)
    if _OWN.search(name):
        for length in range(min(len(name) - 2, 8), 1, -1):
            place = china.resolve(name[:length])
            if (
                place is not None
                and place.level in ("city", "province")
                and parts(name).place == place.province
            ):
                return place.province, place.city or ""
    return "", ""
