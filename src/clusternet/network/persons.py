"""Natural persons among the nodes: those said to be, those that look like it, and a network without names."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from clusternet.network.relations import PEOPLE
from clusternet.network.value_network import ValueNetwork
from clusternet.typing import Marks
from clusternet.words.text import Text

__all__ = ["PERSON", "named_like", "persons", "suspected", "without_names"]

PERSON = "person"
"""The category of natural persons."""
_MARKED = "nameless"
"""Column of the nodes that marks persons whose names were taken away."""
_NAMELESS = Text("个人", "person")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖"
    "贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹"
    "申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉"
)
_CHINESE = re.compile(
    rf"(?:欧阳|上官|司马|诸葛|皇甫|司徒|令狐|[{_SURNAMES}])[\u4e00-\u9fff]{{1,2}}(?:先生|女士|教授|博士|院士)?"
)
_LATIN = re.compile(
    r"(?:(?:Dr|Prof|Mr|Ms|Mrs)\.? )?[A-Z][a-z]+(?:-[A-Z]?[a-z]+)?(?: [A-Z]\.)*"
    r"(?: (?:[A-Z][a-z]+|[A-Z]['’][A-Z][a-z]+))"
)
_ORGANISATION = re.compile(
    r"公司|集团|大学|学院|学校|研究|医院|银行|基金|资本|科技|协会|学会|中心|政府|委|局|厂|店|社|网|院$|所$|"
    r"\b(?:university|college|institute|inc|ltd|group|bank|capital|fund|lab|labs|technologies|technology|"
    r"systems|media|hospital|school|partners|ventures|holdings|society|association|city|council)\b",
    re.I,
)


def named_like(name: str) -> bool:
    """Return whether a name may be a person's: a Chinese surname and one or two letters, or two Latin words.

    Parameters
    ----------
    name
        Of a node.

    Examples
    --------
    >>> [named_like(name) for name in ("张伟", "欧阳修", "张江科技", "Ada Lovelace", "Kyoto University")]
    [True, True, False, True, False]
    """
    if _ORGANISATION.search(name):
        return False
    return bool(_CHINESE.fullmatch(name) or _LATIN.fullmatch(name))


def persons(net: ValueNetwork) -> Marks:
    """Mark the nodes that are persons, as the data say or as it looks; see :func:`suspected`.

    Parameters
    ----------
    net
        The network.

    Returns
    -------
    ndarray of bool, shape (nodes,)

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> nodes = pd.DataFrame({"id": ["a", "b"], "category": ["person", "university"]})
    >>> persons(from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]}), nodes)).tolist()
    [True, False]
    """
    if _MARKED in net.nodes:
        return net.nodes[_MARKED].to_numpy(dtype=bool)
    said = np.zeros(len(net.nodes), dtype=bool)
    if "category" in net.nodes:
        said = net.nodes["category"].astype(object).eq(PERSON).fillna(False).to_numpy(dtype=bool)
    return np.asarray(said | suspected(net))


def suspected(net: ValueNetwork) -> Marks:
    """Mark the nodes with ties of human capital alone, no category, and a name like a person's.

    Parameters
    ----------
    net
        The network.

    Returns
    -------
    ndarray of bool, shape (nodes,)

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> ties = pd.DataFrame({"source": ["张伟", "张江"], "target": ["甲公司"] * 2})
    >>> suspected(from_frames(ties.assign(relation=["human_capital", "technology"]))).tolist()
    [True, False, False]
    """
    found = np.zeros(len(net.nodes), dtype=bool)
    if "relation" not in net.edges:
        return found
    people = net.edges["relation"].eq(PEOPLE).fillna(False).to_numpy(dtype=bool)
    met, other = np.zeros_like(found), np.zeros_like(found)
    for end in net.ends:
        met[end[people]] = True
        other[end[~people]] = True
    if "category" in net.nodes:
        cells = net.nodes["category"].astype(object)
        other |= (cells.notna() & cells.ne("")).to_numpy(dtype=bool)
    names = _names(net)
    for place in np.flatnonzero(met & ~other).tolist():
        found[place] = named_like(names[place])
    return found


def _names(net: ValueNetwork) -> list[str]:
    ids = net.nodes.index.to_series()
    return (net.nodes["name"].fillna(ids) if "name" in net.nodes else ids).astype(str).tolist()


def without_names(net: ValueNetwork, language: str) -> ValueNetwork:
    """Return a network in which persons have numbers for ids and names; the same where there are none.

    Parameters
    ----------
    net
        The network.
    language
        ``zh`` or ``en``.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> nodes = pd.DataFrame({"id": ["Ada", "b"], "category": ["person", "university"]})
    >>> net = from_frames(pd.DataFrame({"source": ["Ada"], "target": ["b"]}), nodes)
    >>> without_names(net, "en").nodes.index.tolist()
    ['person 1', 'b']
    """
    there = persons(net)
    if not there.any():
        return net
    taken, number, named = set(net.nodes.index.astype(str)), 0, {}
    for node in net.nodes.index[there]:
        number += 1
        while f"{_NAMELESS.in_(language)} {number}" in taken:
            number += 1
        named[node] = f"{_NAMELESS.in_(language)} {number}"
    index = net.nodes.index.map(lambda node: named.get(node, node)).rename(net.nodes.index.name)
    nodes = net.nodes.set_axis(index, axis=0)
    for column in ("name", "credit_code", "stock_code", "parent"):
        if column in nodes:
            hidden = index.to_series() if column == "name" else pd.NA
            nodes[column] = nodes[column].astype(object).mask(there, hidden)
    edges = net.edges.assign(
        **{end: net.edges[end].cat.rename_categories(list(index)) for end in ("source", "target")}
    )
    return replace(net, nodes=nodes.assign(**{_MARKED: there}), edges=edges)
