"""The tables by which the owner of a data set puts names and words in order, read and applied."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

import numpy as np
import pandas as pd

from clusternet.errors import SchemaError
from clusternet.io.blocks import Source
from clusternet.io.dataset import Dataset
from clusternet.io.formats.tables import Shape, read_table
from clusternet.limits import admit
from clusternet.network import aliases
from clusternet.network.aliases import Aliases
from clusternet.network.grouping import Parent
from clusternet.schema import coding
from clusternet.schema import columns as schema
from clusternet.schema.cells import clean, fold, is_chinese
from clusternet.schema.columns import ORIGIN, REPORTER
from clusternet.schema.conform import TextTable
from clusternet.schema.findings import Finding, NodeText, done
from clusternet.words.text import Text
from clusternet.words.vocabulary import APPLICATIONS, CATEGORIES, DIRECTIONS, TECHNOLOGIES, Vocabulary, label

_SEPARATORS = re.compile(r"\s*[;；、|]\s*")
_TERMS = {"technology": TECHNOLOGIES, "application": APPLICATIONS, "category": CATEGORIES}
"""Columns whose words may be terms of the package's own."""
_TERM = ("term", "word", "key", "name", "词", "术语", "名称", "规范词")
_OTHERS = ("aliases", "alias", "别名", "其他写法")
_OLD = ("old", "旧", "旧词", "原词")
_NEW = ("new", "新", "新词", "现词")


@dataclass(frozen=True)
class Words:
    """The words of one column.

    Attributes
    ----------
    accepted
        Folded spelling -> word; empty where the data set has no list of its own.
    terms
        The package's own terms, None where they do not count.
    spelt
        Key of a term -> how it is written in the data, where its name stands there.
    language
        Of the terms' names.
    replaced
        Folded old word -> new word.
    """

    accepted: Mapping[str, str] = field(default_factory=dict)
    replaced: Mapping[str, str] = field(default_factory=dict)
    terms: Vocabulary | None = None
    spelt: Mapping[str, str] = field(default_factory=dict)
    language: str = "zh"

    def of(self, cells: Mapping[str, int]) -> Words:
        """Return the words with the names of the terms as these cells write them, the commonest first.

        A term that is written otherwise alone (IoT) gets its Chinese name where any cell is Chinese.

        Parameters
        ----------
        cells
            Cell -> in how many rows it stands.
        """
        if self.terms is None:
            return self
        language = "zh" if is_chinese(cells) else "en"
        tally: Counter[str] = Counter()
        for cell, number in cells.items():
            for part in _SEPARATORS.split(cell):
                tally[part] += number
        spelt: dict[str, str] = {}
        for part in sorted(tally, key=lambda part: (-tally[part], part)):
            term = self.terms.find(part)
            if term is not None and fold(part) == fold(label(term, language)):
                spelt.setdefault(term.key, unicodedata.normalize("NFKC", part).strip())
        return replace(self, spelt=spelt, language=language)

    def read(self, cell: str) -> tuple[str, tuple[str, ...]]:
        """Return a cell in today's words, and those of its words that are in no list."""
        if (whole := self._word(cell)) is not None:
            return whole, ()
        parts = [part for part in _SEPARATORS.split(cell.strip()) if part]
        words = [self._word(part) for part in parts]
        strange = tuple(part for part, word in zip(parts, words, strict=True) if word is None)
        if all(word in (None, part) for word, part in zip(words, parts, strict=True)):
            return cell, strange
        return "；".join(word or part for word, part in zip(words, parts, strict=True)), strange

    def _word(self, text: str) -> str | None:
        key = fold(text)
        new = self.replaced.get(key, text)
        term = None if self.terms is None else self.terms.find(new)
        named = "" if term is None else self.spelt.get(term.key) or label(term, self.language)
        if self.accepted:
            return self.accepted.get(fold(new)) or (self.accepted.get(fold(named)) if named else None)
        if named:
            return named
        return new if key in self.replaced or not _SEPARATORS.search(text) else None


@dataclass(frozen=True)
class Curation:
    """Everything the owner's tables say."""

    aliases: Aliases = field(default_factory=Aliases)
    parents: Mapping[str, Parent] = field(default_factory=dict)
    words: Mapping[str, Words] = field(default_factory=dict)


