"""A detector outside its project: what it takes, what it refuses, what it costs."""

import json
import random
import subprocess
import sys

import numpy as np
import pytest
import skops.io
from sklearn.linear_model import LogisticRegression

from labeling.core.errors import FileRefused
from labeling.workflow.reading_text import reading_text
from models.detecting.artifact import write_model
from models.detecting.detector import train
from models.detecting.loaded import FILE, HEAD, load_detector, write_head
from tests.models.conftest import ROOT, data_of, texts_and_answers

SAID = {"question": "attack_report", "positive": "yes", "negative": "no", "threshold": 0.5, "version": 3}


class Stranger:
    """A type that is not ours."""


@pytest.fixture(scope="module")
def model(question):
    return train(data_of(*texts_and_answers(60)), question).model


@pytest.fixture(scope="module")
def content(model) -> bytes:
    return write_head(skops.io.loads(write_model(model)), SAID)


@pytest.fixture
def file(content, tmp_path):
    path = tmp_path / FILE
    path.write_bytes(content)
    return path


def changed(content, **said) -> bytes:
    parts = skops.io.loads(content)
    return write_head(parts, {name: value for name, value in (SAID | said).items() if value is not None})


def test_it_is_loaded_from_its_folder_or_its_file(file):
    for path in (file, file.parent, str(file.parent)):
        detector = load_detector(path)
        assert (detector.question, detector.positive, detector.negative) == ("attack_report", "yes", "no")
        assert (detector.threshold, detector.version) == (0.5, 3)


def test_scores_are_plain_numbers_one_for_each_text(file, model):
    texts, answers = texts_and_answers(40)
    scores = load_detector(file).score(text for text in texts)
    assert all(type(score) is float and 0 <= score <= 1 for score in scores)
    assert np.allclose(scores, model.scores(texts), rtol=1e-4)
    right = [said == answer for said, answer in zip(load_detector(file).is_report(texts), answers, strict=True)]
    assert sum(right) > 30
    assert load_detector(file).score([]) == load_detector(file).is_report([]) == []


def test_boilerplate_is_not_read(file):
    text = "Rockets hit the camp on Tuesday.\n\nShare this article\n"
    assert reading_text(text) != text
    detector = load_detector(file)
    assert detector.score([text]) == detector.score([reading_text(text)])


@pytest.mark.parametrize("texts", ["one text", [None], ["a text", 3.5]])
def test_what_is_no_list_of_texts_is_said(file, texts):
    with pytest.raises(TypeError, match=r"list of texts|is no text"):
        load_detector(file).score(texts)


def test_a_missing_file_names_what_to_give(tmp_path):
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(FileRefused, match="Name the folder that `sitrep export model` wrote"):
            load_detector(path)


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"not a zip", None])
def test_a_damaged_file_is_one_sentence(file, content, damage):
    file.write_bytes(content[: len(content) // 2] if damage is None else damage)
    with pytest.raises(FileRefused, match="is damaged, or no detector") as refused:
        load_detector(file)
    assert "\n" not in str(refused.value)


def test_no_flipped_byte_ends_in_anything_but_a_sentence(file, content):
    random_ = random.Random(3)
    for _ in range(40):
        flipped = bytearray(content)
        flipped[random_.randrange(len(flipped))] ^= 1 << random_.randrange(8)
        file.write_bytes(bytes(flipped))
        try:
            load_detector(file).score(["Rockets hit the camp."])
        except FileRefused:
            continue


@pytest.mark.parametrize(
    "foreign",
    [
        lambda: skops.io.dumps(LogisticRegression().fit([[0], [1]], [0, 1])),
        lambda: skops.io.dumps({"words": "a"}),
        lambda: skops.io.dumps({HEAD: json.dumps({"format": 1})}),
    ],
)
def test_files_of_others_are_one_sentence(file, foreign):
    file.write_bytes(foreign())
    with pytest.raises(FileRefused, match="no detector that `sitrep export model` wrote"):
        load_detector(file)


@pytest.mark.parametrize("said", [{"threshold": 7}, {"threshold": "x"}, {"question": 3}, {"positive": None}])
def test_a_head_that_cannot_be_is_refused(file, content, said):
    file.write_bytes(changed(content, **said))
    with pytest.raises(FileRefused, match="is damaged"):
        load_detector(file)


def test_a_file_of_a_newer_sitrep_says_so(file, content):
    file.write_bytes(changed(content, format=2))
    with pytest.raises(FileRefused, match="written by a newer Sitrep"):
        load_detector(file)


def test_a_type_that_is_not_ours_is_refused_before_it_is_made(file, content):
    file.write_bytes(skops.io.dumps(skops.io.loads(content) | {"idf": Stranger()}))
    with pytest.raises(FileRefused, match="Stranger"):
        load_detector(file)


def test_loading_takes_no_database_no_spacy_and_no_time(file, tmp_path):
    code = (
        "import sys, time; from models.detecting.loaded import load_detector\n"
        "begun = time.process_time(); load_detector(sys.argv[1]); seconds = time.process_time() - begun\n"
        "print([name for name in ('spacy', 'streamlit', 'sklearn_crfsuite') if name in sys.modules], seconds < 0.5)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code, str(file)], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert shown.strip() == "[] True"
    assert sorted(path.name for path in tmp_path.iterdir()) == [FILE]
