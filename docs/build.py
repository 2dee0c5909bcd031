"""Build the site in both languages: ``python docs/build.py site``, then open ``site/index.html``."""

from __future__ import annotations

import sys
from pathlib import Path

from sphinx.cmd.build import build_main

DOCS = Path(__file__).parent
LANGUAGES = {"en": "en", "zh": "zh_CN"}  # English first: what Sphinx once says in Chinese it goes on saying
FIRST = """<!doctype html>
<html lang="zh"><meta charset="utf-8"><title>clusternet</title>
<meta http-equiv="refresh" content="0; url=zh/index.html">
<p><a href="zh/index.html">中文</a> · <a href="en/index.html">English</a></p></html>
"""


def build(folder: Path) -> int:
    """Build every language, with warnings as errors; return 0 if there were none."""
    codes = [
        build_main(
            [
                *f"-q -W --keep-going -D language={language}".split(),
                "-c",
                str(DOCS),
                "-d",
                str(folder / ".doctrees" / name),
                str(DOCS / name),
                str(folder / name),
            ]
        )
        for name, language in LANGUAGES.items()
    ]
    (folder / "index.html").write_text(FIRST, encoding="utf-8")
    return max(codes)


if __name__ == "__main__":
    sys.exit(build(Path(sys.argv[1] if len(sys.argv) > 1 else "site")))
