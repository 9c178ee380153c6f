"""Agreement as those may see it who settle differences."""

from collections.abc import Sequence

from sqlite_utils import Database

from labeling.store.assignments import still_coded
from labeling.store.authors import Author
from labeling.workflow.accounts.permission import check_allowed
from labeling.workflow.blindness import hidden_documents


def left_out(db: Database, author: Author | None) -> frozenset[str]:
    """Ids of documents that do not count: those still being coded, and those a blind round keeps from the author."""
    return frozenset(still_coded(db) | (hidden_documents(db, author) if author else set()))


def agreement(db: Database, author: Author | None, chosen: Sequence[str] | None = None) -> dict:
    """The report (`labeling.agreement.report`) on what two or more have finished, of `chosen` or of all people.

    `author`: who asks; None: whoever holds the file. NotAllowed without the role, AgreementRefused for unknown names.
    """
    from labeling.agreement.reading import coded_documents  # numpy and scipy take a second to import
    from labeling.agreement.report import report

    if author is not None:
        check_allowed(db, author, "review")
    return report(coded_documents(db, chosen, left_out(db, author)))
