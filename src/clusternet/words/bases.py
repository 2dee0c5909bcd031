"""What shares are taken of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeVar

from clusternet.words.labels import heading, known, label
from clusternet.words.text import COMMA, Said, Text
from clusternet.words.vocabulary import SECTORS, industry

Frame = TypeVar("Frame")


@dataclass(frozen=True, slots=True)
class Base(Said):
    """What is counted, and what each of it has.

    Attributes
    ----------
    counted
        ``relations``, ``pairs``, ``weight``, ``nodes``, ``sample nodes`` or ``partner nodes``.
    condition : tuple of Text
        What each must have to be counted, see :func:`having`; all of them where it is empty.
    within
        A sector, or a section or division of industry, that the base lies in.
    each
        ``mentions`` or ``combinations`` where one of them counts once for each value it has.

    Examples
    --------
    >>> base = Base("relations", (having("both ends in the 31 mainland provinces"),))
    >>> str(base), base.in_("zh")
    ('relations with both ends in the 31 mainland provinces', '两端都在31个省区市内的关系')
    >>> str(Base("nodes")), Base("nodes").in_("zh")
    ('all nodes', '全部节点')
    >>> base = Base("relations", (having("industry"),), "tertiary")
    >>> str(base), base.in_("zh")
    ('relations within the tertiary sector with an industry', '第三产业内有行业的关系')
    >>> base = Base("relations", (having("technology"),), each="mentions")
    >>> str(base), base.in_("zh")
    ('mentions in relations with a technology', '有技术类别的关系中的提及')
    """

    counted: str
    condition: tuple[Text, ...] = ()
    within: str = ""
    each: str = ""

    def in_(self, language: str) -> str:
        """Return the base in a language, ``zh`` or ``en``."""
        if self.each:
            each, whole = label(self.each, "counted").in_(language), replace(self, each="").in_(language)
            return f"{whole}中的{each}" if language == "zh" else f"{each} in {whole}"
        counted = label(self.counted, "counted").in_(language)
        lies = lying(self.within)
        if language == "zh":
            having = COMMA.join(self.condition).zh
            within = f"{lies.zh}内" if self.within else ""
            return f"{within}{having}的{counted}" if having else f"全部{counted}"
        having = " and ".join(each.en for each in self.condition)
        within = f" within {lies.en}" if self.within else ""
        whole = "all " if not having and self.counted == "nodes" else ""
        return f"{whole}{counted}{within}{' with ' if having else ''}{having}"


@dataclass(frozen=True, slots=True)
class Leaders(Said):
    """The nodes that lead a ranking.

    Attributes
    ----------
    number
        How many.
    kind
        ``sample`` or ``partner``; all where it is blank.
    by
        The measure they are ranked by.

    Examples
    --------
    >>> str(Leaders(20, "partner", "degree")), Leaders(20, "partner", "degree").in_("zh")
    ('top 20 of partner nodes by degree', '度数中心度居前的20个关系节点')
    """

    number: int
    kind: str
    by: str

    def in_(self, language: str) -> str:
        """Return the base in a language, ``zh`` or ``en``."""
        if language != "zh":
            return f"top {self.number} of {self.kind or 'all'} nodes by {self.by}"
        nodes = label(f"{self.kind} nodes".strip(), "counted").zh
        return f"{heading(self.by, 'zh')}居前的{self.number}个{nodes}"


def based(frame: Frame, base: Said, size: float) -> Frame:
    """Return a table with the base of its shares in two last columns: ``base`` and ``base_n``, its size."""
    table: Any = frame
    found: Frame = table.assign(base=base, base_n=size)
    return found


def marked(frame: Frame, synthetic: bool) -> Frame:
    """Return a table with a last column ``synthetic`` that is true, where the data are synthetic."""
    table: Any = frame
    found: Frame = table.assign(synthetic=True) if synthetic else frame
    return found


def base_of(frame: Any) -> Base:
    """Return the base of the shares of a table: its column ``base`` holds one."""
    found: Base = frame["base"].tolist()[0]
    return found


def having(key: str) -> Text:
    """Return a condition of ``data/labels.csv``.

    Parameters
    ----------
    key
        Of the condition.

    Examples
    --------
    >>> having("technology")
    Text(zh='有技术类别', en='a technology')
    """
    found = label(key, "condition")
    return Text(found.zh, found.en)


def having_column(name: str) -> Text:
    """Return the condition that a column has a value; English names the column.

    >>> having_column("technology"), having_column("skill")
    (Text(zh='有技术类别', en='technology'), Text(zh='skill', en='skill'))
    """
    return Text(label(name, "condition").zh if known(name, "condition") else name, name)


def lying(name: str) -> Text:
    """Return what a sector, or a section or division of industry, is called within a sentence.

    >>> lying("tertiary"), lying("C")
    (Text(zh='第三产业', en='the tertiary sector'), Text(zh='制造业', en='manufacturing'))
    """
    sector, found = SECTORS.find(name), industry(name)
    if sector:
        return Text(sector.zh, f"the {sector.en.lower()}")
    return Text(found.name_zh, found.name_en.lower()) if found else Text(name, name)
