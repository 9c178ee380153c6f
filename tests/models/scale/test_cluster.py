import json
import os
import signal

import pytest

from labeling.core.errors import FileRefused
from models.scale import cluster as cluster_module
from models.scale.run_folder import folder_of

pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::FutureWarning"
)


@pytest.fixture(scope="module")
def cluster():
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as started:
        yield started


def pids(cluster) -> list[int]:
    return [worker.pid for worker in cluster.workers.values()]


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_midway_writes_the_same_bytes_and_nothing_twice(
    cluster, tmp_path, jsonl, scores, small_shards
):
    file = tmp_path / "a.jsonl"
    file.write_bytes(jsonl)
    alone, _ = scores(file, out="alone.jsonl")
    killed, told = [], []

    def kill_one(done):
        told.append(done)
        if len(told) == 3:
            killed.append(pids(cluster)[0])
            os.kill(killed[0], signal.SIGKILL)

    found, counts = scores(file, scheduler=cluster.scheduler_address, progress=kill_one)
    assert len(killed) == 1
    assert not is_alive(killed[0])
    assert 0.1 < told[2].share < 0.9
    assert found == alone
    assert counts["n"] == len(alone.splitlines())
    ids = [json.loads(line)["id"] for line in found.splitlines()]
    assert len(ids) == len(set(ids))
    assert not folder_of(tmp_path / "out.jsonl").exists()


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as file:
        return file.read().split()[2] != "Z"


@pytest.mark.slow
def test_a_fault_on_a_cluster_is_named_as_anywhere(cluster, tmp_path, jsonl, scores, small_shards):
    file = tmp_path / "a.jsonl"
    file.write_bytes(jsonl + b"{broken\n")
    with pytest.raises(FileRefused, match=r"a\.jsonl, line 301, column 2.*goes on from there"):
        scores(file, scheduler=cluster.scheduler_address)


def test_a_scheduler_that_does_not_answer_is_named(tmp_path, scores, monkeypatch):
    monkeypatch.setattr(cluster_module, "SECONDS_TO_ANSWER", 1)
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "Rockets hit."}\n')
    with pytest.raises(FileRefused, match=r"tcp://127\.0\.0\.1:9: no scheduler with workers answers"):
        scores(file, scheduler="tcp://127.0.0.1:9")


def test_without_the_option_dask_is_not_imported():
    import subprocess
    import sys

    code = "import sys, models.scale.screening, models.scale.cluster; print('distributed' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "False"
