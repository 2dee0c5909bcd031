"""Figure 13: platforms by city."""

from gallery import distribution_bars

distribution_bars(
    "figure13", ("平台企业的城市分布", "Platforms by city"), by="city", kind="sample", platforms=True
)
