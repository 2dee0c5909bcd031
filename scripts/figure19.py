"""Figure 19: relations by technology, year by year."""

from gallery import distribution_bars

distribution_bars(
    "figure19",
    ("技术合作关系的技术类别分布，分年", "Technology relations by technology and year"),
    by="technology",
    by_year=True,
)
