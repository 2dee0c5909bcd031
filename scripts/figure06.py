"""Figure 6: sample firms by region."""

from gallery import distribution_bars

distribution_bars("figure06", ("样本企业的区域分布", "Sample firms by region"), by="region", kind="sample")
