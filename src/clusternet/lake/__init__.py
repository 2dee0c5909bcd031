"""Data sets beyond one machine's memory: one SQL text, answered by DuckDB out of core or by Spark.

>>> import pandas as pd
>>> from clusternet import lake
>>> rows = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
>>> with lake.open({"edges": rows}) as opened:                        # doctest: +SKIP
...     lake.structure.by_year(opened, columns=["nodes", "edges"])
"""

from clusternet.lake import degrees, distribution, places, structure, walks
from clusternet.lake.lake import Lake
from clusternet.lake.opening import open_lake as open

__all__ = ["Lake", "degrees", "distribution", "open", "places", "structure", "walks"]
