"""Tables that say which item counts as which."""

from __future__ import annotations

from pathlib import Path

from clusternet.errors import SchemaError
from clusternet.io.tables.reader import read_sheet
from clusternet.schema.tables import THESAURUS


def read_thesaurus(path: str | Path | None) -> dict[str, str]:
    """Read which item counts as which: none does where no table is named.

    The columns are ``alias`` and ``canonical``, or ``label`` and ``replace by`` as in VOSviewer; an item
    with a blank beside it is left out.

    Raises
    ------
    SchemaError
        If the columns are missing, or a name has two meanings.
    """
    if path is None:
        return {}
    sheet = read_sheet(path, lenient=True)
    alias, canonical = (sheet.find(THESAURUS[name]) for name in ("alias", "canonical"))
    if not alias or not canonical:
        raise SchemaError.of("thesaurus_columns", file=sheet.file, headers=sheet.headers)
    meant: dict[str, str] = {}
    for name, other in zip(sheet.text(alias), sheet.text(canonical), strict=True):
        if name and meant.setdefault(name, other) != other:
            raise SchemaError.of("meant_twice", file=sheet.file, name=name, first=meant[name], second=other)
    return meant
