"""What a CRF is shown, and that it does not grow with the project."""

import numpy as np
import pytest

from models.spans import lessons as lessons_module
from models.spans.crf import fit_crf
from models.spans.lessons import lessons_of, sentences, tags
from tests.models.spans.conftest import examples


def test_a_lesson_gives_the_features_of_its_sentences_word_by_word():
    (one,) = examples(1)
    (lesson,) = lessons_of([one])
    lines = one.lines()
    given = [[[name.decode() for name in word] for word in sentence] for sentence in lesson.sentences()]
    assert given == [lines[number] for number in lesson.chosen]
    assert [len(line) for line in lesson.tags("ACTOR")] == [len(sentence) for sentence in given]


def test_of_very_many_sentences_with_marks_an_even_share_is_learned_from(monkeypatch):
    known = examples(40)
    n_marked = sum(int(one.lengths[one.marked_lines()].sum()) for one in known)
    monkeypatch.setattr(lessons_module, "MOST_MARKED", n_marked // 2)
    taken = [int((one.example.marked_lines()[one.chosen]).sum()) for one in lessons_of(known)]
    assert 0.35 * 3 * 40 < sum(taken) < 0.65 * 3 * 40
    assert np.count_nonzero(taken) > 30  # of nearly every text some


def test_what_hears_how_far_a_fit_is_may_stop_it():
    class Stop(Exception):
        pass

    known, heard = lessons_of(examples(6)), []

    def tell(share: float) -> None:
        heard.append(share)
        if len(heard) == 3:
            raise Stop

    with pytest.raises(Stop):
        fit_crf(sentences(known), tags(known, "ACTOR"), strength=0.1, tell=tell)
    assert 0 < heard[0] < heard[1] < heard[2] < 1
    assert len(heard) == 3
