"""Scoring articles that are not in the project: read one after another, written as they are scored."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from exports.whole_file import write_whole
from labeling.core.errors import FileRefused, SitrepError
from labeling.core.scheme import Scheme
from labeling.workflow.reading_text import reading_text
from models.articles import Article, articles, files_and_size, in_batches
from models.detector import Detector

Progress = Callable[[int, float], object]  # articles so far, share of all bytes


def screen(
    paths: Iterable[Path],
    out: Path,
    detector: Detector,
    scheme: Scheme,
    progress: Progress = lambda n, share: None,
) -> dict:
    """Score every article of `paths` into `out`, one JSON object a line; whole or not at all. Returns counts."""
    files, n_bytes = files_and_size(paths)
    if out.exists() and any(path.samefile(out) for path, _ in files):
        raise FileRefused(f"{out} is one of the files to read, so nothing was written. Name another file with --out.")
    counts = {"model": detector.id, "n": 0, f"n_{detector.positive}": 0}

    def lines() -> Iterator[bytes]:
        n_read = 0
        for batch in in_batches(articles(files, scheme)):
            scores = detector.scores([reading_text(article.text) for article in batch])
            for article, score in zip(batch, scores, strict=True):
                counts["n"] += 1
                counts[f"n_{detector.positive}"] += detector.value(score) == detector.positive
                yield _line(article, score, detector)
            n_read += sum(article.n_bytes for article in batch)
            progress(counts["n"], n_read / max(n_bytes, 1))
        if not counts["n"]:
            raise FileRefused("There is no article in these files.")

    try:
        write_whole(out, lines())
    except SitrepError as refused:
        raise FileRefused(
            f"{refused} {out} was not written." if str(out) not in str(refused) else f"{refused}"
        ) from None
    return counts


def _line(article: Article, score: float, detector: Detector) -> bytes:
    line = {"id": article.id, detector.question: detector.value(score), "score": round(float(score), 6)}
    return json.dumps(line | {"model": detector.id}, ensure_ascii=False).encode("utf-8") + b"\n"
