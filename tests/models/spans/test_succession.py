"""Which version of the span suggester serves, and the way back."""

import dataclasses

import numpy as np
import pytest

from labeling.core.errors import ModelDamaged, NoModel
from labeling.store.database import write
from labeling.store.gazetteers import current_gazetteer
from labeling.store.learned.models import latest_model, model_versions
from labeling.store.learned.readings import KIND
from labeling.store.serving import serving, servings
from labeling.workflow.load import load_documents
from models.spans import serving as work
from models.spans.examples import Example
from models.spans.judging import f1_interval
from models.spans.serving import serving_suggester, train_spans
from models.spans.succession import FIRST, TOO_FEW, UNREADABLE, counts_of, proposed_by
from models.succession import let_serve
from tests.models.spans.conftest import NO_GAZETTEER, report
from tests.models.spans.test_serving import finished


@pytest.fixture
def load(db):
    return lambda *numbers: load_documents(db, [finished(number) for number in range(*numbers)])


def forget(monkeypatch) -> None:
    """From now on what is trained proposes nothing out of fold."""

    def trained(*args, **known):
        found = real(*args, **known)
        return dataclasses.replace(found, held_out={key: [] for key in found.held_out})

    real = work.train_suggester
    monkeypatch.setattr(work, "train_suggester", trained)


def test_a_version_that_is_not_worse_takes_over_and_a_worse_one_is_kept_beside_it(db, load, monkeypatch):
    load(24)
    first = train_spans(db)
    assert (serving(db, KIND).model_id, first.metrics["why"]) == (first.id, FIRST)
    load(24, 30)
    second = train_spans(db)
    assert serving(db, KIND).model_id == second.id
    assert "not worse than version 1: F1 of exact spans" in second.metrics["why"]
    assert "on the same 30 documents, seen by neither" in second.metrics["why"]
    forget(monkeypatch)
    third = train_spans(db)
    assert third.metrics["why"].startswith("It is worse than version 2: F1 of exact spans 0.000 against")
    assert [one.id for one in model_versions(db, KIND)] == [3, 2, 1]
    assert (serving(db, KIND).model_id, serving_suggester(db)[0]) == (second.id, second.id)
    assert let_serve(db, 3, kind=KIND).id == serving(db, KIND).model_id == 3
    assert [one.model_id for one in servings(db, KIND)] == [3, 2, 1]


def test_a_few_documents_or_a_version_nobody_can_read_stop_nothing(db, load):
    load(12)
    train_spans(db)
    assert train_spans(db).metrics["why"] == TOO_FEW
    with write(db):
        db.execute("UPDATE model_versions SET artifact = x'00'")
    with pytest.raises(ModelDamaged, match=r"`sitrep train spans`.*`sitrep versions --kind spans --use NUMBER`"):
        let_serve(db, 1, kind=KIND)
    assert serving(db, KIND).model_id == 2
    assert train_spans(db).metrics["why"] == UNREADABLE


def test_a_version_is_not_judged_by_near_duplicates_of_what_it_learned_from(db, load):
    load(12)
    version = train_spans(db)
    stored = latest_model(db, KIND)
    examples = [Example(report(number), current_gazetteer(db)) for number in (0, 1, 500, 501, 502)]
    with write(db):
        db.execute("UPDATE documents SET cluster = 'the same story' WHERE id = 'r0'")
        db.execute("UPDATE documents SET cluster = 'no longer finished' WHERE id = 'r2'")
    examples[2].group = examples[0].group = "the same story"
    examples[3].group = "no longer finished"
    proposed = proposed_by(db, stored, examples, current_gazetteer(db))
    assert set(proposed) == {"r0", "r1", "r502"}
    assert version.id == stored.id


def test_counts_are_of_exact_spans_by_the_marks_of_today():
    example = Example(report(0), NO_GAZETTEER)
    right, wrong = example.starts[0], "ACTOR"
    mark = report(0).marks[0]
    assert counts_of([example], [[mark, (right, right + 1, wrong)]]).tolist() == [[1, 2, 9]]


def test_near_duplicates_are_drawn_together_for_an_interval():
    counts = np.array([[9, 10, 10], [0, 10, 10]] * 10)
    apart = f1_interval(counts, range(20))
    together = f1_interval(counts, ["one", "two"] * 10)
    assert together[1] - together[0] > apart[1] - apart[0]


def test_what_is_not_there_is_a_sentence(db, load):
    with pytest.raises(NoModel, match="No span suggester has been trained yet"):
        let_serve(db, None, kind=KIND)
    load(12)
    train_spans(db)
    with pytest.raises(NoModel, match="no version 7 of the span suggester"):
        let_serve(db, 7, kind=KIND)
    with pytest.raises(NoModel, match="has no share of reports to find"):
        let_serve(db, 1, recall=0.9, kind=KIND)
