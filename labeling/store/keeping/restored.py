"""What a restored file must not bring back with it."""

from sqlite_utils import Database

from labeling.store.accounts.account_events import add_account_event
from labeling.store.database import write


def forget_the_moment(db: Database) -> None:
    """Who was signed in and what was under way when the backup was made.

    Sessions, invitations and tokens of scripts may have been ended since, and would be good again.
    """
    with write(db):
        db.execute("DELETE FROM sessions")
        db.execute("DELETE FROM leases")
        db.execute("DELETE FROM invitations")
        db.execute("DELETE FROM script_tokens")
        add_account_event(db, "project.restore", author_id=None, person_id=None)
