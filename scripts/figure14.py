"""Figure 14: the platforms and the network round them."""

from gallery import PLATFORM_YEARS, draw_network, options

from clusternet.notes.caption import Selection

chosen = options()
year = PLATFORM_YEARS[-1] if PLATFORM_YEARS[-1] in chosen.net.years else chosen.net.years[-1]
draw_network(
    "figure14",
    chosen,
    chosen.net.relation("technology").platforms().until(year),
    ("平台及其主导的产业创新生态价值网络", "The platform network"),
    Selection(year=year, relation="technology", platforms=True),
)
