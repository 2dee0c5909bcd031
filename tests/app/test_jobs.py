"""Jobs end when they are stopped, and take nothing with them."""

from __future__ import annotations

import time

from clusternet.app import jobs


def test_what_is_wrong_is_said_and_the_code_kept(tmp_path):
    (tmp_path / "a.csv").write_text("x\n1\n")
    job = jobs.start(["metrics", tmp_path / "a.csv", "--lang", "zh"])
    assert job.process.wait(timeout=60) == 1
    assert job.messages
    assert "a.csv" in job.messages[-1]
    assert job.result == ""
    job.close()


def test_a_job_that_is_stopped_is_gone_within_seconds():
    job = jobs.start(["communities", "--seeds", "500"])
    begun = time.monotonic()
    job.stop()
    assert (job.running, job.stopped) == (False, True)
    assert time.monotonic() - begun < 10
    job.close()


def test_a_module_in_the_folder_is_not_imported(tmp_path):
    (tmp_path / "pandas.py").write_text("raise SystemExit('taken')")
    job = jobs.start(["--version"], folder=tmp_path)
    assert job.process.wait(timeout=60) == 0
    job.close()
