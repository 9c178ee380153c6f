"""One shard scored into its part of the output, in whichever process: whole or not at all, and never twice."""

import json
from collections.abc import Callable, Iterator

from exports.whole_file import write_whole
from labeling.core.errors import FileRefused
from labeling.workflow.reading_text import reading_text
from models.articles import Article, Found, in_batches
from models.detecting.detector import Detector
from models.detecting.one_thread import one_thread
from models.scale.planning import found_in
from models.scale.run_folder import Run, Tally, scorer_of
from models.scale.shard import Shard


def score_shard(run: Run, shard: Shard, is_stopped: Callable[[], bool] = lambda: False) -> None:
    """Write the part of this shard; if it is there already nothing is done. SitrepError for the first fault.

    Where the run leaves faults out, they are in the tally. When `is_stopped`, it gives up between two batches.
    """
    name = shard.name(run.key)
    if run.tally(name) is not None:
        return
    detector, scheme, is_partial = scorer_of(run)
    try:
        shard = run.taken(shard)
    except FileNotFoundError:
        if run.tally(name) is None:
            raise FileRefused(f"{run.folder.name}: a block of {shard.source.shown} is gone. Start again.") from None
        return  # a cluster that took a worker for dead gave its shard to two
    scored = _Scored(detector, found_in(shard, scheme), is_partial, is_stopped)
    with one_thread():
        write_whole(run.part(name), scored.lines())
    run.finish(name, Tally(scored.n, scored.n_positive, tuple(scored.faults)))
    run.discard_content(shard)


class _Scored:
    """Lines of the output as they are scored; what they come to is known after the last."""

    def __init__(
        self, detector: Detector, found: Iterator[Found], is_partial: bool, is_stopped: Callable[[], bool]
    ) -> None:
        self.detector, self.found, self.is_partial, self.is_stopped = detector, found, is_partial, is_stopped
        self.n, self.n_positive = 0, 0
        self.faults: list[str] = []

    def lines(self) -> Iterator[bytes]:
        detector = self.detector
        for batch in in_batches(self._articles()):
            if self.is_stopped():
                raise FileRefused("Stopped before the shard was finished.")
            scores = detector.scores([reading_text(article.text) for article in batch]).tolist()
            for article, score in zip(batch, scores, strict=True):
                value = detector.value(score)
                self.n += 1
                self.n_positive += value == detector.positive
                line = {"id": article.id, detector.question: value, "score": round(score, 6), "model": detector.id}
                yield json.dumps(line, ensure_ascii=False).encode("utf-8") + b"\n"

    def _articles(self) -> Iterator[Article]:
        for one in self.found:
            if isinstance(one, Article):
                yield one
            elif self.is_partial:
                self.faults.append(str(one))
            else:
                raise one