def load(dataset: Dataset, found: list[Finding]) -> Curation:
    """Read the tables of names and words that a descriptor lists."""
    names = Aliases()
    if dataset.aliases is not None:
        names = aliases.read_aliases(_table(dataset.aliases, found), found)
    terms = {} if dataset.terms == "own" else _TERMS
    parents = dict(names.parents)
    if dataset.parents is not None:
        parents |= aliases.read_parents(_table(dataset.parents, found), found)
    return Curation(
        names,
        {names.of(member): Parent(names.of(each.id), each.valid_from) for member, each in parents.items()},
        {
            column: Words(
                _accepted(dataset.vocabulary.get(column), found),
                _crosswalk(dataset.crosswalk.get(column), found),
                terms.get(column),
            )
            for column in {**terms, **dataset.vocabulary, **dataset.crosswalk}
            if column != "direction"
        },
    )


def direction_words(dataset: Dataset, found: list[Finding]) -> dict[str, str]:
    """Return the words for directions of a vocabulary or crosswalk, with what they mean.

    Raises
    ------
    SchemaError
        If a word counts as what is no direction.
    """
    meant: dict[str, str] = {}
    for several in (dataset.crosswalk, dataset.vocabulary):
        file = several.get("direction")
        read = _crosswalk if several is dataset.crosswalk else _accepted
        for word, meaning in read(file, found).items():
            term = DIRECTIONS.find(meaning)
            if term is None:
                accepted = "enable (赋能), input (输入), both (双向)"
                raise SchemaError.of("no_direction", file=file, meaning=meaning, accepted=accepted)
            meant[word] = term.key
    return meant


def apply(
    curation: Curation,
    relations: list[pd.DataFrame],
    nodes: list[pd.DataFrame],
    found: list[Finding],
) -> Curation:
    """Rename ends and nodes through the aliases, and words through vocabularies and terms, in place.

    Returns the curation with the aliases that columns of the node tables hold.
    """
    curation = replace(curation, aliases=aliases.with_listed(curation.aliases, nodes, found))
    if curation.aliases.canonical:
        _rename(curation.aliases, relations, nodes, found)
    if curation.aliases.canonical or curation.parents:
        _report_unused(curation, _names(relations, nodes), found)
    for column, known in curation.words.items():
        carried = [f"{end}_{column}" for end in ("source", "target")] if column == "category" else [column]
        held = [(table, name) for table in relations for name in carried if name in table]
        held += [(table, column) for table in nodes if column == "category" and column in table]
        words = known.of(_tally([table[name] for table, name in held]))
        for table, name in held:
            _reword(table, name, words, found)
    return curation


def _tally(columns: list[pd.Series]) -> Counter[str]:
    tally: Counter[str] = Counter()
    for codes, texts in map(coding.coded, columns):
        numbers = np.bincount(codes[codes >= 0], minlength=len(texts)).tolist()
        tally.update(dict(zip(map(str, texts), numbers, strict=True)))
    return +tally


def _table(source: Source, found: list[Finding]) -> TextTable:
    return read_table(source.file, source.shape, found, is_header=aliases.is_table)


# -- names -------------------------------------------------------------------------------------------------
def _rename(
    known: Aliases, relations: list[pd.DataFrame], nodes: list[pd.DataFrame], found: list[Finding]
) -> None:
    met: dict[str, None] = {}
    for edges in relations:
        before = ~coding.equal(edges["source"], edges["target"])
        for end in (name for name in ("source", "target", REPORTER) if name in edges):
            changed = edges[end].isin(list(known.canonical))
            met.update(dict.fromkeys(edges.loc[changed, end].unique()))
            codes, names = coding.coded(edges[end])
            edges[end] = coding.column_of(codes, [known.of(name) for name in names])
            if f"{end}_name" in edges:
                edges[f"{end}_name"] = edges[f"{end}_name"].mask(changed)
        loops = edges[before & coding.equal(edges["source"], edges["target"])]
        for file, sheet, line, name in zip(*(loops[each] for each in (*ORIGIN, "source")), strict=True):
            said = "", NodeText(name), done("kept_of_aliases")
            found.append(Finding("self_loop", file, sheet, int(line), *said))
    for place, table in enumerate(nodes):
        listed = table.index.isin(list(known.canonical))
        met.update(dict.fromkeys(table.index[listed]))
        renamed = table.rename(index=known.of).rename_axis("id")
        if "name" in renamed:  # an alias's own name is not the name of the node it counts as
            renamed["name"] = renamed["name"].mask(listed)
        nodes[place] = pd.concat([renamed[~listed], renamed[listed]])
    for name in met:
        place_of = (*known.place(str(name)), "alias")
        found.append(Finding("renamed", *place_of, str(name), done("counted_as", NodeText(known.of(name)))))


