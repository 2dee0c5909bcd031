"""What a header says: what its column holds, and of which end of a tie."""

from __future__ import annotations

import re

from clusternet.schema import recognition
from clusternet.schema.cells import fold

_NAME_END = re.compile(
    r"(?:方|企业|公司|单位|机构|伙伴|高校|院校|学校|大学|院所|研究所|对象|客户|供应商|主体|组织|集团|投资人|股东|基金|实验室)"
    r"(?:名称|全称|简称)?[a-z\d一二三四]?$|(?:输入|引进|采购)来源$|^名称$|^名字$|(?:组织|单位|机构)名$|"
    r"(?:firm|company|partner|partners|investors?|investee|portfoliocompany|university|institution|organi[sz]ation|supplier|customer|name)$"
)
_ROLES: tuple[tuple[str, str], ...] = (
    ("ordinal", r"^(?:序号?|编号|no\.?|id|#|行号|项目编号|记录编号|案例编号)$"),
    ("technology", r"^(?:核心|主要|合作|输出|所用|涉及)?技术(?:类型|类别|领域|方向|名称|分类|种类)$"),
    ("application", r"^应用(?:领域|类型|类别|方向|行业|场景)$"),
    ("industry", r"(?:行业|产业)(?:类别|分类|类型|代码|门类|名称)?$"),
    ("relation", r"^(?:关系|合作|联系)(?:类型|类别|性质|种类)$"),
    ("credit_code", r"信用代码|uscc|creditcode"),
    ("stock_code", r"股票|证券代码|上市代码|ticker|stockcode"),
    ("note", r"备注|说明|remark|notes?$|核对|核实|审核|采集|录入|填表|填报|复核|校对|状态|^check"),
    ("person", r"姓名|负责人|联系人|创始人|人员|高管$|发明人|contact|person"),
    ("other", r"职务|职位|岗位|position|学历|学位|专业|形式|层次|阶段|原因|轮次|^round|major|degree"),
    ("other", r"手机|电话|邮箱|phone|mail"),
    ("amount", r"金额|融资额|投资额|出资额|估值|规模|资本$|amount|value$|价格|万元|亿元"),
    ("full_name", r"全称|工商名|注册名"),
    ("short_name", r"简称|品牌名|常用名|shortname|abbreviation"),
    ("former_name", r"曾用名|原名|更名|前名|formername"),
    ("english_name", r"英文|englishname"),
    ("other_names", r"别名|又名|其他名称|aliases"),
    ("left_year", r"退出|剔除|注销|离开|left|exit"),
    ("founded", r"成立|注册(?:时间|日期|年)|创立|设立|创建(?:时间|年)|founded|established"),
    ("year", r"年$|年份|年度|时间|日期|签约日|披露日|year|date|time|^when$"),
    ("platform", r"平台"),
    ("category", r"(?:类型|类别|性质|属性|分类|种类|category|type|kind)$"),
    ("direction", r"方向|流向|赋能或|赋能/|输入/|输出/|供需|direction|输入输出"),
    ("industry", r"行业|产业|门类|industry|sector"),
    ("application", r"应用|场景|用途|application|scenario|field"),
    ("technology", r"技术|tech"),
    ("relation", r"关系|relation|tie"),
    ("provenance", r"来源|出处|链接|网址|url|依据|资料|reference|link|source$"),
    ("country", r"国家|国别|country|nation"),
    ("province", r"^.*省(?:份|级|区)?$|province"),
    ("city", r"市|城市|所在地|所在|地区|地点|属地|注册地|地址|区域|位置|location|city|place|region|address"),
    ("parent", r"母公司|所属集团|控股股东|parent"),
    ("number", r"数$|数量|人数|论文|专利|count|number|占比|比例|指数|得分|排名"),
)  # fmt: skip
_BEHIND = re.compile(
    r"^.*(?:方|伙伴|企业|公司|单位|机构|高校|院校|学校|partner|firm|company|supplier|customer)\s*(?=.)"
)
"""Whose a column is, before what it holds: 技术供给方所在省市."""
_FIRST = 5
"""Roles that are told before names: 合作方编号 is no name."""
_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _ROLES)
_SIDES = {
    "sample": r"样本|骨干|本企业|本公司|我方|龙头|融资(?:企业|公司|方|主体)|被投|获投|标的|"
    r"任职|就职|现职|sample|investee|portfolio",
    "source": r"供给|提供方|供应方|赋能方|输出方|转让方|许可方|出让|(?:输入|引进|采购)来源|"
    r"引进对象|采购对象|上游|^来源$|^源|supplier|provider|^from|"
    r"^source",
    "target": r"需求方|接受方|接收方|输入方|受让|被许可|"
    r"(?:赋能|输出|服务|转让|销售|供货)对象|下游|目标|receiver|recipient|^to$|^target|customer",
    "partner": r"合作|伙伴|对方|对接|关联|关系|客户|供应商|高校|院校|学校|大学|院所|研究所|科研|出资|"
    r"投资方|投资机构|投资人|投资者|领投|跟投|股东|基金|毕业|单位|机构|partner|investor|universit|institut",
    "sample ": r"企业|公司|融资|firm|company|enterprise",
}  # fmt: skip
_SIDE_PATTERNS = {side: re.compile(pattern) for side, pattern in _SIDES.items()}

NAMES = "name"
"""The role of a column of names of organisations."""


def role_of(header: str) -> str:
    """Return what a header says its column holds, blank where it says nothing.

    >>> [role_of(text) for text in ("技术合作方所在地", "技术提供方", "行业代码", "企业全称")]
    ['city', 'name', 'industry', 'full_name']
    """
    text = bare(header)
    if (rest := _BEHIND.sub("", text)) != text and rest and (role := role_of(rest)):
        return role
    known = recognition.EDGE_HEADERS.get(text, "") or recognition.NODE_HEADERS.get(text, "")
    if known in ("direction", "relation", "weight", "founded", "platform", "credit_code", "stock_code"):
        return known
    if text in ("省/市", "省市", "省份/城市", "省份城市"):
        return "city"
    short = next((role for role, pattern in _PATTERNS[:_FIRST] if pattern.search(text)), "")
    if not short and _NAME_END.search(text) and not re.search(r"全称|简称|母公司|所属集团|控股股东", text):
        return NAMES
    return short or next((role for role, pattern in _PATTERNS if pattern.search(text)), "")


def side_of(text: str) -> str:
    """Return the end of a tie that a header or the group above it speaks of, blank where it does not say.

    >>> [side_of(text) for text in ("合作方类型", "样本企业", "技术输入方", "合作企业", "签约时间")]
    ['partner', 'sample', 'target', 'partner', '']
    """
    folded = bare(text)
    return next((side.strip() for side, pattern in _SIDE_PATTERNS.items() if pattern.search(folded)), "")


def bare(header: str) -> str:
    """Return a header without its unit and what carries no meaning."""
    return re.sub(r"[（(\[【][^（(\[【）)\]】]*[)）\]】]\s*$", "", fold(header)) or fold(header)


def is_known(header: str) -> bool:
    """Whether a text may be a header: one of the contract, or one that says what its column holds."""
    text = bare(header)
    return bool(text) and (
        text in recognition.EDGE_HEADERS
        or text in recognition.NODE_HEADERS
        or (len(text) <= 14 and bool(role_of(text)))
    )
