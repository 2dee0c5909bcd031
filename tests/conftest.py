"""What every test may use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import settings

from clusternet.io import read
from clusternet.io import shipped as io_shipped
from clusternet.network.value_network import ValueNetwork, from_frames
from running import InProcess, Process, Runner

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""Real data by others, beside the checkout on some machines; tests that need it are skipped elsewhere."""

LEFT_OUT = pytest.StashKey[int]()

settings.register_profile("clusternet", max_examples=50, deadline=None)  # a busy machine is no fault
settings.load_profile("clusternet")


def pytest_configure(config: pytest.Config) -> None:
    """Where workers run the tests, what the pipes to them leave open is no fault of a test."""
    if not hasattr(config, "workerinput") and config.getoption("numprocesses", None):
        config.addinivalue_line("filterwarnings", "ignore:unclosed:ResourceWarning")


# -- what plain pytest leaves out is said in its last line, also where workers did the work ----------------
def pytest_deselected(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("slow"):
            item.config.stash[LEFT_OUT] = item.config.stash.get(LEFT_OUT, 0) + 1


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = session.config.stash.get(LEFT_OUT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", 0)


def pytest_unconfigure(config: pytest.Config) -> None:
    reporter, left_out = config.pluginmanager.get_plugin("terminalreporter"), config.stash.get(LEFT_OUT, 0)
    if reporter and left_out and not hasattr(config, "workeroutput") and config.option.markexpr == "not slow":
        reporter.write_line(f"{left_out} slow tests left out: python -m pytest -m slow")


@pytest.fixture(scope="session")
def shared() -> Path:
    if not (SHARED / "data").is_dir():
        pytest.skip("the data of others are not on this machine")
    return SHARED


@pytest.fixture(scope="session")
def run() -> Runner:
    """Run the command line: ``run("metrics", path).out``; see running.Runner."""
    return InProcess()


@pytest.fixture(scope="session")
def process() -> Runner:
    """Run the command line in a process of its own."""
    return Process()


@pytest.fixture(scope="session")
def shipped() -> ValueNetwork:
    """The network that comes with the package."""
    return read(io_shipped())


@pytest.fixture(scope="session")
def village() -> ValueNetwork:
    """Five nodes, a mutual pair, a parallel row, a self-loop, an isolated node, two years, two relations."""
    edges = pd.DataFrame(
        {
            "source": ["a", "b", "a", "c", "a", "d"],
            "target": ["b", "a", "b", "a", "c", "d"],
            "year": [2020, 2020, 2021, 2021, 2021, 2021],
            "relation": ["technology", "technology", "investment", "technology", "technology", "technology"],
        }
    )
    nodes = pd.DataFrame(
        {
            "id": ["a", "b", "c", "d", "e"],
            "kind": ["sample", "sample", "partner", "partner", "partner"],
            "platform": ["yes", "no", "no", "no", "no"],
            "left_year": ["", "2021", "", "", ""],
        }
    )
    return from_frames(edges, nodes)
