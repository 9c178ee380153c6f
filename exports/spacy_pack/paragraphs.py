"""Cuts the Doc of a long document into one Doc a paragraph."""

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from exports.spacy_pack.docs import SPANS_KEY

FEWEST_EXAMPLES = 100  # spaCy's own floor: `debug data` calls fewer in train an error
LONG = 1_000  # characters; documents that are shorter on average stay whole
BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
LINE_END = re.compile(r"\n\s*")


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each paragraph in code points, without outer blanks; none of them is empty.

    Blank lines part paragraphs; in a text without any, every line is one.

    >>> list(pieces("One.\\n\\nTwo,\\nstill two.")), list(pieces("One.\\nTwo."))
    ([(0, 4), (6, 21)], [(0, 4), (5, 9)])
    """
    body = text.rstrip()
    start = len(text) - len(text.lstrip())
    breaks = BLANK_LINE if BLANK_LINE.search(body, start) else LINE_END
    for found in breaks.finditer(body, start):
        yield start, start + len(body[start : found.start()].rstrip())
        start = found.end()
    yield start, len(body)


def want_paragraphs(train_texts: Iterable[str]) -> bool:
    """Whether a pack is cut when nobody says: few long documents, whose paragraphs are enough for spaCy's floor."""
    texts = list(train_texts)
    if not texts or len(texts) >= FEWEST_EXAMPLES or sum(map(len, texts)) < LONG * len(texts):
        return False
    return sum(1 for text in texts for _ in pieces(text)) >= FEWEST_EXAMPLES


def cut(doc: Doc) -> tuple[list[Doc], list[DocSpan]]:
    """The paragraphs of a Doc, each a Doc with its spans, and the spans that no paragraph holds whole.

    `user_data` of a paragraph: `id` is the document's with "#" and a number from 1; `document` the document's; `start`
    where it begins there, in code points. Offsets of attributes count from there. `cats` stay behind: the answer is
    the document's, not each paragraph's.
    """
    docs, held = [], set()
    for number, (start, end) in enumerate(pieces(doc.text), start=1):
        tokens = doc.char_span(start, end, alignment_mode="contract")
        if tokens is None:
            continue
        spaces = [bool(token.whitespace_) for token in tokens[:-1]]
        piece = Doc(doc.vocab, words=[token.text for token in tokens], spaces=[*spaces, False])
        inside = [span for span in doc.spans[SPANS_KEY] if tokens.start <= span.start and span.end <= tokens.end]
        held.update((span.start, span.end, span.label) for span in inside)
        piece.spans[SPANS_KEY] = [_moved(piece, span, tokens.start) for span in inside]
        piece.ents = [
            _moved(piece, ent, tokens.start) for ent in doc.ents if tokens.start <= ent.start and ent.end <= tokens.end
        ]
        piece.user_data.update(_user_data(doc, number, start, end))
        docs.append(piece)
    return docs, [span for span in doc.spans[SPANS_KEY] if (span.start, span.end, span.label) not in held]


def _moved(piece: Doc, span: DocSpan, by: int) -> DocSpan:
    return DocSpan(piece, span.start - by, span.end - by, label=span.label)


def _user_data(doc: Doc, number: int, start: int, end: int) -> dict:
    about = doc.user_data
    data = about | {"id": f"{about['id']}#{number}", "document": about["id"], "start": start}
    data.pop("attributes", None)
    attributes = [
        row | {"start": row["start"] - start, "end": row["end"] - start}
        for row in about.get("attributes", ())
        if start <= row["start"] and row["end"] <= end
    ]
    return data | {"attributes": attributes} if attributes else data
