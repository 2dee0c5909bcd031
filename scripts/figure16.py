"""Figure 16: technology relations between provinces."""

from gallery import flows_of, options, publish

from clusternet.notes.caption import Selection
from clusternet.plot.map.flowmap import plan

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
    lambda width: plan(table, width, top=TOP, language=chosen.lang),
    ("省际技术合作示意图", "Technology relations between provinces (schematic)"),
    [note, drawn],
    selection=Selection(relation="technology"),
)
