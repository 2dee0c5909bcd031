"""Figures in a document, at the author's width."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from clusternet.errors import ClusternetError
from clusternet.prose.word.package import WP, A, Package, R, w

if TYPE_CHECKING:
    from clusternet.report.folder import Picture

_IMAGE = f"{R}/image"
_EMU = {"mm": 36000.0, "cm": 360000.0, "in": 914400.0, "pt": 12700.0}
_USUAL = 150 * 36000
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def width_of(said: str, part: Any) -> int:
    """Return a width in English metric units: as written, else that of the text, at most 150 mm.

    Raises
    ------
    ClusternetError
        If it is no length.
    """
    if said:
        found = re.fullmatch(r"(\d+(?:\.\d+)?)(mm|cm|in|pt)", said)
        if found is None or not 0 < float(found[1]) * _EMU[found[2]] <= 1e8:
            raise ClusternetError(
                f"width={said}: write a length such as 120mm", f"width={said}：应为长度，如 120mm"
            )
        return round(float(found[1]) * _EMU[found[2]])
    for section in part.iter(w("sectPr")):
        size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
        if size is not None and margins is not None:
            room = int(size.get(w("w"), 0)) - sum(int(margins.get(w(side), 0)) for side in ("left", "right"))
            return min(room * 635, _USUAL) if room > 0 else _USUAL
    return _USUAL


def run(package: Package, part: str, picture: Picture, key: str, wide: int) -> Any:
    """Return a run that holds a picture, and add its file to the document.

    Parameters
    ----------
    package, part
        The document, and the part that the run goes to.
    picture
        The figure.
    key
        Its name.
    wide
        Its width in English metric units.
    """
    from xml.sax.saxutils import quoteattr

    from lxml import etree

    relation = package.relation(part, _IMAGE, _stored(package, picture.png))
    high = round(wide / picture.shape)
    number = 1 + max(
        (int(each.get("id", "0")) for each in package.tree(part).iter(f"{{{WP}}}docPr")), default=0
    )
    return etree.fromstring(
        f'<w:r xmlns:w="{w("")[1:-1]}"><w:drawing><wp:inline xmlns:wp="{WP}" distT="0" distB="0" distL="0" '
        f'distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{number}" name="{key}" descr={quoteattr(picture.alt)}/>'
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="{key}.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip xmlns:r="{R}" r:embed="{relation}"/>{_cut(picture)}<a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def _cut(picture: Picture) -> str:
    return f'<a:srcRect t="{round(1e5 * picture.above)}" b="{round(1e5 * picture.below)}"/>'


def _stored(package: Package, png: bytes) -> str:
    """Add a picture to the document, once, and return its name as seen from the text."""
    name = f"media/clusternet-{hashlib.sha256(png).hexdigest()[:16]}.png"
    package.add(f"word/{name}", png)
    package.declare("png", "image/png")
    return name


def again(package: Package, part: str, control: Any, picture: Picture) -> bool:
    """Put a new picture in the place of an old one at its width; return whether it is another.

    Parameters
    ----------
    package, part
        The document, and the part that holds the control.
    control
        Holds the old picture.
    picture
        The new one.
    """
    blip = next(control.iter(f"{{{A}}}blip"), None)
    if blip is None:
        return False
    old = package.target(part, str(blip.get(f"{{{R}}}embed")))
    if package.held.get(old) == picture.png:
        return False
    blip.set(f"{{{R}}}embed", package.relation(part, _IMAGE, _stored(package, picture.png)))
    for each in [*control.iter(f"{{{WP}}}extent"), *control.iter(f"{{{A}}}ext")]:
        if each.get("cx"):
            each.set("cy", str(round(int(each.get("cx")) / picture.shape)))
    return True
