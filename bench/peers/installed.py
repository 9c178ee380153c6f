"""Other tools in virtual environments of their own, started on loopback and ended again."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

INSTALL_SECONDS, START_SECONDS = 900, 300


def install(folder: Path, requirements: Sequence[str]) -> Path:
    """The `bin` of an environment with these packages; one that is there already is taken as it is."""
    programs = folder / "bin"
    if not (programs / "installed").exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        command = [programs / "python", "-m", "pip", "install", "--quiet", *requirements]
        subprocess.run(command, check=True, timeout=INSTALL_SECONDS, stderr=subprocess.DEVNULL)
        (programs / "installed").touch()
    return programs


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def running(command: Sequence[object], home: Path, **variables: str) -> Iterator[subprocess.Popen]:
    """A process with its own home and log, ended at the end."""
    home.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"HOME": str(home)} | variables
    with (home / "log.txt").open("ab") as log:
        words = [str(word) for word in command]
        process = subprocess.Popen(words, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=home)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def wait_for(url: str, process: subprocess.Popen) -> None:
    """Until the address answers; RuntimeError if the process ends before, or after START_SECONDS."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise RuntimeError(f"{url} did not answer")
