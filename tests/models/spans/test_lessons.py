"""What a CRF is shown, and that it does not grow with the project."""

import numpy as np
import pytest

from models.spans import crf
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


class Stop(Exception):
    pass


def told_until(share_at: float, n: int) -> list[float]:
    """What a fit tells until the `n`-th time that it is at `share_at` or further, when it is stopped."""
    known, heard = lessons_of(examples(6)), []

    def tell(share: float) -> None:
        heard.append(share)
        if sum(one >= share_at for one in heard) == n:
            raise Stop

    with pytest.raises(Stop):
        fit_crf(sentences(known), tags(known, "ACTOR"), strength=0.1, tell=tell)
    return heard


def test_what_hears_how_far_a_fit_is_may_stop_it():
    rounds = [share for share in told_until(0.01, 3) if share]
    assert 0 < rounds[0] < rounds[1] < rounds[2] < 1
    assert len(rounds) == 3


def test_before_the_first_round_a_fit_tells_that_it_is_at_work_and_may_be_stopped(monkeypatch):
    monkeypatch.setattr(crf, "TAKEN", 2)
    before = told_until(0.01, 1)[:-1]
    n_sentences = len(list(sentences(lessons_of(examples(6)))))
    assert len(before) > n_sentences // 2 > 1  # CRFsuite counts, too
    assert told_until(0.0, 2) == [0.0, 0.0]
    assert told_until(0.0, len(before)) == before
