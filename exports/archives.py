"""Files inside .zip and .gz: read in memory, within limits, never written anywhere under a name from the archive."""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator

from exports.formats.reading import printable
from labeling.core.errors import FileRefused

MOST_MEMBERS = 20_000
MOST_UNPACKED = 512 * 1024 * 1024  # bytes of all members together
SUSPECT = 16 * 1024 * 1024  # bytes from which on a member may not be …
MOST_RATIO = 250  # … this many times as large as it is packed
CHUNK = 1024 * 1024
ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # zipfile unpacks others without a bound on memory
OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|\\")


def is_zip(data: bytes) -> bool:
    return data[:4] in (ZIP, b"PK\x05\x06")


def is_gzip(data: bytes) -> bool:
    return data[:2] == GZIP


class Zip:
    """The members of a zip file; FileRefused, naming the file and the member, for what cannot be taken."""

    def __init__(self, data: bytes, *, file: str) -> None:
        self.file, self.n_unpacked = file, 0
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise FileRefused(f"{file}: this zip file is damaged ({error}). Pack or fetch it again.") from None
        members = [one for one in self.archive.infolist() if not one.is_dir()]
        if len(members) > MOST_MEMBERS:
            raise FileRefused(
                f"{file}: {len(members):,} files in this zip; at most {MOST_MEMBERS:,} (MOST_MEMBERS). Split it."
            )
        self.members: dict[str, zipfile.ZipInfo] = {}
        for one in members:
            self._check(one)
            self.members[one.filename] = one

    def names(self) -> Iterator[str]:
        """Members worth reading, sorted; what systems leave in archives is passed over."""
        hidden = (name for name in self.members if name.startswith("__MACOSX/") or "/." in f"/{name}")
        yield from sorted(self.members.keys() - set(hidden))

    def read(self, name: str) -> bytes | None:
        """The bytes of a member; None where there is none of this name."""
        member = self.members.get(name)
        if member is None:
            return None
        content = bytearray()
        try:
            with self.archive.open(member) as opened:
                while chunk := opened.read(CHUNK):
                    content += chunk
                    self.n_unpacked += len(chunk)
                    self._check_size(member, len(content))
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise self._refused(member, f"cannot be unpacked ({error}). Pack it again") from None
        return bytes(content)

    def _check(self, member: zipfile.ZipInfo) -> None:
        if OUTSIDE.search(member.filename):
            raise self._refused(member, "has a path that leads out of the archive. Pack it with plain names")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise self._refused(member, "is a link. Pack the file itself")
        if member.compress_type not in METHODS:
            raise self._refused(member, "is packed by another method than zip's usual one. Pack it with that (deflate)")
        if member.flag_bits & 0x1:
            raise self._refused(member, "is encrypted, and passwords are not taken. Pack it without one")
        if member.filename in self.members:
            raise self._refused(member, "is there twice. Keep one of them")

    def _check_size(self, member: zipfile.ZipInfo, n_bytes: int) -> None:
        if n_bytes > SUSPECT and n_bytes > MOST_RATIO * max(1, member.compress_size):
            raise self._refused(
                member, f"unpacks to more than {MOST_RATIO} times its size, as a bomb does. Load it unpacked"
            )
        if self.n_unpacked > MOST_UNPACKED:
            raise self._refused(
                member, f"makes more than {MOST_UNPACKED:,} bytes together (MOST_UNPACKED). Split the zip"
            )

    def _refused(self, member: zipfile.ZipInfo, what: str) -> FileRefused:
        return FileRefused(f"{self.file}: the file {printable(member.filename)!r} in it {what}.")


def gunzip(data: bytes, *, file: str) -> bytes:
    """What a .gz file holds, within the same limits; FileRefused for gzip under another name."""
    if not file.lower().endswith(".gz"):
        raise FileRefused(f"{file}, line 1: this looks like gzip. Unpack it first, or name it .gz.")
    content = bytearray()
    rest = data
    try:
        while rest:
            unpacker = zlib.decompressobj(wbits=31)
            while not unpacker.eof:
                chunk = unpacker.decompress(rest, CHUNK)
                if not chunk and not unpacker.unconsumed_tail and not unpacker.eof:
                    raise FileRefused(f"{file}: this gzip file is cut off. Fetch it again.")
                content += chunk
                rest = unpacker.unconsumed_tail
                if len(content) > MOST_UNPACKED or (len(content) > SUSPECT and len(content) > MOST_RATIO * len(data)):
                    raise FileRefused(
                        f"{file}: it unpacks to more than can be taken at once. Load it unpacked, or split it."
                    )
            rest = unpacker.unused_data
    except zlib.error as error:
        raise FileRefused(f"{file}: this gzip file is damaged ({error}). Fetch it again.") from None
    return bytes(content)
