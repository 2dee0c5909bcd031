"""Flow figures for the browser: one file each, that asks the network for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from clusternet.errors import MissingDependencyError
from clusternet.guard import check_path
from clusternet.io.atomic import whole_file
from clusternet.output.result import Words
from clusternet.plot.flow.columns import Layout, layout
from clusternet.plot.flow.held import RATIOS, Value, colour_title
from clusternet.plot.flow.sankey import INTER, opacity
from clusternet.plot.sheet import offline, page, palette, scales
from clusternet.plot.sheet.numbers import amount, percent, times
from clusternet.space.flows import FlowMatrix
from clusternet.space.folded import REST, Ranked, ranked, spoken, written
from clusternet.typing import Marks
from clusternet.words.terms import Terms
from clusternet.words.text import Text

if TYPE_CHECKING:
    import pandas as pd

_ROW, _BLOCK = 26, 34
"""Height of a row of a heat map and of a bar of a Sankey diagram, in pixels."""
_RATIO = Text("实际/期望", "observed/expected")
_NUMBERED = 20
"""Up to so many columns, cells of a heat map have their numbers."""


def sankey(
    table: FlowMatrix | pd.DataFrame, *, language: str = "zh", places: int = 10, terms: Terms | None = None
) -> Any:
    """Return :func:`clusternet.plot.sankey` as a plotly figure; options as there.

    Raises
    ------
    MissingDependencyError
        If plotly is not installed.
    """
    graphs = _plotly()
    found, terms = ranked(table, places=places), terms or spoken(table, language)
    placed, names = layout(found, top=0, bottom=100), _names(found, terms, language)
    bars, colours = [*placed.sources, *placed.targets], palette.of_flows(found)
    heads = [terms.source] * len(placed.sources) + [terms.target] * len(placed.targets)
    trace = graphs.Sankey(
        arrangement="snap",
        node={
            "label": [f"{names[bar.name]} {escape(percent(bar.flow / found.base))}" for bar in bars],
            "color": [colours[bar.name] for bar in bars],
            "x": [0.001] * len(placed.sources) + [0.999] * len(placed.targets),
            "y": [min(max(bar.middle / 100, 0.001), 0.999) for bar in bars],
            "customdata": [
                f"{escape(head)} {names[bar.name]}<br>{amount(bar.flow)} ({percent(bar.flow / found.base)})"
                for head, bar in zip(heads, bars, strict=True)
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
            "pad": 12,
            "thickness": 16,
            "line": {"width": 0},
        },
        link=_links(found, placed, names),
    )
    figure = graphs.Figure(trace)
    figure.update_layout(height=max(420, _BLOCK * max(len(placed.sources), len(placed.targets)) + 80))
    for x, text in ((0, terms.source), (1, terms.target)):
        figure.add_annotation(
            x=x, y=1.01, yanchor="bottom", text=escape(text), showarrow=False, xref="paper", yref="paper"
        )
    return _styled(figure)


def _links(found: Ranked, placed: Layout, names: dict[str, str]) -> dict[str, Any]:
    source = {bar.name: place for place, bar in enumerate(placed.sources)}
    target = {bar.name: place + len(source) for place, bar in enumerate(placed.targets)}
    colours = palette.of_flows(found)
    tints = []
    for ribbon in placed.ribbons:
        rest = REST in (ribbon.source, ribbon.target)
        alpha = INTER if rest or not found.square else opacity(ribbon, found)
        tints.append(_tint(palette.OTHER if rest else colours[ribbon.source], alpha))
    return {
        "source": [source[ribbon.source] for ribbon in placed.ribbons],
        "target": [target[ribbon.target] for ribbon in placed.ribbons],
        "value": [ribbon.flow for ribbon in placed.ribbons],
        "color": tints,
        "customdata": [
            f"{names[ribbon.source]} → {names[ribbon.target]}<br>{amount(ribbon.flow)} "
            f"({percent(ribbon.flow / found.base)})"
            for ribbon in placed.ribbons
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def heatmap(
    table: FlowMatrix | pd.DataFrame,
    *,
    language: str = "zh",
    places: int = 12,
    value: Value = "flow",
    terms: Terms | None = None,
) -> Any:
    """Return :func:`clusternet.plot.heatmap` as a plotly figure; options as there.

    Raises
    ------
    MissingDependencyError
        If plotly is not installed.
    """
    graphs = _plotly()
    found, terms = ranked(table, places=places), terms or spoken(table, language)
    names = _names(found, terms, language)
    rows, columns = ([names[str(name)] for name in axis] for axis in found.table.axes)
    figure = graphs.Figure(_cells(graphs, found, terms, (rows, columns), value, language))
    supplied, received = found.enable / found.base, found.input / found.base
    bar = {
        "marker": {"color": "#9fb4c7"},
        "textposition": "outside",
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    figure.add_bar(
        x=supplied.tolist(), y=rows, orientation="h", xaxis="x2", text=[*map(percent, supplied)], **bar
    )
    figure.add_bar(x=columns, y=received.tolist(), yaxis="y2", text=[*map(percent, received)], **bar)
    bare = {"showticklabels": False, "showgrid": False, "zeroline": False, "fixedrange": True}
    across = {"type": "category", "domain": [0, 0.84], "title": escape(terms.target), "showgrid": False}
    down = {"type": "category", "domain": [0, 0.84], "autorange": "reversed", "showgrid": False}
    empty = found.table.to_numpy(dtype=float) == 0
    figure.add_trace(_cover(graphs, empty, scales.BLANK, (rows, columns)))
    if found.stands is not None:
        weak = ~found.stands.to_numpy(dtype=bool) & ~empty
        figure.add_trace(_cover(graphs, weak, "rgba(255,255,255,0.75)", (rows, columns)))
    figure.update_layout(
        height=max(460, _ROW * len(rows) + 240),
        xaxis={**across, "tickangle": -45},
        yaxis={**down, "title": escape(terms.source)},
        xaxis2={
            **bare,
            "range": [0, 1.6 * supplied.max()],
            "domain": [0.86, 1],
            "anchor": "y",
            "title": escape(terms.supplied),
        },
        yaxis2={
            **bare,
            "range": [0, 1.3 * received.max()],
            "domain": [0.86, 1],
            "anchor": "x",
            "title": escape(terms.received),
        },
        plot_bgcolor="white",
        showlegend=False,
    )
    for place, name in enumerate(found.table.index if found.square else ()):
        if name != REST:
            box = {"x0": place - 0.5, "x1": place + 0.5, "y0": place - 0.5, "y1": place + 0.5}
            figure.add_shape(type="rect", **box, line={"color": "#cf3f2a", "width": 1.5})
    return _styled(figure)


def _cells(
    graphs: Any, found: Ranked, terms: Terms, names: tuple[list[str], list[str]], value: Value, language: str
) -> Any:
    flow, ratio = found.table.to_numpy(dtype=float), found.expected_ratio.to_numpy(dtype=float)
    residual = ratio if found.residual is None else found.residual.to_numpy(dtype=float)
    held = {"flow": flow, "share": flow / found.base, "expected_ratio": ratio, "residual": residual}
    shown = held[value]
    printed = {"flow": amount, "share": percent, "expected_ratio": times, "residual": times}[value]
    there = (flow > 0) & np.isfinite(shown)
    make = scales.of_ratios if value in RATIOS else scales.of_amounts
    scale = make(shown[there].tolist())
    place = [[scale.place(cell) if seen else None for cell, seen in zip(*row, strict=True)]
             for row in zip(shown, there, strict=True)]  # fmt: skip
    said = [
        [
            f"{escape(terms.source)} {source}<br>{escape(terms.target)} {target}<br>"
            f"{amount(flow[i, j])} ({percent(flow[i, j] / found.base)})<br>"
            f"{_RATIO.in_(language)} {times(np.nan_to_num(ratio[i, j]))}"
            for j, target in enumerate(names[1])
        ]
        for i, source in enumerate(names[0])
    ]
    numbers = [[printed(cell) for cell in row] for row in np.nan_to_num(shown)]
    return graphs.Heatmap(
        x=names[1], y=names[0], z=place, zmin=0, zmax=1, xgap=1, ygap=1, hoverongaps=False,
        text=numbers if len(names[1]) <= _NUMBERED else None,
        texttemplate="%{text}" if len(names[1]) <= _NUMBERED else None,
        customdata=said, hovertemplate="%{customdata}<extra></extra>",
        colorscale=[[part, scale.at(part)] for part in np.linspace(0, 1, 33).tolist()],
        colorbar={
            "title": {"text": escape(colour_title(value, terms, language)), "side": "right"},
            "tickvals": [scale.place(tick) for tick in scale.ticks],
            "ticktext": [scales.tick_text(scale, tick, printed) for tick in scale.ticks],
            "thickness": 12,
        },
    )  # fmt: skip


def _cover(graphs: Any, chosen: Marks, colour: str, names: tuple[list[str], list[str]]) -> Any:
    """Return cells of one colour over those chosen."""
    there = [[1 if cell else None for cell in row] for row in chosen.tolist()]
    plain = [[0, colour], [1, colour]]
    return graphs.Heatmap(x=names[1], y=names[0], z=there, colorscale=plain, showscale=False, xgap=1, ygap=1,
                          hoverinfo="skip", hoverongaps=False)  # fmt: skip


def write(figure: Any, path: Path, *, words: Words, bare: bool = False, font: str | None = None) -> None:
    """Write a plotly figure as one page that holds all it needs; the same figure gives the same bytes.

    Parameters
    ----------
    path
        ``.html``. The file appears whole or not at all.
    bare
        Leave title and caption out. Synthetic data stay marked.
    font
        Family or file; its outlines of the characters used are in the page. Noto Sans SC if None.

    Raises
    ------
    FormatError
        If the suffix is another, or the folder does not exist.
    ClusternetError
        If the font does not exist.
    """
    from plotly.io import to_html

    check_path(path, (".html",))
    words = page.printable(words)
    texts = [words.heading, *words.under, *_texts(figure.to_plotly_json())]
    outlines = offline.font_face("".join(texts), font)
    figure.update_layout(font={"family": offline.FAMILY})
    plot = to_html(
        figure,
        full_html=False,
        include_plotlyjs=True,
        div_id="figure",
        config={"displaylogo": False, "responsive": True, "modeBarButtons": [["toImage"]]},
    )
    heading, caption = (words.mark, ()) if bare else (words.heading, words.under)
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{Text("zh-CN", "en").in_(words.language)}"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{offline.POLICY}">',
        f"<title>{escape(words.heading or 'clusternet')}</title>",
        _style(outlines),
        "</head><body>",
        f"<h1>{escape(heading)}</h1>" if heading else "",
        plot,
        "<footer>" + "".join(f"<p>{escape(line)}</p>" for line in caption) + "</footer>",
        "</body></html>",
    ]
    with whole_file(path) as temporary:
        Path(temporary).write_text("\n".join(line for line in lines if line) + "\n", encoding="utf-8")


def _style(outlines: str) -> str:
    return (
        f"<style>{outlines} body {{ font-family: {offline.FAMILY}; color: {palette.INK}; margin: 1.2em; }}"
        " h1 { font-size: 1.2em; font-weight: normal; }"
        f" footer p {{ font-size: .8em; color: {palette.MUTED}; margin: .2em 0; }}</style>"
    )


def _texts(value: Any) -> Iterator[str]:
    """Return every text in a figure."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple | np.ndarray):
        for each in value:
            yield from _texts(each)


def _plotly() -> Any:
    try:
        from plotly import graph_objects
    except ImportError:
        raise MissingDependencyError(
            'interactive figures need plotly: pip install ".[interactive]" in the checkout'
        ) from None
    return graph_objects


def _names(found: Ranked, terms: Terms, language: str) -> dict[str, str]:
    """Return how every place is written: as text, whatever marks are in it."""
    full = written(found, terms, language)
    cut = {name: page.clipped(text) for name, text in full.items()}
    told = cut if len(set(cut.values())) == len(set(full.values())) else full  # rows are told apart by names
    return {name: escape(text) for name, text in told.items()}


def _styled(figure: Any) -> Any:
    figure.update_layout(
        template="none",
        margin={"l": 20, "r": 20, "t": 50, "b": 20},
        font={"size": 13, "color": palette.INK},
        paper_bgcolor="white",
        hoverlabel={"align": "left"},
    )
    figure.update_xaxes(automargin=True)
    figure.update_yaxes(automargin=True)
    return figure


def _tint(colour: str, alpha: float) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha:g})"
