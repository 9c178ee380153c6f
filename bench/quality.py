"""`make quality`: what the models get on evaluation data beside the project, one table; fixed seeds, n, intervals.

`python -m bench.quality spans` measures a part alone.
"""

import sys
from collections.abc import Callable, Iterator, Sequence

from bench import quality_detector, quality_queue, quality_spans, training
from bench.gold import SHARED
from bench.row import Row


def _speed() -> Iterator[Row]:
    for measured, least in zip(training.measure(), (False, True), strict=True):
        ratio = 1 / measured.ratio if least else measured.ratio
        name = f"{measured.name}: {'documents a second' if least else 'time'}, ratio to bare scikit-learn"
        yield Row(
            name, ratio, None, f"{measured.n} runs in turn", 1 / measured.budget if least else measured.budget, least
        )


PARTS: dict[str, Callable[[], Iterator[Row]]] = {
    "detector": quality_detector.rows,
    "queue": quality_queue.rows,
    "spans": quality_spans.rows,
    "speed": _speed,
}


def main(wanted: Sequence[str]) -> None:
    """Each part's rows as they are measured; a word that names no part ends it with a sentence, before any is."""
    if unknown := [name for name in wanted if name not in PARTS]:
        sys.exit(f"There is no part {', '.join(unknown)}. There are: {', '.join(PARTS)}. Nothing was measured.")
    if not SHARED.is_dir():
        print("Nothing is measured: the evaluation data (../shared) is missing.")
        return
    print(Row.HEAD)
    for name in wanted or PARTS:
        for row in PARTS[name]():
            print(row.line(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
