import numpy as np
import pytest

from labeling.store.learned.out_of_fold import OutOfFold
from models.figures.offers import offers
from models.versions.at_threshold import at_threshold


def sample(n: int, seed: int, *, prevalence: float = 0.1) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    y = (random.random(n) < prevalence).astype(int)
    return y, 1 / (1 + np.exp(-random.normal(3 * y - 1.5, 1.5)))


def by_recall(y: np.ndarray, p: np.ndarray) -> dict[float, dict]:
    return {offer["recall"]: offer for offer in offers(y, p, np.empty(0))}


@pytest.mark.parametrize("recall", [0.8, 0.9, 0.95])
def test_new_documents_hold_what_is_promised(recall):
    """A thousand documents, a tenth of them reports: over many projects the promise is kept on average."""
    found, promised = [], []
    for seed in range(60):
        offer = by_recall(*sample(1_000, seed))[recall]
        y, p = sample(20_000, 1_000 + seed)
        found.append((p[y == 1] >= offer["threshold"]).mean())
        promised.append(offer["promised"])
    assert np.mean(promised) == pytest.approx(recall, abs=0.01)
    assert np.mean(found) == pytest.approx(np.mean(promised), abs=0.01)


def test_more_recall_is_more_to_read():
    rows = list(by_recall(*sample(500, 3)).values())
    for name in ("promised", "read"):
        assert [row[name] for row in rows] == sorted(row[name] for row in rows)
    assert all(row["low"] <= row["high"] for row in rows)


def test_nine_reports_cannot_promise_more_than_nine_in_ten():
    y, p = np.repeat([1, 0], 9), np.linspace(1, 0, 18)
    offer = by_recall(y, p)[0.99]
    assert (offer["promised"], offer["read"]) == (0.9, 0.5)


@pytest.mark.parametrize("recall", [0.8, 0.95, 0.99])
def test_what_new_documents_hold_lies_in_the_interval_as_often_as_it_says(recall):
    """Few reports are known, nine of 90 documents and more: there an interval is needed most."""
    held = 0
    for seed in range(400):
        offer = by_recall(*sample(150, seed))[recall]
        y, p = sample(20_000, 1_000 + seed % 40)
        held += offer["low"] <= (p[y == 1] >= offer["threshold"]).mean() <= offer["high"]
    assert 0.92 <= held / 400 <= 0.98


def test_reports_that_nobody_has_read_count_where_the_answered_ones_were_chosen():
    """Answered are those near a threshold of .5 and a few others: of their reports most score higher than of all."""
    apart = []
    for seed in range(40):
        y, p = sample(2_000, seed)
        p = 1 / (1 + np.exp(-(np.log(p / (1 - p)) * 4 / 3 - np.log(9))))  # scores that mean what they say
        answered = np.abs(p - 0.5) < 0.3
        found = {}
        for name, others in (("known", p[:0]), ("all", p[~answered])):
            offer = next(one for one in offers(y[answered], p[answered], others) if one["recall"] == 0.9)
            found[name] = abs((p[y == 1] >= offer["threshold"]).mean() - offer["promised"])
        apart.append((found["known"], found["all"]))
    known, all_ = np.mean(apart, axis=0)
    assert all_ < 0.05 < known


def test_a_page_tells_of_an_offer_what_new_reports_will_hold_not_what_chose_it():
    y, p = np.repeat([1, 0], 9), np.linspace(1, 0, 18)
    offer = by_recall(y, p)[0.99]
    rows = [OutOfFold(str(place), 0, bool(y[place]), p[place]) for place in range(18)]
    recall = at_threshold(rows, offer["threshold"], offer).recall
    assert (recall.share, recall.low, recall.high, recall.n) == (0.9, offer["low"], offer["high"], 9)
    assert recall.low == pytest.approx(0.66, abs=0.01)
