"""Search in both scripts: Chinese by pairs of characters, in the index and in the query alike.

The stock search cuts Chinese with jieba in the index and at blanks in the query, so that a query longer than
one of jieba's words finds nothing. Pairs need no dictionary, and cut both sides in the same way.
"""

from __future__ import annotations

import re
from itertools import pairwise

from sphinx.application import Sphinx
from sphinx.search import languages
from sphinx.search.en import SearchEnglish

HAN = "\u3400-\u9fff"
RUNS = re.compile(rf"[{HAN}]+|[^\W{HAN}]+")

SPLITTER = """
var splitQuery = (query) =>
  (query.match(/[HAN]+|(?:(?![HAN])[\\p{Letter}\\p{Number}_])+/gu) || []).flatMap((run) =>
    /^[HAN]/u.test(run) && run.length > 1
      ? Array.from({ length: run.length - 1 }, (_, place) => run.slice(place, place + 2))
      : [run]);
""".replace("HAN", "\\u3400-\\u9fff")


class SearchBoth(SearchEnglish):
    """English words by their stems, Chinese by single characters and pairs of them."""

    js_splitter_code = SPLITTER

    def split(self, input: str) -> list[str]:
        """Return the terms under which a text is found."""
        terms: list[str] = []
        for run in RUNS.findall(input):
            terms.append(run)
            if "\u3400" <= run[0] <= "\u9fff":
                terms[-1:] = [*run, *(first + second for first, second in pairwise(run))]
        return terms


def setup(_: Sphinx) -> dict[str, bool]:
    """Put this search in the place of the stock ones."""
    languages["en"] = languages["zh"] = SearchBoth
    return {"parallel_read_safe": True}
