"""A document as tokens with BIO tags: what formats of tokens are written from."""

from collections import Counter
from dataclasses import dataclass

from exports.formats.apart import apart
from exports.formats.losses import Loss, count, count_lost
from exports.formats.one_layer import only_layer
from exports.formats.tags import write_tags
from exports.formats.whole_tokens import count_moved, on_whole_tokens
from labeling.core.annotation import AnnotatedDocument
from labeling.core.tokens import Tokens

LOSSES = (
    Loss.OVERLAPS,
    Loss.EDGES,
    Loss.ATTRIBUTES,
    Loss.ONE_LAYER,
    Loss.AUTHORS,
    Loss.STATES,
    Loss.NOTES,
    Loss.BACKGROUND,
    Loss.ORIGINS,
    Loss.SPAN_IDS,
)


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

    text, layer = annotated.document.text, only_layer(annotated)
    count_lost(left_out, annotated, LOSSES)
    (tokens,) = tokenise([text])
    spans = layer.spans if layer else ()
    found = on_whole_tokens(spans, tokens, left_out)
    kept = apart(found)
    count(left_out, Loss.OVERLAPS, len(found) - len(kept))
    count_moved((found[place] for place in kept), spans, left_out)
    words = [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    return Tagged(words, write_tags(kept, len(words)), tokens)
