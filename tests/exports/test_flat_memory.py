"""A load of four times as many records takes no more memory: each in a process of its own, which says its peak."""

from pathlib import Path

import pytest

from bench.large_loads import load, write

MEGABYTE = 10**6


@pytest.fixture
def peak(tmp_path: Path, monkeypatch):
    """The peak of memory, in MB, of a load of so many MB."""

    def measured(n_megabytes: int) -> float:
        file = tmp_path / f"{n_megabytes}.jsonl"
        write(file, n_megabytes * MEGABYTE)
        _, figures, peak = load(file, tmp_path / f"{n_megabytes}.db", large_from=0)
        assert figures["n_documents"] > 200 * n_megabytes
        return peak

    return measured


def test_four_times_as_many_records_take_no_more_memory(peak):
    peak(1)  # what is compiled and cached at first
    assert peak(32) - peak(8) < 12
