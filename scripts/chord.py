"""Tables 7 and 8 as a chord diagram."""

from gallery import flows_of, options, publish

from clusternet.plot import chord
from clusternet.plot.caption import Selection
from clusternet.plot.flow.chord import height
from clusternet.plot.sheet.page import Page

chosen = options()
net, table, note = flows_of(chosen.net, "province")
publish(
    "chord",
    chosen,
    net,
    lambda ax: chord(table, language=chosen.lang, ax=ax),
    ("省际技术流向弦图", "Technology flows between provinces: chord diagram"),
    [note],
    tall=height(table, Page().inner, language=chosen.lang),
    selection=Selection(relation="technology"),
)
