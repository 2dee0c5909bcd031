"""Notebooks as pages: their texts, code and the outputs that are stored in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.application import Sphinx


def joined(text: str | list[str]) -> str:
    """Return a text of a notebook, which may be stored line by line."""
    return text if isinstance(text, str) else "".join(text)


def fenced(text: str, kind: str) -> str:
    """Return a text as a block that is shown as it stands."""
    return f"````{kind}\n{text.rstrip()}\n````"


def outputs(cell: dict[str, Any]) -> Iterator[str]:
    """Yield what a cell printed, drew and returned."""
    for output in cell["outputs"]:
        data = output.get("data", {})
        if output["output_type"] == "stream":
            yield fenced(joined(output["text"]), "text")
        elif "image/png" in data:
            picture = joined(data["image/png"]).replace("\n", "")
            yield f"![{joined(data['text/plain'])}](data:image/png;base64,{picture})"
        elif "text/html" in data:
            yield fenced(joined(data["text/html"]), "{raw} html")
        else:
            yield fenced(joined(data["text/plain"]), "text")


def markdown(notebook: dict[str, Any]) -> str:
    """Return a notebook as Markdown."""
    parts: list[str] = []
    for cell in notebook["cells"]:
        source = joined(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(source)
        else:
            parts += [fenced(source, "python"), *outputs(cell)]
    return "\n\n".join(parts) + "\n"


class Notebook(MystParser):  # type: ignore[misc, unused-ignore]
    """Reads a notebook as the Markdown that it amounts to."""

    supported = ("ipynb",)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse a notebook."""
        super().parse(markdown(json.loads(inputstring)), document)


def setup(app: Sphinx) -> dict[str, bool]:
    """Take notebooks for pages."""
    app.add_source_suffix(".ipynb", "ipynb")
    app.add_source_parser(Notebook)
    return {"parallel_read_safe": True}
