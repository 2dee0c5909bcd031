"""Changed inputs through every command: one line that names the file, no traceback, no warning."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fuzz import attacked


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="each command runs in a fork of this process")
def test_changed_inputs_end_in_a_result_or_in_one_line(tmp_path: Path) -> None:
    attacked.load()
    found = []
    for trial in attacked.trials(seed=27, count=120):
        attacked.prepare(tmp_path / "input", trial)
        code, said, _ = attacked.ended(trial, tmp_path / "input")
        if bad := attacked.wrong(trial, code, said):
            found.append((trial.number, trial.command, trial.given, trial.file, bad))
    assert found == []


def test_a_trial_depends_on_its_seed_and_number_alone() -> None:
    (one,) = attacked.trials(seed=3, count=1, first=5)
    assert one == list(attacked.trials(seed=3, count=6))[-1]
    assert one.content != attacked.corpus()[one.file]
    assert attacked.wrong(one, 1, "clusternet: unexpected KeyError: 'year'\n")
    assert attacked.wrong(one, -6, "")
    assert attacked.wrong(one, 1, "clusternet: nothing\n").startswith("no file")
    assert not attacked.wrong(one, 2, "Usage")
