"""Headers that name an end of a tie by its role: 卖方 and 买方, lender and borrower."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from clusternet.schema.cells import fold

_GIVERS = (
    "供", "供应", "供货", "供给", "提供", "卖", "销售", "出售", "出卖", "转让", "出让", "让与", "许可",
    "授权", "出口",
    "输出", "转出", "流出", "迁出", "调出", "汇出", "技术输出", "技术转让", "投资", "出资", "领投", "收购",
    "并购",
    "贷款", "出借", "放款", "债权", "出租", "发货", "发送", "发出", "寄件", "资助", "捐赠", "捐助", "赞助",
    "援助",
    "担保", "派出", "原产", "始发", "出发", "起运", "来源", "赋能", "毕业", "培养", "上游", "服务提供",
    "持股", "控股",
)  # fmt: skip
_TAKERS = (
    "需", "需求", "采购", "购买", "买", "买受", "购货", "受让", "被许可", "被授权", "进口", "输入", "转入",
    "流入",
    "迁入", "调入", "汇入", "吸纳", "技术吸纳", "技术受让", "被投资", "被投", "受资", "融资", "被收购",
    "被并购",
    "标的", "借款", "借入", "债务", "承租", "收货", "接收", "收件", "接受", "受援", "受助", "被资助",
    "受资助", "受捐",
    "受赠", "被担保", "目的", "目标", "到达", "运抵", "使用", "用人", "录用", "就业", "任职", "被赋能",
    "下游", "参股", "被持股",
)  # fmt: skip
_DOUBTFUL_GIVERS = ("受托", "承包", "中标", "承接", "引用", "施引")
_DOUBTFUL_TAKERS = ("委托", "发包", "招标", "被引", "被引用")
_GIVING = (
    "seller", "vendor", "exporter", "licensor", "lender", "creditor", "lessor", "grantor", "assignor",
    "transferor",
    "donor", "funder", "sponsor", "investor", "leadinvestor", "acquirer", "acquiror", "bidder",
    "shareholder",
    "sender", "shipper", "consignor", "producer", "provider", "supplier", "exporting", "parent",
    "university", "school", "almamater", "upstream", "guarantor", "owner", "供应商", "卖家", "股东",
    "母公司",
)  # fmt: skip
_TAKING = (
    "buyer", "purchaser", "importer", "licensee", "borrower", "debtor", "lessee", "grantee", "assignee",
    "transferee", "donee", "beneficiary", "investee", "acquiree", "acquired", "consignee", "addressee",
    "consumer",
    "user", "client", "customer", "recipient", "receiver", "subsidiary", "portfolio", "importing",
    "employer", "downstream", "startup", "客户", "用户", "买家", "标的", "子公司",
)  # fmt: skip
_DOUBTFUL_GIVING = ("contractor", "agent", "citing", "partyb", "乙方")
_DOUBTFUL_TAKING = ("principal", "cited", "commissioner", "partya", "甲方")
_PARTIES = "方|人|者|商|单位|企业|公司|机构|主体|院校|高校"
_PLACES = "国家|国别|国|地区|地|省份|省|城市"
_THEIRS = "company|firm|organi[sz]ation|org|party|entity|institution|node"
_FROM, _TO = "source|origin|from", "target|destination|dest|to"
"""Words that name an end where a place stands behind them; alone they are headers of the contract."""
_REALMS = "country|nation|economy|state|region|province|city|port|place"
_FIRMS = frozenset(
    map(fold, ("company", "company_name", "organization", "organisation", "organization_name", "enterprise"))
)
"""Headers of the firm that a table is about, beside those of a sample."""

_OF_FIRMS = re.compile(
    "供|需|采购|投资|出资|领投|融资|客户|suppl|vendor|customer|client|investor|buyer|seller|lender"
)
"""Roles that are told of the firm a table is about, which is the other end then."""

_LEVELS = (
    ("country", re.compile("国|country|nation|economy")),
    ("province", re.compile("省|province")),
    ("city", re.compile("城市|city")),
)


def _pattern(chinese: tuple[str, ...], english: tuple[str, ...], of: str = "(?!)") -> re.Pattern[str]:
    stems, words = ("|".join(sorted(each, key=len, reverse=True)) for each in (chinese, english))
    party = rf"(?:{stems})(?:{_PARTIES})|(?:{words})(?:{_THEIRS})?"
    place = rf"(?:{stems})(?:{_PLACES})|(?:{words}|{of})(?:{_REALMS})"
    return re.compile(rf"(?P<place>{place})|(?P<party>{party})(?P<rest>.*)")


_ENDS = (
    ("source", False, _pattern(_GIVERS, _GIVING, _FROM)),
    ("target", False, _pattern(_TAKERS, _TAKING, _TO)),
    ("source", True, _pattern(_DOUBTFUL_GIVERS, _DOUBTFUL_GIVING)),
    ("target", True, _pattern(_DOUBTFUL_TAKERS, _DOUBTFUL_TAKING)),
)
_OWN = ("", *map(fold, ("id", "编号", "代码", "code", "name", "名称", "名", "全称", "label", "iso", "iso3")))
"""What may stand behind a role in the header of the end itself, the first preferred."""


@dataclass(frozen=True, slots=True)
class Role:
    """What a header says of an end.

    Attributes
    ----------
    end
        ``source``, who gives, or ``target``, who receives.
    rank
        0 for the best header of an end; places stand behind parties.
    doubtful
        Whether people differ about who is the giver.
    level
        ``country``, ``province`` or ``city`` where the end is a place.
    rest
        What else the header says of the end (卖方省份: 省份); blank for the end itself.
    """

    end: str
    rank: int = 0
    doubtful: bool = False
    level: str = ""
    rest: str = ""


def role(header: str) -> Role | None:
    """Return the role that a header names, None for any other header.

    Examples
    --------
    >>> role("卖方名称").end, role("Importer_Country").level, role("买方省份").rest, role("销售额")
    ('source', 'country', '省份', None)
    """
    text = fold(header)
    for end, doubtful, pattern in _ENDS:
        match = pattern.fullmatch(text)
        if match and match["place"]:
            level = next((name for name, words in _LEVELS if words.search(match["place"])), "")
            return Role(end, len(_OWN), doubtful, level)
        if match:
            own = match["rest"] in _OWN
            return Role(
                end, _OWN.index(match["rest"]) if own else 0, doubtful, "", "" if own else match["rest"]
            )
    return None


def ends(names: Mapping[str, str], given: Collection[str]) -> dict[str, str]:
    """Return header -> end where headers name ends by their roles; nothing where they do not name both.

    Both ends by their roles go before headers such as 来源, which then say where a row was found; one goes
    with the other end of the contract, or with the firm that the table is about (公司, 投资方).

    Parameters
    ----------
    names
        Header -> column name, as recognised so far, without both ends.
    given
        Column names that a descriptor gives to headers.

    Examples
    --------
    >>> ends({"来源": "source", "甲方": "甲方", "乙方": "乙方"}, ())
    {'乙方': 'source', '甲方': 'target'}
    >>> ends({"公司": "sample", "投资方": "source"}, ())
    {'投资方': 'source', '公司': 'target'}
    """
    roles = {header: each for header, name in names.items() if name not in given and (each := role(header))}
    best: dict[str, str] = {}
    for end in ("source", "target"):
        own = [header for header, each in roles.items() if each.end == end and not each.rest]
        own = [header for header, name in names.items() if name == end and end in given] or own
        if own:
            best[end] = min(own, key=lambda each: roles[each].rank if each in roles else 0)
    if len(best) == 1:
        end = next(iter(best))
        other = {"source": "target", "target": "source"}[end]
        known = [header for header, name in names.items() if name == other]
        if not known and _OF_FIRMS.search(fold(best[end])) and "partner" not in names.values():
            known = [head for head, name in names.items() if name == "sample" or fold(head) in _FIRMS]
        best |= {other: known[0]} if known else {}
    return {header: end for end, header in best.items()} if len(best) == 2 else {}


def carried(names: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """Return header -> column of what headers beside the ends say of them (卖方省份: source_province).

    Parameters
    ----------
    names
        Header -> column name; headers that are not recognised have their own.
    known
        Folded header -> column of nodes.
    """
    found: dict[str, str] = {}
    for header, name in names.items():
        each = role(header) if name == header else None
        if each is None:
            continue
        column = known.get(each.rest, "") if each.rest else each.level or ("name" if each.rank else "")
        column = f"{each.end}_{column}" if column and column != "id" else ""
        if column and column not in {*names.values(), *found.values()}:
            found[header] = column
    return found


__all__ = ["Role", "carried", "ends", "role"]
