"""Marked words found in all documents, and changed at once."""

import pytest

from labeling.core.errors import FileRefused, NotAllowed, OperationError
from labeling.core.span import Span
from labeling.store.authors import add_author, author_named
from labeling.store.changed_at_once import changes_at_once
from labeling.store.database import write
from labeling.store.projection import stored_layer
from labeling.workflow.annotate import open_document, take_operations
from labeling.workflow.change_at_once import change_spans, take_back
from labeling.workflow.rounds.round_choice import Choice
from labeling.workflow.rounds.round_plan import Plan
from labeling.workflow.rounds.rounds import start_round
from labeling.workflow.span_search import Wanted, find_spans
from labeling.workflow.unmarked import unmarked_places
from tests.annotated import annotated
from tests.operations import added, message

D1 = "🙏 Rockets hit [Camp Taji|BASE]. [CAMP  TAJI|BASE] burned."
D2 = "[Camp Taji|ACTOR] said so."
D3 = "At [Taji|BASE] nobody was hurt."


@pytest.fixture
def people(db, add):
    """Amal marks d1 and d2, Basim d3; Lena leads."""
    add(**{name: annotated(marked)[0] for name, marked in (("d1", D1), ("d2", D2), ("d3", D3))})
    with write(db):
        for name in ("Amal", "Basim", "Lena"):
            add_author(db, name)
        db.execute(
            "UPDATE authors SET password_hash = 'x', role = CASE name WHEN 'Lena' THEN 'adjudicator' ELSE role END"
        )
    amal, basim, lena = (author_named(db, name) for name in ("Amal", "Basim", "Lena"))
    for author, document_id, marked in ((amal, "d1", D1), (amal, "d2", D2), (basim, "d3", D3)):
        mark(db, author, document_id, marked)
    return amal, basim, lena


def mark(db, author, document_id, marked, **more):
    text, spans = annotated(marked)
    take_operations(db, document_id, author, [added(text, span, **more) for span in spans])


def told(found):
    return {phrase.quote: dict(phrase.labels) for phrase in found.phrases}


def test_words_are_found_as_they_were_marked_in_any_case_and_spacing(db, people):
    amal, _, _ = people
    found = find_spans(db, amal, Wanted(author="Amal"))
    assert told(found) == {"Camp Taji": {"BASE": 2, "ACTOR": 1}}
    assert (found.n_spans, found.n_documents) == (3, 2)
    assert [(one.document_id, one.before, one.quote, one.after) for one in found.spans] == [
        ("d1", "🙏 Rockets hit ", "Camp Taji", ". CAMP  TAJI burned."),
        ("d1", "🙏 Rockets hit Camp Taji. ", "CAMP  TAJI", " burned."),
        ("d2", "", "Camp Taji", " said so."),
    ]
    assert [one.start for one in find_spans(db, amal, Wanted(author="Amal"), limit=1, offset=1).spans] == [25]


@pytest.mark.parametrize(
    ("wanted", "phrases", "n_spans"),
    [
        (Wanted(words="taj"), ["Camp Taji", "Taji"], 4),
        (Wanted(words="aji"), [], 0),
        (Wanted(words="Taji camp"), ["Camp Taji"], 3),
        (Wanted(phrase="camp taji"), ["Camp Taji"], 3),
        (Wanted(phrase="Taji", label="BASE"), ["Taji"], 1),
        (Wanted(label="ACTOR"), ["Camp Taji"], 1),
        (Wanted(in_two_ways=True), ["Camp Taji"], 3),
        (Wanted(author="Basim"), ["Taji"], 1),
        (Wanted(words="%' OR 1 --"), [], 0),
    ],
)
def test_what_is_wanted_narrows_what_is_found(db, people, wanted, phrases, n_spans):
    found = find_spans(db, people[2], wanted)
    assert (list(told(found)), found.n_spans, len(found.spans)) == (phrases, n_spans, n_spans)


def test_others_layers_are_for_those_who_review_and_blind_rounds_keep_them_apart(db, people):
    amal, _, lena = people
    for name in ("", "Basim"):
        with pytest.raises(NotAllowed):
            find_spans(db, amal, Wanted(author=name))
    with pytest.raises(FileRefused, match="Did you mean 'Basim'"):
        find_spans(db, lena, Wanted(author="Basin"))
    start_round(db, None, Plan("Blind", ("Amal", "Lena"), Choice(ids=("d1",)), n_coders=2))
    mark(db, lena, "d1", D1)
    assert {(one.document_id, one.author) for one in find_spans(db, lena, Wanted()).spans} == {
        ("d1", "Lena"),
        ("d2", "Amal"),
        ("d3", "Basim"),
    }
    assert find_spans(db, lena, Wanted(author="Amal")).n_spans == 1
    assert find_spans(db, None, Wanted()).n_spans == 6


