"""The tables, as a numbered list of steps; a step, once landed, never changes."""

import re

from sqlite_utils import Database

from labeling.core.errors import NotADatabase
from labeling.store.library_errors import LibraryError
from labeling.store.steps.m001_initial import m001_initial
from labeling.store.steps.m002_suggestions import m002_suggestions
from labeling.store.steps.m003_boilerplate import m003_boilerplate
from labeling.store.steps.m004_clusters import m004_clusters
from labeling.store.steps.m005_moments import m005_moments
from labeling.store.steps.m006_changes import m006_changes
from labeling.store.steps.m007_proposals import m007_proposals
from labeling.store.steps.m008_readings import m008_readings
from labeling.store.steps.m009_serving import m009_serving
from labeling.store.steps.m010_second_looks import m010_second_looks
from labeling.store.steps.m011_accounts import m011_accounts
from labeling.store.steps.m012_rounds import m012_rounds
from labeling.store.steps.m013_adjudication import m013_adjudication
from labeling.store.steps.m014_guidelines import m014_guidelines
from labeling.store.steps.m015_quality import m015_quality
from labeling.store.steps.m016_rounds import m016_rounds
from labeling.store.steps.m017_account_events import m017_account_events

MIGRATIONS = [
    m001_initial,
    m002_suggestions,
    m003_boilerplate,
    m004_clusters,
    m005_moments,
    m006_changes,
    m007_proposals,
    m008_readings,
    m009_serving,
    m010_second_looks,
    m011_accounts,
    m012_rounds,
    m013_adjudication,
    m014_guidelines,
    m015_quality,
    m016_rounds,
    m017_account_events,
]
TABLES_DIFFER = re.compile(r"no such (table|column)|already exists|duplicate column|has no column")
DRAWN_SINCE = 4  # the step that draws for the locked test slice


def needs_migration(db: Database) -> bool:
    return _steps_done(db) != len(MIGRATIONS)


def check_not_newer(db: Database) -> None:
    """Raise NotADatabase where the tables have taken steps that this version does not know."""
    if _steps_done(db) > len(MIGRATIONS):
        raise NotADatabase("This database was made by a newer Sitrep. Update Sitrep, then open it again.")


def migrate(db: Database) -> None:
    """Bring the tables up to date; running it again changes nothing. Call it inside `write`."""
    check_not_newer(db)
    done = _steps_done(db)
    for number, step in enumerate(MIGRATIONS[done:], start=done + 1):
        try:
            step(db)
        except LibraryError as error:
            if not TABLES_DIFFER.search(str(error)):
                raise
            raise NotADatabase(
                f"The tables are not those of step {done} of Sitrep, as the file says: {error}. Nothing was changed. "
                "Export with the version that made it, `sitrep export jsonl`, and load that here, or restore a backup."
            ) from None
        db.execute(f"PRAGMA user_version={int(number)}")


def _steps_done(db: Database) -> int:
    return db.execute("PRAGMA user_version").fetchone()[0]
