"""Hugging Face datasets, JSON Lines or Parquet: tokens with tags, texts with spans, texts with a label."""

import re

from exports.formats.first_object import first_object, is_flair_row
from exports.formats.hf_rows import HfRow, HfRows, read_rows
from exports.formats.hf_said import (
    TAGS,
    TEXTS,
    TOKENS,
    count_others,
    document_of,
    first_column,
    labels_of,
    name_of,
    triples_of,
)
from exports.formats.parquet import is_parquet
from exports.formats.reading import Beside, Reading
from exports.formats.tags import Encoding, TagFault, encoding_of, read_tags
from exports.formats.token_text import REBUILT, join_sentences, spans_on, tokens_in
from exports.formats.tool_layer import ToolLayer, author_of, mark
from labeling.core.annotation import AnnotatedDocument
from labeling.core.errors import FileRefused, SitrepError
from labeling.core.scheme import Scheme
from labeling.core.span import Span

SHAPE = re.compile(rb'"(tokens|words)"\s*:\s*\[\s*("|\])')
HAS_TAGS = re.compile(rb'"(ner_tags|ner|tags|labels)"\s*:\s*\[\s*("|\d|\])')
NOT_JSONL = "the names of these numbers are not in a JSON file. Load the Parquet file, or write the names"


def read(
    data: bytes, *, file: str, scheme: Scheme, annotator: str | None = None, beside: Beside | None = None
) -> Reading:
    """A document a row. The text is `text` where the tokens lie in it, else put together from them.

    A column named like a question of the scheme holds its answers. An id that is a mere number, as tools count rows,
    gets the file's name before it.
    """
    reading = Reading()
    found = read_rows(data, file, reading)
    tagged = {row.number: tags for row in found.rows if (tags := _tags(row, found)) is not None}
    encoding = encoding_of(tagged.values())
    texts: dict[str, str] = {}  # by id
    for row in found.rows:
        try:
            _read_row(row, tagged.get(row.number), encoding, found, texts, scheme, annotator)
        except SitrepError as refused:
            row.line.fault(str(refused))
    if not reading.documents and not reading.n_faults and not reading.not_carried:
        reading.add_fault(file, None, f"{file}: there is no row in this file. Expected tokens and ner_tags.")
    return reading


def looks_like(data: bytes, name: str) -> bool:
    """Whether a file that begins with these bytes is read here."""
    return is_parquet(data) or bool(SHAPE.search(data) and HAS_TAGS.search(data)) or is_flair_row(first_object(data))


def _tags(row: HfRow, found: HfRows) -> list[str] | None:
    """The tags by name; None where there are none, or one of them is a fault."""
    column = first_column(row, TAGS, list) if first_column(row, TOKENS, list) else None
    if column is None:
        return None
    tags = [name_of(value, found.names.get(column)) for value in row.values[column]]
    if None in tags:
        wrong = row.values[column][tags.index(None)]
        row.line.fault(f"{row.where}: {column} holds {repr(wrong)[:40]}; {NOT_JSONL}.")
        return None
    return tags


def _read_row(
    row: HfRow, tags: list[str] | None, encoding: Encoding, found: HfRows, texts: dict[str, str], scheme: Scheme,
    annotator: str | None,
) -> None:  # fmt: skip
    words_in = first_column(row, TOKENS, list)
    text_in = first_column(row, TEXTS, str)
    if words_in:
        text, spans = _of_tokens(row, row.values[words_in], row.values[text_in] if text_in else None, tags, encoding)
    elif text_in:
        text, spans = row.values[text_in], []
    else:
        raise FileRefused(f"{row.where}: no tokens and no text; found: {', '.join(map(str, list(row.values)[:12]))}.")
    if not text:
        row.line.leave_out("documents without text")
        return
    document = document_of(row, text, texts, of_many=len(found.rows) > 1)
    layer = ToolLayer(*author_of(None, annotator, where=row.where))
    if not words_in:
        spans += [mark(*triple, text, where=row.where) for triple in triples_of(row)]
    for span in spans:
        layer.add(span, row.line)
    layer.labels += labels_of(row, found.names, scheme, tagged=words_in is not None)
    annotation = layer.annotation(scheme, row.line)
    layers = (annotation,) if annotation and (annotation.spans or annotation.answers) else ()
    count_others(row, scheme)
    row.line.reading.documents.append(AnnotatedDocument(document, layers, where=row.where))


def _of_tokens(
    row: HfRow, words: list, own_text: str | None, tags: list[str] | None, encoding: Encoding
) -> tuple[str, list[Span]]:
    if not all(isinstance(word, str) for word in words):
        raise FileRefused(f"{row.where}: the tokens are {repr(words)[:60]}; expected a list of strings.")
    if tags is not None and len(tags) != len(words):
        raise FileRefused(f"{row.where}: {len(words):,} tokens and {len(tags):,} tags; expected as many.")
    text, tokens = own_text, tokens_in(own_text, words) if own_text else None
    if tokens is None:
        text, tokens = join_sentences([words])
        row.line.notice(REBUILT)
    try:
        places = read_tags(tags or (), encoding)
    except TagFault as fault:
        raise FileRefused(f"{row.where}, token {fault.at}: {fault}. Mend the tag.") from None
    spans = spans_on(places, tokens)
    row.line.leave_out("spans of no length", len(places) - len(spans))
    return text, spans
