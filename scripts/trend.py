"""Table 2 as lines."""

from gallery import options, publish

from clusternet import metrics
from clusternet.change.trends import collected_anew
from clusternet.notes.series_figures import breaks_found, trend_notes
from clusternet.plot.series.trend import COLUMNS, plan

chosen = options()
table = metrics.by_year(chosen.net, columns=COLUMNS)
breaks = collected_anew(chosen.net)
publish(
    "trend",
    chosen,
    chosen.net,
    lambda width: plan(table, width, breaks=breaks, language=chosen.lang),
    ("价值网络结构的变化", "Structure of the value network by year"),
    [*trend_notes(), *breaks_found(breaks, table["year"].tolist())],
)
