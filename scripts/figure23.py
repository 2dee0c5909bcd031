"""Figure 23: relations by tertiary industry."""

from gallery import distribution_bars

distribution_bars(
    "figure23",
    ("技术合作关系的第三产业分布", "Technology relations by tertiary industry"),
    by="industry",
    nesting="section",
    within="tertiary",
)
