"""The process that reads pages of HTML: begun with the first, ended where one takes too much, or in idleness."""

import atexit
import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from labeling.core.errors import FileRefused

READER = Path(__file__).with_name("html_article.py")
MOST_SECONDS = 60  # by the clock; the process itself allows less of the processor
_lock = threading.Lock()
_running: list[subprocess.Popen] = []  # one, or none


def article_of(markup: str, *, where: str) -> dict[str, Any]:
    """What `html_article.article` finds in this page; FileRefused where reading it takes too much time or memory."""
    with _lock:
        for _ in range(2):  # the process may end in idleness just as a page comes
            process = _process()
            late = threading.Timer(MOST_SECONDS, process.kill)
            late.start()
            try:
                answer = _ask(process, markup.encode("utf-8"))
            finally:
                late.cancel()
            if answer is not None:
                break
            ended = _end(process)
            if ended != 0:
                break
    if answer is None:
        raise FileRefused(
            f"{where}: reading this page takes too much time or memory: it is not built as pages are. Save its text."
        )
    if "error" in answer:
        raise FileRefused(f"{where}: this page cannot be read ({answer['error']}). Save its text.")
    return answer


def _process() -> subprocess.Popen:
    if _running and _running[0].poll() is not None:
        _end(_running[0])
    if not _running:
        command = [sys.executable, "-P", str(READER)]
        pipe = subprocess.PIPE
        _running.append(subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL))
    return _running[0]


def _ask(process: subprocess.Popen, page: bytes) -> dict[str, Any] | None:
    """The answer; None where the process ended instead."""
    try:
        process.stdin.write(len(page).to_bytes(8) + page)
        process.stdin.flush()
    except BrokenPipeError:
        return None
    size = process.stdout.read(8)
    answer = process.stdout.read(int.from_bytes(size)) if len(size) == 8 else b""
    return json.loads(answer) if size and len(answer) == int.from_bytes(size) else None


def _end(process: subprocess.Popen) -> int:
    """End the process, and give what it ended with; 0 where it ended by itself."""
    for pipe in (process.stdout, process.stdin):
        try:
            pipe.close()
        except BrokenPipeError:
            continue
    try:
        ended = process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        ended = process.wait()
    _running.clear()
    return ended


@atexit.register
def _end_all() -> None:
    for process in list(_running):
        _end(process)
