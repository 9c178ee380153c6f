"""Agreement as those may see it who settle differences."""

from collections.abc import Sequence

from sqlite_utils import Database

from labeling.store.authors import Author
from labeling.workflow.permission import check_allowed


def agreement(db: Database, author: Author | None, chosen: Sequence[str] | None = None) -> dict:
    """The report (`labeling.agreement.report`) on what two or more have finished, of `chosen` or of all people.

    `author`: who asks; None: whoever holds the file. NotAllowed without the role, AgreementRefused for unknown names.
    """
    from labeling.agreement.reading import coded_documents  # numpy and scipy take a second to import
    from labeling.agreement.report import report

    if author is not None:
        check_allowed(db, author, "review")
    return report(coded_documents(db, chosen))
