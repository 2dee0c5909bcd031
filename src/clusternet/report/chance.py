"""The section that compares the network with random ones of the same degrees."""

from __future__ import annotations

import math

import pandas as pd

from clusternet.notes import headlines
from clusternet.notes import nulls as notes
from clusternet.nulls import nullmodel
from clusternet.report.document import Material
from clusternet.report.parts import Claim, Section
from clusternet.words import labels
from clusternet.words.text import Text

TITLE = Text("与随机网络的比较", "Against random networks")
FAST = Text(
    "快速模式（--fast）不生成随机网络；不加该选项即可编入",
    "--fast draws no random networks; leave it out for them",
)
_SURE = 0.05


def chance(material: Material) -> Section:
    """Return every metric against its mean over random networks with the same degrees and frame."""
    chosen, net = material.settings, material.last
    if not chosen.nulls:
        return material.without("chance", TITLE, FAST)
    found = material.once(
        "chance", lambda: nullmodel.against(net, null="swap", replicates=chosen.nulls, seed=chosen.seed)
    )
    said = [*notes.null_metrics_notes(found, "swap", chosen.nulls, chosen.seed), *found.reasons]
    shown = notes.null_readable(found.table, material.language)
    table = material.table(24, notes.METRICS, shown, notes=said)
    return material.section("chance", TITLE, [table], claims=[_claim(material, found)])


def _claim(material: Material, found: nullmodel.Against) -> Claim | None:
    """Return the metric that is furthest from the random networks, of those that differ for sure."""
    frame = found.table
    sure = frame[frame["p_holm"].le(_SURE) & frame["ratio"].gt(0) & frame["null_mean"].ne(0)]
    if sure.empty:
        return None
    distance = sure["ratio"].map(lambda ratio: abs(math.log(ratio)))
    row: pd.Series = sure.iloc[int(distance.argmax())]
    name = str(row["metric"])
    head = labels.label(name)
    values = labels.printed(row["observed"], name), labels.printed(row["null_mean"], name)
    count = int(row["replicates"])
    base = material.counted(found.links, material.last, Text("条边", "edges"))
    tested = f"{float(row['p_holm']):.2g}", count
    text = headlines.unusual(Text(head.zh, head.en), values, float(row["ratio"]), tested, base)
    return Claim("unusual", text, "table24", 1 - math.exp(-float(distance.max())))
