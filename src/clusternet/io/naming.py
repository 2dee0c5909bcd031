"""What a path names: which files and sheets make up a data set."""

from __future__ import annotations

from pathlib import Path

from clusternet.errors import FormatError
from clusternet.guard import unknown_suffix
from clusternet.io.blocks import Source
from clusternet.io.dataset import DESCRIPTOR, Dataset, load
from clusternet.io.formats import graphs
from clusternet.io.formats.tables import EXCEL_SUFFIXES, SUFFIXES, Shape, suffix_of
from clusternet.io.formats.workbooks import About as Tab
from clusternet.io.formats.workbooks import sheets
from clusternet.schema import recognition
from clusternet.schema.findings import Action, Finding, done
from clusternet.schema.totals import sums_up_others

_ALL_SUFFIXES = (*SUFFIXES, *graphs.SUFFIXES)
EDGE_NAMES = ("edges", "边", "边表", "关系", "关系表")
_ROSTER_NAMES = ("samples", "样本", "样本企业", "样本名录", "样本企业名录")
_NODE_NAMES = ("nodes", "节点", "节点表", "企业名录", *_ROSTER_NAMES)


def dataset_of(path: Path, root: Path | None, found: list[Finding]) -> Dataset:
    """Return the data set that a file, a folder or a descriptor is."""
    if path.is_dir():
        return _folder(path, root)
    if not path.exists():
        raise FormatError(f"{path}: no such file or folder", f"{path}：没有这个文件或文件夹")
    if path.suffix.lower() == ".toml":
        return load(path, root=root)
    suffix = suffix_of(path)
    if suffix in EXCEL_SUFFIXES:
        return _workbook(path, found)
    if suffix in _ALL_SUFFIXES:
        return Dataset(edges=(Source(path),), title=path.name)
    graphs.refuse_others(path)
    raise unknown_suffix(path, suffix, (*_ALL_SUFFIXES, "a folder", "dataset.toml"))


def _folder(path: Path, root: Path | None) -> Dataset:
    if (path / DESCRIPTOR).is_file():
        return load(path / DESCRIPTOR, root=root)
    edges, nodes = _named(path, EDGE_NAMES), _named(path, _NODE_NAMES)
    if not edges:
        raise FormatError.of("no_data_set", path=path, descriptor=DESCRIPTOR)
    return Dataset(tuple(map(Source, edges)), tuple(map(node_source, nodes)), title=path.resolve().name)


def _named(folder: Path, names: tuple[str, ...]) -> list[Path]:
    """Return the files of these names; tables before graph files, and one table in two formats is refused."""
    inside = [file for file in sorted(folder.iterdir()) if suffix_of(file) in _ALL_SUFFIXES]
    inside = [file for file in inside if file.name[: -len(suffix_of(file))].lower().split(".")[0] in names]
    tables = [file for file in inside if suffix_of(file) not in graphs.SUFFIXES]
    chosen: dict[str, Path] = {}
    for file in tables or ([] if names is _NODE_NAMES else inside):
        name = file.name[: -len(suffix_of(file))].lower()
        if name in chosen:
            raise FormatError.of(
                "two_files", folder=folder, first=chosen[name].name, second=file.name, descriptor=DESCRIPTOR
            )
        chosen[name] = file
    return list(chosen.values())


def node_source(file: Path, sheet: str = "") -> Source:
    """Return a node table; a roster of samples is told by the name of its file or sheet."""
    name = (sheet or file.name.split(".")[0]).strip().lower()
    return Source(file, Shape(sheet=sheet), kind="sample" if name in _ROSTER_NAMES else None)


def _workbook(path: Path, found: list[Finding]) -> Dataset:
    """Return the sheets of ties and of nodes; hidden ones, and those that sum up others, only if named."""
    tabs = sheets(path, recognition.is_edge_header)
    seen = [tab for tab in tabs if not tab.hidden]
    named = [tab for tab in seen if _fits(tab, EDGE_NAMES)]
    headed = [tab for tab in seen if tab.header and not _fits(tab, _NODE_NAMES)]
    single = [tab for tab in headed if not sums_up_others(tab.name)]
    edges = named or single or headed or (seen or tabs)[:1]
    nodes = [tab for tab in seen if _fits(tab, _NODE_NAMES) and tab not in edges]
    for tab in tabs if len(tabs) > 1 else ():
        if tab in edges or tab in nodes:
            action = done("read_as_ties" if tab in edges else "read_as_nodes")
            found.append(Finding("sheet_read", path.name, tab.name, action=action))
        else:
            found.append(Finding("sheet_skipped", path.name, tab.name, action=_why_left(tab, bool(named))))
    return Dataset(
        edges=tuple(Source(path, Shape(sheet=tab.name)) for tab in edges),
        nodes=tuple(node_source(path, tab.name) for tab in nodes),
        title=path.name,
    )


def _fits(tab: Tab, names: tuple[str, ...]) -> bool:
    return tab.name.strip().lower() in names


def _why_left(tab: Tab, named: bool) -> Action:
    """Say why a sheet was not read."""
    if tab.hidden:
        return done("hidden_name_it")
    if tab.header:
        return done("other_named_name_it" if named else "sums_up_name_it")
    return done("no_ties_name_it")


def report_left(dataset: Dataset, found: list[Finding]) -> None:
    """Report the sheets of a descriptor's workbooks that it does not name; all files are admitted by now."""
    sources = [each for each in (*dataset.edges, *dataset.nodes, dataset.aliases, dataset.parents) if each]
    books = dict.fromkeys(each.file for each in sources if suffix_of(each.file) in EXCEL_SUFFIXES)
    for path in books:
        asked = {each.shape.sheet for each in sources if each.file == path}
        tabs = sheets(path, admitted=True)
        first = next((tab.name for tab in tabs if not tab.hidden), "")
        for tab in tabs:
            if tab.name not in asked and not ("" in asked and tab.name == first):
                action = done("hidden_name_it" if tab.hidden else "unnamed_name_it")
                found.append(Finding("sheet_skipped", path.name, tab.name, action=action))
