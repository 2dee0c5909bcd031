"""Content controls that remember a mark: the document reads as text, and can be filled again."""

from __future__ import annotations

import zlib
from typing import Any

from clusternet.errors import ClusternetError
from clusternet.prose.word.package import w

_LONGEST = 64
"""Characters that Word takes as the tag of a control, and as its title."""


def controls(root: Any) -> list[tuple[Any, str]]:
    """Return the controls of a part that hold a mark, with what stands between its braces."""
    found = []
    for each in root.iter(w("sdt")):
        mark = mark_of(each)
        if mark:
            found.append((each, mark))
    return found


def mark_of(control: Any) -> str:
    """Return the mark that a control remembers; blank where it is another's."""
    properties = control.find(w("sdtPr"))
    tag, title = (_value(properties, name) for name in ("tag", "alias"))
    if not tag.startswith("{{"):
        return ""
    said = tag if tag.endswith("}}") else tag + title
    return said[2:-2].strip() if said.endswith("}}") else ""


def _value(properties: Any, name: str) -> str:
    found = None if properties is None else properties.find(w(name))
    return "" if found is None else str(found.get(w("val"), ""))


def made(like: Any, mark: str, taken: set[str]) -> tuple[Any, Any]:
    """Return an empty control that remembers a mark, and its content.

    Parameters
    ----------
    like
        An element of the same part.
    mark
        What stands between the braces.
    taken
        Ids of controls; the new one is added.

    Raises
    ------
    ClusternetError
        If Word has no room for the mark.
    """
    said = f"{{{{{' '.join(mark.split())}}}}}"
    if len(said) > 2 * _LONGEST:
        raise ClusternetError(
            f"the mark has {len(said)} characters; a Word document holds {2 * _LONGEST}",
            f"标记长 {len(said)} 个字符；Word 文档最多容纳 {2 * _LONGEST} 个",
        )
    tag, title = (said, said) if len(said) <= _LONGEST else (said[:_LONGEST], said[_LONGEST:])
    control = like.makeelement(w("sdt"), {}, like.nsmap)
    properties = _child(control, "sdtPr")
    number = zlib.crc32(said.encode()) % 2_000_000_000 + 1
    while str(number) in taken:
        number += 1
    taken.add(str(number))
    for name, value in (("alias", title), ("tag", tag), ("id", str(number))):
        _child(properties, name).set(w("val"), value)
    return control, _child(control, "sdtContent")


def _child(parent: Any, name: str) -> Any:
    child = parent.makeelement(w(name), {}, parent.nsmap)
    parent.append(child)
    return child


def ids(root: Any) -> set[str]:
    """Return the ids of all controls of a part."""
    return {str(each.get(w("val"))) for each in root.iter(w("id")) if each.getparent().tag == w("sdtPr")}
