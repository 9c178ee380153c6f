"""Annotating: open a document, and take the operations its annotator sends."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from sqlite_utils import Database

from labeling.core.admission import check_applies, check_unique
from labeling.core.boilerplate.boilerplate import Range
from labeling.core.clock import later, now
from labeling.core.details import Details, details_of
from labeling.core.document import Document
from labeling.core.errors import DocumentError, OperationError, SchemeChanged, StoreError
from labeling.core.layer import Layer, apply, fold, remember
from labeling.core.operation import IDENTIFIER, Operation, read_operation
from labeling.core.scheme import Scheme
from labeling.core.suggesting.suggestion import Suggestion, open_suggestions
from labeling.core.tokens import Tokens
from labeling.store.authors import Author
from labeling.store.boilerplate import ranges_of
from labeling.store.database import write
from labeling.store.documents import document
from labeling.store.operations import append_operation, operations_of, stored_operation
from labeling.store.projection import write_change
from labeling.store.schemes import current_scheme
from labeling.store.tokens import tokens, write_tokens
from labeling.workflow.reading.claims import claim_opened
from labeling.workflow.suggesting.suggestions import suggestions


@dataclass(slots=True)
class Opened:
    """A document as its annotator finds it."""

    document: Document
    tokens: Tokens
    scheme: Scheme
    operations: list[Operation]
    layer: Layer
    details: Details
    suggestions: list[Suggestion]
    boilerplate: list[Range]

    @property
    def open_suggestions(self) -> list[Suggestion]:
        return open_suggestions(self.suggestions, self.layer)

    @property
    def version(self) -> int:
        return newest_seq(self.operations)


@dataclass(slots=True)
class Outcome:
    """What became of the operations that were sent. `committed` holds (op_id, seq), on disk; `refused` (op_id, why).

    `times` runs parallel to `committed`: the times they count from.
    """

    version: int = 0
    committed: list[tuple[str, int]] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    missed: list[Operation] = field(default_factory=list)
    details: Details = field(default_factory=Details)


def open_document(db: Database, document_id: str, author: Author) -> Opened:
    """The document with its tokens and this author's layer; tokens not made ahead by the worker are made now.

    Its boilerplate is what the worker found, without the parts that this author has marked something in.
    """
    found = document(db, document_id)
    operations = operations_of(db, document_id, author.id)
    scheme, layer = current_scheme(db), fold(operations)
    boilerplate = unmarked(ranges_of(db, found.id), layer)
    offered = suggestions(db, found, scheme, boilerplate, author)
    details = details_of(found.text, layer, scheme)
    return Opened(found, tokens_of(db, found), scheme, operations, layer, details, offered, boilerplate)


def take_operations(
    db: Database,
    document_id: str,
    author: Author,
    messages: Sequence[object],
    *,
    version: int = 0,
    scheme_id: str | None = None,
    beside: Callable[[Operation], None] | None = None,
) -> Outcome:
    """Judge operations one by one, write the good ones in one transaction, say what happened to each.

    Sending an operation again changes nothing. `beside` is called in the transaction with each that is appended.
    Raises UnknownDocument, or SchemeChanged where the page works under another scheme.
    """
    scheme = current_scheme(db)
    if scheme_id is not None and scheme_id != scheme.id:
        raise SchemeChanged("The labels or questions changed since this page was opened. Reload it; nothing is lost.")
    found = document(db, document_id)
    outcome, read = Outcome(), []
    for message in messages:
        try:
            read.append(read_operation(message, found.text, scheme))
        except (OperationError, DocumentError) as error:
            outcome.refused.append((_op_id(message), str(error)))
    with write(db):
        _write(db, found, author, read, scheme, outcome, version, beside)
    return outcome


def _write(
    db: Database,
    found: Document,
    author: Author,
    read: list[Operation],
    scheme: Scheme,
    outcome: Outcome,
    version: int,
    beside: Callable[[Operation], None] | None,
) -> None:
    """Runs inside `write`: fold what is there, add what can be added, bring the projection up to date."""
    log = operations_of(db, found.id, author.id)
    sent = {operation.op_id for operation in read}
    outcome.missed = [operation for operation in log if operation.seq > version and operation.op_id not in sent]
    layer, n_before = fold(log), len(log)
    if read and not log:
        claim_opened(db, found.id, author)  # whoever begins it by its address has it, where a place is free
    before = layer.copy()
    for operation in read:
        try:
            stored = stored_operation(db, found.id, author.id, operation)
            if stored is None:
                check_applies(layer, operation, scheme)
                timed = replace(operation, at=later(now(), log[-1].at if log else ""))
                layer = _advanced(layer, log, timed)
                log.append(append_operation(db, found.id, author.id, timed, scheme.id))
                remember(layer, log)
                stored = log[-1]
                if beside:
                    beside(stored)
            outcome.committed.append((operation.op_id, stored.seq))
            outcome.times.append(stored.at)
        except OperationError as error:
            outcome.refused.append((operation.op_id, str(error)))
    if len(log) > n_before:
        write_change(db, found.id, author.id, found.text, before, layer)
    outcome.version = newest_seq(log)
    outcome.details = details_of(found.text, layer, scheme)


def newest_seq(operations: Sequence[Operation]) -> int:
    """The highest seq, 0 where there is none; after a merge that need not be the last operation's."""
    return max((operation.seq for operation in operations), default=0)


def _advanced(layer: Layer, log: list[Operation], operation: Operation) -> Layer:
    """The layer with one more operation; an undo or redo folds everything anew, and may not mark the same twice."""
    if not operation.kind.startswith("group."):
        apply(layer, operation)
        return layer
    layer = fold([*log, operation])
    check_unique(layer)
    return layer


def unmarked(ranges: list[Range], layer: Layer) -> list[Range]:
    """The ranges that hold no mark: whoever marked a line has said that it belongs to the article."""
    spans = layer.spans.values()
    return [one for one in ranges if not any(span.start < one[1] and one[0] < span.end for span in spans)]


def tokens_of(db: Database, found: Document) -> Tokens:
    """The tokens of a document, made now where the worker has not made them ahead."""
    ready = tokens(db, found.id)
    if ready is None:
        from labeling.nlp.tokens import tokenise  # spaCy takes a second to import, and is seldom needed here

        ready = next(tokenise([found.text]))
        with suppress(StoreError):  # a full or busy disk keeps nobody from reading; they are found again next time
            write_tokens(db, [(found.id, ready)])
    return ready


def _op_id(message: object) -> str:
    """What the answer names it by; "" where that is no identifier, which may hold what no answer can carry."""
    op_id = message.get("op_id") if isinstance(message, dict) else None
    return op_id if isinstance(op_id, str) and IDENTIFIER.fullmatch(op_id) else ""
