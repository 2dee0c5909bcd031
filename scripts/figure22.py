"""Figure 22: relations by sector of the economy."""

from gallery import distribution_bars

distribution_bars(
    "figure22",
    ("技术合作关系的三次产业分布", "Technology relations by sector"),
    by="industry",
    nesting="sector",
)
