"""Figure 18: relations by technology."""

from gallery import distribution_bars

distribution_bars(
    "figure18", ("技术合作关系的技术类别分布", "Technology relations by technology"), by="technology"
)
