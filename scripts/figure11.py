"""Figure 11: platforms by region."""

from gallery import distribution_bars

distribution_bars(
    "figure11", ("平台企业的区域分布", "Platforms by region"), by="region", kind="sample", platforms=True
)
