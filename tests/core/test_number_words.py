import pytest

from labeling.core.casualties.number_words import quantity


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("12", 12, 12),
        ("1,200", 1200, 1200),
        ("12\u00a0000", 12000, 12000),
        ("twenty-one", 21, 21),
        ("two hundred and fifty", 250, 250),
        ("three thousand two hundred", 3200, 3200),
        ("a dozen", 12, 12),
        ("half a dozen", 6, 6),
        ("two dozen", 24, 24),
        ("more than a dozen", 13, None),
        ("dozens", 12, None),
        ("scores", 20, None),
        ("hundreds", 100, None),
        ("tens of thousands", 10_000, None),
        ("several", 3, None),
        ("a few", 3, None),
        ("several dozen", 36, None),
        ("a couple", 2, 2),
        ("two or three", 2, 3),
        ("two or more", 2, None),
        ("between 10 and 15", 10, 15),
        ("10-15", 10, 15),
        ("10–15", 10, 15),
        ("10 to 15", 10, 15),
        ("up to 20", 1, 20),
        ("as many as 20", 1, 20),
        ("fewer than ten", 1, 9),
        ("at least two", 2, None),
        ("no fewer than two", 2, None),
        ("at least another two", 2, None),
        ("more than 30", 31, None),
        ("just over 30", 31, None),
        ("nearly 40", 40, 40),
        ("about 40", 40, 40),
        ("some two dozen", 24, 24),
        ("50+", 50, None),
        ("both", 2, 2),
    ],
)
def test_a_number_means_at_least_and_at_most_so_many(said, low, high):
    words = said.split(" ")
    found = quantity([*words, "people"], 0)
    assert (found.low, found.high, found.after) == (low, high, len(words))


@pytest.mark.parametrize(
    "said", ["soldiers", "14-year-old", "2.5", "10:30", "3rd", "a", "more", "fewer than one", "²", "5 %"]
)
def test_what_is_no_count_of_people_is_no_number(said):
    assert quantity(said.split(), 0) is None
