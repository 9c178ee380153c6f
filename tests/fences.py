"""The pieces of code that a page of the docs shows."""

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"


def fences(page: str, *kinds: str) -> list[tuple[str, str]]:
    """(kind, content) of the fenced blocks of these kinds ("python", "text"), in their order."""
    found = re.findall(r"^```(\w+)\n(.*?)^```$", (DOCS / page).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [(kind, content) for kind, content in found if kind in kinds]
