"""Runs `sitrep` in processes of their own and measures each run: its time, its memory, what it said.

One process imports the program and forks a child for every run: a run costs no import, and its memory is its own.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNAWAY_SECONDS, RUNAWAY_BYTES = 30, 4_000_000_000  # end a run before it takes the machine with it


@dataclass(frozen=True, slots=True)
class Run:
    """What one run did. `seconds` are of processor time; `n_bytes` is the most that was in memory."""

    exit_code: int
    stdout: str
    stderr: str
    seconds: float
    n_bytes: int


class Runs:
    """The process that forks; `close` ends it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.exports.measured_runs"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=os.environ | {"OMP_NUM_THREADS": "1"},
            text=True,
        )  # fmt: skip

    def run(self, words: Sequence[object], *, folder: Path) -> Run:
        """Run `sitrep` with these words in this folder."""
        self.process.stdin.write(json.dumps([[str(word) for word in words], str(folder)]) + "\n")
        self.process.stdin.flush()
        return Run(**json.loads(self.process.stdout.readline()))

    def close(self) -> None:
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


def _run(words: list[str], folder: str) -> dict:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            _be_the_command(words, folder, out.fileno(), err.fileno())
        _, status, used = os.wait4(child, 0)
        said = {}
        for name, file in (("stdout", out), ("stderr", err)):
            file.seek(0)
            said[name] = file.read().decode("utf-8", "replace")
    seconds = used.ru_utime + used.ru_stime
    exit_code = os.waitstatus_to_exitcode(status)
    return said | {"exit_code": exit_code, "seconds": seconds, "n_bytes": used.ru_maxrss * 1024}


def _be_the_command(words: list[str], folder: str, out: int, err: int) -> None:
    """The child, which never returns."""
    from cli import sitrep

    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.chdir(folder)
    resource.setrlimit(resource.RLIMIT_AS, (RUNAWAY_BYTES, RUNAWAY_BYTES))
    signal.alarm(RUNAWAY_SECONDS)
    code = 1
    try:
        sitrep(words, prog_name="sitrep")
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    import exports.commands.gazetteer
    import exports.commands.load
    import exports.commands.scheme  # noqa: F401  imported once, for all children

    for job in sys.stdin:
        print(json.dumps(_run(*json.loads(job))), flush=True)
