"""Tells how far an export has come, while its documents pass by."""

from collections.abc import Callable, Iterable, Iterator

from labeling.core.annotation import AnnotatedDocument

Progress = Callable[[int, int], None]
STEP = 100  # documents between two reports


def followed(documents: Iterable[AnnotatedDocument], progress: Progress | None, n: int) -> Iterator[AnnotatedDocument]:
    """The documents, of which there are `n`."""
    for number, annotated in enumerate(documents, start=1):
        yield annotated
        if progress and number % STEP == 0:
            progress(number, n)
