"""Whatever two projects hold, it does not matter which one is merged into which, nor how often."""

import shutil

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.span import Span
from labeling.store.authors import add_author
from labeling.store.database import open_database, write
from labeling.store.locked_slice import locked_ids
from labeling.store.projection import stored_layer
from labeling.workflow.annotate import take_operations
from labeling.workflow.keeping.merge import merge_project
from labeling.workflow.keeping.status import check
from labeling.workflow.load import load_documents
from tests.operations import added
from tests.random_operations import TEXT, an_operation

AUTHORS = ("Amal", "Badr")
DOCUMENTS = ("d1", "d2")
MOSTLY_FIRST = st.sampled_from((0, 0, 0, 0, 1))
PLACES = [Span(2, 9, "WEAPON"), Span(14, 23, "BASE"), Span(14, 23, "ACTOR")]


@st.composite
def a_mark(draw) -> dict:
    """A new span at one of few places, with an id of its own: two projects often mark the same."""
    attributes = draw(st.sampled_from([{}, {"event": "focus"}]))
    return added(TEXT, draw(st.sampled_from(PLACES)), attributes=attributes)


@st.composite
def a_history(draw) -> list[tuple[str, str, str, dict]]:
    """(document, author, time, operation); clocks go wrong, and people work in both projects at the same time."""
    made = []
    for _ in range(draw(st.integers(0, 12))):
        at = f"2026-03-01T12:00:00.{draw(st.integers(0, 12)):03}Z"
        operation = draw(st.one_of(a_mark(), an_operation()))
        made.append((DOCUMENTS[draw(MOSTLY_FIRST)], AUTHORS[draw(MOSTLY_FIRST)], at, operation))
    return made


def loaded(number: int) -> list[AnnotatedDocument]:
    layer = Annotation("Amal", (PLACES[number],), {"attack_report": Answer("yes")}, note="loaded")
    return [AnnotatedDocument(Document(name, TEXT), (layer,)) for name in DOCUMENTS]


def opened(path):
    db = open_database(path)
    db.execute("PRAGMA synchronous=OFF").fetchall()
    return db


def work_on(path, history, loads, moment) -> None:
    db = opened(path)
    for number in loads:
        load_documents(db, loaded(number))
    for document_id, author, at, operation in history:
        with write(db):
            person = add_author(db, author)
        moment.append(at)
        take_operations(db, document_id, person, [operation])
    db.conn.close()


def merged(one, other, into) -> tuple:
    """The layers, the slice and a dump of `one` with `other` merged into it; once more changes nothing."""
    shutil.copy(one, into)
    db = opened(into)
    merge_project(db, other)
    assert check(db).faults == []
    first = (layers_of(db), set(locked_ids(db)), dump(db))
    again = merge_project(db, other)
    assert (again.n_operations, again.n_documents, again.n_mended) == (0, 0, 0)
    assert dump(db) == first[2]
    db.conn.close()
    return first


def layers_of(db) -> dict:
    found = {}
    for name, author_id in db.execute("SELECT name, id FROM authors").fetchall():
        for document_id in DOCUMENTS:
            layer = stored_layer(db, document_id, author_id)
            places = [span.place for span in layer.spans.values()]
            assert len(places) == len(set(places))
            found[name, document_id] = layer
    return found


def dump(db) -> dict:
    tables = [table.name for table in db.tables if not table.name.startswith("documents_search")]
    return {name: db.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in tables}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    before=a_history(),
    ours=a_history(),
    theirs=a_history(),
    is_copy=st.booleans(),
    loads=st.tuples(*[st.lists(st.integers(0, 2), max_size=2)] * 2),
)
def test_two_projects_make_the_same_layers_whichever_is_merged_into_which(
    tmp_path_factory, monkeypatch, before, ours, theirs, is_copy, loads
):
    moments = ["2026-03-01T12:00:00.000Z"]
    for module in ("annotate", "load"):
        monkeypatch.setattr(f"labeling.workflow.{module}.now", lambda: moments[-1])
    folder = tmp_path_factory.mktemp("merge")
    a, b = folder / "a.db", folder / "b.db"
    work_on(a, before, [0], moments)
    if is_copy:
        shutil.copy(a, b)
    else:
        moments.append("2026-03-01T12:00:00.006Z")
        work_on(b, [], [0], moments)
    work_on(a, ours, loads[0], moments)
    work_on(b, theirs, loads[1], moments)
    one, other = merged(a, b, folder / "ab.db"), merged(b, a, folder / "ba.db")
    assert one[:2] == other[:2]
    assert merged(folder / "ab.db", folder / "ba.db", folder / "abba.db")[:2] == one[:2]
    shutil.rmtree(folder)
