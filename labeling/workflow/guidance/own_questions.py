"""What somebody asked and is not settled yet: cases on the question board, and threads of comments they began."""

from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.guidance.case import ANSWER, Case
from labeling.core.guidance.comment import COMMENT, Thread
from labeling.store.authors import Author
from labeling.store.comments import documents_with_threads_of
from labeling.workflow.guidance.cases import visible_cases
from labeling.workflow.guidance.comments import threads


@dataclass(frozen=True, slots=True)
class OpenThread:
    """A thread of comments on a document that nobody has resolved, as far as its first author may see."""

    document_id: str
    thread: Thread

    @property
    def n_replies(self) -> int:
        """Comments of others, and one's own further ones."""
        return sum(one.kind == COMMENT for one in self.thread.comments) - 1

    @property
    def waits(self) -> bool:
        """Whether nobody has said anything after its first author did."""
        return self.thread.comments[-1].author == self.thread.comments[0].author


def open_cases(db: Database, author: Author) -> list[Case]:
    """The author's own questions without a ruling, newest first."""
    return [case for case in visible_cases(db, author) if case.author == author.name and case.ruling is None]


def n_answers(case: Case) -> int:
    """What others answered to it."""
    return sum(reply.kind == ANSWER and reply.author != case.author for reply in case.replies)


def open_threads(db: Database, author: Author) -> list[OpenThread]:
    """The threads the author began that are not resolved, newest first."""
    found = [
        OpenThread(document_id, thread)
        for document_id in documents_with_threads_of(db, author.id)
        for thread in threads(db, author, document_id)
        if thread.comments[0].author == author.name and not thread.is_resolved
    ]
    return sorted(found, key=lambda one: one.thread.comments[0].at, reverse=True)
