"""What speaks for a place that may be a span, worked by hand."""

import dataclasses
import math

import numpy as np
import pytest
import skops.io

from labeling.store.learned.models import ModelVersion
from models.spans.artifact import read_suggester, write_suggester
from models.spans.candidates import LEAD, N_EVIDENCE, candidates
from models.spans.examples import ReadText
from models.spans.surroundings import Telling
from models.spans.training import train_suggester
from tests.models.spans.conftest import NO_GAZETTEER, examples, report

TEXT = "Camp Noor was hit. It rained. Prices of bread rose again near Camp Noor."


def test_each_mention_knows_the_first_and_the_surest_of_its_text(trained):
    read = ReadText(TEXT, NO_GAZETTEER)
    found = candidates(read, trained.suggester.knowledge, 0.0)["BASE"]
    first, second = (row for row, place in enumerate(found.all()) if read.key(place) == "camp noor")
    assert found.evidence.shape == (len(found), N_EVIDENCE)
    surest, came_first, where, length = found.evidence[[first, second], 15:19].T
    assert surest.tolist() == [found.evidence[[first, second], 0].max()] * 2
    assert came_first.tolist() == [math.log1p(found.places[first, 0] / LEAD)] * 2
    assert where.tolist() == [0.0, pytest.approx(found.places[second, 0] / len(read.keys))]
    assert length.tolist() == [math.log(len(read.keys))] * 2


def test_telling_words_count_near_a_place_in_its_sentence_and_not_inside_it():
    read = ReadText(
        "He died. Bomb hit the old camp of a bomb squad that long ago had since been killed. Dead.", NO_GAZETTEER
    )
    telling = Telling(read, {"bomb", "hit", "killed", "died", "dead"})
    camp = read.keys.index("camp")
    assert telling.around((camp, camp + 1)) == pytest.approx(math.log1p(3))
    assert telling.around((camp, read.keys.index("squad") + 1)) == pytest.approx(math.log1p(2))


def test_telling_words_are_stored_with_the_suggester():
    one = train_suggester(examples(6), ("ACTOR",), NO_GAZETTEER, telling=("fired", "struck"))
    again = read_suggester(version_of(write_suggester(one.suggester)), NO_GAZETTEER)
    assert again.knowledge["ACTOR"].telling == {"fired", "struck"}
    text = report(300).text
    assert again.suggest(text) == one.suggester.suggest(text)


def test_a_version_from_before_the_newest_evidence_suggests_as_it_did(trained):
    suggester = trained.suggester
    older = {
        label: dataclasses.replace(ranking, weights=np.append(ranking.weights[:15], [0.0] * (N_EVIDENCE - 15)))
        for label, ranking in suggester.rankings.items()
    }
    parts = skops.io.loads(write_suggester(suggester), trusted=[])
    for one in parts["labels"].values():
        del one["telling"]
        one["ranking"] = np.delete(one["ranking"], range(15, N_EVIDENCE))
    again, text = read_suggester(version_of(skops.io.dumps(parts)), NO_GAZETTEER), report(300).text
    assert again.suggest(text)
    assert again.suggest(text) == dataclasses.replace(suggester, rankings=older).suggest(text)


def version_of(artifact: bytes) -> ModelVersion:
    return ModelVersion(3, "spans", artifact, {}, {}, "", "2026-01-01")
