"""A team with one document to work on."""

import pytest

from labeling.workflow import people
from tests.annotated import annotated
from tests.api.clients import SECRET

TEXT, SPANS = annotated("Rockets hit [Camp Taji|BASE].")


@pytest.fixture
def team(db, add, quick_hashes):
    """Boss leads, Amal and Basim annotate one document."""
    add(d1=TEXT)
    people.add_person(db, "Boss", "admin", SECRET)
    for name in ("Amal", "Basim"):
        people.add_person(db, name, "annotator", SECRET)
