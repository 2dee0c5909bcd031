"""What the page has to know of a project, found in a process of its own and printed as JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from clusternet.checks.inspection import inspect
from clusternet.checks.look import names
from clusternet.checks.remedies import remedies
from clusternet.errors import ClusternetError
from clusternet.io import examine
from clusternet.io.dataset import DESCRIPTOR
from clusternet.io.descriptor import describe
from clusternet.schema.findings import ordered, wording
from clusternet.words.labels import word
from clusternet.words.text import said_by

__all__ = ["understood"]

SHOWN = 500
"""Findings that the page lists."""


def understood(folder: Path, language: str) -> dict[str, Any]:
    """Return how a project is read, what was found, and what a setting would mend.

    Parameters
    ----------
    folder
        With a ``dataset.toml``.
    language
        ``zh`` or ``en``.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "ties.csv").write_text("source,target,year" + chr(10) + "a,b,2021" + chr(10))
    ...     _ = Path(folder, "dataset.toml").write_text('[[edges]]' + chr(10) + 'file = "ties.csv"')
    ...     said = understood(Path(folder), "en")
    >>> said["relations"], said["refused"], said["tables"][0]["headers"]
    (1, 0, ('source', 'target', 'year'))
    """
    reading = examine(folder, empty=True)
    net, found = reading.network, ordered(inspect(reading))
    described = describe(folder / DESCRIPTOR) if (folder / DESCRIPTOR).is_file() else []
    called = names(net)
    return {
        "relations": len(net.edges),
        "nodes": len(net.nodes),
        "refused": reading.refused,
        "synthetic": net.about.synthetic,
        "years": net.years,
        "tables": [
            {
                **asdict(each),
                "lacking": each.lacking and each.lacking.in_(language),
                "accepted": each.accepted,
            }
            for each in described
        ],
        "remedies": [
            {**asdict(each), "said": wording(each.problem, language)} for each in remedies(found, described)
        ],
        "found": len(found),
        "findings": [
            [
                each.file,
                each.sheet,
                each.line,
                each.column,
                word(each.severity, "severity", language),
                wording(each.problem, language),
                str(each.value),
                each.action.in_(language),
            ]
            for each in (one.named(called) for one in found[:SHOWN])
        ],
    }


if __name__ == "__main__":
    try:
        json.dump(understood(Path(sys.argv[1]), sys.argv[2]), sys.stdout, ensure_ascii=False)
    except ClusternetError as error:
        sys.stderr.write(f"clusternet: {said_by(error).in_(sys.argv[2])}\n")
        sys.exit(1)
