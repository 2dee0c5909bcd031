"""Options that everything about flows between places shares."""

from __future__ import annotations

import click

LEVEL = click.option(
    "--level",
    type=click.Choice(["province", "city", "region", "country"]),
    default="province",
    show_default=True,
    help="What a place is.",
)
COUNT = click.option(
    "--count",
    type=click.Choice(["relations", "pairs", "weight"]),
    default="relations",
    show_default=True,
    help="Rows, distinct pairs of nodes, or their weight.",
)
REGIONS = click.option(
    "--regions",
    type=click.Choice(["all_guangdong", "nine_cities"]),
    default="all_guangdong",
    show_default=True,
    help="Which regions: the Pearl River Delta as all of Guangdong, or as its nine cities.",
)
