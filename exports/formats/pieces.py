"""Files that are written side by side, each handed on piece by piece so that none is ever whole in memory."""

import io
from collections.abc import Iterator

PIECE_BYTES = 1 << 20


class Pieces(io.RawIOBase):
    """Takes what a library writes to the file of this name; `taken` hands it on and forgets it."""

    def __init__(self, name: str) -> None:
        self.file_name, self.held, self.n_held, self.n_written = name, [], 0, 0

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:
        self.held.append(bytes(data))
        self.n_held += len(self.held[-1])
        self.n_written += len(self.held[-1])
        return len(self.held[-1])

    def tell(self) -> int:
        return self.n_written

    def taken(self, *, at_least: int = 1) -> Iterator[tuple[str, bytes]]:
        """(name, bytes) written since the last time, where there are so many bytes."""
        if self.n_held >= at_least:
            yield self.file_name, b"".join(self.held)
            self.held, self.n_held = [], 0
