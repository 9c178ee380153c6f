"""Parquet of unknown origin, read in a process of its own that is bounded in memory and time."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from exports.formats.strict_json import read_object
from labeling.core.errors import FileRefused, SitrepError

MAGIC = b"PAR1"
READER = Path(__file__).with_name("parquet_rows.py")
MOST_SECONDS = 120  # by the clock; the process itself allows half of this of the processor


def is_parquet(data: bytes) -> bool:
    return data.startswith(MAGIC)


def read_parquet(data: bytes, *, where: str) -> tuple[Iterator[dict[str, Any]], dict[str, list[str]]]:
    """The rows, and for each column of numbers that stand for names these names.

    FileRefused for what is damaged or would grow too large.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(READER)], input=data, capture_output=True, timeout=MOST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise FileRefused(f"{where}: reading this Parquet file takes more than {MOST_SECONDS} seconds.") from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise FileRefused(f"{where}: this Parquet file cannot be read ({said[:200]}). Write it again, or smaller.")
    description, *lines = done.stdout.split(b"\n")
    return (json.loads(line) for line in lines if line), _names(description.decode("utf-8"), where)


def _names(description: str, where: str) -> dict[str, list[str]]:
    """Column -> names, from what the datasets library writes into the schema."""
    try:
        info = read_object(description, where=where).get("info")
    except SitrepError:  # not written by that library
        return {}
    features = info.get("features") if isinstance(info, dict) else None
    found = {}
    for column, feature in features.items() if isinstance(features, dict) else ():
        while isinstance(feature, dict) and "names" not in feature and "feature" in feature:
            feature = feature["feature"]
        names = feature.get("names") if isinstance(feature, dict) else None
        if isinstance(names, list) and all(isinstance(name, str) for name in names):
            found[column] = names
    return found
