"""Of very many finished documents the newest are learned from, and the same draw of the others each time."""

import pytest

from labeling.store.finished import Finished
from models.spans import choosing
from models.spans.choosing import chosen


def finished(n: int, *, n_characters: int = 10, has_spans: bool = True, first: int = 0) -> list[Finished]:
    """Finished one after the other, last the first in load order."""
    return [
        Finished(number, f"d{number}", n_characters, has_spans, f"2026-01-01T{10_000 - number:05}")
        for number in range(first, first + n)
    ]


@pytest.fixture(autouse=True)
def room_for_few(monkeypatch):
    monkeypatch.setattr(choosing, "MOST_MARKED", 1_000)
    monkeypatch.setattr(choosing, "MOST_UNMARKED", 500)


def test_where_there_is_room_all_are_learned_from():
    assert chosen(finished(100)) == list(range(100))


def test_of_too_many_as_many_as_there_is_room_for_the_newest_among_them():
    numbers = chosen(finished(1_000))
    assert len(numbers) == 100
    assert set(range(25)) <= set(numbers)
    assert numbers == sorted(numbers)
    later = [number for number in numbers if number >= 25]
    assert 400 < sum(later) / len(later) < 620  # evenly over all of them


def test_documents_without_marks_take_no_room_from_those_with_marks():
    numbers = chosen([*finished(90), *finished(1_000, has_spans=False, first=90)])
    assert numbers[:90] == list(range(90))
    assert len(numbers) == 90 + 50


def test_most_of_the_draw_stays_when_more_are_finished():
    before, after = chosen(finished(1_000, first=100)), chosen(finished(1_100))
    assert len(set(before) & set(after)) >= 65


def test_one_that_is_too_long_is_passed_over():
    assert chosen([*finished(1, n_characters=5_000), *finished(50, first=1)]) == list(range(1, 51))
