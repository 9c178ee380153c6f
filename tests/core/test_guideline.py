"""Guidelines are read from Markdown, and every fault names its line."""

from pathlib import Path

import pytest

from labeling.core.errors import GuidelineError
from labeling.core.guidance.guideline import GENERAL, LABEL, QUESTION, changed_topics, composed, of_scheme, topics_of
from labeling.core.guidance.guideline_file import read_guideline
from labeling.core.scheme_file import read_scheme
from labeling.core.span import Span

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
SCHEME = read_scheme((SEEDS / "scheme.toml").read_text("utf-8"), where="seeds/scheme.toml")
TEXT = """Mark all.

# Label BASE

The whole name.

- Good: hit [Camp Taji|BASE] \\[sic]
  Why: its full name
- Bad: near [[Taji|BASE] town|ACTOR]

# Question attack_report

- Good: It was shot down.
  Answer: yes
"""


def read(text):
    return read_guideline(text, where="g.md", scheme=SCHEME)


def test_parts_and_examples_are_read_with_their_marks():
    general, base, question = read(TEXT).parts
    assert (general.topic, general.blocks) == ((GENERAL, ""), ("Mark all.",))
    assert base.topic == (LABEL, "BASE")
    words, good, bad = base.blocks
    assert words == "The whole name."
    assert (good.text, good.spans, good.is_good, good.why) == (
        "hit Camp Taji [sic]",
        (Span(4, 13, "BASE"),),
        True,
        "its full name",
    )
    assert (bad.is_good, bad.spans) == (False, (Span(5, 9, "BASE"), Span(5, 14, "ACTOR")))
    assert (question.topic, question.examples[0].answer) == ((QUESTION, "attack_report"), "yes")


def test_a_text_put_together_from_its_parts_reads_the_same():
    guideline = read(TEXT)
    again = composed((part.topic, part.source) for part in guideline.parts)
    assert again == TEXT
    assert read(again) == guideline


def test_the_guidelines_of_the_seeds_speak_of_everything_the_scheme_has_with_good_and_bad_examples():
    guideline = read_guideline((SEEDS / "guidelines.md").read_text("utf-8"), where="seeds/guidelines.md", scheme=SCHEME)
    assert {part.topic for part in guideline.parts} == {(GENERAL, ""), *topics_of(SCHEME)}
    for part in guideline.parts:
        assert {example.is_good for example in part.examples} == {True, False}, part.topic
        assert all(example.why for example in part.examples), part.topic
        assert part.topic[0] != QUESTION or all(example.answer for example in part.examples)


def test_another_scheme_begins_with_what_it_says_itself():
    guideline = read(of_scheme(SCHEME))
    assert guideline.part((LABEL, "BASE")).blocks == (SCHEME.label("BASE").guideline,)


def test_what_changed_is_told_by_label_and_question():
    before, topics = read(TEXT), topics_of(SCHEME)
    assert changed_topics(before, before, topics) == ()
    after = read(TEXT.replace("its full name", "as it is called") + "\n# Label ACTOR\n\nWho acts.\n")
    assert changed_topics(before, after, topics) == ((LABEL, "ACTOR"), (LABEL, "BASE"))
    assert changed_topics(before, read(TEXT.replace("Mark all", "Mark each")), topics) == ()


FAULTS = {
    "unknown label": ("a\n# Label BSE\n", "g.md, line 2: the scheme has no label 'BSE'. Did you mean 'BASE'?"),
    "unknown question": ("# Question attack\n", "line 1: the scheme has no question 'attack'"),
    "another heading": ("# Sites\n", "line 1: the heading '# Sites' begins no part"),
    "twice": ("# Label BASE\nx\n# Label BASE\n", "line 3: a second part about BASE"),
    "open mark": ("x\n\n- Good: hit [Taji\n", "line 3: a [ opens a mark"),
    "half a mark": ("- Bad: hit [Taji|BASE\n", "line 1: a mark has a |"),
    "empty mark": ("- Bad: hit [|BASE]\n", "line 1: a mark without words"),
    "empty example": ("- Good:\n", "line 1: an example without words"),
    "label in an example": ("- Good: hit [Taji|SITE]\n", "line 1: the scheme has no label 'SITE'"),
    "line below an example": ("- Good: hit\n  more\n", "line 2: below an example"),
    "answer of a label": ("# Label BASE\n- Good: hit\n  Answer: yes\n", "line 3: only examples of a question"),
    "unknown answer": (
        "# Question attack_report\n- Good: hit\n  Answer: yess\n",
        "line 3: the scheme has no answer 'yess'. Did you mean 'yes'?",
    ),
    "nothing": (" \n", "there is nothing in it"),
    "NUL": ("a\0b", "NUL"),
    "too long": ("a" * 200_001, "200,001 characters"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_one_sentence_with_its_line(case):
    text, said = FAULTS[case]
    with pytest.raises(GuidelineError) as refused:
        read(text)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_stored_text_is_read_although_the_scheme_has_changed_since():
    assert read_guideline("# Label GONE\nx\n", where="version 1").parts[1].topic == (LABEL, "GONE")
