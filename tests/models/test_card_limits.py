from models.card.card_limits import limits

DATA = {"n": 300, "n_positive": 150, "n_sources": 2, "first_month": "2024-01", "last_month": "2024-02"}
FIGURES = {"f1": {"value": 0.8}, "all_yes_f1": {"value": 0.67}}


def told(*, figures=FIGURES, **data) -> str:
    card = {"question": {"positive": "yes"}, "data": DATA | data, "figures": figures}
    return " ".join(limits(card))


def test_where_it_learned_is_said():
    assert "It learned from 300 documents of 2 named sources, published from 2024-01 to 2024-02." in told()
    assert "of 1 named source, published in 2024-02." in told(n_sources=1, first_month="2024-02")
    assert "of 0 named sources, none of them dated." in told(n_sources=0, first_month=None, last_month=None)
    assert "50% of these documents were “yes”" in told()


def test_few_positives_are_warned_of():
    assert "Only 99 of its documents were “yes”" in told(n_positive=99)
    assert "Only" not in told(n_positive=100).split("Its file")[0]


def test_one_that_is_no_better_than_saying_yes_to_all_says_so():
    as_good = {"f1": {"value": 0.67}, "all_yes_f1": {"value": 0.67}}
    assert "By its F1 (0.67) it is no better than calling every text “yes” (0.67)." in told(figures=as_good)
    assert "no better than" not in told()
