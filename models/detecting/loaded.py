"""A detector from the file of `sitrep export model`: it scores texts without a project or a database."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import skops.io

from labeling.core.errors import FileRefused
from labeling.workflow.reading_text import reading_text
from models.detecting.artifact import COMPRESSED, TRUSTED, read_model
from models.detecting.detector import Model

FILE = "detector.skops"
HEAD = "sitrep detector"  # the key of what is in the file beside the model, a JSON object
FORMAT = 1  # of that object; a newer one is not understood


@dataclass(frozen=True)
class LoadedDetector:
    """A detector that was exported. `threshold`: the score from which a text is said to be a report.

    `question` has the answers `positive` and `negative`; `version` is its number in the project it was trained in.
    """

    model: Model
    threshold: float
    question: str
    positive: str
    negative: str
    version: int

    def score(self, texts: Iterable[str]) -> list[float]:
        """The probability that each text is a report, from 0 to 1; boilerplate is not read.

        The same scores as of `sitrep screen`. TypeError for anything but texts.
        """
        if isinstance(texts, str):
            raise TypeError("score and is_report take a list of texts, also of one: [text].")
        texts = list(texts)
        for number, text in enumerate(texts):
            if not isinstance(text, str):
                raise TypeError(f"Text {number} is no text but {type(text).__name__}.")
        return self.model.scores([reading_text(text) for text in texts]).tolist()

    def is_report(self, texts: Iterable[str]) -> list[bool]:
        """Whether each text scores `threshold` or more."""
        return [score >= self.threshold for score in self.score(texts)]


def load_detector(path: str | Path) -> LoadedDetector:
    """The detector in the folder that `sitrep export model` wrote, or in its file `detector.skops`.

    Nothing in the file is run: it holds arrays and strings. FileRefused, one sentence, for any other file.
    """
    path = Path(path)
    file = path / FILE if path.is_dir() else path
    try:
        content = file.read_bytes()
    except OSError as error:
        raise FileRefused(
            f"{file} cannot be read: {error.strerror}. Name the folder that `sitrep export model` wrote, or the file "
            f"{FILE} in it."
        ) from None
    return _detector(content, file)


def write_head(parts: Mapping[str, Any], head: Mapping[str, Any]) -> bytes:
    """The bytes of a file to load: the parts of a model, and what `LoadedDetector` knows beside it."""
    content = json.dumps({"format": FORMAT} | dict(head), ensure_ascii=False, allow_nan=False)
    return skops.io.dumps({**parts, HEAD: content}, **COMPRESSED)


def _detector(content: bytes, file: Path) -> LoadedDetector:
    try:
        parts = skops.io.loads(content, trusted=list(TRUSTED))
        head = json.loads(parts[HEAD])
        is_newer = head["format"] > FORMAT
        detector = None if is_newer else _checked(read_model(parts), head)
    except Exception as error:  # a damaged or foreign file fails in whichever part is read first
        raise FileRefused(
            f"{file} is damaged, or no detector that `sitrep export model` wrote ({type(error).__name__}: "
            f"{_first_line(error)}). Export it again."
        ) from None
    if detector is None:
        raise FileRefused(f"{file} was written by a newer Sitrep. Update Sitrep, then load it again.")
    return detector


def _checked(model: Model, head: Mapping[str, Any]) -> LoadedDetector:
    """ValueError where the parts of the file do not fit each other."""
    names = {name: head[name] for name in ("question", "positive", "negative")}
    threshold, version = float(head["threshold"]), int(head["version"])
    if not 0 <= threshold <= 1 or not all(isinstance(name, str) for name in names.values()):
        raise ValueError("its threshold or its question is none")
    if not np.isfinite(model.scores(["Nothing fits together where this fails."])).all():
        raise ValueError("its scores are no numbers")
    return LoadedDetector(model, threshold, version=version, **names)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["no more is known"])[0].rstrip(".")
