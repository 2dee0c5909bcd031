"""The network map for the browser: one file that needs no network."""

from __future__ import annotations

import base64
import html
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from clusternet.errors import MissingDependencyError
from clusternet.guard import check_path
from clusternet.io.atomic import whole_file
from clusternet.output.result import Words
from clusternet.plot.network import map as networkmap
from clusternet.plot.network.ground import Ground
from clusternet.plot.sheet import offline
from clusternet.plot.sheet.page import clipped, printable
from clusternet.words import labels
from clusternet.words.text import Text

MOST = 15_000
"""Ties that are drawn at most: the heaviest, of equals the shortest."""
_SERIES = 40
"""Values with an entry of their own in the key; the others share one."""
_SIDE = 800.0
"""Pixels the map takes up when it is opened on a common screen."""
_LABELS = 25

_WORDS = {
    "degree": Text("度", "Degree"),
    "province": Text("省份", "Province"),
    "country": Text("国家和地区", "Country"),
    "community": Text("社区", "Community"),
    "kind": Text("节点类型", "Kind"),
    "category": Text("机构类型", "Category"),
    "sample": Text("样本节点", "sample node"),
    "partner": Text("关系节点", "partner node"),
    "others": Text("其他", "Others"),
    "ties": Text("边", "Edges"),
}
"""What the page says, in Chinese and English."""


def publish(
    nodes: pd.DataFrame,
    ties: pd.DataFrame,
    path: Path,
    *,
    by: str,
    words: Words,
    dark: bool = False,
    bare: bool = False,
    font: str | None = None,
) -> None:
    """Write a network map that can be zoomed, moved and read with the mouse.

    Parameters
    ----------
    nodes
        As :attr:`clusternet.structure.layout.Layout.nodes`.
    ties
        As :func:`clusternet.structure.layout.ties`; at most :data:`MOST` are drawn, which the caption must
        say.
    path
        ``.html``. The file appears whole or not at all, and is the same for the same network.
    by
        Column of ``nodes`` that gives the colours.
    words
        Title and caption.
    bare
        Leave title and caption out. Synthetic data stay marked.
    font
        Family or file; its outlines of the characters used are in the page. Noto Sans SC if None.

    Raises
    ------
    SchemaError
        If ``nodes`` has no column ``by``.
    MissingDependencyError
        If plotly is not installed.
    """
    check_path(path, (".html",))
    networkmap.check(nodes, by)
    ground = Ground(dark)
    data = _json(payload(nodes, ties, by=by, language=words.language, dark=dark))
    words = printable(words)
    heading, caption = (words.mark, ()) if bare else (words.heading, words.under)
    parts = {
        "LANG": words.language,
        "POLICY": offline.WEBGL_POLICY,
        "FONT": offline.font_face("".join((data, words.heading, *words.under)), font),
        "FAMILY": offline.FAMILY,
        "TITLE": html.escape(words.heading or "clusternet"),
        "HEADING": html.escape(heading),
        "CAPTION": "<br>".join(html.escape(line) for line in caption),
        "PAPER": ground.paper,
        "INK": ground.ink,
        "MUTED": ground.muted,
        "PAYLOAD": data,
        "PLOTLY": _library(),
    }
    page = re.sub("@([A-Z]+)@", lambda found: parts[found[1]], _PAGE)
    with whole_file(path) as temporary:
        temporary.write_text(page, encoding="utf-8", newline="")


def payload(
    nodes: pd.DataFrame, ties: pd.DataFrame, *, by: str, language: str = "zh", dark: bool = False
) -> dict[str, Any]:
    """Return what the script of the page draws: names, places and codes of the nodes, and the ties.

    Every text is escaped for plotly, which reads a little HTML.
    """
    said = {name: word.in_(language) for name, word in _WORDS.items()}
    columns = [name for name in ("province", "country", "community", "kind", "category") if name in nodes]
    called = networkmap.community_names(nodes)
    facts = []
    for column in columns:
        code, distinct = pd.factorize(nodes[column])
        values = [called.get(each, each) if column == "community" else each for each in distinct.tolist()]
        texts = [_name(_called(str(each), column, language, said)) for each in values]
        facts.append({"label": said[column], "values": texts, "code": code.tolist()})
    scale = _SIDE / max(float(np.ptp(nodes["x"])), float(np.ptp(nodes["y"])), 1.0)
    return {
        "names": [_name(name) for name in nodes["name"].astype(str)],
        "x": _packed(nodes["x"]),
        "y": _packed(nodes["y"]),
        "size": np.round(np.minimum(nodes["radius"] * 2 * scale, 80.0), 2).tolist(),
        "degree": nodes["degree"].tolist(),
        "facts": facts,
        "series": _series(nodes, by, language, said, Ground(dark)),
        "ties": _ties(nodes, ties),
        "labels": _labels(nodes, scale),
        "said": said,
        "dark": dark,
    }


