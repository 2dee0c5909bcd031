"""Columns that are nobody's business outside: people's names, how to reach them, assistants' remarks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from clusternet.schema.columns import EDGES, NODES

_CHINESE = re.compile(
    "姓名|(?<!法)人名|联系人|联系方式|联络人|电话|手机|传真|邮箱|邮件地址|微信|身份证|住址|生日|"
    "备注|附注|批注|旁注|备考|核对|复核|校对|审核|存疑|待查|待核|"
    "录入[人员者]|采集[人员者]|填[报表写][人员者]?$|调[查研]员|编码员|访谈[人员]|受访[人者]|助理$|经办人|负责人$|"
    "法定代表人|法人代表|创始人$|发明人|董事长|总经理|高管$|^作者|^制表"
)
_ENGLISH = re.compile(
    r"\b(?:contacts?|(?:tele)?phone|tel|mobile|cell|fax|e ?mail|mail|wechat|weixin|qq|birthda(?:y|te)|ssn|"
    r"remarks?|notes?|comments?|memo|todo|checked|verified|person|interviewe[er]|respondent|coder|collector|"
    r"assistant|recorder|inventors?|authors?|ceo|(?:sur|(?:first|last|full|given|family) ?)name|"
    r"(?:entered|recorded|collected|coded) by|legal representative)\b"
)
_OWN = frozenset(column.name for column in (*EDGES, *NODES))


def private(headers: Iterable[str]) -> list[str]:
    """Return the headers of columns that look like people's names, contacts or remarks of those who collect.

    Parameters
    ----------
    headers
        Of edges or nodes; the columns of the input contract are never among them.

    Returns
    -------
    list of str
        In their order.

    Examples
    --------
    >>> private(["source", "备注", "联系电话", "Contact person", "notes", "合作类型", "notebook"])
    ['备注', '联系电话', 'Contact person', 'notes']
    """
    return [header for header in headers if header not in _OWN and _is_private(header)]


def _is_private(header: str) -> bool:
    text = unicodedata.normalize("NFKC", header).strip()
    if _CHINESE.search(text):
        return True
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+", " ", text).casefold()
    return _ENGLISH.search(apart) is not None
