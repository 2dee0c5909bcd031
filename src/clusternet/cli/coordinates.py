"""``--coordinates``: where places lie by a file of the user's own, and which rows of it are of no use."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from clusternet.cli.emit import say
from clusternet.words.text import Text, numbered

if TYPE_CHECKING:
    import pandas as pd

_LISTED = 20


def given_positions(path: str | None, *, quiet: bool) -> pd.DataFrame | None:
    """Read the file, if there is one; list on stderr the rows that cannot be used."""
    from clusternet.io.tables.coordinates import read_coordinates

    if path is None:
        return None
    found, lines = read_coordinates(Path(path))
    if not quiet:
        for line in lines[:_LISTED]:
            say(line)
        if (more := len(lines) - _LISTED) > 0:
            say(Text(f"{path}：另有 {more} 行不能用", f"{path}: {numbered(more, 'more row')} of no use"))
    return found


def of_places(found: pd.DataFrame, names: Collection[str], path: str, *, quiet: bool) -> pd.DataFrame:
    """Return the coordinates of places, Chinese ones in any spelling; say which names are none of them."""
    from clusternet.places import china

    def named(name: str) -> str:
        place = None if name in names else china.resolve(name)
        spellings = () if place is None else (place.name, place.city, place.province)
        return next((each for each in spellings if each and each in names), name)

    found = found.rename(index=named)
    unknown = [str(name) for name in found.index if name not in names]
    if unknown and not quiet:
        some = ", ".join(unknown[:3]) + (", …" if len(unknown) > 3 else "")
        what = "1 name is no place" if len(unknown) == 1 else f"{len(unknown)} names are no places"
        say(
            Text(f"{path}：{len(unknown)} 个地名不在数据中（{some}）", f"{path}: {what} of the data ({some})")
        )
    found = found[found.index.isin(list(names))]
    return found[~found.index.duplicated()]
