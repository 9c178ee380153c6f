"""Accepting at once what all coders agree on, and taking that back."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.errors import AdjudicationRefused
from labeling.core.layer import Layer, fold
from labeling.core.plural import n_of
from labeling.core.scheme import Scheme
from labeling.core.settling.adjudication import BATCH, ORIGIN
from labeling.core.settling.differences import Comparison
from labeling.store import adjudications as store
from labeling.store.authors import Author
from labeling.store.documents import document
from labeling.store.projection import stored_layer
from labeling.store.schemes import current_scheme
from labeling.workflow.accounts.permission import check_allowed
from labeling.workflow.settling.adjudicate import Coder, coders, comparison_of, ensure_gold, gold_operations, write_gold
from labeling.workflow.settling.next_to_settle import ready_documents

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Accepted:
    """What was accepted under the group `batch`. `n_left`: documents with differences, which wait for somebody."""

    batch: str
    n_documents: int = 0
    n_spans: int = 0
    n_answers: int = 0
    n_submitted: int = 0
    n_left: int = 0

    @property
    def sentence(self) -> str:
        """
        >>> print(Accepted("", n_documents=1, n_spans=2, n_answers=1, n_submitted=1, n_left=1).sentence)
        2 spans and 1 answer of 1 document taken; 1 submitted, 1 has differences to settle.
        """
        marks = f"{n_of(self.n_spans, 'span')} and {n_of(self.n_answers, 'answer')}"
        have = "has" if self.n_left == 1 else "have"
        return (
            f"{marks} of {n_of(self.n_documents, 'document')} taken; "
            f"{self.n_submitted:,} submitted, {self.n_left:,} {have} differences to settle."
        )


def new_batch() -> str:
    """The name of a group that stands for what is accepted at once."""
    return f"{BATCH}{uuid.uuid4().hex[:10]}"


def accept_agreed(
    db: Database,
    author: Author,
    *,
    batch: str | None = None,
    submit: bool = False,
    document_ids: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> Accepted:
    """Take into gold the spans and answers that all coders of a document agree on; one undo takes all of it back.

    Of the documents that two or more finished (or of `document_ids` among them) those where gold has nothing yet.
    `submit`: those without any difference, all required questions answered, are gold at once. Each document is saved
    for itself: what was taken before a stop stands under the same group (`batch`, or a new one), and nothing by halves.
    `progress(n_done, n_all)` counts documents; what it raises is such a stop.
    """
    check_allowed(db, author, "review")
    accepted, scheme, gold = Accepted(batch or new_batch()), current_scheme(db), ensure_gold(db)
    found = ready_documents(db, author)
    for number, one in enumerate(found, start=1):
        if progress:
            progress(number - 1, len(found))
        if document_ids is not None and one.document_id not in document_ids:
            continue
        if _is_begun(stored_layer(db, one.document_id, gold.id)):
            continue
        people = coders(db, one.document_id)
        comparison = comparison_of(people, scheme)
        messages = _agreed_messages(comparison, document(db, one.document_id).text, people)
        is_whole = not comparison.differences
        accepted.n_left += not is_whole
        if submit and is_whole and _answers_all(comparison, scheme):
            seen = {coder.name: coder.newest for coder in people}
            messages.append({"kind": "work.submit", "from": _from(people) | {"seen": seen}})
            accepted.n_submitted += 1
        if messages:
            stamped = [message | {"op_id": str(uuid.uuid4()), "group_id": accepted.batch} for message in messages]
            write_gold(db, one.document_id, author, stamped)
            accepted.n_documents += 1
            accepted.n_spans += len(comparison.agreed_spans)
            accepted.n_answers += len(comparison.agreed_answers)
    if progress and found:
        progress(len(found), len(found))
    return accepted


def undo_batch(db: Database, author: Author, batch: str, *, progress: Progress | None = None) -> int:
    """Take back what was accepted under this group; how many documents that touched. Once more changes nothing."""
    check_allowed(db, author, "review")
    found = store.documents_of_batch(db, batch) if batch.startswith(BATCH) else []
    if not found:
        raise AdjudicationRefused(f"Nothing was accepted under {batch!r}. `sitrep adjudicate` lists what was.")
    n_touched = 0
    for number, (document_id, was_submitted) in enumerate(found, start=1):
        n_touched += _take_back(db, author, document_id, batch, was_submitted)
        if progress:
            progress(number, len(found))
    return n_touched


def _take_back(db: Database, author: Author, document_id: str, batch: str, was_submitted: bool) -> bool:
    log, messages = gold_operations(db, document_id), []
    if batch in fold(log).undo:
        messages.append({"kind": "group.undo", "target": batch})
    states = [operation for operation in log if operation.kind.startswith("work.")]
    if was_submitted and (states[-1].group_id, states[-1].kind) == (batch, "work.submit"):
        messages.append({"kind": "work.reopen"})
    if messages:
        write_gold(db, document_id, author, [message | {"op_id": str(uuid.uuid4())} for message in messages])
    return bool(messages)


def _agreed_messages(comparison: Comparison, text: str, people: Sequence[Coder]) -> list[dict]:
    """The operations that begin a gold layer with what all agree on."""
    spans = [
        {
            "kind": "span.add",
            "span_id": str(uuid.uuid4()),
            "start": span.start,
            "end": span.end,
            "label": span.label,
            "quote": span.quote(text),
            "attributes": dict(span.attributes),
            "origin": ORIGIN,
        }
        for span in comparison.agreed_spans
    ]
    answers = [
        {"kind": "answer.set", "question": question, "value": answer.value, "reason": answer.reason}
        for question, answer in comparison.agreed_answers.items()
    ]
    stretches = [
        {"kind": "background.set", "start": start, "end": end, "value": True} for start, end in comparison.background
    ]
    return [message | {"from": _from(people)} for message in (*spans, *answers, *stretches)]


def _from(people: Sequence[Coder]) -> dict:
    return {"choice": "agreed", "coders": [coder.name for coder in people]}


def _is_begun(gold: Layer) -> bool:
    """Whether somebody settled anything here, or submitted it; what was undone counts as nothing."""
    return bool(gold.spans or gold.answers or gold.rejected or gold.note or gold.state == "done")


def _answers_all(comparison: Comparison, scheme: Scheme) -> bool:
    """Whether no required question is left without an answer."""
    return all(question.name in comparison.agreed_answers for question in scheme.questions if question.required)
