"""Every text of every figure stands on its page, and none over another: both languages, three widths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import click
import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from clusternet.cli import COMMANDS, cli
from clusternet.cli.values import Output
from clusternet.plot.sheet import saving
from running import Runner
from sweeps import sweep

WIDTHS = (60, 85, 150, 300)
CITIES = (
    "北京市",
    "上海市",
    "深圳市",
    "广州市",
    "杭州市",
    "呼和浩特市",
    "合肥市",
    "成都市",
    "武汉市",
    "西安市",
)
PROVINCES = (
    "北京市",
    "上海市",
    "广东省",
    "广东省",
    "浙江省",
    "内蒙古自治区",
    "安徽省",
    "四川省",
    "湖北省",
    "陕西省",
)
FIELDS = ("大数据和云计算", "物联网", "智能机器人", "自然语言处理", "虚拟/增强现实", "5G")
COUNTRIES = ("China", "United States", "United Kingdom", "South Korea", "Germany", "Saudi Arabia")
NETWORK = {
    "trend": (), "tail": ("--fit",), "netmap": ("--colour", "community"), "sankey": (), "chord": (),
    "heatmap": (), "flowmap": (), "quadrant": (), "bars": ("--by", "application", "--by-year"),
}  # fmt: skip
"""Figures of a network, by their command, with the options that put most on the page."""
TABLES = {
    ("formation", "figure"): ("edges.csv", "--alternatives", "5", "--figure"),
    ("sensitivity", "figure"): (
        "edges.csv", "-B", "2", "--measures", "degree,pagerank,betweenness", "--figure",
    ),
    ("counts", "figure"): ("n.csv", "--figure"),
    ("distribution", "figure"): ("edges.csv", "--by", "application", "--by-year", "--figure"),
    ("compare", "figure"): ("v.csv", "--figure"),
    ("index", "figure"): ("u.csv", "--config", "i.toml", "--figure"),
    ("cooccurrence", "chart"): ("p.csv", "--of", "topics", "--chart"),
    ("specialisation", "chart"): ("s.csv", "--for", "China", "--entered", "--chart"),
    ("collaboration", "sankey"): ("p.csv", "--authors", "countries", "--sankey"),
    ("collaboration", "bars"): ("p.csv", "--authors", "countries", "--institutions", "inst", "--bars"),
}  # fmt: skip
"""Figures beside a table, by their command and option."""


def registered() -> set[tuple[str, str]]:
    """Return command and option of every figure of the command line."""
    context = click.Context(cli)
    found = set()
    for name in COMMANDS:
        command = cli.get_command(context, name)
        for option in command.params if command else ():
            if isinstance(option.type, Output) and ".png" in option.type.suffixes:
                found.add((name, str(option.name)))
    return found


def test_every_figure_of_the_command_line_is_measured() -> None:
    assert registered() == {*((name, "picture") for name in NETWORK), *TABLES}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with small tables whose names are long and whose numbers differ."""
    folder, draw = tmp_path_factory.mktemp("room"), np.random.default_rng(1)
    rows = []
    for number in range(420):
        one, two = (int(min(draw.pareto(1.1) * 2, 39)) for _ in range(2))
        place, other = one % len(CITIES), two % len(CITIES)
        ends = f"企业{one}人工智能有限公司,企业{two}人工智能有限公司,{2014 + number % 9}"
        where = f"{PROVINCES[place]},{PROVINCES[other]},{CITIES[place]},{CITIES[other]}"
        field = int(min(draw.pareto(1.0), 5))
        rows.append(f"{ends},technology,{where},{FIELDS[field]},{FIELDS[(field + number) % 6]}")
    heads = "source,target,year,relation,source_province,target_province,source_city,target_city"
    tables = {
        "edges.csv": f"{heads},technology,application\n" + "\n".join(rows),
        "m.csv": "id\nnobody\n",
        "n.csv": "country,count\n"
        + "\n".join(f"{name},{900 // (1 + n)}" for n, name in enumerate(COUNTRIES)),
        "v.csv": "indicator,China,United States\n"
        + "\n".join(f"{name} 企业数,{3 + n * 5 % 7},{1 + n * 3 % 5}" for n, name in enumerate(FIELDS)),
        "u.csv": "place,patents,papers\n"
        + "\n".join(f"{name},{2 + n * 7 % 11},{1 + n * 5 % 9}" for n, name in enumerate(CITIES)),
        "i.toml": 'title = "Index"\nnormalise = "min-max"\n[[indicator]]\nid = "patents"\n'
        '[[indicator]]\nid = "papers"\n',
        "u.toml": 'title = "Index"\nnormalise = "min-max"\n[outliers]\ntreat = "winsorise"\n[uncertainty]\n'
        'draws = 20\nweights = "perturb"\n[[indicator]]\nid = "patents"\n[[indicator]]\nid = "papers"\n',
        "p.csv": "id,topics,countries,inst\n"
        + "\n".join(
            f"{n},{FIELDS[n % 6]}; {FIELDS[n * n % 5]}; {FIELDS[n * 3 % 4]},"
            f"{'; '.join(COUNTRIES[min(n * k % 7, 5)] for k in (1, 2, 5))},"
            f"{'; '.join(f'Institute of Science {n * k % 4}' for k in (1, 2, 5))}"
            for n in range(60)
        ),
        "s.csv": "unit,field,value\n"
        + "\n".join(
            f"{unit},{field},{1 + (n * 7 + m * 5 + n * m) % 11}"
            for n, unit in enumerate(COUNTRIES)
            for m, field in enumerate(FIELDS)
        ),
    }
    for name, text in tables.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def boxes(figure: Figure) -> Iterator[tuple[str, np.ndarray]]:
    """Return every text that is seen, and the corners of what it takes in pixels."""
    seen: list[Text] = []
    own = Text.draw
    with patch.object(Text, "draw", lambda text, renderer: seen.append(text) or own(text, renderer)):
        figure.draw_without_rendering()  # ticks beyond the ends of an axis are not drawn
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    for text in seen:
        if not text.get_visible() or not text.get_text().strip() or text.get_gid() == "halo":
            continue
        turned = text.get_rotation() % 90 and text.get_rotation_mode() == "anchor"
        if not turned:
            box = text.get_window_extent(renderer)
            yield text.get_text(), box.corners()[[0, 1, 3, 2]]
            continue
        angle = np.radians(text.get_rotation())
        text.set_rotation(0)
        flat = text.get_window_extent(renderer).corners()[[0, 1, 3, 2]]
        text.set_rotation(np.degrees(angle))
        at = text.get_transform().transform(text.get_unitless_position())
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        yield text.get_text(), (flat - at) @ turn + at


