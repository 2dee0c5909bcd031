"""The same page in the other language, from every page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

NAMES = {"en": "English", "zh": "中文"}


def link(app: Sphinx, page: str, _: str, context: dict[str, Any], __: object) -> None:
    """Tell the template where the other language is: the same page, or the first where there is none."""
    here = "zh" if (app.config.language or "en").startswith("zh") else "en"
    there = "en" if here == "zh" else "zh"
    twin = Path(app.srcdir).parent / there / page
    kept = any(twin.with_name(f"{twin.name}{suffix}").exists() for suffix in (".md", ".ipynb"))
    page = page if kept or page in {"search", "genindex"} else "index"
    context["twin"] = {"language": there, "name": NAMES[there], "link": f"../{there}/{page}.html"}


def setup(app: Sphinx) -> dict[str, bool]:
    """Listen to every page that is written."""
    app.connect("html-page-context", link)
    return {"parallel_read_safe": True}
