"""Countries and territories abroad: how they are spelled, and what they are called in Chinese and English."""

from __future__ import annotations

from functools import lru_cache

from clusternet.data import rows
from clusternet.places.gazetteer import plain

_CHINA = {
    "中国": "China",
    "中国大陆": "Mainland China",
    "中国香港": "Hong Kong, China",
    "中国澳门": "Macao, China",
    "中国台湾": "Taiwan, China",
}


@lru_cache(maxsize=1)
def spellings() -> frozenset[str]:
    """Return every spelling of a country abroad, as `plain` gives it."""
    words: set[str] = set()
    for row in rows("countries.csv"):
        words.update((row["alpha2"], row["alpha3"], row["zh"], row["en"], *row["aliases"].split("|")))
    return frozenset(plain(word) for word in words if word)


def name(text: str, language: str) -> str | None:
    """Return what a country is called; ``None`` if ``text`` is not its full Chinese or English name.

    China and its parts outside the mainland are among them. Codes and other spellings are not: AL may be
    Alabama, and England is not all of the United Kingdom.

    Examples
    --------
    >>> name("美国", "en"), name("中国香港", "en"), name("germany", "zh")
    ('United States', 'Hong Kong, China', '德国')
    >>> name("AL", "zh") is None
    True
    """
    return _names(language).get(plain(text))


@lru_cache(maxsize=2)
def _names(language: str) -> dict[str, str]:
    pairs = [(row["zh"], row["en"]) for row in rows("countries.csv")] + list(_CHINA.items())
    chosen = ((pair, pair[0] if language == "zh" else pair[1]) for pair in pairs)
    return {plain(word): named for pair, named in chosen for word in pair}
