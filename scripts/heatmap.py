"""Tables 7 and 8 as a heat map with its margins."""

from gallery import flows_of, options, publish

from clusternet.notes.caption import Selection
from clusternet.plot.flow.heatmap import plan

chosen = options()
net, table, note = flows_of(chosen.net, "province")
publish(
    "heatmap",
    chosen,
    net,
    lambda width: plan(table, width, language=chosen.lang),
    ("省际技术流向热力图", "Technology flows between provinces: heat map"),
    [note],
    selection=Selection(relation="technology"),
)
