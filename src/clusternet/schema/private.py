"""Columns that are nobody's business outside: people's names, how to reach them, assistants' remarks."""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

from clusternet.schema import coding
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
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}|"
    r"\(?0\d{2,3}\)?[ -]\d{7,8}(?:-\d+)?|[1-9]\d{5}(?:19|20)\d{9}[\dXx]"
)
_PERSON = re.compile(
    "(?:[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆"
    "郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文]|欧阳|司马|上官|诸葛)[\u4e00-\u9fff]{1,2}"
)
_LOOKED_AT, _FEW = 400, 8
"""Distinct cells that are looked at, and how many names of people there must be at least."""
_OWN = frozenset(column.name for column in (*EDGES, *NODES))


def private(*tables: pd.DataFrame) -> list[str]:
    """Return the columns that look like people's names, contacts or remarks of those who collect.

    Parameters
    ----------
    tables
        Edges and nodes; the columns of the input contract are never among them. Others are told by their
        headers, and by their cells: addresses of mail, numbers of telephones and identity cards, names of
        people in Chinese.

    Returns
    -------
    list of str
        In their order, each once.

    Examples
    --------
    >>> private(pd.DataFrame({"备注": [""], "notebook": ["A4"], "who": ["a.rowan@example.org"]}))
    ['备注', 'who']
    """
    return list(
        dict.fromkeys(
            str(header)
            for table in tables
            for header, column in table.items()
            if header not in _OWN and (_is_private(str(header)) or _holds_people(column))
        )
    )


def _holds_people(column: pd.Series) -> bool:
    """Whether most cells of a column of text are contacts, or nearly all are names of people."""
    if pd.api.types.is_numeric_dtype(column):
        return False
    texts = [str(text).strip() for text in coding.coded(column)[1][:_LOOKED_AT]]
    inked = [text for text in texts if text]
    contacts = sum(_CONTACT.fullmatch(text) is not None for text in inked)
    people = sum(_PERSON.fullmatch(text) is not None for text in inked)
    return contacts > 0.5 * len(inked) or people >= 0.9 * max(len(inked), _FEW)


def _is_private(header: str) -> bool:
    text = unicodedata.normalize("NFKC", header).strip()
    if _CHINESE.search(text):
        return True
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+", " ", text).casefold()
    return _ENGLISH.search(apart) is not None
