"""The synthetic network as a data set folder: tables, descriptor and README."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from importlib.resources import files
from math import isnan
from pathlib import Path

import pandas as pd

from clusternet import io
from clusternet.io import folders
from clusternet.io.atomic import whole_file
from clusternet.schema import columns as schema
from clusternet.words import vocabulary

TITLE = "新一代人工智能价值网络（合成数据）"
TITLE_EN = "New-generation AI value network (synthetic data)"
HOLDS = "synthetic data set"
POLES = ("北京市", "广东省", "上海市")
_WORDS: Mapping[str, Mapping[str, vocabulary.Term]] = {
    "kind": vocabulary.KINDS,
    "relation": vocabulary.RELATIONS,
    "category": vocabulary.CATEGORIES,
}
_YES_NO = {"yes": "是", "no": "否"}


def write(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    folder: Path,
    *,
    seed: int,
    parquet: bool = False,
) -> Path:
    """Write generated tables as a data set with Chinese headers; Parquet for the large ones.

    Parameters
    ----------
    nodes, edges
        As :func:`clusternet.synthetic.generate` returns them.
    folder
        Created if it does not exist; its parent must.
    seed
        Named in the README.

    Returns
    -------
    Path
        The folder.
    """
    folder.mkdir(exist_ok=True)
    suffix = ".parquet" if parquet else ".csv"
    for name, frame in (("nodes", _worded(nodes, schema.NODES)), ("edges", _worded(edges, schema.EDGES))):
        with whole_file(folder / f"{name}{suffix}") as temporary:
            if parquet:
                frame.to_parquet(temporary, index=False, row_group_size=1 << 24)  # each holds all names
            else:
                frame.to_csv(temporary, index=False, lineterminator="\n")
    poles = json.dumps(list(POLES), ensure_ascii=False)
    descriptor = (
        f'title = "{TITLE}"\ntitle_en = "{TITLE_EN}"\nsynthetic = true\npoles = {poles}\n\n'
        f'[[edges]]\nfile = "edges{suffix}"\n\n[[nodes]]\nfile = "nodes{suffix}"\n'
    )
    with whole_file(folder / "dataset.toml") as temporary:
        temporary.write_text(descriptor, encoding="utf-8", newline="\n")
    return folder


def write_manifest(folder: Path, *, seed: int, scale: int) -> None:
    """Write which files of a folder are its own, by their checksums."""
    folders.write_manifest(folder, {"holds": HOLDS, "seed": seed, "scale": scale})


def check_folder(folder: Path, *, replace: bool) -> None:
    """Refuse a folder that holds anything but a data set that was generated and not changed since.

    Raises
    ------
    FormatError
        As :func:`clusternet.io.folders.check_folder`.
    """
    folders.check_folder(folder, replace=replace, written=partial(folders.written, what=HOLDS), what=HOLDS)


def write_readme(folder: Path, verified: pd.DataFrame, *, seed: int) -> Path:
    """Write the README of a folder with the table that :func:`clusternet.synthetic.verify` returned."""
    about = files("clusternet").joinpath("data", "synthetic.md").read_text(encoding="utf-8")
    head = about.format(seed=seed, within=int(verified["within"].sum()), all=len(verified))
    with whole_file(folder / "README.md") as temporary:
        temporary.write_text(head + table(verified), encoding="utf-8", newline="\n")
    return folder / "README.md"


def table(verified: pd.DataFrame) -> str:
    """Return the verification as a Markdown table, numbers to four decimals."""
    lines = ["| target | published | achieved | difference | within |", "|---|---:|---:|---:|---|"]
    for name, *numbers, within in verified.itertuples(index=False, name=None):
        cells = " | ".join(_number(value) for value in numbers)
        lines.append(f"| {name} | {cells} | {'yes' if within else 'NO'} |")
    return "\n".join(lines) + "\n"


def targets_of(folder: Path) -> Path:
    """Return the folder of published tables that belongs to a data set: its own, or the shipped one."""
    own = folder / "targets"
    return own if own.is_dir() else io.shipped("nankai") / "targets"


def _number(value: float) -> str:
    return "" if isnan(value) else f"{value:.4f}".rstrip("0").rstrip(".")


def _worded(frame: pd.DataFrame, columns: tuple[schema.Column, ...]) -> pd.DataFrame:
    """Return a table with Chinese headers and words; a name that repeats the id is left out."""
    frame = frame.drop(columns=["name"] if "name" in frame and frame["name"].equals(frame["id"]) else [])
    headers = {column.name: column.zh for column in columns}
    worded: dict[str, pd.Series] = {}
    for name in map(str, frame):
        words = _words(name)
        worded[headers.get(name, name)] = frame[name].map(words) if words else frame[name]
    return pd.DataFrame(worded)


def _words(column: str) -> Callable[[str], str] | None:
    if column == "platform":
        return lambda value: _YES_NO[value]
    if column in _WORDS:
        return lambda value: _WORDS[column][value].zh
    return None
