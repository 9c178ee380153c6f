"""`make quality`: what the models get on evaluation data beside the project, one table; fixed seeds, n, intervals."""

from collections.abc import Callable, Iterator

from bench import quality_detector, quality_queue, training
from bench.gold import SHARED
from bench.row import Row


def rows() -> Iterator[Row]:
    """Every part is a function that yields rows; those of spans belong after the detector's."""
    parts: tuple[Callable[[], Iterator[Row]], ...] = (quality_detector.rows, quality_queue.rows, _speed)
    for part in parts:
        yield from part()


def _speed() -> Iterator[Row]:
    for measured, least in zip(training.measure(), (False, True), strict=True):
        ratio = 1 / measured.ratio if least else measured.ratio
        name = f"{measured.name}: {'documents a second' if least else 'time'}, ratio to bare scikit-learn"
        yield Row(
            name, ratio, None, f"{measured.n} runs in turn", 1 / measured.budget if least else measured.budget, least
        )


def main() -> None:
    if not SHARED.is_dir():
        print("Nothing is measured: the evaluation data (../shared) is missing.")
        return
    print(Row.HEAD)
    for row in rows():
        print(row.line(), flush=True)


if __name__ == "__main__":
    main()
