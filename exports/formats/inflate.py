"""Unpacks zlib data of unknown origin: what grows beyond all measure is refused before it is there."""

import zlib

from labeling.core.errors import FileRefused

MOST_BYTES = 300_000_000  # unpacked
MOST_TIMES = 100  # as large as it was packed; a DocBin is 5 to 50 times as large
SMALL = 16 * 2**20  # bytes that any file may unpack to
STEP = 2**16


def inflate(data: bytes, *, where: str) -> memoryview:
    """The unpacked bytes; FileRefused for what is no zlib data, is cut off, or is a bomb."""
    most = min(MOST_BYTES, max(SMALL, MOST_TIMES * len(data)))
    found, unpacker = bytearray(), zlib.decompressobj()
    for at in range(0, len(data), STEP):
        piece = data[at : at + STEP]
        while piece and not unpacker.eof:
            found += _piece(unpacker, piece, where)
            piece = unpacker.unconsumed_tail
            if len(found) > most:
                raise FileRefused(
                    f"{where}: more than {most:,} bytes unpacked from {len(data):,}; at most {MOST_BYTES:,}, and "
                    f"{MOST_TIMES} times the file. Split it into files."
                )
        if unpacker.eof:
            if unpacker.unused_data or at + STEP < len(data):
                raise FileRefused(f"{where}: there is more after the end of the packed data. Get the file again.")
            return memoryview(found).toreadonly()
    raise FileRefused(f"{where}: the file is cut off. Get the whole file.")


def _piece(unpacker: "zlib._Decompress", piece: bytes, where: str) -> bytes:
    try:
        return unpacker.decompress(piece, 2**20)
    except zlib.error:
        raise FileRefused(
            f"{where}: this is no zlib data, or it is damaged. Expected a DocBin as spaCy writes it."
        ) from None
