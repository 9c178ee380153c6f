"""Two runs with one output: the second is refused while the first lives, and goes on when it is gone."""

import os
import signal
import subprocess
import sys

import pytest

from labeling.core.errors import FileRefused
from models.scale import run_lock
from models.scale.run_folder import folder_of
from models.scale.run_lock import only_run

HOLD = (
    "import sys, time; from pathlib import Path; from models.scale.run_lock import only_run\n"
    "out = Path(sys.argv[1])\n"
    "with only_run(out, out.with_name(out.name + '.parts')):\n"
    "    print('held', flush=True)\n"
    "    time.sleep(60)"
)


@pytest.fixture
def other_run(tmp_path):
    """Another process that screens into the same output."""
    running = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path / "out.jsonl")], stdout=subprocess.PIPE)
    assert running.stdout.readline() == b"held\n"
    yield running
    running.kill()
    running.communicate()


def test_a_second_run_names_the_first_and_changes_nothing_of_it(other_run, file, scores, tmp_path, small_shards):
    half_written = folder_of(tmp_path / "out.jsonl") / ".begun"
    half_written.write_bytes(b"of the first run")
    for options in ({}, {"n_workers": 2}, {"scheduler": "tcp://127.0.0.1:9"}):
        with pytest.raises(FileRefused, match=rf"another `sitrep screen` \(process {other_run.pid} on \S+\)\. Wait"):
            scores(file, **options)
    assert half_written.read_bytes() == b"of the first run"
    assert scores(file, out="another.jsonl")[1]["n"] == 300


def test_a_run_that_was_killed_holds_nobody_up(other_run, file, scores):
    os.kill(other_run.pid, signal.SIGKILL)
    other_run.wait()
    assert scores(file)[1]["n"] == 300


def test_the_command_refuses_too_with_one_line(other_run, file, tmp_path, run, load):
    load(20)
    run("train", "detector")
    result = run("screen", file, "--out", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert f"process {other_run.pid}" in result.stderr


def test_a_lock_that_its_run_removed_meanwhile_is_taken_anew(tmp_path, monkeypatch):
    out, take, taken = tmp_path / "out.jsonl", run_lock._take, []

    def take_what_is_gone(handle):
        if not taken:  # the first run ends between our opening its file and our locking it
            (folder_of(out) / run_lock.NAME).unlink()
            folder_of(out).rmdir()
        taken.append(handle)
        return take(handle)

    monkeypatch.setattr(run_lock, "_take", take_what_is_gone)
    with only_run(out, folder_of(out)):
        assert len(taken) == 2
        with pytest.raises(FileRefused, match=f"process {os.getpid()} on"), only_run(out, folder_of(out)):
            pass


def test_where_files_cannot_be_locked_it_runs_as_before(tmp_path, file, scores, monkeypatch):
    monkeypatch.setattr(run_lock, "fcntl", None)
    assert scores(file)[1]["n"] == 300
