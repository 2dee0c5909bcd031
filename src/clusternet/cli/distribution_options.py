"""Options that everything about distributions shares."""

from __future__ import annotations

import click

BY = click.option(
    "--by",
    type=click.Choice(["technology", "application", "industry", "region", "province", "city", "category"]),
    default="technology",
    show_default=True,
    help="The attribute.",
)
OF = click.option(
    "--of",
    type=click.Choice(["edges", "nodes"]),
    help="What is counted.  [default: edges for technology, application, industry]",
)
KIND = click.option(
    "--kind",
    type=click.Choice(["all", "sample", "partner"]),
    default="all",
    show_default=True,
    help="Of nodes: these alone.",
)
NESTING = click.option(
    "--nesting",
    type=click.Choice(["sector", "section", "division"]),
    default="division",
    show_default=True,
    help="Of industries: three sectors, letters or two digits.",
)
WITHIN = click.option(
    "--within", metavar="SECTOR|SECTION", help="Of industries: shares within tertiary, C, ..."
)
