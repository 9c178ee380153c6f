import numpy as np
import pytest

from models.offers import offers
from models.resampling import draws


def sample(n: int, seed: int, *, prevalence: float = 0.1) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    y = (random.random(n) < prevalence).astype(int)
    return y, 1 / (1 + np.exp(-random.normal(3 * y - 1.5, 1.5)))


def by_recall(y: np.ndarray, p: np.ndarray) -> dict[float, dict]:
    return {offer["recall"]: offer for offer in offers(y, p, draws(range(len(y))))}


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
