"""Settings of the site. ``python docs/build.py site`` builds both languages, each from its own folder."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE / "_site"), str(HERE.parent / "src")]

from pygments.lexers.special import TextLexer  # noqa: E402
from sphinx.highlighting import lexers  # noqa: E402

from clusternet import __version__  # noqa: E402

lexers["csv"] = TextLexer()

project = "clusternet"
author = "The clusternet authors"
release = version = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
extensions += ["bigrams", "mathml", "twins", "written", "notebook_pages", "printed"]  # of docs/_site
exclude_patterns = ["**/.ipynb_checkpoints"]
suppress_warnings = ["ref.python"]  # a word of a docstring that names several attributes
napoleon_google_docstring = False
napoleon_use_ivar = True
autodoc_member_order = "bysource"
autodoc_typehints = "signature"

myst_enable_extensions = ["dollarmath", "amsmath", "deflist", "colon_fence"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "clusternet"
templates_path = [str(HERE / "_site" / "templates")]
html_static_path = [str(HERE / "_site" / "static")]
html_css_files = ["site.css"]
html_copy_source = html_show_sourcelink = False
html_show_sphinx = False
html_show_search_summary = False  # a summary is fetched, which browsers forbid to a page opened from disk
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/twin.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
