"""The input contract as data: which columns an edge or node table may have, and what they may be called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from clusternet.schema.cells import fold
from clusternet.words.text import Text


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the input.

    Attributes
    ----------
    name
        Its name in code, tables and JSON.
    zh
        Its Chinese name.
    meaning
        One line for the page of columns.
    aliases
        Other headers that are recognised; upper and lower case, spaces, ``_`` and ``-`` make no difference.
    """

    name: str
    zh: str
    meaning: str
    aliases: tuple[str, ...] = ()

    @property
    def headers(self) -> tuple[str, ...]:
        """Every accepted header, the name first."""
        return (self.name, self.zh, *self.aliases)


EDGES: tuple[Column, ...] = (
    Column("source", "来源", "who supplies", (
        "from", "src", "orig", "origin", "supplier", "源", "源节点", "来源节点", "起点", "供给方",
        "提供方", "赋能方", "技术赋能方", "技术提供方", "技术供给方", "供应商", "投资方", "毕业院校", "node1",
        "节点1", "企业A", "企业1", "公司A", "机构A", "Ursprung", "Quelle", "Origen", "Origem",
        "Sorgente",
    )),
    Column("target", "目标", "who receives", (
        "to", "dst", "dest", "destination", "receiver", "recipient", "目标节点", "终点", "接受方",
        "接收方", "需求方", "输入方", "技术输入方", "技术接受方", "技术需求方", "客户", "customer",
        "融资企业", "node2", "节点2", "企业B", "企业2", "公司B", "机构B", "Ziel", "Cible", "Destino",
        "Destinazione",
    )),
    Column("sample", "样本企业", "the surveyed firm (instead of source and target)", (
        "sample_node", "firm", "样本", "样本节点", "样本名称", "企业", "企业名称", "公司", "公司名称",
        "企业全称",
    )),
    Column("partner", "合作方", "its partner", (
        "partner_node", "counterpart", "关系节点", "合作伙伴", "合作单位", "合作企业", "合作机构",
        "合作方名称", "伙伴",
    )),
    Column("direction", "方向", "enable (sample to partner), input, or both", (
        "关系方向", "流向", "技术流向", "赋能或输入", "赋能/输入",
    )),
    Column("year", "年份", "year or date of the relation", (
        "date", "time", "年", "年度", "日期", "时间", "签约时间", "签约日期", "合作时间", "合作年份",
        "合作日期", "发生时间", "发生年份", "披露时间", "融资时间",
    )),
    Column("relation", "关系类型", "technology, human_capital or investment", (
        "relation_type", "tie", "关系", "合作类型", "联系类型",
    )),
    Column("weight", "权重", "weight of the row, 1 if missing", (
        "weights", "edge_weight", "strength", "count", "边权", "边权重", "权值", "Gewicht", "Poids", "Peso",
    )),
    Column("technology", "技术", "technology supplied", (
        "tech", "技术类型", "技术类别", "技术领域", "核心技术",
    )),
    Column("application", "应用领域", "field of application", (
        "application_field", "应用", "应用场景", "应用行业",
    )),
    Column("industry", "行业", "industry, a GB/T 4754 code", (
        "industry_code", "产业", "行业代码", "国民经济行业",
    )),
    Column("provenance", "出处", "where the row was found", (
        "evidence", "reference", "url", "信息来源", "数据来源", "来源链接", "资料来源", "网址", "链接",
    )),
    Column("edge_type", "边类型", "Gephi's Type: Directed or Undirected", ("type",)),
)  # fmt: skip

NODES: tuple[Column, ...] = (
    Column("id", "编号", "what edges refer to", (
        "node", "key", "节点", "节点编号", "节点id", "企业编号", "代码",
    )),
    Column("name", "名称", "name to print; the id if missing", (
        "label", "title", "节点名称", "企业名称", "企业", "公司名称", "公司", "机构名称", "单位名称",
    )),
    Column("kind", "节点类型", "sample or partner", ("node_kind", "node_type", "样本或关系", "节点类别")),
    Column("category", "机构类型", "enterprise, university, institute, government, investor, ...", (
        "organisation_type", "organization_type", "机构类别", "单位类型", "企业类型", "主体类型",
    )),
    Column("province", "省份", "province", (
        "省", "所在省", "所在省份", "省市", "省/市", "省市自治区", "所属省份",
    )),
    Column("city", "城市", "city", ("市", "所在城市", "所在市", "地级市", "所属城市", "所在地")),
    Column("region", "区域", "region", ("都市圈", "城市群", "所在区域")),
    Column("platform", "平台", "yes or no", ("is_platform", "是否平台", "平台企业", "是否平台企业")),
    Column("country", "国家", "country or region", (
        "country_code", "国别", "国家地区", "国家/地区", "国家和地区", "所在国家",
    )),
    Column("founded", "成立年份", "year of foundation", ("founded_year", "成立时间", "成立日期", "注册时间")),
    Column("parent", "母公司", "group it belongs to", ("group", "集团", "所属集团")),
    Column("stock_code", "股票代码", "stock code, kept as text", ("ticker", "证券代码")),
    Column("credit_code", "统一社会信用代码", "18-digit credit code, kept as text", ("uscc", "信用代码")),
    Column("left_year", "退出年份", "year from which a sample counts as a partner node", (
        "exit_year", "退出样本年份",
    )),
)  # fmt: skip

