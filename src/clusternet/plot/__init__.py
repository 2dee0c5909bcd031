"""Figures: each is a function from a table to axes. Matplotlib loads when the first one draws.

Each takes what its analysis returns: ``sankey(flows.matrix(net))``, and so do ``heatmap``, ``chord`` and
``flowmap``; ``bars(distribution.shares(net))``, and so do ``pie`` and ``tilemap``;
``lines(distribution.by_year(net))``, ``trend(metrics.by_year(net))``,
``tail(degree.ccdf(net))``, ``quadrant(flows.margins(matrix))``, ``netmap(layout.arrange(net))``,
``scores(indices.composite(table, design))``, ``leaning(comparison.compare(frame))``,
``odds(formation.table(net))``, ``standing(sensitivity.table(net))``,
``itemmap(positions.placed(found, clusters), cooccurrence.pairs(found))``.

A figure and its module share a name: the import below puts the function where Python puts the module.
"""

from clusternet.plot.flow.chord import chord
from clusternet.plot.flow.heatmap import heatmap
from clusternet.plot.flow.sankey import sankey
from clusternet.plot.map.flowmap import flowmap
from clusternet.plot.map.tiles import tilemap
from clusternet.plot.network.itemmap import itemmap
from clusternet.plot.network.map import netmap
from clusternet.plot.series.bars import bars
from clusternet.plot.series.leaning import leaning
from clusternet.plot.series.lines import lines
from clusternet.plot.series.odds import odds
from clusternet.plot.series.pie import pie
from clusternet.plot.series.quadrant import quadrant
from clusternet.plot.series.scores import scores
from clusternet.plot.series.standing import standing
from clusternet.plot.series.tail import tail
from clusternet.plot.series.trend import trend

__all__ = [
    "bars",
    "chord",
    "flowmap",
    "heatmap",
    "itemmap",
    "leaning",
    "lines",
    "netmap",
    "odds",
    "pie",
    "quadrant",
    "sankey",
    "scores",
    "standing",
    "tail",
    "tilemap",
    "trend",
]
