"""Figure 24: relations by secondary industry."""

from gallery import distribution_bars

distribution_bars(
    "figure24",
    ("技术合作关系的第二产业分布", "Technology relations by secondary industry"),
    by="industry",
    nesting="section",
    within="secondary",
)
