"""What a process and everything it started take of the memory, as /proc tells it."""

from pathlib import Path

KB_PER_MB = 1024


def memory(pid: int) -> tuple[float, float]:
    """(peak of the largest process so far, what all hold now together) in MB; shared pages count in each."""
    told = [_status(each) for each in tree(pid)]
    return max((peak for peak, _ in told), default=0.0), sum(now for _, now in told)


def tree(pid: int) -> list[int]:
    """The process and its descendants; those that end meanwhile are left out."""
    try:
        children = [int(one) for task in Path(f"/proc/{pid}/task").iterdir() for one in _words(task / "children")]
    except FileNotFoundError:
        return []
    return [pid, *(each for child in children for each in tree(child))]


def _words(file: Path) -> list[str]:
    try:
        return file.read_text().split()
    except OSError:
        return []


def _status(pid: int) -> tuple[float, float]:
    lines = dict(line.split(":", 1) for line in _lines(Path(f"/proc/{pid}/status")))
    return tuple(int(lines.get(name, "0 kB").split()[0]) / KB_PER_MB for name in ("VmHWM", "VmRSS"))


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text().splitlines()
    except OSError:
        return []
