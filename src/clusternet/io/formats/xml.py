"""XML from strangers: nothing declared, and read in a time linear in its length."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from xml.parsers import expat

Handler = Callable[..., None]

_LONGEST = 1 << 24
"""Bytes a tag or a comment may have: with every piece it is fed, a parser begins an unfinished one anew."""


def parser(encoding: str | None = None) -> expat.XMLParserType:
    """Return a parser that refuses entities, and attributes that a declaration would give every element.

    An encoding that is named counts instead of the one that the file declares. Namespaces stay prefixes:
    written out, every distinct name would hold the whole address of its own.
    """
    made = expat.ParserCreate(encoding)
    made.EntityDeclHandler, made.AttlistDeclHandler = _no_entities, _no_defaults
    return made


def _no_entities(*_: object) -> None:
    raise ValueError("XML with entities or external references is refused")


def _no_defaults(*_: object) -> None:
    raise ValueError("XML that declares attributes is refused")


def feed(made: expat.XMLParserType, pieces: Iterable[bytes]) -> int:
    """Give a parser a file in pieces of about a megabyte, and return the bytes of the file.

    Raises
    ------
    ValueError
        If it is not well-formed, declares entities or attributes, or a tag has more than 16 MiB.
    """
    size = 0
    try:
        for piece in pieces:
            size += len(piece)
            made.Parse(piece, False)
            if size - max(made.CurrentByteIndex, 0) > _LONGEST:
                raise ValueError(f"a tag of more than {_LONGEST} bytes")
        made.Parse(b"", True)
    except (expat.ExpatError, LookupError) as error:
        raise ValueError(f"not well-formed XML: {error}") from error
    return size


class Handlers(dict[str, Handler | None]):
    """What to do at an element, by its name; prefixes make no difference."""

    def __init__(self, known: dict[str, Handler]) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, name: str) -> Handler | None:
        found = self[name] = self._known.get(name.rpartition(":")[2])
        return found
