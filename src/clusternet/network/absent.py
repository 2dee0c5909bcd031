"""What data lack for an analysis: the errors that several of them raise, with the headers that would do."""

from __future__ import annotations

import pandas as pd

from clusternet.errors import SchemaError

__all__ = ["no_kinds", "no_platforms", "no_relations", "no_years"]


def no_years(edges: pd.DataFrame) -> SchemaError:
    """Return the error of edges without years.

    Parameters
    ----------
    edges
        Without a column ``year``, or with one that holds none.

    Returns
    -------
    SchemaError

    Examples
    --------
    >>> no_years(pd.DataFrame({"source": ["a"], "target": ["b"]})).zh
    '关系表没有年份列；可用的列名：year、date、年份、日期'
    """
    if "year" in edges:
        return SchemaError(
            "the year column holds no year: every cell is blank or unreadable",
            "年份列中没有年份：单元格均为空或无法识别",
        )
    return _no_column("edges", "year", ("year", "date", "年份", "日期"), "关系表没有年份列")


def no_relations() -> SchemaError:
    """Return the error of edges without a column of relation types.

    Examples
    --------
    >>> str(no_relations())
    'the edges have no relation column; accepted headers: relation, 关系, 关系类型'
    """
    return _no_column("edges", "relation", ("relation", "关系", "关系类型"), "关系表没有关系类型列")


def no_platforms() -> SchemaError:
    """Return the error of nodes without a column of platforms.

    Examples
    --------
    >>> str(no_platforms())
    'the nodes have no platform column; accepted headers: platform, 平台, 平台企业'
    """
    return _no_column("nodes", "platform", ("platform", "平台", "平台企业"), "节点表没有平台列")


def no_kinds() -> SchemaError:
    """Return the error of data that do not tell sample nodes from partner nodes.

    Examples
    --------
    >>> no_kinds().zh
    '数据未区分样本节点与关系节点，无法选取'
    """
    return SchemaError(
        "the data name no kinds of nodes (sample, partner), so none can be chosen",
        "数据未区分样本节点与关系节点，无法选取",
    )


def _no_column(table: str, column: str, headers: tuple[str, ...], zh: str) -> SchemaError:
    return SchemaError(
        f"the {table} have no {column} column; accepted headers: {', '.join(headers)}",
        f"{zh}；可用的列名：{'、'.join(headers)}",
    )
