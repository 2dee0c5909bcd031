"""Figure 25: relations by branch of manufacturing."""

from gallery import distribution_bars

distribution_bars(
    "figure25",
    ("技术合作关系的制造业分布", "Technology relations by branch of manufacturing"),
    by="industry",
    within="C",
)
