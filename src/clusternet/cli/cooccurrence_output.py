"""What ``cooccurrence`` writes besides its table: files for VOSviewer, and a map."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from clusternet.cli.emit import say
from clusternet.cli.records import Material

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from clusternet.cli.drawing import Sheet
    from clusternet.plot.sheet.page import Words
    from clusternet.records.cooccurrence import Clusters, Cooccurrences


def _places(found: Cooccurrences, seed: int) -> NDArray[np.float64] | None:
    """Return where items lie, the nearer the more alike; None where there are too many."""
    from clusternet.kernels import mapping
    from clusternet.records import cooccurrence as measure

    n = len(found.items)
    if n > mapping.LARGEST:
        return None
    return mapping.vos(n, found.first, found.second, measure.weights(found), seed=seed)


def write_vosviewer(
    given: Material, found: Cooccurrences, grouped: Clusters, path: Path, *, seed: int, quiet: bool
) -> None:
    """Write the files for VOSviewer, and say where they are."""
    from clusternet.io.formats import vosviewer
    from clusternet.network.links import Links

    mark = "合成数据 / synthetic data: " if given.synthetic else ""
    places = _places(found, seed)
    shown = vosviewer.Map(
        labels=[str(item) for item in found.items],
        ties=Links(len(found.items), found.first, found.second, found.count.astype(float), directed=False),
        weights={"Occurrences": found.occurrences},
        cluster=grouped.partition.membership + 1,
        positions=None if places is None else places.round(4),
        title=mark + given.title,
    )
    for file in vosviewer.write_vosviewer(shown, path):
        if not quiet:
            say(f"for VOSviewer: {file}")


def draw(where: Sheet, found: Cooccurrences, grouped: Clusters, words: Words, *, seed: int) -> None:
    """Draw the items as a map.

    Raises
    ------
    ClusternetError
        If there are too many items to lay out, or fewer than two.
    """
    from clusternet.errors import ClusternetError
    from clusternet.kernels.mapping import LARGEST
    from clusternet.plot.network.itemmap import HEIGHT, itemmap
    from clusternet.records import cooccurrence as measure

    places = _places(found, seed)
    if places is None:
        raise ClusternetError(f"--chart: {len(found.items):,} items; at most {LARGEST:,} are drawn (--top)")
    items = measure.items(found, grouped).assign(x=places[:, 0], y=places[:, 1])
    links = measure.pairs(found)
    room = "空间不足处不标名。" if words.language == "zh" else "Unnamed where there is no room."
    words = replace(words, caption=(*words.caption, room))
    where.publish(
        lambda ax: itemmap(items, links, language=words.language, ax=ax),
        height=min(HEIGHT, where.width * 0.8),
        words=words,
    )
