"""Shards scored on a Dask cluster, whose workers see the same files under the same paths."""

from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError

from labeling.core.errors import FileRefused
from models.scale.processes import as_finished
from models.scale.run_folder import Run
from models.scale.scoring import score_shard
from models.scale.shard import Shard

SECONDS_TO_ANSWER = 30
WAITING = 3  # shards for each thread of the cluster, those that are being scored among them


def in_cluster(run: Run, shards: Iterable[Shard], address: str) -> Iterator[Shard]:
    """Each shard as soon as its part is finished, in any order; the first fault ends it.

    A worker that is killed loses only what it was scoring: that is given to another one.
    """
    client = _client(address)
    from distributed.scheduler import KilledWorker

    pool = client.get_executor(pure=False)
    n_threads = sum(client.nthreads().values())
    try:
        yield from as_finished(shards, lambda shard: pool.submit(score_shard, run, shard), most=WAITING * n_threads)
    except KilledWorker as killed:
        raise FileRefused(
            f"The same shard ended one worker of {address} after the other, perhaps because memory ran out: {killed}"
        ) from None
    except CancelledError:
        raise FileRefused(f"{address}: the scheduler was lost.") from None
    finally:
        pool.shutdown(wait=False)
        client.close()


def _client(address: str):
    """A client of a cluster that has a worker; FileRefused where there is none."""
    try:
        from distributed import Client
    except ImportError:
        raise FileRefused(
            "--scheduler needs Dask: python -m pip install --require-hashes -r requirements-scale.txt"
        ) from None
    try:
        client = Client(address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
        client.wait_for_workers(1, timeout=SECONDS_TO_ANSWER)
    except (OSError, TimeoutError, ValueError) as error:
        raise FileRefused(
            f"{address}: no scheduler with workers answers within {SECONDS_TO_ANSWER} seconds ({error}). "
            "Start `dask scheduler` and `dask worker`, see docs/scale.md."
        ) from None
    return client
