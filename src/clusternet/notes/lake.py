"""What is said of results that an engine counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clusternet.words.labels import label
from clusternet.words.text import Text

if TYPE_CHECKING:
    import pandas as pd

_ENGINES = {"duckdb": "DuckDB", "spark": "Spark"}

NO_INTERVALS = Text(
    "区间、活跃企业与有效企业为空：需在单机上重抽样企业（--engine local）。",
    "Intervals, active and effective firms are empty: resampling firms needs one machine (--engine local).",
)


def counted_by(engine: str) -> Text:
    """Return the line that says which engine counted."""
    name = _ENGINES[engine]
    return Text(f"由 {name} 计算。", f"Counted by {name}.")


def empty_columns(frame: pd.DataFrame) -> list[Text]:
    """Return the line that names the columns of structure that are empty on an engine, if any are."""
    named = [str(name) for name in frame if len(frame) and frame[name].isna().all() and name != "year"]
    if not named:
        return []
    zh, en = ("、".join(label(name).zh for name in named), ", ".join(label(name).en for name in named))
    return [
        Text(
            f"为空的列：{zh}。平均路径长度、可达比例与平均聚类系数用 --columns 点名时才计算，"
            "其余需在单机上计算。",
            f"Empty: {en}. Path length, reachable share and clustering are computed where --columns names "
            "them; the others need one machine.",
        )
    ]


def refused_rows(rows: int, refused: int, others: int) -> Text:
    """Return the line that counts the rows that were refused, or read otherwise than written."""
    return Text(
        f"{rows:,} 行中 {refused:,} 行被拒绝；另有 {others:,} 处的读法与写法不同。",
        f"{refused:,} of {rows:,} rows refused; {others:,} cells are read otherwise than written.",
    )
