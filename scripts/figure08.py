"""Figure 8: sample firms by city."""

from gallery import distribution_bars

distribution_bars("figure08", ("样本企业的城市分布", "Sample firms by city"), by="city", kind="sample")
