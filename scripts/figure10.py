"""Figure 10: the degree distribution of the value network."""

from gallery import options, publish

from clusternet import degree
from clusternet.plot.series.tail import plan

chosen = options()
table = degree.ccdf(chosen.net)
publish(
    "figure10",
    chosen,
    chosen.net,
    lambda width: plan(table, width, language=chosen.lang),
    ("价值网络度数中心度的分布", "Degree distribution of the value network"),
    [("纵轴为占全部节点的比重；度为 0 者不画。", "Shares are of all nodes; degree 0 is not drawn.")],
)
