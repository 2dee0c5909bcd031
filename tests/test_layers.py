"""Imports go down only, heavy libraries have one owner, and asking for help loads none of them."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import clusternet
from sources import tree_of

SOURCE = Path(clusternet.__file__).parent

FLOORS = (
    "data",
    "errors conventions typing letters",
    "guard limits transaction",
    "places kernels",
    "words",
    "schema",
    "network",
    "io",
    "indices",
    "space",
    "structure",
    "nulls records checks audit",
    "change synthetic",
    "output",
    "plot",
    "notes",
    "lake",
    "report",
    "prose",
    "app",
    "cli",
    "__main__",
)
"""Folders from the ground up: a module imports from its own folder and from lower floors."""
LAYERS = {name: floor for floor, names in enumerate(FLOORS) for name in names.split()}

OWNERS = {
    "igraph": {"network", "io", "structure", "community", "kernels"},
    "networkx": {"network", "io", "structure", "community", "kernels"},
    "powerlaw": {"structure"},
    "rapidfuzz": {"network"},
    "tomlkit": {"io"},
    "matplotlib": {"plot"},
    "fontTools": {"plot"},
    "plotly": {"report", "plot"},
    "xlsxwriter": {"output", "report"},
    "docx": {"report", "audit", "prose"},
    "lxml": {"prose"},
    "duckdb": {"lake"},
    "pyspark": {"lake"},
    "shiny": {"app"},
    "starlette": {"app"},
    "uvicorn": {"app"},
    "click": {"cli"},
    "rich": {"cli"},
}

HEAVY = (
    "duckdb",
    "pyspark",
    "pandas",
    "numpy",
    "igraph",
    "networkx",
    "matplotlib",
    "scipy",
    "pyarrow",
    "rich",
)


def modules() -> list[tuple[str, Path]]:
    return [(path.relative_to(SOURCE).parts[0].removesuffix(".py"), path) for path in SOURCE.rglob("*.py")]


def imports(path: Path) -> list[str]:
    found: list[str] = []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            if node.module == "clusternet":
                found += [f"clusternet.{alias.name}" for alias in node.names if alias.name != "__version__"]
            else:
                found.append(node.module or "")
    return found


def test_every_module_has_a_layer():
    assert {name for name, _ in modules()} - {"__init__"} <= set(LAYERS)


def test_imports_go_down():
    wrong = []
    for name, path in modules():
        if name == "__init__":
            continue
        for target in imports(path):
            parts = target.split(".")
            if parts[0] != "clusternet" or len(parts) == 1:
                continue
            if parts[1] != name and LAYERS[parts[1]] >= LAYERS[name]:
                wrong.append(f"{path.relative_to(SOURCE)} imports {target}")
    assert not wrong


def dotted(path: Path) -> str:
    parts = ("clusternet", *path.relative_to(SOURCE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def running(node: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield the imports that happen when the code runs: all but those for the type checker."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child
        yield from running(child)


def files() -> dict[str, set[str]]:
    """Return module -> the modules its code imports, at the top or inside functions."""
    paths = {dotted(path): path for _, path in modules()}
    graph: dict[str, set[str]] = {}
    for name, path in paths.items():
        wanted: list[str] = []
        for node in running(tree_of(path)):
            if isinstance(node, ast.Import):
                wanted += [alias.name for alias in node.names]
            else:
                wanted += [
                    full if (full := f"{node.module}.{alias.name}") in paths else str(node.module)
                    for alias in node.names
                ]
        graph[name] = {each for each in wanted if each in paths}
    return graph


def test_no_circle_of_files():
    graph = files()
    assert "clusternet.plot.network.ground" in graph["clusternet.plot.network.map"]
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


def test_heavy_libraries_have_one_owner():
    for name, path in modules():
        for target in imports(path):
            owners = OWNERS.get(target.split(".")[0])
            assert owners is None or name in owners, f"{path.relative_to(SOURCE)} imports {target}"


def test_engines_are_imported_in_one_place():
    for _, path in modules():
        engines = {target.split(".")[0] for target in imports(path)} & {"duckdb", "pyspark"}
        assert not engines or path.parent == SOURCE / "lake" / "engines", path


def loaded(code: str) -> set[str]:
    probe = f"import sys\n{code}\nprint(*sorted(sys.modules))"
    output = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout
    return set(output.splitlines()[-1].split())


def test_import_and_help_load_nothing_heavy():
    assert not loaded("import clusternet; dir(clusternet)") & {*HEAVY, "click"}
    asked = "from clusternet.cli import cli\ntry:\n    cli(['--help'])\nexcept SystemExit:\n    pass"
    assert not loaded(asked) & set(HEAVY)


def test_commands_load_nothing_heavy_before_they_run():
    every = "from clusternet.cli import COMMANDS, cli\n[cli.get_command(None, name) for name in COMMANDS]"
    assert not loaded(every) & set(HEAVY)


def test_figures_load_what_they_draw_with_when_they_draw():
    assert not loaded("import clusternet.plot") & {"matplotlib", "scipy", "igraph", "networkx"}


def test_public_names_are_all_there():
    for name in clusternet.__all__:
        assert getattr(clusternet, name) is not None
    assert set(clusternet.__all__) >= {"ValueNetwork", "read", "GEPHI", "ClusternetError"}


def test_modules_resolve_and_editors_know_them():
    listed = clusternet._MODULES
    for name in listed:
        assert getattr(clusternet, name).__name__ == ".".join(
            filter(None, ["clusternet", listed[name], name])
        )
        assert name in dir(clusternet)
    told = {
        (node.module, alias.asname)
        for node in ast.walk(ast.parse((SOURCE / "__init__.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname
    }
    assert told == {(".".join(filter(None, ["clusternet", room])), name) for name, room in listed.items()}
