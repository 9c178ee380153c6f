"""People who coded a document, for tests of what is settled afterwards."""

from labeling.store.authors import add_author
from labeling.store.database import write
from labeling.workflow.annotate import take_operations
from tests.annotated import annotated
from tests.operations import added, message

TEXT, SPANS = annotated("[Rockets|WEAPON] hit [Camp Taji|BASE].")


def code(db, name, document_id, spans):
    """Somebody marks these spans of TEXT, answers yes and submits."""
    with write(db):
        author = add_author(db, name)
    operations = [added(TEXT, span) for span in spans]
    operations += [message("answer.set", question="attack_report", value="yes"), message("work.submit")]
    take_operations(db, document_id, author, operations)
