"""Which names of places look most like a text that is none."""

from __future__ import annotations

from difflib import SequenceMatcher, get_close_matches

from clusternet.places import china, gazetteer

__all__ = ["nearest"]


def nearest(text: str, n: int = 3) -> list[str]:
    """Up to ``n`` official names that look most like ``text``, best first; none for a place abroad.

    A text in Latin letters must come close to a name in them: most such texts are places abroad.

    Examples
    --------
    >>> nearest("深川市")[0]
    '深圳市'
    """
    if china.zone(text) == china.ABROAD:
        return []
    key, index = gazetteer.folded(text), gazetteer.index()
    cutoff = 0.8 if key.isascii() else 0.5
    pool = {name for letter in set(key) for name in gazetteer.names_with().get(letter, ())}

    def rank(name: str) -> tuple[float, bool, int]:
        place = (index.full.get(name) or index.short[name])[0]
        likeness = round(SequenceMatcher(None, name, key).ratio(), 2)
        return -likeness, name[0] != key[0], ("province", "city", "county").index(place.level)

    found: dict[str, None] = {}
    for name in sorted(get_close_matches(key, sorted(pool), 40, cutoff), key=rank):
        found.update(dict.fromkeys(place.name for place in index.full.get(name) or index.short[name]))
    return list(found)[:n]
