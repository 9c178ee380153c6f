import dataclasses
import random

import numpy as np
import pytest
import skops.io
from scipy.special import expit

from labeling.core.errors import ModelDamaged, NoModel
from labeling.store.learned.models import ModelVersion
from models.detecting.artifact import read_detector, write_model
from models.detecting.counting import count
from models.detecting.detector import train
from models.detecting.space import features_of
from tests.models.conftest import data_of, texts_and_answers


class Stranger:
    """A type that is not ours."""


@pytest.fixture(scope="module")
def version(question) -> ModelVersion:
    trained = train(data_of(*texts_and_answers(60)), question)
    return ModelVersion(
        7, "detector", write_model(trained.model), trained.metrics, trained.settings, trained.fingerprint, "2026-01-01"
    )


def test_a_model_scores_the_same_after_it_was_stored(version, question):
    texts, answers = texts_and_answers(60)
    trained = train(data_of(texts, answers), question)
    again = ModelVersion(7, "detector", write_model(trained.model), trained.metrics, trained.settings, "", "")
    assert np.array_equal(read_detector(version).scores(texts), read_detector(again).scores(texts))
    assert read_detector(version).id == 7


def test_the_artifact_is_small(version):
    assert len(version.artifact) < 50_000


def test_a_version_from_before_topics_had_a_focus_reads_whole_documents(version):
    parts = skops.io.loads(version.artifact)
    del parts["focus"]
    model = read_detector(dataclasses.replace(version, artifact=skops.io.dumps(parts))).model
    assert model.space.focus is None
    texts, _ = texts_and_answers(20)
    counted = count(texts, model.vocabulary, model.numbers)
    whole = features_of(counted, model.space).terms[:, : model.vocabulary.n_words] @ model.space.topics
    whole /= np.sqrt((whole**2).sum(axis=1, keepdims=True))
    assert np.allclose(model.topics(texts), whole)


def test_a_version_from_before_there_were_neighbours_asks_none(version):
    parts = skops.io.loads(version.artifact)
    del parts["member neighbours"]
    parts["stack"] = np.delete(parts["stack"], -2)
    model = read_detector(dataclasses.replace(version, artifact=skops.io.dumps(parts))).model
    texts, _ = texts_and_answers(20)
    said = model.members.logits(features_of(count(texts, model.vocabulary, model.numbers), model.space))
    assert not said[:, -1].any()
    assert np.allclose(model.scores(texts), expit(said[:, :-1] @ parts["stack"][:-1] + parts["stack"][-1]))


def test_without_a_model_the_way_to_one_is_named():
    with pytest.raises(NoModel, match="sitrep train detector"):
        read_detector(None)


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"not a zip", None])
def test_a_damaged_model_is_a_sentence(version, damage):
    artifact = version.artifact[: len(version.artifact) // 2] if damage is None else damage
    with pytest.raises(ModelDamaged, match="Model 7 cannot be read, so nothing was scored"):
        read_detector(dataclasses.replace(version, artifact=artifact))


def test_no_flipped_byte_ends_in_anything_but_a_sentence(version):
    texts, _ = texts_and_answers(3)
    random_ = random.Random(2)
    for _ in range(60):
        artifact = bytearray(version.artifact)
        artifact[random_.randrange(len(artifact))] ^= 1 << random_.randrange(8)
        try:
            read_detector(dataclasses.replace(version, artifact=bytes(artifact))).scores(texts)
        except ModelDamaged:
            continue


@pytest.mark.parametrize(
    ("part", "worsened"),
    [
        ("stack", lambda numbers: numbers * np.nan),
        ("idf", lambda numbers: numbers[:-5]),
        ("pairs", lambda numbers: -numbers),
        ("member words", lambda numbers: numbers[:-1]),
    ],
)
def test_numbers_that_do_not_fit_together_are_refused_even_where_they_could_be_used(version, part, worsened):
    parts = skops.io.loads(version.artifact)
    parts[part] = worsened(parts[part])
    with pytest.raises(ModelDamaged, match="Model 7 cannot be read"):
        read_detector(dataclasses.replace(version, artifact=skops.io.dumps(parts)))


def test_a_type_that_is_not_ours_is_refused_before_it_is_made(version):
    parts = skops.io.loads(version.artifact) | {"idf": Stranger()}
    with pytest.raises(ModelDamaged, match="Stranger"):
        read_detector(dataclasses.replace(version, artifact=skops.io.dumps(parts)))


def test_a_pickle_is_not_even_opened(version, tmp_path):
    import pickle

    class Trap:
        def __reduce__(self):
            return (open, (str(tmp_path / "was-unpickled"), "w"))

    with pytest.raises(ModelDamaged):
        read_detector(dataclasses.replace(version, artifact=pickle.dumps(Trap())))
    assert not (tmp_path / "was-unpickled").exists()


def test_a_version_without_its_settings_is_a_sentence(version):
    with pytest.raises(ModelDamaged):
        read_detector(dataclasses.replace(version, settings={}))
