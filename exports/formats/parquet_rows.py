"""Run by itself, in a process of its own: a Parquet file on stdin becomes JSON lines on stdout.

Arrow ends the whole process where some damaged files are read, so nothing else may live in it.
"""

import json
import sys

MOST_ROWS = 1_000_000
MOST_VALUES = 5_000_000  # a column that repeats itself holds very many in a few bytes
MOST_BYTES = 300_000_000  # unpacked
MOST_CHARACTERS = 100_000_000  # of JSON
MOST_MEMORY = 3 * 2**30  # bytes of address space, of which Arrow takes much and uses little
MOST_SECONDS = 60
ROWS_AT_ONCE = 64


def main() -> None:
    """First the schema's description by the datasets library (or {}), then a line a row; else a message and exit 1."""
    limit_process()
    try:
        rows()
    except Exception as error:  # whatever Arrow raises, the reader outside says it in its own words
        print(" ".join(f"{type(error).__name__}: {error}".split())[:200], file=sys.stderr)
        sys.exit(1)


def limit_process() -> None:
    """Bound memory and time, where the system can."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def rows() -> None:
    import pyarrow
    from pyarrow import parquet

    source = pyarrow.BufferReader(sys.stdin.buffer.read())
    opened = parquet.ParquetFile(source, thrift_string_size_limit=2**24, thrift_container_size_limit=2**20)
    check_size(opened.metadata)
    n_left = write_line(
        (opened.schema_arrow.metadata or {}).get(b"huggingface", b"{}").decode("utf-8"), MOST_CHARACTERS
    )
    for batch in opened.iter_batches(batch_size=ROWS_AT_ONCE, use_threads=False):
        for row in range(batch.num_rows):
            values = {name: batch.column(name)[row].as_py() for name in batch.schema.names}
            n_left = write_line(json.dumps(values, default=in_json), n_left)


def check_size(metadata) -> None:
    """Raise ValueError where the footer says that there is more than is read."""
    columns = range(metadata.num_columns)
    chunks = [metadata.row_group(group).column(c) for group in range(metadata.num_row_groups) for c in columns]
    n_values, n_bytes = sum(one.num_values for one in chunks), sum(one.total_uncompressed_size for one in chunks)
    if metadata.num_rows > MOST_ROWS or n_values > MOST_VALUES or n_bytes > MOST_BYTES:
        raise ValueError(
            f"{metadata.num_rows:,} rows, {n_values:,} values, {n_bytes:,} bytes unpacked; at most "
            f"{MOST_ROWS:,}, {MOST_VALUES:,} and {MOST_BYTES:,}"
        )


def in_json(value: object) -> str | None:
    """A date as it is written; None for what JSON has no way to write."""
    return value.isoformat() if hasattr(value, "isoformat") else None


def write_line(line: str, n_left: int) -> int:
    """Write the line; returns how many characters may still follow."""
    if len(line) > n_left:
        raise ValueError(f"more than {MOST_CHARACTERS:,} characters of values")
    sys.stdout.write(line + "\n")
    return n_left - len(line)


if __name__ == "__main__":
    main()
