"""Imports go down only, heavy libraries have one owner, and asking for help loads none of them."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import clusternet

SOURCE = Path(clusternet.__file__).parent

LAYERS = {
    "errors": 0, "conventions": 0, "vocabulary": 0, "places": 0, "data": 0, "findings": 0, "labels": 0,
    "kernels": 0,
    "schema": 1, "cells": 1, "coding": 1, "conform": 1, "joining": 1, "links": 1, "grouping": 1, "names": 1,
    "triads": 1, "multivalued": 1,
    "network": 2, "aliases": 2,
    "io": 3,
    "location": 3, "resampling": 3, "ensemble": 3,
    "brokerage": 4, "structural_holes": 4,
    "clustering": 4, "community": 4, "degree": 4, "distribution": 4, "flows": 4,
    "indices": 4,
    "metrics": 4.1, "centrality": 4.1, "layout": 4.1, "polarisation": 4.1,
    "rank_intervals": 4.2, "communities": 4.2,
    "powerlaw": 4.1, "cooccurrence": 4.1, "topology": 4.1, "regional": 4.1,
    "nullmodel": 4.2, "comparison": 4.2, "specialisation": 4.2, "collaboration": 4.2, "audit": 4.2,
    "synthetic": 4.2, "counts": 4.3, "profiles": 4.3,
    "robustness": 4.3, "dependence": 4.3,
    "plot": 5,
    "checks": 4.3,
    "change": 4.3,
    "report": 6,
    "cli": 7, "__main__": 8,
}  # fmt: skip
"""A module may import its own package and lower layers; below the network also those beside it."""

OWNERS = {
    "igraph": {"network", "io", "community", "kernels"},
    "networkx": {"network", "io", "community", "kernels"},
    "powerlaw": {"degree"},
    "rapidfuzz": {"aliases"},
    "matplotlib": {"plot"},
    "fontTools": {"plot"},
    "plotly": {"report", "plot"},
    "xlsxwriter": {"report"},
    "docx": {"report"},
    "click": {"cli"},
    "rich": {"cli"},
}

HEAVY = ("pandas", "numpy", "igraph", "networkx", "matplotlib", "scipy", "pyarrow", "rich")


def modules() -> list[tuple[str, Path]]:
    return [(path.relative_to(SOURCE).parts[0].removesuffix(".py"), path) for path in SOURCE.rglob("*.py")]


def imports(path: Path) -> list[str]:
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
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
    for name, path in modules():
        if name == "__init__":
            continue
        for target in imports(path):
            parts = target.split(".")
            if parts[0] != "clusternet" or len(parts) == 1 or parts[1] == name:
                continue
            lower = LAYERS[parts[1]] < LAYERS[name] or (LAYERS[parts[1]] == LAYERS[name] < 2)
            assert lower, f"{path.relative_to(SOURCE)} imports {target}"


def test_layer_0_stands_alone_but_for_itself():
    for name, path in modules():
        if LAYERS.get(name) == 0:
            for target in imports(path):
                parts = target.split(".")
                assert parts[0] != "clusternet" or len(parts) == 1 or LAYERS[parts[1]] == 0, (path, target)


def test_heavy_libraries_have_one_owner():
    for name, path in modules():
        for target in imports(path):
            owners = OWNERS.get(target.split(".")[0])
            assert owners is None or name in owners, f"{path.relative_to(SOURCE)} imports {target}"


def loaded(code: str) -> set[str]:
    probe = f"import sys\n{code}\nprint(*sorted(sys.modules))"
    output = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout
    return set(output.splitlines()[-1].split())


def test_import_and_help_load_nothing_heavy():
    assert not loaded("import clusternet; dir(clusternet)") & {*HEAVY, "click"}
    asked = "from clusternet.cli import cli\ntry:\n    cli(['--help'])\nexcept SystemExit:\n    pass"
    assert not loaded(asked) & set(HEAVY)


def test_public_names_are_all_there():
    for name in clusternet.__all__:
        assert getattr(clusternet, name) is not None
    assert set(clusternet.__all__) >= {"ValueNetwork", "read", "GEPHI", "ClusternetError"}
