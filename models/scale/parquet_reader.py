"""Run by itself, in a process of its own: what a Parquet file holds, or some of its rows, as JSON lines on stdout.

Arrow ends the whole process where some damaged files are read, so nothing else may live in it.
"""

import json
import sys

MOST_MEMORY = 3 * 2**30  # bytes of address space, of which Arrow takes much and uses little
ROWS_AT_ONCE = 64
IDS = ("document_id", "doc_id", "id")


def main() -> None:
    """PATH: [columns, [[n_rows, n_bytes] of each row group]]. PATH START END: [row, id, text] of these rows from 1 on.

    A message on stderr and exit 1 for a file that cannot be read.
    """
    limit_memory()
    try:
        from pyarrow import parquet

        opened = parquet.ParquetFile(sys.argv[1], thrift_string_size_limit=2**24, thrift_container_size_limit=2**24)
        if len(sys.argv) == 2:
            print(json.dumps([opened.schema_arrow.names, [group_of(opened, n) for n in range(opened.num_row_groups)]]))
        else:
            rows(opened, int(sys.argv[2]), int(sys.argv[3]))
    except Exception as error:  # whatever Arrow raises, the reader outside says it in its own words
        print(" ".join(f"{type(error).__name__}: {error}".split())[:200], file=sys.stderr)
        sys.exit(1)


def limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def group_of(opened, number: int) -> list[int]:
    """[rows, bytes unpacked] of a row group."""
    group = opened.metadata.row_group(number)
    return [group.num_rows, sum(group.column(column).total_uncompressed_size for column in range(group.num_columns))]


def rows(opened, start: int, end: int) -> None:
    columns = [name for name in (*IDS, "text") if name in opened.schema_arrow.names]
    first = 1  # row of the next batch
    for number in range(opened.num_row_groups):
        n_rows = opened.metadata.row_group(number).num_rows
        if first >= end or first + n_rows <= start:
            first += n_rows
            continue
        for batch in opened.iter_batches(ROWS_AT_ONCE, row_groups=[number], columns=columns, use_threads=False):
            if start < first + batch.num_rows and first < end:
                write(batch, first, start, end)
            first += batch.num_rows
            if first >= end:
                return


def write(batch, first: int, start: int, end: int) -> None:
    for row in range(max(0, start - first), min(batch.num_rows, end - first)):
        cells = {name: batch.column(name)[row].as_py() for name in batch.schema.names}
        document_id = next((cells[name] for name in IDS if cells.get(name) not in (None, "")), None)
        sys.stdout.write(json.dumps([first + row, document_id, cells["text"]], default=repr) + "\n")


if __name__ == "__main__":
    main()
