"""Tables 7 and 8 as a chord diagram."""

from gallery import flows_of, options, publish

from clusternet.notes.caption import Selection
from clusternet.plot.flow.chord import plan

chosen = options()
net, table, note = flows_of(chosen.net, "province")
publish(
    "chord",
    chosen,
    net,
    lambda width: plan(table, width, language=chosen.lang),
    ("省际技术流向弦图", "Technology flows between provinces: chord diagram"),
    [note],
    selection=Selection(relation="technology"),
)
