"""The trees of spaCy 2: paragraphs of sentences of tokens, with BILUO tags and perhaps the text they came from."""

from typing import Any

from exports.formats.reading import Line
from exports.formats.tags import TagFault, encoding_of, read_tags
from exports.formats.token_text import REBUILT, put_together, spans_on, tokens_in
from labeling.core.errors import FileRefused
from labeling.core.span import Span
from labeling.core.tokens import Tokens

TREEBANK = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}


def read_paragraph(paragraph: Any, line: Line) -> tuple[str, list[Span]]:
    """The text and its spans; FileRefused for what is no paragraph. Tags, parses and brackets are counted.

    The text is `raw` where its tokens lie in it one after another, else it is put together from them.
    """
    where = line.where
    sentences = [_objects(sentence, "tokens", where) for sentence in _objects(paragraph, "sentences", where)]
    words = [_word(token, where) for tokens in sentences for token in tokens]
    if not words:
        raise FileRefused(f"{where}: a paragraph without tokens. Remove it, or give its sentences tokens.")
    for sentence in paragraph["sentences"]:
        brackets = sentence.get("brackets")
        line.leave_out("brackets", len(brackets) if isinstance(brackets, list) else 0)
    count_tags((token for tokens in sentences for token in tokens), line)
    raw = paragraph.get("raw")
    tokens = tokens_in(raw, words, TREEBANK) if isinstance(raw, str) else None
    if tokens is None:
        raw, tokens = put_together(words, [" "] * (len(words) - 1) + [""])
        line.notice(REBUILT)
    return raw, _spans(sentences, tokens, where)


def count_tags(tokens: Any, line: Line) -> None:
    """Count what is said of tokens and not carried."""
    tokens = [token for token in tokens if isinstance(token, dict)]
    line.leave_out("tags of tokens", sum(bool(token.get("tag")) for token in tokens))
    line.leave_out("dependencies", sum(bool(token.get("dep")) for token in tokens))


def _objects(value: Any, name: str, where: str) -> list[dict[str, Any]]:
    found = value.get(name) if isinstance(value, dict) else None
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise FileRefused(f"{where}: `{name}` is missing or not a list of objects. Expected the JSON of spaCy 2.")
    return found


def _word(token: dict[str, Any], where: str) -> str:
    word = token.get("orth")
    if not isinstance(word, str) or not word:
        raise FileRefused(f"{where}: a token has no `orth`; found: {', '.join(list(token)[:12]) or 'nothing'}.")
    return word


def _spans(sentences: list[list[dict[str, Any]]], tokens: Tokens, where: str) -> list[Span]:
    tags = [[str(token.get("ner") or "-") for token in sentence] for sentence in sentences]
    encoding, spans, first = encoding_of(tags), [], 0
    for sentence in tags:
        try:
            spans += spans_on(read_tags(sentence, encoding), tokens, first)
        except TagFault as fault:
            raise FileRefused(f"{where}: token {first + fault.at}: {fault}. Mend the tag.") from None
        first += len(sentence)
    return spans
