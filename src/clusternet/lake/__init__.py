"""Data sets beyond one machine's memory: one SQL text, answered by DuckDB out of core or by Spark.

>>> import pandas as pd
>>> from clusternet import lake
>>> rows = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
>>> with lake.open({"edges": rows}) as opened:                        # doctest: +SKIP
...     opened.metrics(columns=["nodes", "edges"])
"""

from clusternet.lake.lake import Lake
from clusternet.lake.opening import open_lake as open

__all__ = ["Lake", "open"]
