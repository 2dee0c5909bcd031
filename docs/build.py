"""Build the site in both languages: ``python docs/build.py site``, then open ``site/index.html``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).parent
LANGUAGES = {"zh": "zh_CN", "en": "en"}
STRICT = ("-q", "-W", "--keep-going")
FIRST = """<!doctype html>
<html lang="zh"><meta charset="utf-8"><title>clusternet</title>
<meta http-equiv="refresh" content="0; url=zh/index.html">
<p><a href="zh/index.html">中文</a> · <a href="en/index.html">English</a></p></html>
"""


def build(folder: Path) -> int:
    """Build every language, with warnings as errors; return 0 if there were none.

    Each has a process of its own: Sphinx keeps the words of the first language that it loads.
    """
    codes = []
    for name, language in LANGUAGES.items():
        settings = ["-c", DOCS, "-D", f"language={language}", "-d", folder / ".doctrees" / name]
        command = [sys.executable, "-m", "sphinx", *STRICT, *settings, DOCS / name, folder / name]
        codes.append(subprocess.run(command, check=False).returncode)
    (folder / "index.html").write_text(FIRST, encoding="utf-8")
    return max(codes)


if __name__ == "__main__":
    sys.exit(build(Path(sys.argv[1] if len(sys.argv) > 1 else "site").resolve()))
