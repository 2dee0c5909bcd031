"""Figure 20: relations by field of application."""

from gallery import distribution_bars

distribution_bars(
    "figure20",
    ("技术合作关系的应用领域分布", "Technology relations by field of application"),
    by="application",
)
