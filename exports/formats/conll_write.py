"""Writes CoNLL-2003: four columns, of which the first is the token and the last its BIO tag."""

from collections import Counter
from collections.abc import Iterable, Iterator

from exports.formats.line_ends import LINE_ENDS
from exports.formats.losses import Loss, count_lost
from exports.formats.tagged import LOSSES as OF_TAGS
from exports.formats.tagged import Tagged, tagged
from labeling.core.annotation import AnnotatedDocument

BESIDE_TAGS = (Loss.SPACING, Loss.IDS, Loss.TITLES, Loss.SOURCES, Loss.ANSWERS)
LOSSES = (*BESIDE_TAGS, *OF_TAGS)
DOCSTART = "-DOCSTART- -X- -X- O\n\n"


def write(documents: Iterable[AnnotatedDocument], *, left_out: Counter[str] | None = None) -> Iterator[bytes]:
    """A piece a document. A sentence ends where a line of the text does, unless a span goes on over it."""
    for annotated in documents:
        one = tagged(annotated, left_out)
        count_lost(left_out, annotated, BESIDE_TAGS)
        rows = "".join(
            f"{word} -X- _ {tag}\n" + ("\n" if ends else "")
            for word, tag, ends in zip(one.words, one.tags, _ends(one, annotated.document.text), strict=True)
        )
        yield f"{DOCSTART}{rows}".encode()


def _ends(one: Tagged, text: str) -> list[bool]:
    """For each token whether a sentence ends with it."""
    gaps = [text[end:start] for end, start in zip(one.tokens.ends, one.tokens.starts[1:], strict=False)]
    goes_on = [tag.startswith("I-") for tag in one.tags[1:]]
    return [bool(LINE_ENDS.search(gap)) and not on for gap, on in zip(gaps, goes_on, strict=True)] + [True]
