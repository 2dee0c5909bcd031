"""What every page for the browser holds, so that it asks the network for nothing."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from clusternet.plot.sheet import fonts

FAMILY = 'figure, "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif'
"""The families text is set in: the outlines in the page first."""
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data: blob:; font-src data:"
)
"""Content-Security-Policy of a page: the browser itself refuses every request."""
WEBGL_POLICY = POLICY.replace("script-src", "script-src 'unsafe-eval'")
"""The same for a page that draws with WebGL, for which plotly writes programs of its own."""


def policy_of(script: str) -> str:
    """Return the policy of a page that runs one script and no other.

    >>> policy_of("").split("; ")[1]
    "script-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    digest = b64encode(sha256(script.encode()).digest()).decode()
    return POLICY.replace("'unsafe-inline'", f"'sha256-{digest}'", 1)


def font_face(characters: str, font: str | None = None) -> str:
    """Return a style rule with the outlines of some characters.

    Parameters
    ----------
    font
        Family or file; see :func:`clusternet.plot.sheet.fonts.families`.

    >>> font_face("北京")[:32]
    '@font-face { font-family: figure'
    """
    source = f"data:font/woff;base64,{b64encode(fonts.web(characters, font)[1]).decode()}"
    return f"@font-face {{ font-family: figure; src: url({source}); }}"