def test_spans_are_changed_at_once_and_taken_back_at_once(db, people):
    amal, _, _ = people
    take_operations(db, "d1", amal, [message("work.submit", seconds=1)])
    before = {name: stored_layer(db, name, amal.id) for name in ("d1", "d2")}
    span_id = next(iter(before["d1"].spans))
    attributes = {"site": "base", "event": "background"}
    take_operations(db, "d1", amal, [message("span.change", span_id=span_id, attributes=attributes)])
    found = find_spans(db, amal, Wanted(author="Amal", phrase="camp taji"))
    changed = change_spans(db, amal, found.spans, "ACTOR")
    assert changed.sentence == "2 spans of 1 document changed; 1 stays as it is."
    layer = stored_layer(db, "d1", amal.id)
    assert [span.label for span in layer.spans.values()] == ["ACTOR", "ACTOR"]
    assert layer.spans[span_id].attributes == {"event": "background"}  # an actor has no site
    assert layer.state == "done"
    assert [(one.group, one.n_documents) for one in changes_at_once(db, amal.id, limit=9)] == [(changed.group, 1)]

    assert take_back(db, amal, changed.group) == 1
    assert stored_layer(db, "d1", amal.id).spans[span_id].attributes == attributes
    assert stored_layer(db, "d1", amal.id).spans.keys() == before["d1"].spans.keys()
    assert changes_at_once(db, amal.id, limit=9) == []
    assert take_back(db, amal, changed.group) == 0
    redo = message("group.redo", target=changed.group)
    take_operations(db, "d1", amal, [redo])
    assert [one.n_documents for one in changes_at_once(db, amal.id, limit=9)] == [1]


def test_spans_are_removed_at_once_and_one_undo_in_the_article_takes_that_back_there(db, people):
    amal, _, _ = people
    changed = change_spans(db, amal, find_spans(db, amal, Wanted(author="Amal")).spans, None)
    assert (changed.n_spans, changed.n_documents, find_spans(db, amal, Wanted(author="Amal")).n_spans) == (3, 2, 0)
    assert open_document(db, "d2", amal).layer.undo[-1] == changed.group
    take_operations(db, "d2", amal, [message("group.undo", target=changed.group)])
    assert find_spans(db, amal, Wanted(author="Amal")).n_documents == 1
    assert take_back(db, amal, changed.group) == 1


def test_a_span_that_would_say_what_another_says_there_stays(db, people):
    amal, _, _ = people
    mark(db, amal, "d2", D2.replace("ACTOR", "BASE"))
    spans = find_spans(db, amal, Wanted(author="Amal", label="ACTOR")).spans
    assert (change_spans(db, amal, spans, "BASE").n_left, len(stored_layer(db, "d2", amal.id).spans)) == (1, 2)


def test_nobody_changes_what_others_marked_and_only_to_labels_of_the_scheme(db, people):
    amal, basim, lena = people
    spans = find_spans(db, lena, Wanted()).spans
    n = db["operations"].count
    with pytest.raises(OperationError, match="spans of others"):
        change_spans(db, amal, spans, "ACTOR")
    with pytest.raises(OperationError, match="Did you mean 'ACTOR'"):
        change_spans(db, basim, [], "ACTR")
    with pytest.raises(OperationError, match="changed nothing at once"):
        take_back(db, basim, "at-once-0")
    assert db["operations"].count == n


def test_places_of_marked_words_that_stand_unmarked_in_finished_documents_are_found(db, people, add):
    amal, _, _ = people
    text = "🙏 No rocket hit camp  Taji. He told us of Camp Tajis."
    add(d4=text, d5="Camp Taji, unfinished.", d6="CAMP TAJI HIT.")
    for name in ("d1", "d2", "d4", "d6"):
        take_operations(db, name, amal, [message("work.submit", seconds=1)])
    found = unmarked_places(db, amal, ["Camp Taji", "CAMP  TAJI"])
    assert [(one.document_id, one.start, one.quote, one.after) for one in found] == [
        ("d4", 16, "camp  Taji", ". He told us of Camp Tajis."),
        ("d6", 0, "CAMP TAJI", " HIT."),
    ]
    assert unmarked_places(db, amal, ["US"]) == []  # “us” is another word
    assert unmarked_places(db, amal, ["…", '"', ""]) == []
    take_operations(db, "d4", amal, [added(text, Span(21, 26, "BASE"))])
    assert [one.document_id for one in unmarked_places(db, amal, ["Camp Taji"])] == ["d6"]
    db.execute("UPDATE draws SET is_locked = 1 WHERE document_id = 'd6'")
    assert unmarked_places(db, amal, ["Camp Taji"]) == []