def _called(value: str, column: str, language: str, said: dict[str, str]) -> str:
    """Return what a value of a column is called: a node that names its community is called as it is."""
    return str(said[value] if value in said else labels.word(value, column, language))


def _series(nodes: pd.DataFrame, by: str, language: str, said: dict[str, str], ground: Ground) -> list[Any]:
    """Return name, colour and members of every entry of the key."""
    shade = networkmap.colours(nodes, by)
    names = networkmap.community_names(nodes) if by == "community" else {}
    code, distinct = pd.factorize(nodes[by])
    number = {value: place for place, value in enumerate(distinct.tolist())}
    found: list[dict[str, Any]] = []
    rest: list[int] = []
    for value, colour in shade.items():
        members = np.flatnonzero(code == number[value]).tolist()
        if len(found) < _SERIES:
            name = str(names.get(value, value))
            text = _name(_called(name, by, language, said))
            found.append({"name": text, "colour": ground.shade(colour), "members": members})
        else:
            rest += members
    if rest:
        from clusternet.plot.sheet import palette

        found.append({"name": said["others"], "colour": ground.shade(palette.OTHER), "members": sorted(rest)})
    return found


def drawn(nodes: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """Return the ties a page draws: the heaviest, of equals the shortest."""
    at = nodes[["x", "y"]].to_numpy(dtype=float)
    source, target = ties["source"].to_numpy(), ties["target"].to_numpy()
    length = np.hypot(*(at[source] - at[target]).T)
    order = np.lexsort((np.arange(len(ties)), length, -ties["weight"].to_numpy()))
    return ties.iloc[np.sort(order[:MOST])]


def _ties(nodes: pd.DataFrame, ties: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the ties as one broken line, or as two: those that do not stand out, and those that do."""
    chosen = drawn(nodes, ties)
    stands = networkmap.standing(chosen)
    if stands.all():
        return [_line(nodes, chosen)]
    faded = _line(nodes, chosen[~stands])
    return [faded | {"opacity": round(faded["opacity"] * networkmap.FADED, 3)}, _line(nodes, chosen[stands])]


def _line(nodes: pd.DataFrame, ties: pd.DataFrame) -> dict[str, Any]:
    at = nodes[["x", "y"]].to_numpy(dtype=float)
    line = np.full((len(ties), 3, 2), np.nan)
    line[:, 0], line[:, 1] = at[ties["source"]], at[ties["target"]]
    strength = float(np.interp(np.log10(max(len(ties), 1)), (1.5, 4.2), (0.6, 0.14)))
    return {
        "x": _packed(line[:, :, 0].ravel()),
        "y": _packed(line[:, :, 1].ravel()),
        "opacity": round(strength, 3),
        "count": len(ties),
    }


def _labels(nodes: pd.DataFrame, scale: float) -> list[int]:
    """Return the positions of the largest nodes whose names do not overlap when the page is opened."""
    order = np.lexsort((np.arange(len(nodes)), -nodes["degree"].to_numpy()))[: 2 * _LABELS]
    taken: list[tuple[float, float, float]] = []
    chosen = []
    for place in order.tolist():
        row = nodes.iloc[place]
        x, y = float(row["x"]) * scale, float(row["y"]) * scale
        half = 3.6 * sum(2 if ord(letter) > 0x2E7F else 1 for letter in clipped(str(row["name"])))
        if all(abs(x - a) > half + wide or abs(y - b) > 18 for a, b, wide in taken):
            taken.append((x, y, half))
            chosen.append(place)
    return chosen[:_LABELS]


def _packed(values: Any) -> dict[str, str]:
    """Return numbers as plotly reads them fastest: little-endian floats of 32 bits in base64."""
    data = np.asarray(values, dtype="<f4").tobytes()
    return {"dtype": "f4", "bdata": base64.b64encode(data).decode("ascii")}


def _name(text: str) -> str:
    return _plain(clipped(text))


def _plain(text: str) -> str:
    """Escape a text for plotly, which knows &amp; &lt; and &gt;."""
    return html.escape(text, quote=False)


def _json(value: Any) -> str:
    """Return JSON that no text in it can end: neither the script nor the line."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def _library() -> str:
    try:
        from plotly.offline import get_plotlyjs
    except ImportError as error:
        raise MissingDependencyError.of("plotly_needed") from error
    return str(get_plotlyjs())


_PAGE = """<!DOCTYPE html>
<html lang="@LANG@">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="@POLICY@">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>@TITLE@</title>
<link rel="icon" href="data:,">
<style>
@FONT@
html, body { height: 100%; margin: 0; }
body { display: flex; flex-direction: column; box-sizing: border-box; padding: 12px 16px;
  background: @PAPER@; color: @INK@;
  font-family: @FAMILY@; }
h1 { font-size: 18px; font-weight: normal; margin: 0 0 4px; }
p { font-size: 12px; margin: 4px 0 0; color: @MUTED@; }
#netmap { flex: 1; min-height: 320px; }
</style>
</head>
<body>
<h1>@HEADING@</h1>
<div id="netmap"></div>
<p>@CAPTION@</p>
<script>@PLOTLY@</script>
<script>
"use strict";
const data = @PAYLOAD@;
const ink = "@INK@", paper = "@PAPER@";
const floats = packed => new Float32Array(
  Uint8Array.from(atob(packed.bdata), letter => letter.charCodeAt(0)).buffer);
const x = floats(data.x), y = floats(data.y);
const pick = (values, members) => members.map(place => values[place]);
const told = place => "<b>" + data.names[place] + "</b><br>" + data.said.degree + " "
  + data.degree[place].toLocaleString("en") + data.facts.map(
    fact => "<br>" + fact.label + " " + fact.values[fact.code[place]]).join("");
const tint = data.dark ? "rgba(190,205,235," : "rgba(70,80,105,";
const traces = data.ties.map(line => ({
  type: "scattergl", mode: "lines", name: data.said.ties, x: floats(line.x), y: floats(line.y),
  line: { width: 0.6, color: tint + line.opacity + ")" }, connectgaps: false, hoverinfo: "skip"
})).concat(data.series.map(group => ({
  type: "scattergl", mode: "markers", name: group.name, x: pick(x, group.members), y: pick(y, group.members),
  text: group.members.map(told), hovertemplate: "%{text}<extra></extra>",
  marker: { color: group.colour, size: pick(data.size, group.members), opacity: 1,
    line: { width: 0.5, color: paper } }
})));
const labels = data.labels.map(place => ({
  x: x[place], y: y[place], text: data.names[place], showarrow: false, captureevents: false, borderpad: 1,
  font: { size: 12, color: ink }, bgcolor: paper + "b0"
}));
const axis = { visible: false, showgrid: false, zeroline: false };
const frame = {
  paper_bgcolor: paper, plot_bgcolor: paper, annotations: labels,
  font: { color: ink, family: getComputedStyle(document.body).fontFamily },
  margin: { l: 0, r: 0, t: 34, b: 0 }, dragmode: "pan", hovermode: "closest",
  xaxis: axis, yaxis: Object.assign({ scaleanchor: "x" }, axis),
  legend: { itemsizing: "constant", traceorder: "normal" }
};
const config = { responsive: true, scrollZoom: true, displaylogo: false,
  modeBarButtons: [["toImage", "pan2d", "zoom2d", "zoomIn2d", "zoomOut2d", "resetScale2d"]] };
Plotly.newPlot("netmap", traces, frame, config).then(plot => {
  const span = () => Math.abs(plot.layout.xaxis.range[1] - plot.layout.xaxis.range[0]);
  const first = span();
  let size = 1;
  plot.on("plotly_relayout", () => {  // nodes grow with the zoom, less than the map does
    const wanted = Math.min(8, Math.max(1, Math.pow(first / span(), 0.6)));
    if (Math.abs(wanted / size - 1) < 0.05) return;
    size = wanted;
    const sizes = data.series.map(group => group.members.map(place => data.size[place] * size));
    Plotly.restyle(plot, { "marker.size": sizes }, data.series.map((_, place) => place + data.ties.length));
  });
  document.body.dataset.ready = "yes";
});
</script>
</body>
</html>
"""
