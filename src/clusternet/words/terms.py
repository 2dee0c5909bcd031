"""The words of a flow figure: what its two ends, its two kinds of flow and its unit are called."""

from __future__ import annotations

from dataclasses import dataclass, field

from clusternet.words.naming import Holds
from clusternet.words.text import Text
from clusternet.words.vocabulary import RELATIONS


@dataclass(frozen=True)
class Terms:
    """How a flow figure speaks.

    Attributes
    ----------
    source, target
        The ends of a flow.
    supplied, received
        Shares of the base, by source and by target.
    intra, inter
        Flows that stay, and flows that leave.
    unit
        What a flow is counted in.
    rest
        What is not drawn by itself.
    kinds
        What the values at the two ends are, so that they are named in the language.
    """

    source: str
    target: str
    supplied: str
    received: str
    intra: str
    inter: str
    unit: str
    rest: str
    kinds: tuple[Holds, Holds] = field(default=("place", "place"), kw_only=True)


_ENDS = {
    True: {
        "zh": ("技术赋能地", "技术输入地", "赋能占比", "输入占比"),
        "en": ("Enabling place", "Receiving place", "Enabling share", "Input share"),
    },
    False: {
        "zh": ("来源地", "去向地", "流出占比", "流入占比"),
        "en": ("Origin", "Destination", "Outflow share", "Inflow share"),
    },
}
_KINDS = {
    "province": {"zh": ("省内", "跨省"), "en": ("within provinces", "between provinces")},
    "city": {"zh": ("本地", "跨地区"), "en": ("local", "between cities")},
    "region": {"zh": ("都市圈内", "跨都市圈"), "en": ("within regions", "between regions")},
    "own": {"zh": ("地区内", "跨地区"), "en": ("within regions", "between regions")},
    "country": {"zh": ("国内", "跨国"), "en": ("within countries", "between countries")},
    "value": {"zh": ("同类", "跨类"), "en": ("same", "different")},
}
_UNITS = {
    "relations": {"zh": "条关系", "en": "relations"},
    "pairs": {"zh": "对节点", "en": "pairs of nodes"},
    "weight": {"zh": "权重", "en": "weight"},
}
_KIND: dict[bool, Holds] = {True: "zone", False: "place"}
_REST = {"zh": "其他", "en": "Other"}


def of_flows(
    language: str = "zh",
    *,
    level: str = "province",
    count: str = "relations",
    technology: bool = True,
    own: bool = False,
) -> Terms:
    """Return the words for flows between places.

    Parameters
    ----------
    level
        ``province``, ``city``, ``region``, ``country``, or ``value`` for values of any other attribute.
    count
        ``relations``, ``pairs`` or ``weight``.
    technology
        Whether technology is what flows: 技术赋能地 to 技术输入地, else 来源地 to 去向地.
    own
        Whether places are names of the data's own, which stay as they are.

    Examples
    --------
    >>> of_flows("zh").target, of_flows("en", level="city", technology=False).source
    ('技术输入地', 'Origin')
    """
    source, target, supplied, received = _ENDS[technology][language]
    intra, inter = _KINDS["own" if own and level == "region" else level][language]
    unit, rest, kind = _UNITS[count][language], _REST[language], _KIND[own and level != "country"]
    return Terms(source, target, supplied, received, intra, inter, unit, rest, kinds=(kind, kind))


_BETWEEN = {
    "province": Text("省际", "provinces"),
    "city": Text("城市间", "cities"),
    "region": Text("都市圈间", "regions"),
    "own": Text("地区间", "regions"),
    "country": Text("国家和地区间", "countries"),
}


def title(level: str, *, technology: bool = True, own: bool = False) -> Text:
    """Return what flows between places of a level are called; regions of the data's own are no 都市圈.

    >>> title("city").zh, title("region", technology=False).en
    ('城市间技术流向', 'Flows between regions')
    """
    between = _BETWEEN["own" if own and level == "region" else level]
    what = Text("技术", "Technology flows") if technology else Text("", "Flows")
    return Text(f"{between.zh}{what.zh}流向", f"{what.en} between {between.en}")


def of_columns(
    language: str, ends: tuple[str, str], *, count: str = "relations", kinds: tuple[Holds, Holds] = ("", "")
) -> Terms:
    """Return the words for two columns of the data, under the names given.

    >>> of_columns("en", ("Technology", "Application")).received
    'Share by application'
    """
    supplied, received = (
        Text(f"{end}占比", f"Share by {end[:1].lower()}{end[1:]}").in_(language) for end in ends
    )
    intra, inter = _KINDS["value"][language]
    unit, rest = _UNITS[count][language], _REST[language]
    return Terms(*ends, supplied, received, intra, inter, unit, rest, kinds=kinds)


def rest_name(terms: Terms, names: list[str], language: str) -> str:
    """Return what the rest is called: in other words where a value itself is called that.

    >>> rest_name(of_flows("zh"), ["北京市", "其他"], "zh")
    '其他（未单列）'
    """
    if terms.rest not in names:
        return terms.rest
    return Text(f"{terms.rest}（未单列）", f"{terms.rest} (not drawn)").in_(language)


def kind_of(relation: str | None) -> Text:
    """Return what relations of a type are called; nothing where all types are meant.

    >>> kind_of("investment"), kind_of("专利转让"), kind_of(None)
    (Text(zh='投融资', en='investment'), Text(zh='专利转让', en='专利转让'), Text(zh='', en=''))
    """
    term = RELATIONS.find(relation or "")
    return Text(term.zh, term.en) if term else Text(relation or "", relation or "")
