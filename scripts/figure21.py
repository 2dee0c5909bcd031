"""Figure 21: relations by field of application, year by year."""

from gallery import distribution_bars

distribution_bars(
    "figure21",
    ("技术合作关系的应用领域分布，分年", "Technology relations by field of application and year"),
    by="application",
    by_year=True,
)
