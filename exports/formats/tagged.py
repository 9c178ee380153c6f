"""A document as tokens with BIO tags: what formats of tokens are written from."""

from collections import Counter
from dataclasses import dataclass

from exports.formats.apart import apart, on_tokens
from exports.formats.left_out import MOVED, count
from exports.formats.one_layer import only_layer
from exports.formats.tags import write_tags
from labeling.core.annotation import AnnotatedDocument
from labeling.core.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Tagged:
    """Words, their tags, and where they lie in the text; all of one length."""

    words: list[str]
    tags: list[str]
    tokens: Tokens


def tagged(annotated: AnnotatedDocument, left_out: Counter[str] | None = None) -> Tagged:
    """The one layer on spaCy's tokens. Spans grow to whole tokens; of those that overlap the longest is kept, then the
    earliest. What is left out, or grows, is counted.
    """
    from labeling.nlp.tokens import tokenise  # imports spaCy, which reading does without

    text, layer = annotated.document.text, only_layer(annotated, left_out)
    (tokens,) = tokenise([text])
    places = set()
    for span in layer.spans if layer else ():
        count(left_out, "attributes", len(span.attributes))
        place = on_tokens(span, tokens)
        if place is None:
            count(left_out, "spans of blanks alone")
            continue
        _count_moved(span.quote(text).strip(), text[tokens.starts[place[0]] : tokens.ends[place[1] - 1]], left_out)
        if place in places:
            count(left_out, "spans on the same tokens")
        places.add(place)
    kept = apart(places)
    count(left_out, "spans lost to overlap", len(places) - len(kept))
    words = [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    return Tagged(words, write_tags(kept, len(words)), tokens)


def _count_moved(quote: str, on_whole_tokens: str, left_out: Counter[str] | None) -> None:
    if quote != on_whole_tokens:
        count(left_out, MOVED)
