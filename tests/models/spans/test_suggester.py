"""What a suggester learns, says and survives."""

import contextlib
import itertools
import random

import numpy as np
import pytest

from labeling.core.errors import ModelDamaged
from labeling.store.learned.models import ModelVersion
from models.spans.artifact import read_suggester, write_suggester
from models.spans.judging import Judged, best_threshold, f1
from models.spans.training import folds_of, train_suggester
from tests.models.spans.conftest import NO_GAZETTEER, examples, report

LABELS = ("ACTOR", "WEAPON", "BASE", "CASUALTY")


def version_of(artifact: bytes) -> ModelVersion:
    return ModelVersion(3, "spans", artifact, {}, {}, "", "2026-01-01")


def test_what_follows_a_rule_is_found_in_texts_it_has_not_seen(trained):
    right = proposed = marked = 0
    for number in range(100, 110):
        one = report(number)
        found = {(start, end, label) for start, end, label, score in trained.suggester.suggest(one.text) if score > 0.5}
        right, proposed, marked = right + len(found & set(one.marks)), proposed + len(found), marked + len(one.marks)
    assert right / proposed > 0.9
    assert right / marked > 0.9


def test_a_label_nobody_marked_is_not_suggested(trained):
    assert set(trained.suggester.knowledge) == {"ACTOR", "WEAPON", "BASE"}


def test_spans_of_one_label_do_not_overlap_and_scores_are_probabilities(trained):
    for number in range(200, 205):
        found = trained.suggester.suggest(report(number).text)
        assert all(0 <= score <= 1 for *_, score in found)
        for label in LABELS:
            places = [(start, end) for start, end, name, _ in found if name == label]
            assert all(before[1] <= after[0] for before, after in itertools.pairwise(places))


@pytest.mark.parametrize("text", ["", " \n\n ", "…", "ا", "🚀" * 50, "A" * 5000])
def test_odd_texts_give_suggestions_or_none(trained, text):
    assert all(0 <= start < end <= len(text) for start, end, *_ in trained.suggester.suggest(text))


def test_the_same_marks_give_the_same_suggester(trained):
    again = train_suggester(examples(24), LABELS, NO_GAZETTEER)
    text = report(300).text
    assert again.suggester.suggest(text) == trained.suggester.suggest(text)


def test_training_says_how_far_it_is_and_can_be_stopped():
    class Stop(Exception):
        pass

    def until(most):
        shares = []

        def progress(share, what):
            shares.append(share)
            if share > most:
                raise Stop

        with contextlib.suppress(Stop):
            train_suggester(examples(4), LABELS, NO_GAZETTEER, progress)
        return shares

    assert until(0.3)[-1] == pytest.approx(0.3, abs=0.05)
    shares = until(1)
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert 0.9 <= shares[-1] <= 1


def test_near_duplicates_are_on_one_side_of_each_fold():
    some = examples(12)
    for one in some[:6]:
        one.group = "the same story"
    for outside in folds_of(some):
        assert len({number in outside for number in range(6)}) == 1
    assert sorted(np.concatenate(folds_of(some))) == list(range(12))


def test_one_text_is_enough_to_begin_with():
    few = train_suggester(examples(1), LABELS, NO_GAZETTEER)
    assert few.suggester.suggest(report(0).text)


def test_a_stored_suggester_suggests_the_same(trained):
    again = read_suggester(version_of(write_suggester(trained.suggester)), NO_GAZETTEER)
    text = report(301).text
    assert again.suggest(text) == trained.suggester.suggest(text)


def test_a_damaged_suggester_is_a_sentence(trained):
    whole = write_suggester(trained.suggester)
    random_ = random.Random(2)
    for damaged in (b"", b"PK\x03\x04", whole[: len(whole) // 2]):
        with pytest.raises(ModelDamaged, match="Model 3"):
            read_suggester(version_of(damaged), NO_GAZETTEER)
    for _ in range(20):
        flipped = bytearray(whole)
        flipped[random_.randrange(len(flipped))] ^= 1 << random_.randrange(8)
        try:
            read_suggester(version_of(bytes(flipped)), NO_GAZETTEER).suggest("Jund al-Haqq fired Grad rockets.")
        except ModelDamaged:
            continue


def test_figures_are_out_of_fold_with_n_and_intervals(trained):
    shown = trained.metrics
    assert shown["n"] == 24
    assert shown["n_spans"] == 24 * 9
    assert shown["f1_low"] <= shown["f1"] <= shown["f1_high"]
    assert shown["labels"]["ACTOR"]["n_spans"] == 72


def test_f1_and_its_threshold_on_counts_worked_by_hand():
    one = Judged(
        scores=np.array([0.9, 0.8, 0.1]),
        is_right=np.array([True, False, True]),
        text_of=np.array([0, 1, 1]),
        n_marked=np.array([1, 2]),
        known=np.array([[0, 0], [1, 1]]),
    )
    assert one.counts(0.5).tolist() == [[1, 1, 1], [0, 1, 2]]
    assert f1(one.counts(0.5)) == pytest.approx(2 * 1 / (2 + 3))
    assert f1(one.known_counts()) == pytest.approx(2 * 1 / (1 + 3))
    assert best_threshold([one]) == pytest.approx(0.8 * 2 * 1.7 / (2 + 3) / 2)
