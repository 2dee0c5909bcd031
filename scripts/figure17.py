"""Figure 17: flows of technology between cities."""

from gallery import flows_of, options, publish

from clusternet.notes.caption import Selection
from clusternet.plot.flow.sankey import plan
from clusternet.words.terms import of_flows

PLACES = 15

chosen = options()
net, table, note = flows_of(chosen.net, "city")
publish(
    "figure17",
    chosen,
    net,
    lambda width: plan(
        table, width, places=PLACES, terms=of_flows(chosen.lang, level="city"), language=chosen.lang
    ),
    ("城市间技术流向", "Flows of technology between cities"),
    [note],
    selection=Selection(relation="technology"),
)