def shrunk(corners: np.ndarray) -> np.ndarray:
    """Return a box without the white above and below its letters."""
    low, left, right, high = corners[0], corners[0], corners[3], corners[1]
    up = (high - low) * 0.17
    along = (right - left) * min(0.02, 1.0 / max(float(np.hypot(*(right - left))), 1.0))
    return corners + np.array([up + along, -up + along, -up - along, up - along])


def meet(one: np.ndarray, two: np.ndarray) -> bool:
    """Whether two boxes overlap: no side of either parts them."""
    for box in (one, two):
        for side in (box[1] - box[0], box[3] - box[0]):
            first, second = one @ side, two @ side
            if first.max() <= second.min() or second.max() <= first.min():
                return False
    return True


def faults(figure: Figure) -> list[str]:
    """Return what stands off the page, and what stands over what."""
    wide, high = figure.get_size_inches() * figure.dpi
    texts = [(said, shrunk(box)) for said, box in boxes(figure)]
    off = [
        f"off the page: {said!r}"
        for said, box in texts
        if box.min() < -0.5 or box[:, 0].max() > wide + 0.5 or box[:, 1].max() > high + 0.5
    ]
    over = [
        f"{said!r} over {other!r}"
        for place, (said, box) in enumerate(texts)
        for other, under in texts[place + 1 :]
        if meet(box, under)
    ]
    cut = [f"cut: {said!r}" for said, _ in texts if "…" in said]
    return off + over + cut


def drawn(run: Runner, folder: Path, name: str, *options: str) -> Figure:
    """Return the figure that a command draws."""
    command, _, option = name.partition(" ")
    asked = TABLES[command, option] if option else ("edges.csv", *NETWORK[command], "--out")
    figures: list[Figure] = []
    with patch.object(saving, "write", lambda figure, *_, **__: figures.append(figure)):
        run(command, *asked, "f.png", *options, cwd=folder)
    (figure,) = figures
    return figure


SOFTWARE = re.compile(
    r"gephi|networkx|igraph|louvain|leiden|vosviewer|coinr|seed|种子|\bQ = |--|\[uncertainty\]"
    r"|\.(?:csv|xlsx|toml|json|gexf)\b|_|\d\.?\d*e[+-]\d|\bnan\b",
    re.IGNORECASE,
)
"""Words of software, options and files, which are no matter of print; and numbers as programs write them."""


def software(figure: Figure) -> list[str]:
    """Return the words of software in the texts of a figure; lines of a caption are read as one."""
    texts = figure.findobj(Text)
    caption = " ".join(text.get_text() for text in texts if text.get_gid() == "caption")
    said = [caption, *(text.get_text() for text in texts if text.get_gid() != "caption")]
    return [text for text in said if SOFTWARE.search(text)]


NAMES = [*NETWORK, *(" ".join(key) for key in TABLES)]
CASES = [f"{name} {language} {width}" for name in NAMES for language in ("zh", "en") for width in WIDTHS]
QUICK = ("heatmap en 85", "bars zh 60", "sankey zh 60", "compare figure en 60")


@pytest.mark.parametrize("case", sweep(CASES, QUICK))
def test_texts_have_room(run: Runner, folder: Path, case: str) -> None:
    *name, language, width = case.split()
    figure = drawn(run, folder, " ".join(name), "--lang", language, "--width", f"{width}mm", "--headline")
    assert faults(figure) == []
    assert software(figure) == []


MORE = {
    "isolated": ("tail", "edges.csv", "--nodes", "m.csv", "--isolated", "drop", "--out"),
    "region": ("sankey", "edges.csv", "--level", "region", "--out"),
    "residual": ("heatmap", "edges.csv", "--value", "residual", "--out"),
    "significant": ("heatmap", "edges.csv", "--significant", "0.9", "--out"),
    "standing": ("netmap", "edges.csv", "--significant", "0.9", "--out"),
    "leading": ("sensitivity", "edges.csv", "-B", "2", "--top", "50", "--figure"),
    "rated": ("compare", "v.csv", "--rate", "7", "--figure"),
    "index": ("index", "u.csv", "--config", "u.toml", "--figure"),
    "sampled": ("collaboration", "p.csv", "--authors", "countries", "--rate", "0.5", "--sankey"),
    "by": ("counts", "s.csv", "--by", "unit", "--figure"),
}  # fmt: skip
"""Figures whose tables have notes that name options."""


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", MORE)
def test_captions_are_words_of_print(run: Runner, folder: Path, name: str, language: str) -> None:
    figures: list[Figure] = []
    with patch.object(saving, "write", lambda figure, *_, **__: figures.append(figure)):
        run(*MORE[name], "f.png", "--lang", language, "--headline", cwd=folder)
    (figure,) = figures
    assert software(figure) == []
