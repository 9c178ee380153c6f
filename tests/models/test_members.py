from dataclasses import replace

import numpy as np

from models.detecting.counting import count_anew
from models.detecting.lexicon import phrases_of
from models.detecting.members import MEMBERS, fit_members
from models.detecting.space import N_TOPICS, features_of, space_of
from tests.models.conftest import ATTACK, QUIET, texts_and_answers

N_WITHOUT_MARKS = 5  # of MEMBERS: the others need marks
PHRASES = phrases_of(("rockets", "drones"), None)


def fitted(texts: list[str], answers: list[bool], inside: np.ndarray):
    counted, _ = count_anew(texts, len(texts), PHRASES)
    features = features_of(counted, space_of(counted, inside))
    return fit_members(features, np.array(answers, dtype=int), inside), features


def test_every_member_learns_to_tell_reports_from_the_rest():
    texts, answers = texts_and_answers(120)
    members, features = fitted(texts, answers, np.arange(80))
    logits, y = members.logits(features, np.arange(80, 120)), np.array(answers[80:])
    assert logits.shape == (40, len(MEMBERS))
    assert (logits[y].mean(axis=0) > logits[~y].mean(axis=0))[:N_WITHOUT_MARKS].all()


def test_a_fold_learns_nothing_from_the_texts_outside_it():
    texts, answers = texts_and_answers(60)
    inside = np.arange(54)
    changed = texts[:54] + ["Katyusha drones of the minister"] * 6
    logits = [
        members.logits(features, inside)
        for members, features in (fitted(texts, answers, inside), fitted(changed, answers, inside))
    ]
    assert np.allclose(*logits, atol=1e-6)


def test_one_sentence_that_reports_an_attack_stands_out_of_a_long_document():
    texts, answers = texts_and_answers(120)
    needle, hay = " ".join([*QUIET, *QUIET, ATTACK[0], *QUIET, *QUIET]), " ".join([*QUIET] * 4)
    members, features = fitted([*texts, needle, hay], [*answers, True, False], np.arange(120))
    said = members.logits(features, np.array([120, 121]))
    best, mean = said[:, MEMBERS.index("best sentence")], said[:, MEMBERS.index("mean sentence")]
    assert best[0] > best[1] + 1
    assert best[0] - best[1] > mean[0] - mean[1]


def test_sentences_that_hold_marks_teach_what_a_report_looks_like():
    """Every document has the same sentences but one, and only the marks tell which one that is."""
    texts = [f"It rained on day {n}. {ATTACK[n % 4] if n % 2 else QUIET[n % 4]} Prices rose." for n in range(60)]
    y = np.arange(60) % 2
    marks = [[(text.index(ATTACK[n % 4]), "ANY")] if n % 2 else [] for n, text in enumerate(texts)]
    counted, _ = count_anew([*texts, "It rained.", ATTACK[1]], 60, PHRASES, marks)
    features = features_of(counted, space_of(counted, np.arange(60)))
    said = fit_members(features, y, np.arange(60)).logits(features)[:, MEMBERS.index("best like marked")]
    assert said[-1] - said[-2] > 2


def test_without_marks_the_member_that_reads_them_says_the_same_of_all():
    texts, answers = texts_and_answers(30)
    counted, _ = count_anew(texts, 30, PHRASES)
    assert not counted.n_labels.any()
    members, features = fitted(texts, answers, np.arange(30))
    assert not members.logits(features)[:, MEMBERS.index("best like marked")].any()


def test_a_document_without_a_word_is_scored_too():
    texts, answers = texts_and_answers(20)
    members, features = fitted([*texts, "", "!"], [*answers, True, False], np.arange(20))
    assert np.isfinite(members.logits(features)).all()


def test_two_documents_have_no_topics_but_a_model():
    members, features = fitted(["Rockets hit.", "A harvest."], [True, False], np.arange(2))
    assert features.topics.shape[1] <= 2
    said = members.logits(features)
    assert said[0, 0] > said[1, 0]


def test_topics_are_those_of_the_sentences_that_speak_of_a_keyword():
    """Two documents about the same thing but for the sentence with a keyword; with it in a third, unlike otherwise."""
    words = [" ".join(f"{name}{n % 7}{n}" for n in range(place, place + 12)) for place, name in enumerate("abcdef")]
    pool = [f"{one}. {other}. The rockets {third}." for one in words for other in words for third in words]
    texts = [f"{words[0]}. The rockets {words[1]}.", f"{words[0]}. The rockets {words[2]}.", f"The rockets {words[1]}."]
    counted, _ = count_anew([*texts, *pool], 3, PHRASES)
    space = space_of(counted, np.arange(counted.n_documents))
    like = {}
    for focus in (space.focus, None):
        topics = features_of(counted, replace(space, focus=focus)).topics[:3, N_TOPICS[0] :]
        like[focus] = topics[0] @ topics[2] - topics[0] @ topics[1]
    assert like[space.focus] > like[None] + 0.1
    assert like[space.focus] > 0.5


def test_topics_are_learned_from_texts_that_nobody_answered():
    texts, _ = texts_and_answers(100)
    counted, _ = count_anew(texts, 10, PHRASES)
    few, all_ = space_of(counted, np.arange(10)), space_of(counted, np.arange(100))
    assert few.topics.shape[1] == 9
    assert 9 < all_.topics.shape[1] <= N_TOPICS[-1]


def test_a_document_is_said_to_be_what_those_most_like_it_are():
    texts, answers = texts_and_answers(120)
    said = []
    for turned in (False, True):
        twin = [*answers, not turned]
        members, features = fitted(
            [*texts, "Rockets hit an orchard of apples.", "Rockets hit apples."], [*twin, True], np.arange(121)
        )
        said.append(members.logits(features)[:, MEMBERS.index("neighbours")])
    assert np.abs(said).max() <= 1
    assert said[0][-1] > said[1][-1] + 0.1


def test_of_very_many_documents_some_are_neighbours_evenly(monkeypatch):
    monkeypatch.setattr("models.detecting.members.MOST_NEIGHBOURS", 40)
    texts, answers = texts_and_answers(120)
    members, features = fitted(texts, answers, np.arange(120))
    assert members.neighbours.shape[0] == 40
    assert (members.neighbours[:, -1] > 0).sum() in range(15, 26)
    said = members.logits(features)[:, MEMBERS.index("neighbours")]
    assert said[np.array(answers)].mean() > said[~np.array(answers)].mean() + 0.5


def test_the_strength_decides_how_sure_the_members_are():
    texts, answers = texts_and_answers(60)
    counted, _ = count_anew(texts, 60, PHRASES)
    features, y = features_of(counted, space_of(counted, np.arange(60))), np.array(answers, dtype=int)
    weak, strong = (fit_members(features, y, np.arange(60), factor).logits(features) for factor in (0.1, 10.0))
    assert (weak.std(axis=0) < strong.std(axis=0))[:N_WITHOUT_MARKS].all()
