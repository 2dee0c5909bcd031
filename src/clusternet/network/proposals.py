"""Which names may be one organisation: proposals for the owner's table of aliases."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Protocol

import numpy as np
import pandas as pd

from clusternet.network import known as known_names
from clusternet.network.aliases import Aliases
from clusternet.network.likeness import SIMILAR, Name, Search
from clusternet.network.names import parts
from clusternet.words.text import Tell, Text

__all__ = ["PROPOSALS", "SIMILAR", "Named", "suggest"]

PROPOSALS = (
    "alias", "canonical", "merge", "score", "reason", "alias_ties", "canonical_ties", "valid_from", "source",
)  # fmt: skip
"""The columns of :func:`suggest`."""


class Named(Protocol):
    """What proposals need: nodes with their names, and edges; a network is one."""

    @property
    def nodes(self) -> pd.DataFrame:
        """Indexed by id."""

    @property
    def edges(self) -> pd.DataFrame:
        """With ``source`` and ``target``."""


def suggest(
    net: Named,
    known: Aliases | None = None,
    *,
    roster: Collection[str] = (),
    progress: Tell = lambda message: None,
    cut: Callable[[Text], None] = lambda message: None,
) -> pd.DataFrame:
    """Propose which names may be one organisation.

    Names are compared after Unicode normalisation (NFKC) and look-alike letters, then without their legal
    form, by the common names of universities and firms (``data/universities.csv``, ``organisations.csv``),
    without their place and their trade words, and at last by likeness (Indel ratio) among names that begin or
    end alike. A name without a letter or digit is none. Numbers, different places and different credit codes
    always tell names apart.

    Parameters
    ----------
    net
        Its ids are what a merge is about; names are compared where nodes have them.
    known
        Pairs that this table lists are not proposed again.
    roster
        Ids that the roster of samples lists: their names are kept before others.
    progress
        Called with a short text before each step.
    cut
        Called with a line for every group of names too large to compare each with each: there, each name is
        compared with those next to it in order (see :mod:`clusternet.network.likeness`).

    Returns
    -------
    DataFrame
        ``alias``, ``canonical`` (of the two the roster's, else the one with more ties), ``merge`` = no,
        ``score`` of 100, ``reason``, ``alias_ties``, ``canonical_ties``, and ``valid_from`` and
        ``source`` for the owner to fill; best first. Where ids are no names, ``alias_name`` and
        ``canonical_name`` follow.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> ties = {"source": ["华为", "华为", "华为技术有限公司"], "target": ["ОРРО", "OPPO", "甲"]}
    >>> found = suggest(from_frames(pd.DataFrame(ties)))
    >>> found[["alias", "canonical", "merge", "score", "reason"]].values.tolist()
    [['ОРРО', 'OPPO', 'no', 100, 'look-alike letters'], ['华为技术有限公司', '华为', 'no', 85, 'trade word']]
    """
    names = _names(net, roster)
    wholes = {name.text for name in names if name.listed}
    common = known_names.common(name.text for name in names)
    search = Search(names, (known or Aliases()).declined, progress, cut)
    search.level("same credit code", 100, lambda name: name.code)
    search.level("same name", 100, lambda name: name.text)
    search.level("look-alike letters", 100, lambda name: name.parts.fold, alike=True)
    search.level("width, case or punctuation", 99, lambda name: name.parts.fold)
    search.level("legal form", 97, lambda name: name.parts.plain)
    search.level("common name", 96, lambda name: common.get(name.text, ""), own=common)
    search.level("office", 96, lambda name: known_names.office(name.text))
    search.level("place", 90, lambda name: name.parts.bare)
    parts_of = known_names.of_roster([name.text for name in search.alone], wholes)
    search.level("trade word", 85, lambda name: name.parts.short)
    search.level("part of a roster name", 85, lambda name: parts_of.get(name.text, ""))
    search.similar()
    rows = sorted(search.rows, key=lambda row: (-row[2], row[0].id))
    frame = pd.DataFrame(
        [
            (alias.id, kept.id, "no", score, reason, alias.ties, kept.ties, "", "")
            for alias, kept, score, reason in rows
        ],
        columns=list(PROPOSALS),
    )
    if any(name.id != name.text for name in names):
        text = {name.id: name.text for name in names}
        frame["alias_name"] = [text[each] for each in frame["alias"]]
        frame["canonical_name"] = [text[each] for each in frame["canonical"]]
    return frame


def _names(net: Named, roster: Collection[str]) -> list[Name]:
    nodes = net.nodes
    ids = list(map(str, nodes.index.to_numpy(dtype=object)))
    names = nodes["name"].fillna(nodes.index.to_series()) if "name" in nodes else nodes.index
    texts = map(str, names.to_numpy(dtype=object))
    codes = nodes["credit_code"].fillna("") if "credit_code" in nodes else [""] * len(ids)
    ties = np.zeros(len(ids), dtype=np.int64)
    for end in ("source", "target"):
        ties += np.bincount(net.edges[end].cat.codes, minlength=len(ids))
    return [
        Name(each, text, parts(text), tie, str(code), each in roster)
        for each, text, tie, code in zip(ids, texts, ties.tolist(), codes, strict=True)
        if any(map(str.isalnum, text))
    ]
