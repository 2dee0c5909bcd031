"""The option ``--backbone`` of figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.usage import Misuse

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.network.value_network import ValueNetwork
    from clusternet.nulls.backbone import Backbone
    from clusternet.words.text import Text

BACKBONE = click.option(
    "--backbone",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    metavar="ALPHA",
    help="Draw only links that stand out with q up to it, such as 0.05; see clusternet backbone.",
)

SIGNIFICANT = click.option(
    "--significant",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    metavar="ALPHA",
    help="Draw links that stand out with q up to it, such as 0.05, in full ink, others faded; see clusternet "
    "backbone.",
)


def one_of(backbone: float | None, significant: float | None) -> None:
    """Refuse both: one draws nothing else, the other fades it."""
    if backbone is not None and significant is not None:
        raise Misuse.of("exclude", first="--backbone", second="--significant")


def kept(net: ValueNetwork, **options: Any) -> Backbone:
    """Return a backbone of which something is left."""
    from clusternet.nulls.backbone import backbone, not_empty

    return not_empty(backbone(net, **options))


def kept_flows(net: ValueNetwork, table: pd.DataFrame, **options: Any) -> tuple[pd.DataFrame, list[Text]]:
    """Return the flows that are kept, with those within places, and the line of the caption.

    Parameters
    ----------
    table
        All flows, as of :func:`clusternet.space.flows.largest`.
    options
        Those of :func:`clusternet.nulls.backbone.backbone`.
    """
    from clusternet.notes.backbone import figure_notes
    from clusternet.nulls.backbone import standing_flows

    found = kept(net, **options)
    table = table[standing_flows(found, net, table)].reset_index(drop=True)
    return table.assign(base_n=table["flow"].sum()), figure_notes(found)


def standing(net: ValueNetwork, alpha: float | None) -> tuple[set[frozenset[str]], list[Text]]:
    """Return the pairs of nodes whose link stands out, and the line of the caption; nothing for None."""
    from clusternet.notes.backbone import significant_notes
    from clusternet.nulls.backbone import backbone

    if alpha is None:
        return set(), []
    found = backbone(net, alpha=alpha)
    rows = found.table[found.table["kept"]]
    pairs = map(frozenset, zip(rows["source"], rows["target"], strict=True))
    return {*pairs}, significant_notes(found, places=False)


def significant_flows(
    net: ValueNetwork, table: pd.DataFrame, **options: Any
) -> tuple[pd.DataFrame, list[Text]]:
    """Return flows with a column ``stands``, and the line of the caption; see :func:`kept_flows`."""
    from clusternet.notes.backbone import significant_notes
    from clusternet.nulls.backbone import backbone, standing_flows

    found = backbone(net, **options)
    return table.assign(stands=standing_flows(found, net, table)), significant_notes(found, places=True)
