"""Writes figures of a real run into docs/reliability.md: `PROOF_FIGURES=FILE make test-slow`, then this with FILE."""

import re
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent / "reliability.md"
HEAD = "| Proof | Date | Found | Load |\n|---|---|---|---|\n"


def with_figures(page: str, lines: list[str]) -> str:
    """The page with these lines in its table of figures; a proof has one row, the newest.

    >>> with_figures(HEAD + "| `test_a` | then | 1 | 0 |\\n", ["| test_a | now | 2 | 1 |"]).splitlines()[-1]
    '| `test_a` | now | 2 | 1 |'
    """
    before, table = page.split(HEAD)
    rows = dict(re.findall(r"^\| `(\w+)` (.*)$", table, re.MULTILINE))
    for line in lines:
        name, rest = re.fullmatch(r"\| (\w+) (.*)", line).groups()
        rows[name] = rest
    return before + HEAD + "".join(f"| `{name}` {rest}\n" for name, rest in rows.items())


if __name__ == "__main__":
    lines = [line for name in sys.argv[1:] for line in Path(name).read_text("utf-8").splitlines()]
    TARGET.write_text(with_figures(TARGET.read_text("utf-8"), lines), encoding="utf-8")
