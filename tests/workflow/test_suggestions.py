"""What is suggested to an author follows from what people marked and rejected."""

from labeling.core.span import Span
from labeling.workflow.annotate import open_document, take_operations
from labeling.workflow.suggesting.dictionary import is_dictionary_old, learn_dictionary
from tests.operations import added, message

TEXT = "The Desert Wing struck. The Desert Wing denied it."
OTHER = "Officials blamed the desert wing again."


def offered(db, document_id, author) -> list[tuple[int, int, str]]:
    return [one.place for one in open_document(db, document_id, author).open_suggestions]


def mark_both(db, author) -> None:
    spans = [Span(4, 15, "ACTOR"), Span(28, 39, "ACTOR")]
    take_operations(db, "d1", author, [added(TEXT, span, span_id=f"s{span.start}") for span in spans])


def test_a_marked_phrase_is_suggested_in_other_documents(db, add, amal):
    add(d1=TEXT, d2=OTHER)
    mark_both(db, amal)
    assert is_dictionary_old(db)
    learn_dictionary(db)
    assert not is_dictionary_old(db)
    assert offered(db, "d2", amal) == [(21, 32, "ACTOR")]
    assert offered(db, "d1", amal) == []


def test_a_rejected_suggestion_stays_rejected_for_its_author_until_that_is_undone(db, add, amal):
    add(d1=TEXT, d2=OTHER)
    mark_both(db, amal)
    learn_dictionary(db)
    reject = message("suggestion.reject", start=21, end=32, label="ACTOR", group_id="g1")
    assert not take_operations(db, "d2", amal, [reject]).refused
    assert offered(db, "d2", amal) == []
    take_operations(db, "d2", amal, [message("group.undo", target="g1")])
    assert offered(db, "d2", amal) == [(21, 32, "ACTOR")]


def test_rejections_count_against_the_phrase_until_it_is_offered_no_more(db, add, amal):
    add(d1=TEXT, d2=OTHER, d3=f"{OTHER} {OTHER} {OTHER}", d4=f"{OTHER} Indeed.")
    mark_both(db, amal)
    learn_dictionary(db)
    places = offered(db, "d3", amal)
    assert len(places) == 3
    rejections = [message("suggestion.reject", start=s, end=e, label=label) for s, e, label in places]
    take_operations(db, "d3", amal, rejections)
    learned = learn_dictionary(db)
    assert learned.counts["desert wing", "ACTOR"].n_seen == 5
    assert offered(db, "d4", amal) == []


def test_what_a_finished_reader_left_unmarked_counts_as_seen(db, add, amal):
    add(d1=TEXT, d2=f"{OTHER} Then the desert wing left. The desert wing is back. Four officials fear the desert wing.")
    mark_both(db, amal)
    text = "Officials"
    span = message("span.add", span_id="x", start=0, end=9, quote=text, label="ACTOR", group_id="g")
    take_operations(db, "d2", amal, [span])
    assert learn_dictionary(db).offers("desert wing", "ACTOR")
    take_operations(db, "d2", amal, [message("work.submit")])
    assert not learn_dictionary(db).offers("desert wing", "ACTOR")
