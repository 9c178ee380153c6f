import contextlib
import gzip
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from labeling.core.errors import FileRefused
from models.scale import byte_ranges, processes, screening
from models.scale.planning import shards_of
from models.scale.run_folder import Run, folder_of
from models.scale.scoring import score_shard
from models.scale.shard import source_of
from tests.small_disk import small_disk

pytestmark = pytest.mark.usefixtures("small_shards")


@pytest.fixture
def scored_shards(monkeypatch) -> list[int]:
    """Where each shard begins that is scored, in order."""
    begins, score = [], processes.score_shard
    monkeypatch.setattr(processes, "score_shard", lambda run, shard: (begins.append(shard.start), score(run, shard)))
    return begins


def stop_after(n: int):
    """A progress that ends the run as Ctrl+C does, when `n` shards are finished."""
    told = []

    def stop(done):
        told.append(done)
        if len(told) == n:
            raise KeyboardInterrupt

    return stop


@pytest.mark.slow
def test_several_processes_write_the_same_bytes_as_one(file, scores):
    alone, _ = scores(file, out="alone.jsonl")
    together, counts = scores(file, out="together.jsonl", n_workers=2)
    assert together == alone
    assert counts["n"] == len(alone.splitlines())


def test_what_is_finished_is_not_scored_again(file, scores, tmp_path, scored_shards):
    whole, _ = scores(file, out="whole.jsonl")
    n_shards = len(scored_shards)
    scored_shards.clear()
    with pytest.raises(KeyboardInterrupt):
        scores(file, progress=stop_after(3))
    assert not (tmp_path / "out.jsonl").exists()
    found, counts = scores(file)
    assert found == whole
    assert len(scored_shards) == len(set(scored_shards)) == n_shards
    assert 0 < counts["n_before"] < counts["n"]
    assert not folder_of(tmp_path / "out.jsonl").exists()


def test_a_part_that_was_half_written_is_written_anew(file, scores, tmp_path):
    whole, _ = scores(file, out="whole.jsonl")
    with pytest.raises(KeyboardInterrupt):
        scores(file, progress=stop_after(3))
    folder = folder_of(tmp_path / "out.jsonl")
    sorted(folder.glob("*.json"))[0].unlink()  # the part is there, and nothing says that it is whole
    (folder / ".part.jsonl.abc").write_text("cut off")
    assert scores(file)[0] == whole


def test_after_a_fault_is_mended_the_other_files_are_not_scored_again(file, scores, tmp_path, scored_shards):
    broken = tmp_path / "b.jsonl"
    broken.write_text('{"id": "x"}\n')
    with pytest.raises(FileRefused, match=r"b\.jsonl, line 1.* the same command goes on from there"):
        scores(file, broken)
    n_scored = len(scored_shards)
    broken.write_text('{"id": "x", "text": "Rockets hit."}\n')
    found, _ = scores(file, broken)
    assert len(scored_shards) == n_scored + 1
    assert json.loads(found.splitlines()[-1])["id"] == "x"


def test_another_version_of_the_detector_scores_everything_anew(file, scores, detector, scheme, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        scores(file, progress=stop_after(3))
    counts = screening.screen([file], tmp_path / "out.jsonl", replace(detector, id=4), scheme)
    assert counts["n_before"] == 0
    assert {json.loads(line)["model"] for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()} == {4}


def test_with_partial_faults_are_listed_and_the_rest_is_scored(file, scores, tmp_path, jsonl):
    whole, _ = scores(file, out="whole.jsonl")
    lines = jsonl.splitlines(keepends=True)
    file.write_bytes(b"".join([b"{broken\n", *lines[:200], b'{"id": "x"}\n', *lines[200:]]))
    found, counts = scores(file, partial=True)
    assert found == whole
    assert counts["n_left_out"] == 2
    first, second = (tmp_path / "out.jsonl.faults.txt").read_text("utf-8").splitlines()
    assert "a.jsonl, line 1, column 2" in first
    assert "a.jsonl, line 202: there is no key `text`" in second


def test_faults_of_an_earlier_output_do_not_stay_beside_a_clean_one(file, scores, tmp_path):
    (tmp_path / "out.jsonl.faults.txt").write_text("from before")
    scores(file)
    assert not (tmp_path / "out.jsonl.faults.txt").exists()


@pytest.mark.slow
def test_a_process_that_is_ended_from_outside_is_told_and_its_shard_scored_later(file, scores, tmp_path, monkeypatch):
    whole, _ = scores(file, out="whole.jsonl")

    def kill_one(done):
        for child in children():
            os.kill(child, signal.SIGKILL)

    with pytest.raises(FileRefused, match=r"ended from outside.*goes on from there"):
        scores(file, n_workers=2, progress=kill_one)
    assert scores(file)[0] == whole


def children() -> list[int]:
    return [child.pid for child in multiprocessing.active_children()]


def test_a_shard_that_two_processes_were_given_is_not_emptied_by_the_second(tmp_path, jsonl, detector, scheme):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(jsonl))
    run = Run.begin(tmp_path / "out.jsonl", detector, scheme, partial=False)
    shard = run.put_by(next(shards_of([source_of(path, "jsonl")])))
    score_shard(run, shard)
    name = shard.name(run.key)
    written = run.part(name).read_bytes()
    finished = run.tally(name)
    with pytest.MonkeyPatch.context() as patched:  # the second looked before the first had finished
        tallies = iter([None, finished])
        patched.setattr(Run, "tally", lambda run, name: next(tallies))
        score_shard(run, shard)
    assert written
    assert run.part(name).read_bytes() == written


