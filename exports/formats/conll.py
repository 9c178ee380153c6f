"""CoNLL-2003 and its kin: a token and its tag on each line, a blank line after a sentence."""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import PurePath

from exports.formats.conll_columns import DOCSTART, Row, Table, read_table
from exports.formats.decoding import BOM, decode
from exports.formats.document_ids import check_id
from exports.formats.one_layer import layer_of
from exports.formats.reading import Beside, Line, Reading, printable
from exports.formats.tags import IOB1, Encoding, TagFault, encoding_of, read_tags
from exports.formats.token_text import REBUILT, join_sentences, put_together, spans_on
from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document, check_text, title_of
from labeling.core.errors import SitrepError
from labeling.core.scheme import Scheme
from labeling.core.span import Span
from labeling.core.tokens import Tokens

SUFFIXES = (".conll", ".conll2003", ".bio", ".iob", ".iob2")
TAGGED = re.compile(r"\S+[ \t](.*[ \t])?(O|[BILUES]-\S+)")
NO_DOCSTART = "no -DOCSTART- says where documents begin: each block is a document."


def read(
    data: bytes, *, file: str, scheme: Scheme, annotator: str | None = None, beside: Beside | None = None
) -> Reading:
    """Every document; the id is the file's name, and a number where there are several.

    Documents begin at -DOCSTART- lines; without any, each block is one. The text is the tokens with single blanks
    between them and a line end after each sentence.
    """
    reading = Reading()
    try:
        table = read_table(decode(data, file=file), file, reading)
    except SitrepError as refused:
        reading.add_fault(file, None, str(refused))
        return reading
    if reading.n_faults:  # rows of another width
        return reading
    _say(table, file, reading)
    encodings = {column: _encoding(table, column, file, reading) for column in table.tags}
    documents = list(_documents(table))
    for number, blocks in enumerate(documents, start=1):
        line = Line(file, blocks[0][0].line, reading)
        text, tokens = _text(blocks, table)
        spans = _spans(blocks, tokens, table, encodings, line)
        try:
            document = _document(text, file, number if len(documents) > 1 else None, line.where)
        except SitrepError as refused:
            line.fault(str(refused))
        else:
            layers = layer_of(spans, annotator, file=file, reading=reading)
            reading.documents.append(AnnotatedDocument(document, layers, where=line.where))
    return reading


def looks_like(data: bytes, name: str) -> bool:
    """Whether a file that begins with these bytes is read here: by its name, or because each line ends with a tag."""
    if PurePath(name).suffix.lower() in SUFFIXES:
        return True
    lines = data.removeprefix(BOM)[:2000].decode("utf-8", "ignore").split("\n")[:-1]
    rows = [line.rstrip() for line in lines if line.strip() and not line.startswith("#")]
    return len(rows) > 2 and all(DOCSTART.match(row) or TAGGED.fullmatch(row) for row in rows)


def _say(table: Table, file: str, reading: Reading) -> None:
    if table.after is None:
        reading.notice(file, None, REBUILT)
    if table.documents is None:
        reading.notice(file, None, NO_DOCSTART)


def _encoding(table: Table, column: int, file: str, reading: Reading) -> Encoding:
    encoding = encoding_of([row.columns[column] for row in block] for block in table.blocks)
    if encoding is IOB1:
        reading.notice(file, None, "the tags are IOB1: a span begins with I-, and B- parts it from the one before.")
    return encoding


def _documents(table: Table) -> Iterator[list[list[Row]]]:
    """The blocks of each document."""
    blocks = [(number, block) for number, block in enumerate(table.blocks) if block]
    for _, group in groupby(blocks, lambda one: table.documents[one[0]] if table.documents else one[0]):
        yield [block for _, block in group]


def _text(blocks: list[list[Row]], table: Table) -> tuple[str, Tokens]:
    sentences = [[row.columns[table.token] for row in block] for block in blocks]
    if table.after is None:
        return join_sentences(sentences)
    words = [word for sentence in sentences for word in sentence]
    after = [" " if row.columns[table.after] == "+" else "" for block in blocks for row in block]
    return put_together(words, [*after[:-1], ""])


def _spans(
    blocks: list[list[Row]], tokens: Tokens, table: Table, encodings: dict[int, Encoding], line: Line
) -> list[Span]:
    """The spans of every tag column; none crosses the end of a sentence."""
    spans, first = [], 0
    for block in blocks:
        for column, encoding in encodings.items():
            try:
                places = read_tags([row.columns[column] for row in block], encoding)
            except TagFault as fault:
                at = Line(line.file, block[fault.at].line, line.reading)
                at.fault(f"{at.where}: {fault}. Mend the tag.")
            else:
                spans += spans_on(places, tokens, first)
        first += len(block)
    return spans


def _document(text: str, file: str, number: int | None, where: str) -> Document:
    check_text(text, where=where)
    name = PurePath(file).stem if number is None else f"{PurePath(file).stem}-{number}"
    check_id(name, where=file)
    return Document(name, text, title=title_of(text), meta={"file": printable(PurePath(file).name)})
