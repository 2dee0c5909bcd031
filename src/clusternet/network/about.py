"""What is known of a data set beside its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from clusternet.network import grouping
from clusternet.network.cover import Cover
from clusternet.schema.cells import is_chinese
from clusternet.words import labels
from clusternet.words.text import Text

__all__ = ["About"]
_OWN = {"region": "地区"}
"""What places of the data's own are called in Chinese; those of China are 都市圈."""


@dataclass(frozen=True)
class About:
    """What is known of a data set beside its rows.

    Attributes
    ----------
    title
        Printed above tables; the name of the file where the descriptor gives none.
    title_en
        Printed instead in English output, where the data set has both.
    synthetic
        Every output then says so.
    language
        ``zh`` or ``en``: that of the headers, and so of the output unless told otherwise.
    poles
        Places the data set calls poles.
    places
        ``chinese`` names are resolved to provinces and cities, ``own`` names are taken as written.
    covers
        Language -> what stands at the front of a report.
    kingdom
        Whether England, Scotland, Wales and Northern Ireland are one with the United Kingdom.
    headers
        Column -> its header in the data.
    parents
        Id -> the group it belongs to, from the data set's own table of parents.

    Examples
    --------
    >>> About(title="网络", title_en="Network", synthetic=True).titled("en")
    'Network'
    """

    title: str = ""
    synthetic: bool = False
    language: Literal["zh", "en"] = "en"
    poles: tuple[str, ...] = ()
    places: Literal["chinese", "own"] = "chinese"
    parents: Mapping[str, grouping.Parent] = field(default_factory=dict)
    title_en: str = ""
    kingdom: bool = False
    covers: Mapping[str, Cover] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict, compare=False)

    def place(self, level: str) -> Text:
        """Return what places of a level are called: of the data's own by their header, in its language.

        Parameters
        ----------
        level
            ``region``, ``province``, ``city`` or ``country``.

        Examples
        --------
        >>> About(places="own", headers={"region": "大区"}).place("region")
        Text(zh='大区', en='region')
        >>> About().place("region").zh
        '都市圈'
        """
        named = labels.label(level)
        zh, en = named.zh, named.en.lower()
        if self.places == "own":
            zh = _OWN.get(level, zh)
            header = self.headers.get(level, "")
            own = header[:1].lower() + header[1:]
            zh, en = (header, en) if is_chinese(header) else (zh, own or en)
        return Text(zh, en)

    def titled(self, language: str) -> str:
        """Return the title in a language, as far as the data set has it.

        Parameters
        ----------
        language
            ``zh`` or ``en``.

        Examples
        --------
        >>> About(title="网络", title_en="Network").titled("en"), About(title="网络").titled("en")
        ('Network', '网络')
        """
        return Text(self.title, self.title_en or self.title).in_(language)

    def facts(self, as_of: int | None) -> dict[str, Any]:
        """Return what a graph says of itself, in values that every file format holds.

        Parameters
        ----------
        as_of
            Year of its kinds; not said if None.

        Examples
        --------
        >>> About(title="网络", poles=("北京市", "上海市")).facts(2022)["poles"]
        '北京市、上海市'
        """
        facts = {
            "title": self.title,
            "title_en": self.title_en,
            "synthetic": self.synthetic,
            "language": self.language,
            "places": self.places,
            "poles": "、".join(self.poles),
        }
        return facts if as_of is None else facts | {"as_of": as_of}