OTHER_NAMES: tuple[Column, ...] = (
    Column("full_name", "全称", "full name: counts as the id where ties use it", (
        "企业全称", "公司全称", "机构全称", "单位全称", "工商全称", "注册名称", "registered name",
    )),
    Column("short_name", "简称", "short name, likewise", (
        "企业简称", "公司简称", "机构简称", "单位简称", "品牌名", "常用名", "abbreviation",
    )),
    Column("former_name", "曾用名", "names it had before, likewise; 、 or ； between several", (
        "原名", "前名", "更名前", "previous name", "formerly",
    )),
    Column("english_name", "英文名", "English name, likewise", ("英文名称", "name_en", "english")),
    Column("other_names", "别名", "any other names, likewise; 、 or ； between several", (
        "其他名称", "又名", "aliases", "alias",
    )),
)  # fmt: skip
"""Columns of a node table with further names of a node: aliases of its id."""

YEAR = Column("year", "年份", "year", (
    "PY", "publication year", "pub_year", "application year", "年", "年度", "发表年份", "出版年",
    "出版年份", "申请年份", "授权年份",
))  # fmt: skip
DATE = Column("date", "日期", "date, whose year is taken")
MEASURE = Column(
    "measure", "计量单位", "what numbers are in", ("currency", "unit_of_measure", "币种", "货币", "单位")
)
SOURCE = Column("source", "来源", "where a number is from", ("数据来源",))
RANK = Column("rank", "排名", "printed rank", ("名次", "位次"))


_ORDINAL = re.compile(
    r"(?:.*[_ ])?(?:no|id|rank|seed_lines|序号|排名|名次)|.*(?:编号|编码|代码|号|号码)", re.IGNORECASE
)

END_WORDS: dict[str, tuple[str, ...]] = {
    "source": (
        "source",
        "from",
        "supplier",
        "来源",
        "供给方",
        "赋能方",
        "提供方",
        "供应商",
        "投资方",
    ),
    "target": (
        "target",
        "to",
        "receiver",
        "customer",
        "目标",
        "接受方",
        "输入方",
        "需求方",
        "客户",
        "融资企业",
    ),
    "sample": ("sample", "firm", "样本", "企业", "公司", "样本企业"),
    "partner": ("partner", "合作方", "合作伙伴", "合作单位", "关系节点", "伙伴"),
}
"""Words that, before a node column's header, carry that attribute on an edge row: 合作方城市, target_city."""

FORMS = (("source", "target"), ("sample", "partner"))

ORIGIN = ("row_file", "row_sheet", "row_line")
"""Columns added to edges: where a row stood. A header of that name is read as ``row_file (2)``."""

REPORTER = "row_reporter"
"""Column of edges on their way: the sample that reported the row."""


SHARED = "row_shared"
"""Column of edges on their way: whether the row gave a value once for several names (1), or a place
(:data:`PLACE_SHARED` for the first of them, twice that for the others)."""

PLACE_SHARED = 2
"""What :data:`SHARED` adds for a place."""


def edge_names() -> tuple[str, ...]:
    """Return every column name an edge table may use: its own, and node attributes carried by either end."""
    carried = (f"{end}_{column.name}" for end in END_WORDS for column in NODES if column.name != "id")
    return (*(column.name for column in EDGES), *carried)


def node_names() -> tuple[str, ...]:
    """Return every column name a node table may use."""
    return tuple(column.name for column in (*NODES, *OTHER_NAMES))


def called(name: str, language: str) -> str:
    """Return what a column of the input is called.

    >>> called("stock_code", "zh"), called("partner_city", "zh"), called("partner_city", "en")
    ('股票代码', '合作方城市', 'partner city')
    """
    known = {column.name: column.zh for column in (*NODES, *OTHER_NAMES, *EDGES)}
    end, _, rest = name.partition("_")
    chinese = known[name] if name in known else known[end] + known[rest]
    return Text(chinese, name.replace("_", " ")).in_(language)


def find(headers: Iterable[object], *wanted: str | Column) -> str:
    """Return the first header that is one of some words or names a column, in the order of these; else "".

    >>> find(["Papers", "国家"], YEAR, "国家", "papers")
    '国家'
    """
    present: dict[str, str] = {}
    for header in map(str, headers):
        present.setdefault(header, header)
    folded: dict[str, str] = {}
    for header in present:
        folded.setdefault(fold(header), header)
    found = (present.get(word) or folded.get(fold(word)) for word in words(*wanted))
    return next((header for header in found if header), "")


def words(*wanted: str | Column) -> tuple[str, ...]:
    """Return the headers that are looked for."""
    return tuple(word for each in wanted for word in (each.headers if isinstance(each, Column) else (each,)))


def is_ordinal(header: str) -> bool:
    """Tell a header of numbers that measure nothing: a running number, an id, a rank.

    >>> is_ordinal("paper_id"), is_ordinal("行业编号"), is_ordinal("专利号"), is_ordinal("papers")
    (True, True, True, False)
    """
    return _ORDINAL.fullmatch(header) is not None


def markdown(columns: Iterable[Column]) -> str:
    """Return columns as the table that the page of columns prints."""
    rows = ["| column | 中文 | holds | other headers recognised |", "|---|---|---|---|"]
    for column in columns:
        aliases = ", ".join(f"`{alias}`" for alias in column.aliases)
        rows.append(f"| `{column.name}` | {column.zh} | {column.meaning} | {aliases} |")
    return "\n".join(rows)