def test_a_file_that_may_not_be_read_is_a_refusal(file, scores, monkeypatch):
    def refuse(source):
        raise PermissionError(13, "Permission denied")
        yield

    monkeypatch.setattr(byte_ranges, "plan", refuse)
    with pytest.raises(FileRefused, match=r"a\.jsonl: cannot be read: Permission denied"):
        scores(file)


def test_a_file_that_is_written_to_during_the_run_is_a_refusal_and_is_read_anew_by_the_next(file, scores, tmp_path):
    whole, _ = scores(file, out="whole.jsonl")

    def append(done):
        if done.n < 100:
            with file.open("ab") as more:
                more.write(b'{"id": "late", "text": "Rockets hit the base."}\n')

    with pytest.raises(FileRefused, match=r"a\.jsonl: this file was changed while it was read"):
        scores(file, progress=append)
    found, counts = scores(file)
    assert found.startswith(whole)
    assert b'"late"' in found
    assert counts["n_before"] == 0


def test_a_full_disk_while_the_parts_are_joined_is_said_and_nothing_is_scored_twice(
    file, scores, tmp_path, scored_shards
):
    whole, _ = scores(file, out="whole.jsonl")
    scored_shards.clear()
    with small_disk(len(whole) - 1), pytest.raises(FileRefused, match=r"out\.jsonl cannot be written.*goes on from"):
        scores(file)
    n = len(scored_shards)
    assert n > 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "out.jsonl.parts", "whole.jsonl"]
    assert scores(file)[0] == whole
    assert len(scored_shards) == n


def test_a_disk_that_is_full_from_the_beginning_leaves_nothing_behind(file, scores, tmp_path):
    with small_disk(100), pytest.raises(FileRefused, match="cannot be written"):
        scores(file)
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]


def test_what_a_killed_run_had_begun_to_join_is_removed_with_its_folder(file, scores, tmp_path, monkeypatch):
    whole, _ = scores(file, out="whole.jsonl")
    with monkeypatch.context() as patched:  # as kill -9 does: nothing is tidied up
        patched.setattr("exports.whole_file.Path.unlink", lambda path, missing_ok=False: None)
        with small_disk(len(whole) - 1), pytest.raises(FileRefused, match=r"out\.jsonl cannot be written"):
            scores(file)
    assert list(folder_of(tmp_path / "out.jsonl").glob(".whole.*"))
    scores(file)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "out.jsonl", "whole.jsonl"]


IN_SMALL_SHARDS = """
import signal
import cli
from models.scale import shard
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell ignores it for what it starts in the background
shard.SHARD_BYTES = 100_000
cli.sitrep()
"""


@pytest.fixture
def long_run(tmp_path, run, load, db_path, jsonl):
    """The command in a group of its own, when it has finished its first shards, and the folder of its parts."""
    load(20)
    run("train", "detector")
    (tmp_path / "a.jsonl").write_bytes(jsonl * 200)
    command = [sys.executable, "-c", IN_SMALL_SHARDS, "--db", db_path, "screen", tmp_path / "a.jsonl", "--workers", "2"]
    command += ["--out", tmp_path / "out.jsonl"]
    running = subprocess.Popen([*map(str, command)], stderr=subprocess.PIPE, text=True, start_new_session=True)
    folder, until = folder_of(tmp_path / "out.jsonl"), time.monotonic() + 180
    while not list(folder.glob("*.json")) and time.monotonic() < until:
        time.sleep(0.05)
    yield running, folder
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.communicate()


@pytest.mark.slow
def test_ctrl_c_says_how_to_go_on_and_leaves_no_process(long_run):
    running, folder = long_run
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: every process of the group
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert said.strip().endswith("the same command goes on with what is finished.")
    assert "Traceback" not in said
    assert list(folder.glob("*.json"))
    assert is_gone(running.pid)


@pytest.mark.slow
def test_a_command_that_is_killed_leaves_no_process_either(long_run):
    running, folder = long_run
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    assert list(folder.glob("*.json"))
    assert is_gone(running.pid)


def is_gone(group: int) -> bool:
    """Whether every process of the group ends within some seconds."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False
