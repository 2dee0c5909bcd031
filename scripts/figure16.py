"""Figure 16: technology relations between provinces."""

from gallery import flows_of, options, publish

from clusternet.plot import flowmap
from clusternet.plot.caption import Selection
from clusternet.plot.map.flowmap import height
from clusternet.plot.sheet.page import Page

TOP = 40

chosen = options()
net, table, note = flows_of(chosen.net, "province")
arcs = table[table["type"].eq("inter")]
share = 100 * arcs["flow"].head(TOP).sum() / arcs["flow"].sum()
drawn = (
    f"画出最大的 {TOP} 组跨省流向，占跨省流量的 {share:.1f}%。",
    f"The {TOP} largest flows between provinces are drawn, {share:.1f}% of them all.",
)
publish(
    "figure16",
    chosen,
    net,
    lambda ax: flowmap(table, top=TOP, language=chosen.lang, ax=ax),
    ("省际技术合作示意图", "Technology relations between provinces (schematic)"),
    [note, drawn],
    tall=height(table, Page().inner, top=TOP, language=chosen.lang),
    selection=Selection(relation="technology"),
)
