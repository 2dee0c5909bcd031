"""Figure 12: platforms by province."""

from gallery import distribution_bars

distribution_bars(
    "figure12", ("平台企业的省份分布", "Platforms by province"), by="province", kind="sample", platforms=True
)
