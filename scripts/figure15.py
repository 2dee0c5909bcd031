"""Figure 15: the out-degree of the platform network, and what its largest nodes hold."""

from gallery import options, publish

from clusternet import degree
from clusternet.notes.caption import Selection
from clusternet.plot.series.tail import plan

YEAR = 2021

chosen = options()
year = YEAR if YEAR in chosen.net.years else chosen.net.years[-1]
net = chosen.net.relation("technology").platforms().until(year)
table = degree.ccdf(net, directions=["out"])
held = degree.concentration(net)
zh = "，".join(
    f"前 {100 * row.share_of_nodes:g}% 占 {100 * row.share_of_links:.2f}%" for row in held.itertuples()
)
en = ", ".join(
    f"top {100 * row.share_of_nodes:g}% hold {100 * row.share_of_links:.2f}%" for row in held.itertuples()
)
publish(
    "figure15",
    chosen,
    net,
    lambda width: plan(table, width, language=chosen.lang),
    ("平台价值网络连出度的分布", "Out-degree distribution of the platform network"),
    [(f"连出度：{zh}（基数：全部节点）。", f"Out-degree: {en} (base: all nodes).")],
    selection=Selection(year=year, relation="technology", platforms=True),
)
