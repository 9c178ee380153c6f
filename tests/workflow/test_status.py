import pytest

from labeling.store.database import write
from labeling.workflow.annotate import take_operations
from labeling.workflow.keeping.status import check, rebuild, status
from tests.annotated import annotated
from tests.operations import added, message

TEXT, SPANS = annotated("Rockets hit [Camp Taji|BASE].")


@pytest.fixture
def project(db, amal, add):
    add(d1=TEXT)
    answer = message("answer.set", question="attack_report", value="yes")
    take_operations(db, "d1", amal, [added(TEXT, SPANS[0]), answer])
    return db


def test_a_sound_file_has_no_faults(project):
    report = check(project)
    assert (report.n_documents, report.n_layers, report.n_operations, report.n_spans) == (1, 1, 2, 1)
    assert report.faults == []


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("DELETE FROM spans", "spans differ"),
        ("UPDATE spans SET label = 'ACTOR'", "spans differ"),
        ("UPDATE spans SET quote = 'x'", "quote"),
        ("UPDATE answers SET value = 'no'", "answers differ"),
        ("UPDATE work SET state = 'done'", "state differ"),
    ],
)
def test_a_projection_that_strays_from_the_log_is_found_and_made_anew(project, damage, said):
    with write(project):
        project.execute(damage)
    assert said in " ".join(check(project).faults)
    rebuild(project)
    assert check(project).faults == []


def test_a_text_that_changed_is_found(project):
    with write(project):
        project.execute("DROP TRIGGER documents_keep_their_text")
        project.execute("UPDATE documents SET text = 'Rockets hit Camp Tajo.'")
    assert any("not the one that was loaded" in fault for fault in check(project).faults)


def test_the_status_counts_what_is_there(project):
    found = status(project)
    assert (found["n_documents"], found["answers"], found["spans"]) == (1, {"yes": 1}, {"BASE": 1})
    assert found["detector"] is None
