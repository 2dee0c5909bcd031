"""Which columns tables that are no network may have, and what they may be called."""

from __future__ import annotations

import re

from clusternet.schema.columns import EDGES, MEASURE, NODES, SOURCE, Column, find


def _table(*columns: Column) -> dict[str, Column]:
    return {column.name: column for column in columns}


COUNTS = _table(
    Column("country", "国家", "who is counted, called by its kind", (
        "institution", "journal", "segment", "国家/地区", "国家和地区", "国家地区", "地区",
        "省份", "城市", "机构", "期刊",
    )),
    Column("unit", "对象", "who is counted, by any other name", ("name", "名称", "单元")),
    Column("count", "数量", "how many", (
        "papers", "patents", "计数", "论文", "论文数", "论文发表数", "专利", "专利数", "专利申请数", "政策数",
        "value", "数值",
    )),
    Column("population", "人口", "inhabitants", ("pop", "人口数")),
    Column("population_year", "人口年份", "year of the inhabitants"),
    Column("population_source", "人口来源", "where the inhabitants are from"),
)  # fmt: skip
"""Columns of tables of counts. In a table with countries, ``unit`` may be what is counted in."""

CROSSTAB = _table(
    Column("unit", "对象", "who", ("单元", "地区", "省份", "国家", "country", "region", "province", "city")),
    Column("field", "领域", "in what", ("技术", "technology", "industry", "行业", "topic", "topics")),
    Column("value", "数值", "how much", ("值", "数量", "count")),
)
"""Columns of long tables of units and fields."""

INDICATORS = _table(
    Column("unit", "对象", "who", (
        "单元",
        "country", "entity", "economy", "国家", "国家/地区", "国家和地区", "地区", "国别",
    )),
    Column("value", "数值", "how much", ("取值", "值", "score", "得分", "分数")),
    Column("indicator", "指标", "of what", (
        "指标名称", "item", "metric", "field", "领域", "segment", "细分", "level2", "二级指标", "dimension",
        "维度", "项目",
    )),
    Column("side", "投入产出", "input or output", ("方面",)),
    Column("level1", "一级指标", "what the indicator belongs to", ("layer", "层")),
    Column("level2", "二级指标", "what the indicator belongs to within that"),
    Column("period", "年份", "when", ("year", "时段", "时期", "年", "年度", "edition", "版次")),
    MEASURE,
    Column("direction", "方向", "whether more or less is better"),
    SOURCE,
)  # fmt: skip
"""Columns of frames of indicators."""

AUTHORS = _table(
    Column("first_author_country", "第一作者国家", "country of the first author", (
        "第一作者国家/地区", "第一作者国家和地区", "first country",
    )),
    Column("author_countries", "作者国家", "countries of all authors", (
        "作者国家/地区", "作者国家和地区", "countries", "country",
    )),
)  # fmt: skip
"""Columns of records of papers."""

COORDINATES = _table(
    Column(
        "place",
        "地点",
        "name of the place",
        ("name", "地区", "名称", "地名", "城市", "省份", "city", "province", "country"),
    ),
    Column("longitude", "经度", "degrees east", ("lon", "lng", "long", "东经", "x")),
    Column("latitude", "纬度", "degrees north", ("lat", "北纬", "y")),
)
THESAURUS = _table(
    Column("alias", "别名", "an item", ("label", "原词")),
    Column("canonical", "标准名称", "the item it counts as", ("replace by", "替换为", "规范名")),
)

_UNITS: tuple[Column, ...] = (
    *(each for each in NODES if each.name in ("province", "city", "region", "country", "category")),
    *(each for each in EDGES if each.name in ("technology", "application", "industry")),
    Column("place", "地区", "place"),
    Column("institution", "机构", "institution", ("organisation", "organization")),
    Column("journal", "期刊", "journal"),
    Column("field", "领域", "field"),
    Column("unit", "对象", "any other", ("name", "名称", "单元")),
)
"""What units of tables may be."""
_NAME = re.compile(r"(?<=.)(?:名称|[\s_]name)$", re.I)
_PLACE = re.compile(r"(?:国家|国别|国家[/和]?地区|省份|城市|(?<![a-z])(?:country|province|city))$", re.I)


def attribute(header: str) -> str:
    """Return which attribute a column of units holds, whatever its header; the header where none is known.

    >>> attribute("所在省份"), attribute("source_city"), attribute("单元"), attribute("skill")
    ('province', 'city', 'unit', 'skill')
    """
    plain = header.removeprefix("source_").removeprefix("target_")
    bare = _NAME.sub("", plain)  # 国家/地区名称, country name
    return next((column.name for each in (plain, bare) for column in _UNITS if find([each], column)), plain)


def holds_places(header: str) -> bool:
    """Whether a header says, behind other words, that its cells are countries, provinces or cities.

    >>> holds_places("第一作者国家"), holds_places("Author country"), holds_places("velocity")
    (True, True, False)
    """
    return bool(_PLACE.search(_NAME.sub("", header)))
