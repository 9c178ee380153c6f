"""The folder beside the output in which a run keeps what it needs and what it has done, until the output is whole."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import skops.io
from scipy.sparse import csr_matrix

from exports.whole_file import write_whole
from labeling.core.errors import FileRefused
from labeling.core.scheme import Scheme
from labeling.core.scheme_file import read_scheme
from labeling.workflow.boilerplate import PHRASES
from models.detecting.artifact import read_model, write_model
from models.detecting.detector import Detector
from models.scale.shard import Shard

VERSION = 1  # of what a part holds; another one is scored anew
CHUNK = 1024 * 1024
KEY_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Tally:
    """What a part holds; `faults`: why articles were left out."""

    n: int
    n_positive: int
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """One way of scoring: the same detector, scheme and rule for faults have the same `key`, and share parts."""

    folder: Path
    key: str

    @classmethod
    def begin(cls, out: Path, detector: Detector, scheme: Scheme, partial: bool) -> "Run":
        """Make the folder beside `out`, or go on with the one that is there."""
        settings = {name: getattr(detector, name) for name in ("id", "threshold", "positive", "negative", "question")}
        settings |= {"partial": partial, "scheme": scheme.toml, "version": VERSION}
        artifact = write_model(detector.model)
        run = cls(folder_of(out), _key(detector, settings))
        run.folder.mkdir(exist_ok=True)
        for path in run.folder.glob(".*"):
            path.unlink()  # what a process that was killed had begun to write
        write_whole(run._file("skops"), [artifact])
        write_whole(run._file("settings"), [json.dumps(settings).encode("utf-8")])
        return run

    def part(self, name: str) -> Path:
        return self.folder / f"{name}.jsonl"

    def tally(self, name: str) -> Tally | None:
        """What the part of this name holds; None while it is not finished."""
        try:
            told = json.loads((self.folder / f"{name}.json").read_text("utf-8"))
        except FileNotFoundError:
            return None
        return Tally(told["n"], told["n_positive"], tuple(told["faults"]))

    def finish(self, name: str, tally: Tally) -> None:
        """The part is whole: this is the last that is written of it."""
        write_whole(self.folder / f"{name}.json", [json.dumps(asdict(tally)).encode("utf-8")])

    def put_by(self, shard: Shard) -> Shard:
        """The shard without its content, which waits in the folder."""
        if shard.content is None:
            return shard
        write_whole(self._content(shard), [shard.content])
        return replace(shard, content=None, is_put_by=True)

    def taken(self, shard: Shard) -> Shard:
        """The shard with its content, if it has any; FileNotFoundError where another process was done with it."""
        return replace(shard, content=self._content(shard).read_bytes()) if shard.is_put_by else shard

    def discard_content(self, shard: Shard) -> None:
        self._content(shard).unlink(missing_ok=True)

    def deliver(self, names: Iterable[str], out: Path) -> None:
        """Join the parts in the folder, then move the whole to `out`: one that is cut off midway is no stray file."""
        whole = self.folder / "whole"
        try:
            write_whole(whole, self._joined(names))
        except FileRefused as refused:
            raise FileRefused(str(refused).replace(str(whole), str(out), 1)) from None
        try:
            os.replace(whole, out)
        except OSError as error:
            raise FileRefused(f"{out} cannot be written: {error.strerror}.") from None

    def _joined(self, names: Iterable[str]) -> Iterator[bytes]:
        """The parts one after another, a piece at a time."""
        for name in names:
            with self.part(name).open("rb") as part:
                while piece := part.read(CHUNK):
                    yield piece

    def n_finished(self) -> int:
        return sum(1 for _ in self.folder.glob("*.json"))

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _content(self, shard: Shard) -> Path:
        return self.folder / f"{shard.name(self.key)}.content"

    def _file(self, kind: str) -> Path:
        return self.folder / f"{self.key}.{kind}"


def folder_of(out: Path) -> Path:
    return out.absolute().with_name(out.name + ".parts")


@lru_cache(maxsize=2)
def scorer_of(run: Run) -> tuple[Detector, Scheme, bool]:
    """(detector, scheme, whether faults are left out) of a run; read once in each process."""
    settings = json.loads(run._file("settings").read_text("utf-8"))
    scheme = read_scheme(settings.pop("scheme"), where="the scheme of the run")
    is_partial = settings.pop("partial")
    del settings["version"]
    model = read_model(skops.io.loads(run._file("skops").read_bytes(), trusted=[]))
    return Detector(model=model, **settings), scheme, is_partial


def _key(detector: Detector, settings: dict) -> str:
    told = hashlib.sha256(json.dumps(settings).encode("utf-8") + PHRASES.read_bytes())
    for content in _contents(detector.model):
        told.update(content)
    return told.hexdigest()[:KEY_DIGITS]


def _contents(value: object) -> Iterator[bytes]:
    """What a model is made of: its file is another one each time it is written."""
    if is_dataclass(value):
        for part in fields(value):
            yield from _contents(getattr(value, part.name))
    elif isinstance(value, csr_matrix):
        yield from (numbers.tobytes() for numbers in (value.indptr, value.indices, value.data))
    else:
        yield value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode("utf-8", "surrogatepass")
