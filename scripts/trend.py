"""Table 2 as lines."""

from gallery import options, publish

from clusternet import metrics
from clusternet.plot.series.trend import COLUMNS, plan

chosen = options()
table = metrics.by_year(chosen.net, columns=COLUMNS)
publish(
    "trend",
    chosen,
    chosen.net,
    lambda width: plan(table, width, language=chosen.lang),
    ("价值网络结构的变化", "Structure of the value network by year"),
    [("各年为截至当年的累计网络；纵轴从 0 起。", "Each year is cumulative; every axis starts at 0.")],
)
