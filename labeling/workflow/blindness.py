"""Who may see what of others, in one place: asked by every page, route and figure that shows another one's layer.

From the start of a blind round until it is closed, nobody who takes part sees anything of another one's layer of its
documents, and neither do annotators who do not; those who review and do not take part do. Until it is closed, and not
only until everybody has submitted: a submitted layer can still be changed, and whoever has seen another one would.
"""

from sqlite_utils import Database

from labeling.core.errors import NotAllowed
from labeling.store import blindness as store
from labeling.store.authors import Author
from labeling.workflow.accounts.permission import is_allowed


def visible_layers(db: Database, viewer: Author, document_id: str) -> set[int]:
    """The ids of the authors whose layers of this document the viewer may see; one's own always.

    It says nothing of roles: where no round is blind, whoever calls checks that the viewer may see others at all.
    """
    found = store.layer_authors(db, document_id)
    return found & {viewer.id} if is_blind_to(db, viewer, document_id) else found


def is_blind_to(db: Database, viewer: Author, document_id: str) -> bool:
    """Whether an open blind round keeps others' layers of this document from the viewer."""
    round_id = store.blind_round_of(db, document_id)
    if round_id is None:
        return store.is_blind_item(db, document_id, viewer.id)  # as blind as the documents it stands among
    return store.takes_part(db, round_id, viewer.id) or not is_allowed(db, viewer, "review")


def hidden_documents(db: Database, viewer: Author) -> set[str]:
    """The documents whose other layers the viewer may not see: those to leave out of lists, figures and exports."""
    return store.blind_ids(db, viewer.id if is_allowed(db, viewer, "review") else None)


def check_sees_others(db: Database, viewer: Author, document_id: str) -> None:
    """Raise NotAllowed where others' layers of this document are kept from the viewer."""
    if is_blind_to(db, viewer, document_id):
        raise NotAllowed(
            "This document is in a blind round that you take part in, and this shows what others marked in it. "
            "Wait until the round is closed, or ask a lead who does not take part."
        )


def check_sees_all(db: Database, viewer: Author) -> None:
    """Raise NotAllowed where anything is kept from the viewer: for what shows everybody's work as a whole."""
    names = store.blind_rounds_of(db, viewer.id)
    if names:
        raise NotAllowed(
            f"You take part in the blind round “{names[0]}”, and this shows what others marked. Wait until it is "
            "closed, or ask a lead who does not take part."
        )
