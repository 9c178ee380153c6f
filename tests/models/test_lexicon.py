import numpy as np
import pytest

from labeling.core.suggesting.gazetteer import Entry, Gazetteer, Pattern
from models.detecting.counting import count_anew
from models.detecting.lexicon import phrases_of

GAZETTEER = Gazetteer(
    id="g",
    toml="",
    entries=(Entry("Camp Taji", "SITE", ("al-Taji airfield",)), Entry("US", "FORCE")),
    patterns=(Pattern("ARM", heads=("rockets", "mortar shell"), bare=("drones",)),),
)


def known(*texts: str, keywords: tuple[str, ...] = ()) -> tuple[dict[str, np.ndarray], int]:
    """Log counts of each group by document."""
    phrases = phrases_of(keywords, GAZETTEER)
    counted, _ = count_anew(texts, len(texts), phrases)
    return dict(zip(phrases.groups, counted.known.T, strict=False)), phrases.n_kinds


def test_every_label_of_the_gazetteer_is_a_kind_and_so_is_every_outcome():
    phrases = phrases_of(("blast",), GAZETTEER)
    kinds = phrases.groups[: phrases.n_kinds]
    assert {"SITE", "FORCE", "ARM"} <= set(kinds)
    assert {"casualty killed", "casualty wounded"} < set(kinds)
    assert phrases.groups[phrases.n_kinds :] == ("keyword blast",)


def test_names_and_nouns_are_counted_whatever_their_case():
    found, _ = known("ROCKETS AND DRONES AT CAMP TAJI", "a mortar shell", "mortar fire, a camp, us")
    assert np.expm1(found["ARM"]) == pytest.approx([2, 1, 0])
    assert np.expm1(found["SITE"]) == pytest.approx([1, 0, 0])


def test_keywords_are_counted_one_by_one():
    found, _ = known("The blast. Nobody claimed responsibility.", "quiet", keywords=("blast", "claimed responsibility"))
    assert (found["keyword blast"] > 0).tolist() == [True, False]
    assert (found["keyword claimed responsibility"] > 0).tolist() == [True, False]


def test_what_stands_in_one_sentence_is_told_from_what_stands_apart():
    phrases = phrases_of((), GAZETTEER)
    counted, _ = count_anew(["Rockets hit Camp Taji. It rained.", "Rockets fell. Camp Taji slept."], 2, phrases)
    n_groups, n_kinds = len(phrases.groups), phrases.n_kinds
    together = counted.known[:, n_groups + 2 * n_kinds :]
    assert (together[0] > 0).sum() == 1
    assert not together[1].any()


def test_without_keywords_and_gazetteer_there_are_the_words_of_killing_and_hurting():
    counted, _ = count_anew(["Two men were killed."], 1, phrases_of((), None))
    assert counted.known.any()
