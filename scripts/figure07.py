"""Figure 7: sample firms by province."""

from gallery import distribution_bars

distribution_bars(
    "figure07", ("样本企业的省份分布", "Sample firms by province"), by="province", kind="sample"
)