def _names(relations: list[pd.DataFrame], nodes: list[pd.DataFrame]) -> set[str]:
    present: set[str] = set()
    for edges in relations:
        present.update(edges["source"].unique(), edges["target"].unique())
    for table in nodes:
        present.update(table.index)
        if "name" in table:
            present.update(table["name"].dropna())
    return present


def _report_unused(curation: Curation, present: set[str], found: list[Finding]) -> None:
    """Report names in the owner's tables that nothing in the data bears, as after a typing mistake."""
    known, met = curation.aliases, {each.value for each in found if each.problem == "renamed"}
    for alias in known.canonical:
        if alias not in met and alias not in known.listed:
            place = (known.file, "", known.line.get(alias), "alias")
            found.append(Finding("alias_unused", *place, alias, done("nothing_to_rename")))
    groups = {each.id for each in curation.parents.values()}
    for member in curation.parents:
        if member not in present and member not in groups:
            found.append(Finding("alias_unused", column="member", value=member, action=done("no_such_node")))


# -- words -------------------------------------------------------------------------------------------------
def _accepted(file: Path | None, found: list[Finding]) -> dict[str, str]:
    """Read a vocabulary: a column ``term``, and one of ``aliases`` where words have other spellings."""
    if file is None:
        return {}
    table = read_table(file, Shape(), found, is_header=lambda cells: bool(schema.find(cells, *_TERM)))
    term, others = schema.find(table.frame, *_TERM), schema.find(table.frame, *_OTHERS)
    if not term:
        headers = ", ".join(map(str, table.frame))
        raise SchemaError.of("vocabulary_columns", where=table.place, headers=headers)
    accepted: dict[str, str] = {}
    for _, row in table.frame.iterrows():
        word = clean(row[term])
        spellings = _SEPARATORS.split(row[others]) if others else []
        for spelling in (word, *map(clean, spellings)):
            if spelling:
                accepted.setdefault(fold(spelling), word)
    return accepted


def _crosswalk(file: Path | None, found: list[Finding]) -> dict[str, str]:
    """Read a crosswalk: columns ``old`` and ``new``; an old word has one new word."""
    if file is None:
        return {}
    table = read_table(file, Shape(), found, is_header=lambda cells: bool(schema.find(cells, *_OLD)))
    old, new = schema.find(table.frame, *_OLD), schema.find(table.frame, *_NEW)
    if not old or not new:
        headers = ", ".join(map(str, table.frame))
        raise SchemaError.of("crosswalk_columns", where=table.place, headers=headers)
    replaced: dict[str, str] = {}
    for before, after in zip(map(clean, table.frame[old]), map(clean, table.frame[new]), strict=True):
        if before and after and replaced.setdefault(fold(before), after) != after:
            raise SchemaError.of(
                "crosswalk_twice",
                where=table.place,
                before=before,
                first=replaced[fold(before)],
                second=after,
            )
    return replaced


def _reword(edges: pd.DataFrame, column: str, words: Words, found: list[Finding]) -> None:
    codes, texts = coding.coded(edges[column])
    read = [words.read(str(cell)) for cell in texts]
    met, firsts, counts = np.unique(codes, return_index=True, return_counts=True)
    size = sum(int(many) * len(read[place][0]) for place, many in zip(met, counts, strict=True) if place >= 0)
    admit(f"{column}, words replaced", size, "texts")
    origins = edges[list(ORIGIN)].iloc[firsts].itertuples(index=False, name=None)
    for _, place, count, (file, sheet, line) in sorted(zip(firsts, met, counts, origins, strict=True)):
        if place < 0:
            continue
        cell, (now, strange) = str(texts[place]), read[place]
        many = count > 1
        rows = Text(f"{count}行中", f"in {count} rows") if many else Text("本行", "in this row")
        if now != cell:
            action = done("read_as_in", now, rows)
            found.append(Finding("term_replaced", file, sheet, int(line), column, cell, action))
        for part in strange if words.accepted else ():
            near = get_close_matches(part, set(words.accepted.values()), 1, 0.5)
            action = done("kept_in_near", rows, near[0]) if near else done("kept_in", rows)
            found.append(Finding("unknown_term", file, sheet, int(line), column, part, action))
    if any(now != cell for (now, _), cell in zip(read, texts, strict=True)):
        edges[column] = edges[column].map(dict(zip(texts, (now for now, _ in read), strict=True)))
