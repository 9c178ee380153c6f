"""Changing many of one's own spans at once, and taking that back."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.errors import OperationError
from labeling.core.operation import check_label
from labeling.core.plural import n_of
from labeling.core.scheme import Scheme
from labeling.core.span import Span
from labeling.store.authors import Author
from labeling.store.changed_at_once import AT_ONCE, documents_changed
from labeling.store.projection import stored_layer
from labeling.store.schemes import current_scheme
from labeling.store.span_search import FoundSpan
from labeling.workflow.accounts.permission import check_allowed
from labeling.workflow.annotate import take_operations

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Changed:
    """What was done under `group`. `n_left`: spans that stay, because they are gone, or were so already."""

    group: str
    n_spans: int = 0
    n_documents: int = 0
    n_left: int = 0

    @property
    def sentence(self) -> str:
        """
        >>> Changed("", n_spans=2, n_documents=1, n_left=1).sentence
        '2 spans of 1 document changed; 1 stays as it is.'
        """
        stay = f"{self.n_left:,} {'stays as it is' if self.n_left == 1 else 'stay as they are'}"
        changed = f"{n_of(self.n_spans, 'span')} of {n_of(self.n_documents, 'document')} changed"
        return f"{changed}; {stay}." if self.n_left else f"{changed}."


def new_group() -> str:
    """The name of a group that stands for what is changed at once."""
    return f"{AT_ONCE}{uuid.uuid4().hex[:10]}"


def change_spans(
    db: Database,
    author: Author,
    spans: Sequence[FoundSpan],
    label: str | None,
    *,
    group: str | None = None,
    progress: Progress | None = None,
) -> Changed:
    """Give these spans of the author's another label, or remove them (None); one undo takes all of it back.

    A changed span keeps the details that the new label has too, as in the annotator. Each document is saved for itself:
    what was changed before a stop stands under the same group (`group`, or a new one). `progress(n_done, n_all)` counts
    documents; what it raises is such a stop. Raises OperationError for spans of others: a layer has one author.
    """
    check_allowed(db, author, "annotate")
    scheme, changed = current_scheme(db), Changed(group or new_group())
    if label is not None:
        check_label(label, scheme, where="Nothing was changed")
    if any(span.author != author.name for span in spans):
        raise OperationError("These are spans of others. Each changes their own; nothing was changed.")
    ids_by_document: dict[str, list[str]] = {}
    for span in spans:
        ids_by_document.setdefault(span.document_id, []).append(span.span_id)
    for number, (document_id, span_ids) in enumerate(ids_by_document.items()):
        if progress:
            progress(number, len(ids_by_document))
        held = stored_layer(db, document_id, author.id).spans
        messages = [
            _message(span_id, held[span_id], label, scheme) | {"op_id": str(uuid.uuid4()), "group_id": changed.group}
            for span_id in span_ids
            if span_id in held and held[span_id].label != label
        ]
        n = len(take_operations(db, document_id, author, messages).committed) if messages else 0
        changed.n_spans += n
        changed.n_documents += bool(n)
        changed.n_left += len(span_ids) - n
    if progress and ids_by_document:
        progress(len(ids_by_document), len(ids_by_document))
    return changed


def take_back(db: Database, author: Author, group: str, *, progress: Progress | None = None) -> int:
    """Undo what the author changed at once under this group; how many documents that touched. Again: none."""
    found = documents_changed(db, author.id, group) if group.startswith(AT_ONCE) else []
    if not found:
        raise OperationError(f"{author.name} changed nothing at once under {group!r}. Nothing was taken back.")
    n_touched = 0
    for number, document_id in enumerate(found, start=1):
        undo = {"kind": "group.undo", "target": group, "op_id": str(uuid.uuid4()), "group_id": None}
        n_touched += len(take_operations(db, document_id, author, [undo]).committed)
        if progress:
            progress(number, len(found))
    return n_touched


def _message(span_id: str, span: Span, label: str | None, scheme: Scheme) -> dict:
    if label is None:
        return {"kind": "span.remove", "span_id": span_id}
    kept = {name: value for name, value in span.attributes.items() if _has(scheme, label, name, value)}
    return {"kind": "span.change", "span_id": span_id, "label": label, "attributes": kept}


def _has(scheme: Scheme, label: str, name: str, value: object) -> bool:
    attribute = scheme.label(label).attribute(name)
    return attribute is not None and attribute.allows(value)
