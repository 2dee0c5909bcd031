"""Tables 7 and 8 as a heat map with its margins."""

from gallery import flows_of, options, publish

from clusternet.plot import heatmap
from clusternet.plot.caption import Selection
from clusternet.plot.flow.heatmap import height
from clusternet.plot.sheet.page import Page

chosen = options()
net, table, note = flows_of(chosen.net, "province")
publish(
    "heatmap",
    chosen,
    net,
    lambda ax: heatmap(table, language=chosen.lang, ax=ax),
    ("省际技术流向热力图", "Technology flows between provinces: heat map"),
    [note],
    tall=height(table, Page().inner, language=chosen.lang),
    selection=Selection(relation="technology"),
)
